"""An item is taken off in every open state, and its process goes on from wherever it waits."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kit.errors import NotFound
from services.meetings.domain.convening import SingleAgencySuffices
from services.meetings.domain.rooms import EMERGENCY, LIAISON, MULTI, SUPPORT, ItemIsOver
from services.meetings.use_cases import concluding, items
from services.meetings.worker import tasks
from tests.meetings.hall import COORDINATING, RECORD, TEAM, URGENT_RECORD, WELFARE, Hall


def cancel(hall: Hall, item: str) -> None:
    items.cancel(hall.db, hall.convener(item), item)


def run(hall: Hall, task: str, item: str) -> None:
    [found] = [one for one in tasks.definitions if one.type == f"meetings.{task}"]
    found.run(hall.job({"agendaItemId": item}))


def told(hall: Hall, event: str, item: str) -> int:
    return len([one for one in hall.events(event) if one.agenda_item_id == item])


def assert_over(hall: Hall, item: str) -> None:
    row = hall.row(item)
    assert (row.state, row.decision, row.removed_reason) == ("CANCELLED", "CANCELLED", "CANCELLED")
    ended = [one.meeting_decision for one in hall.events("AgendaItemConcluded") if one.agenda_item_id == item]
    assert ended == ["CANCELLED"]
    assert hall.open_work() == []
    with pytest.raises(ItemIsOver):
        cancel(hall, item)


@pytest.mark.plan("P-107")
def test_a_case_that_goes_back_to_its_agency_is_taken_off_by_whoever_would_convene_it(hall: Hall) -> None:
    item = hall.propose()
    with pytest.raises(SingleAgencySuffices):
        hall.name(item, record=replace(RECORD, domains=("LIFE",), support_reaches=True))
    for other in (hall.staff("chair"), hall.staff("coordinator", agency="W-03"), hall.agency(WELFARE)):
        with pytest.raises(NotFound):
            items.cancel(hall.db, other, item)
    assert hall.open_work("NAME_MEMBERS")
    cancel(hall, item)
    assert_over(hall, item)


def named(hall: Hall) -> str:
    item = hall.propose(SUPPORT, basis=EMERGENCY)
    hall.name(item, record=URGENT_RECORD)
    return item


def pledging(hall: Hall) -> str:
    item = named(hall)
    run(hall, "request-pledges", item)
    hall.pledge(item, WELFARE)
    return item


def by_telephone(hall: Hall) -> str:
    item = hall.propose(SUPPORT, basis=EMERGENCY)
    hold = ("TELEPHONE", "命に関わる", [COORDINATING, *TEAM])
    concluding.hold_emergency(hall.db, hall.staff("chair"), item, TEAM, *hold)
    return item


@pytest.mark.parametrize("stage", [named, pledging, by_telephone])
def test_a_support_meeting_is_taken_off_before_its_pledges_are_in(hall: Hall, stage: Callable[[Hall], str]) -> None:
    item = stage(hall)
    cancel(hall, item)
    assert_over(hall, item)


@pytest.mark.parametrize("room", [LIAISON, SUPPORT, MULTI])
def test_a_process_on_its_way_to_the_agenda_asks_nobody_about_an_item_that_was_taken_off(hall: Hall, room: str) -> None:
    """Its jobs run all the same: what it hears at its next wait is there already."""
    item = hall.propose(room, basis=EMERGENCY)
    hall.name(item, record=URGENT_RECORD)
    cancel(hall, item)
    for task in {LIAISON: [], SUPPORT: ["request-pledges"], MULTI: ["check-grants"]}[room]:
        run(hall, task, item)
    run(hall, "put-on-agenda", item)
    assert_over(hall, item)


def test_an_instance_of_an_earlier_diagram_gets_to_the_wait_at_which_it_hears_the_end(hall: Hall) -> None:
    unnamed, unpledged, calling = hall.propose(SUPPORT, basis=EMERGENCY), pledging(hall), named(hall)
    for item in (unnamed, unpledged, calling):
        cancel(hall, item)
    assert told(hall, "MembersNamed", unnamed) == 1
    assert told(hall, "PledgesCompleted", unpledged) == 1
    for item in (unnamed, calling):
        assert told(hall, "PledgesCompleted", item) == 0, "its job comes"
        run(hall, "request-pledges", item)
        assert told(hall, "PledgesCompleted", item) == 1
