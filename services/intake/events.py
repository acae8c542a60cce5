"""Events of other services that concern an agency become items of its inbox; an alert becomes an emergency."""

from datetime import datetime

from kit import kept_away, work_items
from kit.kafka import Delivery, Subscriber
from pb.tsunagi.consent.v1 import events_pb2 as _consent  # noqa: F401 - registers the types that are read
from pb.tsunagi.intake.v1 import events_pb2 as _own  # noqa: F401 - registers the types that are recorded
from pb.tsunagi.meetings.v1 import events_pb2 as _meetings  # noqa: F401
from pb.tsunagi.outreach.v1 import events_pb2 as _outreach  # noqa: F401
from pb.tsunagi.plans.v1 import events_pb2 as _plans  # noqa: F401
from pb.tsunagi.work.v1 import work_pb2 as _work  # noqa: F401
from services.intake.store import cases
from services.intake.use_cases import access, erasure, follow_ups, inbox, offers, people, reading, relations


def _inbox_item(kind: str, subject: str, code: str = "") -> Subscriber:
    """Delivers to the event's `agency_id`; `subject` and `code` name fields of the event."""

    def deliver(delivery: Delivery) -> None:
        event = delivery.event
        case_no, coordinator, _requesting = reading.case_number(delivery.db, delivery.ctx, event.case_id)
        due = getattr(event, "due_at", "")
        inbox.deliver(
            delivery.db,
            delivery.ctx,
            event.agency_id,
            kind,
            event.case_id,
            case_no,
            f"{subject}/{_id(event, subject)}",
            code=str(getattr(event, code)) if code else "",
            due_at=datetime.fromisoformat(due) if due else None,
            from_agency_id=coordinator,
            person_ids=_persons(event),
        )

    return deliver


_ID_FIELDS = {
    "cases": "case_id",
    "agendaItems": "agenda_item_id",
    "roles": "role_id",
    "stopUses": "stop_use_id",
    "informationRequests": "information_request_id",
    "decisions": "decision_id",
}


def _id(event: object, subject: str) -> str:
    return str(getattr(event, _ID_FIELDS[subject]))


def _persons(event: object) -> list[str]:
    """Whom alone it is about."""
    return list(getattr(event, "person_ids", ())) or [one for one in [getattr(event, "person_id", "")] if one]


OF_HANDOFFS = frozenset(
    {"ANSWER_HANDOFF", "SUPPLY_INFORMATION", "START_HANDOFF", "REPORT_HANDOFF_OUTCOME", "RESUME_HANDOFF"}
)


WITH_OTHERS = OF_HANDOFFS | {
    *("OUTREACH_CONTACT", "REPLY_CONTACT"),
    *("RECORD_MONITORING", "PARTICIPATION_STEP", "FOLLOW_UP"),
    "CARRY_OUT_DECISION",
}
"""Work that a case hangs on, and that may be at an agency other than its coordinators' (P-030, P-064); these convene
its meetings, too."""


def on_work_item_changed(delivery: Delivery) -> None:
    """A reminder or a passed deadline is told to whoever is responsible; of WITH_OTHERS at another agency, and of work
    that the agency cannot see (D5, row 1), to the coordinator as well. What was passed on, its owner tells."""
    event = delivery.event
    if not event.agency_id or not event.case_no or event.change == work_items.PASSED_ON:
        return
    told, persons = {event.agency_id: ""}, list(event.person_ids)
    if (event.change == work_items.OVERDUE and event.kind in WITH_OTHERS) or _is_hidden(delivery, persons):
        told.setdefault(access.coordinator_of(delivery.db, delivery.ctx, event.case_id), event.agency_id)
    for agency_id, late in told.items():
        inbox.deliver(
            delivery.db,
            delivery.ctx,
            agency_id,
            "REMINDER",
            event.case_id,
            event.case_no,
            event.name,
            code=event.change,
            from_agency_id=late,
            person_ids=persons,
        )


def _is_hidden(delivery: Delivery, persons: list[str]) -> bool:
    event, reader = delivery.event, kept_away.Reader(delivery.event.agency_id)
    away = relations.away_from(delivery.db, delivery.ctx, reader, {event.case_id}, persons)
    return away.hides(event.case_id, persons)


def on_feedback_given(delivery: Delivery) -> None:
    """Whoever brought the case, unless its source may hear no more than that the worry was taken in (P-017)."""
    if not reading.only_acknowledged(delivery.db, delivery.ctx, delivery.event.case_id):
        _inbox_item("FEEDBACK", "cases", "code")(delivery)


def on_alert(delivery: Delivery) -> None:
    people.raise_by_alert(delivery.db, delivery.ctx, delivery.event.case_id)


def on_follow_up_recorded(delivery: Delivery) -> None:
    event = delivery.event
    follow_ups.hear(delivery.db, delivery.ctx, event.case_id, event.follow_up_id, event.result)


def on_engagement_handed_over(delivery: Delivery) -> None:
    """Who visits somebody from now on, and who did until now. Why is told to the latter alone: as with a decline, it is
    not for whoever comes next."""
    event = delivery.event
    case_no, coordinator, _requesting = reading.case_number(delivery.db, delivery.ctx, event.case_id)
    for agency_id, kind, code in (
        (event.from_agency_id, "ENGAGEMENT_PASSED_ON", event.reason_code),
        (event.to_agency_id, "ENGAGEMENT_GIVEN", ""),
    ):
        inbox.deliver(
            delivery.db,
            delivery.ctx,
            agency_id,
            kind,
            event.case_id,
            case_no,
            f"engagements/{event.engagement_id}",
            code=code,
            from_agency_id=coordinator,
        )


def on_observation_recorded(delivery: Delivery) -> None:
    recorded_at = datetime.fromisoformat(delivery.event.recorded_at)
    erasure.watch(delivery.db, delivery.ctx, delivery.event.case_id, recorded_at)


TAKEN_BACK = ("WITHDRAWN", "CORRECTED")
"""Of the reasons for which grants end: the person does not let that agency be told."""


def on_grant_ended(delivery: Delivery) -> None:
    """Stop use: what the agency is asked to confirm, where it is asked, and not why: a death, a refusal or somebody's
    mistake is not for everybody who reads its inbox. Before tracks run, what rests on it stops."""
    event = delivery.event
    subject = "stopUses" if event.stop_use_id else "cases"
    _inbox_item("GRANT_ENDED", subject)(delivery)
    if event.reason in TAKEN_BACK and event.remaining_count == 0:
        offers.stop_before_tracks(delivery.db, delivery.ctx, event.case_id, event.person_id, event.agency_id)


def on_consent_volunteered(delivery: Delivery) -> None:
    """Somebody who is watched, visited or talked about without consent said yes to another agency: the coordinator
    hears of it now, and need not wait for the watch's review to go on with it."""
    event = delivery.event
    review_id = cases.watched(delivery.db, delivery.ctx, event.case_id, event.person_id)
    if not review_id and not event.first:
        return
    case_no, coordinator, _requesting = reading.case_number(delivery.db, delivery.ctx, event.case_id)
    inbox.deliver(
        delivery.db,
        delivery.ctx,
        coordinator,
        "CONSENT_GIVEN",
        event.case_id,
        case_no,
        f"watchReviews/{review_id}" if review_id else f"consents/{event.consent_id}",
        from_agency_id=event.agency_id,
    )


def on_consent_withdrawn(delivery: Delivery) -> None:
    """Before a person's track runs, nothing in the process stops what was offered on their consent."""
    event = delivery.event
    offers.stop_before_tracks(delivery.db, delivery.ctx, event.case_id, event.person_id)


def on_role_ended(delivery: Delivery) -> None:
    event = delivery.event
    offers.role_over(delivery.db, delivery.ctx, event.case_id, event.role_id)


def on_role_released(delivery: Delivery) -> None:
    """Told first: what its handoff comes to follows from it."""
    _inbox_item("ROLE_ENDED", "roles", "reason_code")(delivery)
    on_role_ended(delivery)


def on_plan_closed(delivery: Delivery) -> None:
    event = delivery.event
    if event.closed_at:
        offers.plan_over(delivery.db, delivery.ctx, event.case_id, datetime.fromisoformat(event.closed_at))


subscriptions: dict[str, Subscriber] = {
    "tsunagi.consent.v1.ConsentVolunteered": on_consent_volunteered,
    "tsunagi.consent.v1.ConsentWithdrawn": on_consent_withdrawn,
    "tsunagi.consent.v1.GrantEnded": on_grant_ended,
    "tsunagi.meetings.v1.MemberInvited": _inbox_item("MEMBER_INVITED", "agendaItems"),
    "tsunagi.meetings.v1.InformationRequested": _inbox_item("INFORMATION_REQUESTED", "informationRequests"),
    "tsunagi.meetings.v1.MinutesDistributed": _inbox_item("MINUTES_DISTRIBUTED", "agendaItems"),
    "tsunagi.meetings.v1.MinutesRecalled": _inbox_item("MINUTES_RECALLED", "agendaItems", "code"),
    "tsunagi.meetings.v1.FactCorrectionTold": _inbox_item("FACT_CORRECTED", "agendaItems"),
    "tsunagi.meetings.v1.SittingRescheduled": _inbox_item("SITTING_RESCHEDULED", "agendaItems", "code"),
    "tsunagi.meetings.v1.DecisionDropped": _inbox_item("DECISION_DROPPED", "decisions", "code"),
    "tsunagi.meetings.v1.FeedbackGiven": on_feedback_given,
    "tsunagi.plans.v1.RoleOffered": _inbox_item("ROLE_OFFERED", "roles"),
    "tsunagi.plans.v1.FollowUpRecorded": on_follow_up_recorded,
    "tsunagi.plans.v1.PlanClosed": on_plan_closed,
    "tsunagi.plans.v1.RoleEnded": on_role_ended,
    "tsunagi.plans.v1.RoleReleased": on_role_released,
    "tsunagi.outreach.v1.AlertRaised": on_alert,
    "tsunagi.outreach.v1.EngagementHandedOver": on_engagement_handed_over,
    "tsunagi.outreach.v1.ObservationRecorded": on_observation_recorded,
    "tsunagi.work.v1.WorkItemChanged": on_work_item_changed,
}
