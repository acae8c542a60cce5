"""Conclusions, corrections and emergencies."""

from typing import Any

from kit.calls import Call
from pb.tsunagi.meetings.v1 import service_pb2 as pb
from services.meetings import questions
from services.meetings.domain import convening
from services.meetings.rpc import abouts, reading, shapes
from services.meetings.rpc.convening import item, require_grants
from services.meetings.rpc.reading import resource_id
from services.meetings.use_cases import access, concluding, papers, sittings


class Deciding:
    def hold_emergency(self, request: pb.HoldEmergencyRequest, call: Call) -> pb.AgendaItem:
        concluding.hold_emergency(
            call.db,
            call.ctx,
            resource_id(request.name),
            list(request.agency_ids),
            request.means,
            request.liaison_skipped_reason,
            list(request.pledged_agency_ids),
        )
        return item(request.name, call)

    def conclude_agenda_item(self, request: pb.ConcludeAgendaItemRequest, call: Call) -> pb.AgendaItem:
        row = access.convened(call.db, call.ctx, resource_id(request.name))
        attending = list(request.attending_agency_ids or row.attending)
        require_grants(call, row, attending, lambda: _named(call, request, row))
        roles = questions.must_be_heard(call.peers, call.ctx, row, attending)
        concluding.conclude(call.db, call.ctx, row.id, reading.conclusion(request, call), roles)
        return item(request.name, call)

    def correct_conclusion(self, request: pb.CorrectConclusionRequest, call: Call) -> pb.AgendaItem:
        concluding.correct(
            call.db,
            call.ctx,
            resource_id(request.name),
            request.decision,
            request.reason,
            reading.decisions(request.decisions),
            reading.watch_roles(request.watch_roles),
        )
        return item(request.name, call)

    def list_conclusions(self, request: pb.ListConclusionsRequest, call: Call) -> pb.ListConclusionsResponse:
        read, found = concluding.history(call.db, call.ctx, resource_id(request.name))
        about = abouts.row(read)
        if any(row.reason for row in found):
            about = abouts.paper(call, access.with_papers(call.db, call.ctx, resource_id(request.name)))
        for row in found:
            call.about(f"conclusions/{row.id}", about)
        return pb.ListConclusionsResponse(conclusions=map(shapes.conclusion, found))

    def confirm_policy(self, request: pb.ConfirmPolicyRequest, call: Call) -> pb.AgendaItem:
        papers.confirm_policy(call.db, call.ctx, resource_id(request.name))
        return item(request.name, call)

    def list_watch_roles(self, request: pb.ListWatchRolesRequest, call: Call) -> pb.ListWatchRolesResponse:
        read, found = papers.list_watch_roles(call.db, call.ctx, resource_id(request.name))
        if found:
            about = abouts.paper(call, read)
            for row in found:
                call.about(f"watchRoles/{row.id}", about)
        return pb.ListWatchRolesResponse(watch_roles=map(shapes.watch_role, found))


def _named(call: Call, request: pb.ConcludeAgendaItemRequest, row: Any) -> list[tuple[str, str]]:
    """(field, agency) of those who came: as they are given, else where `GetSitting` tells them."""
    if request.attending_agency_ids:
        return convening.attending(request.attending_agency_ids)
    _sitting, _own, came = sittings.sitting(call.db, call.ctx, row.sitting_id)
    return convening.attending(came, "sitting.")
