"""Each part is killed once in mid-case: the household reaches the same end, and every effect is there once."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kit.identity import Signer
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.client import Client
from tsunagi.demo.player import Player
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.scenario import load
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
HOUSEHOLD = REPO / "examples" / "scenarios" / "8050.json"
KILLED_AFTER_STEP = {
    8: "intake",
    20: "kafka",
    34: "consent",
    47: "meetings",
    62: "zeebe",
    78: "plans",
    95: "postgres",
    110: "outreach",
}


def play(stack: Stack, kills: dict[int, str]) -> dict[str, Any]:
    scenario = load(HOUSEHOLD)
    issuer = Signer(stack.keys / "demo-issuer.pem", "demo-issuer", "demo")
    client = Client({service: stack.grpc(service) for service in SERVICES}, issuer, scenario.municipality)
    steps = 0

    def kill_when_it_is_time(_names: dict[str, Any]) -> None:
        nonlocal steps
        steps += 1
        if steps in kills:
            stack.kill(kills[steps])
            stack.restart(kills[steps])

    keeper = QuietKeeper(stack)
    names = Player(client, scenario, keeper).play(kill_when_it_is_time)
    keeper.wait_until_quiet()
    assert steps > max(KILLED_AFTER_STEP)
    return names


def effects(stack: Stack, case_id: str) -> dict[str, Counter[str]]:
    """What the case left behind in each service: events by type, work items by kind and state; ids left out."""
    found: dict[str, Counter[str]] = {}
    for service in SERVICES:
        engine = sa.create_engine(stack.database_url(service))
        with engine.connect() as db:
            events = db.execute(sa.text("SELECT event_type FROM outbox WHERE case_id = :case"), {"case": case_id})
            items = db.execute(sa.text("SELECT kind, state FROM work_items WHERE case_id = :case"), {"case": case_id})
            found[service] = Counter(row.event_type for row in events)
            found[service].update(f"{row.kind} {row.state}" for row in items)
        engine.dispose()
    return found


@pytest.mark.timeout(900)
def test_a_household_survives_the_death_of_every_part_with_its_effects_counted_once(own_stack: Stack) -> None:
    stack = own_stack
    stack.start()
    stack.clock.start()
    deploy_folder(REPO / "bpmn", stack.zeebe_grpc, "tests", "kills")
    stack.start_services()

    calm = play(stack, {})
    rough = play(stack, KILLED_AFTER_STEP)

    assert rough["closed"]["closure_reason"] == calm["closed"]["closure_reason"] == "HANDED_TO_LEAD"
    expected = effects(stack, calm["case"])
    eventually(lambda: effects(stack, rough["case"]) == expected, seconds=60)
    assert stack.records("INCIDENT", "CREATED") == []
