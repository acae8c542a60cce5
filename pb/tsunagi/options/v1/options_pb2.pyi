from google.protobuf import descriptor_pb2 as _descriptor_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class DataClass(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DATA_CLASS_UNSPECIFIED: _ClassVar[DataClass]
    DATA_CLASS_C0: _ClassVar[DataClass]
    DATA_CLASS_C1: _ClassVar[DataClass]
    DATA_CLASS_C2: _ClassVar[DataClass]
    DATA_CLASS_C2X: _ClassVar[DataClass]
    DATA_CLASS_C3: _ClassVar[DataClass]
    DATA_CLASS_C4: _ClassVar[DataClass]
    DATA_CLASS_C5: _ClassVar[DataClass]
    DATA_CLASS_C6: _ClassVar[DataClass]
    DATA_CLASS_NESTED: _ClassVar[DataClass]

class Audience(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    AUDIENCE_UNSPECIFIED: _ClassVar[Audience]
    AUDIENCE_AGENCY: _ClassVar[Audience]
    AUDIENCE_STAFF: _ClassVar[Audience]
    AUDIENCE_SERVICE: _ClassVar[Audience]
DATA_CLASS_UNSPECIFIED: DataClass
DATA_CLASS_C0: DataClass
DATA_CLASS_C1: DataClass
DATA_CLASS_C2: DataClass
DATA_CLASS_C2X: DataClass
DATA_CLASS_C3: DataClass
DATA_CLASS_C4: DataClass
DATA_CLASS_C5: DataClass
DATA_CLASS_C6: DataClass
DATA_CLASS_NESTED: DataClass
AUDIENCE_UNSPECIFIED: Audience
AUDIENCE_AGENCY: Audience
AUDIENCE_STAFF: Audience
AUDIENCE_SERVICE: Audience
DATA_CLASS_FIELD_NUMBER: _ClassVar[int]
data_class: _descriptor.FieldDescriptor
AUDIENCE_FIELD_NUMBER: _ClassVar[int]
audience: _descriptor.FieldDescriptor
ENGINE_MESSAGE_FIELD_NUMBER: _ClassVar[int]
engine_message: _descriptor.FieldDescriptor

class EngineMessage(_message.Message):
    __slots__ = ("name", "correlation_key", "variables", "begins_case")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CORRELATION_KEY_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    BEGINS_CASE_FIELD_NUMBER: _ClassVar[int]
    name: str
    correlation_key: _containers.RepeatedScalarFieldContainer[str]
    variables: _containers.RepeatedScalarFieldContainer[str]
    begins_case: bool
    def __init__(self, name: _Optional[str] = ..., correlation_key: _Optional[_Iterable[str]] = ..., variables: _Optional[_Iterable[str]] = ..., begins_case: _Optional[bool] = ...) -> None: ...
