"""What follows: decisions, requests for information, lessons, work and figures."""

from collections.abc import Sequence
from typing import Any

from kit import facts, hands, work_lists
from kit.calls import Call
from kit.disclosure import About, Room
from kit.errors import NotFound
from kit.kept_away import Reader, reader_of
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.meetings.v1 import service_pb2 as pb
from pb.tsunagi.work.v1 import work_pb2
from services.meetings import questions
from services.meetings.domain.convening import NotInvitable
from services.meetings.domain.rooms import BASIS, SUPPORT
from services.meetings.rpc import shapes
from services.meetings.rpc.reading import resource_id
from services.meetings.use_cases import access, following, information, papers


class Following:
    def complete_decision(self, request: pb.CompleteDecisionRequest, call: Call) -> pb.Decision:
        return shapes.decision(following.complete(call.db, call.ctx, resource_id(request.name)), call.ctx.now)

    def drop_decision(self, request: pb.DropDecisionRequest, call: Call) -> pb.Decision:
        row = following.drop(call.db, call.ctx, resource_id(request.name), request.reason)
        return shapes.decision(row, call.ctx.now)

    def request_information(self, request: pb.RequestInformationRequest, call: Call) -> pb.InformationRequest:
        item = access.convened(call.db, call.ctx, resource_id(request.name))
        if questions.is_kept_away(call.peers, call.ctx, Reader(request.agency_id), item.case_id):
            raise NotInvitable
        request_id = information.ask(call.db, call.ctx, item.id, request.agency_id, request.question)
        return information_request(request_id, call)

    def answer_information_request(
        self, request: pb.AnswerInformationRequestRequest, call: Call
    ) -> pb.InformationRequest:
        request_id = resource_id(request.name)
        require_told(request_id, call)
        information.answer(call.db, call.ctx, request_id, *answered(request))
        return information_request(request_id, call)

    def correct_information_answer(
        self, request: pb.CorrectInformationAnswerRequest, call: Call
    ) -> pb.InformationRequest:
        request_id = resource_id(request.name)
        require_told(request_id, call)
        information.correct(call.db, call.ctx, request_id, *answered(request), request.correction_reason)
        return information_request(request_id, call)

    def get_information_request(self, request: pb.GetInformationRequestRequest, call: Call) -> pb.InformationRequest:
        row = information.readable(call.db, call.ctx, resource_id(request.name))
        return information_requests([row], call)[0]

    def list_information_requests(
        self, request: pb.ListInformationRequestsRequest, call: Call
    ) -> pb.ListInformationRequestsResponse:
        item_id = resource_id(request.agenda_item)
        found = information.page(call.db, call.ctx, item_id)
        return pb.ListInformationRequestsResponse(information_requests=information_requests(found, call))

    def record_lesson(self, request: pb.RecordLessonRequest, call: Call) -> pb.Lesson:
        lesson_id = papers.record_lesson(call.db, call.ctx, request.theme, request.text)
        return pb.Lesson(name=f"lessons/{lesson_id}", theme=request.theme)

    def search_lessons(self, request: pb.SearchLessonsRequest, call: Call) -> pb.SearchLessonsResponse:
        found = papers.search_lessons(call.db, call.ctx, request.word)
        lessons = [pb.Lesson(name=f"lessons/{row.id}", theme=row.theme, text=row.text) for row in found]
        return pb.SearchLessonsResponse(lessons=lessons)

    def list_work_items(self, request: work_pb2.ListWorkItemsRequest, call: Call) -> work_pb2.ListWorkItemsResponse:
        return work_lists.page(call, request, hands.work_in_hands_of(call.ctx))

    def count_facts(self, request: facts_pb2.CountFactsRequest, call: Call) -> facts_pb2.CountFactsResponse:
        return facts.page(call.db, call.ctx, request)


def answered(
    request: pb.AnswerInformationRequestRequest | pb.CorrectInformationAnswerRequest,
) -> tuple[str, str, str, str]:
    """(how, text, reason, since when it is known)."""
    how = pb.InformationAnswer.Name(request.answer).removeprefix("INFORMATION_ANSWER_")
    return how, request.text, request.reason, request.known_on


def information_request(request_id: str, call: Call) -> pb.InformationRequest:
    return shown(information.readable(call.db, call.ctx, request_id), call)


def require_told(request_id: str, call: Call) -> None:
    """Whoever is kept away is told nothing by a write either. Raises NotFound, PeerUnavailable."""
    row = information.readable(call.db, call.ctx, request_id)
    if questions.is_kept_away(call.peers, call.ctx, reader_of(call.ctx), row.case_id):
        raise NotFound


def shown(row: Any, call: Call) -> pb.InformationRequest:
    about(row, call)
    return shapes.information_request(row, call.ctx.actor.agency_id, closed=access.papers_closed(call.ctx, row))


def information_requests(rows: Sequence[Any], call: Call) -> list[pb.InformationRequest]:
    """With what was answered wrongly."""
    wrong, messages = information.superseded(call.db, rows), [shown(row, call) for row in rows]
    for row, message in zip(rows, messages, strict=True):
        if not access.papers_closed(call.ctx, row):
            message.superseded.extend(map(shapes.superseded, wrong[row.id]))
    return messages


def about(row: Any, call: Call) -> None:
    """The question is the paper of whoever asks, the answer its author's; whoever is asked is given the question."""
    reader, name = call.ctx.actor.agency_id, f"informationRequests/{row.id}"
    room = Room(SUPPORT, chair=row.asking_agency_id == reader, member=False, pledged=False, needed=False)
    given = BASIS[SUPPORT] if row.agency_id == reader else ""
    call.about(f"{name}.question", About(row.case_id, recorded_by=row.asking_agency_id, room=room, given=given))
    call.about(name, About(row.case_id, recorded_by=row.agency_id, room=room))
