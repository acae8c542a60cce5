from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ConsentAnswered(_message.Message):
    __slots__ = ("case_id", "person_id", "consent_request_id", "consent_answer", "coverage", "consent_expires_at")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    CONSENT_REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    CONSENT_ANSWER_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_FIELD_NUMBER: _ClassVar[int]
    CONSENT_EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    consent_request_id: str
    consent_answer: str
    coverage: str
    consent_expires_at: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., consent_request_id: _Optional[str] = ..., consent_answer: _Optional[str] = ..., coverage: _Optional[str] = ..., consent_expires_at: _Optional[str] = ...) -> None: ...

class ConsentWithdrawn(_message.Message):
    __slots__ = ("case_id", "person_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class ConsentExpired(_message.Message):
    __slots__ = ("case_id", "person_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class GrantEnded(_message.Message):
    __slots__ = ("case_id", "person_id", "agency_id", "reason", "ended_at", "remaining_count", "stop_use_id", "nothing_left")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ENDED_AT_FIELD_NUMBER: _ClassVar[int]
    REMAINING_COUNT_FIELD_NUMBER: _ClassVar[int]
    STOP_USE_ID_FIELD_NUMBER: _ClassVar[int]
    NOTHING_LEFT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    agency_id: str
    reason: str
    ended_at: str
    remaining_count: int
    stop_use_id: str
    nothing_left: bool
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., reason: _Optional[str] = ..., ended_at: _Optional[str] = ..., remaining_count: _Optional[int] = ..., stop_use_id: _Optional[str] = ..., nothing_left: _Optional[bool] = ...) -> None: ...

class ConsentRenewed(_message.Message):
    __slots__ = ("case_id", "person_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class ConsentPartlyEnded(_message.Message):
    __slots__ = ("case_id", "person_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class ConsentCorrected(_message.Message):
    __slots__ = ("case_id", "person_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class ConsentVolunteered(_message.Message):
    __slots__ = ("case_id", "person_id", "consent_id", "agency_id", "first")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    CONSENT_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    consent_id: str
    agency_id: str
    first: bool
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., consent_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., first: _Optional[bool] = ...) -> None: ...

class ConsentSought(_message.Message):
    __slots__ = ("municipality_id", "case_id", "case_no", "person_id", "consent_sought_id")
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    CONSENT_SOUGHT_ID_FIELD_NUMBER: _ClassVar[int]
    municipality_id: str
    case_id: str
    case_no: str
    person_id: str
    consent_sought_id: str
    def __init__(self, municipality_id: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., person_id: _Optional[str] = ..., consent_sought_id: _Optional[str] = ...) -> None: ...

class StopUseRequested(_message.Message):
    __slots__ = ("municipality_id", "case_id", "case_no", "stop_use_id")
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    STOP_USE_ID_FIELD_NUMBER: _ClassVar[int]
    municipality_id: str
    case_id: str
    case_no: str
    stop_use_id: str
    def __init__(self, municipality_id: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., stop_use_id: _Optional[str] = ...) -> None: ...

class StopUseConcluded(_message.Message):
    __slots__ = ("case_id", "stop_use_id", "stop_use_outcome")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    STOP_USE_ID_FIELD_NUMBER: _ClassVar[int]
    STOP_USE_OUTCOME_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    stop_use_id: str
    stop_use_outcome: str
    def __init__(self, case_id: _Optional[str] = ..., stop_use_id: _Optional[str] = ..., stop_use_outcome: _Optional[str] = ...) -> None: ...
