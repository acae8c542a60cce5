"""Agenda items, and the replica of intake's cases."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from kit.context import Context
from kit.errors import NotFound
from kit.hands import in_hands_of
from kit.sealing import sealed
from services.meetings.domain.rooms import COORDINATOR, READING_ROLES, SUPPORT
from services.meetings.store.tables import (
    CLOSED_STATES,
    DRAFTING,
    HELD_STATES,
    agenda_items,
    bars,
    case_directory,
    members,
)


def add(db: sa.Connection, ctx: Context, table: sa.Table, *rows: dict[str, Any]) -> None:
    """All rows in one statement."""
    if rows:
        db.execute(table.insert(), [{"municipality_id": ctx.municipality_id, **row} for row in rows])


def add_papers(db: sa.Connection, ctx: Context, item: Any, table: sa.Table, *rows: dict[str, Any]) -> None:
    """The same with words about an item, sealed for whom it deals with. Raises SubjectErased."""
    whole = [{"municipality_id": ctx.municipality_id, "agenda_item_id": item.id, **row} for row in rows]
    if whole:
        db.execute(table.insert(), [sealed(db, ctx, table, dealt_with(item), row) for row in whole])


def dealt_with(item: Any) -> str:
    """Under whose key the words about an item are: its person's, else the case's. A person that a member named is not
    enough: their key may be another case's."""
    return str(item.person_id or item.case_id)


def change_item(db: sa.Connection, ctx: Context, item: Any, **values: Any) -> None:
    """With words or without. Raises SubjectErased."""
    change_items(db, ctx, [item.id], **sealed(db, ctx, agenda_items, dealt_with(item), values, row=item.id))


def change_items(db: sa.Connection, ctx: Context, item_ids: Sequence[str], **values: Any) -> None:
    """Codes and dates."""
    where = (agenda_items.c.id.in_(item_ids), agenda_items.c.municipality_id == ctx.municipality_id)
    db.execute(agenda_items.update().where(*where).values(revision=agenda_items.c.revision + 1, **values))


def begin_items(db: sa.Connection, ctx: Context, attendance: Mapping[str, Sequence[str]], means: str) -> None:
    """Item id → agencies that are there; one statement for all."""
    begun = (
        agenda_items.update()
        .where(agenda_items.c.id == sa.bindparam("of_item"), agenda_items.c.municipality_id == ctx.municipality_id)
        .values(
            state="IN_SESSION",
            started_at=ctx.now,
            means=means,
            attending=sa.bindparam("there"),
            revision=agenda_items.c.revision + 1,
        )
    )
    db.execute(begun, [{"of_item": item_id, "there": sorted(there)} for item_id, there in attendance.items()])


def lock_item(db: sa.Connection, ctx: Context, item_id: str) -> Any:
    found = lock_items(db, ctx, [item_id])
    if not found:
        raise NotFound
    return found[0]


def lock_items(db: sa.Connection, ctx: Context, item_ids: Sequence[str]) -> list[Any]:
    """In the order of their ids, so that two writers cannot block each other. `in_hands`: of the actor (P-027)."""
    query = _with_hands(ctx).where(
        agenda_items.c.id.in_(item_ids), agenda_items.c.municipality_id == ctx.municipality_id
    )
    return list(db.execute(query.order_by(agenda_items.c.id).with_for_update()))


def _with_hands(ctx: Context) -> "sa.Select[Any]":
    return sa.select(agenda_items, in_hands_of(ctx, agenda_items.c.case_id).label("in_hands"))


def reads_at_convener(ctx: Context, case_id: "sa.ColumnElement[str]") -> sa.ColumnElement[bool]:
    """Whether the actor has a role that reads there; a coordinator without another one what is in their hands."""
    reading = ctx.actor.roles & READING_ROLES
    return in_hands_of(ctx, case_id) if reading == {COORDINATOR} else sa.literal(bool(reading))


def own(ctx: Context) -> sa.ColumnElement[bool]:
    """What the actor may know of: as a member's agency, of a 支援会議 unless that member is barred from those of its
    case; at the convening agency only by a role that reads there, a coordinator's for the cases in their hands.
    """
    barred = (
        sa.exists()
        .where(
            agenda_items.c.type == SUPPORT,
            bars.c.municipality_id == ctx.municipality_id,
            bars.c.case_id == agenda_items.c.case_id,
            bars.c.agency_id == members.c.agency_id,
            bars.c.individual_id.in_(("", members.c.individual_id)),
        )
        .correlate(agenda_items, members)
    )
    called = sa.select(members.c.agenda_item_id).where(members.c.agency_id == ctx.actor.agency_id, sa.not_(barred))
    convenes = agenda_items.c.convener_agency_id == ctx.actor.agency_id
    reads = reads_at_convener(ctx, agenda_items.c.case_id)
    return sa.or_(sa.and_(convenes, reads), sa.and_(sa.not_(convenes), agenda_items.c.id.in_(called)))


def readable_items(
    db: sa.Connection, ctx: Context, item_id: str = "", case_id: str = "", after: str = "", size: int = 1
) -> list[Any]:
    """Items that the actor may know of, and nothing of any other."""
    query = sa.select(agenda_items).where(
        agenda_items.c.municipality_id == ctx.municipality_id, agenda_items.c.id > after, own(ctx)
    )
    if item_id:
        query = query.where(agenda_items.c.id == item_id)
    if case_id:
        query = query.where(agenda_items.c.case_id == case_id)
    return list(db.execute(query.order_by(agenda_items.c.id).limit(size)))


def items_at(db: sa.Connection, ctx: Context, sitting_id: str) -> list[Any]:
    """Every item of a sitting, locked. `in_hands`: of the actor (P-027)."""
    query = _with_hands(ctx).where(
        agenda_items.c.municipality_id == ctx.municipality_id, agenda_items.c.sitting_id == sitting_id
    )
    return list(db.execute(query.order_by(agenda_items.c.id).with_for_update()))


def readable_items_at(db: sa.Connection, ctx: Context, sitting_id: str) -> list[Any]:
    """(id, case_id, person_id) of each."""
    query = sa.select(agenda_items.c.id, agenda_items.c.case_id, agenda_items.c.person_id).where(
        agenda_items.c.municipality_id == ctx.municipality_id, agenda_items.c.sitting_id == sitting_id, own(ctx)
    )
    return list(db.execute(query.order_by(agenda_items.c.id)))


def open_items(db: sa.Connection, ctx: Context, case_id: str, person_id: str | None = None) -> list[Any]:
    """Open items of a case, locked: all (None), one person's, or ("") the 重層的支援会議 of its household's plan."""
    return _of_process(db, ctx, case_id, person_id, agenda_items.c.state.not_in(CLOSED_STATES))


def unwritten_items(db: sa.Connection, ctx: Context, case_id: str, person_id: str | None) -> list[Any]:
    """The same of those that were dealt with and whose minutes are not approved yet."""
    return _of_process(db, ctx, case_id, person_id, agenda_items.c.state.in_(DRAFTING))


def _of_process(
    db: sa.Connection, ctx: Context, case_id: str, person_id: str | None, states: sa.ColumnElement[bool]
) -> list[Any]:
    query = sa.select(agenda_items).where(
        agenda_items.c.municipality_id == ctx.municipality_id, agenda_items.c.case_id == case_id, states
    )
    if person_id is not None:
        query = query.where(agenda_items.c.person_id == person_id)
    if person_id == "":
        query = query.where(agenda_items.c.type == "MULTI")
    return list(db.execute(query.order_by(agenda_items.c.id).with_for_update()))


def case_of(db: sa.Connection, ctx: Context, item_id: str) -> str:
    """Raises NotFound."""
    return owner_of(db, ctx, agenda_items, item_id, "case_id")


def owner_of(db: sa.Connection, ctx: Context, table: sa.Table, row_id: str, column: str) -> str:
    """The id in this column: of what the row belongs to. Raises NotFound."""
    where = (table.c.id == row_id, table.c.municipality_id == ctx.municipality_id)
    found = db.scalar(sa.select(table.c[column]).where(*where))
    if found is None:
        raise NotFound
    return str(found)


def items_of_case(db: sa.Connection, ctx: Context, case_id: str) -> list[str]:
    where = (agenda_items.c.case_id == case_id, agenda_items.c.municipality_id == ctx.municipality_id)
    return list(db.scalars(sa.select(agenda_items.c.id).where(*where)))


def liaison_was_held(db: sa.Connection, ctx: Context, case_id: str) -> bool:
    held = sa.exists().where(
        agenda_items.c.municipality_id == ctx.municipality_id,
        agenda_items.c.case_id == case_id,
        agenda_items.c.type == "LIAISON",
        agenda_items.c.state.in_(HELD_STATES),
    )
    return db.scalar(sa.select(held)) or False


def is_first_held(db: sa.Connection, ctx: Context, item: Any) -> bool:
    """Whether no other item of its sitting has been dealt with."""
    held = sa.exists().where(
        agenda_items.c.municipality_id == ctx.municipality_id,
        agenda_items.c.sitting_id == item.sitting_id,
        agenda_items.c.state.in_(HELD_STATES),
    )
    return not db.scalar(sa.select(held))


def remember_case(db: sa.Connection, ctx: Context, case_id: str, **values: str) -> None:
    row = {"case_id": case_id, "municipality_id": ctx.municipality_id, **values}
    db.execute(insert(case_directory).values(row).on_conflict_do_nothing())


def close_remembered(db: sa.Connection, ctx: Context, case_id: str) -> None:
    row = {"case_id": case_id, "municipality_id": ctx.municipality_id, "case_no": "", "coordinator_agency_id": ""}
    statement = insert(case_directory).values({**row, "state": "CLOSED"})
    db.execute(statement.on_conflict_do_update(index_elements=[case_directory.c.case_id], set_={"state": "CLOSED"}))
