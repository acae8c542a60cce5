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

class WorkItem(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "kind", "subject", "agency_id", "role", "open_time", "due_time", "state", "element_id", "instance_uri")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[WorkItem.State]
        STATE_OPEN: _ClassVar[WorkItem.State]
        STATE_OVERDUE: _ClassVar[WorkItem.State]
        STATE_CLOSED: _ClassVar[WorkItem.State]
    STATE_UNSPECIFIED: WorkItem.State
    STATE_OPEN: WorkItem.State
    STATE_OVERDUE: WorkItem.State
    STATE_CLOSED: WorkItem.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    OPEN_TIME_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_URI_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    kind: str
    subject: str
    agency_id: str
    role: str
    open_time: _timestamp_pb2.Timestamp
    due_time: _timestamp_pb2.Timestamp
    state: WorkItem.State
    element_id: str
    instance_uri: str
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., kind: _Optional[str] = ..., subject: _Optional[str] = ..., agency_id: _Optional[str] = ..., role: _Optional[str] = ..., open_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[_Union[WorkItem.State, str]] = ..., element_id: _Optional[str] = ..., instance_uri: _Optional[str] = ...) -> None: ...

class ListWorkItemsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "case_id", "include_closed")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_CLOSED_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    case_id: str
    include_closed: bool
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., case_id: _Optional[str] = ..., include_closed: _Optional[bool] = ...) -> None: ...

class ListWorkItemsResponse(_message.Message):
    __slots__ = ("work_items", "next_page_token")
    WORK_ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    work_items: _containers.RepeatedCompositeFieldContainer[WorkItem]
    next_page_token: str
    def __init__(self, work_items: _Optional[_Iterable[_Union[WorkItem, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class WorkItemOpened(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "kind", "agency_id", "role", "due_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    kind: str
    agency_id: str
    role: str
    due_at: str
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., kind: _Optional[str] = ..., agency_id: _Optional[str] = ..., role: _Optional[str] = ..., due_at: _Optional[str] = ...) -> None: ...

class WorkItemChanged(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "change", "agency_id", "kind", "person_ids")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    change: str
    agency_id: str
    kind: str
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., change: _Optional[str] = ..., agency_id: _Optional[str] = ..., kind: _Optional[str] = ..., person_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class WorkItemClosed(_message.Message):
    __slots__ = ("name", "case_id", "case_no")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ...) -> None: ...

class EventParked(_message.Message):
    __slots__ = ("event_id", "event_type", "consumer", "reason")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    EVENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    CONSUMER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    event_type: str
    consumer: str
    reason: str
    def __init__(self, event_id: _Optional[str] = ..., event_type: _Optional[str] = ..., consumer: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...
