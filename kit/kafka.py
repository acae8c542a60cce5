"""Kafka: the outbox's first sink, and the consumer that feeds the inbox.

CloudEvents 1.0 in binary mode, protobuf bodies.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import structlog
from google.protobuf.message import DecodeError, Message
from kafka import KafkaConsumer, KafkaProducer
from kafka.errors import KafkaError, RebalanceInProgressError
from kafka.structs import MemberState, OffsetAndMetadata, TopicPartition
from opentelemetry.trace import Span, SpanKind

from kit import crash, inbox, outbox, telemetry
from kit.brokers import Brokers, dead_letters_topic, events_topic
from kit.clock import Clock
from kit.context import Context, service_actor
from kit.errors import DomainError, code_of, is_outage
from kit.lag import Lag
from kit.peers import Peers
from kit.transaction import EVERY_MUNICIPALITY, transaction

MAX_ATTEMPTS = 5
POLL_MS = 500
# What a killed service had not told the broker yet comes again, and has no second effect.
TELL_OFFSETS_SECONDS, LAST_TELL_MS = 0.5, 2_000
JOIN_SECONDS = 30.0
FINAL = (DecodeError, DomainError, LookupError)  # trying again would fail again
CONTENT_TYPE = "application/protobuf"
PARTITION, OFFSET = "messaging.destination.partition.id", "messaging.kafka.offset"
log = structlog.get_logger()


@dataclass(frozen=True)
class Delivery:
    """One event for a subscriber: `event` is the parsed message, `db` the transaction that also holds the inbox row."""

    ctx: Context
    db: sa.Connection
    peers: Peers
    event: Any
    event_id: str
    case_id: str


Subscriber = Callable[[Delivery], None]


def headers(row: outbox.Row, traceparent: str) -> list[tuple[str, bytes]]:
    """CloudEvents attributes; never personal data. `traceparent`: of the span that sends it."""
    service = row.topic.split(".")[1]
    attributes = {
        "ce_specversion": "1.0",
        "ce_id": row.event_id,
        "ce_type": row.event_type,
        "ce_source": f"/tsunagi/{service}",
        "ce_subject": row.case_id,
        "ce_time": row.occurred_at.isoformat(),
        "ce_municipality": row.municipality_id,
        "ce_traceparent": traceparent,
        "content-type": CONTENT_TYPE,
    }
    return [(name, value.encode()) for name, value in attributes.items()]


class KafkaSink:
    """Sends each case's events one after the other, and different cases side by side."""

    column = outbox.KAFKA_DUE

    def __init__(self, brokers: Brokers) -> None:
        self._brokers = brokers
        self._producer: KafkaProducer | None = None

    def send(self, rows: Sequence[outbox.Row]) -> set[int]:
        taken: set[int] = set()
        for turn in outbox.turns(rows, taken):
            taken |= self._send_side_by_side(turn)
        return taken

    def _send_side_by_side(self, rows: Sequence[outbox.Row]) -> set[int]:
        try:
            producer = self._connect()
            pending = [self._send(producer, row) for row in rows]
        except KafkaError as error:
            self._start_over(error)
            return set()
        acknowledged = set()
        for row, span, future in pending:
            try:
                sent = future.get(timeout=15)
                telemetry.end(span, {PARTITION: str(sent.partition), OFFSET: sent.offset})
                crash.at("after-kafka-ack", row.event_type)
                acknowledged.add(row.id)
            except KafkaError as error:
                telemetry.end(span, {"error.type": type(error).__name__})
                self._start_over(error)
        return acknowledged

    def _send(self, producer: KafkaProducer, row: outbox.Row) -> tuple[outbox.Row, Span, Any]:
        attributes = {
            **telemetry.messaging("kafka", "send", row.topic, row.event_id),
            "case.id": row.case_id,
            **telemetry.ids_of(row.message()),
        }
        span = telemetry.begin(row.traceparent, f"send {row.topic}", SpanKind.PRODUCER, attributes)
        try:
            told = headers(row, telemetry.traceparent(span))
            return row, span, producer.send(row.topic, key=row.case_id.encode(), value=row.body, headers=told)
        except KafkaError as error:
            telemetry.end(span, {"error.type": type(error).__name__})
            raise

    def _start_over(self, error: KafkaError) -> None:
        """A producer that lost an acknowledgement may refuse everything after: the next send makes a new one."""
        log.warning("kafka.send_failed", error=type(error).__name__)
        if self._producer is not None:
            self._producer.close(timeout=0)
            self._producer = None

    def _connect(self) -> KafkaProducer:
        if self._producer is None:
            self._producer = KafkaProducer(
                **self._brokers.options(),
                acks="all",
                enable_idempotence=True,
                linger_ms=0,
                max_block_ms=5_000,
                delivery_timeout_ms=10_000,
                request_timeout_ms=5_000,
            )
        return self._producer


class Consumer(threading.Thread):
    """Reads the topics of the events that a service subscribes to; offsets are committed after the database."""

    def __init__(
        self,
        service: str,
        brokers: Brokers,
        listens_to: Sequence[str],
        subscriptions: Mapping[str, Subscriber],
        engine: sa.Engine,
        clock: Clock,
        peers: Peers,
    ) -> None:
        super().__init__(name="consumer", daemon=True)
        self._service, self._brokers, self._subscriptions = service, brokers, subscriptions
        self._topics = [events_topic(name) for name in listens_to]
        self._engine, self._clock, self._peers = engine, clock, peers
        self._stopped = threading.Event()
        self._done: dict[TopicPartition, OffsetAndMetadata] = {}
        self.lag = 1 if self._topics else 0

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        while self._topics and not self._stopped.is_set():
            consumer = None
            try:
                consumer = KafkaConsumer(
                    *self._topics,
                    **self._brokers.options(),
                    group_id=self._service,
                    enable_auto_commit=False,
                    auto_offset_reset="earliest",
                    metadata_max_age_ms=5_000,
                    max_poll_records=100,
                    # A killed member holds up its whole group for this long.
                    session_timeout_ms=10_000,
                    heartbeat_interval_ms=3_000,
                    # One that lives and does not poll, for this long.
                    max_poll_interval_ms=60_000,
                )
                self._poll(consumer)
            except Exception as error:  # the edge: whatever it was, the group is joined anew
                log.warning("kafka.consumer_restarts", error=type(error).__name__)
            finally:
                if consumer is not None:
                    with suppress(KafkaError):
                        consumer.commit(self._own_offsets(consumer), timeout_ms=LAST_TELL_MS)
                    with suppress(KafkaError):
                        consumer.close()
            self._stopped.wait(1.0)

    def _poll(self, consumer: Any) -> None:
        """Raises RebalanceInProgressError when the group was not joined in 30 s.

        kafka-python 3.0.12 forgets a join whose poll ended between the broker's two answers, if new partitions were its
        reason: it then has none and sends no heartbeat, for ever.
        """
        lag = Lag(consumer)
        joined = told = time.monotonic()
        while not self._stopped.is_set():
            polled = consumer.poll(timeout_ms=POLL_MS)
            if consumer.group_metadata().state is MemberState.STABLE:
                joined = time.monotonic()
            elif time.monotonic() > joined + JOIN_SECONDS:
                raise RebalanceInProgressError
            if polled:  # Taking them may last for as long as a part is away.
                self.lag = lag.now() + sum(map(len, polled.values()))
            for partition, records in polled.items():
                for record in records:
                    if not self._take(record):
                        return
                    self._done[partition] = OffsetAndMetadata(record.offset + 1, "", -1)
            if self._done and time.monotonic() > told + TELL_OFFSETS_SECONDS:
                consumer.commit_async(self._own_offsets(consumer))
                told = time.monotonic()
            self.lag = lag.now()

    def _own_offsets(self, consumer: Any) -> dict[TopicPartition, OffsetAndMetadata]:
        """Of what is dealt with and not told; a partition that went to another replica is that one's to tell."""
        done, self._done = self._done, {}
        return {one: offset for one, offset in done.items() if one in consumer.assignment()}

    def _take(self, record: Any) -> bool:
        """True when the record is dealt with (applied, parked or not ours)."""
        attributes = {name: value.decode() for name, value in record.headers or ()}
        delivered = inbox.Delivered(
            event_id=attributes.get("ce_id", f"{record.topic}:{record.partition}:{record.offset}"),
            event_type=attributes.get("ce_type", ""),
            case_id=(record.key or b"").decode(errors="replace"),
            municipality_id=attributes.get("ce_municipality", ""),
            body=record.value or b"",
            traceparent=attributes.get("ce_traceparent", ""),
        )
        attempt = 0
        while not self._stopped.is_set():
            attempt += 1
            try:
                self.apply(delivered, self._whence(record))
                crash.at("before-offset-commit", delivered.event_type)
                return True
            except Exception as error:  # an event that cannot be applied must not stop the other cases: it is parked
                log.warning("inbox.event_failed", event_id=delivered.event_id, error=type(error).__name__)
                if not is_outage(error) and (isinstance(error, FINAL) or attempt >= MAX_ATTEMPTS):
                    self._park(delivered, code_of(error))
                    return True
            self._stopped.wait(min(10.0, 0.2 * 2**attempt))
        return False

    def _whence(self, record: Any) -> telemetry.Attributes:
        return {"messaging.destination.name": record.topic, PARTITION: str(record.partition), OFFSET: record.offset}

    def apply(
        self, delivered: inbox.Delivered, whence: telemetry.Attributes | None = None, *, redriven: bool = False
    ) -> None:
        """Inbox row and effect in one transaction; a repeat changes nothing. Raises what the subscriber raises."""
        subscriber = self._subscriptions.get(delivered.event_type)
        if subscriber is None and delivered.event_type:
            return
        now = self._clock.now()
        attributes: dict[str, str | int] = {
            **telemetry.messaging("kafka", "process", "", delivered.event_id),
            "messaging.consumer.group.name": self._service,
            "case.id": delivered.case_id,
            **(whence or {}),
        }
        name = f"process {attributes['messaging.destination.name'] or 'parked'}"
        with (
            telemetry.span(name, delivered.traceparent, attributes) as traceparent,
            transaction(self._engine, delivered.municipality_id) as db,
        ):
            if redriven:
                if inbox.claim(db, inbox.EVENTS, delivered.event_id, now) is not None:
                    return
            elif not inbox.claim_event(db, delivered.event_id, delivered.case_id, now):
                inbox.hold_parked(db, delivered.case_id)
                if inbox.is_applied(db, delivered.event_id):
                    return
                # The last one may have been taken back meanwhile.
                if inbox.has_parked(db, delivered.case_id):
                    self._park_in(db, delivered, inbox.BEHIND_ANOTHER)
                    return
                if inbox.claim(db, inbox.EVENTS, delivered.event_id, now) is not None:
                    return
            message: Message = outbox.message_class(delivered.event_type).FromString(delivered.body)
            telemetry.note(telemetry.ids_of(message))
            actor = service_actor(self._service)
            ctx = Context(actor, "PROCESS", now, delivered.municipality_id, traceparent)
            assert subscriber is not None
            subscriber(Delivery(ctx, db, self._peers, message, delivered.event_id, delivered.case_id))
            crash.at("before-commit", delivered.event_type)
        crash.at("after-commit", delivered.event_type)

    def _park(self, delivered: inbox.Delivered, reason: str) -> None:
        with transaction(self._engine, EVERY_MUNICIPALITY) as db:
            self._park_in(db, delivered, reason)

    def _park_in(self, db: sa.Connection, delivered: inbox.Delivered, reason: str) -> None:
        from pb.tsunagi.work.v1 import work_pb2

        now = self._clock.now()
        if inbox.park(db, delivered, reason, now):
            announcement = work_pb2.EventParked(
                event_id=delivered.event_id,
                event_type=delivered.event_type,
                consumer=self._service,
                reason=reason,
            )
            ctx = Context(service_actor(self._service), "PROCESS", now, delivered.municipality_id)
            outbox.record_message(db, ctx, announcement, delivered.case_id, dead_letters_topic(self._service))

    def redrive(self, case_id: str | None = None) -> int:
        """Applies parked events in their order; a case stops at its first failure. Answers how many were applied.

        Those that came behind them meanwhile are applied, too.
        """
        stuck, total = set[str](), 0
        while applied := self._redrive_once(case_id, stuck):
            total += applied
        return total

    def _redrive_once(self, case_id: str | None, stuck: set[str]) -> int:
        with transaction(self._engine, EVERY_MUNICIPALITY) as db:
            waiting = inbox.list_parked(db, case_id)
        applied = 0
        for row_id, _reason, delivered in waiting:
            if delivered.case_id in stuck:
                continue
            try:
                self.apply(delivered, redriven=True)
            except Exception as error:  # as above: whatever it is, it stops its own case only
                log.warning("inbox.redrive_failed", event_id=delivered.event_id, error=type(error).__name__)
                stuck.add(delivered.case_id)
                continue
            with transaction(self._engine, EVERY_MUNICIPALITY) as db:
                inbox.hold_parked(db, delivered.case_id)
                inbox.unpark(db, row_id)
            applied += 1
        return applied
