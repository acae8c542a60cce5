"""Where services, engine and broker differ, somebody is told, and what can be healed is healed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grpc
import httpx
import pytest
import sqlalchemy as sa
from pyzeebe.proto import gateway_pb2, gateway_pb2_grpc

from tests.public import as_actor, play
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.scenario import load
from tsunagi.homes import fresh, remove
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
OFFER = REPO / "tests" / "processes" / "offer.json"
BEFORE_ACCEPTANCE = 7
SWEEPS_SECONDS = 120


@pytest.fixture(scope="module")
def reconciled() -> Iterator[Stack]:
    """The services are up before any diagram is deployed."""
    home = fresh("reconciled")
    with Stack(home, records=True) as stack:
        stack.start()
        stack.start_services()
        yield stack
    remove(home)


def findings(stack: Stack, service: str = "intake") -> list[dict[str, str]]:
    found: list[dict[str, str]] = httpx.get(f"{stack.http(service)}/findings", timeout=30).json()
    return found


def found(stack: Stack, code: str) -> dict[str, str]:
    return eventually(lambda: [one for one in findings(stack) if one["code"] == code], seconds=SWEEPS_SECONDS)[0]


def doctor(stack: Stack) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "tsunagi", "doctor", "--running"]
    argv += [f"--at={stack.http(service)}" for service in SERVICES]
    return subprocess.run(argv, cwd=REPO, capture_output=True, text=True, check=False)


@pytest.mark.timeout(600)
def test_a_case_that_came_before_the_diagrams_is_begun_by_itself_once_they_are_there(reconciled: Stack) -> None:
    _, names = play(reconciled, OFFER, until=2)
    coordinator = as_actor(reconciled, load(OFFER).actors["coordinator"])
    assert found(reconciled, "CASE_WITHOUT_INSTANCE")["case_no"] == names["consultation"]["case_no"]
    deploy_folder(REPO / "bpmn", reconciled.zeebe_grpc, "tests", "later than the first case")
    eventually(
        lambda: coordinator("IntakeService.ListWorkItems", case_id=names["case"])["work_items"], seconds=SWEEPS_SECONDS
    )
    eventually(lambda: not findings(reconciled), seconds=SWEEPS_SECONDS)
    assert doctor(reconciled).returncode == 0


@pytest.mark.timeout(600)
def test_an_instance_that_an_operator_cancelled_is_found_with_its_case_number(reconciled: Stack) -> None:
    scenario, names = play(reconciled, OFFER, until=BEFORE_ACCEPTANCE)
    number = names["consultation"]["case_no"]
    keys = {
        record["value"]["processInstanceKey"]
        for record in reconciled.records("VARIABLE", "CREATED", name="caseNo")
        if record["value"]["value"] == f'"{number}"'
    }
    with grpc.insecure_channel(reconciled.zeebe_grpc) as channel:
        request = gateway_pb2.CancelProcessInstanceRequest(processInstanceKey=min(keys))
        gateway_pb2_grpc.GatewayStub(channel).CancelProcessInstance(request, timeout=30)
    assert found(reconciled, "WORK_WITHOUT_INSTANCE")["case_no"] == number
    told = doctor(reconciled)
    assert told.returncode == 1
    assert number in told.stdout
    assert scenario.title not in told.stdout


@pytest.mark.timeout(600)
def test_a_database_that_lost_its_newest_events_to_an_older_backup_is_found(reconciled: Stack) -> None:
    intake = sa.create_engine(reconciled.admin_database_url("intake"))
    with intake.begin() as db:
        db.execute(sa.text("DELETE FROM outbox"))
    intake.dispose()
    assert found(reconciled, "EVENT_UNKNOWN_TO_DATABASE")["subject"]
