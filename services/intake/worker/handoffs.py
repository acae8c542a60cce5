"""つなぎ: offers, answers, work, and what ends them."""

from kit import kept_away
from kit.zeebe import Job, Variables
from pb.tsunagi.plans.v1 import service_pb2 as plans
from services.intake import questions
from services.intake.domain import ConsentMissing
from services.intake.use_cases import access, offers, people, relations, remedies
from services.intake.use_cases.offers import Basis, Offer, RoleOffer
from services.intake.worker.tasks import tasks

GET_ROLE = plans.DESCRIPTOR.services_by_name["PlansService"].methods_by_name["GetRole"]


@tasks.task(
    "prepare-handoff",
    key=("handoffSource", "sourceId"),
    inputs=("caseId", "handoffSource", "sourceId", "personId"),
    outputs=("handoffId", "offerNo"),
)
def prepare_handoff(job: Job) -> Variables:
    source_id = job.variables["sourceId"]
    if job.variables["handoffSource"] == "ROLE":
        role = job.peers.ask(GET_ROLE, plans.GetRoleRequest(role_id=source_id), job.ctx)
        asked = RoleOffer(source_id, role.agency_id, tuple(role.person_ids))
        handoff_id = offers.prepare_for_role(job.db, job.ctx, job.variables["caseId"], asked)
        if role.over:
            offers.role_over(job.db, job.ctx, job.variables["caseId"], source_id)
    else:
        handoff_id = offers.prepare_for_consultation(job.db, job.ctx, source_id)
    return {"handoffId": handoff_id, "offerNo": 1}


@tasks.task(
    "offer-handoff",
    key=("handoffId", "offerNo"),
    inputs=("caseId", "handoffId", "offerNo"),
    headers=("within", "remindAfter"),
    outputs=("offerId", "answerDueAt", "answerReminderAt", "answerWorkItemId"),
    errors=("CONSENT_MISSING",),
)
def offer_handoff(job: Job) -> Variables:
    handoff_id, due_at = job.variables["handoffId"], job.due()
    asked = offers.next_offer(job.db, job.ctx, handoff_id)
    permitted, basis = _basis(job, job.variables["caseId"], asked)
    if asked.needs_basis and not permitted:
        raise ConsentMissing
    offer_id, item = offers.offer(job.db, job.ctx, job, handoff_id, basis, due_at)
    return {
        "offerId": offer_id,
        "answerDueAt": due_at,
        "answerReminderAt": job.due("remindAfter"),
        "answerWorkItemId": item,
    }


def _basis(job: Job, case_id: str, offer: Offer) -> tuple[bool, Basis]:
    """Asks the consent service now; no answer is an outage (retried), a "no" is CONSENT_MISSING. Never a cached yes."""
    if not offer.needs_basis:
        return True, questions.NO_PERSONAL_DATA
    coordinator = access.coordinator_of(job.db, job.ctx, case_id)
    known = relations.of_persons(job.db, job.ctx, kept_away.Reader(offer.agency_id), offer.person_ids)
    return questions.basis(job.peers, job.ctx, case_id, coordinator, offer, known)


@tasks.task("expire-offer", key=("handoffId", "offerId"), inputs=("handoffId", "offerId"))
def expire_offer(job: Job) -> Variables:
    offers.expire(job.db, job.ctx, job.variables["handoffId"], job.variables["offerId"])
    return {}


@tasks.task(
    "confirm-handoff",
    key=("handoffId", "offerId"),
    inputs=("handoffId", "offerId"),
    headers=("within", "startWithin"),
    outputs=("startDueAt", "startWorkItemId", "outcomeDueAt", "outcomeWorkItemId"),
)
def confirm_handoff(job: Job) -> Variables:
    due_at, start_due_at = job.due(), job.due("startWithin")
    start, outcome = offers.confirm(job.db, job.ctx, job, job.variables["handoffId"], start_due_at, due_at)
    return {
        "startDueAt": start_due_at,
        "startWorkItemId": start,
        "outcomeDueAt": due_at,
        "outcomeWorkItemId": outcome,
    }


@tasks.task(
    "hold-handoff",
    key=("holdId",),
    inputs=("handoffId", "holdId"),
    headers=("within",),
    outputs=("holdDueAt", "holdWorkItemId"),
)
def hold_handoff(job: Job) -> Variables:
    given, due_at = job.variables, job.due()
    item = offers.await_resumption(job.db, job.ctx, job, given["handoffId"], given["holdId"], due_at)
    return {"holdDueAt": due_at, "holdWorkItemId": item}


@tasks.task(
    "continue-handoff",
    key=("holdId",),
    inputs=("handoffId", "holdId"),
    headers=("within",),
    outputs=("outcomeDueAt", "outcomeWorkItemId"),
)
def continue_handoff(job: Job) -> Variables:
    due_at = job.due()
    item = offers.go_on(job.db, job.ctx, job, job.variables["handoffId"], due_at)
    return {"outcomeDueAt": due_at, "outcomeWorkItemId": item}


@tasks.task(
    "await-last-report",
    key=("handoffId",),
    inputs=("handoffId",),
    headers=("within",),
    outputs=("lastReportDueAt", "outcomeWorkItemId"),
)
def await_last_report(job: Job) -> Variables:
    due_at = job.due()
    item = offers.await_last_report(job.db, job.ctx, job, job.variables["handoffId"], due_at)
    return {"lastReportDueAt": due_at, "outcomeWorkItemId": item}


@tasks.task("end-with-role", key=("handoffId",), inputs=("handoffId",), outputs=("handoffOutcome",))
def end_with_role(job: Job) -> Variables:
    return {"handoffOutcome": offers.end_with_role(job.db, job.ctx, job.variables["handoffId"])}


@tasks.task("report-handoff-outcome", key=("handoffId",), inputs=("handoffId", "handoffOutcome"))
def report_handoff_outcome(job: Job) -> Variables:
    offers.report_outcome(job.db, job.ctx, job.variables["handoffId"])
    return {}


@tasks.task(
    "select-next-candidate",
    key=("handoffId", "offerNo"),
    inputs=("handoffId", "offerNo"),
    outputs=("hasNextCandidate", "offerNo"),
)
def select_next_candidate(job: Job) -> Variables:
    handoff_id = job.variables["handoffId"]
    has_next = offers.select_next(job.db, job.ctx, handoff_id, _first_with_basis(job, handoff_id))
    return {"hasNextCandidate": has_next, "offerNo": job.variables["offerNo"] + 1}


def _first_with_basis(job: Job, handoff_id: str) -> str:
    """Of several, whom the persons let be told, "" when nobody: their "no" to one agency is none to those after it."""
    case_id, possible = offers.in_turn(job.db, job.ctx, handoff_id)
    if len(possible) < 2:
        return ""
    return next((one.agency_id for one in possible if _basis(job, case_id, one)[0]), "")


@tasks.task(
    "ask-handoff-information",
    key=("handoffId", "offerNo"),
    inputs=("handoffId", "offerId", "offerNo"),
    headers=("within",),
    outputs=("informationDueAt", "informationWorkItemId", "offerNo"),
)
def ask_handoff_information(job: Job) -> Variables:
    due_at = job.due()
    item = offers.ask_sender(job.db, job.ctx, job, job.variables["handoffId"], due_at)
    return {"informationDueAt": due_at, "informationWorkItemId": item, "offerNo": job.variables["offerNo"] + 1}


@tasks.task("escalate-handoff", key=("handoffId",), inputs=("handoffId",), outputs=("handoffOutcome",))
def escalate_handoff(job: Job) -> Variables:
    offers.end_without(job.db, job.ctx, job.variables["handoffId"], "NO_TAKER")
    return {"handoffOutcome": "NO_TAKER"}


@tasks.task("report-missing-basis", key=("handoffId",), inputs=("caseId", "handoffId"), outputs=("handoffOutcome",))
def report_missing_basis(job: Job) -> Variables:
    handoff_id = job.variables["handoffId"]
    _permitted, basis = _basis(job, job.variables["caseId"], offers.next_offer(job.db, job.ctx, handoff_id))
    offers.end_without(job.db, job.ctx, handoff_id, "NO_BASIS", basis.rule)
    return {"handoffOutcome": "NO_BASIS"}


@tasks.task(
    "stop-handoffs",
    key=("PI", "interruptionNo"),
    inputs=("caseId", "personId", "consentRequestId", "interruptionNo"),
)
def stop_handoffs(job: Job) -> Variables:
    case_id, person_id = job.variables["caseId"], job.variables["personId"]
    offers.stop(job.db, job.ctx, case_id, person_id)
    people.end_watch(job.db, job.ctx, case_id, person_id)
    return {}


@tasks.task("stop-ungranted-handoffs", key=("PI", "partialNo"), inputs=("caseId", "personId", "partialNo"))
def stop_ungranted_handoffs(job: Job) -> Variables:
    case_id, person_id = job.variables["caseId"], job.variables["personId"]
    lost = questions.lost_agencies(job.peers, job.ctx, case_id, person_id)
    offers.stop(job.db, job.ctx, case_id, person_id, lost)
    return {}


@tasks.task(
    "open-handoff-remedy",
    key=("remedyId",),
    inputs=("remedyId",),
    headers=("within",),
    outputs=("remedyDueAt", "remedyWorkItemId"),
)
def open_remedy(job: Job) -> Variables:
    due_at = job.due()
    item, handoff_id = remedies.open_one(job.db, job.ctx, job, job.variables["remedyId"], due_at)
    offers.report_again(job.db, job.ctx, job, handoff_id, due_at)
    return {"remedyDueAt": due_at, "remedyWorkItemId": item}
