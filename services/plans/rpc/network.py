"""The rpcs about cooperation: counts of every service, put together now or as a report froze them."""

from datetime import date

from kit import facts
from kit.calls import Call
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from pb.tsunagi.meetings.v1 import service_pb2 as meetings_pb
from pb.tsunagi.plans.v1 import network_pb2 as pb
from services.plans.domain import report as report_rules
from services.plans.domain.network import Partner, published
from services.plans.domain.report import Figure, Repeats, whole_months
from services.plans.rpc.reading import Reader, id_of
from services.plans.rpc.writing.reports import link
from services.plans.use_cases import network, reports
from services.plans.use_cases.reports import midnight

ASKED = {
    service: module.DESCRIPTOR.services_by_name[f"{service.capitalize()}Service"].methods_by_name["CountFacts"]
    for service, module in (("intake", intake_pb), ("meetings", meetings_pb))
}


class NetworkRpcs:
    """One method per rpc."""

    def get_network(self, request: pb.GetNetworkRequest, call: Call) -> pb.Network:
        if request.report:
            links, _frozen = reports.frozen(call.db, call.ctx, id_of(request.report, "reports"))
        else:
            period = whole_months(*_period(request.period_start, request.period_end))
            links = network.links(call.db, call.ctx, published(_figures(call, *period)))
        return pb.Network(links=map(link, links))

    def get_cooperation(self, request: pb.GetCooperationRequest, call: Call) -> pb.Cooperation:
        network.require_may_see(call.ctx, request.agency_id)
        if request.report:
            _links, counts = reports.frozen(call.db, call.ctx, id_of(request.report, "reports"))
        else:
            figures = _figures(call, *_period(request.period_start, request.period_end))
            counts = {figure.code: figure.count for figure in figures}
        found = network.cooperation(request.agency_id, counts)
        return pb.Cooperation(
            agency_id=found.agency_id,
            accepted_count=found.answers.get("ACCEPTED", 0),
            declined_count=found.answers.get("DECLINED", 0),
            expired_count=found.answers.get("EXPIRED", 0),
            in_time_count=found.answers.get("IN_TIME", 0),
            late_count=found.answers.get("LATE", 0),
            partners=map(_partner, found.partners),
        )


def _period(start: str, end: str) -> tuple[date, date]:
    reader = Reader()
    days = reader.day("period_start", start), reader.day("period_end", end)
    reader.finish()
    report_rules.check_period(*days, Repeats.NOT)
    return days


def _figures(call: Call, start: date, end: date) -> list[Figure]:
    """As known now. Raises PeerUnavailable, so that no figure is missing."""
    question = facts_pb2.CountFactsRequest()
    question.as_of.FromDatetime(call.ctx.now)
    question.period_start.FromDatetime(midnight(start))
    question.period_end.FromDatetime(midnight(end))
    answers = {"plans": facts.page(call.db, call.ctx, question)}
    answers |= {service: call.peers.ask(method, question, call.ctx) for service, method in ASKED.items()}
    return [
        Figure(service, one.code, "", one.count, one.cases)
        for service, answer in answers.items()
        for one in answer.counts
    ]


def _partner(of: Partner) -> pb.Partner:
    return pb.Partner(
        agency_id=of.agency_id,
        sent_count=of.sent,
        sent_stalled_count=of.sent_stalled,
        received_count=of.received,
        received_stalled_count=of.received_stalled,
        meeting_count=of.meetings,
        plan_count=of.plans,
    )
