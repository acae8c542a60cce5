"""Rpcs around handoffs: issues with their measures, advice for supporters, steps that a diagram could not take."""

from typing import Any

from kit.calls import Call
from kit.disclosure import About
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.rpc import handoff_shapes, shapes
from services.intake.store import reference
from services.intake.use_cases import access, advice, handoff_reading, remedies


class SupportRpcs:
    def sort_out_issues(self, request: pb.SortOutIssuesRequest, call: Call) -> pb.IssueList:
        consultation_id, given = shapes.local_id(request.name), handoff_shapes.issues_of(request.issues)
        handoff_reading.sort_out_issues(call.db, call.ctx, consultation_id, given)
        return self._issues(consultation_id, call)

    def list_issues(self, request: pb.ListIssuesRequest, call: Call) -> pb.IssueList:
        return self._issues(shapes.local_id(request.name), call)

    def request_advice(self, request: pb.RequestAdviceRequest, call: Call) -> pb.Advice:
        advice_id = advice.ask(call.db, call.ctx, request.question, request.sender_reference)
        return self._advice(advice_id, call)

    def get_advice(self, request: pb.GetAdviceRequest, call: Call) -> pb.Advice:
        return self._advice(shapes.local_id(request.name), call)

    def answer_advice(self, request: pb.AnswerAdviceRequest, call: Call) -> pb.Advice:
        advice_id = shapes.local_id(request.name)
        advice.answer(call.db, call.ctx, advice_id, request.answer)
        return self._advice(advice_id, call)

    def get_remedy(self, request: pb.GetRemedyRequest, call: Call) -> pb.Remedy:
        return handoff_shapes.remedy(remedies.read(call.db, call.ctx, shapes.local_id(request.name)))

    def complete_remedy(self, request: pb.CompleteRemedyRequest, call: Call) -> pb.Remedy:
        done: Any = remedies.complete(call.db, call.ctx, shapes.local_id(request.name), request.done)
        return handoff_shapes.remedy(done)

    def _issues(self, consultation_id: str, call: Call) -> pb.IssueList:
        row, found = handoff_reading.issues(call.db, call.ctx, consultation_id)
        desk = access.desk_of(call.db, call.ctx, row.joined_case_id or row.case_id)
        for one in found:
            about = About(row.case_id, tuple(row.told_of), desk.author(one.recorded_by_agency_id), desk.answering)
            call.about(handoff_shapes.issue(one).name, about)
        return pb.IssueList(issues=map(handoff_shapes.issue, found))

    def _advice(self, advice_id: str, call: Call) -> pb.Advice:
        """About nobody: it is the asker's record, and the coordinator's to answer."""
        row = advice.read(call.db, call.ctx, advice_id)
        about = About("", (), call.ctx.actor.agency_id, reference.of(call.db, call.ctx).coordinator_agency_id)
        call.about(f"advices/{advice_id}", about)
        return handoff_shapes.advice(row)
