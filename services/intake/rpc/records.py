"""A consultation and a case as proto messages, with whom they are about: what a read and a write answer alike."""

from kit.calls import Call
from kit.disclosure import About
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.rpc import shapes
from services.intake.use_cases import access, reading


def consultation(consultation_id: str, call: Call) -> pb.Consultation:
    told = reading.consultation(call.db, call.ctx, consultation_id)
    row = told.found.row
    desk = access.desk_of(call.db, call.ctx, row.joined_case_id or row.case_id)
    about = About(row.case_id, tuple(row.told_of), desk.author(row.recorded_by_agency_id), desk.answering)
    call.about(f"consultations/{row.id}", about)
    return shapes.consultation(told)


def case(case_id: str, call: Call) -> pb.Case:
    return case_of(reading.case(call.db, call.ctx, case_id), call)


def case_of(found: reading.WithPeople, call: Call) -> pb.Case:
    people = tuple(person.id for person in found.persons)
    row = found.row
    responsible = row.state != "CLOSED" and access.is_responsible(call.ctx, row)  # D5 row 5: "of this open case"
    coordinator = row.coordinator_agency_id if responsible else ""
    call.about(f"cases/{row.id}", About(row.id, people, coordinator=coordinator))
    return shapes.case(found, call.operate_url)
