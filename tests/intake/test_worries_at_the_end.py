"""A consultation that joined a case whose end is ordered: nobody's worry is lost between two desks."""

from dataclasses import replace
from typing import Any

import pytest

from kit import kept_away
from kit.errors import NotFound
from services.intake.domain import AlreadyAnswered
from services.intake.domain.cases import CaseIsOpen
from services.intake.domain.relations import SUSPECTED_PERPETRATOR, Reader
from services.intake.store import cases as case_store
from services.intake.store import entries
from services.intake.use_cases import access, cases, consultations, merging, relations
from tests.intake.world import COORDINATING, MONEY, MOTHER, OTHER, SON, WELFARE, WINDOW, World

ORDERED = ("MOVED_OUT", "HANDED_TO_SCHEME", "OUT_OF_SCOPE_LATER", "DECEASED")


def ordered(world: World, case_id: str, reason: str) -> None:
    if reason == "DECEASED":
        for one in world.people(case_id):
            cases.record_death(world.db, world.ctx(), case_id, one, world.now)
    else:
        cases.order_end(world.db, world.ctx(), case_id, reason, world.now, scheme=WELFARE, why="年金の相談と分かった")


def screened_again(world: World, told: str) -> Any:
    """The consultation that goes on instead of the one that had joined, up to the wait for its screening."""
    again = world.events("ConsultationReceived")[-1]
    assert again.consultation_id != told
    world.run("open-consultation", consultationId=again.consultation_id)
    world.run("record-urgency", consultationId=again.consultation_id, urgency=1)
    assert world.open_items() == [("SCREEN_CONSULTATION", COORDINATING)]
    return world.consultation(again.consultation_id)


@pytest.mark.plan("P-015")
@pytest.mark.parametrize("reason", ORDERED)
def test_a_worry_that_joined_a_case_and_that_nobody_read_outlives_an_ordered_end(world: World, reason: str) -> None:
    case_id = world.open_case(MOTHER)
    world.start_tracks(case_id)
    told = world.joining(case_id)
    world.run("review-joined-consultation", caseId=case_id, joinedConsultationId=told)
    ordered(world, case_id, reason)
    for _repeated in range(2):
        world.run("end-case", caseId=case_id, closureReason=reason)
    assert len(world.events("ConsultationReceived")) == 3
    row, before = screened_again(world, told), world.consultation(told)
    assert (row.predecessor_case_id, row.state) == (case_id, "RECEIVED")
    kept = ("channel", "consulter", "concerns", "narrative", "intake_consent", "occurred_at")
    assert [getattr(row, name) for name in kept] == [getattr(before, name) for name in kept]
    left = [one for one in entries.of_case(world.db, world.ctx(), case_id) if one.kind == "JOINED"]
    assert [(one.subject, one.way_back_name) for one in left] == [(f"consultations/{told}", f"consultations/{row.id}")]
    (person,) = case_store.people(world.db, world.ctx(), row.person_ids)
    assert (person.name, person.same_as) == (SON.name, before.person_ids[0])


def test_a_worry_that_was_on_its_way_into_a_case_when_its_end_was_ordered_goes_on_by_itself(world: World) -> None:
    case_id = world.open_case(MOTHER)
    told = world.receive(SON)
    world.screen(told, open_case=case_id)
    ordered(world, case_id, "MOVED_OUT")
    world.run("apply-route", caseId=world.consultation(told).case_id, consultationId=told, route="JOIN", urgency=0)
    world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    assert world.events("ConsultationJoined") == []
    assert len(world.events("ConsultationReceived")) == 3
    assert screened_again(world, told).predecessor_case_id == case_id


def test_a_worry_that_was_read_in_its_case_ends_with_it(world: World) -> None:
    case_id = world.open_case(MOTHER)
    world.start_tracks(case_id)
    told = world.joining(case_id)
    world.run("review-joined-consultation", caseId=case_id, joinedConsultationId=told)
    consultations.joined_reviewed(world.db, world.ctx(), told)
    ordered(world, case_id, "MOVED_OUT")
    world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    assert len(world.events("ConsultationReceived")) == 2
    assert world.open_items() == []


@pytest.mark.plan("P-015")
def test_a_worry_that_joined_a_case_whose_support_is_over_can_begin_anew(world: World) -> None:
    """Of who is supported no more; the case, which waited for this alone, ends."""
    case_id = world.open_case(MOTHER)
    world.start_tracks(case_id)
    told = world.joining(case_id)
    world.run("review-joined-consultation", caseId=case_id, joinedConsultationId=told)

    def begin_anew() -> None:
        consultations.joined_reviewed(world.db, world.ctx(), told, begins_anew=True)

    with pytest.raises(CaseIsOpen):
        begin_anew()
    world.run("close-case", caseId=case_id, trackOutcomes=["GOALS_MET"])
    begin_anew()
    with pytest.raises(AlreadyAnswered):
        begin_anew()
    world.run("close-if-over", caseId=case_id, endedId=told)
    assert (world.case(case_id).state, world.case(case_id).closure_reason) == ("CLOSED", "GOALS_MET")
    assert len(world.events("ConsultationReceived")) == 3
    assert screened_again(world, told).predecessor_case_id == case_id


@pytest.mark.privacy
def test_the_window_of_a_worry_that_outlives_its_case_hears_no_more_than_that_it_was_accepted(world: World) -> None:
    case_id = world.open_case(MOTHER, by=OTHER)
    told = world.joining(case_id)
    heard = world.codes(WINDOW)
    ordered(world, case_id, "MOVED_OUT")
    world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    again = screened_again(world, told)
    assert world.codes(WINDOW) == heard == [("FEEDBACK", "ACCEPTED")]
    with pytest.raises(NotFound):
        access.readable_consultation(world.db, world.ctx(WINDOW), again.id)


def test_a_worry_on_its_way_into_a_case_that_is_merged_is_told_once_in_the_other(world: World) -> None:
    kept, ended = world.open_case(MOTHER, by=OTHER), world.open_case(MOTHER)
    told = world.receive(SON)
    world.screen(told, open_case=ended)
    merging.merge(world.db, world.ctx(), ended, kept, {}, "同じ世帯だった", "")
    world.run("apply-route", caseId=world.consultation(told).case_id, consultationId=told, route="JOIN", urgency=0)
    world.run("end-case", caseId=ended, closureReason="MERGED")
    into = [event.case_id for event in world.events("ConsultationJoined") if event.joined_consultation_id == told]
    assert into == [kept]
    assert len(world.events("ConsultationReceived")) == 3


UNSURE = replace(MOTHER, birth_date="", kana="")


@pytest.mark.privacy
@pytest.mark.parametrize(
    "recorded_in", ["the file that was merged", "the case that ends", "the case that ends, as moved"]
)
def test_who_is_kept_away_from_a_person_is_kept_away_where_their_worry_goes_on(world: World, recorded_in: str) -> None:
    """Also where name and birth date tell nobody who it is."""
    moves = recorded_in != "the case that ends"
    kept, ended = world.open_case(SON if moves else UNSURE, by=OTHER), world.open_case(UNSURE)
    (there,), (mother,) = world.people(kept), world.people(ended)

    def relate(case_id: str, person_id: str) -> None:
        relations.enter(world.db, world.ctx(), case_id, "", person_id, SUSPECTED_PERPETRATOR, [Reader(MONEY)])

    if recorded_in == "the file that was merged":
        relate(ended, mother)
    merging.merge(world.db, world.ctx(), ended, kept, {} if moves else {mother: there}, "同じ世帯だった", "")
    if recorded_in != "the file that was merged":
        relate(kept, world.people(kept)[-1])
    ordered(world, kept, "MOVED_OUT")
    world.run("end-case", caseId=kept, closureReason="MOVED_OUT")
    (again,) = world.events("ConsultationReceived")[2:]
    assert relations.keep_away(world.db, world.ctx(), kept_away.Reader(MONEY), again.case_id)
