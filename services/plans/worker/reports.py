"""The tasks of `committee-report`."""

from kit import facts
from kit.zeebe import Job, Variables
from pb.tsunagi.consent.v1 import service_pb2 as consent_pb
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from pb.tsunagi.meetings.v1 import service_pb2 as meetings_pb
from pb.tsunagi.outreach.v1 import service_pb2 as outreach_pb
from services.plans.domain.report import Figure, Target
from services.plans.use_cases import reports
from services.plans.worker.tasks import tasks

COUNTERS = {
    service: module.DESCRIPTOR.services_by_name[f"{service.capitalize()}Service"].methods_by_name["CountFacts"]
    for service, module in (
        ("intake", intake_pb),
        ("consent", consent_pb),
        ("meetings", meetings_pb),
        ("outreach", outreach_pb),
    )
}
REFERENCE = intake_pb.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetReference"]


@tasks.task("open-report", inputs=("reportId",), headers=("within",), outputs=("freezeAt",), key=("reportId",))
def open_report(job: Job) -> Variables:
    report_id = job.variables["reportId"]
    freeze_at = job.calendar.due(job.headers["within"], reports.end_of_period(job.db, job.ctx, report_id))
    reports.open_report(job.db, job.ctx, report_id=report_id, freeze_at=freeze_at)
    return {"freezeAt": freeze_at}


@tasks.task("count-facts", inputs=("reportId",), key=("reportId",))
def count_facts(job: Job) -> Variables:
    """Asks each service; one that does not answer lets the job be tried again, so that no figure is missing."""
    report_id = job.variables["reportId"]
    period = reports.what_to_count(job.db, job.ctx, report_id)
    own = facts.count(job.db, job.ctx, period.as_of, period.start, period.end)
    figures = [Figure("plans", one.code, "", one.count, one.cases) for one in own]
    for service in COUNTERS:
        figures += _ask_counts(job, service, period)
    known = job.peers.ask(REFERENCE, intake_pb.GetReferenceRequest(), job.ctx)
    targets = [Target(one.code, one.kind, one.display_name, one.target) for one in known.targets]
    reports.freeze_figures(
        job.db, job.ctx, report_id=report_id, figures=figures, targets=targets, reference_version=known.version
    )
    return {}


def _ask_counts(job: Job, service: str, period: reports.Count) -> list[Figure]:
    question = facts_pb2.CountFactsRequest()
    question.as_of.FromDatetime(period.as_of)
    question.period_start.FromDatetime(period.start)
    question.period_end.FromDatetime(period.end)
    answer = job.peers.ask(COUNTERS[service], question, job.ctx)
    return [Figure(service, one.code, "", one.count, one.cases) for one in answer.counts]


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


@tasks.task(
    "open-reviews",
    inputs=("reportId",),
    headers=("within",),
    outputs=("reviewDueAt", "reviewWorkItemId", "pointCount"),
    key=("reportId",),
)
def open_reviews(job: Job) -> Variables:
    due_at = job.due()
    count, item = reports.open_reviews(job.db, job.ctx, job, report_id=job.variables["reportId"], due_at=due_at)
    return {"reviewDueAt": due_at, "reviewWorkItemId": item, "pointCount": count}


@tasks.task("close-report", inputs=("reportId",), key=("reportId",))
def close_report(job: Job) -> Variables:
    reports.close_report(job.db, job.ctx, report_id=job.variables["reportId"])
    return {}
