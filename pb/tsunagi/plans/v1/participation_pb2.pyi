import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from pb.tsunagi.plans.v1 import community_pb2 as _community_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ParticipationMark(_message.Message):
    __slots__ = ("name", "case_id", "person_id", "source", "marked_by_agency_id", "support_needs", "state", "occur_time", "case_no")
    class Source(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        SOURCE_UNSPECIFIED: _ClassVar[ParticipationMark.Source]
        SOURCE_AGENCY: _ClassVar[ParticipationMark.Source]
        SOURCE_MEETING: _ClassVar[ParticipationMark.Source]
        SOURCE_OUTREACH: _ClassVar[ParticipationMark.Source]
    SOURCE_UNSPECIFIED: ParticipationMark.Source
    SOURCE_AGENCY: ParticipationMark.Source
    SOURCE_MEETING: ParticipationMark.Source
    SOURCE_OUTREACH: ParticipationMark.Source
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[ParticipationMark.State]
        STATE_OPEN: _ClassVar[ParticipationMark.State]
        STATE_TAKEN: _ClassVar[ParticipationMark.State]
    STATE_UNSPECIFIED: ParticipationMark.State
    STATE_OPEN: ParticipationMark.State
    STATE_TAKEN: ParticipationMark.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    MARKED_BY_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    SUPPORT_NEEDS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    person_id: str
    source: ParticipationMark.Source
    marked_by_agency_id: str
    support_needs: str
    state: ParticipationMark.State
    occur_time: _timestamp_pb2.Timestamp
    case_no: str
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., source: _Optional[_Union[ParticipationMark.Source, str]] = ..., marked_by_agency_id: _Optional[str] = ..., support_needs: _Optional[str] = ..., state: _Optional[_Union[ParticipationMark.State, str]] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., case_no: _Optional[str] = ...) -> None: ...

class MarkParticipationRequest(_message.Message):
    __slots__ = ("request_id", "case_id", "person_id", "source", "support_needs", "occurred_at")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SUPPORT_NEEDS_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    case_id: str
    person_id: str
    source: ParticipationMark.Source
    support_needs: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, request_id: _Optional[str] = ..., case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., source: _Optional[_Union[ParticipationMark.Source, str]] = ..., support_needs: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListParticipationMarksRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "include_taken")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_TAKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    include_taken: bool
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., include_taken: _Optional[bool] = ...) -> None: ...

class ListParticipationMarksResponse(_message.Message):
    __slots__ = ("marks", "next_page_token")
    MARKS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    marks: _containers.RepeatedCompositeFieldContainer[ParticipationMark]
    next_page_token: str
    def __init__(self, marks: _Optional[_Iterable[_Union[ParticipationMark, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ParticipationStep(_message.Message):
    __slots__ = ("name", "state", "stage", "text", "ties", "host_heard", "next_on", "due_time", "occur_time")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[ParticipationStep.State]
        STATE_PLANNED: _ClassVar[ParticipationStep.State]
        STATE_RECORDED: _ClassVar[ParticipationStep.State]
        STATE_CANCELLED: _ClassVar[ParticipationStep.State]
    STATE_UNSPECIFIED: ParticipationStep.State
    STATE_PLANNED: ParticipationStep.State
    STATE_RECORDED: ParticipationStep.State
    STATE_CANCELLED: ParticipationStep.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TIES_FIELD_NUMBER: _ClassVar[int]
    HOST_HEARD_FIELD_NUMBER: _ClassVar[int]
    NEXT_ON_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    state: ParticipationStep.State
    stage: Participation.Stage
    text: str
    ties: int
    host_heard: bool
    next_on: str
    due_time: _timestamp_pb2.Timestamp
    occur_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., state: _Optional[_Union[ParticipationStep.State, str]] = ..., stage: _Optional[_Union[Participation.Stage, str]] = ..., text: _Optional[str] = ..., ties: _Optional[int] = ..., host_heard: _Optional[bool] = ..., next_on: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Participation(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "person_id", "agency_id", "stage", "paused", "reason_not_fitting", "goal", "wishes", "wish_codes", "condition_codes", "support_needs", "host", "steps", "ties_at_start", "ties_now", "end_reason", "open_time", "end_time")
    class Stage(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STAGE_UNSPECIFIED: _ClassVar[Participation.Stage]
        STAGE_ASSESSED: _ClassVar[Participation.Stage]
        STAGE_MATCHING: _ClassVar[Participation.Stage]
        STAGE_TRIAL: _ClassVar[Participation.Stage]
        STAGE_ONGOING: _ClassVar[Participation.Stage]
        STAGE_SETTLED: _ClassVar[Participation.Stage]
        STAGE_ENDED: _ClassVar[Participation.Stage]
    STAGE_UNSPECIFIED: Participation.Stage
    STAGE_ASSESSED: Participation.Stage
    STAGE_MATCHING: Participation.Stage
    STAGE_TRIAL: Participation.Stage
    STAGE_ONGOING: Participation.Stage
    STAGE_SETTLED: Participation.Stage
    STAGE_ENDED: Participation.Stage
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    PAUSED_FIELD_NUMBER: _ClassVar[int]
    REASON_NOT_FITTING_FIELD_NUMBER: _ClassVar[int]
    GOAL_FIELD_NUMBER: _ClassVar[int]
    WISHES_FIELD_NUMBER: _ClassVar[int]
    WISH_CODES_FIELD_NUMBER: _ClassVar[int]
    CONDITION_CODES_FIELD_NUMBER: _ClassVar[int]
    SUPPORT_NEEDS_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    TIES_AT_START_FIELD_NUMBER: _ClassVar[int]
    TIES_NOW_FIELD_NUMBER: _ClassVar[int]
    END_REASON_FIELD_NUMBER: _ClassVar[int]
    OPEN_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    person_id: str
    agency_id: str
    stage: Participation.Stage
    paused: bool
    reason_not_fitting: str
    goal: str
    wishes: str
    wish_codes: _containers.RepeatedScalarFieldContainer[str]
    condition_codes: _containers.RepeatedScalarFieldContainer[str]
    support_needs: str
    host: str
    steps: _containers.RepeatedCompositeFieldContainer[ParticipationStep]
    ties_at_start: int
    ties_now: int
    end_reason: str
    open_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., person_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., stage: _Optional[_Union[Participation.Stage, str]] = ..., paused: _Optional[bool] = ..., reason_not_fitting: _Optional[str] = ..., goal: _Optional[str] = ..., wishes: _Optional[str] = ..., wish_codes: _Optional[_Iterable[str]] = ..., condition_codes: _Optional[_Iterable[str]] = ..., support_needs: _Optional[str] = ..., host: _Optional[str] = ..., steps: _Optional[_Iterable[_Union[ParticipationStep, _Mapping]]] = ..., ties_at_start: _Optional[int] = ..., ties_now: _Optional[int] = ..., end_reason: _Optional[str] = ..., open_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class OpenParticipationRequest(_message.Message):
    __slots__ = ("request_id", "case_id", "person_id", "mark", "reason_not_fitting", "goal", "wishes", "wish_codes", "condition_codes", "support_needs", "ties", "next_on", "occurred_at")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    MARK_FIELD_NUMBER: _ClassVar[int]
    REASON_NOT_FITTING_FIELD_NUMBER: _ClassVar[int]
    GOAL_FIELD_NUMBER: _ClassVar[int]
    WISHES_FIELD_NUMBER: _ClassVar[int]
    WISH_CODES_FIELD_NUMBER: _ClassVar[int]
    CONDITION_CODES_FIELD_NUMBER: _ClassVar[int]
    SUPPORT_NEEDS_FIELD_NUMBER: _ClassVar[int]
    TIES_FIELD_NUMBER: _ClassVar[int]
    NEXT_ON_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    case_id: str
    person_id: str
    mark: str
    reason_not_fitting: str
    goal: str
    wishes: str
    wish_codes: _containers.RepeatedScalarFieldContainer[str]
    condition_codes: _containers.RepeatedScalarFieldContainer[str]
    support_needs: str
    ties: int
    next_on: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, request_id: _Optional[str] = ..., case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., mark: _Optional[str] = ..., reason_not_fitting: _Optional[str] = ..., goal: _Optional[str] = ..., wishes: _Optional[str] = ..., wish_codes: _Optional[_Iterable[str]] = ..., condition_codes: _Optional[_Iterable[str]] = ..., support_needs: _Optional[str] = ..., ties: _Optional[int] = ..., next_on: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetParticipationRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListParticipationsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "case_id", "include_ended")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_ENDED_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    case_id: str
    include_ended: bool
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., case_id: _Optional[str] = ..., include_ended: _Optional[bool] = ...) -> None: ...

class ListParticipationsResponse(_message.Message):
    __slots__ = ("participations", "next_page_token")
    PARTICIPATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    participations: _containers.RepeatedCompositeFieldContainer[Participation]
    next_page_token: str
    def __init__(self, participations: _Optional[_Iterable[_Union[Participation, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RecordParticipationStepRequest(_message.Message):
    __slots__ = ("name", "request_id", "stage", "text", "ties", "host_heard", "next_on", "pause", "end_reason", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TIES_FIELD_NUMBER: _ClassVar[int]
    HOST_HEARD_FIELD_NUMBER: _ClassVar[int]
    NEXT_ON_FIELD_NUMBER: _ClassVar[int]
    PAUSE_FIELD_NUMBER: _ClassVar[int]
    END_REASON_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    stage: Participation.Stage
    text: str
    ties: int
    host_heard: bool
    next_on: str
    pause: bool
    end_reason: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., stage: _Optional[_Union[Participation.Stage, str]] = ..., text: _Optional[str] = ..., ties: _Optional[int] = ..., host_heard: _Optional[bool] = ..., next_on: _Optional[str] = ..., pause: _Optional[bool] = ..., end_reason: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ResumeParticipationRequest(_message.Message):
    __slots__ = ("name", "request_id", "next_on", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    NEXT_ON_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    next_on: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., next_on: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SuggestHostsRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class HostSuggestion(_message.Message):
    __slots__ = ("host", "matching_codes", "room")
    HOST_FIELD_NUMBER: _ClassVar[int]
    MATCHING_CODES_FIELD_NUMBER: _ClassVar[int]
    ROOM_FIELD_NUMBER: _ClassVar[int]
    host: _community_pb2.Resource
    matching_codes: _containers.RepeatedScalarFieldContainer[str]
    room: int
    def __init__(self, host: _Optional[_Union[_community_pb2.Resource, _Mapping]] = ..., matching_codes: _Optional[_Iterable[str]] = ..., room: _Optional[int] = ...) -> None: ...

class SuggestHostsResponse(_message.Message):
    __slots__ = ("suggestions",)
    SUGGESTIONS_FIELD_NUMBER: _ClassVar[int]
    suggestions: _containers.RepeatedCompositeFieldContainer[HostSuggestion]
    def __init__(self, suggestions: _Optional[_Iterable[_Union[HostSuggestion, _Mapping]]] = ...) -> None: ...

class ChooseHostRequest(_message.Message):
    __slots__ = ("name", "request_id", "host", "agreed", "own_words", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    HOST_FIELD_NUMBER: _ClassVar[int]
    AGREED_FIELD_NUMBER: _ClassVar[int]
    OWN_WORDS_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    host: str
    agreed: bool
    own_words: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., host: _Optional[str] = ..., agreed: _Optional[bool] = ..., own_words: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetHostNoticeRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class HostNotice(_message.Message):
    __slots__ = ("name", "person_id", "support_needs")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    SUPPORT_NEEDS_FIELD_NUMBER: _ClassVar[int]
    name: str
    person_id: str
    support_needs: str
    def __init__(self, name: _Optional[str] = ..., person_id: _Optional[str] = ..., support_needs: _Optional[str] = ...) -> None: ...
