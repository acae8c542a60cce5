"""Compares what a service keeps with what engine and broker know, heals what can be healed, and lists the rest.

A finding is told when two sweeps in a row see it, and is gone when a sweep no longer does: what is only under way is
not told. Codes and ids only.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import grpc
import sqlalchemy as sa
import structlog
from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError
from pyzeebe.proto import gateway_pb2, gateway_pb2_grpc

from kit import outbox, work_items
from kit.clock import Clock
from kit.metrics import Counted
from kit.transaction import EVERY_MUNICIPALITY, DatabaseUnavailable, transaction

TIMER_GRACE = timedelta(hours=1)
NOT_FOUND = grpc.StatusCode.NOT_FOUND
log = structlog.get_logger()


@dataclass(frozen=True)
class Finding:
    """`subject` is a resource name or an event id; `code` is explained in docs/operators.md."""

    code: str
    subject: str
    case_id: str = ""
    case_no: str = ""
    process_instance_key: int = 0


@dataclass(frozen=True)
class Sweep:
    """What a check may use. `now` is case time."""

    db: sa.Connection
    now: datetime
    is_alive: Callable[[int], bool]


Check = Callable[[Sweep], Iterable[Finding]]


class EngineProbe:
    """Whether an instance is there. The engine has no query, but it refuses to set even no variable on what is gone."""

    def __init__(self, address: str) -> None:
        self._stub = gateway_pb2_grpc.GatewayStub(grpc.insecure_channel(address))

    def is_alive(self, instance: int) -> bool:
        """Raises grpc.RpcError when the engine does not answer."""
        request = gateway_pb2.SetVariablesRequest(elementInstanceKey=instance, variables="{}", local=True)
        try:
            self._stub.SetVariables(request, timeout=10)
        except grpc.RpcError as error:
            if error.code() is NOT_FOUND:
                return False
            raise
        return True


class Reconciler(threading.Thread):
    """Sweeps for as long as the service runs; one replica at a time (advisory lock).

    A sweep calls the engine once per instance that something waits for: 10,000 of them in 300 s are 33 calls a second.
    """

    def __init__(
        self,
        service: str,
        engine: sa.Engine,
        clock: Clock,
        zeebe: str,
        brokers: str,
        checks: Iterable[Check],
        every_seconds: float,
    ) -> None:
        super().__init__(name="reconciler", daemon=True)
        self._service, self._engine, self._clock = service, engine, clock
        self._probe, self._brokers = EngineProbe(zeebe), brokers
        self._checks: tuple[Check, ...] = (work_without_instance, timers_that_did_not_fire, *checks)
        self._seen: set[Finding] = set()
        self._found: list[Finding] = []
        self._every_seconds, self._stopped = every_seconds, threading.Event()

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        while not self._stopped.wait(self._every_seconds):
            try:
                self.sweep()
            except (DatabaseUnavailable, grpc.RpcError, KafkaError) as error:
                log.warning("reconciler.cannot_compare", error=type(error).__name__)

    def sweep(self) -> None:
        """Raises DatabaseUnavailable, grpc.RpcError, KafkaError when one side does not answer: then nothing is told."""
        alive: dict[int, bool] = {}

        def is_alive(instance: int) -> bool:
            if instance not in alive:
                alive[instance] = self._probe.is_alive(instance)
            return alive[instance]

        with transaction(self._engine, EVERY_MUNICIPALITY) as db:
            if not db.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(sa.func.hashtext("reconcile")))):
                return
            sweep = Sweep(db, self._clock.now(), is_alive)
            seen = {finding for check in self._checks for finding in check(sweep)}
            seen |= set(events_from_the_future(db, self._service, self._brokers))
        for finding in sorted(seen & self._seen - set(self._found), key=str):
            log.warning("reconciler.found", **asdict(finding))
        self._found = sorted(seen & self._seen, key=str)
        self._seen = seen

    def findings(self) -> list[dict[str, str | int]]:
        return [asdict(finding) for finding in self._found]

    def counts(self) -> Counted:
        codes = [finding.code for finding in self._found]
        says = "Differences between this service, engine and broker."
        return [("tsunagi_findings", says, {"code": code}, codes.count(code)) for code in sorted(set(codes))]


def work_without_instance(sweep: Sweep) -> Iterator[Finding]:
    """An operator cancelled the instance, or the engine was restored from an older backup than the database."""
    for item in _open_work(sweep.db):
        if not sweep.is_alive(item.process_instance_key):
            yield _about("WORK_WITHOUT_INSTANCE", item)


def timers_that_did_not_fire(sweep: Sweep) -> Iterator[Finding]:
    for item in _open_work(sweep.db):
        if item.state == work_items.OPEN and item.due_at < sweep.now - TIMER_GRACE:
            yield _about("TIMER_DID_NOT_FIRE", item)


def _open_work(db: sa.Connection) -> Iterable[sa.Row[tuple[object, ...]]]:
    return db.execute(sa.select(work_items.items).where(work_items.items.c.state != work_items.CLOSED))


def _about(code: str, item: sa.Row[tuple[object, ...]]) -> Finding:
    return Finding(code, f"workItems/{item.id}", item.case_id, item.case_no, item.process_instance_key)


def events_from_the_future(db: sa.Connection, service: str, brokers: str) -> Iterator[Finding]:
    """Events of ours on the broker that our database does not know: it was restored from an older backup."""
    for event_id, case_id in _newest(brokers, f"tsunagi.{service}.events.v1"):
        known = db.scalar(sa.select(sa.exists().where(outbox.outbox.c.event_id == event_id)))
        if event_id and not known:
            yield Finding("EVENT_UNKNOWN_TO_DATABASE", event_id, case_id)


def _newest(brokers: str, topic: str) -> Iterator[tuple[str, str]]:
    """(event id, case id) of the last event of each partition."""
    consumer = KafkaConsumer(bootstrap_servers=brokers, enable_auto_commit=False, group_id=None)
    try:
        partitions = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
        ends = consumer.end_offsets(partitions) if partitions else {}
        wanted = {partition: end - 1 for partition, end in ends.items() if end > 0}
        consumer.assign(list(wanted))
        for partition, offset in wanted.items():
            consumer.seek(partition, offset)
        deadline = time.monotonic() + 10
        while wanted and time.monotonic() < deadline:
            for partition, records in consumer.poll(timeout_ms=500).items():
                wanted.pop(partition, None)
                attributes = {name: value.decode() for name, value in records[-1].headers or ()}
                yield attributes.get("ce_id", ""), (records[-1].key or b"").decode(errors="replace")
    finally:
        consumer.close()


def republish(db: sa.Connection, event_id: str, new_event_id: str) -> None:
    """Tells the engine once more, under a new message id: the first one moved nothing."""
    columns = [column.name for column in outbox.outbox.c if column.name not in ("id", "event_id", "written_at")]
    own = sa.select(sa.literal(new_event_id), *(outbox.outbox.c[name] for name in columns)).where(
        outbox.outbox.c.event_id == event_id
    )
    db.execute(outbox.outbox.insert().from_select(["event_id", *columns], own))
    db.execute(
        outbox.outbox.update()
        .where(outbox.outbox.c.event_id == new_event_id)
        .values(kafka_due_at=None, engine_due_at=sa.func.clock_timestamp(), attempts=0)
    )
    db.info[outbox.RECORDED] = True
