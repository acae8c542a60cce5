"""Whom an answer is about: what of it is shown is decided field by field (ADR 11)."""

from collections.abc import Sequence
from dataclasses import replace

from kit.calls import Call
from kit.disclosure import About
from services.plans.domain.assessment import Assessment
from services.plans.domain.draft import Role
from services.plans.domain.participation import Mark, Participation, Step
from services.plans.domain.plan import Plan
from services.plans.rpc import reading as read
from services.plans.use_cases import reading


def page_size(size: int) -> int:
    return min(size or 50, 200) if size >= 0 else 50


def about_plan(call: Call, view: reading.PlanView) -> None:
    """All of it is about those who are in it; an agency's role about those whom it is for."""
    people = tuple(subject.person_id for subject in view.subjects)
    call.about(f"plans/{view.plan.plan_id}", _shared(view.plan, people))
    for role in view.roles:
        about_role(call, view.plan, role)


def about_role(call: Call, plan: Plan, role: Role, name: str = "", author: str = "") -> None:
    """`name` and `author` of something said about the role, instead of the role itself."""
    call.about(name or f"roles/{role.role_id}", _shared(plan, role.person_ids, author))


def _shared(plan: Plan, people: tuple[str, ...], author: str = "") -> About:
    return About(plan.case_id, people, author, plan.answering_agency_id, read.PLAN_SHARING)


def about_assessments(call: Call, case_id: str, coordinator: str, found: Sequence[Assessment]) -> None:
    for one in found:
        about = About(case_id, one.findings.person_ids, one.agency_id, coordinator, read.ASSESSMENT)
        call.about(f"assessments/{one.assessment_id}", about)


def about_participation(call: Call, of: Participation, steps: Sequence[Step] = (), given: str = "") -> None:
    """How it begins, and each step, is the record of whoever wrote it, not of whoever carries it.

    `given`: on what basis a reader has it who neither wrote it nor is asked about in D5.
    """
    by, coordinator = of.recorded_by_agency_id, of.coordinator_agency_id
    about = About(of.case_id, (of.person_id,), by, coordinator, read.PARTICIPATION_PURPOSE, given=given)
    call.about(f"participations/{of.participation_id}", about)
    for step in steps:
        call.about(f"participationSteps/{step.step_id}", replace(about, recorded_by=step.recorded_by_agency_id))


def about_mark(call: Call, of: Mark) -> None:
    recorded_by, coordinator = of.marked_by_agency_id, of.coordinator_agency_id
    about = About(of.case_id, (of.person_id,), recorded_by, coordinator, read.PARTICIPATION_PURPOSE)
    call.about(f"participationMarks/{of.mark_id}", about)
