"""Consultations, cases, and the people in them."""

from kit.zeebe import Job, Variables
from services.intake.store import reference
from services.intake.use_cases import cases, consultations, people, reassessing, transfers
from services.intake.worker.tasks import tasks


@tasks.task(
    "open-consultation", key=("consultationId",), inputs=("consultationId",), outputs=("riskClasses", "daysToEviction")
)
def open_consultation(job: Job) -> Variables:
    consultation_id = job.variables["consultationId"]
    return consultations.open_consultation(job.db, job.ctx, consultation_id, job.process_instance_key)


@tasks.task(
    "record-urgency",
    key=("consultationId",),
    inputs=("consultationId", "urgency"),
    headers=("within",),
    outputs=("screeningDueAt", "screeningWorkItemId"),
)
def record_urgency(job: Job) -> Variables:
    given, due_at = job.variables, job.due()
    item = consultations.record_urgency(job.db, job.ctx, job, given["consultationId"], given["urgency"], due_at)
    return {"screeningDueAt": due_at, "screeningWorkItemId": item}


@tasks.task("apply-route", key=("consultationId",), inputs=("caseId", "consultationId", "route", "urgency"))
def apply_route(job: Job) -> Variables:
    consultations.apply_route(job.db, job.ctx, job.variables["consultationId"], job.variables["route"])
    return {}


@tasks.task("close-consultation", key=("consultationId",), inputs=("consultationId", "handoffOutcome"))
def close_consultation(job: Job) -> Variables:
    consultations.close(job.db, job.ctx, job.variables["consultationId"], job.variables["handoffOutcome"])
    return {}


@tasks.task(
    "review-joined-consultation",
    key=("caseId", "joinedConsultationId"),
    inputs=("caseId", "joinedConsultationId"),
    headers=("within",),
    outputs=("joinedDueAt", "joinedWorkItemId"),
)
def review_joined_consultation(job: Job) -> Variables:
    given, due_at = job.variables, job.due()
    item = consultations.review_joined(job.db, job.ctx, job, given["caseId"], given["joinedConsultationId"], due_at)
    return {"joinedDueAt": due_at, "joinedWorkItemId": item}


@tasks.task(
    "open-case",
    key=("caseId",),
    inputs=("caseId", "consultationId"),
    headers=("within",),
    outputs=("untangleDueAt", "untangleWorkItemId"),
)
def open_case(job: Job) -> Variables:
    given, due_at = job.variables, job.due()
    item = cases.open_case(job.db, job.ctx, job, given["caseId"], given["consultationId"], due_at)
    return {"untangleDueAt": due_at, "untangleWorkItemId": item}


@tasks.task("start-tracks", key=("caseId",), inputs=("caseId",), outputs=("personIds",))
def start_tracks(job: Job) -> Variables:
    return {"personIds": cases.start_tracks(job.db, job.ctx, job.variables["caseId"])}


@tasks.task("close-case", key=("caseId",), inputs=("caseId", "trackOutcomes"))
def close_case(job: Job) -> Variables:
    cases.close_case(job.db, job.ctx, job.variables["caseId"], job.variables["trackOutcomes"] or [])
    return {}


@tasks.task(
    "end-added-track",
    key=("caseId", "personId", "trackId", "trackOutcome"),
    inputs=("caseId", "personId", "trackId", "trackOutcome"),
)
def end_added_track(job: Job) -> Variables:
    given = job.variables
    cases.end_added_track(job.db, job.ctx, given["caseId"], given["personId"], given["trackOutcome"] or "")
    return {}


@tasks.task("close-if-over", key=("caseId", "endedId"), inputs=("caseId", "endedId"))
def close_if_over(job: Job) -> Variables:
    cases.close_if_over(job.db, job.ctx, job.variables["caseId"])
    return {}


@tasks.task("take-up-end", key=("PI",), inputs=("caseId",))
def take_up_end(job: Job) -> Variables:
    cases.take_up_end(job.db, job.ctx, job, job.variables["caseId"])
    return {}


@tasks.task("end-case", key=("caseId",), inputs=("caseId", "closureReason"))
def end_case(job: Job) -> Variables:
    cases.end_case(job.db, job.ctx, job.variables["caseId"], job.variables["closureReason"])
    return {}


@tasks.task(
    "open-transfer",
    key=("transferId",),
    inputs=("transferId",),
    headers=("within", "remindAfter", "lapseAfter"),
    outputs=("transferDueAt", "transferReminderAt", "transferLapseAt", "transferWorkItemId"),
)
def open_transfer(job: Job) -> Variables:
    due_at = job.due()
    item = transfers.open_one(job.db, job.ctx, job, job.variables["transferId"], due_at)
    return {
        "transferDueAt": due_at,
        "transferReminderAt": job.due("remindAfter"),
        "transferLapseAt": job.due("lapseAfter"),
        "transferWorkItemId": item,
    }


@tasks.task("lapse-transfer", key=("transferId",), inputs=("transferId",))
def lapse_transfer(job: Job) -> Variables:
    transfers.lapse(job.db, job.ctx, job.variables["transferId"])
    return {}


@tasks.task(
    "start-watch",
    key=("PI", "watchNo"),
    inputs=("caseId", "personId", "watchNo"),
    headers=("within",),
    outputs=("watchReviewId", "watchDueAt", "watchWorkItemId", "watchNo"),
)
def start_watch(job: Job) -> Variables:
    given, due_at = job.variables, job.due()
    review, item = people.start_watch(job.db, job.ctx, job, given["caseId"], given["personId"], due_at)
    return {
        "watchReviewId": review,
        "watchDueAt": due_at,
        "watchWorkItemId": item,
        "watchNo": (given["watchNo"] or 1) + 1,
    }


@tasks.task(
    "suspend-person",
    key=("suspensionId",),
    inputs=("caseId", "personId", "suspensionId"),
    headers=("within",),
    outputs=("suspensionDueAt", "suspensionWorkItemId"),
)
def suspend_person(job: Job) -> Variables:
    given, due_at = job.variables, job.due()
    people.end_watch(job.db, job.ctx, given["caseId"], given["personId"])
    item = people.await_resumption(job.db, job.ctx, job, given["caseId"], given["suspensionId"], due_at)
    return {"suspensionDueAt": due_at, "suspensionWorkItemId": item}


@tasks.task(
    "open-emergency",
    key=("PI",),
    inputs=("caseId", "caseNo"),
    headers=("within",),
    outputs=("emergencyId", "emergencyDueAt", "emergencyWorkItemId"),
)
def open_emergency(job: Job) -> Variables:
    given, due_at = job.variables, job.due()
    agency_id = reference.of(job.db, job.ctx).coordinator_agency_id
    emergency, item = people.open_emergency(job.db, job.ctx, job, given["caseId"], given["caseNo"], agency_id, due_at)
    return {"emergencyId": emergency, "emergencyDueAt": due_at, "emergencyWorkItemId": item}


@tasks.task("close-emergency", key=("emergencyId",), inputs=("emergencyId",))
def close_emergency(job: Job) -> Variables:
    people.close_emergency(job.db, job.ctx, job.variables["emergencyId"])
    return {}


@tasks.task("read-urgency", key=("EI",), inputs=("caseId",), outputs=("urgency",), rated=("urgency",))
def read_urgency(job: Job) -> Variables:
    return {"urgency": cases.urgency_now(job.db, job.ctx, job.variables["caseId"])}


@tasks.task(
    "open-reassessment",
    key=("reassessmentId",),
    inputs=("reassessmentId",),
    headers=("within",),
    outputs=("reassessmentDueAt", "reassessmentWorkItemId"),
)
def open_reassessment(job: Job) -> Variables:
    due_at = job.due()
    item = reassessing.open_one(job.db, job.ctx, job, job.variables["reassessmentId"], due_at)
    return {"reassessmentDueAt": due_at, "reassessmentWorkItemId": item}


@tasks.task(
    "read-reassessment", key=("reassessmentId",), inputs=("reassessmentId",), outputs=("riskClasses", "daysToEviction")
)
def read_reassessment(job: Job) -> Variables:
    return reassessing.facts_of(job.db, job.ctx, job.variables["reassessmentId"])


@tasks.task("record-reassessment", key=("reassessmentId",), inputs=("reassessmentId", "urgency"))
def record_reassessment(job: Job) -> Variables:
    reassessing.record(job.db, job.ctx, job.variables["reassessmentId"], job.variables["urgency"])
    return {}
