"""Follow-up decisions."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from kit.hands import in_hands_of
from kit.sealing import sealed
from services.meetings.domain.rooms import SUPPORT
from services.meetings.store.items import dealt_with
from services.meetings.store.tables import agenda_items, decisions


def decisions_of(db: sa.Connection, item_ids: str | Sequence[str]) -> list[Any]:
    ids = [item_ids] if isinstance(item_ids, str) else item_ids
    query = sa.select(decisions).where(decisions.c.agenda_item_id.in_(ids))
    return list(db.execute(query.order_by(decisions.c.agenda_item_id, decisions.c.id)))


def lock_decision(db: sa.Connection, ctx: Context, decision_id: str) -> Any:
    """(decision's columns, of its item the convener, case number, type, person and state, `in_hands`: of the actor)."""
    query = (
        sa.select(
            decisions,
            agenda_items.c.convener_agency_id,
            agenda_items.c.case_no,
            agenda_items.c.type,
            agenda_items.c.person_id,
            agenda_items.c.state.label("item_state"),
            in_hands_of(ctx, decisions.c.case_id).label("in_hands"),
        )
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


def close(db: sa.Connection, ctx: Context, row: Any, state: str, reason: str) -> list[Any]:
    """`row`: of lock_decision. Answers it unless it was closed before. Raises SubjectErased."""
    values = sealed(db, ctx, decisions, dealt_with(row), {"reason": reason}, row=row.id)
    return _close(db, ctx, decisions.c.id == row.id, state, **values)


def close_all(db: sa.Connection, ctx: Context, where: sa.ColumnElement[bool]) -> list[Any]:
    """Done, open ones only; answers them."""
    return _close(db, ctx, where, "DONE")


def drop_all(db: sa.Connection, ctx: Context, where: sa.ColumnElement[bool], reason: str = "") -> list[Any]:
    """Open ones only; answers them. `reason`: a code; members read it."""
    dropped = _close(db, ctx, where, "DROPPED")
    if dropped and reason:
        whose = (decisions.c.id == sa.bindparam("whose"), decisions.c.municipality_id == ctx.municipality_id)
        said = [
            {"whose": row.id, "why": sealed(db, ctx, decisions, row.case_id, {"reason": reason}, row=row.id)["reason"]}
            for row in dropped
        ]
        db.execute(decisions.update().where(*whose).values(reason=sa.bindparam("why")), said)
    return dropped


def _close(db: sa.Connection, ctx: Context, where: sa.ColumnElement[bool], state: str, **values: Any) -> list[Any]:
    """With the item's `convener_agency_id`."""
    convener = sa.select(agenda_items.c.convener_agency_id).where(agenda_items.c.id == decisions.c.agenda_item_id)
    done = (
        decisions.update()
        .where(where, decisions.c.state == "OPEN", decisions.c.municipality_id == ctx.municipality_id)
        .values(state=state, closed_at=ctx.now, **values)
        .returning(decisions, convener.scalar_subquery().label("convener_agency_id"))
    )
    return list(db.execute(done))


def of_case(case_id: str) -> sa.ColumnElement[bool]:
    return decisions.c.case_id == case_id


def of_barred(case_id: str, agency_id: str) -> sa.ColumnElement[bool]:
    """What the 支援会議 of a case gave to an agency."""
    of_room = sa.select(agenda_items.c.id).where(agenda_items.c.case_id == case_id, agenda_items.c.type == SUPPORT)
    return sa.and_(decisions.c.owner_agency_id == agency_id, decisions.c.agenda_item_id.in_(of_room))


def of_item(item_id: str) -> sa.ColumnElement[bool]:
    return decisions.c.agenda_item_id == item_id
