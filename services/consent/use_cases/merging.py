"""Two cases of one household became one (E11): what a person said in the ended case holds in the other, too.

The ended case's own grants end with it, before or after this: the engine and the event take different ways.
"""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from kit import outbox
from kit.context import Context
from services.consent.domain import events
from services.consent.domain.statements import CaseReference, Grant, GrantState
from services.consent.store import grants, merging, requests, statements
from services.consent.use_cases import answering, endings, records

CARRIED = (GrantState.GRANTED, GrantState.ENDED_WITH_CASE)


def carry_over(
    db: sa.Connection, ctx: Context, ended_case_id: str, kept: CaseReference, same: Iterable[tuple[str, str]]
) -> None:
    """`same`: (person of the ended case, the same person in the kept one). Whoever is unknown here said nothing."""
    for own, other in sorted(same):
        if other in kept.person_ids and requests.lock_known_subjects(db, ctx, ended_case_id, own):
            requests.lock_subject(db, ctx, kept, other)
            _carry(db, ctx, ended_case_id, own, kept, other)


def _carry(db: sa.Connection, ctx: Context, ended_case_id: str, own: str, kept: CaseReference, other: str) -> None:
    """Where the two cases say different things about a cell, the later word counts. Nothing begins to hold in a case
    that is over by now, nor of a person who died."""
    case_id = kept.case_id
    goes_on = not kept.over and other not in kept.deceased_person_ids
    had = grants.find_grants(db, ctx, case_id, person_id=other, in_force=True)
    newest = {grant.cell: grant.said_at for grant in had}
    noes = statements.noes(db, ctx, [(ended_case_id, own), (case_id, other)])
    brought = {
        grant.cell: grant
        for grant in grants.find_grants(db, ctx, ended_case_id, person_id=own, states=CARRIED)
        if goes_on
        and grant.holds_until > ctx.now
        and not noes.outdates(grant)
        and _newer(grant, newest.get(grant.cell))
    }
    taken_back = _take_back(db, ctx, case_id, other, [grant for grant in had if noes.outdates(grant)])
    if brought:
        grants.end_grants(db, ctx, case_id, other, GrantState.SUPERSEDED, cells=brought)
        merging.copy(db, ctx, case_id, other, list(brought.values()))
        if had:
            outbox.record(db, ctx, events.ConsentRenewed(case_id, other))
        elif requests.was_asked_in_vain(db, ctx, case_id, other):
            # Watched, visited or talked about as somebody who had not consented: the track asks anew, and is told.
            outbox.record(db, ctx, events.ConsentCorrected(case_id, other))
        answering.hand_on_to_open(db, ctx, case_id, other)
    if taken_back:
        records.announce_loss(db, ctx, case_id, other, ctx.now)


def _newer(grant: Grant, said_at: datetime | None) -> bool:
    return said_at is None or grant.said_at > said_at


def _take_back(db: sa.Connection, ctx: Context, case_id: str, person_id: str, outdated: list[Grant]) -> list[Grant]:
    """The "no" was said in the ended case, later than these grants."""
    if not outdated:
        return []
    cells = [grant.cell for grant in outdated]
    ended = grants.end_grants(db, ctx, case_id, person_id, GrantState.WITHDRAWN, cells=cells)
    endings.announce(db, ctx, ended)
    return ended
