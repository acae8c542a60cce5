"""Whoever is called says whether they come, by a day; who does not is seen (P-098)."""

from typing import Any

import pytest
import sqlalchemy as sa

from kit import outbox, work_items
from kit.errors import NotFound
from services.meetings.domain.rooms import EMERGENCY, LIAISON, MULTI, SUPPORT, ItemIsOver
from services.meetings.rpc import shapes
from services.meetings.use_cases import access, items
from services.meetings.worker import put_on_agenda, tasks
from tests.meetings.hall import COORDINATING, FIRE, HEALTH, ROLES, TEAM, URGENT_RECORD, WELFARE, Hall

ASKED = [("ANSWER_INVITATION", agency, "") for agency in TEAM]


def invitations(hall: Hall, item: str) -> dict[str, str]:
    """What the convener is shown."""
    found = access.readable(hall.db, hall.convener(item), item)
    return {one.agency_id: one.invitation for one in shapes.item(found, hall.now).members}


def run(hall: Hall, task: str, item: str) -> None:
    [definition] = [one for one in tasks.definitions if one.type == f"meetings.{task}"]
    definition.run(hall.job({"agendaItemId": item}))


def late(hall: Hall) -> list[tuple[str, str]]:
    table = work_items.items
    query = sa.select(table).where(table.c.state == work_items.OVERDUE).order_by(table.c.id)
    return [(row.subject.removeprefix("agendaItems/"), row.agency_id) for row in hall.db.execute(query)]


def told(hall: Hall) -> list[tuple[str, str, str]]:
    query = sa.select(outbox.outbox.c.event_type, outbox.outbox.c.body).order_by(outbox.outbox.c.id)
    query = query.where(outbox.outbox.c.event_type == "tsunagi.work.v1.WorkItemChanged")
    found: list[Any] = [outbox.message_class(row.event_type).FromString(row.body) for row in hall.db.execute(query)]
    return [(one.agency_id, one.kind, one.change) for one in found]


@pytest.mark.plan("P-098")
@pytest.mark.parametrize("room", [LIAISON, SUPPORT, MULTI])
def test_who_is_called_has_the_answer_as_work_and_who_answers_has_not(hall: Hall, room: str) -> None:
    item = hall.after_liaison() if room == SUPPORT else hall.ready(room)
    assert hall.open_work("ANSWER_INVITATION") == ASKED
    items.answer_invitation(hall.db, hall.agency(WELFARE), item, coming=False)
    assert hall.open_work("ANSWER_INVITATION") == ASKED[1:]
    assert hall.open_work("HOLD_SITTING") == [("HOLD_SITTING", COORDINATING, ROLES[room])]


@pytest.mark.plan("P-098")
def test_the_convener_sees_who_did_not_answer_by_the_day_and_a_late_answer_counts(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    items.answer_invitation(hall.db, hall.agency(WELFARE), item, coming=True)
    assert invitations(hall, item) == {COORDINATING: "CALLED", WELFARE: "COMING", HEALTH: "CALLED"}
    hall.pass_days(6)
    assert invitations(hall, item) == {COORDINATING: "CALLED", WELFARE: "COMING", HEALTH: "NO_ANSWER"}
    assert hall.open_work("ANSWER_INVITATION") == [("ANSWER_INVITATION", HEALTH, "")], "still asked"
    items.answer_invitation(hall.db, hall.agency(HEALTH), item, coming=False)
    assert invitations(hall, item)[HEALTH] == "NOT_COMING"
    assert hall.open_work("ANSWER_INVITATION") == []


@pytest.mark.plan("P-098")
def test_who_has_not_answered_by_the_day_is_told_so_and_may_still_answer(hall: Hall) -> None:
    item, other = hall.ready(LIAISON), hall.ready(LIAISON)
    items.answer_invitation(hall.db, hall.agency(WELFARE), item, coming=True)
    hall.pass_days(6)
    run(hall, "escalate-invitations", item)
    assert late(hall) == [(item, HEALTH)], "nobody who answered, nothing of another item"
    assert told(hall) == [(HEALTH, "ANSWER_INVITATION", "OVERDUE")]
    run(hall, "escalate-invitations", item)
    assert len(told(hall)) == 1
    items.answer_invitation(hall.db, hall.agency(HEALTH), item, coming=True)
    assert late(hall) == []
    run(hall, "escalate-invitations", other)
    assert late(hall) == [(other, agency) for agency in TEAM]


@pytest.mark.parametrize(("within", "days"), [("5D", 5), ("20D", 14), ("", 14)])
def test_answers_are_late_by_their_day_and_at_the_latest_when_the_sitting_is(
    hall: Hall, within: str, days: int
) -> None:
    item = hall.propose()
    hall.name(item)
    headers = {"within": "14D", **({"answerWithin": within} if within else {})}
    answer = put_on_agenda(hall.job({"agendaItemId": item}, **headers))
    assert (answer["answersDueAt"], answer["sittingDueAt"]) == (hall.due(days), hall.due(14))


def test_nobody_is_asked_whether_they_come_to_what_is_over(hall: Hall) -> None:
    dealt_with, cancelled = hall.ready(LIAISON), hall.ready(LIAISON)
    hall.conclude(dealt_with, "CONTINUE")
    items.cancel(hall.db, hall.staff("coordinator"), cancelled)
    assert hall.open_work("ANSWER_INVITATION") == []
    with pytest.raises(ItemIsOver):
        items.answer_invitation(hall.db, hall.agency(HEALTH), dealt_with, coming=True)
    hall.pass_days(6)
    assert invitations(hall, dealt_with)[HEALTH] == "NO_ANSWER", "it stays on record"


def test_who_answered_before_the_agenda_is_not_asked_again(hall: Hall) -> None:
    item = hall.propose()
    hall.name(item)
    items.answer_invitation(hall.db, hall.agency(WELFARE), item, coming=True)
    hall.on_agenda(item)
    assert hall.open_work("ANSWER_INVITATION") == ASKED[1:]


def test_an_answer_to_one_item_leaves_the_other_of_the_case_open(hall: Hall) -> None:
    first, second = hall.ready(LIAISON), hall.ready(LIAISON)
    items.answer_invitation(hall.db, hall.agency(WELFARE), first, coming=True)
    assert sorted(hall.open_work("ANSWER_INVITATION")) == sorted([*ASKED, ASKED[1]])
    assert invitations(hall, second)[WELFARE] == "CALLED"


def test_who_is_barred_or_no_longer_called_is_not_asked(hall: Hall) -> None:
    item = hall.after_liaison()
    items.bar(hall.db, hall.staff("chair"), item, WELFARE, "", "PERPETRATOR_LINK")
    assert hall.open_work("ANSWER_INVITATION") == ASKED[1:]
    with pytest.raises(NotFound):
        items.answer_invitation(hall.db, hall.agency(WELFARE), item, coming=True)
    items.remove_members(hall.db, hall.process, item, [HEALTH])
    assert hall.open_work("ANSWER_INVITATION") == []


def test_a_diagram_without_the_period_asks_nobody_and_an_emergency_asks_before_it_is_held(hall: Hall) -> None:
    item = hall.propose()
    hall.name(item)
    put_on_agenda(hall.job({"agendaItemId": item}))
    assert hall.open_work("ANSWER_INVITATION") == []
    urgent = hall.propose(SUPPORT, basis=EMERGENCY)
    hall.name(urgent, FIRE, HEALTH, record=URGENT_RECORD)
    put_on_agenda(hall.job({"agendaItemId": urgent}, answerWithin="5BD", emergencyWithin="24H"))
    found = access.readable(hall.db, hall.convener(urgent), urgent).members
    assert {one.answer_due_at for one in found if one.agency_id != COORDINATING} == {hall.due(1)}
