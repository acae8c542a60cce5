"""A request for information tells nothing of the person to an agency close to a suspected perpetrator (D5, row 1)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from kit.context import Actor
from kit.errors import NotFound, PeerUnavailable
from kit.ledger import ledger
from kit.transaction import bind
from pb.tsunagi.meetings.v1 import service_pb2 as pb
from services.intake.domain.relations import Reader
from services.meetings.app import service
from services.meetings.domain.convening import NotInvitable
from services.meetings.store.tables import information_requests
from tests.database import database_of
from tests.kept_away import Town, town_of
from tests.meetings.hall import COORDINATING, MAN, WATER, Hall
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

CITY, QUESTION, ANSWER = "28216", "使用の様子", "三か月使われていない"
CHAIR = Actor(frozenset({"AGENCY", "STAFF"}), COORDINATING, "chair-1", frozenset({"chair"}))
ASKED = Actor(frozenset({"AGENCY"}), WATER, "water-1", frozenset({"agency-worker"}))


@dataclass(frozen=True)
class Desk:
    """W-31 convenes a 支援会議 on somebody and asks W-24."""

    town: Town
    engine: sa.Engine
    case: str
    item: str

    def ask(self, request_id: str, *, silent: str = "") -> str:
        request = pb.RequestInformationRequest(
            name=self.item, agency_id=WATER, question=QUESTION, request_id=request_id
        )
        return str(self.town.ask("RequestInformation", request, CHAIR, silent=silent).name)

    def read(self, name: str, by: Actor, *, silent: str = "") -> pb.InformationRequest:
        request = pb.GetInformationRequestRequest(name=name)
        found = self.town.ask("GetInformationRequest", request, by, silent=silent)
        assert isinstance(found, pb.InformationRequest)
        return found

    def answer(self, name: str, by: Actor) -> None:
        request = pb.AnswerInformationRequestRequest(
            name=name, request_id=f"a-{by.person_id}", answer=pb.INFORMATION_ANSWER_FULL, text=ANSWER
        )
        self.town.ask("AnswerInformationRequest", request, by)

    def correct(self, name: str, by: Actor) -> None:
        request = pb.CorrectInformationAnswerRequest(
            name=name,
            request_id=f"c-{by.person_id}",
            answer=pb.INFORMATION_ANSWER_DECLINED,
            reason="NO_RECORD",
            correction_reason="別の家のことだった",
        )
        self.town.ask("CorrectInformationAnswer", request, by)

    def refused(self, name: str, by: Actor) -> str:
        with pytest.raises(NotFound) as refusal:
            self.read(name, by)
        return repr((refusal.value.code, refusal.value.message, vars(refusal.value)))

    def count(self) -> int:
        with self.engine.begin() as db:
            bind(db, CITY)
            return db.scalar(sa.select(sa.func.count()).select_from(information_requests)) or 0

    def basis(self, by: Actor) -> set[tuple[str, str]]:
        """(field, basis) of all that was shown to them."""
        with self.engine.begin() as db:
            bind(db, CITY)
            rows = db.scalars(sa.select(ledger.c.entries).where(ledger.c.reader_id == by.person_id)).all()
        return {(field, one["basis"]) for row in rows for one in json.loads(row) for field in one["fields"]}


@pytest.fixture
def desk(postgres: Stack, tmp_path: Path) -> Iterator[Desk]:
    with database_of(postgres, "meetings") as engine, town_of(postgres, tmp_path, service, engine, CITY) as town:
        with engine.begin() as db:
            hall = Hall(db, now=datetime.now(UTC))
            item = hall.after_liaison()
        yield Desk(town, engine, hall.case_id, f"agendaItems/{item}")


def test_an_agency_that_is_kept_away_is_not_asked_and_nothing_is_kept(desk: Desk) -> None:
    desk.town.keep_away(desk.case, MAN, Reader(WATER))
    with pytest.raises(NotInvitable):
        desk.ask("r-1")
    assert desk.count() == 0


def test_nobody_is_asked_while_intake_cannot_say_who_is_kept_away(desk: Desk) -> None:
    with pytest.raises(PeerUnavailable):
        desk.ask("r-1", silent="intake")
    assert desk.count() == 0


def test_an_agency_of_which_one_is_close_is_asked_and_the_others_answer(desk: Desk) -> None:
    desk.town.keep_away(desk.case, MAN, Reader(WATER, ASKED.person_id))
    name, colleague = desk.ask("r-1"), replace(ASKED, person_id="water-2")
    assert desk.read(name, colleague).question == QUESTION
    assert desk.refused(name, ASKED) == desk.refused("informationRequests/01ABSENT", ASKED)
    for write in (desk.answer, desk.correct):
        with pytest.raises(NotFound):
            write(name, ASKED)
    desk.answer(name, colleague)
    assert desk.read(name, colleague).state == "ANSWERED"


def test_whom_a_relation_keeps_away_since_reads_and_writes_nothing_of_the_question_any_more(desk: Desk) -> None:
    name = desk.ask("r-1")
    desk.answer(name, ASKED)
    assert desk.read(name, ASKED).question == QUESTION
    desk.town.keep_away(desk.case, MAN, Reader(WATER))
    assert desk.refused(name, ASKED) == desk.refused("informationRequests/01ABSENT", ASKED)
    with pytest.raises(NotFound):
        desk.correct(name, ASKED)
    seen = desk.read(name, CHAIR)
    assert (seen.question, seen.answer) == (QUESTION, ANSWER)


def test_the_asked_agency_is_given_the_question_and_the_ledger_says_on_what_basis(desk: Desk) -> None:
    name = desk.ask("r-1")
    desk.answer(name, ASKED)
    seen = desk.read(name, ASKED, silent="consent")
    assert (seen.question, seen.answer) == (QUESTION, ANSWER)
    assert desk.basis(ASKED) == {
        ("InformationRequest.question", "ART106_6"),
        ("InformationRequest.answer", "OWN_RECORD"),
    }
    desk.read(name, CHAIR)
    assert desk.basis(CHAIR) == {
        ("InformationRequest.question", "OWN_RECORD"),
        ("InformationRequest.answer", "WITHIN_PURPOSE"),
    }
