"""One sitting treats two cases, and a member of one item can read nothing of the other."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.public import Ask, as_actor, play
from tests.waiting import eventually
from tsunagi.demo.client import Refused
from tsunagi.demo.scenario import ActorCard
from tsunagi.stack import Stack

BEFORE = Path(__file__).parent / "before_liaison_meeting.json"


THIRD = "W-01"
WHY = {"summary": "複数の課題が絡む世帯", "why_compound": "介護と家計が絡む", "domains": ["CARE", "LIFE"]}


def record(there: list[str]) -> dict[str, Any]:
    """What a 連絡会議 writes down before it ends (P-099)."""
    return {
        "facts": [{"source_agency_id": agency, "text": "窓口で把握している事実"} for agency in there[1:]],
        "issues": [{"domain": "LIFE", "text": "暮らしの立て直し", "approach_agency_id": there[1]}],
        "decisions": [{"code": "VISIT", "owner_agency_id": "W-31", "due_time": datetime.now(UTC).isoformat()}],
    }


def section(agency: str) -> ActorCard:
    return ActorCard(agency, agency, f"staff-{agency}", frozenset({"AGENCY"}), frozenset(), frozenset({"MEETING"}))


def refusal(ask: Ask, rpc: str, **request: Any) -> str:
    with pytest.raises(Refused) as refused:
        ask(rpc, **request)
    return refused.value.code


@pytest.mark.plan("P-107")
def test_a_member_of_one_item_learns_nothing_of_the_other(still: Stack) -> None:
    (scenario, first), (_, second) = play(still, BEFORE), play(still, BEFORE)
    items = [names["item"]["subject"] for names in (first, second)]
    members = [section("W-02"), section("W-05")]
    coordinator = as_actor(still, scenario.actors["coordinator"])
    for item, member in zip(items, members, strict=True):
        coordinator("MeetingsService.NameMembers", name=item, agency_ids=[member.agency, THIRD], convening=WHY)
    held = {"type": "MEETING_TYPE_LIAISON", "hold_time": datetime.now(UTC).isoformat(), "place": "第一会議室"}
    sitting = coordinator("MeetingsService.ScheduleSitting", agenda_items=items, **held)
    assert sorted(sitting["agenda_items"]) == sorted(items)

    for own, other, member in ((items[0], items[1], members[0]), (items[1], items[0], members[1])):
        ask = as_actor(still, member)
        ask("MeetingsService.AddFact", name=own, text="窓口で把握している事実")
        assert ask("MeetingsService.GetSitting", name=sitting["name"])["agenda_items"] == [own]
        assert own in [one["name"] for one in ask("MeetingsService.ListAgendaItems", page_size=200)["agenda_items"]]
        assert other not in str(ask("MeetingsService.ListAgendaItems", page_size=200))
        for rpc in ("GetAgendaItem", "ListFacts", "GetMinutes"):
            assert refusal(ask, f"MeetingsService.{rpc}", name=other) == "NOT_FOUND"
        assert refusal(ask, "MeetingsService.AddFact", name=other, text="x") == "NOT_FOUND"

    stranger = as_actor(still, section("W-17"))
    assert refusal(stranger, "MeetingsService.GetSitting", name=sitting["name"]) == "NOT_FOUND"

    def on_the_agenda() -> bool:
        waiting = coordinator("MeetingsService.ListWorkItems", page_size=200)["work_items"]
        return set(items) <= {item["subject"] for item in waiting if item["kind"] == "HOLD_SITTING"}

    eventually(on_the_agenda)
    for item, member in zip(items, members, strict=True):
        there = ["W-31", member.agency, THIRD]
        decided = {"decision": "CONTINUE", "attending_agency_ids": there, "discussion": "合わせた", **record(there)}
        coordinator("MeetingsService.ConcludeAgendaItem", name=item, **decided)
    for names in (first, second):
        coordinator("IntakeService.EndCase", name=f"cases/{names['case']}", reason="REASON_MOVED_OUT")
