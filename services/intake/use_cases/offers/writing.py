"""What every step of a handoff writes: the row, its entry, the inbox items, and the codes they use."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import work_items
from kit.context import Context
from services.intake.store import handoffs, rows
from services.intake.store import tables as t

ANSWER, INFORMATION = "ANSWER_HANDOFF", "SUPPLY_INFORMATION"
START, OUTCOME, RESUME = "START_HANDOFF", "REPORT_HANDOFF_OUTCOME", "RESUME_HANDOFF"
LAST_REPORT = "Wait_LastReport"
"""Where the process waits when the role is over, whatever the state."""


def name(row: Any) -> str:
    return f"handoffs/{row.id}"


def change(db: sa.Connection, ctx: Context, row: Any, **values: Any) -> None:
    rows.change(db, ctx, t.handoffs, row.id, about=row.case_id, revision=row.revision + 1, **values)


def go_on_for(db: sa.Connection, ctx: Context, row: Any, person_ids: Sequence[str]) -> None:
    """The handoff, what waits for it and what was told of it are about these persons alone."""
    change(db, ctx, row, person_ids=list(person_ids))
    work_items.is_about(db, ctx, name(row), person_ids)
    handoffs.incoming_is_about(db, ctx, row.case_id, name(row), person_ids)


def enter(db: sa.Connection, ctx: Context, row: Any, kind: str, occurred_at: datetime, **said: Any) -> None:
    """An answer or step of the caller's agency, kept for good."""
    entry = {"handoff_id": row.id, "offer_id": row.offer_id, "kind": kind, "agency_id": ctx.actor.agency_id}
    entry["occurred_at"] = occurred_at
    handoffs.enter_all(db, ctx, row.case_id, [{**entry, **said}])


def deliver(db: sa.Connection, ctx: Context, row: Any, agency_id: str, kind: str, **said: Any) -> None:
    """`said`: code, due_at."""
    handoffs.deliver_all(db, ctx, [item(row, agency_id, kind, **said)])


def accepted(declined: Sequence[Any]) -> str:
    """How an acceptance is told to the sender: what was not taken on stands in the handoff itself."""
    return "ACCEPTED_IN_PART" if declined else "ACCEPTED"


def item(row: Any, agency_id: str, kind: str, code: str = "", due_at: datetime | None = None) -> dict[str, Any]:
    """The sender's own reference comes back to the sender and goes to nobody else."""
    is_sender = agency_id == row.from_agency_id
    return {
        "agency_id": agency_id,
        "kind": kind,
        "case_id": row.case_id,
        "case_no": row.case_no,
        "subject": name(row),
        "from_agency_id": row.to_agency_id if is_sender else row.from_agency_id,
        "code": code,
        "due_at": due_at,
        "sender_reference": row.sender_reference if is_sender else "",
        "person_ids": list(row.person_ids),
    }
