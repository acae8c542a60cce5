"""What no case waits for: contacts, advice, breaches of secrecy, break-glass."""

from kit.zeebe import Job, Variables
from services.intake.use_cases import advice, breaches, contacts, glasses
from services.intake.worker.tasks import tasks


@tasks.task(
    "open-breach",
    key=("breachId",),
    inputs=("breachId",),
    headers=("within",),
    outputs=("breachDueAt", "breachWorkItemId"),
)
def open_breach(job: Job) -> Variables:
    due_at = job.due()
    item = breaches.await_review(job.db, job.ctx, job, job.variables["breachId"], due_at)
    return {"breachDueAt": due_at, "breachWorkItemId": item}


@tasks.task(
    "open-break-glass",
    key=("glassId",),
    inputs=("glassId",),
    headers=("within",),
    outputs=("glassDueAt", "glassWorkItemId"),
)
def open_break_glass(job: Job) -> Variables:
    due_at = job.due()
    item = glasses.await_review(job.db, job.ctx, job, job.variables["glassId"], due_at)
    return {"glassDueAt": due_at, "glassWorkItemId": item}


@tasks.task(
    "open-contact",
    key=("contactId",),
    inputs=("contactId",),
    headers=("within",),
    outputs=("contactDueAt", "contactWorkItemId"),
)
def open_contact(job: Job) -> Variables:
    due_at = job.due()
    item = contacts.open_one(job.db, job.ctx, job, job.variables["contactId"], due_at)
    return {"contactDueAt": due_at, "contactWorkItemId": item}


@tasks.task(
    "open-advice",
    key=("adviceId",),
    inputs=("adviceId",),
    headers=("within",),
    outputs=("adviceDueAt", "adviceWorkItemId"),
)
def open_advice(job: Job) -> Variables:
    due_at = job.due()
    return {
        "adviceDueAt": due_at,
        "adviceWorkItemId": advice.open_one(job.db, job.ctx, job, job.variables["adviceId"], due_at),
    }
