"""Event types that the outbox must know, and what consent reads of other services."""

from datetime import datetime

from kit import freezes, hands
from kit.kafka import Delivery, Subscriber
from pb.tsunagi.consent.v1 import events_pb2
from pb.tsunagi.intake.v1 import events_pb2 as intake_events_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from pb.tsunagi.plans.v1 import events_pb2 as plans_events_pb2
from pb.tsunagi.work.v1 import work_pb2
from services.consent.domain.statements import CaseReference
from services.consent.store.requests import lock_case
from services.consent.use_cases import after_support, endings, merging

GET_CASE_REFERENCE = intake_pb.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetCaseReference"]
registered = tuple(each.DESCRIPTOR for each in (events_pb2, intake_events_pb2, plans_events_pb2, work_pb2))


def on_support_suspended(delivery: Delivery) -> None:
    """The person's track was interrupted, and the engine cancelled the asking without telling anyone."""
    endings.close_requests(
        delivery.db, delivery.ctx, delivery.case_id, delivery.event.person_id, made_before=delivery.event_id
    )


def on_person_deceased(delivery: Delivery) -> None:
    """Everything ends, also what began while the death was being told; where it was corrected meanwhile, only what was
    made before it."""
    person_id = delivery.event.person_id
    lock_case(delivery.db, delivery.case_id)
    dead = person_id in _case_reference(delivery, delivery.case_id).deceased_person_ids
    made_before = None if dead else delivery.event_id
    endings.end_by_death(delivery.db, delivery.ctx, delivery.case_id, person_id, made_before=made_before)


def _case_reference(delivery: Delivery, case_id: str) -> CaseReference:
    question = intake_pb.GetCaseReferenceRequest(case_id=case_id)
    return CaseReference.of(delivery.peers.ask(GET_CASE_REFERENCE, question, delivery.ctx))


def on_member_left(delivery: Delivery) -> None:
    """Before the tracks begin there is no process that ends what this person granted (E6, E11)."""
    (on_person_deceased if delivery.event.cause == "DECEASED" else on_person_separated)(delivery)


def on_person_separated(delivery: Delivery) -> None:
    endings.end_by_separation(delivery.db, delivery.ctx, delivery.case_id, delivery.event.person_id)


def on_joined_plan(delivery: Delivery) -> None:
    event = delivery.event
    after_support.begin(delivery.db, delivery.ctx, event.case_id, event.person_id, event.plan_id)


def on_support_ended(delivery: Delivery) -> None:
    event = delivery.event
    if not event.ended_at:  # told by a version of plans that said neither when, nor who goes on
        return
    ended_at, accompanying = datetime.fromisoformat(event.ended_at), event.accompanying_agency_ids
    after_support.end(delivery.db, delivery.ctx, event.case_id, event.person_id, event.plan_id, ended_at, accompanying)


def on_participation_opened(delivery: Delivery) -> None:
    event = delivery.event
    after_support.accompany(delivery.db, delivery.ctx, event.case_id, event.person_id, event.agency_id)


def on_cases_merged(delivery: Delivery) -> None:
    event = delivery.event
    freezes.merged(delivery)
    for case_id in sorted((event.case_id, event.into_case_id)):
        lock_case(delivery.db, case_id)
    kept = _case_reference(delivery, event.into_case_id)
    same = zip(event.person_ids, event.into_person_ids, strict=True)
    merging.carry_over(delivery.db, delivery.ctx, event.case_id, kept, same)


subscriptions: dict[str, Subscriber] = {
    **freezes.subscriptions,
    **hands.subscriptions,
    "tsunagi.intake.v1.SupportSuspended": on_support_suspended,
    "tsunagi.intake.v1.PersonDeceased": on_person_deceased,
    "tsunagi.intake.v1.PersonSeparated": on_person_separated,
    "tsunagi.intake.v1.MemberLeft": on_member_left,
    "tsunagi.intake.v1.CasesMerged": on_cases_merged,
    "tsunagi.plans.v1.HouseholdPlanOpened": on_joined_plan,
    "tsunagi.plans.v1.SubjectJoined": on_joined_plan,
    "tsunagi.plans.v1.SubjectSupportEnded": on_support_ended,
    "tsunagi.plans.v1.ParticipationOpened": on_participation_opened,
}
