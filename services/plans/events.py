"""Domain events are proto messages of the same name; and what plans reads of other services."""

from datetime import datetime

from kit import freezes, hands
from kit.kafka import Delivery, Subscriber
from pb.tsunagi.consent.v1 import events_pb2 as consent_events_pb2
from pb.tsunagi.consent.v1 import service_pb2 as consent_pb
from pb.tsunagi.intake.v1 import events_pb2 as intake_events_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from pb.tsunagi.meetings.v1 import events_pb2 as meetings_events_pb2
from pb.tsunagi.plans.v1 import events_pb2
from pb.tsunagi.work.v1 import work_pb2
from services.plans.domain.community import GapSource
from services.plans.store import matters as matter_store
from services.plans.use_cases import gaps, participation, participation_worklist, revising, role_work, subjects

REGISTERED = (events_pb2, work_pb2, consent_events_pb2, intake_events_pb2, meetings_events_pb2)
CASE_REFERENCE = intake_pb.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetCaseReference"]
CHECK_GRANT = consent_pb.DESCRIPTOR.services_by_name["ConsentService"].methods_by_name["CheckGrant"]


def _still(delivery: Delivery, purpose: str) -> revising.StillGranted:
    def ask(case_id: str, person_id: str, agency_id: str) -> bool:
        question = consent_pb.CheckGrantRequest(
            case_id=case_id, person_id=person_id, agency_id=agency_id, purpose=purpose, data_categories=["C1"]
        )
        return bool(delivery.peers.ask(CHECK_GRANT, question, delivery.ctx).permitted)

    return ask


def on_grant_ended(delivery: Delivery) -> None:
    """An agency lost grants of a person: its roles lose the person; its participation support of the person ends.

    With nothing left the person leaves the plan as a whole, by the process: no role of it is a matter of its own. What
    ran out during a suspension moves no process (E9): who does not consent anew leaves here.
    """
    event = delivery.event
    if event.reason == "ENDED_WITH_CASE":
        return
    ended = {"case_id": event.case_id, "person_id": event.person_id, "agency_id": event.agency_id}
    still = _still(delivery, "PLAN_SHARING")
    if not event.nothing_left:
        revising.end_grant(delivery.db, delivery.ctx, still=still, **ended)
    elif event.reason == "EXPIRED" and not still(event.case_id, event.person_id, event.agency_id):
        subjects.leave(delivery.db, delivery.ctx, case_id=event.case_id, person_id=event.person_id)
    participation.end_grant(delivery.db, delivery.ctx, still=_still(delivery, "PARTICIPATION"), **ended)


def on_person_deceased(delivery: Delivery) -> None:
    event = delivery.event
    participation.stop(delivery.db, delivery.ctx, case_id=event.case_id, person_id=event.person_id, reason="DECEASED")


def on_member_left(delivery: Delivery) -> None:
    """Before the tracks begin there is no process that ends what this person's participation support waits for."""
    event = delivery.event
    reason = "DECEASED" if event.cause == "DECEASED" else "CONSENT_ENDED"
    participation.stop(delivery.db, delivery.ctx, case_id=event.case_id, person_id=event.person_id, reason=reason)


def on_participation_needed(delivery: Delivery) -> None:
    """Who meets a person before there is a plan tells intake: that mark stands in the one worklist, too (P-061)."""
    event = delivery.event
    case = delivery.peers.ask(CASE_REFERENCE, intake_pb.GetCaseReferenceRequest(case_id=event.case_id), delivery.ctx)
    if case.over or event.person_id not in case.person_ids or event.person_id in case.deceased_person_ids:
        return
    participation_worklist.hear(
        delivery.db,
        delivery.ctx,
        case=participation.Whose(event.case_id, case.case_no, case.coordinator_agency_id),
        person_id=event.person_id,
        marked_by_agency_id=event.marked_by_agency_id,
    )


def on_handoff_offered(delivery: Delivery) -> None:
    event = delivery.event
    matter_store.see_handoff(
        delivery.db,
        event.handoff_id,
        case_id=event.case_id,
        agency_id=event.to_agency_id,
        state="OFFERED",
        due_at=datetime.fromisoformat(event.due_at) if event.due_at else None,
    )


def on_handoff_answered(delivery: Delivery) -> None:
    """An agency that takes over a role has begun it."""
    event = delivery.event
    if event.handoff_answer != "ACCEPTED":
        return
    matter_store.change_handoff(delivery.db, event.handoff_id, state="ACCEPTED", due_at=None)
    if event.role_id:
        role_work.handoff_accepted(
            delivery.db, delivery.ctx, case_id=event.case_id, role_id=event.role_id, at=delivery.ctx.now
        )


KNOWN_CONFLICT = "KNOWN_CONFLICT"
NOBODY_ANSWERED = "EXPIRED"


def on_handoff_declined(delivery: Delivery) -> None:
    """What an agency could not take may be missing in the city (P-068); a conflict with a household says nothing."""
    event = delivery.event
    if event.reason_code != KNOWN_CONFLICT:
        _raise_gap(
            delivery, event.service_id, event.item_code, f"{event.offer_id}/{event.service_id}/{event.item_code}"
        )


def on_handoff_expired(delivery: Delivery) -> None:
    event = delivery.event
    _waits_no_more(delivery)
    for service_id in event.service_ids:
        _raise_gap(delivery, service_id, "", f"{event.offer_id}/{service_id}/{NOBODY_ANSWERED}")


def on_handoff_taken_after_all(delivery: Delivery) -> None:
    """Its agency had said no, or nothing: what was counted for that counts no more."""
    event = delivery.event
    for service_id in event.service_ids:
        for item in ("", NOBODY_ANSWERED):
            gaps.take_back(delivery.db, delivery.ctx, f"{event.offer_id}/{service_id}/{item}")


def _raise_gap(delivery: Delivery, service_id: str, item_code: str, source_id: str) -> None:
    """The need is the programme (S_06), or the item of it that is counted by itself (S_06_HOUSING_BENEFIT)."""
    if not service_id:
        return
    need = "_".join(filter(None, (service_id.replace("-", "_"), item_code)))
    area = delivery.event.area_code
    source = GapSource.HANDOFF
    gaps.raise_gap(delivery.db, delivery.ctx, need_code=need, area=area, source=source, source_id=source_id)


FAILED = ("NO_TAKER", "NO_BASIS", "NOT_COMPLETED", "REFUSED")
"""Outcomes after which nobody carries the role. What ends with a consent, a role or the case is dealt with there."""


def _waits_no_more(delivery: Delivery) -> None:
    matter_store.change_handoff(delivery.db, delivery.event.handoff_id, state="CLOSED", due_at=None)


def on_handoff_over(delivery: Delivery) -> None:
    event = delivery.event
    _waits_no_more(delivery)
    taken_back = event.handoff_outcome == "WITHDRAWN" and getattr(event, "by_sender", False)
    if event.role_id and (taken_back or event.handoff_outcome in FAILED):
        role_work.handoff_failed(delivery.db, delivery.ctx, case_id=event.case_id, role_id=event.role_id)


def on_resource_gap_raised(delivery: Delivery) -> None:
    """A meeting noticed what lacks (P-108): counted in the register."""
    event = delivery.event
    gaps.raise_gap(
        delivery.db,
        delivery.ctx,
        need_code=event.need,
        area=event.area,
        source=GapSource.MEETING,
        source_id=event.decision_id,
    )


subscriptions: dict[str, Subscriber] = {
    **freezes.subscriptions,
    **hands.subscriptions,
    "tsunagi.consent.v1.GrantEnded": on_grant_ended,
    "tsunagi.meetings.v1.ResourceGapRaised": on_resource_gap_raised,
    "tsunagi.intake.v1.PersonDeceased": on_person_deceased,
    "tsunagi.intake.v1.MemberLeft": on_member_left,
    "tsunagi.intake.v1.ParticipationNeeded": on_participation_needed,
    "tsunagi.intake.v1.HandoffOffered": on_handoff_offered,
    "tsunagi.intake.v1.HandoffAnswered": on_handoff_answered,
    "tsunagi.intake.v1.HandoffDeclined": on_handoff_declined,
    "tsunagi.intake.v1.HandoffExpired": on_handoff_expired,
    "tsunagi.intake.v1.HandoffTakenAfterAll": on_handoff_taken_after_all,
    "tsunagi.intake.v1.HandoffClosed": on_handoff_over,
    "tsunagi.intake.v1.HandoffEnded": on_handoff_over,
}
