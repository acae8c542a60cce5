"""A wrong entry is followed by the one that corrects it, which names the way back; nothing is lost in silence."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kit.errors import InvalidArgument, NotFound
from kit.outbox import engine_message
from services.intake.domain import AlreadyAnswered, CaseIsClosed, NewConsultation
from services.intake.domain.cases import CaseIsOpen
from services.intake.store import entries as store
from services.intake.store import rows, tables
from services.intake.use_cases import cases, entries, reading
from tests.intake.world import COORDINATING, MONEY, MOTHER, SON, WINDOW, World


def entry(world: World, entry_id: str) -> Any:
    return rows.get(world.db, world.ctx(), tables.entries, entry_id)


def die(world: World, case_id: str, person_id: str) -> None:
    cases.record_death(world.db, world.ctx(), case_id, person_id, world.now - timedelta(days=3))


def test_a_death_keeps_when_it_happened_and_when_it_was_written_down(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    die(world, case_id, world.people(case_id)[0])
    (found,) = store.of_case(world.db, world.ctx(), case_id)
    assert (found.kind, found.recorded_at - found.occurred_at) == ("DEATH", timedelta(days=3))


def test_who_did_not_die_has_a_track_again(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, _son = world.start_tracks(case_id)
    die(world, case_id, mother)
    wrong = store.of_case(world.db, world.ctx(), case_id)[0]
    right = entry(world, entries.correct_death(world.db, world.ctx(), case_id, mother, "別人の届だった"))
    assert (right.supersedes, right.way_back, right.way_back_name) == (
        wrong.id,
        "TRACK_STARTS_AGAIN",
        f"persons/{mother}",
    )
    assert [event.person_id for event in world.events("PersonAdded")] == [mother]
    assert [event.way_back for event in world.events("EntryCorrected")] == ["TRACK_STARTS_AGAIN"]
    assert all(person.alive for person in reading.case(world.db, world.ctx(), case_id).persons)
    with pytest.raises(AlreadyAnswered):
        entries.correct_death(world.db, world.ctx(), case_id, mother, "もう一度")
    die(world, case_id, mother)
    assert len(world.events("PersonDeceased")) == 2


def test_before_the_tracks_began_a_wrong_death_moved_nothing(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.people(case_id)
    die(world, case_id, mother)
    right = entry(world, entries.correct_death(world.db, world.ctx(), case_id, mother, "誤記"))
    assert right.way_back == "NOTHING_MOVED"
    assert world.start_tracks(case_id) == [mother, son]


@pytest.mark.plan("P-015")
def test_no_message_waits_in_the_engine_for_the_track_of_somebody_whose_death_was_corrected_before_it_began(
    world: World,
) -> None:
    """It would be kept for thirty days, and would end the track in the second in which it begins."""
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.people(case_id)
    die(world, case_id, mother)
    (left,) = world.events("MemberLeft")
    assert (left.person_id, left.cause) == (mother, "DECEASED")
    assert not engine_message(left).name
    entries.correct_death(world.db, world.ctx(), case_id, mother, "誤記")
    assert world.start_tracks(case_id) == [mother, son]
    assert [one for one in world.events() if engine_message(one).name == "PersonDeceased"] == []
    die(world, case_id, mother)
    assert [event.person_id for event in world.events("PersonDeceased")] == [mother]


@pytest.mark.parametrize("ended", [False, True])
def test_after_the_last_persons_wrong_death_a_new_consultation_follows_the_case(world: World, ended: bool) -> None:
    case_id = world.open_case(MOTHER)
    (mother,) = world.start_tracks(case_id)
    die(world, case_id, mother)
    if ended:
        world.run("end-case", caseId=case_id, closureReason="DECEASED")
    right = entry(world, entries.correct_death(world.db, world.ctx(), case_id, mother, "別人の届だった"))
    assert right.way_back == "NEW_CONSULTATION"
    again = world.consultation(right.way_back_name.removeprefix("consultations/"))
    assert (again.predecessor_case_id, again.state) == (case_id, "RECEIVED")
    (person,) = reading.case_reference(world.db, world.ctx(), again.case_id).people
    assert rows.get(world.db, world.ctx(), tables.persons, person).same_as == mother
    assert len(world.events("ConsultationReceived")) == 2


@pytest.mark.parametrize("ended", [False, True])
def test_who_did_not_move_away_is_taken_in_again_with_the_household(world: World, ended: bool) -> None:
    case_id = world.open_case(MOTHER, SON)
    cases.order_end(world.db, world.ctx(), case_id, "MOVED_OUT", world.now - timedelta(days=2))
    if ended:
        world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    right = entry(world, entries.correct_moving_out(world.db, world.ctx(), case_id, "届の取り違え"))
    again = world.consultation(right.way_back_name.removeprefix("consultations/"))
    assert (again.predecessor_case_id, len(again.person_ids)) == (case_id, 2)
    known = reading.case_reference(world.db, world.ctx(), again.case_id)
    before = zip(known.people, [case_id] * 2, world.people(case_id), strict=True)
    assert known.continued == list(before)
    with pytest.raises(AlreadyAnswered):
        entries.correct_moving_out(world.db, world.ctx(), case_id, "もう一度")


def test_other_services_learn_who_has_died_and_that_a_case_is_over(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.people(case_id)
    die(world, case_id, mother)
    found = reading.case_reference(world.db, world.ctx(), case_id)
    assert (found.people, found.deceased, found.over) == ([mother, son], [mother], False)
    entries.correct_death(world.db, world.ctx(), case_id, mother, "別人の届だった")
    assert reading.case_reference(world.db, world.ctx(), case_id).deceased == []
    cases.order_end(world.db, world.ctx(), case_id, "MOVED_OUT", world.now)
    assert reading.case_reference(world.db, world.ctx(), case_id).over


def test_a_case_whose_end_is_ordered_takes_no_more_steps(world: World) -> None:
    case_id = world.open_case(MOTHER)
    cases.order_end(world.db, world.ctx(), case_id, "MOVED_OUT", world.now)
    with pytest.raises(CaseIsClosed):
        cases.add_person(world.db, world.ctx(), case_id, SON, "")
    with pytest.raises(CaseIsClosed):
        cases.order_end(world.db, world.ctx(), case_id, "MOVED_OUT", world.now)


def test_nothing_that_was_never_entered_is_corrected(world: World) -> None:
    case_id = world.open_case(MOTHER)
    (mother,) = world.people(case_id)
    with pytest.raises(NotFound):
        entries.correct_death(world.db, world.ctx(), case_id, mother, "理由")
    with pytest.raises(NotFound):
        entries.correct_moving_out(world.db, world.ctx(), case_id, "理由")
    with pytest.raises(InvalidArgument):
        entries.correct_death(world.db, world.ctx(), case_id, mother, " ")
    with pytest.raises(NotFound):
        entries.correct_death(world.db, world.ctx(WINDOW), case_id, mother, "理由")


@pytest.mark.parametrize(
    ("stage", "changed", "way_back"),
    [
        ("register", {"urgency_facts": ("LIFE_IN_DANGER",)}, "NOTHING_MOVED"),
        ("receive", {"urgency_facts": ("LIFE_IN_DANGER",)}, "LOOK_AT_URGENCY"),
        ("receive", {"days_to_eviction": 3}, "LOOK_AT_URGENCY"),
        ("receive", {"concerns": ("DEBT",)}, "NOTHING_MOVED"),
        ("screen", {"concerns": ("DEBT",)}, "LOOK_AT_ROUTE"),
        ("screen", {"narrative": "言い直し"}, "NOTHING_MOVED"),
    ],
)
def test_a_window_corrects_its_words_and_is_told_what_somebody_must_look_at(
    world: World, stage: str, changed: dict[str, Any], way_back: str
) -> None:
    consultation_id = world.register(MOTHER) if stage == "register" else world.receive(MOTHER)
    if stage == "screen":
        world.screen(consultation_id)
    before = world.consultation(consultation_id)
    right = replace(world.new(), occurred_at=world.now - timedelta(days=1), **changed)
    made = entries.correct_consultation(world.db, world.ctx(WINDOW), consultation_id, right, "聞き違い")
    after, kept = world.consultation(consultation_id), entry(world, made)
    assert kept.way_back == way_back
    assert kept.content["narrative"] == before.narrative
    assert kept.content["occurred_at"] == before.occurred_at.isoformat()
    assert all(getattr(after, name) == (list(to) if isinstance(to, tuple) else to) for name, to in changed.items())
    assert (after.occurred_at, after.recorded_at) == (right.occurred_at, before.recorded_at)


@pytest.mark.plan("P-015")
def test_what_presses_on_a_household_and_was_told_late_is_the_coordinators_work_while_the_case_is_open(
    world: World,
) -> None:
    case_id = world.open_case(MOTHER)
    consultation_id = world.consultation_of(case_id).id
    right = replace(world.new(), urgency_facts=("NO_FOOD_OR_UTILITIES",))

    def corrected(words: NewConsultation) -> int:
        entries.correct_consultation(world.db, world.ctx(WINDOW), consultation_id, words, "聞き違い")
        return len(world.events("ReassessmentRaised"))

    assert corrected(right) == 1
    (raised,) = world.events("ReassessmentRaised")
    world.run("open-reassessment", reassessmentId=raised.reassessment_id)
    assert ("REASSESS_HOUSEHOLD", COORDINATING) in world.open_items()
    assert corrected(replace(right, narrative="言い直し")) == 1
    world.run("end-case", caseId=case_id, closureReason="GOALS_MET")
    assert corrected(replace(right, days_to_eviction=3)) == 1


def test_only_the_window_and_the_coordinator_correct_a_consultation(world: World) -> None:
    consultation_id = world.register(MOTHER)
    with pytest.raises(NotFound):
        entries.correct_consultation(world.db, world.ctx(MONEY), consultation_id, world.new(), "理由")
    late = replace(world.new(), occurred_at=world.now + timedelta(days=1))
    with pytest.raises(InvalidArgument):
        entries.correct_consultation(world.db, world.ctx(WINDOW), consultation_id, late, "理由")


def test_a_new_consultation_names_the_closed_case_that_it_follows_and_no_open_one(world: World) -> None:
    before = world.open_case(MOTHER)
    consultation_id = world.receive(MOTHER)
    with pytest.raises(CaseIsOpen):
        world.screen(consultation_id, predecessor_case=before)
    world.run("end-case", caseId=before, closureReason="GOALS_MET")
    world.screen(consultation_id, predecessor_case=before)
    case_id = world.consultation(consultation_id).case_id
    world.run("open-case", caseId=case_id, consultationId=consultation_id)
    assert world.case(case_id).predecessor_case_id == before
