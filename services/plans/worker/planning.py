"""The tasks of `planning`: draft, confirmation, roles, decision."""

from kit.zeebe import Job, Variables
from services.plans.use_cases import drafting, roles, support
from services.plans.worker.tasks import coordinator, tasks


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
    key=("PI", "planVersionId"),
)
def request_decision(job: Job) -> Variables:
    """Asked once in each round of planning: a version that went back to drafting comes to the city again."""
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


@tasks.task("cancel-planning", inputs=("planId", "revisionNo"), key=("planId", "revisionNo"))
def cancel_planning(job: Job) -> Variables:
    drafting.cancel_planning(job.db, job.ctx, plan_id=job.variables["planId"])
    return {}
