"""The agencies' inbox: agencies only call out, so everything that concerns them waits here for 90 days.

What is about somebody from whom the caller is kept away (D5, row 1) is not in it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.kept_away import reader_of
from services.intake.domain import INCOMING_KEPT_DAYS
from services.intake.store import handoffs
from services.intake.use_cases import relations

BATCH = 200
"""Rows read at once when what was read for a page was not all shown."""


def page(db: sa.Connection, ctx: Context, after: int, size: int) -> list[Any]:
    """The caller's own, in order: as many as are asked for, if they are there."""
    since, limit = ctx.now - timedelta(days=INCOMING_KEPT_DAYS), min(size or 50, BATCH)
    found: list[Any] = []
    rows = handoffs.inbox(db, ctx, ctx.actor.agency_id, after, since, limit)
    more = len(rows) == limit
    found += _told(db, ctx, rows)
    while more and len(found) < limit:
        rows = handoffs.inbox(db, ctx, ctx.actor.agency_id, rows[-1].cursor, since, BATCH)
        more = len(rows) == BATCH
        found += _told(db, ctx, rows)
    return found[:limit]


def _told(db: sa.Connection, ctx: Context, rows: Sequence[Any]) -> Iterable[Any]:
    if not rows:
        return []
    persons = {person_id for row in rows for person_id in row.person_ids}
    known = relations.away_from(db, ctx, reader_of(ctx), {row.case_id for row in rows}, persons)
    return [row for row in rows if not known.hides(row.case_id, row.person_ids)]


def acknowledge(db: sa.Connection, ctx: Context, cursors: list[int]) -> int:
    """What the caller is not told of is nothing to take note of."""
    told = _told(db, ctx, handoffs.incoming_at(db, ctx, ctx.actor.agency_id, cursors))
    return handoffs.acknowledge(db, ctx, ctx.actor.agency_id, [row.cursor for row in told])


def deliver(
    db: sa.Connection,
    ctx: Context,
    agency_id: str,
    kind: str,
    case_id: str,
    case_no: str,
    subject: str,
    code: str = "",
    due_at: datetime | None = None,
    from_agency_id: str = "",
    person_ids: Sequence[str] = (),
) -> None:
    """An item from another service's event. `person_ids`: whom alone it is about, none where about all of the case."""
    handoffs.deliver(
        db,
        ctx,
        agency_id,
        kind=kind,
        case_id=case_id,
        case_no=case_no,
        subject=subject,
        code=code,
        due_at=due_at,
        from_agency_id=from_agency_id,
        person_ids=list(person_ids),
    )
