"""The tasks of `participation`."""

from kit.zeebe import Job, Variables
from services.plans.use_cases import participation
from services.plans.worker.tasks import tasks


@tasks.task(
    "plan-participation-step",
    inputs=("participationId", "stepNo"),
    headers=("within",),
    outputs=("stepId", "stepDueAt", "stepWorkItemId", "stepNo"),
    key=("participationId", "stepNo"),
)
def plan_step(job: Job) -> Variables:
    """`within` only where no day was agreed with the person."""
    planned = participation.plan_step(
        job.db, job.ctx, job, participation_id=job.variables["participationId"], default=job.due()
    )
    return {
        "stepId": planned.id,
        "stepDueAt": planned.due_at,
        "stepWorkItemId": planned.work_item_id,
        "stepNo": int(job.variables["stepNo"]) + 1,
    }


@tasks.task(
    "pause-participation",
    inputs=("participationId", "stepNo"),
    headers=("within",),
    outputs=("pauseId", "pauseDueAt", "pauseWorkItemId"),
    key=("participationId", "stepNo"),
)
def pause(job: Job) -> Variables:
    due_at = job.due()
    paused = participation.pause(job.db, job.ctx, job, participation_id=job.variables["participationId"], due_at=due_at)
    return {"pauseId": paused.id, "pauseDueAt": due_at, "pauseWorkItemId": paused.work_item_id}
