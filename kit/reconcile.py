"""Compares what a service keeps with what engine and broker know, heals what can be healed, and lists the rest.

A finding is told when two sweeps in a row see it, and is gone when a sweep no longer does: what is only under way is
not told. Codes and ids only.
"""

import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

import grpc
import sqlalchemy as sa
import structlog
from kafka.errors import KafkaError

from kit import broker_probe, outbox, work_items
from kit.broker_probe import Told
from kit.clock import Clock
from kit.engine_probe import EngineProbe
from kit.metrics import Counted
from kit.transaction import EVERY_MUNICIPALITY, DatabaseUnavailable, transaction
from kit.zeebe import Failing, Worker
from kit.zeebe_messages import MESSAGE_TTL_MS

TIMER_GRACE = timedelta(hours=1)
# A repeat within this time is known to the engine by its message id, if it ever had it.
TELL_AGAIN = timedelta(milliseconds=MESSAGE_TTL_MS) - timedelta(days=1)
WAIT, REMEMBERED = "Wait_", 1_000
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
    """What a check may use. `now` is case time; `where`: as EngineProbe.where.

    `unknown_events`: events of this service that the broker has and its database has not. `before`: what the last
    sweep found; what is found again may be healed.
    """

    db: sa.Connection
    now: datetime
    where: Callable[[int], str | None]
    sights: "Sights" = field(default_factory=lambda: Sights())
    unknown_events: Collection[Told] = ()
    failing: Collection[Failing] = ()
    before: Collection["Finding"] = ()

    def is_alive(self, instance: int) -> bool:
        return self.where(instance) is not None


Check = Callable[[Sweep], Iterable[Finding]]


class Sights:
    """Which wait follows the element that opens the work for it, as seen in the engine since this process runs."""

    def __init__(self) -> None:
        self._waits: dict[str, Counter[str]] = {}
        self._remembered = False
        self.items: set[str] = set()

    def remember(self, db: sa.Connection) -> None:
        """The newest closed work, once after a start: the engine may have been restored while nobody looked."""
        if not self._remembered:
            newest = sa.select(work_items.items.c.id).where(work_items.items.c.state == work_items.CLOSED)
            self.items |= set(db.scalars(newest.order_by(work_items.items.c.opened_at.desc()).limit(REMEMBERED)))
            self._remembered = True

    def see(self, item_id: str, opener: str, place: str) -> None:
        if item_id not in self.items:
            self.items.add(item_id)
            self._waits.setdefault(opener, Counter())[place] += 1

    def wait_of(self, opener: str) -> str:
        """Empty while none was seen. One instance that an operator moved does not outvote the others."""
        seen = self._waits.get(opener)
        return seen.most_common(1)[0][0] if seen else ""


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
        worker: Worker,
        checks: Iterable[Check],
        every_seconds: float,
    ) -> None:
        super().__init__(name="reconciler", daemon=True)
        self._service, self._engine, self._clock = service, engine, clock
        self._worker, self._brokers = worker, brokers
        self._probe = EngineProbe(zeebe, lambda: worker.definition_key)
        self._checks: tuple[Check, ...] = (*OF_EVERY_SERVICE, *checks)
        self._sights, self._sweeps = Sights(), 0
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
        places: dict[int, str | None] = {}

        def where(instance: int) -> str | None:
            if instance not in places:
                places[instance] = self._probe.where(instance)
            return places[instance]

        told = list(broker_probe.tail(self._brokers, f"tsunagi.{self._service}.events.v1"))
        with transaction(self._engine, EVERY_MUNICIPALITY) as db:
            if not db.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(sa.func.hashtext("reconcile")))):
                return
            failing = self._worker.failing()
            sweep = Sweep(db, self._clock.now(), where, self._sights, _unknown(db, told), failing.values(), self._seen)
            seen = {finding for check in self._checks for finding in check(sweep)}
            self._worker.forget(key for key, one in failing.items() if not sweep.is_alive(one.process_instance_key))
        for finding in sorted(seen & self._seen - set(self._found), key=str):
            log.warning("reconciler.found", **asdict(finding))
        self._found = sorted(seen & self._seen, key=str)
        self._seen = seen
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


def waits_that_moved(sweep: Sweep) -> Iterator[Finding]:
    """An operator moved the token from the wait of this work to another one, or migrated it to one of another id."""
    for item in _open_work(sweep.db):
        place = sweep.where(item.process_instance_key) or ""
        if place.startswith(WAIT):
            sweep.sights.see(item.id, item.element_id, place)
            if sweep.sights.wait_of(item.element_id) != place:
                yield _about("WAIT_MOVED", item)


def messages_that_moved_nothing(sweep: Sweep) -> Iterator[Finding]:
    """The work is done, and its wait still waits. Healed, if the engine forgot the message: it is told again."""
    sweep.sights.remember(sweep.db)
    items = work_items.items
    query = sa.select(items).where(items.c.id.in_(sweep.sights.items), items.c.state == work_items.CLOSED)
    waiting = {(item.process_instance_key, item.element_id) for item in _open_work(sweep.db)}
    for item in sweep.db.execute(query).all():
        place = sweep.where(item.process_instance_key)
        if place is None:
            sweep.sights.items.discard(item.id)
        elif place and place == sweep.sights.wait_of(item.element_id):
            found = _about("MESSAGE_MOVED_NOTHING", item)
            if (item.process_instance_key, item.element_id) not in waiting:
                if found in sweep.before:
                    tell_again(sweep.db, item.case_id)
                yield found


def timers_that_did_not_fire(sweep: Sweep) -> Iterator[Finding]:
    for item in _open_work(sweep.db):
        if item.state == work_items.OPEN and item.due_at < sweep.now - TIMER_GRACE:
            yield _about("TIMER_DID_NOT_FIRE", item)


def jobs_that_fail(sweep: Sweep) -> Iterator[Finding]:
    """By a refusal, not by an outage: something that the job was given is not as its service knows it."""
    for one in sweep.failing:
        if sweep.is_alive(one.process_instance_key):
            subject = f"{one.element_id}/{one.code}"
            yield Finding("JOB_FAILS", subject, one.case_id, one.case_no, one.process_instance_key)


def events_from_the_future(sweep: Sweep) -> Iterator[Finding]:
    """The database was restored from an older backup than the broker."""
    for told in sweep.unknown_events:
        yield Finding("EVENT_UNKNOWN_TO_DATABASE", told.event_id, told.case_id)


OF_EVERY_SERVICE: tuple[Check, ...] = (
    work_without_instance,
    waits_that_moved,
    messages_that_moved_nothing,
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


def tell_again(db: sa.Connection, case_id: str) -> None:
    """Every message of the case under its own id: what the engine has had is ALREADY_EXISTS, what it forgot arrives."""
    events = outbox.outbox
    types = db.scalars(sa.select(events.c.event_type).where(events.c.case_id == case_id).distinct())
    moving = [kind for kind in types if outbox.engine_message(outbox.message_class(kind)()).name]
    recent = events.c.written_at > sa.func.clock_timestamp() - TELL_AGAIN
    _due_again(db, sa.and_(events.c.case_id == case_id, events.c.event_type.in_(moving), recent), {})


def _due_again(db: sa.Connection, which: sa.ColumnElement[bool], also: Mapping[str, object]) -> None:
    values = {**also, "engine_due_at": sa.func.clock_timestamp()}
    db.execute(outbox.outbox.update().where(which).values(values))
    db.info[outbox.RECORDED] = True
