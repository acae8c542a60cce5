"""Who joins and leaves the plan of a household, and the end of support for all."""

from kit.zeebe import Job, Variables
from services.plans.domain.plan import SubjectInPlan
from services.plans.use_cases import subjects, support
from services.plans.worker.tasks import coordinator, tasks


@tasks.task(
    "join-subject",
    inputs=("caseId", "caseNo", "personId", "consentRequestId"),
    outputs=("planId",),
    key=("caseId", "personId", "consentRequestId"),
)
def join_subject(job: Job) -> Variables:
    given = job.variables
    plan_id = subjects.join(
        job.db,
        job.ctx,
        case_id=given["caseId"],
        case_no=given["caseNo"],
        person_id=given["personId"],
        consent_request_id=given["consentRequestId"],
        coordinator_agency_id=coordinator(job),
    )
    return {"planId": plan_id}


@tasks.task(
    "leave-subject",
    inputs=("caseId", "personId", "consentRequestId", "interruptionNo", "subjectsEnd"),
    key=("PI", "interruptionNo"),
)
def leave_subject(job: Job) -> Variables:
    given = job.variables
    end = given.get("subjectsEnd") or ""
    subjects.leave(job.db, job.ctx, case_id=given["caseId"], person_id=given["personId"], end=end)
    return {}


@tasks.task("end-support", inputs=("caseId", "planId", "closureReason"), key=("planId",))
def end_support(job: Job) -> Variables:
    given = job.variables
    subjects.end_support(job.db, job.ctx, plan_id=given["planId"], closure_reason=given["closureReason"])
    return {}


@tasks.task("close-plan", inputs=("planId", "closureReason"), key=("planId",))
def close_plan(job: Job) -> Variables:
    given = job.variables
    support.close_plan(job.db, job.ctx, plan_id=given["planId"], closure_reason=given["closureReason"])
    return {}


@tasks.task("discontinue-plan", inputs=("planId", "closureReason"), key=("planId",), errors=(SubjectInPlan.code,))
def discontinue_plan(job: Job) -> Variables:
    given = job.variables
    support.discontinue_plan(job.db, job.ctx, plan_id=given["planId"], closure_reason=given["closureReason"])
    return {}


@tasks.task("close-case", inputs=("caseId", "closureReason"), key=("caseId",))
def close_case(job: Job) -> Variables:
    given = job.variables
    support.close_case(job.db, job.ctx, case_id=given["caseId"], closure_reason=given["closureReason"])
    return {}
