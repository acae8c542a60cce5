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
    __slots__ = ("case_id", "person_id", "agency_id", "reason", "ended_at", "remaining_count")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ENDED_AT_FIELD_NUMBER: _ClassVar[int]
    REMAINING_COUNT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    agency_id: str
    reason: str
    ended_at: str
    remaining_count: int
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., reason: _Optional[str] = ..., ended_at: _Optional[str] = ..., remaining_count: _Optional[int] = ...) -> None: ...
