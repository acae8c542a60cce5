"""After a hand-over each agency reads what it wrote, and what D5 permits of the other's words: at the real edge."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kit.calls import Dispatcher
from kit.clock import Clock
from kit.context import Actor
from kit.errors import NotFound, PeerUnavailable
from kit.identity import KeyRing, Signer
from kit.peers import Peers
from pb.tsunagi.outreach.v1 import service_pb2 as pb
from services.outreach.app import service
from services.outreach.use_cases import engagements as use_cases
from tests.database import database_of
from tests.outreach.world import W31, World, actor
from tests.serving import NOWHERE, answering_consent
from tsunagi import keys
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

METHODS = service.descriptor.methods_by_name
STATION = "W-30"
FIRST, SECOND = "玄関で話せた", "縁側に上がれた"
REASON, PLAN, NOTE = "窓口に来ない", "手紙から始める", "前の担当が異動した"


def staff(agency: str, role: str) -> Actor:
    return replace(actor(agency, role), purposes=frozenset({"OUTREACH"}))


BEFORE, NOW, COORDINATOR = staff(W31, "outreach-worker"), staff(STATION, "outreach-worker"), staff(W31, "coordinator")


@dataclass(frozen=True)
class Edge:
    """Outreach's own edge; W-31 visited somebody, and STATION does now."""

    signer: Signer
    city: str
    engagement: str
    with_consent: Dispatcher
    alone: Dispatcher

    def ask(self, rpc: str, request: Any, by: Actor, *, consent: bool = True) -> Any:
        headers = {"authorization": f"Bearer {self.signer.token(by, self.city, 600)}", "x-purpose": "OUTREACH"}
        return (self.with_consent if consent else self.alone).unary(METHODS[rpc], request, headers)

    def log(self, by: Actor, *, consent: bool = True) -> list[tuple[str, str, bool]]:
        """(writer, observations, whether the staff are named)."""
        answer = self.ask("ListContacts", pb.ListContactsRequest(engagement=self.engagement), by, consent=consent)
        return [(one.recorded_by_agency_id, one.observations, bool(one.staff_ids)) for one in answer.contacts]

    def read(self, by: Actor) -> pb.Engagement:
        answer = self.ask("GetEngagement", pb.GetEngagementRequest(name=self.engagement), by)
        assert isinstance(answer, pb.Engagement)
        return answer


@pytest.fixture(scope="module")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("keys")
    keys.make(home)
    return home


def peers(key_folder: Path, **answering: str) -> Peers:
    signer = Signer(key_folder / "service-outreach.pem", "service-outreach", "service:outreach")
    return Peers({**dict.fromkeys(SERVICES, NOWHERE), **answering}, signer)


@pytest.fixture(scope="module")
def address(postgres: Stack, key_folder: Path) -> Iterator[str]:
    with (
        database_of(postgres, "consent") as database,
        answering_consent(database, key_folder, peers(key_folder)) as found,
    ):
        yield found


@pytest.fixture
def edge(engine: sa.Engine, key_folder: Path, address: str) -> Edge:
    with engine.begin() as db:
        world = World(db, now=datetime.now(UTC))
        world.open()
        use_cases.plan_approach(db, world.ctx(), world.engagement_id, reason=REASON, method_plan=PLAN, etag="")
        use_cases.set_two_person_rule(db, world.ctx(), world.engagement_id, two_person_rule=True, etag="")
        two = ("staff-1", "staff-2")
        world.log("MET", observations=FIRST, staff_ids=two)
        world.hand_over(STATION, note=NOTE)
        world.log("MET", observations=SECOND, staff_ids=two, by=NOW)
    ring, pairs = KeyRing(key_folder / "jwks.json"), [(service.descriptor, service.servicer)]
    with_consent, alone = (
        Dispatcher(pairs, engine, ring, Clock(None), peers(key_folder, **there), service.disclosure_check)
        for there in ({"consent": address}, {})
    )
    signer, city = Signer(key_folder / "demo-issuer.pem", "demo-issuer", "demo"), world.municipality_id
    return Edge(signer, city, f"engagements/{world.engagement_id}", with_consent, alone)


def test_who_visits_now_reads_when_and_how_the_other_was_there_and_in_words_its_own_visits(edge: Edge) -> None:
    assert edge.log(NOW) == [(W31, "", False), (STATION, SECOND, True)]


def test_who_visited_before_reads_its_own_words_and_that_without_asking_anybody(edge: Edge) -> None:
    assert edge.log(BEFORE) == edge.log(BEFORE, consent=False) == [(W31, FIRST, True)]
    with pytest.raises(NotFound):
        edge.read(BEFORE)


def test_the_coordinator_answers_for_the_case_and_is_told_who_went_and_not_what_they_noted_down(edge: Edge) -> None:
    assert edge.log(COORDINATOR) == [(W31, FIRST, True), (STATION, "", True)]


def test_while_consent_does_not_answer_nobody_reads_the_words_of_another(edge: Edge) -> None:
    for reader in (NOW, COORDINATOR):
        with pytest.raises(PeerUnavailable):
            edge.log(reader, consent=False)


def test_that_staff_go_out_in_twos_is_known_to_who_goes_and_to_who_answers_for_the_case(edge: Edge) -> None:
    assert edge.read(NOW).two_person_rule
    assert edge.read(COORDINATOR).two_person_rule


def test_how_the_person_is_approached_is_its_writers_until_who_visits_now_writes_it_anew(edge: Edge) -> None:
    found = edge.read(NOW)
    assert (found.reason, found.method_plan) == ("", "")
    assert (edge.read(COORDINATOR).reason, edge.read(COORDINATOR).method_plan) == (REASON, PLAN)
    edge.ask(
        "PlanApproach",
        pb.PlanApproachRequest(name=edge.engagement, request_id="plan-1", reason="別の理由", method_plan="同行から"),
        NOW,
    )
    found = edge.read(NOW)
    assert (found.reason, found.method_plan) == ("別の理由", "同行から")
    assert (edge.read(COORDINATOR).reason, edge.read(COORDINATOR).method_plan) == ("別の理由", "")


def test_why_another_visits_no_more_is_the_coordinators_and_not_for_whoever_comes_next(edge: Edge) -> None:
    assert list(edge.read(NOW).hand_overs) == []
    [known] = edge.read(COORDINATOR).hand_overs
    assert (known.from_agency_id, known.to_agency_id) == (W31, STATION)
    assert (known.reason, known.note) == (pb.HandOver.REASON_STAFF_CHANGE, NOTE)


def test_no_answer_of_intake_hands_nothing_over(edge: Edge) -> None:
    request = pb.HandOverEngagementRequest(
        name=edge.engagement, request_id="over-1", to_agency_id="W-12", reason=pb.HandOver.REASON_NO_CAPACITY
    )
    with pytest.raises(PeerUnavailable):
        edge.ask("HandOverEngagement", request, COORDINATOR)
    assert edge.read(COORDINATOR).agency_id == STATION
