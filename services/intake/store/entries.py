"""Entries that moved a process, and their corrections. Append-only."""

from typing import Any

import sqlalchemy as sa

from kit.context import Context
from services.intake.store.tables import entries


def last(db: sa.Connection, ctx: Context, subject: str, kind: str) -> Any | None:
    query = sa.select(entries).where(
        entries.c.subject == subject, entries.c.kind == kind, entries.c.municipality_id == ctx.municipality_id
    )
    return db.execute(query.order_by(entries.c.id.desc()).limit(1)).first()


def of_case(db: sa.Connection, ctx: Context, case_id: str) -> list[Any]:
    query = sa.select(entries).where(entries.c.case_id == case_id, entries.c.municipality_id == ctx.municipality_id)
    return list(db.execute(query.order_by(entries.c.id)))


def begins_again(db: sa.Connection, ctx: Context, case_id: str, consultation_id: str) -> bool:
    """Whether that consultation is the way back from an end of the case that was entered by mistake."""
    name = f"consultations/{consultation_id}"
    return any(one.way_back_name == name for one in of_case(db, ctx, case_id))
