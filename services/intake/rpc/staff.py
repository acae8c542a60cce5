"""Rpcs of the city's staff."""

from typing import Any

from kit.calls import Call
from pb.tsunagi.staff.v1 import staff_pb2 as pb
from services.intake.domain.staff import Member
from services.intake.rpc import shapes
from services.intake.use_cases import staff


class StaffRpcs:
    def change_staff(self, request: pb.ChangeStaffRequest, call: Call) -> pb.StaffChange:
        told = request.member
        member = Member(
            told.staff_id,
            told.issuer,
            told.subject,
            told.agency_id,
            frozenset(told.roles),
            frozenset(told.purposes),
            told.active,
        )
        return _change(staff.change(call.db, call.ctx, member, told.revision, request.reason))

    def review_staff_change(self, request: pb.ReviewStaffChangeRequest, call: Call) -> pb.StaffChange:
        verdict = shapes.code(pb.ReviewStaffChangeRequest.Verdict, "VERDICT", request.verdict)
        return _change(staff.review(call.db, call.ctx, request.staff_id, request.revision, verdict))

    def list_staff(self, _request: pb.ListStaffRequest, call: Call) -> pb.ListStaffResponse:
        return pb.ListStaffResponse(members=[_member(row) for row in staff.members(call.db, call.ctx)])

    def list_staff_changes(self, request: pb.ListStaffChangesRequest, call: Call) -> pb.ListStaffChangesResponse:
        rows = staff.changes(call.db, call.ctx, request.staff_id)
        return pb.ListStaffChangesResponse(changes=[_change(row) for row in rows])

    def resolve_staff(self, request: pb.ResolveStaffRequest, call: Call) -> pb.StaffMember:
        return _member(staff.resolve(call.db, call.ctx, request.issuer, request.subject))


def _member(row: Any) -> pb.StaffMember:
    return pb.StaffMember(
        staff_id=row.staff_id,
        issuer=row.issuer,
        subject=row.subject,
        agency_id=row.agency_id,
        roles=row.roles,
        purposes=row.purposes,
        active=row.active,
        revision=row.revision,
    )


def _change(row: Any) -> pb.StaffChange:
    state = {"": "WAITING", "CONFIRMED": "HOLDS", "REJECTED": "REJECTED"}[row.verdict] if row.needs_second else "HOLDS"
    return pb.StaffChange(
        member=_member(row),
        state=f"STATE_{state}",
        reason=row.reason,
        changed_by=row.changed_by,
        change_time=row.changed_at,
        reviewed_by=row.reviewed_by,
        review_time=row.reviewed_at,
    )
