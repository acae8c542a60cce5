"""A role of the plan is over, or the plan: nobody is asked for it any more, and whoever works on it reports (P-089)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.work_items import NewItem
from kit.zeebe import Job
from services.intake import domain
from services.intake.domain import ENDED, WORKING
from services.intake.store import cases, handoffs, rows
from services.intake.store import tables as t
from services.intake.use_cases import counting
from services.intake.use_cases.offers.endings import told, withdraw_open
from services.intake.use_cases.offers.writing import LAST_REPORT, OUTCOME, change, item, name


def role_over(db: sa.Connection, ctx: Context, case_id: str, role_id: str) -> None:
    """It ended before the plan, or the city did not decide on it, or the version in force has no such role."""
    _go_to_the_end(db, ctx, handoffs.open_roles(db, ctx, case_id, role_id=role_id))


def plan_over(db: sa.Connection, ctx: Context, case_id: str, closed_at: datetime) -> None:
    """What was prepared since belongs to another plan. A case whose end was ordered takes everything back itself."""
    if not cases.is_over(rows.get(db, ctx, t.cases, case_id)):
        _go_to_the_end(db, ctx, handoffs.open_roles(db, ctx, case_id, until=closed_at))


def _go_to_the_end(db: sa.Connection, ctx: Context, open_ones: Sequence[Any]) -> None:
    """Whoever has said yes has a last time to report, by the process. What a correction reopened after its process
    goes on as the coordinator's step."""
    working = [row for row in open_ones if row.state in WORKING and row.element_id not in ("", LAST_REPORT)]
    withdraw_open(db, ctx, [row for row in open_ones if row.state not in WORKING])
    handoffs.change_all(db, ctx, [{"id": row.id, "element_id": LAST_REPORT} for row in working])
    outbox.record_all(db, ctx, [domain.HandoffRoleOver(row.case_id, row.id) for row in working])


def await_last_report(db: sa.Connection, ctx: Context, job: Job, handoff_id: str, due_at: datetime) -> str:
    """The work item of the outcome, the only one that is left; empty when the agency was quicker than the process."""
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    if row.state not in WORKING:
        return ""
    work_items.close_subject(db, ctx, name(row))
    change(db, ctx, row, outcome_due_at=due_at, element_id=LAST_REPORT)
    new = NewItem(row.case_id, row.case_no, OUTCOME, name(row), row.to_agency_id, "", due_at, row.person_ids)
    return work_items.open_item(db, ctx, job, new)


def end_with_role(db: sa.Connection, ctx: Context, handoff_id: str) -> str:
    """Nobody reported in time; answers the outcome. A report that came at the last moment stands."""
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    if row.state not in handoffs.OPEN_STATES:
        return str(row.outcome)
    outcome = ENDED if row.state in WORKING else "WITHDRAWN"
    change(db, ctx, row, state=outcome, outcome=outcome)
    said = {"handoff_id": row.id, "offer_id": row.offer_id, "kind": outcome, "agency_id": ctx.actor.agency_id}
    handoffs.enter_all(db, ctx, row.case_id, [said])
    handoffs.deliver_all(db, ctx, [item(row, agency_id, "HANDOFF_OUTCOME", code=outcome) for agency_id in told(row)])
    counting.ended(db, ctx, row.case_id, outcome)
    outbox.record(db, ctx, domain.HandoffEnded(row.case_id, row.id, outcome, row.role_id))
    return outcome
