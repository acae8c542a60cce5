"""Figures of latency: from the commit in one service to the effect in another / Kafka alone and one commit.

The effect is an agency's item in intake's inbox. It is told to stop use (`GrantEnded` of consent), which any rate of
calls can bring about; a role is offered to it (`RoleOffered` of plans) by the very same function.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import sqlalchemy as sa
from kafka import KafkaProducer

from bench.callers import WINDOW, Callers
from bench.figure import Figure, in_turn, of_rounds, percentile
from bench.stage import REPO, Stage
from bench.waiting import until
from kit.ids import new_id

RAW_TOPIC = "bench.raw"
RAW_TABLE = "bench_raw"
SHARE_OF_MAXIMUM = 0.5
AT_ONCE = 8
AGENCIES = tuple(f"W-{number:02}" for number in range(1, 11))
BODY = bytes(150)
_ENDED = sa.text("SELECT case_id || agency_id, extract(epoch FROM pg_xact_commit_timestamp(xmin)) FROM withdrawals")
_TOLD = sa.text(
    "SELECT case_id || agency_id, extract(epoch FROM pg_xact_commit_timestamp(xmin)) FROM incoming"
    " WHERE kind = 'GRANT_ENDED'"
)
_TAKEN = sa.text(f"SELECT id, extract(epoch FROM pg_xact_commit_timestamp(xmin)) FROM {RAW_TABLE}")  # noqa: S608


@dataclass(frozen=True)
class _Grant:
    case_id: str
    person_id: str
    agency_id: str


def handoff_beside_kafka(stage: Stage) -> Iterator[Figure]:
    """Milliseconds at half of the highest rate, on a fixed schedule: a call that is late is not called less."""
    with _Raw(stage) as raw:
        handoffs = _Handoffs(stage)
        handoffs.prepare()
        rate = SHARE_OF_MAXIMUM * handoffs.highest_rate()
        count = max(stage.sizes.handoffs, 10)
        raw.milliseconds(10, rate)
        taken = list(
            in_turn(
                stage.sizes.rounds,
                lambda: handoffs.milliseconds(count, rate),
                lambda: raw.milliseconds(count, rate),
            )
        )
        handoffs.close()
    for share, label, goal in ((0.5, "p50", 2.5), (0.99, "p99", 4.0)):
        both = [(percentile(a, share), percentile(b, share)) for a, b in taken]
        note = f"last round: {both[-1][0]:.1f} and {both[-1][1]:.1f} ms at {rate:.0f} a second"
        yield of_rounds(
            f"handoff to the other service / Kafka and a commit, {label}",
            (a / b for a, b in both),
            goal,
            at_most=True,
            note=note,
        )


def _on_schedule(count: int, rate: float, act: Callable[[int], None]) -> None:
    """Open loop: each act begins at its time, however long those before it take."""
    with ThreadPoolExecutor(AT_ONCE * 4) as pool:
        began, acts = time.monotonic(), []
        for number in range(count):
            time.sleep(max(0.0, began + number / rate - time.monotonic()))
            acts.append(pool.submit(act, number))
        for one in acts:
            one.result()


class _Handoffs:
    """Grants of many agencies, ended one by one."""

    def __init__(self, stage: Stage) -> None:
        self._sizes, self._callers = stage.sizes, Callers(stage.stack)
        self._consent, self._intake = stage.admin("consent"), stage.admin("intake")
        self._grants: list[_Grant] = []

    def close(self) -> None:
        self._callers.close()
        self._consent.dispose()
        self._intake.dispose()

    def prepare(self) -> None:
        """Enough grants for the search of the highest rate and for every round."""
        needed = self._sizes.handoffs * (self._sizes.rounds + 1)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = list(pool.map(lambda _: self._granted(), range(-(-needed // len(AGENCIES)))))
        self._grants = [grants[index] for index in range(len(AGENCIES)) for grants in found]

    def _granted(self) -> list[_Grant]:
        registered = self._callers.register()
        self._callers.grant(registered, *AGENCIES)
        person_id = registered.persons[0].person_id
        return [_Grant(registered.case_id, person_id, agency_id) for agency_id in AGENCIES]

    def highest_rate(self) -> float:
        """Handoffs a second from call to effect, as many at once as the callers can."""
        grants = self._take(self._sizes.handoffs)
        began = time.monotonic()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(self._end, grants))
        self._latencies(grants)
        return len(grants) / (time.monotonic() - began)

    def milliseconds(self, count: int, rate: float) -> list[float]:
        """From commit to commit, one for each handoff."""
        grants = self._take(count)
        _on_schedule(count, rate, lambda number: self._end(grants[number]))
        return self._latencies(grants)

    def _take(self, count: int) -> list[_Grant]:
        taken, self._grants = self._grants[:count], self._grants[count:]
        return taken

    def _end(self, grant: _Grant) -> None:
        self._callers.call("ConsentService.WithdrawConsent", WINDOW, "CONSENT", **vars(grant))

    def _latencies(self, grants: list[_Grant]) -> list[float]:
        keys = {grant.case_id + grant.agency_id for grant in grants}
        until(lambda: keys <= _times(self._intake, _TOLD).keys())
        ended, told = _times(self._consent, _ENDED), _times(self._intake, _TOLD)
        return [1000 * (told[key] - ended[key]) for key in keys]


class _Raw:
    """A producer here, a consumer that commits one row in a process of its own (bench/raw_consumer.py)."""

    def __init__(self, stage: Stage) -> None:
        self._stack = stage.stack
        self._database = stage.admin("")
        self._producer = KafkaProducer(**self._stack.kafka.options(), acks="all", linger_ms=0)

    def __enter__(self) -> "_Raw":
        with self._database.connect() as db:
            db.execute(sa.text(f"CREATE TABLE {RAW_TABLE} (id text PRIMARY KEY)"))
        self._producer.send(RAW_TOPIC, key=b"first", value=BODY).get(timeout=60)
        url = sa.make_url(self._stack.admin_database_url()).set(drivername="postgresql")
        address = url.render_as_string(hide_password=False)
        brokers = self._stack.kafka
        login = [brokers.addresses, brokers.username, str(brokers.password_file)]
        argv = [sys.executable, "-m", "bench.raw_consumer", *login, address]
        self._consumer = subprocess.Popen(argv, stdin=subprocess.PIPE, cwd=REPO)
        until(lambda: "first" in _times(self._database, _TAKEN))
        return self

    def __exit__(self, *_: object) -> None:
        self._consumer.communicate()
        self._producer.close()
        self._database.dispose()

    def milliseconds(self, count: int, rate: float) -> list[float]:
        """From the call of the producer to the consumer's commit, one for each message."""
        keys = [new_id() for _ in range(count)]
        sent: dict[str, float] = {}

        def send(number: int) -> None:
            sent[keys[number]] = time.time()
            self._producer.send(RAW_TOPIC, key=keys[number].encode(), value=BODY).get(timeout=60)

        _on_schedule(count, rate, send)
        until(lambda: set(keys) <= _times(self._database, _TAKEN).keys())
        taken = _times(self._database, _TAKEN)
        return [1000 * (taken[key] - sent[key]) for key in keys]


def _times(database: sa.Engine, query: sa.TextClause) -> dict[str, float]:
    with database.connect() as db:
        return {key: float(at) for key, at in db.execute(query)}
