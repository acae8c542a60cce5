"""Where services, engine and broker differ, somebody is told, and what can be healed is healed."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kit.broker_probe import tail
from tests.faults.operator import Operator, about, findings, found, swept_twice
from tests.processes.test_edited_diagrams import LONGER, edited
from tests.public import as_actor, play
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.scenario import load
from tsunagi.homes import fresh, remove
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
OFFER = REPO / "tests" / "processes" / "offer.json"
OPENED = REPO / "tests" / "meetings" / "before_liaison_meeting.json"
BEFORE_ACCEPTANCE = 7
SWEEPS_SECONDS = 120

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def undeployed() -> Iterator[Stack]:
    """The services are up before any diagram is deployed: for the first test of this file."""
    home = fresh("reconciled")
    with Stack(home, records=True) as stack:
        stack.start()
        stack.start_services()
        yield stack
    remove(home)


@pytest.fixture(scope="module")
def reconciled(undeployed: Stack) -> Stack:
    """With the diagrams, whichever test comes first. What is the same is no new version."""
    deploy_folder(REPO / "bpmn", undeployed.zeebe_grpc, "tests", "reconciled")
    return undeployed


def doctor(stack: Stack) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "tsunagi", "doctor", "--running"]
    argv += [f"--at={stack.http(service)}" for service in SERVICES]
    return subprocess.run(argv, cwd=REPO, capture_output=True, text=True, check=False, env={"COLUMNS": "200"})


def offered(stack: Stack) -> tuple[str, Operator, int, dict[str, Any]]:
    """A case whose handoff waits for its answer: its number, an operator, the handoff's instance, what was saved."""
    _, names = play(stack, OFFER, until=BEFORE_ACCEPTANCE)
    number = names["consultation"]["case_no"]
    operator = Operator(stack, number)
    instance = operator.instance("handoff")
    operator.active(instance, "Wait_HandoffAnswered")
    return number, operator, instance, names


def accept(stack: Stack, names: dict[str, Any]) -> None:
    as_actor(stack, load(OFFER).actors["seikatsu"])("IntakeService.AcceptHandoff", name=names["offered"]["subject"])


def work(stack: Stack, case_id: str) -> set[str]:
    seikatsu = as_actor(stack, load(OFFER).actors["seikatsu"])
    return {item["kind"] for item in seikatsu("IntakeService.ListWorkItems", case_id=case_id)["work_items"]}


def roots(stack: Stack, intent: str) -> list[Any]:
    """Of processes of cases."""
    process = {"bpmnElementType": "PROCESS", "bpmnProcessId": "referral-to-evaluation"}
    return stack.records("PROCESS_INSTANCE", intent, **process)


def test_a_case_that_came_before_the_diagrams_is_begun_by_itself_once_they_are_there(undeployed: Stack) -> None:
    _, names = play(undeployed, OFFER, until=2)
    coordinator = as_actor(undeployed, load(OFFER).actors["coordinator"])
    found(undeployed, "CASE_WITHOUT_INSTANCE", case_no=names["consultation"]["case_no"])
    deploy_folder(REPO / "bpmn", undeployed.zeebe_grpc, "tests", "later than the first case")
    (work,) = eventually(
        lambda: coordinator("IntakeService.ListWorkItems", case_id=names["case"])["work_items"], seconds=SWEEPS_SECONDS
    )
    eventually(lambda: not findings(undeployed), seconds=SWEEPS_SECONDS)
    assert doctor(undeployed).returncode == 0
    suffices = {"residency": "RESIDENCY_RESIDENT", "welfare_need": True, "information_suffices": True}
    coordinator("IntakeService.ScreenConsultation", name=work["subject"], **suffices)
    eventually(lambda: roots(undeployed, "ELEMENT_COMPLETED"))
    assert len(roots(undeployed, "ELEMENT_ACTIVATED")) == 1, "what was told several times does not begin it once more"


def test_a_migrated_instance_is_no_difference_and_goes_on(reconciled: Stack, tmp_path: Path) -> None:
    number, operator, instance, names = offered(reconciled)
    swept_twice(reconciled)
    deploy_folder(edited(tmp_path / "longer", "9.0.0", LONGER), reconciled.zeebe_grpc, "tests", "a newer version")
    newest = max(one["key"] for one in reconciled.records("PROCESS", "CREATED", bpmnProcessId="handoff"))
    operator.migrate(instance, newest, "Wait_HandoffAnswered")
    swept_twice(reconciled)
    assert about(reconciled, number) == set()
    accept(reconciled, names)
    eventually(lambda: "REPORT_HANDOFF_OUTCOME" in work(reconciled, names["case"]))


def test_an_instance_that_an_operator_cancelled_is_found_with_its_case_number(reconciled: Stack) -> None:
    number, operator, _, names = offered(reconciled)
    operator.cancel(operator.instance("referral-to-evaluation"))
    found(reconciled, "WORK_WITHOUT_INSTANCE", case_no=number)
    found(reconciled, "HANDOFF_WITHOUT_ELEMENT", case_no=number)
    told = doctor(reconciled)
    assert told.returncode == 1
    assert number in told.stdout
    assert "架空" not in told.stdout
    assert names["person"] not in told.stdout


def test_a_handoff_that_an_operator_moved_to_its_end_is_found(reconciled: Stack) -> None:
    number, operator, instance, _ = offered(reconciled)
    operator.move(instance, "Wait_HandoffAnswered", "End_Withdrawn")
    found(reconciled, "HANDOFF_WITHOUT_ELEMENT", case_no=number)
    found(reconciled, "WORK_WITHOUT_INSTANCE", case_no=number)


def test_a_variable_that_an_operator_edited_is_found_where_it_stops_a_job(reconciled: Stack) -> None:
    number, operator, instance, names = offered(reconciled)
    true = names["offered"]["subject"].removeprefix("handoffs/")
    operator.edit(instance, handoffId="EDITED")
    accept(reconciled, names)
    told = found(reconciled, "JOB_FAILS", case_no=number)
    assert told["subject"] == "Task_ConfirmHandoff/NOT_FOUND"
    operator.edit(instance, handoffId=true)
    eventually(lambda: not about(reconciled, number), seconds=SWEEPS_SECONDS)
    assert "REPORT_HANDOFF_OUTCOME" in work(reconciled, names["case"])


def test_an_instance_that_no_case_belongs_to_is_found(reconciled: Stack) -> None:
    operator = Operator(reconciled, "R8-99999-9")
    known = {"municipalityId": "28216", "caseId": "BYHAND", "caseNo": "R8-99999-9", "consultationId": "BYHAND"}
    operator.publish("ConsultationReceived", "BYHAND", **known)
    assert found(reconciled, "INSTANCE_WITHOUT_CASE", case_id="BYHAND")["process_instance_key"]
    operator.cancel(operator.instance("referral-to-evaluation"))
    eventually(
        lambda: not any(one["case_id"] == "BYHAND" for one in findings(reconciled)),
        seconds=SWEEPS_SECONDS,
    )


def test_an_instance_that_outlives_its_case_is_found(reconciled: Stack) -> None:
    _, names = play(reconciled, OPENED)
    intake = sa.create_engine(reconciled.admin_database_url("intake"))
    with intake.begin() as db:
        closing = sa.text("UPDATE cases SET state = 'CLOSED', closed_at = opened_at WHERE id = :case")
        assert db.execute(closing, {"case": names["case"]}).rowcount == 1
    intake.dispose()
    found(reconciled, "INSTANCE_OF_CLOSED_CASE", case_id=names["case"])


def test_a_case_whose_process_was_cancelled_ends_completely_once_its_end_is_ordered(reconciled: Stack) -> None:
    scenario, names = play(reconciled, OPENED)
    coordinator = as_actor(reconciled, scenario.actors["coordinator"])
    case = coordinator("IntakeService.GetCase", name=f"cases/{names['case']}")
    operator = Operator(reconciled, case["case_no"])
    operator.cancel(operator.instance("referral-to-evaluation"))
    coordinator("IntakeService.EndCase", name=case["name"], reason="REASON_MOVED_OUT")
    eventually(
        lambda: coordinator("IntakeService.GetCase", name=case["name"])["state"] == "CLOSED", seconds=SWEEPS_SECONDS
    )
    (item,) = coordinator("MeetingsService.ListAgendaItems", case_id=names["case"])["agenda_items"]
    assert item["state"] == "STATE_CANCELLED"
    for service in ("Intake", "Consent", "Meetings"):
        assert coordinator(f"{service}Service.ListWorkItems", case_id=names["case"])["work_items"] == []
    eventually(lambda: not about(reconciled, case["case_no"]), seconds=SWEEPS_SECONDS)


def exchange(stack: Stack, part: str, folder: Path, other: Path) -> None:
    """The part's data is replaced by an older copy of it, while everything else goes on."""
    stop(stack, part)
    shutil.rmtree(folder)
    shutil.move(other, folder)
    stack.restart(part)


def copied(stack: Stack, part: str, folder: Path) -> Path:
    stop(stack, part)
    copy = folder.with_name(f"{folder.name}.older")
    subprocess.run(["cp", "-a", folder, copy], check=True)
    stack.restart(part)
    return copy


def stop(stack: Stack, part: str) -> None:
    stack.kill(part, signal.SIGINT if part == "postgres" else signal.SIGTERM)
    eventually(lambda: not stack.alive(part))


@pytest.mark.long
def test_a_message_that_the_engine_forgot_is_found_and_told_again(reconciled: Stack) -> None:
    _, operator, instance, names = offered(reconciled)
    swept_twice(reconciled)
    data = reconciled.home / "zeebe" / "data"
    older = copied(reconciled, "zeebe", data)
    accept(reconciled, names)
    operator.active(instance, "Wait_HandoffStarted")
    swept_twice(reconciled)
    exchange(reconciled, "zeebe", data, older)
    found(reconciled, "ENGINE_OLDER_THAN_DATABASE", subject="partitions/1")
    report = {"name": names["offered"]["subject"], "outcome": "OUTCOME_COMPLETED"}
    as_actor(reconciled, load(OFFER).actors["seikatsu"])("IntakeService.CompleteHandoff", **report)
    coordinator = as_actor(reconciled, load(OFFER).actors["coordinator"])
    consultation = names["consultation"]["name"]
    eventually(
        lambda: coordinator("IntakeService.GetConsultation", name=consultation)["state"] == "STATE_HANDED_OFF",
        seconds=60,
    )


def test_a_database_that_is_older_than_broker_and_engine_is_found_with_its_cases(reconciled: Stack) -> None:
    data = reconciled.postgres_folder / "data"
    older = copied(reconciled, "postgres", data)
    _, _, _, names = offered(reconciled)
    # What the broker never got is unknown to nobody.
    eventually(lambda: names["case"] in {one.case_id for one in tail(reconciled.kafka, "tsunagi.intake.events.v1")})
    exchange(reconciled, "postgres", data, older)
    found(reconciled, "EVENT_UNKNOWN_TO_DATABASE", case_id=names["case"])
    found(reconciled, "INSTANCE_WITHOUT_CASE", case_id=names["case"])
    # Events that the restored database records from now on do not hide it.
    _, _, _, _ = offered(reconciled)
    swept_twice(reconciled)
    found(reconciled, "INSTANCE_WITHOUT_CASE", case_id=names["case"])


def test_a_deadline_that_passed_in_the_services_and_not_in_the_engine_is_found(reconciled: Stack) -> None:
    number, _, _, _ = offered(reconciled)
    moved, operator, instance, _ = offered(reconciled)
    later = "2099-01-01T00:00:00Z"
    operator.move(instance, "Wait_HandoffAnswered", "Wait_HandoffClosed", outcomeDueAt=later, outcomeWorkItemId="none")
    passed = reconciled.clock.now() + timedelta(days=40)
    reconciled.clock_file.write_text(json.dumps({"offset_ms": 39 * 24 * 3600 * 1000}))
    found(reconciled, "TIMER_DID_NOT_FIRE", case_no=number)
    reconciled.clock.advance_to(passed)
    reconciled.clock.start()
    eventually(lambda: "TIMER_DID_NOT_FIRE" not in about(reconciled, number), seconds=SWEEPS_SECONDS)
    # An operator took the token away from its wait, and with it the deadline: only there the difference stays.
    swept_twice(reconciled)
    assert "TIMER_DID_NOT_FIRE" in about(reconciled, moved)
