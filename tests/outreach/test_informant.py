"""Who informed is told to nobody but whom they told it to: D5's third row, at outreach's real edge."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
import sqlalchemy as sa

from kit.calls import Dispatcher
from kit.clock import Clock
from kit.context import Actor
from kit.errors import PeerUnavailable
from kit.identity import KeyRing, Signer
from kit.ledger import ledger
from kit.peers import Peers
from kit.transaction import transaction
from pb.tsunagi.outreach.v1 import service_pb2 as pb
from services.intake.app import service as intake
from services.outreach.app import service
from services.outreach.domain import Observation
from services.outreach.use_cases import observations
from tests.database import database_of
from tests.outreach.world import World, actor
from tests.serving import NOWHERE, answering, answering_consent
from tsunagi import keys
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

METHODS = service.descriptor.methods_by_name
NEIGHBOUR, SEEN = "隣の 曙太郎さん", "夜も窓が暗く、郵便がたまっている"
OTHER_NEIGHBOUR, OTHER_SEEN = "向かいの 有明花子さん", "犬の声がしない"
RECEIVER = replace(actor("W-24", "agency-worker"), purposes=frozenset({"OUTREACH"}))
COLLEAGUE = replace(RECEIVER, person_id="another-of-W-24")
WORKER = replace(actor("W-31", "outreach-worker"), purposes=frozenset({"OUTREACH"}))
COORDINATOR = replace(actor("W-31", "coordinator"), purposes=frozenset({"OUTREACH"}))


@dataclass(frozen=True)
class Edge:
    """Outreach's own edge, with intake and the consent service behind it, or one of them, or nobody."""

    signer: Signer
    city: str
    behind: dict[tuple[bool, bool], Dispatcher]
    engine: sa.Engine

    def listed(self, by: Actor, *, consent: bool = True, intake: bool = True) -> list[tuple[str, str]]:
        headers = {"authorization": f"Bearer {self.signer.token(by, self.city, 600)}", "x-purpose": "OUTREACH"}
        edge = self.behind[consent, intake]
        answer = edge.unary(METHODS["ListObservations"], pb.ListObservationsRequest(area="NORTH"), headers)
        assert isinstance(answer, pb.ListObservationsResponse)
        return [(one.text, one.informant) for one in answer.observations]

    def writes(self, by: Actor, text: str, informant: str) -> None:
        with self.engine.begin() as db:
            world = World(db, now=datetime.now(UTC), municipality_id=self.city)
            told = Observation("NORTH", "", text, "COMMUNITY", "見守り協定", informant, world.now)
            observations.record(db, world.ctx(by), told)

    def bases(self, by: Actor) -> dict[str, set[str]]:
        """Fields that the ledger says the reader learned, by basis."""
        with transaction(self.engine, self.city) as db:
            rows = db.execute(sa.select(ledger).where(ledger.c.reader_id == by.person_id)).all()
        found: dict[str, set[str]] = {}
        for entry in (entry for row in rows for entry in json.loads(row.entries)):
            found.setdefault(entry["basis"], set()).update(entry["fields"])
        return found


@pytest.fixture(scope="module")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("keys")
    keys.make(home)
    return home


@pytest.fixture(scope="module")
def address(postgres: Stack, key_folder: Path) -> Iterator[str]:
    with (
        database_of(postgres, "consent") as database,
        answering_consent(database, key_folder, peers(key_folder)) as found,
    ):
        yield found


@pytest.fixture(scope="module")
def intake_address(postgres: Stack, key_folder: Path) -> Iterator[str]:
    with (
        database_of(postgres, "intake") as database,
        answering(intake, database, key_folder, peers(key_folder)) as found,
    ):
        yield found


def peers(key_folder: Path, **answering: str) -> Peers:
    signer = Signer(key_folder / "service-outreach.pem", "service-outreach", "service:outreach")
    return Peers({**dict.fromkeys(SERVICES, NOWHERE), **answering}, signer)


@pytest.fixture
def edge(engine: sa.Engine, key_folder: Path, address: str, intake_address: str) -> Edge:
    """What a neighbour told RECEIVER, who wrote it down."""
    with engine.begin() as db:
        world = World(db, now=datetime.now(UTC))
        told = Observation("NORTH", "", SEEN, "COMMUNITY", "見守り協定", NEIGHBOUR, world.now)
        observations.record(db, world.ctx(RECEIVER), told)
    ring, pairs = KeyRing(key_folder / "jwks.json"), [(service.descriptor, service.servicer)]
    behind = {}
    for consent, asked in product((True, False), repeat=2):
        there = {"consent": address if consent else NOWHERE, "intake": intake_address if asked else NOWHERE}
        known = peers(key_folder, **there)
        behind[consent, asked] = Dispatcher(pairs, engine, ring, Clock(None), known, service.disclosure_check)
    return Edge(Signer(key_folder / "demo-issuer.pem", "demo-issuer", "demo"), world.municipality_id, behind, engine)


@pytest.mark.plan("P-082")
def test_whoever_the_informant_told_reads_the_name_and_asks_nobody_for_it(edge: Edge) -> None:
    assert edge.listed(RECEIVER) == edge.listed(RECEIVER, consent=False) == [(SEEN, NEIGHBOUR)]


@pytest.mark.parametrize("reader", [COLLEAGUE, WORKER, COORDINATOR], ids=["colleague", "worker", "coordinator"])
def test_nobody_else_does_though_they_read_what_was_seen(edge: Edge, reader: Actor) -> None:
    assert edge.listed(reader) == [(SEEN, "")]


def test_while_consent_does_not_answer_the_name_is_not_shown_to_a_colleague(edge: Edge) -> None:
    with pytest.raises(PeerUnavailable):
        edge.listed(COLLEAGUE, consent=False)


@pytest.mark.plan("P-082")
def test_of_two_observations_each_writer_reads_their_own_informant_and_what_was_seen_in_both(edge: Edge) -> None:
    edge.writes(WORKER, OTHER_SEEN, OTHER_NEIGHBOUR)
    assert edge.listed(WORKER) == [(OTHER_SEEN, OTHER_NEIGHBOUR), (SEEN, "")]
    assert edge.listed(RECEIVER) == [(SEEN, NEIGHBOUR)], "another agency's is for those who reach out"
    seen = {"Observation.text", "Observation.basis", "Observation.area"}
    assert edge.bases(WORKER) == {"OWN_RECORD": {*seen, "Observation.informant"}, "WITHIN_PURPOSE": seen}
    assert edge.bases(RECEIVER) == {"OWN_RECORD": {*seen, "Observation.informant"}}


def test_two_people_of_one_agency_read_each_others_observations_without_each_others_informants(edge: Edge) -> None:
    edge.writes(COLLEAGUE, OTHER_SEEN, OTHER_NEIGHBOUR)
    assert edge.listed(RECEIVER) == [(OTHER_SEEN, ""), (SEEN, NEIGHBOUR)]
    assert edge.listed(COLLEAGUE) == [(OTHER_SEEN, OTHER_NEIGHBOUR), (SEEN, "")]


def test_while_consent_does_not_answer_only_ones_own_agencys_observations_are_read(edge: Edge) -> None:
    edge.writes(replace(RECEIVER, person_id="third-of-W-24"), OTHER_SEEN, "")
    assert edge.listed(RECEIVER, consent=False) == [(OTHER_SEEN, ""), (SEEN, NEIGHBOUR)]
    with pytest.raises(PeerUnavailable):
        edge.listed(WORKER, consent=False)


def test_an_observation_that_nobody_told_is_read_while_consent_does_not_answer(edge: Edge, engine: sa.Engine) -> None:
    with engine.begin() as db:
        world = World(db, now=datetime.now(UTC))
        seen = Observation("NORTH", "", SEEN, "COMMUNITY", "巡回", "", world.now)
        observations.record(db, world.ctx(RECEIVER), seen)
    elsewhere = replace(edge, city=world.municipality_id)
    assert elsewhere.listed(COLLEAGUE, consent=False) == [(SEEN, "")]


@pytest.mark.plan("P-082")
@pytest.mark.parametrize("role", ["coordinator", "outreach-worker"])
def test_the_same_role_at_another_agency_or_while_intake_does_not_answer_reads_its_own(edge: Edge, role: str) -> None:
    elsewhere = replace(actor("W-05", role), purposes=frozenset({"OUTREACH"}))
    assert edge.listed(elsewhere) == []
    edge.writes(elsewhere, OTHER_SEEN, "")
    assert edge.listed(elsewhere) == [(OTHER_SEEN, "")]
    edge.writes(WORKER, OTHER_SEEN, "")
    assert [text for text, _informant in edge.listed(WORKER)] == [OTHER_SEEN, OTHER_SEEN, SEEN]
    assert edge.listed(WORKER, intake=False) == [(OTHER_SEEN, "")]
