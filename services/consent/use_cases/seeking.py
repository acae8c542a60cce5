"""The consent-seeking process: a request is opened, waits, is answered elsewhere, or lapses."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from kit import work_items
from kit.context import Context
from kit.errors import NotFound
from kit.zeebe import Job
from services.consent.domain import statements as domain
from services.consent.domain.statements import Answer, CaseReference, ConsentRequest, Coverage, RequestState
from services.consent.store import grants, requests, statements
from services.consent.use_cases import endings
from services.consent.use_cases.records import first_end


@dataclass(frozen=True)
class Outcome:
    """How the wait for an answer ended."""

    answer: Answer
    coverage: Coverage
    expires_at: datetime | None


def open_request(
    db: sa.Connection, ctx: Context, job: Job, reference: CaseReference, person_id: str, due_at: datetime
) -> tuple[str, str]:
    """Opens a request and its work item for the coordinator; answers the ids of both.

    A request that an interrupted process left open is closed: one person is asked once at a time.
    Raises ReaskTooEarly, NotFound.
    """
    if person_id not in reference.person_ids:
        raise NotFound
    requests.lock_subject(db, ctx, reference, person_id)
    domain.check_reask(statements.answer_state(db, ctx, reference.case_id, person_id), ctx.now)
    endings.close_requests(db, ctx, reference.case_id, person_id)
    request_id = requests.add_request(db, ctx, reference, person_id, due_at)
    item = work_items.NewItem(
        case_id=reference.case_id,
        case_no=reference.case_no,
        kind="CONSENT_REQUEST",
        subject=f"consentRequests/{request_id}",
        agency_id=reference.coordinator_agency_id,
        role="coordinator",
        due_at=due_at,
    )
    return request_id, work_items.open_item(db, ctx, job, item)


def lapse(db: sa.Connection, ctx: Context, request_id: str) -> Outcome:
    """Nobody answered in time. An answer that was recorded before this job ran counts: it is handed on instead."""
    request = requests.lock_request(db, ctx, request_id)
    if request.state is RequestState.OPEN:
        requests.end_request(db, ctx, request_id, RequestState.LAPSED)
        work_items.close_subject(db, ctx, f"consentRequests/{request_id}")
    if request.answer is None or request.consent_id is None:
        return Outcome(Answer.UNOBTAINABLE, Coverage.NONE, None)
    given = grants.find_grants(
        db, ctx, request.case_id, person_id=request.person_id, consent_id=request.consent_id, in_force=True
    )
    return Outcome(request.answer, request.coverage, first_end(tuple(given)))


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
    if "coordinator" not in ctx.actor.roles:
        return []
    return requests.find_requests(
        db,
        ctx,
        coordinator_agency_id=ctx.actor.agency_id,
        request_id=request_id,
        case_id=case_id,
        person_id=person_id,
        open_only=open_only,
        before=before,
        limit=limit,
    )
