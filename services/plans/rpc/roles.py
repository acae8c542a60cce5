"""Rpcs about roles: lists, answers, and an agency's work in its own."""

from kit.calls import Call
from pb.tsunagi.plans.v1 import service_pb2 as pb
from services.plans.domain.progress import RoleProgress
from services.plans.rpc import reading as read
from services.plans.rpc import writing as write
from services.plans.rpc.about import about_role, page_size
from services.plans.use_cases import reading, role_work, roles


class RoleRpcs:
    """One method per rpc."""

    def list_roles(self, request: pb.ListRolesRequest, call: Call) -> pb.ListRolesResponse:
        state = pb.Role.State.Name(request.state).removeprefix("STATE_") if request.state else ""
        views, token = reading.list_roles(
            call.db,
            call.ctx,
            case_id=request.case_id,
            state=state,
            before=request.page_token,
            limit=page_size(request.page_size),
            permitted=read.permitted_to_reader(call),
        )
        for view in views:
            about_role(call, view.plan, view.role)
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
            correction_reason=request.correction_reason,
        )
        return _written(view, call)

    def update_role(self, request: pb.UpdateRoleRequest, call: Call) -> pb.Role:
        role_id = read.id_of(request.name, "roles")
        view = role_work.update(call.db, call.ctx, role_id=role_id, update=read.role_update(request))
        return _written(view, call)

    def report_role(self, request: pb.ReportRoleRequest, call: Call) -> pb.Role:
        reader = read.Reader()
        progress = reader.code(pb.RoleReport.Progress, "progress", request.progress)
        reader.finish()
        view = role_work.report(
            call.db,
            call.ctx,
            role_id=read.id_of(request.name, "roles"),
            progress=RoleProgress(progress),
            text=request.text,
            occurred_at=read.occurred_at(request),
        )
        return _written(view, call)

    def end_role(self, request: pb.EndRoleRequest, call: Call) -> pb.Role:
        view = role_work.end(
            call.db,
            call.ctx,
            role_id=read.id_of(request.name, "roles"),
            reason=request.reason,
            occurred_at=read.occurred_at(request),
        )
        return _written(view, call)

    def list_role_history(self, request: pb.ListRoleHistoryRequest, call: Call) -> pb.ListRoleHistoryResponse:
        role_id, permitted = read.id_of(request.role, "roles"), read.permitted_to_reader(call)
        plan, role, changes = role_work.history(call.db, call.ctx, role_id, permitted)
        response = pb.ListRoleHistoryResponse(entries=map(write.role_change, changes))
        for entry in response.entries:
            about_role(call, plan, role, entry.name, entry.agency_id)
        return response

    def get_role(self, request: pb.GetRoleRequest, call: Call) -> pb.RoleReference:
        view, in_force = reading.get_role(call.db, call.ctx, request.role_id)
        return write.role_reference(view, in_force=in_force)


def _written(view: reading.RoleView, call: Call) -> pb.Role:
    about_role(call, view.plan, view.role)
    return write.full_role(view)
