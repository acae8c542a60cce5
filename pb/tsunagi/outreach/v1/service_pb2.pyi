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

class Stage(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STAGE_UNSPECIFIED: _ClassVar[Stage]
    STAGE_R0: _ClassVar[Stage]
    STAGE_R1: _ClassVar[Stage]
    STAGE_R2: _ClassVar[Stage]
    STAGE_R3: _ClassVar[Stage]
    STAGE_R4: _ClassVar[Stage]
    STAGE_R5: _ClassVar[Stage]
    STAGE_R6: _ClassVar[Stage]
STAGE_UNSPECIFIED: Stage
STAGE_R0: Stage
STAGE_R1: Stage
STAGE_R2: Stage
STAGE_R3: Stage
STAGE_R4: Stage
STAGE_R5: Stage
STAGE_R6: Stage

class Engagement(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "person_id", "agency_id", "state", "stage", "two_person_rule", "open_time", "review_time", "planned_contact", "contact_due_time", "etag", "reason", "method_plan", "coordinator_agency_id", "hand_overs")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Engagement.State]
        STATE_PREPARING: _ClassVar[Engagement.State]
        STATE_ACTIVE: _ClassVar[Engagement.State]
        STATE_PAUSED: _ClassVar[Engagement.State]
        STATE_ENDED: _ClassVar[Engagement.State]
    STATE_UNSPECIFIED: Engagement.State
    STATE_PREPARING: Engagement.State
    STATE_ACTIVE: Engagement.State
    STATE_PAUSED: Engagement.State
    STATE_ENDED: Engagement.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    TWO_PERSON_RULE_FIELD_NUMBER: _ClassVar[int]
    OPEN_TIME_FIELD_NUMBER: _ClassVar[int]
    REVIEW_TIME_FIELD_NUMBER: _ClassVar[int]
    PLANNED_CONTACT_FIELD_NUMBER: _ClassVar[int]
    CONTACT_DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    METHOD_PLAN_FIELD_NUMBER: _ClassVar[int]
    COORDINATOR_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    HAND_OVERS_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    person_id: str
    agency_id: str
    state: Engagement.State
    stage: Stage
    two_person_rule: bool
    open_time: _timestamp_pb2.Timestamp
    review_time: _timestamp_pb2.Timestamp
    planned_contact: str
    contact_due_time: _timestamp_pb2.Timestamp
    etag: str
    reason: str
    method_plan: str
    coordinator_agency_id: str
    hand_overs: _containers.RepeatedCompositeFieldContainer[HandOver]
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., person_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., state: _Optional[_Union[Engagement.State, str]] = ..., stage: _Optional[_Union[Stage, str]] = ..., two_person_rule: _Optional[bool] = ..., open_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., review_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., planned_contact: _Optional[str] = ..., contact_due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., etag: _Optional[str] = ..., reason: _Optional[str] = ..., method_plan: _Optional[str] = ..., coordinator_agency_id: _Optional[str] = ..., hand_overs: _Optional[_Iterable[_Union[HandOver, _Mapping]]] = ...) -> None: ...

class HandOver(_message.Message):
    __slots__ = ("name", "from_agency_id", "to_agency_id", "reason", "note", "record_time")
    class Reason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        REASON_UNSPECIFIED: _ClassVar[HandOver.Reason]
        REASON_STAFF_CHANGE: _ClassVar[HandOver.Reason]
        REASON_PERSON_WISHES: _ClassVar[HandOver.Reason]
        REASON_BETTER_RELATION: _ClassVar[HandOver.Reason]
        REASON_NO_CAPACITY: _ClassVar[HandOver.Reason]
        REASON_OTHER: _ClassVar[HandOver.Reason]
    REASON_UNSPECIFIED: HandOver.Reason
    REASON_STAFF_CHANGE: HandOver.Reason
    REASON_PERSON_WISHES: HandOver.Reason
    REASON_BETTER_RELATION: HandOver.Reason
    REASON_NO_CAPACITY: HandOver.Reason
    REASON_OTHER: HandOver.Reason
    NAME_FIELD_NUMBER: _ClassVar[int]
    FROM_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TO_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    RECORD_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    from_agency_id: str
    to_agency_id: str
    reason: HandOver.Reason
    note: str
    record_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., from_agency_id: _Optional[str] = ..., to_agency_id: _Optional[str] = ..., reason: _Optional[_Union[HandOver.Reason, str]] = ..., note: _Optional[str] = ..., record_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Contact(_message.Message):
    __slots__ = ("name", "engagement", "planned_contact", "occur_time", "record_time", "method", "result", "stage_before", "stage_after", "observations", "risk_signs", "links_settled", "staff_ids", "corrects", "superseded_by", "recorded_by_agency_id")
    class Method(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        METHOD_UNSPECIFIED: _ClassVar[Contact.Method]
        METHOD_VISIT: _ClassVar[Contact.Method]
        METHOD_PHONE: _ClassVar[Contact.Method]
        METHOD_LETTER: _ClassVar[Contact.Method]
        METHOD_MESSAGE: _ClassVar[Contact.Method]
        METHOD_ACCOMPANIMENT: _ClassVar[Contact.Method]
        METHOD_FAMILY_MEETING: _ClassVar[Contact.Method]
        METHOD_COMMUNITY: _ClassVar[Contact.Method]
    METHOD_UNSPECIFIED: Contact.Method
    METHOD_VISIT: Contact.Method
    METHOD_PHONE: Contact.Method
    METHOD_LETTER: Contact.Method
    METHOD_MESSAGE: Contact.Method
    METHOD_ACCOMPANIMENT: Contact.Method
    METHOD_FAMILY_MEETING: Contact.Method
    METHOD_COMMUNITY: Contact.Method
    class Result(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        RESULT_UNSPECIFIED: _ClassVar[Contact.Result]
        RESULT_MET: _ClassVar[Contact.Result]
        RESULT_DOOR: _ClassVar[Contact.Result]
        RESULT_ABSENT: _ClassVar[Contact.Result]
        RESULT_REFUSED: _ClassVar[Contact.Result]
        RESULT_LEFT_NOTE: _ClassVar[Contact.Result]
        RESULT_FAMILY: _ClassVar[Contact.Result]
    RESULT_UNSPECIFIED: Contact.Result
    RESULT_MET: Contact.Result
    RESULT_DOOR: Contact.Result
    RESULT_ABSENT: Contact.Result
    RESULT_REFUSED: Contact.Result
    RESULT_LEFT_NOTE: Contact.Result
    RESULT_FAMILY: Contact.Result
    NAME_FIELD_NUMBER: _ClassVar[int]
    ENGAGEMENT_FIELD_NUMBER: _ClassVar[int]
    PLANNED_CONTACT_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    RECORD_TIME_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    STAGE_BEFORE_FIELD_NUMBER: _ClassVar[int]
    STAGE_AFTER_FIELD_NUMBER: _ClassVar[int]
    OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    RISK_SIGNS_FIELD_NUMBER: _ClassVar[int]
    LINKS_SETTLED_FIELD_NUMBER: _ClassVar[int]
    STAFF_IDS_FIELD_NUMBER: _ClassVar[int]
    CORRECTS_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDED_BY_FIELD_NUMBER: _ClassVar[int]
    RECORDED_BY_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    engagement: str
    planned_contact: str
    occur_time: _timestamp_pb2.Timestamp
    record_time: _timestamp_pb2.Timestamp
    method: Contact.Method
    result: Contact.Result
    stage_before: Stage
    stage_after: Stage
    observations: str
    risk_signs: _containers.RepeatedScalarFieldContainer[str]
    links_settled: bool
    staff_ids: _containers.RepeatedScalarFieldContainer[str]
    corrects: str
    superseded_by: str
    recorded_by_agency_id: str
    def __init__(self, name: _Optional[str] = ..., engagement: _Optional[str] = ..., planned_contact: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., record_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., method: _Optional[_Union[Contact.Method, str]] = ..., result: _Optional[_Union[Contact.Result, str]] = ..., stage_before: _Optional[_Union[Stage, str]] = ..., stage_after: _Optional[_Union[Stage, str]] = ..., observations: _Optional[str] = ..., risk_signs: _Optional[_Iterable[str]] = ..., links_settled: _Optional[bool] = ..., staff_ids: _Optional[_Iterable[str]] = ..., corrects: _Optional[str] = ..., superseded_by: _Optional[str] = ..., recorded_by_agency_id: _Optional[str] = ...) -> None: ...

class GetEngagementRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListEngagementsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "case_id", "person_id", "include_ended")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_ENDED_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    case_id: str
    person_id: str
    include_ended: bool
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., include_ended: _Optional[bool] = ...) -> None: ...

class ListEngagementsResponse(_message.Message):
    __slots__ = ("engagements", "next_page_token")
    ENGAGEMENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    engagements: _containers.RepeatedCompositeFieldContainer[Engagement]
    next_page_token: str
    def __init__(self, engagements: _Optional[_Iterable[_Union[Engagement, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class LogContactRequest(_message.Message):
    __slots__ = ("engagement", "request_id", "planned_contact", "occurred_at", "method", "result", "stage_after", "observations", "risk_signs", "links_settled", "staff_ids", "corrects")
    ENGAGEMENT_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PLANNED_CONTACT_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    STAGE_AFTER_FIELD_NUMBER: _ClassVar[int]
    OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    RISK_SIGNS_FIELD_NUMBER: _ClassVar[int]
    LINKS_SETTLED_FIELD_NUMBER: _ClassVar[int]
    STAFF_IDS_FIELD_NUMBER: _ClassVar[int]
    CORRECTS_FIELD_NUMBER: _ClassVar[int]
    engagement: str
    request_id: str
    planned_contact: str
    occurred_at: _timestamp_pb2.Timestamp
    method: Contact.Method
    result: Contact.Result
    stage_after: Stage
    observations: str
    risk_signs: _containers.RepeatedScalarFieldContainer[str]
    links_settled: bool
    staff_ids: _containers.RepeatedScalarFieldContainer[str]
    corrects: str
    def __init__(self, engagement: _Optional[str] = ..., request_id: _Optional[str] = ..., planned_contact: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., method: _Optional[_Union[Contact.Method, str]] = ..., result: _Optional[_Union[Contact.Result, str]] = ..., stage_after: _Optional[_Union[Stage, str]] = ..., observations: _Optional[str] = ..., risk_signs: _Optional[_Iterable[str]] = ..., links_settled: _Optional[bool] = ..., staff_ids: _Optional[_Iterable[str]] = ..., corrects: _Optional[str] = ...) -> None: ...

class SetTwoPersonRuleRequest(_message.Message):
    __slots__ = ("name", "request_id", "two_person_rule", "etag")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TWO_PERSON_RULE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    two_person_rule: bool
    etag: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., two_person_rule: _Optional[bool] = ..., etag: _Optional[str] = ...) -> None: ...

class HandOverEngagementRequest(_message.Message):
    __slots__ = ("name", "request_id", "to_agency_id", "reason", "note", "etag")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TO_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    to_agency_id: str
    reason: HandOver.Reason
    note: str
    etag: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., to_agency_id: _Optional[str] = ..., reason: _Optional[_Union[HandOver.Reason, str]] = ..., note: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class ListContactsRequest(_message.Message):
    __slots__ = ("engagement", "page_size", "page_token")
    ENGAGEMENT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    engagement: str
    page_size: int
    page_token: str
    def __init__(self, engagement: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListContactsResponse(_message.Message):
    __slots__ = ("contacts", "next_page_token")
    CONTACTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    contacts: _containers.RepeatedCompositeFieldContainer[Contact]
    next_page_token: str
    def __init__(self, contacts: _Optional[_Iterable[_Union[Contact, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class PlanApproachRequest(_message.Message):
    __slots__ = ("name", "request_id", "reason", "method_plan", "etag")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    METHOD_PLAN_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reason: str
    method_plan: str
    etag: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reason: _Optional[str] = ..., method_plan: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class Observation(_message.Message):
    __slots__ = ("name", "area", "case_id", "text", "source", "basis", "informant", "occur_time", "recorded_by_agency_id")
    class Source(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        SOURCE_UNSPECIFIED: _ClassVar[Observation.Source]
        SOURCE_MEETING: _ClassVar[Observation.Source]
        SOURCE_AGENCY: _ClassVar[Observation.Source]
        SOURCE_COMMUNITY: _ClassVar[Observation.Source]
        SOURCE_STAFF: _ClassVar[Observation.Source]
    SOURCE_UNSPECIFIED: Observation.Source
    SOURCE_MEETING: Observation.Source
    SOURCE_AGENCY: Observation.Source
    SOURCE_COMMUNITY: Observation.Source
    SOURCE_STAFF: Observation.Source
    NAME_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    INFORMANT_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    RECORDED_BY_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    area: str
    case_id: str
    text: str
    source: Observation.Source
    basis: str
    informant: str
    occur_time: _timestamp_pb2.Timestamp
    recorded_by_agency_id: str
    def __init__(self, name: _Optional[str] = ..., area: _Optional[str] = ..., case_id: _Optional[str] = ..., text: _Optional[str] = ..., source: _Optional[_Union[Observation.Source, str]] = ..., basis: _Optional[str] = ..., informant: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., recorded_by_agency_id: _Optional[str] = ...) -> None: ...

class RecordObservationRequest(_message.Message):
    __slots__ = ("request_id", "area", "case_id", "text", "source", "basis", "informant", "occurred_at")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    INFORMANT_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    area: str
    case_id: str
    text: str
    source: Observation.Source
    basis: str
    informant: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, request_id: _Optional[str] = ..., area: _Optional[str] = ..., case_id: _Optional[str] = ..., text: _Optional[str] = ..., source: _Optional[_Union[Observation.Source, str]] = ..., basis: _Optional[str] = ..., informant: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListObservationsRequest(_message.Message):
    __slots__ = ("area", "case_id", "page_size", "page_token")
    AREA_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    area: str
    case_id: str
    page_size: int
    page_token: str
    def __init__(self, area: _Optional[str] = ..., case_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListObservationsResponse(_message.Message):
    __slots__ = ("observations", "next_page_token")
    OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    observations: _containers.RepeatedCompositeFieldContainer[Observation]
    next_page_token: str
    def __init__(self, observations: _Optional[_Iterable[_Union[Observation, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
