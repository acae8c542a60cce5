"""Jobs of the diagrams that consent does (bpmn/README.md)."""

from kit import work_items
from kit.zeebe import Job, Tasks, Variables
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from services.consent.domain.statements import CaseReference
from services.consent.use_cases import endings, seeking

tasks = Tasks("consent")
work_items.register_tasks(tasks)

GET_CASE_REFERENCE = intake_pb.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetCaseReference"]


@tasks.task(
    "request",
    inputs=("caseId", "caseNo", "personId"),
    headers=("within", "remindAfter"),
    outputs=("consentRequestId", "consentDueAt", "consentReminderAt", "consentWorkItemId"),
    errors=("REASK_TOO_EARLY",),
    key=("PI",),
)
def request(job: Job) -> Variables:
    question = intake_pb.GetCaseReferenceRequest(case_id=job.variables["caseId"])
    reference = CaseReference.of(job.peers.ask(GET_CASE_REFERENCE, question, job.ctx))
    due_at = job.due("within")
    request_id, work_item_id = seeking.open_request(job.db, job.ctx, job, reference, job.variables["personId"], due_at)
    return {
        "consentRequestId": request_id,
        "consentDueAt": due_at,
        "consentReminderAt": job.due("remindAfter"),
        "consentWorkItemId": work_item_id,
    }


@tasks.task(
    "lapse",
    inputs=("consentRequestId",),
    outputs=("consentAnswer", "coverage", "consentExpiresAt"),
    key=("consentRequestId",),
)
def lapse(job: Job) -> Variables:
    outcome = seeking.lapse(job.db, job.ctx, job.variables["consentRequestId"])
    return {
        "consentAnswer": outcome.answer,
        "coverage": outcome.coverage,
        "consentExpiresAt": outcome.expires_at,
    }


@tasks.task(
    "expire-grants",
    inputs=("caseId", "personId", "consentRequestId"),
    key=("caseId", "personId", "consentRequestId"),
)
def expire_grants(job: Job) -> Variables:
    endings.expire_grants(job.db, job.ctx, job.variables["caseId"], job.variables["personId"])
    return {}


@tasks.task("end-grants", inputs=("caseId", "personId"), key=("caseId", "personId", "PI"))
def end_grants(job: Job) -> Variables:
    endings.end_by_death(job.db, job.ctx, job.variables["caseId"], job.variables["personId"])
    return {}


@tasks.task("close-case", inputs=("caseId", "closureReason"), key=("caseId",))
def close_case(job: Job) -> Variables:
    endings.close_case(job.db, job.ctx, job.variables["caseId"], job.variables["closureReason"])
    return {}
