"""Rpcs of watches, suspensions and emergencies."""

from functools import partial

from kit.calls import Call
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake import questions
from services.intake.rpc import records, shapes
from services.intake.store import rows
from services.intake.store import tables as t
from services.intake.use_cases import people, reassessing


class PeopleRpcs:
    def complete_reassessment(self, request: pb.CompleteReassessmentRequest, call: Call) -> pb.Reassessment:
        days = request.days_to_eviction if request.HasField("days_to_eviction") else None
        reassessment_id = shapes.local_id(request.name)
        case_id = reassessing.complete(call.db, call.ctx, reassessment_id, request.urgency_facts, days)
        return pb.Reassessment(name=request.name, case_id=case_id, state=reassessing.DONE)

    def raise_emergency(self, request: pb.RaiseEmergencyRequest, call: Call) -> pb.Case:
        case_id = shapes.local_id(request.name)
        people.raise_emergency(call.db, call.ctx, case_id, request.facts)
        if rows.find(call.db, call.ctx, t.cases, case_id) is None:
            return pb.Case(name=f"cases/{case_id}", urgency=people.LIFE_IN_DANGER)
        return records.case(case_id, call)

    def resolve_emergency(self, request: pb.ResolveEmergencyRequest, call: Call) -> pb.Emergency:
        emergency_id = shapes.local_id(request.name)
        follow_up = shapes.code(pb.ResolveEmergencyRequest.FollowUp, "FOLLOW_UP", request.follow_up)
        people.resolve_emergency(call.db, call.ctx, emergency_id, follow_up, request.done)
        row = rows.get(call.db, call.ctx, t.emergencies, emergency_id)
        message = pb.Emergency(name=request.name, case_id=row.case_id, state=row.state)
        message.due_time.FromDatetime(row.due_at)
        return message

    def review_watch(self, request: pb.ReviewWatchRequest, call: Call) -> pb.WatchReview:
        review_id = shapes.local_id(request.name)
        result = shapes.code(pb.ReviewWatchRequest.Result, "RESULT", request.result)
        said_yes = partial(questions.said_yes, call.peers, call.ctx)
        people.review_watch(call.db, call.ctx, review_id, result, request.reason, said_yes)
        row = rows.get(call.db, call.ctx, t.watch_reviews, review_id)
        message = pb.WatchReview(name=request.name, case_id=row.case_id, person_id=row.person_id, state=row.state)
        message.due_time.FromDatetime(row.due_at)
        return message

    def suspend_person(self, request: pb.SuspendPersonRequest, call: Call) -> pb.Suspension:
        case_id = shapes.local_id(request.name)
        suspension_id = people.suspend(call.db, call.ctx, case_id, request.person_id, request.reason)
        return self._suspension(suspension_id, call)

    def resume_person(self, request: pb.ResumePersonRequest, call: Call) -> pb.Suspension:
        suspension_id = shapes.local_id(request.name)
        resumption = shapes.code(pb.ResumePersonRequest.Resumption, "RESUMPTION", request.resumption)
        people.resume(call.db, call.ctx, suspension_id, resumption)
        return self._suspension(suspension_id, call)

    def _suspension(self, suspension_id: str, call: Call) -> pb.Suspension:
        row = rows.get(call.db, call.ctx, t.suspensions, suspension_id)
        return pb.Suspension(
            name=f"suspensions/{row.id}", case_id=row.case_id, person_id=row.person_id, state=row.state
        )
