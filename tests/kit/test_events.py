"""Outbox and inbox on a real PostgreSQL and a real Kafka."""

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from kafka import KafkaConsumer, KafkaProducer
from kafka.structs import TopicPartition

from kit import inbox, kafka, outbox
from kit.clock import Clock
from kit.context import Context, service_actor
from kit.database import create_engine
from kit.errors import DomainError
from kit.ids import new_id
from kit.peers import Peers
from kit.transaction import errand
from pb.tsunagi.intake.v1 import events_pb2 as intake_pb2
from pb.tsunagi.work.v1 import work_pb2
from tests.waiting import eventually
from tsunagi.stack import Stack

CLOSED = "tsunagi.work.v1.WorkItemClosed"


def ctx() -> Context:
    return Context(service_actor("kit"), "TEST", datetime.now(UTC), "28216")


def record(db: sa.Connection, topic: str, case_id: str, name: str) -> str:
    event = work_pb2.WorkItemClosed(name=name, case_id=case_id, case_no="R8-00001-8")
    return outbox.record_message(db, ctx(), event, case_id, topic)


@pytest.fixture
def service(kit_database: sa.Engine) -> Iterator[str]:
    """A service name of its own, so that topics and consumer groups are fresh. Nothing stays parked for other files."""
    empty(kit_database)
    yield f"kit{new_id().lower()}"
    empty(kit_database)


def empty(database: sa.Engine) -> None:
    with database.begin() as db:
        db.execute(sa.text("TRUNCATE outbox, inbox, parked"))


def read(stack: Stack, topic: str, count: int) -> list[tuple[str, dict[str, str], bytes]]:
    consumer = KafkaConsumer(topic, **stack.kafka.options(), auto_offset_reset="earliest", enable_auto_commit=False)
    found: list[tuple[str, dict[str, str], bytes]] = []

    def enough() -> bool:
        for records in consumer.poll(timeout_ms=200).values():
            for one in records:
                headers = {name: value.decode() for name, value in one.headers}
                found.append((one.key.decode(), headers, one.value))
        return len(found) >= count

    eventually(enough)
    consumer.close()
    return found


@pytest.mark.plan("C-04", "C-19")
def test_an_event_reaches_kafka_as_a_binary_cloudevent(
    still_stack: Stack, kit_database: sa.Engine, service: str
) -> None:
    topic = f"tsunagi.{service}.events.v1"
    with kit_database.begin() as db:
        event_id = record(db, topic, "case-1", "workItems/1")
    sink = kafka.KafkaSink(still_stack.kafka)
    with errand(kit_database) as db:
        eventually(lambda: outbox.drain_once(db, sink))
    ((key, headers, body),) = read(still_stack, topic, 1)
    assert key == "case-1"
    assert headers["ce_id"] == event_id
    assert headers["ce_type"] == CLOSED
    assert headers["ce_source"] == f"/tsunagi/{service}", "whose event it is, also where all services have such events"
    assert headers["ce_specversion"] == "1.0"
    assert headers["content-type"] == "application/protobuf"
    assert work_pb2.WorkItemClosed.FromString(body).name == "workItems/1"


def test_nothing_is_published_of_a_transaction_that_was_rolled_back(kit_database: sa.Engine, service: str) -> None:
    with kit_database.connect() as db, db.begin() as transaction:
        record(db, f"tsunagi.{service}.events.v1", "case-1", "workItems/1")
        transaction.rollback()
    with kit_database.begin() as db:
        assert outbox.unsent(db) == 0


class Refusing:
    """A sink that refuses one case for as long as it is told to; what it takes it keeps in order."""

    column = "kafka_due_at"

    def __init__(self, refused: str) -> None:
        self.refused, self.taken = refused, list[str]()

    def send(self, rows: Sequence[outbox.Row]) -> set[int]:
        took, blocked = set[int](), set[str]()
        for row in rows:
            if row.case_id == self.refused or row.case_id in blocked:
                blocked.add(row.case_id)
                continue
            took.add(row.id)
            self.taken.append(work_pb2.WorkItemClosed.FromString(row.body).name)
        return took


def test_a_case_that_cannot_be_sent_waits_in_order_and_the_others_go_on(kit_database: sa.Engine, service: str) -> None:
    topic = f"tsunagi.{service}.events.v1"
    with kit_database.begin() as db:
        for number in range(6):
            record(db, topic, f"case-{number % 2}", f"workItems/{number}")
    sink = Refusing("case-1")
    with errand(kit_database) as db:
        while outbox.drain_once(db, sink):
            pass
    assert sink.taken == ["workItems/0", "workItems/2", "workItems/4"]
    sink.refused = ""
    with errand(kit_database) as db:
        eventually(lambda: outbox.drain_once(db, sink) or len(sink.taken) == 6)
    assert sink.taken[3:] == ["workItems/1", "workItems/3", "workItems/5"]


def test_two_relays_of_one_sink_never_work_at_the_same_time(kit_database: sa.Engine, service: str) -> None:
    working, most, lock = 0, 0, threading.Lock()

    class Watching(Refusing):
        def send(self, rows: Sequence[outbox.Row]) -> set[int]:
            nonlocal working, most
            with lock:
                working += 1
                most = max(most, working)
            try:
                return super().send(rows)
            finally:
                with lock:
                    working -= 1

    sinks = [Watching(""), Watching("")]
    relays = [outbox.Relay(kit_database, sink, threading.Event()) for sink in sinks]
    for relay in relays:
        relay.start()
    names = [f"workItems/{number}" for number in range(50)]
    for name in names:
        with kit_database.begin() as db:
            record(db, f"tsunagi.{service}.events.v1", "case-1", name)
    eventually(lambda: len(sinks[0].taken) + len(sinks[1].taken) == 50)
    for relay in relays:
        relay.stop()
        relay.join(10)
    assert names in (sinks[0].taken, sinks[1].taken)
    assert most == 1


def test_a_transaction_wakes_the_relays_of_the_sinks_that_its_events_are_due_to_and_no_other(
    still_stack: Stack, kit_database: sa.Engine, service: str
) -> None:
    wakes = {outbox.KAFKA_DUE: threading.Event(), outbox.ENGINE_DUE: threading.Event()}
    url = kit_database.url.render_as_string(hide_password=False)
    engine = create_engine(url, service, still_stack.keyring("intake"), wakes)

    def woken() -> set[str]:
        found = {column for column, wake in wakes.items() if wake.is_set()}
        for wake in wakes.values():
            wake.clear()
        return found

    with engine.begin() as db:
        db.execute(sa.select(1))
    assert woken() == set()
    with engine.begin() as db:
        record(db, f"tsunagi.{service}.events.v1", "case-1", "workItems/1")
    assert woken() == {outbox.KAFKA_DUE}
    with engine.begin() as db:
        moves = intake_pb2.ConsultationReceived(case_id="case-1")
        outbox.record_message(db, ctx(), moves, "case-1", f"tsunagi.{service}.events.v1")
    assert woken() == {outbox.KAFKA_DUE, outbox.ENGINE_DUE}
    engine.dispose()


class Poisoned(DomainError):
    code = "POISONED"


class Applied:
    """What a subscriber did, and whether it refuses now."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.poison = ""
        self.before: kafka.Subscriber = lambda _delivery: None

    def __call__(self, delivery: kafka.Delivery) -> None:
        self.before(delivery)
        if delivery.event.name == self.poison:
            raise Poisoned
        self.names.append(delivery.event.name)


@pytest.fixture
def consumer(still_stack: Stack, kit_database: sa.Engine, service: str) -> Iterator[tuple[kafka.Consumer, Applied]]:
    applied = Applied()
    peers = Peers({}, None)  # type: ignore[arg-type]  # the subscriber asks nobody
    running = kafka.Consumer(
        service, still_stack.kafka, (service,), {CLOSED: applied}, kit_database, Clock(None), peers
    )
    yield running, applied
    running.stop()
    if running.ident is not None:
        running.join(20)


Send = Callable[..., None]


@pytest.fixture
def send(still_stack: Stack, service: str) -> Iterator[Send]:
    producer = KafkaProducer(**still_stack.kafka.options(), acks="all")

    def _send(case_id: str, name: str, event_id: str | None = None, body: bytes | None = None) -> None:
        headers = [
            ("ce_id", (event_id or new_id()).encode()),
            ("ce_type", CLOSED.encode()),
            ("ce_municipality", b"28216"),
        ]
        event = work_pb2.WorkItemClosed(name=name, case_id=case_id)
        value = event.SerializeToString() if body is None else body
        producer.send(f"tsunagi.{service}.events.v1", key=case_id.encode(), value=value, headers=headers).get(20)

    yield _send
    producer.close()


def test_a_join_that_the_library_forgets_is_begun_anew(
    consumer: tuple[kafka.Consumer, Applied], send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The topic comes after the group; polls so short end between the two answers of most joins, of the first member
    here: those after it have polls as in production.
    """
    monkeypatch.setattr(kafka, "JOIN_SECONDS", 3.0)
    running, applied = consumer
    lengths, as_in_production = iter([1]), kafka.POLL_MS
    poll = running._poll

    def first_polls_are_short(member: object) -> None:
        monkeypatch.setattr(kafka, "POLL_MS", next(lengths, as_in_production))
        poll(member)

    monkeypatch.setattr(running, "_poll", first_polls_are_short)
    running.start()
    eventually(lambda: kafka.POLL_MS == 1)
    send("case-1", "workItems/1")
    eventually(lambda: applied.names == ["workItems/1"], seconds=60)


@pytest.mark.plan("C-04")
def test_an_event_delivered_three_times_has_one_effect(consumer: tuple[kafka.Consumer, Applied], send: Send) -> None:
    running, applied = consumer
    event_id = new_id()
    for _ in range(3):
        send("case-1", "workItems/1", event_id)
    send("case-1", "workItems/2")
    running.start()
    eventually(lambda: len(applied.names) >= 2)
    assert applied.names == ["workItems/1", "workItems/2"]


def test_what_a_consumer_is_about_to_take_is_not_said_to_be_taken(
    consumer: tuple[kafka.Consumer, Applied], send: Send
) -> None:
    running, applied = consumer
    begun, may_end = threading.Event(), threading.Event()

    def slow(_delivery: kafka.Delivery) -> None:
        begun.set()
        assert may_end.wait(60)

    applied.before = slow
    for number in range(3):
        send("case-1", f"workItems/{number}")
    running.start()
    assert begun.wait(60)
    assert running.lag == 3
    may_end.set()
    eventually(lambda: running.lag == 0)
    assert len(applied.names) == 3


def test_a_consumer_that_stops_tells_the_broker_how_far_it_came(
    still_stack: Stack, consumer: tuple[kafka.Consumer, Applied], send: Send, service: str
) -> None:
    running, applied = consumer
    for number in range(3):
        send("case-1", f"workItems/{number}")
    running.start()
    eventually(lambda: len(applied.names) == 3)
    running.stop()
    running.join(20)
    reader = KafkaConsumer(**still_stack.kafka.options(), group_id=service, enable_auto_commit=False)
    partitions = [TopicPartition(f"tsunagi.{service}.events.v1", number) for number in partitions_of(reader, service)]
    assert sum(reader.committed(one) or 0 for one in partitions) == 3
    reader.close()


def partitions_of(reader: KafkaConsumer, service: str) -> set[int]:
    found: set[int] = reader.partitions_for_topic(f"tsunagi.{service}.events.v1")
    return found


def parked(database: sa.Engine) -> list[tuple[str, str]]:
    with database.begin() as db:
        return [(one.case_id, reason) for _row, reason, one in inbox.list_parked(db)]


def test_a_poison_event_is_parked_with_its_case_and_redriven_in_order(
    consumer: tuple[kafka.Consumer, Applied], send: Send, kit_database: sa.Engine
) -> None:
    running, applied = consumer
    applied.poison = "workItems/1"
    for name in ("workItems/1", "workItems/2"):
        send("case-1", name)
    send("case-2", "workItems/3")
    send("case-3", "", body=b"\xff\xff\xff")
    running.start()
    expected = [("case-1", "POISONED"), ("case-1", "BEHIND_ANOTHER"), ("case-3", "DecodeError")]
    eventually(lambda: sorted(parked(kit_database)) == sorted(expected) and applied.names == ["workItems/3"])
    assert running.redrive("case-1") == 0
    applied.poison = ""
    assert running.redrive("case-1") == 2
    assert applied.names == ["workItems/3", "workItems/1", "workItems/2"]
    assert parked(kit_database) == [("case-3", "DecodeError")]


def test_an_applied_event_that_comes_again_is_not_parked_behind_a_later_one_of_its_case(
    consumer: tuple[kafka.Consumer, Applied], send: Send, kit_database: sa.Engine
) -> None:
    running, applied = consumer
    applied.poison, first = "workItems/2", new_id()
    send("case-1", "workItems/1", first)
    send("case-1", "workItems/2")
    send("case-1", "workItems/1", first)
    send("case-2", "workItems/3")
    running.start()
    eventually(lambda: len(parked(kit_database)) == 1 and len(applied.names) == 2)
    send("case-1", "workItems/4")
    eventually(lambda: ("case-1", "BEHIND_ANOTHER") in parked(kit_database))
    assert parked(kit_database) == [("case-1", "POISONED"), ("case-1", "BEHIND_ANOTHER")]


def test_a_parked_event_is_announced_on_the_dead_letter_topic(
    consumer: tuple[kafka.Consumer, Applied], send: Send, kit_database: sa.Engine
) -> None:
    running, applied = consumer
    applied.poison = "workItems/1"
    send("case-1", "workItems/1")
    running.start()
    eventually(lambda: parked(kit_database))
    with kit_database.begin() as db:
        row = db.execute(sa.select(outbox.outbox.c.topic, outbox.outbox.c.body)).one()
    assert row.topic.endswith(".dead-letters.v1")
    assert work_pb2.EventParked.FromString(row.body).reason == "POISONED"
