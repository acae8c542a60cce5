"""The waits of this service as work items: who is asked, and how they end."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from kit import work_items
from kit.context import Context
from kit.zeebe import Job
from services.plans.domain.draft import Role
from services.plans.domain.plan import COORDINATOR, DECISION_MAKER, Plan

DRAFT_PLAN = "DRAFT_PLAN"
CONFIRM_PLAN = "CONFIRM_PLAN"
ANSWER_ROLE = "ANSWER_ROLE"
DECIDE_SUPPORT = "DECIDE_SUPPORT"
RECORD_MONITORING = "RECORD_MONITORING"
RECORD_EVALUATION = "RECORD_EVALUATION"
ANSWER_REPORT = "ANSWER_REPORT"
REVIEW_POINTS = "REVIEW_POINTS"
SETTLE_MATTER = "SETTLE_MATTER"
REVIEW_OWN_ROLE = "REVIEW_OWN_ROLE"
REVIEW_SUSPENSION = "REVIEW_SUSPENSION"
FOLLOW_UP = "FOLLOW_UP"
PARTICIPATION_STEP = "PARTICIPATION_STEP"
REVIEW_PAUSE = "REVIEW_PAUSE"
OUTLIVING = (FOLLOW_UP, SETTLE_MATTER)
"""Their processes go on after a case that ends. A plan that closes settles its matters by itself."""


def ask(
    db: sa.Connection, ctx: Context, job: Job, plan: Plan, kind: str, subject: str, due_at: datetime, agency: str = ""
) -> str:
    """Opens the item of a wait: for `agency` (any role there), else for the coordinator or decision maker.

    "" when the plan was closed meanwhile: its process is being cancelled and nobody may be asked any more.
    """
    if not plan.is_open:
        return ""
    return work_items.open_item(db, ctx, job, _item(plan, kind, subject, due_at, agency))


def _item(
    plan: Plan, kind: str, subject: str, due_at: datetime, agency: str = "", persons: Sequence[str] = ()
) -> work_items.NewItem:
    role = DECISION_MAKER if kind == DECIDE_SUPPORT else COORDINATOR
    return work_items.NewItem(
        case_id=plan.case_id,
        case_no=plan.case_no,
        kind=kind,
        subject=subject,
        agency_id=agency or plan.coordinator_agency_id,
        role="" if agency else role,
        due_at=due_at,
        person_ids=persons,
    )


def offer_all(db: sa.Connection, ctx: Context, job: Job, plan: Plan, roles: Sequence[Role], due_at: datetime) -> None:
    """Asks each role's agency."""
    items = [
        _item(plan, ANSWER_ROLE, f"roles/{role.role_id}", due_at, role.agency_id, role.person_ids) for role in roles
    ]
    work_items.open_items(db, ctx, job, items)


def ask_all(
    db: sa.Connection,
    ctx: Context,
    job: Job,
    plan: Plan,
    kind: str,
    subject: str,
    due_at: datetime,
    agencies: Sequence[str],
) -> str:
    """The coordinator, also of a closed plan, and these agencies beside; answers the coordinator's item."""
    items = [_item(plan, kind, subject, due_at)]
    items += [_item(plan, REVIEW_OWN_ROLE, subject, due_at, agency) for agency in agencies]
    return work_items.open_items(db, ctx, job, items)[0]


def ask_agency(
    db: sa.Connection, ctx: Context, job: Job, plan: Plan, kind: str, subject: str, due_at: datetime, agency: str
) -> str:
    """An agency, also of a closed plan."""
    return work_items.open_item(db, ctx, job, _item(plan, kind, subject, due_at, agency))


def done(db: sa.Connection, ctx: Context, subject: str, kind: str | None = None) -> None:
    work_items.close_subject(db, ctx, subject, kind)


def all_done(db: sa.Connection, ctx: Context, subjects: Sequence[str]) -> None:
    if subjects:
        work_items.close_subjects(db, ctx, subjects)


def own_part_done(db: sa.Connection, ctx: Context, plan: Plan, agency_id: str) -> None:
    """The agency looked at its own role."""
    work_items.close_own(db, ctx, plan.case_id, REVIEW_OWN_ROLE, agency_id)


def close_plan(db: sa.Connection, ctx: Context, plan: Plan) -> None:
    """Nothing of the plan waits any more; participation support goes on at the person's pace."""
    kinds = (DRAFT_PLAN, CONFIRM_PLAN, ANSWER_ROLE, DECIDE_SUPPORT, RECORD_MONITORING, RECORD_EVALUATION)
    more = (REVIEW_SUSPENSION, REVIEW_OWN_ROLE)
    work_items.close_kinds(db, ctx, plan.case_id, (*kinds, *more))
