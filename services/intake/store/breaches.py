"""Breaches of secrecy (E12)."""

import sqlalchemy as sa

from kit.context import Context
from services.intake.domain.breaches import STOPPED
from services.intake.store.tables import breaches


def access_stopped(db: sa.Connection, ctx: Context, case_id: str, agency_id: str) -> bool:
    c = breaches.c
    where = (c.municipality_id == ctx.municipality_id, c.case_id == case_id, c.agency_id == agency_id)
    return db.execute(sa.select(c.id).where(*where, c.state.in_(STOPPED)).limit(1)).first() is not None
