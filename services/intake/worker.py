"""Jobs of the diagrams that intake does: job → use case → variables."""

from kit import work_items
from kit.zeebe import Job, Tasks, Variables
from pb.tsunagi.plans.v1 import service_pb2 as plans
from services.intake import questions
from services.intake.domain import ConsentMissing
from services.intake.store import reference
from services.intake.use_cases import (
    access,
    advice,
    breaches,
    cases,
    consultations,
    contacts,
    glasses,
    offers,
    people,
    relations,
    remedies,
)
from services.intake.use_cases.offers import Basis, Offer, RoleOffer

GET_ROLE = plans.DESCRIPTOR.services_by_name["PlansService"].methods_by_name["GetRole"]

tasks = Tasks("intake")
work_items.register_tasks(tasks)


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
    key=("joinedConsultationId",),
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


@tasks.task("end-case", key=("caseId",), inputs=("caseId", "closureReason"))
def end_case(job: Job) -> Variables:
    cases.end_case(job.db, job.ctx, job.variables["caseId"], job.variables["closureReason"])
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
    work_items.close_subject(job.db, job.ctx, f"emergencies/{job.variables['emergencyId']}")
    return {}


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
    permitted, basis = _basis(job, asked)
    if asked.needs_basis and not permitted:
        raise ConsentMissing
    offer_id, item = offers.offer(job.db, job.ctx, job, handoff_id, basis, due_at)
    return {
        "offerId": offer_id,
        "answerDueAt": due_at,
        "answerReminderAt": job.due("remindAfter"),
        "answerWorkItemId": item,
    }


def _basis(job: Job, offer: Offer) -> tuple[bool, Basis]:
    """Asks the consent service now; no answer is an outage (retried), a "no" is CONSENT_MISSING. Never a cached yes."""
    if not offer.needs_basis:
        return True, questions.NO_PERSONAL_DATA
    case_id = job.variables["caseId"]
    coordinator = access.coordinator_of(job.db, job.ctx, case_id)
    known = relations.of_persons(job.db, job.ctx, relations.Asker(offer.agency_id), offer.person_ids)
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
    has_next = offers.select_next(job.db, job.ctx, job.variables["handoffId"])
    return {"hasNextCandidate": has_next, "offerNo": job.variables["offerNo"] + 1}


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
    _permitted, basis = _basis(job, offers.next_offer(job.db, job.ctx, handoff_id))
    offers.end_without(job.db, job.ctx, handoff_id, "NO_BASIS", basis.rule)
    return {"handoffOutcome": "NO_BASIS"}


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
    "stop-handoffs",
    key=("PI", "interruptionNo"),
    inputs=("caseId", "personId", "consentRequestId", "interruptionNo"),
)
def stop_handoffs(job: Job) -> Variables:
    offers.stop(job.db, job.ctx, job.variables["caseId"], job.variables["personId"])
    return {}


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


@tasks.task(
    "open-handoff-remedy",
    key=("remedyId",),
    inputs=("remedyId",),
    headers=("within",),
    outputs=("remedyDueAt", "remedyWorkItemId"),
)
def open_remedy(job: Job) -> Variables:
    due_at = job.due()
    return {
        "remedyDueAt": due_at,
        "remedyWorkItemId": remedies.open_one(job.db, job.ctx, job, job.variables["remedyId"], due_at),
    }


@tasks.task("stop-ungranted-handoffs", key=("PI", "partialNo"), inputs=("caseId", "personId", "partialNo"))
def stop_ungranted_handoffs(job: Job) -> Variables:
    case_id, person_id = job.variables["caseId"], job.variables["personId"]
    lost = questions.lost_agencies(job.peers, job.ctx, case_id, person_id)
    offers.stop(job.db, job.ctx, case_id, person_id, lost)
    return {}
