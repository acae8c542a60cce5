"""Rpcs of breaches of secrecy (E12)."""

from kit.calls import Call
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.rpc import shapes
from services.intake.use_cases import breaches


class BreachRpcs:
    def report_breach(self, request: pb.ReportBreachRequest, call: Call) -> pb.Breach:
        moment = shapes.occurred_at(request, call)
        case_id = shapes.local_id(request.name)
        return self._breach(breaches.report(call.db, call.ctx, case_id, request.agency_id, request.facts, moment), call)

    def review_breach(self, request: pb.ReviewBreachRequest, call: Call) -> pb.Breach:
        breach_id = shapes.local_id(request.name)
        verdict = shapes.code(pb.ReviewBreachRequest.Verdict, "VERDICT", request.verdict)
        breaches.review(call.db, call.ctx, breach_id, verdict, request.reason)
        return self._breach(breach_id, call)

    def _breach(self, breach_id: str, call: Call) -> pb.Breach:
        row = breaches.breach(call.db, call.ctx, breach_id)
        return pb.Breach(name=f"breaches/{row.id}", case_id=row.case_id, agency_id=row.agency_id, state=row.state)
