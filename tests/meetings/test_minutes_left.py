"""Minutes whose process has ended with a person's track are written all the same, by the same day."""

import pytest

from kit import work_items
from kit.errors import NotFound
from services.meetings.domain.rooms import LIAISON, MULTI, SUPPORT, NotYet
from services.meetings.use_cases import following, minutes
from services.meetings.worker import tasks
from tests.meetings.hall import COORDINATING, MAN, ROLES, WELFARE, Hall

ROOMS = {LIAISON: "SEEK_CONSENT", SUPPORT: "START_OUTREACH", MULTI: "PLAN_AGREED"}
LEFT = "WRITE_MINUTES"


def interrupt(hall: Hall, person: str = MAN) -> None:
    [task] = [one for one in tasks.definitions if one.type == "meetings.remove-items"]
    task.run(hall.job({"caseId": hall.case_id, "personId": person, "consentRequestId": None, "interruptionNo": 1}))


def held(hall: Hall, room: str) -> str:
    """Dealt with; its minutes are not written yet, nor is anybody asked to."""
    item = hall.after_liaison() if room == SUPPORT else hall.ready(room)
    hall.conclude(item, ROOMS[room])
    return item


def left(hall: Hall, item: str) -> list[tuple[str, str, str]]:
    return [(row.owner_agency_id, row.role, row.state) for row in hall.decisions(item) if row.code == LEFT]


@pytest.mark.plan("P-117")
@pytest.mark.parametrize("drafted", [False, True])
@pytest.mark.parametrize("room", ROOMS)
def test_minutes_of_an_interrupted_track_are_the_conveners_step_by_the_same_day(
    hall: Hall, room: str, drafted: bool
) -> None:
    item = held(hall, room)
    hall.open_minutes(item)
    if drafted:
        minutes.draft(hall.db, hall.convener(item), item, "案", [], [], "")
    interrupt(hall)
    assert left(hall, item) == [(COORDINATING, ROLES[room], "OPEN")]
    [step] = [row for row in hall.decisions(item) if row.code == LEFT]
    assert step.due_at == hall.due(14)
    assert step.id in [event.decision_id for event in hall.events("DecisionRecorded")], "its process tells of a delay"
    assert [kind for kind, _agency, _role in hall.open_work() if kind.endswith("_MINUTES")] == []
    following.open_decision(hall.db, hall.process, hall.job(), step.id)
    hall.pass_days(3)
    interrupt(hall)
    assert len(left(hall, item)) == 1, "once, however often it is interrupted"
    with pytest.raises(NotYet):
        following.complete(hall.db, hall.convener(item), step.id)
    with pytest.raises(NotFound):
        minutes.approve(hall.db, hall.agency(WELFARE), item, "会議録")
    minutes.approve(hall.db, hall.convener(item), item, "会議録")
    assert left(hall, item) == [(COORDINATING, ROLES[room], "DONE")]
    assert step.id in [event.decision_id for event in hall.events("DecisionClosed")]
    subject = f"decisions/{step.id}"
    assert not work_items.is_open(hall.db, hall.process, subject, "CARRY_OUT_DECISION")
    assert hall.row(item).state == "MINUTES_APPROVED"


@pytest.mark.parametrize("opened_late", [False, True], ids=["never asked for", "asked for as the process ended"])
def test_minutes_that_nobody_was_asked_for_before_the_interruption_can_be_written(
    hall: Hall, opened_late: bool
) -> None:
    item = held(hall, LIAISON)
    interrupt(hall)
    [step] = [row for row in hall.decisions(item) if row.code == LEFT]
    assert step.due_at > hall.due(10)
    if opened_late:
        hall.open_minutes(item)
    minutes.approve(hall.db, hall.convener(item), item, "会議録")
    assert left(hall, item) == [(COORDINATING, "coordinator", "DONE")]
    assert [kind for kind, _agency, _role in hall.open_work() if kind.endswith("_MINUTES")] == []


def test_who_decides_that_they_are_not_written_says_why_and_they_are_not_asked_for_again(hall: Hall) -> None:
    item = held(hall, LIAISON)
    interrupt(hall)
    [step] = [row for row in hall.decisions(item) if row.code == LEFT]
    following.drop(hall.db, hall.convener(item), step.id, "開催の記録が別にある")
    interrupt(hall)
    assert left(hall, item) == [(COORDINATING, "coordinator", "DROPPED")]
    with pytest.raises(NotYet):
        minutes.approve(hall.db, hall.convener(item), item, "会議録")


def test_an_interruption_asks_for_no_minutes_of_what_was_not_held_is_written_or_is_anothers(hall: Hall) -> None:
    waiting, written, other = hall.ready(LIAISON), hall.held(LIAISON, "CONTINUE"), held(hall, LIAISON)
    hall.open_minutes(other)
    interrupt(hall, "01OTHER")
    assert [left(hall, item) for item in (waiting, written, other)] == [[], [], []]
    assert len(hall.open_work("APPROVE_MINUTES")) == 1
    interrupt(hall)
    assert [left(hall, item) for item in (waiting, written)] == [[], []]
    assert hall.row(waiting).state == "CANCELLED"
    assert {kind for kind, _agency, _role in hall.open_work()} == set()


def test_minutes_that_are_left_do_not_end_with_their_case(hall: Hall) -> None:
    item = held(hall, SUPPORT)
    hall.open_minutes(item)
    interrupt(hall)
    following.drop_of_case(hall.db, hall.process, hall.case_id)
    assert left(hall, item) == [(COORDINATING, "chair", "OPEN")]
    minutes.approve(hall.db, hall.convener(item), item, "会議録")
    assert left(hall, item) == [(COORDINATING, "chair", "DONE")]
