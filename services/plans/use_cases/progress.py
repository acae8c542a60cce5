"""How support goes: monitorings by the lead agency or the coordinator, evaluations by the coordinator."""

from dataclasses import dataclass
from datetime import datetime, time

import sqlalchemy as sa

from kit import outbox
from kit.calendar import JST
from kit.context import Context
from kit.errors import NotFound
from kit.facts import Fact, record_rows
from kit.ids import new_id
from kit.zeebe import Job
from services.plans.domain import draft as draft_rules
from services.plans.domain import events
from services.plans.domain import progress as rules
from services.plans.domain.draft import RoleState
from services.plans.domain.matter import MatterKind
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
    Findings,
    Judged,
    Monitoring,
    MonitoringFacts,
    MonitoringState,
)
from services.plans.store import drafts as draft_store
from services.plans.store import plans as store
from services.plans.store import progress as progress_store
from services.plans.use_cases import access, correcting, matters, work


@dataclass(frozen=True)
class Opened:
    id: str
    work_item_id: str
    due_at: datetime


def schedule_monitoring(db: sa.Connection, ctx: Context, job: Job, *, plan_id: str, due_at: datetime) -> Opened:
    """The lead agency is to monitor, not later than the plan's last day.

    The coordinator is where no lead rests on a consent any more, or the lead has left.
    """
    plan = store.lock_plan(db, ctx, plan_id)
    version = _in_force(db, plan_id)
    due_at = min(due_at, _period_end(db, ctx, version) or due_at)
    due_at = max(due_at, ctx.now)
    monitoring = Monitoring(new_id(), plan_id, version.plan_version_id, MonitoringState.PLANNED, due_at)
    progress_store.insert_monitoring(db, monitoring)
    lead = draft_rules.lead_agency(access.working_roles(db, plan_id))
    subject = f"monitorings/{monitoring.monitoring_id}"
    item = work.ask(db, ctx, job, plan, work.RECORD_MONITORING, subject, due_at, agency=lead)
    return Opened(monitoring.monitoring_id, item, due_at)


def _period_end(db: sa.Connection, ctx: Context, version: Version) -> datetime | None:
    """The end of the period's last day, in the city's time."""
    if not version.draft_id:
        return None
    last = draft_store.get_draft(db, ctx, version.draft_id).period_end
    return datetime.combine(last, time(23, 59), JST) if last else None


def _in_force(db: sa.Connection, plan_id: str) -> Version:
    """The version in force; the latest one when the plan closed before it was decided."""
    versions = store.versions_of(db, plan_id)
    if not versions:
        raise NotFound
    return next((v for v in versions if v.state == VersionState.DECIDED), versions[-1])


def record_monitoring(
    db: sa.Connection,
    ctx: Context,
    *,
    monitoring_id: str,
    facts: MonitoringFacts,
    occurred_at: datetime | None,
    correction_reason: str = "",
) -> Monitoring:
    """Raises NotFound for whoever is neither lead nor coordinator, MonitoringClosed, InvalidArgument."""
    plan = store.lock_plan(db, ctx, progress_store.get_monitoring(db, ctx, monitoring_id).plan_id)
    monitoring = progress_store.get_monitoring(db, ctx, monitoring_id)
    roles = access.roles_in_force(db, plan.plan_id)
    if ctx.actor.agency_id != draft_rules.lead_agency(roles) and not access.has_role(ctx, plan, COORDINATOR):
        raise NotFound
    corrects = monitoring.state == MonitoringState.RECORDED and bool(correction_reason)
    if not corrects:
        require_open(plan)
        if monitoring.state != MonitoringState.PLANNED:
            raise rules.MonitoringClosed
    at = occurred(occurred_at, ctx.now)
    rules.check_monitoring(facts, [role.role_id for role in roles if role.state == RoleState.ACCEPTED])
    counted = [Fact(f"MONITORINGS.{facts.stability}", plan.case_id, at)]
    if corrects:
        correcting.monitoring(db, ctx, plan, monitoring, facts, correction_reason)
        counted.append(Fact(f"MONITORINGS.{monitoring.stability}", plan.case_id, monitoring.occurred_at or at, -1))
    progress_store.record_monitoring(db, ctx, plan, monitoring_id, facts, at)
    record_rows(db, ctx, counted)
    if not corrects:
        event = events.MonitoringRecorded(plan.case_id, plan.plan_id, monitoring_id, facts.stability, facts.proposal)
        outbox.record(db, ctx, event, at)
        work.done(db, ctx, f"monitorings/{monitoring_id}")
    return progress_store.get_monitoring(db, ctx, monitoring_id)


@dataclass(frozen=True)
class Assessed:
    """What to do next, and the inputs of the next interval (D6): whole months."""

    outcome: str
    months_in_support: int
    stable_months: int


def assess_monitoring(db: sa.Connection, ctx: Context, *, monitoring_id: str, evaluate_from: datetime) -> Assessed:
    """`evaluate_from`: a period that ends before this moment is evaluated now."""
    monitoring = progress_store.get_monitoring(db, ctx, monitoring_id)
    plan = store.get_plan(db, ctx, monitoring.plan_id)
    ends = _period_end(db, ctx, _in_force(db, plan.plan_id))
    outcome = rules.monitoring_outcome(monitoring.proposal, period_ends=ends is not None and ends <= evaluate_from)
    months = months_between(plan.support_started_at or ctx.now, ctx.now)
    return Assessed(outcome, months, stable_months(db, ctx, plan.plan_id))


def stable_months(db: sa.Connection, ctx: Context, plan_id: str) -> int:
    since = rules.stable_since(progress_store.monitorings_of(db, plan_id))
    return months_between(since, ctx.now) if since else 0


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
    return Opened(evaluation.evaluation_id, item, due_at)


def record_evaluation(
    db: sa.Connection,
    ctx: Context,
    *,
    evaluation_id: str,
    facts: EvaluationFacts,
    occurred_at: datetime | None,
    correction_reason: str = "",
) -> Evaluation:
    """Raises EvaluationClosed, InvalidArgument, PersonViewMissing (P-004, P-119)."""
    plan = store.lock_plan(db, ctx, progress_store.get_evaluation(db, ctx, evaluation_id).plan_id)
    evaluation = progress_store.get_evaluation(db, ctx, evaluation_id)
    access.require(ctx, plan, COORDINATOR)
    corrects = evaluation.state == EvaluationState.RECORDED and bool(correction_reason)
    if not corrects:
        require_open(plan)
        if evaluation.state != EvaluationState.OPEN:
            raise rules.EvaluationClosed
    at = occurred(occurred_at, ctx.now)
    _check_evaluation(db, plan, evaluation, facts, corrects=corrects)
    found = _findings(db, plan, evaluation, facts, at)
    counted = _counted(plan.case_id, facts, at)
    if corrects:
        correcting.evaluation(db, ctx, plan, evaluation, facts, found.goals_outcome, correction_reason)
    if corrects and evaluation.facts is not None:
        counted += _counted(plan.case_id, evaluation.facts, evaluation.occurred_at or at, number=-1)
    progress_store.record_evaluation(db, ctx, plan, evaluation_id, facts, found, at)
    record_rows(db, ctx, counted)
    if not corrects:
        _announce_evaluation(db, ctx, plan, evaluation_id, facts, found, at)
    return progress_store.get_evaluation(db, ctx, evaluation_id)


def read_evaluation(db: sa.Connection, ctx: Context, *, plan_id: str, evaluation_id: str) -> Judged:
    """As it stands once its meeting has ended. The step that a correction left meanwhile is taken by D8 itself."""
    plan = store.lock_plan(db, ctx, plan_id)
    judged = progress_store.judged(db, plan_id, evaluation_id)
    matters.settle_about(db, ctx, plan, [MatterKind.CORRECTION], [f"evaluations/{evaluation_id}"])
    return judged


def _check_evaluation(
    db: sa.Connection, plan: Plan, evaluation: Evaluation, facts: EvaluationFacts, *, corrects: bool
) -> None:
    """A correction is about the goals and persons of its own version; a closed plan has nobody in it any more."""
    versions = store.versions_of(db, plan.plan_id)
    of = evaluation.plan_version_id if corrects else _in_force(db, plan.plan_id).plan_version_id
    draft_id = next(version.draft_id for version in versions if version.plan_version_id == of)
    goals = [goal.goal_id for goal in draft_store.goals_of(db, draft_id or "")]
    persons = store.joined_persons(db, plan.plan_id)
    if corrects and evaluation.facts is not None:
        persons = [view.person_id for view in evaluation.facts.person_views]
    rules.check_evaluation(facts, goals, persons)


def _findings(db: sa.Connection, plan: Plan, evaluation: Evaluation, facts: EvaluationFacts, at: datetime) -> Findings:
    if evaluation.consented_count is not None:
        counted, reviews = evaluation.consented_count, evaluation.grantless_reviews
    else:
        counted = len(store.joined_persons(db, plan.plan_id))
        reviews = rules.grantless_reviews(progress_store.evaluations_of(db, plan.plan_id), counted, at)
    return Findings(rules.goals_outcome(facts.goal_results), counted, reviews)


def _announce_evaluation(
    db: sa.Connection,
    ctx: Context,
    plan: Plan,
    evaluation_id: str,
    facts: EvaluationFacts,
    found: Findings,
    at: datetime,
) -> None:
    event = events.EvaluationRecorded(
        case_id=plan.case_id,
        plan_id=plan.plan_id,
        evaluation_id=evaluation_id,
        lead_settled=facts.lead_settled,
        stability=facts.stability,
        new_issue=facts.new_issue,
        long_absence=facts.long_absence,
        closure_wish=facts.closure_wish,
        **vars(found),
    )
    outbox.record(db, ctx, event, at)
    work.done(db, ctx, f"evaluations/{evaluation_id}")


def _counted(case_id: str, facts: EvaluationFacts, at: datetime, number: int = 1) -> list[Fact]:
    codes = ["EVALUATIONS"]
    codes += [f"GOALS.{result.result}" for result in facts.goal_results]
    codes += [f"CHANGES.{change.area_code}.{change.direction}" for change in facts.changes]
    return [Fact(code, case_id, at, number) for code in codes]
