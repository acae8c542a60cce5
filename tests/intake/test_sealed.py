"""What intake keeps of people: nothing of it stands in a file of its database, and what was moved is never shown."""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast
from uuid import uuid4

import grpc
import pytest
import sqlalchemy as sa
from google.protobuf import message_factory
from google.protobuf.message import Message

from kit.calls import Dispatcher
from kit.clock import Clock
from kit.context import Actor
from kit.identity import KeyRing, Signer
from kit.keyring import Keyring
from kit.peers import Peers
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.app import service
from services.intake.domain import Person, address_key, match_key
from tests.intake.world import WINDOW
from tests.scenarios.canary import spellings
from tests.serving import in_thread, listening
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

CITY = f"city-{uuid4().hex}"
HANA = Person(
    "",
    "封緘 華代",
    "フウカン ハナヨ",
    "1931-07-19",
    "079-000-4417",
    "架空市封緘町8丁目77-5",
    "義理の大叔母",
    ("MENTAL",),
)
NARRATIVE, WISH, REFERENCE = "封緘の相談 庭の井戸へ毎晩話しかける", "封緘の望み 井戸と暮らしたい", "封緘-受付-90210"
FACT = "ABUSE_OR_DV"
WORKER = Actor(frozenset({"AGENCY"}), WINDOW, "staff-w03", purposes=frozenset({"INTAKE"}))
SECRETS = [HANA.name, HANA.kana, HANA.birth_date, HANA.phone, HANA.address, HANA.relation, NARRATIVE, WISH, REFERENCE]
SECRETS += [FACT]
Send = Callable[[str, Message], Message]


@pytest.fixture(scope="module")
def send(engine: sa.Engine, key_folder: Path, silent: Peers) -> Iterator[Send]:
    """A window's calls to intake's real gRPC edge."""
    ring, pairs = KeyRing(key_folder / "jwks.json"), [(service.descriptor, service.servicer)]
    dispatcher = Dispatcher(pairs, engine, ring, Clock(None), silent, service.disclosure_check)
    token = Signer(key_folder / "demo-issuer.pem", "demo-issuer", "demo").token(WORKER, CITY, 600)
    metadata = (("authorization", f"Bearer {token}"), ("x-purpose", "INTAKE"))

    with in_thread(listening(dispatcher, ThreadPoolExecutor(2))) as port:
        channel = grpc.insecure_channel(f"127.0.0.1:{port}")

        def call(name: str, request: Message) -> Message:
            method = service.descriptor.methods_by_name[name]
            answer = message_factory.GetMessageClass(method.output_type)
            path = f"/{service.descriptor.full_name}/{name}"
            ask: grpc.UnaryUnaryMultiCallable[Message, Message] = channel.unary_unary(
                path, lambda one: one.SerializeToString(), answer.FromString
            )
            return ask(request, metadata=metadata, timeout=10)

        yield call
        channel.close()


def register(send: Send) -> pb.Consultation:
    request = pb.RegisterConsultationRequest(
        request_id=uuid4().hex,
        channel=pb.CHANNEL_PHONE,
        consulter=pb.CONSULTER_FAMILY,
        concerns=["MENTAL"],
        urgency_facts=[FACT],
        narrative=NARRATIVE,
        wish=WISH,
        sender_reference=REFERENCE,
    )
    request.persons.add(
        name=HANA.name,
        kana=HANA.kana,
        birth_date=HANA.birth_date,
        phone=HANA.phone,
        address=HANA.address,
        relation=HANA.relation,
        concerns=HANA.concerns,
    )
    return cast(pb.Consultation, send("RegisterConsultation", request))


def read(send: Send, consultation: pb.Consultation) -> pb.Consultation:
    return cast(pb.Consultation, send("GetConsultation", pb.GetConsultationRequest(name=consultation.name)))


@pytest.fixture
def admin(postgres: Stack, engine: sa.Engine) -> Iterator[sa.Connection]:
    url = sa.make_url(postgres.admin_database_url()).set(database=engine.url.database)
    found = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with found.connect() as db:
        yield db
    found.dispose()


def in_files(postgres: Stack, admin: sa.Connection, words: list[str]) -> set[str]:
    """Which of these stand in a file of the whole server: tables, indexes, large values, the write-ahead log."""
    admin.execute(sa.text("CHECKPOINT"))
    wanted = [(word, spelling) for word in words for spelling in spellings(word)]
    found = set()
    for path in (postgres.postgres_folder / "data").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found |= {word for word, spelling in wanted if spelling in content}
    return found


def test_nothing_that_was_told_stands_in_a_file_of_the_database(
    postgres: Stack, send: Send, admin: sa.Connection, engine: sa.Engine
) -> None:
    shown = read(send, register(send))
    assert (shown.narrative, shown.persons[0].name, list(shown.urgency_facts)) == (NARRATIVE, HANA.name, [FACT])
    digests = [hashlib.sha256(key.encode()).hexdigest() for key in (match_key(HANA), address_key(HANA.address))]
    guessed = [cut for one in digests for cut in (one, one[:32])]
    planted = "封緘 見本"
    with engine.begin() as db:
        db.execute(sa.text("SELECT set_config('tsunagi.municipality', :city, true)"), {"city": CITY})
        db.execute(sa.text("INSERT INTO case_numbers VALUES (:city, :word, 1)"), {"city": CITY, "word": planted})
    assert in_files(postgres, admin, [*SECRETS, *guessed, match_key(HANA), planted]) == {planted}


def test_who_was_here_before_is_found_by_a_blind_index(send: Send, admin: sa.Connection, postgres: Stack) -> None:
    for _ in range(2):
        register(send)
    found = admin.execute(sa.text("SELECT DISTINCT match_key FROM persons WHERE municipality_id = :c"), {"c": CITY})
    index: Keyring = postgres.keyring("intake")
    assert list(found.scalars()) == [index.blind(CITY, match_key(HANA))]


MOVES = {
    "persons": "UPDATE persons SET name = (SELECT name FROM persons WHERE id = :other) WHERE id = :own",
    "subject": "UPDATE persons SET name = replace(name, :own, :other) WHERE id = :own",
    "column": "UPDATE persons SET phone = name WHERE id = :own",
}


@pytest.mark.parametrize("move", MOVES)
def test_what_belongs_to_another_row_person_or_field_is_an_internal_error_without_content(
    send: Send, admin: sa.Connection, move: str
) -> None:
    mine, others = (read(send, register(send)) for _ in range(2))
    ids = {"own": mine.persons[0].person_id, "other": others.persons[0].person_id}
    assert admin.execute(sa.text(MOVES[move]), ids).rowcount == 1
    with pytest.raises(grpc.RpcError) as refused:
        read(send, mine)
    error = cast(grpc.Call, refused.value)
    assert (error.code(), error.details()) == (grpc.StatusCode.INTERNAL, "INTERNAL")
    told = f"{refused.value} {error.trailing_metadata()}"
    assert not [word for word in (*SECRETS, *ids.values(), "s1:") if word in told]
    assert read(send, others).persons[0].name == HANA.name
