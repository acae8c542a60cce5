import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pb.tsunagi.facts.v1 import facts_pb2 as _facts_pb2
from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from pb.tsunagi.work.v1 import work_pb2 as _work_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MeetingType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MEETING_TYPE_UNSPECIFIED: _ClassVar[MeetingType]
    MEETING_TYPE_LIAISON: _ClassVar[MeetingType]
    MEETING_TYPE_SUPPORT: _ClassVar[MeetingType]
    MEETING_TYPE_MULTI: _ClassVar[MeetingType]
MEETING_TYPE_UNSPECIFIED: MeetingType
MEETING_TYPE_LIAISON: MeetingType
MEETING_TYPE_SUPPORT: MeetingType
MEETING_TYPE_MULTI: MeetingType

class Member(_message.Message):
    __slots__ = ("agency_id", "role", "pledge_time")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    PLEDGE_TIME_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    role: str
    pledge_time: _timestamp_pb2.Timestamp
    def __init__(self, agency_id: _Optional[str] = ..., role: _Optional[str] = ..., pledge_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Decision(_message.Message):
    __slots__ = ("name", "agenda_item", "code", "owner_agency_id", "due_time", "state")
    NAME_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    OWNER_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    name: str
    agenda_item: str
    code: str
    owner_agency_id: str
    due_time: _timestamp_pb2.Timestamp
    state: str
    def __init__(self, name: _Optional[str] = ..., agenda_item: _Optional[str] = ..., code: _Optional[str] = ..., owner_agency_id: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[str] = ...) -> None: ...

class AgendaItem(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "person_id", "type", "meeting_reason", "convening_basis", "plan_version_id", "state", "members", "sitting", "decision", "decisions", "etag")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[AgendaItem.State]
        STATE_PROPOSED: _ClassVar[AgendaItem.State]
        STATE_CONVENED: _ClassVar[AgendaItem.State]
        STATE_CONCLUDED: _ClassVar[AgendaItem.State]
        STATE_MINUTES_APPROVED: _ClassVar[AgendaItem.State]
        STATE_CANCELLED: _ClassVar[AgendaItem.State]
    STATE_UNSPECIFIED: AgendaItem.State
    STATE_PROPOSED: AgendaItem.State
    STATE_CONVENED: AgendaItem.State
    STATE_CONCLUDED: AgendaItem.State
    STATE_MINUTES_APPROVED: AgendaItem.State
    STATE_CANCELLED: AgendaItem.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    MEETING_REASON_FIELD_NUMBER: _ClassVar[int]
    CONVENING_BASIS_FIELD_NUMBER: _ClassVar[int]
    PLAN_VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    SITTING_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    DECISIONS_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    person_id: str
    type: MeetingType
    meeting_reason: str
    convening_basis: str
    plan_version_id: str
    state: AgendaItem.State
    members: _containers.RepeatedCompositeFieldContainer[Member]
    sitting: str
    decision: str
    decisions: _containers.RepeatedCompositeFieldContainer[Decision]
    etag: str
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., person_id: _Optional[str] = ..., type: _Optional[_Union[MeetingType, str]] = ..., meeting_reason: _Optional[str] = ..., convening_basis: _Optional[str] = ..., plan_version_id: _Optional[str] = ..., state: _Optional[_Union[AgendaItem.State, str]] = ..., members: _Optional[_Iterable[_Union[Member, _Mapping]]] = ..., sitting: _Optional[str] = ..., decision: _Optional[str] = ..., decisions: _Optional[_Iterable[_Union[Decision, _Mapping]]] = ..., etag: _Optional[str] = ...) -> None: ...

class ListAgendaItemsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "case_id")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    case_id: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., case_id: _Optional[str] = ...) -> None: ...

class ListAgendaItemsResponse(_message.Message):
    __slots__ = ("agenda_items", "next_page_token")
    AGENDA_ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    agenda_items: _containers.RepeatedCompositeFieldContainer[AgendaItem]
    next_page_token: str
    def __init__(self, agenda_items: _Optional[_Iterable[_Union[AgendaItem, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetAgendaItemRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class NameMembersRequest(_message.Message):
    __slots__ = ("name", "request_id", "agency_ids")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    agency_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., agency_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class PledgeSecrecyRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class Fact(_message.Message):
    __slots__ = ("name", "source_agency_id", "text", "create_time")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SOURCE_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    source_agency_id: str
    text: str
    create_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., source_agency_id: _Optional[str] = ..., text: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class AddFactRequest(_message.Message):
    __slots__ = ("name", "request_id", "text")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    text: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class ListFactsRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListFactsResponse(_message.Message):
    __slots__ = ("facts",)
    FACTS_FIELD_NUMBER: _ClassVar[int]
    facts: _containers.RepeatedCompositeFieldContainer[Fact]
    def __init__(self, facts: _Optional[_Iterable[_Union[Fact, _Mapping]]] = ...) -> None: ...

class Sitting(_message.Message):
    __slots__ = ("name", "type", "hold_time", "place", "agenda_items")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    HOLD_TIME_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEMS_FIELD_NUMBER: _ClassVar[int]
    name: str
    type: MeetingType
    hold_time: _timestamp_pb2.Timestamp
    place: str
    agenda_items: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., type: _Optional[_Union[MeetingType, str]] = ..., hold_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., place: _Optional[str] = ..., agenda_items: _Optional[_Iterable[str]] = ...) -> None: ...

class ScheduleSittingRequest(_message.Message):
    __slots__ = ("request_id", "type", "hold_time", "place", "agenda_items")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    HOLD_TIME_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEMS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    type: MeetingType
    hold_time: _timestamp_pb2.Timestamp
    place: str
    agenda_items: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, request_id: _Optional[str] = ..., type: _Optional[_Union[MeetingType, str]] = ..., hold_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., place: _Optional[str] = ..., agenda_items: _Optional[_Iterable[str]] = ...) -> None: ...

class GetSittingRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class DecisionDraft(_message.Message):
    __slots__ = ("code", "owner_agency_id", "due_time")
    CODE_FIELD_NUMBER: _ClassVar[int]
    OWNER_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    code: str
    owner_agency_id: str
    due_time: _timestamp_pb2.Timestamp
    def __init__(self, code: _Optional[str] = ..., owner_agency_id: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ConcludeAgendaItemRequest(_message.Message):
    __slots__ = ("name", "request_id", "decision", "attending_agency_ids", "discussion", "decisions", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    ATTENDING_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    DISCUSSION_FIELD_NUMBER: _ClassVar[int]
    DECISIONS_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    decision: str
    attending_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    discussion: str
    decisions: _containers.RepeatedCompositeFieldContainer[DecisionDraft]
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., decision: _Optional[str] = ..., attending_agency_ids: _Optional[_Iterable[str]] = ..., discussion: _Optional[str] = ..., decisions: _Optional[_Iterable[_Union[DecisionDraft, _Mapping]]] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CancelAgendaItemRequest(_message.Message):
    __slots__ = ("name", "request_id", "reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class GetMinutesRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class Minutes(_message.Message):
    __slots__ = ("name", "text", "attending_agency_ids", "copy_number", "approve_time")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    ATTENDING_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    COPY_NUMBER_FIELD_NUMBER: _ClassVar[int]
    APPROVE_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    text: str
    attending_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    copy_number: int
    approve_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., text: _Optional[str] = ..., attending_agency_ids: _Optional[_Iterable[str]] = ..., copy_number: _Optional[int] = ..., approve_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ApproveMinutesRequest(_message.Message):
    __slots__ = ("name", "request_id", "text")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    text: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class CompleteDecisionRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...
