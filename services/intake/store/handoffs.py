"""Handoffs and the agencies' inbox."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from kit.context import Context
from services.intake.store.tables import handoffs, inboxes, incoming

OPEN_STATES = ("PREPARED", "OFFERED", "INFO_NEEDED", "ACCEPTED")


def by_source(db: sa.Connection, ctx: Context, source: str, source_id: str) -> Any | None:
    where = (handoffs.c.source == source, handoffs.c.source_id == source_id)
    return db.execute(sa.select(handoffs).where(*where, handoffs.c.municipality_id == ctx.municipality_id)).first()


def page(
    db: sa.Connection, ctx: Context, case_id: str, agency_id: str, of_whole_case: bool, after: str, size: int
) -> list[Any]:
    """Those that the agency sent or was offered; for the case's coordinator all of the case."""
    query = sa.select(handoffs).where(handoffs.c.municipality_id == ctx.municipality_id, handoffs.c.id > after)
    if not of_whole_case:
        query = query.where(sa.or_(handoffs.c.from_agency_id == agency_id, handoffs.c.to_agency_id == agency_id))
    if case_id:
        query = query.where(handoffs.c.case_id == case_id)
    return list(db.execute(query.order_by(handoffs.c.id).limit(size)))


def open_ones(db: sa.Connection, ctx: Context, case_id: str, person_id: str | None = None) -> list[Any]:
    """Open handoffs of a case, locked; only those about one person when given."""
    query = sa.select(handoffs).where(
        handoffs.c.case_id == case_id,
        handoffs.c.municipality_id == ctx.municipality_id,
        handoffs.c.state.in_(OPEN_STATES),
    )
    if person_id is not None:
        query = query.where(handoffs.c.person_ids == [person_id])
    return list(db.execute(query.order_by(handoffs.c.id).with_for_update()))


def deliver(db: sa.Connection, ctx: Context, agency_id: str, **item: Any) -> None:
    """Puts an item into an agency's inbox. The inbox row is locked: a cursor never appears behind a reader's back."""
    values = {"municipality_id": ctx.municipality_id, "agency_id": agency_id, "last_cursor": 1}
    statement = insert(inboxes).values(values)
    statement = statement.on_conflict_do_update(
        index_elements=[inboxes.c.municipality_id, inboxes.c.agency_id],
        set_={"last_cursor": inboxes.c.last_cursor + 1},
    )
    cursor = db.execute(statement.returning(inboxes.c.last_cursor)).scalar_one()
    defaults = {"code": "", "due_at": None, "sender_reference": "", "from_agency_id": "", "case_no": ""}
    db.execute(
        incoming.insert().values(
            municipality_id=ctx.municipality_id,
            agency_id=agency_id,
            cursor=cursor,
            created_at=ctx.now,
            acknowledged=False,
            **{**defaults, **item},
        )
    )


def inbox(db: sa.Connection, ctx: Context, agency_id: str, after: int, since: datetime, size: int) -> list[Any]:
    query = sa.select(incoming).where(
        incoming.c.municipality_id == ctx.municipality_id,
        incoming.c.agency_id == agency_id,
        incoming.c.cursor > after,
        incoming.c.created_at >= since,
    )
    return list(db.execute(query.order_by(incoming.c.cursor).limit(size)))


def acknowledge(db: sa.Connection, ctx: Context, agency_id: str, cursors: list[int]) -> int:
    statement = (
        incoming.update()
        .where(
            incoming.c.municipality_id == ctx.municipality_id,
            incoming.c.agency_id == agency_id,
            incoming.c.cursor.in_(cursors),
            ~incoming.c.acknowledged,
        )
        .values(acknowledged=True)
    )
    return db.execute(statement).rowcount
