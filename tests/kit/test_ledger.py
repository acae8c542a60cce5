"""Who learned what is written down with the answer, and nobody can change it unseen."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa

from kit import ledger, outbox
from kit.context import Actor, Context
from kit.disclosure import About, Room, Shown
from kit.kafka import Delivery
from kit.transaction import transaction
from pb.tsunagi.ledger.v1 import ledger_pb2
from tests.database import database_of
from tsunagi.ledger import Chain, verify
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

READER = Actor(frozenset({"AGENCY"}), "W-07", "staff-w07")
ABOUT = About("case-1", ("person-1",), "W-03", "W-31", "HANDOFF")
NAME = Shown(ABOUT, "person-1", "handoffs/1", "Person.name", "C1", "CONSENT", "D5-11")


@pytest.fixture(scope="module")
def intake(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "intake") as engine:
        yield engine


@pytest.fixture(scope="module")
def consent(postgres: Stack) -> Iterator[sa.Engine]:
    """Another service, which keeps checkpoints."""
    with database_of(postgres, "consent") as engine:
        yield engine


@pytest.fixture
def city() -> str:
    return f"city-{uuid4().hex}"


@pytest.fixture
def might(postgres: Stack, intake: sa.Engine) -> Iterator[sa.Connection]:
    """Somebody with every right on intake's database."""
    url = sa.make_url(postgres.admin_database_url()).set(database=intake.url.database)
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        yield db
    engine.dispose()


def ctx(city: str) -> Context:
    return Context(READER, "HANDOFF", datetime(2026, 12, 1, tzinfo=UTC), city)


def learn(engine: sa.Engine, city: str, *shown: Shown) -> None:
    with transaction(engine, city) as db:
        ledger.append(db, ctx(city), "tsunagi.intake.v1.IntakeService.GetHandoff", shown)


def tell(intake: sa.Engine, consent: sa.Engine, city: str) -> None:
    """The checkpoint, as relay and consumer carry it."""
    with transaction(intake, city) as db:
        ledger.seal(db, "intake", datetime.now(UTC))
        query = sa.select(outbox.outbox.c.body).where(outbox.outbox.c.event_type.endswith("LedgerSealed"))
        bodies = db.scalars(query.where(outbox.outbox.c.municipality_id == city)).all()
    with transaction(consent, city) as db:
        for body in bodies:
            event = ledger_pb2.LedgerSealed.FromString(body)
            for _twice in range(2):
                peers = None  # nothing is asked
                kept = Delivery(ctx(city), db, peers, event, "", "")  # type: ignore[arg-type]
                ledger.subscriptions[event.DESCRIPTOR.full_name](kept)


def checked(city: str, intake: sa.Engine, consent: sa.Engine) -> Chain:
    urls = {name: engine.url.render_as_string(hide_password=False) for name, engine in of(intake, consent)}
    (chain,) = [one for one in verify(urls) if one.service == "intake" and one.municipality_id == city]
    return chain


def of(intake: sa.Engine, consent: sa.Engine) -> tuple[tuple[str, sa.Engine], ...]:
    return ("intake", intake), ("consent", consent)


def codes(chain: Chain) -> set[str]:
    return {one.code for one in chain.breaks}


@pytest.fixture
def ten(intake: sa.Engine, consent: sa.Engine, city: str) -> str:
    """A city with ten rows, of which another service knows."""
    for number in range(10):
        learn(intake, city, replace(NAME, subject=f"handoffs/{number}"))
    tell(intake, consent, city)
    return city


def test_an_answer_is_one_row_with_its_fields_by_person_record_and_basis(intake: sa.Engine, city: str) -> None:
    kana, own = replace(NAME, field="Person.kana"), replace(NAME, basis="OWN_RECORD", rule="D5-04")
    learn(intake, city, NAME, kana, own)
    with transaction(intake, city) as db:
        (row,) = db.execute(sa.select(ledger.ledger)).all()
    assert (row.seq, row.agency_id, row.reader_id, row.purpose) == (1, "W-07", "staff-w07", "HANDOFF")
    assert '"fields":["Person.kana","Person.name"]' in row.entries
    assert '"basis":"OWN_RECORD"' in row.entries


def test_an_answer_that_showed_nothing_leaves_no_row(intake: sa.Engine, city: str) -> None:
    learn(intake, city)
    with transaction(intake, city) as db:
        assert db.execute(sa.select(ledger.ledger)).all() == []


def test_readers_side_by_side_make_one_chain(intake: sa.Engine, consent: sa.Engine, city: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _number: learn(intake, city, NAME), range(64)))
    chain = checked(city, intake, consent)
    assert (chain.length, chain.breaks) == (64, ())


def test_an_untouched_ledger_holds_against_its_checkpoint(ten: str, intake: sa.Engine, consent: sa.Engine) -> None:
    assert checked(ten, intake, consent) == Chain("intake", ten, 10, 1, ())


def test_it_is_told_once_until_it_grows(ten: str, intake: sa.Engine, consent: sa.Engine) -> None:
    tell(intake, consent, ten)
    assert checked(ten, intake, consent).witnesses == 1
    learn(intake, ten, NAME)
    tell(intake, consent, ten)
    assert checked(ten, intake, consent).witnesses == 2


@pytest.mark.parametrize("statement", ["UPDATE ledger SET purpose = 'X'", "DELETE FROM ledger", "TRUNCATE ledger"])
def test_the_services_login_can_only_add(intake: sa.Engine, ten: str, statement: str) -> None:
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"), transaction(intake, ten) as db:
        db.execute(sa.text(statement))


EDITS = {
    "edit": "UPDATE ledger SET agency_id = 'W-99' WHERE municipality_id = :city AND seq = 4",
    "delete": "DELETE FROM ledger WHERE municipality_id = :city AND seq = 4",
    "delete the first": "DELETE FROM ledger WHERE municipality_id = :city AND seq = 1",
    "reorder": "UPDATE ledger SET seq = CASE seq WHEN 4 THEN -5 ELSE -4 END"
    " WHERE municipality_id = :city AND seq IN (4, 5);"
    " UPDATE ledger SET seq = -seq WHERE municipality_id = :city AND seq < 0",
    "insert": "INSERT INTO ledger SELECT municipality_id, 11, at, agency_id, reader_id, purpose, method, entries, hash"
    " FROM ledger WHERE municipality_id = :city AND seq = 10",
    "cut the tail": "DELETE FROM ledger WHERE municipality_id = :city AND seq > 7;"
    " UPDATE ledger_heads h SET seq = 7, hash = l.hash FROM ledger l WHERE l.municipality_id = h.municipality_id"
    " AND l.seq = 7 AND h.municipality_id = :city",
    "cut everything": "DELETE FROM ledger WHERE municipality_id = :city;"
    " DELETE FROM ledger_heads WHERE municipality_id = :city",
}
FOUND = {"cut the tail": "LEDGER_TAIL_CUT", "cut everything": "LEDGER_TAIL_CUT", "delete": "LEDGER_GAP"}


@pytest.mark.parametrize("tampering", EDITS)
def test_tampering_by_somebody_with_every_right_is_found(
    ten: str, intake: sa.Engine, consent: sa.Engine, might: sa.Connection, tampering: str
) -> None:
    for statement in EDITS[tampering].split(";"):
        assert might.execute(sa.text(statement), {"city": ten}).rowcount
    chain = checked(ten, intake, consent)
    assert FOUND.get(tampering, "LEDGER_CHANGED") in codes(chain)


def test_a_chain_that_was_written_anew_from_the_start_differs_from_its_checkpoint(
    ten: str, intake: sa.Engine, consent: sa.Engine, might: sa.Connection
) -> None:
    for statement in EDITS["cut everything"].split(";"):
        might.execute(sa.text(statement), {"city": ten})
    for _number in range(10):
        learn(intake, ten, replace(NAME, field="Person.phone"))
    assert codes(checked(ten, intake, consent)) == {"LEDGER_CHECKPOINT_DIFFERS"}


def drafted(engine: sa.Engine, city: str, *, handout: bool, page_size: int = 0) -> list[ledger_pb2.Disclosure]:
    officer = replace(ctx(city), actor=replace(READER, roles=frozenset({"disclosure-officer"})))
    found: list[ledger_pb2.Disclosure] = []
    request = ledger_pb2.ListDisclosuresRequest(person_id="person-1", handout=handout, page_size=page_size)
    with transaction(engine, city) as db:
        while True:
            page = ledger.draft(db, officer, request)
            found += page.disclosures
            if not page.next_page_token:
                return found
            request.page_token = page.next_page_token


SUPPORT = replace(NAME, about=replace(ABOUT, room=Room("SUPPORT", chair=False, member=True, pledged=True)))


def test_a_draft_proposes_a_ground_and_what_is_handed_out_tells_nothing_of_a_support_meeting(
    intake: sa.Engine, city: str
) -> None:
    elsewhere = replace(NAME, person_id="person-2")
    learn(intake, city, NAME)
    learn(intake, city, SUPPORT, elsewhere)
    learn(intake, city, replace(NAME, field="Person.phone"), SUPPORT)
    assert [one.proposed_ground for one in drafted(intake, city, handout=False)] == ["", "ART78_1_7", "", "ART78_1_7"]
    given = drafted(intake, city, handout=True)
    assert [list(one.fields) for one in given] == [["Person.name"], ["Person.phone"]]
    assert [one.SerializeToString() for one in drafted(intake, city, handout=True, page_size=1)] == [
        one.SerializeToString() for one in given
    ]


def test_pages_of_what_is_handed_out_are_full_whatever_is_withheld_between(intake: sa.Engine, city: str) -> None:
    """Two people of whom the same was shown, of one also in a 支援会議: what is handed out of them looks the same."""
    for number in range(4):
        learn(intake, city, replace(NAME, subject=f"handoffs/{number}"))
        learn(intake, city, SUPPORT, replace(SUPPORT, basis="OWN_RECORD", rule="D5-04"))
        learn(intake, city, replace(NAME, person_id="person-2", subject=f"handoffs/{number}"))
        learn(intake, city, replace(NAME, basis="ART106_6", rule="D5-10"))
    officer = replace(ctx(city), actor=replace(READER, roles=frozenset({"disclosure-officer"})))
    pages: dict[str, list[list[str]]] = {"person-1": [], "person-2": []}
    with transaction(intake, city) as db:
        for person_id, found in pages.items():
            request = ledger_pb2.ListDisclosuresRequest(person_id=person_id, handout=True, page_size=2)
            while page := ledger.draft(db, officer, request):
                found.append([one.subject for one in page.disclosures])
                request.page_token = page.next_page_token
                if not page.next_page_token:
                    break
    assert pages["person-1"] == pages["person-2"] == [["handoffs/0", "handoffs/1"], ["handoffs/2", "handoffs/3"]]


def test_papers_of_a_deliberation_have_a_ground_of_their_own(intake: sa.Engine, city: str) -> None:
    learn(intake, city, replace(NAME, field="Issue.text", category="C6"))
    assert [one.proposed_ground for one in drafted(intake, city, handout=False)] == ["ART78_1_6"]
    assert drafted(intake, city, handout=True) == []


def test_a_draft_is_for_the_disclosure_officer_only(intake: sa.Engine, city: str) -> None:
    with transaction(intake, city) as db, pytest.raises(ledger.NotADisclosureOfficer):
        ledger.draft(db, ctx(city), ledger_pb2.ListDisclosuresRequest(person_id="person-1"))
