"""Rpcs of the steps that an administrator drew: they are kit's, for whatever process they stand in."""

from typing import Any

from kit import user_task_forms, user_tasks
from kit.calls import Call
from kit.disclosure import About
from pb.tsunagi.intake.v1 import tasks_pb2 as pb
from services.intake.rpc import shapes
from services.intake.use_cases import hands


class TaskRpcs:
    def get_task(self, request: pb.GetTaskRequest, call: Call) -> pb.Task:
        return _task(request.name, call)

    def claim_task(self, request: pb.ClaimTaskRequest, call: Call) -> pb.Task:
        user_tasks.claim(call.db, call.ctx, shapes.local_id(request.name), hands.mine(call.ctx))
        return _task(request.name, call)

    def complete_task(self, request: pb.CompleteTaskRequest, call: Call) -> pb.Task:
        given = {one.field: one.code or one.text for one in request.answers}
        user_tasks.complete(call.db, call.ctx, shapes.local_id(request.name), hands.mine(call.ctx), given)
        return _task(request.name, call)


def _task(name: str, call: Call) -> pb.Task:
    """Its own agency's record: only members of the group come so far; of coordinators, whoever has the case."""
    row = user_tasks.find(call.db, call.ctx, shapes.local_id(name), hands.mine(call.ctx))
    call.about(row.subject, About(row.case_id, recorded_by=row.agency_id))
    message = pb.Task(
        name=row.subject,
        case_id=row.case_id,
        case_no=row.case_no,
        title=row.title,
        element_id=row.element_id,
        state=f"STATE_{row.state}",
        claimed_by=row.claimed_by,
    )
    message.due_time.FromDatetime(row.due_at)
    for field in user_task_forms.decode(row.form):
        choices = [pb.TaskChoice(value=value, label=label) for value, label in field.choices]
        told = {"key": field.key, "label": field.label, "type": field.type, "data_class": field.data_class}
        message.fields.add(**told, required=field.required, choices=choices)
    for key, (data_class, value) in user_tasks.answered(call.db, row.job_key).items():
        message.answers.append(_answer(key, data_class, value))
    return message


def _answer(key: str, data_class: str, value: Any) -> pb.TaskAnswer:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if data_class == user_task_forms.VARIABLE_CLASS:
        return pb.TaskAnswer(field=key, code=text)
    return pb.TaskAnswer(field=key, text=text)
