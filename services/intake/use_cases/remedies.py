"""Steps that a diagram could not take any more: the coordinator's work, with a deadline of its own process."""

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
from services.intake.domain import AlreadyAnswered, HandoffStillOpen
from services.intake.store import cases, handoffs, reference, rows
from services.intake.store import tables as t
from services.intake.use_cases import access

REMEDY = "REMEDY"
RECALL = "RECALL_TRANSFER_PACKET"
"""The kind that a case's end does not settle: what was handed over is still in the other municipality."""


def raise_one(db: sa.Connection, ctx: Context, case_id: str, case_no: str, subject: str, kind: str) -> None:
    """`subject`: the resource name of what it is about. Of a case that was merged it is a step of the one that goes on,
    for whoever has that one."""
    case = cases.going_on(db, ctx, case_id)
    if case is not None:
        case_id, case_no = case.id, case.case_no
    coordinating = case if case is not None else reference.of(db, ctx)
    remedy_id = new_id()
    rows.insert(
        db,
        ctx,
        t.remedies,
        id=remedy_id,
        case_id=case_id,
        case_no=case_no,
        subject=subject,
        kind=kind,
        state="OPEN",
        done="",
        agency_id=coordinating.coordinator_agency_id,
        raised_at=ctx.now,
    )
    event = domain.RemedyRaised(ctx.municipality_id, case_id, case_no, remedy_id, kind)
    outbox.record(db, ctx, event)


def open_one(db: sa.Connection, ctx: Context, job: Job, remedy_id: str, due_at: datetime) -> tuple[str, str]:
    """Answers the work item's id, empty when it was done before, and the handoff."""
    row = rows.lock(db, ctx, t.remedies, remedy_id)
    if row.state != "OPEN":
        return "", _handoff_of(row)
    rows.change(db, ctx, t.remedies, remedy_id, due_at=due_at)
    subject = f"remedies/{remedy_id}"
    item = NewItem(row.case_id, row.case_no, REMEDY, subject, row.agency_id, access.COORDINATOR, due_at)
    return work_items.open_item(db, ctx, job, item), _handoff_of(row)


def withdraw(db: sa.Connection, ctx: Context, case_id: str) -> None:
    """The case ends, and its handoffs with it: nobody waits for these steps any more. Where it was merged they are
    taken in the one that goes on, also those that were raised meanwhile."""
    ended = cases.end_remedies(db, ctx, case_id, outlives=RECALL)
    if not ended:
        return
    work_items.close_subjects(db, ctx, [f"remedies/{row.id}" for row in ended])
    outbox.record_all(db, ctx, [domain.RemedyDone(case_id, row.id) for row in ended])
    case = cases.going_on(db, ctx, case_id)
    if case is not None and case.id != case_id:
        for row in ended:
            raise_one(db, ctx, case.id, case.case_no, row.subject, row.kind)


def _handoff_of(remedy: Any) -> str:
    return str(remedy.subject).removeprefix("handoffs/")


def read(db: sa.Connection, ctx: Context, remedy_id: str) -> Any:
    """For whoever is to take the step, and their manager. Raises NotFound."""
    row = rows.get(db, ctx, t.remedies, remedy_id)
    if not access.reads_for_case(db, ctx, row.case_id):
        raise NotFound
    return row


def complete(db: sa.Connection, ctx: Context, remedy_id: str, done: str) -> Any:
    """What the coordinator did. Raises InvalidArgument, NotFound, AlreadyAnswered, HandoffStillOpen."""
    if not done.strip():
        raise InvalidArgument(Violation("done", "REQUIRED", "行ったことを書いてください。"))
    row = rows.lock(db, ctx, t.remedies, remedy_id)
    if not access.answers_for_case(db, ctx, row.case_id):
        raise NotFound
    if row.state != "OPEN":
        raise AlreadyAnswered
    if handoffs.is_reopened(db, ctx, _handoff_of(row)):
        raise HandoffStillOpen
    rows.change(db, ctx, t.remedies, remedy_id, about=row.case_id, state="DONE", done=done)
    work_items.close_subject(db, ctx, f"remedies/{remedy_id}")
    outbox.record(db, ctx, domain.RemedyDone(row.case_id, remedy_id))
    return rows.get(db, ctx, t.remedies, remedy_id)
