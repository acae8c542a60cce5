"""Grants end: by withdrawal, by time, by death, with the case. Each agency that lost one is told to stop use."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from services.consent.domain import events
from services.consent.domain import statements as domain
from services.consent.domain.statements import Grant, GrantState
from services.consent.store import grants, requests
from services.consent.use_cases import counting, stopping

CORRECTED = "CORRECTED"


def expire_grants(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> None:
    """Ends the grants whose time is over. The track goes back to asking when none is left (E4); what rested on the
    ended ones stops when others hold."""
    requests.lock_known_subjects(db, ctx, case_id, person_id)
    if not expire(db, ctx, case_id, person_id):
        return
    if not any_left(db, ctx, case_id, person_id):
        close_requests(db, ctx, case_id, person_id)
        outbox.record(db, ctx, events.ConsentExpired(case_id, person_id))
    else:
        outbox.record(db, ctx, events.ConsentPartlyEnded(case_id, person_id))


def expire(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> bool:
    """Whether there were grants whose time is over; their agencies are told."""
    cutoff = ctx.now + domain.CLOCK_TOLERANCE
    ended = grants.end_grants(db, ctx, case_id, person_id, GrantState.EXPIRED, due_until=cutoff)
    if ended:
        announce(db, ctx, ended)
        counting.expired(db, ctx, case_id)
    return bool(ended)


def expire_unanswered(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> None:
    """Asked anew after a suspension in which grants ran out, the person said no yes: what rested on them stops (E4,
    E9), while the track goes on with the answer."""
    if expire(db, ctx, case_id, person_id):
        outbox.record(db, ctx, events.ConsentPartlyEnded(case_id, person_id))


def end_by_death(db: sa.Connection, ctx: Context, case_id: str, person_id: str, made_before: str | None = None) -> None:
    """`made_before` is the id of the death's event, which may come after its correction: what was said and asked since
    then, stays (ids are ULIDs)."""
    requests.lock_case(db, case_id)
    requests.lock_known_subjects(db, ctx, case_id, person_id)
    ended = grants.end_grants(db, ctx, case_id, person_id, GrantState.ENDED_BY_DEATH, made_before=made_before)
    announce(db, ctx, ended)
    grants.end_pending(db, ctx, case_id, person_id, GrantState.LAPSED, made_before=made_before)
    close_requests(db, ctx, case_id, person_id, made_before)


def end_by_separation(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> None:
    """Joined to this household by mistake (E11): what was said in this case was said about somebody else."""
    requests.lock_case(db, case_id)
    requests.lock_known_subjects(db, ctx, case_id, person_id)
    announce(db, ctx, grants.end_grants(db, ctx, case_id, person_id, GrantState.ENDED_WITH_CASE))
    grants.end_pending(db, ctx, case_id, person_id, GrantState.LAPSED)
    close_requests(db, ctx, case_id, person_id)


def close_case(db: sa.Connection, ctx: Context, case_id: str, closure_reason: str) -> None:
    """The case ended for everyone: all grants end, nothing waits any more. Who has not confirmed to have stopped use
    stays on the list."""
    state = GrantState.ENDED_BY_DEATH if closure_reason == "DECEASED" else GrantState.ENDED_WITH_CASE
    requests.lock_case(db, case_id)
    requests.lock_known_subjects(db, ctx, case_id)
    announce(db, ctx, grants.end_grants(db, ctx, case_id, None, state))
    grants.end_pending(db, ctx, case_id, None, GrantState.LAPSED)
    close_requests(db, ctx, case_id)
    stopping.close_case(db, ctx, case_id)
    work_items.close_case(db, ctx, case_id)


def close_requests(
    db: sa.Connection, ctx: Context, case_id: str, person_id: str | None = None, made_before: str | None = None
) -> None:
    """Nobody waits for these answers any more: the process that did was cancelled. The one beside the track, about
    added agencies, was not: it is told that no answer will come.

    `made_before` is the id of an event that comes late: what was asked after it is still waited for (ids are ULIDs).
    """
    closed = requests.close_requests(db, ctx, case_id, person_id, made_before)
    for row in closed:
        work_items.close_subject(db, ctx, f"consentRequests/{row.id}")
    nothing = (domain.Answer.UNOBTAINABLE, domain.Coverage.NONE, None)
    beside = [events.ConsentAnswered(case_id, row.person_id, row.id, *nothing) for row in closed if row.sought]
    outbox.record_all(db, ctx, beside)
    if person_id is not None and made_before is None:
        work_items.close_subject(db, ctx, validity_subject(case_id, person_id))


def validity_subject(case_id: str, person_id: str) -> str:
    """What the reminder before the end of a person's consent is about."""
    return f"cases/{case_id}/people/{person_id}"


def any_left(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> bool:
    return bool(grants.find_grants(db, ctx, case_id, person_id=person_id, in_force=True, limit=1))


def announce(
    db: sa.Connection, ctx: Context, ended: Sequence[Grant], occurred_at: datetime | None = None, reason: str = ""
) -> None:
    """One GrantEnded per person and agency that lost grants; `reason`: else the state in which they ended.

    None of another municipality's (E5): it has received nothing while grants run, and is where somebody moves to.
    """
    ended = [grant for grant in ended if not domain.MUNICIPALITY_ID.match(grant.cell.agency_id)]
    if not ended:
        return
    at = occurred_at or ctx.now
    case_id = ended[0].case_id
    left = Counter(
        (grant.person_id, grant.cell.agency_id) for grant in grants.find_grants(db, ctx, case_id, in_force=True)
    )
    holding = {person_id for person_id, _agency_id in left}
    lost = sorted({(grant.person_id, grant.cell.agency_id, reason or grant.state.value) for grant in ended})
    told = stopping.ask_to_stop(db, ctx, case_id, [(*one, left[one[:2]]) for one in lost], at)
    events_of = [
        events.GrantEnded(
            case_id,
            person_id,
            agency_id,
            told.get((person_id, agency_id), ""),
            why,
            at.isoformat(),
            left[person_id, agency_id],
            person_id not in holding,
        )
        for person_id, agency_id, why in lost
    ]
    outbox.record_all(db, ctx, events_of, occurred_at)
