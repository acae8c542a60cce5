"""A case is in one coordinator's hands; whoever takes it over is on record, and what waits follows."""

from dataclasses import replace
from typing import Any

import pytest

from kit import work_items
from kit.context import Actor
from kit.errors import InvalidArgument, NotFound, StaleEtag
from pb.tsunagi.work.v1 import work_pb2
from services.intake.domain.cases import CaseIsClosed, CoordinatorMissing
from services.intake.use_cases import cases, hands, people, reading
from tests.intake.world import COORDINATOR, MOTHER, OTHER, WINDOW, World, actor

COLLEAGUE = replace(COORDINATOR, person_id="staff-colleague")
THIRD = replace(COORDINATOR, person_id="staff-third")


def assign(world: World, case_id: str, coordinator: str, deputy: str = "", by: Actor = COORDINATOR) -> None:
    hands.assign(world.db, world.ctx(by), case_id, coordinator, deputy, "異動のため", "")


def work(world: World, by: Actor) -> list[str]:
    ctx = world.ctx(by)
    found: Any = work_items.page(world.db, ctx, work_pb2.ListWorkItemsRequest(), hands.mine(ctx))
    return [item.kind for item in found.work_items]


def listed(world: World, by: Actor) -> list[str]:
    return [one.row.id for one in reading.case_page(world.db, world.ctx(by), "", "", 0)[0]]


@pytest.mark.plan("P-027")
def test_whoever_screened_the_consultation_is_responsible(world: World) -> None:
    case = world.case(world.open_case(MOTHER))
    assert (case.coordinator_person_id, case.deputy_person_id) == (COORDINATOR.person_id, "")
    assert [event.coordinator_person_id for event in world.events("CaseHandsChanged")] == [COORDINATOR.person_id]


@pytest.mark.plan("P-027")
def test_after_an_emergency_whoever_resolved_it_is_responsible(world: World) -> None:
    consultation_id = world.receive(MOTHER, urgency_facts=("LIFE_IN_DANGER",))
    case_id = world.consultation(consultation_id).case_id
    world.run("apply-route", caseId=case_id, consultationId=consultation_id, route="EMERGENCY_DIVERT", urgency=3)
    opened = world.run("open-emergency", caseId=case_id, caseNo="R8-00001-8")
    people.resolve_emergency(world.db, world.ctx(COLLEAGUE), opened["emergencyId"], "NONE", "救急搬送した")
    world.run("open-case", caseId=case_id, consultationId=consultation_id)
    assert world.case(case_id).coordinator_person_id == COLLEAGUE.person_id


@pytest.mark.plan("P-027")
def test_nobody_is_accepted_without_a_coordinator(world: World) -> None:
    consultation_id = world.receive(MOTHER)
    case_id = world.consultation(consultation_id).case_id
    with pytest.raises(CoordinatorMissing):
        world.run("open-case", caseId=case_id, consultationId=consultation_id)


@pytest.mark.plan("P-027")
def test_a_case_moves_with_its_work_into_other_hands_and_every_change_is_kept(world: World) -> None:
    case_id = world.open_case(MOTHER)
    assert (work(world, COORDINATOR), work(world, COLLEAGUE)) == (["DECIDE_UNTANGLING"], [])
    assign(world, case_id, COLLEAGUE.person_id, THIRD.person_id)
    assert [work(world, one) for one in (COORDINATOR, COLLEAGUE, THIRD)] == [
        [],
        ["DECIDE_UNTANGLING"],
        ["DECIDE_UNTANGLING"],
    ]
    assert [listed(world, one) for one in (COORDINATOR, COLLEAGUE, THIRD)] == [[], [case_id], [case_id]]
    past = [(row.coordinator_person_id, row.deputy_person_id) for row in hands.history(world.db, world.ctx(), case_id)]
    assert past == [(COORDINATOR.person_id, ""), (COLLEAGUE.person_id, THIRD.person_id)]
    with pytest.raises(NotFound):
        cases.decide_untangling(world.db, world.ctx(), case_id, "DIRECT", "理由")
    cases.decide_untangling(world.db, world.ctx(THIRD), case_id, "DIRECT", "理由")


@pytest.mark.plan("P-027")
def test_a_colleague_can_take_a_case_over_by_its_number_and_says_why(world: World) -> None:
    case_id = world.open_case(MOTHER)
    number = world.case(case_id).case_no
    assert listed(world, COLLEAGUE) == []
    found, _ = reading.case_page(world.db, world.ctx(COLLEAGUE), number, "", 0)
    assert [one.row.id for one in found] == [case_id]
    with pytest.raises(InvalidArgument) as refusal:
        hands.assign(world.db, world.ctx(COLLEAGUE), case_id, "", "", " ", "")
    assert {one.field for one in refusal.value.violations} == {"coordinator_person_id", "reason"}
    with pytest.raises(InvalidArgument):
        assign(world, case_id, COLLEAGUE.person_id, COLLEAGUE.person_id, by=COLLEAGUE)
    with pytest.raises(StaleEtag):
        hands.assign(world.db, world.ctx(COLLEAGUE), case_id, "x", "", "理由", "99")
    assign(world, case_id, COLLEAGUE.person_id, by=COLLEAGUE)
    assert listed(world, COLLEAGUE) == [case_id]


def test_what_waits_before_there_is_a_case_is_every_coordinators(world: World) -> None:
    world.receive(MOTHER)
    assert work(world, COORDINATOR) == work(world, COLLEAGUE) == ["SCREEN_CONSULTATION"]


def test_nobody_else_changes_or_reads_the_hands_of_a_case(world: World) -> None:
    case_id = world.open_case(MOTHER)
    for stranger in (actor(WINDOW), actor(OTHER, "coordinator"), actor("W-31", "agency-worker")):
        with pytest.raises(NotFound):
            assign(world, case_id, "staff-x", by=stranger)
        with pytest.raises(NotFound):
            hands.history(world.db, world.ctx(stranger), case_id)
    world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    with pytest.raises(CaseIsClosed):
        assign(world, case_id, COLLEAGUE.person_id)
