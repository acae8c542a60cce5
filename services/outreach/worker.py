"""Jobs of the diagrams that outreach does (bpmn/README.md)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from kit import work_items
from kit.zeebe import Job, Tasks, Variables
from pb.tsunagi.consent.v1 import service_pb2 as consent_pb
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from services.outreach import domain
from services.outreach.use_cases import engagements as use_cases

tasks = Tasks("outreach")
work_items.register_tasks(tasks)

GET_CASE_REFERENCE = intake_pb.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetCaseReference"]
GET_ANSWER_STATE = consent_pb.DESCRIPTOR.services_by_name["ConsentService"].methods_by_name["GetAnswerState"]
SITUATION = ("outreachStage", "failedInRow", "daysSinceRefusal", "contactSignal")


@tasks.task(
    "open-engagement",
    inputs=("caseId", "caseNo", "personId"),
    headers=("within",),
    outputs=("engagementId", "approachDueAt", "contactNo", *SITUATION),
    key=("PI",),
)
def open_engagement(job: Job) -> Variables:
    case_id, person_id = job.variables["caseId"], job.variables["personId"]
    question = intake_pb.GetCaseReferenceRequest(case_id=case_id)
    reference = domain.CaseReference.of(job.peers.ask(GET_CASE_REFERENCE, question, job.ctx))
    due_at = job.due("within")
    said = _said(job, case_id, person_id)
    engagement_id, situation = use_cases.open_engagement(job.db, job.ctx, reference, person_id, due_at, said.refused_at)
    return {
        "engagementId": engagement_id,
        "approachDueAt": due_at,
        "contactNo": 1,
        **_situation(situation, said),
    }


@tasks.task(
    "plan-contact",
    inputs=("engagementId", "contactNo", "contactWithin"),
    outputs=("contactId", "contactDueAt", "contactWorkItemId", "contactNo"),
    key=("PI", "contactNo"),
)
def plan_contact(job: Job) -> Variables:
    due_at = job.calendar.due(job.variables["contactWithin"], job.ctx.now)
    contact_id, work_item_id = use_cases.plan_contact(job.db, job.ctx, job, job.variables["engagementId"], due_at)
    return {
        "contactId": contact_id,
        "contactDueAt": due_at,
        "contactWorkItemId": work_item_id,
        "contactNo": job.variables["contactNo"] + 1,
    }


@tasks.task(
    "assess-contact",
    inputs=("engagementId", "contactId"),
    outputs=SITUATION,
    key=("contactId",),
)
def assess_contact(job: Job) -> Variables:
    engagement_id = job.variables["engagementId"]
    said = _said(job, *use_cases.subject_of(job.db, job.ctx, engagement_id))
    contact_id = job.variables["contactId"]
    situation = use_cases.assess_contact(job.db, job.ctx, engagement_id, contact_id, said.refused_at)
    return _situation(situation, said)


@tasks.task(
    "raise-alert",
    inputs=("engagementId", "contactNo"),
    outputs=("contactSignal",),
    key=("PI", "contactNo"),
)
def raise_alert(job: Job) -> Variables:
    use_cases.raise_alert(job.db, job.ctx, job.variables["engagementId"])
    return {"contactSignal": domain.Signal.NONE}


@tasks.task("cancel-contact", inputs=("engagementId",), outputs=("outreachOutcome",), key=("PI",))
def cancel_contact(job: Job) -> Variables:
    """Back to the meeting; who has said yes meanwhile is no case for a meeting without consent."""
    engagement_id = job.variables["engagementId"]
    said = _said(job, *use_cases.subject_of(job.db, job.ctx, engagement_id))
    outcome = domain.OUTCOMES["ASK_CONSENT" if said.volunteered else "REVIEW"]
    use_cases.end_approach(job.db, job.ctx, engagement_id, outcome)
    return {"outreachOutcome": outcome}


@tasks.task(
    "conclude-engagement",
    inputs=("engagementId", "outreachStep"),
    outputs=("outreachOutcome",),
    key=("PI",),
)
def conclude_engagement(job: Job) -> Variables:
    outcome = domain.OUTCOMES[job.variables["outreachStep"]]
    use_cases.end_approach(job.db, job.ctx, job.variables["engagementId"], outcome)
    return {"outreachOutcome": outcome}


@tasks.task(
    "close-person",
    inputs=("caseId", "personId", "consentRequestId", "interruptionNo"),
    key=("PI", "interruptionNo"),
)
def close_person(job: Job) -> Variables:
    use_cases.close_person(job.db, job.ctx, job.variables["caseId"], job.variables["personId"])
    return {}


@tasks.task("close-case", inputs=("caseId", "closureReason"), key=("caseId",))
def close_case(job: Job) -> Variables:
    use_cases.close_case(job.db, job.ctx, job.variables["caseId"])
    return {}


@dataclass(frozen=True)
class _Said:
    """When the person last said no, and whether they said yes unasked since they were asked."""

    refused_at: datetime | None
    volunteered: bool


def _said(job: Job, case_id: str, person_id: str) -> _Said:
    """Asked of consent itself, because its event may come later than this job."""
    question = consent_pb.GetAnswerStateRequest(case_id=case_id, person_id=person_id)
    state: consent_pb.AnswerState = job.peers.ask(GET_ANSWER_STATE, question, job.ctx)
    refused_at = state.refusal_time.ToDatetime(UTC) if state.HasField("refusal_time") else None
    return _Said(refused_at, state.volunteered)


def _situation(found: domain.Situation, said: _Said) -> Variables:
    situation = found.consented() if said.volunteered else found
    values = (situation.stage, situation.failed_in_row, situation.days_since_refusal, situation.signal)
    return dict(zip(SITUATION, values, strict=True))
