"""The rpcs that a scenario may call, from their descriptors."""

from collections.abc import Mapping
from typing import Any

from google.protobuf import json_format, message_factory
from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor

from pb.tsunagi.consent.v1 import service_pb2 as consent
from pb.tsunagi.intake.v1 import service_pb2 as intake
from pb.tsunagi.meetings.v1 import service_pb2 as meetings
from pb.tsunagi.outreach.v1 import service_pb2 as outreach
from pb.tsunagi.plans.v1 import service_pb2 as plans
from tsunagi.demo.mistakes import BadScenario

SERVICES = {
    service.name: service
    for module in (intake, consent, meetings, plans, outreach)
    for service in module.DESCRIPTOR.services_by_name.values()
}
LATER = "$", "@"
"""What begins so is known only when it is played."""
DAY = "@date"


def find(rpc: str) -> MethodDescriptor:
    """Raises BadScenario."""
    service, _, method = rpc.partition(".")
    if service not in SERVICES:
        raise BadScenario(f"there is no rpc {rpc}: the services are {', '.join(SERVICES)}")
    found: MethodDescriptor | None = SERVICES[service].methods_by_name.get(method)
    if found is None:
        near = [one for one in SERVICES[service].methods_by_name if one.lower()[:6] == method.lower()[:6]]
        raise BadScenario(f"there is no rpc {rpc}{': ' + ', '.join(near) + '?' if near else ''}")
    return found


def is_stream(rpc: str) -> bool:
    return bool(find(rpc).server_streaming)


def is_write(rpc: str) -> bool:
    """A write has a request id: repeated under the same one it answers the same, under another it is done again."""
    return "request_id" in find(rpc).input_type.fields_by_name


def message(method: MethodDescriptor, request: Mapping[str, Any]) -> Any:
    """Raises BadScenario for what the rpc's request has no room for."""
    found = message_factory.GetMessageClass(method.input_type)()
    try:
        json_format.ParseDict(dict(request), found)
    except json_format.ParseError as error:
        raise BadScenario(f"{method.name}: {error}") from error
    return found


def has_room(method: MethodDescriptor, request: Any) -> None:
    """Raises BadScenario for a field, an enum or a value that the request cannot have, before anything is called."""
    message(method, _known(method.input_type, request, method.name))


def _known(descriptor: Descriptor, request: Any, at: str) -> dict[str, Any]:
    """The request without what is known only later."""
    if not isinstance(request, dict):
        raise BadScenario(f"{at} wants an object of fields, not {request!r}")
    known: dict[str, Any] = {}
    for name, value in request.items():
        field = descriptor.fields_by_name.get(name)
        if field is None:
            raise BadScenario(f"{at} has no field {name!r}; it has {', '.join(descriptor.fields_by_name)}")
        if field.message_type is not None and str(value).startswith(DAY):
            raise BadScenario(f"{at}.{name} wants a moment, and {value} is a day; write @time")
        if not _is_later(value):
            known[name] = _inside(field, value, f"{at}.{name}")
    return known


def _inside(field: FieldDescriptor, value: Any, at: str) -> Any:
    inner = field.message_type
    if inner is None or inner.full_name.startswith("google.protobuf.") or inner.GetOptions().map_entry:
        return [one for one in value if not _is_later(one)] if isinstance(value, list) else value
    if field.is_repeated:
        if not isinstance(value, list):
            raise BadScenario(f"{at} wants a list")
        return [_known(inner, one, f"{at}[{place}]") for place, one in enumerate(value) if not _is_later(one)]
    return _known(inner, value, at)


def _is_later(value: Any) -> bool:
    return isinstance(value, str) and (value.startswith(LATER) or "${" in value)
