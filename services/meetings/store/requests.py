"""Requests for information under 社会福祉法106条の6第3項."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from kit.sealing import sealed
from services.meetings.domain.papers import NO_REPLY, REQUEST_CLOSED, REQUESTED
from services.meetings.store.items import dealt_with, reads_at_convener
from services.meetings.store.tables import agenda_items, bars
from services.meetings.store.tables import information_requests as requests


def lock(db: sa.Connection, ctx: Context, request_id: str) -> Any:
    query = sa.select(requests).where(requests.c.id == request_id, requests.c.municipality_id == ctx.municipality_id)
    row = db.execute(query.with_for_update()).first()
    if row is None:
        raise NotFound
    return row


def change(db: sa.Connection, request_id: str, **values: Any) -> None:
    db.execute(requests.update().where(requests.c.id == request_id).values(**values))


def answer(db: sa.Connection, ctx: Context, item: Any, request_id: str, **values: Any) -> None:
    """Raises SubjectErased."""
    change(db, request_id, **sealed(db, ctx, requests, dealt_with(item), values, row=request_id))


def of_agency(db: sa.Connection, item_id: str, agency_id: str) -> list[Any]:
    """What that agency was asked about an item."""
    return list(
        db.execute(sa.select(requests).where(requests.c.agenda_item_id == item_id, requests.c.agency_id == agency_id))
    )


def close_of_items(db: sa.Connection, ctx: Context, item_ids: Sequence[str]) -> list[Any]:
    """What is still asked is no longer needed; answers it."""
    return _close(db, ctx, requests.c.agenda_item_id.in_(item_ids))


def close_of_case(db: sa.Connection, ctx: Context, case_id: str) -> list[Any]:
    return _close(db, ctx, requests.c.case_id == case_id)


def _close(db: sa.Connection, ctx: Context, of: sa.ColumnElement[bool]) -> list[Any]:
    where = (of, requests.c.municipality_id == ctx.municipality_id, requests.c.state == REQUESTED)
    return list(db.execute(requests.update().where(*where).values(state=REQUEST_CLOSED).returning(requests)))


def close_of_agency(db: sa.Connection, ctx: Context, case_id: str, agency_id: str) -> list[Any]:
    return _close(db, ctx, sa.and_(requests.c.case_id == case_id, requests.c.agency_id == agency_id))


def lapse(db: sa.Connection, request_id: str) -> list[Any]:
    """Answers it unless it is answered by now."""
    where = (requests.c.id == request_id, requests.c.state == REQUESTED)
    return list(db.execute(requests.update().where(*where).values(state=NO_REPLY).returning(requests)))


def readable(db: sa.Connection, ctx: Context, *, request_id: str = "", item_id: str = "") -> list[Any]:
    """The actor's agency asked, by a role that reads there, or was asked and is not barred from the case's 支援会議.

    With `frozen_at` and `convener_agency_id` of the item that it was asked for.
    """
    asked_by = sa.and_(requests.c.asking_agency_id == ctx.actor.agency_id, reads_at_convener(ctx, requests.c.case_id))
    barred = sa.exists().where(
        bars.c.municipality_id == requests.c.municipality_id,
        bars.c.case_id == requests.c.case_id,
        bars.c.agency_id == requests.c.agency_id,
        bars.c.individual_id == "",
    )
    asked = sa.and_(requests.c.agency_id == ctx.actor.agency_id, sa.not_(barred))
    query = (
        sa.select(requests, agenda_items.c.frozen_at, agenda_items.c.convener_agency_id)
        .join(agenda_items, agenda_items.c.id == requests.c.agenda_item_id)
        .where(requests.c.municipality_id == ctx.municipality_id, sa.or_(asked_by, asked))
    )
    if request_id:
        query = query.where(requests.c.id == request_id)
    if item_id:
        query = query.where(requests.c.agenda_item_id == item_id, asked_by)
    return list(db.execute(query.order_by(requests.c.id)))
