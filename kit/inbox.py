"""Idempotent inbox: what a job or an event did is remembered under its business key, in the transaction that did it.

A poison event is parked with its reason, and later events of the same case behind it; other cases go on.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from kit.row_security import municipality_column

_metadata = sa.MetaData()
inbox = sa.Table(
    "inbox",
    _metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    municipality_column(primary_key=True),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    comment="source: a task type, or the name of an event stream; key: the business key within it.",
)
parked = sa.Table(
    "parked",
    _metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("event_id", sa.Text, nullable=False, unique=True),
    sa.Column("event_type", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False, index=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("traceparent", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
)
tables = (inbox, parked)

BEHIND_ANOTHER = "BEHIND_ANOTHER"
EVENTS = "events"
# Built once: building them would cost as much as asking.
_CLAIM = insert(inbox).on_conflict_do_nothing().returning(inbox.c.key)
# SQLAlchemy compiles what has ON CONFLICT anew each time; as text it is kept.
_CLAIM_EVENT = sa.text(
    """INSERT INTO inbox (source, key, result, at)
    SELECT 'events', :event_id, '', :at WHERE NOT EXISTS (SELECT FROM parked WHERE case_id = :case_id)
    ON CONFLICT DO NOTHING RETURNING key"""
).bindparams(sa.bindparam("event_id", type_=sa.Text), sa.bindparam("at", type_=inbox.c.at.type))
_FINISH = inbox.update().where(inbox.c.source == sa.bindparam("of_source"), inbox.c.key == sa.bindparam("of_key"))


@dataclass(frozen=True)
class Delivered:
    """An event as it came from the broker, before anybody understood it."""

    event_id: str
    event_type: str
    case_id: str
    municipality_id: str
    body: bytes
    traceparent: str


def claim(db: sa.Connection, source: str, key: str, at: datetime) -> dict[str, Any] | None:
    """None when this is the first time (the row is now ours until the transaction ends), else the stored result.

    A second worker with the same key waits here for the first one's commit.
    """
    first = db.execute(_CLAIM, {"source": source, "key": key, "result": "", "at": at}).first()
    if first is not None:
        return None
    stored = db.scalar(sa.select(inbox.c.result).where(inbox.c.source == source, inbox.c.key == key))
    result: dict[str, Any] = json.loads(stored or "{}")
    return result


def claim_event(db: sa.Connection, event_id: str, case_id: str, at: datetime) -> bool:
    """Whether the event is ours to apply: neither applied before, nor is one of its case parked.

    One statement, because it is most of what an event costs.
    """
    return db.execute(_CLAIM_EVENT, {"event_id": event_id, "case_id": case_id, "at": at}).first() is not None


def is_applied(db: sa.Connection, event_id: str) -> bool:
    return db.scalar(sa.select(sa.exists().where(inbox.c.source == EVENTS, inbox.c.key == event_id))) or False


def finish(db: sa.Connection, source: str, key: str, result: Mapping[str, Any]) -> None:
    """Keeps what the first execution answered, so that a repeat answers the same; nothing need be kept of nothing."""
    if not result:
        return
    db.execute(_FINISH, {"of_source": source, "of_key": key, "result": json.dumps(dict(result))})


def has_parked(db: sa.Connection, case_id: str) -> bool:
    return db.scalar(sa.select(sa.exists().where(parked.c.case_id == case_id))) or False


def hold_parked(db: sa.Connection, case_id: str) -> None:
    """Until the transaction ends, nobody else parks or takes back an event of this case."""
    db.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(f"parked:{case_id}"))))


def park(db: sa.Connection, delivered: Delivered, reason: str, at: datetime) -> bool:
    """Answers False when it was parked already."""
    values = {**vars(delivered), "reason": reason, "at": at}
    statement = insert(parked).values(values)
    row = db.execute(statement.on_conflict_do_nothing().returning(parked.c.id)).first()
    return row is not None


def list_parked(db: sa.Connection, case_id: str | None = None) -> list[tuple[int, str, Delivered]]:
    """(row id, reason, event), oldest first."""
    query = sa.select(parked).order_by(parked.c.id)
    if case_id is not None:
        query = query.where(parked.c.case_id == case_id)
    return [
        (
            row.id,
            row.reason,
            Delivered(**{name: getattr(row, name) for name in Delivered.__dataclass_fields__}),
        )
        for row in db.execute(query)
    ]


def unpark(db: sa.Connection, row_id: int) -> None:
    db.execute(parked.delete().where(parked.c.id == row_id))


def counts(db: sa.Connection, _now: datetime) -> list[tuple[str, str, Mapping[str, str], float]]:
    count = db.scalar(sa.select(sa.func.count()).select_from(parked)) or 0
    return [("tsunagi_parked_events", "Events that could not be applied, and those behind them.", {}, count)]
