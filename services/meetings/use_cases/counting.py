"""C0 facts of a period, for the committee's report."""

from datetime import datetime

import sqlalchemy as sa

from kit.context import Context
from services.meetings.store import counts


def count_facts(db: sa.Connection, ctx: Context, start: datetime, end: datetime) -> dict[str, int]:
    found = counts.held(db, ctx, start, end) | counts.attended(db, ctx, start, end)
    return found | counts.recurring(db, ctx, start, end) | counts.asked(db, ctx, start, end)
