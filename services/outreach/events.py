"""Event types that the outbox must know, and what outreach reads of other services."""

from kit import erasure, freezes
from kit.kafka import Delivery, Subscriber
from pb.tsunagi.intake.v1 import events_pb2 as intake_events_pb2
from pb.tsunagi.outreach.v1 import events_pb2
from pb.tsunagi.work.v1 import work_pb2
from services.outreach.store import observations
from services.outreach.use_cases import engagements as use_cases

registered = (events_pb2.DESCRIPTOR, intake_events_pb2.DESCRIPTOR, work_pb2.DESCRIPTOR)


def on_support_suspended(delivery: Delivery) -> None:
    """The person's track was interrupted, and the engine cancelled the outreach without telling anyone."""
    use_cases.close_person(
        delivery.db, delivery.ctx, delivery.case_id, delivery.event.person_id, planned_before=delivery.event_id
    )


def on_person_deceased(delivery: Delivery) -> None:
    use_cases.end_person(delivery.db, delivery.ctx, delivery.case_id, delivery.event.person_id)


def on_case_closed(delivery: Delivery) -> None:
    use_cases.close_case(delivery.db, delivery.ctx, delivery.case_id)


def on_subjects_erased(delivery: Delivery) -> None:
    erasure.destroy(delivery)
    observations.forget(delivery.db, delivery.ctx, list(delivery.event.subjects))


subscriptions: dict[str, Subscriber] = {
    **freezes.subscriptions,
    "tsunagi.intake.v1.SupportSuspended": on_support_suspended,
    "tsunagi.intake.v1.PersonDeceased": on_person_deceased,
    "tsunagi.intake.v1.CaseClosed": on_case_closed,
    erasure.SUBJECTS_ERASED: on_subjects_erased,
}
