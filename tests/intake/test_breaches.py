"""A breach of secrecy stops an agency's access to one file, until the decision maker has decided (E12)."""

import pytest

from kit import freezes
from kit.calls import Call
from kit.context import Actor
from kit.errors import InvalidArgument, NotFound
from kit.peers import Peers
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain import AlreadyAnswered, UnknownAgency
from services.intake.use_cases import breaches, merging
from tests.intake.test_rpc import reduced, servicer
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, WINDOW, WORDS, World, actor

MANAGER = actor(COORDINATING, "decision-maker")


@pytest.fixture
def case_id(world: World) -> str:
    return world.open_case(MOTHER)


def report(world: World, case_id: str, agency_id: str = MONEY, by: Actor | str = COORDINATOR) -> str:
    return breaches.report(world.db, world.ctx(by), case_id, agency_id, "窓口で話した", world.now)


def test_a_breach_is_told_to_the_agency_and_waits_for_the_decision_maker(world: World, case_id: str) -> None:
    breach_id = report(world, case_id)
    (event,) = world.events("BreachReported")
    assert (event.case_id, event.breach_id, event.agency_id) == (case_id, breach_id, MONEY)
    assert [item.kind for item in world.inbox(MONEY)] == ["ACCESS_STOPPED"]
    world.run("open-breach", breachId=breach_id)
    assert ("REVIEW_BREACH", COORDINATING) in world.open_items()


@pytest.mark.parametrize("verdict", ["LIFTED", "KEPT"])
def test_only_the_decision_maker_decides_and_once(world: World, case_id: str, verdict: str) -> None:
    breach_id = report(world, case_id)
    world.run("open-breach", breachId=breach_id)
    for stranger in (COORDINATOR, WINDOW, actor(WINDOW, "decision-maker")):
        with pytest.raises(NotFound):
            breaches.review(world.db, world.ctx(stranger), breach_id, verdict, "委員会に報告した")
    with pytest.raises(InvalidArgument) as refusal:
        breaches.review(world.db, world.ctx(MANAGER), breach_id, "", " ")
    assert {one.field for one in refusal.value.violations} == {"verdict", "reason"}
    breaches.review(world.db, world.ctx(MANAGER), breach_id, verdict, "委員会に報告した")
    assert [(event.breach_id, event.verdict) for event in world.events("BreachReviewed")] == [(breach_id, verdict)]
    assert ("REVIEW_BREACH", COORDINATING) not in world.open_items()
    with pytest.raises(AlreadyAnswered):
        breaches.review(world.db, world.ctx(MANAGER), breach_id, verdict, "委員会に報告した")


def test_the_agency_reads_not_even_its_own_record_until_that_is_lifted_and_nobody_is_asked(
    world: World, silent: Peers
) -> None:
    """While consent is away, too: intake knows by itself."""
    consultation_id = world.receive(MOTHER)
    case_id = world.consultation(consultation_id).case_id

    def read(agency_id: str) -> tuple[str, int]:
        call = Call(world.ctx(agency_id), world.db, silent)
        answer = servicer.get_consultation(pb.GetConsultationRequest(name=f"consultations/{consultation_id}"), call)
        reduced(answer, call)
        return answer.narrative, len(answer.persons)

    assert read(WINDOW) == (WORDS, 1)
    breach_id = report(world, case_id, WINDOW)
    assert read(WINDOW) == ("", 0)
    breaches.review(world.db, world.ctx(MANAGER), breach_id, "KEPT", "委員会に報告した")
    assert read(WINDOW) == ("", 0)
    again = report(world, case_id, WINDOW)
    breaches.review(world.db, world.ctx(MANAGER), again, "LIFTED", "聞き違いだった")
    assert read(WINDOW) == ("", 0), "the first report was kept"


def test_a_lifted_report_stops_nothing_and_an_agencys_inbox_tells_no_own_reference_meanwhile(
    world: World, silent: Peers
) -> None:
    case_id = world.open_case(MOTHER)

    def inbox() -> list[tuple[str, str]]:
        call = Call(world.ctx(WINDOW), world.db, silent)
        answer = reduced(servicer.list_incoming(pb.ListIncomingRequest(), call), call)
        return [(one.kind, one.sender_reference) for one in answer.items]

    before = inbox()
    assert any(reference for _kind, reference in before)
    breach_id = report(world, case_id, WINDOW)
    assert inbox() == [*((kind, "") for kind, _reference in before), ("ACCESS_STOPPED", "")]
    breaches.review(world.db, world.ctx(MANAGER), breach_id, "LIFTED", "聞き違いだった")
    assert inbox()[:-1] == before


def test_the_review_outlives_the_case(world: World, case_id: str) -> None:
    breach_id = report(world, case_id)
    world.run("open-breach", breachId=breach_id)
    world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    assert world.open_items() == [("REVIEW_BREACH", COORDINATING)]
    report(world, case_id, WINDOW)


def test_a_breach_can_be_reported_before_the_case_is_accepted(world: World) -> None:
    case_id = world.consultation(world.receive(MOTHER)).case_id
    report(world, case_id)
    assert len(world.events("BreachReported")) == 1


def test_a_report_names_a_known_agency_other_than_the_coordinators_and_what_happened(
    world: World, case_id: str
) -> None:
    with pytest.raises(UnknownAgency):
        report(world, case_id, "W-99")
    with pytest.raises(InvalidArgument):
        report(world, case_id, COORDINATING)
    with pytest.raises(InvalidArgument):
        breaches.report(world.db, world.ctx(), case_id, MONEY, " ", world.now)
    for stranger in (WINDOW, actor(WINDOW, "coordinator")):
        with pytest.raises(NotFound):
            report(world, case_id, by=stranger)
    with pytest.raises(NotFound):
        report(world, "01ABSENT")


def test_a_stop_goes_with_its_case_into_another_and_is_lifted_in_both(world: World, case_id: str) -> None:
    into = world.open_case(MOTHER)
    breach_id = report(world, case_id)

    def stopped() -> list[bool]:
        return [freezes.stopped(world.db, world.ctx(), one, MONEY) for one in (case_id, into)]

    assert stopped() == [True, False]
    merging.merge(world.db, world.ctx(), case_id, into, {}, "同じ世帯だった", "")
    assert stopped() == [True, True]
    breaches.review(world.db, world.ctx(MANAGER), breach_id, "LIFTED", "聞き違いだった")
    assert stopped() == [False, False]


def test_the_papers_that_leaked_go_with_the_report_and_the_file_number_with_the_review(
    world: World, case_id: str, silent: Peers
) -> None:
    def read(reader: Actor | str) -> pb.Breach:
        call = Call(world.ctx(reader), world.db, silent)
        return reduced(servicer.get_breach(pb.GetBreachRequest(name=f"breaches/{breach_id}"), call), call)

    breach_id = breaches.report(
        world.db, world.ctx(), case_id, MONEY, "会議録を置き忘れた", world.now, "01ITEM", lambda _item: case_id
    )
    assert [event.agenda_item_id for event in world.events("BreachReported")] == ["01ITEM"]
    told = read(MANAGER)
    assert (told.agenda_item, told.facts, told.state) == ("agendaItems/01ITEM", "会議録を置き忘れた", "OPEN")
    breaches.review(world.db, world.ctx(MANAGER), breach_id, "KEPT", "委員会に報告した", "個情-3")
    assert [event.agenda_item_id for event in world.events("BreachReviewed")] == ["01ITEM"]
    assert (read(COORDINATOR).report_reference, read(COORDINATOR).reason) == ("個情-3", "委員会に報告した")
    for stranger in (MONEY, WINDOW, actor(WINDOW, "decision-maker"), actor(COORDINATING, "outreach-worker")):
        with pytest.raises(NotFound):
            read(stranger)
