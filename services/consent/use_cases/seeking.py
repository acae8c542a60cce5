"""The consent-seeking process: a request is opened, waits, is answered elsewhere, or lapses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import NotFound
from kit.hands import COORDINATOR, reads_cases
from kit.ids import new_id
from kit.zeebe import Job
from services.consent.domain import events
from services.consent.domain import statements as domain
from services.consent.domain.forms import Form
from services.consent.domain.refusals import NothingToAsk, ReaskTooEarly, UnknownAgency
from services.consent.domain.statements import (
    Answer,
    CaseReference,
    Cell,
    ConsentRequest,
    Coverage,
    GrantState,
    RequestState,
)
from services.consent.store import grants, requests, statements
from services.consent.use_cases import answering, counting, endings
from services.consent.use_cases.records import lock_person, require_ongoing


@dataclass(frozen=True)
class Outcome:
    """How the wait for an answer ended."""

    answer: Answer
    coverage: Coverage
    expires_at: datetime | None


def open_request(
    db: sa.Connection,
    ctx: Context,
    job: Job,
    reference: CaseReference,
    person_id: str,
    due_at: datetime,
    *,
    sought: bool = False,
) -> tuple[str, str]:
    """Opens a request and its work item for the coordinator; answers the ids of both.

    A request that an interrupted process left open is closed: one person is asked once at a time. What the person has
    said already is handed on without asking; the work item's id is then empty. In a case that ends nobody is asked: the
    request is closed, as it is when the end comes later. `sought`: beside the track, about added agencies; not while a
    request is open, which asks about them, too, nor when all is answered: the second of two who sought them at once
    ends here. Raises ReaskTooEarly, NotFound.
    """
    if person_id not in reference.person_ids:
        raise NotFound
    case_id = reference.case_id
    requests.lock_subject(db, ctx, reference, person_id)
    heard = None if sought else statements.to_hand_on(db, ctx, case_id, person_id)
    asked = _sought(db, ctx, case_id, person_id) if sought else frozenset()
    if sought and (not asked or requests.has_open(db, ctx, case_id, person_id)):
        raise ReaskTooEarly
    if heard is None:
        domain.check_reask(_reask_at(db, ctx, job, reference, person_id, asked), ctx.now)
    endings.close_requests(db, ctx, case_id, person_id)
    request_id = requests.add_request(db, ctx, reference, person_id, due_at, sought=sought)
    if reference.over:
        endings.close_requests(db, ctx, case_id, person_id)
        return request_id, ""
    counting.asked(db, ctx, case_id)
    if heard is not None:
        answering.hand_on(db, ctx, case_id, person_id, request_id, heard)
        return request_id, ""
    item = work_items.NewItem(
        case_id=case_id,
        case_no=reference.case_no,
        kind="CONSENT_REQUEST",
        subject=f"consentRequests/{request_id}",
        agency_id=reference.coordinator_agency_id,
        role=COORDINATOR,
        due_at=due_at,
        person_ids=(person_id,),
    )
    return request_id, work_items.open_item(db, ctx, job, item)


def _sought(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> frozenset[str]:
    """Agencies about which the person is to be asked beside the track."""
    asked = grants.find_grants(db, ctx, case_id, person_id=person_id, states=[GrantState.REQUESTED])
    return frozenset(one.cell.agency_id for one in asked)


def _reask_at(
    db: sa.Connection, ctx: Context, job: Job, reference: CaseReference, person_id: str, sought: frozenset[str]
) -> datetime | None:
    """When a "no" is old enough to ask again: about everything, or about the agencies that are sought (D7).

    It holds in the case that follows, or that takes in, the one in which it was said.
    """
    files = reference.files_of(person_id)
    refused_at = statements.answer_state(db, ctx, files).refused_at
    if sought:
        about_them = statements.last_no_about(db, ctx, files, sought)
        refused_at = max(filter(None, (refused_at, about_them)), default=None)
    return job.calendar.due(job.headers["reaskAfter"], refused_at) if refused_at is not None else None


def seek(
    db: sa.Connection, ctx: Context, reference: CaseReference, person_id: str, form: Form, agency_ids: Sequence[str]
) -> list[Cell]:
    """Agencies were added: writes down what the person is asked about them alone, and has a request opened for it.

    While a request is open, it asks about them, too. Raises NotFound, PersonDeceased, CaseIsOver, UnknownAgency,
    NothingToAsk.
    """
    lock_person(db, ctx, reference, person_id)
    require_ongoing(reference, person_id)
    if not agency_ids or reference.unknown_agency_ids or not all(map(domain.AGENCY_ID.match, agency_ids)):
        raise UnknownAgency
    case_id = reference.case_id
    cells = [cell for agency_id in agency_ids for box in form.boxes.values() for cell in box.cells(agency_id)]
    fresh = grants.ask(db, ctx, case_id, person_id, cells)
    is_open = requests.has_open(db, ctx, case_id, person_id)
    asked = grants.find_grants(db, ctx, case_id, person_id=person_id, states=[GrantState.REQUESTED])
    if not fresh and (is_open or not asked):
        raise NothingToAsk
    if not is_open:
        sought = events.ConsentSought(ctx.municipality_id, case_id, reference.case_no, person_id, new_id())
        outbox.record(db, ctx, sought)
    return fresh


def lapse(db: sa.Connection, ctx: Context, request_id: str) -> Outcome:
    """Nobody answered in time. An answer that was recorded before this job ran counts: it is handed on instead."""
    request = requests.lock_request(db, ctx, request_id)
    if request.state is RequestState.OPEN:
        requests.end_request(db, ctx, request_id, RequestState.LAPSED)
        counting.lapsed(db, ctx, request.case_id)
        work_items.close_subject(db, ctx, f"consentRequests/{request_id}")
        grants.end_pending(db, ctx, request.case_id, request.person_id, GrantState.LAPSED)
        endings.expire_unanswered(db, ctx, request.case_id, request.person_id)
    if request.answer is None or request.consent_id is None:
        return Outcome(Answer.UNOBTAINABLE, Coverage.NONE, None)
    given = grants.find_grants(
        db, ctx, request.case_id, person_id=request.person_id, consent_id=request.consent_id, in_force=True
    )
    return Outcome(request.answer, request.coverage, answering.first_end(tuple(given)))


def get_request(db: sa.Connection, ctx: Context, request_id: str) -> ConsentRequest:
    """Raises NotFound, also for whoever does not coordinate the case."""
    found = list_requests(db, ctx, request_id=request_id, limit=1)
    if not found:
        raise NotFound
    return found[0]


def list_requests(
    db: sa.Connection,
    ctx: Context,
    *,
    request_id: str = "",
    case_id: str = "",
    person_id: str = "",
    open_only: bool = False,
    before: str = "",
    limit: int,
) -> list[ConsentRequest]:
    if not reads_cases(ctx):
        return []
    return requests.find_requests(
        db,
        ctx,
        request_id=request_id,
        case_id=case_id,
        person_id=person_id,
        open_only=open_only,
        before=before,
        limit=limit,
    )
