"""Follow-up decisions."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from services.meetings.store.tables import agenda_items, decisions


def decisions_of(db: sa.Connection, item_ids: str | Sequence[str]) -> list[Any]:
    ids = [item_ids] if isinstance(item_ids, str) else item_ids
    query = sa.select(decisions).where(decisions.c.agenda_item_id.in_(ids))
    return list(db.execute(query.order_by(decisions.c.agenda_item_id, decisions.c.id)))


def lock_decision(db: sa.Connection, ctx: Context, decision_id: str) -> Any:
    """(decision's columns and `convener_agency_id`)."""
    query = (
        sa.select(decisions, agenda_items.c.convener_agency_id, agenda_items.c.case_no, agenda_items.c.type)
        .join(agenda_items, agenda_items.c.id == decisions.c.agenda_item_id)
        .where(decisions.c.id == decision_id, decisions.c.municipality_id == ctx.municipality_id)
    )
    row = db.execute(query.with_for_update(of=decisions)).first()
    if row is None:
        raise NotFound
    return row


def begin(db: sa.Connection, decision_ids: Iterable[str]) -> frozenset[str]:
    """Those that are open still: one closed meanwhile must not begin a process that nobody would end."""
    where = (decisions.c.id.in_(list(decision_ids)), decisions.c.state == "OPEN", sa.not_(decisions.c.begun))
    return frozenset(db.scalars(decisions.update().where(*where).values(begun=True).returning(decisions.c.id)))


def close(db: sa.Connection, ctx: Context, where: sa.ColumnElement[bool], state: str, reason: str = "") -> list[Any]:
    """Open ones only; answers them."""
    done = (
        decisions.update()
        .where(where, decisions.c.state == "OPEN", decisions.c.municipality_id == ctx.municipality_id)
        .values(state=state, reason=reason, closed_at=ctx.now)
        .returning(decisions)
    )
    return list(db.execute(done))


def of_case(case_id: str) -> sa.ColumnElement[bool]:
    return decisions.c.case_id == case_id


def of_item(item_id: str) -> sa.ColumnElement[bool]:
    return decisions.c.agenda_item_id == item_id


def by_id(decision_id: str) -> sa.ColumnElement[bool]:
    return decisions.c.id == decision_id
