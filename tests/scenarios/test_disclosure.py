"""A case without consent is worked from end to end, and everybody reads of it what D5 lets them read, and no more."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from tests.public import Ask, as_actor
from tests.scenarios.test_scenarios import FILES, play
from tests.waiting import eventually
from tsunagi.demo.client import Refused
from tsunagi.demo.scenario import load
from tsunagi.ledger import verify
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

HARD_TO_REACH = next(file for file in FILES if file.stem == "hard-to-reach")


@pytest.fixture(scope="module")
def saved(moving: Stack) -> dict[str, Any]:
    return play(moving, HARD_TO_REACH)


def ask(stack: Stack, name: str) -> Ask:
    return as_actor(stack, load(HARD_TO_REACH).actors[name])


@pytest.mark.plan("P-024", "P-043")
def test_the_coordinator_works_a_case_without_any_consent_to_its_end(moving: Stack, saved: dict[str, Any]) -> None:
    coordinator = ask(moving, "coordinator")
    grants = coordinator("ConsentService.ListGrants", case_id=saved["case"], include_ended=True).get("grants", [])
    assert not [grant for grant in grants if grant["state"] == "STATE_GRANTED"]
    case = coordinator("IntakeService.GetCase", name=f"cases/{saved['case']}")
    assert (case["state"], case["closure_reason"]) == ("CLOSED", "UNREACHABLE")
    while_open = saved["while_open"]["persons"]
    assert while_open
    assert all(person["name"] for person in while_open)
    shown_after = [person for person in case.get("persons", []) if person.get("name")]
    assert not shown_after, "D5 row 5 holds for the open case"


def test_the_window_reads_its_own_record_and_the_answer_to_its_write_held_no_content(
    moving: Stack, saved: dict[str, Any]
) -> None:
    read = ask(moving, "houkatsu")("IntakeService.GetConsultation", name=saved["consultation"]["name"])
    assert read["narrative"]
    assert read["persons"][0]["name"]
    answered = saved["consultation"]
    assert not answered.get("narrative")
    assert answered["persons"][0]["person_id"] == read["persons"][0]["person_id"]
    assert not answered["persons"][0].get("name")


@pytest.mark.plan("P-016")
def test_papers_of_a_support_meeting_are_for_its_pledged_members_only(moving: Stack, saved: dict[str, Any]) -> None:
    item = saved["s1"]["subject"]
    assert ask(moving, "hokenjo")("MeetingsService.GetMinutes", name=item)["text"]
    for outsider in ("houkatsu", "visitor"):
        with pytest.raises(Refused) as refused:
            ask(moving, outsider)("MeetingsService.GetMinutes", name=item)
        assert refused.value.code in ("NOT_FOUND", "PERMISSION_DENIED")


def test_whoever_learned_something_stands_in_the_ledger_whose_chains_hold_before_their_witnesses(
    moving: Stack, saved: dict[str, Any]
) -> None:
    read = ask(moving, "houkatsu")("IntakeService.GetConsultation", name=saved["consultation"]["name"])
    person = read["persons"][0]["person_id"]
    officer = replace(load(HARD_TO_REACH).actors["coordinator"], roles=frozenset({"disclosure-officer"}))
    request = {"person_id": person, "page_size": 500}
    told = as_actor(moving, officer)("IntakeService.ListDisclosures", **request)["disclosures"]
    (seen,) = [one for one in told[-1:] if one["subject"] == read["name"]]
    assert seen["basis"] == "OWN_RECORD"
    assert {"Consultation.narrative", "Person.name"} <= set(seen["fields"])
    papers = as_actor(moving, officer)("MeetingsService.ListDisclosures", **request)["disclosures"]
    assert "ART78_1_7" in {one["proposed_ground"] for one in papers}
    handed = as_actor(moving, officer)("MeetingsService.ListDisclosures", handout=True, **request)
    assert not [one for one in handed.get("disclosures", []) if one["proposed_ground"]]

    def all_are_witnessed() -> bool:
        chains = verify({name: moving.database_url(name) for name in SERVICES})
        assert not [chain for chain in chains if chain.breaks]
        told = {chain.service for chain in chains if chain.length}
        return told >= {"intake", "meetings"} and all(chain.witnesses for chain in chains if chain.length)

    eventually(all_are_witnessed)


def test_an_emergency_opens_contact_data_and_its_review_ends_in_the_engine(
    moving: Stack, saved: dict[str, Any]
) -> None:
    cards = load(HARD_TO_REACH).actors
    read = ask(moving, "houkatsu")("IntakeService.GetConsultation", name=saved["consultation"]["name"])
    officer = replace(
        cards["coordinator"], person="staff-night", purposes=frozenset({"EMERGENCY"}), first_purpose="EMERGENCY"
    )
    manager = replace(cards["coordinator"], person="staff-manager", roles=frozenset({"decision-maker"}))
    night, day = as_actor(moving, officer), as_actor(moving, manager)
    name = f"cases/{read['case_id']}"
    glass = night("IntakeService.BreakGlass", name=name, request_id=str(uuid4()), reason="REASON_LIFE_THREAT")
    seen = night("IntakeService.GetEmergencyView", name=glass["name"])
    assert [one["display_name"] for one in seen["persons"]] == [one["name"] for one in read["persons"]]

    def waits() -> bool:
        found = day("IntakeService.ListWorkItems", page_size=200).get("work_items", [])
        return any(one["kind"] == "REVIEW_GLASS" and one["subject"] == glass["name"] for one in found)

    eventually(waits)
    review = {"name": glass["name"], "request_id": str(uuid4()), "verdict": "VERDICT_JUSTIFIED", "reason": "救急と一致"}
    assert day("IntakeService.ReviewGlass", **review)["state"] == "JUSTIFIED"
    eventually(lambda: not waits())
    with pytest.raises(Refused) as refused:
        night("IntakeService.GetEmergencyView", name=glass["name"])
    assert refused.value.code == "NOT_FOUND"
