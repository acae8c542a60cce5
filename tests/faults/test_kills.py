"""Each part is killed once in mid-case: the household reaches the same end, and every effect is there once."""

import uuid
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.faults.effects import everything, next_monday, settled, since
from tests.faults.patient import Patient
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo import rpcs
from tsunagi.demo.player import Player
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.scenario import ActorCard, load
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
HOUSEHOLD = REPO / "examples" / "scenarios" / "8050.json"
# Each part dies just after the first answer of this rpc, while the events and jobs that follow from it are in hand.
KILLED_AFTER = {
    "IntakeService.DecideUntangling": "intake",
    "MeetingsService.ScheduleSitting": "kafka",
    "ConsentService.RecordConsent": "consent",
    "MeetingsService.PledgeSecrecy": "meetings",
    "PlansService.DraftPlan": "plans",
    "PlansService.ConfirmPlan": "zeebe",
    "PlansService.DecideSupport": "postgres",
    "OutreachService.LogContact": "outreach",
}


class Doubting(Patient):
    """Tells every write twice under one request id, as if the first answer was lost, and kills on its way."""

    def __init__(self, stack: Stack, municipality: str, kills: Mapping[str, str], pool: ThreadPoolExecutor) -> None:
        super().__init__(stack, municipality)
        self._stack, self._kills, self._pool = stack, dict(kills), pool
        self._restart: Future[None] | None = None
        self._killed = ""
        self.refused_without: set[str] = set()

    def call(self, card: ActorCard, rpc: str, purpose: str, request: Mapping[str, Any]) -> dict[str, Any]:
        if not rpcs.is_write(rpc):
            return super().call(card, rpc, purpose, request)
        once = {"request_id": str(uuid.uuid4()), **request}
        first = super().call(card, rpc, purpose, once)
        if rpc in self._kills:
            self._kill(self._kills.pop(rpc))
        assert super().call(card, rpc, purpose, once) == first
        return first

    def met_an_outage(self) -> None:
        self.refused_without.add(self._killed)

    def _kill(self, part: str) -> None:
        self.wait_for_restarts()
        self._killed = part
        self._stack.kill(part)
        self._restart = self._pool.submit(self._stack.restart, part)

    def wait_for_restarts(self) -> None:
        """Raises what a restart raised."""
        if self._restart is not None:
            self._restart.result(120)


def play(stack: Stack, kills: Mapping[str, str]) -> tuple[dict[str, Any], set[str]]:
    """Answers what was saved, and during which outages a call was refused."""
    scenario, keeper = load(HOUSEHOLD), QuietKeeper(stack)
    keeper.advance_to(next_monday(keeper.now()))
    with ThreadPoolExecutor(1) as pool:
        asking = Doubting(stack, scenario.municipality, kills, pool)
        names = Player(asking, scenario, keeper).play()
        asking.wait_for_restarts()
    keeper.wait_until_quiet()
    return names, asking.refused_without


@pytest.mark.timeout(900)
def test_a_household_survives_the_death_of_every_part_with_its_effects_counted_once(own_stack: Stack) -> None:
    stack = own_stack
    stack.start()
    stack.clock.start()
    deploy_folder(REPO / "bpmn", stack.zeebe_grpc, "tests", "kills")
    stack.start_services()

    empty = everything(stack)
    calm, _ = play(stack, {})
    after_calm = everything(stack)
    rough, refused_without = play(stack, KILLED_AFTER)

    assert refused_without == {*SERVICES, "postgres"}, "each outage of what answers callers was met by a caller"
    assert rough["closed"]["closure_reason"] == calm["closed"]["closure_reason"] == "HANDED_TO_LEAD"
    expected = since(empty, after_calm)
    assert len(expected) > 100
    assert not (wrong := settled(stack, after_calm, expected)), wrong
    assert stack.records("INCIDENT", "CREATED") == []
