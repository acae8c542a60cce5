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
from services.intake.domain import AlreadyAnswered
from services.intake.store import rows
from services.intake.store import tables as t
from services.intake.use_cases import access

FOLLOW_UP = "FOLLOW_UP"


def raise_one(db: sa.Connection, ctx: Context, handoff: Any, kind: str) -> None:
    follow_up_id = new_id()
    rows.insert(
        db,
        ctx,
        t.follow_ups,
        id=follow_up_id,
        case_id=handoff.case_id,
        case_no=handoff.case_no,
        subject=f"handoffs/{handoff.id}",
        kind=kind,
        state="OPEN",
        done="",
        agency_id=access.coordinator_of(db, ctx, handoff.case_id),
        raised_at=ctx.now,
    )
    event = domain.FollowUpRaised(ctx.municipality_id, handoff.case_id, handoff.case_no, follow_up_id, kind)
    outbox.record(db, ctx, event)


def open_one(db: sa.Connection, ctx: Context, job: Job, follow_up_id: str, due_at: datetime) -> str:
    """Answers the work item's id; empty when it was done before."""
    row = rows.lock(db, ctx, t.follow_ups, follow_up_id)
    if row.state != "OPEN":
        return ""
    rows.change(db, ctx, t.follow_ups, follow_up_id, due_at=due_at)
    subject = f"followUps/{follow_up_id}"
    item = NewItem(row.case_id, row.case_no, FOLLOW_UP, subject, row.agency_id, access.COORDINATOR, due_at)
    return work_items.open_item(db, ctx, job, item)


def complete(db: sa.Connection, ctx: Context, follow_up_id: str, done: str) -> Any:
    """What the coordinator did. Raises InvalidArgument, NotFound, AlreadyAnswered."""
    if not done.strip():
        raise InvalidArgument(Violation("done", "REQUIRED", "行ったことを書いてください。"))
    row = rows.lock(db, ctx, t.follow_ups, follow_up_id)
    if not access.is_coordinator(ctx, row.agency_id):
        raise NotFound
    if row.state != "OPEN":
        raise AlreadyAnswered
    rows.change(db, ctx, t.follow_ups, follow_up_id, state="DONE", done=done)
    work_items.close_subject(db, ctx, f"followUps/{follow_up_id}")
    outbox.record(db, ctx, domain.FollowUpDone(row.case_id, follow_up_id))
    return rows.get(db, ctx, t.follow_ups, follow_up_id)
