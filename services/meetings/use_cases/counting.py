"""What reports count of meetings: codes only, recorded in the step that makes them true (P-093, P-100)."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import sqlalchemy as sa

from kit import facts
from kit.context import Context
from services.meetings.domain.conclusion import Conclusion
from services.meetings.domain.papers import REQUESTED
from services.meetings.domain.rooms import EMERGENCY, SUPPORT
from services.meetings.store import items, papers


def concluded(db: sa.Connection, ctx: Context, item: Any, conclusion: Conclusion) -> None:
    """Once its issues are on record. A sitting counts with the first of its items, a meeting without one by itself.

    Who sat together is counted of no 支援会議: every agency reads the network, only members know that one was held.
    """
    codes = [f"HELD.{item.type}.{conclusion.decision}"]
    if item.convening_basis == EMERGENCY and item.type == SUPPORT:
        codes.append("EMERGENCY.SUPPORT")
    there = sorted(set(conclusion.attending))
    codes += [f"ATTENDED.{agency_id}" for agency_id in there]
    if item.type != SUPPORT:
        codes += [f"JOINT.{one}.{other}" for one, other in combinations(there, 2)]
    codes += [f"ISSUE.{domain}" for domain in sorted({issue.domain for issue in papers.issues_of(db, item.id)})]
    facts.record_all(db, ctx, codes, item.case_id, conclusion.occurred_at)
    if not item.sitting_id or items.is_first_held(db, ctx, item):
        facts.record(db, ctx, f"SITTINGS.{item.type}", occurred_at=conclusion.occurred_at)


def corrected(db: sa.Connection, ctx: Context, item: Any, decision: str) -> None:
    """`item` as it stood; its wrong decision counts no more, the right one does."""
    codes = ((item.decision, -1), (decision, 1))
    rows = [facts.Fact(f"HELD.{item.type}.{one}", item.case_id, item.held_at, number) for one, number in codes]
    facts.record_rows(db, ctx, rows)


def asked(db: sa.Connection, ctx: Context, case_id: str) -> None:
    facts.record(db, ctx, f"INFORMATION_REQUEST.{REQUESTED}", case_id)


def answered(db: sa.Connection, ctx: Context, rows: Sequence[Any], was: str, state: str) -> None:
    """Each request counts once, where it was made, in the state that is known by then."""
    codes = ((was, -1), (state, 1))
    moved = [
        facts.Fact(f"INFORMATION_REQUEST.{one}", row.case_id, row.requested_at, number)
        for row in rows
        for one, number in codes
    ]
    facts.record_rows(db, ctx, moved)
