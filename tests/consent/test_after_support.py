"""After the end of a person's support, who does not go on accompanying them reads for thirty days more (domain note
1.3: plan end + 30 days, at most twelve months)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any, cast

import pytest

from kit.ids import new_id
from kit.kafka import Delivery
from kit.peers import Peers
from pb.tsunagi.plans.v1 import events_pb2
from services.consent.app import service
from services.consent.domain.disclosure import Decision, Question
from services.consent.rpc import shapes
from services.consent.store import grants
from services.consent.use_cases import checks, endings, merging, seeking, validity
from tests.consent.world import OTHER, RECIPIENT, World, terms
from tests.database import counted

FIRST, SECOND = "0" * 25 + "1", "0" * 25 + "2"  # plans, by age
NEXT_TOWN = "M-01"


def deliver(world: World, event: Any) -> None:
    delivery = Delivery(world.ctx(), world.db, cast(Peers, None), event, new_id(), world.case_id)
    service.subscriptions[event.DESCRIPTOR.full_name](delivery)


def joined(world: World, plan_id: str = FIRST, *, first: bool = False) -> None:
    kind = events_pb2.HouseholdPlanOpened if first else events_pb2.SubjectJoined
    deliver(world, kind(case_id=world.case_id, plan_id=plan_id, person_id=world.ichiro))


def ended(world: World, plan_id: str = FIRST, accompanying: Sequence[str] = (), *, at: str = "") -> None:
    told = events_pb2.SubjectSupportEnded(
        case_id=world.case_id,
        person_id=world.ichiro,
        plan_id=plan_id,
        closure_reason="GOALS_MET",
        ended_at=at or world.now.isoformat(),
        accompanying_agency_ids=accompanying,
    )
    deliver(world, told)


def shown(world: World, agency_id: str = RECIPIENT) -> bool:
    asked = Question(agency_id, frozenset(), world.case_id, world.ichiro, "C1", "HANDOFF")
    (ruling,) = checks.check_disclosure(world.db, world.ctx(), [asked])
    return ruling.decision is Decision.PERMIT


@pytest.mark.plan("P-043", "P-044")
def test_who_accompanies_nobody_any_more_reads_for_thirty_days_and_who_goes_on_as_long_as_was_said(
    world: World,
) -> None:
    world.record(terms(), terms(OTHER))
    joined(world)
    ended(world, accompanying=[OTHER])
    world.pass_time(days=30, microseconds=-1)
    assert (world.permits(), shown(world)) == (True, True)
    world.pass_time(microseconds=1)
    assert (world.permits(), shown(world)) == (False, False)
    assert (world.permits(OTHER), shown(world, OTHER)) == (True, True)
    assert checks.list_granted_agencies(world.db, world.ctx(), world.case_id, world.ichiro, "HANDOFF") == [OTHER]
    found = checks.list_grants(world.db, world.ctx(), world.case_id, include_ended=True, limit=9)
    assert {grant.state for grant in found} == {"GRANTED"}, "it was not taken back"


def test_the_end_that_is_shown_is_the_earlier_one(world: World) -> None:
    consent = world.record(terms(categories=("C1",)), request_id=world.ask())
    ended(world)
    (grant,) = checks.list_grants(world.db, world.ctx(), world.case_id, limit=9)
    until = world.now + timedelta(days=30)
    assert shapes.grant(grant).valid_until_time == shapes.timestamp(until)
    assert validity.first_expiry(world.db, world.ctx(), world.case_id, world.ichiro) == until
    world.pass_time(days=30)
    request_id = consent.request_id or ""
    assert seeking.get_request(world.db, world.ctx(), request_id).coverage == "NONE"
    assert seeking.lapse(world.db, world.ctx(), request_id).expires_at is None


def test_it_never_holds_longer_than_was_said(world: World) -> None:
    said = world.now - timedelta(days=360)
    world.record(terms(), occurred_at=said)
    ended(world)
    world.pass_time(days=5)
    assert not world.permits()


def test_an_end_that_the_form_named_stays_as_the_person_said_it(world: World) -> None:
    world.record(terms(until=world.now + timedelta(days=90)), terms(OTHER, until=world.now + timedelta(days=365)))
    ended(world)
    world.pass_time(days=60)
    assert world.permits()
    assert not world.permits(OTHER), "the whole time that a form may give names no end of its own"


def test_the_next_town_reads_nothing_yet_and_keeps_what_was_said_of_a_move(world: World) -> None:
    world.record(terms(NEXT_TOWN))
    ended(world)
    world.pass_time(days=60)
    assert world.permits(NEXT_TOWN)


def test_the_others_of_the_household_and_what_is_said_later_are_left_alone(world: World) -> None:
    world.record(terms())
    world.record(terms(), person_id=world.hanako)
    end = world.now.isoformat()
    world.pass_time(days=1)
    world.record(terms(OTHER))
    ended(world, at=end)
    world.pass_time(days=40)
    assert world.permits(person_id=world.hanako)
    assert world.permits(OTHER)
    assert not world.permits()


@pytest.mark.parametrize("order", list(permutations(range(4))))
@pytest.mark.parametrize("first", [True, False])
def test_whoever_is_in_a_newer_plan_is_supported_whatever_was_told_first_and_however_often(
    world: World, order: tuple[int, ...], first: bool
) -> None:
    world.record(terms())
    told = (
        lambda: joined(world),
        lambda: ended(world),
        lambda: ended(world),
        lambda: joined(world, SECOND, first=first),
    )
    for one in order:
        told[one]()
    world.pass_time(days=31)
    assert world.permits()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_that_a_person_was_in_the_plan_that_ended_takes_nothing_back(world: World, order: tuple[int, ...]) -> None:
    world.record(terms())
    told = (lambda: joined(world), lambda: joined(world), lambda: ended(world))
    for one in order:
        told[one]()
    world.pass_time(days=31)
    assert not world.permits()


def test_who_comes_back_in_time_has_the_track_look_again_until_when_the_consent_holds(world: World) -> None:
    world.record(terms())
    joined(world)
    assert world.events("ConsentRenewed") == []
    ended(world)
    joined(world, SECOND)
    assert [event.person_id for event in world.events("ConsentRenewed")] == [world.ichiro]
    assert validity.first_expiry(world.db, world.ctx(), world.case_id, world.ichiro) > world.now + timedelta(days=300)


def test_what_was_over_before_the_person_came_back_is_asked_anew(world: World) -> None:
    world.record(terms(), request_id=world.ask())
    ended(world)
    world.pass_time(days=31)
    joined(world, SECOND)
    assert not world.permits()
    asked = world.ask()
    assert world.open_items() == [f"consentRequests/{asked}"]
    world.record(terms(), request_id=asked)
    assert world.permits()


def test_who_begins_to_accompany_after_the_end_reads_on(world: World) -> None:
    world.record(terms(), terms(OTHER))
    ended(world)
    begun = events_pb2.ParticipationOpened(case_id=world.case_id, person_id=world.ichiro, agency_id=OTHER)
    deliver(world, begun)
    world.pass_time(days=31)
    assert (world.permits(OTHER), world.permits()) == (True, False)


def test_a_consent_that_is_over_expires_as_any_other_and_its_agencies_are_told(world: World) -> None:
    world.record(terms())
    ended(world)
    world.pass_time(days=30)
    endings.expire_grants(world.db, world.ctx(), world.case_id, world.ichiro)
    assert [event.reason for event in world.events("GrantEnded")] == ["EXPIRED"]


def test_consent_that_is_carried_into_another_case_holds_as_long_as_it_was_given_for(world: World) -> None:
    """Support goes on there."""
    world.record(terms())
    ended(world)
    kept = World(world.db, case_id=f"kept-{world.case_id}", ichiro="jiro", municipality_id=world.municipality_id)
    merging.carry_over(world.db, world.ctx(), world.case_id, kept.reference, [(world.ichiro, kept.ichiro)])
    kept.pass_time(days=60)
    assert kept.permits()


def test_what_an_older_version_of_plans_told_changes_nothing(world: World) -> None:
    world.record(terms())
    whose = {"case_id": world.case_id, "person_id": world.ichiro}
    deliver(world, events_pb2.SubjectSupportEnded(**whose, plan_id=FIRST, closure_reason="GOALS_MET"))
    stranger = events_pb2.SubjectJoined(case_id=world.case_id, person_id="somebody", plan_id=FIRST)
    deliver(world, stranger)
    world.pass_time(days=60)
    assert world.permits()


def test_a_consent_that_nobody_needs_longer_is_not_asked_for_anew(world: World) -> None:
    joined(world)
    for person_id in (world.ichiro, world.hanako):
        world.record(terms(), person_id=person_id)
        validity.prompt(world.db, world.ctx(), world.job(), world.reference, person_id)
    assert len(world.open_items()) == 2
    ended(world)
    assert world.open_items() == [endings.validity_subject(world.case_id, world.hanako)]


def test_the_end_of_support_costs_as_many_statements_for_many_grants_as_for_one(world: World) -> None:
    found = []
    for agencies in (1, 40):
        here = replace(world, case_id=f"{agencies}-{world.case_id}")
        here.record(*(terms(f"W-{number:03}") for number in range(agencies)))
        with counted(world.db) as seen:
            ended(here)
        assert all(grant.ends_by for grant in grants.find_grants(world.db, here.ctx(), here.case_id))
        found.append(len(seen))
    assert found[0] == found[1] <= 4


@pytest.mark.privacy
def test_what_was_over_before_the_person_came_back_stays_over_when_their_support_ends_again(world: World) -> None:
    world.record(terms(), terms(OTHER))
    joined(world)
    ended(world)
    world.pass_time(days=60)
    world.record(terms(OTHER))
    joined(world, SECOND)
    world.pass_time(days=60)
    ended(world, SECOND)
    assert (world.permits(OTHER), world.permits(RECIPIENT)) == (True, False), "the person named OTHER alone"
