"""One row by its id, always within the caller's municipality; absent and foreign are the same answer."""

from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound


def get(db: sa.Connection, ctx: Context, table: sa.Table, row_id: str) -> Any:
    return _one(db, _by_id(ctx, table, row_id))


def lock(db: sa.Connection, ctx: Context, table: sa.Table, row_id: str) -> Any:
    """The row, ours until the transaction ends: events of one case keep their order."""
    return _one(db, _by_id(ctx, table, row_id).with_for_update())


def find(db: sa.Connection, ctx: Context, table: sa.Table, row_id: str) -> Any | None:
    return db.execute(_by_id(ctx, table, row_id)).first()


def insert(db: sa.Connection, ctx: Context, table: sa.Table, **values: Any) -> None:
    db.execute(table.insert().values(municipality_id=ctx.municipality_id, **values))


def change(db: sa.Connection, ctx: Context, table: sa.Table, row_id: str, **values: Any) -> None:
    where = (table.c.id == row_id, table.c.municipality_id == ctx.municipality_id)
    db.execute(table.update().where(*where).values(**values))


def _by_id(ctx: Context, table: sa.Table, row_id: str) -> sa.Select[Any]:
    return sa.select(table).where(table.c.id == row_id, table.c.municipality_id == ctx.municipality_id)


def _one(db: sa.Connection, query: sa.Select[Any]) -> Any:
    row = db.execute(query).first()
    if row is None:
        raise NotFound
    return row
