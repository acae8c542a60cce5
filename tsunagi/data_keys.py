"""`tsunagi keys list|rewrap`: which key-encryption keys wrap the data keys of each service, and the change to another.

Rotation: add a key to the service's file and name it `current`, rewrap, take the old one out. After an erasure this
makes an old copy of the database, wrapped keys included, unreadable for good (ADR 14).
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from kit.keyring import Keyring
from kit.sealing import data_keys
from kit.transaction import EVERY_MUNICIPALITY, transaction
from tsunagi import ledger

BATCH = 500
DESTROYED = ""
k = data_keys.c


@dataclass(frozen=True)
class Opened:
    service: str
    url: str
    keyring: Keyring


def opened(databases: Sequence[str], folder: Path | None) -> list[Opened]:
    """`databases`: service=URL; without any, those of the stack that runs here. Raises StackError, OSError."""
    urls = dict(one.split("=", 1) for one in databases) or ledger.local_databases()
    keys = folder or ledger.local_stack()[0] / "keys"
    return [Opened(service, url, Keyring(keys / f"data-{service}.json")) for service, url in urls.items()]


def report(found: Sequence[Opened]) -> None:
    table = Table("サービス", "鍵", "件数", "", title="記録を封じる鍵 / data keys")
    for one in found:
        counted = in_use(one)
        for key_id in sorted({*counted, *one.keyring.ids} - {DESTROYED}):
            current, unused = key_id == one.keyring.current, not counted[key_id]
            note = "いま使う鍵" if current else "外せます" if unused else "rewrap で替えます"
            table.add_row(one.service, key_id, str(counted[key_id]), note)
        table.add_row(one.service, "-", str(counted[DESTROYED]), "消去済み")
    Console().print(table)


def in_use(one: Opened) -> Counter[str]:
    """Data keys by the id of the key that wraps them; DESTROYED: those that are gone."""
    key_id = sa.func.split_part(k.wrapped, ":", 1)
    with _transaction(one) as db:
        rows = db.execute(sa.select(key_id, sa.func.count()).group_by(key_id)).all()
    return Counter({row[0]: row[1] for row in rows})


def rewrap(one: Opened) -> int:
    """Answers how many were wrapped anew. Raises KeyError for a key that the file no longer has."""
    total = 0
    while count := _rewrap_batch(one):
        total += count
    return total


def _rewrap_batch(one: Opened) -> int:
    current = one.keyring.current
    old = sa.select(k.municipality_id, k.subject, k.wrapped)
    old = old.where(k.wrapped != "", sa.func.split_part(k.wrapped, ":", 1) != current).limit(BATCH).with_for_update()
    with _transaction(one) as db:
        rows = db.execute(old).all()
        if rows:
            where = (k.municipality_id == sa.bindparam("city"), k.subject == sa.bindparam("whose"))
            new = data_keys.update().where(*where).values(wrapped=sa.bindparam("anew"))
            keyring = one.keyring
            db.execute(
                new,
                [
                    {
                        "city": row.municipality_id,
                        "whose": row.subject,
                        "anew": keyring.wrap(row.subject, keyring.unwrap(row.subject, row.wrapped)),
                    }
                    for row in rows
                ],
            )
    return len(rows)


def _transaction(one: Opened) -> AbstractContextManager[sa.Connection]:
    return transaction(sa.create_engine(one.url, poolclass=sa.pool.NullPool, hide_parameters=True), EVERY_MUNICIPALITY)
