"""A death in a household (E6): whoever lives on is looked at anew, soon."""

import pytest

from kit.errors import InvalidArgument, NotFound
from services.intake.domain import AlreadyAnswered, CaseIsClosed
from services.intake.use_cases import cases, entries, people, reassessing
from tests.intake.world import COORDINATING, COORDINATOR, MOTHER, SON, WINDOW, World, actor

pytestmark = pytest.mark.plan("P-016", "P-027")


def bereaved(world: World) -> tuple[str, str]:
    """A case in which the mother died and her son lives on, with the reassessment that waits for its coordinator."""
    case_id = world.open_case(MOTHER, SON)
    cases.record_death(world.db, world.ctx(), case_id, world.people(case_id)[0], world.now)
    raised = world.events("ReassessmentRaised")[-1].reassessment_id
    world.run("open-reassessment", reassessmentId=raised)
    return case_id, raised


def asked(world: World) -> list[str]:
    return [agency_id for kind, agency_id in world.open_items() if kind == reassessing.REASSESS_HOUSEHOLD]


def rated(world: World, raised: str, *facts: str) -> int:
    """What D2 would be asked, and the case's urgency once it answered 2, or 3 where a life is in danger."""
    reassessing.complete(world.db, world.ctx(), raised, facts, None)
    found = world.run("read-reassessment", reassessmentId=raised)
    urgency = 3 if "K30" in found["riskClasses"] else 2
    world.run("record-reassessment", reassessmentId=raised, urgency=urgency)
    return urgency


def test_after_a_death_the_household_is_looked_at_anew_by_its_coordinator_and_its_urgency_follows(world: World) -> None:
    case_id, raised = bereaved(world)
    assert asked(world) == [COORDINATING]
    assert rated(world, raised, "NO_FOOD_OR_UTILITIES") == world.case(case_id).urgency == 2
    assert asked(world) == []
    assert [event.reassessment for event in world.events("ReassessmentEnded")] == ["DONE"]
    with pytest.raises(AlreadyAnswered):
        reassessing.complete(world.db, world.ctx(), raised, [], None)


def test_what_is_found_may_be_an_emergency(world: World) -> None:
    case_id, raised = bereaved(world)
    rated(world, raised, "LIFE_IN_DANGER")
    assert world.case(case_id).urgency == people.LIFE_IN_DANGER
    assert [event.case_id for event in world.events("EmergencyRaised")] == [case_id]


def test_an_emergency_under_way_is_not_rated_down(world: World) -> None:
    case_id, raised = bereaved(world)
    people.raise_emergency(world.db, world.ctx(), case_id, "連絡が取れない")
    world.run("open-emergency", caseId=case_id, caseNo=world.case(case_id).case_no)
    rated(world, raised)
    assert world.case(case_id).urgency == people.LIFE_IN_DANGER


def test_an_emergency_that_was_seen_to_is_rated_anew_also_before_the_meeting_about_it(world: World) -> None:
    case_id, raised = bereaved(world)
    people.raise_emergency(world.db, world.ctx(), case_id, "連絡が取れない")
    opened = world.run("open-emergency", caseId=case_id, caseNo=world.case(case_id).case_no)
    people.resolve_emergency(world.db, world.ctx(), opened["emergencyId"], "MEETING", "無事を確かめた")
    rated(world, raised)
    assert world.case(case_id).urgency < people.LIFE_IN_DANGER


def test_nobody_else_completes_it_days_are_not_negative_and_facts_are_known_ones(world: World) -> None:
    _case_id, raised = bereaved(world)
    for stranger in (actor(WINDOW), actor(WINDOW, "coordinator")):
        with pytest.raises(NotFound):
            reassessing.complete(world.db, world.ctx(stranger), raised, [], None)
    with pytest.raises(InvalidArgument):
        reassessing.complete(world.db, world.ctx(COORDINATOR), raised, [], -1)
    with pytest.raises(InvalidArgument):
        reassessing.complete(world.db, world.ctx(COORDINATOR), raised, ["NO_SUCH_FACT"], None)


def test_whoever_lives_after_all_needs_no_reassessment(world: World) -> None:
    case_id, raised = bereaved(world)
    entries.correct_death(world.db, world.ctx(), case_id, world.people(case_id)[0], "別人の届けだった")
    assert asked(world) == []
    assert [event.reassessment for event in world.events("ReassessmentEnded")] == ["ENDED"]
    assert world.run("open-reassessment", reassessmentId=raised)["reassessmentWorkItemId"] == ""


def test_it_ends_with_the_case(world: World) -> None:
    case_id, raised = bereaved(world)
    cases.end_case(world.db, world.ctx(), case_id, "MOVED_OUT")
    assert [event.reassessment for event in world.events("ReassessmentEnded")] == ["ENDED"]
    with pytest.raises(CaseIsClosed):
        reassessing.complete(world.db, world.ctx(), raised, [], None)
    world.run("record-reassessment", reassessmentId=raised, urgency=3)
    assert world.events("EmergencyRaised") == []


def test_the_last_persons_death_asks_for_none(world: World) -> None:
    case_id = world.open_case(MOTHER)
    cases.record_death(world.db, world.ctx(), case_id, world.people(case_id)[0], world.now)
    assert world.events("ReassessmentRaised") == []
