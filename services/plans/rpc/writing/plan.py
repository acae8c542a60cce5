"""Plans, drafts, roles and assessments → protos."""

from typing import Any

from pb.tsunagi.plans.v1 import service_pb2 as pb
from services.plans.domain.assessment import Assessment
from services.plans.domain.draft import Role
from services.plans.domain.matter import Receipt
from services.plans.domain.plan import Version
from services.plans.rpc.writing.base import day, enum, stamp
from services.plans.rpc.writing.support import evaluation, monitoring
from services.plans.use_cases.reading import DraftView, PlanReference, PlanView, RoleView


def plan(view: PlanView) -> pb.Plan:
    of = view.plan
    revisions = {each.draft.draft_id: each.draft.revision for each in view.drafts}
    return pb.Plan(
        name=f"plans/{of.plan_id}",
        case_id=of.case_id,
        case_no=of.case_no,
        state=enum(pb.Plan.State, "STATE", of.state),
        closure_reason=of.closure_reason,
        open_time=stamp(of.opened_at),
        support_start_time=stamp(of.support_started_at),
        close_time=stamp(of.closed_at),
        subjects=[
            pb.Subject(
                person_id=subject.person_id,
                join_time=stamp(subject.joined_at),
                leave_time=stamp(subject.left_at),
                consent_request_id=subject.consent_request_id,
            )
            for subject in view.subjects
        ],
        versions=[version(each, revisions.get(each.draft_id or "", 0)) for each in view.versions],
        drafts=[draft(each) for each in view.drafts],
        monitorings=[monitoring(each) for each in view.monitorings],
        evaluations=[evaluation(each) for each in view.evaluations],
        roles=[role(each, of.plan_id) for each in view.roles],
        others=[
            pb.RoleOutline(agency_id=each.agency_id, task_code=each.task_code, lead=each.lead) for each in view.others
        ],
        receipts=[receipt(each) for each in view.receipts],
        etag=view.etag,
        suspended=of.suspended_at is not None,
    )


def version(of: Version, revision: int = 0) -> pb.PlanVersion:
    return pb.PlanVersion(
        name=f"planVersions/{of.plan_version_id}",
        plan=f"plans/{of.plan_id}",
        number=of.number,
        state=enum(pb.PlanVersion.State, "STATE", of.state),
        decision_reason=of.decision_reason,
        decide_time=stamp(of.decided_at),
        revision=revision,
    )


def draft(view: DraftView) -> pb.Draft:
    of = view.draft
    return pb.Draft(
        name=f"drafts/{of.draft_id}",
        plan=f"plans/{of.plan_id}",
        plan_version=f"planVersions/{of.plan_version_id}",
        number=of.number,
        state=enum(pb.Draft.State, "STATE", of.state),
        assessment_summary=of.assessment_summary,
        policy=of.policy,
        period_start=day(of.period_start),
        period_end=day(of.period_end),
        person_ids=[wish.person_id for wish in view.wishes],
        wishes=[
            pb.Wish(person_id=wish.person_id, own_words=wish.own_words, missing_reason=wish.missing_reason)
            for wish in view.wishes
        ],
        goals=[
            pb.Goal(
                name=f"goals/{goal.goal_id}",
                text=goal.text,
                indicator=goal.indicator,
                due_date=day(goal.due_date),
                long_term=goal.long_term,
            )
            for goal in view.goals
        ],
        roles=[role(each, of.plan_id) for each in view.roles],
        confirmations=[
            pb.Confirmation(
                person_id=said.person_id,
                answer=enum(pb.Confirmation.Answer, "ANSWER", said.answer),
                own_words=said.own_words,
                occur_time=stamp(said.occurred_at),
            )
            for said in view.confirmations
        ],
        emergency_contact_plan=of.emergency_contact_plan,
        uses_outreach=of.uses_outreach,
        uses_participation=of.uses_participation,
        gaps=[pb.Gap(need_code=gap.need_code, area=gap.area) for gap in view.gaps],
    )


def role(of: Role, plan_id: str) -> pb.Role:
    return pb.Role(
        name=f"roles/{of.role_id}",
        plan=f"plans/{plan_id}",
        agency_id=of.agency_id,
        task_code=of.task_code,
        task_text=of.task_text,
        lead=of.lead,
        frequency=of.frequency,
        contact=of.contact,
        state=enum(pb.Role.State, "STATE", of.state),
        decline_reason=of.decline_reason,
        person_ids=of.person_ids,
        due_time=stamp(of.due_at),
        start_time=stamp(of.started_at),
        programme_id=of.programme_id,
        start_date=day(of.start_date),
        end_date=day(of.end_date),
        etag=str(of.revision),
        begin_time=stamp(of.begun_at),
        end_time=stamp(of.ended_at),
    )


def full_role(view: RoleView) -> pb.Role:
    message = role(view.role, view.plan.plan_id)
    message.case_id = view.plan.case_id
    message.case_no = view.plan.case_no
    message.plan_version = f"planVersions/{view.plan_version_id}"
    return message


def role_reference(view: RoleView, *, in_force: bool) -> pb.RoleReference:
    return pb.RoleReference(
        role_id=view.role.role_id,
        case_id=view.plan.case_id,
        plan_id=view.plan.plan_id,
        plan_version_id=view.plan_version_id,
        agency_id=view.role.agency_id,
        person_ids=view.role.person_ids,
        task_code=view.role.task_code,
        lead=view.role.lead,
        over=not in_force,
    )


def plan_reference(of: PlanReference) -> pb.PlanReference:
    return pb.PlanReference(
        plan_id=of.plan.plan_id,
        case_id=of.plan.case_id,
        plan_version_id=of.version.plan_version_id,
        version_number=of.version.number,
        person_ids=of.person_ids,
        agency_ids=of.agency_ids,
        lead_agency_id=of.lead_agency_id,
    )


def receipt(of: Receipt) -> pb.PlanReceipt:
    return pb.PlanReceipt(
        plan_version=f"planVersions/{of.plan_version_id}",
        agency_id=of.agency_id,
        receive_time=stamp(of.occurred_at),
    )


def assessment(of: Assessment) -> pb.Assessment:
    found = of.findings
    return pb.Assessment(
        name=f"assessments/{of.assessment_id}",
        plan=f"plans/{of.plan_id}",
        agency_id=of.agency_id,
        person_ids=found.person_ids,
        met_person=found.met_person,
        strengths=found.strengths,
        wishes=found.wishes,
        summary=found.summary,
        issues=[
            pb.AssessmentIssue(domain_code=i.domain_code, text=i.text, measure=i.measure, open=i.is_open)
            for i in found.issues
        ],
        supersedes=f"assessments/{found.supersedes_id}" if found.supersedes_id else "",
        correction_reason=found.correction_reason,
        occur_time=stamp(of.occurred_at),
        record_time=stamp(of.recorded_at),
        superseded=of.superseded,
    )


def role_change(row: Any) -> pb.RoleHistoryEntry:
    return pb.RoleHistoryEntry(
        name=f"roleChanges/{row.change_id}",
        code=row.code,
        text=row.text,
        agency_id=row.agency_id,
        author_person_id=row.person_id,
        occur_time=stamp(row.occurred_at),
        record_time=stamp(row.recorded_at),
    )
