"""Queries across consultations: what two windows' entries of one household have in common."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import work_items
from kit.calendar import JST
from kit.context import Context
from services.intake.store.tables import cases, consultations, handoffs, persons

LONGEST_LIST = 200
UNDER_WAY = ("OFFERED", "INFO_NEEDED", "ACCEPTED")
SUPPORTING = ("ACCEPTED", "COMPLETED")

c = consultations.c


def _is_supported() -> sa.ColumnElement[bool]:
    """An open case, or an agency that took it."""
    case = sa.exists().where(cases.c.id.in_((c.case_id, c.joined_case_id)), cases.c.state != "CLOSED")
    taken = sa.exists().where(handoffs.c.case_id == c.case_id, handoffs.c.state.in_(SUPPORTING))
    return sa.or_(case, taken)


def known_without_support(db: sa.Connection, ctx: Context) -> list[Any]:
    """(consultation_ids, agencies, last) of each, the longest known first."""
    signs = (
        sa.select(c.id, c.receiving_agency_id, c.occurred_at, _is_supported().label("supported"))
        .add_columns(sa.func.unnest(c.household_keys).label("key"))
        .where(c.municipality_id == ctx.municipality_id)
        .subquery()
    )
    ids = sa.func.array_agg(sa.distinct(signs.c.id))
    agencies = sa.func.count(sa.distinct(signs.c.receiving_agency_id))
    by_key = (
        sa.select(ids.label("consultation_ids"), agencies.label("agencies"))
        .add_columns(sa.func.max(signs.c.occurred_at).label("last"))
        .group_by(signs.c.key)
        .having(agencies > 1, ~sa.func.bool_or(signs.c.supported))
        .subquery()
    )
    query = sa.select(by_key).distinct(by_key.c.consultation_ids).limit(LONGEST_LIST)
    return list(db.execute(query.order_by(by_key.c.consultation_ids)))


def told_of(db: sa.Connection, ctx: Context, consultation_ids: Sequence[str]) -> dict[str, list[str]]:
    """By consultation, the ids of the persons of whom it tells."""
    if not consultation_ids:
        return {}
    query = sa.select(c.id, c.person_ids).where(c.municipality_id == ctx.municipality_id, c.id.in_(consultation_ids))
    return {row.id: row.person_ids for row in db.execute(query)}


def is_known_elsewhere(db: sa.Connection, ctx: Context, agency_id: str, keys: list[str]) -> bool:
    """Whether another agency has told of this household, and nobody supports it."""
    if not keys:
        return False
    elsewhere = sa.exists().where(
        c.municipality_id == ctx.municipality_id,
        c.household_keys.overlap(keys),
        c.receiving_agency_id != agency_id,
        ~_is_supported(),
    )
    return db.scalar(sa.select(elsewhere)) or False


def matches(db: sa.Connection, ctx: Context, row: Any) -> list[Any]:
    """Other files with a person of the same name and birth date as somebody of this one, also who was found later; and
    who is who."""
    own, other = persons.alias("own"), persons.alias("other")
    query = (
        sa.select(other.c.case_id, own.c.id.label("person_id"), other.c.id.label("same_person_id"))
        .add_columns(cases.c.state, c.case_no)
        .select_from(own)
        .join(other, sa.and_(other.c.match_key == own.c.match_key, other.c.case_id != own.c.case_id))
        .join(consultations, c.case_id == other.c.case_id)
        .outerjoin(cases, cases.c.id == other.c.case_id)
        .where(own.c.case_id == row.case_id, own.c.match_key != "", ~own.c.separated, ~other.c.separated)
        .where(own.c.municipality_id == ctx.municipality_id, other.c.municipality_id == ctx.municipality_id)
    )
    return list(db.execute(query.order_by(other.c.case_id, own.c.id).limit(LONGEST_LIST)))


def issues(db: sa.Connection, ctx: Context, start: datetime, end: datetime) -> list[Any]:
    """Of every month, as the city counts them, that the period touches."""
    month = sa.func.date_trunc("month", _in_japan(c.occurred_at))
    touches = (month < _in_japan(end), month + sa.text("interval '1 month'") > _in_japan(start))
    told = (
        sa.select(sa.func.unnest(c.concerns).label("concern"), c.area)
        .where(c.municipality_id == ctx.municipality_id, *touches)
        .subquery()
    )
    query = sa.select(told.c.concern, told.c.area, sa.func.count().label("total"))
    return list(db.execute(query.group_by(told.c.concern, told.c.area).order_by(told.c.concern, told.c.area)))


def _in_japan(moment: sa.Column[datetime] | datetime) -> sa.ColumnElement[datetime]:
    return sa.func.timezone(JST.key, sa.cast(moment, sa.TIMESTAMP(timezone=True)))


def loads(db: sa.Connection, ctx: Context, agency_ids: list[str]) -> dict[str, tuple[int, int, int]]:
    """agency → (open work, overdue work, handoffs under way to it)."""
    items = work_items.items
    waiting = (
        sa.select(items.c.agency_id, sa.func.count().label("open"))
        .add_columns(sa.func.count().filter(items.c.due_at < ctx.now).label("late"))
        .where(items.c.municipality_id == ctx.municipality_id, items.c.state != work_items.CLOSED)
        .where(items.c.agency_id.in_(agency_ids))
        .group_by(items.c.agency_id)
    )
    under_way = (
        sa.select(handoffs.c.to_agency_id, sa.func.count().label("total"))
        .where(handoffs.c.municipality_id == ctx.municipality_id, handoffs.c.state.in_(UNDER_WAY))
        .where(handoffs.c.to_agency_id.in_(agency_ids))
        .group_by(handoffs.c.to_agency_id)
    )
    offers = {row.to_agency_id: row.total for row in db.execute(under_way)}
    work = {row.agency_id: (row.open, row.late) for row in db.execute(waiting)}
    return {one: (*work.get(one, (0, 0)), offers.get(one, 0)) for one in agency_ids}
