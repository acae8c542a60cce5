"""ConsentService: proto to use case and back."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from kit import facts, work_items
from kit.calls import Call
from kit.errors import NotFound
from kit.peers import PeerRefused
from pb.tsunagi.consent.v1 import service_pb2 as pb
from pb.tsunagi.disclosure.v1 import disclosure_pb2
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from pb.tsunagi.work.v1 import work_pb2
from services.consent.domain import statements as domain
from services.consent.domain.disclosure import Question, Room
from services.consent.use_cases import checks, records, seeking

GET_CASE_REFERENCE = intake_pb.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetCaseReference"]
REQUESTS, CONSENTS, GRANTS = "consentRequests/", "consents/", "grants/"


class ConsentServicer:
    def record_consent(self, request: pb.RecordConsentRequest, call: Call) -> pb.Consent:
        reference = _case_reference(call, request.case_id)
        said = domain.Statement(
            answer=_code(pb.Answer, request.answer),
            occurred_at=_occurred_at(request, call),
            given_by=_code(pb.GivenBy, request.given_by),
            capacity=_code(pb.Capacity, request.capacity),
            method=_code(pb.Method, request.method),
            form_version=request.form_version,
            language=request.language or "ja",
            interpreter=request.interpreter,
            explained_by=request.explained_by or call.ctx.actor.person_id,
            evidence_ref=request.evidence_ref,
            interests_conflict=request.interests_conflict,
            own_words=request.own_words,
            proposed_agency_ids=tuple(request.proposed_agency_ids),
            grants=_terms(request.grants),
            refused=_terms(request.refused),
        )
        request_id = _id(request.consent_request, REQUESTS) if request.consent_request else None
        consent = records.record(call.db, call.ctx, reference, request.person_id, request_id, said)
        return pb.Consent(
            name=CONSENTS + consent.consent_id,
            case_id=consent.case_id,
            person_id=consent.person_id,
            consent_request=request.consent_request,
            answer=f"ANSWER_{consent.answer}",
            coverage=consent.coverage,
            occur_time=_timestamp(consent.occurred_at),
            record_time=_timestamp(consent.recorded_at),
            grants=map(_grant, consent.grants),
        )

    def withdraw_consent(self, request: pb.WithdrawConsentRequest, call: Call) -> pb.WithdrawConsentResponse:
        reference = _case_reference(call, request.case_id)
        ended, left = records.withdraw(
            call.db, call.ctx, reference, request.person_id, request.agency_id or None, _occurred_at(request, call)
        )
        return pb.WithdrawConsentResponse(grants=map(_grant, ended), remaining_count=left)

    def get_consent_request(self, request: pb.GetConsentRequestRequest, call: Call) -> pb.ConsentRequest:
        return _request(seeking.get_request(call.db, call.ctx, _id(request.name, REQUESTS)))

    def list_consent_requests(
        self, request: pb.ListConsentRequestsRequest, call: Call
    ) -> pb.ListConsentRequestsResponse:
        size = _page_size(request.page_size)
        found = seeking.list_requests(
            call.db,
            call.ctx,
            case_id=request.case_id,
            person_id=request.person_id,
            open_only=request.open_only,
            before=request.page_token,
            limit=size + 1,
        )
        return pb.ListConsentRequestsResponse(
            consent_requests=map(_request, found[:size]),
            next_page_token=found[size - 1].request_id if len(found) > size else "",
        )

    def list_grants(self, request: pb.ListGrantsRequest, call: Call) -> pb.ListGrantsResponse:
        size = _page_size(request.page_size)
        found = checks.list_grants(
            call.db,
            call.ctx,
            request.case_id,
            person_id=request.person_id,
            include_ended=request.include_ended,
            after=request.page_token,
            limit=size + 1,
        )
        return pb.ListGrantsResponse(
            grants=map(_grant, found[:size]),
            next_page_token=found[size - 1].grant_id if len(found) > size else "",
        )

    def list_work_items(self, request: work_pb2.ListWorkItemsRequest, call: Call) -> Any:
        return work_items.page(call.db, call.ctx, request)

    def check_grant(self, request: pb.CheckGrantRequest, call: Call) -> pb.CheckGrantResponse:
        grant_ids = checks.check_grant(
            call.db,
            call.ctx,
            request.case_id,
            request.person_id,
            request.agency_id,
            request.purpose,
            request.data_categories,
        )
        return pb.CheckGrantResponse(
            permitted=bool(grant_ids),
            basis="CONSENT" if grant_ids else "",
            grant_ids=grant_ids,
            check_time=_timestamp(call.ctx.now),
        )

    def check_disclosure(
        self, request: disclosure_pb2.CheckDisclosureRequest, call: Call
    ) -> disclosure_pb2.CheckDisclosureResponse:
        rulings = checks.check_disclosure(call.db, call.ctx, [_question(request, one) for one in request.questions])
        return disclosure_pb2.CheckDisclosureResponse(
            rulings=[
                disclosure_pb2.Ruling(decision=f"DECISION_{one.decision}", basis=one.basis, rule=one.rule)
                for one in rulings
            ]
        )

    def list_granted_agencies(
        self, request: pb.ListGrantedAgenciesRequest, call: Call
    ) -> pb.ListGrantedAgenciesResponse:
        found = checks.list_granted_agencies(call.db, call.ctx, request.case_id, request.person_id, request.purpose)
        return pb.ListGrantedAgenciesResponse(agency_ids=found)

    def get_answer_state(self, request: pb.GetAnswerStateRequest, call: Call) -> pb.AnswerState:
        state = checks.get_answer_state(call.db, call.ctx, request.case_id, request.person_id)
        return pb.AnswerState(
            answer_code=state.answer,
            answer_time=_timestamp(state.answered_at),
            refusal_time=_timestamp(state.refused_at),
        )

    def count_facts(self, request: facts_pb2.CountFactsRequest, call: Call) -> facts_pb2.CountFactsResponse:
        counts = checks.count_facts(
            call.db,
            call.ctx,
            request.as_of.ToDatetime(UTC),
            request.period_start.ToDatetime(UTC),
            request.period_end.ToDatetime(UTC),
        )
        return facts.told(counts)


def _question(request: disclosure_pb2.CheckDisclosureRequest, one: disclosure_pb2.Question) -> Question:
    room = one.room
    return Question(
        reader_agency_id=request.reader_agency_id,
        reader_roles=frozenset(request.reader_roles),
        case_id=one.case_id,
        person_id=one.person_id,
        data_category=one.data_category,
        purpose=one.purpose,
        recorded_by_agency_id=one.recorded_by_agency_id,
        coordinator_agency_id=one.coordinator_agency_id,
        room=Room(room.meeting_type, room.chair, room.member, room.pledged, room.needed)
        if one.HasField("room")
        else None,
        reader_person_id=request.reader_person_id,
        responsible_person_ids=frozenset(one.responsible_person_ids),
        circumstances=frozenset(_code(disclosure_pb2.Circumstance, code) for code in one.circumstances),
    )


def _case_reference(call: Call, case_id: str) -> domain.CaseReference:
    """Raises NotFound for an unknown case, as for one that the caller may not know of."""
    question = intake_pb.GetCaseReferenceRequest(case_id=case_id)
    try:
        return domain.CaseReference.of(call.peers.ask(GET_CASE_REFERENCE, question, call.ctx))
    except PeerRefused as refusal:
        if refusal.code == NotFound.code:
            raise NotFound from refusal
        raise


def _code(enum: Any, value: int) -> str:
    """GRANTED of ANSWER_GRANTED; empty when unset or unknown."""
    names: dict[int, str] = dict(zip(enum.values(), enum.keys(), strict=True))
    prefix = names[0].removesuffix("UNSPECIFIED")
    return names[value].removeprefix(prefix) if value and value in names else ""


def _terms(listed: Iterable[pb.GrantTerms]) -> tuple[domain.Terms, ...]:
    return tuple(
        domain.Terms(
            one.agency_id,
            tuple(one.data_categories),
            tuple(one.purposes),
            one.valid_until.ToDatetime(UTC) if one.HasField("valid_until") else None,
        )
        for one in listed
    )


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


def _grant(grant: domain.Grant) -> pb.Grant:
    return pb.Grant(
        name=GRANTS + grant.grant_id,
        case_id=grant.case_id,
        person_id=grant.person_id,
        agency_id=grant.cell.agency_id,
        data_category=grant.cell.data_category,
        purpose=grant.cell.purpose,
        state=f"STATE_{grant.state}",
        valid_from_time=_timestamp(grant.valid_from),
        valid_until_time=_timestamp(grant.valid_until),
        end_time=_timestamp(grant.ended_at),
        consent=CONSENTS + grant.consent_id,
    )


def _request(request: domain.ConsentRequest) -> pb.ConsentRequest:
    return pb.ConsentRequest(
        name=REQUESTS + request.request_id,
        case_id=request.case_id,
        case_no=request.case_no,
        person_id=request.person_id,
        state=f"STATE_{request.state}",
        open_time=_timestamp(request.opened_at),
        due_time=_timestamp(request.due_at),
        answer=f"ANSWER_{request.answer or 'UNSPECIFIED'}",
        consent=CONSENTS + request.consent_id if request.consent_id else "",
        coverage=request.coverage,
    )
