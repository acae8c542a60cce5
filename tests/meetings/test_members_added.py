"""Somebody who turns out to be needed once the members are named is called too, by the same rules."""

from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from kit import freezes, work_items
from kit.calendar import Calendar
from kit.errors import DomainError, InvalidArgument, NotFound
from services.meetings.domain import rooms
from services.meetings.domain.conclusion import FactDraft
from services.meetings.domain.convening import INDIVIDUAL, RESOURCE_HOST, Called, NotInvitable
from services.meetings.domain.rooms import EMERGENCY, LIAISON, MULTI, SUPPORT, ItemIsOver, NotYet
from services.meetings.use_cases import access, concluding, items, papers, pledges
from services.meetings.worker import tasks
from tests.meetings.hall import COORDINATING, FIRE, HEALTH, MAN, TEAM, WATER, WELFARE, Hall, agencies

LATER = "W-01"


def add(hall: Hall, item: str, *called: str | Called, by: Any = None) -> None:
    found = [Called(one) if isinstance(one, str) else one for one in called]
    named = [(f"agency_ids[{index}]", one.agency_id) for index, one in enumerate(found)]
    items.add_members(hall.db, by or hall.convener(item), item, found, named, [MAN])


def members(hall: Hall, item: str) -> list[str]:
    return agencies(access.readable(hall.db, hall.convener(item), item).members)


def pledging(hall: Hall) -> str:
    """A 支援会議 whose process waits for pledges."""
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.propose(SUPPORT)
    hall.name(item)
    items.request_pledges(hall.db, hall.process, hall.job(), item, hall.due())
    return item


def asked(hall: Hall, item: str) -> dict[str, tuple[datetime, str, int]]:
    """Agency → until when it is asked whether it comes, and where the process waits meanwhile."""
    table = work_items.items
    query = sa.select(table).where(table.c.kind == "ANSWER_INVITATION", table.c.subject == f"agendaItems/{item}")
    found = hall.db.execute(query.where(table.c.state != work_items.CLOSED))
    return {row.agency_id: (row.due_at, row.element_id, row.process_instance_key) for row in found}


@pytest.mark.plan("P-098")
@pytest.mark.parametrize("room", [LIAISON, SUPPORT, MULTI])
def test_whoever_is_found_later_is_called_as_the_others_and_reads_what_they_read(hall: Hall, room: str) -> None:
    item = hall.after_liaison() if room == SUPPORT else hall.ready(room)
    papers.add_fact(hall.db, hall.agency(HEALTH), item, FactDraft(HEALTH, "新聞がたまる", MAN, "2026-11-01"))
    with pytest.raises(NotFound):
        access.readable(hall.db, hall.agency(LATER), item)
    add(hall, item, LATER)
    assert members(hall, item) == sorted([COORDINATING, LATER, *TEAM])
    numbers = [one.copy_number for one in access.readable(hall.db, hall.convener(item), item).members]
    assert len(set(numbers)) == len(numbers), "of the copies of the minutes"
    invited = [event.agency_id for event in hall.events("MemberInvited") if event.agenda_item_id == item]
    assert invited == [*TEAM, LATER]
    named = [event for event in hall.events("MembersNamed") if event.agenda_item_id == item]
    assert len(named) == 1, "the process goes on as before"
    if room == SUPPORT:
        with pytest.raises(DomainError, match="PLEDGE_MISSING"):
            papers.list_facts(hall.db, hall.agency(LATER), item)
        hall.pledge(item, LATER)
    assert len(papers.list_facts(hall.db, hall.agency(LATER), item)[1]) == 1


@pytest.mark.plan("P-102")
def test_a_support_meeting_that_waits_for_pledges_waits_for_theirs_too(hall: Hall) -> None:
    item = pledging(hall)
    hall.pledge(item, COORDINATING, WELFARE)
    add(hall, item, FIRE)
    hall.pledge(item, HEALTH)
    assert hall.events("PledgesCompleted") == []
    assert asked(hall, item) == {}, "with the others, from the agenda on"
    hall.pledge(item, FIRE)
    assert len(hall.events("PledgesCompleted")) == 1
    hall.on_agenda(item)
    assert set(asked(hall, item)) == {*TEAM, FIRE}


@pytest.mark.plan("P-102")
def test_once_it_is_on_the_agenda_they_pledge_before_they_sit_down(hall: Hall) -> None:
    item = hall.after_liaison()
    completed = len(hall.events("PledgesCompleted"))
    add(hall, item, FIRE)
    with pytest.raises(DomainError, match="PLEDGE_MISSING"):
        hall.conclude(item, "START_OUTREACH")
    hall.pledge(item, FIRE)
    assert len(hall.events("PledgesCompleted")) == completed, "nobody waits for it"
    hall.conclude(item, "START_OUTREACH")
    assert FIRE in hall.row(item).attending


@pytest.mark.plan("P-102")
def test_their_pledge_for_the_year_counts(hall: Hall) -> None:
    item = pledging(hall)
    pledges.pledge_for_year(hall.db, hall.agency(FIRE))
    add(hall, item, FIRE)
    found = access.readable(hall.db, hall.staff("chair"), item).members
    assert {one.agency_id: one.pledge_method for one in found}[FIRE] == "STANDING"


def test_those_who_come_later_make_the_quorum_with_the_others(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    there = (COORDINATING, WELFARE, LATER)
    with pytest.raises(DomainError, match="NOT_A_MEMBER"):
        hall.conclude(item, "CONTINUE", attending=there)
    with pytest.raises(DomainError, match="NOT_QUORATE"):
        hall.conclude(item, "CONTINUE", attending=there[:2])
    add(hall, item, LATER)
    hall.conclude(item, "CONTINUE", attending=there)


@pytest.mark.plan("P-098")
def test_they_answer_by_the_day_of_the_others_while_it_is_ahead_and_are_told_with_them_when_late(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    add(hall, item, LATER)
    assert len(set(asked(hall, item).values())) == 1, "the same day, the same wait of the same process"
    assert set(asked(hall, item)) == {*TEAM, LATER}
    hall.pass_days(6)
    [escalate] = [one for one in tasks.definitions if one.type == "meetings.escalate-invitations"]
    escalate.run(hall.job({"agendaItemId": item}))
    query = sa.select(work_items.items.c.agency_id).where(work_items.items.c.state == work_items.OVERDUE)
    assert LATER in set(hall.db.scalars(query))


def test_after_that_day_they_have_the_citys_period_at_the_latest_until_the_sitting_is_due(hall: Hall) -> None:
    item, sitting_due_at = hall.ready(LIAISON), hall.due()
    hall.pass_days(6)
    add(hall, item, LATER)
    assert asked(hall, item)[LATER][0] == sitting_due_at
    hall.pass_days(6)
    add(hall, item, WATER)
    assert asked(hall, item)[WATER][0] == Calendar().due(rooms.answer_within("28216"), hall.now)


def test_a_city_without_that_period_asks_nobody_later_and_calls_them_all_the_same(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = hall.ready(LIAISON)
    monkeypatch.setattr(rooms, "answer_within", lambda _municipality_id: "")
    add(hall, item, LATER)
    assert LATER not in asked(hall, item)
    assert LATER in members(hall, item)


def test_who_joins_an_emergency_that_has_begun_is_not_asked_whether_they_come(hall: Hall) -> None:
    item = hall.propose(SUPPORT, basis=EMERGENCY)
    hold = ("TELEPHONE", "命に関わる", [COORDINATING, *TEAM])
    concluding.hold_emergency(hall.db, hall.staff("chair"), item, TEAM, *hold)
    items.put_on_agenda(hall.db, hall.process, hall.job(), item, hall.due(), hall.due(5))
    add(hall, item, FIRE)
    assert asked(hall, item) == {}
    with pytest.raises(DomainError, match="PLEDGE_MISSING"):
        hall.conclude(item, "EMERGENCY_ACTION")
    hall.pledge(item, FIRE)
    hall.conclude(item, "EMERGENCY_ACTION")


def test_nobody_is_added_before_the_members_are_named_or_once_it_is_decided_on_or_called_off(hall: Hall) -> None:
    with pytest.raises(NotYet):
        add(hall, hall.propose(), LATER)
    decided, off = hall.ready(), hall.ready()
    hall.conclude(decided, "CONTINUE")
    items.cancel(hall.db, hall.convener(off), off)
    for item in (decided, off):
        with pytest.raises(ItemIsOver):
            add(hall, item, LATER)


@pytest.mark.plan("P-098", "P-112")
@pytest.mark.parametrize("room", [LIAISON, MULTI])
def test_nobody_but_whoever_convenes_it_adds_members(hall: Hall, room: str) -> None:
    item = hall.ready(room)
    for by in (hall.staff("chair"), hall.staff("coordinator", agency="W-03"), hall.agency(WELFARE)):
        with pytest.raises(NotFound):
            add(hall, item, LATER, by=by)


def test_who_is_called_already_is_told_by_where_they_were_named(hall: Hall) -> None:
    item = hall.ready()
    with pytest.raises(InvalidArgument) as refusal:
        add(hall, item, LATER, WELFARE)
    assert [(one.field, one.code) for one in refusal.value.violations] == [("agency_ids[1]", "CALLED_ALREADY")]
    with pytest.raises(InvalidArgument):
        add(hall, item)
    assert members(hall, item) == sorted([COORDINATING, *TEAM])


@pytest.mark.privacy
@pytest.mark.plan("P-102")
@pytest.mark.parametrize(
    "guest",
    [
        Called(WATER, INDIVIDUAL, MAN),
        Called(WATER, INDIVIDUAL, "01BROTHER"),
        Called(FIRE),
        Called(LATER, RESOURCE_HOST),
        Called("M-01"),
    ],
    ids=["the person", "a barred individual", "a barred agency", "a resource host", "another municipality"],
)
def test_those_who_never_sit_there_are_not_added_either_without_a_word_why(hall: Hall, guest: Called) -> None:
    item = hall.after_liaison()
    items.bar(hall.db, hall.staff("chair"), item, FIRE, "", "PERPETRATOR_LINK")
    items.bar(hall.db, hall.staff("chair"), item, WATER, "01BROTHER", "FAMILY")
    with pytest.raises(NotInvitable) as refusal:
        add(hall, item, guest)
    assert refusal.value.violations == ()
    add(hall, item, Called(WATER, INDIVIDUAL, "01CAREMANAGER"))


@pytest.mark.parametrize("room", [LIAISON, SUPPORT])
def test_an_agency_whose_access_is_stopped_is_not_added(hall: Hall, room: str) -> None:
    item = hall.after_liaison() if room == SUPPORT else hall.ready()
    freezes.set_freeze(hall.db, hall.convener(item), "01BREACH", hall.case_id, LATER, lifted=False)
    with pytest.raises(NotInvitable):
        add(hall, item, LATER)
