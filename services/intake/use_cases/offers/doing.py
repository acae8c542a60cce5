"""From the acceptance to the outcome: begin, rest, go on, report (P-045)."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, Violation
from kit.ids import new_id
from kit.work_items import NewItem
from kit.zeebe import Job
from services.intake import domain
from services.intake.domain import OUTCOMES, WORKING, AlreadyAnswered, HandoffNotStarted
from services.intake.store import handoffs, rows
from services.intake.store import tables as t
from services.intake.use_cases import access, counting
from services.intake.use_cases.offers.writing import LAST_REPORT, OUTCOME, RESUME, START, change, deliver, enter, name

WAITS = {
    "ACCEPTED": "Wait_HandoffStarted",
    "IN_PROGRESS": "Wait_HandoffClosed",
    "ON_HOLD": "Wait_HandoffResumed",
}
"""State of a handoff at work → the element where its process waits; an agency may be quicker than the process."""


def confirm(
    db: sa.Connection, ctx: Context, job: Job, handoff_id: str, start_due_at: datetime, due_at: datetime
) -> tuple[str, str]:
    """(work item of the start, of the outcome); empty where the agency was quicker, or has taken its yes back."""
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    if row.state not in WORKING:
        return "", ""
    change(db, ctx, row, start_due_at=start_due_at, outcome_due_at=due_at, element_id=WAITS[row.state])
    start_item = _open(db, ctx, job, row, START, start_due_at) if row.state == "ACCEPTED" else ""
    return start_item, _open(db, ctx, job, row, OUTCOME, due_at) if row.state != "ON_HOLD" else ""


def _open(db: sa.Connection, ctx: Context, job: Job, row: Any, kind: str, due_at: datetime) -> str:
    item = NewItem(row.case_id, row.case_no, kind, name(row), row.to_agency_id, "", due_at, row.person_ids)
    return work_items.open_item(db, ctx, job, item)


def start(db: sa.Connection, ctx: Context, handoff_id: str, occurred_at: datetime) -> None:
    row = _own(db, ctx, handoff_id, "ACCEPTED")
    change(db, ctx, row, state="IN_PROGRESS", element_id=_place(row, "IN_PROGRESS"))
    work_items.close_subject(db, ctx, name(row), START)
    _progressed(db, ctx, row, "STARTED", "", occurred_at)
    outbox.record(db, ctx, domain.HandoffStarted(row.case_id, row.id, row.offer_id), occurred_at)


def hold(db: sa.Connection, ctx: Context, handoff_id: str, reason: str, occurred_at: datetime) -> None:
    """Raises HandoffNotStarted, AlreadyAnswered, InvalidArgument."""
    if not reason.strip():
        raise InvalidArgument(Violation("reason", "REQUIRED", "休止の理由を書いてください。"))
    row = access.offered_handoff(db, ctx, handoff_id)
    if row.state == "ACCEPTED":
        raise HandoffNotStarted
    if row.state != "IN_PROGRESS":
        raise AlreadyAnswered
    hold_id = new_id()
    change(db, ctx, row, state="ON_HOLD", hold_id=hold_id, element_id=_place(row, "ON_HOLD"))
    work_items.close_subject(db, ctx, name(row), OUTCOME)
    _progressed(db, ctx, row, "HELD", reason, occurred_at)
    outbox.record(db, ctx, domain.HandoffHeld(row.case_id, row.id, row.offer_id, hold_id), occurred_at)


def await_resumption(db: sa.Connection, ctx: Context, job: Job, handoff_id: str, hold_id: str, due_at: datetime) -> str:
    """The work item of the resumption; empty when it was quicker than the process."""
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    if row.state != "ON_HOLD" or row.hold_id != hold_id:
        return ""
    change(db, ctx, row, hold_due_at=due_at)
    return _open(db, ctx, job, row, RESUME, due_at)


def resume(db: sa.Connection, ctx: Context, handoff_id: str, occurred_at: datetime) -> None:
    row = _own(db, ctx, handoff_id, "ON_HOLD")
    change(db, ctx, row, state="IN_PROGRESS", element_id=_place(row, "IN_PROGRESS"))
    work_items.close_subject(db, ctx, name(row), RESUME)
    _progressed(db, ctx, row, "RESUMED", "", occurred_at)
    outbox.record(db, ctx, domain.HandoffResumed(row.case_id, row.id, row.hold_id), occurred_at)


def go_on(db: sa.Connection, ctx: Context, job: Job, handoff_id: str, due_at: datetime) -> str:
    """After a rest: the outcome has a new deadline; answers its work item."""
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    if row.state != "IN_PROGRESS":
        return ""
    change(db, ctx, row, outcome_due_at=due_at)
    return _open(db, ctx, job, row, OUTCOME, due_at)


def complete(
    db: sa.Connection, ctx: Context, handoff_id: str, outcome: str, report: str, occurred_at: datetime
) -> None:
    """Also without a start, and out of a rest. Raises InvalidArgument, AlreadyAnswered."""
    if outcome not in OUTCOMES:
        raise InvalidArgument(Violation("outcome", "REQUIRED", "結果を選んでください。"))
    row = _own(db, ctx, handoff_id, *WORKING)
    change(db, ctx, row, state=outcome, outcome=outcome, report=report)
    enter(db, ctx, row, outcome, occurred_at, text=report)
    work_items.close_subject(db, ctx, name(row))
    counting.ended(db, ctx, row.case_id, outcome)
    if row.element_id == "":  # the process was over before a correction reopened the record
        deliver(db, ctx, row, row.from_agency_id, "HANDOFF_OUTCOME", code=outcome)
        outbox.record(db, ctx, domain.HandoffEnded(row.case_id, row.id, outcome, row.role_id), occurred_at)
    else:
        outbox.record(db, ctx, domain.HandoffClosed(row.case_id, handoff_id, outcome, row.role_id), occurred_at)


def report_again(db: sa.Connection, ctx: Context, job: Job, handoff_id: str, due_at: datetime) -> None:
    """Reopened by a correction after its process: whoever works on it is asked for the outcome (P-015)."""
    if handoffs.is_reopened(db, ctx, handoff_id):
        row = rows.lock(db, ctx, t.handoffs, handoff_id)
        change(db, ctx, row, outcome_due_at=due_at)
        _open(db, ctx, job, row, OUTCOME, due_at)


def report_outcome(db: sa.Connection, ctx: Context, handoff_id: str) -> None:
    """The sender gets the code; the report stays with those who may read it. Other ends were told when they came.

    What a correction reopened before this came goes on without the process, and its work stays.
    """
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    change(db, ctx, row, element_id="")
    if row.state not in WORKING:
        work_items.close_subject(db, ctx, name(row))
    if row.state in OUTCOMES:
        deliver(db, ctx, row, row.from_agency_id, "HANDOFF_OUTCOME", code=row.state)


def _place(row: Any, state: str) -> str:
    """Where its process waits in this state; nowhere once it was over and a correction reopened the record alone."""
    return str(row.element_id) if row.element_id in ("", LAST_REPORT) else WAITS[state]


def _own(db: sa.Connection, ctx: Context, handoff_id: str, *states: str) -> Any:
    row = access.offered_handoff(db, ctx, handoff_id)
    if row.state not in states:
        raise AlreadyAnswered
    return row


def _progressed(db: sa.Connection, ctx: Context, row: Any, kind: str, reason: str, occurred_at: datetime) -> None:
    enter(db, ctx, row, kind, occurred_at, text=reason)
    deliver(db, ctx, row, row.from_agency_id, "HANDOFF_PROGRESS", code=kind)
