"""Rpcs of handoffs and of the agencies' inbox."""

from dataclasses import replace
from typing import Any

from kit.calls import Call
from kit.disclosure import WHOLE_ANSWER, About
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.rpc import shapes
from services.intake.use_cases import access, inbox, offers, reading

HANDOFF = "HANDOFF"


class HandoffRpcs:
    def get_handoff(self, request: pb.GetHandoffRequest, call: Call) -> pb.Handoff:
        return self._handoff(request.name, call)

    def list_handoffs(self, request: pb.ListHandoffsRequest, call: Call) -> pb.ListHandoffsResponse:
        found, token = reading.handoff_page(call.db, call.ctx, request.case_id, request.page_token, request.page_size)
        own = call.ctx.actor.agency_id
        for one in found:
            _about(one.row, call)
        return pb.ListHandoffsResponse(handoffs=[shapes.handoff(one, own) for one in found], next_page_token=token)

    def accept_handoff(self, request: pb.AcceptHandoffRequest, call: Call) -> pb.Handoff:
        moment = shapes.occurred_at(request, call)
        offers.accept(call.db, call.ctx, shapes.local_id(request.name), moment, request.etag)
        return self._handoff(request.name, call)

    def decline_handoff(self, request: pb.DeclineHandoffRequest, call: Call) -> pb.Handoff:
        offers.decline(
            call.db,
            call.ctx,
            shapes.local_id(request.name),
            request.reason_code,
            request.reason,
            request.alternative_agency_id,
            shapes.occurred_at(request, call),
            request.etag,
        )
        return self._handoff(request.name, call)

    def request_handoff_information(self, request: pb.RequestHandoffInformationRequest, call: Call) -> pb.Handoff:
        offers.request_information(call.db, call.ctx, shapes.local_id(request.name), request.question)
        return self._handoff(request.name, call)

    def supply_handoff_information(self, request: pb.SupplyHandoffInformationRequest, call: Call) -> pb.Handoff:
        offers.supply_information(call.db, call.ctx, shapes.local_id(request.name), request.information)
        return self._handoff(request.name, call)

    def complete_handoff(self, request: pb.CompleteHandoffRequest, call: Call) -> pb.Handoff:
        outcome = shapes.code(pb.CompleteHandoffRequest.Outcome, "OUTCOME", request.outcome)
        moment = shapes.occurred_at(request, call)
        offers.complete(call.db, call.ctx, shapes.local_id(request.name), outcome, request.report, moment)
        return self._handoff(request.name, call)

    def list_incoming(self, request: pb.ListIncomingRequest, call: Call) -> pb.ListIncomingResponse:
        items = self._incoming(request, call)
        last = items[-1].cursor if items else request.after_cursor
        return pb.ListIncomingResponse(items=items, last_cursor=last)

    def watch_incoming(
        self, request: pb.ListIncomingRequest, call: Call
    ) -> tuple[list[pb.IncomingItem], pb.ListIncomingRequest]:
        items = self._incoming(request, call)
        last = items[-1].cursor if items else request.after_cursor
        return items, pb.ListIncomingRequest(after_cursor=last, page_size=request.page_size)

    def acknowledge_incoming(
        self, request: pb.AcknowledgeIncomingRequest, call: Call
    ) -> pb.AcknowledgeIncomingResponse:
        count = inbox.acknowledge(call.db, call.ctx, list(request.cursors))
        return pb.AcknowledgeIncomingResponse(acknowledged_count=count)

    def _incoming(self, request: pb.ListIncomingRequest, call: Call) -> list[pb.IncomingItem]:
        rows = inbox.page(call.db, call.ctx, request.after_cursor, request.page_size)
        call.about(WHOLE_ANSWER, About("", recorded_by=call.ctx.actor.agency_id))
        return [shapes.incoming(row) for row in rows]

    def _handoff(self, name: str, call: Call) -> pb.Handoff:
        found = reading.handoff(call.db, call.ctx, shapes.local_id(name))
        _about(found.row, call)
        return shapes.handoff(found, call.ctx.actor.agency_id)


def _about(row: Any, call: Call) -> None:
    """The sender's record; a receiver reads of it what the persons grant at this moment, and its own answers."""
    coordinator = access.coordinator_of(call.db, call.ctx, row.case_id)
    sent = About(row.case_id, tuple(row.person_ids), row.from_agency_id, coordinator, HANDOFF)
    call.about(f"handoffs/{row.id}", sent)
    if call.ctx.actor.agency_id == row.to_agency_id:
        for field in ("answer_text", "report"):
            call.about(f"handoffs/{row.id}.{field}", replace(sent, recorded_by=row.to_agency_id))
