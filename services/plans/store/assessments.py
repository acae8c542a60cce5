"""Assessments: append-only, a correction is another row."""

import sqlalchemy as sa

from kit.context import Context
from kit.sealing import sealed
from services.plans.domain.assessment import Assessment, Findings, Issue
from services.plans.domain.plan import Plan
from services.plans.store import tables as t

TEXTS = ("met_person", "strengths", "wishes", "summary", "supersedes_id", "correction_reason")


def insert_assessment(db: sa.Connection, ctx: Context, plan: Plan, assessment: Assessment) -> None:
    """Under the key of the person whom it is about; one about several is the household's."""
    findings = assessment.findings
    subject = findings.person_ids[0] if len(findings.person_ids) == 1 else plan.case_id
    values = {
        "assessment_id": assessment.assessment_id,
        "plan_id": assessment.plan_id,
        "agency_id": assessment.agency_id,
        "recorded_by_person_id": ctx.actor.person_id,
        "occurred_at": assessment.occurred_at,
        "recorded_at": assessment.recorded_at,
        **{name: getattr(findings, name) for name in TEXTS},
    }
    db.execute(t.assessments.insert().values(sealed(db, ctx, t.assessments, subject, values)))
    of = {"assessment_id": assessment.assessment_id}
    db.execute(t.assessment_persons.insert(), [{**of, "person_id": person} for person in findings.person_ids])
    issues = [{**of, "position": position, **vars(issue)} for position, issue in enumerate(findings.issues)]
    if issues:
        rows = [sealed(db, ctx, t.assessment_issues, subject, issue) for issue in issues]
        db.execute(t.assessment_issues.insert(), rows)


def page_assessments(
    db: sa.Connection, plan_id: str, *, agency_id: str = "", before: str = "", limit: int = 200
) -> list[Assessment]:
    """Newest first; only those of an agency, when given."""
    on = t.assessments
    later = on.alias()
    superseded = sa.exists().where(later.c.supersedes_id == on.c.assessment_id).label("superseded")
    query = sa.select(on, superseded).where(on.c.plan_id == plan_id).order_by(on.c.assessment_id.desc()).limit(limit)
    if agency_id:
        query = query.where(on.c.agency_id == agency_id)
    if before:
        query = query.where(on.c.assessment_id < before)
    rows = db.execute(query).all()
    ids = [row.assessment_id for row in rows]
    persons: dict[str, list[str]] = {}
    people = t.assessment_persons
    for row in db.execute(sa.select(people).where(people.c.assessment_id.in_(ids)).order_by(people.c.person_id)):
        persons.setdefault(row.assessment_id, []).append(row.person_id)
    issues: dict[str, list[Issue]] = {}
    of = t.assessment_issues
    for row in db.execute(sa.select(of).where(of.c.assessment_id.in_(ids)).order_by(of.c.position)):
        issues.setdefault(row.assessment_id, []).append(Issue(row.domain_code, row.text, row.measure))
    return [_assessment(row, persons.get(row.assessment_id, []), issues.get(row.assessment_id, [])) for row in rows]


def _assessment(row: "sa.Row[tuple[object, ...]]", persons: list[str], issues: list[Issue]) -> Assessment:
    texts = {name: getattr(row, name) for name in TEXTS}
    return Assessment(
        assessment_id=row.assessment_id,
        plan_id=row.plan_id,
        agency_id=row.agency_id,
        findings=Findings(person_ids=tuple(persons), issues=tuple(issues), **texts),
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        superseded=row.superseded,
    )
