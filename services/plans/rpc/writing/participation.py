"""Participation support → protos."""

from collections.abc import Sequence

from pb.tsunagi.plans.v1 import participation_pb2 as pb
from services.plans.domain.participation import Mark, Participation, Step, Suggestion
from services.plans.rpc.writing.base import day, enum, stamp
from services.plans.rpc.writing.community import resource


def mark(of: Mark) -> pb.ParticipationMark:
    return pb.ParticipationMark(
        name=f"participationMarks/{of.mark_id}",
        case_id=of.case_id,
        case_no=of.case_no,
        person_id=of.person_id,
        source=enum(pb.ParticipationMark.Source, "SOURCE", of.source),
        marked_by_agency_id=of.marked_by_agency_id,
        support_needs=of.support_needs,
        state=enum(pb.ParticipationMark.State, "STATE", of.state),
        occur_time=stamp(of.occurred_at),
    )


def participation(of: Participation, steps: Sequence[Step] = ()) -> pb.Participation:
    measured = [step.ties for step in steps if step.ties is not None]
    return pb.Participation(
        name=f"participations/{of.participation_id}",
        case_id=of.case_id,
        case_no=of.case_no,
        person_id=of.person_id,
        agency_id=of.agency_id,
        stage=enum(pb.Participation.Stage, "STAGE", of.stage),
        paused=of.paused_at is not None,
        reason_not_fitting=of.reason_not_fitting,
        goal=of.goal,
        wishes=of.wishes,
        wish_codes=of.wish_codes,
        condition_codes=of.condition_codes,
        support_needs=of.support_needs,
        host=f"resources/{of.host_id}" if of.host_id else "",
        steps=[step(each) for each in steps],
        ties_at_start=measured[0] if measured else None,
        ties_now=measured[-1] if measured else None,
        end_reason=of.end_reason,
        open_time=stamp(of.opened_at),
        end_time=stamp(of.ended_at),
    )


def step(of: Step) -> pb.ParticipationStep:
    return pb.ParticipationStep(
        name=f"participationSteps/{of.step_id}",
        state=enum(pb.ParticipationStep.State, "STATE", of.state),
        stage=enum(pb.Participation.Stage, "STAGE", of.stage),
        text=of.text,
        ties=of.ties,
        host_heard=bool(of.host_heard),
        next_on=day(of.next_on),
        due_time=stamp(of.due_at),
        occur_time=stamp(of.occurred_at),
    )


def suggestion(of: Suggestion) -> pb.HostSuggestion:
    return pb.HostSuggestion(host=resource(of.host), matching_codes=of.matching, room=of.room)
