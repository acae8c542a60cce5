"""Transactional outbox: an event is recorded in the transaction of its fact, and published after it.

Two sinks, each marked by itself: Kafka, and (where the event's proto says so) a Zeebe message. One relay per
service and sink is active at a time (advisory lock); it keeps the order per case and stops a case at its first
failure, not the others.
"""

import dataclasses
import functools
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import sqlalchemy as sa
import structlog
from google.protobuf import symbol_database
from google.protobuf.message import Message

from kit import telemetry
from kit.brokers import events_topic
from kit.context import Context
from kit.ids import new_id
from kit.transaction import DatabaseUnavailable, errand

RECORDED = "outbox.recorded"
KAFKA_DUE, ENGINE_DUE = "kafka_due_at", "engine_due_at"
BATCH = 200
SLOW_POLL_SECONDS = 1.0

CheckinListener = Callable[[object, Any], None]
log = structlog.get_logger()

_metadata = sa.MetaData()
outbox = sa.Table(
    "outbox",
    _metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("event_id", sa.Text, nullable=False, unique=True),
    sa.Column("event_type", sa.Text, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("traceparent", sa.Text, nullable=False),
    sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("kafka_due_at", sa.DateTime(timezone=True)),
    sa.Column("engine_due_at", sa.DateTime(timezone=True)),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("written_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.clock_timestamp()),
    sa.Index("ix_outbox_kafka", "id", postgresql_where=sa.text("kafka_due_at IS NOT NULL")),
    sa.Index("ix_outbox_engine", "id", postgresql_where=sa.text("engine_due_at IS NOT NULL")),
    comment="A sink's *_due_at is when it may next try (wall time); NULL when it has the event.",
)
tables = (outbox,)
_NOW = sa.func.clock_timestamp()
_GIVEN = (
    *("event_id", "event_type", "topic", "case_id", "municipality_id"),
    *("body", "traceparent", "occurred_at", "recorded_at"),
)
_FOR_ENGINE = sa.case((sa.bindparam("moves_process", type_=sa.Boolean), _NOW), else_=None)
_RECORD = outbox.insert().values(
    **{name: sa.bindparam(name) for name in _GIVEN}, kafka_due_at=_NOW, engine_due_at=_FOR_ENGINE
)


@dataclass(frozen=True)
class Row:
    """One recorded event on its way to a sink."""

    id: int
    event_id: str
    event_type: str
    topic: str
    case_id: str
    municipality_id: str
    body: bytes
    traceparent: str
    occurred_at: datetime
    attempts: int

    def message(self) -> Message:
        return message_class(self.event_type).FromString(self.body)


class Sink(Protocol):
    """Where events go. `send` answers the ids that the sink now has, in order; a missing id is tried again later."""

    column: str

    def send(self, rows: Sequence[Row]) -> set[int]: ...


def turns(rows: Sequence[Row], taken: set[int]) -> Iterator[list[Row]]:
    """What a sink may send side by side: the next row of each case, for as long as `taken` has the one before it."""
    queues: dict[str, list[Row]] = {}
    for row in rows:
        queues.setdefault(row.case_id, []).append(row)
    waiting = list(queues.values())
    while waiting:
        yield [queue[0] for queue in waiting]
        waiting = [queue[1:] for queue in waiting if queue[0].id in taken and len(queue) > 1]


def message_class(event_type: str) -> type[Message]:
    database = symbol_database.Default()
    found: type[Message] = database.GetSymbol(event_type)
    return found


def record(db: sa.Connection, ctx: Context, event: Any, occurred_at: datetime | None = None) -> str:
    """Records a domain event (a frozen dataclass with `case_id`) as its proto message of the same name; answers its id.

    The proto package is the service's: `tsunagi.<service>.v1`. Raises when they drifted apart.
    """
    return record_all(db, ctx, [event], occurred_at)[0]


def record_all(
    db: sa.Connection, ctx: Context, events: Sequence[Any], occurred_at: datetime | None = None
) -> list[str]:
    """As `record`, in their order and in one statement."""
    service = db.get_execution_options()["service"]
    messages = [(_message(service, event), str(event.case_id)) for event in events]
    return record_messages(db, ctx, messages, events_topic(service), occurred_at)


def _message(service: str, event: Any) -> Message:
    fields = {key: value for key, value in dataclasses.asdict(event).items() if value is not None}
    return message_class(f"tsunagi.{service}.v1.{type(event).__name__}")(**fields)


def record_message(
    db: sa.Connection,
    ctx: Context,
    message: Message,
    case_id: str,
    topic: str,
    occurred_at: datetime | None = None,
) -> str:
    return record_messages(db, ctx, [(message, case_id)], topic, occurred_at)[0]


def record_messages(
    db: sa.Connection,
    ctx: Context,
    messages: Sequence[tuple[Message, str]],
    topic: str,
    occurred_at: datetime | None = None,
) -> list[str]:
    """Each with its case id; answers the event ids."""
    if not messages:
        return []
    rows = [
        {
            "event_id": new_id(),
            "event_type": message.DESCRIPTOR.full_name,
            "topic": topic,
            "case_id": case_id,
            "municipality_id": ctx.municipality_id,
            "body": message.SerializeToString(deterministic=True),
            "traceparent": ctx.traceparent,
            "occurred_at": occurred_at or ctx.now,
            "recorded_at": ctx.now,
            "moves_process": bool(engine_message(message).name),
        }
        for message, case_id in messages
    ]
    db.execute(_RECORD, rows)
    telemetry.note_case(case_id for _message, case_id in messages)
    announce(db, KAFKA_DUE)
    if any(row["moves_process"] for row in rows):
        announce(db, ENGINE_DUE)
    return [str(row["event_id"]) for row in rows]


def announce(db: sa.Connection, column: str) -> None:
    """Something is due to the sink of this column: its relay is woken when the transaction is over."""
    db.info.setdefault(RECORDED, set()).add(column)


def engine_message(message: Message) -> Any:
    """The `engine_message` option of an event; empty when the event moves no process."""
    from pb.tsunagi.options.v1 import options_pb2

    options: Any = message.DESCRIPTOR.GetOptions()
    return options.Extensions[options_pb2.engine_message]


class Relay(threading.Thread):
    """Publishes what is due to one sink, forever, while it holds the sink's advisory lock."""

    def __init__(self, engine: sa.Engine, sink: Sink, wake: threading.Event) -> None:
        super().__init__(name=f"relay-{sink.column}", daemon=True)
        self._engine, self._sink, self._wake = engine, sink, wake
        self._stopped = threading.Event()

    def stop(self) -> None:
        self._stopped.set()
        self._wake.set()

    def run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._hold_lock_and_drain()
            except (DatabaseUnavailable, sa.exc.SQLAlchemyError) as error:
                log.warning("relay.database_unavailable", sink=self._sink.column, error=type(error).__name__)
            self._stopped.wait(SLOW_POLL_SECONDS)

    def _hold_lock_and_drain(self) -> None:
        """On one connection, so that whoever lost the lock can mark nothing any more."""
        with errand(self._engine) as db:
            key = sa.func.hashtext(f"relay:{self._sink.column}")
            while not db.scalar(sa.select(sa.func.pg_try_advisory_lock(key))):
                if self._stopped.wait(SLOW_POLL_SECONDS):
                    return
            while not self._stopped.is_set():
                self._wake.clear()
                # Of less than a batch nothing is left: what was committed since has set the wake.
                if drain_once(db, self._sink) < BATCH:
                    self._wake.wait(SLOW_POLL_SECONDS)


def drain_once(db: sa.Connection, sink: Sink) -> int:
    """Sends one batch; answers how many rows the sink took. Claims unsent rows, never "id greater than the last".

    `db` is an errand's: each statement is committed by itself.
    """
    rows = _due(db, sink.column)
    taken = sink.send(rows) if rows else set()
    if rows:
        _mark(db, sink.column, rows, taken)
    return len(taken)


def _due(db: sa.Connection, column: str) -> list[Row]:
    return [Row(*row) for row in db.execute(_due_query(column))]


@functools.cache
def _due_query(column: str) -> sa.Select[Any]:
    due = outbox.c[column]
    held = sa.select(outbox.c.case_id).where(due > sa.func.clock_timestamp())
    return (
        sa.select(*(outbox.c[field.name] for field in dataclasses.fields(Row)))
        .where(due.is_not(None), outbox.c.case_id.not_in(held))
        .order_by(outbox.c.id)
        .limit(BATCH)
    )


def _mark(db: sa.Connection, column: str, rows: Sequence[Row], taken: set[int]) -> None:
    if taken:
        db.execute(_taken_query(column), {"taken": list(taken)})
    blocked: set[str] = set()
    for row in rows:
        if row.id in taken or row.case_id in blocked:
            continue
        blocked.add(row.case_id)
        delay = timedelta(seconds=min(30.0, 0.1 * 2 ** min(row.attempts, 9)))
        later = sa.func.clock_timestamp() + delay
        db.execute(
            outbox.update().where(outbox.c.id == row.id).values({column: later, "attempts": outbox.c.attempts + 1})
        )


@functools.cache
def _taken_query(column: str) -> sa.Update:
    return outbox.update().where(outbox.c.id.in_(sa.bindparam("taken", expanding=True))).values({column: None})


def unsent(db: sa.Connection) -> int:
    """How many events some sink has not got yet: zero when the service is quiet."""
    waiting = sa.or_(outbox.c.kafka_due_at.is_not(None), outbox.c.engine_due_at.is_not(None))
    return db.scalar(sa.select(sa.func.count()).select_from(outbox).where(waiting)) or 0


def counts(db: sa.Connection, _now: datetime) -> Iterator[tuple[str, str, Mapping[str, str], float]]:
    for column in (KAFKA_DUE, ENGINE_DUE):
        waiting = outbox.c[column].is_not(None)
        age = sa.func.extract("epoch", sa.func.clock_timestamp() - sa.func.min(outbox.c.written_at))
        count, oldest = db.execute(sa.select(sa.func.count(), sa.func.coalesce(age, 0)).where(waiting)).one()
        labels = {"sink": column.removesuffix("_due_at")}
        yield "tsunagi_outbox_rows", "Events that a sink has not got.", labels, count
        yield "tsunagi_outbox_age_seconds", "Wall time since the oldest of them was recorded.", labels, float(oldest)
