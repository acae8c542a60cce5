"""What the code promises to the diagrams: task types with their variables and errors, messages with their keys."""

import ast
import importlib
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tsunagi.ports import SERVICES

# Handed to every instance of every process; the trace context by tsunagi/bpmn/weave.py.
STANDARD = frozenset({"municipalityId", "caseId", "caseNo", "traceparent"})

CODE = re.compile(r"[A-Z][A-Z0-9_]+")


@dataclass(frozen=True)
class Task:
    """One task type; variables by their names in the engine; headers as `kit.zeebe.TaskDefinition` has them."""

    type: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    headers: tuple[str, ...]
    errors: tuple[str, ...]
    may: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rated: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sent:
    """One message that a service publishes: the event fields of its key, joined with ":", and its variables."""

    name: str
    key: tuple[str, ...]
    variables: tuple[str, ...]


@dataclass(frozen=True)
class Contract:
    """`codes`: what the services name in capitals, in their domain and their proto."""

    tasks: Mapping[str, Task]
    messages: Mapping[str, Sent]
    codes: frozenset[str] = frozenset()


@cache
def of_code() -> Contract:
    """The contract of the five services as they are installed. Imports them, hence only when it is asked for."""
    tasks: dict[str, Task] = {}
    messages: dict[str, Sent] = {}
    for service in SERVICES:
        app = importlib.import_module(f"services.{service}.app")
        for one in app.service.tasks.definitions:
            named = (one.type, one.inputs, one.outputs, one.headers, one.errors, one.may, one.codes)
            tasks[one.type] = Task(*named, one.rated)
        messages |= _messages(service)
    return Contract(tasks, messages, frozenset(_codes()))


def _codes() -> Iterator[str]:
    for service in SERVICES:
        for source in _sources(service):
            yield from (value for value in _constants(source) if CODE.fullmatch(value))
    for name, module in list(sys.modules.items()):
        if name.startswith("pb.tsunagi.") and name.endswith("_pb2"):
            for enum in vars(module)["DESCRIPTOR"].enum_types_by_name.values():
                for value in enum.values_by_name:
                    yield from (value[at + 1 :] for at, letter in enumerate(value) if letter == "_")


def _sources(service: str) -> Iterator[Path]:
    """All that the service may run, whatever happens to be imported; what migrations say is past."""
    (folder,) = importlib.import_module(f"services.{service}").__path__
    yield from (file for file in Path(folder).rglob("*.py") if "migrations" not in file.parts)


def _constants(source: Path) -> Iterator[str]:
    yield from (
        node.value
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


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
