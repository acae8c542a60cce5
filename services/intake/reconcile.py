"""What intake compares with the engine: cases that never began or lost their process, handoffs nobody waits for. And
what it looks at by itself every day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.calendar import date_in_japan
from kit.context import Context, service_actor
from kit.ids import new_id
from kit.reconcile import Finding, Sweep, republish
from services.intake.domain.cases import CaseEndUnheard
from services.intake.store.tables import cases, consultations, handoffs, transfers
from services.intake.use_cases import ages

UNDER_WAY = timedelta(seconds=15)
LATELY = timedelta(days=30)
RECEIVED = "tsunagi.intake.v1.ConsultationReceived"
UNHEARD = "tsunagi.intake.v1.CaseEndUnheard"
WAITING = ("OFFERED", "INFO_NEEDED", "ACCEPTED", "IN_PROGRESS", "ON_HOLD")


def cases_without_instance(sweep: Sweep) -> Iterator[Finding]:
    """Healed: the message that begins the case is published anew, more seldom each time. It is lost when no diagram is
    there; where the case's process runs and its first job waits, the engine drops it.
    """
    events = outbox.outbox
    sent = (
        sa.select(events.c.case_id, sa.func.min(events.c.written_at).label("first"))
        .add_columns(sa.func.max(events.c.written_at).label("last"), sa.func.max(events.c.event_id).label("event_id"))
        .add_columns(sa.func.count().label("times"))
        .where(events.c.engine_due_at.is_(None), events.c.event_type == RECEIVED)
        .group_by(events.c.case_id)
        .subquery()
    )
    now = sa.func.clock_timestamp()
    again = (sent.c.last < now - UNDER_WAY * sent.c.times).label("again")
    query = sa.select(consultations, sent.c.event_id, again)
    query = query.join(sent, sent.c.case_id == consultations.c.case_id)
    query = query.where(consultations.c.process_instance_key.is_(None), sent.c.first < now - UNDER_WAY)
    for row in sweep.db.execute(query).all():
        if row.again:
            republish(sweep.db, row.event_id, new_id())
        yield Finding("CASE_WITHOUT_INSTANCE", f"consultations/{row.id}", row.case_id, row.case_no)


def cases_whose_instance_is_gone(sweep: Sweep) -> Iterator[Finding]:
    """Healed once the end of the case is ordered: nobody heard that, so a process of its own closes what is open."""
    query = sa.select(cases).where(cases.c.state != "CLOSED", cases.c.process_instance_key.is_not(None))
    for row in sweep.db.execute(query):
        if not sweep.is_alive(row.process_instance_key):
            if row.end_ordered:
                _have_end_taken_up(sweep, row)
            yield Finding("CASE_INSTANCE_GONE", f"cases/{row.id}", row.id, row.case_no, row.process_instance_key)


def _have_end_taken_up(sweep: Sweep, row: sa.Row[Any]) -> None:
    """Not of a case that has closed since the sweep read it: the engine was asked later than the database."""
    where = (cases.c.id == row.id, cases.c.state != "CLOSED")
    if sweep.db.execute(sa.select(cases.c.id).where(*where).with_for_update()).first() is None:
        return
    events = outbox.outbox
    of_case = (events.c.case_id == row.id, events.c.event_type == UNHEARD)
    told = sweep.db.execute(
        sa.select(
            sa.func.count().label("times"),
            sa.func.max(events.c.event_id).label("event_id"),
            (sa.func.max(events.c.written_at) < sa.func.clock_timestamp() - UNDER_WAY * sa.func.count()).label("again"),
        ).where(*of_case)
    ).one()
    if not told.times:
        waiting = (transfers.c.case_id == row.id, transfers.c.state == "OPEN")
        transfer_id = sweep.db.scalar(sa.select(transfers.c.id).where(*waiting)) or ""
        ctx = Context(service_actor("intake"), "PROCESS", sweep.now, row.municipality_id)
        unheard = CaseEndUnheard(row.municipality_id, row.id, row.case_no, row.end_ordered, transfer_id)
        outbox.record(sweep.db, ctx, unheard)
    elif told.again:
        republish(sweep.db, told.event_id, new_id())


def instances_without_case(sweep: Sweep) -> Iterator[Finding]:
    """What the engine runs and intake does not keep: begun by hand, or the database is older than the engine."""
    events = outbox.outbox
    query = sa.select(events.c.case_id).where(events.c.event_type == RECEIVED, events.c.engine_due_at.is_(None))
    unkept = sa.not_(sa.exists().where(consultations.c.case_id == events.c.case_id))
    begun = dict.fromkeys(sweep.db.scalars(query.where(unkept)), 0)
    begun |= {one.case_id: 0 for one in sweep.unknown_events}
    begun |= {one.case_id: one.process_instance_key for one in sweep.failing if one.case_id}
    kept = sa.select(consultations.c.case_id).where(consultations.c.case_id.in_(begun))
    for case_id in begun.keys() - set(sweep.db.scalars(kept)):
        instance = begun[case_id]
        if not instance or sweep.is_alive(instance):
            yield Finding("INSTANCE_WITHOUT_CASE", f"cases/{case_id}", case_id, process_instance_key=instance)


def instances_of_closed_cases(sweep: Sweep) -> Iterator[Finding]:
    closed = sa.select(cases).where(cases.c.closed_at > sweep.now - LATELY, cases.c.process_instance_key.is_not(None))
    for row in sweep.db.execute(closed):
        if sweep.is_alive(row.process_instance_key):
            yield Finding("INSTANCE_OF_CLOSED_CASE", f"cases/{row.id}", row.id, row.case_no, row.process_instance_key)


def handoffs_nobody_waits_for(sweep: Sweep) -> Iterator[Finding]:
    """An offer or an acceptance without the open work of a wait that lives: its BPMN element is not there."""
    items = work_items.items
    query = sa.select(handoffs, sa.func.array_agg(items.c.process_instance_key).label("instances"))
    its_work = sa.and_(items.c.subject == sa.literal("handoffs/") + handoffs.c.id, items.c.state != work_items.CLOSED)
    query = (
        query.outerjoin(items, its_work)
        .where(handoffs.c.state.in_(WAITING), handoffs.c.element_id != "")
        .group_by(handoffs.c.id)
    )
    for row in sweep.db.execute(query).all():
        if not any(instance is not None and sweep.is_alive(instance) for instance in row.instances):
            yield Finding("HANDOFF_WITHOUT_ELEMENT", f"handoffs/{row.id}", row.case_id, row.case_no)


class DailyLook:
    """Finds nothing: opens work for the coordinators, on the day on which it is due. Everybody's age is looked at until
    that opened none, once a day: what was opened may be rolled back with its sweep."""

    def __init__(self) -> None:
        self._done: date | None = None

    def __call__(self, sweep: Sweep) -> Iterator[Finding]:
        today = date_in_japan(sweep.now)
        if self._done != today and not ages.look(sweep.db, sweep.now):
            self._done = today
        return iter(())


checks = (
    cases_without_instance,
    cases_whose_instance_is_gone,
    instances_without_case,
    instances_of_closed_cases,
    handoffs_nobody_waits_for,
    DailyLook(),
)
