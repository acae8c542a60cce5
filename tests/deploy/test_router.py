"""The one host in front of the services speaks with them as they are configured, in compose and in a cluster; in front
of intake, the real Envoy with the certificates of the trial's script.
"""

import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml

from kit.tls import TlsFiles
from tests.database import database_of
from tests.deploy.kustomize import Manifest, build, containers, documents, of_kind
from tests.deploy.test_compose import COMPOSE
from tests.kit.authority import serial
from tests.kit.tls_edge import AGENCY, Edge, serving
from tests.waiting import eventually
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
K8S = REPO / "deploy" / "k8s"
ROUTER = K8S / "base" / "router" / "envoy.yaml"
SCRIPT = REPO / "deploy" / "compose" / "certificates.sh"
DEPLOYMENT = (REPO / "docs" / "deployment.md").read_text(encoding="utf-8")
OWN, OTHER = "W-03", "W-04"


def envoy() -> Manifest:
    (found,) = documents(ROUTER)
    return found


def filenames(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(filenames, node))
    if not isinstance(node, dict):
        return set()
    own = {value for key, value in node.items() if key == "filename"}
    return own.union(*map(filenames, node.values()))


def in_compose(name: str) -> tuple[set[str], dict[str, str]]:
    """The TLS files that a service's variables name; and target → source of what is mounted."""
    service = COMPOSE["services"][name]
    named = {value for key, value in service.get("environment", {}).items() if re.match("TLS_.*_FILE", key)}
    mounts = (one.removesuffix(":ro").rpartition(":") for one in service["volumes"])
    return named, {target: source for source, _, target in mounts}


def in_cluster(name: str, overlay: str) -> tuple[set[str], dict[str, str]]:
    (one,) = [
        one for one in of_kind(build(K8S / "overlays" / overlay), "Deployment") if one["metadata"]["name"] == name
    ]
    (container,) = containers(one)
    named = {each["value"] for each in container.get("env", []) if re.match("TLS_.*_FILE", each["name"])}
    sources = {
        each["name"]: each["secret"]["secretName"] if "secret" in each else each["configMap"]["name"]
        for each in one["spec"]["template"]["spec"]["volumes"]
    }
    return named, {each["mountPath"]: sources[each["name"]] for each in container["volumeMounts"]}


def spoken(name: str, where: str) -> tuple[set[str], dict[str, str]]:
    return in_compose(name) if where == "compose" else in_cluster(name, where)


everywhere = pytest.mark.parametrize("where", ["compose", "trial", "production"])


@everywhere
def test_it_speaks_tls_to_a_port_exactly_where_the_service_listens_with_it(where: str) -> None:
    clusters = {one["name"]: one for one in envoy()["static_resources"]["clusters"]}
    assert set(clusters) == {f"{name}_{form}" for name in SERVICES for form in ("grpc", "http")}
    for name in SERVICES:
        named, _ = spoken(name, where)
        assert ("transport_socket" in clusters[f"{name}_grpc"]) is bool(named), name
        assert "transport_socket" not in clusters[f"{name}_http"]


@everywhere
def test_every_file_that_it_or_a_service_names_is_mounted(where: str) -> None:
    for name in (*SERVICES, "router"):
        named, mounted = spoken(name, where)
        named |= filenames(envoy()) if name == "router" else set()
        assert len(named) >= 3
        for file in named:
            source = mounted[file.rpartition("/")[0]]
            assert name in source or "revoked" in source, f"{name}: {file} is another's"


def test_the_script_makes_what_compose_mounts_and_the_text_tells_of_each(tmp_path: Path) -> None:
    made(tmp_path)
    (told,) = re.findall(r"## 一台で試す.*?(?=\n## )", DEPLOYMENT, re.DOTALL)
    for name in (*SERVICES, "router"):
        named, mounted = in_compose(name)
        for file in named | (filenames(envoy()) if name == "router" else set()):
            folder, _, last = file.rpartition("/")
            path = mounted[folder].removeprefix("${TLS_FOLDER:?}/") + f"/{last}"
            assert (tmp_path / path).is_file()
            assert f"`{last}`" in told or f"`{path}`" in told, path
    assert "`router`" in told
    mounted_from = {source for name in SERVICES for source in in_compose(name)[1].values()}
    assert not any("authority" in source or source == "${TLS_FOLDER:?}" for source in mounted_from)


def made(folder: Path) -> None:
    subprocess.run(["/bin/sh", str(SCRIPT), str(folder), "localhost", OWN, OTHER], check=True, capture_output=True)


def files(folder: Path) -> TlsFiles:
    return TlsFiles(folder / "tls.crt", folder / "tls.key", folder / "ca.crt")


@pytest.fixture(scope="module")
def engine(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "intake") as found:
        yield found


@pytest.fixture
def routed(engine: sa.Engine, tmp_path: Path) -> Iterator[Edge]:
    """The router, with intake behind it; `tmp_path` / tls is compose's TLS_FOLDER."""
    made(tmp_path / "tls")
    own = replace(files(tmp_path / "tls" / "intake"), revoked=tmp_path / "tls" / "revoked" / "serials")
    with serving(engine, tmp_path / "keys", own) as intake, routing(tmp_path, intake.port) as port:
        yield replace(intake, port=port)


@contextmanager
def routing(home: Path, intake_port: int) -> Iterator[int]:
    """Envoy as it is shipped, but for where it finds its files and intake."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    text = ROUTER.read_text(encoding="utf-8").replace("/run/tls/", f"{home}/tls/router/")
    text = text.replace("port_value: 8443", f"port_value: {port}")
    text = text.replace("address: intake, port_value: 50051", f"address: localhost, port_value: {intake_port}")
    (home / "envoy.yaml").write_text(text)
    argv = [".venv/bin/envoy", "--config-path", str(home / "envoy.yaml"), "--disable-hot-restart", "--concurrency", "1"]
    with (home / "log").open("wb") as log:
        running = subprocess.Popen(argv, cwd=REPO, stdout=log, stderr=log)
    try:
        eventually(lambda: listens(port) or running.poll() is not None)
        assert running.poll() is None, (home / "log").read_text()
        yield port
    finally:
        running.terminate()
        running.wait(30)


def listens(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def test_envoy_of_the_shipped_version_carries_an_agencys_call_and_the_name_in_its_certificate(
    routed: Edge, tmp_path: Path
) -> None:
    assert routed.call(files(tmp_path / "tls" / f"agency-{OWN}"), AGENCY) == ""
    assert routed.call(files(tmp_path / "tls" / f"agency-{OTHER}"), AGENCY) == "UNAUTHENTICATED"
    shipped = yaml.safe_load((REPO / "docker-compose.yml").read_text(encoding="utf-8"))["services"]["router"]["image"]
    version = subprocess.run([".venv/bin/envoy", "--version"], cwd=REPO, capture_output=True, text=True, check=True)
    assert f"/{shipped.rpartition(':v')[2]}/" in version.stdout


def test_a_revoked_certificate_opens_nothing_behind_the_router_either(routed: Edge, tmp_path: Path) -> None:
    own = files(tmp_path / "tls" / f"agency-{OWN}")
    assert routed.call(own, AGENCY) == ""
    (tmp_path / "tls" / "revoked" / "serials").write_text(f"{serial(own)}\n")
    assert routed.call(own, AGENCY) == "UNAUTHENTICATED"
