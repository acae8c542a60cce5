"""What use cases answer → protos."""

from datetime import date, datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from pb.tsunagi.plans.v1 import service_pb2 as pb
from services.plans.domain.draft import Role
from services.plans.domain.plan import Version
from services.plans.domain.progress import Evaluation, Monitoring
from services.plans.domain.report import Figure, Point
from services.plans.use_cases.reading import DraftView, PlanReference, PlanView, RoleView
from services.plans.use_cases.reports import ReportView


def stamp(at: datetime | None) -> Timestamp | None:
    if at is None:
        return None
    result = Timestamp()
    result.FromDatetime(at)
    return result


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _enum(wrapper: Any, prefix: str, code: str | None) -> Any:
    return wrapper.Value(f"{prefix}_{code or 'UNSPECIFIED'}")


def plan(view: PlanView) -> pb.Plan:
    of = view.plan
    return pb.Plan(
        name=f"plans/{of.plan_id}",
        case_id=of.case_id,
        case_no=of.case_no,
        state=_enum(pb.Plan.State, "STATE", of.state),
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
        versions=[version(each) for each in view.versions],
        drafts=[draft(each) for each in view.drafts],
        monitorings=[monitoring(each) for each in view.monitorings],
        evaluations=[evaluation(each) for each in view.evaluations],
        roles=[role(each, of.plan_id) for each in view.roles],
        others=[
            pb.RoleOutline(agency_id=each.agency_id, task_code=each.task_code, lead=each.lead) for each in view.others
        ],
    )


def version(of: Version) -> pb.PlanVersion:
    return pb.PlanVersion(
        name=f"planVersions/{of.plan_version_id}",
        plan=f"plans/{of.plan_id}",
        number=of.number,
        state=_enum(pb.PlanVersion.State, "STATE", of.state),
        decision_reason=of.decision_reason,
        decide_time=stamp(of.decided_at),
    )


def draft(view: DraftView) -> pb.Draft:
    of = view.draft
    return pb.Draft(
        name=f"drafts/{of.draft_id}",
        plan=f"plans/{of.plan_id}",
        plan_version=f"planVersions/{of.plan_version_id}",
        number=of.number,
        state=_enum(pb.Draft.State, "STATE", of.state),
        assessment_summary=of.assessment_summary,
        policy=of.policy,
        period_start=_day(of.period_start),
        period_end=_day(of.period_end),
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
                due_date=_day(goal.due_date),
                long_term=goal.long_term,
            )
            for goal in view.goals
        ],
        roles=[role(each, of.plan_id) for each in view.roles],
        confirmations=[
            pb.Confirmation(
                person_id=said.person_id,
                answer=_enum(pb.Confirmation.Answer, "ANSWER", said.answer),
                own_words=said.own_words,
                occur_time=stamp(said.occurred_at),
            )
            for said in view.confirmations
        ],
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
        state=_enum(pb.Role.State, "STATE", of.state),
        decline_reason=of.decline_reason,
        person_ids=of.person_ids,
        due_time=stamp(of.due_at),
        start_time=stamp(of.started_at),
    )


def full_role(view: RoleView) -> pb.Role:
    message = role(view.role, view.plan.plan_id)
    message.case_id = view.plan.case_id
    message.case_no = view.plan.case_no
    message.plan_version = f"planVersions/{view.plan_version_id}"
    return message


def role_reference(view: RoleView) -> pb.RoleReference:
    return pb.RoleReference(
        role_id=view.role.role_id,
        case_id=view.plan.case_id,
        plan_id=view.plan.plan_id,
        plan_version_id=view.plan_version_id,
        agency_id=view.role.agency_id,
        person_ids=view.role.person_ids,
        task_code=view.role.task_code,
        lead=view.role.lead,
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


def monitoring(of: Monitoring) -> pb.Monitoring:
    return pb.Monitoring(
        name=f"monitorings/{of.monitoring_id}",
        plan=f"plans/{of.plan_id}",
        state=_enum(pb.Monitoring.State, "STATE", of.state),
        stability=_enum(pb.Monitoring.Stability, "STABILITY", of.stability),
        proposal=_enum(pb.Monitoring.Proposal, "PROPOSAL", of.proposal),
        progress=of.progress,
        role_reports=[
            pb.RoleReport(
                role=f"roles/{report.role_id}",
                progress=_enum(pb.RoleReport.Progress, "PROGRESS", report.progress),
                text=report.text,
            )
            for report in of.role_reports
        ],
        recorded_by_agency_id=of.recorded_by_agency_id,
        occur_time=stamp(of.occurred_at),
        due_time=stamp(of.due_at),
    )


def evaluation(of: Evaluation) -> pb.Evaluation:
    message = pb.Evaluation(
        name=f"evaluations/{of.evaluation_id}",
        plan=f"plans/{of.plan_id}",
        state=_enum(pb.Evaluation.State, "STATE", of.state),
        goals_outcome=of.goals_outcome,
        occur_time=stamp(of.occurred_at),
        due_time=stamp(of.due_at),
    )
    if of.facts is not None:
        facts = of.facts
        message.lead_settled = facts.lead_settled
        message.stability = _enum(pb.Monitoring.Stability, "STABILITY", facts.stability)
        message.new_issue = facts.new_issue
        message.long_absence = facts.long_absence
        message.remaining = facts.remaining
        for result in facts.goal_results:
            code = _enum(pb.GoalResult.Result, "RESULT", result.result)
            message.goal_results.add(goal=f"goals/{result.goal_id}", result=code, text=result.text)
        for view in facts.person_views:
            message.person_views.add(**vars(view))
        for change in facts.changes:
            code = _enum(pb.Change.Direction, "DIRECTION", change.direction)
            message.changes.add(area_code=change.area_code, direction=code)
    return message


def report(view: ReportView) -> pb.Report:
    of = view.report
    return pb.Report(
        name=f"reports/{of.report_id}",
        number=of.number,
        state=_enum(pb.Report.State, "STATE", of.state),
        period_start=_day(of.period_start),
        period_end=_day(of.period_end),
        freeze_time=stamp(of.as_of),
        figures=[_figure(figure) for figure in view.figures],
        gaps=[pb.GapFigure(need_code=gap.code, area=gap.area, count=gap.count, masked=gap.masked) for gap in view.gaps],
        points=map(_point, view.points),
        answer_time=stamp(of.answered_at),
        edition=of.edition,
        repeats=of.repeats,
    )


def _point(of: Point) -> pb.CommitteePoint:
    return pb.CommitteePoint(
        name=f"committeePoints/{of.point_id}",
        text=of.text,
        outcome=_enum(pb.CommitteePoint.Outcome, "OUTCOME", of.outcome),
        changed_kind=of.changed_kind,
        changed_name=of.changed_name,
        changed_version=of.changed_version,
        reason=of.reason,
    )


def _figure(of: Figure) -> pb.Figure:
    return pb.Figure(service=of.group, code=of.code, count=of.count, cases=of.cases, masked=of.masked)
