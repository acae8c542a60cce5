"""OpenAPI of the JSON routes: messages as proto3's JSON mapping writes them, parameters, refusals."""

from collections.abc import Collection, Iterable
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor

from kit.disclosure import data_class

# Whatever a signed number of 64 bits can be, but for its last tenth.
_INT64 = {"type": "string", "format": "int64", "pattern": "^-?([0-9]{1,18}|[1-8][0-9]{18})$"}
_SCALARS: dict[int, dict[str, Any]] = {
    FieldDescriptor.TYPE_BOOL: {"type": "boolean"},
    FieldDescriptor.TYPE_STRING: {"type": "string"},
    FieldDescriptor.TYPE_BYTES: {"type": "string", "format": "byte"},
    FieldDescriptor.TYPE_INT32: {"type": "integer", "format": "int32"},
    FieldDescriptor.TYPE_UINT32: {"type": "integer", "format": "int32"},
    FieldDescriptor.TYPE_INT64: _INT64,
    FieldDescriptor.TYPE_UINT64: _INT64,
    FieldDescriptor.TYPE_FLOAT: {"type": "number"},
    FieldDescriptor.TYPE_DOUBLE: {"type": "number"},
}
_WELL_KNOWN = {
    "google.protobuf.Timestamp": {"type": "string", "format": "date-time"},
    "google.protobuf.Duration": {"type": "string"},
    "google.protobuf.Empty": {"type": "object"},
}

REQUEST_ID = "request_id"


def schemas_of(message: Descriptor, schemas: dict[str, Any]) -> dict[str, Any]:
    """A reference to the message's schema, which (with those below it) is added to `schemas`."""
    if message.full_name in _WELL_KNOWN:
        return dict(_WELL_KNOWN[message.full_name])
    name = message.full_name
    if name not in schemas:
        schemas[name] = {"type": "object", "additionalProperties": False}
        schemas[name]["properties"] = {field.name: _field(field, schemas) for field in message.fields}
        if REQUEST_ID in message.fields_by_name:
            schemas[name]["required"] = [REQUEST_ID]
            schemas[name]["properties"][REQUEST_ID]["minLength"] = 1
    return {"$ref": f"#/components/schemas/{name}"}


def _field(field: FieldDescriptor, schemas: dict[str, Any]) -> dict[str, Any]:
    one = _single(field, schemas)
    schema = {"type": "array", "items": one} if field.is_repeated else one
    return schema if "$ref" in schema else {**schema, "x-data-class": data_class(field)}


def _single(field: FieldDescriptor, schemas: dict[str, Any]) -> dict[str, Any]:
    if field.message_type is not None:
        return schemas_of(field.message_type, schemas)
    if field.enum_type is not None:
        return {"type": "string", "enum": [value.name for value in field.enum_type.values]}
    return dict(_SCALARS[field.type])


_PURPOSE = {"name": "x-purpose", "in": "header", "required": True, "schema": {"type": "string"}}
_LAST_EVENT = {"name": "last-event-id", "in": "header", "schema": _INT64}
_REFUSAL = {"$ref": "#/components/responses/Refusal"}


def operation_of(
    method: MethodDescriptor,
    in_path: Collection[str],
    body: str,
    audiences: Iterable[str],
    refusals: Iterable[int],
    schemas: dict[str, Any],
) -> dict[str, Any]:
    """What FastAPI cannot know of a route. `refusals`: the statuses that every rpc may answer with."""
    answer = schemas_of(method.output_type, schemas)
    media = "text/event-stream" if method.server_streaming else "application/json"
    ok = {"description": "OK", "content": {media: {} if method.server_streaming else {"schema": answer}}}
    operation: dict[str, Any] = {
        "x-audience": sorted(audiences),
        "security": [{"token": []}],
        "parameters": [_PURPOSE, *([_LAST_EVENT] if method.server_streaming else [])],
        "responses": {"200": ok} | {str(status): _REFUSAL for status in sorted(set(refusals))},
    }
    for field in method.input_type.fields:
        if field.name in in_path:
            schema = {**_field(field, schemas), "pattern": "^[^/:]+$"}
            operation["parameters"].append({"name": field.name, "in": "path", "required": True, "schema": schema})
        elif not body:
            operation["parameters"].append({"name": field.name, "in": "query", "schema": _field(field, schemas)})
    if body:
        schema = schemas_of(method.input_type, schemas)
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return operation


def components(schemas: dict[str, Any]) -> dict[str, Any]:
    """`schemas`: of the messages, as the operations refer to them."""
    text = {"type": "string"}
    violation = {"type": "object", "properties": {"field": text, "code": text, "message": text}}
    error = {
        "type": "object",
        "required": ["code", "message"],
        "properties": {"code": text, "message": text, "violations": {"type": "array", "items": violation}},
    }
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        "schemas": {**schemas, "Error": error},
        "responses": {"Refusal": {"description": "code と日本語の説明", "content": content}},
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    }
