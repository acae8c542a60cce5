"""Relations between persons of a file, and whom they keep away."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from services.intake.store.tables import persons, relations

r = relations.c


def of_case(db: sa.Connection, ctx: Context, case_id: str) -> list[Any]:
    where = (r.municipality_id == ctx.municipality_id, r.case_id == case_id)
    return list(db.execute(sa.select(relations).where(*where).order_by(r.id)))


def touching(
    db: sa.Connection, ctx: Context, case_ids: Collection[str], person_ids: Collection[str], readers: Collection[str]
) -> list[Any]:
    """(person_id, case_id, kept_away) of these files and persons, towards whom somebody has a relation that holds.

    The same person is recognised in every file: by id, by the row that it continues, that continues it or that
    continues the same one, by name and birth date.
    """
    known, other = persons.alias("known"), persons.alias("other")
    is_same = sa.or_(
        other.c.id == known.c.id,
        other.c.same_as == known.c.id,
        known.c.same_as == other.c.id,
        sa.and_(known.c.same_as != "", other.c.same_as == known.c.same_as),
        sa.and_(known.c.match_key != "", other.c.match_key == known.c.match_key),
    )
    query = (
        sa.select(other.c.id.label("person_id"), other.c.case_id)
        .add_columns(sa.func.bool_or(r.close_readers.overlap(readers)).label("kept_away"))
        .select_from(relations)
        .join(known, known.c.id == r.person_id)
        .join(other, sa.and_(other.c.municipality_id == r.municipality_id, is_same))
        .where(r.municipality_id == ctx.municipality_id, r.ended_at.is_(None))
        .where(sa.or_(other.c.case_id.in_(case_ids), other.c.id.in_(person_ids)))
    )
    return list(db.execute(query.group_by(other.c.id, other.c.case_id)))
