"""One person's watch and suspension, and the household's emergencies."""

import pytest

from kit.errors import InvalidArgument, NotFound
from kit.peers import Peers
from services.intake import questions
from services.intake.domain import AlreadyAnswered, CaseIsClosed
from services.intake.store import entries, rows
from services.intake.store import tables as t
from services.intake.use_cases import cases, merging, people
from tests.intake.world import COORDINATING, COORDINATOR, MOTHER, OTHER, SON, WINDOW, World, actor

STRANGERS = (WINDOW, actor(WINDOW, "coordinator"), COORDINATING)


@pytest.fixture
def case_id(world: World) -> str:
    found = world.open_case(MOTHER, SON)
    world.start_tracks(found)
    return found


@pytest.fixture
def mother(world: World, case_id: str) -> str:
    return world.people(case_id)[0]


def watch(world: World, case_id: str, person_id: str, number: int | None = 1) -> str:
    outputs = world.run("start-watch", caseId=case_id, personId=person_id, watchNo=number)
    assert outputs["watchNo"] == (number or 1) + 1
    return str(outputs["watchReviewId"])


def silence(_case_id: str, _person_id: str) -> bool:
    """The person has not said yes."""
    return False


def emergency(world: World, case_id: str) -> str:
    opened = world.run("open-emergency", caseId=case_id, caseNo="R8-00001-6")
    return str(opened["emergencyId"])


@pytest.mark.parametrize("result", ["ACT", "CONTINUE", "END"])
def test_a_watch_is_reviewed_once_by_the_coordinator(world: World, case_id: str, mother: str, result: str) -> None:
    review = watch(world, case_id, mother)
    assert world.open_items() == [("REVIEW_WATCH", COORDINATING)]
    for stranger in STRANGERS:
        with pytest.raises(NotFound):
            people.review_watch(world.db, world.ctx(stranger), review, result, "", silence)
    people.review_watch(world.db, world.ctx(), review, result, "変わりない", silence)
    (event,) = world.events("WatchReviewed")
    assert (event.watch_review_id, event.person_id, event.watch_review) == (review, mother, result)
    assert world.open_items() == []
    with pytest.raises(AlreadyAnswered):
        people.review_watch(world.db, world.ctx(), review, result, "", silence)


@pytest.mark.plan("P-111")
def test_who_acts_for_somebody_that_has_said_yes_goes_on_with_consent_and_who_does_not_act_asks_nobody(
    world: World, case_id: str, mother: str
) -> None:
    asked: list[tuple[str, str]] = []

    def yes(*of: str) -> bool:
        asked.append((of[0], of[1]))
        return True

    for result, said in (("CONTINUE", False), ("END", False), ("ACT", True)):
        people.review_watch(world.db, world.ctx(), watch(world, case_id, mother), result, "", yes)
        assert world.events("WatchReviewed")[-1].said_yes is said
    assert asked == [(case_id, mother)]


def test_who_wants_to_act_does_not_wait_for_the_consent_service(
    world: World, case_id: str, mother: str, silent: Peers
) -> None:
    assert questions.said_yes(silent, world.ctx(), case_id, mother) is False


def test_a_review_has_a_result(world: World, case_id: str, mother: str) -> None:
    with pytest.raises(InvalidArgument):
        people.review_watch(world.db, world.ctx(), watch(world, case_id, mother), "", "", silence)


@pytest.mark.parametrize(
    ("job", "given"),
    [
        ("stop-handoffs", {"consentRequestId": None, "interruptionNo": 1}),
        ("suspend-person", {}),
    ],
)
def test_a_watch_that_was_interrupted_is_nobodys_work_any_more_and_that_of_another_person_stays(
    world: World, case_id: str, job: str, given: dict[str, object]
) -> None:
    """By a death, a separation, a suspension, a corrected answer: the engine cancels the wait and tells nobody."""
    mother, son = world.people(case_id)
    over, stays = watch(world, case_id, mother), watch(world, case_id, son)
    if not given:
        given = {"suspensionId": people.suspend(world.db, world.ctx(), case_id, mother, "入院")}
    world.run(job, caseId=case_id, personId=mother, **given)
    assert [kind for kind, _agency in world.open_items()].count("REVIEW_WATCH") == 1
    with pytest.raises(AlreadyAnswered):
        people.review_watch(world.db, world.ctx(), over, "CONTINUE", "", silence)
    people.review_watch(world.db, world.ctx(), stays, "CONTINUE", "", silence)


@pytest.mark.parametrize("resumption", ["RESUME", "END"])
def test_support_is_suspended_and_comes_back(world: World, case_id: str, mother: str, resumption: str) -> None:
    suspension = people.suspend(world.db, world.ctx(), case_id, mother, "入院")
    assert [event.suspension_id for event in world.events("SupportSuspended")] == [suspension]
    world.run("suspend-person", caseId=case_id, personId=mother, suspensionId=suspension)
    assert world.open_items() == [("REVIEW_SUSPENSION", COORDINATING)]
    for stranger in STRANGERS:
        with pytest.raises(NotFound):
            people.resume(world.db, world.ctx(stranger), suspension, resumption)
    people.resume(world.db, world.ctx(), suspension, resumption)
    assert [event.resumption for event in world.events("SupportResumed")] == [resumption]
    assert world.open_items() == []
    with pytest.raises(AlreadyAnswered):
        people.resume(world.db, world.ctx(), suspension, resumption)


@pytest.mark.parametrize("end", ["RESUMED", "DEAD"])
def test_a_suspension_that_is_over_before_the_process_asks_is_nobodys_work(
    world: World, case_id: str, mother: str, end: str
) -> None:
    suspension = people.suspend(world.db, world.ctx(), case_id, mother, "入院")
    if end == "RESUMED":
        people.resume(world.db, world.ctx(), suspension, "RESUME")
    else:
        cases.record_death(world.db, world.ctx(), case_id, mother, world.now)
    world.run("suspend-person", caseId=case_id, personId=mother, suspensionId=suspension)
    assert "REVIEW_SUSPENSION" not in {kind for kind, _agency in world.open_items()}


@pytest.mark.parametrize("reason", ["", " \n"])
def test_support_is_not_suspended_without_a_reason(world: World, case_id: str, mother: str, reason: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        people.suspend(world.db, world.ctx(), case_id, mother, reason)
    assert [(one.field, one.code) for one in refused.value.violations] == [("reason", "REQUIRED")]
    assert world.events("SupportSuspended") == []


def test_who_is_suspended_is_not_suspended_again(world: World, case_id: str, mother: str) -> None:
    """A second message would wait in the engine and suspend the person anew on the day of the return."""
    people.suspend(world.db, world.ctx(), case_id, mother, "入院")
    with pytest.raises(AlreadyAnswered):
        people.suspend(world.db, world.ctx(), case_id, mother, "入院")
    assert len(world.events("SupportSuspended")) == 1


def test_who_is_suspended_before_the_tracks_start_begins_suspended(world: World) -> None:
    """Told before, it would be forgotten by the engine after thirty days."""
    early = world.open_case(MOTHER, SON)
    mother, son = world.people(early)
    suspension = people.suspend(world.db, world.ctx(), early, mother, "入院")
    back = people.suspend(world.db, world.ctx(), early, son, "入院")
    people.resume(world.db, world.ctx(), back, "RESUME")
    assert world.events("SupportSuspended") == []
    world.start_tracks(early)
    assert [event.suspension_id for event in world.events("SupportSuspended")] == [suspension]


def test_only_somebody_of_the_household_who_lives_is_suspended(world: World, case_id: str, mother: str) -> None:
    cases.record_death(world.db, world.ctx(), case_id, mother, world.now)
    for nobody in (mother, "person-of-another-case"):
        with pytest.raises(NotFound):
            people.suspend(world.db, world.ctx(), case_id, nobody, "入院")


def test_an_emergency_is_raised_at_once_and_raises_the_urgency(world: World, case_id: str) -> None:
    people.raise_emergency(world.db, world.ctx(), case_id, "食事も水もない")
    assert [event.case_id for event in world.events("EmergencyRaised")] == [case_id]
    assert world.case(case_id).urgency == 3


def test_an_emergency_does_not_wait_for_the_screening(world: World) -> None:
    consultation_id = world.receive(MOTHER)
    early = world.consultation(consultation_id).case_id
    for stranger in STRANGERS:
        with pytest.raises(NotFound):
            people.raise_emergency(world.db, world.ctx(stranger), early, "危険")
    people.raise_emergency(world.db, world.ctx(COORDINATOR), early, "危険")
    assert [event.case_id for event in world.events("EmergencyRaised")] == [early]
    world.screen(consultation_id)
    world.run("apply-route", caseId=early, consultationId=consultation_id, route="ACCEPT", urgency=1)
    world.run("open-case", caseId=early, consultationId=consultation_id)
    assert world.case(early).urgency == 3


def test_a_consultation_that_is_over_has_no_emergency(world: World) -> None:
    consultation_id = world.receive(MOTHER)
    early = world.consultation(consultation_id).case_id
    world.screen(consultation_id, information_suffices=True)
    world.run("apply-route", caseId=early, consultationId=consultation_id, route="INFO", urgency=1)
    with pytest.raises(AlreadyAnswered):
        people.raise_emergency(world.db, world.ctx(COORDINATOR), early, "危険")
    with pytest.raises(NotFound):
        people.raise_emergency(world.db, world.ctx(COORDINATOR), "01ABSENT", "危険")


def test_an_alert_of_outreach_is_an_emergency_of_its_case(world: World, case_id: str) -> None:
    people.raise_by_alert(world.db, world.ctx(), case_id)
    people.raise_by_alert(world.db, world.ctx(), "01ABSENT")
    assert world.case(case_id).urgency == 3
    assert [event.case_id for event in world.events("EmergencyRaised")] == [case_id]


@pytest.mark.plan("P-015")
@pytest.mark.parametrize("over", ["ordered", "closed"])
def test_an_alert_that_comes_when_its_case_is_over_is_an_emergency_of_a_file_that_follows_it(
    world: World, case_id: str, over: str
) -> None:
    """A worker saw danger while the end was ordered, or corrects what they wrote of a visit after it."""
    cases.order_end(world.db, world.ctx(), case_id, "MOVED_OUT", world.now)
    if over == "closed":
        world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    people.raise_by_alert(world.db, world.ctx(), case_id)
    again = world.events("ConsultationReceived")[-1]
    assert [event.case_id for event in world.events("EmergencyRaised")] == [again.case_id]
    assert world.consultation(again.consultation_id).predecessor_case_id == case_id
    world.run("open-consultation", consultationId=again.consultation_id)
    world.run("record-urgency", consultationId=again.consultation_id, urgency=0)
    assert world.consultation(again.consultation_id).urgency == 3
    emergency(world, again.case_id)
    assert sorted(world.open_items()) == [("RESOLVE_EMERGENCY", COORDINATING), ("SCREEN_CONSULTATION", COORDINATING)]
    told = [one for one in entries.of_case(world.db, world.ctx(), case_id) if one.kind == "EMERGENCY"]
    assert [one.way_back_name for one in told] == [f"consultations/{again.consultation_id}"]


def test_an_alert_of_a_case_that_was_merged_is_an_emergency_where_the_household_goes_on(
    world: World, case_id: str
) -> None:
    into = world.open_case(MOTHER, by=OTHER)
    merging.merge(world.db, world.ctx(), case_id, into, {}, "同じ世帯だった", "")
    world.run("end-case", caseId=case_id, closureReason="MERGED")
    people.raise_by_alert(world.db, world.ctx(), case_id)
    assert [event.case_id for event in world.events("EmergencyRaised")] == [into]
    assert world.case(into).urgency == 3


def test_an_alert_about_a_household_of_which_nobody_lives_is_nobodys_work(world: World, case_id: str) -> None:
    for one in world.people(case_id):
        cases.record_death(world.db, world.ctx(), case_id, one, world.now)
    people.raise_by_alert(world.db, world.ctx(), case_id)
    assert world.events("EmergencyRaised") == []
    assert len(world.events("ConsultationReceived")) == 1


@pytest.mark.parametrize("follow_up", ["MEETING", "NONE"])
def test_an_emergency_is_resolved_once_with_what_was_done(world: World, case_id: str, follow_up: str) -> None:
    emergency_id = emergency(world, case_id)
    assert world.open_items() == [("RESOLVE_EMERGENCY", COORDINATING)]
    with pytest.raises(InvalidArgument) as refusal:
        people.resolve_emergency(world.db, world.ctx(), emergency_id, "", " ")
    assert {one.field for one in refusal.value.violations} == {"follow_up", "done"}
    for stranger in STRANGERS:
        with pytest.raises(NotFound):
            people.resolve_emergency(world.db, world.ctx(stranger), emergency_id, follow_up, "保護した")
    people.resolve_emergency(world.db, world.ctx(), emergency_id, follow_up, "保護した")
    assert [event.emergency_follow_up for event in world.events("EmergencyResolved")] == [follow_up]
    assert world.open_items() == []
    world.run("close-emergency", emergencyId=emergency_id)
    assert rows.get(world.db, world.ctx(), t.emergencies, emergency_id).state == "RESOLVED"
    with pytest.raises(AlreadyAnswered):
        people.resolve_emergency(world.db, world.ctx(), emergency_id, follow_up, "保護した")


def test_an_emergency_does_not_wait_for_the_case_to_be_accepted(world: World) -> None:
    consultation_id = world.receive(MOTHER, urgency_facts=("LIFE_IN_DANGER",))
    case_id = world.consultation(consultation_id).case_id
    world.run("apply-route", caseId=case_id, consultationId=consultation_id, route="EMERGENCY_DIVERT", urgency=3)
    emergency_id = emergency(world, case_id)
    assert world.open_items() == [("RESOLVE_EMERGENCY", COORDINATING)]
    people.resolve_emergency(world.db, world.ctx(COORDINATOR), emergency_id, "MEETING", "救急搬送した")
    world.run("open-case", caseId=case_id, consultationId=consultation_id)
    assert world.consultation(consultation_id).state == "EMERGENCY_DIVERTED"
    assert world.case(case_id).state == "ACCEPTED"


def test_after_the_case_has_ended_nothing_of_a_person_moves_any_more(world: World, case_id: str, mother: str) -> None:
    review = watch(world, case_id, mother, None)
    suspension = people.suspend(world.db, world.ctx(), case_id, mother, "入院")
    world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    with pytest.raises(CaseIsClosed):
        people.review_watch(world.db, world.ctx(), review, "ACT", "", silence)
    with pytest.raises(CaseIsClosed):
        people.resume(world.db, world.ctx(), suspension, "RESUME")
    with pytest.raises(CaseIsClosed):
        people.suspend(world.db, world.ctx(), case_id, mother, "入院")
    with pytest.raises(CaseIsClosed):
        people.raise_emergency(world.db, world.ctx(), case_id, "危険")
