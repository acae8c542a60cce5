"""Two replicas of every service: no job, event or outbox row is dealt with twice, and a case keeps its order."""

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from kafka import KafkaConsumer

from tests.faults.chaos import OFFER, play_without_clock
from tests.faults.effects import Effects, everything, settled, since
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.homes import fresh, remove
from tsunagi.ports import SERVICES
from tsunagi.stack import SECOND_REPLICAS, Stack

BPMN = Path(__file__).parents[2] / "bpmn"
CASES = 12


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
    for service in SERVICES:
        assert sent(doubled, service) == recorded(doubled, service)


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
    wanted = sum(map(len, recorded(stack, service).values()))
    consumer = KafkaConsumer(
        f"tsunagi.{service}.events.v1", bootstrap_servers=stack.kafka, auto_offset_reset="earliest", group_id=None
    )
    found: dict[str, list[str]] = defaultdict(list)

    def enough() -> bool:
        for records in consumer.poll(timeout_ms=500).values():
            for record in records:
                found[record.key.decode()].append(dict(record.headers)["ce_id"].decode())
        return sum(map(len, found.values())) >= wanted

    eventually(enough, seconds=60)
    consumer.close()
    return dict(found)
