"""Advice for supporters: a situation without a person, without a case, answered within a deadline (P-090)."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.calendar import JST
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from kit.ids import new_id
from kit.work_items import NewItem
from kit.zeebe import Job
from services.intake import domain
from services.intake.domain import AlreadyAnswered
from services.intake.store import cases, handoffs, reference, rows
from services.intake.store import tables as t
from services.intake.use_cases import access

ANSWER_ADVICE = "ANSWER_ADVICE"


def ask(db: sa.Connection, ctx: Context, question: str, sender_reference: str) -> str:
    """Answers the advice's id. Raises InvalidArgument."""
    if not question.strip():
        raise InvalidArgument(
            Violation("question", "REQUIRED", "相談したいことを書いてください(個人が分かることは書かないでください)。")
        )
    access.require_agency(db, ctx, ctx.actor.agency_id)
    advice_id = new_id()
    number = cases.next_number(db, ctx, f"A{domain.fiscal_year_prefix(ctx.now.astimezone(JST).date())[1:]}")
    rows.insert(
        db,
        ctx,
        t.advices,
        id=advice_id,
        number=number,
        state="ASKED",
        agency_id=ctx.actor.agency_id,
        question=question,
        answer="",
        sender_reference=sender_reference,
        asked_at=ctx.now,
    )
    outbox.record(
        db, ctx, domain.AdviceRequested(ctx.municipality_id, advice_id, number, advice_id, ctx.actor.agency_id)
    )
    return advice_id


def open_one(db: sa.Connection, ctx: Context, job: Job, advice_id: str, due_at: datetime) -> str:
    """The coordinator's work item; empty when it was answered before."""
    row = rows.lock(db, ctx, t.advices, advice_id)
    if row.state != "ASKED":
        return ""
    rows.change(db, ctx, t.advices, advice_id, due_at=due_at)
    agency_id, subject = reference.of(db, ctx).coordinator_agency_id, f"advices/{advice_id}"
    item = NewItem(advice_id, row.number, ANSWER_ADVICE, subject, agency_id, access.COORDINATOR, due_at)
    return work_items.open_item(db, ctx, job, item)


def answer(db: sa.Connection, ctx: Context, advice_id: str, text: str) -> None:
    """Raises InvalidArgument, NotFound, AlreadyAnswered."""
    if not text.strip():
        raise InvalidArgument(Violation("answer", "REQUIRED", "助言を書いてください。"))
    row = rows.lock(db, ctx, t.advices, advice_id)
    coordinator = reference.of(db, ctx).coordinator_agency_id
    if not access.is_coordinator(ctx, coordinator):
        raise NotFound
    if row.state != "ASKED":
        raise AlreadyAnswered
    said = {"state": "ANSWERED", "answer": text, "answered_at": ctx.now}
    rows.change(db, ctx, t.advices, advice_id, about=advice_id, **said)
    work_items.close_subject(db, ctx, f"advices/{advice_id}")
    handoffs.deliver(
        db,
        ctx,
        row.agency_id,
        kind="ADVICE_ANSWERED",
        case_id=advice_id,
        case_no=row.number,
        subject=f"advices/{advice_id}",
        from_agency_id=coordinator,
        sender_reference=row.sender_reference,
    )
    outbox.record(db, ctx, domain.AdviceAnswered(advice_id, advice_id, row.agency_id))


def read(db: sa.Connection, ctx: Context, advice_id: str) -> Any:
    row = rows.get(db, ctx, t.advices, advice_id)
    if row.agency_id != ctx.actor.agency_id and not access.is_coordinator(
        ctx, reference.of(db, ctx).coordinator_agency_id
    ):
        raise NotFound
    return row
