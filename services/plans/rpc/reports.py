"""The rpcs about reports to the promotion committee."""

from kit import facts
from kit.calls import Call
from kit.disclosure import WHOLE_ANSWER, About
from kit.errors import InvalidArgument, Violation
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.plans.v1 import service_pb2 as pb
from services.plans.domain.report import Point, Repeats
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
        if request.repeats not in set(Repeats):
            raise InvalidArgument(Violation("repeats", "FORMAT", "毎月か毎年を選んでください。"))
        repeats = Repeats(request.repeats)
        view = reports.request_report(call.db, call.ctx, period_start=start, period_end=end, repeats=repeats)
        return write.report(view)

    def stop_report_series(self, request: pb.StopReportSeriesRequest, call: Call) -> pb.Report:
        return write.report(reports.stop_repeating(call.db, call.ctx, read.id_of(request.name, "reports")))

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

    def review_point(self, request: pb.ReviewPointRequest, call: Call) -> pb.Report:
        reader = read.Reader()
        outcome = reader.code(pb.CommitteePoint.Outcome, "outcome", request.outcome)
        reader.finish()
        point = Point(
            read.id_of(request.name, "committeePoints"),
            "",
            outcome,
            request.changed_kind,
            request.changed_name,
            request.changed_version,
            request.reason,
        )
        return write.report(reports.review_point(call.db, call.ctx, point))

    def count_facts(self, request: facts_pb2.CountFactsRequest, call: Call) -> facts_pb2.CountFactsResponse:
        return facts.page(call.db, call.ctx, request)
