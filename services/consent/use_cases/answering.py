"""An answer that is known closes the request that asked for it, and the process hears it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from services.consent.domain import events
from services.consent.domain.statements import Answer, Consent, Coverage, Grant, RequestState
from services.consent.store import grants, requests, statements


def conclude_request(db: sa.Connection, ctx: Context, consent: Consent, request_id: str) -> None:
    requests.end_request(db, ctx, request_id, RequestState.ANSWERED, consent.consent_id)
    work_items.close_subject(db, ctx, f"consentRequests/{request_id}")
    expires_at = first_end(consent.grants)
    event = events.ConsentAnswered(
        consent.case_id,
        consent.person_id,
        request_id,
        consent.answer,
        consent.coverage,
        expires_at.isoformat() if expires_at is not None else None,
    )
    outbox.record(db, ctx, event, consent.occurred_at)


def first_end(given: tuple[Grant, ...]) -> datetime | None:
    return min((grant.holds_until for grant in given), default=None)


def hand_on(db: sa.Connection, ctx: Context, case_id: str, person_id: str, request_id: str, heard: Any) -> None:
    """The process hears what the person said before."""
    consent_id, answer = heard.id, Answer(heard.answer)
    given = grants.find_grants(db, ctx, case_id, person_id=person_id, consent_id=consent_id, in_force=True)
    covered = Coverage.NONE
    if answer is Answer.GRANTED:
        covered = grants.derive_coverage(db, ctx, case_id, person_id, consent_id, heard.proposed_agency_ids)
    consent = Consent(
        consent_id, case_id, person_id, request_id, answer, covered, heard.occurred_at, heard.recorded_at, tuple(given)
    )
    conclude_request(db, ctx, consent, request_id)


def hand_on_to_open(
    db: sa.Connection, ctx: Context, case_id: str, person_id: str, *, volunteered: bool = False
) -> None:
    """The track waits for an answer that is known by now. `volunteered`: only a "yes" that came unasked counts."""
    waiting = requests.open_request(db, ctx, case_id, person_id)
    heard = statements.to_hand_on(db, ctx, case_id, person_id) if waiting is not None and not waiting.sought else None
    if waiting is not None and heard is not None and (heard.volunteered or not volunteered):
        hand_on(db, ctx, case_id, person_id, waiting.id, heard)
