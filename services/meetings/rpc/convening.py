"""Items, members, pledges and sittings."""

from collections.abc import Callable
from typing import Any

from kit.calls import Call
from kit.errors import InvalidArgument, NotFound, Violation
from kit.kept_away import Reader
from pb.tsunagi.meetings.v1 import service_pb2 as pb
from services.meetings import questions
from services.meetings.domain import rooms
from services.meetings.domain.convening import INDIVIDUAL, GrantMissing, NotInvitable
from services.meetings.domain.rooms import IN_PERSON, MULTI, SUPPORT
from services.meetings.rpc import abouts, reading, shapes
from services.meetings.rpc.reading import resource_id
from services.meetings.use_cases import access, items, pledges, sittings


class Convening:
    def list_agenda_items(self, request: pb.ListAgendaItemsRequest, call: Call) -> pb.ListAgendaItemsResponse:
        found, token = access.page(call.db, call.ctx, request.case_id, request.page_token, request.page_size)
        shown = [shapes.item(read, call.ctx.now) for read in found]
        for message, read in zip(shown, found, strict=True):
            call.about(message.name, abouts.row(read))
            shapes.close(message)
        return pb.ListAgendaItemsResponse(agenda_items=shown, next_page_token=token)

    def get_agenda_item(self, request: pb.GetAgendaItemRequest, call: Call) -> pb.AgendaItem:
        return item(request.name, call, for_reading=True)

    def get_agenda(self, request: pb.GetAgendaRequest, call: Call) -> pb.Agenda:
        item = access.readable(call.db, call.ctx, resource_id(request.name)).row
        if not abouts.told(call, [item]):
            raise NotFound
        rules = rooms.room(call.ctx.municipality_id, item.type)
        return shapes.agenda(rules, questions.open_gaps(call.peers, call.ctx))

    def name_members(self, request: pb.NameMembersRequest, call: Call) -> pb.AgendaItem:
        row = access.convened(call.db, call.ctx, resource_id(request.name))
        called = reading.called(request)
        require_grants(call, row, [one.agency_id for one in called], lambda: reading.named(request))
        household = household_of(call, row) if any(one.capacity == INDIVIDUAL for one in called) else []
        items.name_members(call.db, call.ctx, row.id, called, reading.convening(request), household)
        return item(request.name, call)

    def add_members(self, request: pb.AddMembersRequest, call: Call) -> pb.AgendaItem:
        row = access.convened(call.db, call.ctx, resource_id(request.name))
        called, named = reading.called(request), reading.named(request)
        agencies = [one.agency_id for one in called]
        require_grants(call, row, agencies, lambda: named)
        require_nobody_close(call, row, agencies)
        household = household_of(call, row) if any(one.capacity == INDIVIDUAL for one in called) else []
        items.add_members(call.db, call.ctx, row.id, called, named, household)
        return item(request.name, call)

    def answer_invitation(self, request: pb.AnswerInvitationRequest, call: Call) -> pb.AgendaItem:
        items.answer_invitation(call.db, call.ctx, resource_id(request.name), coming=request.coming)
        return item(request.name, call)

    def bar_from_meetings(self, request: pb.BarFromMeetingsRequest, call: Call) -> pb.Bar:
        row = items.bar(
            call.db,
            call.ctx,
            resource_id(request.agenda_item),
            request.agency_id,
            request.individual_id,
            request.reason,
        )
        return pb.Bar(
            case_id=row.case_id,
            agency_id=request.agency_id,
            individual_id=request.individual_id,
            reason=request.reason,
        )

    def pledge_secrecy(self, request: pb.PledgeSecrecyRequest, call: Call) -> pb.AgendaItem:
        pledges.pledge(call.db, call.ctx, resource_id(request.name))
        return item(request.name, call)

    def pledge_for_year(self, _request: pb.PledgeForYearRequest, call: Call) -> pb.StandingPledge:
        year = pledges.pledge_for_year(call.db, call.ctx)
        return pb.StandingPledge(agency_id=call.ctx.actor.agency_id, fiscal_year=year)

    def record_oral_pledges(self, request: pb.RecordOralPledgesRequest, call: Call) -> pb.AgendaItem:
        pledges.record_oral(call.db, call.ctx, resource_id(request.name), list(request.agency_ids))
        return item(request.name, call)

    def cancel_agenda_item(self, request: pb.CancelAgendaItemRequest, call: Call) -> pb.AgendaItem:
        items.cancel(call.db, call.ctx, resource_id(request.name))
        return item(request.name, call)

    def schedule_sitting(self, request: pb.ScheduleSittingRequest, call: Call) -> pb.Sitting:
        meeting_type = pb.MeetingType.Name(request.type).removeprefix("MEETING_TYPE_")
        if meeting_type == "UNSPECIFIED":
            raise InvalidArgument(Violation("type", "REQUIRED", "会議の種類を選んでください。"))
        found = [resource_id(name) for name in request.agenda_items]
        held_at = reading.moment(request.hold_time)
        sitting_id = sittings.schedule(call.db, call.ctx, meeting_type, held_at, request.place, found)
        return sitting(sitting_id, call)

    def get_sitting(self, request: pb.GetSittingRequest, call: Call) -> pb.Sitting:
        found = sittings.sitting(call.db, call.ctx, resource_id(request.name), lambda own: abouts.told(call, own))
        return shapes.sitting(*found)

    def start_sitting(self, request: pb.StartSittingRequest, call: Call) -> pb.Sitting:
        sitting_id = resource_id(request.name)
        row, found = sittings.convened(call.db, call.ctx, sitting_id)
        there = list(request.attending_agency_ids)
        without = without_grant(call, found, set(there)) if row.type == MULTI else {}
        removed = sittings.start(call.db, call.ctx, sitting_id, there, request.means or IN_PERSON, without)
        message = sitting(sitting_id, call)
        message.removed_agenda_items.extend(f"agendaItems/{item_id}" for item_id in removed)
        return message

    def reschedule_sitting(self, request: pb.RescheduleSittingRequest, call: Call) -> pb.Sitting:
        held_at = reading.moment(request.hold_time)
        sitting_id = sittings.reschedule(
            call.db, call.ctx, resource_id(request.name), held_at, request.place, request.reason
        )
        return sitting(sitting_id, call)

    def cancel_sitting(self, request: pb.CancelSittingRequest, call: Call) -> pb.Sitting:
        row = sittings.cancel(call.db, call.ctx, resource_id(request.name), request.reason)
        return shapes.sitting(row, (), ())


def item(name: str, call: Call, *, for_reading: bool = False) -> pb.AgendaItem:
    read = access.readable(call.db, call.ctx, resource_id(name))
    message = shapes.item(read, call.ctx.now)
    if access.papers_closed(call.ctx, read.row):
        shapes.close(message)
    if for_reading and has_words(message):
        about = abouts.paper(call, read)
        call.about(message.name, about)
        for decision in message.decisions:
            call.about(decision.name, about)
    else:
        call.about(message.name, abouts.row(read))
    return message


def has_words(message: pb.AgendaItem) -> bool:
    given = message.convening
    reasons = any(decision.reason for decision in message.decisions)
    return bool(given.summary or given.why_compound or given.tried or given.liaison_skipped_reason or reasons)


def sitting(sitting_id: str, call: Call) -> pb.Sitting:
    return shapes.sitting(*sittings.sitting(call.db, call.ctx, sitting_id))


def household_of(call: Call, row: Any) -> list[str]:
    """Who may not be called as an individual to a 支援会議. Raises PeerUnavailable, NotFound."""
    if row.type != SUPPORT:
        return []
    return list(questions.case_reference(call.peers, call.ctx, row.case_id).person_ids)


def require_grants(call: Call, row: Any, agencies: list[str], named: Callable[[], list[tuple[str, str]]]) -> None:
    """A 重層的支援会議 treats a person only with agencies that the person consented to, now.

    `named`: (field, agency), as the convener wrote or can read it. Raises GrantMissing.
    """
    if row.type != MULTI:
        return
    others = [agency_id for agency_id in agencies if agency_id != row.convener_agency_id]
    if lacking := questions.lacking_grant(call.peers, call.ctx, row, others):
        raise GrantMissing.of(lacking, named())


def require_nobody_close(call: Call, row: Any, agencies: list[str]) -> None:
    """To a suspected perpetrator (D5, row 1); to a 重層的支援会議 no consent calls them. Raises NotInvitable."""
    if row.type == MULTI:
        return
    for agency_id in dict.fromkeys(agencies):
        if questions.is_kept_away(call.peers, call.ctx, Reader(agency_id), row.case_id):
            raise NotInvitable


def without_grant(call: Call, found: list[Any], there: set[str]) -> dict[str, list[str]]:
    """By item, the agencies that came and lack a consent at this moment."""
    lacking = {}
    for row in found:
        _item, called = items.member_agencies(call.db, call.ctx, row.id)
        present = [agency_id for agency_id in called if agency_id in there]
        if row.state == "CONVENED" and (missing := questions.lacking_grant(call.peers, call.ctx, row, present)):
            lacking[row.id] = missing
    return lacking
