"""Counts of C0 facts for the committee's report."""

from datetime import datetime

import sqlalchemy as sa

from kit.context import Context
from services.meetings.store.items import held_in
from services.meetings.store.tables import agenda_items, information_requests, issues


def held(db: sa.Connection, ctx: Context, start: datetime, end: datetime) -> dict[str, int]:
    """HELD.type.decision and EMERGENCY.type, of items held in the period."""
    counted = sa.func.count()
    columns = (agenda_items.c.type, agenda_items.c.decision)
    query = sa.select(*columns, counted.label("total")).where(*held_in(ctx, start, end)).group_by(*columns)
    found = {f"HELD.{row.type}.{row.decision}": row.total for row in db.execute(query)}
    emergencies = sa.select(counted).where(
        *held_in(ctx, start, end), agenda_items.c.convening_basis == "EMERGENCY", agenda_items.c.type == "SUPPORT"
    )
    total = db.scalar(emergencies)
    return {**found, "EMERGENCY.SUPPORT": total} if total else found


def attended(db: sa.Connection, ctx: Context, start: datetime, end: datetime) -> dict[str, int]:
    """ATTENDED.agency and JOINT.agency.agency: joint participation (P-100)."""
    there = (
        sa.select(agenda_items.c.id, sa.func.unnest(agenda_items.c.attending).label("agency_id"))
        .where(*held_in(ctx, start, end))
        .cte("there")
    )
    one, other = there.alias("one"), there.alias("other")
    pairs = (
        sa.select(one.c.agency_id, other.c.agency_id.label("other_id"), sa.func.count().label("total"))
        .join(other, sa.and_(one.c.id == other.c.id, one.c.agency_id <= other.c.agency_id))
        .group_by(one.c.agency_id, other.c.agency_id)
    )
    return {
        f"ATTENDED.{row.agency_id}" if row.agency_id == row.other_id else f"JOINT.{row.agency_id}.{row.other_id}": (
            row.total
        )
        for row in db.execute(pairs)
    }


def recurring(db: sa.Connection, ctx: Context, start: datetime, end: datetime) -> dict[str, int]:
    """ISSUE.domain, in how many cases: issues that recur, without persons (P-093)."""
    query = (
        sa.select(issues.c.domain, sa.func.count(agenda_items.c.case_id.distinct()).label("total"))
        .join(agenda_items, agenda_items.c.id == issues.c.agenda_item_id)
        .where(*held_in(ctx, start, end))
        .group_by(issues.c.domain)
    )
    return {f"ISSUE.{row.domain}": row.total for row in db.execute(query)}


def asked(db: sa.Connection, ctx: Context, start: datetime, end: datetime) -> dict[str, int]:
    """INFORMATION_REQUEST.state, of requests made in the period."""
    requests = information_requests
    query = (
        sa.select(requests.c.state, sa.func.count().label("total"))
        .where(
            requests.c.municipality_id == ctx.municipality_id,
            requests.c.requested_at >= start,
            requests.c.requested_at < end,
        )
        .group_by(requests.c.state)
    )
    return {f"INFORMATION_REQUEST.{row.state}": row.total for row in db.execute(query)}
