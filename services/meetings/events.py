"""A replica of intake's cases, for lists only; and what ends with a case."""

from kit import freezes, hands
from kit.kafka import Delivery, Subscriber
from pb.tsunagi.intake.v1 import events_pb2 as _intake  # noqa: F401 - registers the types that are read
from pb.tsunagi.meetings.v1 import events_pb2 as _own  # noqa: F401 - registers the types that are recorded
from pb.tsunagi.work.v1 import work_pb2 as _work  # noqa: F401
from services.meetings.store import items as store
from services.meetings.use_cases import items, papers, pledges


def on_case_opened(delivery: Delivery) -> None:
    event = delivery.event
    store.remember_case(
        delivery.db,
        delivery.ctx,
        event.case_id,
        case_no=event.case_no,
        coordinator_agency_id=event.coordinator_agency_id,
        state="OPEN",
    )


def on_case_closed(delivery: Delivery) -> None:
    store.close_remembered(delivery.db, delivery.ctx, delivery.event.case_id)
    items.forget_case(delivery.db, delivery.ctx, delivery.event.case_id)


def on_breach_reported(delivery: Delivery) -> None:
    event = delivery.event
    freezes.reported(delivery)
    papers.close_papers(delivery.db, delivery.ctx, event.case_id, event.agenda_item_id, event.breach_id)
    pledges.wait_no_more(delivery.db, delivery.ctx, event.case_id)


def on_breach_reviewed(delivery: Delivery) -> None:
    event = delivery.event
    freezes.reviewed(delivery)
    papers.open_papers(delivery.db, delivery.ctx, event.case_id, event.agenda_item_id, event.breach_id)


subscriptions: dict[str, Subscriber] = {
    **freezes.subscriptions,
    **hands.subscriptions,
    "tsunagi.intake.v1.BreachReported": on_breach_reported,
    "tsunagi.intake.v1.BreachReviewed": on_breach_reviewed,
    "tsunagi.intake.v1.CaseOpened": on_case_opened,
    "tsunagi.intake.v1.CaseClosed": on_case_closed,
}
