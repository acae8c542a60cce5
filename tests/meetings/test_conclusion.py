"""What a meeting decides, with whom, and what follows from it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kit.errors import DomainError, InvalidArgument, NotFound
from services.meetings.domain.conclusion import (
    DECISIONS,
    ON_PLAN,
    URGENT,
    DecisionDraft,
    FactDraft,
    FollowUpMissing,
    GapDraft,
    NotQuorate,
    OpinionDraft,
    OpinionOfStranger,
    OwnerNotAMember,
    PledgeMissing,
    RecordIncomplete,
    WatchRoleDraft,
    WatchRoleMissing,
    WrongDecision,
)
from services.meetings.domain.convening import NotAMember
from services.meetings.domain.correction import OPERATOR_STEP, TAKEN_BY_PROCESS, SameDecision
from services.meetings.domain.papers import DecisionIsClosed
from services.meetings.domain.rooms import EMERGENCY, LIAISON, MULTI, SUPPORT, ItemIsOver, NotYet
from services.meetings.use_cases import concluding, following, items, minutes, papers
from tests.meetings.hall import COORDINATING, FIRE, HEALTH, MAN, PRIVATE, TEAM, WATER, WELFARE, Hall

EVERY = [(room, decision) for room, decisions in DECISIONS.items() for decision in sorted(decisions)]


def reason_of(decision: str) -> str:
    return "PLAN" if decision in ON_PLAN else "EVALUATION"


def other(room: str, decision: str) -> str:
    """Another decision that the same item may take."""
    same = [one for one in sorted(DECISIONS[room]) if one != decision]
    return next(one for one in same if room != MULTI or reason_of(one) == reason_of(decision))


@pytest.mark.plan("P-101")
@pytest.mark.parametrize(("room", "decision"), EVERY)
def test_each_decision_of_a_room_moves_the_process_and_is_kept(hall: Hall, room: str, decision: str) -> None:
    item = hall.held(room, decision, reason_of(decision))
    concluded = [event for event in hall.events("AgendaItemConcluded") if event.agenda_item_id == item]
    assert [(event.meeting_type, event.meeting_decision) for event in concluded] == [(room, decision)]
    approved = [event for event in hall.events("MinutesApproved") if event.agenda_item_id == item]
    assert [event.meeting_decision for event in approved] == [decision]
    assert [row.decision for row in concluding.history(hall.db, hall.convener(item), item)[1]] == [decision]


@pytest.mark.plan("P-101")
@pytest.mark.parametrize("room", [LIAISON, SUPPORT, MULTI])
def test_a_room_takes_its_own_decisions_only(hall: Hall, room: str) -> None:
    item = hall.after_liaison() if room == SUPPORT else hall.ready(room)
    allowed = DECISIONS[room] if room != MULTI else ON_PLAN
    for decision in {one for decisions in DECISIONS.values() for one in decisions} - allowed:
        with pytest.raises(WrongDecision):
            hall.conclude(item, decision)


@pytest.mark.plan("P-099")
@pytest.mark.parametrize("absent", ["facts", "issues", "decisions"])
def test_a_liaison_meeting_does_not_end_without_facts_issues_and_a_next_step(hall: Hall, absent: str) -> None:
    item = hall.ready(LIAISON)
    with pytest.raises(RecordIncomplete):
        hall.conclude(item, "CONTINUE", **{absent: ()})
    with pytest.raises(RecordIncomplete):
        hall.conclude(item, "CONTINUE", facts=(FactDraft(WELFARE, PRIVATE[0]),))


@pytest.mark.plan("P-099", "P-029")
def test_facts_and_issues_told_before_the_meeting_count(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    whole = hall.conclusion(item, "CONTINUE")
    for agency in TEAM:
        papers.add_fact(hall.db, hall.agency(agency), item, FactDraft(agency, PRIVATE[0], MAN, "2026-11-01"))
    papers.add_issue(hall.db, hall.agency(WELFARE), item, whole.issues[0])
    hall.conclude(item, "CONTINUE", facts=(), issues=())
    _read, issues = papers.list_issues(hall.db, hall.agency(HEALTH), item)
    assert [(one.domain, one.unknowns, one.approach_agency_id) for one in issues] == [("HOUSING", PRIVATE[2], WELFARE)]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"attending": (COORDINATING, WELFARE)}, NotQuorate),
        ({"attending": (WELFARE, HEALTH, WATER)}, NotQuorate),
        ({"attending": (COORDINATING, WELFARE, FIRE)}, NotAMember),
        ({"decisions": (DecisionDraft("VISIT", FIRE, Hall.now),)}, OwnerNotAMember),
        ({"decisions": (DecisionDraft("架空さんを見守る", WELFARE, Hall.now),)}, InvalidArgument),
        ({"gaps": (GapDraft("SHELTER", "NORTH", FIRE, Hall.now),)}, OwnerNotAMember),
        ({"facts": (FactDraft(FIRE, "x"),)}, NotAMember),
        ({"watch_roles": (WatchRoleDraft(HEALTH, "兆し", "", "2027-01-01"),)}, WatchRoleMissing),
    ],
    ids=[
        "too few",
        "no chair",
        "a stranger",
        "stranger owns",
        "words as code",
        "stranger's gap",
        "source",
        "no channel",
    ],
)
def test_what_would_tell_a_stranger_or_bind_too_few_is_refused(
    hall: Hall, changes: dict[str, Any], refusal: type[DomainError]
) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.ready(SUPPORT, *TEAM, WATER)
    with pytest.raises(refusal):
        hall.conclude(item, "WATCH" if "watch_roles" in changes else "START_OUTREACH", **changes)


@pytest.mark.plan("P-102")
def test_nobody_decides_in_a_support_meeting_with_somebody_who_has_not_pledged(hall: Hall) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.propose(SUPPORT)
    hall.name(item, *TEAM, WATER)
    hall.pledge(item)
    hall.on_agenda(item)
    with pytest.raises(PledgeMissing):
        hall.conclude(item, "START_OUTREACH")
    hall.conclude(item, "START_OUTREACH", attending=(COORDINATING, *TEAM))


@pytest.mark.plan("P-117")
def test_a_plan_is_decided_on_only_when_every_agency_with_a_role_is_there_or_has_written(hall: Hall) -> None:
    item = hall.ready(MULTI)
    whole = hall.conclusion(item, "PLAN_AGREED", attending=(COORDINATING, WELFARE))
    with pytest.raises(NotQuorate):
        concluding.conclude(hall.db, hall.convener(item), item, whole, [WELFARE, HEALTH])
    heard = replace(whole, opinions=(OpinionDraft(HEALTH, "異存ありません", hall.now),))
    concluding.conclude(hall.db, hall.convener(item), item, heard, [WELFARE, HEALTH])


@pytest.mark.plan("P-117")
def test_an_opinion_from_somebody_who_was_not_called_is_refused_and_an_empty_one_is_no_opinion(hall: Hall) -> None:
    item = hall.ready(MULTI)
    whole = hall.conclusion(item, "PLAN_AGREED", attending=(COORDINATING, WELFARE, HEALTH))
    for opinion, refusal in (
        (OpinionDraft(FIRE, "異存ありません", hall.now), OpinionOfStranger),
        (OpinionDraft(HEALTH, " ", hall.now), InvalidArgument),
    ):
        with pytest.raises(refusal):
            concluding.conclude(hall.db, hall.convener(item), item, replace(whole, opinions=(opinion,)), [FIRE])
    assert not hall.events("AgendaItemConcluded")


@pytest.mark.plan("P-117")
def test_a_written_opinion_is_read_by_the_members_and_told_in_the_minutes(hall: Hall) -> None:
    item = hall.ready(MULTI, *TEAM, WATER)
    written = OpinionDraft(WATER, "支払いの相談に応じられる", hall.now - timedelta(days=1))
    hall.conclude(item, "PLAN_AGREED", attending=(COORDINATING, *TEAM), opinions=(written,))
    for ctx in (hall.agency(WELFARE), hall.agency(WATER), hall.staff("coordinator")):
        _read, [opinion] = papers.list_opinions(hall.db, ctx, item)
        assert (opinion.agency_id, opinion.text, opinion.given_at) == (WATER, written.text, written.given_at)
        assert (opinion.agenda_item_id, opinion.recorded_by) == (item, COORDINATING)
    with pytest.raises(NotFound):
        papers.list_opinions(hall.db, hall.agency(FIRE), item)
    assert hall.row(item).state == "CONCLUDED"
    assert [one.text for one in minutes.read(hall.db, hall.staff("coordinator"), item)[2]] == [written.text]


@pytest.mark.parametrize("decision", sorted(URGENT))
def test_a_decision_that_no_process_carries_out_names_who_does_it_by_when(hall: Hall, decision: str) -> None:
    item = hall.after_liaison()
    with pytest.raises(FollowUpMissing):
        hall.conclude(item, decision, decisions=())


@pytest.mark.plan("P-111")
@pytest.mark.parametrize("decision", ["START_OUTREACH", "SEEK_CONSENT"])
def test_what_a_track_would_carry_out_is_somebodys_errand_when_an_emergencys_meeting_decides_it(
    hall: Hall, decision: str
) -> None:
    item = hall.ready(SUPPORT, basis=EMERGENCY)
    with pytest.raises(FollowUpMissing):
        hall.conclude(item, decision, decisions=())
    hall.conclude(item, decision, decisions=(DecisionDraft(decision, HEALTH, hall.due()),))
    assert [(row.code, row.owner_agency_id, row.state) for row in hall.decisions(item)] == [(decision, HEALTH, "OPEN")]


@pytest.mark.plan("P-119")
@pytest.mark.parametrize("decision", ["CLOSE", "EVALUATED", "REPLAN", "SUSPEND"])
def test_what_a_meeting_decides_on_an_evaluation_goes_to_the_process_and_is_nobodys_errand(
    hall: Hall, decision: str
) -> None:
    item = hall.ready(MULTI, reason="EVALUATION")
    hall.conclude(item, decision, decisions=())
    hall.approve(item)
    assert [event.meeting_decision for event in hall.events("MinutesApproved")] == [decision]
    assert hall.decisions(item) == []


@pytest.mark.plan("P-109")
def test_watching_has_signs_a_channel_and_a_review_and_is_confirmed_by_who_watches(hall: Hall) -> None:
    item = hall.after_liaison()
    with pytest.raises(WatchRoleMissing):
        hall.conclude(item, "WATCH", watch_roles=())
    hall.conclude(item, "WATCH")
    with pytest.raises(DomainError):
        papers.confirm_policy(hall.db, hall.agency(FIRE), item)
    papers.confirm_policy(hall.db, hall.agency(HEALTH), item)
    read, roles = papers.list_watch_roles(hall.db, hall.agency(WELFARE), item)
    assert [(one.agency_id, one.review_on) for one in roles] == [(HEALTH, "2027-02-01")]
    assert roles[0].confirmed_at is not None
    assert [one.agency_id for one in read.members if one.confirmed_at is not None] == [HEALTH]


def test_decisions_begin_with_the_approved_minutes_and_urgent_ones_at_once(hall: Hall) -> None:
    item = hall.after_liaison()
    doing = (DecisionDraft("ABUSE_REPORT", WELFARE, hall.due(1)), DecisionDraft("VISIT", HEALTH, hall.due()))
    hall.conclude(item, "ABUSE_REPORT", decisions=doing)
    assert [event.code for event in hall.events("DecisionRecorded")] == ["ABUSE_REPORT"]
    hall.approve(item)
    assert [event.code for event in hall.events("DecisionRecorded")] == ["ABUSE_REPORT", "VISIT"]


@pytest.mark.plan("P-110")
def test_what_was_decided_begins_also_when_the_persons_track_was_interrupted_before_the_minutes(hall: Hall) -> None:
    """Taken to hospital between the meeting and its minutes: the process that would begin it is cancelled."""
    item = hall.after_liaison()
    hall.conclude(item, "START_OUTREACH", decisions=(DecisionDraft("VISIT", HEALTH, hall.due()),))
    hall.open_minutes(item)
    items.remove_items(hall.db, hall.process, hall.case_id, hall.row(item).person_id)
    minutes.approve(hall.db, hall.convener(item), item, "")
    assert [event.code for event in hall.events("DecisionRecorded")] == ["VISIT"]
    following.carry_out(hall.db, hall.process, hall.job(), item)
    assert [event.code for event in hall.events("DecisionRecorded")] == ["VISIT"]


def test_a_decision_is_its_owners_work_until_it_is_done_or_dropped(hall: Hall) -> None:
    item = hall.held(LIAISON, "CONTINUE")
    [own, supporter] = hall.decisions(item)
    for row in (own, supporter):
        following.open_decision(hall.db, hall.process, hall.job(), row.id)
    assert hall.open_work("CARRY_OUT_DECISION") == [("CARRY_OUT_DECISION", COORDINATING, "")] * 2
    with pytest.raises(NotFound):
        following.complete(hall.db, hall.agency(WELFARE), own.id)
    assert following.complete(hall.db, hall.staff("coordinator"), own.id).state == "DONE"
    with pytest.raises(NotFound):
        following.drop(hall.db, hall.agency(COORDINATING), supporter.id, "不要")
    with pytest.raises(InvalidArgument):
        following.drop(hall.db, hall.staff("coordinator"), supporter.id, " ")
    assert following.drop(hall.db, hall.staff("coordinator"), supporter.id, "不要").state == "DROPPED"
    with pytest.raises(DecisionIsClosed):
        following.complete(hall.db, hall.staff("coordinator"), own.id)
    assert [event.decision_outcome for event in hall.events("DecisionClosed")] == ["DONE", "DROPPED"]
    assert hall.open_work("CARRY_OUT_DECISION") == []


@pytest.mark.plan("P-102")
@pytest.mark.privacy
def test_what_was_given_to_an_agency_that_is_barred_later_is_the_conveners_to_do(hall: Hall) -> None:
    item = hall.after_liaison()
    told, given = (DecisionDraft(code, HEALTH, hall.due()) for code in ("EMERGENCY_ACTION", "VISIT"))
    other = DecisionDraft("CALL", WELFARE, hall.due())
    hall.conclude(item, "EMERGENCY_ACTION", decisions=(told, given, other))
    liaison = hall.ready(LIAISON)
    hall.conclude(liaison, "CONTINUE", decisions=(DecisionDraft("CONTINUE", HEALTH, hall.due()),))
    [urgent] = [row for row in hall.decisions(item) if row.code == "EMERGENCY_ACTION"]
    items.bar(hall.db, hall.staff("chair"), item, HEALTH, "", "PERPETRATOR_LINK")
    now = {(row.code, row.owner_agency_id, row.state, row.begun) for row in hall.decisions(item)}
    assert now == {
        ("EMERGENCY_ACTION", HEALTH, "DROPPED", True),
        ("EMERGENCY_ACTION", COORDINATING, "OPEN", True),
        ("VISIT", HEALTH, "DROPPED", False),
        ("VISIT", COORDINATING, "OPEN", False),
        ("CALL", WELFARE, "OPEN", False),
    }
    assert [row.state for row in hall.decisions(liaison)] == ["OPEN"], "it may sit in a 連絡会議"
    with pytest.raises(NotFound):
        following.complete(hall.db, hall.agency(HEALTH), urgent.id)
    assert len(hall.events("DecisionClosed")) == 1
    assert [event.owner_agency_id for event in hall.events("DecisionRecorded")] == [HEALTH, COORDINATING]


def test_a_decision_that_was_closed_before_its_process_began_becomes_nobodys_work(hall: Hall) -> None:
    item = hall.held(LIAISON, "CONTINUE")
    own = hall.decisions(item)[0]
    following.complete(hall.db, hall.staff("coordinator"), own.id)
    assert following.open_decision(hall.db, hall.process, hall.job(), own.id)[1] == ""
    assert hall.open_work("CARRY_OUT_DECISION") == []


@pytest.mark.plan("P-025")
def test_the_supporter_hears_of_it_and_the_coordinator_keeps_in_touch_by_a_day(hall: Hall) -> None:
    item = hall.held(LIAISON, "CONTINUE")
    assert [(event.agency_id, event.code) for event in hall.events("FeedbackGiven")] == [(WATER, "DEALT_WITH")]
    assert [(row.code, row.owner_agency_id) for row in hall.decisions(item)][-1] == (
        "FOLLOW_UP_SUPPORTER",
        COORDINATING,
    )


def test_a_supporter_outside_a_support_meeting_hears_nothing_of_it(hall: Hall) -> None:
    item = hall.held(SUPPORT, "WATCH")
    assert [event for event in hall.events("FeedbackGiven") if event.agenda_item_id == item] == []


@pytest.mark.plan("P-108", "P-121")
def test_missing_support_has_an_owner_and_a_date_and_is_told_to_the_register(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    hall.conclude(item, "CONTINUE", gaps=(GapDraft("GARBAGE_HELP", "SOUTH", WELFARE, hall.due(30)),))
    [raised] = hall.events("ResourceGapRaised")
    assert (raised.need, raised.area) == ("GARBAGE_HELP", "SOUTH")
    with pytest.raises(NotFound):
        following.complete(hall.db, hall.agency(FIRE), raised.decision_id)
    done = following.complete(hall.db, hall.agency(WELFARE), raised.decision_id)
    assert (done.code, done.due_at, done.state) == ("RESOURCE_GAP_RAISED", hall.due(30), "DONE")


@pytest.mark.parametrize(("room", "wrong"), EVERY)
def test_a_wrong_decision_found_before_the_minutes_are_approved_is_mended_by_the_process_itself(
    hall: Hall, room: str, wrong: str
) -> None:
    item = hall.after_liaison() if room == SUPPORT else hall.ready(room, reason=reason_of(wrong))
    hall.conclude(item, wrong)
    right = correct(hall, item, room, wrong)
    hall.approve(item)
    approved = [event.meeting_decision for event in hall.events("MinutesApproved") if event.agenda_item_id == item]
    assert approved == [right]
    last = concluding.history(hall.db, hall.convener(item), item)[1][-1]
    assert (last.decision, last.way_back, bool(last.reason)) == (right, TAKEN_BY_PROCESS, True)


@pytest.mark.parametrize(("room", "wrong"), EVERY)
def test_a_wrong_decision_found_later_is_superseded_and_the_way_back_is_somebodys_work(
    hall: Hall, room: str, wrong: str
) -> None:
    item = hall.held(room, wrong, reason_of(wrong))
    right = correct(hall, item, room, wrong)
    _read, (first, second) = concluding.history(hall.db, hall.convener(item), item)
    assert (first.decision, second.decision, second.supersedes) == (wrong, right, first.id)
    assert second.way_back == OPERATOR_STEP[wrong]
    steps = [row for row in hall.decisions(item) if row.code == OPERATOR_STEP[wrong] and row.state == "OPEN"]
    assert [row.owner_agency_id for row in steps] == [COORDINATING]
    assert steps[0].begun
    [event] = hall.events("ConclusionCorrected")
    assert (event.superseded_decision, event.meeting_decision, event.way_back) == (wrong, right, second.way_back)
    assert {row.state for row in hall.decisions(item) if row.code == wrong} <= {"DROPPED"}


def correct(hall: Hall, item: str, room: str, wrong: str) -> str:
    right = other(room, wrong)
    watching = (WatchRoleDraft(HEALTH, "兆し", "電話", "2027-02-01"),) if right == "WATCH" else ()
    doing = (DecisionDraft(right, COORDINATING, hall.due()),)
    concluding.correct(hall.db, hall.convener(item), item, right, "読み違えた", doing, watching)
    assert hall.row(item).decision == right
    return right


def test_a_correction_needs_its_reason_another_decision_and_a_held_item(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    by = (hall.db, hall.staff("coordinator"), item)
    with pytest.raises(NotYet):
        concluding.correct(*by, "SEEK_CONSENT", "読み違えた")
    hall.conclude(item, "CONTINUE")
    with pytest.raises(InvalidArgument):
        concluding.correct(*by, "SEEK_CONSENT", " ")
    with pytest.raises(SameDecision):
        concluding.correct(*by, "CONTINUE", "読み違えた")
    with pytest.raises(WrongDecision):
        concluding.correct(*by, "WATCH", "読み違えた")
    with pytest.raises(NotFound):
        concluding.correct(hall.db, hall.agency(WELFARE), item, "SEEK_CONSENT", "読み違えた")
    assert not hall.events("ConclusionCorrected")


def test_an_item_is_decided_once(hall: Hall) -> None:
    item = hall.ready(LIAISON)
    hall.conclude(item, "CONTINUE")
    with pytest.raises(ItemIsOver):
        hall.conclude(item, "CONTINUE")
    with pytest.raises(ItemIsOver):
        items.cancel(hall.db, hall.staff("coordinator"), item)
    early = hall.propose()
    hall.name(early)
    with pytest.raises(NotYet):
        hall.conclude(early, "CONTINUE")


def test_a_closed_case_leaves_nothing_open(hall: Hall) -> None:
    held, waiting = hall.held(SUPPORT, "WATCH"), hall.ready(LIAISON)
    for row in hall.decisions(held):
        following.open_decision(hall.db, hall.process, hall.job(), row.id)
    items.close_case(hall.db, hall.process, hall.case_id)
    assert hall.row(waiting).state == "CANCELLED"
    assert {row.state for row in hall.decisions(held)} == {"DROPPED"}
    assert hall.open_work() == []


def test_nothing_that_was_said_is_in_an_event(hall: Hall) -> None:
    item = hall.held(LIAISON, "CONTINUE")
    concluding.correct(hall.db, hall.staff("coordinator"), item, "SEEK_CONSENT", "住まいの片付けを読み違えた")
    minutes.distribute(hall.db, hall.staff("coordinator"), item, [])
    assert not [text for text in PRIVATE if text in hall.event_bodies().decode(errors="ignore")]


def test_a_decision_dropped_before_the_minutes_begins_no_process(hall: Hall) -> None:
    item = hall.after_liaison()
    hall.conclude(item, "START_OUTREACH")
    [row] = hall.decisions(item)
    following.drop(hall.db, hall.staff("chair"), row.id, "不要になった")
    hall.approve(item)
    assert [event for event in hall.events("DecisionRecorded") if event.decision_id == row.id] == []
    assert [event for event in hall.events("DecisionClosed") if event.decision_id == row.id] == []
