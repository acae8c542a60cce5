"""What a person says is recorded: answers, free-standing consents, withdrawals; and what they bring about."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from kit.errors import DomainError, InvalidArgument, NotFound
from kit.outbox import engine_message
from services.consent.domain.refusals import (
    CapacityDoubtful,
    CaseIsOver,
    ConsentOutdated,
    ConsentRequestClosed,
    GuardianConflict,
    PersonDeceased,
    UnknownAgency,
)
from services.consent.domain.statements import GrantState, Statement
from services.consent.store import forms
from services.consent.store.grants import find_grants
from services.consent.store.tables import consents, withdrawals
from services.consent.use_cases import corrections, endings, seeking
from tests.consent.world import OTHER, RECIPIENT, START, WINDOW, World, actor, terms


def violations(refusal: pytest.ExceptionInfo[DomainError]) -> set[tuple[str, str]]:
    return {(violation.field, violation.code) for violation in refusal.value.violations}


@pytest.mark.plan("P-043")
def test_an_answer_to_a_request_moves_its_process_and_closes_its_work(world: World) -> None:
    request_id = world.ask()
    assert world.open_items() == [f"consentRequests/{request_id}"]
    soon = world.now + timedelta(days=60)
    world.record(terms(until=soon), terms(OTHER), request_id=request_id)
    (answered,) = world.events("ConsentAnswered")
    assert (answered.consent_request_id, answered.consent_answer, answered.coverage) == (request_id, "GRANTED", "FULL")
    assert answered.consent_expires_at == soon.isoformat()
    option = engine_message(answered)
    assert (option.name, list(option.correlation_key)) == ("ConsentAnswered", ["consent_request_id"])
    assert world.open_items() == []


@pytest.mark.plan("P-044")
@pytest.mark.parametrize("answer", ["REFUSED", "DEFERRED", "CANNOT_DECIDE", "DANGEROUS"])
def test_an_answer_that_is_no_yes_covers_nobody(world: World, answer: str) -> None:
    request_id = world.ask()
    world.record(request_id=request_id, answer=answer, proposed_agency_ids=(RECIPIENT,))
    (answered,) = world.events("ConsentAnswered")
    assert (answered.consent_answer, answered.coverage) == (answer, "NONE")
    assert not answered.HasField("consent_expires_at")


def test_coverage_is_partial_when_an_agency_put_to_the_person_got_nothing(world: World) -> None:
    consent = world.record(terms(), request_id=world.ask(), proposed_agency_ids=(RECIPIENT, OTHER))
    assert consent.coverage == "PARTIAL"


def test_coverage_is_partial_when_a_cell_was_refused(world: World) -> None:
    consent = world.record(terms(), request_id=world.ask(), refused=(terms(categories=("C4",)),))
    assert consent.coverage == "PARTIAL"
    assert not world.permits(RECIPIENT, "C4")


def test_a_request_is_answered_once(world: World) -> None:
    request_id = world.ask()
    world.refuse(request_id)
    with pytest.raises(ConsentRequestClosed):
        world.record(terms(), request_id=request_id)


def test_the_request_of_one_person_cannot_be_answered_for_another(world: World) -> None:
    request_id = world.ask(world.hanako)
    with pytest.raises(NotFound):
        world.record(terms(), request_id=request_id, person_id=world.ichiro)


def test_consent_at_the_window_needs_no_request(world: World) -> None:
    consent = world.record(terms(), method="ORAL", form_version="", by=actor(WINDOW))
    assert consent.request_id is None
    assert world.permits()
    assert world.events("ConsentAnswered") == []


def test_a_signature_in_doubtful_capacity_is_no_consent(world: World) -> None:
    with pytest.raises(CapacityDoubtful):
        world.record(terms(), capacity="DOUBTFUL")
    assert not world.permits()


def test_a_person_of_doubtful_capacity_may_refuse(world: World) -> None:
    world.refuse(world.ask(), capacity="DOUBTFUL")
    assert world.events("ConsentAnswered")[0].consent_answer == "REFUSED"


def test_a_guardian_with_conflicting_interests_cannot_consent_for_the_person(world: World) -> None:
    with pytest.raises(GuardianConflict):
        world.record(terms(), given_by="LEGAL_REPRESENTATIVE", interests_conflict=True)


def test_every_mistake_is_named_at_once_and_nothing_is_stored(world: World) -> None:
    tomorrow = world.now + timedelta(days=1)
    wrong = terms("", ("C9",), (), world.now + timedelta(days=900))
    with pytest.raises(InvalidArgument) as refusal:
        world.record(wrong, occurred_at=tomorrow, given_by="")
    assert violations(refusal) == {
        ("occurred_at", "OCCURRED_IN_FUTURE"),
        ("given_by", "REQUIRED"),
        ("grants[0].agency_id", "REQUIRED"),
        ("grants[0].data_categories", "UNKNOWN_CODE"),
        ("grants[0].purposes", "REQUIRED"),
        ("grants[0].valid_until", "TOO_LONG"),
    }
    assert world.events() == []


def test_a_yes_without_grants_and_a_no_with_grants_are_refused(world: World) -> None:
    with pytest.raises(InvalidArgument):
        world.record()
    with pytest.raises(InvalidArgument):
        world.record(terms(), answer="REFUSED")


def test_the_same_cell_cannot_be_granted_and_refused(world: World) -> None:
    with pytest.raises(InvalidArgument) as refusal:
        world.record(terms(), refused=(terms(),))
    assert violations(refusal) == {("grants", "CONTRADICTION")}


def test_an_agency_outside_the_catalogue_gets_no_grant(world: World) -> None:
    with pytest.raises(UnknownAgency):
        world.record(terms("somebody"))


def test_a_grant_holds_for_twelve_months_unless_it_says_less(world: World) -> None:
    (first, *_) = world.record(terms()).grants
    assert first.valid_until == START.replace(year=2027)


def test_a_new_grant_of_a_cell_takes_the_place_of_the_old_one(world: World) -> None:
    world.record(terms())
    world.pass_time(days=30)
    world.record(terms())
    states = [grant.state for grant in world.record(terms(OTHER)).grants]
    assert states == [GrantState.GRANTED, GrantState.GRANTED]
    assert world.permits()
    assert world.events("GrantEnded") == []


def test_a_refused_cell_that_was_granted_before_is_withdrawn(world: World) -> None:
    world.record(terms())
    world.pass_time(days=1)
    world.record(terms(OTHER), refused=(terms(categories=("C3",)),))
    assert world.permits(RECIPIENT, "C1")
    assert not world.permits(RECIPIENT, "C3")
    (ended,) = world.events("GrantEnded")
    assert (ended.agency_id, ended.reason, ended.remaining_count) == (RECIPIENT, "WITHDRAWN", 1)


@pytest.mark.plan("P-044")
def test_withdrawing_from_all_tells_every_recipient_and_the_track(world: World) -> None:
    world.record(terms(), terms(OTHER))
    world.pass_time(days=10)
    _, left = world.withdraw()
    assert left == 0
    assert not world.permits()
    ended = {(event.agency_id, event.reason, event.remaining_count) for event in world.events("GrantEnded")}
    assert ended == {(RECIPIENT, "WITHDRAWN", 0), (OTHER, "WITHDRAWN", 0)}
    assert all(event.nothing_left for event in world.events("GrantEnded"))
    (withdrawn,) = world.events("ConsentWithdrawn")
    option = engine_message(withdrawn)
    assert (list(option.correlation_key), list(option.variables)) == (["case_id", "person_id"], [])


@pytest.mark.privacy
def test_where_somebody_moves_to_is_told_to_no_broker_and_asked_to_stop_nothing(world: World) -> None:
    """Another municipality receives nothing before the packet, with which the case's consents end (E5)."""
    world.record(terms("M-01"), terms())
    world.withdraw("M-01")
    assert not world.permits("M-01", "C1")
    endings.close_case(world.db, world.ctx(), world.case_id, "MOVED_OUT")
    assert [event.agency_id for event in world.events("GrantEnded")] == [RECIPIENT]
    assert world.events("StopUseRequested") == []


def test_withdrawing_from_one_agency_leaves_the_others_and_the_track(world: World) -> None:
    world.record(terms(), terms(OTHER))
    _, left = world.withdraw(RECIPIENT)
    assert left == 2
    assert not world.permits(RECIPIENT)
    assert world.permits(OTHER)
    assert [(event.agency_id, event.nothing_left) for event in world.events("GrantEnded")] == [(RECIPIENT, False)]
    assert world.events("ConsentWithdrawn") == []


def test_withdrawing_from_the_last_agency_withdraws_the_whole_consent(world: World) -> None:
    world.record(terms(), terms(OTHER))
    world.withdraw(RECIPIENT)
    world.withdraw(OTHER)
    assert len(world.events("ConsentWithdrawn")) == 1


def test_withdrawing_twice_says_it_once(world: World) -> None:
    world.record(terms())
    world.withdraw()
    world.withdraw()
    assert len(world.events("ConsentWithdrawn")) == len(world.events("GrantEnded")) == 1


def test_withdrawing_stops_what_was_still_being_asked(world: World) -> None:
    world.record(terms())
    world.ask()
    world.withdraw()
    assert world.open_items() == []


def test_a_yes_written_up_late_does_not_replace_what_the_person_said_later(world: World) -> None:
    world.record(terms(until=world.now + timedelta(days=300)))
    earlier = world.now - timedelta(days=3)
    world.record(terms(until=world.now + timedelta(days=10)), terms(OTHER), occurred_at=earlier)
    world.pass_time(days=20)
    assert world.permits()
    states = {(one.cell.agency_id, one.state.value) for one in find_grants(world.db, world.ctx(), world.case_id)}
    assert states == {(RECIPIENT, "GRANTED"), (RECIPIENT, "SUPERSEDED"), (OTHER, "GRANTED")}


def test_a_withdrawal_written_up_late_does_not_end_what_was_granted_after_it(world: World) -> None:
    world.record(terms())
    thursday = world.now + timedelta(days=3)
    world.pass_time(days=4)
    world.record(terms(OTHER))
    world.pass_time(days=3)
    world.withdraw(at=thursday)
    assert not world.permits(RECIPIENT)
    assert world.permits(OTHER)


def test_a_consent_written_up_late_does_not_undo_a_later_withdrawal(world: World) -> None:
    thursday = world.now
    world.pass_time(days=1)
    world.withdraw()
    world.pass_time(days=3)
    with pytest.raises(ConsentOutdated):
        world.record(terms(), occurred_at=thursday)


def test_a_consent_written_up_late_does_not_undo_a_later_refusal(world: World) -> None:
    thursday = world.now
    world.pass_time(days=1)
    world.refuse()
    with pytest.raises(ConsentOutdated):
        world.record(terms(), occurred_at=thursday)


@pytest.mark.privacy
@pytest.mark.parametrize("struck_in", ["GRANTED", "DEFERRED"])
def test_a_consent_written_up_late_does_not_undo_a_cell_struck_later(world: World, struck_in: str) -> None:
    thursday = world.now
    world.pass_time(days=1)
    given = [terms(OTHER)] if struck_in == "GRANTED" else []
    world.record(*given, answer=struck_in, refused=(terms(categories=("C3",)),))
    world.pass_time(days=1)
    with pytest.raises(ConsentOutdated):
        world.record(terms(), occurred_at=thursday)
    assert not world.permits(RECIPIENT, "C3")
    world.record(terms(categories=("C1",)), occurred_at=thursday)
    world.record(terms())
    assert world.permits(RECIPIENT, "C1", "C3")


def test_nothing_can_be_withdrawn_in_the_future(world: World) -> None:
    world.record(terms())
    with pytest.raises(InvalidArgument):
        world.withdraw(at=world.now + timedelta(minutes=1))


def test_an_agency_without_part_in_the_case_cannot_record_or_withdraw(world: World) -> None:
    with pytest.raises(NotFound):
        world.record(terms(OTHER), by=actor(OTHER))


def test_an_agency_that_holds_a_grant_may_take_the_persons_word(world: World) -> None:
    world.record(terms())
    world.record(answer="REFUSED", by=actor(RECIPIENT))
    assert world.permits()


def test_somebody_who_is_not_of_the_case_is_answered_like_nobody(world: World) -> None:
    with pytest.raises(NotFound):
        world.record(terms(), person_id="person-of-another-case")


@pytest.mark.plan("P-044")
@pytest.mark.parametrize("why", ["death", "end"])
def test_nothing_is_granted_by_who_has_died_or_in_a_case_that_has_ended(world: World, why: str) -> None:
    refused = world.refuse()
    world.deceased, world.over = ((world.ichiro,), False) if why == "death" else ((), True)
    refusal = PersonDeceased if why == "death" else CaseIsOver
    with pytest.raises(refusal):
        world.record(terms(), occurred_at=world.now - timedelta(days=3))
    yes = Statement("GRANTED", world.now, "SELF", "OK", "WRITTEN", "2026-04", grants=(terms(),))
    with pytest.raises(refusal):
        corrections.correct(world.db, world.ctx(), world.reference, refused.consent_id, "書き間違い", yes)
    form = next(iter(forms.load(world.municipality_id)))
    with pytest.raises(refusal):
        seeking.seek(world.db, world.ctx(), world.reference, world.ichiro, form, [RECIPIENT])
    assert not world.permits()
    world.refuse()
    world.withdraw()
    if why == "death":
        world.record(terms(), person_id=world.hanako)


def test_what_was_said_cannot_be_changed(world: World) -> None:
    world.record(terms())
    world.withdraw()
    for table in (consents, withdrawals):
        with pytest.raises(sa.exc.DBAPIError), world.db.begin_nested():
            world.db.execute(table.delete())


def test_no_event_carries_what_a_person_said(world: World) -> None:
    secret = "ひみつの言葉"
    world.record(
        terms(),
        request_id=world.ask(),
        own_words=secret,
        evidence_ref=secret,
        explained_by=secret,
        language="vi",
        given_by="LEGAL_REPRESENTATIVE",
        capacity="SUPPORTED",
    )
    world.withdraw()
    endings.close_case(world.db, world.ctx(), world.case_id, "MOVED_OUT")
    bodies = [event.SerializeToString() for event in world.events()]
    assert len(bodies) >= 5
    for hidden in (secret, "LEGAL_REPRESENTATIVE", "WRITTEN", "vi"):
        assert all(hidden.encode() not in body for body in bodies)


def test_the_coordinators_hear_of_a_yes_that_another_agency_wrote_down_after_they_had_asked_in_vain(
    world: World,
) -> None:
    window = actor(WINDOW)
    world.record(terms(OTHER), person_id=world.hanako, by=window)
    asked = world.ask()
    early = world.record(terms(OTHER), by=window)
    assert world.events("ConsentVolunteered") == [], "the track has not asked, or waits for the answer"
    world.refuse(asked, by=window)
    world.withdraw()
    world.pass_time(days=1)
    world.record(terms())
    assert world.events("ConsentVolunteered") == [], "they know what they wrote down themselves"
    world.withdraw()
    world.pass_time(days=1)
    yes = [world.record(one, by=window) for one in (terms(), terms(OTHER))]
    told = [(event.consent_id, event.agency_id, event.first) for event in world.events("ConsentVolunteered")]
    assert told == [(yes[0].consent_id, WINDOW, True), (yes[1].consent_id, WINDOW, False)]
    assert early.consent_id not in {consent_id for consent_id, _agency, _first in told}
