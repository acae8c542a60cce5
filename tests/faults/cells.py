"""Every cell of crash point and type: what the services register and what the protos declare."""

import importlib
from collections.abc import Iterator
from pathlib import Path

from google.protobuf.descriptor import Descriptor

from kit import outbox, runtime, user_task_jobs
from pb.tsunagi.work.v1 import work_pb2
from tsunagi.ports import SERVICES

Cell = tuple[str, str, str]
"""(service, point, type)."""


DRAWN = "no scenario can draw a step; tests/user_tasks/test_crash_points.py dies there"
UNUSED = "kit registers it in every service, and no diagram of bpmn/ uses it there"
NOT_REACHED = {
    **{("intake", f"tsunagi.intake.v1.IntakeService.{rpc}"): DRAWN for rpc in ("ClaimTask", "CompleteTask")},
    ("intake", user_task_jobs.JOB_TYPE): DRAWN,
    **{(service, f"{service}.remind-work-item"): UNUSED for service in ("meetings", "plans", "outreach")},
    (
        "meetings",
        "meetings.drop-item",
    ): "it needs a withdrawal in between: tests/faults/test_grant_withdrawn_before_meeting.py",
}
"""(service, type) that the scenarios do not reach: why."""


def of_all() -> list[Cell]:
    return [(name, point, kind) for name in SERVICES for point, kind in _of(name)]


def lay_out(folder: Path, cells: list[Cell], hit: int = 1) -> None:
    """Each cell kills at its `hit`-th passage."""
    for name in SERVICES:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for service, point, kind in cells:
        (folder / service / f"{point} {kind}").write_text(str(hit))


def left(folder: Path) -> list[Cell]:
    """Cells that nothing has reached yet."""
    return [(file.parent.name, *_split(file.name)) for file in sorted(folder.glob("*/*"))]


def _split(name: str) -> tuple[str, str]:
    point, _, kind = name.partition(" ")
    return point, kind


def _of(name: str) -> Iterator[tuple[str, str]]:
    service: runtime.Service = importlib.import_module(f"services.{name}.app").service
    jobs = [definition.type for definition in service.tasks.definitions]
    if service.responsible is not None:
        jobs.append(user_task_jobs.JOB_TYPE)
    for job in jobs:
        for point in ("before-commit", "after-commit", "before-complete-job"):
            yield point, job
    for method in service.descriptor.methods:
        if "request_id" in method.input_type.fields_by_name:
            yield "before-commit", method.full_name
            yield "after-commit", method.full_name
    for event in service.subscriptions:
        for point in ("before-commit", "after-commit", "before-offset-commit"):
            yield point, event
    for message in _events(name):
        yield "after-kafka-ack", message.full_name
        if outbox.engine_message(outbox.message_class(message.full_name)()).name:
            yield "after-engine-ack", message.full_name


def _events(name: str) -> list[Descriptor]:
    own = importlib.import_module(f"pb.tsunagi.{name}.v1.events_pb2").DESCRIPTOR.message_types_by_name.values()
    work = [
        work_pb2.DESCRIPTOR.message_types_by_name[one]
        for one in ("WorkItemOpened", "WorkItemChanged", "WorkItemClosed")
    ]
    return [*own, *work]
