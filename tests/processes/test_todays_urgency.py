"""D4, D6 and D8 decide with the urgency that intake has when the token comes, never with that of the first day (E1)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from lxml import etree

from tests.processes.engine import Engine

BPMN = Path(__file__).parents[2] / "bpmn"
MODEL, ZEEBE = "{http://www.omg.org/spec/BPMN/20100524/MODEL}", "{http://camunda.org/schema/zeebe/1.0}"
DIAGRAMS = [etree.parse(path).getroot() for path in sorted(BPMN.glob("*.bpmn"))]
READ = "intake.read-urgency"
AFTER_THE_FIRST_DAY = {"meeting-type", "monitoring-interval", "closure-or-replan"}
pytestmark = pytest.mark.plan("P-016")


def deciding(diagram: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The tables that ask for the urgency after D1 and D2, each with the step that asks it."""
    for task in diagram.iter(f"{MODEL}businessRuleTask"):
        for called in task.iter(f"{ZEEBE}calledDecision"):
            name = str(called.get("decisionId"))
            if ">urgency<" in (BPMN / f"{name}.dmn").read_text(encoding="utf-8") and name != "screening-route":
                yield name, task


def test_whatever_decides_with_the_urgency_after_the_first_day_reads_it_just_before() -> None:
    found = set()
    for diagram in DIAGRAMS:
        for name, task in deciding(diagram):
            ways = [one for one in diagram.iter(f"{MODEL}sequenceFlow") if one.get("targetRef") == task.get("id")]
            steps = [one for one in diagram.iter() if one.get("id") in {way.get("sourceRef") for way in ways}]
            jobs = [job.get("type") for step in steps for job in step.iter(f"{ZEEBE}taskDefinition")]
            assert (name, len(ways), jobs) == (name, 1, [READ])
            found.add(name)
    assert found == AFTER_THE_FIRST_DAY


def test_no_diagram_hands_the_urgency_down() -> None:
    inputs = [one for diagram in DIAGRAMS for one in diagram.iter(f"{ZEEBE}input")]
    assert inputs
    assert [one.get("source") for one in inputs if one.get("target") == "urgency"] == []


def decided(
    engine: Engine, process: str, first_day: int, today: int, then: str, **variables: Any
) -> tuple[str, dict[str, Any]]:
    """The process and the variables of the job `then` that follows, where another urgency was known before."""
    ids = {name: uuid4().hex for name in ("caseId", "personId", "planId")}
    given = {**ids, "municipalityId": "28216", "caseNo": "R8-00001-0", "urgency": first_day, **variables}
    instance = engine.begin(process, "Task_ReadUrgency", **given)
    asked = engine.job(READ)
    assert (asked.bpmnProcessId, json.loads(asked.variables)["caseId"]) == (process, ids["caseId"])
    engine.done(asked, urgency=today)
    job = engine.job(then)
    engine.cancel(instance)
    return job.bpmnProcessId, json.loads(job.variables)


@pytest.mark.parametrize(("first_day", "today"), [(0, 3), (1, 2), (3, 1), (2, 0)])
@pytest.mark.parametrize(
    ("answer", "coverage", "held", "urgent", "else_"),
    [
        ("GRANTED", "FULL", False, "MULTI", "MULTI"),
        ("GRANTED", "PARTIAL", True, "support-meeting", "MULTI"),
        ("GRANTED", "PARTIAL", False, "liaison-meeting", "MULTI"),
        ("PENDING", "NONE", True, "support-meeting", "liaison-meeting"),
        ("REFUSED", "NONE", True, "support-meeting", "support-meeting"),
    ],
)
def test_an_answer_leads_to_the_room_of_todays_urgency(
    engine: Engine, first_day: int, today: int, answer: str, coverage: str, held: bool, urgent: str, else_: str
) -> None:
    room = urgent if today >= 2 else else_
    then = "plans.join-subject" if room == "MULTI" else "meetings.propose-item"
    known = {"consentAnswer": answer, "coverage": coverage, "liaisonHeld": held, "watchNo": 1, "interruptionNo": 0}
    process, _ = decided(engine, "subject-track", first_day, today, then, **known)
    assert process == ("subject-track" if room == "MULTI" else room)


@pytest.mark.plan("P-118")
@pytest.mark.parametrize(("first_day", "today"), [(0, 3), (1, 2), (3, 1), (2, 0)])
@pytest.mark.parametrize(
    ("stability", "months", "stable", "urgent", "else_"),
    [
        ("CRISIS", 9, 0, "7D", "7D"),
        ("STABLE", 2, 2, "1M", "1M"),
        ("UNSTABLE", 9, 0, "1M", "1M"),
        ("STABLE", 9, 8, "1M", "6M"),
        ("STABLE", 9, 5, "1M", "3M"),
    ],
)
def test_the_next_monitoring_comes_as_soon_as_todays_urgency_asks(
    engine: Engine, first_day: int, today: int, stability: str, months: int, stable: int, urgent: str, else_: str
) -> None:
    known = {"stability": stability, "monthsInSupport": months, "stableMonths": stable}
    _, told = decided(engine, "monitoring", first_day, today, "plans.schedule-monitoring", **known)
    assert told["monitoringWithin"] == (urgent if today >= 2 else else_)


@pytest.mark.plan("P-119")
@pytest.mark.parametrize(
    ("first_day", "today", "consented", "wish", "reason"),
    [
        (3, 1, 1, "SUBJECT_WISH", "SUBJECT_WISH"),
        (0, 2, 1, "SUBJECT_WISH", ""),
        (3, 0, 0, "NONE", "CONSENT_WITHDRAWN_LOW_RISK"),
        (0, 3, 0, "NONE", ""),
    ],
)
def test_support_ends_or_goes_on_by_todays_urgency(
    engine: Engine, first_day: int, today: int, consented: int, wish: str, reason: str
) -> None:
    """Support that goes on begins with the next monitoring, which reads the urgency once more."""
    known = {
        "subjectsEnd": None,
        "consentedCount": consented,
        "grantlessReviews": 2,
        "closureWish": wish,
        "goalsOutcome": "PARTLY",
        "newIssue": False,
        "longAbsence": False,
        "leadSettled": False,
        "stability": "STABLE",
        "meetingDecision": "EVALUATED",
        "monthsInSupport": 6,
        "stableMonths": 3,
        "suspensionNo": 1,
        "evaluationNo": 2,
    }
    then = "plans.close-plan" if reason else READ
    process, told = decided(engine, "household-plan", first_day, today, then, **known)
    assert (process, told.get("closureReason") or "") == (("household-plan", reason) if reason else ("monitoring", ""))
