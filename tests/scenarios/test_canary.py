"""Nothing personal leaves its owner's database; and the scanner that says so finds what is planted."""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from kafka import KafkaProducer
from pyzeebe.proto import gateway_pb2, gateway_pb2_grpc

from tests import public
from tests.scenarios.canary import hits
from tests.waiting import eventually
from tsunagi.demo.outcome import personal_values
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.scenario import load
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

HOUSEHOLD = Path(__file__).parents[2] / "examples" / "scenarios" / "hard-to-reach.json"
# Too short or too common to be unmistakable in binary files.
SHORT = {"本人", "母", "子", "長男", "半ば"}


def words(steps: Any) -> list[str]:
    return sorted({value for value in personal_values(steps) if len(value) > 3 and value not in SHORT})


def snapshot(stack: Stack) -> None:
    """The engine writes its state to disk now."""
    base = stack.zeebe_health.removesuffix("/health")
    request = urllib.request.Request(f"{base}/partitions/takeSnapshot", method="POST")  # noqa: S310 - own stack
    urllib.request.urlopen(request, timeout=30)  # noqa: S310

    def taken() -> bool:
        with urllib.request.urlopen(f"{base}/partitions", timeout=10) as answer:  # noqa: S310
            return all(partition.get("snapshotId") for partition in json.load(answer).values())

    eventually(taken, seconds=60)


@pytest.fixture
def planted(moving: Stack) -> Iterator[dict[str, str]]:
    """An unmistakable invented name in a variable, an event, a log line and a span."""
    names = {place: f"植込 カナリア{number}号" for number, place in enumerate(("zeebe", "kafka", "logs", "spans"))}
    stub = gateway_pb2_grpc.GatewayStub(grpc.insecure_channel(moving.zeebe_grpc))
    variables = json.dumps({"note": names["zeebe"]}, ensure_ascii=False)
    message = gateway_pb2.PublishMessageRequest(
        name="CanaryPlanted", correlationKey="canary", timeToLive=600_000, variables=variables
    )
    stub.PublishMessage(message)
    producer = KafkaProducer(**moving.kafka.options())
    producer.send("canary", value=names["kafka"].encode()).get(20)
    producer.close()
    for place, file in (("logs", "canary.log"), ("spans", "canary-spans.jsonl")):
        (moving.home / "logs" / file).write_text(json.dumps({"event": names[place]}))
    yield names
    for file in ("canary.log", "canary-spans.jsonl"):
        (moving.home / "logs" / file).unlink()


def test_the_scanner_finds_what_is_planted_everywhere(moving: Stack, planted: dict[str, str]) -> None:
    snapshot(moving)
    found = hits(moving, planted.values())
    assert {(name, place) for place, name in planted.items()} <= found


@pytest.mark.plan("P-022")
def test_nothing_personal_of_a_played_household_is_outside_its_owners_database(moving: Stack) -> None:
    scenario, _names = public.play(moving, HOUSEHOLD, keeper=QuietKeeper(moving))
    looked_for = words(scenario.steps)
    assert "架空 花子" in looked_for
    assert len(looked_for) > 5
    snapshot(moving)
    assert hits(moving, looked_for) == set()
    assert any((moving.home / "logs").glob("intake-spans.jsonl"))
    assert load(HOUSEHOLD).steps == scenario.steps
