"""What intake counts for /metrics: つなぎ that are under way."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import sqlalchemy as sa

from services.intake.store.handoffs import OPEN_STATES
from services.intake.store.tables import handoffs


def all_handoffs(db: sa.Connection, _now: datetime) -> Iterator[tuple[str, str, Mapping[str, str], float]]:
    """Ended ones included: their growth by state says how many were taken, declined, left without an answer."""
    keys = (handoffs.c.from_agency_id, handoffs.c.to_agency_id, handoffs.c.state)
    for sender, receiver, state, count in db.execute(sa.select(*keys, sa.func.count()).group_by(*keys)):
        yield "tsunagi_handoffs", "All handoffs.", {"from": sender, "to": receiver, "state": state}, count


def open_handoffs(db: sa.Connection, now: datetime) -> Iterator[tuple[str, str, Mapping[str, str], float]]:
    """By sender, receiver and state; the age of the oldest is case time since it was prepared."""
    keys = (handoffs.c.from_agency_id, handoffs.c.to_agency_id, handoffs.c.state)
    query = sa.select(*keys, sa.func.count(), sa.func.min(handoffs.c.created_at))
    for sender, receiver, state, count, since in db.execute(query.where(keys[2].in_(OPEN_STATES)).group_by(*keys)):
        labels = {"from": sender, "to": receiver, "state": state}
        yield "tsunagi_open_handoffs", "Handoffs under way.", labels, count
        yield "tsunagi_open_handoff_age_seconds", "Case time of the oldest.", labels, (now - since).total_seconds()
