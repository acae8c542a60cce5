"""What consent does when it reads other services' events."""

import pytest

from kit import freezes
from kit.ids import new_id
from kit.kafka import Delivery
from kit.peers import Peers
from pb.tsunagi.intake.v1 import events_pb2
from services.consent.app import service
from services.consent.domain.disclosure import Question
from services.consent.use_cases import checks
from tests.consent.world import OTHER, RECIPIENT, World, terms

# Ids of events: older, and younger, than everything.
BEFORE, AFTER = "0" * 26, "7" + "Z" * 25


@pytest.mark.parametrize("tracks_run", [True, False])
def test_who_was_joined_to_a_household_by_mistake_has_no_grants_there_any_more(
    world: World, silent: Peers, tracks_run: bool
) -> None:
    world.record(terms())
    world.ask(world.ichiro)
    kept = world.ask(world.hanako)
    whose = {"case_id": world.case_id, "person_id": world.ichiro}
    left = events_pb2.MemberLeft(**whose, cause="SEPARATED")
    event = events_pb2.PersonSeparated(**whose) if tracks_run else left
    delivery = Delivery(world.ctx(), world.db, silent, event, new_id(), world.case_id)
    service.subscriptions[event.DESCRIPTOR.full_name](delivery)
    assert world.open_items() == [f"consentRequests/{kept}"]
    assert not world.permits()


@pytest.mark.parametrize("tracks_run", [True, False])
@pytest.mark.parametrize(("event_id", "ended"), [(AFTER, True), (BEFORE, False)])
def test_a_death_ends_what_was_granted_and_asked_before_it_and_nothing_that_came_after_its_correction(
    world: World, event_id: str, ended: bool, tracks_run: bool
) -> None:
    """Before the tracks begin, no process does."""
    world.record(terms())
    asked = world.ask(world.ichiro)
    whose = {"case_id": world.case_id, "person_id": world.ichiro}
    left = events_pb2.MemberLeft(**whose, cause="DECEASED")
    event = events_pb2.PersonDeceased(**whose) if tracks_run else left
    service.subscriptions[event.DESCRIPTOR.full_name](
        Delivery(world.ctx(), world.db, world.intake, event, event_id, world.case_id)
    )
    assert world.permits() is not ended
    assert world.open_items() == ([] if ended else [f"consentRequests/{asked}"])


@pytest.mark.parametrize("tracks_run", [True, False])
def test_a_yes_that_was_written_down_while_the_death_was_being_told_ends_with_it(
    world: World, tracks_run: bool
) -> None:
    """It was younger than the event: with no process to end it, a dead person's consent held."""
    world.record(terms())
    world.ask(world.ichiro)
    world.deceased = (world.ichiro,)
    whose = {"case_id": world.case_id, "person_id": world.ichiro}
    left = events_pb2.MemberLeft(**whose, cause="DECEASED")
    event = events_pb2.PersonDeceased(**whose) if tracks_run else left
    service.subscriptions[event.DESCRIPTOR.full_name](
        Delivery(world.ctx(), world.db, world.intake, event, BEFORE, world.case_id)
    )
    assert not world.permits()
    assert world.open_items() == []


def deliver(world: World, peers: Peers, event_id: str) -> None:
    event = events_pb2.SupportSuspended(case_id=world.case_id, person_id=world.ichiro)
    delivery = Delivery(world.ctx(), world.db, peers, event, event_id, world.case_id)
    service.subscriptions[event.DESCRIPTOR.full_name](delivery)


def test_suspended_support_stops_the_asking_of_that_person_and_keeps_the_grants(world: World, silent: Peers) -> None:
    world.record(terms())
    world.ask(world.ichiro)
    kept = world.ask(world.hanako)
    deliver(world, silent, new_id())
    assert world.open_items() == [f"consentRequests/{kept}"]
    assert world.permits()


def test_an_event_that_comes_late_does_not_stop_what_was_asked_after_it(world: World, silent: Peers) -> None:
    late = "0" * 26
    request_id = world.ask()
    deliver(world, silent, late)
    assert world.open_items() == [f"consentRequests/{request_id}"]


def breach(world: World, peers: Peers, verdict: str = "", breach_id: str = "") -> str:
    """Reported, or with a verdict reviewed; answers its id."""
    breach_id = breach_id or new_id()
    event = (
        events_pb2.BreachReviewed(case_id=world.case_id, breach_id=breach_id, agency_id=RECIPIENT, verdict=verdict)
        if verdict
        else events_pb2.BreachReported(case_id=world.case_id, breach_id=breach_id, agency_id=RECIPIENT)
    )
    delivery = Delivery(world.ctx(), world.db, peers, event, new_id(), world.case_id)
    service.subscriptions[event.DESCRIPTOR.full_name](delivery)
    return breach_id


def reads(world: World, agency_id: str) -> str:
    """How the agency reads its own record of this case."""
    asked = Question(agency_id, frozenset(), world.case_id, world.ichiro, "C4", "", recorded_by_agency_id=agency_id)
    (ruling,) = checks.check_disclosure(world.db, world.ctx(), [asked])
    return ruling.decision


def test_an_agency_that_broke_secrecy_reads_nothing_of_the_file_until_that_is_lifted(
    world: World, silent: Peers
) -> None:
    world.record(terms())
    world.record(terms(OTHER))
    breach_id = breach(world, silent)
    assert not world.permits(RECIPIENT)
    assert reads(world, RECIPIENT) == "DENY"
    assert world.permits(OTHER)
    assert reads(world, OTHER) == "PERMIT"
    breach(world, silent, "KEPT", breach_id)
    assert not world.permits(RECIPIENT)
    breach(world, silent, "LIFTED", breach_id)
    assert world.permits(RECIPIENT)
    assert reads(world, RECIPIENT) == "PERMIT"


def test_a_stop_goes_with_its_case_into_the_one_it_is_merged_into(world: World, silent: Peers) -> None:
    """Until it is lifted, in both."""
    breach_id = breach(world, silent)
    freezes.carry_over(world.db, world.case_id, "01KEPT")
    freezes.carry_over(world.db, world.case_id, "01KEPT")
    both = {(world.case_id, RECIPIENT), ("01KEPT", RECIPIENT)}
    assert freezes.frozen(world.db, world.ctx(), [world.case_id, "01KEPT"]) == both
    breach(world, silent, "LIFTED", breach_id)
    assert freezes.frozen(world.db, world.ctx(), [world.case_id, "01KEPT"]) == set()


def test_a_report_that_comes_after_its_review_stops_nothing_any_more(world: World, silent: Peers) -> None:
    world.record(terms())
    breach_id = breach(world, silent, "LIFTED")
    breach(world, silent, breach_id=breach_id)
    assert world.permits(RECIPIENT)
    breach(world, silent)
    assert not world.permits(RECIPIENT)
