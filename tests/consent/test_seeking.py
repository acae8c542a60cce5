"""The consent-seeking process: asking, asking again, lapsing; and how grants end without anybody saying so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kit.errors import NotFound
from services.consent.domain.refusals import ReaskTooEarly
from services.consent.domain.statements import GrantState, RequestState
from services.consent.store import forms, requests
from services.consent.store.grants import find_grants
from services.consent.use_cases import checks, endings, seeking
from tests.consent.world import OTHER, RECIPIENT, WINDOW, World, actor, terms


def states(world: World) -> set[str]:
    return {grant.state for grant in find_grants(world.db, world.ctx(), world.case_id)}


def test_a_request_is_work_for_the_coordinator_until_its_deadline(world: World) -> None:
    world.ask()
    (opened,) = world.events("WorkItemOpened")
    assert (opened.agency_id, opened.role, opened.kind) == ("W-31", "coordinator", "CONSENT_REQUEST")
    assert opened.due_at == (world.now + timedelta(days=30)).isoformat()


def test_in_a_case_that_ends_nobody_is_asked(world: World) -> None:
    request_id = replace(world, over=True).ask()
    assert world.open_items() == []
    assert requests.lock_request(world.db, world.ctx(), request_id).state is RequestState.CLOSED


def test_somebody_of_another_case_cannot_be_asked(world: World) -> None:
    with pytest.raises(NotFound):
        world.ask("person-of-another-case")


@pytest.mark.parametrize("no", ["refusal", "withdrawal"])
def test_a_no_holds_in_the_case_that_follows_one_whose_end_was_a_mistake(world: World, no: str) -> None:
    if no == "refusal":
        world.refuse(world.ask())
    else:
        world.record(terms())
        world.withdraw()
    same = (("person-again", world.case_id, world.ichiro),)
    again = World(world.db, world.now, ichiro="person-again", municipality_id=world.municipality_id, continued=same)
    with pytest.raises(ReaskTooEarly):
        again.ask()
    assert again.ask(again.hanako)
    again.pass_time(days=30)
    assert again.ask()


@pytest.mark.parametrize("no", ["refusal", "withdrawal"])
def test_outreach_is_told_of_the_no_that_was_said_in_a_case_before(world: World, no: str) -> None:
    if no == "refusal":
        world.refuse(world.ask())
    else:
        world.record(terms())
        world.withdraw()
    same = (("person-again", world.case_id, world.ichiro),)
    later = world.now + timedelta(days=10)
    again = World(world.db, later, ichiro="person-again", municipality_id=world.municipality_id, continued=same)
    state = checks.get_answer_state(again.db, again.ctx(), again.reference, again.ichiro)
    assert state.refused_at == world.now
    assert checks.get_answer_state(again.db, again.ctx(), again.reference, again.hanako).refused_at is None


def test_the_later_word_counts_whichever_of_two_merged_cases_it_was_said_in(world: World) -> None:
    kept = World(world.db, world.now, municipality_id=world.municipality_id)
    kept.record(terms(until=kept.now + timedelta(days=20)))
    for one in (kept, world):
        one.pass_time(days=21)
    world.refuse(world.ask())
    kept.continued = ((kept.ichiro, world.case_id, world.ichiro),)
    with pytest.raises(ReaskTooEarly):
        kept.ask()
    kept.pass_time(days=1)
    kept.record(answer="DEFERRED")
    with pytest.raises(ReaskTooEarly):
        kept.ask()
    kept.record(terms())
    assert kept.ask()


def test_a_no_about_one_agency_holds_in_the_case_that_took_the_other_in(world: World) -> None:
    world.record(terms(OTHER), refused=(terms(),))
    kept = World(world.db, world.now, municipality_id=world.municipality_id)
    kept.continued = ((kept.ichiro, world.case_id, world.ichiro),)
    form = next(iter(forms.load(kept.municipality_id)))
    seeking.seek(kept.db, kept.ctx(), kept.reference, kept.ichiro, form, [RECIPIENT])
    job = kept.job()
    asked = (kept.db, kept.ctx(), job, kept.reference, kept.ichiro, job.due("within"))
    with pytest.raises(ReaskTooEarly):
        seeking.open_request(*asked, sought=True)
    kept.continued = ()
    asked = (kept.db, kept.ctx(), job, kept.reference, kept.ichiro, job.due("within"))
    assert seeking.open_request(*asked, sought=True)


def test_what_is_said_in_the_new_case_counts_instead(world: World) -> None:
    world.refuse(world.ask())
    same = (("person-again", world.case_id, world.ichiro),)
    again = World(world.db, world.now, ichiro="person-again", municipality_id=world.municipality_id, continued=same)
    again.pass_time(days=1)
    again.record(terms())
    assert again.ask()


@pytest.mark.parametrize("no", ["refusal", "withdrawal"])
def test_after_a_no_the_person_is_not_asked_again_for_thirty_days(world: World, no: str) -> None:
    if no == "refusal":
        world.refuse(world.ask())
    else:
        world.record(terms())
        world.withdraw()
    world.pass_time(days=30, microseconds=-1)
    with pytest.raises(ReaskTooEarly):
        world.ask()
    world.pass_time(microseconds=1)
    assert world.ask()


def test_the_no_of_one_person_does_not_keep_another_from_being_asked(world: World) -> None:
    world.refuse(world.ask(world.ichiro))
    assert world.ask(world.hanako)


def test_withdrawing_from_one_of_two_agencies_is_no_reason_not_to_ask(world: World) -> None:
    world.record(terms(), terms(OTHER))
    world.withdraw(OTHER)
    assert world.ask()


def test_a_later_yes_undoes_an_earlier_no(world: World) -> None:
    world.refuse(world.ask())
    world.pass_time(days=5)
    world.record(terms())
    assert world.ask()


def test_a_deferred_answer_after_a_no_does_not_undo_it(world: World) -> None:
    world.refuse(world.ask())
    world.pass_time(days=5)
    world.record(answer="DEFERRED")
    state = checks.get_answer_state(world.db, world.ctx(), world.reference, world.ichiro)
    assert state.answer == "DEFERRED"
    assert state.refused_at == world.now - timedelta(days=5)
    with pytest.raises(ReaskTooEarly):
        world.ask()


def test_the_last_answer_says_when_everything_was_withdrawn(world: World) -> None:
    state = checks.get_answer_state(world.db, world.ctx(), world.reference, world.ichiro)
    assert (state.answer, state.answered_at, state.refused_at) == ("", None, None)
    world.record(terms())
    world.pass_time(days=1)
    world.withdraw()
    state = checks.get_answer_state(world.db, world.ctx(), world.reference, world.ichiro)
    assert (state.answer, state.answered_at, state.refused_at) == ("WITHDRAWN", world.now, world.now)


def test_asking_again_closes_what_an_interrupted_process_left_open(world: World) -> None:
    first = world.ask()
    second = world.ask()
    assert seeking.get_request(world.db, world.ctx(), first).state is RequestState.CLOSED
    assert world.open_items() == [f"consentRequests/{second}"]


@pytest.mark.plan("P-043")
def test_who_renewed_their_consent_is_not_asked_anew_when_the_track_comes_back(world: World) -> None:
    """After a suspension (E9); the renewal answered no request: it was prompted."""
    world.record(terms(), request_id=world.ask())
    world.pass_time(days=340)
    world.record(terms(), terms(OTHER))
    world.pass_time(days=60)
    request_id = world.ask()
    assert world.open_items() == []
    heard = world.events("ConsentAnswered")[-1]
    assert (heard.consent_request_id, heard.consent_answer) == (request_id, "GRANTED")


@pytest.mark.parametrize("ended", [False, True])
def test_who_said_yes_at_a_window_is_still_asked_by_the_process(world: World, ended: bool) -> None:
    if ended:
        world.record(terms(), request_id=world.ask())
        world.pass_time(days=5)
        world.withdraw()
        world.pass_time(days=5)
    world.record(terms())
    request_id = world.ask()
    assert world.open_items() == [f"consentRequests/{request_id}"]


FOR_PLAN = terms(purposes=("PLAN_MEETING", "PLAN_SHARING"))


def volunteered(world: World) -> bool:
    return checks.get_answer_state(world.db, world.ctx(), world.reference, world.ichiro).volunteered


@pytest.mark.plan("P-043", "P-111")
@pytest.mark.parametrize("before", ["refused", "lapsed"])
def test_who_says_yes_unasked_after_the_process_asked_in_vain_is_not_asked_again(world: World, before: str) -> None:
    """On the telephone, while outreach goes on."""
    request_id = world.ask()
    if before == "refused":
        world.refuse(request_id)
    else:
        seeking.lapse(world.db, world.ctx(), request_id)
    world.pass_time(days=5)
    assert not volunteered(world)
    world.record(FOR_PLAN, method="ORAL")
    assert volunteered(world)
    again = world.ask()
    heard = world.events("ConsentAnswered")[-1]
    assert (heard.consent_request_id, heard.consent_answer, heard.coverage) == (again, "GRANTED", "FULL")
    assert (world.open_items(), volunteered(world)) == ([], False)


@pytest.mark.plan("P-043")
def test_a_yes_at_a_window_answers_what_the_process_is_asking(world: World) -> None:
    """A window does not see the coordinator's requests; the person need not say it twice."""
    request_id = world.ask()
    world.pass_time(days=2)
    world.record(terms())
    assert world.open_items() == [f"consentRequests/{request_id}"], "a handoff is less than what is asked"
    world.record(FOR_PLAN, by=actor(WINDOW))
    assert world.open_items() == []
    [heard] = world.events("ConsentAnswered")
    assert (heard.consent_request_id, heard.consent_answer) == (request_id, "GRANTED")


def test_a_yes_to_less_than_the_plan_meeting_or_before_being_asked_or_taken_back_is_not_the_answer(
    world: World,
) -> None:
    world.record(FOR_PLAN)
    assert not volunteered(world), "nobody has asked yet"
    seeking.lapse(world.db, world.ctx(), world.ask())
    world.pass_time(days=1)
    world.record(terms(OTHER))
    assert not volunteered(world)
    world.record(FOR_PLAN)
    assert volunteered(world)
    world.pass_time(days=1)
    world.withdraw()
    assert not volunteered(world)
    world.pass_time(days=1)
    world.record(FOR_PLAN)
    assert not volunteered(world), "asked before the withdrawal only"


def test_a_request_without_answer_lapses_as_unobtainable(world: World) -> None:
    request_id = world.ask()
    outcome = seeking.lapse(world.db, world.ctx(), request_id)
    assert (outcome.answer, outcome.coverage, outcome.expires_at) == ("UNOBTAINABLE", "NONE", None)
    assert seeking.get_request(world.db, world.ctx(), request_id).state is RequestState.LAPSED
    assert world.open_items() == []
    assert world.ask()


def test_an_answer_recorded_before_the_lapse_job_ran_is_handed_on(world: World) -> None:
    request_id = world.ask()
    consent = world.record(terms(), request_id=request_id)
    outcome = seeking.lapse(world.db, world.ctx(), request_id)
    assert (outcome.answer, outcome.coverage) == ("GRANTED", "FULL")
    assert outcome.expires_at == consent.grants[0].valid_until


def test_expired_grants_send_the_track_back_to_asking(world: World) -> None:
    world.record(terms(until=world.now + timedelta(days=30)))
    world.ask()
    world.pass_time(days=30)
    endings.expire_grants(world.db, world.ctx(), world.case_id, world.ichiro)
    assert world.open_items() == []
    (ended,) = world.events("GrantEnded")
    assert (ended.agency_id, ended.reason) == (RECIPIENT, "EXPIRED")
    assert len(world.events("ConsentExpired")) == 1
    assert world.ask()


def test_while_other_grants_hold_only_what_rests_on_the_expired_ones_stops(world: World) -> None:
    world.record(terms(until=world.now + timedelta(days=30)), terms(OTHER))
    world.pass_time(days=30)
    endings.expire_grants(world.db, world.ctx(), world.case_id, world.ichiro)
    assert [(event.agency_id, event.reason) for event in world.events("GrantEnded")] == [(RECIPIENT, "EXPIRED")]
    assert world.events("ConsentExpired") == []
    assert len(world.events("ConsentPartlyEnded")) == 1
    assert world.permits(OTHER)


@pytest.mark.plan("P-043", "P-047")
@pytest.mark.parametrize("answer", ["REFUSED", "DEFERRED", "GRANTED", ""])
def test_what_ran_out_in_a_suspension_stops_when_who_is_asked_anew_says_no_yes(world: World, answer: str) -> None:
    """The track goes on with the answer, and is not sent back to asking; "": nobody answered."""
    world.record(terms(until=world.now + timedelta(days=30)), request_id=world.ask())
    world.pass_time(days=60)
    request_id = world.ask()
    if answer == "GRANTED":
        world.record(terms(), request_id=request_id)
    elif answer:
        world.record(request_id=request_id, answer=answer)
    else:
        seeking.lapse(world.db, world.ctx(), request_id)
    stopped = [] if answer == "GRANTED" else [(RECIPIENT, "EXPIRED", True)]
    ended = [(event.agency_id, event.reason, event.nothing_left) for event in world.events("GrantEnded")]
    assert ended == stopped
    assert len(world.events("ConsentPartlyEnded")) == len(stopped)
    assert world.events("ConsentExpired") == []


def test_the_expiry_job_finds_nothing_to_do_when_consent_was_renewed(world: World) -> None:
    world.record(terms(until=world.now + timedelta(days=30)))
    world.pass_time(days=20)
    world.record(terms())
    world.pass_time(days=10)
    endings.expire_grants(world.db, world.ctx(), world.case_id, world.ichiro)
    assert world.events("ConsentExpired") == []
    assert world.permits()


def test_the_expiry_job_tolerates_a_clock_that_is_a_little_behind_the_engine(world: World) -> None:
    world.record(terms(until=world.now + timedelta(days=30)))
    world.pass_time(days=30, seconds=-2)
    endings.expire_grants(world.db, world.ctx(), world.case_id, world.ichiro)
    assert len(world.events("ConsentExpired")) == 1


def test_death_ends_the_persons_grants_and_nobody_elses(world: World) -> None:
    world.record(terms(), person_id=world.ichiro)
    world.record(terms(), person_id=world.hanako)
    endings.end_by_death(world.db, world.ctx(), world.case_id, world.ichiro)
    assert [event.reason for event in world.events("GrantEnded")] == ["ENDED_BY_DEATH"]
    assert world.events("ConsentWithdrawn") == []
    assert world.permits(person_id=world.hanako)


@pytest.mark.parametrize(("reason", "state"), [("MOVED_OUT", "ENDED_WITH_CASE"), ("DECEASED", "ENDED_BY_DEATH")])
def test_the_end_of_the_case_ends_every_grant_and_all_work(world: World, reason: str, state: str) -> None:
    world.record(terms(), person_id=world.hanako)
    world.ask(world.ichiro)
    endings.close_case(world.db, world.ctx(), world.case_id, reason)
    assert states(world) == {GrantState(state)}
    assert world.open_items() == []


def test_jobs_for_a_case_that_consent_never_heard_of_do_nothing(world: World) -> None:
    endings.close_case(world.db, world.ctx(), world.case_id, "MERGED")
    endings.end_by_death(world.db, world.ctx(), world.case_id, world.ichiro)
    endings.expire_grants(world.db, world.ctx(), world.case_id, world.ichiro)
    assert world.events() == []
