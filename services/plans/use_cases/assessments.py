"""Assessments side by side: each agency's own, and the coordinator's beside them (P-091)."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from kit import facts, outbox
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from kit.ids import new_id
from services.plans.domain import assessment as rules
from services.plans.domain import events
from services.plans.domain.assessment import Assessment, Findings
from services.plans.domain.plan import COORDINATOR, occurred, require_open
from services.plans.store import assessments as assessment_store
from services.plans.store import plans as store
from services.plans.use_cases import access
from services.plans.use_cases.reading import KNOW_THE_ROLE, Permitted


def record(
    db: sa.Connection,
    ctx: Context,
    *,
    plan_id: str,
    findings: Findings,
    occurred_at: datetime | None,
    permitted: Sequence[Permitted],
) -> Assessment:
    """`permitted`: one of these purposes must cover the agency, for each person. The coordinator needs none.

    Raises NotFound, InvalidArgument, AssessmentWithoutGrant.
    """
    plan = store.lock_plan(db, ctx, plan_id)
    coordinates = access.has_role(ctx, plan, COORDINATOR)
    persons = store.joined_persons(db, plan_id)
    if not coordinates and not _may(plan.case_id, [p for p in findings.person_ids if p in persons], permitted):
        raise NotFound
    require_open(plan)
    at = occurred(occurred_at, ctx.now)
    rules.check_findings(findings, persons)
    if not coordinates and not _may(plan.case_id, findings.person_ids, permitted):
        raise rules.AssessmentWithoutGrant
    counted = [_counted(plan.case_id, findings, at)]
    if findings.supersedes_id:
        own = assessment_store.page_assessments(db, plan_id, agency_id=ctx.actor.agency_id)
        wrong = [one for one in own if one.assessment_id == findings.supersedes_id and not one.superseded]
        if not wrong:
            raise InvalidArgument(
                Violation("supersedes", "UNKNOWN", "自分の機関の最新のアセスメントを指定してください。")
            )
        counted += [_counted(plan.case_id, one.findings, one.occurred_at, number=-1) for one in wrong]
    assessment = Assessment(new_id(), plan_id, ctx.actor.agency_id, findings, at, ctx.now)
    assessment_store.insert_assessment(db, ctx, plan, assessment)
    facts.record_rows(db, ctx, counted)
    told = events.AssessmentRecorded(plan.case_id, plan_id, assessment.assessment_id, ctx.actor.agency_id)
    outbox.record(db, ctx, told, at)
    return assessment


def _counted(case_id: str, findings: Findings, at: datetime, number: int = 1) -> facts.Fact:
    return facts.Fact("ASSESSMENTS.MET" if findings.met_person else "ASSESSMENTS", case_id, at, number)


def _may(case_id: str, persons: Sequence[str], permitted: Sequence[Permitted]) -> bool:
    """Without a person of the plan nothing is known, so nothing is said."""
    return bool(persons) and all(any(may(case_id, person, KNOW_THE_ROLE) for may in permitted) for person in persons)


def page(
    db: sa.Connection, ctx: Context, *, plan_id: str, before: str, limit: int
) -> tuple[str, str, list[Assessment], str]:
    """(case id, coordinator's agency as far as the caller acts for it, a page, the token of the next one or "").

    An agency sees its own; the coordinator's is no colleague's whose hands the case is not in.
    """
    plan = store.get_plan(db, ctx, plan_id)
    if access.is_colleague(ctx, plan):
        raise NotFound
    agency = "" if access.sees_whole(ctx, plan) else ctx.actor.agency_id
    found = assessment_store.page_assessments(db, plan_id, agency_id=agency, before=before, limit=limit + 1)
    if agency and not found:
        raise NotFound
    token = found[limit - 1].assessment_id if len(found) > limit else ""
    return plan.case_id, plan.answering_agency_id, found[:limit], token
