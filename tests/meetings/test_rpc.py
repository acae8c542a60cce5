"""The rpcs of MeetingsService: words in, records out, and nobody asked means no."""

from dataclasses import replace
from datetime import UTC

import pytest

from kit.calls import Call, audiences, snake
from kit.errors import DomainError, InvalidArgument, NotFound, PeerUnavailable
from kit.peers import Peers
from pb.tsunagi.meetings.v1 import service_pb2 as pb
from services.meetings.app import service
from services.meetings.domain.conclusion import DecisionDraft, FactDraft, OpinionDraft
from services.meetings.domain.rooms import EMERGENCY, LIAISON, MULTI, SUPPORT
from services.meetings.rpc import MeetingsServicer, reading
from services.meetings.rpc.shapes import OWNER_BARRED
from services.meetings.store import decisions as decision_store
from services.meetings.use_cases import information, items, minutes, papers, sittings
from tests.meetings.hall import COORDINATING, HEALTH, MAN, PRIVATE, TEAM, WATER, WELFARE, Hall

servicer = MeetingsServicer()


def call(hall: Hall, silent: Peers, *roles: str, agency: str = COORDINATING) -> Call:
    ctx = hall.staff(*roles) if roles else hall.agency(agency)
    return Call(ctx, hall.db, silent)


def test_every_rpc_says_who_may_call_it_and_has_its_method() -> None:
    assert all(audiences(method) and hasattr(servicer, snake(method.name)) for method in service.descriptor.methods)
    only_services = {method.name for method in service.descriptor.methods if audiences(method) == {"SERVICE"}}
    assert only_services == {"CountFacts", "GetAgendaItemReference"}


@pytest.mark.plan("P-113")
def test_a_plan_meeting_is_neither_called_nor_opened_nor_concluded_while_consent_cannot_be_asked(
    hall: Hall, silent: Peers
) -> None:
    early, ready = hall.propose(MULTI), hall.ready(MULTI)
    coordinator = call(hall, silent, "coordinator")
    items = [f"agendaItems/{ready}"]
    calling = pb.ScheduleSittingRequest(type=pb.MEETING_TYPE_MULTI, agenda_items=items, place="会議室")
    calling.hold_time.FromDatetime(hall.due(3))
    sitting = servicer.schedule_sitting(calling, coordinator)
    attending = [COORDINATING, *TEAM]
    with pytest.raises(PeerUnavailable):
        servicer.name_members(pb.NameMembersRequest(name=f"agendaItems/{early}", agency_ids=TEAM), coordinator)
    with pytest.raises(PeerUnavailable):
        servicer.start_sitting(pb.StartSittingRequest(name=sitting.name, attending_agency_ids=attending), coordinator)
    with pytest.raises(PeerUnavailable):
        servicer.conclude_agenda_item(
            pb.ConcludeAgendaItemRequest(name=items[0], decision="PLAN_AGREED", attending_agency_ids=attending),
            coordinator,
        )
    assert not hall.events("AgendaItemConcluded")


def test_an_individual_is_not_called_while_intake_cannot_say_who_the_family_is(hall: Hall, silent: Peers) -> None:
    item = hall.propose(SUPPORT, basis=EMERGENCY)
    guest = pb.Guest(agency_id=WATER, capacity="INDIVIDUAL", individual_id="01CAREMANAGER")
    request = pb.NameMembersRequest(name=f"agendaItems/{item}", agency_ids=TEAM, guests=[guest])
    with pytest.raises(PeerUnavailable):
        servicer.name_members(request, call(hall, silent, "chair"))


def test_an_item_reads_back_what_was_said_and_who_may_read_it_is_asked_of_d5(hall: Hall, silent: Peers) -> None:
    item = hall.ready(LIAISON)
    reading = call(hall, silent, agency=WELFARE)
    message = servicer.get_agenda_item(pb.GetAgendaItemRequest(name=f"agendaItems/{item}"), reading)
    assert message.state == pb.AgendaItem.STATE_CONVENED
    assert message.convening.summary
    about = reading.abouts[message.name]
    assert about.room is not None
    assert (about.room.meeting_type, about.room.member, about.room.chair) == (LIAISON, True, False)
    listed = servicer.list_agenda_items(pb.ListAgendaItemsRequest(case_id=hall.case_id), reading)
    assert [one.name for one in listed.agenda_items] == [message.name]
    assert not listed.agenda_items[0].HasField("convening")
    with pytest.raises(NotFound):
        servicer.get_agenda_item(pb.GetAgendaItemRequest(name=message.name), call(hall, silent, agency=WATER))


def test_the_answer_to_a_request_for_information_is_its_authors_paper(hall: Hall, silent: Peers) -> None:
    item = hall.after_liaison()
    chair, asked = call(hall, silent, "chair"), call(hall, silent, agency=WATER)
    request_id = information.ask(hall.db, chair.ctx, item, WATER, "使用の様子")
    information.answer(hall.db, asked.ctx, request_id, "FULL", "三か月使われていない", "", "")
    request = pb.GetInformationRequestRequest(name=f"informationRequests/{request_id}")
    seen = servicer.get_information_request(request, asked)
    assert (seen.agenda_item, seen.legal_basis, seen.state) == ("", "ART106_6_3", "ANSWERED")
    servicer.get_information_request(request, chair)
    for reader, given in ((asked, "ART106_6"), (chair, "")):
        question = reader.abouts[f"{request.name}.question"]
        assert (question.recorded_by, question.given) == (COORDINATING, given)
        assert reader.abouts[request.name].recorded_by == WATER
    own = servicer.list_information_requests(
        pb.ListInformationRequestsRequest(agenda_item=f"agendaItems/{item}"), call(hall, silent, "chair")
    )
    assert [one.agenda_item for one in own.information_requests] == [f"agendaItems/{item}"]
    for stranger in (call(hall, silent, agency=WELFARE), call(hall, silent, "outreach-worker")):
        with pytest.raises(NotFound):
            servicer.get_information_request(request, stranger)


def test_a_written_opinion_is_its_authors_paper_in_the_room_it_was_written_to(hall: Hall, silent: Peers) -> None:
    item = hall.ready(MULTI, *TEAM, WATER)
    sitting = sittings.schedule(hall.db, hall.staff("coordinator"), MULTI, hall.due(), "会議室", [item])
    written = OpinionDraft(WATER, "支払いの相談に応じられる", hall.now)
    hall.conclude(item, "PLAN_AGREED", attending=(COORDINATING, *TEAM), opinions=(written,))
    name = f"agendaItems/{item}"
    with pytest.raises(NotFound):
        servicer.list_opinions(pb.ListOpinionsRequest(name=name), call(hall, silent, agency="W-27"))
    chair = call(hall, silent, "coordinator")
    [opinion] = servicer.list_opinions(pb.ListOpinionsRequest(name=name), chair).opinions
    assert (opinion.agency_id, opinion.agenda_item, opinion.sitting) == (WATER, name, f"sittings/{sitting}")
    assert (opinion.text, opinion.give_time.ToDatetime(tzinfo=UTC)) == (written.text, hall.now)
    about = chair.abouts[opinion.name]
    assert about.room is not None
    assert (about.recorded_by, about.room.meeting_type, about.case_id) == (WATER, MULTI, hall.case_id)
    draft = servicer.get_minutes(pb.GetMinutesRequest(name=name), chair)
    assert list(draft.opinions) == [opinion]
    assert not draft.HasField("approve_time")


def test_an_opinion_of_tomorrow_is_refused(hall: Hall, silent: Peers) -> None:
    given = pb.WrittenOpinion(agency_id=HEALTH, text="異存ありません")
    given.give_time.FromDatetime(hall.due(1))
    request = pb.ConcludeAgendaItemRequest(decision="PLAN_AGREED", opinions=[given])
    with pytest.raises(InvalidArgument):
        reading.conclusion(request, call(hall, silent, "coordinator"))


@pytest.mark.plan("P-039")
def test_what_comes_from_taxation_is_told_to_d5_as_such(hall: Hall, silent: Peers) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.ready(SUPPORT, *TEAM, "W-21")
    for agency in ("W-21", WELFARE):
        papers.add_fact(hall.db, hall.agency(agency), item, FactDraft(agency, "滞納がある", MAN))
    reading = call(hall, silent, agency=HEALTH)
    facts = servicer.list_facts(pb.ListFactsRequest(name=f"agendaItems/{item}"), reading).facts
    stated = {fact.source_agency_id: reading.abouts[fact.name].circumstances for fact in facts}
    assert stated == {"W-21": ("TAX",), WELFARE: ()}


def test_minutes_tell_who_was_absent_and_the_number_of_the_readers_copy(hall: Hall, silent: Peers) -> None:
    hall.conclude(hall.ready(LIAISON), "HOLD_SUPPORT_MEETING")
    item = hall.ready(SUPPORT, *TEAM, WATER)
    hall.conclude(item, "START_OUTREACH", attending=(COORDINATING, *TEAM))
    hall.approve(item)
    minutes.distribute(hall.db, hall.staff("chair"), item, [])
    read = servicer.get_minutes(pb.GetMinutesRequest(name=f"agendaItems/{item}"), call(hall, silent, agency=HEALTH))
    assert (list(read.absent_agency_ids), read.text) == ([WATER], PRIVATE[3])
    assert read.copy_number > 0


@pytest.mark.parametrize("words", [{"type": pb.MEETING_TYPE_UNSPECIFIED}, {"type": pb.MEETING_TYPE_LIAISON}])
def test_a_sitting_without_a_type_or_an_item_is_refused(hall: Hall, silent: Peers, words: dict[str, int]) -> None:
    with pytest.raises(InvalidArgument):
        servicer.schedule_sitting(pb.ScheduleSittingRequest(**words), call(hall, silent, "coordinator"))  # type: ignore[arg-type]


def test_a_meeting_in_the_future_cannot_be_concluded(hall: Hall, silent: Peers) -> None:
    item = hall.ready(LIAISON)
    request = pb.ConcludeAgendaItemRequest(name=f"agendaItems/{item}", decision="CONTINUE")
    request.occurred_at.FromDatetime(hall.due(1))
    with pytest.raises(DomainError):
        servicer.conclude_agenda_item(request, call(hall, silent, "coordinator"))


@pytest.mark.privacy
@pytest.mark.plan("P-102")
@pytest.mark.parametrize("kept", ["now", "before"])
def test_members_do_not_read_that_somebody_is_barred_from_what_became_of_their_decision(
    hall: Hall, silent: Peers, kept: str
) -> None:
    item = hall.after_liaison()
    given = DecisionDraft("EMERGENCY_ACTION", HEALTH, hall.due())
    hall.conclude(item, "EMERGENCY_ACTION", decisions=(given, replace(given, owner_agency_id=WELFARE)))
    if kept == "before":
        decision_store.drop_all(hall.db, hall.process, decision_store.of_barred(hall.case_id, HEALTH), OWNER_BARRED)
    else:
        items.bar(hall.db, hall.staff("chair"), item, HEALTH, "", "PERPETRATOR_LINK")
    assert {row.reason for row in hall.decisions(item)} == ({"", OWNER_BARRED} if kept == "before" else {""})
    reading = call(hall, silent, agency=WELFARE)
    message = servicer.get_agenda_item(pb.GetAgendaItemRequest(name=f"agendaItems/{item}"), reading)
    assert {(one.owner_agency_id, one.state, one.reason) for one in message.decisions} >= {
        (HEALTH, "DROPPED", ""),
        (WELFARE, "OPEN", ""),
    }
    assert OWNER_BARRED not in str(message)
