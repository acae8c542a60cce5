"""Jobs of the diagrams that consent does (bpmn/README.md)."""

from kit import work_items
from kit.zeebe import Job, Tasks, Variables
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from services.consent.domain.statements import CaseReference
from services.consent.store.requests import lock_case
from services.consent.use_cases import endings, seeking, stopping, validity

tasks = Tasks("consent")
work_items.register_tasks(tasks)

GET_CASE_REFERENCE = intake_pb.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetCaseReference"]


@tasks.task(
    "request",
    inputs=("caseId", "caseNo", "personId", "consentSoughtId"),
    headers=("within", "remindAfter", "reaskAfter"),
    outputs=("consentRequestId", "consentDueAt", "consentReminderAt", "consentWorkItemId"),
    errors=("REASK_TOO_EARLY",),
    key=("PI",),
)
def request(job: Job) -> Variables:
    due_at = job.due("within")
    # Before the question whether the case goes on: its end waits until what began while it did can be seen.
    lock_case(job.db, job.variables["caseId"])
    request_id, work_item_id = seeking.open_request(
        job.db,
        job.ctx,
        job,
        _case_reference(job),
        job.variables["personId"],
        due_at,
        sought=bool(job.variables["consentSoughtId"]),
    )
    return {
        "consentRequestId": request_id,
        "consentDueAt": due_at,
        "consentReminderAt": job.due("remindAfter"),
        "consentWorkItemId": work_item_id,
    }


def _case_reference(job: Job) -> CaseReference:
    question = intake_pb.GetCaseReferenceRequest(case_id=job.variables["caseId"])
    return CaseReference.of(job.peers.ask(GET_CASE_REFERENCE, question, job.ctx))


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
    "watch-validity",
    inputs=("caseId", "personId", "consentRequestId", "validityNo"),
    headers=("promptBefore",),
    outputs=("consentExpiresAt", "consentPromptAt", "validityNo"),
    key=("PI", "consentRequestId", "validityNo"),
)
def watch_validity(job: Job) -> Variables:
    expires_at = validity.watch(job.db, job.ctx, job.variables["caseId"], job.variables["personId"])
    before = job.due("promptBefore") - job.ctx.now
    return {
        "consentExpiresAt": expires_at,
        "consentPromptAt": max(expires_at - before, job.ctx.now),
        "validityNo": int(job.variables["validityNo"]) + 1,
    }


@tasks.task(
    "prompt-renewal",
    inputs=("caseId", "personId", "consentRequestId", "validityNo"),
    key=("PI", "consentRequestId", "validityNo"),
)
def prompt_renewal(job: Job) -> Variables:
    validity.prompt(job.db, job.ctx, job, _case_reference(job), job.variables["personId"])
    return {}


@tasks.task(
    "expire-grants",
    inputs=("caseId", "personId", "consentRequestId", "validityNo"),
    key=("PI", "consentRequestId", "validityNo"),
)
def expire_grants(job: Job) -> Variables:
    endings.expire_grants(job.db, job.ctx, job.variables["caseId"], job.variables["personId"])
    return {}


@tasks.task(
    "await-stop-use",
    inputs=("caseId", "stopUseId"),
    headers=("within",),
    outputs=("stopUseDueAt", "stopUseWorkItemId"),
    key=("stopUseId",),
)
def await_stop_use(job: Job) -> Variables:
    due_at = job.due()
    item_id = stopping.await_confirmation(job.db, job.ctx, job, job.variables["stopUseId"], due_at)
    return {"stopUseDueAt": due_at, "stopUseWorkItemId": item_id}


@tasks.task("escalate-stop-use", inputs=("caseId", "stopUseId"), headers=("within",), key=("stopUseId",))
def escalate_stop_use(job: Job) -> Variables:
    stopping.escalate(job.db, job.ctx, job, job.variables["stopUseId"], job.due())
    return {}


@tasks.task("end-grants", inputs=("caseId", "personId"), key=("caseId", "personId", "PI"))
def end_grants(job: Job) -> Variables:
    endings.end_by_death(job.db, job.ctx, job.variables["caseId"], job.variables["personId"])
    return {}


@tasks.task("close-case", inputs=("caseId", "closureReason"), key=("caseId",))
def close_case(job: Job) -> Variables:
    endings.close_case(job.db, job.ctx, job.variables["caseId"], job.variables["closureReason"])
    return {}
