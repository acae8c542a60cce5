"""Compares what a service keeps with what engine and broker know, heals what can be healed, and lists the rest.
Tells the others how far the disclosure ledger has come.

A finding is told when two sweeps in a row see it, and is gone when a sweep no longer does: what is only under way is
not told. Codes and ids only.
"""

import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import grpc
import sqlalchemy as sa
import structlog
from kafka.errors import KafkaError

from kit import broker_probe, incidents, ledger, outbox, work_items
from kit.broker_probe import Told
from kit.brokers import Brokers, events_topic
from kit.clock import Clock
from kit.engine_probe import EngineProbe, partition
from kit.incidents import Failing
from kit.metrics import Counted
from kit.transaction import EVERY_MUNICIPALITY, DatabaseUnavailable, transaction
from kit.zeebe import Worker
from kit.zeebe_messages import MESSAGE_TTL_MS

TIMER_GRACE = timedelta(hours=1)
# A repeat within this time is known to the engine by its message id, if it ever had it.
TELL_AGAIN = timedelta(milliseconds=MESSAGE_TTL_MS) - timedelta(days=1)
OLDER_ENGINE_IS_TOLD_SECONDS = 3_600.0
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
    """What a check may use. `now` is case time.

    `unknown_events`: events of this service that the broker has and its database has not.
    """

    db: sa.Connection
    now: datetime
    is_alive: Callable[[int], bool]
    unknown_events: Collection[Told] = ()
    failing: Collection[Failing] = ()


Check = Callable[[Sweep], Iterable[Finding]]


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
        brokers: Brokers,
        worker: Worker,
        checks: Iterable[Check],
        every_seconds: float,
    ) -> None:
        super().__init__(name="reconciler", daemon=True)
        self._service, self._engine, self._clock = service, engine, clock
        self._worker, self._brokers = worker, brokers
        self._probe = EngineProbe(zeebe)
        self._checks: tuple[Check, ...] = (*OF_EVERY_SERVICE, *checks)
        self._sweeps = 0
        self._seen: set[Finding] = set()
        self._found: list[Finding] = []
        self._answered: dict[int, int] = {}
        self._older: dict[Finding, float] = {}
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
        answers: dict[int, int | None] = {}

        def is_alive(instance: int) -> bool:
            if instance not in answers:
                answers[instance] = self._probe.ask(instance)
            return answers[instance] is not None

        told = list(broker_probe.tail(self._brokers, events_topic(self._service)))
        with transaction(self._engine, EVERY_MUNICIPALITY) as db:
            if not db.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(sa.func.hashtext("reconcile")))):
                return
            given = self._answered or _greatest(
                db.scalars(sa.select(sa.distinct(work_items.items.c.process_instance_key)))
            )
            failing = self._failing(db, is_alive)
            sweep = Sweep(db, self._clock.now(), is_alive, _unknown(db, told), failing)
            seen = {finding for check in self._checks for finding in check(sweep)}
            older = engines_older_than_database(answers.values(), given)
            if older:
                tell_again(sweep)
            ledger.seal(db, self._service, sweep.now)
        self._answered |= _greatest(answers.values())
        self._tell(seen, older)

    def _failing(self, db: sa.Connection, is_alive: Callable[[int], bool]) -> list[Failing]:
        """What this process met, and what is kept of others; what is done, or gone with its element, is forgotten."""
        failing = {**incidents.kept(db), **self._worker.failing()}
        over = [key for key, one in failing.items() if not is_alive(one.element_instance_key)]
        self._worker.forget(over)
        incidents.drop(db, over)
        return [one for key, one in failing.items() if key not in over]

    def _tell(self, seen: set[Finding], older: set[Finding]) -> None:
        now = time.monotonic()
        self._older = {one: until for one, until in self._older.items() if until > now}
        self._older |= dict.fromkeys(older, now + OLDER_ENGINE_IS_TOLD_SECONDS)
        found = sorted((seen & self._seen) | self._older.keys(), key=str)
        for finding in found:
            if finding not in self._found:
                log.warning("reconciler.found", **asdict(finding))
        self._found, self._seen = found, seen
        self._sweeps += 1

    def findings(self) -> list[dict[str, str | int]]:
        return [asdict(finding) for finding in self._found]

    def counts(self) -> Counted:
        codes = [finding.code for finding in self._found]
        says = "Differences between this service, engine and broker."
        found = [("tsunagi_findings", says, {"code": code}, codes.count(code)) for code in sorted(set(codes))]
        return [*found, ("tsunagi_sweeps", "Comparisons with engine and broker since the start.", {}, self._sweeps)]


def work_without_instance(sweep: Sweep) -> Iterator[Finding]:
    """An operator cancelled the instance, or the engine was restored from an older backup than the database."""
    for item in _open_work(sweep.db):
        if not sweep.is_alive(item.process_instance_key):
            yield _about("WORK_WITHOUT_INSTANCE", item)


def timers_that_did_not_fire(sweep: Sweep) -> Iterator[Finding]:
    for item in _open_work(sweep.db):
        if item.state == work_items.OPEN and item.due_at < sweep.now - TIMER_GRACE:
            yield _about("TIMER_DID_NOT_FIRE", item)


def jobs_that_fail(sweep: Sweep) -> Iterator[Finding]:
    """By a refusal, not by an outage: something that the job was given is not as its service knows it."""
    for one in sweep.failing:
        subject = f"{one.element_id}/{one.code}"
        yield Finding("JOB_FAILS", subject, one.case_id, one.case_no, one.process_instance_key)


def events_from_the_future(sweep: Sweep) -> Iterator[Finding]:
    """The database was restored from an older backup than the broker."""
    for told in sweep.unknown_events:
        yield Finding("EVENT_UNKNOWN_TO_DATABASE", told.event_id, told.case_id)


def engines_older_than_database(answers: Iterable[int | None], given: Mapping[int, int]) -> set[Finding]:
    """Keys of a partition only grow: one that is below those `given` before shows an older backup."""
    older = {partition(key) for key in answers if key is not None and key < given.get(partition(key), 0)}
    return {Finding("ENGINE_OLDER_THAN_DATABASE", f"partitions/{number}") for number in older}


def _greatest(keys: Iterable[int | None]) -> dict[int, int]:
    """By partition."""
    return {partition(key): key for key in sorted(key for key in keys if key is not None)}


OF_EVERY_SERVICE: tuple[Check, ...] = (
    work_without_instance,
    timers_that_did_not_fire,
    jobs_that_fail,
    events_from_the_future,
)


def _open_work(db: sa.Connection) -> Iterable[sa.Row[tuple[object, ...]]]:
    return db.execute(sa.select(work_items.items).where(work_items.items.c.state != work_items.CLOSED)).all()


def _about(code: str, item: sa.Row[tuple[object, ...]]) -> Finding:
    return Finding(code, f"workItems/{item.id}", item.case_id, item.case_no, item.process_instance_key)


def _unknown(db: sa.Connection, told: Collection[Told]) -> list[Told]:
    ids = [one.event_id for one in told]
    known = set(db.scalars(sa.select(outbox.outbox.c.event_id).where(outbox.outbox.c.event_id.in_(ids))))
    return [one for one in told if one.event_id and one.event_id not in known]


def republish(db: sa.Connection, event_id: str, new_event_id: str) -> None:
    """Tells the engine once more, under a new message id: the first one moved nothing."""
    columns = [column.name for column in outbox.outbox.c if column.name not in ("id", "event_id", "written_at")]
    own = sa.select(sa.literal(new_event_id), *(outbox.outbox.c[name] for name in columns)).where(
        outbox.outbox.c.event_id == event_id
    )
    db.execute(outbox.outbox.insert().from_select(["event_id", *columns], own))
    _due_again(db, outbox.outbox.c.event_id == new_event_id, {"kafka_due_at": None, "attempts": 0})


def tell_again(sweep: Sweep) -> None:
    """The messages of every case that lives, under their own ids: what the engine has had is ALREADY_EXISTS, what it
    forgot arrives. What it has no instance of any more is not begun anew.
    """
    events, items, since = outbox.outbox, work_items.items, sweep.now - TELL_AGAIN
    query = sa.select(items.c.case_id, items.c.process_instance_key).where(items.c.opened_at > since).distinct()
    alive = {row.case_id for row in sweep.db.execute(query).all() if sweep.is_alive(row.process_instance_key)}
    types = sweep.db.scalars(sa.select(events.c.event_type).where(events.c.case_id.in_(alive)).distinct())
    moving = [kind for kind in types if _moves_a_living_case(outbox.engine_message(outbox.message_class(kind)()))]
    recent = sa.and_(events.c.case_id.in_(alive), events.c.event_type.in_(moving), events.c.recorded_at > since)
    _due_again(sweep.db, recent, {})


def _moves_a_living_case(option: Any) -> bool:
    return bool(option.name) and not option.begins_case


def _due_again(db: sa.Connection, which: sa.ColumnElement[bool], also: Mapping[str, object]) -> None:
    values = {**also, "engine_due_at": sa.func.clock_timestamp()}
    db.execute(outbox.outbox.update().where(which).values(values))
    outbox.announce(db, outbox.ENGINE_DUE)
