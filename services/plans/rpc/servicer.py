"""The rpcs of PlansService. Transaction, idempotency, identity and audience are kit's."""

from kit import hands, work_lists
from kit.calls import Call
from kit.ledger_rpcs import LedgerRpcs
from pb.tsunagi.plans.v1 import service_pb2 as pb
from pb.tsunagi.work.v1 import work_pb2
from services.plans.domain.draft import Answer, Draft
from services.plans.domain.plan import Decision
from services.plans.rpc import reading as read
from services.plans.rpc import writing as write
from services.plans.rpc.about import about_assessments, about_plan, page_size
from services.plans.rpc.community import CommunityRpcs
from services.plans.rpc.network import NetworkRpcs
from services.plans.rpc.participation import ParticipationRpcs
from services.plans.rpc.reports import ReportRpcs
from services.plans.rpc.roles import RoleRpcs
from services.plans.rpc.support import SupportRpcs
from services.plans.use_cases import assessments, drafting, reading, revising, support


class PlansServicer(RoleRpcs, SupportRpcs, ParticipationRpcs, CommunityRpcs, NetworkRpcs, ReportRpcs, LedgerRpcs):
    """One method per rpc."""

    def get_plan(self, request: pb.GetPlanRequest, call: Call) -> pb.Plan:
        permitted = read.permitted_to_reader(call)
        view = reading.get_plan(call.db, call.ctx, read.id_of(request.name, "plans"), permitted)
        about_plan(call, view)
        return write.plan(view)

    def list_plans(self, request: pb.ListPlansRequest, call: Call) -> pb.ListPlansResponse:
        views, token = reading.list_plans(
            call.db,
            call.ctx,
            case_id=request.case_id,
            include_closed=request.include_closed,
            before=request.page_token,
            limit=page_size(request.page_size),
            permitted=read.permitted_to_reader(call),
        )
        for view in views:
            about_plan(call, view)
        return pb.ListPlansResponse(plans=map(write.plan, views), next_page_token=token)

    def draft_plan(self, request: pb.DraftPlanRequest, call: Call) -> pb.Draft:
        draft_id = read.id_of(request.name, "drafts")
        case_id, persons = drafting.whom_to_ask_about(call.db, call.ctx, draft_id)
        carrier = read.carrier(call) if read.wants_default(request) else ""
        content = read.draft_content(request, carrier)
        grants = read.grants(call, case_id, persons, (role.agency_id for role in content.roles))
        draft = drafting.draft_plan(
            call.db,
            call.ctx,
            draft_id=draft_id,
            content=content,
            grants=grants,
            occurred_at=read.occurred_at(request),
        )
        return _draft(call, draft)

    def confirm_plan(self, request: pb.ConfirmPlanRequest, call: Call) -> pb.Draft:
        reader = read.Reader()
        answer = reader.code(pb.Confirmation.Answer, "answer", request.answer)
        reader.finish()
        command = drafting.ConfirmPlan(
            draft_id=read.id_of(request.name, "drafts"),
            person_ids=tuple(request.person_ids),
            answer=Answer(answer),
            own_words=request.own_words,
            occurred_at=read.occurred_at(request),
            correction_reason=request.correction_reason,
        )
        return _draft(call, drafting.confirm(call.db, call.ctx, command))

    def decide_support(self, request: pb.DecideSupportRequest, call: Call) -> pb.PlanVersion:
        reader = read.Reader()
        decision = reader.code(pb.DecideSupportRequest.Decision, "decision", request.decision)
        reader.finish()
        version = support.decide_support(
            call.db,
            call.ctx,
            plan_version_id=read.id_of(request.name, "planVersions"),
            decision=Decision(decision),
            reason=request.reason,
            occurred_at=read.occurred_at(request),
            correction_reason=request.correction_reason,
        )
        return write.version(version)

    def return_plan(self, request: pb.ReturnPlanRequest, call: Call) -> pb.Plan:
        plan = revising.return_plan(
            call.db,
            call.ctx,
            plan_id=read.id_of(request.name, "plans"),
            reason=request.reason,
            occurred_at=read.occurred_at(request),
        )
        return pb.Plan(name=f"plans/{plan.plan_id}", case_id=plan.case_id, case_no=plan.case_no)

    def revise_plan(self, request: pb.RevisePlanRequest, call: Call) -> pb.PlanVersion:
        plan_id = read.id_of(request.name, "plans")
        revised = revising.revise(call.db, call.ctx, plan_id=plan_id, revision=read.minor_revision(request))
        return write.version(*revised)

    def acknowledge_plan(self, request: pb.AcknowledgePlanRequest, call: Call) -> pb.PlanReceipt:
        version_id = read.id_of(request.name, "planVersions")
        return write.receipt(revising.acknowledge(call.db, call.ctx, plan_version_id=version_id))

    def record_assessment(self, request: pb.RecordAssessmentRequest, call: Call) -> pb.Assessment:
        reader = call.ctx.actor
        recorded = assessments.record(
            call.db,
            call.ctx,
            plan_id=read.id_of(request.name, "plans"),
            findings=read.assessment(request),
            occurred_at=read.occurred_at(request),
            permitted=[
                read.permitted(call, reader.agency_id, purpose, reader.person_id)
                for purpose in (read.ASSESSMENT, read.PLAN_SHARING)
            ],
        )
        return write.assessment(recorded)

    def list_assessments(self, request: pb.ListAssessmentsRequest, call: Call) -> pb.ListAssessmentsResponse:
        case_id, coordinator, found, token = assessments.page(
            call.db,
            call.ctx,
            plan_id=read.id_of(request.plan, "plans"),
            before=request.page_token,
            limit=page_size(request.page_size),
        )
        about_assessments(call, case_id, coordinator, found)
        return pb.ListAssessmentsResponse(assessments=map(write.assessment, found), next_page_token=token)

    def list_work_items(self, request: work_pb2.ListWorkItemsRequest, call: Call) -> work_pb2.ListWorkItemsResponse:
        return work_lists.page(call, request, hands.work_in_hands_of(call.ctx))

    def get_plan_reference(self, request: pb.GetPlanReferenceRequest, call: Call) -> pb.PlanReference:
        return write.plan_reference(reading.plan_reference(call.db, call.ctx, request.plan_version_id))


def _draft(call: Call, draft: Draft) -> pb.Draft:
    return write.draft(reading.draft_view(call.db, draft))
