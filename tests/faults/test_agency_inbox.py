"""An agency disconnects over a weekend of case time: nothing lost, nothing twice in effect."""

from pathlib import Path
from typing import Any

import grpc
import pytest

from kit.calendar import Calendar
from pb.tsunagi.intake.v1 import service_pb2 as intake
from tests.public import as_actor, issuer, play
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.scenario import ActorCard
from tsunagi.stack import Stack

OFFER = Path(__file__).parents[1] / "processes" / "offer.json"


def watch(stack: Stack, card: ActorCard, after: int, count: int) -> list[intake.IncomingItem]:
    """Reads `count` items of the stream after a cursor, then drops the connection without a word."""
    channel = grpc.insecure_channel(stack.grpc("intake"))
    stream: Any = channel.unary_stream(
        "/tsunagi.intake.v1.IntakeService/WatchIncoming",
        request_serializer=lambda message: message.SerializeToString(),
        response_deserializer=intake.IncomingItem.FromString,
    )
    token = issuer(stack).token(card.actor(), "28216", 600)
    metadata = [("authorization", f"Bearer {token}"), ("x-purpose", min(card.purposes))]
    items = []
    for item in stream(intake.ListIncomingRequest(after_cursor=after), metadata=metadata, timeout=60):
        items.append(item)
        if len(items) == count:
            break
    channel.close()
    return items


@pytest.mark.plan("P-033")
def test_a_weekend_without_connection_loses_nothing(moving: Stack) -> None:
    scenario, first = play(moving, OFFER, keeper=QuietKeeper(moving))
    agency = scenario.actors["seikatsu"]
    ask = as_actor(moving, agency)
    seen = ask("IntakeService.ListIncoming", page_size=200)["items"]
    last = int(seen[-1]["cursor"])

    cases = [play(moving, OFFER)[1]["case"] for _ in range(2)]
    keeper = QuietKeeper(moving)
    keeper.advance_to(Calendar().due("3BD", keeper.now()))
    missed = ask("IntakeService.ListIncoming", after_cursor=last)["items"]
    streamed = watch(moving, agency, last, len(missed))

    assert [item.cursor for item in streamed] == [int(item["cursor"]) for item in missed]
    assert [item.cursor for item in streamed] == sorted({item.cursor for item in streamed})
    offers = [item.case_id for item in streamed if item.kind == "HANDOFF_OFFERED"]
    assert offers == cases
    assert first["case"] not in offers

    half = streamed[0].cursor
    again = watch(moving, agency, half, len(missed) - 1)
    assert [item.cursor for item in again] == [item.cursor for item in streamed[1:]]
    cursors = [str(item.cursor) for item in streamed]
    assert ask("IntakeService.AcknowledgeIncoming", cursors=cursors)["acknowledged_count"] == len(cursors)
    assert ask("IntakeService.AcknowledgeIncoming", cursors=cursors)["acknowledged_count"] == 0
