"""What can be counted about a running service, for Prometheus: labels are codes and agency ids, never case or person.

Ages of work are case time; ages of the machinery are wall time.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

import sqlalchemy as sa
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from kit.clock import Clock
from kit.transaction import EVERY_MUNICIPALITY, DatabaseUnavailable, transaction

Counted = Iterable[tuple[str, str, Mapping[str, str], float]]
"""(metric, what it says, labels, value)."""
Count = Callable[[sa.Connection, datetime], Counted]
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """One service's numbers; `counts` are asked at each scrape, in one transaction."""

    def __init__(self, engine: sa.Engine, clock: Clock, counts: Iterable[Count]) -> None:
        self._engine, self._clock, self._counts = engine, clock, tuple(counts)
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self)
        self._jobs = Histogram(
            "tsunagi_job_duration_seconds",
            "Time in a job, by task type and outcome.",
            ("type", "outcome"),
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._machinery: list[Callable[[], Counted]] = []

    def watch(self, machinery: Callable[[], Counted]) -> None:
        """Numbers that need no database."""
        self._machinery.append(machinery)

    def job(self, kind: str, outcome: str, began: float) -> None:
        """`began`: time.monotonic() at the start; outcome: COMPLETED or a code."""
        self._jobs.labels(kind, outcome).observe(time.monotonic() - began)

    def page(self) -> bytes:
        """The Prometheus text format."""
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        counted = [one for machinery in self._machinery for one in machinery()]
        try:
            with transaction(self._engine, EVERY_MUNICIPALITY) as db:
                now = self._clock.now()
                counted += [one for count in self._counts for one in count(db, now)]
            counted.append(("tsunagi_database_up", "1 while PostgreSQL answers.", {}, 1))
        except DatabaseUnavailable:
            counted.append(("tsunagi_database_up", "1 while PostgreSQL answers.", {}, 0))
        yield from _families(counted)


def _families(counted: Counted) -> Iterable[Metric]:
    families: dict[str, GaugeMetricFamily] = {}
    for name, says, labels, value in counted:
        family = families.setdefault(name, GaugeMetricFamily(name, says, labels=tuple(labels)))
        family.add_metric(tuple(labels.values()), value)
    return families.values()


def polls(poll_ages: Mapping[str, float]) -> Counted:
    says = "Wall time since the engine last answered a poll for the task type."
    return [("tsunagi_job_poll_age_seconds", says, {"type": kind}, age) for kind, age in poll_ages.items()]


def gauge(name: str, says: str, value: float) -> Counted:
    return [(name, says, {}, value)]
