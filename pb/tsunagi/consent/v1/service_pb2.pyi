import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pb.tsunagi.disclosure.v1 import disclosure_pb2 as _disclosure_pb2
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

class Answer(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ANSWER_UNSPECIFIED: _ClassVar[Answer]
    ANSWER_GRANTED: _ClassVar[Answer]
    ANSWER_REFUSED: _ClassVar[Answer]
    ANSWER_DEFERRED: _ClassVar[Answer]
    ANSWER_CANNOT_DECIDE: _ClassVar[Answer]
    ANSWER_DANGEROUS: _ClassVar[Answer]

class GivenBy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GIVEN_BY_UNSPECIFIED: _ClassVar[GivenBy]
    GIVEN_BY_SELF: _ClassVar[GivenBy]
    GIVEN_BY_LEGAL_REPRESENTATIVE: _ClassVar[GivenBy]
    GIVEN_BY_VOLUNTARY_GUARDIAN: _ClassVar[GivenBy]

class Capacity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CAPACITY_UNSPECIFIED: _ClassVar[Capacity]
    CAPACITY_OK: _ClassVar[Capacity]
    CAPACITY_SUPPORTED: _ClassVar[Capacity]
    CAPACITY_DOUBTFUL: _ClassVar[Capacity]

class Method(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    METHOD_UNSPECIFIED: _ClassVar[Method]
    METHOD_WRITTEN: _ClassVar[Method]
    METHOD_ORAL: _ClassVar[Method]
    METHOD_SCRIBED: _ClassVar[Method]
    METHOD_ELECTRONIC: _ClassVar[Method]
ANSWER_UNSPECIFIED: Answer
ANSWER_GRANTED: Answer
ANSWER_REFUSED: Answer
ANSWER_DEFERRED: Answer
ANSWER_CANNOT_DECIDE: Answer
ANSWER_DANGEROUS: Answer
GIVEN_BY_UNSPECIFIED: GivenBy
GIVEN_BY_SELF: GivenBy
GIVEN_BY_LEGAL_REPRESENTATIVE: GivenBy
GIVEN_BY_VOLUNTARY_GUARDIAN: GivenBy
CAPACITY_UNSPECIFIED: Capacity
CAPACITY_OK: Capacity
CAPACITY_SUPPORTED: Capacity
CAPACITY_DOUBTFUL: Capacity
METHOD_UNSPECIFIED: Method
METHOD_WRITTEN: Method
METHOD_ORAL: Method
METHOD_SCRIBED: Method
METHOD_ELECTRONIC: Method

class GrantTerms(_message.Message):
    __slots__ = ("agency_id", "data_categories", "purposes", "valid_until")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    DATA_CATEGORIES_FIELD_NUMBER: _ClassVar[int]
    PURPOSES_FIELD_NUMBER: _ClassVar[int]
    VALID_UNTIL_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    data_categories: _containers.RepeatedScalarFieldContainer[str]
    purposes: _containers.RepeatedScalarFieldContainer[str]
    valid_until: _timestamp_pb2.Timestamp
    def __init__(self, agency_id: _Optional[str] = ..., data_categories: _Optional[_Iterable[str]] = ..., purposes: _Optional[_Iterable[str]] = ..., valid_until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RecordConsentRequest(_message.Message):
    __slots__ = ("request_id", "case_id", "person_id", "consent_request", "answer", "given_by", "capacity", "method", "form_version", "language", "interpreter", "explained_by", "occurred_at", "evidence_ref", "proposed_agency_ids", "grants", "refused", "interests_conflict", "own_words", "minor", "person_language")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    CONSENT_REQUEST_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    GIVEN_BY_FIELD_NUMBER: _ClassVar[int]
    CAPACITY_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    FORM_VERSION_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    INTERPRETER_FIELD_NUMBER: _ClassVar[int]
    EXPLAINED_BY_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_REF_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    GRANTS_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    INTERESTS_CONFLICT_FIELD_NUMBER: _ClassVar[int]
    OWN_WORDS_FIELD_NUMBER: _ClassVar[int]
    MINOR_FIELD_NUMBER: _ClassVar[int]
    PERSON_LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    case_id: str
    person_id: str
    consent_request: str
    answer: Answer
    given_by: GivenBy
    capacity: Capacity
    method: Method
    form_version: str
    language: str
    interpreter: bool
    explained_by: str
    occurred_at: _timestamp_pb2.Timestamp
    evidence_ref: str
    proposed_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    grants: _containers.RepeatedCompositeFieldContainer[GrantTerms]
    refused: _containers.RepeatedCompositeFieldContainer[GrantTerms]
    interests_conflict: bool
    own_words: str
    minor: bool
    person_language: str
    def __init__(self, request_id: _Optional[str] = ..., case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., consent_request: _Optional[str] = ..., answer: _Optional[_Union[Answer, str]] = ..., given_by: _Optional[_Union[GivenBy, str]] = ..., capacity: _Optional[_Union[Capacity, str]] = ..., method: _Optional[_Union[Method, str]] = ..., form_version: _Optional[str] = ..., language: _Optional[str] = ..., interpreter: _Optional[bool] = ..., explained_by: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., evidence_ref: _Optional[str] = ..., proposed_agency_ids: _Optional[_Iterable[str]] = ..., grants: _Optional[_Iterable[_Union[GrantTerms, _Mapping]]] = ..., refused: _Optional[_Iterable[_Union[GrantTerms, _Mapping]]] = ..., interests_conflict: _Optional[bool] = ..., own_words: _Optional[str] = ..., minor: _Optional[bool] = ..., person_language: _Optional[str] = ...) -> None: ...

class FormTick(_message.Message):
    __slots__ = ("agency_id", "boxes", "struck")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    BOXES_FIELD_NUMBER: _ClassVar[int]
    STRUCK_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    boxes: _containers.RepeatedScalarFieldContainer[str]
    struck: _containers.RepeatedCompositeFieldContainer[StruckCell]
    def __init__(self, agency_id: _Optional[str] = ..., boxes: _Optional[_Iterable[str]] = ..., struck: _Optional[_Iterable[_Union[StruckCell, _Mapping]]] = ...) -> None: ...

class StruckCell(_message.Message):
    __slots__ = ("data_category", "purpose")
    DATA_CATEGORY_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    data_category: str
    purpose: str
    def __init__(self, data_category: _Optional[str] = ..., purpose: _Optional[str] = ...) -> None: ...

class RecordFormRequest(_message.Message):
    __slots__ = ("request_id", "answer", "ticks")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    TICKS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    answer: RecordConsentRequest
    ticks: _containers.RepeatedCompositeFieldContainer[FormTick]
    def __init__(self, request_id: _Optional[str] = ..., answer: _Optional[_Union[RecordConsentRequest, _Mapping]] = ..., ticks: _Optional[_Iterable[_Union[FormTick, _Mapping]]] = ...) -> None: ...

class CorrectConsentRequest(_message.Message):
    __slots__ = ("request_id", "name", "reason", "answer")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    name: str
    reason: str
    answer: RecordConsentRequest
    def __init__(self, request_id: _Optional[str] = ..., name: _Optional[str] = ..., reason: _Optional[str] = ..., answer: _Optional[_Union[RecordConsentRequest, _Mapping]] = ...) -> None: ...

class GetConsentRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class RequestConsentRequest(_message.Message):
    __slots__ = ("request_id", "case_id", "person_id", "form_version", "agency_ids")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    FORM_VERSION_FIELD_NUMBER: _ClassVar[int]
    AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    case_id: str
    person_id: str
    form_version: str
    agency_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, request_id: _Optional[str] = ..., case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., form_version: _Optional[str] = ..., agency_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class RequestConsentResponse(_message.Message):
    __slots__ = ("asked_count",)
    ASKED_COUNT_FIELD_NUMBER: _ClassVar[int]
    asked_count: int
    def __init__(self, asked_count: _Optional[int] = ...) -> None: ...

class ListConsentFormsRequest(_message.Message):
    __slots__ = ("use_time",)
    USE_TIME_FIELD_NUMBER: _ClassVar[int]
    use_time: _timestamp_pb2.Timestamp
    def __init__(self, use_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListConsentFormsResponse(_message.Message):
    __slots__ = ("forms",)
    FORMS_FIELD_NUMBER: _ClassVar[int]
    forms: _containers.RepeatedCompositeFieldContainer[ConsentForm]
    def __init__(self, forms: _Optional[_Iterable[_Union[ConsentForm, _Mapping]]] = ...) -> None: ...

class ConsentForm(_message.Message):
    __slots__ = ("form_version", "start_date", "valid_days", "boxes", "translations")
    class Box(_message.Message):
        __slots__ = ("box", "data_categories", "purposes")
        BOX_FIELD_NUMBER: _ClassVar[int]
        DATA_CATEGORIES_FIELD_NUMBER: _ClassVar[int]
        PURPOSES_FIELD_NUMBER: _ClassVar[int]
        box: str
        data_categories: _containers.RepeatedScalarFieldContainer[str]
        purposes: _containers.RepeatedScalarFieldContainer[str]
        def __init__(self, box: _Optional[str] = ..., data_categories: _Optional[_Iterable[str]] = ..., purposes: _Optional[_Iterable[str]] = ...) -> None: ...
    class Text(_message.Message):
        __slots__ = ("key", "text")
        KEY_FIELD_NUMBER: _ClassVar[int]
        TEXT_FIELD_NUMBER: _ClassVar[int]
        key: str
        text: str
        def __init__(self, key: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...
    class Translation(_message.Message):
        __slots__ = ("language", "texts")
        LANGUAGE_FIELD_NUMBER: _ClassVar[int]
        TEXTS_FIELD_NUMBER: _ClassVar[int]
        language: str
        texts: _containers.RepeatedCompositeFieldContainer[ConsentForm.Text]
        def __init__(self, language: _Optional[str] = ..., texts: _Optional[_Iterable[_Union[ConsentForm.Text, _Mapping]]] = ...) -> None: ...
    FORM_VERSION_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    VALID_DAYS_FIELD_NUMBER: _ClassVar[int]
    BOXES_FIELD_NUMBER: _ClassVar[int]
    TRANSLATIONS_FIELD_NUMBER: _ClassVar[int]
    form_version: str
    start_date: str
    valid_days: int
    boxes: _containers.RepeatedCompositeFieldContainer[ConsentForm.Box]
    translations: _containers.RepeatedCompositeFieldContainer[ConsentForm.Translation]
    def __init__(self, form_version: _Optional[str] = ..., start_date: _Optional[str] = ..., valid_days: _Optional[int] = ..., boxes: _Optional[_Iterable[_Union[ConsentForm.Box, _Mapping]]] = ..., translations: _Optional[_Iterable[_Union[ConsentForm.Translation, _Mapping]]] = ...) -> None: ...

class ConfirmStopUseRequest(_message.Message):
    __slots__ = ("request_id", "name", "measure", "occurred_at")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    name: str
    measure: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, request_id: _Optional[str] = ..., name: _Optional[str] = ..., measure: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class StopUse(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "person_id", "agency_id", "reason", "remaining_count", "state", "end_time", "measure", "confirm_time", "confirmed_by")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[StopUse.State]
        STATE_OPEN: _ClassVar[StopUse.State]
        STATE_CONFIRMED: _ClassVar[StopUse.State]
        STATE_CLOSED: _ClassVar[StopUse.State]
    STATE_UNSPECIFIED: StopUse.State
    STATE_OPEN: StopUse.State
    STATE_CONFIRMED: StopUse.State
    STATE_CLOSED: StopUse.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REMAINING_COUNT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    CONFIRM_TIME_FIELD_NUMBER: _ClassVar[int]
    CONFIRMED_BY_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    person_id: str
    agency_id: str
    reason: str
    remaining_count: int
    state: StopUse.State
    end_time: _timestamp_pb2.Timestamp
    measure: str
    confirm_time: _timestamp_pb2.Timestamp
    confirmed_by: str
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., person_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., reason: _Optional[str] = ..., remaining_count: _Optional[int] = ..., state: _Optional[_Union[StopUse.State, str]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., measure: _Optional[str] = ..., confirm_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., confirmed_by: _Optional[str] = ...) -> None: ...

class ListStopUsesRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "case_id", "unconfirmed_only")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    UNCONFIRMED_ONLY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    case_id: str
    unconfirmed_only: bool
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., case_id: _Optional[str] = ..., unconfirmed_only: _Optional[bool] = ...) -> None: ...

class ListStopUsesResponse(_message.Message):
    __slots__ = ("stop_uses", "next_page_token")
    STOP_USES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    stop_uses: _containers.RepeatedCompositeFieldContainer[StopUse]
    next_page_token: str
    def __init__(self, stop_uses: _Optional[_Iterable[_Union[StopUse, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class Consent(_message.Message):
    __slots__ = ("name", "case_id", "person_id", "consent_request", "answer", "coverage", "occur_time", "record_time", "grants", "given_by", "capacity", "method", "form_version", "language", "interpreter", "explained_by", "evidence_ref", "own_words", "deferral_reason", "corrects", "correction_reason", "corrected")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    CONSENT_REQUEST_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    RECORD_TIME_FIELD_NUMBER: _ClassVar[int]
    GRANTS_FIELD_NUMBER: _ClassVar[int]
    GIVEN_BY_FIELD_NUMBER: _ClassVar[int]
    CAPACITY_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    FORM_VERSION_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    INTERPRETER_FIELD_NUMBER: _ClassVar[int]
    EXPLAINED_BY_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_REF_FIELD_NUMBER: _ClassVar[int]
    OWN_WORDS_FIELD_NUMBER: _ClassVar[int]
    DEFERRAL_REASON_FIELD_NUMBER: _ClassVar[int]
    CORRECTS_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    person_id: str
    consent_request: str
    answer: Answer
    coverage: str
    occur_time: _timestamp_pb2.Timestamp
    record_time: _timestamp_pb2.Timestamp
    grants: _containers.RepeatedCompositeFieldContainer[Grant]
    given_by: GivenBy
    capacity: Capacity
    method: Method
    form_version: str
    language: str
    interpreter: bool
    explained_by: str
    evidence_ref: str
    own_words: str
    deferral_reason: str
    corrects: str
    correction_reason: str
    corrected: bool
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., consent_request: _Optional[str] = ..., answer: _Optional[_Union[Answer, str]] = ..., coverage: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., record_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., grants: _Optional[_Iterable[_Union[Grant, _Mapping]]] = ..., given_by: _Optional[_Union[GivenBy, str]] = ..., capacity: _Optional[_Union[Capacity, str]] = ..., method: _Optional[_Union[Method, str]] = ..., form_version: _Optional[str] = ..., language: _Optional[str] = ..., interpreter: _Optional[bool] = ..., explained_by: _Optional[str] = ..., evidence_ref: _Optional[str] = ..., own_words: _Optional[str] = ..., deferral_reason: _Optional[str] = ..., corrects: _Optional[str] = ..., correction_reason: _Optional[str] = ..., corrected: _Optional[bool] = ...) -> None: ...

class Grant(_message.Message):
    __slots__ = ("name", "case_id", "person_id", "agency_id", "data_category", "purpose", "state", "valid_from_time", "valid_until_time", "end_time", "consent")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Grant.State]
        STATE_GRANTED: _ClassVar[Grant.State]
        STATE_REFUSED: _ClassVar[Grant.State]
        STATE_WITHDRAWN: _ClassVar[Grant.State]
        STATE_EXPIRED: _ClassVar[Grant.State]
        STATE_SUPERSEDED: _ClassVar[Grant.State]
        STATE_ENDED_BY_DEATH: _ClassVar[Grant.State]
        STATE_ENDED_WITH_CASE: _ClassVar[Grant.State]
        STATE_REQUESTED: _ClassVar[Grant.State]
        STATE_DEFERRED: _ClassVar[Grant.State]
        STATE_LAPSED: _ClassVar[Grant.State]
    STATE_UNSPECIFIED: Grant.State
    STATE_GRANTED: Grant.State
    STATE_REFUSED: Grant.State
    STATE_WITHDRAWN: Grant.State
    STATE_EXPIRED: Grant.State
    STATE_SUPERSEDED: Grant.State
    STATE_ENDED_BY_DEATH: Grant.State
    STATE_ENDED_WITH_CASE: Grant.State
    STATE_REQUESTED: Grant.State
    STATE_DEFERRED: Grant.State
    STATE_LAPSED: Grant.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    DATA_CATEGORY_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    VALID_FROM_TIME_FIELD_NUMBER: _ClassVar[int]
    VALID_UNTIL_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    CONSENT_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    person_id: str
    agency_id: str
    data_category: str
    purpose: str
    state: Grant.State
    valid_from_time: _timestamp_pb2.Timestamp
    valid_until_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    consent: str
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., data_category: _Optional[str] = ..., purpose: _Optional[str] = ..., state: _Optional[_Union[Grant.State, str]] = ..., valid_from_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., valid_until_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., consent: _Optional[str] = ...) -> None: ...

class WithdrawConsentRequest(_message.Message):
    __slots__ = ("request_id", "case_id", "person_id", "agency_id", "occurred_at")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    case_id: str
    person_id: str
    agency_id: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, request_id: _Optional[str] = ..., case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class WithdrawConsentResponse(_message.Message):
    __slots__ = ("grants", "remaining_count", "name")
    GRANTS_FIELD_NUMBER: _ClassVar[int]
    REMAINING_COUNT_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    grants: _containers.RepeatedCompositeFieldContainer[Grant]
    remaining_count: int
    name: str
    def __init__(self, grants: _Optional[_Iterable[_Union[Grant, _Mapping]]] = ..., remaining_count: _Optional[int] = ..., name: _Optional[str] = ...) -> None: ...

class ConsentRequest(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "person_id", "state", "open_time", "due_time", "answer", "consent", "coverage")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[ConsentRequest.State]
        STATE_OPEN: _ClassVar[ConsentRequest.State]
        STATE_ANSWERED: _ClassVar[ConsentRequest.State]
        STATE_LAPSED: _ClassVar[ConsentRequest.State]
        STATE_CLOSED: _ClassVar[ConsentRequest.State]
    STATE_UNSPECIFIED: ConsentRequest.State
    STATE_OPEN: ConsentRequest.State
    STATE_ANSWERED: ConsentRequest.State
    STATE_LAPSED: ConsentRequest.State
    STATE_CLOSED: ConsentRequest.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    OPEN_TIME_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    CONSENT_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    person_id: str
    state: ConsentRequest.State
    open_time: _timestamp_pb2.Timestamp
    due_time: _timestamp_pb2.Timestamp
    answer: Answer
    consent: str
    coverage: str
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., person_id: _Optional[str] = ..., state: _Optional[_Union[ConsentRequest.State, str]] = ..., open_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., answer: _Optional[_Union[Answer, str]] = ..., consent: _Optional[str] = ..., coverage: _Optional[str] = ...) -> None: ...

class GetConsentRequestRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListConsentRequestsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "case_id", "person_id", "open_only")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    OPEN_ONLY_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    case_id: str
    person_id: str
    open_only: bool
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., open_only: _Optional[bool] = ...) -> None: ...

class ListConsentRequestsResponse(_message.Message):
    __slots__ = ("consent_requests", "next_page_token")
    CONSENT_REQUESTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    consent_requests: _containers.RepeatedCompositeFieldContainer[ConsentRequest]
    next_page_token: str
    def __init__(self, consent_requests: _Optional[_Iterable[_Union[ConsentRequest, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListGrantsRequest(_message.Message):
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

class ListGrantsResponse(_message.Message):
    __slots__ = ("grants", "next_page_token")
    GRANTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    grants: _containers.RepeatedCompositeFieldContainer[Grant]
    next_page_token: str
    def __init__(self, grants: _Optional[_Iterable[_Union[Grant, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CheckGrantRequest(_message.Message):
    __slots__ = ("case_id", "person_id", "agency_id", "purpose", "data_categories")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    DATA_CATEGORIES_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    agency_id: str
    purpose: str
    data_categories: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., purpose: _Optional[str] = ..., data_categories: _Optional[_Iterable[str]] = ...) -> None: ...

class CheckGrantResponse(_message.Message):
    __slots__ = ("permitted", "basis", "grant_ids", "check_time")
    PERMITTED_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    GRANT_IDS_FIELD_NUMBER: _ClassVar[int]
    CHECK_TIME_FIELD_NUMBER: _ClassVar[int]
    permitted: bool
    basis: str
    grant_ids: _containers.RepeatedScalarFieldContainer[str]
    check_time: _timestamp_pb2.Timestamp
    def __init__(self, permitted: _Optional[bool] = ..., basis: _Optional[str] = ..., grant_ids: _Optional[_Iterable[str]] = ..., check_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListGrantedAgenciesRequest(_message.Message):
    __slots__ = ("case_id", "person_id", "purpose")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    purpose: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., purpose: _Optional[str] = ...) -> None: ...

class ListGrantedAgenciesResponse(_message.Message):
    __slots__ = ("agency_ids", "lost_agency_ids")
    AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    LOST_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    agency_ids: _containers.RepeatedScalarFieldContainer[str]
    lost_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, agency_ids: _Optional[_Iterable[str]] = ..., lost_agency_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class GetAnswerStateRequest(_message.Message):
    __slots__ = ("case_id", "person_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class AnswerState(_message.Message):
    __slots__ = ("answer_code", "answer_time", "refusal_time", "volunteered")
    ANSWER_CODE_FIELD_NUMBER: _ClassVar[int]
    ANSWER_TIME_FIELD_NUMBER: _ClassVar[int]
    REFUSAL_TIME_FIELD_NUMBER: _ClassVar[int]
    VOLUNTEERED_FIELD_NUMBER: _ClassVar[int]
    answer_code: str
    answer_time: _timestamp_pb2.Timestamp
    refusal_time: _timestamp_pb2.Timestamp
    volunteered: bool
    def __init__(self, answer_code: _Optional[str] = ..., answer_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., refusal_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., volunteered: _Optional[bool] = ...) -> None: ...
