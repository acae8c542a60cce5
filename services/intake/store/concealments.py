"""Concealed addresses: which rows of persons are covered by which measure."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from services.intake.store.same import rows_of
from services.intake.store.tables import concealments, consultations, persons

m = concealments.c
p = persons.c


def of_person(db: sa.Connection, ctx: Context, person_id: str) -> Any | None:
    """The measure that covers this row of a person, locked; None when it was released or never was."""
    where = (m.municipality_id == ctx.municipality_id, m.person_ids.any(person_id), m.released_at.is_(None))
    return db.execute(sa.select(concealments).where(*where).with_for_update()).first()


def of_keeper(db: sa.Connection, ctx: Context, keeper: str) -> list[Any]:
    """Whose end is nearest first."""
    where = (m.municipality_id == ctx.municipality_id, m.keepers.any(keeper), m.released_at.is_(None))
    return list(db.execute(sa.select(concealments).where(*where).order_by(m.ends_at, m.id)))


def covered(db: sa.Connection, ctx: Context, person_ids: Sequence[str]) -> set[str]:
    """Which of these rows a measure covers already: each is covered by one."""
    where = (m.municipality_id == ctx.municipality_id, m.person_ids.overlap(person_ids), m.released_at.is_(None))
    return {person_id for found in db.scalars(sa.select(m.person_ids).where(*where)) for person_id in found}


def is_open(db: sa.Connection, ctx: Context, person_id: str) -> bool:
    """Whether this person is known, and no address of theirs is concealed."""
    where = (p.municipality_id == ctx.municipality_id, p.id == person_id, ~p.concealed)
    return db.scalar(sa.select(sa.exists().where(*where))) or False


def of_any(db: sa.Connection, ctx: Context, person_ids: Sequence[str]) -> Any | None:
    """As `of_person`, of the first measure that covers one of these rows."""
    where = (m.municipality_id == ctx.municipality_id, m.person_ids.overlap(person_ids), m.released_at.is_(None))
    return db.execute(sa.select(concealments).where(*where).order_by(m.id).limit(1).with_for_update()).first()


def same_person(db: sa.Connection, ctx: Context, person_ids: Sequence[str]) -> list[Any]:
    """Every row, in whatever file, of the person whose rows these are."""
    same = rows_of(ctx, p.id.in_(person_ids))
    is_same = p.id.in_(sa.select(same.c.id))
    return list(db.execute(sa.select(persons).where(p.municipality_id == ctx.municipality_id, is_same)))


def with_joined(db: sa.Connection, ctx: Context, case_ids: Sequence[str]) -> list[str]:
    """These files, and those whose consultations joined their cases."""
    c = consultations.c
    where = (c.municipality_id == ctx.municipality_id, c.joined_case_id.in_(case_ids))
    return sorted({*case_ids, *db.scalars(sa.select(c.case_id).where(*where))})


def concealed_among(
    db: sa.Connection, ctx: Context, ids: Sequence[str], match_keys: Sequence[str], case_id: str
) -> list[Any]:
    """Concealed rows of these persons, and of the members of this file."""
    known = sa.or_(p.id.in_(ids), p.match_key.in_(match_keys), p.case_id == case_id)
    return list(db.execute(sa.select(persons).where(p.municipality_id == ctx.municipality_id, p.concealed, known)))


def cover(db: sa.Connection, ctx: Context, rows: Sequence[tuple[str, str]]) -> None:
    """`rows`: (row that is covered, new row of the same person)."""
    for known, new in rows:
        where = (m.municipality_id == ctx.municipality_id, m.person_ids.any(known), m.released_at.is_(None))
        db.execute(concealments.update().where(*where).values(person_ids=sa.func.array_append(m.person_ids, new)))


def forget_keys(db: sa.Connection, ctx: Context, case_ids: Sequence[str], keys: Collection[str]) -> None:
    """These files' consultations join no household by these keys, and say no area."""
    c = consultations.c
    found = db.execute(
        sa.select(c.id, c.household_keys).where(c.municipality_id == ctx.municipality_id, c.case_id.in_(case_ids))
    ).all()
    for row in found:
        left = [key for key in row.household_keys if key not in keys]
        db.execute(consultations.update().where(c.id == row.id).values(household_keys=left, area=""))
