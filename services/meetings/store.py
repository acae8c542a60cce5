"""Meetings' tables and its only SQL. A query for a reader names the reader's agency: nobody sees another item."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from kit.context import Context
from kit.database import new_metadata
from kit.errors import NotFound
from services.meetings.domain import CHAIRS

metadata = new_metadata()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _moment(name: str, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


agenda_items = sa.Table(
    "agenda_items",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    _text("municipality_id"),
    sa.Column("case_id", sa.Text, nullable=False, index=True),
    _text("case_no"),
    _text("person_id"),
    _text("type"),
    _text("meeting_reason"),
    _text("convening_basis"),
    _text("plan_version_id"),
    _text("convener_agency_id"),
    _text("supporter_agency_id"),
    _text("state"),
    _text("sitting_id"),
    _text("decision"),
    _text("minutes"),
    sa.Column("attending", ARRAY(sa.Text), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    _moment("proposed_at"),
    _moment("held_at", nullable=True),
    _moment("approved_at", nullable=True),
)
members = sa.Table(
    "members",
    metadata,
    sa.Column("agenda_item_id", sa.Text, sa.ForeignKey("agenda_items.id"), primary_key=True),
    sa.Column("agency_id", sa.Text, primary_key=True),
    _text("municipality_id"),
    _text("role"),
    sa.Column("copy_number", sa.Integer, nullable=False),
    _moment("pledged_at", nullable=True),
)
facts = sa.Table(
    "facts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    _text("municipality_id"),
    sa.Column("agenda_item_id", sa.Text, sa.ForeignKey("agenda_items.id"), nullable=False, index=True),
    _text("source_agency_id"),
    _text("text"),
    _moment("created_at"),
)
sittings = sa.Table(
    "sittings",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    _text("municipality_id"),
    _text("type"),
    _text("place"),
    _moment("held_at"),
)
decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    _text("municipality_id"),
    sa.Column("agenda_item_id", sa.Text, sa.ForeignKey("agenda_items.id"), nullable=False, index=True),
    _text("code"),
    _text("owner_agency_id"),
    _text("state"),
    _moment("due_at"),
)
case_directory = sa.Table(
    "case_directory",
    metadata,
    sa.Column("case_id", sa.Text, primary_key=True),
    _text("municipality_id"),
    _text("case_no"),
    _text("coordinator_agency_id"),
    _text("state"),
    comment="A replica of intake's CaseOpened and CaseClosed, for lists only; nothing is decided from it.",
)
CLOSED_STATES = ("CONCLUDED", "MINUTES_APPROVED", "CANCELLED")


def add(db: sa.Connection, ctx: Context, table: sa.Table, **values: Any) -> None:
    db.execute(table.insert().values(municipality_id=ctx.municipality_id, **values))


def change_item(db: sa.Connection, ctx: Context, item: Any, **values: Any) -> None:
    where = (agenda_items.c.id == item.id, agenda_items.c.municipality_id == ctx.municipality_id)
    db.execute(agenda_items.update().where(*where).values(revision=agenda_items.c.revision + 1, **values))


def lock_item(db: sa.Connection, ctx: Context, item_id: str) -> Any:
    query = sa.select(agenda_items).where(
        agenda_items.c.id == item_id, agenda_items.c.municipality_id == ctx.municipality_id
    )
    row = db.execute(query.with_for_update()).first()
    if row is None:
        raise NotFound
    return row


def _own(ctx: Context) -> sa.ColumnElement[bool]:
    """What the actor may know of: as a member's agency; at the convening agency only as coordinator or chair."""
    called = sa.select(members.c.agenda_item_id).where(members.c.agency_id == ctx.actor.agency_id)
    convenes = agenda_items.c.convener_agency_id == ctx.actor.agency_id
    if ctx.actor.roles & CHAIRS:
        return sa.or_(convenes, agenda_items.c.id.in_(called))
    return sa.and_(sa.not_(convenes), agenda_items.c.id.in_(called))


def readable_items(
    db: sa.Connection, ctx: Context, item_id: str = "", case_id: str = "", after: str = "", size: int = 1
) -> list[Any]:
    """Items that the actor may know of, and nothing of any other."""
    query = sa.select(agenda_items).where(
        agenda_items.c.municipality_id == ctx.municipality_id, agenda_items.c.id > after, _own(ctx)
    )
    if item_id:
        query = query.where(agenda_items.c.id == item_id)
    if case_id:
        query = query.where(agenda_items.c.case_id == case_id)
    return list(db.execute(query.order_by(agenda_items.c.id).limit(size)))


def members_of(db: sa.Connection, item_id: str) -> list[Any]:
    return list(db.execute(sa.select(members).where(members.c.agenda_item_id == item_id).order_by(members.c.agency_id)))


def set_pledge(db: sa.Connection, item_id: str, agency_id: str, at: datetime) -> None:
    where = (members.c.agenda_item_id == item_id, members.c.agency_id == agency_id, members.c.pledged_at.is_(None))
    db.execute(members.update().where(*where).values(pledged_at=at))


def remove_members(db: sa.Connection, item_id: str, agency_ids: Sequence[str]) -> None:
    where = (members.c.agenda_item_id == item_id, members.c.agency_id.in_(agency_ids))
    db.execute(members.delete().where(*where))


def clear_members(db: sa.Connection, item_id: str) -> None:
    db.execute(members.delete().where(members.c.agenda_item_id == item_id))


def facts_of(db: sa.Connection, item_id: str) -> list[Any]:
    return list(db.execute(sa.select(facts).where(facts.c.agenda_item_id == item_id).order_by(facts.c.id)))


def decisions_of(db: sa.Connection, item_id: str) -> list[Any]:
    return list(db.execute(sa.select(decisions).where(decisions.c.agenda_item_id == item_id).order_by(decisions.c.id)))


def owned_decision(db: sa.Connection, ctx: Context, decision_id: str) -> Any:
    query = sa.select(decisions).where(
        decisions.c.id == decision_id,
        decisions.c.municipality_id == ctx.municipality_id,
        decisions.c.owner_agency_id == ctx.actor.agency_id,
    )
    row = db.execute(query.with_for_update()).first()
    if row is None:
        raise NotFound
    return row


def finish_decision(db: sa.Connection, decision_id: str) -> None:
    db.execute(decisions.update().where(decisions.c.id == decision_id).values(state="DONE"))


def sitting(db: sa.Connection, ctx: Context, sitting_id: str) -> Any | None:
    where = (sittings.c.id == sitting_id, sittings.c.municipality_id == ctx.municipality_id)
    return db.execute(sa.select(sittings).where(*where)).first()


def readable_items_at(db: sa.Connection, ctx: Context, sitting_id: str) -> list[str]:
    query = sa.select(agenda_items.c.id).where(
        agenda_items.c.municipality_id == ctx.municipality_id, agenda_items.c.sitting_id == sitting_id, _own(ctx)
    )
    return list(db.scalars(query.order_by(agenda_items.c.id)))


def open_items(db: sa.Connection, ctx: Context, case_id: str, person_id: str | None = None) -> list[Any]:
    """Open items of a case, locked: all (None), one person's, or ("") the 重層的支援会議 of its household's plan."""
    query = sa.select(agenda_items).where(
        agenda_items.c.municipality_id == ctx.municipality_id,
        agenda_items.c.case_id == case_id,
        agenda_items.c.state.not_in(CLOSED_STATES),
    )
    if person_id is not None:
        query = query.where(agenda_items.c.person_id == person_id)
    if person_id == "":
        query = query.where(agenda_items.c.type == "MULTI")
    return list(db.execute(query.order_by(agenda_items.c.id).with_for_update()))


def liaison_was_held(db: sa.Connection, ctx: Context, case_id: str) -> bool:
    held = sa.exists().where(
        agenda_items.c.municipality_id == ctx.municipality_id,
        agenda_items.c.case_id == case_id,
        agenda_items.c.type == "LIAISON",
        agenda_items.c.state.in_(("CONCLUDED", "MINUTES_APPROVED")),
    )
    return db.scalar(sa.select(held)) or False


def remember_case(db: sa.Connection, ctx: Context, case_id: str, **values: str) -> None:
    row = {"case_id": case_id, "municipality_id": ctx.municipality_id, **values}
    statement = insert(case_directory).values(row)
    db.execute(statement.on_conflict_do_nothing())


def close_remembered(db: sa.Connection, ctx: Context, case_id: str) -> None:
    row = {"case_id": case_id, "municipality_id": ctx.municipality_id, "case_no": "", "coordinator_agency_id": ""}
    statement = insert(case_directory).values({**row, "state": "CLOSED"})
    db.execute(statement.on_conflict_do_update(index_elements=[case_directory.c.case_id], set_={"state": "CLOSED"}))


def counts(db: sa.Connection, ctx: Context, start: datetime, end: datetime) -> Sequence[Any]:
    """(type, decision, how many) of items held in the period."""
    return db.execute(
        sa.select(agenda_items.c.type, agenda_items.c.decision, sa.func.count().label("total"))
        .where(
            agenda_items.c.municipality_id == ctx.municipality_id,
            agenda_items.c.held_at >= start,
            agenda_items.c.held_at < end,
        )
        .group_by(agenda_items.c.type, agenda_items.c.decision)
    ).all()
