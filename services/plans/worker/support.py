"""The tasks of `household-plan` and `monitoring` once a version is decided."""

from kit.zeebe import Job, Variables
from services.plans.use_cases import absence, progress, role_work, support
from services.plans.worker.tasks import coordinator, tasks


@tasks.task(
    "start-support",
    inputs=("planId", "planVersionId"),
    headers=("within",),
    outputs=("roleIds", "stability", "monthsInSupport", "stableMonths", "revisionNeeded", "rolesBeginDueAt"),
    key=("planVersionId",),
)
def start_support(job: Job) -> Variables:
    given = job.variables
    started = support.start_support(job.db, job.ctx, plan_id=given["planId"], plan_version_id=given["planVersionId"])
    return {
        "roleIds": started.role_ids,
        "stability": started.stability.value,
        "monthsInSupport": started.months_in_support,
        "stableMonths": started.stable_months,
        "revisionNeeded": started.revision_needed,
        "rolesBeginDueAt": job.due(),
    }


@tasks.task("check-roles-begun", inputs=("planId", "planVersionId"), key=("planVersionId",))
def check_roles_begun(job: Job) -> Variables:
    given = job.variables
    role_work.check_begun(job.db, job.ctx, plan_id=given["planId"], plan_version_id=given["planVersionId"])
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


@tasks.task(
    "schedule-monitoring",
    inputs=("planId", "monitoringWithin"),
    outputs=("monitoringId", "monitoringDueAt", "monitoringWorkItemId"),
    key=("PI",),
)
def schedule_monitoring(job: Job) -> Variables:
    due_at = job.calendar.due(job.variables["monitoringWithin"], job.ctx.now)
    opened = progress.schedule_monitoring(job.db, job.ctx, job, plan_id=job.variables["planId"], due_at=due_at)
    return {
        "monitoringId": opened.id,
        "monitoringDueAt": opened.due_at,
        "monitoringWorkItemId": opened.work_item_id,
    }


@tasks.task(
    "assess-monitoring",
    inputs=("monitoringId",),
    headers=("within",),
    outputs=("monitoringOutcome", "monthsInSupport", "stableMonths"),
    key=("monitoringId",),
)
def assess_monitoring(job: Job) -> Variables:
    """`within`: so long before the period ends, the plan is evaluated."""
    assessed = progress.assess_monitoring(
        job.db, job.ctx, monitoring_id=job.variables["monitoringId"], evaluate_from=job.due()
    )
    return {
        "monitoringOutcome": assessed.outcome,
        "monthsInSupport": assessed.months_in_support,
        "stableMonths": assessed.stable_months,
    }


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


@tasks.task(
    "read-evaluation",
    inputs=("planId", "evaluationId"),
    outputs=(
        "goalsOutcome",
        "leadSettled",
        "stability",
        "newIssue",
        "longAbsence",
        "closureWish",
        "consentedCount",
        "grantlessReviews",
    ),
    key=("evaluationId",),
)
def read_evaluation(job: Job) -> Variables:
    given = job.variables
    judged = progress.read_evaluation(job.db, job.ctx, plan_id=given["planId"], evaluation_id=given["evaluationId"])
    return {
        "goalsOutcome": judged.goals_outcome,
        "leadSettled": judged.lead_settled,
        "stability": judged.stability.value,
        "newIssue": judged.new_issue,
        "longAbsence": judged.long_absence,
        "closureWish": judged.closure_wish.value,
        "consentedCount": judged.consented_count,
        "grantlessReviews": judged.grantless_reviews,
    }


@tasks.task(
    "suspend-plan",
    inputs=("caseId", "planId", "suspensionNo"),
    headers=("within",),
    outputs=("suspensionId", "suspensionDueAt", "suspensionWorkItemId", "suspensionNo"),
    key=("planId", "suspensionNo"),
)
def suspend_plan(job: Job) -> Variables:
    due_at = job.due()
    opened = absence.suspend(
        job.db,
        job.ctx,
        job,
        plan_id=job.variables["planId"],
        coordinator_agency_id=coordinator(job),
        due_at=due_at,
    )
    return {
        "suspensionId": opened.id,
        "suspensionDueAt": due_at,
        "suspensionWorkItemId": opened.work_item_id,
        "suspensionNo": int(job.variables["suspensionNo"]) + 1,
    }
