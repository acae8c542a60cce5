"""The task types of the plans service: job → use case → variables."""

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from kit import work_items
from kit.zeebe import Job, Tasks, Variables
from pb.tsunagi.consent.v1 import service_pb2 as consent_pb
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from pb.tsunagi.meetings.v1 import service_pb2 as meetings_pb
from pb.tsunagi.outreach.v1 import service_pb2 as outreach_pb
from services.plans.domain.report import Figure
from services.plans.use_cases import drafting, progress, reports, roles, subjects, support

CASE_REFERENCE = intake_pb.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetCaseReference"]
LIST_GRANTED_AGENCIES = consent_pb.DESCRIPTOR.services_by_name["ConsentService"].methods_by_name["ListGrantedAgencies"]
COUNTERS = {
    "intake": (intake_pb, "IntakeService"),
    "consent": (consent_pb, "ConsentService"),
    "meetings": (meetings_pb, "MeetingsService"),
    "outreach": (outreach_pb, "OutreachService"),
}

tasks = Tasks("plans")
work_items.register_tasks(tasks)


def coordinator(job: Job) -> str:
    """The agency of the coordinator today: cases change hands, so intake is asked at each wait."""
    request = intake_pb.GetCaseReferenceRequest(case_id=job.variables["caseId"])
    return str(job.peers.ask(CASE_REFERENCE, request, job.ctx).coordinator_agency_id)


@tasks.task(
    "join-subject",
    inputs=("caseId", "caseNo", "personId", "consentRequestId"),
    key=("caseId", "personId", "consentRequestId"),
)
def join_subject(job: Job) -> Variables:
    given = job.variables
    subjects.join(
        job.db,
        job.ctx,
        case_id=given["caseId"],
        case_no=given["caseNo"],
        person_id=given["personId"],
        consent_request_id=given["consentRequestId"],
        coordinator_agency_id=coordinator(job),
    )
    return {}


@tasks.task(
    "leave-subject",
    inputs=("caseId", "personId", "consentRequestId", "interruptionNo"),
    key=("PI", "interruptionNo"),
)
def leave_subject(job: Job) -> Variables:
    subjects.leave(job.db, job.ctx, case_id=job.variables["caseId"], person_id=job.variables["personId"])
    return {}


@tasks.task("strike-ungranted-roles", key=("PI", "partialNo"), inputs=("caseId", "personId", "partialNo"))
def strike_ungranted_roles(job: Job) -> Variables:
    case_id, person_id = job.variables["caseId"], job.variables["personId"]
    question = consent_pb.ListGrantedAgenciesRequest(case_id=case_id, person_id=person_id, purpose="PLAN_SHARING")
    lost = list(job.peers.ask(LIST_GRANTED_AGENCIES, question, job.ctx).lost_agency_ids)
    subjects.strike(job.db, job.ctx, case_id=case_id, person_id=person_id, agency_ids=lost)
    return {}


@tasks.task("end-support", inputs=("caseId", "planId", "closureReason"), key=("planId",))
def end_support(job: Job) -> Variables:
    given = job.variables
    subjects.end_support(job.db, job.ctx, plan_id=given["planId"], closure_reason=given["closureReason"])
    return {}


@tasks.task(
    "open-draft",
    inputs=("caseId", "planId", "draftNo"),
    headers=("within",),
    outputs=("planVersionId", "draftId", "draftDueAt", "draftWorkItemId", "draftNo"),
    key=("PI", "draftNo"),
)
def open_draft(job: Job) -> Variables:
    due_at = job.due()
    opened = drafting.open_draft(
        job.db,
        job.ctx,
        job,
        plan_id=job.variables["planId"],
        coordinator_agency_id=coordinator(job),
        due_at=due_at,
    )
    return {
        "planVersionId": opened.plan_version_id,
        "draftId": opened.draft_id,
        "draftDueAt": due_at,
        "draftWorkItemId": opened.work_item_id,
        "draftNo": int(job.variables["draftNo"]) + 1,
    }


@tasks.task(
    "ask-confirmation",
    inputs=("caseId", "draftId"),
    headers=("within",),
    outputs=("confirmDueAt", "confirmWorkItemId"),
    key=("draftId",),
)
def ask_confirmation(job: Job) -> Variables:
    due_at = job.due()
    item = drafting.ask_confirmation(
        job.db,
        job.ctx,
        job,
        draft_id=job.variables["draftId"],
        coordinator_agency_id=coordinator(job),
        due_at=due_at,
    )
    return {"confirmDueAt": due_at, "confirmWorkItemId": item}


@tasks.task(
    "offer-roles", inputs=("draftId",), headers=("within",), outputs=("roleIds", "rolesDueAt"), key=("draftId",)
)
def offer_roles(job: Job) -> Variables:
    due_at = job.due()
    offered = roles.offer_roles(job.db, job.ctx, job, draft_id=job.variables["draftId"], due_at=due_at)
    return {"roleIds": offered, "rolesDueAt": due_at}


@tasks.task("lapse-role", inputs=("draftId", "roleId"), key=("draftId", "roleId"))
def lapse_role(job: Job) -> Variables:
    roles.lapse_role(job.db, job.ctx, draft_id=job.variables["draftId"], role_id=job.variables["roleId"])
    return {}


@tasks.task("settle-roles", inputs=("draftId",), outputs=("rolesSettled",), key=("draftId",))
def settle_roles(job: Job) -> Variables:
    return {"rolesSettled": roles.settle_roles(job.db, job.ctx, draft_id=job.variables["draftId"])}


@tasks.task(
    "request-decision",
    inputs=("caseId", "planVersionId"),
    headers=("within",),
    outputs=("decisionDueAt", "decisionWorkItemId"),
    key=("planVersionId",),
)
def request_decision(job: Job) -> Variables:
    due_at = job.due()
    item = support.request_decision(
        job.db,
        job.ctx,
        job,
        plan_version_id=job.variables["planVersionId"],
        coordinator_agency_id=coordinator(job),
        due_at=due_at,
    )
    return {"decisionDueAt": due_at, "decisionWorkItemId": item}


@tasks.task(
    "start-support",
    inputs=("planId", "planVersionId"),
    outputs=("roleIds", "stability", "monthsInSupport", "revisionNeeded"),
    key=("planVersionId",),
)
def start_support(job: Job) -> Variables:
    given = job.variables
    started = support.start_support(job.db, job.ctx, plan_id=given["planId"], plan_version_id=given["planVersionId"])
    return {
        "roleIds": started.role_ids,
        "stability": started.stability.value,
        "monthsInSupport": started.months_in_support,
        "revisionNeeded": started.revision_needed,
    }


@tasks.task("cancel-planning", inputs=("planId", "revisionNo"), key=("planId", "revisionNo"))
def cancel_planning(job: Job) -> Variables:
    drafting.cancel_planning(job.db, job.ctx, plan_id=job.variables["planId"])
    return {}


@tasks.task(
    "cancel-monitoring",
    inputs=("planId", "planVersionId", "revisionNo"),
    key=("planId", "planVersionId", "revisionNo"),
)
def cancel_monitoring(job: Job) -> Variables:
    support.cancel_monitoring(job.db, job.ctx, plan_id=job.variables["planId"])
    return {}


@tasks.task(
    "open-revision",
    inputs=("planId", "planVersionId", "revisionNo"),
    outputs=("revisionNeeded", "revisionNo"),
    key=("planId", "planVersionId", "revisionNo"),
)
def open_revision(job: Job) -> Variables:
    needed = support.open_revision(job.db, job.ctx, plan_id=job.variables["planId"])
    return {"revisionNeeded": needed, "revisionNo": int(job.variables["revisionNo"]) + 1}


@tasks.task("close-plan", inputs=("planId", "closureReason"), key=("planId",))
def close_plan(job: Job) -> Variables:
    given = job.variables
    support.close_plan(job.db, job.ctx, plan_id=given["planId"], closure_reason=given["closureReason"])
    return {}


@tasks.task("close-case", inputs=("caseId", "closureReason"), key=("caseId",))
def close_case(job: Job) -> Variables:
    given = job.variables
    support.close_case(job.db, job.ctx, case_id=given["caseId"], closure_reason=given["closureReason"])
    return {}


@tasks.task(
    "schedule-monitoring",
    inputs=("planId", "monitoringWithin"),
    outputs=("monitoringId", "monitoringDueAt", "monitoringWorkItemId"),
    key=("PI",),
)
def schedule_monitoring(job: Job) -> Variables:
    due_at = job.calendar.due(job.variables["monitoringWithin"], job.ctx.now)
    opened = progress.schedule_monitoring(job.db, job.ctx, job, plan_id=job.variables["planId"], due_at=due_at)
    return {"monitoringId": opened.id, "monitoringDueAt": due_at, "monitoringWorkItemId": opened.work_item_id}


@tasks.task(
    "assess-monitoring",
    inputs=("monitoringId",),
    outputs=("monitoringOutcome", "monthsInSupport"),
    key=("monitoringId",),
)
def assess_monitoring(job: Job) -> Variables:
    outcome, months = progress.assess_monitoring(job.db, job.ctx, monitoring_id=job.variables["monitoringId"])
    return {"monitoringOutcome": outcome, "monthsInSupport": months}


@tasks.task(
    "open-evaluation",
    inputs=("caseId", "planId", "evaluationNo"),
    headers=("within",),
    outputs=("evaluationId", "evaluationDueAt", "evaluationWorkItemId", "evaluationNo"),
    key=("planId", "evaluationNo"),
)
def open_evaluation(job: Job) -> Variables:
    due_at = job.due()
    opened = progress.open_evaluation(
        job.db,
        job.ctx,
        job,
        plan_id=job.variables["planId"],
        coordinator_agency_id=coordinator(job),
        due_at=due_at,
    )
    return {
        "evaluationId": opened.id,
        "evaluationDueAt": due_at,
        "evaluationWorkItemId": opened.work_item_id,
        "evaluationNo": int(job.variables["evaluationNo"]) + 1,
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
