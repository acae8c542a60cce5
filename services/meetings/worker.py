"""Jobs of the diagrams that meetings does: job → use case → variables."""

from datetime import datetime

from kit import work_items
from kit.zeebe import Job, Tasks, Variables
from services.meetings import questions
from services.meetings.domain.convening import ConsentMissing, NewItem
from services.meetings.domain.rooms import BASIS, EMERGENCY
from services.meetings.store import items as item_store
from services.meetings.store.tables import CLOSED_STATES
from services.meetings.use_cases import following, information, items, minutes

tasks = Tasks("meetings")
work_items.register_tasks(tasks)
EMERGENCY_HEADER = "emergencyWithin"
"""A diagram may give an emergency a period of its own."""
ANSWER_HEADER = "answerWithin"
"""Within what period those who are called say whether they come; without it nobody is asked to."""


def due(job: Job, basis: str) -> datetime:
    urgent = basis == EMERGENCY and EMERGENCY_HEADER in job.headers
    return job.due(EMERGENCY_HEADER) if urgent else job.due()


def due_of_item(job: Job) -> datetime:
    return due(job, item_store.lock_item(job.db, job.ctx, job.variables["agendaItemId"]).convening_basis)


@tasks.task(
    "propose-item",
    key=("PI",),
    inputs=("caseId", "caseNo", "personId", "conveningBasis", "planVersionId", "meetingReason"),
    headers=("within",),
    may=(EMERGENCY_HEADER,),
    codes={"meetingType": tuple(BASIS)},
    outputs=("agendaItemId", "membersDueAt", "membersWorkItemId"),
)
def propose_item(job: Job) -> Variables:
    given = job.variables
    reference = questions.case_reference(job.peers, job.ctx, given["caseId"])
    new = NewItem(
        case_id=given["caseId"],
        case_no=given["caseNo"],
        person_id=given["personId"] or "",
        type=job.headers["meetingType"],
        meeting_reason=given["meetingReason"] or "",
        convening_basis=given["conveningBasis"] or "",
        plan_version_id=given["planVersionId"] or "",
        convener_agency_id=reference.coordinator_agency_id,
        supporter_agency_id=reference.requesting_agency_id,
    )
    due_at = due(job, new.convening_basis)
    item_id, work_item = items.propose(job.db, job.ctx, job, new, due_at)
    return {"agendaItemId": item_id, "membersDueAt": due_at, "membersWorkItemId": work_item}


@tasks.task(
    "request-pledges",
    key=("agendaItemId",),
    inputs=("agendaItemId",),
    headers=("within",),
    may=(EMERGENCY_HEADER,),
    outputs=("pledgesDueAt", "pledgesWorkItemId"),
)
def request_pledges(job: Job) -> Variables:
    due_at = due_of_item(job)
    work_item = items.request_pledges(job.db, job.ctx, job, job.variables["agendaItemId"], due_at)
    return {"pledgesDueAt": due_at, "pledgesWorkItemId": work_item}


@tasks.task("check-grants", key=("agendaItemId",), inputs=("agendaItemId",), errors=("CONSENT_MISSING",))
def check_grants(job: Job) -> Variables:
    item, agencies = items.member_agencies(job.db, job.ctx, job.variables["agendaItemId"])
    if item.state not in CLOSED_STATES and questions.lacking_grant(job.peers, job.ctx, item, agencies):
        raise ConsentMissing
    return {}


@tasks.task("drop-item", key=("agendaItemId",), inputs=("agendaItemId",), outputs=("meetingDecision",))
def drop_item(job: Job) -> Variables:
    items.drop(job.db, job.ctx, job.variables["agendaItemId"])
    return {"meetingDecision": "NO_GRANT"}


@tasks.task(
    "put-on-agenda",
    key=("agendaItemId",),
    inputs=("agendaItemId",),
    headers=("within",),
    may=(EMERGENCY_HEADER, ANSWER_HEADER),
    outputs=("sittingDueAt", "sittingWorkItemId", "answersDueAt"),
)
def put_on_agenda(job: Job) -> Variables:
    due_at = due_of_item(job)
    answer_due_at = job.due(ANSWER_HEADER) if ANSWER_HEADER in job.headers else None
    work_item = items.put_on_agenda(job.db, job.ctx, job, job.variables["agendaItemId"], due_at, answer_due_at)
    answers_due_at = min(answer_due_at or due_at, due_at)
    return {"sittingDueAt": due_at, "sittingWorkItemId": work_item, "answersDueAt": answers_due_at}


@tasks.task("escalate-invitations", key=("agendaItemId",), inputs=("agendaItemId",))
def escalate_invitations(job: Job) -> Variables:
    items.escalate_invitations(job.db, job.ctx, job.variables["agendaItemId"])
    return {}


@tasks.task(
    "open-minutes",
    key=("agendaItemId",),
    inputs=("agendaItemId",),
    headers=("draftWithin", "within"),
    outputs=("draftDueAt", "draftWorkItemId", "minutesDueAt", "minutesWorkItemId"),
)
def open_minutes(job: Job) -> Variables:
    draft_due_at, due_at = job.due("draftWithin"), job.due()
    draft, approval = minutes.open_minutes(job.db, job.ctx, job, job.variables["agendaItemId"], draft_due_at, due_at)
    return {
        "draftDueAt": draft_due_at,
        "draftWorkItemId": draft,
        "minutesDueAt": due_at,
        "minutesWorkItemId": approval,
    }


@tasks.task("carry-out-decisions", key=("agendaItemId",), inputs=("agendaItemId",), headers=("within",))
def carry_out_decisions(job: Job) -> Variables:
    following.carry_out(job.db, job.ctx, job, job.variables["agendaItemId"])
    return {}


@tasks.task(
    "open-decision",
    key=("decisionId",),
    inputs=("decisionId",),
    outputs=("decisionDueAt", "decisionWorkItemId"),
)
def open_decision(job: Job) -> Variables:
    due_at, work_item = following.open_decision(job.db, job.ctx, job, job.variables["decisionId"])
    return {"decisionDueAt": due_at, "decisionWorkItemId": work_item}


@tasks.task(
    "open-information-request",
    key=("informationRequestId",),
    inputs=("informationRequestId",),
    headers=("within",),
    outputs=("informationDueAt", "informationWorkItemId"),
)
def open_information_request(job: Job) -> Variables:
    due_at, request_id = job.due(), job.variables["informationRequestId"]
    work_item = information.open_request(job.db, job.ctx, job, request_id, due_at)
    return {"informationDueAt": due_at, "informationWorkItemId": work_item}


@tasks.task("lapse-information-request", key=("informationRequestId",), inputs=("informationRequestId",))
def lapse_information_request(job: Job) -> Variables:
    information.lapse(job.db, job.ctx, job.variables["informationRequestId"])
    return {}


@tasks.task(
    "remove-items",
    key=("PI", "interruptionNo"),
    inputs=("caseId", "personId", "consentRequestId", "interruptionNo"),
)
def remove_items(job: Job) -> Variables:
    case_id, person_id = job.variables["caseId"], job.variables["personId"]
    items.remove_items(job.db, job.ctx, case_id, person_id)
    minutes.outlive(job.db, job.ctx, case_id, person_id)
    return {}


@tasks.task("close-case", key=("caseId",), inputs=("caseId", "closureReason"))
def close_case(job: Job) -> Variables:
    items.close_case(job.db, job.ctx, job.variables["caseId"])
    return {}


@tasks.task("drop-ungranted-members", key=("PI", "partialNo"), inputs=("caseId", "personId", "partialNo"))
def drop_ungranted_members(job: Job) -> Variables:
    case_id, person_id = job.variables["caseId"], job.variables["personId"]
    lost = questions.lost_agencies(job.peers, job.ctx, case_id, person_id)
    for item in item_store.open_items(job.db, job.ctx, case_id, ""):
        if person_id in questions.people_of(job.peers, job.ctx, item):
            items.remove_members(job.db, job.ctx, item.id, lost)
    return {}
