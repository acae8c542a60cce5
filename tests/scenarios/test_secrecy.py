"""E12: while a breach of secrecy is open, the agency reads nothing of the file in any service, not its own words."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.public import Ask, as_actor
from tests.scenarios.test_scenarios import FILES, play
from tests.waiting import eventually
from tsunagi.demo.scenario import load
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

CATS = next(file for file in FILES if file.stem == "dementia-cats")
AGENCY, OTHER = "houkatsu", "seikatsufukushi"
SEEN = "窓の外から声が聞こえた"
Reads = Callable[[Ask], list[str]]


def texts(rows: list[dict[str, Any]], field: str) -> list[str]:
    return [row[field] for row in rows if row.get(field)]


def own_words(saved: dict[str, Any]) -> dict[str, Reads]:
    """What the agency wrote of this file, service by service."""
    case, care = saved["case"], saved["care"]["subject"]
    plan = saved["houkatsu_plans"]["plans"][0]["name"]

    def consultation(ask: Ask) -> list[str]:
        read = ask("IntakeService.GetConsultation", name=saved["consultation"]["name"])
        return texts([read], "narrative") + texts(read.get("persons", []), "name")

    return {
        "intake": consultation,
        "meetings": lambda ask: texts(ask("MeetingsService.ListFacts", name=care).get("facts", []), "text"),
        "plans": lambda ask: texts(ask("PlansService.ListAssessments", plan=plan).get("assessments", []), "summary"),
        "outreach": lambda ask: texts(
            ask("OutreachService.ListObservations", case_id=case).get("observations", []), "text"
        ),
    }


@pytest.fixture(scope="module")
def saved(moving: Stack) -> dict[str, Any]:
    played = play(moving, CATS)
    seen = {"area": "A-01", "case_id": played["case"], "text": SEEN, "source": "SOURCE_AGENCY", "basis": "OWN_RECORD"}
    ask(moving, AGENCY)("OutreachService.RecordObservation", request_id=str(uuid4()), **seen)
    return played


@pytest.fixture(scope="module")
def before(moving: Stack, saved: dict[str, Any]) -> dict[str, list[str]]:
    return {service: read(ask(moving, AGENCY)) for service, read in own_words(saved).items()}


@pytest.fixture(scope="module")
def breach(moving: Stack, saved: dict[str, Any], before: dict[str, list[str]]) -> Iterator[str]:
    """Open for the tests of this module, then lifted."""
    assert all(before.values())
    coordinator, decider = ask(moving, "coordinator"), ask(moving, "decider")
    name = f"cases/{saved['case']}"
    report = {"name": name, "request_id": str(uuid4()), "agency_id": "W-03", "facts": "待合で話した"}
    breach = coordinator("IntakeService.ReportBreach", **report)["name"]
    yield breach
    review = {"name": breach, "request_id": str(uuid4()), "verdict": "VERDICT_LIFTED", "reason": "聞き違いだった"}
    decider("IntakeService.ReviewBreach", **review)
    for service, read in own_words(saved).items():
        eventually(lambda read=read, service=service: read(ask(moving, AGENCY)) == before[service])  # type: ignore[misc]


def ask(stack: Stack, name: str) -> Ask:
    return as_actor(stack, load(CATS).actors[name])


@pytest.mark.plan("P-016")
@pytest.mark.usefixtures("breach")
@pytest.mark.parametrize("service", ["intake", "meetings", "plans", "outreach"])
def test_the_agency_reads_not_even_its_own_words(moving: Stack, saved: dict[str, Any], service: str) -> None:
    eventually(lambda: own_words(saved)[service](ask(moving, AGENCY)) == [])


@pytest.mark.usefixtures("breach")
def test_the_other_agencies_go_on_reading(moving: Stack, saved: dict[str, Any]) -> None:
    told = ask(moving, OTHER)("MeetingsService.ListFacts", name=saved["animals"]["subject"])["facts"]
    assert "猫が23匹" in told[0]["text"]
