"""A consultation and a case as proto messages, with whom they are about: what a read and a write answer alike."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

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
    name = f"consultations/{row.id}"
    call.about(name, about)
    for field, agency_id in row.written_by.items():
        call.about(f"{name}.{field}", replace(about, recorded_by=desk.author(agency_id)))
    corrected(call, name, about, desk, told.found.persons)
    return shapes.consultation(told)


def corrected(call: Call, name: str, about: About, desk: access.Desk, persons: Iterable[Any]) -> None:
    """What somebody corrected of a person is the record of whoever did, not of who had written it down (D5 row 4)."""
    for person in persons:
        for field, agency_id in person.written_by.items():
            by = replace(about, person_ids=(person.id,), recorded_by=desk.author(agency_id))
            call.about(f"{name}.{person.id}.{field}", by)


def case(case_id: str, call: Call) -> pb.Case:
    return case_of(reading.case(call.db, call.ctx, case_id), call)


def case_of(found: reading.WithPeople, call: Call) -> pb.Case:
    people = tuple(person.id for person in found.persons)
    row = found.row
    responsible = row.state != "CLOSED" and access.is_responsible(call.ctx, row)  # D5 row 5: "of this open case"
    coordinator = row.coordinator_agency_id if responsible else ""
    call.about(f"cases/{row.id}", About(row.id, people, coordinator=coordinator))
    return shapes.case(found, call.operate_url)
