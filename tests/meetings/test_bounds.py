"""Fifteen agencies and twelve members cost as many database statements as two."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from kit import facts, sealing
from services.meetings.domain.conclusion import DecisionDraft, GapDraft, WatchRoleDraft
from services.meetings.domain.convening import Called
from services.meetings.domain.rooms import LIAISON, SUPPORT
from services.meetings.use_cases import access, following, items, minutes, sittings
from tests.database import counted
from tests.meetings.hall import COORDINATING, MAN, RECORD, Hall

FEW, MANY = ["W-01", "W-02"], [f"W-{number:02}" for number in range(1, 15)]


def cost(hall: Hall, command: Callable[[], Any]) -> int:
    with counted(hall.db) as seen:
        command()
    return len(seen)


def life(hall: Hall, agencies: Sequence[str]) -> dict[str, int]:
    """The statements of each handler in a 連絡会議 and the 支援会議 after it."""
    case = hall.other_case()
    ctx, chair = case.staff("coordinator"), case.staff("chair")
    found = {}
    item = case.propose(LIAISON)
    called = list(map(Called, agencies))
    found["name"] = cost(hall, lambda: items.name_members(hall.db, ctx, item, called, RECORD))
    case.on_agenda(item)
    sitting = sittings.schedule(hall.db, ctx, LIAISON, hall.due(), "会議室", [item])
    there = [COORDINATING, *agencies]
    found["start"] = cost(hall, lambda: sittings.start(hall.db, ctx, sitting, there, "ONLINE", {}))
    todo = tuple(DecisionDraft("VISIT", agency, hall.due()) for agency in agencies)
    gaps = tuple(GapDraft("SHELTER", "NORTH", agency, hall.due()) for agency in agencies)
    found["conclude"] = cost(
        hall, lambda: case.conclude(item, "HOLD_SUPPORT_MEETING", decisions=todo, gaps=gaps, opinions=())
    )
    case.open_minutes(item)
    found["approve"] = cost(hall, lambda: minutes.approve(hall.db, ctx, item, ""))
    found["carry out"] = cost(hall, lambda: following.carry_out(hall.db, case.process, case.job(), item))
    found["distribute"] = cost(hall, lambda: minutes.distribute(hall.db, ctx, item, []))
    found["recall"] = cost(hall, lambda: minutes.recall(hall.db, ctx, item, [], "CORRECTED"))
    found["read"] = cost(hall, lambda: access.readable(hall.db, ctx, item))
    support = case.ready(SUPPORT, *agencies)
    watching = tuple(WatchRoleDraft(agency, "兆し", "電話", "2027-02-01") for agency in agencies)
    found["watch"] = cost(hall, lambda: case.conclude(support, "WATCH", decisions=todo, watch_roles=watching))
    found["list"] = cost(hall, lambda: access.page(hall.db, chair, case.case_id, "", 50))
    found["close case"] = cost(hall, lambda: items.close_case(hall.db, case.process, case.case_id))
    return found


@pytest.mark.timeout(300)
def test_no_handler_costs_more_statements_for_fifteen_agencies_than_for_three(hall: Hall) -> None:
    sealing.prepare(hall.db, hall.process, [MAN])  # a key is made once
    few, many = life(hall, FEW), life(hall, MANY)
    assert many == few
    assert max(few.values()) <= 40


@pytest.mark.parametrize("number", [1, 12])
def test_a_page_of_agenda_items_costs_the_same_however_many_are_on_it(hall: Hall, number: int) -> None:
    for _ in range(number):
        hall.ready(LIAISON, *MANY)
    ctx = hall.staff("coordinator")
    with counted(hall.db) as seen:
        page, _token = access.page(hall.db, ctx, hall.case_id, "", 50)
    assert (len(page), len(seen)) == (number, 3)
    assert all(len(item.members) == len(MANY) + 1 for item in page)


def test_a_count_of_facts_is_one_statement_however_much_happened(hall: Hall) -> None:
    for _ in range(5):
        hall.held(LIAISON, "CONTINUE")
    ctx = hall.process
    with counted(hall.db) as seen:
        found = facts.count(hall.db, ctx, hall.now, hall.now - timedelta(days=9), hall.due(1))
    assert {one.code: one.count for one in found}["HELD.LIAISON.CONTINUE"] == 5
    assert len(seen) == 1
