"""Each part is killed once in mid-case: the household reaches the same end, and every effect is there once."""

import uuid
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kit.identity import Signer
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo import client
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
COUNTED = {
    "intake": (
        (
            "SELECT concat_ws('/', 'handoff', purpose, from_agency_id, to_agency_id, legal_basis, state, outcome,"
            " revision) FROM handoffs WHERE case_id = :case"
        ),
        "SELECT concat_ws('/', 'incoming', agency_id, kind, code) FROM incoming WHERE case_id = :case",
        "SELECT concat_ws('/', 'case', state, closure_reason) FROM cases WHERE id = :case",
    ),
    "consent": ("SELECT concat_ws('/', 'consent', answer, method) FROM consents WHERE case_id = :case",),
    "meetings": (
        (
            "SELECT concat_ws('/', 'item', type, meeting_reason, state, decision, attending) FROM agenda_items"
            " WHERE case_id = :case"
        ),
        (
            "SELECT concat_ws('/', 'decision', d.code, d.owner_agency_id, d.state) FROM decisions d"
            " JOIN agenda_items i ON i.id = d.agenda_item_id WHERE i.case_id = :case"
        ),
    ),
    "plans": (
        (
            "SELECT concat_ws('/', 'version', v.number, v.state) FROM plan_versions v JOIN plans p USING (plan_id)"
            " WHERE p.case_id = :case"
        ),
    ),
    "outreach": (),
}
EVERYWHERE = (
    "SELECT event_type FROM outbox WHERE case_id = :case",
    "SELECT concat_ws('/', 'work', kind, agency_id, state) FROM work_items WHERE case_id = :case",
)


OUTAGES = {"UNAVAILABLE", "PEER_UNAVAILABLE", "DATABASE_UNAVAILABLE"}


class Doubting(client.Client):
    """Tells every write twice under one request id, as if the first answer was lost; retries only an outage."""

    def __init__(self, stack: Stack, municipality: str, kills: Mapping[str, str], pool: ThreadPoolExecutor) -> None:
        issuer = Signer(stack.keys / "demo-issuer.pem", "demo-issuer", "demo")
        super().__init__({service: stack.grpc(service) for service in SERVICES}, issuer, municipality)
        self._stack, self._kills, self._pool = stack, dict(kills), pool
        self._restart: Future[None] | None = None
        self._killed = ""
        self.refused_without: set[str] = set()

    def call(self, card: ActorCard, rpc: str, purpose: str, request: Mapping[str, Any]) -> dict[str, Any]:
        if "request_id" not in client.find(rpc).input_type.fields_by_name:
            return self._answered(card, rpc, purpose, request)
        once = {"request_id": str(uuid.uuid4()), **request}
        first = self._answered(card, rpc, purpose, once)
        if rpc in self._kills:
            self._kill(self._kills.pop(rpc))
        assert self._answered(card, rpc, purpose, once) == first
        return first

    def _answered(self, card: ActorCard, rpc: str, purpose: str, request: Mapping[str, Any]) -> dict[str, Any]:
        def ask() -> list[dict[str, Any]]:
            try:
                return [super(Doubting, self).call(card, rpc, purpose, request)]
            except client.Refused as refusal:
                if refusal.code not in OUTAGES:
                    raise
                self.refused_without.add(self._killed)
                return []

        return eventually(ask, seconds=90)[0]

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
    with ThreadPoolExecutor(1) as pool:
        asking = Doubting(stack, scenario.municipality, kills, pool)
        names = Player(asking, scenario, keeper).play()
        asking.wait_for_restarts()
    keeper.wait_until_quiet()
    return names, asking.refused_without


def effects(stack: Stack, case_id: str) -> dict[str, Counter[str]]:
    """What the case left behind in each service, by kind, code and state; ids and times left out."""
    found: dict[str, Counter[str]] = {}
    for service in SERVICES:
        engine = sa.create_engine(stack.admin_database_url(service))
        found[service] = Counter()
        with engine.connect() as db:
            for query in (*EVERYWHERE, *COUNTED[service]):
                found[service].update(db.scalars(sa.text(query), {"case": case_id}))
        engine.dispose()
    return found


def passed(stack: Stack, case_no: str) -> Counter[tuple[str, str]]:
    """How often each element of a diagram was completed for this case, by the engine's own records."""
    instances = {
        record["value"]["processInstanceKey"]
        for record in stack.records("VARIABLE", "CREATED", name="caseNo")
        if record["value"]["value"] == f'"{case_no}"'
    }
    return Counter(
        (record["value"]["bpmnProcessId"], record["value"]["elementId"])
        for record in stack.records("PROCESS_INSTANCE", "ELEMENT_COMPLETED")
        if record["value"]["processInstanceKey"] in instances
    )


@pytest.mark.timeout(900)
def test_a_household_survives_the_death_of_every_part_with_its_effects_counted_once(own_stack: Stack) -> None:
    stack = own_stack
    stack.start()
    stack.clock.start()
    deploy_folder(REPO / "bpmn", stack.zeebe_grpc, "tests", "kills")
    stack.start_services()

    calm, _ = play(stack, {})
    rough, refused_without = play(stack, KILLED_AFTER)

    assert refused_without == {*SERVICES, "postgres"}, "each outage of what answers callers was met by a caller"
    assert rough["closed"]["closure_reason"] == calm["closed"]["closure_reason"] == "HANDED_TO_LEAD"
    expected = effects(stack, calm["case"])
    eventually(lambda: effects(stack, rough["case"]) == expected, seconds=60)
    once = passed(stack, calm["consultation"]["case_no"])
    assert once
    eventually(lambda: passed(stack, rough["consultation"]["case_no"]) == once, seconds=60)
    assert stack.records("INCIDENT", "CREATED") == []
