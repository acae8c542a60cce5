import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pb.tsunagi.facts.v1 import facts_pb2 as _facts_pb2
from pb.tsunagi.ledger.v1 import ledger_pb2 as _ledger_pb2
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

class InformationAnswer(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INFORMATION_ANSWER_UNSPECIFIED: _ClassVar[InformationAnswer]
    INFORMATION_ANSWER_FULL: _ClassVar[InformationAnswer]
    INFORMATION_ANSWER_PARTIAL: _ClassVar[InformationAnswer]
    INFORMATION_ANSWER_DECLINED: _ClassVar[InformationAnswer]
MEETING_TYPE_UNSPECIFIED: MeetingType
MEETING_TYPE_LIAISON: MeetingType
MEETING_TYPE_SUPPORT: MeetingType
MEETING_TYPE_MULTI: MeetingType
INFORMATION_ANSWER_UNSPECIFIED: InformationAnswer
INFORMATION_ANSWER_FULL: InformationAnswer
INFORMATION_ANSWER_PARTIAL: InformationAnswer
INFORMATION_ANSWER_DECLINED: InformationAnswer

class Member(_message.Message):
    __slots__ = ("agency_id", "role", "pledge_time", "pledge_method", "capacity", "individual_id", "invitation", "policy_confirmed", "copy_number", "copy_state", "answer_due_time")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    PLEDGE_TIME_FIELD_NUMBER: _ClassVar[int]
    PLEDGE_METHOD_FIELD_NUMBER: _ClassVar[int]
    CAPACITY_FIELD_NUMBER: _ClassVar[int]
    INDIVIDUAL_ID_FIELD_NUMBER: _ClassVar[int]
    INVITATION_FIELD_NUMBER: _ClassVar[int]
    POLICY_CONFIRMED_FIELD_NUMBER: _ClassVar[int]
    COPY_NUMBER_FIELD_NUMBER: _ClassVar[int]
    COPY_STATE_FIELD_NUMBER: _ClassVar[int]
    ANSWER_DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    role: str
    pledge_time: _timestamp_pb2.Timestamp
    pledge_method: str
    capacity: str
    individual_id: str
    invitation: str
    policy_confirmed: bool
    copy_number: int
    copy_state: str
    answer_due_time: _timestamp_pb2.Timestamp
    def __init__(self, agency_id: _Optional[str] = ..., role: _Optional[str] = ..., pledge_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., pledge_method: _Optional[str] = ..., capacity: _Optional[str] = ..., individual_id: _Optional[str] = ..., invitation: _Optional[str] = ..., policy_confirmed: _Optional[bool] = ..., copy_number: _Optional[int] = ..., copy_state: _Optional[str] = ..., answer_due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Decision(_message.Message):
    __slots__ = ("name", "agenda_item", "code", "owner_agency_id", "due_time", "state", "reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    OWNER_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    agenda_item: str
    code: str
    owner_agency_id: str
    due_time: _timestamp_pb2.Timestamp
    state: str
    reason: str
    def __init__(self, name: _Optional[str] = ..., agenda_item: _Optional[str] = ..., code: _Optional[str] = ..., owner_agency_id: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class AgendaItem(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "person_id", "type", "meeting_reason", "convening_basis", "plan_version_id", "state", "members", "sitting", "decision", "decisions", "etag", "convening", "means", "frozen", "corrected_from")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[AgendaItem.State]
        STATE_PROPOSED: _ClassVar[AgendaItem.State]
        STATE_CONVENED: _ClassVar[AgendaItem.State]
        STATE_CONCLUDED: _ClassVar[AgendaItem.State]
        STATE_MINUTES_APPROVED: _ClassVar[AgendaItem.State]
        STATE_CANCELLED: _ClassVar[AgendaItem.State]
        STATE_RESCHEDULED: _ClassVar[AgendaItem.State]
        STATE_IN_SESSION: _ClassVar[AgendaItem.State]
        STATE_MINUTES_DRAFTED: _ClassVar[AgendaItem.State]
    STATE_UNSPECIFIED: AgendaItem.State
    STATE_PROPOSED: AgendaItem.State
    STATE_CONVENED: AgendaItem.State
    STATE_CONCLUDED: AgendaItem.State
    STATE_MINUTES_APPROVED: AgendaItem.State
    STATE_CANCELLED: AgendaItem.State
    STATE_RESCHEDULED: AgendaItem.State
    STATE_IN_SESSION: AgendaItem.State
    STATE_MINUTES_DRAFTED: AgendaItem.State
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
    CONVENING_FIELD_NUMBER: _ClassVar[int]
    MEANS_FIELD_NUMBER: _ClassVar[int]
    FROZEN_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_FROM_FIELD_NUMBER: _ClassVar[int]
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
    convening: Convening
    means: str
    frozen: bool
    corrected_from: str
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., person_id: _Optional[str] = ..., type: _Optional[_Union[MeetingType, str]] = ..., meeting_reason: _Optional[str] = ..., convening_basis: _Optional[str] = ..., plan_version_id: _Optional[str] = ..., state: _Optional[_Union[AgendaItem.State, str]] = ..., members: _Optional[_Iterable[_Union[Member, _Mapping]]] = ..., sitting: _Optional[str] = ..., decision: _Optional[str] = ..., decisions: _Optional[_Iterable[_Union[Decision, _Mapping]]] = ..., etag: _Optional[str] = ..., convening: _Optional[_Union[Convening, _Mapping]] = ..., means: _Optional[str] = ..., frozen: _Optional[bool] = ..., corrected_from: _Optional[str] = ...) -> None: ...

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
    __slots__ = ("name", "request_id", "agency_ids", "convening", "guests")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    CONVENING_FIELD_NUMBER: _ClassVar[int]
    GUESTS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    agency_ids: _containers.RepeatedScalarFieldContainer[str]
    convening: Convening
    guests: _containers.RepeatedCompositeFieldContainer[Guest]
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., agency_ids: _Optional[_Iterable[str]] = ..., convening: _Optional[_Union[Convening, _Mapping]] = ..., guests: _Optional[_Iterable[_Union[Guest, _Mapping]]] = ...) -> None: ...

class AddMembersRequest(_message.Message):
    __slots__ = ("name", "request_id", "agency_ids", "guests")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    GUESTS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    agency_ids: _containers.RepeatedScalarFieldContainer[str]
    guests: _containers.RepeatedCompositeFieldContainer[Guest]
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., agency_ids: _Optional[_Iterable[str]] = ..., guests: _Optional[_Iterable[_Union[Guest, _Mapping]]] = ...) -> None: ...

class PledgeSecrecyRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class Fact(_message.Message):
    __slots__ = ("name", "source_agency_id", "text", "create_time", "person_id", "known_on", "basis", "superseded", "taken_back")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SOURCE_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    KNOWN_ON_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDED_FIELD_NUMBER: _ClassVar[int]
    TAKEN_BACK_FIELD_NUMBER: _ClassVar[int]
    name: str
    source_agency_id: str
    text: str
    create_time: _timestamp_pb2.Timestamp
    person_id: str
    known_on: str
    basis: str
    superseded: _containers.RepeatedCompositeFieldContainer[SupersededEntry]
    taken_back: bool
    def __init__(self, name: _Optional[str] = ..., source_agency_id: _Optional[str] = ..., text: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., person_id: _Optional[str] = ..., known_on: _Optional[str] = ..., basis: _Optional[str] = ..., superseded: _Optional[_Iterable[_Union[SupersededEntry, _Mapping]]] = ..., taken_back: _Optional[bool] = ...) -> None: ...

class AddFactRequest(_message.Message):
    __slots__ = ("name", "request_id", "text", "person_id", "known_on", "basis")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    KNOWN_ON_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    text: str
    person_id: str
    known_on: str
    basis: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., text: _Optional[str] = ..., person_id: _Optional[str] = ..., known_on: _Optional[str] = ..., basis: _Optional[str] = ...) -> None: ...

class CorrectFactRequest(_message.Message):
    __slots__ = ("name", "request_id", "text", "person_id", "known_on", "basis", "taken_back", "correction_reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    KNOWN_ON_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    TAKEN_BACK_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    text: str
    person_id: str
    known_on: str
    basis: str
    taken_back: bool
    correction_reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., text: _Optional[str] = ..., person_id: _Optional[str] = ..., known_on: _Optional[str] = ..., basis: _Optional[str] = ..., taken_back: _Optional[bool] = ..., correction_reason: _Optional[str] = ...) -> None: ...

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
    __slots__ = ("name", "type", "hold_time", "place", "agenda_items", "state", "attending_agency_ids", "reschedule_count", "removed_agenda_items")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    HOLD_TIME_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEMS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ATTENDING_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    RESCHEDULE_COUNT_FIELD_NUMBER: _ClassVar[int]
    REMOVED_AGENDA_ITEMS_FIELD_NUMBER: _ClassVar[int]
    name: str
    type: MeetingType
    hold_time: _timestamp_pb2.Timestamp
    place: str
    agenda_items: _containers.RepeatedScalarFieldContainer[str]
    state: str
    attending_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    reschedule_count: int
    removed_agenda_items: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., type: _Optional[_Union[MeetingType, str]] = ..., hold_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., place: _Optional[str] = ..., agenda_items: _Optional[_Iterable[str]] = ..., state: _Optional[str] = ..., attending_agency_ids: _Optional[_Iterable[str]] = ..., reschedule_count: _Optional[int] = ..., removed_agenda_items: _Optional[_Iterable[str]] = ...) -> None: ...

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
    __slots__ = ("name", "request_id", "decision", "attending_agency_ids", "discussion", "decisions", "occurred_at", "issues", "facts", "watch_roles", "gaps", "opinions")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    ATTENDING_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    DISCUSSION_FIELD_NUMBER: _ClassVar[int]
    DECISIONS_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    ISSUES_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    WATCH_ROLES_FIELD_NUMBER: _ClassVar[int]
    GAPS_FIELD_NUMBER: _ClassVar[int]
    OPINIONS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    decision: str
    attending_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    discussion: str
    decisions: _containers.RepeatedCompositeFieldContainer[DecisionDraft]
    occurred_at: _timestamp_pb2.Timestamp
    issues: _containers.RepeatedCompositeFieldContainer[IssueDraft]
    facts: _containers.RepeatedCompositeFieldContainer[FactDraft]
    watch_roles: _containers.RepeatedCompositeFieldContainer[WatchRoleDraft]
    gaps: _containers.RepeatedCompositeFieldContainer[GapDraft]
    opinions: _containers.RepeatedCompositeFieldContainer[WrittenOpinion]
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., decision: _Optional[str] = ..., attending_agency_ids: _Optional[_Iterable[str]] = ..., discussion: _Optional[str] = ..., decisions: _Optional[_Iterable[_Union[DecisionDraft, _Mapping]]] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., issues: _Optional[_Iterable[_Union[IssueDraft, _Mapping]]] = ..., facts: _Optional[_Iterable[_Union[FactDraft, _Mapping]]] = ..., watch_roles: _Optional[_Iterable[_Union[WatchRoleDraft, _Mapping]]] = ..., gaps: _Optional[_Iterable[_Union[GapDraft, _Mapping]]] = ..., opinions: _Optional[_Iterable[_Union[WrittenOpinion, _Mapping]]] = ...) -> None: ...

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
    __slots__ = ("name", "text", "attending_agency_ids", "copy_number", "approve_time", "absent_agency_ids", "dissent", "papers", "next_on", "opinions", "superseded")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    ATTENDING_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    COPY_NUMBER_FIELD_NUMBER: _ClassVar[int]
    APPROVE_TIME_FIELD_NUMBER: _ClassVar[int]
    ABSENT_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    DISSENT_FIELD_NUMBER: _ClassVar[int]
    PAPERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_ON_FIELD_NUMBER: _ClassVar[int]
    OPINIONS_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDED_FIELD_NUMBER: _ClassVar[int]
    name: str
    text: str
    attending_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    copy_number: int
    approve_time: _timestamp_pb2.Timestamp
    absent_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    dissent: _containers.RepeatedCompositeFieldContainer[Dissent]
    papers: _containers.RepeatedScalarFieldContainer[str]
    next_on: str
    opinions: _containers.RepeatedCompositeFieldContainer[Opinion]
    superseded: _containers.RepeatedCompositeFieldContainer[SupersededEntry]
    def __init__(self, name: _Optional[str] = ..., text: _Optional[str] = ..., attending_agency_ids: _Optional[_Iterable[str]] = ..., copy_number: _Optional[int] = ..., approve_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., absent_agency_ids: _Optional[_Iterable[str]] = ..., dissent: _Optional[_Iterable[_Union[Dissent, _Mapping]]] = ..., papers: _Optional[_Iterable[str]] = ..., next_on: _Optional[str] = ..., opinions: _Optional[_Iterable[_Union[Opinion, _Mapping]]] = ..., superseded: _Optional[_Iterable[_Union[SupersededEntry, _Mapping]]] = ...) -> None: ...

class SupersededEntry(_message.Message):
    __slots__ = ("text", "dissent", "state", "correction_reason", "way_back", "record_time", "supersede_time", "person_id", "known_on", "basis")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    DISSENT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    WAY_BACK_FIELD_NUMBER: _ClassVar[int]
    RECORD_TIME_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDE_TIME_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    KNOWN_ON_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    text: str
    dissent: _containers.RepeatedCompositeFieldContainer[Dissent]
    state: str
    correction_reason: str
    way_back: str
    record_time: _timestamp_pb2.Timestamp
    supersede_time: _timestamp_pb2.Timestamp
    person_id: str
    known_on: str
    basis: str
    def __init__(self, text: _Optional[str] = ..., dissent: _Optional[_Iterable[_Union[Dissent, _Mapping]]] = ..., state: _Optional[str] = ..., correction_reason: _Optional[str] = ..., way_back: _Optional[str] = ..., record_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., supersede_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., person_id: _Optional[str] = ..., known_on: _Optional[str] = ..., basis: _Optional[str] = ...) -> None: ...

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

class Convening(_message.Message):
    __slots__ = ("summary", "why_compound", "tried", "domains", "support_reaches", "liaison_skipped_reason")
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    WHY_COMPOUND_FIELD_NUMBER: _ClassVar[int]
    TRIED_FIELD_NUMBER: _ClassVar[int]
    DOMAINS_FIELD_NUMBER: _ClassVar[int]
    SUPPORT_REACHES_FIELD_NUMBER: _ClassVar[int]
    LIAISON_SKIPPED_REASON_FIELD_NUMBER: _ClassVar[int]
    summary: str
    why_compound: str
    tried: str
    domains: _containers.RepeatedScalarFieldContainer[str]
    support_reaches: bool
    liaison_skipped_reason: str
    def __init__(self, summary: _Optional[str] = ..., why_compound: _Optional[str] = ..., tried: _Optional[str] = ..., domains: _Optional[_Iterable[str]] = ..., support_reaches: _Optional[bool] = ..., liaison_skipped_reason: _Optional[str] = ...) -> None: ...

class Guest(_message.Message):
    __slots__ = ("agency_id", "capacity", "individual_id")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    CAPACITY_FIELD_NUMBER: _ClassVar[int]
    INDIVIDUAL_ID_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    capacity: str
    individual_id: str
    def __init__(self, agency_id: _Optional[str] = ..., capacity: _Optional[str] = ..., individual_id: _Optional[str] = ...) -> None: ...

class GetAgendaRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class Agenda(_message.Message):
    __slots__ = ("points", "open_gaps", "quorum")
    POINTS_FIELD_NUMBER: _ClassVar[int]
    OPEN_GAPS_FIELD_NUMBER: _ClassVar[int]
    QUORUM_FIELD_NUMBER: _ClassVar[int]
    points: _containers.RepeatedScalarFieldContainer[str]
    open_gaps: _containers.RepeatedCompositeFieldContainer[Gap]
    quorum: int
    def __init__(self, points: _Optional[_Iterable[str]] = ..., open_gaps: _Optional[_Iterable[_Union[Gap, _Mapping]]] = ..., quorum: _Optional[int] = ...) -> None: ...

class AnswerInvitationRequest(_message.Message):
    __slots__ = ("name", "request_id", "coming")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    COMING_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    coming: bool
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., coming: _Optional[bool] = ...) -> None: ...

class PledgeForYearRequest(_message.Message):
    __slots__ = ("request_id",)
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    def __init__(self, request_id: _Optional[str] = ...) -> None: ...

class StandingPledge(_message.Message):
    __slots__ = ("agency_id", "fiscal_year")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    FISCAL_YEAR_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    fiscal_year: int
    def __init__(self, agency_id: _Optional[str] = ..., fiscal_year: _Optional[int] = ...) -> None: ...

class RecordOralPledgesRequest(_message.Message):
    __slots__ = ("name", "request_id", "agency_ids")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    agency_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., agency_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class HoldEmergencyRequest(_message.Message):
    __slots__ = ("name", "request_id", "agency_ids", "means", "liaison_skipped_reason", "pledged_agency_ids")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    MEANS_FIELD_NUMBER: _ClassVar[int]
    LIAISON_SKIPPED_REASON_FIELD_NUMBER: _ClassVar[int]
    PLEDGED_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    agency_ids: _containers.RepeatedScalarFieldContainer[str]
    means: str
    liaison_skipped_reason: str
    pledged_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., agency_ids: _Optional[_Iterable[str]] = ..., means: _Optional[str] = ..., liaison_skipped_reason: _Optional[str] = ..., pledged_agency_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class Bar(_message.Message):
    __slots__ = ("case_id", "agency_id", "individual_id", "reason")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    INDIVIDUAL_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agency_id: str
    individual_id: str
    reason: str
    def __init__(self, case_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., individual_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class BarFromMeetingsRequest(_message.Message):
    __slots__ = ("request_id", "agenda_item", "agency_id", "individual_id", "reason")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    INDIVIDUAL_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    agenda_item: str
    agency_id: str
    individual_id: str
    reason: str
    def __init__(self, request_id: _Optional[str] = ..., agenda_item: _Optional[str] = ..., agency_id: _Optional[str] = ..., individual_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class Issue(_message.Message):
    __slots__ = ("name", "person_id", "domain", "text", "unknowns", "approach_agency_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    DOMAIN_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    UNKNOWNS_FIELD_NUMBER: _ClassVar[int]
    APPROACH_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    person_id: str
    domain: str
    text: str
    unknowns: str
    approach_agency_id: str
    def __init__(self, name: _Optional[str] = ..., person_id: _Optional[str] = ..., domain: _Optional[str] = ..., text: _Optional[str] = ..., unknowns: _Optional[str] = ..., approach_agency_id: _Optional[str] = ...) -> None: ...

class IssueDraft(_message.Message):
    __slots__ = ("person_id", "domain", "text", "unknowns", "approach_agency_id")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    DOMAIN_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    UNKNOWNS_FIELD_NUMBER: _ClassVar[int]
    APPROACH_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    domain: str
    text: str
    unknowns: str
    approach_agency_id: str
    def __init__(self, person_id: _Optional[str] = ..., domain: _Optional[str] = ..., text: _Optional[str] = ..., unknowns: _Optional[str] = ..., approach_agency_id: _Optional[str] = ...) -> None: ...

class AddIssueRequest(_message.Message):
    __slots__ = ("name", "request_id", "issue")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ISSUE_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    issue: IssueDraft
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., issue: _Optional[_Union[IssueDraft, _Mapping]] = ...) -> None: ...

class ListIssuesRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListIssuesResponse(_message.Message):
    __slots__ = ("issues",)
    ISSUES_FIELD_NUMBER: _ClassVar[int]
    issues: _containers.RepeatedCompositeFieldContainer[Issue]
    def __init__(self, issues: _Optional[_Iterable[_Union[Issue, _Mapping]]] = ...) -> None: ...

class FactDraft(_message.Message):
    __slots__ = ("source_agency_id", "text", "person_id", "known_on", "basis")
    SOURCE_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    KNOWN_ON_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    source_agency_id: str
    text: str
    person_id: str
    known_on: str
    basis: str
    def __init__(self, source_agency_id: _Optional[str] = ..., text: _Optional[str] = ..., person_id: _Optional[str] = ..., known_on: _Optional[str] = ..., basis: _Optional[str] = ...) -> None: ...

class ListTouchedFactsRequest(_message.Message):
    __slots__ = ("case_id", "person_id", "source_agency_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    source_agency_id: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., source_agency_id: _Optional[str] = ...) -> None: ...

class TouchedFact(_message.Message):
    __slots__ = ("fact", "agenda_item", "source_agency_id", "known_on", "copy_holders")
    FACT_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_FIELD_NUMBER: _ClassVar[int]
    SOURCE_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    KNOWN_ON_FIELD_NUMBER: _ClassVar[int]
    COPY_HOLDERS_FIELD_NUMBER: _ClassVar[int]
    fact: str
    agenda_item: str
    source_agency_id: str
    known_on: str
    copy_holders: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, fact: _Optional[str] = ..., agenda_item: _Optional[str] = ..., source_agency_id: _Optional[str] = ..., known_on: _Optional[str] = ..., copy_holders: _Optional[_Iterable[str]] = ...) -> None: ...

class ListTouchedFactsResponse(_message.Message):
    __slots__ = ("facts",)
    FACTS_FIELD_NUMBER: _ClassVar[int]
    facts: _containers.RepeatedCompositeFieldContainer[TouchedFact]
    def __init__(self, facts: _Optional[_Iterable[_Union[TouchedFact, _Mapping]]] = ...) -> None: ...

class StartSittingRequest(_message.Message):
    __slots__ = ("name", "request_id", "attending_agency_ids", "means")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ATTENDING_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    MEANS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    attending_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    means: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., attending_agency_ids: _Optional[_Iterable[str]] = ..., means: _Optional[str] = ...) -> None: ...

class RescheduleSittingRequest(_message.Message):
    __slots__ = ("name", "request_id", "hold_time", "place", "reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    HOLD_TIME_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    hold_time: _timestamp_pb2.Timestamp
    place: str
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., hold_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., place: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class CancelSittingRequest(_message.Message):
    __slots__ = ("name", "request_id", "reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class WatchRole(_message.Message):
    __slots__ = ("name", "agency_id", "signs", "channel", "review_on", "confirmed")
    NAME_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    SIGNS_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    REVIEW_ON_FIELD_NUMBER: _ClassVar[int]
    CONFIRMED_FIELD_NUMBER: _ClassVar[int]
    name: str
    agency_id: str
    signs: str
    channel: str
    review_on: str
    confirmed: bool
    def __init__(self, name: _Optional[str] = ..., agency_id: _Optional[str] = ..., signs: _Optional[str] = ..., channel: _Optional[str] = ..., review_on: _Optional[str] = ..., confirmed: _Optional[bool] = ...) -> None: ...

class WatchRoleDraft(_message.Message):
    __slots__ = ("agency_id", "signs", "channel", "review_on")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    SIGNS_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    REVIEW_ON_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    signs: str
    channel: str
    review_on: str
    def __init__(self, agency_id: _Optional[str] = ..., signs: _Optional[str] = ..., channel: _Optional[str] = ..., review_on: _Optional[str] = ...) -> None: ...

class ListWatchRolesRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListWatchRolesResponse(_message.Message):
    __slots__ = ("watch_roles",)
    WATCH_ROLES_FIELD_NUMBER: _ClassVar[int]
    watch_roles: _containers.RepeatedCompositeFieldContainer[WatchRole]
    def __init__(self, watch_roles: _Optional[_Iterable[_Union[WatchRole, _Mapping]]] = ...) -> None: ...

class GapDraft(_message.Message):
    __slots__ = ("need", "area", "owner_agency_id", "due_time")
    NEED_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    OWNER_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    need: str
    area: str
    owner_agency_id: str
    due_time: _timestamp_pb2.Timestamp
    def __init__(self, need: _Optional[str] = ..., area: _Optional[str] = ..., owner_agency_id: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Gap(_message.Message):
    __slots__ = ("name", "need", "area", "owner_agency_id", "state")
    NAME_FIELD_NUMBER: _ClassVar[int]
    NEED_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    OWNER_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    name: str
    need: str
    area: str
    owner_agency_id: str
    state: str
    def __init__(self, name: _Optional[str] = ..., need: _Optional[str] = ..., area: _Optional[str] = ..., owner_agency_id: _Optional[str] = ..., state: _Optional[str] = ...) -> None: ...

class WrittenOpinion(_message.Message):
    __slots__ = ("agency_id", "text", "give_time")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    GIVE_TIME_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    text: str
    give_time: _timestamp_pb2.Timestamp
    def __init__(self, agency_id: _Optional[str] = ..., text: _Optional[str] = ..., give_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Opinion(_message.Message):
    __slots__ = ("name", "agenda_item", "sitting", "agency_id", "text", "give_time")
    NAME_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_FIELD_NUMBER: _ClassVar[int]
    SITTING_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    GIVE_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    agenda_item: str
    sitting: str
    agency_id: str
    text: str
    give_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., agenda_item: _Optional[str] = ..., sitting: _Optional[str] = ..., agency_id: _Optional[str] = ..., text: _Optional[str] = ..., give_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListOpinionsRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListOpinionsResponse(_message.Message):
    __slots__ = ("opinions",)
    OPINIONS_FIELD_NUMBER: _ClassVar[int]
    opinions: _containers.RepeatedCompositeFieldContainer[Opinion]
    def __init__(self, opinions: _Optional[_Iterable[_Union[Opinion, _Mapping]]] = ...) -> None: ...

class Dissent(_message.Message):
    __slots__ = ("agency_id", "text")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    text: str
    def __init__(self, agency_id: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class CorrectConclusionRequest(_message.Message):
    __slots__ = ("name", "request_id", "decision", "reason", "decisions", "watch_roles")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECISIONS_FIELD_NUMBER: _ClassVar[int]
    WATCH_ROLES_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    decision: str
    reason: str
    decisions: _containers.RepeatedCompositeFieldContainer[DecisionDraft]
    watch_roles: _containers.RepeatedCompositeFieldContainer[WatchRoleDraft]
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., decision: _Optional[str] = ..., reason: _Optional[str] = ..., decisions: _Optional[_Iterable[_Union[DecisionDraft, _Mapping]]] = ..., watch_roles: _Optional[_Iterable[_Union[WatchRoleDraft, _Mapping]]] = ...) -> None: ...

class Conclusion(_message.Message):
    __slots__ = ("name", "decision", "reason", "supersedes", "occur_time", "record_time", "way_back")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDES_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    RECORD_TIME_FIELD_NUMBER: _ClassVar[int]
    WAY_BACK_FIELD_NUMBER: _ClassVar[int]
    name: str
    decision: str
    reason: str
    supersedes: str
    occur_time: _timestamp_pb2.Timestamp
    record_time: _timestamp_pb2.Timestamp
    way_back: str
    def __init__(self, name: _Optional[str] = ..., decision: _Optional[str] = ..., reason: _Optional[str] = ..., supersedes: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., record_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., way_back: _Optional[str] = ...) -> None: ...

class ListConclusionsRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListConclusionsResponse(_message.Message):
    __slots__ = ("conclusions",)
    CONCLUSIONS_FIELD_NUMBER: _ClassVar[int]
    conclusions: _containers.RepeatedCompositeFieldContainer[Conclusion]
    def __init__(self, conclusions: _Optional[_Iterable[_Union[Conclusion, _Mapping]]] = ...) -> None: ...

class ConfirmPolicyRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class DraftMinutesRequest(_message.Message):
    __slots__ = ("name", "request_id", "text", "dissent", "papers", "next_on")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    DISSENT_FIELD_NUMBER: _ClassVar[int]
    PAPERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_ON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    text: str
    dissent: _containers.RepeatedCompositeFieldContainer[Dissent]
    papers: _containers.RepeatedScalarFieldContainer[str]
    next_on: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., text: _Optional[str] = ..., dissent: _Optional[_Iterable[_Union[Dissent, _Mapping]]] = ..., papers: _Optional[_Iterable[str]] = ..., next_on: _Optional[str] = ...) -> None: ...

class CorrectMinutesRequest(_message.Message):
    __slots__ = ("name", "request_id", "text", "dissent", "papers", "next_on", "correction_reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    DISSENT_FIELD_NUMBER: _ClassVar[int]
    PAPERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_ON_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    text: str
    dissent: _containers.RepeatedCompositeFieldContainer[Dissent]
    papers: _containers.RepeatedScalarFieldContainer[str]
    next_on: str
    correction_reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., text: _Optional[str] = ..., dissent: _Optional[_Iterable[_Union[Dissent, _Mapping]]] = ..., papers: _Optional[_Iterable[str]] = ..., next_on: _Optional[str] = ..., correction_reason: _Optional[str] = ...) -> None: ...

class DistributeMinutesRequest(_message.Message):
    __slots__ = ("name", "request_id", "agency_ids")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    agency_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., agency_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class RecallMinutesRequest(_message.Message):
    __slots__ = ("name", "request_id", "agency_ids", "reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    agency_ids: _containers.RepeatedScalarFieldContainer[str]
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., agency_ids: _Optional[_Iterable[str]] = ..., reason: _Optional[str] = ...) -> None: ...

class ReturnMinutesRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class DropDecisionRequest(_message.Message):
    __slots__ = ("name", "request_id", "reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class InformationRequest(_message.Message):
    __slots__ = ("name", "agenda_item", "agency_id", "question", "state", "answer", "reason", "due_time", "legal_basis", "superseded")
    NAME_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    LEGAL_BASIS_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDED_FIELD_NUMBER: _ClassVar[int]
    name: str
    agenda_item: str
    agency_id: str
    question: str
    state: str
    answer: str
    reason: str
    due_time: _timestamp_pb2.Timestamp
    legal_basis: str
    superseded: _containers.RepeatedCompositeFieldContainer[SupersededEntry]
    def __init__(self, name: _Optional[str] = ..., agenda_item: _Optional[str] = ..., agency_id: _Optional[str] = ..., question: _Optional[str] = ..., state: _Optional[str] = ..., answer: _Optional[str] = ..., reason: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., legal_basis: _Optional[str] = ..., superseded: _Optional[_Iterable[_Union[SupersededEntry, _Mapping]]] = ...) -> None: ...

class RequestInformationRequest(_message.Message):
    __slots__ = ("name", "request_id", "agency_id", "question")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    agency_id: str
    question: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., question: _Optional[str] = ...) -> None: ...

class AnswerInformationRequestRequest(_message.Message):
    __slots__ = ("name", "request_id", "answer", "text", "reason", "known_on")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    KNOWN_ON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    answer: InformationAnswer
    text: str
    reason: str
    known_on: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., answer: _Optional[_Union[InformationAnswer, str]] = ..., text: _Optional[str] = ..., reason: _Optional[str] = ..., known_on: _Optional[str] = ...) -> None: ...

class CorrectInformationAnswerRequest(_message.Message):
    __slots__ = ("name", "request_id", "answer", "text", "reason", "known_on", "correction_reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    KNOWN_ON_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    answer: InformationAnswer
    text: str
    reason: str
    known_on: str
    correction_reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., answer: _Optional[_Union[InformationAnswer, str]] = ..., text: _Optional[str] = ..., reason: _Optional[str] = ..., known_on: _Optional[str] = ..., correction_reason: _Optional[str] = ...) -> None: ...

class GetInformationRequestRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListInformationRequestsRequest(_message.Message):
    __slots__ = ("agenda_item",)
    AGENDA_ITEM_FIELD_NUMBER: _ClassVar[int]
    agenda_item: str
    def __init__(self, agenda_item: _Optional[str] = ...) -> None: ...

class ListInformationRequestsResponse(_message.Message):
    __slots__ = ("information_requests",)
    INFORMATION_REQUESTS_FIELD_NUMBER: _ClassVar[int]
    information_requests: _containers.RepeatedCompositeFieldContainer[InformationRequest]
    def __init__(self, information_requests: _Optional[_Iterable[_Union[InformationRequest, _Mapping]]] = ...) -> None: ...

class Lesson(_message.Message):
    __slots__ = ("name", "theme", "text")
    NAME_FIELD_NUMBER: _ClassVar[int]
    THEME_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    name: str
    theme: str
    text: str
    def __init__(self, name: _Optional[str] = ..., theme: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class RecordLessonRequest(_message.Message):
    __slots__ = ("request_id", "theme", "text")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    THEME_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    theme: str
    text: str
    def __init__(self, request_id: _Optional[str] = ..., theme: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class SearchLessonsRequest(_message.Message):
    __slots__ = ("word",)
    WORD_FIELD_NUMBER: _ClassVar[int]
    word: str
    def __init__(self, word: _Optional[str] = ...) -> None: ...

class SearchLessonsResponse(_message.Message):
    __slots__ = ("lessons",)
    LESSONS_FIELD_NUMBER: _ClassVar[int]
    lessons: _containers.RepeatedCompositeFieldContainer[Lesson]
    def __init__(self, lessons: _Optional[_Iterable[_Union[Lesson, _Mapping]]] = ...) -> None: ...

class Concern(_message.Message):
    __slots__ = ("name", "agency_id", "text")
    NAME_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    name: str
    agency_id: str
    text: str
    def __init__(self, name: _Optional[str] = ..., agency_id: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class RaiseConcernRequest(_message.Message):
    __slots__ = ("name", "request_id", "text")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    text: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class ListConcernsRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListConcernsResponse(_message.Message):
    __slots__ = ("concerns",)
    CONCERNS_FIELD_NUMBER: _ClassVar[int]
    concerns: _containers.RepeatedCompositeFieldContainer[Concern]
    def __init__(self, concerns: _Optional[_Iterable[_Union[Concern, _Mapping]]] = ...) -> None: ...

class GetAgendaItemReferenceRequest(_message.Message):
    __slots__ = ("agenda_item_id",)
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    agenda_item_id: str
    def __init__(self, agenda_item_id: _Optional[str] = ...) -> None: ...

class AgendaItemReference(_message.Message):
    __slots__ = ("agenda_item_id", "case_id")
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    agenda_item_id: str
    case_id: str
    def __init__(self, agenda_item_id: _Optional[str] = ..., case_id: _Optional[str] = ...) -> None: ...
