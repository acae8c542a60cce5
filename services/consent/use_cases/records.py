"""What a person said is recorded: an answer, or a withdrawal."""

from datetime import datetime

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from services.consent.domain import statements as domain
from services.consent.domain.statements import (
    Answer,
    CaseReference,
    Consent,
    ConsentOutdated,
    ConsentRequest,
    ConsentRequestClosed,
    Coverage,
    Grant,
    GrantState,
    RequestState,
    Statement,
)
from services.consent.store import grants, requests, statements
from services.consent.use_cases import endings


def record(
    db: sa.Connection,
    ctx: Context,
    reference: CaseReference,
    person_id: str,
    request_id: str | None,
    said: Statement,
) -> Consent:
    """Records an answer, to a request or free-standing.

    Raises NotFound, InvalidArgument, UnknownAgency, CapacityDoubtful, GuardianConflict, ConsentOutdated,
    ConsentRequestClosed.
    """
    _lock_person(db, ctx, reference, person_id)
    domain.check_complete(said, ctx.now)
    domain.check_validity(said)
    if request_id is not None:
        _check_open(requests.lock_request(db, ctx, request_id), reference, person_id)
    agencies = {cell.agency_id for cell in said.granted_cells()}
    case_id = reference.case_id
    if agencies and statements.said_no_after(db, ctx, case_id, person_id, said.occurred_at, agencies):
        raise ConsentOutdated
    lost = grants.end_grants(
        db,
        ctx,
        case_id,
        person_id,
        GrantState.WITHDRAWN,
        cells=said.refused_cells(),
        given_until=said.occurred_at,
        ended_at=said.occurred_at,
    )
    grants.end_grants(db, ctx, case_id, person_id, GrantState.SUPERSEDED, cells=said.granted_cells())
    consent_id = grants.add_consent(db, ctx, case_id, person_id, request_id, said)
    endings.announce(db, ctx, lost, said.occurred_at)
    consent = _consent(db, ctx, consent_id, reference, person_id, request_id, said)
    if request_id is not None:
        _conclude_request(db, ctx, consent, request_id)
    elif lost:
        _announce_if_none_left(db, ctx, case_id, person_id, said.occurred_at)
    return consent


def withdraw(
    db: sa.Connection,
    ctx: Context,
    reference: CaseReference,
    person_id: str,
    agency_id: str | None,
    occurred_at: datetime,
) -> tuple[list[Grant], int]:
    """Ends the grants that the person gave until `occurred_at`; answers them, and how many are left.

    No reason is asked, and a withdrawal that ends nothing is recorded too. Raises NotFound, InvalidArgument.
    """
    _lock_person(db, ctx, reference, person_id)
    if occurred_at > ctx.now:
        raise InvalidArgument(Violation("occurred_at", "OCCURRED_IN_FUTURE", "未来の日時は入力できません。"))
    case_id = reference.case_id
    ended = grants.end_grants(
        db,
        ctx,
        case_id,
        person_id,
        GrantState.WITHDRAWN,
        agency_id=agency_id,
        given_until=occurred_at,
        ended_at=occurred_at,
    )
    left = len(grants.find_grants(db, ctx, case_id, person_id=person_id, in_force=True))
    whole = left == 0 and (bool(ended) or agency_id is None)
    statements.add_withdrawal(db, ctx, case_id, person_id, agency_id, occurred_at, whole=whole)
    endings.announce(db, ctx, ended, occurred_at)
    if ended:
        _announce_if_none_left(db, ctx, case_id, person_id, occurred_at)
    return ended, left


def _lock_person(db: sa.Connection, ctx: Context, reference: CaseReference, person_id: str) -> None:
    """Raises NotFound unless the actor's agency coordinates or brought the case, or holds a grant of the person.

    Whoever supports a person may take their word: above all, withdrawing must not depend on one window.
    """
    if person_id not in reference.person_ids:
        raise NotFound
    requests.lock_subject(db, ctx, reference, person_id)
    agency_id = ctx.actor.agency_id
    if agency_id in (reference.coordinator_agency_id, reference.requesting_agency_id):
        return
    if not grants.find_grants(
        db, ctx, reference.case_id, person_id=person_id, agency_id=agency_id, in_force=True, limit=1
    ):
        raise NotFound


def _check_open(request: ConsentRequest, reference: CaseReference, person_id: str) -> None:
    if (request.case_id, request.person_id) != (reference.case_id, person_id):
        raise NotFound
    if request.state is not RequestState.OPEN:
        raise ConsentRequestClosed


def _conclude_request(db: sa.Connection, ctx: Context, consent: Consent, request_id: str) -> None:
    requests.end_request(db, ctx, request_id, RequestState.ANSWERED, consent.consent_id)
    work_items.close_subject(db, ctx, f"consentRequests/{request_id}")
    expires_at = first_end(consent.grants)
    event = domain.ConsentAnswered(
        consent.case_id,
        consent.person_id,
        request_id,
        consent.answer,
        consent.coverage,
        expires_at.isoformat() if expires_at is not None else None,
    )
    outbox.record(db, ctx, event, consent.occurred_at)


def first_end(given: tuple[Grant, ...]) -> datetime | None:
    return min((grant.valid_until for grant in given), default=None)


def _announce_if_none_left(
    db: sa.Connection, ctx: Context, case_id: str, person_id: str, occurred_at: datetime
) -> None:
    """The track goes back to asking: what it asked before is asked no more."""
    if grants.find_grants(db, ctx, case_id, person_id=person_id, in_force=True, limit=1):
        return
    endings.close_requests(db, ctx, case_id, person_id)
    outbox.record(db, ctx, domain.ConsentWithdrawn(case_id, person_id), occurred_at)


def _consent(
    db: sa.Connection,
    ctx: Context,
    consent_id: str,
    reference: CaseReference,
    person_id: str,
    request_id: str | None,
    said: Statement,
) -> Consent:
    of_consent = grants.find_grants(db, ctx, reference.case_id, person_id=person_id, consent_id=consent_id)
    covered = Coverage.NONE
    if said.answer == Answer.GRANTED:
        covered = grants.derive_coverage(db, ctx, reference.case_id, person_id, consent_id, said.proposed())
    return Consent(
        consent_id,
        reference.case_id,
        person_id,
        request_id,
        Answer(said.answer),
        covered,
        said.occurred_at,
        ctx.now,
        tuple(grant for grant in of_consent if grant.state is GrantState.GRANTED),
    )
