"""Rpcs of break-glass (緊急閲覧)."""

from kit.calls import Call
from kit.disclosure import About
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain.glasses import CIRCUMSTANCES
from services.intake.rpc import shapes
from services.intake.store import cases, rows
from services.intake.store import tables as t
from services.intake.use_cases import access, glasses


class GlassRpcs:
    def break_glass(self, request: pb.BreakGlassRequest, call: Call) -> pb.Glass:
        reason = shapes.code(pb.BreakGlassRequest.Reason, "REASON", request.reason)
        return self._glass(glasses.open_(call.db, call.ctx, shapes.local_id(request.name), reason), call)

    def get_emergency_view(self, request: pb.GetEmergencyViewRequest, call: Call) -> pb.EmergencyView:
        """D5 decides while consent can be asked; while it cannot, intake alone, on the reason that was given."""
        glass = glasses.own(call.db, call.ctx, shapes.local_id(request.name))
        living = [person for person in cases.household(call.db, call.ctx, glass.case_id) if person.alive]
        first = cases.first_consultation(call.db, call.ctx, glass.case_id)
        message = pb.EmergencyView(name=f"glasses/{glass.id}", case_id=glass.case_id)
        if first is not None:
            message.urgency_facts.extend(first.urgency_facts or ())
            message.urgency = first.urgency or 0
        for person in living:
            message.persons.add(
                person_id=person.id,
                display_name=person.name,
                kana=person.kana,
                phone=person.phone,
                address=person.address,
            )
        about = About(
            glass.case_id,
            tuple(person.id for person in living),
            coordinator=access.coordinator_of(call.db, call.ctx, glass.case_id),
            circumstances=CIRCUMSTANCES[glass.reason],
            unruled=glass.reason,
        )
        call.about(message.name, about)
        return message

    def confirm_glass(self, request: pb.ConfirmGlassRequest, call: Call) -> pb.Glass:
        glass_id = shapes.local_id(request.name)
        glasses.confirm(call.db, call.ctx, glass_id, request.person_id)
        return self._glass(glass_id, call)

    def review_glass(self, request: pb.ReviewGlassRequest, call: Call) -> pb.Glass:
        glass_id = shapes.local_id(request.name)
        verdict = shapes.code(pb.ReviewGlassRequest.Verdict, "VERDICT", request.verdict)
        glasses.review(call.db, call.ctx, glass_id, verdict, request.reason)
        return self._glass(glass_id, call)

    def _glass(self, glass_id: str, call: Call) -> pb.Glass:
        row = rows.get(call.db, call.ctx, t.glasses, glass_id)
        message = pb.Glass(name=f"glasses/{row.id}", case_id=row.case_id, state=row.state)
        message.expire_time.FromDatetime(row.expires_at)
        return message
