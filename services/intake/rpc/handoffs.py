"""Rpcs of handoffs and of the agencies' inbox."""

from kit.calls import Call
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake import questions
from services.intake.rpc import shapes
from services.intake.use_cases import inbox, offers, reading


class HandoffRpcs:
    def get_handoff(self, request: pb.GetHandoffRequest, call: Call) -> pb.Handoff:
        return self._handoff(request.name, call)

    def list_handoffs(self, request: pb.ListHandoffsRequest, call: Call) -> pb.ListHandoffsResponse:
        found, token = reading.handoff_page(call.db, call.ctx, request.case_id, request.page_token, request.page_size)
        own = call.ctx.actor.agency_id
        listed = [shapes.handoff(one, own) for one in found]
        for message in listed:
            if _is_receiver(message, own):
                shapes.hide_content(message)
        return pb.ListHandoffsResponse(handoffs=listed, next_page_token=token)

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
        return [shapes.incoming(row) for row in rows]

    def _handoff(self, name: str, call: Call) -> pb.Handoff:
        found = reading.handoff(call.db, call.ctx, shapes.local_id(name))
        message = shapes.handoff(found, call.ctx.actor.agency_id)
        if message.persons and _is_receiver(message, call.ctx.actor.agency_id):
            _reduce_to_grants(message, call)
        return message


def _is_receiver(message: pb.Handoff, agency_id: str) -> bool:
    return message.to_agency_id == agency_id != message.from_agency_id


def _reduce_to_grants(message: pb.Handoff, call: Call) -> None:
    """A receiver reads only what the persons grant it at this moment: C1 the person, C2 the address, C5 what was told.

    A withdrawal counts from its commit; raises PeerUnavailable when the consent service does not answer.
    """
    people = [person.person_id for person in message.persons]

    def granted(category: str) -> bool:
        agency_id = call.ctx.actor.agency_id
        return questions.all_granted(call.peers, call.ctx, message.case_id, people, agency_id, category)

    if not granted("C1"):
        shapes.hide_content(message)
        return
    if not granted("C2"):
        for person in message.persons:
            person.address = ""
    if not granted("C5"):
        message.narrative = ""
