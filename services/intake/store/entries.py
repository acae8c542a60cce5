"""Entries that moved a process, and their corrections. Append-only."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.ids import new_id
from services.intake.store import rows
from services.intake.store.tables import entries

NEW_CONSULTATION = "NEW_CONSULTATION"
"""A way back."""


def add(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    subject: str,
    kind: str,
    occurred_at: datetime,
    content: Mapping[str, Any] | None = None,
    *,
    about: str = "",
    **correction: str,
) -> str:
    """Answers the entry's id. `subject` is the resource name of what it is about; `about`: the person with whom its
    words are erased, else the case."""
    entry_id = new_id()
    values = dict.fromkeys(("supersedes", "reason", "way_back", "way_back_name"), "") | correction
    values |= {"id": entry_id, "case_id": case_id, "subject": subject, "kind": kind}
    said = {"content": dict(content or {}), "occurred_at": occurred_at}
    made = {"recorded_at": ctx.now, "recorded_by": ctx.actor.person_id}
    rows.insert_all(db, ctx, entries, [(about or case_id, {**values, **said, **made})])
    return entry_id


def last(db: sa.Connection, ctx: Context, subject: str, kind: str) -> Any | None:
    query = sa.select(entries).where(
        entries.c.subject == subject, entries.c.kind == kind, entries.c.municipality_id == ctx.municipality_id
    )
    return db.execute(query.order_by(entries.c.id.desc()).limit(1)).first()


def of_case(db: sa.Connection, ctx: Context, case_id: str) -> list[Any]:
    query = sa.select(entries).where(entries.c.case_id == case_id, entries.c.municipality_id == ctx.municipality_id)
    return list(db.execute(query.order_by(entries.c.id)))


def begins_again(db: sa.Connection, ctx: Context, case_id: str, consultation_id: str) -> bool:
    """Whether that consultation is the way back from an end of the case: entered by mistake, or with a worry unread."""
    name = f"consultations/{consultation_id}"
    return any(one.way_back_name == name for one in of_case(db, ctx, case_id))
