"""Jobs of the diagrams that meetings does: job → use case → variables."""

from kit import work_items
from kit.zeebe import Job, Tasks, Variables
from pb.tsunagi.intake.v1 import service_pb2 as intake
from services.meetings import questions, use_cases
from services.meetings.domain import ConsentMissing, NewItem

GET_CASE_REFERENCE = intake.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetCaseReference"]

tasks = Tasks("meetings")
work_items.register_tasks(tasks)


@tasks.task(
    "propose-item",
    key=("PI",),
    inputs=("caseId", "caseNo", "personId", "conveningBasis", "planVersionId", "meetingReason"),
    headers=("meetingType", "within"),
    outputs=("agendaItemId", "membersDueAt", "membersWorkItemId"),
)
def propose_item(job: Job) -> Variables:
    given, due_at = job.variables, job.due()
    question = intake.GetCaseReferenceRequest(case_id=given["caseId"])
    reference = job.peers.ask(GET_CASE_REFERENCE, question, job.ctx)
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
    item_id, work_item = use_cases.propose(job.db, job.ctx, job, new, due_at)
    return {"agendaItemId": item_id, "membersDueAt": due_at, "membersWorkItemId": work_item}


@tasks.task(
    "request-pledges",
    key=("agendaItemId",),
    inputs=("agendaItemId",),
    headers=("within",),
    outputs=("pledgesDueAt", "pledgesWorkItemId"),
)
def request_pledges(job: Job) -> Variables:
    due_at = job.due()
    work_item = use_cases.request_pledges(job.db, job.ctx, job, job.variables["agendaItemId"], due_at)
    return {"pledgesDueAt": due_at, "pledgesWorkItemId": work_item}


@tasks.task("check-grants", key=("agendaItemId",), inputs=("agendaItemId",), errors=("CONSENT_MISSING",))
def check_grants(job: Job) -> Variables:
    item, agencies = use_cases.member_agencies(job.db, job.ctx, job.variables["agendaItemId"])
    if not all(questions.has_grant(job.peers, job.ctx, item, agency_id) for agency_id in agencies):
        raise ConsentMissing
    return {}


@tasks.task("drop-item", key=("agendaItemId",), inputs=("agendaItemId",), outputs=("meetingDecision",))
def drop_item(job: Job) -> Variables:
    use_cases.drop(job.db, job.ctx, job.variables["agendaItemId"])
    return {"meetingDecision": "NO_GRANT"}


@tasks.task(
    "put-on-agenda",
    key=("agendaItemId",),
    inputs=("agendaItemId",),
    headers=("within",),
    outputs=("sittingDueAt", "sittingWorkItemId"),
)
def put_on_agenda(job: Job) -> Variables:
    due_at = job.due()
    work_item = use_cases.put_on_agenda(job.db, job.ctx, job, job.variables["agendaItemId"], due_at)
    return {"sittingDueAt": due_at, "sittingWorkItemId": work_item}


@tasks.task(
    "open-minutes",
    key=("agendaItemId",),
    inputs=("agendaItemId",),
    headers=("within",),
    outputs=("minutesDueAt", "minutesWorkItemId"),
)
def open_minutes(job: Job) -> Variables:
    due_at = job.due()
    work_item = use_cases.open_minutes(job.db, job.ctx, job, job.variables["agendaItemId"], due_at)
    return {"minutesDueAt": due_at, "minutesWorkItemId": work_item}


@tasks.task("carry-out-decisions", key=("agendaItemId",), inputs=("agendaItemId",))
def carry_out_decisions(job: Job) -> Variables:
    use_cases.carry_out_decisions(job.db, job.ctx, job, job.variables["agendaItemId"])
    return {}


@tasks.task(
    "remove-items",
    key=("PI", "interruptionNo"),
    inputs=("caseId", "personId", "consentRequestId", "interruptionNo"),
)
def remove_items(job: Job) -> Variables:
    use_cases.remove_items(job.db, job.ctx, job.variables["caseId"], job.variables["personId"])
    return {}


@tasks.task("close-case", key=("caseId",), inputs=("caseId", "closureReason"))
def close_case(job: Job) -> Variables:
    use_cases.close_case(job.db, job.ctx, job.variables["caseId"])
    return {}


@tasks.task("drop-ungranted-members", key=("PI", "partialNo"), inputs=("caseId", "personId", "partialNo"))
def drop_ungranted_members(job: Job) -> Variables:
    case_id, person_id = job.variables["caseId"], job.variables["personId"]
    lost = questions.lost_agencies(job.peers, job.ctx, case_id, person_id)
    for item in use_cases.open_planning_items(job.db, job.ctx, case_id):
        if person_id in questions.people_of(job.peers, job.ctx, item):
            use_cases.drop_members(job.db, job.ctx, item.id, lost)
    return {}
