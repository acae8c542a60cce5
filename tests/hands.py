"""A service hears whose hands a case is in, as intake tells it."""

import sqlalchemy as sa

from kit import hands
from kit.context import Context
from kit.kafka import Delivery
from pb.tsunagi.intake.v1 import events_pb2 as intake


def hear(
    db: sa.Connection, process: Context, case_id: str, coordinator: str, deputy: str = "", revision: int = 1
) -> None:
    """`process`: the context of the service itself."""
    event = intake.CaseHandsChanged(
        case_id=case_id, coordinator_person_id=coordinator, deputy_person_id=deputy, revision=revision
    )
    hands.changed(Delivery(process, db, None, event, f"event-{revision}", case_id))  # type: ignore[arg-type]
