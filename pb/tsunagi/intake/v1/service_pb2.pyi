import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pb.tsunagi.disclosure.v1 import disclosure_pb2 as _disclosure_pb2
from pb.tsunagi.erasure.v1 import erasure_pb2 as _erasure_pb2
from pb.tsunagi.facts.v1 import facts_pb2 as _facts_pb2
from pb.tsunagi.ledger.v1 import ledger_pb2 as _ledger_pb2
from pb.tsunagi.intake.v1 import tasks_pb2 as _tasks_pb2
from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from pb.tsunagi.staff.v1 import staff_pb2 as _staff_pb2
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

class RelationCode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RELATION_CODE_UNSPECIFIED: _ClassVar[RelationCode]
    RELATION_CODE_SUSPECTED_PERPETRATOR: _ClassVar[RelationCode]
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
RELATION_CODE_UNSPECIFIED: RelationCode
RELATION_CODE_SUSPECTED_PERPETRATOR: RelationCode

class Person(_message.Message):
    __slots__ = ("person_id", "name", "kana", "birth_date", "phone", "address", "relation", "concerns", "concealed_address", "same_as")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    KANA_FIELD_NUMBER: _ClassVar[int]
    BIRTH_DATE_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    RELATION_FIELD_NUMBER: _ClassVar[int]
    CONCERNS_FIELD_NUMBER: _ClassVar[int]
    CONCEALED_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    SAME_AS_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    name: str
    kana: str
    birth_date: str
    phone: str
    address: str
    relation: str
    concerns: _containers.RepeatedScalarFieldContainer[str]
    concealed_address: str
    same_as: str
    def __init__(self, person_id: _Optional[str] = ..., name: _Optional[str] = ..., kana: _Optional[str] = ..., birth_date: _Optional[str] = ..., phone: _Optional[str] = ..., address: _Optional[str] = ..., relation: _Optional[str] = ..., concerns: _Optional[_Iterable[str]] = ..., concealed_address: _Optional[str] = ..., same_as: _Optional[str] = ...) -> None: ...

class Consultation(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "state", "channel", "consulter", "receiving_agency_id", "concerns", "persons", "narrative", "urgency_facts", "days_to_eviction", "intake_consent", "sender_reference", "urgency", "route", "occur_time", "record_time", "recommended_agency_ids", "recommendations", "feedback", "wish", "reference_version", "predecessor_case_id")
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
    RECOMMENDATIONS_FIELD_NUMBER: _ClassVar[int]
    FEEDBACK_FIELD_NUMBER: _ClassVar[int]
    WISH_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_VERSION_FIELD_NUMBER: _ClassVar[int]
    PREDECESSOR_CASE_ID_FIELD_NUMBER: _ClassVar[int]
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
    recommendations: _containers.RepeatedCompositeFieldContainer[Recommendation]
    feedback: str
    wish: str
    reference_version: str
    predecessor_case_id: str
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., state: _Optional[_Union[Consultation.State, str]] = ..., channel: _Optional[_Union[Channel, str]] = ..., consulter: _Optional[_Union[Consulter, str]] = ..., receiving_agency_id: _Optional[str] = ..., concerns: _Optional[_Iterable[str]] = ..., persons: _Optional[_Iterable[_Union[Person, _Mapping]]] = ..., narrative: _Optional[str] = ..., urgency_facts: _Optional[_Iterable[str]] = ..., days_to_eviction: _Optional[int] = ..., intake_consent: _Optional[_Union[IntakeConsent, str]] = ..., sender_reference: _Optional[str] = ..., urgency: _Optional[int] = ..., route: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., record_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., recommended_agency_ids: _Optional[_Iterable[str]] = ..., recommendations: _Optional[_Iterable[_Union[Recommendation, _Mapping]]] = ..., feedback: _Optional[str] = ..., wish: _Optional[str] = ..., reference_version: _Optional[str] = ..., predecessor_case_id: _Optional[str] = ...) -> None: ...

class RegisterConsultationRequest(_message.Message):
    __slots__ = ("request_id", "channel", "consulter", "concerns", "persons", "narrative", "urgency_facts", "days_to_eviction", "intake_consent", "sender_reference", "occurred_at", "wish", "area")
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
    WISH_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
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
    wish: str
    area: str
    def __init__(self, request_id: _Optional[str] = ..., channel: _Optional[_Union[Channel, str]] = ..., consulter: _Optional[_Union[Consulter, str]] = ..., concerns: _Optional[_Iterable[str]] = ..., persons: _Optional[_Iterable[_Union[Person, _Mapping]]] = ..., narrative: _Optional[str] = ..., urgency_facts: _Optional[_Iterable[str]] = ..., days_to_eviction: _Optional[int] = ..., intake_consent: _Optional[_Union[IntakeConsent, str]] = ..., sender_reference: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., wish: _Optional[str] = ..., area: _Optional[str] = ...) -> None: ...

class GetConsultationRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ScreenConsultationRequest(_message.Message):
    __slots__ = ("name", "request_id", "residency", "welfare_need", "information_suffices", "single_agency", "candidate_agency_ids", "open_case", "duplicate_of", "predecessor_case", "override_reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RESIDENCY_FIELD_NUMBER: _ClassVar[int]
    WELFARE_NEED_FIELD_NUMBER: _ClassVar[int]
    INFORMATION_SUFFICES_FIELD_NUMBER: _ClassVar[int]
    SINGLE_AGENCY_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    OPEN_CASE_FIELD_NUMBER: _ClassVar[int]
    DUPLICATE_OF_FIELD_NUMBER: _ClassVar[int]
    PREDECESSOR_CASE_FIELD_NUMBER: _ClassVar[int]
    OVERRIDE_REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    residency: Residency
    welfare_need: bool
    information_suffices: bool
    single_agency: bool
    candidate_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    open_case: str
    duplicate_of: str
    predecessor_case: str
    override_reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., residency: _Optional[_Union[Residency, str]] = ..., welfare_need: _Optional[bool] = ..., information_suffices: _Optional[bool] = ..., single_agency: _Optional[bool] = ..., candidate_agency_ids: _Optional[_Iterable[str]] = ..., open_case: _Optional[str] = ..., duplicate_of: _Optional[str] = ..., predecessor_case: _Optional[str] = ..., override_reason: _Optional[str] = ...) -> None: ...

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
    __slots__ = ("name", "case_no", "state", "closure_reason", "coordinator_agency_id", "requesting_agency_id", "urgency", "persons", "open_time", "close_time", "etag", "instance_uri", "coordinator_person_id", "deputy_person_id", "predecessor_case_id", "merged_into_case_id", "reference_version")
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
    COORDINATOR_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    DEPUTY_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    PREDECESSOR_CASE_ID_FIELD_NUMBER: _ClassVar[int]
    MERGED_INTO_CASE_ID_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_VERSION_FIELD_NUMBER: _ClassVar[int]
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
    coordinator_person_id: str
    deputy_person_id: str
    predecessor_case_id: str
    merged_into_case_id: str
    reference_version: str
    def __init__(self, name: _Optional[str] = ..., case_no: _Optional[str] = ..., state: _Optional[str] = ..., closure_reason: _Optional[str] = ..., coordinator_agency_id: _Optional[str] = ..., requesting_agency_id: _Optional[str] = ..., urgency: _Optional[int] = ..., persons: _Optional[_Iterable[_Union[Person, _Mapping]]] = ..., open_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., close_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., etag: _Optional[str] = ..., instance_uri: _Optional[str] = ..., coordinator_person_id: _Optional[str] = ..., deputy_person_id: _Optional[str] = ..., predecessor_case_id: _Optional[str] = ..., merged_into_case_id: _Optional[str] = ..., reference_version: _Optional[str] = ...) -> None: ...

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
        STATE_ENDED: _ClassVar[Handoff.State]
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
    STATE_ENDED: Handoff.State
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
    __slots__ = ("name", "kind", "agency_id", "reason_code", "text", "occur_time", "record_time", "supersedes", "alternative_agency_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    RECORD_TIME_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDES_FIELD_NUMBER: _ClassVar[int]
    ALTERNATIVE_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    kind: str
    agency_id: str
    reason_code: str
    text: str
    occur_time: _timestamp_pb2.Timestamp
    record_time: _timestamp_pb2.Timestamp
    supersedes: str
    alternative_agency_id: str
    def __init__(self, name: _Optional[str] = ..., kind: _Optional[str] = ..., agency_id: _Optional[str] = ..., reason_code: _Optional[str] = ..., text: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., record_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., supersedes: _Optional[str] = ..., alternative_agency_id: _Optional[str] = ...) -> None: ...

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
    __slots__ = ("name", "request_id", "answer", "reason", "reason_code", "alternative_agency_id", "occurred_at", "person_id")
    class Answer(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        ANSWER_UNSPECIFIED: _ClassVar[CorrectHandoffRequest.Answer]
        ANSWER_ACCEPTED: _ClassVar[CorrectHandoffRequest.Answer]
        ANSWER_DECLINED: _ClassVar[CorrectHandoffRequest.Answer]
        ANSWER_COMPLETED: _ClassVar[CorrectHandoffRequest.Answer]
        ANSWER_NOT_COMPLETED: _ClassVar[CorrectHandoffRequest.Answer]
        ANSWER_IN_PROGRESS: _ClassVar[CorrectHandoffRequest.Answer]
        ANSWER_NOT_REFUSED: _ClassVar[CorrectHandoffRequest.Answer]
    ANSWER_UNSPECIFIED: CorrectHandoffRequest.Answer
    ANSWER_ACCEPTED: CorrectHandoffRequest.Answer
    ANSWER_DECLINED: CorrectHandoffRequest.Answer
    ANSWER_COMPLETED: CorrectHandoffRequest.Answer
    ANSWER_NOT_COMPLETED: CorrectHandoffRequest.Answer
    ANSWER_IN_PROGRESS: CorrectHandoffRequest.Answer
    ANSWER_NOT_REFUSED: CorrectHandoffRequest.Answer
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    ALTERNATIVE_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    answer: CorrectHandoffRequest.Answer
    reason: str
    reason_code: str
    alternative_agency_id: str
    occurred_at: _timestamp_pb2.Timestamp
    person_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., answer: _Optional[_Union[CorrectHandoffRequest.Answer, str]] = ..., reason: _Optional[str] = ..., reason_code: _Optional[str] = ..., alternative_agency_id: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., person_id: _Optional[str] = ...) -> None: ...

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

class ContactAgencyRequest(_message.Message):
    __slots__ = ("name", "request_id", "to_agency_id", "topic", "text", "channel", "emergency", "reply", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TO_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    EMERGENCY_FIELD_NUMBER: _ClassVar[int]
    REPLY_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    to_agency_id: str
    topic: str
    text: str
    channel: str
    emergency: str
    reply: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., to_agency_id: _Optional[str] = ..., topic: _Optional[str] = ..., text: _Optional[str] = ..., channel: _Optional[str] = ..., emergency: _Optional[str] = ..., reply: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Contact(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "from_agency_id", "to_agency_id", "topic", "channel", "emergency", "state", "delivered", "made_by", "replied_by", "text", "reply", "occur_time", "due_time", "reply_time")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Contact.State]
        STATE_SENT: _ClassVar[Contact.State]
        STATE_REPLIED: _ClassVar[Contact.State]
        STATE_CLOSED: _ClassVar[Contact.State]
    STATE_UNSPECIFIED: Contact.State
    STATE_SENT: Contact.State
    STATE_REPLIED: Contact.State
    STATE_CLOSED: Contact.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    FROM_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TO_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TOPIC_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    EMERGENCY_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DELIVERED_FIELD_NUMBER: _ClassVar[int]
    MADE_BY_FIELD_NUMBER: _ClassVar[int]
    REPLIED_BY_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    REPLY_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    REPLY_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    from_agency_id: str
    to_agency_id: str
    topic: str
    channel: str
    emergency: str
    state: Contact.State
    delivered: bool
    made_by: str
    replied_by: str
    text: str
    reply: str
    occur_time: _timestamp_pb2.Timestamp
    due_time: _timestamp_pb2.Timestamp
    reply_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., from_agency_id: _Optional[str] = ..., to_agency_id: _Optional[str] = ..., topic: _Optional[str] = ..., channel: _Optional[str] = ..., emergency: _Optional[str] = ..., state: _Optional[_Union[Contact.State, str]] = ..., delivered: _Optional[bool] = ..., made_by: _Optional[str] = ..., replied_by: _Optional[str] = ..., text: _Optional[str] = ..., reply: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reply_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ReplyContactRequest(_message.Message):
    __slots__ = ("name", "request_id", "reply")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REPLY_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reply: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reply: _Optional[str] = ...) -> None: ...

class GetContactRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListContactsRequest(_message.Message):
    __slots__ = ("case_id",)
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    def __init__(self, case_id: _Optional[str] = ...) -> None: ...

class ListContactsResponse(_message.Message):
    __slots__ = ("contacts",)
    CONTACTS_FIELD_NUMBER: _ClassVar[int]
    contacts: _containers.RepeatedCompositeFieldContainer[Contact]
    def __init__(self, contacts: _Optional[_Iterable[_Union[Contact, _Mapping]]] = ...) -> None: ...

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

class Remedy(_message.Message):
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

class GetRemedyRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class CompleteRemedyRequest(_message.Message):
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

class Reassessment(_message.Message):
    __slots__ = ("name", "case_id", "state")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    state: str
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., state: _Optional[str] = ...) -> None: ...

class CompleteReassessmentRequest(_message.Message):
    __slots__ = ("name", "request_id", "urgency_facts", "days_to_eviction")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    URGENCY_FACTS_FIELD_NUMBER: _ClassVar[int]
    DAYS_TO_EVICTION_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    urgency_facts: _containers.RepeatedScalarFieldContainer[str]
    days_to_eviction: int
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., urgency_facts: _Optional[_Iterable[str]] = ..., days_to_eviction: _Optional[int] = ...) -> None: ...

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
    __slots__ = ("name", "request_id", "reason", "occurred_at", "scheme_agency_id", "explanation", "to_agency_id")
    class Reason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        REASON_UNSPECIFIED: _ClassVar[EndCaseRequest.Reason]
        REASON_MOVED_OUT: _ClassVar[EndCaseRequest.Reason]
        REASON_MERGED: _ClassVar[EndCaseRequest.Reason]
        REASON_HANDED_TO_SCHEME: _ClassVar[EndCaseRequest.Reason]
        REASON_OUT_OF_SCOPE_LATER: _ClassVar[EndCaseRequest.Reason]
    REASON_UNSPECIFIED: EndCaseRequest.Reason
    REASON_MOVED_OUT: EndCaseRequest.Reason
    REASON_MERGED: EndCaseRequest.Reason
    REASON_HANDED_TO_SCHEME: EndCaseRequest.Reason
    REASON_OUT_OF_SCOPE_LATER: EndCaseRequest.Reason
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    SCHEME_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    TO_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reason: EndCaseRequest.Reason
    occurred_at: _timestamp_pb2.Timestamp
    scheme_agency_id: str
    explanation: str
    to_agency_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reason: _Optional[_Union[EndCaseRequest.Reason, str]] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., scheme_agency_id: _Optional[str] = ..., explanation: _Optional[str] = ..., to_agency_id: _Optional[str] = ...) -> None: ...

class GetTransferPacketRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class TransferPacket(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "to_agency_id", "etag", "persons", "issues")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    TO_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    PERSONS_FIELD_NUMBER: _ClassVar[int]
    ISSUES_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    to_agency_id: str
    etag: str
    persons: _containers.RepeatedCompositeFieldContainer[MovingPerson]
    issues: _containers.RepeatedCompositeFieldContainer[MovingIssue]
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., to_agency_id: _Optional[str] = ..., etag: _Optional[str] = ..., persons: _Optional[_Iterable[_Union[MovingPerson, _Mapping]]] = ..., issues: _Optional[_Iterable[_Union[MovingIssue, _Mapping]]] = ...) -> None: ...

class MovingPerson(_message.Message):
    __slots__ = ("person_id", "display_name", "kana", "birth_date", "phone", "address", "concerns")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    KANA_FIELD_NUMBER: _ClassVar[int]
    BIRTH_DATE_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    CONCERNS_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    display_name: str
    kana: str
    birth_date: str
    phone: str
    address: str
    concerns: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, person_id: _Optional[str] = ..., display_name: _Optional[str] = ..., kana: _Optional[str] = ..., birth_date: _Optional[str] = ..., phone: _Optional[str] = ..., address: _Optional[str] = ..., concerns: _Optional[_Iterable[str]] = ...) -> None: ...

class MovingIssue(_message.Message):
    __slots__ = ("person_id", "concern", "text", "measure", "wish")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    CONCERN_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    WISH_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    concern: str
    text: str
    measure: str
    wish: str
    def __init__(self, person_id: _Optional[str] = ..., concern: _Optional[str] = ..., text: _Optional[str] = ..., measure: _Optional[str] = ..., wish: _Optional[str] = ...) -> None: ...

class HandOverTransferPacketRequest(_message.Message):
    __slots__ = ("name", "request_id", "etag")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    etag: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class EndTransferRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class GetTransferRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class Transfer(_message.Message):
    __slots__ = ("name", "case_id", "to_agency_id", "state", "ended_by", "end_time", "covered")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    TO_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ENDED_BY_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    COVERED_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    to_agency_id: str
    state: str
    ended_by: str
    end_time: _timestamp_pb2.Timestamp
    covered: _containers.RepeatedCompositeFieldContainer[Covered]
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., to_agency_id: _Optional[str] = ..., state: _Optional[str] = ..., ended_by: _Optional[str] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., covered: _Optional[_Iterable[_Union[Covered, _Mapping]]] = ...) -> None: ...

class Covered(_message.Message):
    __slots__ = ("person_id", "data_categories")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    DATA_CATEGORIES_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    data_categories: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, person_id: _Optional[str] = ..., data_categories: _Optional[_Iterable[str]] = ...) -> None: ...

class ReportBreachRequest(_message.Message):
    __slots__ = ("name", "request_id", "agency_id", "facts", "occurred_at", "agenda_item")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    agency_id: str
    facts: str
    occurred_at: _timestamp_pb2.Timestamp
    agenda_item: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., facts: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., agenda_item: _Optional[str] = ...) -> None: ...

class ReviewBreachRequest(_message.Message):
    __slots__ = ("name", "request_id", "verdict", "reason", "report_reference")
    class Verdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        VERDICT_UNSPECIFIED: _ClassVar[ReviewBreachRequest.Verdict]
        VERDICT_LIFTED: _ClassVar[ReviewBreachRequest.Verdict]
        VERDICT_KEPT: _ClassVar[ReviewBreachRequest.Verdict]
    VERDICT_UNSPECIFIED: ReviewBreachRequest.Verdict
    VERDICT_LIFTED: ReviewBreachRequest.Verdict
    VERDICT_KEPT: ReviewBreachRequest.Verdict
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REPORT_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    verdict: ReviewBreachRequest.Verdict
    reason: str
    report_reference: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., verdict: _Optional[_Union[ReviewBreachRequest.Verdict, str]] = ..., reason: _Optional[str] = ..., report_reference: _Optional[str] = ...) -> None: ...

class GetBreachRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class Breach(_message.Message):
    __slots__ = ("name", "case_id", "agency_id", "state", "agenda_item", "report_reference", "facts", "reason", "occur_time")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_FIELD_NUMBER: _ClassVar[int]
    REPORT_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    agency_id: str
    state: str
    agenda_item: str
    report_reference: str
    facts: str
    reason: str
    occur_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., state: _Optional[str] = ..., agenda_item: _Optional[str] = ..., report_reference: _Optional[str] = ..., facts: _Optional[str] = ..., reason: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ReviewJoinedConsultationRequest(_message.Message):
    __slots__ = ("name", "request_id", "begins_anew")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    BEGINS_ANEW_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    begins_anew: bool
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., begins_anew: _Optional[bool] = ...) -> None: ...

class Agency(_message.Message):
    __slots__ = ("agency_id", "display_name", "domain", "programme_ids", "aliases", "receives", "hands_over", "suggested_for", "valid_from", "valid_until", "open")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    DOMAIN_FIELD_NUMBER: _ClassVar[int]
    PROGRAMME_IDS_FIELD_NUMBER: _ClassVar[int]
    ALIASES_FIELD_NUMBER: _ClassVar[int]
    RECEIVES_FIELD_NUMBER: _ClassVar[int]
    HANDS_OVER_FIELD_NUMBER: _ClassVar[int]
    SUGGESTED_FOR_FIELD_NUMBER: _ClassVar[int]
    VALID_FROM_FIELD_NUMBER: _ClassVar[int]
    VALID_UNTIL_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    display_name: str
    domain: str
    programme_ids: _containers.RepeatedScalarFieldContainer[str]
    aliases: _containers.RepeatedScalarFieldContainer[str]
    receives: str
    hands_over: bool
    suggested_for: str
    valid_from: str
    valid_until: str
    open: bool
    def __init__(self, agency_id: _Optional[str] = ..., display_name: _Optional[str] = ..., domain: _Optional[str] = ..., programme_ids: _Optional[_Iterable[str]] = ..., aliases: _Optional[_Iterable[str]] = ..., receives: _Optional[str] = ..., hands_over: _Optional[bool] = ..., suggested_for: _Optional[str] = ..., valid_from: _Optional[str] = ..., valid_until: _Optional[str] = ..., open: _Optional[bool] = ...) -> None: ...

class ListAgenciesRequest(_message.Message):
    __slots__ = ("reference_version",)
    REFERENCE_VERSION_FIELD_NUMBER: _ClassVar[int]
    reference_version: str
    def __init__(self, reference_version: _Optional[str] = ...) -> None: ...

class ListAgenciesResponse(_message.Message):
    __slots__ = ("agencies", "municipalities")
    AGENCIES_FIELD_NUMBER: _ClassVar[int]
    MUNICIPALITIES_FIELD_NUMBER: _ClassVar[int]
    agencies: _containers.RepeatedCompositeFieldContainer[Agency]
    municipalities: _containers.RepeatedCompositeFieldContainer[OtherMunicipality]
    def __init__(self, agencies: _Optional[_Iterable[_Union[Agency, _Mapping]]] = ..., municipalities: _Optional[_Iterable[_Union[OtherMunicipality, _Mapping]]] = ...) -> None: ...

class OtherMunicipality(_message.Message):
    __slots__ = ("agency_id", "display_name", "open")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    display_name: str
    open: bool
    def __init__(self, agency_id: _Optional[str] = ..., display_name: _Optional[str] = ..., open: _Optional[bool] = ...) -> None: ...

class GetCaseReferenceRequest(_message.Message):
    __slots__ = ("case_id", "minors_at", "agency_ids")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    MINORS_AT_FIELD_NUMBER: _ClassVar[int]
    AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    minors_at: _timestamp_pb2.Timestamp
    agency_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, case_id: _Optional[str] = ..., minors_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., agency_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class CaseReference(_message.Message):
    __slots__ = ("case_id", "case_no", "coordinator_agency_id", "requesting_agency_id", "person_ids", "deceased_person_ids", "over", "continued", "minor_person_ids", "adult_person_ids", "unknown_agency_ids")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    COORDINATOR_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    REQUESTING_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    DECEASED_PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    OVER_FIELD_NUMBER: _ClassVar[int]
    CONTINUED_FIELD_NUMBER: _ClassVar[int]
    MINOR_PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    ADULT_PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    case_no: str
    coordinator_agency_id: str
    requesting_agency_id: str
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    deceased_person_ids: _containers.RepeatedScalarFieldContainer[str]
    over: bool
    continued: _containers.RepeatedCompositeFieldContainer[Continued]
    minor_person_ids: _containers.RepeatedScalarFieldContainer[str]
    adult_person_ids: _containers.RepeatedScalarFieldContainer[str]
    unknown_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., coordinator_agency_id: _Optional[str] = ..., requesting_agency_id: _Optional[str] = ..., person_ids: _Optional[_Iterable[str]] = ..., deceased_person_ids: _Optional[_Iterable[str]] = ..., over: _Optional[bool] = ..., continued: _Optional[_Iterable[_Union[Continued, _Mapping]]] = ..., minor_person_ids: _Optional[_Iterable[str]] = ..., adult_person_ids: _Optional[_Iterable[str]] = ..., unknown_agency_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class Continued(_message.Message):
    __slots__ = ("person_id", "before_case_id", "before_person_id")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    BEFORE_CASE_ID_FIELD_NUMBER: _ClassVar[int]
    BEFORE_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    before_case_id: str
    before_person_id: str
    def __init__(self, person_id: _Optional[str] = ..., before_case_id: _Optional[str] = ..., before_person_id: _Optional[str] = ...) -> None: ...

class AssignCoordinatorRequest(_message.Message):
    __slots__ = ("name", "request_id", "coordinator_person_id", "deputy_person_id", "reason", "etag")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    COORDINATOR_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    DEPUTY_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    coordinator_person_id: str
    deputy_person_id: str
    reason: str
    etag: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., coordinator_person_id: _Optional[str] = ..., deputy_person_id: _Optional[str] = ..., reason: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class ListHandsRequest(_message.Message):
    __slots__ = ("parent",)
    PARENT_FIELD_NUMBER: _ClassVar[int]
    parent: str
    def __init__(self, parent: _Optional[str] = ...) -> None: ...

class Hands(_message.Message):
    __slots__ = ("coordinator_person_id", "deputy_person_id", "recorded_by", "record_time")
    COORDINATOR_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    DEPUTY_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    RECORDED_BY_FIELD_NUMBER: _ClassVar[int]
    RECORD_TIME_FIELD_NUMBER: _ClassVar[int]
    coordinator_person_id: str
    deputy_person_id: str
    recorded_by: str
    record_time: _timestamp_pb2.Timestamp
    def __init__(self, coordinator_person_id: _Optional[str] = ..., deputy_person_id: _Optional[str] = ..., recorded_by: _Optional[str] = ..., record_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListHandsResponse(_message.Message):
    __slots__ = ("hands",)
    HANDS_FIELD_NUMBER: _ClassVar[int]
    hands: _containers.RepeatedCompositeFieldContainer[Hands]
    def __init__(self, hands: _Optional[_Iterable[_Union[Hands, _Mapping]]] = ...) -> None: ...

class ListMatchesRequest(_message.Message):
    __slots__ = ("parent",)
    PARENT_FIELD_NUMBER: _ClassVar[int]
    parent: str
    def __init__(self, parent: _Optional[str] = ...) -> None: ...

class Match(_message.Message):
    __slots__ = ("case_id", "case_no", "state", "person_id", "same_person_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    SAME_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    case_no: str
    state: str
    person_id: str
    same_person_id: str
    def __init__(self, case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., state: _Optional[str] = ..., person_id: _Optional[str] = ..., same_person_id: _Optional[str] = ...) -> None: ...

class ListMatchesResponse(_message.Message):
    __slots__ = ("matches",)
    MATCHES_FIELD_NUMBER: _ClassVar[int]
    matches: _containers.RepeatedCompositeFieldContainer[Match]
    def __init__(self, matches: _Optional[_Iterable[_Union[Match, _Mapping]]] = ...) -> None: ...

class GetPredecessorRequest(_message.Message):
    __slots__ = ("parent",)
    PARENT_FIELD_NUMBER: _ClassVar[int]
    parent: str
    def __init__(self, parent: _Optional[str] = ...) -> None: ...

class Predecessor(_message.Message):
    __slots__ = ("case", "consultation")
    CASE_FIELD_NUMBER: _ClassVar[int]
    CONSULTATION_FIELD_NUMBER: _ClassVar[int]
    case: Case
    consultation: Consultation
    def __init__(self, case: _Optional[_Union[Case, _Mapping]] = ..., consultation: _Optional[_Union[Consultation, _Mapping]] = ...) -> None: ...

class SamePerson(_message.Message):
    __slots__ = ("person_id", "into_person_id")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    INTO_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    into_person_id: str
    def __init__(self, person_id: _Optional[str] = ..., into_person_id: _Optional[str] = ...) -> None: ...

class MergeCaseRequest(_message.Message):
    __slots__ = ("name", "request_id", "into_case", "same_persons", "reason", "etag")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    INTO_CASE_FIELD_NUMBER: _ClassVar[int]
    SAME_PERSONS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    into_case: str
    same_persons: _containers.RepeatedCompositeFieldContainer[SamePerson]
    reason: str
    etag: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., into_case: _Optional[str] = ..., same_persons: _Optional[_Iterable[_Union[SamePerson, _Mapping]]] = ..., reason: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class SeparatePersonRequest(_message.Message):
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

class CorrectDeathRequest(_message.Message):
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

class CorrectMovingOutRequest(_message.Message):
    __slots__ = ("name", "request_id", "reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class CorrectConsultationRequest(_message.Message):
    __slots__ = ("name", "request_id", "right", "reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RIGHT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    right: RegisterConsultationRequest
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., right: _Optional[_Union[RegisterConsultationRequest, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class CorrectPersonRequest(_message.Message):
    __slots__ = ("name", "request_id", "person_id", "right", "reason", "etag", "fields")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    RIGHT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    person_id: str
    right: Person
    reason: str
    etag: str
    fields: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., person_id: _Optional[str] = ..., right: _Optional[_Union[Person, _Mapping]] = ..., reason: _Optional[str] = ..., etag: _Optional[str] = ..., fields: _Optional[_Iterable[str]] = ...) -> None: ...

class Correction(_message.Message):
    __slots__ = ("name", "case_id", "subject", "kind", "supersedes", "way_back", "way_back_name", "occur_time", "record_time", "recorded_by", "reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDES_FIELD_NUMBER: _ClassVar[int]
    WAY_BACK_FIELD_NUMBER: _ClassVar[int]
    WAY_BACK_NAME_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    RECORD_TIME_FIELD_NUMBER: _ClassVar[int]
    RECORDED_BY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    subject: str
    kind: str
    supersedes: str
    way_back: str
    way_back_name: str
    occur_time: _timestamp_pb2.Timestamp
    record_time: _timestamp_pb2.Timestamp
    recorded_by: str
    reason: str
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., subject: _Optional[str] = ..., kind: _Optional[str] = ..., supersedes: _Optional[str] = ..., way_back: _Optional[str] = ..., way_back_name: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., record_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., recorded_by: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class ListEntriesRequest(_message.Message):
    __slots__ = ("parent",)
    PARENT_FIELD_NUMBER: _ClassVar[int]
    parent: str
    def __init__(self, parent: _Optional[str] = ...) -> None: ...

class ListEntriesResponse(_message.Message):
    __slots__ = ("entries",)
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    entries: _containers.RepeatedCompositeFieldContainer[Correction]
    def __init__(self, entries: _Optional[_Iterable[_Union[Correction, _Mapping]]] = ...) -> None: ...

class MarkParticipationNeedRequest(_message.Message):
    __slots__ = ("name", "request_id", "person_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    person_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class ParticipationNeed(_message.Message):
    __slots__ = ("case_id", "person_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class ListKnownWithoutSupportRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class KnownHousehold(_message.Message):
    __slots__ = ("consultations", "agencies", "last_sign_time")
    CONSULTATIONS_FIELD_NUMBER: _ClassVar[int]
    AGENCIES_FIELD_NUMBER: _ClassVar[int]
    LAST_SIGN_TIME_FIELD_NUMBER: _ClassVar[int]
    consultations: _containers.RepeatedScalarFieldContainer[str]
    agencies: int
    last_sign_time: _timestamp_pb2.Timestamp
    def __init__(self, consultations: _Optional[_Iterable[str]] = ..., agencies: _Optional[int] = ..., last_sign_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListKnownWithoutSupportResponse(_message.Message):
    __slots__ = ("households",)
    HOUSEHOLDS_FIELD_NUMBER: _ClassVar[int]
    households: _containers.RepeatedCompositeFieldContainer[KnownHousehold]
    def __init__(self, households: _Optional[_Iterable[_Union[KnownHousehold, _Mapping]]] = ...) -> None: ...

class ListRecurringIssuesRequest(_message.Message):
    __slots__ = ("period_start", "period_end")
    PERIOD_START_FIELD_NUMBER: _ClassVar[int]
    PERIOD_END_FIELD_NUMBER: _ClassVar[int]
    period_start: _timestamp_pb2.Timestamp
    period_end: _timestamp_pb2.Timestamp
    def __init__(self, period_start: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., period_end: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RecurringIssue(_message.Message):
    __slots__ = ("concern", "area", "count")
    CONCERN_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    concern: str
    area: str
    count: int
    def __init__(self, concern: _Optional[str] = ..., area: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...

class ListRecurringIssuesResponse(_message.Message):
    __slots__ = ("issues",)
    ISSUES_FIELD_NUMBER: _ClassVar[int]
    issues: _containers.RepeatedCompositeFieldContainer[RecurringIssue]
    def __init__(self, issues: _Optional[_Iterable[_Union[RecurringIssue, _Mapping]]] = ...) -> None: ...

class PublishReferenceRequest(_message.Message):
    __slots__ = ("request_id", "document", "reason")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    document: str
    reason: str
    def __init__(self, request_id: _Optional[str] = ..., document: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class ReferenceVersion(_message.Message):
    __slots__ = ("version", "valid_from", "reason", "loaded_by", "load_time")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    VALID_FROM_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LOADED_BY_FIELD_NUMBER: _ClassVar[int]
    LOAD_TIME_FIELD_NUMBER: _ClassVar[int]
    version: str
    valid_from: str
    reason: str
    loaded_by: str
    load_time: _timestamp_pb2.Timestamp
    def __init__(self, version: _Optional[str] = ..., valid_from: _Optional[str] = ..., reason: _Optional[str] = ..., loaded_by: _Optional[str] = ..., load_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListReferenceVersionsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListReferenceVersionsResponse(_message.Message):
    __slots__ = ("versions",)
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    versions: _containers.RepeatedCompositeFieldContainer[ReferenceVersion]
    def __init__(self, versions: _Optional[_Iterable[_Union[ReferenceVersion, _Mapping]]] = ...) -> None: ...

class GetReferenceRequest(_message.Message):
    __slots__ = ("version",)
    VERSION_FIELD_NUMBER: _ClassVar[int]
    version: str
    def __init__(self, version: _Optional[str] = ...) -> None: ...

class Programme(_message.Message):
    __slots__ = ("programme_id", "title", "content", "target", "method", "agency", "section", "agency_ids", "legal_basis", "confidentiality_basis", "policy_ids", "section_agency_id")
    PROGRAMME_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    SECTION_FIELD_NUMBER: _ClassVar[int]
    AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    LEGAL_BASIS_FIELD_NUMBER: _ClassVar[int]
    CONFIDENTIALITY_BASIS_FIELD_NUMBER: _ClassVar[int]
    POLICY_IDS_FIELD_NUMBER: _ClassVar[int]
    SECTION_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    programme_id: str
    title: str
    content: str
    target: str
    method: str
    agency: str
    section: str
    agency_ids: _containers.RepeatedScalarFieldContainer[str]
    legal_basis: str
    confidentiality_basis: str
    policy_ids: _containers.RepeatedScalarFieldContainer[str]
    section_agency_id: str
    def __init__(self, programme_id: _Optional[str] = ..., title: _Optional[str] = ..., content: _Optional[str] = ..., target: _Optional[str] = ..., method: _Optional[str] = ..., agency: _Optional[str] = ..., section: _Optional[str] = ..., agency_ids: _Optional[_Iterable[str]] = ..., legal_basis: _Optional[str] = ..., confidentiality_basis: _Optional[str] = ..., policy_ids: _Optional[_Iterable[str]] = ..., section_agency_id: _Optional[str] = ...) -> None: ...

class ConcernCode(_message.Message):
    __slots__ = ("code", "display_name", "domains", "situation")
    CODE_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    DOMAINS_FIELD_NUMBER: _ClassVar[int]
    SITUATION_FIELD_NUMBER: _ClassVar[int]
    code: str
    display_name: str
    domains: _containers.RepeatedScalarFieldContainer[str]
    situation: bool
    def __init__(self, code: _Optional[str] = ..., display_name: _Optional[str] = ..., domains: _Optional[_Iterable[str]] = ..., situation: _Optional[bool] = ...) -> None: ...

class EligibilityRule(_message.Message):
    __slots__ = ("rule_id", "programme_id", "agency_id", "reason")
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    PROGRAMME_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    rule_id: str
    programme_id: str
    agency_id: str
    reason: str
    def __init__(self, rule_id: _Optional[str] = ..., programme_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class Target(_message.Message):
    __slots__ = ("code", "kind", "display_name", "target", "policy_ids")
    CODE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    POLICY_IDS_FIELD_NUMBER: _ClassVar[int]
    code: str
    kind: str
    display_name: str
    target: str
    policy_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, code: _Optional[str] = ..., kind: _Optional[str] = ..., display_name: _Optional[str] = ..., target: _Optional[str] = ..., policy_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class Policy(_message.Message):
    __slots__ = ("policy_id", "text")
    POLICY_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    policy_id: str
    text: str
    def __init__(self, policy_id: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class CityPlan(_message.Message):
    __slots__ = ("plan_id", "title", "parent_id", "period_start", "period_end", "policies", "ending")
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    PERIOD_START_FIELD_NUMBER: _ClassVar[int]
    PERIOD_END_FIELD_NUMBER: _ClassVar[int]
    POLICIES_FIELD_NUMBER: _ClassVar[int]
    ENDING_FIELD_NUMBER: _ClassVar[int]
    plan_id: str
    title: str
    parent_id: str
    period_start: str
    period_end: str
    policies: _containers.RepeatedCompositeFieldContainer[Policy]
    ending: bool
    def __init__(self, plan_id: _Optional[str] = ..., title: _Optional[str] = ..., parent_id: _Optional[str] = ..., period_start: _Optional[str] = ..., period_end: _Optional[str] = ..., policies: _Optional[_Iterable[_Union[Policy, _Mapping]]] = ..., ending: _Optional[bool] = ...) -> None: ...

class MeetingKind(_message.Message):
    __slots__ = ("code", "display_name", "legal_basis")
    CODE_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    LEGAL_BASIS_FIELD_NUMBER: _ClassVar[int]
    code: str
    display_name: str
    legal_basis: str
    def __init__(self, code: _Optional[str] = ..., display_name: _Optional[str] = ..., legal_basis: _Optional[str] = ...) -> None: ...

class ReferenceData(_message.Message):
    __slots__ = ("version", "valid_from", "programmes", "concerns", "rules", "targets", "plans", "meetings", "unlinked")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    VALID_FROM_FIELD_NUMBER: _ClassVar[int]
    PROGRAMMES_FIELD_NUMBER: _ClassVar[int]
    CONCERNS_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    PLANS_FIELD_NUMBER: _ClassVar[int]
    MEETINGS_FIELD_NUMBER: _ClassVar[int]
    UNLINKED_FIELD_NUMBER: _ClassVar[int]
    version: str
    valid_from: str
    programmes: _containers.RepeatedCompositeFieldContainer[Programme]
    concerns: _containers.RepeatedCompositeFieldContainer[ConcernCode]
    rules: _containers.RepeatedCompositeFieldContainer[EligibilityRule]
    targets: _containers.RepeatedCompositeFieldContainer[Target]
    plans: _containers.RepeatedCompositeFieldContainer[CityPlan]
    meetings: _containers.RepeatedCompositeFieldContainer[MeetingKind]
    unlinked: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, version: _Optional[str] = ..., valid_from: _Optional[str] = ..., programmes: _Optional[_Iterable[_Union[Programme, _Mapping]]] = ..., concerns: _Optional[_Iterable[_Union[ConcernCode, _Mapping]]] = ..., rules: _Optional[_Iterable[_Union[EligibilityRule, _Mapping]]] = ..., targets: _Optional[_Iterable[_Union[Target, _Mapping]]] = ..., plans: _Optional[_Iterable[_Union[CityPlan, _Mapping]]] = ..., meetings: _Optional[_Iterable[_Union[MeetingKind, _Mapping]]] = ..., unlinked: _Optional[_Iterable[str]] = ...) -> None: ...

class ListSupervisedLoadRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class SupervisedLoad(_message.Message):
    __slots__ = ("agency_id", "open_items", "overdue_items", "open_handoffs")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    OPEN_ITEMS_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_ITEMS_FIELD_NUMBER: _ClassVar[int]
    OPEN_HANDOFFS_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    open_items: int
    overdue_items: int
    open_handoffs: int
    def __init__(self, agency_id: _Optional[str] = ..., open_items: _Optional[int] = ..., overdue_items: _Optional[int] = ..., open_handoffs: _Optional[int] = ...) -> None: ...

class ListSupervisedLoadResponse(_message.Message):
    __slots__ = ("loads",)
    LOADS_FIELD_NUMBER: _ClassVar[int]
    loads: _containers.RepeatedCompositeFieldContainer[SupervisedLoad]
    def __init__(self, loads: _Optional[_Iterable[_Union[SupervisedLoad, _Mapping]]] = ...) -> None: ...

class Recommendation(_message.Message):
    __slots__ = ("agency_id", "programme_id", "rule_id", "reason")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    PROGRAMME_ID_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    programme_id: str
    rule_id: str
    reason: str
    def __init__(self, agency_id: _Optional[str] = ..., programme_id: _Optional[str] = ..., rule_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class GetMunicipalityRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Municipality(_message.Message):
    __slots__ = ("coordinator_agency_id", "outreach_agency_id")
    COORDINATOR_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    OUTREACH_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    coordinator_agency_id: str
    outreach_agency_id: str
    def __init__(self, coordinator_agency_id: _Optional[str] = ..., outreach_agency_id: _Optional[str] = ...) -> None: ...

class Keeper(_message.Message):
    __slots__ = ("agency_id", "person_id")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    person_id: str
    def __init__(self, agency_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class CloseReader(_message.Message):
    __slots__ = ("agency_id", "staff_id")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    STAFF_ID_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    staff_id: str
    def __init__(self, agency_id: _Optional[str] = ..., staff_id: _Optional[str] = ...) -> None: ...

class RecordRelationRequest(_message.Message):
    __slots__ = ("name", "request_id", "from_person_id", "person_id", "code", "close_readers")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    CLOSE_READERS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    from_person_id: str
    person_id: str
    code: RelationCode
    close_readers: _containers.RepeatedCompositeFieldContainer[CloseReader]
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., from_person_id: _Optional[str] = ..., person_id: _Optional[str] = ..., code: _Optional[_Union[RelationCode, str]] = ..., close_readers: _Optional[_Iterable[_Union[CloseReader, _Mapping]]] = ...) -> None: ...

class Relation(_message.Message):
    __slots__ = ("name", "case_id", "from_person_id", "person_id", "code", "close_readers", "ended")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    CLOSE_READERS_FIELD_NUMBER: _ClassVar[int]
    ENDED_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    from_person_id: str
    person_id: str
    code: RelationCode
    close_readers: _containers.RepeatedCompositeFieldContainer[CloseReader]
    ended: bool
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., from_person_id: _Optional[str] = ..., person_id: _Optional[str] = ..., code: _Optional[_Union[RelationCode, str]] = ..., close_readers: _Optional[_Iterable[_Union[CloseReader, _Mapping]]] = ..., ended: _Optional[bool] = ...) -> None: ...

class EndRelationRequest(_message.Message):
    __slots__ = ("name", "request_id", "reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class ListRelationsRequest(_message.Message):
    __slots__ = ("parent",)
    PARENT_FIELD_NUMBER: _ClassVar[int]
    parent: str
    def __init__(self, parent: _Optional[str] = ...) -> None: ...

class ListRelationsResponse(_message.Message):
    __slots__ = ("relations",)
    RELATIONS_FIELD_NUMBER: _ClassVar[int]
    relations: _containers.RepeatedCompositeFieldContainer[Relation]
    def __init__(self, relations: _Optional[_Iterable[_Union[Relation, _Mapping]]] = ...) -> None: ...

class ConcealAddressRequest(_message.Message):
    __slots__ = ("request_id", "person_id", "keepers", "end_time")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    KEEPERS_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    person_id: str
    keepers: _containers.RepeatedCompositeFieldContainer[Keeper]
    end_time: _timestamp_pb2.Timestamp
    def __init__(self, request_id: _Optional[str] = ..., person_id: _Optional[str] = ..., keepers: _Optional[_Iterable[_Union[Keeper, _Mapping]]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Concealment(_message.Message):
    __slots__ = ("name", "person_ids", "keepers", "end_time", "etag")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    KEEPERS_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    name: str
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    keepers: _containers.RepeatedCompositeFieldContainer[Keeper]
    end_time: _timestamp_pb2.Timestamp
    etag: str
    def __init__(self, name: _Optional[str] = ..., person_ids: _Optional[_Iterable[str]] = ..., keepers: _Optional[_Iterable[_Union[Keeper, _Mapping]]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., etag: _Optional[str] = ...) -> None: ...

class ListConcealmentsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListConcealmentsResponse(_message.Message):
    __slots__ = ("concealments",)
    CONCEALMENTS_FIELD_NUMBER: _ClassVar[int]
    concealments: _containers.RepeatedCompositeFieldContainer[Concealment]
    def __init__(self, concealments: _Optional[_Iterable[_Union[Concealment, _Mapping]]] = ...) -> None: ...

class GetConcealedAddressRequest(_message.Message):
    __slots__ = ("person_id", "glass")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    GLASS_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    glass: str
    def __init__(self, person_id: _Optional[str] = ..., glass: _Optional[str] = ...) -> None: ...

class ConcealedAddress(_message.Message):
    __slots__ = ("person_id", "address")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    address: str
    def __init__(self, person_id: _Optional[str] = ..., address: _Optional[str] = ...) -> None: ...

class ReleaseAddressRequest(_message.Message):
    __slots__ = ("name", "request_id", "etag")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    etag: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class CheckConcealmentRequest(_message.Message):
    __slots__ = ("person_id",)
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    def __init__(self, person_id: _Optional[str] = ...) -> None: ...

class CheckConcealmentResponse(_message.Message):
    __slots__ = ("concealed",)
    CONCEALED_FIELD_NUMBER: _ClassVar[int]
    concealed: bool
    def __init__(self, concealed: _Optional[bool] = ...) -> None: ...

class CheckOutreachAgencyRequest(_message.Message):
    __slots__ = ("case_id", "person_id", "agency_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    agency_id: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., agency_id: _Optional[str] = ...) -> None: ...

class CheckOutreachAgencyResponse(_message.Message):
    __slots__ = ("may_be_given", "over")
    MAY_BE_GIVEN_FIELD_NUMBER: _ClassVar[int]
    OVER_FIELD_NUMBER: _ClassVar[int]
    may_be_given: bool
    over: bool
    def __init__(self, may_be_given: _Optional[bool] = ..., over: _Optional[bool] = ...) -> None: ...

class BreakGlassRequest(_message.Message):
    __slots__ = ("name", "request_id", "reason")
    class Reason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        REASON_UNSPECIFIED: _ClassVar[BreakGlassRequest.Reason]
        REASON_LIFE_THREAT: _ClassVar[BreakGlassRequest.Reason]
        REASON_ABUSE_REPORT: _ClassVar[BreakGlassRequest.Reason]
    REASON_UNSPECIFIED: BreakGlassRequest.Reason
    REASON_LIFE_THREAT: BreakGlassRequest.Reason
    REASON_ABUSE_REPORT: BreakGlassRequest.Reason
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reason: BreakGlassRequest.Reason
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reason: _Optional[_Union[BreakGlassRequest.Reason, str]] = ...) -> None: ...

class Glass(_message.Message):
    __slots__ = ("name", "case_id", "state", "expire_time")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    state: str
    expire_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., state: _Optional[str] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetEmergencyViewRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class EmergencyPerson(_message.Message):
    __slots__ = ("person_id", "display_name", "kana", "phone", "address")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    KANA_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    display_name: str
    kana: str
    phone: str
    address: str
    def __init__(self, person_id: _Optional[str] = ..., display_name: _Optional[str] = ..., kana: _Optional[str] = ..., phone: _Optional[str] = ..., address: _Optional[str] = ...) -> None: ...

class EmergencyView(_message.Message):
    __slots__ = ("name", "case_id", "persons", "urgency_facts", "urgency")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSONS_FIELD_NUMBER: _ClassVar[int]
    URGENCY_FACTS_FIELD_NUMBER: _ClassVar[int]
    URGENCY_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    persons: _containers.RepeatedCompositeFieldContainer[EmergencyPerson]
    urgency_facts: _containers.RepeatedScalarFieldContainer[str]
    urgency: int
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., persons: _Optional[_Iterable[_Union[EmergencyPerson, _Mapping]]] = ..., urgency_facts: _Optional[_Iterable[str]] = ..., urgency: _Optional[int] = ...) -> None: ...

class ConfirmGlassRequest(_message.Message):
    __slots__ = ("name", "request_id", "person_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    person_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class ReviewGlassRequest(_message.Message):
    __slots__ = ("name", "request_id", "verdict", "reason")
    class Verdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        VERDICT_UNSPECIFIED: _ClassVar[ReviewGlassRequest.Verdict]
        VERDICT_JUSTIFIED: _ClassVar[ReviewGlassRequest.Verdict]
        VERDICT_NOT_JUSTIFIED: _ClassVar[ReviewGlassRequest.Verdict]
    VERDICT_UNSPECIFIED: ReviewGlassRequest.Verdict
    VERDICT_JUSTIFIED: ReviewGlassRequest.Verdict
    VERDICT_NOT_JUSTIFIED: ReviewGlassRequest.Verdict
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    verdict: ReviewGlassRequest.Verdict
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., verdict: _Optional[_Union[ReviewGlassRequest.Verdict, str]] = ..., reason: _Optional[str] = ...) -> None: ...
