"""Several cases at one table; another date when too few came."""

from dataclasses import replace
from typing import Any

import pytest

from kit import freezes
from kit.errors import DomainError, InvalidArgument, NotFound
from services.meetings.domain.conclusion import DecisionDraft, FactDraft, NotQuorate, OwnerNotAMember, PledgeMissing
from services.meetings.domain.convening import GrantMissing, NotInvitable
from services.meetings.domain.rooms import EMERGENCY, LIAISON, MULTI, SUPPORT, ItemIsOver, NotYet, WrongMeeting
from services.meetings.store import sittings as store
from services.meetings.use_cases import concluding, items, papers, sittings
from tests.meetings.hall import COORDINATING, HEALTH, TEAM, WATER, WELFARE, Hall

ALL = (COORDINATING, *TEAM)


def schedule(hall: Hall, room: str, *item_ids: str) -> str:
    ctx = hall.convener(item_ids[0])
    return sittings.schedule(hall.db, ctx, room, hall.due(3), "第一会議室", item_ids)


def start(hall: Hall, sitting: str, attending: tuple[str, ...] = ALL, without: str = "") -> list[str]:
    """`without`: the item for which HEALTH's consent is missing."""
    row = store.sitting(hall.db, hall.process, sitting)
    assert row is not None
    role = "chair" if row.type == SUPPORT else "coordinator"
    return sittings.start(hall.db, hall.staff(role), sitting, attending, "IN_PERSON", {without: [HEALTH]})


def two(hall: Hall) -> tuple[str, str]:
    return hall.ready(LIAISON, WELFARE, HEALTH), hall.other_case().ready(LIAISON, WELFARE, WATER)


def test_one_sitting_treats_two_cases_and_each_with_its_own_members(hall: Hall) -> None:
    one, other = two(hall)
    sitting = schedule(hall, LIAISON, one, other)
    assert start(hall, sitting, (*ALL, WATER)) == []
    assert hall.row(one).attending == sorted(ALL)
    assert hall.row(other).attending == sorted((COORDINATING, WELFARE, WATER))
    _row, own, there = sittings.sitting(hall.db, hall.agency(HEALTH), sitting)
    assert (own, WATER in there) == ([one], False)
    with pytest.raises(NotFound):
        sittings.sitting(hall.db, hall.agency("W-17"), sitting)


@pytest.mark.plan("P-102")
def test_a_support_meeting_begins_with_those_who_pledged_and_its_process_waits_for_nobody_else(hall: Hall) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.propose(SUPPORT)
    hall.name(item, *TEAM, WATER)
    items.request_pledges(hall.db, hall.process, hall.job(), item, hall.due())
    hall.pledge(item)
    sitting = schedule(hall, SUPPORT, item)
    with pytest.raises(PledgeMissing):
        start(hall, sitting, (*ALL, WATER))
    assert hall.events("PledgesCompleted") == [], "one of those who came has not pledged"
    start(hall, sitting)
    assert [event.agenda_item_id for event in hall.events("PledgesCompleted")] == [item]
    assert hall.open_work("AWAIT_PLEDGES") == []
    hall.on_agenda(item)
    hall.conclude(item, "START_OUTREACH", attending=())
    assert hall.row(item).attending == sorted(ALL)


def test_an_item_without_its_quorum_waits_while_the_other_goes_on(hall: Hall) -> None:
    one, other = two(hall)
    sitting = schedule(hall, LIAISON, one, other)
    assert start(hall, sitting, ALL) == [other]
    assert (hall.row(one).state, hall.row(other).state) == ("IN_SESSION", "RESCHEDULED")
    assert hall.row(other).sitting_id == ""
    hall.conclude(one, "CONTINUE", attending=())
    assert hall.row(one).attending == sorted(ALL)
    again = schedule(hall, LIAISON, other)
    assert start(hall, again, (COORDINATING, WELFARE, WATER)) == []


def test_members_hear_that_their_item_did_not_begin_and_when_it_gets_another_date_and_the_others_do_not(
    hall: Hall,
) -> None:
    one, other = two(hall)
    start(hall, schedule(hall, LIAISON, one, other), ALL)
    told = [(event.agenda_item_id, event.agency_id, event.code) for event in hall.events("SittingRescheduled")]
    assert told == [(other, WELFARE, "NOT_BEGUN"), (other, WATER, "NOT_BEGUN")]
    schedule(hall, LIAISON, other)
    again = [(event.agency_id, event.code) for event in hall.events("SittingRescheduled")[2:]]
    assert again == [(WELFARE, "ANOTHER_DATE"), (WATER, "ANOTHER_DATE")]


def test_an_item_may_leave_its_table_for_another_date_and_the_others_at_it_go_on(hall: Hall) -> None:
    one, other = two(hall)
    sitting = schedule(hall, LIAISON, one, other)
    assert hall.events("SittingRescheduled") == []
    schedule(hall, LIAISON, other)
    assert {event.agenda_item_id for event in hall.events("SittingRescheduled")} == {other}
    assert start(hall, sitting, (*ALL, WATER)) == []
    assert (hall.row(one).state, hall.row(other).state) == ("IN_SESSION", "CONVENED")


def test_an_emergency_held_at_once_goes_on_when_the_sitting_it_was_to_come_to_is_put_off(hall: Hall) -> None:
    urgent, calm = hall.ready(SUPPORT, basis=EMERGENCY), hall.other_case().ready(SUPPORT, basis=EMERGENCY)
    sitting, chair = schedule(hall, SUPPORT, urgent, calm), hall.staff("chair")
    concluding.hold_emergency(hall.db, chair, urgent, TEAM, "TELEPHONE", "", [])
    sittings.reschedule(hall.db, chair, sitting, hall.due(9), "", "WEATHER")
    assert (hall.row(urgent).state, hall.row(calm).state) == ("IN_SESSION", "CONVENED")
    assert {event.agenda_item_id for event in hall.events("SittingRescheduled")} == {calm}
    hall.conclude(urgent, "EMERGENCY_ACTION", attending=())
    assert hall.row(urgent).attending == sorted(ALL)


def test_no_sitting_is_given_a_day_that_is_over_and_one_that_was_held_is_recorded_by_its_conclusion(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    ctx, yesterday = hall.convener(item), hall.due(-1)
    with pytest.raises(InvalidArgument) as refused:
        sittings.schedule(hall.db, ctx, LIAISON, yesterday, "第一会議室", [item])
    assert [(one.field, one.code) for one in refused.value.violations] == [("hold_time", "IN_PAST")]
    sitting = schedule(hall, LIAISON, item)
    with pytest.raises(InvalidArgument):
        sittings.reschedule(hall.db, ctx, sitting, yesterday, "", "WEATHER")
    sittings.reschedule(hall.db, ctx, sitting, hall.now, "", "WEATHER")
    concluding.conclude(hall.db, ctx, item, replace(hall.conclusion(item, "CONTINUE"), occurred_at=yesterday))
    assert hall.row(item).held_at == yesterday


def test_a_sitting_that_lost_its_quorum_does_not_begin_and_is_given_another_date(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    sitting = schedule(hall, LIAISON, item)
    with pytest.raises(NotQuorate):
        start(hall, sitting, (COORDINATING, WELFARE))
    ctx = hall.staff("coordinator")
    assert sittings.reschedule(hall.db, ctx, sitting, hall.due(9), "", "QUORUM_LOST") == sitting
    row, _own, _there = sittings.sitting(hall.db, ctx, sitting)
    assert (row.reschedule_count, row.place, row.held_at) == (1, "第一会議室", hall.due(9))
    assert {event.agency_id for event in hall.events("SittingRescheduled")} == set(TEAM)
    assert start(hall, sitting) == []


@pytest.mark.privacy
@pytest.mark.parametrize(("room", "why"), [(LIAISON, "breach"), (SUPPORT, "breach"), (SUPPORT, "bar")])
def test_who_may_hear_nothing_of_a_case_any_more_is_not_there_for_it_and_makes_no_quorum(
    hall: Hall, room: str, why: str
) -> None:
    item = hall.ready(room) if room == LIAISON else hall.after_liaison()
    other = hall.other_case()
    others = other.ready(room) if room == LIAISON else other.after_liaison()
    sitting = schedule(hall, room, item, others)
    if why == "breach":
        freezes.set_freeze(hall.db, hall.process, "01BREACH", hall.case_id, HEALTH, lifted=False)
    else:
        items.bar(hall.db, hall.staff("chair"), item, HEALTH, "", "PERPETRATOR_LINK")
    assert start(hall, sitting) == [item], "with those who are left there is no quorum"
    assert hall.row(others).attending == sorted(ALL)


def test_what_is_decided_rests_on_those_who_may_hear_of_it_and_the_record_keeps_who_came(hall: Hall) -> None:
    small, large = hall.ready(LIAISON), hall.ready(LIAISON, *TEAM, WATER)
    start(hall, schedule(hall, LIAISON, small, large), (*ALL, WATER))
    freezes.set_freeze(hall.db, hall.process, "01BREACH", hall.case_id, HEALTH, lifted=False)
    with pytest.raises(NotQuorate):
        hall.conclude(small, "CONTINUE")
    with pytest.raises(OwnerNotAMember):
        hall.conclude(large, "CONTINUE", decisions=(DecisionDraft("CONTINUE", HEALTH, hall.due()),))
    hall.conclude(large, "CONTINUE")
    assert hall.row(large).attending == sorted((*ALL, WATER))
    freezes.set_freeze(hall.db, hall.process, "01BREACH", hall.case_id, HEALTH, lifted=True)
    hall.conclude(small, "CONTINUE")


def test_an_emergency_begins_without_who_may_hear_nothing_of_the_case(hall: Hall) -> None:
    item = hall.ready(SUPPORT, *TEAM, WATER, basis=EMERGENCY)
    freezes.set_freeze(hall.db, hall.process, "01BREACH", hall.case_id, HEALTH, lifted=False)
    chair = hall.staff("chair")
    with pytest.raises(NotInvitable):
        concluding.hold_emergency(hall.db, chair, item, [*TEAM, WATER], "TELEPHONE", "", [])
    concluding.hold_emergency(hall.db, chair, item, [WELFARE, WATER], "TELEPHONE", "", [])
    assert hall.row(item).attending == sorted((COORDINATING, WELFARE, WATER))


@pytest.mark.privacy
def test_a_member_who_is_barred_hears_of_no_other_date(hall: Hall) -> None:
    item = hall.after_liaison()
    sitting, chair = schedule(hall, SUPPORT, item), hall.staff("chair")
    items.bar(hall.db, chair, item, HEALTH, "", "PERPETRATOR_LINK")
    sittings.reschedule(hall.db, chair, sitting, hall.due(9), "", "CONVENIENCE")
    sittings.cancel(hall.db, chair, sitting, "WEATHER")
    assert {event.agency_id for event in hall.events("SittingRescheduled")} == {WELFARE}


def test_what_was_not_decided_moves_to_a_new_sitting_and_the_decided_stays(hall: Hall) -> None:
    one, other = two(hall)
    sitting = schedule(hall, LIAISON, one, other)
    start(hall, sitting, (*ALL, WATER))
    hall.conclude(one, "CONTINUE")
    moved = sittings.reschedule(hall.db, hall.staff("coordinator"), sitting, hall.due(9), "別室", "CONVENIENCE")
    assert (hall.row(one).sitting_id, hall.row(other).sitting_id) == (sitting, moved)
    assert hall.row(other).state == "CONVENED"


def test_a_sitting_from_which_a_case_was_taken_off_is_moved_and_cancelled_as_itself(hall: Hall) -> None:
    one, other = two(hall)
    sitting, ctx = schedule(hall, LIAISON, one, other), hall.staff("coordinator")
    items.remove_items(hall.db, hall.process, hall.case_id, None)
    assert sittings.reschedule(hall.db, ctx, sitting, hall.due(9), "", "QUORUM_LOST") == sitting
    assert sittings.cancel(hall.db, ctx, sitting, "WEATHER").state == "CANCELLED"
    assert (hall.row(one).state, hall.row(other).state) == ("CANCELLED", "RESCHEDULED")


def test_items_of_a_cancelled_sitting_wait_for_another(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    sitting, ctx = schedule(hall, LIAISON, item), hall.staff("coordinator")
    assert sittings.cancel(hall.db, ctx, sitting, "WEATHER").state == "CANCELLED"
    assert hall.row(item).state == "RESCHEDULED"
    for again in (
        lambda: sittings.cancel(hall.db, ctx, sitting, "WEATHER"),
        lambda: sittings.reschedule(hall.db, ctx, sitting, hall.due(9), "", "WEATHER"),
    ):
        with pytest.raises(NotFound):
            again()
    start(hall, schedule(hall, LIAISON, item))


@pytest.mark.plan("P-113")
def test_a_plan_whose_person_withdrew_is_taken_off_before_anything_is_shown(hall: Hall) -> None:
    one, other = hall.ready(MULTI), hall.other_case().ready(MULTI)
    sitting = schedule(hall, MULTI, one, other)
    assert start(hall, sitting, ALL, one) == [one]
    assert (hall.row(one).state, hall.row(other).state) == ("RESCHEDULED", "IN_SESSION")
    alone = hall.other_case().ready(MULTI)
    with pytest.raises(GrantMissing):
        start(hall, schedule(hall, MULTI, alone), ALL, alone)


@pytest.mark.plan("P-113")
def test_a_withdrawal_in_the_middle_of_a_sitting_takes_its_item_off_and_the_others_go_on(hall: Hall) -> None:
    one, other = two(hall)
    start(hall, schedule(hall, LIAISON, one, other), (*ALL, WATER))
    papers.add_fact(hall.db, hall.agency(WELFARE), one, FactDraft(WELFARE, "窓口で聞いた"))
    items.remove_items(hall.db, hall.process, hall.case_id, hall.row(one).person_id)
    assert (hall.row(one).state, hall.row(one).removed_reason) == ("CANCELLED", "REMOVED_BY_PROCESS")
    assert papers.list_facts(hall.db, hall.agency(HEALTH), one)[1] == []
    with pytest.raises(ItemIsOver):
        hall.conclude(one, "CONTINUE")
    assert hall.open_work("HOLD_SITTING") == [("HOLD_SITTING", COORDINATING, "coordinator")]
    hall.conclude(other, "CONTINUE")


@pytest.mark.parametrize("room", [LIAISON, SUPPORT])
def test_only_the_convener_arranges_a_sitting(hall: Hall, room: str) -> None:
    item = hall.after_liaison() if room == SUPPORT else hall.ready(room)
    sitting = schedule(hall, room, item)
    wrong = hall.staff("coordinator" if room == SUPPORT else "chair")
    for ctx in (wrong, hall.agency(WELFARE)):
        calls: list[Any] = [
            lambda ctx=ctx: sittings.schedule(hall.db, ctx, room, hall.due(), "", [item]),
            lambda ctx=ctx: sittings.start(hall.db, ctx, sitting, ALL, "IN_PERSON", {}),
            lambda ctx=ctx: sittings.reschedule(hall.db, ctx, sitting, hall.due(), "", "WEATHER"),
            lambda ctx=ctx: sittings.cancel(hall.db, ctx, sitting, "WEATHER"),
        ]
        for one in calls:
            with pytest.raises(NotFound):
                one()


def test_what_cannot_sit_at_one_table_is_refused(hall: Hall) -> None:
    liaison, plan, early = hall.ready(LIAISON), hall.ready(MULTI), hall.propose()
    ctx = hall.staff("coordinator")
    wrong: list[tuple[list[str], type[DomainError]]] = [
        ([], InvalidArgument),
        ([liaison, plan], WrongMeeting),
        ([early], NotYet),
        ([liaison, "01NOBODY"], NotFound),
    ]
    for chosen, refusal in wrong:
        with pytest.raises(refusal):
            sittings.schedule(hall.db, ctx, LIAISON, hall.due(), "", chosen)
    sitting = schedule(hall, LIAISON, liaison)
    start(hall, sitting)
    with pytest.raises(NotYet):
        start(hall, sitting)
