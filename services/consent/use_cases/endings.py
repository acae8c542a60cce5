"""Grants end: by withdrawal, by time, by death, with the case. Each agency that lost one is told to stop use."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from services.consent.domain import statements as domain
from services.consent.domain.statements import Grant, GrantState
from services.consent.store import grants, requests


def expire_grants(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> None:
    """Ends the grants whose time is over; when there are any, the person's track goes back to asking (E4)."""
    requests.lock_known_subjects(db, ctx, case_id, person_id)
    cutoff = ctx.now + domain.CLOCK_TOLERANCE
    ended = grants.end_grants(db, ctx, case_id, person_id, GrantState.EXPIRED, due_until=cutoff)
    announce(db, ctx, ended)
    if ended:
        close_requests(db, ctx, case_id, person_id)
        outbox.record(db, ctx, domain.ConsentExpired(case_id, person_id))


def end_by_death(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> None:
    requests.lock_known_subjects(db, ctx, case_id, person_id)
    announce(db, ctx, grants.end_grants(db, ctx, case_id, person_id, GrantState.ENDED_BY_DEATH))
    close_requests(db, ctx, case_id, person_id)


def end_by_separation(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> None:
    """Joined to this household by mistake (E11): what was said in this case was said about somebody else."""
    requests.lock_known_subjects(db, ctx, case_id, person_id)
    announce(db, ctx, grants.end_grants(db, ctx, case_id, person_id, GrantState.ENDED_WITH_CASE))
    close_requests(db, ctx, case_id, person_id)


def close_case(db: sa.Connection, ctx: Context, case_id: str, closure_reason: str) -> None:
    """The case ended for everyone: all grants end, nothing waits any more."""
    state = GrantState.ENDED_BY_DEATH if closure_reason == "DECEASED" else GrantState.ENDED_WITH_CASE
    for person_id in requests.lock_known_subjects(db, ctx, case_id):
        announce(db, ctx, grants.end_grants(db, ctx, case_id, person_id, state))
    close_requests(db, ctx, case_id)
    work_items.close_case(db, ctx, case_id)


def close_requests(
    db: sa.Connection, ctx: Context, case_id: str, person_id: str | None = None, made_before: str | None = None
) -> None:
    """Nobody waits for these answers any more: the process that did was cancelled.

    `made_before` is the id of an event that comes late: what was asked after it is still waited for (ids are ULIDs).
    """
    for request_id in requests.close_requests(db, ctx, case_id, person_id, made_before):
        work_items.close_subject(db, ctx, f"consentRequests/{request_id}")


def announce(db: sa.Connection, ctx: Context, ended: Sequence[Grant], occurred_at: datetime | None = None) -> None:
    """One GrantEnded per agency that lost grants of one person."""
    if not ended:
        return
    case_id, person_id = ended[0].case_id, ended[0].person_id
    left = Counter(
        grant.cell.agency_id for grant in grants.find_grants(db, ctx, case_id, person_id=person_id, in_force=True)
    )
    for agency_id, state in sorted({(grant.cell.agency_id, grant.state) for grant in ended}):
        event = domain.GrantEnded(
            case_id, person_id, agency_id, state, (occurred_at or ctx.now).isoformat(), left[agency_id]
        )
        outbox.record(db, ctx, event, occurred_at)
