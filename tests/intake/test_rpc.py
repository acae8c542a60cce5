"""The rpcs of IntakeService: words in, records out."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
import sqlalchemy as sa
from google.protobuf.message import Message

from kit import disclosure
from kit.calls import Call, audiences, snake
from kit.clock import Clock
from kit.errors import InvalidArgument, NotFound, PeerUnavailable
from kit.peers import Peers
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.intake.v1 import service_pb2 as pb
from pb.tsunagi.work.v1 import work_pb2
from services.intake.app import service
from services.intake.domain import Person
from services.intake.domain.cases import CaseIsOpen
from services.intake.rpc import IntakeServicer
from services.intake.store import cases as case_store
from services.intake.store import reference, rows, tables
from tests.intake.test_worker import grant
from tests.intake.world import (
    COORDINATING,
    COORDINATOR,
    MONEY,
    MOTHER,
    OTHER,
    REFERENCE,
    SON,
    WINDOW,
    WORDS,
    World,
)

servicer = IntakeServicer()


M = TypeVar("M", bound=Message)


def reduced(answer: M, call: Call) -> M:
    """As the edge does it."""
    disclosure.reduce(call.db, [answer], call.abouts, call.ctx, call.peers, service.disclosure_check)
    return answer


class Calls:
    """Calls of a world's people, one after the other."""

    def __init__(self, world: World, peers: Peers) -> None:
        self._world, self._peers = world, peers

    def by(self, agency_id: str) -> Call:
        return Call(self._world.ctx(agency_id), self._world.db, self._peers)

    @property
    def coordinator(self) -> Call:
        return Call(self._world.ctx(COORDINATOR), self._world.db, self._peers)


@pytest.fixture
def calls(world: World, silent: Peers) -> Calls:
    return Calls(world, silent)


def registration() -> pb.RegisterConsultationRequest:
    mother = pb.Person(name=MOTHER.name, kana=MOTHER.kana, birth_date=MOTHER.birth_date, phone=MOTHER.phone)
    return pb.RegisterConsultationRequest(
        request_id="1",
        channel=pb.CHANNEL_PHONE,
        consulter=pb.CONSULTER_FAMILY,
        concerns=["CARE", "DEBT"],
        persons=[mother],
        narrative=WORDS,
        sender_reference=REFERENCE,
        days_to_eviction=0,
    )


def test_every_rpc_says_who_may_call_it_and_has_its_method() -> None:
    assert all(audiences(method) and hasattr(servicer, snake(method.name)) for method in service.descriptor.methods)
    only_services = {method.name for method in service.descriptor.methods if audiences(method) == {"SERVICE"}}
    assert only_services == {
        "GetCaseReference",
        "GetMunicipality",
        "CountFacts",
        "CheckConcealment",
        "CheckOutreachAgency",
        "CheckKeptAway",
        "ResolveStaff",
    }


def test_agencies_reach_consultations_handoffs_and_their_inbox_and_no_case() -> None:
    for_agencies = {method.name for method in service.descriptor.methods if "AGENCY" in audiences(method)}
    of_handoffs = {"GetHandoff", "ListHandoffs", "AcceptHandoff", "DeclineHandoff", "CompleteHandoff"}
    of_questions = {"RequestHandoffInformation", "SupplyHandoffInformation"}
    of_inbox = {"ListIncoming", "WatchIncoming", "AcknowledgeIncoming"}
    of_work = {"StartHandoff", "HoldHandoff", "ResumeHandoff", "WithdrawHandoff", "RecordHandoffRefusal"}
    of_support = {"CorrectHandoff", "SortOutIssues", "ListIssues", "RequestAdvice", "GetAdvice"}
    of_windows = {"RegisterConsultation", "GetConsultation", "CorrectConsultation", "ListWorkItems", "RecordRelation"}
    of_windows |= {"CorrectPerson"}
    of_reference = {"ListAgencies", "GetReference", "ListReferenceVersions", "ListSupervisedLoad"}
    without_names = {"MarkParticipationNeed", "ListRecurringIssues"}
    of_tasks = {"GetTask", "ClaimTask", "CompleteTask"}
    of_keepers = {"ConcealAddress", "ListConcealments", "GetConcealedAddress", "ReleaseAddress", "ConfirmGlass"}
    of_emergencies = {"BreakGlass", "GetEmergencyView"}
    known = (
        of_keepers
        | of_emergencies
        | of_handoffs
        | of_questions
        | of_inbox
        | of_windows
        | of_reference
        | of_tasks
        | without_names
    )
    of_contacts = {"ContactAgency", "ReplyContact", "GetContact", "ListContacts"}
    assert for_agencies == known | of_work | of_support | of_contacts


def test_a_consultation_is_read_back_as_it_was_told(world: World, calls: Calls) -> None:
    registered = servicer.register_consultation(registration(), calls.by(WINDOW))
    assert registered == servicer.get_consultation(pb.GetConsultationRequest(name=registered.name), calls.by(WINDOW))
    assert (registered.state, registered.sender_reference) == (pb.Consultation.STATE_RECEIVED, REFERENCE)
    assert (registered.channel, registered.consulter) == (pb.CHANNEL_PHONE, pb.CONSULTER_FAMILY)
    assert (registered.HasField("days_to_eviction"), registered.HasField("urgency")) == (True, False)
    assert list(registered.recommended_agency_ids) == ["W-03", "W-04", "W-31"]
    assert registered.persons[0].person_id
    assert registered.persons[0].phone == MOTHER.phone
    assert registered.occur_time.ToDatetime() == world.now.replace(tzinfo=None)


def test_what_was_told_last_week_keeps_its_day(world: World, calls: Calls) -> None:
    request = registration()
    request.occurred_at.FromDatetime(world.now - timedelta(days=4))
    registered = servicer.register_consultation(request, calls.by(WINDOW))
    days = registered.record_time.ToDatetime() - registered.occur_time.ToDatetime()
    assert days == timedelta(days=4)


def test_a_request_that_says_nothing_is_told_what_is_missing(calls: Calls) -> None:
    with pytest.raises(InvalidArgument) as refusal:
        servicer.register_consultation(pb.RegisterConsultationRequest(request_id="1"), calls.by(WINDOW))
    assert [(one.field, one.code) for one in refusal.value.violations] == [("channel", "REQUIRED")]


@pytest.mark.parametrize("name", ["", "consultations/", "consultations/unknown", "cases/unknown"])
def test_the_name_of_nothing_is_not_found(calls: Calls, name: str) -> None:
    with pytest.raises(NotFound):
        servicer.get_consultation(pb.GetConsultationRequest(name=name), calls.by(WINDOW))
    with pytest.raises(NotFound):
        servicer.get_case(pb.GetCaseRequest(name=name), calls.coordinator)
    with pytest.raises(NotFound):
        servicer.get_handoff(pb.GetHandoffRequest(name=name), calls.by(WINDOW))


def resolve_emergency(world: World, calls: Calls, case_id: str) -> pb.Emergency:
    emergency = world.run("open-emergency", caseId=case_id, caseNo="R8-00001-0")["emergencyId"]
    resolving = pb.ResolveEmergencyRequest(
        name=f"emergencies/{emergency}", follow_up=pb.ResolveEmergencyRequest.FOLLOW_UP_NONE, done="保護した"
    )
    return servicer.resolve_emergency(resolving, calls.coordinator)


def test_a_case_goes_its_way_by_rpcs(world: World, calls: Calls) -> None:
    registered = servicer.register_consultation(registration(), calls.by(WINDOW))
    screening = pb.ScreenConsultationRequest(name=registered.name, residency=pb.RESIDENCY_RESIDENT, welfare_need=True)
    assert servicer.screen_consultation(screening, calls.coordinator).route == ""
    consultation_id = registered.name.removeprefix("consultations/")
    case_id = registered.case_id
    world.run("apply-route", caseId=case_id, consultationId=consultation_id, route="ACCEPT", urgency=0)
    world.run("open-case", caseId=case_id, consultationId=consultation_id)
    name = f"cases/{case_id}"
    decision = pb.DecideUntanglingRequest(
        name=name, decision=pb.DecideUntanglingRequest.DECISION_LIAISON, reason="課題が絡み合っている"
    )
    assert servicer.decide_untangling(decision, calls.coordinator).state == "UNTANGLING"
    added = servicer.add_person(pb.AddPersonRequest(name=name, person=pb.Person(name=SON.name)), calls.coordinator)
    assert {person.name for person in added.persons} == {MOTHER.name, SON.name}
    son = next(person.person_id for person in added.persons if person.name == SON.name)
    servicer.raise_emergency(pb.RaiseEmergencyRequest(name=name, facts="連絡が取れない"), calls.coordinator)
    servicer.record_death(pb.RecordDeathRequest(name=name, person_id=son), calls.coordinator)
    resolve_emergency(world, calls, case_id)
    servicer.end_case(pb.EndCaseRequest(name=name, reason=pb.EndCaseRequest.REASON_MOVED_OUT), calls.coordinator)
    found = servicer.get_case(pb.GetCaseRequest(name=name), calls.coordinator)
    assert (found.case_no, found.urgency, found.coordinator_agency_id) == (registered.case_no, 3, COORDINATING)
    assert list(servicer.list_cases(pb.ListCasesRequest(), calls.coordinator).cases) == [found]


def test_an_end_without_a_reason_and_a_death_in_the_future_are_refused(world: World, calls: Calls) -> None:
    case_id = world.open_case(MOTHER)
    with pytest.raises(InvalidArgument):
        servicer.end_case(pb.EndCaseRequest(name=f"cases/{case_id}"), calls.coordinator)
    death = pb.RecordDeathRequest(name=f"cases/{case_id}", person_id=world.people(case_id)[0])
    death.occurred_at.FromDatetime(world.now + timedelta(minutes=1))
    with pytest.raises(InvalidArgument) as refusal:
        servicer.record_death(death, calls.coordinator)
    assert [one.code for one in refusal.value.violations] == ["OCCURRED_IN_FUTURE"]


@pytest.mark.plan("P-024")
def test_a_handoff_without_names_goes_its_way_by_rpcs(world: World, calls: Calls) -> None:
    name = f"handoffs/{world.offered()}"
    asking = pb.RequestHandoffInformationRequest(name=name, question="同居の家族は")
    assert servicer.request_handoff_information(asking, calls.by(MONEY)).state == pb.Handoff.STATE_INFO_NEEDED
    supplying = pb.SupplyHandoffInformationRequest(name=name, information="長男と二人")
    servicer.supply_handoff_information(supplying, calls.by(WINDOW))
    world.offer(name.removeprefix("handoffs/"))
    etag = servicer.get_handoff(pb.GetHandoffRequest(name=name), calls.by(MONEY)).etag
    accepted = servicer.accept_handoff(pb.AcceptHandoffRequest(name=name, etag=etag), calls.by(MONEY))
    assert accepted.state == pb.Handoff.STATE_ACCEPTED
    completing = pb.CompleteHandoffRequest(name=name, outcome=pb.CompleteHandoffRequest.OUTCOME_COMPLETED)
    assert servicer.complete_handoff(completing, calls.by(MONEY)).outcome == "COMPLETED"
    assert [one.name for one in servicer.list_handoffs(pb.ListHandoffsRequest(), calls.by(MONEY)).handoffs] == [name]


def test_a_receiver_reads_only_what_is_granted_at_this_moment(
    world: World, silent: Peers, answering: Peers, consent_engine: sa.Engine
) -> None:
    world.now = Clock(None).now()
    name = f"handoffs/{world.offered(MOTHER)}"
    row = world.handoff(name.removeprefix("handoffs/"))
    asking = pb.GetHandoffRequest(name=name)

    def read(peers: Peers = answering, by: str = MONEY) -> pb.Handoff:
        call = Calls(world, peers).by(by)
        return reduced(servicer.get_handoff(asking, call), call)

    assert (len(read().persons), read().narrative) == (0, "")
    grant(world, consent_engine, row.case_id, row.person_ids[0], MONEY, "HANDOFF")
    assert (read().persons[0].name, read().persons[0].address, read().narrative) == (MOTHER.name, "", "")
    call = Calls(world, answering).by(MONEY)
    (listed,) = reduced(servicer.list_handoffs(pb.ListHandoffsRequest(), call), call).handoffs
    assert (listed.persons[0].name, listed.persons[0].address, listed.narrative) == (MOTHER.name, "", "")
    with pytest.raises(PeerUnavailable):
        read(silent)
    assert read(silent, WINDOW).narrative == WORDS


@pytest.mark.plan("P-024")
def test_whoever_asked_reads_the_senders_answer_by_its_own_class_and_of_nobody_named_without_a_grant(
    world: World, silent: Peers, answering: Peers, consent_engine: sa.Engine
) -> None:
    world.now = Clock(None).now()

    def answered(*persons: Person) -> list[str]:
        name = f"handoffs/{world.offered(*persons)}"
        row = world.handoff(name.removeprefix("handoffs/"))
        for person_id in row.person_ids:
            grant(world, consent_engine, row.case_id, person_id, MONEY, "HANDOFF", "C1", "C4")
        peers = answering if persons else silent
        asking, answer = pb.RequestHandoffInformationRequest(name=name, question="借入先は"), "二つ"
        servicer.request_handoff_information(asking, Calls(world, peers).by(MONEY))
        supplying = pb.SupplyHandoffInformationRequest(name=name, information=answer)
        servicer.supply_handoff_information(supplying, Calls(world, peers).by(WINDOW))
        world.offer(row.id, row.legal_basis)
        call = Calls(world, peers).by(MONEY)
        found = reduced(servicer.get_handoff(pb.GetHandoffRequest(name=name), call), call)
        assert found.narrative == "", "C5 is not granted"
        return [entry.text for entry in found.entries if entry.kind == "SUPPLIED"]

    assert answered(MOTHER) == answered() == ["二つ"]


def test_an_answer_to_a_question_is_not_empty(world: World, calls: Calls) -> None:
    name = f"handoffs/{world.offered(MOTHER)}"
    servicer.request_handoff_information(
        pb.RequestHandoffInformationRequest(name=name, question="借入先は"), calls.by(MONEY)
    )
    with pytest.raises(InvalidArgument) as refusal:
        servicer.supply_handoff_information(
            pb.SupplyHandoffInformationRequest(name=name, information=" "), calls.by(WINDOW)
        )
    assert [one.field for one in refusal.value.violations] == ["information"]


def test_a_handoff_is_declined_by_rpc(world: World, calls: Calls) -> None:
    name = f"handoffs/{world.offered(MOTHER)}"
    request = pb.DeclineHandoffRequest(name=name, reason_code="NOT_OURS", alternative_agency_id=OTHER)
    declined = servicer.decline_handoff(request, calls.by(MONEY))
    assert (declined.state, len(declined.persons)) == (pb.Handoff.STATE_DECLINED, 0)


def test_every_state_that_the_process_can_tell_has_its_word(world: World, calls: Calls) -> None:
    """A state without an enum value would make the record unreadable."""
    handoff_id = world.offered(MOTHER)
    for state in ("PREPARED", "EXPIRED", "NO_TAKER", "NO_BASIS", "WITHDRAWN", "COMPLETED", "NOT_COMPLETED"):
        rows.change(world.db, world.ctx(), tables.handoffs, handoff_id, state=state)
        found = servicer.get_handoff(pb.GetHandoffRequest(name=f"handoffs/{handoff_id}"), calls.by(WINDOW))
        assert pb.Handoff.State.Name(found.state) == f"STATE_{state}"


def test_the_stream_goes_on_where_it_stood_and_repeats_nothing(world: World, calls: Calls) -> None:
    world.offered(MOTHER)
    first, request = servicer.watch_incoming(pb.ListIncomingRequest(), calls.by(MONEY))
    assert [item.kind for item in first] == ["HANDOFF_OFFERED"]
    assert servicer.watch_incoming(request, calls.by(MONEY)) == ([], request)
    world.offered(SON)
    later, _ = servicer.watch_incoming(request, calls.by(MONEY))
    assert [item.cursor for item in later] == [2]
    listed = servicer.list_incoming(pb.ListIncomingRequest(), calls.by(MONEY))
    assert list(listed.items) == [*first, *later]
    assert listed.last_cursor == 2
    assert servicer.list_incoming(pb.ListIncomingRequest(after_cursor=2), calls.by(MONEY)).last_cursor == 2


def test_an_agency_takes_note_of_its_own_items(world: World, calls: Calls) -> None:
    world.offered(MOTHER)
    noted = servicer.acknowledge_incoming(pb.AcknowledgeIncomingRequest(cursors=[1, 2]), calls.by(MONEY))
    assert noted.acknowledged_count == 1
    assert [item.acknowledged for item in servicer.list_incoming(pb.ListIncomingRequest(), calls.by(MONEY)).items] == [
        True
    ]


def test_suspension_watch_and_emergency_are_answered_by_rpcs(world: World, calls: Calls) -> None:
    case_id = world.open_case(MOTHER)
    (mother,) = world.start_tracks(case_id)
    suspending = pb.SuspendPersonRequest(name=f"cases/{case_id}", person_id=mother, reason="入院")
    suspension = servicer.suspend_person(suspending, calls.coordinator)
    assert (suspension.state, suspension.person_id) == ("OPEN", mother)
    resuming = pb.ResumePersonRequest(name=suspension.name, resumption=pb.ResumePersonRequest.RESUMPTION_RESUME)
    assert servicer.resume_person(resuming, calls.coordinator).state == "ENDED"
    review = world.run("start-watch", caseId=case_id, personId=mother, watchNo=1)["watchReviewId"]
    reviewing = pb.ReviewWatchRequest(name=f"watchReviews/{review}", result=pb.ReviewWatchRequest.RESULT_CONTINUE)
    assert servicer.review_watch(reviewing, calls.coordinator).state == "REVIEWED"
    assert resolve_emergency(world, calls, case_id).state == "RESOLVED"


def test_a_joined_consultation_is_reviewed_by_rpc(world: World, calls: Calls) -> None:
    main = world.open_case(MOTHER)
    consultation_id = world.receive(SON)
    world.screen(consultation_id, open_case=main)
    own = world.consultation(consultation_id).case_id
    world.run("apply-route", caseId=own, consultationId=consultation_id, route="JOIN", urgency=0)
    request = pb.ReviewJoinedConsultationRequest(name=f"consultations/{consultation_id}")
    anew = pb.ReviewJoinedConsultationRequest(name=request.name, begins_anew=True)
    with pytest.raises(CaseIsOpen):
        servicer.review_joined_consultation(anew, calls.coordinator)
    assert servicer.review_joined_consultation(request, calls.coordinator).case_id == main


@pytest.mark.plan("P-046")
def test_agencies_are_listed_with_the_plans_words_and_their_programmes(calls: Calls) -> None:
    found = {one.agency_id: one for one in servicer.list_agencies(pb.ListAgenciesRequest(), calls.by(WINDOW)).agencies}
    assert set(found) == set(reference.load().agencies)
    assert (found["W-01"].display_name, found["W-01"].domain) == ("地域福祉課", "介護・困窮")
    assert list(found["W-13"].programme_ids) == ["S-03", "S-11"]


def test_the_screening_is_on_the_coordinators_worklist_only(world: World, calls: Calls) -> None:
    consultation_id = world.receive(MOTHER)
    found = servicer.list_work_items(work_pb2.ListWorkItemsRequest(), calls.coordinator)
    assert isinstance(found, work_pb2.ListWorkItemsResponse)
    assert [item.subject for item in found.work_items] == [f"consultations/{consultation_id}"]
    for other in (WINDOW, COORDINATING):
        assert servicer.list_work_items(work_pb2.ListWorkItemsRequest(), calls.by(other)) == type(found)()


def test_another_service_is_told_who_was_a_minor_only_when_it_asks_and_never_when_they_were_born(
    world: World, calls: Calls
) -> None:
    """民法4条, on the city's day; of an unknown birth date nothing is said (consent has the form then)."""
    child, leap = replace(SON, birth_date="2008-12-02"), replace(SON, name="架空 うるう", birth_date="2008-02-29")
    case_id = world.open_case(MOTHER, child, leap, replace(SON, name="架空 不明", birth_date=""))
    named = {one.id: one.birth_date for one in case_store.household(world.db, world.ctx(), case_id)}

    def minors(at: str) -> set[str]:
        question = pb.GetCaseReferenceRequest(case_id=case_id)
        question.minors_at.FromDatetime(datetime.fromisoformat(at))
        found = servicer.get_case_reference(question, calls.coordinator)
        assert list(found.person_ids) == world.people(case_id)
        assert not [born for born in named.values() if born and born in str(found)]
        ages = {"": set(named), "minor": set(found.minor_person_ids), "adult": set(found.adult_person_ids)}
        unknown = ages[""] - ages["minor"] - ages["adult"]
        assert not ages["minor"] & ages["adult"]
        assert {named[one] for one in unknown} == {""}
        return {named[one] for one in found.minor_person_ids}

    assert minors("2026-12-01T23:59:59+09:00") == {"2008-12-02"}
    assert minors("2026-12-02T00:00:00+09:00") == set()
    assert minors("2026-02-28T23:59:59+09:00") == {"2008-12-02", "2008-02-29"}
    assert minors("2026-03-01T00:00:00+09:00") == {"2008-12-02"}
    unasked = servicer.get_case_reference(pb.GetCaseReferenceRequest(case_id=case_id), calls.coordinator)
    assert [*unasked.minor_person_ids, *unasked.adult_person_ids] == []


def test_another_service_is_told_which_of_the_offices_it_names_the_city_does_not_have(
    world: World, calls: Calls
) -> None:
    question = pb.GetCaseReferenceRequest(case_id=world.open_case(MOTHER), agency_ids=[COORDINATING, "W-99", WINDOW])
    assert list(servicer.get_case_reference(question, calls.coordinator).unknown_agency_ids) == ["W-99"]


def test_other_services_get_the_reference_and_the_figures(world: World, calls: Calls) -> None:
    case_id = world.open_case(MOTHER)
    found = servicer.get_case_reference(pb.GetCaseReferenceRequest(case_id=case_id), calls.coordinator)
    assert (found.coordinator_agency_id, found.requesting_agency_id) == (COORDINATING, WINDOW)
    assert list(found.person_ids) == world.people(case_id)
    assert (list(found.deceased_person_ids), found.over) == ([], False)
    question = facts_pb2.CountFactsRequest()
    question.period_start.FromDatetime(world.now)
    for moment in (question.as_of, question.period_end):
        moment.FromDatetime(world.now + timedelta(days=1))
    counts = {one.code: one.count for one in servicer.count_facts(question, calls.coordinator).counts}
    assert (counts["CASES_OPENED"], counts["CONSULTATIONS"], counts["ROUTES.ACCEPT"]) == (1, 1, 1)
