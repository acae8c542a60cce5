"""Each alert fires on real services when what it warns of happens, and clears when that is over."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
import sqlalchemy as sa
from kafka import KafkaProducer
from pyzeebe.proto.gateway_pb2 import (
    CancelProcessInstanceRequest,
    CreateProcessInstanceRequest,
    DeployResourceRequest,
    Resource,
)
from pyzeebe.proto.gateway_pb2_grpc import GatewayStub

from kit.ids import new_id
from tests.kit.test_zeebe import PROCESS as ONE_TASK
from tests.public import as_actor, play
from tests.seen import rules
from tests.stack.probe import probe
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.homes import fresh, remove
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
OFFER = REPO / "tests" / "processes" / "offer.json"
BEFORE_ACCEPTANCE = 7
STUCK = "R8-99998-9"
RULES = rules.load()
PROVED: set[str] = set()


@pytest.fixture(scope="module")
def watched() -> Iterator[Stack]:
    home = fresh("watched")
    with Stack(home, records=True) as stack:
        stack.start()
        stack.clock.start()
        deploy_folder(REPO / "bpmn", stack.zeebe_grpc, "tests", "alerts")
        stack.start_services()
        yield stack
    remove(home)


def page(stack: Stack, service: str) -> str:
    """Empty where nobody answers: Prometheus forgets the series of what it cannot scrape."""
    url = stack.zeebe_metrics if service == "zeebe" else f"{stack.http(service)}/metrics"
    try:
        return httpx.get(url, timeout=30).text
    except httpx.TransportError:
        return ""


def firing(stack: Stack, alert: str, *services: str) -> list[dict[str, str]]:
    return RULES[alert].firing(*(page(stack, name) for name in services))


def findings(stack: Stack, service: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = httpx.get(f"{stack.http(service)}/findings", timeout=30).json()
    return found


def test_nothing_fires_while_all_is_well(watched: Stack) -> None:
    def calm() -> bool:
        return not any(firing(watched, alert, *SERVICES, "zeebe") for alert in RULES)

    eventually(calm, seconds=60)
    assert "tsunagi_job_poll_age_seconds{" in page(watched, "intake")


def test_a_service_that_is_dead_fires_until_it_is_back(watched: Stack) -> None:
    watched.kill("outreach")
    try:
        assert firing(watched, "ServiceGone", *SERVICES) == [{"name": "outreach"}]
    finally:
        watched.restart("outreach")
    eventually(lambda: not firing(watched, "ServiceGone", *SERVICES))
    PROVED.add("ServiceGone")


def test_a_handoff_without_an_answer_and_late_work_fire_until_it_is_answered(watched: Stack) -> None:
    scenario, names = play(watched, OFFER, until=BEFORE_ACCEPTANCE, keeper=QuietKeeper(watched))
    seikatsu, coordinator = (as_actor(watched, scenario.actors[name]) for name in ("seikatsu", "coordinator"))
    (offered,) = eventually(
        lambda: [
            one
            for one in coordinator("IntakeService.ListHandoffs", case_id=names["case"])["handoffs"]
            if one["state"] == "STATE_OFFERED"
        ]
    )
    intake = sa.create_engine(watched.admin_database_url("intake"))
    with intake.begin() as db:  # the answer is lost on its way: nobody expires the offer
        db.execute(sa.text("UPDATE handoffs SET created_at = created_at - interval '15 days'"))
        db.execute(sa.text("UPDATE work_items SET due_at = due_at - interval '30 days' WHERE state = 'OPEN'"))
    intake.dispose()
    (late,) = firing(watched, "HandoffUnanswered", "intake")
    assert (late["to"], late["state"]) == ("W-04", "OFFERED")
    assert {one["agency_id"] for one in firing(watched, "WorkLate", "intake")} == {"W-04"}
    different = eventually(lambda: firing(watched, "DifferenceFound", "intake"), seconds=60)
    assert [one["code"] for one in different] == ["TIMER_DID_NOT_FIRE"]
    seikatsu("IntakeService.AcceptHandoff", name=offered["name"])
    work = eventually(
        lambda: [
            item
            for item in seikatsu("IntakeService.ListWorkItems", case_id=names["case"])["work_items"]
            if item["kind"] == "REPORT_HANDOFF_OUTCOME"
        ]
    )
    seikatsu("IntakeService.CompleteHandoff", name=work[0]["subject"], outcome="OUTCOME_COMPLETED")
    for alert in ("HandoffUnanswered", "WorkLate", "DifferenceFound"):
        eventually(lambda alert=alert: not firing(watched, alert, "intake"), seconds=60)  # type: ignore[misc]
        PROVED.add(alert)


@pytest.fixture
def intake(watched: Stack) -> Iterator[sa.Engine]:
    """Its database; what a test left parked is gone after it."""
    found = sa.create_engine(watched.admin_database_url("intake"))
    yield found
    with found.begin() as db:
        db.execute(sa.text("DELETE FROM parked"))
    found.dispose()


def send_unreadable(stack: Stack) -> None:
    """To intake, which cannot apply it."""
    producer = KafkaProducer(**stack.kafka.options())
    headers = {"ce_id": new_id(), "ce_type": "tsunagi.work.v1.WorkItemChanged", "ce_municipality": "28216"}
    encoded = [(name, value.encode()) for name, value in headers.items()]
    producer.send("tsunagi.consent.events.v1", key=b"case-x", value=b"\xff\xff", headers=encoded)
    producer.flush()
    producer.close()


def test_a_parked_event_fires_until_it_is_gone(watched: Stack, intake: sa.Engine) -> None:
    send_unreadable(watched)
    eventually(lambda: firing(watched, "EventParked", "intake"))
    with intake.begin() as db:
        db.execute(sa.text("DELETE FROM parked"))
    eventually(lambda: not firing(watched, "EventParked", "intake"))
    PROVED.add("EventParked")


def test_an_event_that_a_service_cannot_take_fires_until_it_is_taken(watched: Stack, intake: sa.Engine) -> None:
    eventually(lambda: not firing(watched, "EventsNotTaken", "intake"))
    with intake.begin() as db:
        db.execute(sa.text("LOCK TABLE inbox IN SHARE MODE"))
        send_unreadable(watched)
        eventually(lambda: firing(watched, "EventsNotTaken", "intake"))
    eventually(lambda: not firing(watched, "EventsNotTaken", "intake"))
    PROVED.add("EventsNotTaken")


@pytest.mark.timeout(300)
def test_events_and_jobs_without_broker_and_engine_fire_until_these_are_back(watched: Stack) -> None:
    alerts = ("EventsNotSent", "JobsNotPolled")
    for part in ("kafka", "zeebe"):
        watched.kill(part)
    try:
        play(watched, OFFER, until=1)
        eventually(lambda: all(firing(watched, alert, "intake") for alert in alerts), seconds=120)
    finally:
        for part in ("kafka", "zeebe"):
            watched.restart(part)
    eventually(lambda: not any(firing(watched, alert, "intake") for alert in alerts), seconds=120)
    PROVED.update(alerts)


def test_a_database_that_is_gone_fires_until_it_is_back(watched: Stack) -> None:
    watched.kill("postgres")
    try:
        eventually(lambda: firing(watched, "DatabaseGone", "intake"))
    finally:
        watched.restart("postgres")
    eventually(lambda: not firing(watched, "DatabaseGone", "intake"))
    PROVED.add("DatabaseGone")


def test_an_incident_of_the_engine_fires_until_it_is_dealt_with(watched: Stack) -> None:
    with probe(watched.zeebe_grpc) as engine:
        instance = engine.begin("PT0.1S")
        (job,) = engine.jobs(10)
        engine.fail(job)
        eventually(lambda: firing(watched, "IncidentOpen", "zeebe"))
        engine.cancel(instance)
        eventually(lambda: not firing(watched, "IncidentOpen", "zeebe"))


def stuck(stack: Stack) -> tuple[GatewayStub, int]:
    """An instance whose one job intake refuses at its only try."""
    process = f"stuck-{new_id().lower()}"
    content = ONE_TASK.format(id=process, type="intake.report-handoff-outcome").replace('retries="5"', 'retries="1"')
    stub = GatewayStub(grpc.insecure_channel(stack.zeebe_grpc))
    stub.DeployResource(DeployResourceRequest(resources=[Resource(name=f"{process}.bpmn", content=content.encode())]))
    known = json.dumps({"municipalityId": "28216", "caseId": new_id(), "caseNo": STUCK, "handoffId": new_id()})
    begin = CreateProcessInstanceRequest(bpmnProcessId=process, version=-1, variables=known)
    return stub, stub.CreateProcessInstance(begin).processInstanceKey


@pytest.mark.timeout(300)
def test_an_incident_of_a_job_fires_through_every_restart_until_its_instance_is_gone(watched: Stack) -> None:
    stub, instance = stuck(watched)
    (open_one,) = eventually(lambda: firing(watched, "IncidentOpen", "intake"))
    for part in ("intake", "zeebe"):
        watched.kill(part)
        watched.restart(part)
    assert eventually(lambda: firing(watched, "IncidentOpen", "intake")) == [open_one]
    found = eventually(
        lambda: [one for one in findings(watched, "intake") if one["case_no"] == STUCK and one["code"] == "JOB_FAILS"],
        seconds=60,
    )
    assert [one["subject"] for one in found] == [f"Task/{open_one['code']}"]
    stub.CancelProcessInstance(CancelProcessInstanceRequest(processInstanceKey=instance))
    eventually(lambda: not firing(watched, "IncidentOpen", "intake"), seconds=60)
    PROVED.add("IncidentOpen")


def test_every_alert_was_made_to_fire_and_to_clear() -> None:
    assert set(RULES) == PROVED


def test_every_alert_has_its_runbook() -> None:
    told = (REPO / "docs" / "operators.md").read_text(encoding="utf-8")
    for rule in RULES.values():
        assert f'<a id="{rule.runbook}"></a>' in told, rule.name
        assert re.search("[ぁ-ん]", rule.summary)


def test_that_a_service_is_gone_is_told_of_each_of_the_five() -> None:
    assert RULES["ServiceGone"].firing() == [{"name": name} for name in SERVICES]
