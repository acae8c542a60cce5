"""Which agencies an engagement went through."""

from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.ids import new_id
from kit.sealing import sealed
from services.outreach.domain import Engagement, HandOver
from services.outreach.store.tables import hand_overs as t


def add(
    db: sa.Connection, ctx: Context, engagement: Engagement, to_agency_id: str, reason_code: str, note: str
) -> None:
    """Raises SubjectErased."""
    values = {
        "id": new_id(),
        "municipality_id": ctx.municipality_id,
        "engagement_id": engagement.engagement_id,
        "from_agency_id": engagement.agency_id,
        "to_agency_id": to_agency_id,
        "reason_code": reason_code,
        "note": note,
        "recorded_at": ctx.now,
        "recorded_by_agency_id": ctx.actor.agency_id,
        "recorded_by": ctx.actor.person_id,
    }
    db.execute(t.insert().values(sealed(db, ctx, t, engagement.person_id, values)))


def of_engagement(db: sa.Connection, ctx: Context, engagement_id: str) -> list[HandOver]:
    """Oldest first."""
    where = (t.c.municipality_id == ctx.municipality_id, t.c.engagement_id == engagement_id)
    return [_hand_over(row) for row in db.execute(sa.select(t).where(*where).order_by(t.c.id))]


def by_actors_agency(ctx: Context, engagement_id: "sa.ColumnElement[str]") -> "sa.ColumnElement[bool]":
    """In a query: whether the caller's agency carried the engagement once, and handed it on."""
    return sa.exists().where(
        t.c.municipality_id == ctx.municipality_id,
        t.c.engagement_id == engagement_id,
        t.c.from_agency_id == ctx.actor.agency_id,
    )


def _hand_over(row: sa.Row[Any]) -> HandOver:
    return HandOver(
        row.id,
        row.from_agency_id,
        row.to_agency_id,
        row.reason_code,
        row.note,
        row.recorded_at,
        row.recorded_by_agency_id,
    )
