"""ConsentService: proto to use case and back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from kit import facts, hands, work_lists
from kit.calls import Call
from kit.disclosure import About
from kit.errors import NotFound
from kit.ledger_rpcs import LedgerRpcs
from kit.peers import PeerRefused
from pb.tsunagi.consent.v1 import service_pb2 as pb
from pb.tsunagi.disclosure.v1 import disclosure_pb2
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from pb.tsunagi.work.v1 import work_pb2
from services.consent.domain import statements as domain
from services.consent.domain.disclosure import Question, Room
from services.consent.domain.forms import Tick, bundle, current, in_use
from services.consent.domain.refusals import NothingToAsk
from services.consent.rpc import shapes
from services.consent.rpc.shapes import CONSENTS, GRANTS, REQUESTS, STOP_USES, WITHDRAWALS
from services.consent.store import forms, requests
from services.consent.use_cases import checks, corrections, records, seeking, stopping

GET_CASE_REFERENCE = intake_pb.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetCaseReference"]


class ConsentServicer(LedgerRpcs):
    def record_consent(self, request: pb.RecordConsentRequest, call: Call) -> pb.Consent:
        return self._record(request, _statement(request, call), call)

    def record_form(self, request: pb.RecordFormRequest, call: Call) -> pb.Consent:
        said = _statement(request.answer, call)
        form = in_use(forms.load(call.ctx.municipality_id), said.form_version, said.occurred_at)
        ticks = [
            Tick(one.agency_id, tuple(one.boxes), tuple((cell.data_category, cell.purpose) for cell in one.struck))
            for one in request.ticks
        ]
        granted, refused = bundle(form, ticks, said.occurred_at)
        return self._record(request.answer, replace(said, grants=granted, refused=refused), call)

    def _record(self, request: pb.RecordConsentRequest, said: domain.Statement, call: Call) -> pb.Consent:
        reference = _ongoing(call, request.case_id, said.proposed(), said)
        request_id = _id(request.consent_request, REQUESTS) if request.consent_request else None
        consent = records.record(call.db, call.ctx, reference, request.person_id, request_id, said)
        return shapes.recorded(consent, said, of_all=checks.sees_all(call.db, call.ctx, reference.case_id))

    def correct_consent(self, request: pb.CorrectConsentRequest, call: Call) -> pb.Consent:
        said = _statement(request.answer, call)
        reference = _ongoing(call, request.answer.case_id, said.proposed(), said)
        collection = WITHDRAWALS if request.name.startswith(WITHDRAWALS) else CONSENTS
        wrong_id = _id(request.name, collection)
        consent = corrections.correct(call.db, call.ctx, reference, wrong_id, request.reason, said)
        return shapes.recorded(consent, said, of_all=checks.sees_all(call.db, call.ctx, reference.case_id))

    def get_consent(self, request: pb.GetConsentRequest, call: Call) -> pb.Consent:
        found = checks.get_consent(call.db, call.ctx, _id(request.name, CONSENTS))
        row = found.row
        about = About(row.case_id, (row.person_id,), row.recorded_by_agency_id, found.coordinator_agency_id)
        call.about(request.name, about)
        return shapes.consent(found)

    def withdraw_consent(self, request: pb.WithdrawConsentRequest, call: Call) -> pb.WithdrawConsentResponse:
        reference = _case_reference(call, request.case_id)
        withdrawal = records.withdraw(
            call.db, call.ctx, reference, request.person_id, request.agency_id or None, _occurred_at(request, call)
        )
        seen = checks.seen(call.db, call.ctx, request.case_id)
        return pb.WithdrawConsentResponse(
            grants=map(shapes.grant, filter(seen, withdrawal.ended)),
            remaining_count=len(list(filter(seen, withdrawal.left))),
            name=WITHDRAWALS + withdrawal.withdrawal_id,
        )

    def request_consent(self, request: pb.RequestConsentRequest, call: Call) -> pb.RequestConsentResponse:
        reference = _ongoing(call, request.case_id, request.agency_ids)
        form = in_use(forms.load(call.ctx.municipality_id), request.form_version, call.ctx.now)
        try:
            asked = seeking.seek(call.db, call.ctx, reference, request.person_id, form, request.agency_ids)
        except NothingToAsk:
            if checks.sees_all(call.db, call.ctx, reference.case_id):
                raise
            return pb.RequestConsentResponse()
        of_all = checks.sees_all(call.db, call.ctx, reference.case_id)
        return pb.RequestConsentResponse(asked_count=len(asked) if of_all else 0)

    def list_consent_forms(self, request: pb.ListConsentFormsRequest, call: Call) -> pb.ListConsentFormsResponse:
        at = request.use_time.ToDatetime(UTC) if request.HasField("use_time") else call.ctx.now
        listed = current(forms.load(call.ctx.municipality_id), at)
        return pb.ListConsentFormsResponse(forms=map(shapes.form, listed))

    def confirm_stop_use(self, request: pb.ConfirmStopUseRequest, call: Call) -> pb.StopUse:
        stop_use_id = _id(request.name, STOP_USES)
        at = _occurred_at(request, call)
        return shapes.stop_use(stopping.confirm(call.db, call.ctx, stop_use_id, request.measure, at))

    def list_stop_uses(self, request: pb.ListStopUsesRequest, call: Call) -> pb.ListStopUsesResponse:
        size = _page_size(request.page_size)
        found = stopping.page(
            call.db,
            call.ctx,
            case_id=request.case_id,
            unconfirmed_only=request.unconfirmed_only,
            before=request.page_token,
            limit=size + 1,
        )
        for one in found[:size]:
            call.about(STOP_USES + one.id, About(one.case_id, (one.person_id,)))
        return pb.ListStopUsesResponse(
            stop_uses=map(shapes.stop_use, found[:size]),
            next_page_token=found[size - 1].id if len(found) > size else "",
        )

    def get_consent_request(self, request: pb.GetConsentRequestRequest, call: Call) -> pb.ConsentRequest:
        found = seeking.get_request(call.db, call.ctx, _id(request.name, REQUESTS))
        call.about(request.name, About(found.case_id, (found.person_id,)))
        return shapes.request(found)

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
        for one in found[:size]:
            call.about(REQUESTS + one.request_id, About(one.case_id, (one.person_id,)))
        return pb.ListConsentRequestsResponse(
            consent_requests=map(shapes.request, found[:size]),
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
        for one in found[:size]:
            call.about(GRANTS + one.grant_id, About(one.case_id, (one.person_id,)))
        return pb.ListGrantsResponse(
            grants=map(shapes.grant, found[:size]),
            next_page_token=found[size - 1].grant_id if len(found) > size else "",
        )

    def list_work_items(self, request: work_pb2.ListWorkItemsRequest, call: Call) -> work_pb2.ListWorkItemsResponse:
        return work_lists.page(call, request, hands.work_in_hands_of(call.ctx))

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
            check_time=shapes.timestamp(call.ctx.now),
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
        lost = checks.list_lost_agencies(call.db, call.ctx, request.case_id, request.person_id, request.purpose)
        return pb.ListGrantedAgenciesResponse(agency_ids=found, lost_agency_ids=lost)

    def get_answer_state(self, request: pb.GetAnswerStateRequest, call: Call) -> pb.AnswerState:
        reference = _case_reference(call, request.case_id)
        state = checks.get_answer_state(call.db, call.ctx, reference, request.person_id)
        return pb.AnswerState(
            answer_code=state.answer,
            answer_time=shapes.timestamp(state.answered_at),
            refusal_time=shapes.timestamp(state.refused_at),
            volunteered=state.volunteered,
        )

    def count_facts(self, request: facts_pb2.CountFactsRequest, call: Call) -> facts_pb2.CountFactsResponse:
        return facts.page(call.db, call.ctx, request)


def _statement(request: pb.RecordConsentRequest, call: Call) -> domain.Statement:
    return domain.Statement(
        answer=_code(pb.Answer, request.answer),
        occurred_at=_occurred_at(request, call),
        given_by=_code(pb.GivenBy, request.given_by),
        capacity=_code(pb.Capacity, request.capacity),
        method=_code(pb.Method, request.method),
        form_version=request.form_version,
        language=request.language or domain.DEFAULT_LANGUAGE,
        interpreter=request.interpreter,
        explained_by=request.explained_by or call.ctx.actor.person_id,
        evidence_ref=request.evidence_ref,
        interests_conflict=request.interests_conflict,
        own_words=request.own_words,
        minor=request.minor,
        person_language=request.person_language,
        proposed_agency_ids=tuple(request.proposed_agency_ids),
        grants=_terms(request.grants),
        refused=_terms(request.refused),
    )


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


def _ongoing(
    call: Call, case_id: str, agency_ids: Iterable[str], said: domain.Statement | None = None
) -> domain.CaseReference:
    """For what may only begin while the case goes on and the person lives: an end that comes after the answer waits
    until what begins here can be seen, and then ends it too. With which of the agencies the city does not know."""
    requests.lock_case(call.db, case_id)
    return _case_reference(call, case_id, said, agency_ids)


def _case_reference(
    call: Call, case_id: str, said: domain.Statement | None = None, agency_ids: Iterable[str] = ()
) -> domain.CaseReference:
    """With who was a minor when a "yes" was `said`. Raises NotFound for an unknown case, as for one that the caller may
    not know of."""
    offices = sorted(one for one in set(agency_ids) if not domain.MUNICIPALITY_ID.match(one))
    question = intake_pb.GetCaseReferenceRequest(case_id=case_id, agency_ids=offices)
    if said is not None and said.answer == domain.Answer.GRANTED and said.occurred_at <= call.ctx.now:
        question.minors_at.FromDatetime(said.occurred_at)
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


def _id(name: str, collection: str) -> str:
    """Raises NotFound for the name of something else."""
    if not name.startswith(collection):
        raise NotFound
    return name.removeprefix(collection)


def _page_size(asked: int) -> int:
    return min(asked, 200) if asked > 0 else 50
