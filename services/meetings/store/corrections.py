"""Minutes, answers and facts as they stood before a correction: append-only."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.ids import new_id
from services.meetings.store.items import add_papers
from services.meetings.store.tables import corrections


def keep(
    db: sa.Connection,
    ctx: Context,
    item: Any,
    subject: str,
    before: Mapping[str, Any],
    reason: str,
    way_back: str,
    entered_at: datetime,
) -> None:
    """`subject`: the name of what is corrected; `entered_at`: when the wrong words were. Raises SubjectErased."""
    wrong = {"id": new_id(), "subject": subject, "before": dict(before), "entered_at": entered_at}
    right = {"reason": reason, "way_back": way_back, "recorded_by": ctx.actor.agency_id, "recorded_at": ctx.now}
    add_papers(db, ctx, item, corrections, {**wrong, **right})


def of(db: sa.Connection, subjects: Iterable[str]) -> dict[str, list[Any]]:
    """By subject, oldest first, in one statement."""
    query = sa.select(corrections).where(corrections.c.subject.in_(list(subjects))).order_by(corrections.c.id)
    found: dict[str, list[Any]] = defaultdict(list)
    for row in db.execute(query):
        found[row.subject].append(row)
    return found


def of_facts(db: sa.Connection, item_id: str) -> list[Any]:
    """Of one item's facts, oldest first."""
    where = (corrections.c.agenda_item_id == item_id, corrections.c.subject.startswith("facts/"))
    return list(db.execute(sa.select(corrections).where(*where).order_by(corrections.c.id)))
