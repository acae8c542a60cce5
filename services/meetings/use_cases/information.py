"""Requests for information (社会福祉法106条の6第3項): answering is a duty of effort, so every answer is legal."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import freezes, outbox, work_items
from kit.context import Context
from kit.errors import NotFound
from kit.ids import new_id
from kit.zeebe import Job
from services.meetings.domain import convening, correction, events, papers, rooms
from services.meetings.domain.rooms import SUPPORT, WrongMeeting
from services.meetings.store import corrections, items, people
from services.meetings.store import papers as paper_store
from services.meetings.store import requests as store
from services.meetings.store.tables import CLOSED_STATES, facts, information_requests
from services.meetings.use_cases import access, correcting, counting, following


def ask(db: sa.Connection, ctx: Context, item_id: str, agency_id: str, question: str) -> str:
    """For an item of a 支援会議; a member or not. Answers the request's id.

    Raises NotInvitable for who is barred or whose access a breach stopped (E12), and for another municipality.
    """
    item = access.convened(db, ctx, item_id)
    if item.type != SUPPORT:
        raise WrongMeeting
    access.require_open(item)
    rooms.require_text(question, "question")
    rooms.require_text(agency_id, "agency_id")
    if (agency_id, "") in people.barred(db, ctx, item.case_id) or agency_id == item.convener_agency_id:
        raise convening.NotInvitable
    if freezes.stopped(db, ctx, item.case_id, agency_id):
        raise convening.NotInvitable
    convening.require_own(agency_id)
    request_id = new_id()
    row = {"id": request_id, "case_id": item.case_id, "case_no": item.case_no}
    row |= {"asking_agency_id": item.convener_agency_id, "agency_id": agency_id, "question": question}
    row |= {"state": papers.REQUESTED, "answer": "", "reason": "", "requested_at": ctx.now}
    items.add_papers(db, ctx, item, information_requests, row)
    asked = events.InformationRequested(item.case_id, request_id, agency_id, item.case_no, ctx.municipality_id)
    outbox.record(db, ctx, asked)
    counting.asked(db, ctx, item.case_id)
    return request_id


def open_request(db: sa.Connection, ctx: Context, job: Job, request_id: str, due_at: datetime) -> str:
    row = store.lock(db, ctx, request_id)
    store.change(db, request_id, due_at=due_at)
    if row.state != papers.REQUESTED:
        return ""
    new = work_items.NewItem(
        row.case_id, row.case_no, access.INFORMATION, f"informationRequests/{request_id}", row.agency_id, "", due_at
    )
    return work_items.open_item(db, ctx, job, new)


def _answering(
    db: sa.Connection, ctx: Context, request_id: str, how: str, text: str, reason: str, known_on: str
) -> Any:
    """The request, locked, for the agency that is asked. Raises NotFound, InvalidArgument, TaxAmount."""
    row = store.lock(db, ctx, request_id)
    if row.agency_id != ctx.actor.agency_id or (row.agency_id, "") in people.barred(db, ctx, row.case_id):
        raise NotFound
    papers.check_answer(how, text, reason)
    papers.check_tax(row.agency_id, text, rooms.tax_rule(ctx.municipality_id).agencies)
    rooms.require_day(known_on, "known_on")
    return row


def answer(db: sa.Connection, ctx: Context, request_id: str, how: str, text: str, reason: str, known_on: str) -> None:
    """What is answered becomes a fact of the item while that is open. Raises RequestIsOver, InvalidArgument."""
    row = _answering(db, ctx, request_id, how, text, reason, known_on)
    if row.state not in papers.LATE_ANSWER_FROM:
        raise papers.RequestIsOver
    state = papers.ANSWERS[how]
    item = items.lock_item(db, ctx, row.agenda_item_id)
    store.answer(db, ctx, item, request_id, state=state, answer=text, reason=reason, answered_at=ctx.now)
    counting.answered(db, ctx, [row], row.state, state)
    if row.state == papers.REQUESTED:
        _end(db, ctx, [row], state)
    if text.strip() and item.state not in CLOSED_STATES:
        _tell(db, ctx, item, row.agency_id, text, known_on)


def correct(
    db: sa.Connection,
    ctx: Context,
    request_id: str,
    how: str,
    text: str,
    reason: str,
    known_on: str,
    correction_reason: str,
) -> None:
    """The asked agency's wrong answer is superseded by the right one; what it said stays readable.

    Its fact is replaced; once the item is dealt with, what that changes is the convener's work.
    Raises NotFound, NothingToCorrect, InvalidArgument, TaxAmount.
    """
    row = _answering(db, ctx, request_id, how, text, reason, known_on)
    rooms.require_text(correction_reason, "correction_reason")
    state = papers.ANSWERS[how]
    if row.state not in papers.ANSWERS.values() or (row.state, row.answer, row.reason) == (state, text, reason):
        raise correction.NothingToCorrect
    item = items.lock_item(db, ctx, row.agenda_item_id)
    way = correcting.way_back(item, correction.CONSIDER_ANSWER)
    before = {"state": row.state, "text": row.answer, "reason": row.reason}
    name = f"informationRequests/{request_id}"
    corrections.keep(db, ctx, item, name, before, correction_reason, way, row.answered_at)
    store.answer(db, ctx, item, request_id, state=state, answer=text, reason=reason, answered_at=ctx.now)
    counting.answered(db, ctx, [row], row.state, state)
    if way == correction.FACT_REPLACED:
        paper_store.supersede_facts(db, ctx, [one.id for one in correcting.in_words_of(db, item, row)])
        if text.strip():
            _tell(db, ctx, item, row.agency_id, text, known_on)
    elif way:
        correcting.follow_answer(db, ctx, item, row, text, known_on, correction_reason)
        following.duty(db, ctx, item, way, following.STEP_BACK)
    event = events.InformationAnswerCorrected(row.case_id, request_id, row.state, state, way)
    outbox.record(db, ctx, event)


def superseded(db: sa.Connection, rows: Sequence[Any]) -> dict[str, list[Any]]:
    """Request id → its answers that were corrected, in one statement."""
    found = corrections.of(db, [f"informationRequests/{row.id}" for row in rows])
    return {row.id: found[f"informationRequests/{row.id}"] for row in rows}


def _tell(db: sa.Connection, ctx: Context, item: Any, agency_id: str, text: str, known_on: str) -> None:
    fact = {"id": new_id(), "case_id": item.case_id, "person_id": item.person_id}
    fact |= {"source_agency_id": agency_id, "recorded_by": agency_id, "text": text, "created_at": ctx.now}
    fact |= {"known_on": known_on or ctx.now.astimezone(rooms.JST).date().isoformat(), "basis": rooms.BASIS[SUPPORT]}
    items.add_papers(db, ctx, item, facts, fact)


def lapse(db: sa.Connection, ctx: Context, request_id: str) -> None:
    """No reply: recorded, and nothing else happens."""
    counting.answered(db, ctx, store.lapse(db, request_id), papers.REQUESTED, papers.NO_REPLY)
    work_items.close_subject(db, ctx, f"informationRequests/{request_id}")


def close_of_items(db: sa.Connection, ctx: Context, item_ids: Sequence[str]) -> None:
    _close(db, ctx, store.close_of_items(db, ctx, item_ids))


def close_of_case(db: sa.Connection, ctx: Context, case_id: str) -> None:
    _close(db, ctx, store.close_of_case(db, ctx, case_id))


def close_of_barred(db: sa.Connection, ctx: Context, case_id: str, agency_id: str) -> None:
    _close(db, ctx, store.close_of_agency(db, ctx, case_id, agency_id))


def _close(db: sa.Connection, ctx: Context, rows: Sequence[Any]) -> None:
    counting.answered(db, ctx, rows, papers.REQUESTED, papers.REQUEST_CLOSED)
    _end(db, ctx, rows, papers.REQUEST_CLOSED)


def _end(db: sa.Connection, ctx: Context, rows: Sequence[Any], state: str) -> None:
    work_items.close_subjects(db, ctx, [f"informationRequests/{row.id}" for row in rows])
    ended = [events.InformationRequestAnswered(row.case_id, row.id, state) for row in rows]
    outbox.record_all(db, ctx, ended)


def readable(db: sa.Connection, ctx: Context, request_id: str) -> Any:
    found = store.readable(db, ctx, request_id=request_id)
    if not found:
        raise NotFound
    return found[0]


def page(db: sa.Connection, ctx: Context, item_id: str) -> list[Any]:
    return store.readable(db, ctx, item_id=item_id)
