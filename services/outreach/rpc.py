"""OutreachService: proto to use case and back."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from kit import facts, work_items
from kit.calls import Call
from kit.disclosure import WHOLE_ANSWER, About
from kit.errors import NotFound, PeerUnavailable
from kit.ledger_rpcs import LedgerRpcs
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from pb.tsunagi.outreach.v1 import service_pb2 as pb
from pb.tsunagi.work.v1 import work_pb2
from services.outreach import domain
from services.outreach.use_cases import engagements as use_cases
from services.outreach.use_cases import observations

ENGAGEMENTS, PLANNED, CONTACTS = "engagements/", "plannedContacts/", "contacts/"
OBSERVATIONS = "observations/"
INFORMANT = "INFORMANT"
GET_MUNICIPALITY = intake_pb.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetMunicipality"]


class OutreachServicer(LedgerRpcs):
    def get_engagement(self, request: pb.GetEngagementRequest, call: Call) -> pb.Engagement:
        engagement = use_cases.get_engagement(call.db, call.ctx, _id(request.name, ENGAGEMENTS))
        call.about(request.name, _of_person(engagement, call))
        return _engagement(engagement)

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
            call.about(ENGAGEMENTS + engagement.engagement_id, _of_person(engagement, call))
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
        call.about(WHOLE_ANSWER, _of_person(engagement, call))
        return pb.ListContactsResponse(
            contacts=map(_contact, found[:size]),
            next_page_token=found[size - 1].contact_id if len(found) > size else "",
        )

    def list_work_items(self, request: work_pb2.ListWorkItemsRequest, call: Call) -> Any:
        return work_items.page(call.db, call.ctx, request)

    def count_facts(self, request: facts_pb2.CountFactsRequest, call: Call) -> facts_pb2.CountFactsResponse:
        return facts.page(call.db, call.ctx, request)


def _of_person(engagement: domain.Engagement, call: Call) -> About:
    """Whoever may know of an engagement is of the agency that keeps its record (use_cases._visible)."""
    return About(engagement.case_id, (engagement.person_id,), recorded_by=call.ctx.actor.agency_id)


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
    )
