"""Sittings (開催): place, time and attendance; the items stand on their own."""

from typing import Any

import sqlalchemy as sa

from kit.context import Context
from services.meetings.store.tables import sittings


def sitting(db: sa.Connection, ctx: Context, sitting_id: str, *, lock: bool = False) -> Any | None:
    where = (sittings.c.id == sitting_id, sittings.c.municipality_id == ctx.municipality_id)
    query = sa.select(sittings).where(*where)
    return db.execute(query.with_for_update() if lock else query).first()


def change(db: sa.Connection, sitting_id: str, **values: Any) -> None:
    db.execute(sittings.update().where(sittings.c.id == sitting_id).values(**values))


def count_reschedule(db: sa.Connection, sitting_id: str, **values: Any) -> None:
    change(db, sitting_id, reschedule_count=sittings.c.reschedule_count + 1, **values)
