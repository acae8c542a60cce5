"""What consent does when it reads other services' events."""

from kit.ids import new_id
from kit.kafka import Delivery
from kit.peers import Peers
from pb.tsunagi.intake.v1 import events_pb2
from services.consent.app import service
from tests.consent.world import World, terms


def test_who_was_joined_to_a_household_by_mistake_has_no_grants_there_any_more(world: World, silent: Peers) -> None:
    world.record(terms())
    world.ask(world.ichiro)
    kept = world.ask(world.hanako)
    event = events_pb2.PersonSeparated(case_id=world.case_id, person_id=world.ichiro)
    delivery = Delivery(world.ctx(), world.db, silent, event, new_id(), world.case_id)
    service.subscriptions[event.DESCRIPTOR.full_name](delivery)
    assert world.open_items() == [f"consentRequests/{kept}"]
    assert not world.permits()


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
