"""Every read that an rpc allows, of every thing that a test knows."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from google.api import annotations_pb2
from google.protobuf import message_factory
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message import Message

RESOURCE = re.compile(r"\{(?:name|parent)=(\w+)/\*\}")


def reads(service: ServiceDescriptor) -> list[MethodDescriptor]:
    """A read has no request id; streams are left out."""
    return [
        method
        for method in service.methods
        if not method.server_streaming and "request_id" not in method.input_type.fields_by_name
    ]


def requests(method: MethodDescriptor, things: Sequence[str]) -> Iterator[Message]:
    """One for each thing that a field can name (resource names, or ids of cases and persons); else one alone."""
    fields = [name for name in ("name", "parent", "case_id", "person_id") if name in method.input_type.fields_by_name]
    for field in fields:
        for value in _nameable(method, things) if field in ("name", "parent") else _ids(things):
            yield message_factory.GetMessageClass(method.input_type)(**{field: value})
    if not fields:
        yield message_factory.GetMessageClass(method.input_type)()


def _ids(things: Sequence[str]) -> list[str]:
    return [one for one in things if "/" not in one]


def _nameable(method: MethodDescriptor, things: Sequence[str]) -> list[str]:
    options: Any = method.GetOptions()
    http = options.Extensions[annotations_pb2.http]
    resource = RESOURCE.search(http.get or http.post)
    return [one for one in things if resource is not None and one.startswith(f"{resource[1]}/")]
