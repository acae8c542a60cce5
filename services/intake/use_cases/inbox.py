"""The agencies' inbox: agencies only call out, so everything that concerns them waits here for 90 days."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from services.intake.domain import INCOMING_KEPT_DAYS
from services.intake.store import handoffs


def page(db: sa.Connection, ctx: Context, after: int, size: int) -> list[Any]:
    """The caller's own, in order."""
    since = ctx.now - timedelta(days=INCOMING_KEPT_DAYS)
    return handoffs.inbox(db, ctx, ctx.actor.agency_id, after, since, min(size or 50, 200))


def acknowledge(db: sa.Connection, ctx: Context, cursors: list[int]) -> int:
    return handoffs.acknowledge(db, ctx, ctx.actor.agency_id, cursors)


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
) -> None:
    """An item from another service's event."""
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
    )
