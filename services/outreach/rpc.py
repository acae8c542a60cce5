"""OutreachService: proto to use case and back."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from kit import facts, work_lists
from kit.calls import Call
from kit.disclosure import About
from kit.errors import NotFound, PeerUnavailable
from kit.ledger_rpcs import LedgerRpcs
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from pb.tsunagi.outreach.v1 import service_pb2 as pb
from pb.tsunagi.work.v1 import work_pb2
from services.outreach import domain
from services.outreach.use_cases import engagements as use_cases
from services.outreach.use_cases import handing_over, observations

ENGAGEMENTS, PLANNED, CONTACTS = "engagements/", "plannedContacts/", "contacts/"
OBSERVATIONS, HAND_OVERS = "observations/", "handOvers/"
INFORMANT = "INFORMANT"
_INTAKE = intake_pb.DESCRIPTOR.services_by_name["IntakeService"]
GET_MUNICIPALITY = _INTAKE.methods_by_name["GetMunicipality"]
CHECK_OUTREACH_AGENCY = _INTAKE.methods_by_name["CheckOutreachAgency"]


class OutreachServicer(LedgerRpcs):
    def get_engagement(self, request: pb.GetEngagementRequest, call: Call) -> pb.Engagement:
        engagement = use_cases.get_engagement(call.db, call.ctx, _id(request.name, ENGAGEMENTS))
        _state(engagement, call)
        answer, passed = _engagement(engagement), use_cases.hands_of(call.db, call.ctx, engagement)
        for one in passed:
            call.about(HAND_OVERS + one.hand_over_id, _written_by(engagement, one.recorded_by_agency_id))
        answer.hand_overs.extend(map(_hand_over, passed))
        return answer

    def list_engagements(self, request: pb.ListEngagementsRequest, call: Call) -> pb.ListEngagementsResponse:
        size = _page_size(request.page_size)
        found = use_cases.list_engagements(
            call.db,
            call.ctx,
            case_id=request.case_id,
            person_id=request.person_id,
            include_ended=request.include_ended,
            before=request.page_token,
            limit=size + 1,
        )
        for engagement in found:
            _state(engagement, call)
        return pb.ListEngagementsResponse(
            engagements=map(_engagement, found[:size]),
            next_page_token=found[size - 1].engagement_id if len(found) > size else "",
        )

    def log_contact(self, request: pb.LogContactRequest, call: Call) -> pb.Contact:
        entry = domain.ContactEntry(
            occurred_at=_occurred_at(request, call),
            method=_code(pb.Contact.Method, request.method),
            result=_code(pb.Contact.Result, request.result),
            staff_ids=tuple(request.staff_ids) or (call.ctx.actor.person_id,),
            stage_after=_code(pb.Stage, request.stage_after),
            observations=request.observations,
            risk_signs=tuple(request.risk_signs),
            links_settled=request.links_settled,
        )
        contact = use_cases.log_contact(
            call.db,
            call.ctx,
            _id(request.engagement, ENGAGEMENTS),
            entry,
            _id(request.planned_contact, PLANNED) if request.planned_contact else None,
            _id(request.corrects, CONTACTS) if request.corrects else None,
        )
        return _contact(contact)

    def set_two_person_rule(self, request: pb.SetTwoPersonRuleRequest, call: Call) -> pb.Engagement:
        engagement = use_cases.set_two_person_rule(
            call.db,
            call.ctx,
            _id(request.name, ENGAGEMENTS),
            two_person_rule=request.two_person_rule,
            etag=request.etag,
        )
        return _engagement(engagement)

    def hand_over_engagement(self, request: pb.HandOverEngagementRequest, call: Call) -> pb.Engagement:
        engagement = handing_over.hand_over(
            call.db,
            call.ctx,
            _id(request.name, ENGAGEMENTS),
            to_agency_id=request.to_agency_id,
            reason_code=_code(pb.HandOver.Reason, request.reason),
            note=request.note,
            etag=request.etag,
            ask=lambda engagement: _verdict(engagement, request.to_agency_id, call),
        )
        return _engagement(engagement)

    def plan_approach(self, request: pb.PlanApproachRequest, call: Call) -> pb.Engagement:
        engagement = use_cases.plan_approach(
            call.db,
            call.ctx,
            _id(request.name, ENGAGEMENTS),
            reason=request.reason,
            method_plan=request.method_plan,
            etag=request.etag,
        )
        return _engagement(engagement)

    def record_observation(self, request: pb.RecordObservationRequest, call: Call) -> pb.Observation:
        observation = domain.Observation(
            area=request.area,
            case_id=request.case_id,
            text=request.text,
            source=_code(pb.Observation.Source, request.source),
            basis=request.basis,
            informant=request.informant,
            occurred_at=_occurred_at(request, call),
        )
        return _observation(observations.record(call.db, call.ctx, observation))

    def list_observations(self, request: pb.ListObservationsRequest, call: Call) -> pb.ListObservationsResponse:
        size = _page_size(request.page_size)
        found = observations.listed(
            call.db,
            call.ctx,
            desks=_desks(call),
            area=request.area,
            case_id=request.case_id,
            before=request.page_token,
            limit=size + 1,
        )
        for one in found[:size]:
            name, about = OBSERVATIONS + one.observation_id, _of_observation(one, call)
            call.about(name, about)
            if not observations.received(call.ctx, one):
                call.about(f"{name}.informant", replace(about, circumstances=(INFORMANT,)))
        return pb.ListObservationsResponse(
            observations=map(_observation, found[:size]),
            next_page_token=found[size - 1].observation_id if len(found) > size else "",
        )

    def list_contacts(self, request: pb.ListContactsRequest, call: Call) -> pb.ListContactsResponse:
        size, engagement_id = _page_size(request.page_size), _id(request.engagement, ENGAGEMENTS)
        engagement, found = use_cases.list_contacts(
            call.db, call.ctx, engagement_id, after=request.page_token, limit=size + 1
        )
        for one in found[:size]:
            call.about(CONTACTS + one.contact_id, _written_by(engagement, one.recorded_by_agency_id))
        return pb.ListContactsResponse(
            contacts=map(_contact, found[:size]),
            next_page_token=found[size - 1].contact_id if len(found) > size else "",
        )

    def list_work_items(self, request: work_pb2.ListWorkItemsRequest, call: Call) -> work_pb2.ListWorkItemsResponse:
        return work_lists.page(call, request)

    def count_facts(self, request: facts_pb2.CountFactsRequest, call: Call) -> facts_pb2.CountFactsResponse:
        return facts.page(call.db, call.ctx, request)


def _state(engagement: domain.Engagement, call: Call) -> None:
    """Whether staff go out in twos is kept by all who may know of it (use_cases/access.py): those who go, and those who
    answer for the case. How the person is approached is its writer's."""
    name = ENGAGEMENTS + engagement.engagement_id
    call.about(name, _written_by(engagement, call.ctx.actor.agency_id))
    for field in ("reason", "method_plan"):
        call.about(f"{name}.{field}", _written_by(engagement, engagement.planned_by_agency_id))


def _written_by(engagement: domain.Engagement, agency_id: str) -> About:
    """Another agency's words are shown as D5 permits: to a coordinator as who answers for the case, and no further."""
    people = (engagement.person_id,)
    return About(engagement.case_id, people, recorded_by=agency_id, coordinator=engagement.coordinator_agency_id)


def _verdict(engagement: domain.Engagement, agency_id: str, call: Call) -> str:
    question = intake_pb.CheckOutreachAgencyRequest(
        case_id=engagement.case_id, person_id=engagement.person_id, agency_id=agency_id
    )
    answer = call.peers.ask(CHECK_OUTREACH_AGENCY, question, call.ctx)
    if answer.over:
        return handing_over.OVER
    return handing_over.MAY if answer.may_be_given else handing_over.MAY_NOT


def _desks(call: Call) -> dict[str, str]:
    """Where each role of those who reach out counts, by the city's reference data. Unknown without an answer."""
    if not observations.reaches_out(call.ctx):
        return {}
    try:
        city = call.peers.ask(GET_MUNICIPALITY, intake_pb.GetMunicipalityRequest(), call.ctx)
    except PeerUnavailable:
        return {}
    return {"coordinator": city.coordinator_agency_id, "outreach-worker": city.outreach_agency_id}


def _of_observation(observation: domain.Observation, call: Call) -> About:
    """Its writer's. What another agency told is told to those who reach out at the city's own desk, who answer for it:
    nobody else is shown it (use_cases.observations.listed).
    """
    actor = call.ctx.actor
    return About(
        observation.case_id,
        recorded_by=observation.recorded_by_agency_id,
        coordinator=actor.agency_id,
        responsible=(actor.person_id,),
    )


def _code(enum: Any, value: int) -> str:
    """VISIT of METHOD_VISIT; empty when unset or unknown."""
    names: dict[int, str] = dict(zip(enum.values(), enum.keys(), strict=True))
    prefix = names[0].removesuffix("UNSPECIFIED")
    return names[value].removeprefix(prefix) if value and value in names else ""


def _occurred_at(request: Any, call: Call) -> datetime:
    given: datetime = request.occurred_at.ToDatetime(UTC) if request.HasField("occurred_at") else call.ctx.now
    return given


def _timestamp(at: datetime | None) -> Timestamp | None:
    if at is None:
        return None
    stamp = Timestamp()
    stamp.FromDatetime(at)
    return stamp


def _id(name: str, collection: str) -> str:
    """Raises NotFound for the name of something else."""
    if not name.startswith(collection):
        raise NotFound
    return name.removeprefix(collection)


def _page_size(asked: int) -> int:
    return min(asked, 200) if asked > 0 else 50


def _engagement(engagement: domain.Engagement) -> pb.Engagement:
    planned = engagement.planned_contact_id
    return pb.Engagement(
        name=ENGAGEMENTS + engagement.engagement_id,
        case_id=engagement.case_id,
        case_no=engagement.case_no,
        person_id=engagement.person_id,
        agency_id=engagement.agency_id,
        state=f"STATE_{engagement.state}",
        stage=f"STAGE_{engagement.stage}",
        two_person_rule=engagement.two_person_rule,
        open_time=_timestamp(engagement.opened_at),
        review_time=_timestamp(engagement.review_at),
        planned_contact=PLANNED + planned if planned else "",
        contact_due_time=_timestamp(engagement.contact_due_at),
        etag=str(engagement.version),
        reason=engagement.reason,
        method_plan=engagement.method_plan,
        coordinator_agency_id=engagement.coordinator_agency_id,
    )


def _hand_over(of: domain.HandOver) -> pb.HandOver:
    return pb.HandOver(
        name=HAND_OVERS + of.hand_over_id,
        from_agency_id=of.from_agency_id,
        to_agency_id=of.to_agency_id,
        reason=f"REASON_{of.reason_code}",
        note=of.note,
        record_time=_timestamp(of.recorded_at),
    )


def _observation(of: domain.Observation) -> pb.Observation:
    return pb.Observation(
        name=f"{OBSERVATIONS}{of.observation_id}",
        area=of.area,
        case_id=of.case_id,
        text=of.text,
        source=f"SOURCE_{of.source}",
        basis=of.basis,
        informant=of.informant,
        occur_time=_timestamp(of.occurred_at),
        recorded_by_agency_id=of.recorded_by_agency_id,
    )


def _contact(contact: domain.Contact) -> pb.Contact:
    entry = contact.entry
    return pb.Contact(
        name=CONTACTS + contact.contact_id,
        engagement=ENGAGEMENTS + contact.engagement_id,
        planned_contact=PLANNED + contact.planned_contact_id if contact.planned_contact_id else "",
        occur_time=_timestamp(entry.occurred_at),
        record_time=_timestamp(contact.recorded_at),
        method=f"METHOD_{entry.method}",
        result=f"RESULT_{entry.result}",
        stage_before=f"STAGE_{contact.stage_before}",
        stage_after=f"STAGE_{entry.stage_after}",
        observations=entry.observations,
        risk_signs=entry.risk_signs,
        links_settled=entry.links_settled,
        staff_ids=entry.staff_ids,
        corrects=CONTACTS + contact.corrects if contact.corrects else "",
        superseded_by=CONTACTS + contact.superseded_by if contact.superseded_by else "",
        recorded_by_agency_id=contact.recorded_by_agency_id,
    )
