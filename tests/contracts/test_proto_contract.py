"""proto/ against itself, against the diagrams and against pb/."""

import filecmp
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor

from pb.tsunagi.options.v1 import options_pb2 as options
from tsunagi.bpmn.contract import of_code
from tsunagi.bpmn.read import read_folder
from tsunagi.ports import SERVICES

ROOT = Path(__file__).parents[2]
# Served, and in no packaged diagram: a city may put them into its own.
UNUSED = {
    "meetings.remind-work-item",
    "outreach.remind-work-item",
    "plans.remind-work-item",
}


def modules(kind: str) -> Iterator[tuple[str, Any]]:
    for service in SERVICES:
        yield service, importlib.import_module(f"pb.tsunagi.{service}.v1.{kind}_pb2").DESCRIPTOR


def methods() -> Iterator[MethodDescriptor]:
    for _, descriptor in modules("service"):
        for service in descriptor.services_by_name.values():
            yield from service.methods


def messages() -> Iterator[Descriptor]:
    for kind in ("service", "events"):
        for _, descriptor in modules(kind):
            for message in descriptor.message_types_by_name.values():
                yield from _nested(message)


def _nested(message: Descriptor) -> Iterator[Descriptor]:
    yield message
    for inner in message.nested_types:
        yield from _nested(inner)


def said(descriptor: Any, extension: Any) -> Any:
    return descriptor.GetOptions().Extensions[extension]


def data_class(field: FieldDescriptor) -> int:
    return int(said(field, options.data_class))


def engine_messages() -> Iterator[Descriptor]:
    for _, descriptor in modules("events"):
        for message in descriptor.message_types_by_name.values():
            if said(message, options.engine_message).name:
                yield message


@pytest.mark.plan("C-14")
def test_every_rpc_says_who_may_call_it() -> None:
    unsaid = [
        method.full_name
        for method in methods()
        if not (audience := list(said(method, options.audience))) or options.AUDIENCE_UNSPECIFIED in audience
    ]
    assert unsaid == []


def test_every_field_says_its_data_class() -> None:
    unclassed = [
        field.full_name
        for message in messages()
        if not message.GetOptions().map_entry
        for field in message.fields
        if data_class(field) == options.DATA_CLASS_UNSPECIFIED
    ]
    assert unclassed == []


def test_only_a_message_is_classed_as_nested() -> None:
    """A scalar that calls itself NESTED would escape its class."""
    wrong = [
        field.full_name
        for message in messages()
        for field in message.fields
        if data_class(field) == options.DATA_CLASS_NESTED and field.message_type is None
    ]
    assert wrong == []


@pytest.mark.parametrize("message", list(engine_messages()), ids=lambda message: str(message.name))
def test_an_engine_message_carries_c0_alone(message: Descriptor) -> None:
    option = said(message, options.engine_message)
    fields = message.fields_by_name
    assert option.name == message.name
    assert option.correlation_key
    assert {*option.correlation_key, *option.variables} <= set(fields)
    assert {data_class(fields[name]) for name in (*option.correlation_key, *option.variables)} == {
        options.DATA_CLASS_C0
    }


def test_every_field_of_an_event_is_c0() -> None:
    """Events go into Kafka, where everybody who subscribes reads them."""
    other = [
        field.full_name
        for _, descriptor in modules("events")
        for message in descriptor.message_types_by_name.values()
        for field in message.fields
        if data_class(field) != options.DATA_CLASS_C0
    ]
    assert other == []


@pytest.mark.plan("C-01", "C-20")
def test_the_diagrams_and_the_code_have_the_same_task_types() -> None:
    used = {
        node.task_type
        for process in read_folder(ROOT / "bpmn").processes
        for node in process.nodes.values()
        if node.task_type is not None
    }
    assert used - of_code().tasks.keys() == set()
    assert of_code().tasks.keys() - used == UNUSED


@pytest.mark.plan("C-20")
def test_the_diagrams_wait_for_every_message_that_is_sent() -> None:
    awaited = {
        node.message.name
        for process in read_folder(ROOT / "bpmn").processes
        for node in process.nodes.values()
        if node.message is not None
    }
    assert awaited == of_code().messages.keys()


@pytest.mark.plan("C-02", "C-14")
def test_pb_is_what_proto_generates(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHON": sys.executable}
    subprocess.run([ROOT / "tools/proto.sh", tmp_path / "pb"], check=True, env=environment)
    assert list(differences(filecmp.dircmp(ROOT / "pb", tmp_path / "pb", ignore=["__pycache__"]))) == []


def differences(compared: filecmp.dircmp[str]) -> Iterator[str]:
    yield from (*compared.left_only, *compared.right_only, *compared.diff_files)
    for inner in compared.subdirs.values():
        yield from differences(inner)
