"""proto → use case → proto."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from google.protobuf.message import Message

from kit import facts, work_items
from kit.calls import Call
from kit.disclosure import About, Room
from kit.errors import InvalidArgument, Violation
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.meetings.v1 import service_pb2 as pb
from services.meetings import domain, questions, use_cases
from services.meetings.domain import Conclusion, DecisionDraft, GrantMissing
from services.meetings.use_cases import ReadItem


class MeetingsServicer:
    """One method per rpc of tsunagi.meetings.v1.MeetingsService."""

    def list_agenda_items(self, request: pb.ListAgendaItemsRequest, call: Call) -> pb.ListAgendaItemsResponse:
        found, token = use_cases.page(call.db, call.ctx, request.case_id, request.page_token, request.page_size)
        return pb.ListAgendaItemsResponse(agenda_items=map(_item, found), next_page_token=token)

    def get_agenda_item(self, request: pb.GetAgendaItemRequest, call: Call) -> pb.AgendaItem:
        return self._item(request.name, call)

    def name_members(self, request: pb.NameMembersRequest, call: Call) -> pb.AgendaItem:
        item = use_cases.convened(call.db, call.ctx, _id(request.name))
        others = [agency_id for agency_id in request.agency_ids if agency_id != item.convener_agency_id]
        _require_grants(call, item, others)
        use_cases.name_members(call.db, call.ctx, item.id, list(request.agency_ids))
        return self._item(request.name, call)

    def pledge_secrecy(self, request: pb.PledgeSecrecyRequest, call: Call) -> pb.AgendaItem:
        use_cases.pledge(call.db, call.ctx, _id(request.name))
        return self._item(request.name, call)

    def add_fact(self, request: pb.AddFactRequest, call: Call) -> pb.Fact:
        fact_id = use_cases.add_fact(call.db, call.ctx, _id(request.name), request.text)
        return next(_fact(row) for row in use_cases.facts(call.db, call.ctx, _id(request.name)) if row.id == fact_id)

    def list_facts(self, request: pb.ListFactsRequest, call: Call) -> pb.ListFactsResponse:
        found = use_cases.facts(call.db, call.ctx, _id(request.name))
        if found:
            paper = _paper(call, use_cases.readable(call.db, call.ctx, _id(request.name)))
            for row in found:
                call.about(f"facts/{row.id}", replace(paper, recorded_by=row.source_agency_id))
        return pb.ListFactsResponse(facts=map(_fact, found))

    def schedule_sitting(self, request: pb.ScheduleSittingRequest, call: Call) -> pb.Sitting:
        meeting_type = pb.MeetingType.Name(request.type).removeprefix("MEETING_TYPE_")
        held_at = request.hold_time.ToDatetime(tzinfo=UTC)
        items = [_id(name) for name in request.agenda_items]
        sitting_id = use_cases.schedule(call.db, call.ctx, meeting_type, held_at, request.place, items)
        return self._sitting(sitting_id, call)

    def get_sitting(self, request: pb.GetSittingRequest, call: Call) -> pb.Sitting:
        return self._sitting(_id(request.name), call)

    def conclude_agenda_item(self, request: pb.ConcludeAgendaItemRequest, call: Call) -> pb.AgendaItem:
        item = use_cases.convened(call.db, call.ctx, _id(request.name))
        others = [agency_id for agency_id in request.attending_agency_ids if agency_id != item.convener_agency_id]
        _require_grants(call, item, others)
        conclusion = Conclusion(
            decision=request.decision,
            attending=tuple(request.attending_agency_ids),
            discussion=request.discussion,
            decisions=tuple(
                DecisionDraft(draft.code, draft.owner_agency_id, draft.due_time.ToDatetime(tzinfo=UTC))
                for draft in request.decisions
            ),
            occurred_at=_occurred_at(request, call),
        )
        use_cases.conclude(call.db, call.ctx, item.id, conclusion)
        return self._item(request.name, call)

    def cancel_agenda_item(self, request: pb.CancelAgendaItemRequest, call: Call) -> pb.AgendaItem:
        use_cases.cancel(call.db, call.ctx, _id(request.name))
        return self._item(request.name, call)

    def get_minutes(self, request: pb.GetMinutesRequest, call: Call) -> pb.Minutes:
        message = self._minutes(request.name, call)
        call.about(message.name, _paper(call, use_cases.readable(call.db, call.ctx, _id(request.name))))
        return message

    def approve_minutes(self, request: pb.ApproveMinutesRequest, call: Call) -> pb.Minutes:
        use_cases.approve_minutes(call.db, call.ctx, _id(request.name), request.text)
        return self._minutes(request.name, call)

    def complete_decision(self, request: pb.CompleteDecisionRequest, call: Call) -> pb.Decision:
        return _decision(use_cases.complete_decision(call.db, call.ctx, _id(request.name)))

    def list_work_items(self, request: Message, call: Call) -> Message:
        return work_items.page(call.db, call.ctx, request)

    def count_facts(self, request: facts_pb2.CountFactsRequest, call: Call) -> facts_pb2.CountFactsResponse:
        start = request.period_start.ToDatetime(tzinfo=UTC)
        end = min(request.period_end.ToDatetime(tzinfo=UTC), request.as_of.ToDatetime(tzinfo=UTC))
        counts = use_cases.count_facts(call.db, call.ctx, start, end)
        return facts.told(counts)

    def _item(self, name: str, call: Call) -> pb.AgendaItem:
        return _item(use_cases.readable(call.db, call.ctx, _id(name)))

    def _sitting(self, sitting_id: str, call: Call) -> pb.Sitting:
        row, own = use_cases.sitting(call.db, call.ctx, sitting_id)
        message = pb.Sitting(
            name=f"sittings/{row.id}",
            type=f"MEETING_TYPE_{row.type}",
            place=row.place,
            agenda_items=[f"agendaItems/{item_id}" for item_id in own],
        )
        message.hold_time.FromDatetime(row.held_at)
        return message

    def _minutes(self, name: str, call: Call) -> pb.Minutes:
        row, copy_number = use_cases.minutes(call.db, call.ctx, _id(name))
        message = pb.Minutes(
            name=f"agendaItems/{row.id}",
            text=row.minutes,
            attending_agency_ids=row.attending,
            copy_number=copy_number if row.type == domain.SUPPORT else 0,
        )
        if row.approved_at is not None:
            message.approve_time.FromDatetime(row.approved_at)
        return message


def _paper(call: Call, read: ReadItem) -> About:
    """A paper of this agenda item, and the reader's part in it. Raises PeerUnavailable."""
    item, reader = read.row, call.ctx.actor
    own = next((member for member in read.members if member.agency_id == reader.agency_id), None)
    chair = item.convener_agency_id == reader.agency_id and not reader.roles.isdisjoint(domain.CHAIRS)
    pledged = own is not None and own.pledged_at is not None
    # Whom the chair names for an item, for that agency its papers are needed (D5 row 10).
    room = Room(item.type, chair=chair, member=own is not None, pledged=pledged, needed=own is not None)
    people = questions.people_of(call.peers, call.ctx, item) if item.type == domain.MULTI and not chair else ()
    return About(item.case_id, tuple(people), purpose=questions.PLAN_MEETING, room=room)


def _require_grants(call: Call, item: Any, agencies: list[str]) -> None:
    """A 重層的支援会議 treats a person only with agencies that the person consented to, now. Raises GrantMissing."""
    if item.type != domain.MULTI:
        return
    if not all(questions.has_grant(call.peers, call.ctx, item, agency_id) for agency_id in agencies):
        raise GrantMissing


def _occurred_at(request: Any, call: Call) -> datetime:
    if not request.HasField("occurred_at"):
        return call.ctx.now
    moment: datetime = request.occurred_at.ToDatetime(tzinfo=UTC)
    if moment > call.ctx.now:
        raise InvalidArgument(Violation("occurred_at", "OCCURRED_IN_FUTURE", "日時が未来です。"))
    return moment


def _id(name: str) -> str:
    """`agendaItems/01J…` → `01J…`."""
    return name.rsplit("/", 1)[-1]


def _item(read: ReadItem) -> pb.AgendaItem:
    row = read.row
    message = pb.AgendaItem(
        name=f"agendaItems/{row.id}",
        case_id=row.case_id,
        case_no=row.case_no,
        person_id=row.person_id,
        type=f"MEETING_TYPE_{row.type}",
        meeting_reason=row.meeting_reason,
        convening_basis=row.convening_basis,
        plan_version_id=row.plan_version_id,
        state=f"STATE_{row.state}",
        sitting=f"sittings/{row.sitting_id}" if row.sitting_id else "",
        decision=row.decision,
        decisions=map(_decision, read.decisions),
        etag=str(row.revision),
    )
    for one in read.members:
        member = message.members.add(agency_id=one.agency_id, role=one.role)
        if one.pledged_at is not None:
            member.pledge_time.FromDatetime(one.pledged_at)
    return message


def _decision(row: Any) -> pb.Decision:
    message = pb.Decision(
        name=f"decisions/{row.id}",
        agenda_item=f"agendaItems/{row.agenda_item_id}",
        code=row.code,
        owner_agency_id=row.owner_agency_id,
        state=row.state,
    )
    message.due_time.FromDatetime(row.due_at)
    return message


def _fact(row: Any) -> pb.Fact:
    message = pb.Fact(name=f"facts/{row.id}", source_agency_id=row.source_agency_id, text=row.text)
    message.create_time.FromDatetime(row.created_at)
    return message
