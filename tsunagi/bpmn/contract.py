"""What the code promises to the diagrams: task types with their variables and errors, messages with their keys."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tsunagi.ports import SERVICES

# Handed to every instance of every process; the trace context by tsunagi/bpmn/weave.py.
STANDARD = frozenset({"municipalityId", "caseId", "caseNo", "traceparent"})


@dataclass(frozen=True)
class Task:
    """One task type; variables by their names in the engine."""

    type: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    headers: tuple[str, ...]
    errors: tuple[str, ...]


@dataclass(frozen=True)
class Sent:
    """One message that a service publishes: the event fields of its key, joined with ":", and its variables."""

    name: str
    key: tuple[str, ...]
    variables: tuple[str, ...]


@dataclass(frozen=True)
class Contract:
    tasks: Mapping[str, Task]
    messages: Mapping[str, Sent]


@cache
def of_code() -> Contract:
    """The contract of the five services as they are installed. Imports them, hence only when it is asked for."""
    tasks: dict[str, Task] = {}
    messages: dict[str, Sent] = {}
    for service in SERVICES:
        app = importlib.import_module(f"services.{service}.app")
        for one in app.service.tasks.definitions:
            tasks[one.type] = Task(one.type, one.inputs, one.outputs, one.headers, one.errors)
        messages |= _messages(service)
    return Contract(tasks, messages)


def _messages(service: str) -> dict[str, Sent]:
    from kit.zeebe_messages import camel
    from pb.tsunagi.options.v1 import options_pb2

    events = importlib.import_module(f"pb.tsunagi.{service}.v1.events_pb2")
    found: dict[str, Sent] = {}
    for descriptor in events.DESCRIPTOR.message_types_by_name.values():
        option = descriptor.GetOptions().Extensions[options_pb2.engine_message]
        if option.name:
            key, variables = map(camel, option.correlation_key), map(camel, option.variables)
            found[option.name] = Sent(option.name, tuple(key), tuple(variables))
    return found
