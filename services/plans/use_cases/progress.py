"""How support goes: monitorings by the lead agency or the coordinator, evaluations by the coordinator."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from kit import outbox
from kit.context import Context
from kit.errors import NotFound
from kit.facts import record as record_fact
from kit.ids import new_id
from kit.zeebe import Job
from services.plans.domain import draft as draft_rules
from services.plans.domain import events
from services.plans.domain import progress as rules
from services.plans.domain.draft import RoleState
from services.plans.domain.plan import (
    COORDINATOR,
    Plan,
    Version,
    VersionState,
    months_between,
    occurred,
    require_open,
)
from services.plans.domain.progress import (
    Evaluation,
    EvaluationFacts,
    EvaluationState,
    Monitoring,
    MonitoringFacts,
    MonitoringState,
)
from services.plans.store import drafts as draft_store
from services.plans.store import plans as store
from services.plans.store import progress as progress_store
from services.plans.use_cases import access, work


@dataclass(frozen=True)
class Opened:
    id: str
    work_item_id: str


def schedule_monitoring(db: sa.Connection, ctx: Context, job: Job, *, plan_id: str, due_at: datetime) -> Opened:
    """The lead agency is to monitor; the coordinator where no lead rests on a consent any more."""
    plan = store.lock_plan(db, ctx, plan_id)
    version = _in_force(db, plan_id)
    monitoring = Monitoring(new_id(), plan_id, version.plan_version_id, MonitoringState.PLANNED, due_at)
    progress_store.insert_monitoring(db, monitoring)
    lead = draft_rules.lead_agency(access.roles_in_force(db, plan_id))
    subject = f"monitorings/{monitoring.monitoring_id}"
    item = work.ask(db, ctx, job, plan, work.RECORD_MONITORING, subject, due_at, agency=lead)
    return Opened(monitoring.monitoring_id, item)


def _in_force(db: sa.Connection, plan_id: str) -> Version:
    """The version in force; the latest one when the plan closed before it was decided."""
    versions = store.versions_of(db, plan_id)
    if not versions:
        raise NotFound
    return next((v for v in versions if v.state == VersionState.DECIDED), versions[-1])


def record_monitoring(
    db: sa.Connection, ctx: Context, *, monitoring_id: str, facts: MonitoringFacts, occurred_at: datetime | None
) -> Monitoring:
    """Raises NotFound for whoever is neither lead nor coordinator, MonitoringClosed, InvalidArgument."""
    plan = store.lock_plan(db, ctx, progress_store.get_monitoring(db, ctx, monitoring_id).plan_id)
    monitoring = progress_store.get_monitoring(db, ctx, monitoring_id)
    roles = access.roles_in_force(db, plan.plan_id)
    if ctx.actor.agency_id != draft_rules.lead_agency(roles) and not access.has_role(ctx, plan, COORDINATOR):
        raise NotFound
    require_open(plan)
    if monitoring.state != MonitoringState.PLANNED:
        raise rules.MonitoringClosed
    at = occurred(occurred_at, ctx.now)
    rules.check_monitoring(facts, [role.role_id for role in roles if role.state == RoleState.ACCEPTED])
    progress_store.record_monitoring(db, ctx, monitoring_id, facts, at)
    record_fact(db, ctx, f"MONITORINGS.{facts.stability}", plan.case_id, at)
    event = events.MonitoringRecorded(plan.case_id, plan.plan_id, monitoring_id, facts.stability, facts.proposal)
    outbox.record(db, ctx, event, at)
    work.done(db, ctx, f"monitorings/{monitoring_id}")
    return progress_store.get_monitoring(db, ctx, monitoring_id)


def assess_monitoring(db: sa.Connection, ctx: Context, *, monitoring_id: str) -> tuple[str, int]:
    """(what to do next, whole months in support)."""
    monitoring = progress_store.get_monitoring(db, ctx, monitoring_id)
    plan = store.get_plan(db, ctx, monitoring.plan_id)
    months = months_between(plan.support_started_at or ctx.now, ctx.now)
    return rules.monitoring_outcome(monitoring.proposal), months


def open_evaluation(
    db: sa.Connection, ctx: Context, job: Job, *, plan_id: str, coordinator_agency_id: str, due_at: datetime
) -> Opened:
    store.lock_plan(db, ctx, plan_id)
    store.update_plan(db, plan_id, coordinator_agency_id=coordinator_agency_id)
    plan = store.get_plan(db, ctx, plan_id)
    version = _in_force(db, plan_id)
    evaluation = Evaluation(new_id(), plan_id, version.plan_version_id, EvaluationState.OPEN, due_at)
    progress_store.insert_evaluation(db, evaluation)
    subject = f"evaluations/{evaluation.evaluation_id}"
    item = work.ask(db, ctx, job, plan, work.RECORD_EVALUATION, subject, due_at)
    return Opened(evaluation.evaluation_id, item)


def record_evaluation(
    db: sa.Connection, ctx: Context, *, evaluation_id: str, facts: EvaluationFacts, occurred_at: datetime | None
) -> Evaluation:
    """Raises EvaluationClosed, InvalidArgument, PersonViewMissing (P-004, P-119)."""
    plan = store.lock_plan(db, ctx, progress_store.get_evaluation(db, ctx, evaluation_id).plan_id)
    evaluation = progress_store.get_evaluation(db, ctx, evaluation_id)
    access.require(ctx, plan, COORDINATOR)
    require_open(plan)
    if evaluation.state != EvaluationState.OPEN:
        raise rules.EvaluationClosed
    at = occurred(occurred_at, ctx.now)
    version = _in_force(db, plan.plan_id)
    goals = [goal.goal_id for goal in draft_store.goals_of(db, version.draft_id or "")]
    rules.check_evaluation(facts, goals, store.joined_persons(db, plan.plan_id))
    outcome = rules.goals_outcome(facts.goal_results)
    progress_store.record_evaluation(db, ctx, evaluation_id, facts, outcome, at)
    _count_evaluation(db, ctx, plan, facts, at)
    event = events.EvaluationRecorded(
        case_id=plan.case_id,
        plan_id=plan.plan_id,
        evaluation_id=evaluation_id,
        goals_outcome=outcome,
        lead_settled=facts.lead_settled,
        stability=facts.stability,
        new_issue=facts.new_issue,
        long_absence=facts.long_absence,
    )
    outbox.record(db, ctx, event, at)
    work.done(db, ctx, f"evaluations/{evaluation_id}")
    return progress_store.get_evaluation(db, ctx, evaluation_id)


def _count_evaluation(db: sa.Connection, ctx: Context, plan: Plan, facts: EvaluationFacts, at: datetime) -> None:
    codes = ["EVALUATIONS"]
    codes += [f"GOALS.{result.result}" for result in facts.goal_results]
    codes += [f"CHANGES.{change.area_code}.{change.direction}" for change in facts.changes]
    for code in codes:
        record_fact(db, ctx, code, plan.case_id, at)
