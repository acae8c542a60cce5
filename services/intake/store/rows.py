"""One row by its id, always within the caller's municipality; absent and foreign are the same answer.

What is stored is sealed for the person or the case that it is about: erasing one of them leaves nothing to read.
"""

import functools
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from kit import sealing
from kit.context import Context
from kit.errors import NotFound
from services.intake.store.columns import SUBJECT


def get(db: sa.Connection, ctx: Context, table: sa.Table, row_id: str) -> Any:
    return _required(find(db, ctx, table, row_id))


def lock(db: sa.Connection, ctx: Context, table: sa.Table, row_id: str) -> Any:
    """The row, ours until the transaction ends: events of one case keep their order."""
    return _required(find_locked(db, ctx, table, row_id))


def find_locked(db: sa.Connection, ctx: Context, table: sa.Table, row_id: str) -> Any | None:
    return db.execute(_locking(table), _key(ctx, row_id)).first()


def find(db: sa.Connection, ctx: Context, table: sa.Table, row_id: str) -> Any | None:
    return db.execute(_by_id(table), _key(ctx, row_id)).first()


def insert(db: sa.Connection, ctx: Context, table: sa.Table, **values: Any) -> None:
    insert_all(db, ctx, table, [(values.get(table.info.get(SUBJECT, "case_id"), ""), values)])


def insert_all(db: sa.Connection, ctx: Context, table: sa.Table, new: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """In one statement, each with the id of the person or case that it is about."""
    if not new:
        return
    full = [(about, {"municipality_id": ctx.municipality_id, **values}) for about, values in new]
    sealing.prepare(db, ctx, [about for about, values in full if sealing.has_content(table, values)])
    db.execute(table.insert(), [sealing.sealed(db, ctx, table, about, values) for about, values in full])


def change(db: sa.Connection, ctx: Context, table: sa.Table, row_id: str, *, about: str = "", **values: Any) -> None:
    """`about`: the person or case, where something sealed changes."""
    where = (table.c.id == row_id, table.c.municipality_id == ctx.municipality_id)
    kept = sealing.sealed(db, ctx, table, about, values, row_id) if about else values
    db.execute(table.update().where(*where).values(**kept))


def blind(db: sa.Connection, ctx: Context, key: str) -> str:
    """What somebody is found by without being readable; "" for nothing."""
    return sealing.keyring_of(db).blind(ctx.municipality_id, key) if key else ""


@functools.cache
def _by_id(table: sa.Table) -> sa.Select[Any]:
    """Built once: building it would cost as much as asking."""
    return sa.select(table).where(table.c.id == sa.bindparam("key"), table.c.municipality_id == sa.bindparam("city"))


@functools.cache
def _locking(table: sa.Table) -> sa.Select[Any]:
    return _by_id(table).with_for_update()


def _key(ctx: Context, row_id: str) -> dict[str, str]:
    return {"key": row_id, "city": ctx.municipality_id}


def _required(row: Any | None) -> Any:
    if row is None:
        raise NotFound
    return row
