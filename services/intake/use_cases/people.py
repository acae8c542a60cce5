"""One person's watch and suspension, and the household's emergencies."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from kit.ids import new_id
from kit.work_items import NewItem
from kit.zeebe import Job
from services.intake import domain
from services.intake.domain import AlreadyAnswered
from services.intake.store import cases, entries, handoffs, rows
from services.intake.store import tables as t
from services.intake.use_cases import access, consultations

LIFE_IN_DANGER = 3
ACT = "ACT"
EMERGENCY, EMERGENCY_ENDED = "EMERGENCY", "EMERGENCY_ENDED"
"""Entries: one that was told after the case's end, and one that ended with the case."""


def start_watch(
    db: sa.Connection, ctx: Context, job: Job, case_id: str, person_id: str, due_at: datetime
) -> tuple[str, str]:
    """A watch (見守り) with its review; answers (review id, work item id)."""
    review_id = new_id()
    rows.insert(
        db,
        ctx,
        t.watch_reviews,
        id=review_id,
        case_id=case_id,
        person_id=person_id,
        state="OPEN",
        reason="",
        due_at=due_at,
    )
    return review_id, _item(db, ctx, job, case_id, "REVIEW_WATCH", f"watchReviews/{review_id}", due_at)


def review_watch(
    db: sa.Connection, ctx: Context, review_id: str, result: str, reason: str, said_yes: Callable[[str, str], bool]
) -> None:
    """Who acts for somebody that has said yes meanwhile (`said_yes`: by case and person) goes on with consent, and not
    with a meeting for those who have not. Raises InvalidArgument, NotFound, CaseIsClosed, AlreadyAnswered.
    """
    if result not in (ACT, "CONTINUE", "END"):
        raise InvalidArgument(Violation("result", "REQUIRED", "見直しの結果を選んでください。"))
    review = rows.lock(db, ctx, t.watch_reviews, review_id)
    access.own_open_case(db, ctx, review.case_id)
    if review.state != "OPEN":
        raise AlreadyAnswered
    rows.change(db, ctx, t.watch_reviews, review_id, about=review.person_id, state="REVIEWED", reason=reason)
    work_items.close_subject(db, ctx, f"watchReviews/{review_id}")
    yes = result == ACT and said_yes(review.case_id, review.person_id)
    outbox.record(db, ctx, domain.WatchReviewed(review.case_id, review.person_id, review_id, result, yes))


def end_watch(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> None:
    """The person's track was interrupted, and the engine cancelled the watch without telling anyone."""
    ended = cases.end_waits(db, ctx, t.watch_reviews, case_id, person_id)
    if ended:
        work_items.close_subjects(db, ctx, [f"watchReviews/{review_id}" for review_id in ended])


def suspend(db: sa.Connection, ctx: Context, case_id: str, person_id: str, reason: str) -> str:
    """中断: the track is left and comes back (E9). Raises InvalidArgument without a reason, NotFound, CaseIsClosed,
    AlreadyAnswered while the person is suspended.

    Before the tracks start there is none to leave: it starts suspended, however late that is.
    """
    if not reason.strip():
        raise InvalidArgument(Violation("reason", "REQUIRED", "中断する理由を書いてください。"))
    case = access.own_open_case(db, ctx, case_id)
    if person_id not in {person.id for person in cases.household(db, ctx, case_id) if person.alive}:
        raise NotFound
    if cases.is_suspended(db, ctx, case_id, person_id):
        raise AlreadyAnswered
    suspension_id = new_id()
    rows.insert(
        db,
        ctx,
        t.suspensions,
        id=suspension_id,
        case_id=case_id,
        person_id=person_id,
        state="OPEN",
        reason=reason,
        opened_at=ctx.now,
    )
    if case.tracks_started:
        outbox.record(db, ctx, domain.SupportSuspended(case_id, person_id, suspension_id))
    return suspension_id


def await_resumption(
    db: sa.Connection, ctx: Context, job: Job, case_id: str, suspension_id: str, due_at: datetime
) -> str:
    """Answers the work item; "" where support was resumed, or the person died, before the process came to ask."""
    if rows.lock(db, ctx, t.suspensions, suspension_id).state != "OPEN":
        return ""
    return _item(db, ctx, job, case_id, "REVIEW_SUSPENSION", f"suspensions/{suspension_id}", due_at)


def resume(db: sa.Connection, ctx: Context, suspension_id: str, resumption: str) -> None:
    if resumption not in ("RESUME", "END"):
        raise InvalidArgument(Violation("resumption", "REQUIRED", "再開か終了かを選んでください。"))
    suspension = rows.lock(db, ctx, t.suspensions, suspension_id)
    access.own_open_case(db, ctx, suspension.case_id)
    if suspension.state != "OPEN":
        raise AlreadyAnswered
    rows.change(db, ctx, t.suspensions, suspension_id, state="ENDED")
    work_items.close_subject(db, ctx, f"suspensions/{suspension_id}")
    outbox.record(db, ctx, domain.SupportResumed(suspension.case_id, suspension.person_id, suspension_id, resumption))


def raise_emergency(db: sa.Connection, ctx: Context, case_id: str, facts: str) -> None:
    """E1: acts at once, without waiting for consent, nor for the case to be accepted.

    Raises NotFound, CaseIsClosed, AlreadyAnswered (the consultation ended without a case).
    """
    if rows.find(db, ctx, t.cases, case_id) is not None:
        access.own_open_case(db, ctx, case_id)
        rows.change(db, ctx, t.cases, case_id, urgency=LIFE_IN_DANGER)
    else:
        _require_consultation_runs(db, ctx, case_id)
    report_emergency(db, ctx, case_id, facts)


def _require_consultation_runs(db: sa.Connection, ctx: Context, case_id: str) -> None:
    first = cases.first_consultation(db, ctx, case_id)
    if first is None:
        raise NotFound
    row = access.consultation_to_screen(db, ctx, first.id)
    if row.state not in ("RECEIVED", "EMERGENCY_DIVERTED"):
        raise AlreadyAnswered
    rows.change(db, ctx, t.consultations, row.id, urgency=LIFE_IN_DANGER)


def raise_by_alert(db: sa.Connection, ctx: Context, case_id: str) -> None:
    """An outreach worker saw signs of danger; an emergency of the case begins, or of the one that it was merged into.
    Of a case that is over it is that of a new consultation: danger is not over with a case."""
    case = cases.going_on(db, ctx, case_id, rows.find_locked)
    if case is None:
        return
    if not cases.is_over(case):
        rows.change(db, ctx, t.cases, case.id, urgency=LIFE_IN_DANGER)
        report_emergency(db, ctx, case.id)
    elif any(one.alive for one in cases.household(db, ctx, case.id)):
        _report_after_the_end(db, ctx, case)


def _report_after_the_end(db: sa.Connection, ctx: Context, case: Any) -> None:
    again = consultations.begin_again(db, ctx, case)
    report_anew(db, ctx, again)
    way_back, name = entries.NEW_CONSULTATION, f"consultations/{again.id}"
    entries.add(db, ctx, case.id, f"cases/{case.id}", EMERGENCY, ctx.now, way_back=way_back, way_back_name=name)


def report_anew(db: sa.Connection, ctx: Context, again: Any) -> None:
    """Of a consultation that follows a case: danger is not over with it."""
    rows.change(db, ctx, t.consultations, again.id, urgency=LIFE_IN_DANGER)
    report_emergency(db, ctx, again.case_id)


def report_emergency(db: sa.Connection, ctx: Context, case_id: str, facts: str = "") -> None:
    """From now on the case does not end before somebody has seen to it."""
    outbox.record(db, ctx, domain.EmergencyRaised(case_id))
    _new_emergency(db, ctx, case_id, cases.REPORTED, facts, ctx.now)


def _new_emergency(db: sa.Connection, ctx: Context, case_id: str, state: str, facts: str, due_at: datetime) -> str:
    emergency_id = new_id()
    rows.insert(
        db,
        ctx,
        t.emergencies,
        id=emergency_id,
        case_id=case_id,
        state=state,
        facts=facts,
        done="",
        resolved_by="",
        ended_because="",
        opened_at=ctx.now,
        due_at=due_at,
    )
    return emergency_id


def open_emergency(
    db: sa.Connection, ctx: Context, job: Job, case_id: str, case_no: str, agency_id: str, due_at: datetime
) -> tuple[str, str]:
    """Begins the emergency's wait; the case may not be accepted yet. Answers (emergency id, work item id)."""
    emergency_id = cases.begin_emergency(db, ctx, case_id, due_at)
    if not emergency_id:  # nobody raised it: D1 told it of a consultation
        emergency_id = _new_emergency(db, ctx, case_id, cases.ACUTE, "", due_at)
    item = NewItem(
        case_id, case_no, "RESOLVE_EMERGENCY", f"emergencies/{emergency_id}", agency_id, access.COORDINATOR, due_at
    )
    return emergency_id, work_items.open_item(db, ctx, job, item)


def resolve_emergency(db: sa.Connection, ctx: Context, emergency_id: str, follow_up: str, done: str) -> None:
    """The danger is over; with a meeting about it, the emergency is not: the case waits for that (E1)."""
    found = []
    if follow_up not in (cases.MEETING, "NONE"):
        found.append(Violation("follow_up", "REQUIRED", "会議を開くかどうかを選んでください。"))
    if not done.strip():
        found.append(Violation("done", "REQUIRED", "行った対応を書いてください。"))
    if found:
        raise InvalidArgument(*found)
    emergency = rows.lock(db, ctx, t.emergencies, emergency_id)
    if not access.coordinates_case(db, ctx, emergency.case_id):
        raise NotFound
    if emergency.state != cases.ACUTE:
        raise AlreadyAnswered
    state = cases.MEETING if follow_up == cases.MEETING else cases.RESOLVED
    said = {"state": state, "done": done, "resolved_by": ctx.actor.person_id}
    rows.change(db, ctx, t.emergencies, emergency_id, about=emergency.case_id, **said)
    work_items.close_subject(db, ctx, f"emergencies/{emergency_id}")
    outbox.record(db, ctx, domain.EmergencyResolved(emergency.case_id, emergency_id, follow_up))


def close_emergency(db: sa.Connection, ctx: Context, emergency_id: str) -> None:
    """The process has come to its end, behind the meeting if there is one."""
    cases.end_emergency(db, ctx, emergency_id)
    work_items.close_subject(db, ctx, f"emergencies/{emergency_id}")


def end_emergencies(db: sa.Connection, ctx: Context, case: Any, because: str, occurred_at: datetime) -> None:
    """Nobody is left who could be in danger: that is on record, and whoever is on duty for it hears so (E6)."""
    ended = cases.end_emergencies(db, ctx, case.id, because)
    if not ended:
        return
    subjects = [f"emergencies/{each}" for each in ended]
    work_items.close_subjects(db, ctx, subjects)
    for subject in subjects:
        entries.add(db, ctx, case.id, subject, EMERGENCY_ENDED, occurred_at, reason=because)
    of_case = {"agency_id": case.coordinator_agency_id, "case_id": case.id, "case_no": case.case_no}
    told = {"kind": EMERGENCY_ENDED, "code": "CASE_CLOSED", **of_case}
    handoffs.deliver_all(db, ctx, [{**told, "subject": subject} for subject in subjects])


def _item(db: sa.Connection, ctx: Context, job: Job, case_id: str, kind: str, subject: str, due_at: datetime) -> str:
    case = rows.get(db, ctx, t.cases, case_id)
    item = NewItem(case_id, case.case_no, kind, subject, case.coordinator_agency_id, access.COORDINATOR, due_at)
    return work_items.open_item(db, ctx, job, item)
