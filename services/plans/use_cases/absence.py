"""When nobody can be supported for a time, and when support is over: suspended plans, the contact after the end."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from kit import facts, outbox
from kit.context import Context
from kit.errors import InvalidArgument, NotFound
from kit.ids import new_id
from kit.zeebe import Job
from services.plans.domain import events
from services.plans.domain import matter as rules
from services.plans.domain.draft import required
from services.plans.domain.matter import (
    FOLLOWED_UP,
    REVIEWS_BEFORE_END,
    FollowUp,
    FollowUpResult,
    FollowUpState,
    Review,
    Suspension,
    SuspensionState,
)
from services.plans.domain.plan import COORDINATOR, DECISION_MAKER, Plan, ReasonMissing, occurred
from services.plans.store import matters as matter_store
from services.plans.store import plans as store
from services.plans.use_cases import access, work


@dataclass(frozen=True)
class Opened:
    id: str
    work_item_id: str


def suspend(
    db: sa.Connection, ctx: Context, job: Job, *, plan_id: str, coordinator_agency_id: str, due_at: datetime
) -> Opened:
    """The plan stands still; the coordinator reviews by `due_at`. Reviews of one absence are counted."""
    store.lock_plan(db, ctx, plan_id)
    store.update_plan(db, plan_id, coordinator_agency_id=coordinator_agency_id)
    plan = store.get_plan(db, ctx, plan_id)
    last = matter_store.latest_suspension(db, plan_id)
    number = last.number + 1 if last is not None and plan.suspended_at is not None else 1
    if plan.suspended_at is None:
        store.update_plan(db, plan_id, suspended_at=ctx.now)
        facts.record(db, ctx, "PLANS_SUSPENDED", plan.case_id)
    suspension = Suspension(new_id(), plan_id, number, SuspensionState.OPEN, due_at)
    matter_store.insert_suspension(db, suspension)
    subject = f"suspensions/{suspension.suspension_id}"
    return Opened(suspension.suspension_id, work.ask(db, ctx, job, plan, work.REVIEW_SUSPENSION, subject, due_at))


def review_suspension(
    db: sa.Connection,
    ctx: Context,
    *,
    suspension_id: str,
    review: Review,
    reason: str,
    occurred_at: datetime | None,
) -> Suspension:
    """Raises SuspensionClosed, ReasonMissing, TooEarlyToEnd."""
    plan = store.lock_plan(db, ctx, matter_store.get_suspension(db, suspension_id).plan_id)
    access.require(ctx, plan, COORDINATOR)
    suspension = matter_store.get_suspension(db, suspension_id)
    if suspension.state != SuspensionState.OPEN or not plan.is_open:
        raise rules.SuspensionClosed
    if not reason.strip():
        raise ReasonMissing(required("reason"))
    if review == Review.END and suspension.number < REVIEWS_BEFORE_END:
        raise rules.TooEarlyToEnd
    at = occurred(occurred_at, ctx.now)
    matter_store.update_suspension(
        db,
        ctx,
        plan,
        suspension_id,
        state=SuspensionState.REVIEWED,
        reason=reason,
        recorded_by_person_id=ctx.actor.person_id,
        occurred_at=at,
        recorded_at=ctx.now,
    )
    if review == Review.RESUME:
        store.update_plan(db, plan.plan_id, suspended_at=None)
    facts.record(db, ctx, f"SUSPENSION_REVIEWS.{review}", plan.case_id, at)
    outbox.record(db, ctx, events.SuspensionReviewed(plan.case_id, plan.plan_id, suspension_id, review), at)
    work.done(db, ctx, f"suspensions/{suspension_id}")
    return matter_store.get_suspension(db, suspension_id)


def plan_follow_up(db: sa.Connection, ctx: Context, plan: Plan, agency_id: str, closure_reason: str) -> None:
    """After an end on which somebody keeps an eye: the agency that led asks later how it goes."""
    if closure_reason not in FOLLOWED_UP:
        return
    follow_up = FollowUp(new_id(), plan.plan_id, agency_id, FollowUpState.PLANNED)
    matter_store.insert_follow_up(db, follow_up)
    event = events.FollowUpPlanned(
        case_id=plan.case_id,
        municipality_id=ctx.municipality_id,
        case_no=plan.case_no,
        plan_id=plan.plan_id,
        follow_up_id=follow_up.follow_up_id,
    )
    outbox.record(db, ctx, event)


def open_follow_up(db: sa.Connection, ctx: Context, job: Job, *, follow_up_id: str, due_at: datetime) -> str:
    """The day has come; answers the work item's id."""
    follow_up = matter_store.get_follow_up(db, follow_up_id)
    plan = store.lock_plan(db, ctx, follow_up.plan_id)
    matter_store.update_follow_up(db, ctx, plan, follow_up_id, state=FollowUpState.OPEN, due_at=due_at)
    agency = "" if follow_up.agency_id == plan.coordinator_agency_id else follow_up.agency_id
    return work.ask_agency(db, ctx, job, plan, work.FOLLOW_UP, f"followUps/{follow_up_id}", due_at, agency)


def record_follow_up(
    db: sa.Connection,
    ctx: Context,
    *,
    follow_up_id: str,
    result: FollowUpResult,
    text: str,
    occurred_at: datetime | None,
) -> FollowUp:
    """Raises NotFound for others, FollowUpClosed, InvalidArgument."""
    plan, follow_up = _follow_up(db, ctx, follow_up_id, COORDINATOR)
    if follow_up.state != FollowUpState.OPEN:
        raise rules.FollowUpClosed
    if not text.strip():
        raise InvalidArgument(required("text"))
    at = occurred(occurred_at, ctx.now)
    matter_store.update_follow_up(
        db,
        ctx,
        plan,
        follow_up_id,
        state=FollowUpState.RECORDED,
        result=result,
        text=text,
        recorded_by_person_id=ctx.actor.person_id,
        occurred_at=at,
        recorded_at=ctx.now,
    )
    facts.record(db, ctx, f"FOLLOW_UPS.{result}", plan.case_id, at)
    outbox.record(db, ctx, events.FollowUpRecorded(plan.case_id, plan.plan_id, follow_up_id, result), at)
    work.done(db, ctx, f"followUps/{follow_up_id}")
    return matter_store.get_follow_up(db, follow_up_id)


def visible_follow_up(db: sa.Connection, ctx: Context, follow_up_id: str) -> tuple[Plan, FollowUp]:
    """For the agency that is asked, the coordinator, who is asked where none led, and their manager. NotFound for
    others."""
    return _follow_up(db, ctx, follow_up_id, COORDINATOR, DECISION_MAKER)


def _follow_up(db: sa.Connection, ctx: Context, follow_up_id: str, *roles: str) -> tuple[Plan, FollowUp]:
    """For the agency that is asked, and for these of the coordinating one. NotFound for others."""
    plan = store.lock_plan(db, ctx, matter_store.get_follow_up(db, follow_up_id).plan_id)
    follow_up = matter_store.get_follow_up(db, follow_up_id)
    asked = follow_up.agency_id == ctx.actor.agency_id and not access.is_colleague(ctx, plan)
    if not asked and not access.has_role(ctx, plan, *roles):
        raise NotFound
    return plan, follow_up
