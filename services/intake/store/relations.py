"""Relations between persons of a file, and whom they keep away."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from services.intake.store.same import rows_of
from services.intake.store.tables import persons, relations

r = relations.c


def of_case(db: sa.Connection, ctx: Context, case_id: str) -> list[Any]:
    where = (r.municipality_id == ctx.municipality_id, r.case_id == case_id)
    return list(db.execute(sa.select(relations).where(*where).order_by(r.id)))


def touching(db: sa.Connection, ctx: Context, case_ids: Collection[str], person_ids: Collection[str]) -> list[Any]:
    """(person_id, case_id, close_readers) of each relation that holds towards one of these persons, or of these files.

    The same person is recognised in every file.
    """
    same = rows_of(ctx, sa.or_(persons.c.case_id.in_(case_ids), persons.c.id.in_(person_ids)))
    query = (
        sa.select(same.c.of.label("person_id"), same.c.of_case.label("case_id"), r.close_readers)
        .join(relations, r.person_id == same.c.id)
        .where(r.municipality_id == ctx.municipality_id, r.ended_at.is_(None))
    )
    return list(db.execute(query.order_by(same.c.of, r.id)))
