"""Consent dies in the middle of an emergency: the emergency is served, all else of the file is closed, and both are
on record before consent's own eyes when it is back.
"""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from google.protobuf import json_format

from kit import ledger
from kit.calls import audiences
from kit.transaction import transaction
from tests.public import as_actor, client, play
from tests.reading import reads, requests
from tests.waiting import eventually
from tsunagi.demo.client import Client, Refused
from tsunagi.demo.outcome import personal_values
from tsunagi.demo.rpcs import SERVICES as DESCRIPTORS
from tsunagi.demo.scenario import ActorCard
from tsunagi.ledger import report
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

FILE = Path(__file__).parent / "before_planning_meeting.json"
EMERGENCY = frozenset({"EMERGENCY"})
AGENCY = frozenset({"AGENCY"})
FIRE = ActorCard("消防 通信指令", "W-27", "staff-w27", AGENCY, frozenset(), EMERGENCY)
CHILD_CENTRE = ActorCard("こども家庭相談センター", "W-29", "staff-w29", AGENCY, frozenset(), EMERGENCY)
CITY = "28216"


def break_glass(stack: Stack, card: ActorCard, case: str, reason: str) -> str:
    glass = as_actor(stack, card)(
        "IntakeService.BreakGlass", name=f"cases/{case}", request_id=str(uuid4()), reason=reason
    )
    return str(glass["name"])


def seen(stack: Stack, card: ActorCard, glass: str) -> list[dict[str, Any]]:
    persons: list[dict[str, Any]] = as_actor(stack, card)("IntakeService.GetEmergencyView", name=glass)["persons"]
    return persons


def telling(public: Client, card: ActorCard, things: list[str], words: set[str]) -> set[str]:
    """Rpcs that answer one of the words to this reader: every read of every service is asked about each thing."""
    found = set()
    for descriptor in DESCRIPTORS.values():
        for method in reads(descriptor):
            rpc = f"{descriptor.name}.{method.name}"
            for request in requests(method, things) if card.audiences & audiences(method) else ():
                try:
                    told = json.dumps(
                        public.call(card, rpc, card.purpose, json_format.MessageToDict(request)), ensure_ascii=False
                    )
                except Refused as refused:
                    told = refused.text
                if any(word in told for word in words):
                    found.add(rpc)
    return found


def rules(stack: Stack, service: str, after: int = 0) -> dict[int, set[str]]:
    """D5's rules in a service's ledger, by row, as far as it was written after that row."""
    engine, c = sa.create_engine(stack.database_url(service)), ledger.ledger.c
    with transaction(engine, CITY) as db:
        rows = db.execute(sa.select(c.seq, c.entries).where(c.seq > after)).all()
    engine.dispose()
    return {row.seq: {entry["rule"] for entry in json.loads(row.entries)} for row in rows}


def length(stack: Stack, service: str) -> int:
    return max(rules(stack, service), default=0)


def witnessed(stack: Stack) -> int:
    """Up to which row consent keeps a checkpoint of intake's ledger."""
    engine, c = sa.create_engine(stack.database_url("consent")), ledger.checkpoints.c
    with transaction(engine, CITY) as db:
        found = db.scalar(sa.select(sa.func.max(c.seq)).where(c.service == "intake"))
    engine.dispose()
    return found or 0


def test_an_emergency_is_served_while_consent_is_dead_and_everything_else_of_the_file_is_closed(still: Stack) -> None:
    scenario, names = play(still, FILE)
    public, case = client(still), names["case"]
    coordinator, window = scenario.actors["coordinator"], scenario.actors["houkatsu"]
    things = [f"cases/{case}", case, names["person"], names["consultation"]["name"], names["item"]["subject"]]
    plans = as_actor(still, coordinator)("PlansService.ListPlans", case_id=case)["plans"]
    things += [plan["name"] for plan in plans]
    words = {value for value in personal_values(scenario.steps) if len(value) > 3}
    shown = telling(public, coordinator, things, words)
    assert {"IntakeService.GetCase", "IntakeService.GetConsultation", "PlansService.GetPlan"} <= shown
    glass = break_glass(still, FIRE, case, "REASON_LIFE_THREAT")
    (resident,) = seen(still, FIRE, glass)
    before = length(still, "intake")
    assert rules(still, "intake")[before] == {"D5-08"}
    others = {name: length(still, name) for name in SERVICES if name not in ("intake", "consent")}

    still.kill("consent")
    try:
        assert seen(still, FIRE, glass) == [resident]
        for card, reason in ((FIRE, "REASON_LIFE_THREAT"), (CHILD_CENTRE, "REASON_ABUSE_REPORT")):
            assert seen(still, card, break_glass(still, card, case, reason)) == [resident]
        last = length(still, "intake")
        assert rules(still, "intake", before) == {before + number: {"UNRULED"} for number in (1, 2, 3)}
        assert telling(public, coordinator, things, words) == set()
        own = {"IntakeService.GetConsultation", "IntakeService.ListIncoming"}
        assert telling(public, window, things, words) == own, "what it told itself"
        assert {name: length(still, name) for name in others} == others
    finally:
        still.restart("consent")

    eventually(lambda: witnessed(still) >= last, seconds=60)
    assert seen(still, FIRE, glass) == [resident]
    assert rules(still, "intake")[length(still, "intake")] == {"D5-08"}
    assert report({name: still.database_url(name) for name in SERVICES}) == 0
    assert telling(public, coordinator, things, words) == shown
