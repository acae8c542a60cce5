"""Facts, issues, watch roles, dissent, concerns, breaches: what was told and written down for one item."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.hands import in_hands_of
from kit.sealing import sealed
from services.meetings.store.items import dealt_with, owner_of
from services.meetings.store.tables import (
    agenda_items,
    concerns,
    conclusions,
    dissents,
    facts,
    issues,
    lessons,
    members,
    opinions,
    watch_roles,
)

LESSONS_SHOWN = 50


def _of(db: sa.Connection, table: sa.Table, item_id: str, order: str) -> list[Any]:
    return list(db.execute(sa.select(table).where(table.c.agenda_item_id == item_id).order_by(table.c[order])))


def facts_of(db: sa.Connection, item_id: str) -> list[Any]:
    """Those that hold."""
    query = sa.select(facts).where(facts.c.agenda_item_id == item_id, facts.c.superseded_at.is_(None))
    return list(db.execute(query.order_by(facts.c.id)))


def item_of_fact(db: sa.Connection, ctx: Context, fact_id: str) -> str:
    """Raises NotFound."""
    return owner_of(db, ctx, facts, fact_id, "agenda_item_id")


def facts_named(db: sa.Connection, fact_ids: Sequence[str]) -> list[Any]:
    """Whether they hold or not."""
    return list(db.execute(sa.select(facts).where(facts.c.id.in_(fact_ids)).order_by(facts.c.id)))


def change_fact(db: sa.Connection, ctx: Context, item: Any, fact_id: str, **values: Any) -> None:
    """Raises SubjectErased."""
    whole = sealed(db, ctx, facts, dealt_with(item), values, row=fact_id)
    db.execute(facts.update().where(facts.c.id == fact_id).values(**whole))


def supersede_facts(db: sa.Connection, ctx: Context, fact_ids: Sequence[str]) -> None:
    db.execute(facts.update().where(facts.c.id.in_(fact_ids)).values(superseded_at=ctx.now))


def issues_of(db: sa.Connection, item_id: str) -> list[Any]:
    return _of(db, issues, item_id, "id")


def watch_roles_of(db: sa.Connection, item_id: str) -> list[Any]:
    return _of(db, watch_roles, item_id, "agency_id")


def dissents_of(db: sa.Connection, item_id: str) -> list[Any]:
    return _of(db, dissents, item_id, "agency_id")


def opinions_of(db: sa.Connection, item_id: str) -> list[Any]:
    return _of(db, opinions, item_id, "id")


def concerns_of(db: sa.Connection, item_id: str) -> list[Any]:
    return _of(db, concerns, item_id, "id")


def conclusions_of(db: sa.Connection, item_id: str) -> list[Any]:
    return _of(db, conclusions, item_id, "id")


def told(db: sa.Connection, item_id: str) -> tuple[frozenset[str], int]:
    """(agencies with a fact on record, how many issues)."""
    holding = (facts.c.agenda_item_id == item_id, facts.c.superseded_at.is_(None))
    sources = db.scalars(sa.select(facts.c.source_agency_id).where(*holding).distinct())
    counted = sa.select(sa.func.count()).select_from(issues).where(issues.c.agenda_item_id == item_id)
    return frozenset(sources), db.scalar(counted) or 0


def forget_dissents(db: sa.Connection, item_id: str) -> None:
    db.execute(dissents.delete().where(dissents.c.agenda_item_id == item_id))


def confirm_watch(db: sa.Connection, ctx: Context, item_id: str) -> None:
    where = (watch_roles.c.agenda_item_id == item_id, watch_roles.c.agency_id == ctx.actor.agency_id)
    db.execute(watch_roles.update().where(*where).values(confirmed_at=ctx.now))


def touched_facts(db: sa.Connection, ctx: Context, case_id: str, person_id: str, source: str) -> list[Any]:
    """Facts that rest on consent, about this person or the household with it, at items that the actor's agency
    convened, of a case in the actor's hands; with those who hold a copy of the minutes."""
    holders = (
        sa.select(sa.func.array_agg(members.c.agency_id))
        .where(
            members.c.agenda_item_id == facts.c.agenda_item_id,
            members.c.distributed_at.is_not(None),
            members.c.returned_at.is_(None),
        )
        .scalar_subquery()
    )
    query = (
        sa.select(facts, holders.label("holders"))
        .join(agenda_items, agenda_items.c.id == facts.c.agenda_item_id)
        .where(
            facts.c.municipality_id == ctx.municipality_id,
            facts.c.case_id == case_id,
            facts.c.person_id.in_((person_id, "")),
            facts.c.basis == "CONSENT",
            agenda_items.c.convener_agency_id == ctx.actor.agency_id,
            in_hands_of(ctx, facts.c.case_id),
        )
    )
    if source:
        query = query.where(facts.c.source_agency_id == source)
    return list(db.execute(query.order_by(facts.c.id)))


def lessons_with(db: sa.Connection, ctx: Context, word: str) -> list[Any]:
    query = sa.select(lessons).where(lessons.c.municipality_id == ctx.municipality_id)
    if word:
        query = query.where(sa.or_(lessons.c.theme == word, lessons.c.text.contains(word, autoescape=True)))
    return list(db.execute(query.order_by(lessons.c.id.desc()).limit(LESSONS_SHOWN)))
