"""Figures of the relay: outbox to Kafka / the producer alone, and with a million events that were sent before."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from kafka import KafkaProducer

from bench.figure import Figure, in_turn, of_rounds
from bench.stage import Stage
from kit import outbox
from kit.database import create_engine, new_metadata
from kit.ids import new_id
from kit.kafka import KafkaSink, headers
from kit.transaction import errand
from pb.tsunagi.work.v1 import work_pb2

DATABASE, TOPIC = "bench_relay", "bench.relay"
EVENTS_OF_A_CASE = 4
_TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
_NOW = datetime(2026, 4, 1, tzinfo=UTC)
_SENT = sa.text(
    "INSERT INTO outbox (event_id, event_type, topic, case_id, municipality_id, body, traceparent, occurred_at,"
    " recorded_at) SELECT 'sent-' || n, 'tsunagi.work.v1.WorkItemOpened', 'bench.relay', 'case-' || n / 4, '28216',"
    " decode(repeat('00', 100), 'hex'), '', now(), now() FROM generate_series(1, :count) n"
)


def relay_beside_producer(stage: Stage) -> Iterator[Figure]:
    """Rows are read, sent in the order of their case, and marked / the same bytes, headers and client, nothing else."""
    relay = _Relay(stage)
    relay.drained()
    relay.produced()
    rates = list(in_turn(stage.sizes.rounds, relay.drained, relay.produced))
    note = f"last round: {rates[-1][0]:.0f} and {rates[-1][1]:.0f} events a second"
    yield of_rounds("relay / raw producer", (a / b for a, b in rates), 0.25, note=note)
    relay.add_sent(stage.sizes.sent_rows)
    rates = list(in_turn(stage.sizes.rounds, relay.drained, relay.produced))
    note = f"{stage.sizes.sent_rows} rows were sent before"
    yield of_rounds("relay / raw producer, many sent rows", (a / b for a, b in rates), 0.25, note=note)
    relay.close()


class _Relay:
    """kit's own relay step over a database of its own: a service's relay holds the lock of its database."""

    def __init__(self, stage: Stage) -> None:
        self._count = stage.sizes.events
        admin = stage.admin("")
        with admin.connect() as db:
            db.execute(sa.text(f"CREATE DATABASE {DATABASE}"))
        admin.dispose()
        url = sa.make_url(stage.stack.admin_database_url()).set(database=DATABASE)
        keyring = stage.stack.keyring("intake")
        self._engine = create_engine(url.render_as_string(hide_password=False), "bench", keyring)
        new_metadata().create_all(self._engine)
        self._sink = KafkaSink(stage.stack.kafka)
        self._producer = KafkaProducer(**stage.stack.kafka.options(), acks="all", enable_idempotence=True, linger_ms=0)

    def close(self) -> None:
        self._producer.close()
        self._engine.dispose()

    def drained(self) -> float:
        """Events a second through the outbox."""
        self._record()
        with errand(self._engine) as db:
            began, sent = time.monotonic(), 0
            while sent < self._count:
                sent += outbox.drain_once(db, self._sink)
            return self._count / (time.monotonic() - began)

    def produced(self) -> float:
        """Events a second through the producer alone."""
        rows = [_row(number) for number in range(self._count)]
        began = time.monotonic()
        pending = [
            self._producer.send(
                row.topic, key=row.case_id.encode(), value=row.body, headers=headers(row, row.traceparent)
            )
            for row in rows
        ]
        for one in pending:
            one.get(timeout=60)
        return self._count / (time.monotonic() - began)

    def add_sent(self, count: int) -> None:
        with self._engine.begin() as db:
            db.execute(_SENT, {"count": count})

    def _record(self) -> None:
        rows = [_row(number) for number in range(self._count)]
        with self._engine.begin() as db:
            values = [_values(row) for row in rows]
            db.execute(outbox.outbox.insert(), values)


def _row(number: int) -> outbox.Row:
    """Every case has a few events, as cases have."""
    case_id = f"case-{number // EVENTS_OF_A_CASE}"
    message = work_pb2.WorkItemOpened(
        name=f"workItems/{new_id()}",
        case_id=case_id,
        case_no="R8-00001-0",
        kind="SCREEN_CONSULTATION",
        agency_id="W-31",
        role="coordinator",
        due_at=_NOW.isoformat(),
    )
    event_type = message.DESCRIPTOR.full_name
    return outbox.Row(
        number, new_id(), event_type, TOPIC, case_id, "28216", message.SerializeToString(), _TRACE, _NOW, 0
    )


def _values(row: outbox.Row) -> dict[str, Any]:
    own = {name: value for name, value in vars(row).items() if name != "id"}
    return {**own, "recorded_at": row.occurred_at, "kafka_due_at": row.occurred_at}
