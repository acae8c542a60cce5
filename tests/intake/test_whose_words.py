"""Words are about everybody of whom they were told, and are the record of whoever wrote them.

What is read is reduced as the edge does it, with the consent service answering.
"""

from dataclasses import dataclass, replace
from typing import Any

import pytest
import sqlalchemy as sa
from google.protobuf.message import Message

from kit.calls import Call, snake
from kit.clock import Clock
from kit.context import Actor
from kit.errors import NotFound
from kit.peers import Peers
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.consent.domain.statements import CaseReference
from services.consent.use_cases import records
from services.intake.rpc import IntakeServicer
from services.intake.use_cases import merging, offers
from tests.database import inside
from tests.intake.test_rpc import Calls, reduced
from tests.intake.test_worker import grant
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, OTHER, SON, WINDOW, WORDS, World, actor

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


COLLEAGUE = replace(COORDINATOR, person_id="staff-colleague")
SECRETARIAT = replace(COORDINATOR, person_id="staff-secretariat", roles=frozenset({"secretariat"}))
MANAGER = replace(COORDINATOR, person_id="staff-manager", roles=frozenset({"decision-maker"}))
DIFFICULTY = "人手が足りない"
Read = tuple[str, Message]


@dataclass(frozen=True)
class Office:
    """The coordinators' office, whose people read as its edge lets them, with the consent service answering."""

    world: World
    peers: Peers

    def read(self, rpc: str, request: Message, by: Actor) -> str:
        """The words that are shown; nothing where there is no such record."""
        call = Call(self.world.ctx(by), self.world.db, self.peers)
        try:
            answer = getattr(servicer, snake(rpc))(request, call)
        except NotFound:
            return ""
        return str(reduced(answer, call))

    def write(self, rpc: str, request: Message, by: Actor = COORDINATOR) -> Any:
        return getattr(servicer, snake(rpc))(request, Call(self.world.ctx(by), self.world.db, self.peers))


@pytest.fixture
def office(world: World, answering: Peers) -> Office:
    world.now = Clock(None).now()
    return Office(world, answering)


@pytest.mark.plan("P-027")
def test_what_a_coordinator_wrote_in_a_case_is_no_colleagues_own_record(office: Office) -> None:
    world = office.world
    case_id = world.open_case(MOTHER)
    file, case = f"consultations/{world.consultation_of(case_id).id}", f"cases/{case_id}"
    role = world.offered_role(case_id, MONEY, *world.people(case_id))
    offers.request_information(world.db, world.ctx(MONEY), role, QUESTION)
    office.write(
        "SupplyHandoffInformation", pb.SupplyHandoffInformationRequest(name=f"handoffs/{role}", information=ANSWER)
    )
    contact = pb.ContactAgencyRequest(name=case, to_agency_id=MONEY, topic="SITUATION", text=WORDS)
    made = office.write("ContactAgency", contact)
    told = pb.ContactAgencyRequest(name=case, topic="DIFFICULTY_STAFF", text=DIFFICULTY)
    office.write("ContactAgency", told, actor(WINDOW))
    office.write("SortOutIssues", pb.SortOutIssuesRequest(name=file, issues=[pb.Issue(text=ISSUE)]))
    reads: list[tuple[str, Message, set[str]]] = [
        ("GetContact", pb.GetContactRequest(name=made.name), {WORDS}),
        ("ListContacts", pb.ListContactsRequest(case_id=case_id), {WORDS, DIFFICULTY}),
        ("ListIssues", pb.ListIssuesRequest(name=file), {ISSUE}),
        ("GetHandoff", pb.GetHandoffRequest(name=f"handoffs/{role}"), {QUESTION, ANSWER}),
    ]
    for rpc, request, words_there in reads:
        for by, expected in (
            (COORDINATOR, words_there),
            (MANAGER, words_there),
            (COLLEAGUE, set()),
            (SECRETARIAT, set()),
        ):
            shown = office.read(rpc, request, by)
            assert {one for one in (WORDS, DIFFICULTY, ISSUE, QUESTION, ANSWER) if one in shown} == expected, (rpc, by)


@pytest.mark.plan("P-027")
def test_what_was_told_at_the_coordinators_own_window_is_no_colleagues_own_record_once_the_case_is_in_hands(
    office: Office,
) -> None:
    world = office.world
    handoff_id = world.offered(MOTHER, by=COORDINATING)
    consultation_id, case_id = world.handoff(handoff_id).source_id, world.handoff(handoff_id).case_id
    read: Read = ("GetConsultation", pb.GetConsultationRequest(name=f"consultations/{consultation_id}"))
    handed: Read = ("GetHandoff", pb.GetHandoffRequest(name=f"handoffs/{handoff_id}"))
    assert [WORDS in office.read(*one, COLLEAGUE) for one in (read, handed)] == [True, True]
    world.run("open-case", caseId=case_id, consultationId=consultation_id)
    for by, expected in ((COORDINATOR, True), (actor(COORDINATING), True), (COLLEAGUE, False)):
        assert [WORDS in office.read(*one, by) for one in (read, handed)] == [expected, expected], by


@pytest.mark.plan("P-027")
@pytest.mark.parametrize("in_hands", [False, True])
def test_what_was_told_at_the_coordinators_window_is_no_own_record_of_an_office_that_meets_nobody(
    office: Office, *, in_hands: bool
) -> None:
    world = office.world
    handoff_id = world.offered(MOTHER, by=COORDINATING)
    consultation_id, case_id = world.handoff(handoff_id).source_id, world.handoff(handoff_id).case_id
    file = f"consultations/{consultation_id}"
    office.write("SortOutIssues", pb.SortOutIssuesRequest(name=file, issues=[pb.Issue(text=ISSUE)]))
    if in_hands:
        world.run("open-case", caseId=case_id, consultationId=consultation_id)
    reads: list[Read] = [
        ("GetConsultation", pb.GetConsultationRequest(name=file)),
        ("ListIssues", pb.ListIssuesRequest(name=file)),
        ("GetHandoff", pb.GetHandoffRequest(name=f"handoffs/{handoff_id}")),
    ]
    for role in ("administrator", "committee-secretariat", "records-officer", "disclosure-officer"):
        told = [office.read(*one, actor(COORDINATING, role)) for one in reads]
        assert not [one for one in told if MOTHER.name in one or WORDS in one or ISSUE in one], role
    for worker in (actor(COORDINATING, "agency-worker"), actor(COORDINATING, "records-officer", "agency-worker")):
        told = [office.read(*one, worker) for one in reads]
        assert [WORDS in one or ISSUE in one for one in told] == [True] * 3


@pytest.mark.plan("P-027")
def test_what_another_window_told_and_the_process_took_in_again_is_nobodys_own_record(office: Office) -> None:
    """A worry that joined a case and outlives it: its new file is the coordinators', and its words are not theirs."""
    world = office.world
    case_id = world.open_case(MOTHER)
    joined = world.joining(case_id)
    world.run("end-case", caseId=case_id, closureReason="GOALS_MET")
    new = world.events("ConsultationReceived")[-1]
    assert new.consultation_id != joined
    office.write(
        "ScreenConsultation",
        pb.ScreenConsultationRequest(
            name=f"consultations/{new.consultation_id}",
            residency=pb.RESIDENCY_RESIDENT,
            welfare_need=True,
            single_agency=True,
            candidate_agency_ids=[MONEY],
        ),
    )
    route = {"caseId": new.case_id, "consultationId": new.consultation_id, "route": "HANDOFF", "urgency": 0}
    world.run("apply-route", **route)
    source = {"caseId": new.case_id, "handoffSource": "CONSULTATION", "sourceId": new.consultation_id}
    handoff_id = world.run("prepare-handoff", **source)["handoffId"]
    world.offer(handoff_id)
    read: Read = ("GetConsultation", pb.GetConsultationRequest(name=f"consultations/{new.consultation_id}"))
    handed: Read = ("GetHandoff", pb.GetHandoffRequest(name=f"handoffs/{handoff_id}"))
    assert WORDS in office.read(*read, COLLEAGUE), "any coordinator's, until it is in somebody's hands"
    world.run("open-case", caseId=new.case_id, consultationId=new.consultation_id)
    for by, expected in ((COORDINATOR, True), (MANAGER, True), (COLLEAGUE, False), (SECRETARIAT, False)):
        shown = [office.read(*one, by) for one in (read, handed)]
        assert [WORDS in one for one in shown] == [expected, expected], by
        assert [SON.phone in one for one in shown] == [expected, expected], by
    assert office.read(*read, SECRETARIAT) == office.read(*handed, SECRETARIAT) == "", "it is the coordinators' alone"
    assert handoff_id not in office.read("ListHandoffs", pb.ListHandoffsRequest(), SECRETARIAT)


RIGHT_PHONE, RIGHT_WORDS = "0790-00-9911", "借金は兄のもの"


def corrected(office: Office, consultation_id: str, by: Actor, phone: str, words: str) -> None:
    world, name = office.world, f"consultations/{consultation_id}"
    row = world.consultation(consultation_id)
    right = pb.CorrectPersonRequest(
        name=f"cases/{row.case_id}", person_id=row.person_ids[0], fields=["phone"], reason="聞き違い"
    )
    right.right.phone = phone
    office.write("CorrectPerson", right, by)
    said = pb.RegisterConsultationRequest(
        channel=pb.CHANNEL_PHONE, consulter=pb.CONSULTER_FAMILY, concerns=row.concerns, narrative=words
    )
    office.write("CorrectConsultation", pb.CorrectConsultationRequest(name=name, right=said, reason="聞き違い"), by)


def handed_over(world: World, consultation_id: str) -> str:
    case_id = world.consultation(consultation_id).case_id
    world.screen(consultation_id, single_agency=True, candidates=(MONEY,))
    world.run("apply-route", caseId=case_id, consultationId=consultation_id, route="HANDOFF", urgency=1)
    source = {"caseId": case_id, "handoffSource": "CONSULTATION", "sourceId": consultation_id}
    handoff_id = str(world.run("prepare-handoff", **source)["handoffId"])
    world.offer(handoff_id)
    return handoff_id


@pytest.mark.plan("P-024")
def test_what_the_coordinator_corrected_is_not_the_windows_own_record_and_what_it_wrote_itself_still_is(
    office: Office, consent_engine: sa.Engine
) -> None:
    world, window = office.world, actor(WINDOW)
    consultation_id = world.receive(MOTHER)
    row = world.consultation(consultation_id)
    corrected(office, consultation_id, COORDINATOR, RIGHT_PHONE, RIGHT_WORDS)
    handoff_id = handed_over(world, consultation_id)
    reads: list[Read] = [
        ("GetConsultation", pb.GetConsultationRequest(name=f"consultations/{consultation_id}")),
        ("GetHandoff", pb.GetHandoffRequest(name=f"handoffs/{handoff_id}")),
        ("ListHandoffs", pb.ListHandoffsRequest(case_id=row.case_id)),
    ]

    def shown(by: Actor) -> list[tuple[bool, bool, bool]]:
        told = [office.read(*one, by) for one in reads]
        return [(MOTHER.name in one, RIGHT_PHONE in one, RIGHT_WORDS in one) for one in told]

    assert shown(window) == [(True, False, False)] * 3
    assert shown(COORDINATOR) == [(True, True, True)] * 3
    grant(world, consent_engine, row.case_id, row.person_ids[0], WINDOW, "HANDOFF", "C1", "C4", "C5")
    assert shown(window) == [(True, False, False), (True, True, True), (True, True, True)]


def test_what_the_window_corrected_itself_is_its_own_record_also_after_the_coordinator_had(office: Office) -> None:
    world, window = office.world, actor(WINDOW)
    consultation_id = world.receive(MOTHER)
    read: Read = ("GetConsultation", pb.GetConsultationRequest(name=f"consultations/{consultation_id}"))
    corrected(office, consultation_id, COORDINATOR, "0790-00-9900", "聞き直した")
    corrected(office, consultation_id, window, RIGHT_PHONE, RIGHT_WORDS)
    told = office.read(*read, window)
    assert (RIGHT_PHONE in told, RIGHT_WORDS in told) == (True, True)


def test_who_was_in_the_file_by_mistake_is_still_written_about_where_the_worry_goes_on(office: Office) -> None:
    world = office.world
    case_id = world.open_case(MOTHER, SON, by=OTHER)
    mother, son = world.people(case_id)
    merged = world.open_case(MOTHER, SON)
    told = world.consultation_of(merged)
    merging.separate(world.db, world.ctx(), merged, told.person_ids[1], "別の世帯だった")
    merging.merge(world.db, world.ctx(), merged, case_id, {told.person_ids[0]: mother}, "同じ世帯だった", "")
    world.run("end-case", caseId=case_id, closureReason="GOALS_MET")
    again = next(
        found
        for event in reversed(world.events("ConsultationReceived"))
        if (found := world.consultation(event.consultation_id)).predecessor_case_id == case_id
    )
    assert (len(again.person_ids), again.told_of) == (1, [*again.person_ids, told.person_ids[1]])
    assert son not in again.told_of
