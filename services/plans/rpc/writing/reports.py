"""Reports → protos."""

from pb.tsunagi.plans.v1 import network_pb2
from pb.tsunagi.plans.v1 import service_pb2 as pb
from services.plans.domain.network import Link
from services.plans.domain.report import Compared, Figure, Point
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
        points=map(_point, view.points),
        answer_time=stamp(of.answered_at),
        edition=of.edition,
        repeats=of.repeats,
        targets=map(_target, view.targets),
        reference_version=of.reference_version,
        links=map(link, view.links),
    )


def _point(of: Point) -> pb.CommitteePoint:
    return pb.CommitteePoint(
        name=f"committeePoints/{of.point_id}",
        text=of.text,
        outcome=enum(pb.CommitteePoint.Outcome, "OUTCOME", of.outcome),
        changed_kind=of.changed_kind,
        changed_name=of.changed_name,
        changed_version=of.changed_version,
        reason=of.reason,
    )


def _target(of: Compared) -> pb.TargetFigure:
    return pb.TargetFigure(
        code=of.target.code,
        kind=of.target.kind,
        display_name=of.target.name,
        target=of.target.target,
        actual=of.actual,
        difference=of.difference,
        masked=of.masked,
    )


def _figure(of: Figure) -> pb.Figure:
    return pb.Figure(service=of.group, code=of.code, count=of.count, cases=of.cases, masked=of.masked)


def link(of: Link) -> network_pb2.NetworkLink:
    return network_pb2.NetworkLink(
        kind=enum(network_pb2.NetworkLink.Kind, "KIND", of.kind),
        from_id=of.one,
        to_id=of.other,
        count=of.count,
        masked=of.masked,
    )
