"""Rpcs of handoffs and of the agencies' inbox."""

from dataclasses import replace

from kit.calls import Call
from kit.disclosure import WHOLE_ANSWER, About
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.rpc import handoff_shapes, records, shapes
from services.intake.use_cases import handoff_reading, inbox, offers
from services.intake.use_cases.handoff_reading import SUPPLIED, HandoffView

HANDOFF = "HANDOFF"


class HandoffRpcs:
    def get_handoff(self, request: pb.GetHandoffRequest, call: Call) -> pb.Handoff:
        return self._handoff(request.name, call)

    def list_handoffs(self, request: pb.ListHandoffsRequest, call: Call) -> pb.ListHandoffsResponse:
        found, token = handoff_reading.handoff_page(
            call.db, call.ctx, request.case_id, request.page_token, request.page_size
        )
        own = call.ctx.actor.agency_id
        for one in found:
            _about(one, call)
        listed = [handoff_shapes.handoff(one, own) for one in found]
        return pb.ListHandoffsResponse(handoffs=listed, next_page_token=token)

    def accept_handoff(self, request: pb.AcceptHandoffRequest, call: Call) -> pb.Handoff:
        moment, declined = shapes.occurred_at(request, call), handoff_shapes.declined_of(request.declined_services)
        offers.accept(call.db, call.ctx, shapes.local_id(request.name), moment, request.etag, declined)
        return self._answered(request.name, call)

    def decline_handoff(self, request: pb.DeclineHandoffRequest, call: Call) -> pb.Handoff:
        handoff_id = shapes.local_id(request.name)
        offers.decline(
            call.db,
            call.ctx,
            handoff_id,
            request.reason_code,
            request.reason,
            request.alternative_agency_id,
            shapes.occurred_at(request, call),
            request.etag,
        )
        return self._answered(request.name, call)

    def request_handoff_information(self, request: pb.RequestHandoffInformationRequest, call: Call) -> pb.Handoff:
        offers.request_information(call.db, call.ctx, shapes.local_id(request.name), request.question)
        return self._handoff(request.name, call)

    def supply_handoff_information(self, request: pb.SupplyHandoffInformationRequest, call: Call) -> pb.Handoff:
        offers.supply_information(call.db, call.ctx, shapes.local_id(request.name), request.information)
        return self._handoff(request.name, call)

    def start_handoff(self, request: pb.StartHandoffRequest, call: Call) -> pb.Handoff:
        offers.start(call.db, call.ctx, shapes.local_id(request.name), shapes.occurred_at(request, call))
        return self._handoff(request.name, call)

    def hold_handoff(self, request: pb.HoldHandoffRequest, call: Call) -> pb.Handoff:
        moment = shapes.occurred_at(request, call)
        offers.hold(call.db, call.ctx, shapes.local_id(request.name), request.reason, moment)
        return self._handoff(request.name, call)

    def resume_handoff(self, request: pb.ResumeHandoffRequest, call: Call) -> pb.Handoff:
        offers.resume(call.db, call.ctx, shapes.local_id(request.name), shapes.occurred_at(request, call))
        return self._handoff(request.name, call)

    def withdraw_handoff(self, request: pb.WithdrawHandoffRequest, call: Call) -> pb.Handoff:
        moment = shapes.occurred_at(request, call)
        offers.withdraw(call.db, call.ctx, shapes.local_id(request.name), request.reason, moment)
        return self._handoff(request.name, call)

    def record_handoff_refusal(self, request: pb.RecordHandoffRefusalRequest, call: Call) -> pb.Handoff:
        handoff_id, moment = shapes.local_id(request.name), shapes.occurred_at(request, call)
        offers.refuse(call.db, call.ctx, handoff_id, request.person_id, request.reason, moment)
        return self._handoff(request.name, call)

    def correct_handoff(self, request: pb.CorrectHandoffRequest, call: Call) -> pb.Handoff:
        answer = shapes.code(pb.CorrectHandoffRequest.Answer, "ANSWER", request.answer)
        handoff_id = shapes.local_id(request.name)
        offers.correct(
            call.db,
            call.ctx,
            handoff_id,
            answer,
            request.reason,
            request.reason_code,
            request.alternative_agency_id,
            shapes.occurred_at(request, call),
            request.person_id,
        )
        return self._answered(request.name, call)

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
        return [handoff_shapes.incoming(row) for row in rows]

    def _answered(self, name: str, call: Call) -> pb.Handoff:
        """Whoever was left by the handoff before it answered learns no more of it than that the answer was kept."""
        if not handoff_reading.is_party(call.db, call.ctx, shapes.local_id(name)):
            return pb.Handoff(name=name)
        return self._handoff(name, call)

    def _handoff(self, name: str, call: Call) -> pb.Handoff:
        found = handoff_reading.handoff(call.db, call.ctx, shapes.local_id(name))
        _about(found, call)
        return handoff_shapes.handoff(found, call.ctx.actor.agency_id)


def _about(found: HandoffView, call: Call) -> None:
    """Its window's record, a role's nobody's; a receiver's words are its own, a question is for the sender to read, and
    an answer that names nobody for whoever asked.

    A receiver reads of it what the persons grant at this moment; the sender the receiver's words likewise. Words are
    about everybody of whom it was prepared: whoever refuses it is no more handed over, but still written about.
    """
    row = found.row
    name, own = f"handoffs/{row.id}", call.ctx.actor.agency_id
    words = About(row.case_id, tuple(row.told_of), "", found.desk.answering, HANDOFF)

    def by(agency_id: str) -> About:
        return replace(words, recorded_by=found.desk.author(agency_id))

    sent = by(row.recorded_by_agency_id)
    call.about(name, replace(sent, person_ids=tuple(row.person_ids)))
    call.about(f"{name}.narrative", by(row.narrative_by_agency_id))
    records.corrected(call, name, words, found.desk, found.persons)
    call.about(f"{name}.report", by(row.to_agency_id))
    is_question = row.state == "INFO_NEEDED" and own == row.from_agency_id
    call.about(f"{name}.answer_text", by(own if is_question else row.answered_by))
    for issue in found.issues:
        call.about(handoff_shapes.issue(issue).name, by(issue.recorded_by_agency_id))
    for entry in found.entries:
        asks_sender = entry.kind == "INFO_NEEDED" and own == row.from_agency_id
        names_nobody = entry.kind == SUPPLIED and own == row.to_agency_id and not row.told_of
        call.about(handoff_shapes.entry_name(entry), by(own if asks_sender or names_nobody else entry.agency_id))
