"""Who is called to an item, who has pledged, and who may never be called."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from kit.context import Context
from kit.sealing import sealed
from services.meetings.domain.rooms import STANDING, SUPPORT, fiscal_year_start
from services.meetings.store.tables import agenda_items, bars, members, standing_pledges


def members_of(db: sa.Connection, item_ids: str | Sequence[str]) -> list[Any]:
    ids = [item_ids] if isinstance(item_ids, str) else item_ids
    query = sa.select(members).where(members.c.agenda_item_id.in_(ids))
    return list(db.execute(query.order_by(members.c.agenda_item_id, members.c.agency_id)))


def change_members(db: sa.Connection, item_id: str, agency_ids: Iterable[str], **values: Any) -> list[str]:
    """Answers whom it changed."""
    where = (members.c.agenda_item_id == item_id, members.c.agency_id.in_(list(agency_ids)))
    return list(db.scalars(members.update().where(*where).values(**values).returning(members.c.agency_id)))


def remove_members(db: sa.Connection, item_id: str, agency_ids: Iterable[str]) -> None:
    """They are no longer called to the item, which is locked, and read its papers no more."""
    db.execute(members.delete().where(members.c.agenda_item_id == item_id, members.c.agency_id.in_(list(agency_ids))))


def set_pledges(db: sa.Connection, item_id: str, agency_ids: Iterable[str], at: datetime, method: str) -> None:
    """The first pledge stays while it stands, but one for this item takes the place of one that ends with the year."""
    open_to = _unpledged(at)
    if method != STANDING:
        open_to = sa.or_(open_to, members.c.pledge_method == STANDING)
    where = (members.c.agenda_item_id == item_id, members.c.agency_id.in_(list(agency_ids)), open_to)
    db.execute(members.update().where(*where).values(pledged_at=at, pledge_method=method))


def _unpledged(at: datetime) -> sa.ColumnElement[bool]:
    """Never pledged, or for a fiscal year that is over."""
    over = members.c.pledged_at < fiscal_year_start(at)
    return sa.or_(members.c.pledged_at.is_(None), sa.and_(members.c.pledge_method == STANDING, over))


def pledge_for_year(db: sa.Connection, ctx: Context, fiscal_year: int) -> None:
    row = {
        "municipality_id": ctx.municipality_id,
        "agency_id": ctx.actor.agency_id,
        "fiscal_year": fiscal_year,
        "pledged_at": ctx.now,
    }
    db.execute(insert(standing_pledges).values(row).on_conflict_do_nothing())


def pledged_for_year(
    db: sa.Connection, ctx: Context, agency_ids: Iterable[str], fiscal_year: int
) -> dict[str, datetime]:
    query = sa.select(standing_pledges.c.agency_id, standing_pledges.c.pledged_at).where(
        standing_pledges.c.municipality_id == ctx.municipality_id,
        standing_pledges.c.agency_id.in_(list(agency_ids)),
        standing_pledges.c.fiscal_year == fiscal_year,
    )
    return {row.agency_id: row.pledged_at for row in db.execute(query)}


def items_awaiting_pledge(db: sa.Connection, ctx: Context) -> list[Any]:
    """Convened 支援会議 items to which the actor's agency has not pledged, locked."""
    unpledged = sa.select(members.c.agenda_item_id).where(
        members.c.agency_id == ctx.actor.agency_id, _unpledged(ctx.now)
    )
    query = sa.select(agenda_items).where(
        agenda_items.c.municipality_id == ctx.municipality_id,
        agenda_items.c.type == SUPPORT,
        agenda_items.c.state.in_(("CONVENED", "RESCHEDULED", "IN_SESSION")),
        agenda_items.c.id.in_(unpledged),
    )
    return list(db.execute(query.order_by(agenda_items.c.id).with_for_update()))


def bar(db: sa.Connection, ctx: Context, case_id: str, agency_id: str, individual_id: str, reason: str) -> None:
    who = {"case_id": case_id, "agency_id": agency_id, "individual_id": individual_id, "reason": reason}
    row = {**who, "municipality_id": ctx.municipality_id, "recorded_at": ctx.now}
    db.execute(insert(bars).values(sealed(db, ctx, bars, case_id, row)).on_conflict_do_nothing())


def barred(db: sa.Connection, ctx: Context, case_id: str) -> list[tuple[str, str]]:
    return [(agency_id, individual_id) for _case, agency_id, individual_id in barred_of_cases(db, ctx, [case_id])]


def barred_of_cases(db: sa.Connection, ctx: Context, case_ids: Iterable[str]) -> set[tuple[str, str, str]]:
    """(case, agency, individual or ""), in one statement."""
    query = sa.select(bars.c.case_id, bars.c.agency_id, bars.c.individual_id)
    found = db.execute(query.where(bars.c.case_id.in_(list(case_ids)), bars.c.municipality_id == ctx.municipality_id))
    return {(row.case_id, row.agency_id, row.individual_id) for row in found}
