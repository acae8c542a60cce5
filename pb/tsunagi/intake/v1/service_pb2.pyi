import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from pb.tsunagi.work.v1 import work_pb2 as _work_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Channel(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHANNEL_UNSPECIFIED: _ClassVar[Channel]
    CHANNEL_WINDOW: _ClassVar[Channel]
    CHANNEL_PHONE: _ClassVar[Channel]
    CHANNEL_VISIT: _ClassVar[Channel]
    CHANNEL_MAIL: _ClassVar[Channel]
    CHANNEL_PAPER: _ClassVar[Channel]
    CHANNEL_MEETING: _ClassVar[Channel]
    CHANNEL_HANDOFF: _ClassVar[Channel]
    CHANNEL_COMMUNITY: _ClassVar[Channel]

class Consulter(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONSULTER_UNSPECIFIED: _ClassVar[Consulter]
    CONSULTER_SELF: _ClassVar[Consulter]
    CONSULTER_FAMILY: _ClassVar[Consulter]
    CONSULTER_RELATIVE: _ClassVar[Consulter]
    CONSULTER_AGENCY: _ClassVar[Consulter]
    CONSULTER_CITY_SECTION: _ClassVar[Consulter]
    CONSULTER_RESIDENT: _ClassVar[Consulter]
    CONSULTER_ANONYMOUS: _ClassVar[Consulter]

class IntakeConsent(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INTAKE_CONSENT_UNSPECIFIED: _ClassVar[IntakeConsent]
    INTAKE_CONSENT_YES: _ClassVar[IntakeConsent]
    INTAKE_CONSENT_NO: _ClassVar[IntakeConsent]
    INTAKE_CONSENT_UNASKED: _ClassVar[IntakeConsent]

class Residency(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RESIDENCY_UNSPECIFIED: _ClassVar[Residency]
    RESIDENCY_RESIDENT: _ClassVar[Residency]
    RESIDENCY_STAYING: _ClassVar[Residency]
    RESIDENCY_NONE: _ClassVar[Residency]
CHANNEL_UNSPECIFIED: Channel
CHANNEL_WINDOW: Channel
CHANNEL_PHONE: Channel
CHANNEL_VISIT: Channel
CHANNEL_MAIL: Channel
CHANNEL_PAPER: Channel
CHANNEL_MEETING: Channel
CHANNEL_HANDOFF: Channel
CHANNEL_COMMUNITY: Channel
CONSULTER_UNSPECIFIED: Consulter
CONSULTER_SELF: Consulter
CONSULTER_FAMILY: Consulter
CONSULTER_RELATIVE: Consulter
CONSULTER_AGENCY: Consulter
CONSULTER_CITY_SECTION: Consulter
CONSULTER_RESIDENT: Consulter
CONSULTER_ANONYMOUS: Consulter
INTAKE_CONSENT_UNSPECIFIED: IntakeConsent
INTAKE_CONSENT_YES: IntakeConsent
INTAKE_CONSENT_NO: IntakeConsent
INTAKE_CONSENT_UNASKED: IntakeConsent
RESIDENCY_UNSPECIFIED: Residency
RESIDENCY_RESIDENT: Residency
RESIDENCY_STAYING: Residency
RESIDENCY_NONE: Residency

class Person(_message.Message):
    __slots__ = ("person_id", "name", "kana", "birth_date", "phone", "address", "relation")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    KANA_FIELD_NUMBER: _ClassVar[int]
    BIRTH_DATE_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    RELATION_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    name: str
    kana: str
    birth_date: str
    phone: str
    address: str
    relation: str
    def __init__(self, person_id: _Optional[str] = ..., name: _Optional[str] = ..., kana: _Optional[str] = ..., birth_date: _Optional[str] = ..., phone: _Optional[str] = ..., address: _Optional[str] = ..., relation: _Optional[str] = ...) -> None: ...

class Consultation(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "state", "channel", "consulter", "receiving_agency_id", "concerns", "persons", "narrative", "urgency_facts", "days_to_eviction", "intake_consent", "sender_reference", "urgency", "route", "occur_time", "record_time", "recommended_agency_ids")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Consultation.State]
        STATE_RECEIVED: _ClassVar[Consultation.State]
        STATE_INFO_PROVIDED: _ClassVar[Consultation.State]
        STATE_HANDED_OFF: _ClassVar[Consultation.State]
        STATE_ACCEPTED: _ClassVar[Consultation.State]
        STATE_EMERGENCY_DIVERTED: _ClassVar[Consultation.State]
        STATE_OUT_OF_SCOPE: _ClassVar[Consultation.State]
        STATE_DUPLICATE_LINKED: _ClassVar[Consultation.State]
        STATE_JOINED: _ClassVar[Consultation.State]
    STATE_UNSPECIFIED: Consultation.State
    STATE_RECEIVED: Consultation.State
    STATE_INFO_PROVIDED: Consultation.State
    STATE_HANDED_OFF: Consultation.State
    STATE_ACCEPTED: Consultation.State
    STATE_EMERGENCY_DIVERTED: Consultation.State
    STATE_OUT_OF_SCOPE: Consultation.State
    STATE_DUPLICATE_LINKED: Consultation.State
    STATE_JOINED: Consultation.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    CONSULTER_FIELD_NUMBER: _ClassVar[int]
    RECEIVING_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    CONCERNS_FIELD_NUMBER: _ClassVar[int]
    PERSONS_FIELD_NUMBER: _ClassVar[int]
    NARRATIVE_FIELD_NUMBER: _ClassVar[int]
    URGENCY_FACTS_FIELD_NUMBER: _ClassVar[int]
    DAYS_TO_EVICTION_FIELD_NUMBER: _ClassVar[int]
    INTAKE_CONSENT_FIELD_NUMBER: _ClassVar[int]
    SENDER_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    URGENCY_FIELD_NUMBER: _ClassVar[int]
    ROUTE_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    RECORD_TIME_FIELD_NUMBER: _ClassVar[int]
    RECOMMENDED_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    state: Consultation.State
    channel: Channel
    consulter: Consulter
    receiving_agency_id: str
    concerns: _containers.RepeatedScalarFieldContainer[str]
    persons: _containers.RepeatedCompositeFieldContainer[Person]
    narrative: str
    urgency_facts: _containers.RepeatedScalarFieldContainer[str]
    days_to_eviction: int
    intake_consent: IntakeConsent
    sender_reference: str
    urgency: int
    route: str
    occur_time: _timestamp_pb2.Timestamp
    record_time: _timestamp_pb2.Timestamp
    recommended_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., state: _Optional[_Union[Consultation.State, str]] = ..., channel: _Optional[_Union[Channel, str]] = ..., consulter: _Optional[_Union[Consulter, str]] = ..., receiving_agency_id: _Optional[str] = ..., concerns: _Optional[_Iterable[str]] = ..., persons: _Optional[_Iterable[_Union[Person, _Mapping]]] = ..., narrative: _Optional[str] = ..., urgency_facts: _Optional[_Iterable[str]] = ..., days_to_eviction: _Optional[int] = ..., intake_consent: _Optional[_Union[IntakeConsent, str]] = ..., sender_reference: _Optional[str] = ..., urgency: _Optional[int] = ..., route: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., record_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., recommended_agency_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class RegisterConsultationRequest(_message.Message):
    __slots__ = ("request_id", "channel", "consulter", "concerns", "persons", "narrative", "urgency_facts", "days_to_eviction", "intake_consent", "sender_reference", "occurred_at")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    CONSULTER_FIELD_NUMBER: _ClassVar[int]
    CONCERNS_FIELD_NUMBER: _ClassVar[int]
    PERSONS_FIELD_NUMBER: _ClassVar[int]
    NARRATIVE_FIELD_NUMBER: _ClassVar[int]
    URGENCY_FACTS_FIELD_NUMBER: _ClassVar[int]
    DAYS_TO_EVICTION_FIELD_NUMBER: _ClassVar[int]
    INTAKE_CONSENT_FIELD_NUMBER: _ClassVar[int]
    SENDER_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    channel: Channel
    consulter: Consulter
    concerns: _containers.RepeatedScalarFieldContainer[str]
    persons: _containers.RepeatedCompositeFieldContainer[Person]
    narrative: str
    urgency_facts: _containers.RepeatedScalarFieldContainer[str]
    days_to_eviction: int
    intake_consent: IntakeConsent
    sender_reference: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, request_id: _Optional[str] = ..., channel: _Optional[_Union[Channel, str]] = ..., consulter: _Optional[_Union[Consulter, str]] = ..., concerns: _Optional[_Iterable[str]] = ..., persons: _Optional[_Iterable[_Union[Person, _Mapping]]] = ..., narrative: _Optional[str] = ..., urgency_facts: _Optional[_Iterable[str]] = ..., days_to_eviction: _Optional[int] = ..., intake_consent: _Optional[_Union[IntakeConsent, str]] = ..., sender_reference: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetConsultationRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ScreenConsultationRequest(_message.Message):
    __slots__ = ("name", "request_id", "residency", "welfare_need", "information_suffices", "single_agency", "candidate_agency_ids", "open_case", "duplicate_of")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RESIDENCY_FIELD_NUMBER: _ClassVar[int]
    WELFARE_NEED_FIELD_NUMBER: _ClassVar[int]
    INFORMATION_SUFFICES_FIELD_NUMBER: _ClassVar[int]
    SINGLE_AGENCY_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    OPEN_CASE_FIELD_NUMBER: _ClassVar[int]
    DUPLICATE_OF_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    residency: Residency
    welfare_need: bool
    information_suffices: bool
    single_agency: bool
    candidate_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    open_case: str
    duplicate_of: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., residency: _Optional[_Union[Residency, str]] = ..., welfare_need: _Optional[bool] = ..., information_suffices: _Optional[bool] = ..., single_agency: _Optional[bool] = ..., candidate_agency_ids: _Optional[_Iterable[str]] = ..., open_case: _Optional[str] = ..., duplicate_of: _Optional[str] = ...) -> None: ...

class DecideUntanglingRequest(_message.Message):
    __slots__ = ("name", "request_id", "decision", "reason")
    class Decision(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        DECISION_UNSPECIFIED: _ClassVar[DecideUntanglingRequest.Decision]
        DECISION_LIAISON: _ClassVar[DecideUntanglingRequest.Decision]
        DECISION_DIRECT: _ClassVar[DecideUntanglingRequest.Decision]
    DECISION_UNSPECIFIED: DecideUntanglingRequest.Decision
    DECISION_LIAISON: DecideUntanglingRequest.Decision
    DECISION_DIRECT: DecideUntanglingRequest.Decision
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    decision: DecideUntanglingRequest.Decision
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., decision: _Optional[_Union[DecideUntanglingRequest.Decision, str]] = ..., reason: _Optional[str] = ...) -> None: ...

class Case(_message.Message):
    __slots__ = ("name", "case_no", "state", "closure_reason", "coordinator_agency_id", "requesting_agency_id", "urgency", "persons", "open_time", "close_time", "etag", "instance_uri")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CLOSURE_REASON_FIELD_NUMBER: _ClassVar[int]
    COORDINATOR_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    REQUESTING_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    URGENCY_FIELD_NUMBER: _ClassVar[int]
    PERSONS_FIELD_NUMBER: _ClassVar[int]
    OPEN_TIME_FIELD_NUMBER: _ClassVar[int]
    CLOSE_TIME_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_URI_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_no: str
    state: str
    closure_reason: str
    coordinator_agency_id: str
    requesting_agency_id: str
    urgency: int
    persons: _containers.RepeatedCompositeFieldContainer[Person]
    open_time: _timestamp_pb2.Timestamp
    close_time: _timestamp_pb2.Timestamp
    etag: str
    instance_uri: str
    def __init__(self, name: _Optional[str] = ..., case_no: _Optional[str] = ..., state: _Optional[str] = ..., closure_reason: _Optional[str] = ..., coordinator_agency_id: _Optional[str] = ..., requesting_agency_id: _Optional[str] = ..., urgency: _Optional[int] = ..., persons: _Optional[_Iterable[_Union[Person, _Mapping]]] = ..., open_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., close_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., etag: _Optional[str] = ..., instance_uri: _Optional[str] = ...) -> None: ...

class GetCaseRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListCasesRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "case_no")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    case_no: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., case_no: _Optional[str] = ...) -> None: ...

class ListCasesResponse(_message.Message):
    __slots__ = ("cases", "next_page_token")
    CASES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    cases: _containers.RepeatedCompositeFieldContainer[Case]
    next_page_token: str
    def __init__(self, cases: _Optional[_Iterable[_Union[Case, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class AddPersonRequest(_message.Message):
    __slots__ = ("name", "request_id", "person", "etag")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    person: Person
    etag: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., person: _Optional[_Union[Person, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class Handoff(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "from_agency_id", "to_agency_id", "purpose", "legal_basis", "role_id", "state", "answer_due_time", "outcome_due_time", "outcome", "element_id", "persons", "narrative", "answer_text", "report", "create_time", "etag", "basis_rule", "service_ids", "declined_services", "issues", "entries", "start_due_time", "hold_due_time")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Handoff.State]
        STATE_PREPARED: _ClassVar[Handoff.State]
        STATE_OFFERED: _ClassVar[Handoff.State]
        STATE_INFO_NEEDED: _ClassVar[Handoff.State]
        STATE_ACCEPTED: _ClassVar[Handoff.State]
        STATE_DECLINED: _ClassVar[Handoff.State]
        STATE_EXPIRED: _ClassVar[Handoff.State]
        STATE_COMPLETED: _ClassVar[Handoff.State]
        STATE_NOT_COMPLETED: _ClassVar[Handoff.State]
        STATE_NO_TAKER: _ClassVar[Handoff.State]
        STATE_NO_BASIS: _ClassVar[Handoff.State]
        STATE_WITHDRAWN: _ClassVar[Handoff.State]
        STATE_IN_PROGRESS: _ClassVar[Handoff.State]
        STATE_ON_HOLD: _ClassVar[Handoff.State]
        STATE_REFUSED: _ClassVar[Handoff.State]
    STATE_UNSPECIFIED: Handoff.State
    STATE_PREPARED: Handoff.State
    STATE_OFFERED: Handoff.State
    STATE_INFO_NEEDED: Handoff.State
    STATE_ACCEPTED: Handoff.State
    STATE_DECLINED: Handoff.State
    STATE_EXPIRED: Handoff.State
    STATE_COMPLETED: Handoff.State
    STATE_NOT_COMPLETED: Handoff.State
    STATE_NO_TAKER: Handoff.State
    STATE_NO_BASIS: Handoff.State
    STATE_WITHDRAWN: Handoff.State
    STATE_IN_PROGRESS: Handoff.State
    STATE_ON_HOLD: Handoff.State
    STATE_REFUSED: Handoff.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    FROM_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TO_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    LEGAL_BASIS_FIELD_NUMBER: _ClassVar[int]
    ROLE_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ANSWER_DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    PERSONS_FIELD_NUMBER: _ClassVar[int]
    NARRATIVE_FIELD_NUMBER: _ClassVar[int]
    ANSWER_TEXT_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    BASIS_RULE_FIELD_NUMBER: _ClassVar[int]
    SERVICE_IDS_FIELD_NUMBER: _ClassVar[int]
    DECLINED_SERVICES_FIELD_NUMBER: _ClassVar[int]
    ISSUES_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    START_DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    HOLD_DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    from_agency_id: str
    to_agency_id: str
    purpose: str
    legal_basis: str
    role_id: str
    state: Handoff.State
    answer_due_time: _timestamp_pb2.Timestamp
    outcome_due_time: _timestamp_pb2.Timestamp
    outcome: str
    element_id: str
    persons: _containers.RepeatedCompositeFieldContainer[Person]
    narrative: str
    answer_text: str
    report: str
    create_time: _timestamp_pb2.Timestamp
    etag: str
    basis_rule: str
    service_ids: _containers.RepeatedScalarFieldContainer[str]
    declined_services: _containers.RepeatedCompositeFieldContainer[DeclinedService]
    issues: _containers.RepeatedCompositeFieldContainer[Issue]
    entries: _containers.RepeatedCompositeFieldContainer[HandoffEntry]
    start_due_time: _timestamp_pb2.Timestamp
    hold_due_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., from_agency_id: _Optional[str] = ..., to_agency_id: _Optional[str] = ..., purpose: _Optional[str] = ..., legal_basis: _Optional[str] = ..., role_id: _Optional[str] = ..., state: _Optional[_Union[Handoff.State, str]] = ..., answer_due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., outcome_due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., outcome: _Optional[str] = ..., element_id: _Optional[str] = ..., persons: _Optional[_Iterable[_Union[Person, _Mapping]]] = ..., narrative: _Optional[str] = ..., answer_text: _Optional[str] = ..., report: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., etag: _Optional[str] = ..., basis_rule: _Optional[str] = ..., service_ids: _Optional[_Iterable[str]] = ..., declined_services: _Optional[_Iterable[_Union[DeclinedService, _Mapping]]] = ..., issues: _Optional[_Iterable[_Union[Issue, _Mapping]]] = ..., entries: _Optional[_Iterable[_Union[HandoffEntry, _Mapping]]] = ..., start_due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., hold_due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class DeclinedService(_message.Message):
    __slots__ = ("service_id", "item_code", "reason_code")
    SERVICE_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_CODE_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    service_id: str
    item_code: str
    reason_code: str
    def __init__(self, service_id: _Optional[str] = ..., item_code: _Optional[str] = ..., reason_code: _Optional[str] = ...) -> None: ...

class HandoffEntry(_message.Message):
    __slots__ = ("name", "kind", "agency_id", "reason_code", "text", "occur_time", "record_time", "supersedes")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    RECORD_TIME_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDES_FIELD_NUMBER: _ClassVar[int]
    name: str
    kind: str
    agency_id: str
    reason_code: str
    text: str
    occur_time: _timestamp_pb2.Timestamp
    record_time: _timestamp_pb2.Timestamp
    supersedes: str
    def __init__(self, name: _Optional[str] = ..., kind: _Optional[str] = ..., agency_id: _Optional[str] = ..., reason_code: _Optional[str] = ..., text: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., record_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., supersedes: _Optional[str] = ...) -> None: ...

class Issue(_message.Message):
    __slots__ = ("name", "person_id", "concern", "text", "measure", "service_id", "wish", "open")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    CONCERN_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    SERVICE_ID_FIELD_NUMBER: _ClassVar[int]
    WISH_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    name: str
    person_id: str
    concern: str
    text: str
    measure: str
    service_id: str
    wish: str
    open: bool
    def __init__(self, name: _Optional[str] = ..., person_id: _Optional[str] = ..., concern: _Optional[str] = ..., text: _Optional[str] = ..., measure: _Optional[str] = ..., service_id: _Optional[str] = ..., wish: _Optional[str] = ..., open: _Optional[bool] = ...) -> None: ...

class GetHandoffRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListHandoffsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "case_id")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    case_id: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., case_id: _Optional[str] = ...) -> None: ...

class ListHandoffsResponse(_message.Message):
    __slots__ = ("handoffs", "next_page_token")
    HANDOFFS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    handoffs: _containers.RepeatedCompositeFieldContainer[Handoff]
    next_page_token: str
    def __init__(self, handoffs: _Optional[_Iterable[_Union[Handoff, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class AcceptHandoffRequest(_message.Message):
    __slots__ = ("declined_services", "name", "request_id", "occurred_at", "etag")
    DECLINED_SERVICES_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    declined_services: _containers.RepeatedCompositeFieldContainer[DeclinedService]
    name: str
    request_id: str
    occurred_at: _timestamp_pb2.Timestamp
    etag: str
    def __init__(self, declined_services: _Optional[_Iterable[_Union[DeclinedService, _Mapping]]] = ..., name: _Optional[str] = ..., request_id: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class DeclineHandoffRequest(_message.Message):
    __slots__ = ("name", "request_id", "reason_code", "reason", "alternative_agency_id", "occurred_at", "etag")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ALTERNATIVE_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reason_code: str
    reason: str
    alternative_agency_id: str
    occurred_at: _timestamp_pb2.Timestamp
    etag: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reason_code: _Optional[str] = ..., reason: _Optional[str] = ..., alternative_agency_id: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class RequestHandoffInformationRequest(_message.Message):
    __slots__ = ("name", "request_id", "question")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    question: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., question: _Optional[str] = ...) -> None: ...

class SupplyHandoffInformationRequest(_message.Message):
    __slots__ = ("name", "request_id", "information")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    INFORMATION_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    information: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., information: _Optional[str] = ...) -> None: ...

class StartHandoffRequest(_message.Message):
    __slots__ = ("name", "request_id", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class HoldHandoffRequest(_message.Message):
    __slots__ = ("name", "request_id", "reason", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reason: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reason: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ResumeHandoffRequest(_message.Message):
    __slots__ = ("name", "request_id", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class WithdrawHandoffRequest(_message.Message):
    __slots__ = ("name", "request_id", "reason", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reason: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reason: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RecordHandoffRefusalRequest(_message.Message):
    __slots__ = ("name", "request_id", "person_id", "reason", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    person_id: str
    reason: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., person_id: _Optional[str] = ..., reason: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CorrectHandoffRequest(_message.Message):
    __slots__ = ("name", "request_id", "answer", "reason", "reason_code", "alternative_agency_id", "occurred_at")
    class Answer(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        ANSWER_UNSPECIFIED: _ClassVar[CorrectHandoffRequest.Answer]
        ANSWER_ACCEPTED: _ClassVar[CorrectHandoffRequest.Answer]
        ANSWER_DECLINED: _ClassVar[CorrectHandoffRequest.Answer]
        ANSWER_COMPLETED: _ClassVar[CorrectHandoffRequest.Answer]
        ANSWER_NOT_COMPLETED: _ClassVar[CorrectHandoffRequest.Answer]
        ANSWER_IN_PROGRESS: _ClassVar[CorrectHandoffRequest.Answer]
    ANSWER_UNSPECIFIED: CorrectHandoffRequest.Answer
    ANSWER_ACCEPTED: CorrectHandoffRequest.Answer
    ANSWER_DECLINED: CorrectHandoffRequest.Answer
    ANSWER_COMPLETED: CorrectHandoffRequest.Answer
    ANSWER_NOT_COMPLETED: CorrectHandoffRequest.Answer
    ANSWER_IN_PROGRESS: CorrectHandoffRequest.Answer
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    ALTERNATIVE_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    answer: CorrectHandoffRequest.Answer
    reason: str
    reason_code: str
    alternative_agency_id: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., answer: _Optional[_Union[CorrectHandoffRequest.Answer, str]] = ..., reason: _Optional[str] = ..., reason_code: _Optional[str] = ..., alternative_agency_id: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CompleteHandoffRequest(_message.Message):
    __slots__ = ("name", "request_id", "outcome", "report", "occurred_at")
    class Outcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        OUTCOME_UNSPECIFIED: _ClassVar[CompleteHandoffRequest.Outcome]
        OUTCOME_COMPLETED: _ClassVar[CompleteHandoffRequest.Outcome]
        OUTCOME_NOT_COMPLETED: _ClassVar[CompleteHandoffRequest.Outcome]
    OUTCOME_UNSPECIFIED: CompleteHandoffRequest.Outcome
    OUTCOME_COMPLETED: CompleteHandoffRequest.Outcome
    OUTCOME_NOT_COMPLETED: CompleteHandoffRequest.Outcome
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    outcome: CompleteHandoffRequest.Outcome
    report: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., outcome: _Optional[_Union[CompleteHandoffRequest.Outcome, str]] = ..., report: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SortOutIssuesRequest(_message.Message):
    __slots__ = ("name", "request_id", "issues")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ISSUES_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    issues: _containers.RepeatedCompositeFieldContainer[Issue]
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., issues: _Optional[_Iterable[_Union[Issue, _Mapping]]] = ...) -> None: ...

class ListIssuesRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class IssueList(_message.Message):
    __slots__ = ("issues",)
    ISSUES_FIELD_NUMBER: _ClassVar[int]
    issues: _containers.RepeatedCompositeFieldContainer[Issue]
    def __init__(self, issues: _Optional[_Iterable[_Union[Issue, _Mapping]]] = ...) -> None: ...

class RequestAdviceRequest(_message.Message):
    __slots__ = ("request_id", "question", "sender_reference")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    SENDER_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    question: str
    sender_reference: str
    def __init__(self, request_id: _Optional[str] = ..., question: _Optional[str] = ..., sender_reference: _Optional[str] = ...) -> None: ...

class Advice(_message.Message):
    __slots__ = ("name", "number", "state", "agency_id", "question", "answer", "sender_reference", "ask_time", "due_time", "answer_time")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Advice.State]
        STATE_ASKED: _ClassVar[Advice.State]
        STATE_ANSWERED: _ClassVar[Advice.State]
    STATE_UNSPECIFIED: Advice.State
    STATE_ASKED: Advice.State
    STATE_ANSWERED: Advice.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    SENDER_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    ASK_TIME_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    ANSWER_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    number: str
    state: Advice.State
    agency_id: str
    question: str
    answer: str
    sender_reference: str
    ask_time: _timestamp_pb2.Timestamp
    due_time: _timestamp_pb2.Timestamp
    answer_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., number: _Optional[str] = ..., state: _Optional[_Union[Advice.State, str]] = ..., agency_id: _Optional[str] = ..., question: _Optional[str] = ..., answer: _Optional[str] = ..., sender_reference: _Optional[str] = ..., ask_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., answer_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetAdviceRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class AnswerAdviceRequest(_message.Message):
    __slots__ = ("name", "request_id", "answer")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    answer: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., answer: _Optional[str] = ...) -> None: ...

class FollowUp(_message.Message):
    __slots__ = ("name", "case_id", "subject", "kind", "state")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    subject: str
    kind: str
    state: str
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., subject: _Optional[str] = ..., kind: _Optional[str] = ..., state: _Optional[str] = ...) -> None: ...

class CompleteFollowUpRequest(_message.Message):
    __slots__ = ("name", "request_id", "done")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    done: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., done: _Optional[str] = ...) -> None: ...

class IncomingItem(_message.Message):
    __slots__ = ("cursor", "kind", "case_id", "case_no", "subject", "from_agency_id", "code", "due_time", "create_time", "sender_reference", "acknowledged")
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    FROM_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    SENDER_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    ACKNOWLEDGED_FIELD_NUMBER: _ClassVar[int]
    cursor: int
    kind: str
    case_id: str
    case_no: str
    subject: str
    from_agency_id: str
    code: str
    due_time: _timestamp_pb2.Timestamp
    create_time: _timestamp_pb2.Timestamp
    sender_reference: str
    acknowledged: bool
    def __init__(self, cursor: _Optional[int] = ..., kind: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., subject: _Optional[str] = ..., from_agency_id: _Optional[str] = ..., code: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., sender_reference: _Optional[str] = ..., acknowledged: _Optional[bool] = ...) -> None: ...

class ListIncomingRequest(_message.Message):
    __slots__ = ("after_cursor", "page_size")
    AFTER_CURSOR_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    after_cursor: int
    page_size: int
    def __init__(self, after_cursor: _Optional[int] = ..., page_size: _Optional[int] = ...) -> None: ...

class ListIncomingResponse(_message.Message):
    __slots__ = ("items", "last_cursor")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    LAST_CURSOR_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[IncomingItem]
    last_cursor: int
    def __init__(self, items: _Optional[_Iterable[_Union[IncomingItem, _Mapping]]] = ..., last_cursor: _Optional[int] = ...) -> None: ...

class AcknowledgeIncomingRequest(_message.Message):
    __slots__ = ("request_id", "cursors")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    CURSORS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    cursors: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, request_id: _Optional[str] = ..., cursors: _Optional[_Iterable[int]] = ...) -> None: ...

class AcknowledgeIncomingResponse(_message.Message):
    __slots__ = ("acknowledged_count",)
    ACKNOWLEDGED_COUNT_FIELD_NUMBER: _ClassVar[int]
    acknowledged_count: int
    def __init__(self, acknowledged_count: _Optional[int] = ...) -> None: ...

class RaiseEmergencyRequest(_message.Message):
    __slots__ = ("name", "request_id", "facts")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    facts: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., facts: _Optional[str] = ...) -> None: ...

class Emergency(_message.Message):
    __slots__ = ("name", "case_id", "state", "due_time")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    state: str
    due_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., state: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ResolveEmergencyRequest(_message.Message):
    __slots__ = ("name", "request_id", "follow_up", "done")
    class FollowUp(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        FOLLOW_UP_UNSPECIFIED: _ClassVar[ResolveEmergencyRequest.FollowUp]
        FOLLOW_UP_MEETING: _ClassVar[ResolveEmergencyRequest.FollowUp]
        FOLLOW_UP_NONE: _ClassVar[ResolveEmergencyRequest.FollowUp]
    FOLLOW_UP_UNSPECIFIED: ResolveEmergencyRequest.FollowUp
    FOLLOW_UP_MEETING: ResolveEmergencyRequest.FollowUp
    FOLLOW_UP_NONE: ResolveEmergencyRequest.FollowUp
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    FOLLOW_UP_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    follow_up: ResolveEmergencyRequest.FollowUp
    done: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., follow_up: _Optional[_Union[ResolveEmergencyRequest.FollowUp, str]] = ..., done: _Optional[str] = ...) -> None: ...

class WatchReview(_message.Message):
    __slots__ = ("name", "case_id", "person_id", "state", "due_time")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    person_id: str
    state: str
    due_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., state: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ReviewWatchRequest(_message.Message):
    __slots__ = ("name", "request_id", "result", "reason")
    class Result(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        RESULT_UNSPECIFIED: _ClassVar[ReviewWatchRequest.Result]
        RESULT_ACT: _ClassVar[ReviewWatchRequest.Result]
        RESULT_CONTINUE: _ClassVar[ReviewWatchRequest.Result]
        RESULT_END: _ClassVar[ReviewWatchRequest.Result]
    RESULT_UNSPECIFIED: ReviewWatchRequest.Result
    RESULT_ACT: ReviewWatchRequest.Result
    RESULT_CONTINUE: ReviewWatchRequest.Result
    RESULT_END: ReviewWatchRequest.Result
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    result: ReviewWatchRequest.Result
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., result: _Optional[_Union[ReviewWatchRequest.Result, str]] = ..., reason: _Optional[str] = ...) -> None: ...

class SuspendPersonRequest(_message.Message):
    __slots__ = ("name", "request_id", "person_id", "reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    person_id: str
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., person_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class Suspension(_message.Message):
    __slots__ = ("name", "case_id", "person_id", "state")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    person_id: str
    state: str
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., state: _Optional[str] = ...) -> None: ...

class ResumePersonRequest(_message.Message):
    __slots__ = ("name", "request_id", "resumption")
    class Resumption(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        RESUMPTION_UNSPECIFIED: _ClassVar[ResumePersonRequest.Resumption]
        RESUMPTION_RESUME: _ClassVar[ResumePersonRequest.Resumption]
        RESUMPTION_END: _ClassVar[ResumePersonRequest.Resumption]
    RESUMPTION_UNSPECIFIED: ResumePersonRequest.Resumption
    RESUMPTION_RESUME: ResumePersonRequest.Resumption
    RESUMPTION_END: ResumePersonRequest.Resumption
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RESUMPTION_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    resumption: ResumePersonRequest.Resumption
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., resumption: _Optional[_Union[ResumePersonRequest.Resumption, str]] = ...) -> None: ...

class RecordDeathRequest(_message.Message):
    __slots__ = ("name", "request_id", "person_id", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    person_id: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., person_id: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class EndCaseRequest(_message.Message):
    __slots__ = ("name", "request_id", "reason")
    class Reason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        REASON_UNSPECIFIED: _ClassVar[EndCaseRequest.Reason]
        REASON_MOVED_OUT: _ClassVar[EndCaseRequest.Reason]
        REASON_MERGED: _ClassVar[EndCaseRequest.Reason]
    REASON_UNSPECIFIED: EndCaseRequest.Reason
    REASON_MOVED_OUT: EndCaseRequest.Reason
    REASON_MERGED: EndCaseRequest.Reason
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reason: EndCaseRequest.Reason
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reason: _Optional[_Union[EndCaseRequest.Reason, str]] = ...) -> None: ...

class ReviewJoinedConsultationRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class Agency(_message.Message):
    __slots__ = ("agency_id", "display_name", "domain", "programme_ids")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    DOMAIN_FIELD_NUMBER: _ClassVar[int]
    PROGRAMME_IDS_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    display_name: str
    domain: str
    programme_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, agency_id: _Optional[str] = ..., display_name: _Optional[str] = ..., domain: _Optional[str] = ..., programme_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class ListAgenciesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListAgenciesResponse(_message.Message):
    __slots__ = ("agencies",)
    AGENCIES_FIELD_NUMBER: _ClassVar[int]
    agencies: _containers.RepeatedCompositeFieldContainer[Agency]
    def __init__(self, agencies: _Optional[_Iterable[_Union[Agency, _Mapping]]] = ...) -> None: ...

class GetCaseReferenceRequest(_message.Message):
    __slots__ = ("case_id",)
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    def __init__(self, case_id: _Optional[str] = ...) -> None: ...

class CaseReference(_message.Message):
    __slots__ = ("case_id", "case_no", "coordinator_agency_id", "requesting_agency_id", "person_ids")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    COORDINATOR_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    REQUESTING_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    case_no: str
    coordinator_agency_id: str
    requesting_agency_id: str
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., coordinator_agency_id: _Optional[str] = ..., requesting_agency_id: _Optional[str] = ..., person_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class CountFactsRequest(_message.Message):
    __slots__ = ("as_of", "period_start", "period_end")
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    PERIOD_START_FIELD_NUMBER: _ClassVar[int]
    PERIOD_END_FIELD_NUMBER: _ClassVar[int]
    as_of: _timestamp_pb2.Timestamp
    period_start: _timestamp_pb2.Timestamp
    period_end: _timestamp_pb2.Timestamp
    def __init__(self, as_of: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., period_start: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., period_end: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class FactCount(_message.Message):
    __slots__ = ("code", "count")
    CODE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    code: str
    count: int
    def __init__(self, code: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...

class CountFactsResponse(_message.Message):
    __slots__ = ("counts",)
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    counts: _containers.RepeatedCompositeFieldContainer[FactCount]
    def __init__(self, counts: _Optional[_Iterable[_Union[FactCount, _Mapping]]] = ...) -> None: ...
