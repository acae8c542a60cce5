"""Two replicas of every service: no job, event or outbox row is dealt with twice, and a case keeps its order."""

import random
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from tests.deploy.surface import services
from tests.faults.chaos import KINDS, of_cases, one_of_each, play_without_clock
from tests.faults.effects import Effects, everything, settled
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.homes import fresh, remove
from tsunagi.ports import SERVICES
from tsunagi.stack import SECOND_REPLICAS, Stack

BPMN = Path(__file__).parents[2] / "bpmn"
CASES = 12
SEED = 20261124


@pytest.fixture(scope="module")
def doubled() -> Iterator[Stack]:
    home = fresh("doubled")
    with Stack(home, records=True) as stack:
        stack.start()
        deploy_folder(BPMN, stack.zeebe_grpc, "tests", "two replicas")
        stack.start_services()
        yield stack
    remove(home)


@pytest.fixture(scope="module")
def each(doubled: Stack) -> list[Effects]:
    """Of one replica, undisturbed."""
    return one_of_each(doubled)


def play(stack: Stack, cases: int, kinds: Sequence[Path]) -> None:
    """So many cases of these kinds in turn, four at once."""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: play_without_clock(stack, kinds[number % len(kinds)]), range(cases)))


@pytest.mark.timeout(900)
def test_two_replicas_do_everything_once_and_in_the_order_of_each_case(doubled: Stack, each: list[Effects]) -> None:
    before, known = everything(doubled), {service: recorded(doubled, service).keys() for service in SERVICES}
    doubled.start_services(*SECOND_REPLICAS)
    play(doubled, CASES, KINDS[:1])
    assert not (wrong := settled(doubled, before, of_cases(each[:1], CASES))), wrong
    assert all(jobs_done(doubled, name) for name in ("intake", "intake-2")), "both replicas worked"
    # Read again while it is not so: a ledger's checkpoint may be recorded between the two looks.

    def in_order(service: str) -> bool:
        on_broker, kept = sent(doubled, service), recorded(doubled, service)
        return all(on_broker.get(case_id) == kept[case_id] for case_id in kept.keys() - known[service])

    eventually(lambda: all(map(in_order, SERVICES)), seconds=60)


def jobs_done(stack: Stack, part: str) -> int:
    return (stack.home / "logs" / f"{part}-spans.jsonl").read_text().count('"name": "process intake.')


def recorded(stack: Stack, service: str) -> dict[str, list[str]]:
    """Event ids by case, as they were recorded."""
    engine = sa.create_engine(stack.admin_database_url(service))
    found: dict[str, list[str]] = defaultdict(list)
    with engine.connect() as db:
        for row in db.execute(sa.text("SELECT case_id, event_id FROM outbox ORDER BY id")):
            found[row.case_id].append(row.event_id)
    engine.dispose()
    return dict(found)


def sent(stack: Stack, service: str) -> dict[str, list[str]]:
    """Event ids by case, in the broker's order; a repeat would be there twice."""
    found: dict[str, list[str]] = defaultdict(list)
    for record in on_the_broker(stack, service):
        found[record.key.decode()].append(event_id(record))
    return dict(found)


def event_id(record: Any) -> str:
    return str(dict(record.headers)["ce_id"].decode())


def on_the_broker(stack: Stack, service: str) -> list[Any]:
    """Every record of a service's topic, at least as many as it recorded."""
    wanted, found = sum(map(len, recorded(stack, service).values())), list[Any]()
    consumer, partitions = reader(stack, [service])
    consumer.seek_to_beginning(*partitions)

    def enough() -> bool:
        for records in consumer.poll(timeout_ms=500).values():
            found.extend(records)
        return len(found) >= wanted

    eventually(enough, seconds=60)
    consumer.close()
    return found


def reader(stack: Stack, of: Iterable[str]) -> tuple[Any, list[TopicPartition]]:
    """A consumer of these services' topics that stands at their ends already: what is sent from now on, it meets."""
    consumer = KafkaConsumer(**stack.kafka.options(), enable_auto_commit=False)
    topics = [f"tsunagi.{service}.events.v1" for service in of]
    partitions = [TopicPartition(topic, number) for topic in topics for number in consumer.partitions_for_topic(topic)]
    consumer.assign(partitions)
    consumer.seek_to_end(*partitions)
    for partition in partitions:
        assert consumer.position(partition, 30_000) is not None
    return consumer, partitions


class Repeating(threading.Thread):
    """Sends events that come by once or twice more, those of all cases mixed, until it is told to stop."""

    def __init__(self, stack: Stack) -> None:
        super().__init__(name="repeating", daemon=True)
        self._consumer, _partitions = reader(stack, SERVICES)
        self._producer = KafkaProducer(**stack.kafka.options())
        self._over = threading.Event()
        self.sent = 0

    def __enter__(self) -> "Repeating":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join(60)

    def run(self) -> None:
        dice, seen = random.Random(SEED), set[str]()
        while not self._over.is_set():
            new = [record for records in self._consumer.poll(timeout_ms=500).values() for record in records]
            first = {event: record for record in new if (event := event_id(record)) not in seen}
            seen |= first.keys()
            again = [record for record in first.values() for _ in range(dice.randint(0, 2))]
            dice.shuffle(again)
            for record in again:
                self._producer.send(record.topic, key=record.key, value=record.value, headers=record.headers)
            self._producer.flush()
            self.sent += len(again)
        self._producer.close()
        self._consumer.close()


@pytest.mark.timeout(900)
def test_events_that_come_up_to_three_times_and_mixed_while_cases_go_on_change_nothing(
    doubled: Stack, each: list[Effects]
) -> None:
    before = everything(doubled)
    with Repeating(doubled) as repeating:
        play(doubled, CASES // 2, KINDS)
        eventually(lambda: repeating.sent > 100, seconds=60)
        assert not (wrong := settled(doubled, before, of_cases(each, CASES // 2))), wrong
    eventually(lambda: all(lag(doubled, service) == 0 for service in SERVICES), seconds=90)
    assert not (wrong := settled(doubled, before, of_cases(each, CASES // 2))), wrong


def lag(stack: Stack, group: str) -> int:
    """Events that this consumer group has not taken."""
    consumer = KafkaConsumer(**stack.kafka.options(), group_id=group, enable_auto_commit=False)
    topics = [f"tsunagi.{name}.events.v1" for name in services()[group].listens_to]
    partitions = [TopicPartition(topic, number) for topic in topics for number in consumer.partitions_for_topic(topic)]
    ends = consumer.end_offsets(partitions) if partitions else {}
    behind: int = sum(end - (consumer.committed(partition) or 0) for partition, end in ends.items())
    consumer.close()
    return behind
