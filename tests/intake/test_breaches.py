"""A breach of secrecy stops an agency's access to one file, until the decision maker has decided (E12)."""

import pytest

from kit.context import Actor
from kit.errors import InvalidArgument, NotFound
from services.intake.domain import AlreadyAnswered, UnknownAgency
from services.intake.use_cases import breaches
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, WINDOW, World, actor

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


def test_a_reader_whose_access_stopped_is_not_shown_even_its_own_record_unasked(world: World, case_id: str) -> None:
    def recorder(reader: Actor | str, record_of: str) -> str:
        return breaches.recorder(world.db, world.ctx(reader), case_id, record_of)

    assert recorder(MONEY, MONEY) == MONEY
    breach_id = report(world, case_id)
    assert (recorder(MONEY, MONEY), recorder(WINDOW, MONEY), recorder(WINDOW, WINDOW)) == ("", MONEY, WINDOW)
    breaches.review(world.db, world.ctx(MANAGER), breach_id, "KEPT", "委員会に報告した")
    assert recorder(MONEY, MONEY) == ""
    again = report(world, case_id, WINDOW)
    breaches.review(world.db, world.ctx(MANAGER), again, "LIFTED", "聞き違いだった")
    assert recorder(WINDOW, WINDOW) == WINDOW


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
