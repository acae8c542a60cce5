"""Rpcs of breaches of secrecy (E12)."""

import structlog

from kit.calls import Call
from kit.disclosure import About
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake import questions
from services.intake.rpc import shapes
from services.intake.use_cases import breaches

log = structlog.get_logger()


class BreachRpcs:
    def report_breach(self, request: pb.ReportBreachRequest, call: Call) -> pb.Breach:
        breach_id = breaches.report(
            call.db,
            call.ctx,
            shapes.local_id(request.name),
            request.agency_id,
            request.facts,
            shapes.occurred_at(request, call),
            shapes.local_id(request.agenda_item),
            lambda item_id: questions.case_of_item(call.peers, call.ctx, item_id),
        )
        log.warning("intake.breach_reported", breach=breach_id)
        return self._breach(breach_id, call)

    def review_breach(self, request: pb.ReviewBreachRequest, call: Call) -> pb.Breach:
        breach_id = shapes.local_id(request.name)
        verdict = shapes.code(pb.ReviewBreachRequest.Verdict, "VERDICT", request.verdict)
        breaches.review(call.db, call.ctx, breach_id, verdict, request.reason, request.report_reference)
        return self._breach(breach_id, call)

    def get_breach(self, request: pb.GetBreachRequest, call: Call) -> pb.Breach:
        return self._breach(shapes.local_id(request.name), call)

    def _breach(self, breach_id: str, call: Call) -> pb.Breach:
        """About nobody of the file: the coordinating agency's own record."""
        row, coordinator = breaches.breach(call.db, call.ctx, breach_id)
        message = pb.Breach(
            name=f"breaches/{row.id}",
            case_id=row.case_id,
            agency_id=row.agency_id,
            state=row.state,
            agenda_item=f"agendaItems/{row.agenda_item_id}" if row.agenda_item_id else "",
            report_reference=row.report_reference,
            facts=row.facts,
            reason=row.reason,
        )
        message.occur_time.FromDatetime(row.occurred_at)
        call.about(message.name, About(row.case_id, recorded_by=coordinator, coordinator=coordinator))
        return message
