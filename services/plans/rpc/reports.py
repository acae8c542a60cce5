"""Rpcs about reports and counts."""

from datetime import UTC

from kit.calls import Call
from kit.disclosure import WHOLE_ANSWER, About
from pb.tsunagi.plans.v1 import service_pb2 as pb
from services.plans.rpc import reading as read
from services.plans.rpc import writing as write
from services.plans.use_cases import reports


class ReportRpcs:
    """One method per rpc."""

    def request_report(self, request: pb.RequestReportRequest, call: Call) -> pb.Report:
        reader = read.Reader()
        start = reader.day("period_start", request.period_start)
        end = reader.day("period_end", request.period_end)
        reader.finish()
        return write.report(reports.request_report(call.db, call.ctx, period_start=start, period_end=end))

    def get_report(self, request: pb.GetReportRequest, call: Call) -> pb.Report:
        view = reports.get_report(call.db, call.ctx, read.id_of(request.name, "reports"))
        call.about(WHOLE_ANSWER, About("", recorded_by=call.ctx.actor.agency_id))
        return write.report(view)

    def answer_report(self, request: pb.AnswerReportRequest, call: Call) -> pb.Report:
        view = reports.answer_report(
            call.db,
            call.ctx,
            report_id=read.id_of(request.name, "reports"),
            points=[point.text for point in request.points],
            occurred_at=read.occurred_at(request),
        )
        return write.report(view)

    def count_facts(self, request: pb.CountFactsRequest, call: Call) -> pb.CountFactsResponse:
        count = reports.Count(
            as_of=request.as_of.ToDatetime(tzinfo=UTC),
            start=request.period_start.ToDatetime(tzinfo=UTC),
            end=request.period_end.ToDatetime(tzinfo=UTC),
        )
        counted = reports.count_own_facts(call.db, call.ctx, count)
        return pb.CountFactsResponse(counts=[pb.FactCount(code=code, count=number) for code, number in counted])
