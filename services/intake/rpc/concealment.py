"""Rpcs of concealed addresses (支援措置)."""

from datetime import UTC
from typing import Any

from kit.calls import Call
from kit.disclosure import WHOLE_ANSWER, About
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain.concealment import Keeper, keeper_of
from services.intake.rpc import shapes
from services.intake.store import rows
from services.intake.store import tables as t
from services.intake.use_cases import access, concealment, glasses

NAMED_KEEPER = "NAMED_KEEPER"


class ConcealmentRpcs:
    def conceal_address(self, request: pb.ConcealAddressRequest, call: Call) -> pb.Concealment:
        keepers = [Keeper(one.agency_id, one.person_id) for one in request.keepers]
        until = request.end_time.ToDatetime(tzinfo=UTC)
        answer = self._concealment(concealment.conceal(call.db, call.ctx, request.person_id, keepers, until), call)
        if not concealment.is_keeper(call.ctx, keepers):
            # Who is no keeper does not learn in how many files somebody stands.
            answer.person_ids[:] = [request.person_id]
        return answer

    def list_concealments(self, _request: pb.ListConcealmentsRequest, call: Call) -> pb.ListConcealmentsResponse:
        return pb.ListConcealmentsResponse(concealments=map(_shape, concealment.kept(call.db, call.ctx)))

    def get_concealed_address(self, request: pb.GetConcealedAddressRequest, call: Call) -> pb.ConcealedAddress:
        """D5 is asked as a keeper: a perpetrator's link, or stopped access, still forbids it."""
        if request.glass:
            glasses.use_confirmation(call.db, call.ctx, shapes.local_id(request.glass), request.person_id)
            row = rows.get(call.db, call.ctx, t.persons, request.person_id)
        else:
            row = concealment.address(call.db, call.ctx, request.person_id)
        coordinator = access.coordinator_of(call.db, call.ctx, row.case_id)
        call.about(WHOLE_ANSWER, About(row.case_id, (row.id,), coordinator=coordinator, circumstances=(NAMED_KEEPER,)))
        return pb.ConcealedAddress(person_id=row.id, address=row.concealed_address)

    def release_address(self, request: pb.ReleaseAddressRequest, call: Call) -> pb.Concealment:
        measure_id = shapes.local_id(request.name)
        concealment.release(call.db, call.ctx, measure_id, request.etag)
        return self._concealment(measure_id, call)

    def check_concealment(self, request: pb.CheckConcealmentRequest, call: Call) -> pb.CheckConcealmentResponse:
        return pb.CheckConcealmentResponse(concealed=concealment.is_concealed(call.db, call.ctx, request.person_id))

    def _concealment(self, measure_id: str, call: Call) -> pb.Concealment:
        return _shape(rows.get(call.db, call.ctx, t.concealments, measure_id))


def _shape(row: Any) -> pb.Concealment:
    message = pb.Concealment(name=f"concealments/{row.id}", person_ids=row.person_ids, etag=str(row.revision))
    for keeper in map(keeper_of, row.keepers):
        message.keepers.add(agency_id=keeper.agency_id, person_id=keeper.person_id)
    message.end_time.FromDatetime(row.ends_at)
    return message
