"""What intake compares with the engine: cases that never began or lost their process, handoffs nobody waits for."""

from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa

from kit import outbox, work_items
from kit.ids import new_id
from kit.reconcile import Finding, Sweep, republish
from services.intake.store.tables import cases, consultations, handoffs

UNDER_WAY = timedelta(seconds=15)
RECEIVED = "tsunagi.intake.v1.ConsultationReceived"
WAITING = ("OFFERED", "INFO_NEEDED", "ACCEPTED", "IN_PROGRESS", "ON_HOLD")


def cases_without_instance(sweep: Sweep) -> Iterator[Finding]:
    """Healed: the message that begins the case is published anew. (It is lost when no diagram is there.)"""
    events = outbox.outbox
    sent = (
        sa.select(events.c.case_id, sa.func.min(events.c.written_at).label("first"))
        .add_columns(sa.func.max(events.c.written_at).label("last"), sa.func.max(events.c.event_id).label("event_id"))
        .where(events.c.engine_due_at.is_(None), events.c.event_type == RECEIVED)
        .group_by(events.c.case_id)
        .subquery()
    )
    long_ago = sa.func.clock_timestamp() - UNDER_WAY
    query = sa.select(consultations, sent.c.event_id, (sent.c.last < long_ago).label("again"))
    query = query.join(sent, sent.c.case_id == consultations.c.case_id)
    query = query.where(consultations.c.process_instance_key.is_(None), sent.c.first < long_ago)
    for row in sweep.db.execute(query).all():
        if row.again:
            republish(sweep.db, row.event_id, new_id())
        yield Finding("CASE_WITHOUT_INSTANCE", f"consultations/{row.id}", row.case_id, row.case_no)


def cases_whose_instance_is_gone(sweep: Sweep) -> Iterator[Finding]:
    query = sa.select(cases).where(cases.c.state != "CLOSED", cases.c.process_instance_key.is_not(None))
    for row in sweep.db.execute(query):
        if not sweep.is_alive(row.process_instance_key):
            yield Finding("CASE_INSTANCE_GONE", f"cases/{row.id}", row.id, row.case_no, row.process_instance_key)


def handoffs_nobody_waits_for(sweep: Sweep) -> Iterator[Finding]:
    """An offer or an acceptance without the open work of its wait: its BPMN element is not there."""
    items = work_items.items
    waits = sa.exists().where(items.c.subject == sa.literal("handoffs/") + handoffs.c.id, items.c.state != "CLOSED")
    for row in sweep.db.execute(
        sa.select(handoffs).where(handoffs.c.state.in_(WAITING), handoffs.c.element_id != "", sa.not_(waits))
    ):
        yield Finding("HANDOFF_WITHOUT_ELEMENT", f"handoffs/{row.id}", row.case_id, row.case_no)


checks = (cases_without_instance, cases_whose_instance_is_gone, handoffs_nobody_waits_for)
