"""Reports → protos."""

from pb.tsunagi.plans.v1 import service_pb2 as pb
from services.plans.domain.report import Figure
from services.plans.rpc.writing.base import day, enum, stamp
from services.plans.use_cases.reports import ReportView


def report(view: ReportView) -> pb.Report:
    of = view.report
    return pb.Report(
        name=f"reports/{of.report_id}",
        number=of.number,
        state=enum(pb.Report.State, "STATE", of.state),
        period_start=day(of.period_start),
        period_end=day(of.period_end),
        freeze_time=stamp(of.as_of),
        figures=[_figure(figure) for figure in view.figures],
        gaps=[pb.GapFigure(need_code=gap.code, area=gap.area, count=gap.count, masked=gap.masked) for gap in view.gaps],
        points=[pb.CommitteePoint(name=f"committeePoints/{key}", text=text) for key, text in view.points],
        answer_time=stamp(of.answered_at),
    )


def _figure(of: Figure) -> pb.Figure:
    return pb.Figure(service=of.group, code=of.code, count=of.count, masked=of.masked)
