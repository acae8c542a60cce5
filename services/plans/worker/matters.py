"""The tasks of `plan-matter` and `follow-up`."""

from kit.zeebe import Job, Variables
from services.plans.use_cases import absence, matters
from services.plans.worker.tasks import tasks


@tasks.task(
    "open-matter",
    inputs=("matterId",),
    headers=("within",),
    outputs=("matterDueAt", "matterWorkItemId"),
    key=("matterId",),
)
def open_matter(job: Job) -> Variables:
    due_at = job.due()
    item = matters.open_matter(job.db, job.ctx, job, matter_id=job.variables["matterId"], due_at=due_at)
    return {"matterDueAt": due_at, "matterWorkItemId": item}


@tasks.task(
    "schedule-follow-up", inputs=("followUpId",), headers=("within",), outputs=("followUpAt",), key=("followUpId",)
)
def schedule_follow_up(job: Job) -> Variables:
    return {"followUpAt": job.due()}


@tasks.task(
    "open-follow-up",
    inputs=("followUpId",),
    headers=("within",),
    outputs=("followUpDueAt", "followUpWorkItemId"),
    key=("followUpId",),
)
def open_follow_up(job: Job) -> Variables:
    due_at = job.due()
    item = absence.open_follow_up(job.db, job.ctx, job, follow_up_id=job.variables["followUpId"], due_at=due_at)
    return {"followUpDueAt": due_at, "followUpWorkItemId": item}
