"""The rpcs of ConsentService: words in, records out."""

from typing import cast

import pytest

from kit.calls import Call, audiences, snake
from kit.context import Context
from kit.errors import NotFound, PeerUnavailable
from kit.peers import Peers
from pb.tsunagi.consent.v1 import service_pb2 as pb
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from pb.tsunagi.work.v1 import work_pb2
from services.consent.app import service
from services.consent.rpc import ConsentServicer
from tests.consent.world import OTHER, RECIPIENT, World, actor, terms

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


class Intake:
    """Whose case it is."""

    def __init__(self, world: World) -> None:
        self.world = world

    def ask(self, _method: object, question: intake_pb.GetCaseReferenceRequest, _ctx: Context) -> object:
        people = (self.world.ichiro, self.world.hanako)
        return intake_pb.CaseReference(case_id=question.case_id, person_ids=people)


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
