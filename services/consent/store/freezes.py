"""Whose access to which file stopped (E12)."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from kit.context import Context
from services.consent.store.tables import access_freezes


def set_freeze(db: sa.Connection, ctx: Context, breach_id: str, case_id: str, agency_id: str, *, lifted: bool) -> None:
    """Reported and reviewed may come in any order: what was lifted stays lifted."""
    c = access_freezes.c
    values = {"municipality_id": ctx.municipality_id, "case_id": case_id, "agency_id": agency_id}
    statement = insert(access_freezes).values(breach_id=breach_id, lifted=lifted, **values)
    either = sa.or_(c.lifted, statement.excluded.lifted)
    db.execute(statement.on_conflict_do_update(index_elements=[c.breach_id], set_={"lifted": either}))


def frozen(db: sa.Connection, ctx: Context, case_ids: Collection[str]) -> set[tuple[str, str]]:
    """(case, agency), in one statement."""
    c = access_freezes.c
    where = (c.municipality_id == ctx.municipality_id, c.case_id.in_(case_ids), ~c.lifted)
    return {(row.case_id, row.agency_id) for row in db.execute(sa.select(c.case_id, c.agency_id).where(*where))}
