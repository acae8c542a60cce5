"""Monitorings and evaluations."""

from datetime import datetime

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from services.plans.domain.progress import (
    Change,
    Direction,
    Evaluation,
    EvaluationFacts,
    EvaluationState,
    GoalOutcome,
    GoalResult,
    Monitoring,
    MonitoringFacts,
    MonitoringState,
    PersonView,
    Proposal,
    RoleProgress,
    RoleReport,
    Stability,
)
from services.plans.store import tables as t


def insert_monitoring(db: sa.Connection, monitoring: Monitoring) -> None:
    values = {name: value for name, value in vars(monitoring).items() if name != "role_reports"}
    db.execute(t.monitorings.insert().values(**values))


def _monitoring(db: sa.Connection, row: sa.Row[tuple[object, ...]]) -> Monitoring:
    query = sa.select(t.role_reports).where(t.role_reports.c.monitoring_id == row.monitoring_id)
    reports = db.execute(query.order_by(t.role_reports.c.role_id)).all()
    return Monitoring(
        monitoring_id=row.monitoring_id,
        plan_id=row.plan_id,
        plan_version_id=row.plan_version_id,
        state=MonitoringState(row.state),
        due_at=row.due_at,
        stability=Stability(row.stability) if row.stability else None,
        proposal=Proposal(row.proposal) if row.proposal else None,
        progress=row.progress,
        recorded_by_agency_id=row.recorded_by_agency_id,
        occurred_at=row.occurred_at,
        role_reports=tuple(RoleReport(r.role_id, RoleProgress(r.progress), r.text) for r in reports),
    )


def get_monitoring(db: sa.Connection, ctx: Context, monitoring_id: str) -> Monitoring:
    query = (
        sa.select(t.monitorings)
        .join(t.plans, t.plans.c.plan_id == t.monitorings.c.plan_id)
        .where(t.monitorings.c.monitoring_id == monitoring_id, t.plans.c.municipality_id == ctx.municipality_id)
    )
    row = db.execute(query).first()
    if row is None:
        raise NotFound
    return _monitoring(db, row)


def monitorings_of(db: sa.Connection, plan_id: str) -> list[Monitoring]:
    """Oldest first."""
    query = sa.select(t.monitorings).where(t.monitorings.c.plan_id == plan_id)
    return [_monitoring(db, row) for row in db.execute(query.order_by(t.monitorings.c.monitoring_id)).all()]


def record_monitoring(
    db: sa.Connection, ctx: Context, monitoring_id: str, facts: MonitoringFacts, occurred_at: datetime
) -> None:
    db.execute(
        t.monitorings.update()
        .where(t.monitorings.c.monitoring_id == monitoring_id)
        .values(
            state=MonitoringState.RECORDED,
            stability=facts.stability,
            proposal=facts.proposal,
            progress=facts.progress,
            recorded_by_agency_id=ctx.actor.agency_id,
            recorded_by_person_id=ctx.actor.person_id,
            occurred_at=occurred_at,
            recorded_at=ctx.now,
        )
    )
    for report in facts.role_reports:
        db.execute(t.role_reports.insert().values(monitoring_id=monitoring_id, **vars(report)))


def cancel_planned(db: sa.Connection, plan_id: str) -> tuple[list[str], list[str]]:
    """Cancels what is not recorded yet; answers the ids of those monitorings and evaluations."""
    monitorings = db.execute(
        t.monitorings.update()
        .where(t.monitorings.c.plan_id == plan_id, t.monitorings.c.state == MonitoringState.PLANNED)
        .values(state=MonitoringState.CANCELLED)
        .returning(t.monitorings.c.monitoring_id)
    )
    evaluations = db.execute(
        t.evaluations.update()
        .where(t.evaluations.c.plan_id == plan_id, t.evaluations.c.state == EvaluationState.OPEN)
        .values(state=EvaluationState.CANCELLED)
        .returning(t.evaluations.c.evaluation_id)
    )
    return [row.monitoring_id for row in monitorings], [row.evaluation_id for row in evaluations]


def insert_evaluation(db: sa.Connection, evaluation: Evaluation) -> None:
    values = {name: value for name, value in vars(evaluation).items() if name != "facts"}
    db.execute(t.evaluations.insert().values(**values))


def _facts(db: sa.Connection, row: sa.Row[tuple[object, ...]]) -> EvaluationFacts | None:
    if row.state != EvaluationState.RECORDED:
        return None
    of = row.evaluation_id
    results = db.execute(sa.select(t.goal_results).where(t.goal_results.c.evaluation_id == of))
    views = db.execute(sa.select(t.person_views).where(t.person_views.c.evaluation_id == of))
    changes = db.execute(sa.select(t.changes).where(t.changes.c.evaluation_id == of).order_by(t.changes.c.position))
    return EvaluationFacts(
        goal_results=tuple(GoalResult(r.goal_id, GoalOutcome(r.result), r.text) for r in results),
        person_views=tuple(PersonView(v.person_id, v.own_words, v.missing_reason) for v in views),
        changes=tuple(Change(c.area_code, Direction(c.direction)) for c in changes),
        lead_settled=row.lead_settled,
        stability=Stability(row.stability),
        new_issue=row.new_issue,
        long_absence=row.long_absence,
        remaining=row.remaining,
    )


def _evaluation(db: sa.Connection, row: sa.Row[tuple[object, ...]]) -> Evaluation:
    return Evaluation(
        evaluation_id=row.evaluation_id,
        plan_id=row.plan_id,
        plan_version_id=row.plan_version_id,
        state=EvaluationState(row.state),
        due_at=row.due_at,
        goals_outcome=row.goals_outcome,
        occurred_at=row.occurred_at,
        facts=_facts(db, row),
    )


def get_evaluation(db: sa.Connection, ctx: Context, evaluation_id: str) -> Evaluation:
    query = (
        sa.select(t.evaluations)
        .join(t.plans, t.plans.c.plan_id == t.evaluations.c.plan_id)
        .where(t.evaluations.c.evaluation_id == evaluation_id, t.plans.c.municipality_id == ctx.municipality_id)
    )
    row = db.execute(query).first()
    if row is None:
        raise NotFound
    return _evaluation(db, row)


def evaluations_of(db: sa.Connection, plan_id: str) -> list[Evaluation]:
    """Oldest first."""
    query = sa.select(t.evaluations).where(t.evaluations.c.plan_id == plan_id)
    return [_evaluation(db, row) for row in db.execute(query.order_by(t.evaluations.c.evaluation_id)).all()]


def record_evaluation(
    db: sa.Connection, ctx: Context, evaluation_id: str, facts: EvaluationFacts, outcome: str, occurred_at: datetime
) -> None:
    db.execute(
        t.evaluations.update()
        .where(t.evaluations.c.evaluation_id == evaluation_id)
        .values(
            state=EvaluationState.RECORDED,
            goals_outcome=outcome,
            lead_settled=facts.lead_settled,
            stability=facts.stability,
            new_issue=facts.new_issue,
            long_absence=facts.long_absence,
            remaining=facts.remaining,
            recorded_by_person_id=ctx.actor.person_id,
            occurred_at=occurred_at,
            recorded_at=ctx.now,
        )
    )
    for result in facts.goal_results:
        db.execute(t.goal_results.insert().values(evaluation_id=evaluation_id, **vars(result)))
    for view in facts.person_views:
        db.execute(t.person_views.insert().values(evaluation_id=evaluation_id, **vars(view)))
    for position, change in enumerate(facts.changes):
        db.execute(t.changes.insert().values(evaluation_id=evaluation_id, position=position, **vars(change)))
