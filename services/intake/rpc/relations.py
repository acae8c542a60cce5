"""Rpcs of relations between persons of a file."""

from typing import Any

from kit import kept_away
from kit.calls import Call
from kit.disclosure import About
from pb.tsunagi.disclosure.v1 import disclosure_pb2
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain.relations import Reader, reader_of
from services.intake.rpc import shapes
from services.intake.store import rows
from services.intake.store import tables as t
from services.intake.use_cases import access, relations, unseen


class RelationRpcs:
    def record_relation(self, request: pb.RecordRelationRequest, call: Call) -> pb.Relation:
        case_id, code = shapes.local_id(request.name), shapes.code(pb.RelationCode, "RELATION_CODE", request.code)
        close = [Reader(one.agency_id, one.staff_id) for one in request.close_readers]
        relation_id = relations.enter(
            call.db, call.ctx, case_id, request.from_person_id, request.person_id, code, close
        )
        unseen.tell(call.db, call.ctx, case_id, close)
        return _relation(rows.get(call.db, call.ctx, t.relations, relation_id))

    def end_relation(self, request: pb.EndRelationRequest, call: Call) -> pb.Relation:
        relation_id = shapes.local_id(request.name)
        relations.end(call.db, call.ctx, relation_id, request.reason)
        return _relation(rows.get(call.db, call.ctx, t.relations, relation_id))

    def list_relations(self, request: pb.ListRelationsRequest, call: Call) -> pb.ListRelationsResponse:
        case_id = shapes.local_id(request.parent)
        found = relations.of_case(call.db, call.ctx, case_id)
        about = About(case_id, coordinator=access.coordinator_of(call.db, call.ctx, case_id))
        for row in found:
            call.about(f"relations/{row.id}", about)
        return pb.ListRelationsResponse(relations=map(_relation, found))

    def check_kept_away(
        self, request: disclosure_pb2.CheckKeptAwayRequest, call: Call
    ) -> disclosure_pb2.CheckKeptAwayResponse:
        asker = kept_away.Reader(request.reader_agency_id, request.reader_person_id)
        known = relations.away_from(call.db, call.ctx, asker, request.case_ids, request.person_ids)
        return disclosure_pb2.CheckKeptAwayResponse(
            person_ids=sorted(known.person_ids), case_ids=sorted(known.case_ids)
        )


def _relation(row: Any) -> pb.Relation:
    message = pb.Relation(
        name=f"relations/{row.id}",
        case_id=row.case_id,
        from_person_id=row.from_person_id,
        person_id=row.person_id,
        code=f"RELATION_CODE_{row.code}",
        ended=row.ended_at is not None,
    )
    for reader in map(reader_of, row.close_readers):
        message.close_readers.add(agency_id=reader.agency_id, staff_id=reader.staff_id)
    return message
