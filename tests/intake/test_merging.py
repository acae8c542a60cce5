"""Two cases of one household become one, a person joined by mistake gets a file of their own; nothing is deleted."""

from dataclasses import replace

import pytest

from kit.errors import InvalidArgument, NotFound, StaleEtag
from services.intake.domain import AlreadyAnswered, CaseIsClosed
from services.intake.domain.cases import LastMember, PersonSuspended
from services.intake.store import entries as store
from services.intake.store import erasure, rows, tables
from services.intake.use_cases import cases, consultations, entries, merging, overview, people, reading
from tests.intake.world import COORDINATOR, MOTHER, SON, TASKS, WINDOW, World

DAUGHTER = replace(SON, name="架空 次子", kana="カクウ ツギコ", birth_date="1975-01-02", relation="長女")


def merge(world: World, case_id: str, into: str, same: dict[str, str] | None = None) -> None:
    merging.merge(world.db, world.ctx(), case_id, into, same or {}, "同じ世帯だった", "")


def test_who_was_somebody_else_continues_nobody(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    _mother, son = world.people(case_id)
    apart = merging.separate(world.db, world.ctx(), case_id, son, "同姓同名の別人だった")
    assert reading.case_reference(world.db, world.ctx(), world.consultation(apart).case_id).continued == []


def test_two_cases_of_one_household_become_one_and_everybody_is_told(world: World) -> None:
    kept, ended = world.open_case(MOTHER), world.open_case(replace(MOTHER, phone=""), SON)
    world.start_tracks(kept)
    (mother,) = world.people(kept)
    doubled, son = world.people(ended)
    before = [event.joined_consultation_id for event in world.events("ConsultationJoined")]
    merge(world, ended, kept, {doubled: mother})
    (merged,) = world.events("CasesMerged")
    assert (merged.case_id, merged.into_case_id) == (ended, kept)
    pairs = dict(zip(merged.person_ids, merged.into_person_ids, strict=True))
    assert pairs[doubled] == mother
    assert [event.person_id for event in world.events("PersonAdded")] == [pairs[son]]
    assert world.people(kept) == [mother, pairs[son]]
    assert [event.closure_reason for event in world.events("CaseEndOrdered")] == ["MERGED"]
    assert world.case(ended).merged_into == kept
    joined = world.events("ConsultationJoined")[len(before) :]
    assert [event.case_id for event in joined] == [kept]
    consultation = world.consultation(joined[0].joined_consultation_id)
    assert (consultation.state, consultation.joined_case_id, consultation.case_id) == ("JOINED", kept, ended)
    world.run("review-joined-consultation", caseId=kept, joinedConsultationId=consultation.id)
    consultations.joined_reviewed(world.db, world.ctx(), consultation.id)


def test_what_joined_a_case_is_looked_at_in_each_that_takes_that_one_in(world: World) -> None:
    """A job with a known key is taken for a repetition: nobody would be asked."""
    first, second, third = world.open_case(MOTHER), world.open_case(SON), world.open_case(DAUGHTER)
    merge(world, first, second)
    merge(world, second, third)
    told = [(event.case_id, event.joined_consultation_id) for event in world.events("ConsultationJoined")]
    brought = world.consultation_of(first).id
    assert [case_id for case_id, consultation_id in told if consultation_id == brought] == [second, third]
    key = TASKS["intake.review-joined-consultation"].key
    inputs = [{"caseId": case_id, "joinedConsultationId": consultation_id} for case_id, consultation_id in told]
    assert len({tuple(given[name] for name in key) for given in inputs}) == len(told) == 3


def test_other_services_learn_whom_a_case_took_in_with_everything_that_came_before(world: World) -> None:
    gone = world.open_case(MOTHER)
    world.run("end-case", caseId=gone, closureReason="SUBJECT_WISH")
    consultation = world.receive(MOTHER)
    world.screen(consultation, predecessor_case=gone)
    again = world.consultation(consultation).case_id
    world.run("apply-route", caseId=again, consultationId=consultation, route="ACCEPT", urgency=1)
    world.run("open-case", caseId=again, consultationId=consultation)
    doubled = world.open_case(replace(MOTHER, kana="カクウ ハナ"), SON)
    kept = world.open_case(replace(MOTHER, kana="カクウ ハナヨ"))
    (first,), (back,), (twice, son), (mother,) = map(world.people, (gone, again, doubled, kept))
    assert reading.case_reference(world.db, world.ctx(), again).continued == [(back, gone, first)]
    merge(world, again, doubled, {back: twice})
    merge(world, doubled, kept, {twice: mother})
    found = reading.case_reference(world.db, world.ctx(), kept)
    moved = found.people[1]
    assert found.people == [mother, moved]
    before = ((gone, first), (again, back), (doubled, twice))
    assert set(found.continued) == {(mother, *one) for one in before} | {(moved, doubled, son)}


def test_whom_somebody_continued_before_a_merge_they_still_continue_after_it(world: World) -> None:
    gone = world.open_case(MOTHER)
    world.run("end-case", caseId=gone, closureReason="SUBJECT_WISH")
    (first,) = world.people(gone)
    consultation = world.receive(replace(MOTHER, kana="カクウ ハナ", same_as=first))
    world.screen(consultation, predecessor_case=gone)
    again = world.consultation(consultation).case_id
    world.run("apply-route", caseId=again, consultationId=consultation, route="ACCEPT", urgency=1)
    world.run("open-case", caseId=again, consultationId=consultation)
    kept = world.open_case(replace(MOTHER, kana="カクウ ハナヨ"))
    (back,), (mother,) = world.people(again), world.people(kept)
    merge(world, again, kept, {back: mother})
    found = reading.case_reference(world.db, world.ctx(), kept).continued
    assert set(found) == {(mother, again, back), (mother, gone, first)}
    assert erasure.of_person(world.db, world.ctx(), mother).person_ids == {first, back, mother}


def test_what_was_open_in_the_ended_case_is_closed_and_its_persons_stay_readable_there(world: World) -> None:
    kept, ended = world.open_case(MOTHER), world.open_case(SON)
    handoff_id = world.offered_role(ended, WINDOW, *world.people(ended))
    merge(world, ended, kept)
    world.run("end-case", caseId=ended, closureReason="MERGED")
    assert world.handoff(handoff_id).state == "WITHDRAWN"
    assert [kind for kind, _agency in world.open_items()] == ["DECIDE_UNTANGLING"]
    assert [one.name for one in reading.case(world.db, world.ctx(), ended).persons] == [SON.name]
    assert rows.get(world.db, world.ctx(), tables.persons, world.people(kept)[1]).same_as == world.people(ended)[0]


@pytest.mark.plan("P-024")
@pytest.mark.privacy
def test_who_brought_the_ended_case_hears_that_it_ended_and_not_that_somebody_was_known(world: World) -> None:
    kept, ended = world.open_case(MOTHER), world.open_case(SON)
    merge(world, ended, kept)
    world.run("end-case", caseId=ended, closureReason="MERGED")
    assert [(item.case_id, item.code) for item in world.inbox(WINDOW)][-1] == (ended, "CASE_CLOSED")


def test_who_moves_before_the_tracks_began_starts_with_the_others(world: World) -> None:
    kept, ended = world.open_case(MOTHER), world.open_case(SON)
    merge(world, ended, kept)
    assert world.events("PersonAdded") == []
    assert len(world.start_tracks(kept)) == 2


@pytest.mark.parametrize("state", ["REPORTED", "OPEN", "MEETING"])
def test_an_emergency_of_the_ended_case_goes_on_in_the_other(world: World, state: str) -> None:
    """Also one whose meeting would end with that case: whoever sees to it says again whether one is held."""
    kept, ended = world.open_case(MOTHER), world.open_case(SON)
    people.raise_emergency(world.db, world.ctx(), ended, "食事も水もない")
    if state != "REPORTED":
        emergency = world.run("open-emergency", caseId=ended, caseNo="R8-00002-6")["emergencyId"]
    if state == "MEETING":
        people.resolve_emergency(world.db, world.ctx(), emergency, "MEETING", "救急搬送した")
    merge(world, ended, kept)
    assert [event.case_id for event in world.events("EmergencyRaised")] == [ended, kept]
    assert world.case(kept).urgency == 3


@pytest.mark.parametrize("tracks_run", [True, False])
def test_who_is_suspended_stays_so_in_the_household_that_goes_on(world: World, tracks_run: bool) -> None:
    kept, ended = world.open_case(MOTHER), world.open_case(SON, DAUGHTER)
    if tracks_run:
        world.start_tracks(kept)
    people.suspend(world.db, world.ctx(), ended, world.people(ended)[0], "入院")
    merge(world, ended, kept)
    if not tracks_run:
        world.start_tracks(kept)
    _mother, son, _daughter = world.people(kept)
    assert [(event.case_id, event.person_id) for event in world.events("SupportSuspended")] == [(kept, son)]
    with pytest.raises(AlreadyAnswered):
        people.suspend(world.db, world.ctx(), kept, son, "入院")


def test_only_open_cases_in_ones_own_hands_are_merged_with_a_reason(world: World) -> None:
    kept, ended = world.open_case(MOTHER), world.open_case(SON)
    (mother,), (son,) = world.people(kept), world.people(ended)
    with pytest.raises(InvalidArgument):
        merge(world, ended, ended)
    with pytest.raises(InvalidArgument):
        merging.merge(world.db, world.ctx(), ended, kept, {}, " ", "")
    with pytest.raises(StaleEtag):
        merging.merge(world.db, world.ctx(), ended, kept, {}, "理由", "99")
    for wrong in ({mother: son}, {son: son}, {"absent": mother}):
        with pytest.raises(NotFound):
            merge(world, ended, kept, wrong)
    colleague = world.ctx(replace(COORDINATOR, person_id="staff-colleague"))
    with pytest.raises(NotFound):
        merging.merge(world.db, colleague, ended, kept, {}, "理由", "")
    world.run("end-case", caseId=kept, closureReason="GOALS_MET")
    with pytest.raises(CaseIsClosed):
        merge(world, ended, kept)
    assert world.events("CasesMerged") == world.events("CaseEndOrdered") == []


def test_who_was_joined_by_mistake_gets_a_file_and_leaves_this_household(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.start_tracks(case_id)
    consultation_id = merging.separate(world.db, world.ctx(), case_id, son, "同姓同名の別人だった")
    assert [event.person_id for event in world.events("PersonSeparated")] == [son]
    assert world.people(case_id) == [mother]
    again = world.consultation(consultation_id)
    assert (again.predecessor_case_id, again.case_id != case_id) == ("", True)
    (person,) = reading.consultation(world.db, world.ctx(), consultation_id).found.persons
    assert (person.name, person.same_as) == (SON.name, son)
    assert rows.get(world.db, world.ctx(), tables.persons, son).separated
    with pytest.raises(NotFound):
        merging.separate(world.db, world.ctx(), case_id, son, "もう一度")


def test_before_the_tracks_began_no_process_has_to_be_stopped_and_the_other_services_are_told(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.people(case_id)
    merging.separate(world.db, world.ctx(), case_id, son, "別人だった")
    assert world.events("PersonSeparated") == []
    assert [(event.person_id, event.cause) for event in world.events("MemberLeft")] == [(son, "SEPARATED")]
    assert world.start_tracks(case_id) == [mother]


def test_the_last_member_and_a_suspended_one_are_not_separated(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.start_tracks(case_id)
    people.suspend(world.db, world.ctx(), case_id, son, "入院")
    with pytest.raises(PersonSuspended):
        merging.separate(world.db, world.ctx(), case_id, son, "別人だった")
    cases.record_death(world.db, world.ctx(), case_id, mother, world.now)
    with pytest.raises(LastMember):
        merging.separate(world.db, world.ctx(), case_id, son, "別人だった")
    with pytest.raises(InvalidArgument):
        merging.separate(world.db, world.ctx(), case_id, son, "")


def test_whom_a_death_left_is_looked_at_anew_in_the_household_that_goes_on(world: World) -> None:
    kept, ended = world.open_case(DAUGHTER), world.open_case(MOTHER, SON)
    cases.record_death(world.db, world.ctx(), ended, world.people(ended)[0], world.now)
    merge(world, ended, kept)
    first, again = world.events("ReassessmentRaised")
    assert (first.case_id, again.case_id) == (ended, kept)
    assert [event.reassessment_id for event in world.events("ReassessmentEnded")] == [first.reassessment_id]


def test_a_file_in_which_somebody_seems_to_be_known_is_shown_to_the_coordinator_without_a_word_of_it(
    world: World,
) -> None:
    before = world.open_case(MOTHER, DAUGHTER)
    consultation_id = world.receive(replace(MOTHER, kana="カクウ　ハナコ", phone=""), SON)
    (found,) = overview.matches(world.db, world.ctx(), consultation_id)
    (mother, _son) = world.consultation(consultation_id).person_ids
    assert (found.case_id, found.state, found.person_id) == (before, "ACCEPTED", mother)
    assert set(found._fields) == {"case_id", "case_no", "state", "person_id", "same_person_id"}
    with pytest.raises(NotFound):
        overview.matches(world.db, world.ctx(WINDOW), consultation_id)


def test_who_is_found_later_in_a_file_is_looked_for_in_the_others_as_who_was_named_at_once(world: World) -> None:
    before, nameless = world.open_case(MOTHER, DAUGHTER), world.open_case()
    consultation_id = str(world.consultation_of(nameless).id)
    assert overview.matches(world.db, world.ctx(), consultation_id) == []
    found_later = cases.add_person(world.db, world.ctx(), nameless, MOTHER, "")
    (found,) = overview.matches(world.db, world.ctx(), consultation_id)
    assert (found.case_id, found.person_id, found.same_person_id) == (before, found_later, world.people(before)[0])


def test_everything_that_was_entered_about_a_case_is_on_record(world: World) -> None:
    kept, ended = world.open_case(MOTHER, DAUGHTER), world.open_case(SON)
    merging.separate(world.db, world.ctx(), kept, world.people(kept)[1], "別人だった")
    merge(world, ended, kept)
    assert [row.kind for row in store.of_case(world.db, world.ctx(), kept)] == ["SEPARATED"]
    assert [row.kind for row in store.of_case(world.db, world.ctx(), ended)] == ["MERGED"]
    assert store.of_case(world.db, world.ctx(), kept)[0].way_back == entries.NEW_CONSULTATION
