"""Wrong entries: corrected by a later one with its reason; where they moved the track, it goes back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kit.errors import InvalidArgument, NotFound
from services.consent.domain.refusals import AlreadyCorrected, CaseIsOver, ConsentOutdated, ReaskTooEarly
from services.consent.domain.statements import Cell, Consent, Statement, Terms
from services.consent.store import grants
from services.consent.use_cases import checks, corrections, endings, merging, records, seeking, stopping
from tests.consent.world import OTHER, RECIPIENT, World, actor, terms

ANSWERS = ("GRANTED", "REFUSED", "DEFERRED", "CANNOT_DECIDE", "DANGEROUS")


def correct(world: World, wrong_id: str, answer: str, *given: Terms, reason: str = "聞き違い", **said: Any) -> Consent:
    statement = replace(Statement(answer, world.now, "SELF", "OK", "WRITTEN", "2026-04", grants=given), **said)
    return corrections.correct(world.db, world.ctx(), world.reference, wrong_id, reason, statement)


def say(world: World, answer: str, request_id: str | None) -> Consent:
    if answer == "GRANTED":
        return world.record(terms(), request_id=request_id)
    return world.record(answer=answer, request_id=request_id)


@pytest.mark.parametrize("right", ANSWERS)
@pytest.mark.parametrize("wrong", ANSWERS)
def test_each_wrong_answer_is_corrected_to_each_right_one_and_the_track_goes_back_where_the_room_changes(
    world: World, wrong: str, right: str
) -> None:
    entry = say(world, wrong, world.ask())
    world.pass_time(days=2)
    consent = correct(world, entry.consent_id, right, *([terms()] if right == "GRANTED" else []))
    assert consent.answer == right
    assert world.permits() is (right == "GRANTED")
    assert len(world.events("ConsentCorrected")) == ((wrong == "GRANTED") != (right == "GRANTED"))
    assert world.events("ConsentWithdrawn") == []
    told = [(event.agency_id, event.reason) for event in world.events("GrantEnded")]
    assert told == ([(RECIPIENT, "CORRECTED")] if wrong == "GRANTED" != right else [])
    state = checks.get_answer_state(world.db, world.ctx(), world.reference, world.ichiro)
    assert state.answer == right
    for grant in consent.grants:
        assert grant.valid_from == world.now


@pytest.mark.parametrize("right", ["GRANTED", "DEFERRED", "DANGEROUS"])
def test_the_track_that_comes_back_hears_the_corrected_answer_without_asking(world: World, right: str) -> None:
    entry = say(world, "REFUSED" if right == "GRANTED" else "GRANTED", world.ask())
    correct(world, entry.consent_id, right, *([terms()] if right == "GRANTED" else []))
    request_id = world.ask()
    assert world.open_items() == []
    answered = world.events("ConsentAnswered")[-1]
    assert (answered.consent_request_id, answered.consent_answer) == (request_id, right)
    assert answered.HasField("consent_expires_at") is (right == "GRANTED")


def test_a_correction_is_heard_once(world: World) -> None:
    entry = say(world, "GRANTED", world.ask())
    correct(world, entry.consent_id, "DEFERRED")
    world.ask()
    asked = world.ask()
    assert world.open_items() == [f"consentRequests/{asked}"]


def test_a_wrong_withdrawal_is_corrected_and_the_track_takes_the_consented_way(world: World) -> None:
    world.record(terms(), request_id=world.ask())
    world.pass_time(days=1)
    wrong = records.withdraw(world.db, world.ctx(), world.reference, world.ichiro, None, world.now)
    world.pass_time(days=1)
    correct(world, wrong.withdrawal_id, "GRANTED", terms())
    assert world.permits()
    assert len(world.events("ConsentCorrected")) == 1
    assert seeking.get_request(world.db, world.ctx(), world.ask()).answer == "GRANTED"


def test_a_wrong_cell_touches_only_its_agency_and_the_track_stays(world: World) -> None:
    entry = world.record(terms(), terms(OTHER), request_id=world.ask())
    correct(world, entry.consent_id, "GRANTED", terms())
    assert world.permits(RECIPIENT)
    assert not world.permits(OTHER)
    assert [(event.agency_id, event.reason) for event in world.events("GrantEnded")] == [(OTHER, "CORRECTED")]
    assert world.events("ConsentCorrected") == []
    assert len(world.events("ConsentPartlyEnded")) == len(world.events("ConsentRenewed")) == 1


def test_a_wrong_yes_at_the_window_acts_like_a_withdrawal(world: World) -> None:
    entry = world.record(terms())
    correct(world, entry.consent_id, "REFUSED")
    assert not world.permits()
    assert len(world.events("ConsentWithdrawn")) == 1


def test_an_entry_is_corrected_once_with_a_reason_and_in_its_own_case(world: World) -> None:
    entry = world.record(terms())
    with pytest.raises(InvalidArgument):
        correct(world, entry.consent_id, "REFUSED", reason=" ")
    with pytest.raises(NotFound):
        correct(world, "unknown", "REFUSED")
    correct(world, entry.consent_id, "REFUSED")
    with pytest.raises(AlreadyCorrected):
        correct(world, entry.consent_id, "DEFERRED")


def test_a_correction_does_not_undo_a_later_withdrawal(world: World) -> None:
    entry = world.refuse(world.ask())
    said_at = world.now
    world.pass_time(days=1)
    world.withdraw()
    with pytest.raises(ConsentOutdated):
        correct(world, entry.consent_id, "GRANTED", terms(), occurred_at=said_at)


@pytest.mark.privacy
def test_a_correction_does_not_undo_a_cell_struck_later_but_what_the_wrong_entry_struck(world: World) -> None:
    entry = world.record(terms(OTHER), refused=(terms(),))
    said_at = world.now - timedelta(hours=1)
    world.pass_time(days=1)
    right = correct(world, entry.consent_id, "GRANTED", terms(), terms(OTHER), occurred_at=said_at)
    assert world.permits()
    world.pass_time(days=1)
    world.record(terms(OTHER), refused=(terms(),))
    with pytest.raises(ConsentOutdated):
        correct(world, right.consent_id, "GRANTED", terms(), occurred_at=said_at)


@pytest.mark.privacy
@pytest.mark.parametrize("answer", ["REFUSED", "GRANTED"])
def test_an_agency_does_not_see_that_a_refusal_of_it_was_an_error(world: World, answer: str) -> None:
    entry = world.record(*([terms(OTHER)] if answer == "GRANTED" else []), answer=answer, refused=(terms(),))
    correct(world, entry.consent_id, "GRANTED", terms(OTHER))
    own = world.ctx(actor(RECIPIENT))
    assert checks.list_grants(world.db, own, world.case_id, include_ended=True, limit=50) == []


def test_a_withdrawal_that_was_none_keeps_nobody_from_being_asked_about_that_agency(world: World) -> None:
    world.record(terms(), request_id=world.ask())
    wrong = records.withdraw(world.db, world.ctx(), world.reference, world.ichiro, RECIPIENT, world.now)
    correct(world, wrong.withdrawal_id, "GRANTED", terms())
    assert grants.find_refused(world.db, world.ctx(), [(world.case_id, world.ichiro)]) == set()
    grants.ask(world.db, world.ctx(), world.case_id, world.ichiro, [Cell(RECIPIENT, "C4", "HANDOFF")])
    job = world.job()
    asked = (world.db, world.ctx(), job, world.reference, world.ichiro, job.due("within"))
    assert seeking.open_request(*asked, sought=True)
    world.withdraw(RECIPIENT)
    grants.ask(world.db, world.ctx(), world.case_id, world.ichiro, [Cell(RECIPIENT, "C4", "HANDOFF")])
    with pytest.raises(ReaskTooEarly):
        seeking.open_request(*asked, sought=True)


def test_a_refusal_that_was_none_is_no_answer_about_the_agencies_it_was_about(world: World) -> None:
    wrong = world.refuse(world.ask(), proposed_agency_ids=(RECIPIENT, OTHER))
    people = [(world.case_id, world.ichiro)]
    assert len(grants.find_refused(world.db, world.ctx(), people)) == 2
    correct(world, wrong.consent_id, "GRANTED", terms())
    assert grants.find_refused(world.db, world.ctx(), people) == set()


def told(world: World) -> list[tuple[str, str, bool]]:
    """(agency, reason, whether it is asked to confirm) of what ended, oldest first."""
    return [(event.agency_id, event.reason, bool(event.stop_use_id)) for event in world.events("GrantEnded")]


def asked(world: World) -> list[str]:
    return [str(event.stop_use_id) for event in world.events("StopUseRequested")]


@pytest.mark.privacy
@pytest.mark.parametrize("answered", [True, False])
def test_a_wrong_yes_that_is_found_after_the_cases_end_is_still_to_be_stopped_and_confirmed(
    world: World, answered: bool
) -> None:
    entry = world.record(terms(), terms(OTHER), request_id=world.ask() if answered else None)
    endings.close_case(world.db, world.ctx(), world.case_id, "GOALS_MET")
    ended = [(RECIPIENT, "ENDED_WITH_CASE", False), (OTHER, "ENDED_WITH_CASE", False)]
    assert told(world) == ended
    world.pass_time(days=40)
    over = replace(world, over=True)
    correct(over, entry.consent_id, "REFUSED")
    assert told(over) == [*ended, (RECIPIENT, "CORRECTED", True), (OTHER, "CORRECTED", True)]
    first, second = asked(over)
    for stop_use_id, agency_id in ((first, RECIPIENT), (second, OTHER)):
        due_at = over.job().due("within")
        assert stopping.await_confirmation(over.db, over.ctx(), over.job(), stop_use_id, due_at)
        own = over.ctx(actor(agency_id))
        assert stopping.confirm(over.db, own, stop_use_id, "DELETED", over.now).state == "CONFIRMED"
    assert over.open_items() == []


@pytest.mark.privacy
def test_no_process_is_told_of_a_correction_when_the_case_is_over(world: World) -> None:
    entry = world.record(terms(), request_id=world.ask())
    endings.close_case(world.db, world.ctx(), world.case_id, "GOALS_MET")
    correct(replace(world, over=True), entry.consent_id, "REFUSED")
    for moved in ("ConsentCorrected", "ConsentWithdrawn", "ConsentPartlyEnded"):
        assert world.events(moved) == []


@pytest.mark.privacy
def test_who_was_asked_to_stop_before_the_cases_end_is_not_asked_again_by_a_correction(world: World) -> None:
    entry = world.record(terms(), terms(OTHER))
    world.withdraw(RECIPIENT)
    endings.close_case(world.db, world.ctx(), world.case_id, "GOALS_MET")
    correct(replace(world, over=True), entry.consent_id, "REFUSED")
    assert told(world)[2:] == [(OTHER, "CORRECTED", True)]


@pytest.mark.privacy
def test_a_wrong_yes_leaves_when_access_ended_as_it_was(world: World) -> None:
    entry = world.record(terms(categories=("C1",)))
    endings.close_case(world.db, world.ctx(), world.case_id, "GOALS_MET")
    over = replace(world, over=True, now=world.now + timedelta(days=40))
    correct(over, entry.consent_id, "REFUSED")
    (grant,) = checks.list_grants(over.db, over.ctx(actor(RECIPIENT)), over.case_id, include_ended=True, limit=9)
    assert (grant.state, grant.ended_at) == ("SUPERSEDED", world.now)


@pytest.fixture
def kept(world: World) -> World:
    """The same city at the same time, looked at from the case that goes on after a merge."""
    return World(world.db, world.now, f"kept-{world.case_id}", "person-jiro", "person-other", world.municipality_id)


def merge(world: World, into: World) -> World:
    """Answers the ended case."""
    merging.carry_over(world.db, world.ctx(), world.case_id, into.reference, [(world.ichiro, into.ichiro)])
    endings.close_case(world.db, world.ctx(), world.case_id, "MERGED")
    return replace(world, over=True)


@pytest.mark.privacy
def test_a_wrong_yes_of_a_case_that_was_merged_stops_in_those_that_went_on_with_it(world: World, kept: World) -> None:
    last = replace(kept, case_id=f"last-{world.case_id}", ichiro="person-saburo")
    entry = world.record(terms(), terms(OTHER), request_id=world.ask())
    last.record(terms(OTHER))
    ended = merge(world, kept)
    merge(kept, last)
    assert last.permits(RECIPIENT)
    correct(ended, entry.consent_id, "REFUSED")
    assert not last.permits(RECIPIENT)
    assert last.permits(OTHER)
    assert told(last) == [(RECIPIENT, "CORRECTED", True)]
    assert (asked(world), len(asked(kept)), len(asked(last))) == ([], 1, 1)
    assert len(last.events("ConsentPartlyEnded")) == 1


@pytest.mark.privacy
def test_the_track_of_the_case_that_goes_on_hears_that_the_yes_was_none(world: World, kept: World) -> None:
    entry = world.record(terms(), request_id=world.ask())
    ended = merge(world, kept)
    correct(ended, entry.consent_id, "REFUSED")
    assert not kept.permits()
    assert told(kept) == [(RECIPIENT, "CORRECTED", True)]
    assert len(kept.events("ConsentCorrected")) == 1
    state = checks.get_answer_state(kept.db, kept.ctx(), kept.reference, kept.ichiro)
    assert state.answer == "REFUSED"


@pytest.mark.privacy
def test_what_was_corrected_in_the_case_that_goes_on_is_not_corrected_there_again(world: World, kept: World) -> None:
    entry = world.record(terms(), request_id=world.ask())
    ended = merge(world, kept)
    (grant, _) = checks.list_grants(kept.db, kept.ctx(), kept.case_id, person_id=kept.ichiro, limit=9)
    correct(kept, grant.consent_id, "REFUSED")
    correct(ended, entry.consent_id, "REFUSED")
    assert told(kept) == [(RECIPIENT, "CORRECTED", True)]
    assert asked(world) == []


@pytest.mark.privacy
@pytest.mark.parametrize("days", [40, 400], ids=["within the year", "when what was said would have run out"])
def test_who_received_more_than_was_agreed_stops_also_when_that_is_found_after_the_cases_end(
    world: World, days: int
) -> None:
    entry = world.record(terms(), terms(OTHER), request_id=world.ask())
    said_at = world.now
    endings.close_case(world.db, world.ctx(), world.case_id, "GOALS_MET")
    world.pass_time(days=days)
    over = replace(world, over=True)
    right = correct(over, entry.consent_id, "GRANTED", terms(categories=("C1",)), occurred_at=said_at)
    assert (right.answer, right.grants) == ("GRANTED", ())
    assert told(over)[2:] == [(RECIPIENT, "CORRECTED", True), (OTHER, "CORRECTED", True)]
    assert not over.permits(), "nothing begins to hold"
    again = correct(over, right.consent_id, "GRANTED", terms(categories=("C1",)), occurred_at=said_at)
    assert len(told(over)) == 4
    correct(over, again.consent_id, "REFUSED")
    assert told(over)[4:] == [(RECIPIENT, "CORRECTED", True)], "what was kept can be found wrong, too"


@pytest.mark.privacy
@pytest.mark.parametrize("more", [terms(OTHER), terms(categories=("C1", "C4")), terms(purposes=("PLAN_MEETING",))])
def test_nothing_is_granted_by_a_correction_after_the_cases_end(world: World, more: Terms) -> None:
    entry, no = world.record(terms(), request_id=world.ask()), world.refuse()
    endings.close_case(world.db, world.ctx(), world.case_id, "GOALS_MET")
    over = replace(world, over=True)
    for wrong, right in ((entry, more), (no, terms())):
        with pytest.raises(CaseIsOver):
            correct(over, wrong.consent_id, "GRANTED", right)


@pytest.mark.privacy
def test_a_yes_that_said_less_holds_where_its_case_goes_on_and_undoes_nothing_that_was_said_there(
    world: World, kept: World
) -> None:
    entry = world.record(terms(), terms(OTHER), terms("W-05"), request_id=world.ask())
    ended = merge(world, kept)
    kept.withdraw("W-05")
    kept.pass_time(hours=1)
    kept.record(terms("W-05", ("C1",)))
    correct(ended, entry.consent_id, "GRANTED", terms(), terms("W-05"))
    assert (kept.permits(RECIPIENT), kept.permits(OTHER)) == (True, False)
    assert (kept.permits("W-05", "C1"), kept.permits("W-05", "C3")) == (True, False)
    assert told(kept)[1:] == [(OTHER, "CORRECTED", True)]
    assert asked(world) == []
