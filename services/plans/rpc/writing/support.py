"""Monitorings, evaluations, absences, follow-ups, matters and the one page → protos."""

from datetime import datetime

from pb.tsunagi.plans.v1 import service_pb2 as pb
from services.plans.domain.matter import FollowUp, Matter, Suspension
from services.plans.domain.progress import ClosureWish, Evaluation, Monitoring
from services.plans.rpc.writing.base import enum, stamp
from services.plans.use_cases.overview import Overview


def monitoring(of: Monitoring) -> pb.Monitoring:
    return pb.Monitoring(
        name=f"monitorings/{of.monitoring_id}",
        plan=f"plans/{of.plan_id}",
        state=enum(pb.Monitoring.State, "STATE", of.state),
        stability=enum(pb.Monitoring.Stability, "STABILITY", of.stability),
        proposal=enum(pb.Monitoring.Proposal, "PROPOSAL", of.proposal),
        progress=of.progress,
        role_reports=[
            pb.RoleReport(
                role=f"roles/{report.role_id}",
                progress=enum(pb.RoleReport.Progress, "PROGRESS", report.progress),
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
        state=enum(pb.Evaluation.State, "STATE", of.state),
        goals_outcome=of.goals_outcome,
        occur_time=stamp(of.occurred_at),
        due_time=stamp(of.due_at),
    )
    if of.facts is not None:
        facts = of.facts
        message.lead_settled = facts.lead_settled
        message.stability = enum(pb.Monitoring.Stability, "STABILITY", facts.stability)
        message.new_issue = facts.new_issue
        message.long_absence = facts.long_absence
        message.remaining = facts.remaining
        message.agencies_view = facts.agencies_view
        if facts.closure_wish != ClosureWish.NONE:
            message.closure_wish = enum(pb.ClosureWish, "CLOSURE_WISH", facts.closure_wish)
        for result in facts.goal_results:
            code = enum(pb.GoalResult.Result, "RESULT", result.result)
            message.goal_results.add(goal=f"goals/{result.goal_id}", result=code, text=result.text)
        for view in facts.person_views:
            message.person_views.add(**vars(view))
        for change in facts.changes:
            code = enum(pb.Change.Direction, "DIRECTION", change.direction)
            message.changes.add(area_code=change.area_code, direction=code)
    return message


def suspension(of: Suspension) -> pb.Suspension:
    return pb.Suspension(
        name=f"suspensions/{of.suspension_id}",
        plan=f"plans/{of.plan_id}",
        number=of.number,
        state=enum(pb.Suspension.State, "STATE", of.state),
        reason=of.reason,
        due_time=stamp(of.due_at),
    )


def follow_up(of: FollowUp) -> pb.FollowUp:
    return pb.FollowUp(
        name=f"followUps/{of.follow_up_id}",
        plan=f"plans/{of.plan_id}",
        agency_id=of.agency_id,
        state=enum(pb.FollowUp.State, "STATE", of.state),
        result=enum(pb.FollowUp.Result, "RESULT", of.result),
        text=of.text,
        due_time=stamp(of.due_at),
        occur_time=stamp(of.occurred_at),
    )


def matter(of: Matter, now: datetime) -> pb.Matter:
    return pb.Matter(
        name=f"matters/{of.matter_id}",
        plan=f"plans/{of.plan_id}",
        kind=of.kind,
        subject=of.subject,
        state=enum(pb.Matter.State, "STATE", of.state),
        raise_time=stamp(of.raised_at),
        due_time=stamp(of.due_at),
        overdue=_late(of.due_at, now),
    )


def _late(due_at: datetime | None, now: datetime) -> bool:
    return due_at is not None and due_at < now


def overview(of: Overview, now: datetime) -> pb.Overview:
    return pb.Overview(
        case_id=of.plan.case_id,
        case_no=of.plan.case_no,
        plan=f"plans/{of.plan.plan_id}",
        version_number=of.version.number if of.version else 0,
        roles=[
            pb.OverviewRole(
                role=f"roles/{one.role.role_id}",
                agency_id=one.role.agency_id,
                task_code=one.role.task_code,
                lead=one.role.lead,
                state=enum(pb.Role.State, "STATE", one.role.state),
                due_time=stamp(one.role.due_at),
                begin_time=stamp(one.role.begun_at),
                last_progress=one.last_progress,
                received=one.received,
                overdue=one.overdue,
            )
            for one in of.roles
        ],
        handoffs=[
            pb.OverviewHandoff(
                handoff_id=one.handoff_id,
                agency_id=one.agency_id,
                state=one.state,
                due_time=stamp(one.due_at),
                overdue=_late(one.due_at, now),
            )
            for one in of.handoffs
        ],
        deadlines=[
            pb.OverviewDeadline(
                kind=one.kind,
                subject=one.subject,
                agency_id=one.agency_id,
                due_time=stamp(one.due_at),
                overdue=_late(one.due_at, now),
            )
            for one in of.deadlines
        ],
        matters=[matter(one, now) for one in of.matters],
        overdue_count=of.overdue(now),
    )
