"""Rpcs of a case as a file: whose hands, what came before, what was entered wrongly, who belongs to it."""

from datetime import UTC
from typing import Any

from kit.calls import Call
from kit.disclosure import About
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain import NewConsultation
from services.intake.rpc import records, shapes
from services.intake.store import rows
from services.intake.store import tables as t
from services.intake.use_cases import access, correcting, entries, hands, merging, overview, reading, relations

ASSESSMENT = "ASSESSMENT"


class FileRpcs:
    def assign_coordinator(self, request: pb.AssignCoordinatorRequest, call: Call) -> pb.Case:
        hands.assign(
            call.db,
            call.ctx,
            shapes.local_id(request.name),
            request.coordinator_person_id,
            request.deputy_person_id,
            request.reason,
            request.etag,
        )
        return self._facts(shapes.local_id(request.name), call)

    def list_hands(self, request: pb.ListHandsRequest, call: Call) -> pb.ListHandsResponse:
        response = pb.ListHandsResponse()
        for row in hands.history(call.db, call.ctx, shapes.local_id(request.parent)):
            response.hands.add(
                coordinator_person_id=row.coordinator_person_id,
                deputy_person_id=row.deputy_person_id,
                recorded_by=row.recorded_by,
            ).record_time.FromDatetime(row.recorded_at)
        return response

    def list_matches(self, request: pb.ListMatchesRequest, call: Call) -> pb.ListMatchesResponse:
        found = overview.matches(call.db, call.ctx, shapes.local_id(request.parent))
        return pb.ListMatchesResponse(
            matches=[
                pb.Match(
                    case_id=row.case_id,
                    case_no=row.case_no,
                    state=row.state or "",
                    person_id=row.person_id,
                    same_person_id=row.same_person_id,
                )
                for row in found
            ]
        )

    def get_predecessor(self, request: pb.GetPredecessorRequest, call: Call) -> pb.Predecessor:
        """Nobody's own record any more: of the closed case is shown what this case's persons grant now (E7)."""
        case_id = shapes.local_id(request.parent)
        before, first, people = reading.predecessor(call.db, call.ctx, case_id)
        about = About(case_id, tuple(people), purpose=ASSESSMENT)
        call.about(f"cases/{before.row.id}", about)
        message = pb.Predecessor(case=shapes.case(before, call.operate_url))
        del message.case.persons[:]
        if first is not None:
            call.about(f"consultations/{first.id}", about)
            told = shapes.consultation(reading.told(call.db, call.ctx, first))
            del told.persons[:]
            message.consultation.CopyFrom(told)
        return message

    def merge_case(self, request: pb.MergeCaseRequest, call: Call) -> pb.Case:
        same = {one.person_id: one.into_person_id for one in request.same_persons}
        case_id, into_id = shapes.local_id(request.name), shapes.local_id(request.into_case)
        merging.merge(call.db, call.ctx, case_id, into_id, same, request.reason, request.etag)
        return self._facts(case_id, call)

    def separate_person(self, request: pb.SeparatePersonRequest, call: Call) -> pb.Consultation:
        case_id = shapes.local_id(request.name)
        consultation_id = merging.separate(call.db, call.ctx, case_id, request.person_id, request.reason)
        return records.consultation(consultation_id, call)

    def correct_death(self, request: pb.CorrectDeathRequest, call: Call) -> pb.Correction:
        case_id = shapes.local_id(request.name)
        entry_id = entries.correct_death(call.db, call.ctx, case_id, request.person_id, request.reason)
        return self._entry(entry_id, call)

    def correct_moving_out(self, request: pb.CorrectMovingOutRequest, call: Call) -> pb.Correction:
        entry_id = entries.correct_moving_out(call.db, call.ctx, shapes.local_id(request.name), request.reason)
        return self._entry(entry_id, call)

    def correct_consultation(self, request: pb.CorrectConsultationRequest, call: Call) -> pb.Correction:
        right = new_consultation(request.right, call)
        consultation_id = shapes.local_id(request.name)
        entry_id = entries.correct_consultation(call.db, call.ctx, consultation_id, right, request.reason)
        return self._entry(entry_id, call)

    def correct_person(self, request: pb.CorrectPersonRequest, call: Call) -> pb.Correction:
        case_id, fields = shapes.local_id(request.name), list(dict.fromkeys(request.fields))
        right = correcting.Right(shapes.person_of(request.right), fields, request.reason)
        entry_id = correcting.correct_person(call.db, call.ctx, case_id, request.person_id, right, request.etag)
        return self._entry(entry_id, call)

    def list_entries(self, request: pb.ListEntriesRequest, call: Call) -> pb.ListEntriesResponse:
        case = access.answered_case(call.db, call.ctx, shapes.local_id(request.parent))
        found = relations.entries_of_case(call.db, call.ctx, case.id)
        for row in found:
            call.about(f"entries/{row.id}", About(case.id, coordinator=case.coordinator_agency_id))
        return pb.ListEntriesResponse(entries=[_entry(row) for row in found])

    def _entry(self, entry_id: str, call: Call) -> pb.Correction:
        return _entry(rows.get(call.db, call.ctx, t.entries, entry_id))

    def _facts(self, case_id: str, call: Call) -> pb.Case:
        """The answer to a write, which carries no content: to any coordinator, who may take a case over."""
        row = rows.get(call.db, call.ctx, t.cases, case_id)
        call.about(f"cases/{row.id}", About(row.id, coordinator=row.coordinator_agency_id))
        return shapes.case(reading.WithPeople(row, []), call.operate_url)


def new_consultation(request: pb.RegisterConsultationRequest, call: Call) -> NewConsultation:
    return NewConsultation(
        channel=shapes.code(pb.Channel, "CHANNEL", request.channel),
        consulter=shapes.code(pb.Consulter, "CONSULTER", request.consulter),
        concerns=tuple(request.concerns),
        persons=tuple(map(shapes.person_of, request.persons)),
        narrative=request.narrative,
        urgency_facts=tuple(request.urgency_facts),
        days_to_eviction=request.days_to_eviction if request.HasField("days_to_eviction") else None,
        intake_consent=shapes.code(pb.IntakeConsent, "INTAKE_CONSENT", request.intake_consent),
        sender_reference=request.sender_reference,
        occurred_at=request.occurred_at.ToDatetime(tzinfo=UTC) if request.HasField("occurred_at") else call.ctx.now,
        wish=request.wish,
        area=request.area,
    )


def _entry(row: Any) -> pb.Correction:
    message = pb.Correction(
        name=f"entries/{row.id}",
        case_id=row.case_id,
        subject=row.subject,
        kind=row.kind,
        supersedes=row.supersedes,
        way_back=row.way_back,
        way_back_name=row.way_back_name,
        recorded_by=row.recorded_by,
        reason=row.reason,
    )
    message.occur_time.FromDatetime(row.occurred_at)
    message.record_time.FromDatetime(row.recorded_at)
    return message
