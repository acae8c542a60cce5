"""The rpcs of ConsentService: words in, records out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from kit.calls import Call, audiences, snake
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, PeerUnavailable
from kit.peers import Peers
from pb.tsunagi.consent.v1 import service_pb2 as pb
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from pb.tsunagi.work.v1 import work_pb2
from services.consent.app import service
from services.consent.domain.refusals import GuardianNeeded, UnknownAgency
from services.consent.domain.statements import GrantState
from services.consent.rpc import ConsentServicer
from services.consent.store.grants import find_grants
from tests.consent.world import COORDINATOR, OTHER, RECIPIENT, World, actor, terms, yes

servicer = ConsentServicer()


@pytest.fixture
def call(world: World, silent: Peers) -> Call:
    return Call(world.ctx(), world.db, silent)


def test_every_rpc_says_who_may_call_it_and_has_its_method() -> None:
    assert all(audiences(method) and hasattr(servicer, snake(method.name)) for method in service.descriptor.methods)
    only_services = {method.name for method in service.descriptor.methods if audiences(method) == {"SERVICE"}}
    assert only_services == {"CheckDisclosure", "CheckGrant", "ListGrantedAgencies", "GetAnswerState", "CountFacts"}


def test_nothing_is_recorded_while_intake_cannot_say_whose_case_it_is(world: World, call: Call) -> None:
    with pytest.raises(PeerUnavailable):
        servicer.record_consent(pb.RecordConsentRequest(case_id=world.case_id, person_id=world.ichiro), call)
    with pytest.raises(PeerUnavailable):
        servicer.withdraw_consent(pb.WithdrawConsentRequest(case_id=world.case_id, person_id=world.ichiro), call)


def test_a_check_names_the_grants_it_rests_on_and_nothing_when_it_denies(world: World, call: Call) -> None:
    granted = world.record(terms(categories=("C1",))).grants
    question = pb.CheckGrantRequest(
        case_id=world.case_id,
        person_id=world.ichiro,
        agency_id=RECIPIENT,
        purpose="HANDOFF",
        data_categories=["C1"],
    )
    answer = servicer.check_grant(question, call)
    assert (answer.permitted, answer.basis, list(answer.grant_ids)) == (True, "CONSENT", [granted[0].grant_id])
    assert answer.check_time.ToDatetime() == world.now.replace(tzinfo=None)
    question.agency_id = OTHER
    denied = servicer.check_grant(question, call)
    assert denied == pb.CheckGrantResponse(check_time=answer.check_time)


def test_a_request_is_read_with_its_answer(world: World, call: Call) -> None:
    request_id = world.ask()
    name = f"consentRequests/{request_id}"
    before = servicer.get_consent_request(pb.GetConsentRequestRequest(name=name), call)
    assert (before.state, before.answer, before.consent) == (pb.ConsentRequest.STATE_OPEN, pb.ANSWER_UNSPECIFIED, "")
    consent = world.record(terms(), request_id=request_id)
    after = servicer.get_consent_request(pb.GetConsentRequestRequest(name=name), call)
    assert (after.state, after.answer) == (pb.ConsentRequest.STATE_ANSWERED, pb.ANSWER_GRANTED)
    assert (after.consent, after.coverage) == (f"consents/{consent.consent_id}", "FULL")


@pytest.mark.parametrize("name", ["", "consentRequests/", "consentRequests/unknown", "grants/unknown"])
def test_the_name_of_nothing_is_not_found(call: Call, name: str) -> None:
    with pytest.raises(NotFound):
        servicer.get_consent_request(pb.GetConsentRequestRequest(name=name), call)


def test_lists_are_read_page_by_page(world: World, call: Call) -> None:
    world.record(terms(categories=("C1", "C3", "C4")))
    asked = {world.ask(), world.ask(), world.ask()}
    seen_grants, token = [], ""
    while True:
        grants = servicer.list_grants(pb.ListGrantsRequest(case_id=world.case_id, page_size=2, page_token=token), call)
        seen_grants += [grant.data_category for grant in grants.grants]
        token = grants.next_page_token
        if not token:
            break
    assert sorted(seen_grants) == ["C1", "C3", "C4"]
    first = servicer.list_consent_requests(pb.ListConsentRequestsRequest(case_id=world.case_id, page_size=2), call)
    rest = servicer.list_consent_requests(
        pb.ListConsentRequestsRequest(case_id=world.case_id, page_size=2, page_token=first.next_page_token), call
    )
    names = [one.name for one in (*first.consent_requests, *rest.consent_requests)]
    assert names == sorted((f"consentRequests/{one}" for one in asked), reverse=True)
    assert rest.next_page_token == ""


def test_the_open_request_is_on_the_coordinators_worklist_only(world: World, call: Call) -> None:
    request_id = world.ask()
    found = servicer.list_work_items(work_pb2.ListWorkItemsRequest(case_id=world.case_id), call)
    assert [item.subject for item in found.work_items] == [f"consentRequests/{request_id}"]
    others = Call(world.ctx(actor(OTHER, "coordinator")), world.db, call.peers)
    assert not servicer.list_work_items(work_pb2.ListWorkItemsRequest(), others).work_items


NO_OFFICE = "W-99"


class Intake:
    """Whose case it is, and that ichiro comes of age two days before now. `asked`: at which moments it was asked. Every
    agency but one is in the catalogue."""

    def __init__(self, world: World) -> None:
        self.world, self.asked = world, list[datetime]()

    def ask(self, _method: object, question: intake_pb.GetCaseReferenceRequest, _ctx: Context) -> object:
        world, minors = self.world, []
        if question.HasField("minors_at"):
            self.asked.append(question.minors_at.ToDatetime(UTC))
            minors = [world.ichiro] if self.asked[-1] < world.now - timedelta(days=2) else []
        people = (world.ichiro, world.hanako)
        known = {"coordinator_agency_id": COORDINATOR, "person_ids": people, "minor_person_ids": minors}
        known["unknown_agency_ids"] = [one for one in question.agency_ids if one == NO_OFFICE]
        return intake_pb.CaseReference(case_id=question.case_id, **known)  # type: ignore[arg-type]


FORM = "general/2026-1"


def form(world: World) -> pb.RecordFormRequest:
    answer = yes(world)
    answer.ClearField("grants")
    answer.form_version = FORM
    return pb.RecordFormRequest(answer=answer, ticks=[pb.FormTick(agency_id=NO_OFFICE, boxes=["identity"])])


def named(world: World, field: str) -> pb.RecordConsentRequest:
    answer = yes(world)
    getattr(answer, field).add(agency_id=NO_OFFICE, data_categories=["C1"], purposes=["HANDOFF"])
    return answer


WAYS: dict[str, Callable[[World, Call], object]] = {
    "granted": lambda world, call: servicer.record_consent(named(world, "grants"), call),
    "refused": lambda world, call: servicer.record_consent(named(world, "refused"), call),
    "ticked": lambda world, call: servicer.record_form(form(world), call),
    "asked": lambda world, call: servicer.request_consent(
        pb.RequestConsentRequest(
            case_id=world.case_id, person_id=world.ichiro, agency_ids=[NO_OFFICE], form_version=FORM
        ),
        call,
    ),
    "corrected": lambda world, call: servicer.correct_consent(
        pb.CorrectConsentRequest(
            name=f"consents/{world.refuse().consent_id}", reason="書き間違い", answer=named(world, "grants")
        ),
        call,
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_nobody_consents_to_an_office_that_is_not_in_the_citys_catalogue(world: World, way: str) -> None:
    """It would answer the request, and nobody would be there to help. Who may not know of the case learns nothing."""
    call = Call(world.ctx(), world.db, cast(Peers, Intake(world)))
    with pytest.raises(UnknownAgency):
        WAYS[way](world, call)
    with pytest.raises(NotFound):
        WAYS[way](world, Call(world.ctx(actor(OTHER, "coordinator")), world.db, call.peers))


def test_a_yes_counts_by_the_age_at_which_it_was_said(world: World) -> None:
    """Who has come of age since says it again, and is believed; a child's own word does not become one by waiting."""
    intake = Intake(world)
    call = Call(world.ctx(), world.db, cast(Peers, intake))
    late, wrong = yes(world, days_ago=3), f"consents/{world.refuse().consent_id}"
    with pytest.raises(GuardianNeeded):
        servicer.record_consent(late, call)
    with pytest.raises(GuardianNeeded):
        servicer.correct_consent(pb.CorrectConsentRequest(name=wrong, answer=late, reason="聞き違い"), call)
    assert not world.permits()
    assert servicer.record_consent(yes(world), call).coverage == "FULL"
    assert world.permits()
    assert intake.asked == [world.now - timedelta(days=3)] * 2 + [world.now]


@pytest.mark.privacy
def test_a_write_answers_an_agency_nothing_about_the_grants_of_others(world: World) -> None:
    def learnt(*granted: str) -> list[object]:
        one = World(world.db, world.now, f"case-{'-'.join(granted)}", "person-a", "person-b", world.municipality_id)
        one.record(*map(terms, granted))
        call = Call(one.ctx(actor(RECIPIENT)), one.db, cast(Peers, Intake(one)))
        said = yes(one)
        said.proposed_agency_ids.extend([RECIPIENT, OTHER])
        recorded = servicer.record_consent(said, call)
        asked = pb.RequestConsentRequest(case_id=one.case_id, person_id=one.ichiro, agency_ids=[OTHER])
        asked.form_version = FORM
        requested = [servicer.request_consent(asked, call).asked_count for _again in range(2)]
        withdrawal = pb.WithdrawConsentRequest(case_id=one.case_id, person_id=one.ichiro)
        withdrawal.occurred_at.FromDatetime(one.now - timedelta(days=9999))
        early = servicer.withdraw_consent(withdrawal, call)
        withdrawal.ClearField("occurred_at")
        late = servicer.withdraw_consent(withdrawal, call)
        kept = [(len(done.grants), done.remaining_count) for done in (early, late)]
        return [recorded.coverage, {grant.agency_id for grant in recorded.grants}, requested, *kept]

    assert learnt(RECIPIENT, OTHER) == learnt(RECIPIENT)
    coordinated = Call(world.ctx(), world.db, cast(Peers, Intake(world)))
    world.record(terms(), terms(OTHER))
    everything = servicer.withdraw_consent(
        pb.WithdrawConsentRequest(case_id=world.case_id, person_id=world.ichiro), coordinated
    )
    assert {grant.agency_id for grant in everything.grants} == {RECIPIENT, OTHER}


def test_a_withdrawal_of_long_ago_leaves_alone_what_was_asked_since(world: World) -> None:
    call = Call(world.ctx(), world.db, cast(Peers, Intake(world)))
    asked = pb.RequestConsentRequest(
        case_id=world.case_id, person_id=world.ichiro, agency_ids=[OTHER], form_version=FORM
    )
    assert servicer.request_consent(asked, call).asked_count > 0
    withdrawal = pb.WithdrawConsentRequest(case_id=world.case_id, person_id=world.ichiro)
    withdrawal.occurred_at.FromDatetime(world.now - timedelta(days=9999))
    servicer.withdraw_consent(withdrawal, call)
    assert {grant.state for grant in find_grants(world.db, world.ctx(), world.case_id)} == {GrantState.REQUESTED}


def test_nobodys_age_is_asked_for_what_is_no_yes(world: World) -> None:
    intake = Intake(world)
    call = Call(world.ctx(), world.db, cast(Peers, intake))
    servicer.get_answer_state(pb.GetAnswerStateRequest(case_id=world.case_id, person_id=world.ichiro), call)
    no = yes(world, days_ago=3)
    no.answer = pb.ANSWER_REFUSED
    no.ClearField("grants")
    servicer.record_consent(no, call)
    servicer.withdraw_consent(pb.WithdrawConsentRequest(case_id=world.case_id, person_id=world.ichiro), call)
    not_yet = yes(world, days_ago=-1)
    with pytest.raises(InvalidArgument):
        servicer.record_consent(not_yet, call)
    assert intake.asked == []


def test_the_last_answer_tells_outreach_how_long_to_wait(world: World) -> None:
    call = Call(world.ctx(), world.db, cast(Peers, Intake(world)))
    question = pb.GetAnswerStateRequest(case_id=world.case_id, person_id=world.ichiro)
    assert servicer.get_answer_state(question, call) == pb.AnswerState()
    world.refuse()
    state = servicer.get_answer_state(question, call)
    assert state.answer_code == "REFUSED"
    assert state.refusal_time == state.answer_time


def test_counts_are_told_by_code(world: World, call: Call) -> None:
    world.refuse()
    question = facts_pb2.CountFactsRequest()
    question.period_start.FromDatetime(world.now.replace(day=1))
    for moment in (question.as_of, question.period_end):
        moment.FromDatetime(world.now.replace(day=2))
    (count,) = servicer.count_facts(question, call).counts
    assert (count.code, count.count) == ("CONSENTS_REFUSED", 1)
