"""Words are about everybody of whom they were told, and are the record of whoever wrote them.

What is read is reduced as the edge does it, with the consent service answering.
"""

from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from kit.clock import Clock
from kit.peers import Peers
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.consent.domain.statements import CaseReference
from services.consent.use_cases import records
from services.intake.rpc import IntakeServicer
from services.intake.use_cases import offers
from tests.database import inside
from tests.intake.test_rpc import Calls, reduced
from tests.intake.test_worker import grant
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, SON, WINDOW, WORDS, World

pytestmark = pytest.mark.privacy
servicer = IntakeServicer()
QUESTION, ANSWER, ISSUE, REPORT = "借入先は", "二つ", "返済が重い", "相談がついた"


@dataclass(frozen=True)
class Told:
    """A handoff to MONEY of a mother and her son, both of whom agree, with words about both of them."""

    world: World
    consents: sa.Engine
    peers: Peers
    handoff_id: str
    refuser: str
    other: str

    def refuse(self, person_id: str) -> None:
        offers.refuse(self.world.db, self.world.ctx(MONEY), self.handoff_id, person_id, REPORT, self.world.now)

    def withdraw(self, person_id: str, agency_id: str = MONEY) -> None:
        case_id = self.world.handoff(self.handoff_id).case_id
        of = CaseReference(case_id, "R8-00001-0", COORDINATING, WINDOW, (person_id,))
        with self.consents.begin() as db:
            ctx = inside(db, self.world.ctx(COORDINATOR))
            records.withdraw(db, ctx, of, person_id, agency_id, ctx.now)

    def read(self, by: str = MONEY) -> pb.Handoff:
        call = Calls(self.world, self.peers).by(by)
        name = f"handoffs/{self.handoff_id}"
        return reduced(servicer.get_handoff(pb.GetHandoffRequest(name=name), call), call)


@pytest.fixture
def told(world: World, answering: Peers, consent_engine: sa.Engine) -> Told:
    world.now = Clock(None).now()
    handoff_id = world.offered(MOTHER, SON)
    row, calls = world.handoff(handoff_id), Calls(world, answering)
    sorted_out = pb.SortOutIssuesRequest(name=f"consultations/{row.source_id}", issues=[pb.Issue(text=ISSUE)])
    servicer.sort_out_issues(sorted_out, calls.by(WINDOW))
    offers.request_information(world.db, world.ctx(MONEY), handoff_id, QUESTION)
    offers.supply_information(world.db, world.ctx(WINDOW), handoff_id, ANSWER)
    world.offer(handoff_id)
    world.accept(handoff_id)
    for person_id in row.person_ids:
        for agency_id in (MONEY, WINDOW):
            grant(world, consent_engine, row.case_id, person_id, agency_id, "HANDOFF", "C1", "C4", "C5")
    return Told(world, consent_engine, answering, handoff_id, *row.person_ids)


def words(found: pb.Handoff) -> set[str]:
    texts = {found.narrative, found.report, *(one.text for one in found.issues), *(one.text for one in found.entries)}
    return texts - {""}


@pytest.mark.plan("P-024")
def test_what_was_told_of_two_is_read_on_both_their_consents_also_when_one_refuses_the_handoff(told: Told) -> None:
    assert {WORDS, ISSUE, ANSWER} <= words(told.read())
    told.refuse(told.refuser)
    found = told.read()
    assert ([one.person_id for one in found.persons], {WORDS, ISSUE, ANSWER} <= words(found)) == ([told.other], True)
    told.withdraw(told.refuser)
    found = told.read()
    assert [one.person_id for one in found.persons] == [told.other], "nobody else's consent is touched"
    assert words(found) == {QUESTION, REPORT}, "its own words alone"


def test_the_sender_reads_the_receivers_words_about_two_on_both_their_consents(told: Told) -> None:
    told.refuse(told.refuser)
    said = (told.handoff_id, "COMPLETED", "", told.world.now)
    offers.complete(told.world.db, told.world.ctx(MONEY), *said)
    assert REPORT in words(told.read(WINDOW))
    told.withdraw(told.refuser, WINDOW)
    assert words(told.read(WINDOW)) == {WORDS, ISSUE, ANSWER, QUESTION}, "its own words, and what it was asked"
