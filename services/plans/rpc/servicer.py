"""The rpcs of PlansService. Transaction, idempotency, identity and audience are kit's."""

from google.protobuf.message import Message

from kit import work_items
from kit.calls import Call
from kit.disclosure import About
from pb.tsunagi.plans.v1 import service_pb2 as pb
from pb.tsunagi.work.v1 import work_pb2
from services.plans.domain.draft import Answer, Draft, Role
from services.plans.domain.plan import Decision, Plan
from services.plans.rpc import reading as read
from services.plans.rpc import writing as write
from services.plans.rpc.community import CommunityRpcs
from services.plans.rpc.reports import ReportRpcs
from services.plans.use_cases import drafting, progress, reading, roles, support


class PlansServicer(CommunityRpcs, ReportRpcs):
    """One method per rpc."""

    def get_plan(self, request: pb.GetPlanRequest, call: Call) -> pb.Plan:
        permitted = read.permitted(call, call.ctx.actor.agency_id)
        view = reading.get_plan(call.db, call.ctx, read.id_of(request.name, "plans"), permitted)
        _about_plan(call, view)
        return write.plan(view)

    def list_plans(self, request: pb.ListPlansRequest, call: Call) -> pb.ListPlansResponse:
        views, token = reading.list_plans(
            call.db,
            call.ctx,
            case_id=request.case_id,
            include_closed=request.include_closed,
            before=request.page_token,
            limit=_page_size(request.page_size),
            permitted=read.permitted(call, call.ctx.actor.agency_id),
        )
        for view in views:
            _about_plan(call, view)
        return pb.ListPlansResponse(plans=map(write.plan, views), next_page_token=token)

    def draft_plan(self, request: pb.DraftPlanRequest, call: Call) -> pb.Draft:
        draft_id = read.id_of(request.name, "drafts")
        case_id, persons = drafting.whom_to_ask_about(call.db, call.ctx, draft_id)
        content = read.draft_content(request)
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
        )
        return _draft(call, drafting.confirm(call.db, call.ctx, command))

    def list_roles(self, request: pb.ListRolesRequest, call: Call) -> pb.ListRolesResponse:
        state = pb.Role.State.Name(request.state).removeprefix("STATE_") if request.state else ""
        views, token = reading.list_roles(
            call.db,
            call.ctx,
            case_id=request.case_id,
            state=state,
            before=request.page_token,
            limit=_page_size(request.page_size),
            permitted=read.permitted(call, call.ctx.actor.agency_id),
        )
        for view in views:
            _about_role(call, view.plan, view.role)
        return pb.ListRolesResponse(roles=map(write.full_role, views), next_page_token=token)

    def answer_role(self, request: pb.AnswerRoleRequest, call: Call) -> pb.Role:
        reader = read.Reader()
        answer = reader.code(pb.AnswerRoleRequest.Answer, "answer", request.answer)
        reader.finish()
        view = roles.answer_role(
            call.db,
            call.ctx,
            role_id=read.id_of(request.name, "roles"),
            accepted=answer == "ACCEPTED",
            reason=request.reason,
            occurred_at=read.occurred_at(request),
        )
        return write.full_role(view)

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
        )
        return write.version(version)

    def record_monitoring(self, request: pb.RecordMonitoringRequest, call: Call) -> pb.Monitoring:
        monitoring = progress.record_monitoring(
            call.db,
            call.ctx,
            monitoring_id=read.id_of(request.name, "monitorings"),
            facts=read.monitoring_facts(request),
            occurred_at=read.occurred_at(request),
        )
        return write.monitoring(monitoring)

    def record_evaluation(self, request: pb.RecordEvaluationRequest, call: Call) -> pb.Evaluation:
        evaluation = progress.record_evaluation(
            call.db,
            call.ctx,
            evaluation_id=read.id_of(request.name, "evaluations"),
            facts=read.evaluation_facts(request),
            occurred_at=read.occurred_at(request),
        )
        return write.evaluation(evaluation)

    def list_work_items(self, request: work_pb2.ListWorkItemsRequest, call: Call) -> Message:
        return work_items.page(call.db, call.ctx, request)

    def get_role(self, request: pb.GetRoleRequest, call: Call) -> pb.RoleReference:
        return write.role_reference(reading.get_role(call.db, call.ctx, request.role_id))

    def get_plan_reference(self, request: pb.GetPlanReferenceRequest, call: Call) -> pb.PlanReference:
        return write.plan_reference(reading.plan_reference(call.db, call.ctx, request.plan_version_id))


def _page_size(size: int) -> int:
    return min(size or 50, 200) if size >= 0 else 50


def _draft(call: Call, draft: Draft) -> pb.Draft:
    return write.draft(reading.draft_view(call.db, draft))


def _about_plan(call: Call, view: reading.PlanView) -> None:
    """All of it is about those who are in it; an agency's role about those whom it is for."""
    people = tuple(subject.person_id for subject in view.subjects)
    call.about(f"plans/{view.plan.plan_id}", _shared(view.plan, people))
    for role in view.roles:
        _about_role(call, view.plan, role)


def _about_role(call: Call, plan: Plan, role: Role) -> None:
    call.about(f"roles/{role.role_id}", _shared(plan, role.person_ids))


def _shared(plan: Plan, people: tuple[str, ...]) -> About:
    return About(plan.case_id, people, coordinator=plan.coordinator_agency_id, purpose=read.PLAN_SHARING)
