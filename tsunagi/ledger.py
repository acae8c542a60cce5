"""`tsunagi ledger verify`: the disclosure ledgers of all services against themselves and against each other.

Each chain is walked from its first row; each checkpoint that another service keeps must be a row of the chain. An
edited, deleted, inserted or reordered row breaks the chain; a tail that was cut off is missing where a checkpoint says
that it was.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from kit import ledger
from kit.ledger import Break
from kit.transaction import EVERY_MUNICIPALITY, transaction
from tsunagi import keys
from tsunagi.doctor import running_homes
from tsunagi.errors import StackError
from tsunagi.parts.postgres import Postgres
from tsunagi.ports import SERVICES

RUNBOOK = "docs/operators.md"
TAIL_CUT, CHECKPOINT_DIFFERS, HEAD_DIFFERS = "LEDGER_TAIL_CUT", "LEDGER_CHECKPOINT_DIFFERS", "LEDGER_HEAD_DIFFERS"


@dataclass(frozen=True)
class Chain:
    """One municipality's chain in one service. `witnesses`: checkpoints of it that other services keep."""

    service: str
    municipality_id: str
    length: int
    witnesses: int
    breaks: tuple[Break, ...]


@dataclass(frozen=True)
class Checkpoint:
    service: str
    municipality_id: str
    seq: int
    hash: bytes


def local_databases() -> dict[str, str]:
    """URLs of the services of the stack that runs here. Raises StackError unless there is exactly one."""
    home, ports = local_stack()
    server = Postgres(home, ports["postgres"], keys.passwords(home / "passwords.json"))
    return {service: server.url(service) for service in SERVICES}


def local_stack() -> tuple[Path, dict[str, int]]:
    """Folder and ports of the stack that runs here. Raises StackError unless there is exactly one."""
    homes = running_homes()
    if len(homes) != 1:
        raise StackError(
            "WHICH_STACK",
            "動いているスタックが一つではありません。--database サービス=URL で指定してください。",
            "Not exactly one stack runs here: name the databases with --database service=URL.",
        )
    file, ports = homes[0]
    return file.parent, ports


def report(databases: Mapping[str, str]) -> int:
    """Prints a table; 1 when a chain does not hold."""
    chains = verify(databases)
    table = Table("サービス", "自治体", "件数", "控え", "結果", title="開示の記録簿 / disclosure ledger")
    for chain in chains:
        broken = ", ".join(f"{one.code} ({one.seq})" for one in chain.breaks[:5])
        table.add_row(
            chain.service, chain.municipality_id, str(chain.length), str(chain.witnesses), broken or "つながっています"
        )
    Console().print(table)
    if not any(chain.breaks for chain in chains):
        return 0
    print(f"符号の意味とすること: {RUNBOOK}")
    return 1


def verify(databases: Mapping[str, str]) -> list[Chain]:
    """`databases`: URL by service. A chain that is gone altogether is still known by its checkpoints."""
    told = [one for url in databases.values() for one in _checkpoints(url)]
    return [chain for service, url in databases.items() for chain in _chains(service, url, told)]


def _checkpoints(url: str) -> list[Checkpoint]:
    with _opened(url) as db:
        rows = db.execute(sa.select(ledger.checkpoints)).all()
    return [Checkpoint(row.service, row.municipality_id, row.seq, bytes(row.hash)) for row in rows]


def _chains(service: str, url: str, told: list[Checkpoint]) -> Iterator[Chain]:
    own = [one for one in told if one.service == service]
    with _opened(url) as db:
        heads = {row.municipality_id: (row.seq, bytes(row.hash)) for row in db.execute(sa.select(ledger.heads))}
        known = set(db.scalars(sa.select(ledger.ledger.c.municipality_id).distinct()))
        for municipality_id in sorted(known | heads.keys() | {one.municipality_id for one in own}):
            witnesses = [one for one in own if one.municipality_id == municipality_id]
            yield _chain(db, service, municipality_id, heads.get(municipality_id, (0, b"")), witnesses)


def _chain(
    db: sa.Connection, service: str, municipality_id: str, head: tuple[int, bytes], witnesses: list[Checkpoint]
) -> Chain:
    by_seq: dict[int, set[bytes]] = {}
    for one in witnesses:
        by_seq.setdefault(one.seq, set()).add(one.hash)
    breaks: list[Break] = []
    last, length = (0, b""), 0
    for found in ledger.walk(db, municipality_id):
        if isinstance(found, Break):
            breaks.append(found)
            continue
        last, length = found, length + 1
        if by_seq.pop(last[0], {last[1]}) != {last[1]}:
            breaks.append(Break(CHECKPOINT_DIFFERS, last[0]))
    breaks += [Break(TAIL_CUT, seq) for seq in sorted(by_seq)]
    if last != head:
        breaks.append(Break(HEAD_DIFFERS, head[0]))
    return Chain(service, municipality_id, length, len(witnesses), tuple(breaks))


def _opened(url: str) -> AbstractContextManager[sa.Connection]:
    return transaction(sa.create_engine(url, poolclass=sa.pool.NullPool, hide_parameters=True), EVERY_MUNICIPALITY)
