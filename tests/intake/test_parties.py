"""Who is a party to a handoff, and whose history is whose: everybody else learns of nothing."""

import pytest

from kit.context import Actor
from kit.errors import NotFound
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain import Person
from services.intake.rpc import IntakeServicer, handoff_shapes
from services.intake.store import rows, tables
from services.intake.store.contacts import works_on
from services.intake.use_cases import handoff_reading, offers, reading
from tests.intake.test_rpc import Calls
from tests.intake.world import (
    COORDINATING,
    COORDINATOR,
    MONEY,
    MOTHER,
    SON,
    WELFARE,
    WINDOW,
    World,
    actor,
)

pytestmark = pytest.mark.privacy
servicer = IntakeServicer()
DESK = actor(COORDINATING)


def listed(world: World, by: Actor | str) -> list[str]:
    return [one.row.id for one in handoff_reading.handoff_page(world.db, world.ctx(by), "", "", 50)[0]]


def test_a_candidate_that_was_not_asked_yet_knows_nothing_of_the_handoff(world: World) -> None:
    handoff_id = world.prepare(MOTHER)
    assert (listed(world, MONEY), listed(world, WINDOW)) == ([], [handoff_id])
    assert not works_on(world.db, world.ctx(), world.handoff(handoff_id).case_id, MONEY)
    with pytest.raises(NotFound):
        world.read(handoff_id, MONEY)
    with pytest.raises(NotFound):
        world.accept(handoff_id)
    with pytest.raises(NotFound):
        offers.start(world.db, world.ctx(MONEY), handoff_id, world.now)
    world.offer(handoff_id)
    assert listed(world, MONEY) == [handoff_id]
    assert works_on(world.db, world.ctx(), world.handoff(handoff_id).case_id, MONEY)
    world.decline(handoff_id)
    world.run("select-next-candidate", handoffId=handoff_id, offerNo=1)
    assert listed(world, WELFARE) == []


def test_a_roles_handoff_is_its_coordinators_and_of_nobody_else_at_their_desk(world: World) -> None:
    case_id = world.open_case(MOTHER)
    handoff_id = world.offered_role(case_id, MONEY, *world.people(case_id))
    assert (listed(world, DESK), listed(world, COORDINATOR)) == ([], [handoff_id])
    with pytest.raises(NotFound):
        world.read(handoff_id, DESK)
    offers.request_information(world.db, world.ctx(MONEY), handoff_id, "いつからですか")
    with pytest.raises(NotFound):
        offers.supply_information(world.db, world.ctx(DESK), handoff_id, "春から")
    call = Calls(world, world.peers).coordinator
    servicer.get_handoff(pb.GetHandoffRequest(name=f"handoffs/{handoff_id}"), call)
    about = call.abouts[f"handoffs/{handoff_id}"]
    assert (about.recorded_by, about.coordinator) == ("", COORDINATING), "nobody's own record"


def test_why_an_agency_was_denied_is_told_to_the_coordinator_and_to_the_sender_less_and_to_it_nothing(
    world: World,
) -> None:
    handoff_id = world.offered(MOTHER)
    offers.end_without(world.db, world.job().ctx, handoff_id, "NO_BASIS", "D5-01")
    told = [
        handoff_shapes.handoff(world.read(handoff_id, by), by if isinstance(by, str) else COORDINATING).basis_rule
        for by in (COORDINATOR, WINDOW, MONEY)
    ]
    assert told == ["D5-01", "D5-15", ""]


def test_an_issue_is_the_record_of_who_sorted_it_out(world: World) -> None:
    handoff_id = world.offered(MOTHER)
    calls, consultation = Calls(world, world.peers), f"consultations/{world.handoff(handoff_id).source_id}"
    issues = pb.SortOutIssuesRequest(name=consultation, issues=[pb.Issue(text="返済が重い")])
    servicer.sort_out_issues(issues, calls.coordinator)
    call = calls.by(WINDOW)
    (shown,) = servicer.get_handoff(pb.GetHandoffRequest(name=f"handoffs/{handoff_id}"), call).issues
    assert call.abouts[shown.name].recorded_by == COORDINATING


@pytest.mark.parametrize(("again", "known"), [(MOTHER, True), (SON, False)])
@pytest.mark.parametrize("alive", [True, False])
def test_what_a_person_grants_opens_no_other_households_history(
    world: World, again: Person, known: bool, alive: bool
) -> None:
    before = world.open_case(MOTHER)
    (mother,) = world.people(before)
    rows.change(world.db, world.ctx(), tables.persons, mother, alive=alive)
    world.run("end-case", caseId=before, closureReason="GOALS_MET")
    consultation_id = world.receive(again)
    world.screen(consultation_id, predecessor_case=before)
    case_id = world.consultation(consultation_id).case_id
    world.run("open-case", caseId=case_id, consultationId=consultation_id)
    asked = reading.predecessor(world.db, world.ctx(), case_id)[2]
    assert asked == (world.people(case_id) if known else [])
