"""What intake does when it reads other services' events: it tells the agencies, who only call out."""

from typing import Any

import pytest

from kit.ids import new_id
from kit.kafka import Delivery
from pb.tsunagi.consent.v1 import events_pb2 as consent
from pb.tsunagi.meetings.v1 import events_pb2 as meetings
from pb.tsunagi.outreach.v1 import events_pb2 as outreach
from pb.tsunagi.plans.v1 import events_pb2 as plans
from pb.tsunagi.work.v1 import work_pb2 as work
from services.intake.app import service
from services.intake.store import rows, tables
from tests.intake.world import COORDINATING, MONEY, MOTHER, SON, WELFARE, WINDOW, World

DUE = "2026-12-08T08:15:00+00:00"


@pytest.fixture
def case_id(world: World) -> str:
    return world.open_case(MOTHER)


def deliver(world: World, event: Any) -> None:
    delivery = Delivery(world.job().ctx, world.db, world.peers, event, new_id(), event.case_id)
    service.subscriptions[event.DESCRIPTOR.full_name](delivery)


@pytest.mark.privacy
def test_a_grant_that_ended_is_told_to_whoever_used_it_and_not_why(world: World, case_id: str) -> None:
    deliver(world, consent.GrantEnded(case_id=case_id, agency_id=MONEY, reason="ENDED_BY_DEATH"))
    (item,) = world.inbox(MONEY)
    assert (item.kind, item.code, item.subject) == ("GRANT_ENDED", "", f"cases/{case_id}")
    assert (item.case_no, item.from_agency_id) == (world.case(case_id).case_no, COORDINATING)


def test_an_invitation_a_role_feedback_and_what_is_dropped_reach_the_agencys_inbox(world: World, case_id: str) -> None:
    deliver(world, meetings.MemberInvited(case_id=case_id, agency_id=MONEY, agenda_item_id="item-1"))
    deliver(world, plans.RoleOffered(case_id=case_id, agency_id=MONEY, role_id="role-1", due_at=DUE))
    deliver(world, plans.RoleReleased(case_id=case_id, agency_id=MONEY, role_id="role-1", reason_code="NOT_DECIDED"))
    deliver(world, meetings.FeedbackGiven(case_id=case_id, agency_id=MONEY, code="LIAISON_HELD"))
    deliver(world, meetings.DecisionDropped(case_id=case_id, decision_id="d-1", agency_id=MONEY, code="CASE_CLOSED"))
    assert [(item.kind, item.subject, item.code) for item in world.inbox(MONEY)] == [
        ("MEMBER_INVITED", "agendaItems/item-1", ""),
        ("ROLE_OFFERED", "roles/role-1", ""),
        ("ROLE_ENDED", "roles/role-1", "NOT_DECIDED"),
        ("FEEDBACK", f"cases/{case_id}", "LIAISON_HELD"),
        ("DECISION_DROPPED", "decisions/d-1", "CASE_CLOSED"),
    ]
    assert [item.due_at.isoformat() for item in world.inbox(MONEY, "ROLE_OFFERED")] == [DUE]


@pytest.mark.privacy
@pytest.mark.plan("P-017")
@pytest.mark.parametrize("consulter", ["RELATIVE", "RESIDENT", "ANONYMOUS"])
def test_a_window_that_heard_a_neighbour_does_not_hear_that_a_meeting_dealt_with_it(
    world: World, consulter: str
) -> None:
    case_id = world.open_case(MOTHER, consulter=consulter)
    deliver(world, meetings.FeedbackGiven(case_id=case_id, agency_id=WINDOW, code="DEALT_WITH"))
    assert [item.code for item in world.inbox(WINDOW, "FEEDBACK")] == ["RECEIVED"]


@pytest.mark.parametrize("change", ["REMINDED", "OVERDUE"])
def test_a_reminder_reaches_whoever_is_responsible(world: World, case_id: str, change: str) -> None:
    event = work.WorkItemChanged(
        name="workItems/1", case_id=case_id, case_no="R8-00001-0", change=change, agency_id=MONEY
    )
    deliver(world, event)
    assert [(item.kind, item.code, item.subject) for item in world.inbox(MONEY)] == [
        ("REMINDER", change, "workItems/1")
    ]


def test_a_change_that_concerns_no_agency_or_no_case_reminds_nobody(world: World, case_id: str) -> None:
    before = len(world.inbox(COORDINATING))
    deliver(world, work.WorkItemChanged(name="workItems/1", case_id=case_id, case_no="R8-00001-0", change="OVERDUE"))
    deliver(world, work.WorkItemChanged(name="workItems/2", case_id=case_id, change="OVERDUE", agency_id=COORDINATING))
    assert len(world.inbox(COORDINATING)) == before


def test_both_agencies_hear_that_an_engagement_was_handed_over_and_the_first_one_why(
    world: World, case_id: str
) -> None:
    event = outreach.EngagementHandedOver(
        case_id=case_id, engagement_id="e-1", from_agency_id=MONEY, to_agency_id=WELFARE, reason_code="STAFF_CHANGE"
    )
    deliver(world, event)
    told = [
        (item.kind, item.subject, item.code, item.from_agency_id)
        for agency in (MONEY, WELFARE)
        for item in world.inbox(agency)
    ]
    assert told == [
        ("ENGAGEMENT_PASSED_ON", "engagements/e-1", "STAFF_CHANGE", COORDINATING),
        ("ENGAGEMENT_GIVEN", "engagements/e-1", "", COORDINATING),
    ]


@pytest.mark.plan("P-030", "P-064")
@pytest.mark.parametrize(
    "kind",
    ["OUTREACH_CONTACT", "REPLY_CONTACT", "RECORD_MONITORING", "PARTICIPATION_STEP", "FOLLOW_UP", "CARRY_OUT_DECISION"],
)
def test_what_another_agency_lets_pass_is_told_to_the_coordinator_too(world: World, case_id: str, kind: str) -> None:
    changed = work.WorkItemChanged(name="workItems/1", case_id=case_id, case_no="R8-00001-0", kind=kind)
    for agency, change in ((MONEY, "PASSED_ON"), (MONEY, "OVERDUE"), (COORDINATING, "OVERDUE")):
        changed.agency_id, changed.change = agency, change
        deliver(world, changed)
    assert [item.code for item in world.inbox(MONEY, "REMINDER")] == ["OVERDUE"], "what is passed on, its owner tells"
    told = [(item.code, item.from_agency_id) for item in world.inbox(COORDINATING, "REMINDER")]
    assert told == [("OVERDUE", MONEY), ("OVERDUE", "")]


@pytest.mark.parametrize("watched", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_a_yes_that_another_agency_heard_unasked_reaches_the_coordinator_at_once(
    world: World, case_id: str, watched: bool, first: bool
) -> None:
    (mother,), review_id = world.start_tracks(case_id), ""
    if watched:
        review_id = world.run("start-watch", caseId=case_id, personId=mother, watchNo=1)["watchReviewId"]
    given = {"case_id": case_id, "person_id": mother, "consent_id": "c-1", "agency_id": WINDOW}
    deliver(world, consent.ConsentVolunteered(first=first, **given))
    told = [(item.subject, item.from_agency_id) for item in world.inbox(COORDINATING, "CONSENT_GIVEN")]
    subject = f"watchReviews/{review_id}" if watched else "consents/c-1"
    assert told == ([(subject, WINDOW)] if watched or first else []), "of who has a plan it renews it"


def test_an_alert_of_outreach_becomes_an_emergency_of_the_case(world: World, case_id: str) -> None:
    deliver(world, outreach.AlertRaised(case_id=case_id))
    assert [event.case_id for event in world.events("EmergencyRaised")] == [case_id]


def test_a_withdrawal_takes_back_what_was_offered_before_the_case_was_accepted(world: World) -> None:
    handoff_id = world.offered(MOTHER, SON)
    offered = world.handoff(handoff_id)
    deliver(world, consent.ConsentWithdrawn(case_id=offered.case_id, person_id="somebody-else"))
    assert world.handoff(handoff_id).state == "OFFERED"
    deliver(world, consent.ConsentWithdrawn(case_id=offered.case_id, person_id=offered.person_ids[0]))
    assert world.handoff(handoff_id).state == "WITHDRAWN"
    assert [event.handoff_answer for event in world.events("HandoffAnswered")] == ["WITHDRAWN"]


def test_a_withdrawal_from_one_agency_takes_back_what_is_with_it_and_nothing_that_is_with_another(world: World) -> None:
    def ended(handoff: Any, agency: str, reason: str = "WITHDRAWN", left: int = 0) -> str:
        event = consent.GrantEnded(case_id=handoff.case_id, person_id=handoff.person_ids[0], agency_id=agency)
        event.reason, event.remaining_count = reason, left
        deliver(world, event)
        return str(world.handoff(handoff.id).state)

    offered, taken = (world.handoff(world.offered(MOTHER, SON)) for _each in range(2))
    world.accept(taken.id)
    assert ended(offered, WELFARE) == "OFFERED"
    assert ended(offered, MONEY, "ENDED_WITH_CASE") == "OFFERED"
    assert ended(offered, MONEY, left=1) == "OFFERED"
    assert ended(offered, MONEY) == "WITHDRAWN"
    assert ended(taken, MONEY, "CORRECTED") == "WITHDRAWN"
    assert ("ANSWER_HANDOFF", MONEY) not in world.open_items()


def test_a_withdrawal_of_somebody_whose_track_runs_is_left_to_the_track(world: World, case_id: str) -> None:
    (mother,) = world.start_tracks(case_id)
    handoff_id = world.offered_role(case_id, MONEY, mother)
    deliver(world, consent.ConsentWithdrawn(case_id=case_id, person_id=mother))
    deliver(world, consent.GrantEnded(case_id=case_id, person_id=mother, agency_id=MONEY, reason="WITHDRAWN"))
    assert world.handoff(handoff_id).state == "OFFERED"


def after_support(world: World, case_id: str, result: str) -> list[tuple[str, str]]:
    """(kind, subject) of the coordinator's steps, once the agency that led has told how it goes."""
    deliver(world, plans.FollowUpRecorded(case_id=case_id, follow_up_id="follow-1", result=result))
    found = [rows.get(world.db, world.ctx(), tables.remedies, one.remedy_id) for one in world.events("RemedyRaised")]
    return [(row.kind, row.subject) for row in found]


@pytest.mark.plan("P-025")
def test_who_needs_support_again_after_the_end_is_a_new_consultation_for_the_coordinator(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    world.run("end-case", caseId=case_id, closureReason="GOALS_MET")
    assert after_support(world, case_id, "NEEDS_SUPPORT") == []
    again = world.consultation(world.events("ConsultationReceived")[-1].consultation_id)
    assert (again.predecessor_case_id, len(again.person_ids)) == (case_id, 2)
    world.run("open-consultation", consultationId=again.id)
    world.run("record-urgency", consultationId=again.id, urgency=0)
    assert ("SCREEN_CONSULTATION", COORDINATING) in world.open_items()


@pytest.mark.parametrize("over", [True, False], ids=["over", "of-others"])
def test_who_was_not_reached_after_support_is_the_coordinators_step(world: World, case_id: str, over: bool) -> None:
    if over:
        world.run("end-case", caseId=case_id, closureReason="GOALS_MET")
    assert after_support(world, case_id, "NOT_REACHED") == [("FOLLOW_UP_NOT_REACHED", "followUps/follow-1")]
    assert len(world.events("ConsultationReceived")) == 1


def test_who_needs_support_again_in_a_case_that_goes_on_is_the_coordinators_step(world: World, case_id: str) -> None:
    assert after_support(world, case_id, "NEEDS_SUPPORT") == [("SUPPORT_NEEDED_AGAIN", "followUps/follow-1")]
    assert len(world.events("ConsultationReceived")) == 1


def test_of_whom_it_goes_well_after_support_nobody_need_act(world: World, case_id: str) -> None:
    assert after_support(world, case_id, "STABLE") == []
