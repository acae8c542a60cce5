"""What outreach does when it reads other services' events."""

from dataclasses import dataclass
from typing import Any, cast

import pytest

from kit.ids import new_id
from kit.kafka import Delivery
from kit.peers import Peers
from pb.tsunagi.intake.v1 import events_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from services.outreach.app import service
from tests.outreach.world import World


def deliver(world: World, peers: Peers, event: Any, event_id: str) -> None:
    delivery = Delivery(world.ctx(), world.db, peers, event, event_id, world.case_id)
    service.subscriptions[event.DESCRIPTOR.full_name](delivery)


@dataclass
class Intake:
    """What intake says of who has died."""

    deceased: tuple[str, ...] = ()

    def ask(self, _method: Any, question: Any, _ctx: Any) -> intake_pb.CaseReference:
        return intake_pb.CaseReference(case_id=question.case_id, deceased_person_ids=self.deceased)


@pytest.mark.parametrize(("deceased", "state"), [(True, "ENDED"), (False, "PREPARING")])
def test_a_death_ends_outreach_unless_it_was_corrected_before_the_word_of_it_came(
    world: World, deceased: bool, state: str
) -> None:
    world.open()
    planned = world.plan()
    event = events_pb2.PersonDeceased(case_id=world.case_id, person_id=world.person_id)
    deliver(world, cast(Peers, Intake((world.person_id,) if deceased else ())), event, new_id())
    assert world.engagement.state == state
    assert world.open_items() == ([] if deceased else [f"plannedContacts/{planned}"])


@pytest.mark.parametrize(("name", "state"), [("SupportSuspended", "PAUSED"), ("CaseClosed", "ENDED")])
def test_the_end_of_a_track_ends_what_was_planned(world: World, silent: Peers, name: str, state: str) -> None:
    world.open()
    world.plan()
    event = getattr(events_pb2, name)(case_id=world.case_id)
    if "person_id" in event.DESCRIPTOR.fields_by_name:
        event.person_id = world.person_id
    deliver(world, silent, event, new_id())
    assert world.engagement.state == state
    assert world.open_items() == []


def test_an_event_that_comes_late_does_not_cancel_what_was_planned_after_it(world: World, silent: Peers) -> None:
    world.open()
    planned = world.plan()
    event = events_pb2.SupportSuspended(case_id=world.case_id, person_id=world.person_id)
    deliver(world, silent, event, "0" * 26)
    assert world.engagement.planned_contact_id == planned
