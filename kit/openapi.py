"""JSON schemas of proto messages, as proto3's JSON mapping writes them."""

from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor

from kit.disclosure import data_class

_SCALARS: dict[int, dict[str, Any]] = {
    FieldDescriptor.TYPE_BOOL: {"type": "boolean"},
    FieldDescriptor.TYPE_STRING: {"type": "string"},
    FieldDescriptor.TYPE_BYTES: {"type": "string", "format": "byte"},
    FieldDescriptor.TYPE_INT32: {"type": "integer", "format": "int32"},
    FieldDescriptor.TYPE_UINT32: {"type": "integer", "format": "int32"},
    FieldDescriptor.TYPE_INT64: {"type": "string", "format": "int64"},
    FieldDescriptor.TYPE_UINT64: {"type": "string", "format": "int64"},
    FieldDescriptor.TYPE_FLOAT: {"type": "number"},
    FieldDescriptor.TYPE_DOUBLE: {"type": "number"},
}
_WELL_KNOWN = {
    "google.protobuf.Timestamp": {"type": "string", "format": "date-time"},
    "google.protobuf.Duration": {"type": "string"},
    "google.protobuf.Empty": {"type": "object"},
}


def schemas_of(message: Descriptor, schemas: dict[str, Any]) -> dict[str, Any]:
    """A reference to the message's schema, which (with those below it) is added to `schemas`."""
    if message.full_name in _WELL_KNOWN:
        return dict(_WELL_KNOWN[message.full_name])
    name = message.full_name
    if name not in schemas:
        schemas[name] = {"type": "object", "additionalProperties": False}
        schemas[name]["properties"] = {field.name: _field(field, schemas) for field in message.fields}
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
