"""At intake's real edge: what cannot be written into the ledger is not shown, by no rpc and no stream."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from kit import ledger
from kit.calls import Dispatcher
from kit.clock import Clock
from kit.context import Actor, Context
from kit.identity import KeyRing, Signer
from kit.peers import Peers
from kit.transaction import transaction
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.app import service
from services.intake.store import handoffs
from tests.intake.world import MOTHER, REFERENCE, WINDOW, WORDS
from tsunagi.stack import Stack

METHODS = service.descriptor.methods_by_name
WORKER = Actor(frozenset({"AGENCY"}), WINDOW, "staff-w03", purposes=frozenset({"INTAKE"}))


class Edge:
    """One window's calls to the dispatcher that both edges stand on."""

    def __init__(self, dispatcher: Dispatcher, signer: Signer) -> None:
        self._dispatcher, self.city = dispatcher, f"city-{uuid4().hex}"
        token = signer.token(WORKER, self.city, 600)
        self._metadata = {"authorization": f"Bearer {token}", "x-purpose": "INTAKE"}
        request = pb.RegisterConsultationRequest(
            request_id="1", channel=pb.CHANNEL_PHONE, consulter=pb.CONSULTER_FAMILY, narrative=WORDS
        )
        request.persons.add(name=MOTHER.name, address=MOTHER.address)
        request.sender_reference = REFERENCE
        self.consultation = dispatcher.unary(METHODS["RegisterConsultation"], request, self._metadata).name  # type: ignore[attr-defined]

    def read(self) -> pb.Consultation:
        request = pb.GetConsultationRequest(name=self.consultation)
        answer = self._dispatcher.unary(METHODS["GetConsultation"], request, self._metadata)
        assert isinstance(answer, pb.Consultation)
        return answer

    def watch(self) -> list[str]:
        answers, _next = self._dispatcher.batch(METHODS["WatchIncoming"], pb.ListIncomingRequest(), self._metadata)
        return [one.sender_reference for one in answers]  # type: ignore[attr-defined]


@pytest.fixture
def edge(engine: sa.Engine, key_folder: Path, silent: Peers) -> Edge:
    ring = KeyRing(key_folder / "jwks.json")
    pairs = [(service.descriptor, service.servicer)]
    dispatcher = Dispatcher(pairs, engine, ring, Clock(None), silent, service.disclosure_check)
    return Edge(dispatcher, Signer(key_folder / "demo-issuer.pem", "demo-issuer", "demo"))


@pytest.fixture
def unwritable(postgres: Stack, engine: sa.Engine) -> Iterator[None]:
    """The ledger's table takes no row of the service's login."""
    admin = sa.create_engine(
        sa.make_url(postgres.admin_database_url()).set(database=engine.url.database), isolation_level="AUTOCOMMIT"
    )
    login = sa.make_url(postgres.database_url("intake")).username
    with admin.connect() as db:
        db.execute(sa.text(f"REVOKE INSERT ON ledger FROM {login}"))
        yield
        db.execute(sa.text(f"GRANT INSERT ON ledger TO {login}"))
    admin.dispose()


def rows(engine: sa.Engine, city: str) -> int:
    with transaction(engine, city) as db:
        return db.scalar(sa.select(sa.func.count()).select_from(ledger.ledger)) or 0


def test_each_answer_that_shows_content_is_a_row_and_a_write_is_none(edge: Edge, engine: sa.Engine) -> None:
    assert rows(engine, edge.city) == 0
    assert edge.read().persons[0].name == MOTHER.name
    edge.read()
    assert rows(engine, edge.city) == 2


@pytest.mark.usefixtures("unwritable")
def test_a_read_that_cannot_write_its_row_answers_nothing(edge: Edge) -> None:
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
        edge.read()


def test_a_stream_writes_its_rows_and_shows_nothing_when_it_cannot(
    edge: Edge, engine: sa.Engine, request: pytest.FixtureRequest
) -> None:
    with transaction(engine, edge.city) as db:
        ctx = Context(WORKER, "INTAKE", datetime.now(UTC), edge.city)
        item = {"kind": "FEEDBACK", "case_id": "01", "subject": edge.consultation, "sender_reference": REFERENCE}
        handoffs.deliver(db, ctx, WINDOW, **item)
    assert edge.watch() == [REFERENCE]
    assert rows(engine, edge.city) == 1
    request.getfixturevalue("unwritable")
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
        edge.watch()
