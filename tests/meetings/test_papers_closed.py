"""While a breach closes the papers of an item (E12) no read gives its words to anybody but who decides on it."""

from typing import Any

import pytest

from kit.calls import Call
from kit.disclosure import About
from kit.peers import Peers
from pb.tsunagi.meetings.v1 import service_pb2 as pb
from services.meetings.domain.rooms import SUPPORT
from services.meetings.use_cases import following, information, papers
from tests.meetings.hall import COORDINATING, HEALTH, RECORD, WATER, Hall
from tests.meetings.test_rpc import call, servicer

pytestmark = pytest.mark.privacy

QUESTION, WRONG, RIGHT, DROPPED = "使用の様子", "三か月使われていない", "一度使われた", "ほかの課が先に訪ねた"
ALL = {RECORD.summary, RECORD.why_compound, DROPPED, QUESTION, WRONG, RIGHT}


class Read:
    """What one reader is answered, before D5 is asked, and whose record it is said to be."""

    def __init__(self, hall: Hall, silent: Peers, *roles: str, agency: str = COORDINATING) -> None:
        self._call = call(hall, silent, *roles, agency=agency)

    def item(self, name: str) -> Any:
        return servicer.get_agenda_item(pb.GetAgendaItemRequest(name=name), self._call)

    def listed(self, name: str) -> Any:
        return servicer.list_information_requests(pb.ListInformationRequestsRequest(agenda_item=name), self._call)

    def request(self, name: str) -> Any:
        return servicer.get_information_request(pb.GetInformationRequestRequest(name=name), self._call)

    def about(self, name: str) -> About:
        return self._call.abouts[name]


def words(*answers: Any) -> set[str]:
    told = b"".join(answer.SerializeToString() for answer in answers)
    return {one for one in ALL if one.encode() in told}


def written(hall: Hall) -> tuple[str, str]:
    """An item that was held, with a decision that was dropped; a request whose answer was corrected."""
    item = hall.after_liaison()
    chair, asked = hall.staff("chair"), hall.agency(WATER)
    request = information.ask(hall.db, chair, item, WATER, QUESTION)
    information.answer(hall.db, asked, request, "FULL", WRONG, "", "")
    hall.conclude(item, "WATCH")
    following.drop(hall.db, chair, hall.decisions(item)[0].id, DROPPED)
    information.correct(hall.db, asked, request, "FULL", RIGHT, "", "", "訪ねた人に聞いた")
    return f"agendaItems/{item}", f"informationRequests/{request}"


def test_what_an_item_says_is_closed_with_its_papers_and_open_to_who_decides(hall: Hall, silent: Peers) -> None:
    item, _request = written(hall)
    readers = {role: Read(hall, silent, role) for role in ("chair", "manager", "decision-maker")}
    readers[HEALTH] = Read(hall, silent, agency=HEALTH)
    for reader in readers.values():
        assert words(reader.item(item)) == {RECORD.summary, RECORD.why_compound, DROPPED}
    papers.close_papers(hall.db, hall.process, hall.case_id, item.removeprefix("agendaItems/"), "01BREACH")
    decides = readers.pop("decision-maker")
    assert words(decides.item(item)) == {RECORD.summary, RECORD.why_compound, DROPPED}
    room = decides.about(item).room
    assert room is not None
    assert (room.meeting_type, room.chair) == (SUPPORT, True)
    for reader in readers.values():
        message = reader.item(item)
        assert (message.frozen, words(message)) == (True, set())
    papers.open_papers(hall.db, hall.process, hall.case_id, item.removeprefix("agendaItems/"), "01BREACH")
    assert words(readers[HEALTH].item(item)) == {RECORD.summary, RECORD.why_compound, DROPPED}


def test_what_was_asked_and_answered_for_it_is_closed_too_to_both_sides(hall: Hall, silent: Peers) -> None:
    item, request = written(hall)
    chair, asked = Read(hall, silent, "chair"), Read(hall, silent, agency=WATER)
    for told in (chair.listed(item), chair.request(request), asked.request(request)):
        assert words(told) == {QUESTION, WRONG, RIGHT}
    papers.close_papers(hall.db, hall.process, hall.case_id, item.removeprefix("agendaItems/"), "01BREACH")
    for told in (chair.listed(item), chair.request(request), asked.request(request)):
        assert words(told) == set()
    assert (chair.request(request).state, asked.request(request).state) == ("ANSWERED", "ANSWERED")
    decides = Read(hall, silent, "decision-maker")
    assert words(decides.listed(item)) == words(decides.request(request)) == {QUESTION, WRONG, RIGHT}
    papers.open_papers(hall.db, hall.process, hall.case_id, item.removeprefix("agendaItems/"), "01BREACH")
    assert words(chair.request(request)) == {QUESTION, WRONG, RIGHT}


def test_a_decision_maker_of_the_asked_agency_opens_nothing(hall: Hall, silent: Peers) -> None:
    item, request = written(hall)
    papers.close_papers(hall.db, hall.process, hall.case_id, item.removeprefix("agendaItems/"), "01BREACH")
    reading = Call(hall.staff("decision-maker", agency=WATER), hall.db, silent)
    told = servicer.get_information_request(pb.GetInformationRequestRequest(name=request), reading)
    assert (told.state, words(told)) == ("ANSWERED", set())
