"""The waits of this service as work items: who is asked, and how they end."""

from datetime import datetime

import sqlalchemy as sa

from kit import work_items
from kit.context import Context
from kit.zeebe import Job
from services.plans.domain.plan import COORDINATOR, DECISION_MAKER, Plan

DRAFT_PLAN = "DRAFT_PLAN"
CONFIRM_PLAN = "CONFIRM_PLAN"
ANSWER_ROLE = "ANSWER_ROLE"
DECIDE_SUPPORT = "DECIDE_SUPPORT"
RECORD_MONITORING = "RECORD_MONITORING"
RECORD_EVALUATION = "RECORD_EVALUATION"
ANSWER_REPORT = "ANSWER_REPORT"
REVIEW_POINTS = "REVIEW_POINTS"


def ask(
    db: sa.Connection, ctx: Context, job: Job, plan: Plan, kind: str, subject: str, due_at: datetime, agency: str = ""
) -> str:
    """Opens the item of a wait: for `agency` (any role there), else for the coordinator or decision maker.

    "" when the plan was closed meanwhile: its process is being cancelled and nobody may be asked any more.
    """
    if not plan.is_open:
        return ""
    role = DECISION_MAKER if kind == DECIDE_SUPPORT else COORDINATOR
    item = work_items.NewItem(
        case_id=plan.case_id,
        case_no=plan.case_no,
        kind=kind,
        subject=subject,
        agency_id=agency or plan.coordinator_agency_id,
        role="" if agency else role,
        due_at=due_at,
    )
    return work_items.open_item(db, ctx, job, item)


def done(db: sa.Connection, ctx: Context, subject: str, kind: str | None = None) -> None:
    work_items.close_subject(db, ctx, subject, kind)
