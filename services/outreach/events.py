"""Event types that the outbox must know, and what outreach reads of other services."""

from kit import erasure, freezes, hands
from kit.kafka import Delivery, Subscriber
from pb.tsunagi.intake.v1 import events_pb2 as intake_events_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from pb.tsunagi.outreach.v1 import events_pb2
from pb.tsunagi.work.v1 import work_pb2
from services.outreach.domain import CaseReference
from services.outreach.store import observations
from services.outreach.use_cases import engagements as use_cases

GET_CASE_REFERENCE = intake_pb.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetCaseReference"]
registered = (events_pb2.DESCRIPTOR, intake_events_pb2.DESCRIPTOR, work_pb2.DESCRIPTOR)


def on_support_suspended(delivery: Delivery) -> None:
    """The person's track was interrupted, and the engine cancelled the outreach without telling anyone."""
    use_cases.close_person(
        delivery.db, delivery.ctx, delivery.case_id, delivery.event.person_id, planned_before=delivery.event_id
    )


def on_person_deceased(delivery: Delivery) -> None:
    """Intake is asked what is so now: the event may come after the correction of a death that was none."""
    person_id, question = delivery.event.person_id, intake_pb.GetCaseReferenceRequest(case_id=delivery.case_id)
    if not CaseReference.of(delivery.peers.ask(GET_CASE_REFERENCE, question, delivery.ctx)).may_reach(person_id):
        use_cases.end_person(delivery.db, delivery.ctx, delivery.case_id, person_id)


def on_case_closed(delivery: Delivery) -> None:
    use_cases.close_case(delivery.db, delivery.ctx, delivery.case_id)


def on_subjects_erased(delivery: Delivery) -> None:
    erasure.destroy(delivery)
    observations.forget(delivery.db, delivery.ctx, list(delivery.event.subjects))


subscriptions: dict[str, Subscriber] = {
    **freezes.subscriptions,
    **hands.subscriptions,
    "tsunagi.intake.v1.SupportSuspended": on_support_suspended,
    "tsunagi.intake.v1.PersonDeceased": on_person_deceased,
    "tsunagi.intake.v1.CaseClosed": on_case_closed,
    erasure.SUBJECTS_ERASED: on_subjects_erased,
}
