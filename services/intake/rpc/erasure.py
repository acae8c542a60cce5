"""Rpcs of records officers (文書管理): erasure and the holds that stop it."""

from kit import pages
from kit.calls import Call
from pb.tsunagi.erasure.v1 import erasure_pb2 as pb
from services.intake.domain.erasure import HOLD_PUT
from services.intake.rpc import shapes
from services.intake.use_cases import erasure

PAGE_SIZE, LARGEST_PAGE = 50, 200


class ErasureRpcs:
    def list_due_erasures(self, request: pb.ListDueErasuresRequest, call: Call) -> pb.ListDueErasuresResponse:
        after = pages.position(request.page_token) if request.page_token else None
        size = min(request.page_size or PAGE_SIZE, LARGEST_PAGE)
        found = erasure.due(call.db, call.ctx, after, size + 1)
        last = found[size - 1][0] if len(found) > size else None
        return pb.ListDueErasuresResponse(
            files=[
                pb.DueErasure(
                    subject=row.subject,
                    case_no=row.case_no,
                    end_time=row.ended,
                    holds=held,
                    erasure_id=waiting,
                )
                for row, held, waiting in found[:size]
            ],
            next_page_token=pages.token(last.ended, last.subject) if last is not None else "",
        )

    def request_erasure(self, request: pb.RequestErasureRequest, call: Call) -> pb.Erasure:
        reason = shapes.code(pb.RequestErasureRequest.Reason, "REASON", request.reason)
        return self._erasure(erasure.request(call.db, call.ctx, request.subject, reason), call)

    def review_erasure(self, request: pb.ReviewErasureRequest, call: Call) -> pb.Erasure:
        verdict = shapes.code(pb.ReviewErasureRequest.Verdict, "VERDICT", request.verdict)
        erasure.review(call.db, call.ctx, request.erasure_id, verdict)
        return self._erasure(request.erasure_id, call)

    def put_hold(self, request: pb.PutHoldRequest, call: Call) -> pb.Hold:
        reason = shapes.code(pb.PutHoldRequest.Reason, "REASON", request.reason)
        return self._hold(erasure.hold(call.db, call.ctx, request.subject, reason), call)

    def release_hold(self, request: pb.ReleaseHoldRequest, call: Call) -> pb.Hold:
        erasure.release(call.db, call.ctx, request.hold_id)
        return self._hold(request.hold_id, call)

    def list_erasure_steps(self, request: pb.ListErasureStepsRequest, call: Call) -> pb.ListErasureStepsResponse:
        after = pages.position(request.page_token) if request.page_token else None
        size = min(request.page_size or PAGE_SIZE, LARGEST_PAGE)
        found = erasure.steps(call.db, call.ctx, request.subject, after, size + 1)
        last = found[size - 1] if len(found) > size else None
        return pb.ListErasureStepsResponse(
            steps=[
                pb.ErasureStep(
                    step=row.step,
                    step_of=row.step_of,
                    subject=row.subject,
                    reason=row.reason,
                    made_by=row.made_by,
                    make_time=row.made_at,
                )
                for row in found[:size]
            ],
            next_page_token=pages.token(last.made_at, last.id) if last is not None else "",
        )

    def _erasure(self, erasure_id: str, call: Call) -> pb.Erasure:
        row = erasure.last_step(call.db, call.ctx, erasure_id)
        return pb.Erasure(erasure_id=erasure_id, subject=row.subject, state=f"STATE_{row.step}")

    def _hold(self, hold_id: str, call: Call) -> pb.Hold:
        row = erasure.last_step(call.db, call.ctx, hold_id)
        return pb.Hold(hold_id=hold_id, subject=row.subject, active=row.step == HOLD_PUT)
