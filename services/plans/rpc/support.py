"""Rpcs about how support goes and ends."""

from kit.calls import Call
from kit.disclosure import About
from pb.tsunagi.plans.v1 import service_pb2 as pb
from services.plans.domain.matter import FollowUpResult, Review
from services.plans.rpc import reading as read
from services.plans.rpc import writing as write
from services.plans.use_cases import absence, matters, overview, progress


class SupportRpcs:
    """One method per rpc."""

    def record_monitoring(self, request: pb.RecordMonitoringRequest, call: Call) -> pb.Monitoring:
        monitoring = progress.record_monitoring(
            call.db,
            call.ctx,
            monitoring_id=read.id_of(request.name, "monitorings"),
            facts=read.monitoring_facts(request),
            occurred_at=read.occurred_at(request),
            correction_reason=request.correction_reason,
        )
        return write.monitoring(monitoring)

    def record_evaluation(self, request: pb.RecordEvaluationRequest, call: Call) -> pb.Evaluation:
        evaluation = progress.record_evaluation(
            call.db,
            call.ctx,
            evaluation_id=read.id_of(request.name, "evaluations"),
            facts=read.evaluation_facts(request),
            occurred_at=read.occurred_at(request),
            correction_reason=request.correction_reason,
        )
        return write.evaluation(evaluation)

    def review_suspension(self, request: pb.ReviewSuspensionRequest, call: Call) -> pb.Suspension:
        reader = read.Reader()
        review = reader.code(pb.ReviewSuspensionRequest.Review, "review", request.review)
        reader.finish()
        reviewed = absence.review_suspension(
            call.db,
            call.ctx,
            suspension_id=read.id_of(request.name, "suspensions"),
            review=Review(review),
            reason=request.reason,
            occurred_at=read.occurred_at(request),
        )
        return write.suspension(reviewed)

    def get_follow_up(self, request: pb.GetFollowUpRequest, call: Call) -> pb.FollowUp:
        plan, follow_up = absence.visible_follow_up(call.db, call.ctx, read.id_of(request.name, "followUps"))
        about = About(plan.case_id, (), follow_up.agency_id, plan.answering_agency_id)
        call.about(f"followUps/{follow_up.follow_up_id}", about)
        return write.follow_up(follow_up)

    def record_follow_up(self, request: pb.RecordFollowUpRequest, call: Call) -> pb.FollowUp:
        reader = read.Reader()
        result = reader.code(pb.FollowUp.Result, "result", request.result)
        reader.finish()
        recorded = absence.record_follow_up(
            call.db,
            call.ctx,
            follow_up_id=read.id_of(request.name, "followUps"),
            result=FollowUpResult(result),
            text=request.text,
            occurred_at=read.occurred_at(request),
        )
        return write.follow_up(recorded)

    def settle_matter(self, request: pb.SettleMatterRequest, call: Call) -> pb.Matter:
        matter_id = read.id_of(request.name, "matters")
        return write.matter(matters.settle(call.db, call.ctx, matter_id=matter_id), call.ctx.now)

    def get_overview(self, request: pb.GetOverviewRequest, call: Call) -> pb.Overview:
        found = overview.get_overview(call.db, call.ctx, request.case_id)
        read.require_not_kept_away(call, request.case_id)
        return write.overview(found, call.ctx.now)
