"""Two replicas of every service: no job, event or outbox row is dealt with twice, and a case keeps its order."""

import random
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from tests.deploy.surface import services
from tests.faults.chaos import OFFER, play_without_clock
from tests.faults.effects import Effects, differences, everything, settled, since
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.quiet import QuietKeeper
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


@pytest.mark.timeout(600)
def test_two_replicas_do_everything_once_and_in_the_order_of_each_case(doubled: Stack) -> None:
    empty = everything(doubled)
    play_without_clock(doubled, OFFER)
    QuietKeeper(doubled).wait_until_quiet()
    one, before = since(empty, everything(doubled)), everything(doubled)
    doubled.start_services(*SECOND_REPLICAS)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: play_without_clock(doubled, OFFER), range(CASES)))
    expected = Effects({kind: count * CASES for kind, count in one.items()})
    assert not (wrong := settled(doubled, before, expected)), wrong
    assert all(jobs_done(doubled, name) for name in ("intake", "intake-2")), "both replicas worked"
    # Read again while it is not so: a ledger's checkpoint may be recorded between the two looks.
    eventually(lambda: all(sent(doubled, service) == recorded(doubled, service) for service in SERVICES), seconds=60)


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
        found[record.key.decode()].append(dict(record.headers)["ce_id"].decode())
    return dict(found)


def on_the_broker(stack: Stack, service: str) -> list[Any]:
    """Every record of a service's topic, at least as many as it recorded."""
    wanted = sum(map(len, recorded(stack, service).values()))
    topic, found = f"tsunagi.{service}.events.v1", list[Any]()
    consumer = KafkaConsumer(topic, **stack.kafka.options(), auto_offset_reset="earliest", enable_auto_commit=False)

    def enough() -> bool:
        for records in consumer.poll(timeout_ms=500).values():
            found.extend(records)
        return len(found) >= wanted

    eventually(enough, seconds=60)
    consumer.close()
    return found


@pytest.mark.timeout(600)
def test_events_that_come_again_up_to_three_times_and_mixed_change_nothing(doubled: Stack) -> None:
    before, dice = everything(doubled), random.Random(SEED)
    producer = KafkaProducer(**doubled.kafka.options())
    again = [
        (f"tsunagi.{service}.events.v1", record)
        for service in SERVICES
        for record in on_the_broker(doubled, service)
        for _ in range(dice.randint(0, 2))
    ]
    assert len(again) > 100
    dice.shuffle(again)
    for topic, record in again:
        producer.send(topic, key=record.key, value=record.value, headers=record.headers)
    producer.flush()
    producer.close()
    eventually(lambda: all(lag(doubled, service) == 0 for service in SERVICES), seconds=90)
    assert not (wrong := differences(before, everything(doubled))), wrong


def lag(stack: Stack, group: str) -> int:
    """Events that this consumer group has not taken."""
    consumer = KafkaConsumer(**stack.kafka.options(), group_id=group, enable_auto_commit=False)
    topics = [f"tsunagi.{name}.events.v1" for name in services()[group].listens_to]
    partitions = [TopicPartition(topic, number) for topic in topics for number in consumer.partitions_for_topic(topic)]
    ends = consumer.end_offsets(partitions) if partitions else {}
    behind: int = sum(end - (consumer.committed(partition) or 0) for partition, end in ends.items())
    consumer.close()
    return behind
