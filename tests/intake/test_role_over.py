"""A role or a plan that is over takes its handoff along: what is offered is taken back, whoever works on it has a last
time to report, and no case waits for a report for good.
"""

from typing import Any

import pytest
from google.protobuf.message import Message

from kit.ids import new_id
from kit.kafka import Delivery
from pb.tsunagi.intake.v1 import service_pb2 as pb
from pb.tsunagi.plans.v1 import events_pb2 as plans
from pb.tsunagi.plans.v1 import service_pb2 as plans_pb
from services.intake.app import service
from services.intake.domain import AlreadyAnswered
from services.intake.rpc import handoff_shapes
from services.intake.use_cases import cases, offers
from tests.intake.turns import Turns
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, WELFARE, World

REPORT = ("REPORT_HANDOFF_OUTCOME", MONEY)


class Plans:
    """Answers for a role that is over."""

    def ask(self, *_question: object) -> Message:
        return plans_pb.RoleReference(role_id="role-1", agency_id=MONEY, person_ids=["01MOTHER"], over=True)


def hear(world: World, event: Any) -> None:
    delivery = Delivery(world.job().ctx, world.db, world.peers, event, new_id(), event.case_id)
    service.subscriptions[event.DESCRIPTOR.full_name](delivery)


@pytest.fixture
def case_id(world: World) -> str:
    case_id = world.open_case(MOTHER)
    world.start_tracks(case_id)
    return case_id


@pytest.fixture
def role(world: World, case_id: str) -> Turns:
    """Offered, and not answered."""
    return Turns(world, world.offered_role(case_id, MONEY, *world.people(case_id)))


@pytest.fixture
def at_work(role: Turns) -> Turns:
    role.accept()
    role.confirm()
    return role


def ended(role: Turns) -> plans.RoleEnded:
    return plans.RoleEnded(case_id=role.row.case_id, role_id=role.row.role_id, agency_id=MONEY)


def released(role: Turns, reason_code: str = "NOT_IN_PLAN") -> plans.RoleReleased:
    said = {"case_id": role.row.case_id, "role_id": role.row.role_id, "agency_id": MONEY}
    return plans.RoleReleased(**said, reason_code=reason_code)


def closed(world: World, case_id: str) -> plans.PlanClosed:
    return plans.PlanClosed(case_id=case_id, closure_reason="GOALS_MET", closed_at=world.now.isoformat())


def last_report(role: Turns) -> None:
    role.world.run("await-last-report", handoffId=role.handoff_id)


def let_end(role: Turns) -> str:
    return str(role.world.run("end-with-role", handoffId=role.handoff_id)["handoffOutcome"])


@pytest.mark.plan("P-089")
@pytest.mark.parametrize("what", [ended, released, lambda role: closed(role.world, role.row.case_id)])
def test_what_nobody_has_taken_yet_is_taken_back_with_its_role_and_its_process_ends(role: Turns, what: Any) -> None:
    hear(role.world, what(role))
    assert role.state == "WITHDRAWN"
    assert role.world.open_items() == []
    assert role.world.codes(MONEY)[-1] == role.world.codes(COORDINATING)[-1] == ("HANDOFF_OUTCOME", "WITHDRAWN")
    (answer,) = role.world.events("HandoffAnswered")
    assert (answer.offer_id, answer.handoff_answer) == (role.row.offer_id, "WITHDRAWN")


@pytest.mark.plan("P-089", "P-024")
@pytest.mark.parametrize("reach", ["ACCEPTED", "IN_PROGRESS", "ON_HOLD"])
def test_whoever_works_on_it_is_asked_once_for_a_last_report_and_its_outcome_stands(at_work: Turns, reach: str) -> None:
    if reach != "ACCEPTED":
        at_work.start()
    if reach == "ON_HOLD":
        at_work.hold("入院のため")
    for event in (ended(at_work), released(at_work, "ENDED"), closed(at_work.world, at_work.row.case_id)):
        hear(at_work.world, event)
    assert [one.handoff_id for one in at_work.world.events("HandoffRoleOver")] == [at_work.handoff_id]
    assert at_work.state == reach
    last_report(at_work)
    assert at_work.world.open_items() == [REPORT]
    at_work.complete("COMPLETED", "落ち着いた")
    assert [one.handoff_outcome for one in at_work.world.events("HandoffClosed")] == ["COMPLETED"]
    assert let_end(at_work) == "COMPLETED", "a report at the last moment"
    at_work.world.run("report-handoff-outcome", handoffId=at_work.handoff_id, handoffOutcome="COMPLETED")
    outcomes = [one.code for one in at_work.world.inbox(COORDINATING, "HANDOFF_OUTCOME")]
    assert (outcomes, at_work.world.open_items()) == (["COMPLETED"], [])


@pytest.mark.plan("P-089", "P-024")
def test_without_a_last_report_it_ends_with_its_role_and_both_sides_are_told_so(at_work: Turns) -> None:
    world = at_work.world
    at_work.start()
    hear(world, closed(world, at_work.row.case_id))
    last_report(at_work)
    assert let_end(at_work) == "ENDED"
    world.run("report-handoff-outcome", handoffId=at_work.handoff_id, handoffOutcome="ENDED")
    assert (at_work.state, world.open_items()) == ("ENDED", [])
    assert world.codes(MONEY)[-1] == world.codes(COORDINATING)[-1] == ("HANDOFF_OUTCOME", "ENDED")
    assert [(one.handoff_outcome, one.role_id) for one in world.events("HandoffEnded")] == [
        ("ENDED", at_work.row.role_id)
    ]
    assert handoff_shapes.handoff(world.read(at_work.handoff_id, COORDINATOR), "").state == pb.Handoff.STATE_ENDED
    assert not handoff_shapes.handoff(world.read(at_work.handoff_id, MONEY), MONEY).persons
    with pytest.raises(AlreadyAnswered):
        at_work.complete("COMPLETED", "")


def test_a_yes_that_is_taken_back_while_the_last_report_is_awaited_ends_too(at_work: Turns) -> None:
    hear(at_work.world, ended(at_work))
    last_report(at_work)
    at_work.correct("DECLINED", "NOT_OURS")
    assert let_end(at_work) == "WITHDRAWN"
    assert at_work.state == "WITHDRAWN"


def test_what_begins_while_the_last_report_is_awaited_stays_at_that_wait(at_work: Turns) -> None:
    hear(at_work.world, ended(at_work))
    at_work.start()
    assert at_work.row.element_id == "Wait_LastReport"


@pytest.mark.plan("P-089")
def test_what_is_over_already_or_of_another_role_does_not_hear_of_a_role_that_ends(world: World, case_id: str) -> None:
    people = world.people(case_id)
    done = Turns(world, world.offered_role(case_id, MONEY, *people))
    done.accept()
    done.complete("COMPLETED", "")
    other_role = Turns(world, world.offered_role(case_id, WELFARE, *people))
    for event in (ended(done), released(done)):
        hear(world, event)
    assert [one.state for one in (done, other_role)] == ["COMPLETED", "OFFERED"]
    assert world.events("HandoffRoleOver") == []


def test_the_end_of_a_plan_leaves_what_was_prepared_for_the_next_one(world: World, case_id: str) -> None:
    late = closed(world, case_id)
    world.pass_time(days=1)
    of_the_next = Turns(world, world.offered_role(case_id, MONEY, *world.people(case_id)))
    hear(world, late)
    assert of_the_next.state == "OFFERED"


def test_a_case_whose_end_was_ordered_takes_everything_back_itself(at_work: Turns) -> None:
    world, case_id = at_work.world, at_work.row.case_id
    cases.order_end(world.db, world.ctx(), case_id, "MOVED_OUT", world.now)
    hear(world, closed(world, case_id))
    assert (at_work.state, world.events("HandoffRoleOver")) == ("ACCEPTED", [])


def test_what_a_correction_reopened_after_its_process_stays_the_coordinators_step(at_work: Turns) -> None:
    at_work.complete("NOT_COMPLETED", "")
    at_work.world.run("report-handoff-outcome", handoffId=at_work.handoff_id, handoffOutcome="NOT_COMPLETED")
    at_work.correct("IN_PROGRESS")
    hear(at_work.world, ended(at_work))
    assert (at_work.state, at_work.world.events("HandoffRoleOver")) == ("IN_PROGRESS", [])


@pytest.mark.plan("P-089")
def test_a_role_that_was_over_before_its_handoff_began_is_offered_to_nobody(world: World, case_id: str) -> None:
    world.peers = Plans()  # type: ignore[assignment]
    prepared = world.run("prepare-handoff", caseId=case_id, handoffSource="ROLE", sourceId="role-1")
    asked = {"caseId": case_id, "handoffId": prepared["handoffId"], "offerNo": 1}
    offer = world.run("offer-handoff", **asked)
    (answer,) = world.events("HandoffAnswered")
    assert (answer.offer_id, answer.handoff_answer) == (offer["offerId"], "WITHDRAWN")
    assert (world.inbox(MONEY), world.open_items()) == ([], [])
    assert offers.next_offer(world.db, world.ctx(), prepared["handoffId"]).needs_basis is False
