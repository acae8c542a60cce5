"""Agencies that were told to stop use, and what they answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from kit.hands import in_hands_of
from services.consent.store.tables import Condition, stop_uses

OPEN, CONFIRMED, CLOSED = "OPEN", "CONFIRMED", "CLOSED"


def add(db: sa.Connection, ctx: Context, rows: Sequence[dict[str, Any]]) -> None:
    common = {"municipality_id": ctx.municipality_id, "opened_at": ctx.now, "state": OPEN}
    db.execute(stop_uses.insert(), [{**common, **row} for row in rows])


def lock(db: sa.Connection, ctx: Context, stop_use_id: str) -> sa.Row[Any]:
    """Raises NotFound."""
    where = (stop_uses.c.id == stop_use_id, stop_uses.c.municipality_id == ctx.municipality_id)
    found = db.execute(sa.select(stop_uses).where(*where).with_for_update()).first()
    if found is None:
        raise NotFound
    return found


def confirm(db: sa.Connection, ctx: Context, stop_use_id: str, measure: str, at: datetime) -> None:
    db.execute(
        stop_uses.update()
        .where(stop_uses.c.id == stop_use_id, stop_uses.c.municipality_id == ctx.municipality_id)
        .values(
            state=CONFIRMED,
            measure=measure,
            confirmed_at=at,
            confirmation_recorded_at=ctx.now,
            confirmed_by=ctx.actor.person_id,
        )
    )


def close_case(db: sa.Connection, ctx: Context, case_id: str) -> list[str]:
    """Nobody waits any more; answers the ids that stay unconfirmed."""
    where = (
        stop_uses.c.municipality_id == ctx.municipality_id,
        stop_uses.c.case_id == case_id,
        stop_uses.c.state == OPEN,
    )
    return list(db.scalars(stop_uses.update().where(*where).values(state=CLOSED).returning(stop_uses.c.id)))


def page(
    db: sa.Connection,
    ctx: Context,
    *,
    as_coordinator: bool,
    case_id: str,
    unconfirmed_only: bool,
    before: str,
    limit: int,
) -> list[sa.Row[Any]]:
    """Newest first: those of the actor's agency; for a coordinator those of the cases in their hands, too."""
    agency_id = ctx.actor.agency_id
    mine: Condition = stop_uses.c.agency_id == agency_id
    if as_coordinator:
        coordinated = stop_uses.c.coordinator_agency_id == agency_id
        mine = sa.or_(mine, sa.and_(coordinated, in_hands_of(ctx, stop_uses.c.case_id)))
    where = [stop_uses.c.municipality_id == ctx.municipality_id, mine]
    if case_id:
        where.append(stop_uses.c.case_id == case_id)
    if unconfirmed_only:
        where.append(stop_uses.c.state != CONFIRMED)
    if before:
        where.append(stop_uses.c.id < before)
    query = sa.select(stop_uses).where(*where).order_by(stop_uses.c.id.desc()).limit(limit)
    return list(db.execute(query))
