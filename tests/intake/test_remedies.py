"""Steps that a diagram could not take: who is asked to, and that none of them stays behind when a case ends."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from kit.errors import NotFound
from services.intake.store import rows, tables
from services.intake.use_cases import cases, entries, hands, merging, offers, remedies
from tests.intake.turns import Turns
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, SON, WINDOW, World, actor

REMEDY = ("REMEDY", COORDINATING)
DAUGHTER = replace(SON, name="架空 次子", kana="カクウ ツギコ", birth_date="1975-01-02", relation="長女")


def correct(world: World, consultation_id: str, **right: Any) -> str:
    """Answers what the window is told that somebody must look at."""
    words = replace(world.new(), **right)
    made = entries.correct_consultation(world.db, world.ctx(WINDOW), consultation_id, words, "聞き違い")
    return str(rows.get(world.db, world.ctx(), tables.entries, made).way_back)


def steps(world: World) -> list[tuple[str, str, str]]:
    """(kind, case, subject) of what was raised, each with its work opened."""
    found = []
    for event in world.events("RemedyRaised"):
        world.run("open-handoff-remedy", remedyId=event.remedy_id)
        step = remedies.read(world.db, world.ctx(), event.remedy_id)
        found.append((step.kind, step.case_id, step.subject))
    return found


def states(world: World) -> list[str]:
    found = [remedies.read(world.db, world.ctx(), event.remedy_id) for event in world.events("RemedyRaised")]
    return [step.state for step in found]


@pytest.mark.plan("P-015")
def test_whom_the_right_words_would_have_led_to_is_for_the_coordinator_to_look_at(world: World) -> None:
    turns = Turns(world, world.offered(MOTHER))
    source = turns.row.source_id
    assert correct(world, source, concerns=("HEALTH",)) == "LOOK_AT_ROUTE"
    assert steps(world) == [("LOOK_AT_ROUTE", turns.row.case_id, f"consultations/{source}")]
    assert REMEDY in world.open_items()
    (raised,) = world.events("RemedyRaised")
    remedies.complete(world.db, world.ctx(), raised.remedy_id, "つなぎ先は変わらない")
    assert REMEDY not in world.open_items()


@pytest.mark.plan("P-015")
def test_danger_that_was_told_late_of_what_went_to_one_agency_is_for_the_coordinator_to_look_at(world: World) -> None:
    turns = Turns(world, world.offered(MOTHER))
    source = turns.row.source_id
    assert correct(world, source, urgency_facts=("LIFE_IN_DANGER",)) == "LOOK_AT_URGENCY"
    assert steps(world) == [("LOOK_AT_URGENCY", turns.row.case_id, f"consultations/{source}")]


@pytest.mark.plan("P-015")
@pytest.mark.parametrize(("right", "asks"), [({"concerns": ("HEALTH",)}, 1), ({"days_to_eviction": 2}, 0)])
def test_what_joined_a_case_is_looked_at_in_that_case(world: World, right: dict[str, Any], asks: int) -> None:
    kept = world.open_case(MOTHER)
    consultation_id = world.receive(MOTHER)
    world.screen(consultation_id, open_case=kept)
    own = world.consultation(consultation_id).case_id
    world.run("apply-route", caseId=own, consultationId=consultation_id, route="JOIN", urgency=1)
    correct(world, consultation_id, **right)
    assert [case_id for _kind, case_id, _subject in steps(world)] == [kept] * asks
    assert [event.case_id for event in world.events("ReassessmentRaised")] == [kept] * (1 - asks)


def test_before_its_route_is_known_and_after_the_end_nobody_need_look(world: World) -> None:
    waiting = world.receive(MOTHER)
    assert correct(world, waiting, concerns=("HEALTH",)) == "NOTHING_MOVED"
    case_id = world.open_case(SON)
    cases.order_end(world.db, world.ctx(), case_id, "MOVED_OUT", world.now)
    assert correct(world, world.consultation_of(case_id).id, concerns=("HEALTH",)) == "LOOK_AT_ROUTE"
    assert steps(world) == []


def test_only_whoever_acts_for_the_case_reads_the_step(world: World) -> None:
    case_id = world.open_case(MOTHER)
    correct(world, world.consultation_of(case_id).id, concerns=("HEALTH",))
    (raised,) = world.events("RemedyRaised")
    for stranger in (WINDOW, MONEY, COORDINATING, actor(MONEY, "coordinator")):
        with pytest.raises(NotFound):
            remedies.read(world.db, world.ctx(stranger), raised.remedy_id)


@pytest.mark.plan("P-015")
@pytest.mark.parametrize("opened", [True, False])
def test_a_step_goes_with_its_case_and_its_process_with_it(world: World, opened: bool) -> None:
    case_id = world.open_case(MOTHER)
    correct(world, world.consultation_of(case_id).id, concerns=("HEALTH",))
    (raised,) = world.events("RemedyRaised")
    if opened:
        world.run("open-handoff-remedy", remedyId=raised.remedy_id)
    world.run("end-case", caseId=case_id, closureReason="GOALS_MET")
    assert [event.remedy_id for event in world.events("RemedyDone")] == [raised.remedy_id]
    assert states(world) == ["ENDED"]
    late = world.run("open-handoff-remedy", remedyId=raised.remedy_id)
    assert late["remedyWorkItemId"] == ""
    assert REMEDY not in world.open_items()


@pytest.mark.plan("P-015")
def test_a_packet_is_called_back_whatever_ends_meanwhile(world: World) -> None:
    case_id = world.open_case(MOTHER)
    remedies.raise_one(world.db, world.ctx(), case_id, world.case(case_id).case_no, "transfers/1", remedies.RECALL)
    (raised,) = world.events("RemedyRaised")
    world.run("open-handoff-remedy", remedyId=raised.remedy_id)
    world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    assert (states(world), world.events("RemedyDone")) == (["OPEN"], [])
    assert world.open_items() == [REMEDY]


@pytest.mark.plan("P-015")
def test_a_step_is_taken_in_the_case_that_goes_on(world: World) -> None:
    kept, ended = world.open_case(MOTHER), world.open_case(SON)
    handoff_id = world.offered_role(ended, MONEY, *world.people(ended))
    world.accept(handoff_id)
    offers.complete(world.db, world.ctx(MONEY), handoff_id, "COMPLETED", "", world.now)
    Turns(world, handoff_id).correct("NOT_COMPLETED")
    merging.merge(world.db, world.ctx(COORDINATOR), ended, kept, {}, "同じ世帯だった", "")
    world.run("end-case", caseId=ended, closureReason="MERGED")
    assert steps(world)[-1] == ("HANDOFF_CORRECTED", kept, f"handoffs/{handoff_id}")
    assert states(world) == ["ENDED", "OPEN"]
    assert world.open_items().count(REMEDY) == 1


def done(world: World) -> str:
    """A handoff of the daughter's case that has ended; answers its id."""
    case_id = world.open_case(DAUGHTER)
    handoff_id = world.offered_role(case_id, MONEY, *world.people(case_id))
    world.accept(handoff_id)
    offers.complete(world.db, world.ctx(MONEY), handoff_id, "COMPLETED", "", world.now)
    return handoff_id


def merge(world: World, case_id: str, into: str) -> None:
    merging.merge(world.db, world.ctx(), case_id, into, {}, "同じ世帯だった", "")


@pytest.mark.plan("P-015", "P-024")
@pytest.mark.parametrize("over", [True, False])
def test_what_is_corrected_after_two_merges_is_for_whoever_has_the_case_that_goes_on(world: World, over: bool) -> None:
    handoff_id = done(world)
    first, second, third = world.handoff(handoff_id).case_id, world.open_case(SON), world.open_case(MOTHER)
    merge(world, first, second)
    merge(world, second, third)
    if over:
        for ended in (first, second):
            world.run("end-case", caseId=ended, closureReason="MERGED")
    colleague = replace(COORDINATOR, person_id="staff-colleague")
    hands.assign(world.db, world.ctx(), third, colleague.person_id, "", "担当の交代", "")
    Turns(world, handoff_id).correct("NOT_COMPLETED")
    (raised,) = world.events("RemedyRaised")
    assert (raised.case_id, raised.case_no) == (third, world.case(third).case_no)
    world.run("open-handoff-remedy", remedyId=raised.remedy_id)
    with pytest.raises(NotFound):
        remedies.complete(world.db, world.ctx(COORDINATOR), raised.remedy_id, "電話で確かめた")
    step = remedies.complete(world.db, world.ctx(colleague), raised.remedy_id, "電話で確かめた")
    assert (step.case_id, step.subject) == (third, f"handoffs/{handoff_id}")
    assert REMEDY not in world.open_items()


@pytest.mark.plan("P-015", "P-024")
def test_what_is_corrected_while_its_case_is_merged_goes_on_in_the_other(engine: sa.Engine) -> None:
    """Neither sees the other: the step still comes up in the case that ends."""
    with engine.begin() as db:
        before = World(db)
        handoff_id, kept = done(before), before.open_case(SON)
    with engine.begin() as correcting:
        world = replace(before, db=correcting)
        Turns(world, handoff_id).correct("NOT_COMPLETED")
        case_id = world.handoff(handoff_id).case_id
        with engine.begin() as beside:
            merge(replace(before, db=beside), case_id, kept)
    with engine.begin() as db:
        world = replace(before, db=db)
        world.run("end-case", caseId=case_id, closureReason="MERGED")
        assert steps(world)[-1] == ("HANDOFF_CORRECTED", kept, f"handoffs/{handoff_id}")
        assert states(world) == ["ENDED", "OPEN"]
