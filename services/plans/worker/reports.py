"""The tasks of `committee-report`."""

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from kit.zeebe import Job, Variables
from pb.tsunagi.consent.v1 import service_pb2 as consent_pb
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from pb.tsunagi.meetings.v1 import service_pb2 as meetings_pb
from pb.tsunagi.outreach.v1 import service_pb2 as outreach_pb
from services.plans.domain.report import Figure
from services.plans.use_cases import reports
from services.plans.worker.tasks import tasks

COUNTERS = {
    "intake": (intake_pb, "IntakeService"),
    "consent": (consent_pb, "ConsentService"),
    "meetings": (meetings_pb, "MeetingsService"),
    "outreach": (outreach_pb, "OutreachService"),
}


@tasks.task("open-report", inputs=("reportId",), headers=("within",), outputs=("freezeAt",), key=("reportId",))
def open_report(job: Job) -> Variables:
    freeze_at = job.due()
    reports.open_report(job.db, job.ctx, report_id=job.variables["reportId"], freeze_at=freeze_at)
    return {"freezeAt": freeze_at}


@tasks.task("count-facts", inputs=("reportId",), key=("reportId",))
def count_facts(job: Job) -> Variables:
    """Asks each service; one that does not answer lets the job be tried again, so that no figure is missing."""
    report_id = job.variables["reportId"]
    count = reports.what_to_count(job.db, job.ctx, report_id)
    figures = [Figure("plans", code, "", number) for code, number in reports.count_own_facts(job.db, job.ctx, count)]
    for service in COUNTERS:
        figures += [Figure(service, code, "", number) for code, number in _ask_counts(job, service, count)]
    reports.freeze_figures(job.db, job.ctx, report_id=report_id, figures=figures)
    return {}


def _ask_counts(job: Job, service: str, count: reports.Count) -> list[tuple[str, int]]:
    module, name = COUNTERS[service]
    times: dict[str, Message] = {}
    for field, at in (("as_of", count.as_of), ("period_start", count.start), ("period_end", count.end)):
        stamp = Timestamp()
        stamp.FromDatetime(at)
        times[field] = stamp
    method = module.DESCRIPTOR.services_by_name[name].methods_by_name["CountFacts"]
    answer = job.peers.ask(method, module.CountFactsRequest(**times), job.ctx)
    return [(figure.code, figure.count) for figure in answer.counts]


@tasks.task("list-gaps", inputs=("reportId",), key=("reportId",))
def list_gaps(job: Job) -> Variables:
    reports.list_gaps(job.db, job.ctx, report_id=job.variables["reportId"])
    return {}


@tasks.task(
    "hand-to-committee",
    inputs=("reportId",),
    headers=("within",),
    outputs=("committeeDueAt", "committeeWorkItemId"),
    key=("reportId",),
)
def hand_to_committee(job: Job) -> Variables:
    due_at = job.due()
    item = reports.hand_to_committee(job.db, job.ctx, job, report_id=job.variables["reportId"], due_at=due_at)
    return {"committeeDueAt": due_at, "committeeWorkItemId": item}


@tasks.task("close-report", inputs=("reportId",), key=("reportId",))
def close_report(job: Job) -> Variables:
    reports.close_report(job.db, job.ctx, report_id=job.variables["reportId"])
    return {}
