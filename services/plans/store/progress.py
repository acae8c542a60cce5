"""Monitorings and evaluations."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from kit import sealing
from kit.context import Context
from kit.errors import NotFound
from kit.sealing import sealed
from services.plans.domain.plan import Plan
from services.plans.domain.progress import (
    Change,
    ClosureWish,
    Direction,
    Evaluation,
    EvaluationFacts,
    EvaluationState,
    Findings,
    GoalOutcome,
    GoalResult,
    Judged,
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


def _monitorings(db: sa.Connection, query: "sa.Select[tuple[object, ...]]") -> list[Monitoring]:
    """In two statements, however many there are."""
    rows = db.execute(query.order_by(t.monitorings.c.monitoring_id)).all()
    on = t.role_reports
    reports: dict[str, list[RoleReport]] = {}
    ids = [row.monitoring_id for row in rows]
    for r in db.execute(sa.select(on).where(on.c.monitoring_id.in_(ids)).order_by(on.c.role_id)):
        reports.setdefault(r.monitoring_id, []).append(RoleReport(r.role_id, RoleProgress(r.progress), r.text))
    return [
        Monitoring(
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
            role_reports=tuple(reports.get(row.monitoring_id, ())),
        )
        for row in rows
    ]


def get_monitoring(db: sa.Connection, ctx: Context, monitoring_id: str) -> Monitoring:
    query = (
        sa.select(t.monitorings)
        .join(t.plans, t.plans.c.plan_id == t.monitorings.c.plan_id)
        .where(t.monitorings.c.monitoring_id == monitoring_id, t.plans.c.municipality_id == ctx.municipality_id)
    )
    found = _monitorings(db, query)
    if not found:
        raise NotFound
    return found[0]


def monitorings_of(db: sa.Connection, plan_id: str) -> list[Monitoring]:
    """Oldest first."""
    return monitorings_of_plans(db, [plan_id]).get(plan_id, [])


def monitorings_of_plans(db: sa.Connection, plan_ids: Collection[str]) -> dict[str, list[Monitoring]]:
    found: dict[str, list[Monitoring]] = {}
    for one in _monitorings(db, sa.select(t.monitorings).where(t.monitorings.c.plan_id.in_(plan_ids))):
        found.setdefault(one.plan_id, []).append(one)
    return found


def record_monitoring(
    db: sa.Connection, ctx: Context, plan: Plan, monitoring_id: str, facts: MonitoringFacts, occurred_at: datetime
) -> None:
    values = {
        "state": MonitoringState.RECORDED,
        "stability": facts.stability,
        "proposal": facts.proposal,
        "progress": facts.progress,
        "recorded_by_agency_id": ctx.actor.agency_id,
        "recorded_by_person_id": ctx.actor.person_id,
        "occurred_at": occurred_at,
        "recorded_at": ctx.now,
    }
    stored = sealed(db, ctx, t.monitorings, plan.case_id, values, row=monitoring_id)
    db.execute(t.monitorings.update().where(t.monitorings.c.monitoring_id == monitoring_id).values(**stored))
    of = {"monitoring_id": monitoring_id}
    reports = [{**of, **vars(report)} for report in facts.role_reports]
    _replace(db, t.role_reports, of, [sealed(db, ctx, t.role_reports, plan.case_id, report) for report in reports])


def _replace(db: sa.Connection, table: sa.Table, of: dict[str, str], rows: Sequence[Mapping[str, object]]) -> None:
    """The lines of one entry: a correction writes them anew, what they said before is kept with the correction."""
    db.execute(table.delete().where(*(table.c[name] == value for name, value in of.items())))
    if rows:
        db.execute(table.insert(), rows)


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


def _evaluations(db: sa.Connection, query: "sa.Select[tuple[object, ...]]") -> list[Evaluation]:
    """In four statements, however many there are."""
    rows = db.execute(query.order_by(t.evaluations.c.evaluation_id)).all()
    ids = [row.evaluation_id for row in rows]
    results = _lines(db, t.goal_results, ids, "goal_id")
    views = _lines(db, t.person_views, ids, "person_id")
    changes = _lines(db, t.changes, ids, "position")
    return [
        Evaluation(
            evaluation_id=row.evaluation_id,
            plan_id=row.plan_id,
            plan_version_id=row.plan_version_id,
            state=EvaluationState(row.state),
            due_at=row.due_at,
            goals_outcome=row.goals_outcome,
            occurred_at=row.occurred_at,
            consented_count=row.consented_count,
            grantless_reviews=row.grantless_reviews or 0,
            facts=EvaluationFacts(
                goal_results=tuple(
                    GoalResult(r.goal_id, GoalOutcome(r.result), r.text) for r in results.get(row.evaluation_id, ())
                ),
                person_views=tuple(
                    PersonView(v.person_id, v.own_words, v.missing_reason) for v in views.get(row.evaluation_id, ())
                ),
                changes=tuple(Change(c.area_code, Direction(c.direction)) for c in changes.get(row.evaluation_id, ())),
                lead_settled=row.lead_settled,
                stability=Stability(row.stability),
                new_issue=row.new_issue,
                long_absence=row.long_absence,
                remaining=row.remaining,
                agencies_view=row.agencies_view,
                closure_wish=ClosureWish(row.closure_wish or "NONE"),
            )
            if row.state == EvaluationState.RECORDED
            else None,
        )
        for row in rows
    ]


def _lines(
    db: sa.Connection, table: sa.Table, evaluation_ids: Collection[str], order: str
) -> "dict[str, list[sa.Row[tuple[object, ...]]]]":
    found: dict[str, list[sa.Row[tuple[object, ...]]]] = {}
    query = sa.select(table).where(table.c.evaluation_id.in_(evaluation_ids)).order_by(table.c[order])
    for row in db.execute(query):
        found.setdefault(row.evaluation_id, []).append(row)
    return found


def get_evaluation(db: sa.Connection, ctx: Context, evaluation_id: str) -> Evaluation:
    query = (
        sa.select(t.evaluations)
        .join(t.plans, t.plans.c.plan_id == t.evaluations.c.plan_id)
        .where(t.evaluations.c.evaluation_id == evaluation_id, t.plans.c.municipality_id == ctx.municipality_id)
    )
    found = _evaluations(db, query)
    if not found:
        raise NotFound
    return found[0]


def judged(db: sa.Connection, plan_id: str, evaluation_id: str) -> Judged:
    """Raises NotFound, also before the evaluation is recorded."""
    on = t.evaluations.c
    where = (on.plan_id == plan_id, on.evaluation_id == evaluation_id, on.state == EvaluationState.RECORDED)
    row = db.execute(sa.select(t.evaluations).where(*where)).first()
    if row is None:
        raise NotFound
    return Judged(
        lead_settled=row.lead_settled,
        stability=Stability(row.stability),
        new_issue=row.new_issue,
        long_absence=row.long_absence,
        closure_wish=ClosureWish(row.closure_wish or "NONE"),
        goals_outcome=row.goals_outcome,
        consented_count=row.consented_count,
        grantless_reviews=row.grantless_reviews or 0,
    )


def evaluations_of(db: sa.Connection, plan_id: str) -> list[Evaluation]:
    """Oldest first."""
    return evaluations_of_plans(db, [plan_id]).get(plan_id, [])


def evaluations_of_plans(db: sa.Connection, plan_ids: Collection[str]) -> dict[str, list[Evaluation]]:
    found: dict[str, list[Evaluation]] = {}
    for one in _evaluations(db, sa.select(t.evaluations).where(t.evaluations.c.plan_id.in_(plan_ids))):
        found.setdefault(one.plan_id, []).append(one)
    return found


def record_evaluation(
    db: sa.Connection,
    ctx: Context,
    plan: Plan,
    evaluation_id: str,
    facts: EvaluationFacts,
    found: Findings,
    occurred_at: datetime,
) -> None:
    """Each person's view under the person's own key, the rest under the household's."""
    sealing.prepare(db, ctx, [plan.case_id, *(view.person_id for view in facts.person_views)])
    values = {
        "state": EvaluationState.RECORDED,
        "lead_settled": facts.lead_settled,
        "stability": facts.stability,
        "new_issue": facts.new_issue,
        "long_absence": facts.long_absence,
        "remaining": facts.remaining,
        "agencies_view": facts.agencies_view,
        "closure_wish": facts.closure_wish,
        "recorded_by_person_id": ctx.actor.person_id,
        "occurred_at": occurred_at,
        "recorded_at": ctx.now,
        **vars(found),
    }
    stored = sealed(db, ctx, t.evaluations, plan.case_id, values, row=evaluation_id)
    db.execute(t.evaluations.update().where(t.evaluations.c.evaluation_id == evaluation_id).values(**stored))
    of = {"evaluation_id": evaluation_id}
    results = [{**of, **vars(result)} for result in facts.goal_results]
    _replace(db, t.goal_results, of, [sealed(db, ctx, t.goal_results, plan.case_id, row) for row in results])
    views = [{**of, **vars(view)} for view in facts.person_views]
    _replace(db, t.person_views, of, [sealed(db, ctx, t.person_views, row["person_id"], row) for row in views])
    changes = [{**of, "position": position, **vars(change)} for position, change in enumerate(facts.changes)]
    _replace(db, t.changes, of, [sealed(db, ctx, t.changes, plan.case_id, row) for row in changes])
