"""Nothing personal leaves its owner's database; and the scanner that says so finds what is planted."""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from kafka import KafkaProducer
from pyzeebe.proto import gateway_pb2, gateway_pb2_grpc

from tests import public
from tests.scenarios.canary import hits
from tests.scenarios.invented import NAME, WORDS, People
from tests.waiting import eventually
from tsunagi.demo.player import Player
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.scenario import load
from tsunagi.demo.sight import Sight
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

HOUSEHOLD = Path(__file__).parents[2] / "examples" / "scenarios" / "hard-to-reach.json"
PLAIN, SQUEEZED = "植込カナリア一号", "植込カナリア二号"


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
def planted(moving: Stack) -> Iterator[None]:
    """PLAIN in a variable, an event, a log line and a span; SQUEEZED in a compressed event only."""
    stub = gateway_pb2_grpc.GatewayStub(grpc.insecure_channel(moving.zeebe_grpc))
    message = gateway_pb2.PublishMessageRequest(
        name="CanaryPlanted",
        correlationKey="canary",
        timeToLive=600_000,
        variables=json.dumps({"note": PLAIN}, ensure_ascii=False),
    )
    stub.PublishMessage(message)
    for name, compression in ((PLAIN, None), (SQUEEZED, "gzip")):
        producer = KafkaProducer(**moving.kafka.options(), compression_type=compression)
        producer.send("canary", value=name.encode() * 100).get(20)
        producer.close()
    files = [moving.home / "logs" / name for name in ("canary.log", "canary-spans.jsonl")]
    for file in files:
        file.write_text(json.dumps({"event": PLAIN}))
    yield
    for file in files:
        file.unlink()


@pytest.mark.usefixtures("planted")
def test_the_scanner_finds_what_is_planted_everywhere(moving: Stack) -> None:
    snapshot(moving)
    found = hits(moving, (PLAIN, SQUEEZED))
    assert {place for name, place in found if name == PLAIN} == {"zeebe", "kafka", "logs", "spans", "records"}
    assert {place for name, place in found if name == SQUEEZED} == {"records"}


@pytest.mark.plan("P-022")
def test_nothing_personal_of_a_played_household_is_outside_its_owners_database(moving: Stack) -> None:
    scenario = People().retold(load(HOUSEHOLD))
    names = Player(public.client(moving), scenario, QuietKeeper(moving), sight=Sight(moving)).play()
    read = public.as_actor(moving, scenario.actors["coordinator"])
    known = read("IntakeService.GetConsultation", name=names["consultation"]["name"])
    assert any(NAME in one["name"] for one in known["persons"])
    snapshot(moving)
    assert hits(moving, WORDS) == set()
    assert any((moving.home / "logs").glob("intake-spans.jsonl"))
