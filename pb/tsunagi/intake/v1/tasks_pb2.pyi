import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TaskChoice(_message.Message):
    __slots__ = ("value", "label")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    value: str
    label: str
    def __init__(self, value: _Optional[str] = ..., label: _Optional[str] = ...) -> None: ...

class TaskField(_message.Message):
    __slots__ = ("key", "label", "type", "data_class", "required", "choices")
    KEY_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    DATA_CLASS_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_FIELD_NUMBER: _ClassVar[int]
    CHOICES_FIELD_NUMBER: _ClassVar[int]
    key: str
    label: str
    type: str
    data_class: str
    required: bool
    choices: _containers.RepeatedCompositeFieldContainer[TaskChoice]
    def __init__(self, key: _Optional[str] = ..., label: _Optional[str] = ..., type: _Optional[str] = ..., data_class: _Optional[str] = ..., required: _Optional[bool] = ..., choices: _Optional[_Iterable[_Union[TaskChoice, _Mapping]]] = ...) -> None: ...

class TaskAnswer(_message.Message):
    __slots__ = ("field", "code", "text")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    field: str
    code: str
    text: str
    def __init__(self, field: _Optional[str] = ..., code: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class Task(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "title", "element_id", "state", "claimed_by", "due_time", "fields", "answers")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Task.State]
        STATE_OPEN: _ClassVar[Task.State]
        STATE_ANSWERED: _ClassVar[Task.State]
        STATE_DONE: _ClassVar[Task.State]
        STATE_CANCELLED: _ClassVar[Task.State]
    STATE_UNSPECIFIED: Task.State
    STATE_OPEN: Task.State
    STATE_ANSWERED: Task.State
    STATE_DONE: Task.State
    STATE_CANCELLED: Task.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CLAIMED_BY_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    title: str
    element_id: str
    state: Task.State
    claimed_by: str
    due_time: _timestamp_pb2.Timestamp
    fields: _containers.RepeatedCompositeFieldContainer[TaskField]
    answers: _containers.RepeatedCompositeFieldContainer[TaskAnswer]
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., title: _Optional[str] = ..., element_id: _Optional[str] = ..., state: _Optional[_Union[Task.State, str]] = ..., claimed_by: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., fields: _Optional[_Iterable[_Union[TaskField, _Mapping]]] = ..., answers: _Optional[_Iterable[_Union[TaskAnswer, _Mapping]]] = ...) -> None: ...

class GetTaskRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ClaimTaskRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class CompleteTaskRequest(_message.Message):
    __slots__ = ("name", "request_id", "answers")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    answers: _containers.RepeatedCompositeFieldContainer[TaskAnswer]
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., answers: _Optional[_Iterable[_Union[TaskAnswer, _Mapping]]] = ...) -> None: ...
