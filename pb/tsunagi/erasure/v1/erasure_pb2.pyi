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

class SubjectsErased(_message.Message):
    __slots__ = ("erasure_id", "municipality_id", "subjects")
    ERASURE_ID_FIELD_NUMBER: _ClassVar[int]
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECTS_FIELD_NUMBER: _ClassVar[int]
    erasure_id: str
    municipality_id: str
    subjects: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, erasure_id: _Optional[str] = ..., municipality_id: _Optional[str] = ..., subjects: _Optional[_Iterable[str]] = ...) -> None: ...

class ListDueErasuresRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class DueErasure(_message.Message):
    __slots__ = ("subject", "case_no", "end_time", "holds", "erasure_id")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    HOLDS_FIELD_NUMBER: _ClassVar[int]
    ERASURE_ID_FIELD_NUMBER: _ClassVar[int]
    subject: str
    case_no: str
    end_time: _timestamp_pb2.Timestamp
    holds: _containers.RepeatedScalarFieldContainer[str]
    erasure_id: str
    def __init__(self, subject: _Optional[str] = ..., case_no: _Optional[str] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., holds: _Optional[_Iterable[str]] = ..., erasure_id: _Optional[str] = ...) -> None: ...

class ListDueErasuresResponse(_message.Message):
    __slots__ = ("files", "next_page_token")
    FILES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    files: _containers.RepeatedCompositeFieldContainer[DueErasure]
    next_page_token: str
    def __init__(self, files: _Optional[_Iterable[_Union[DueErasure, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RequestErasureRequest(_message.Message):
    __slots__ = ("request_id", "subject", "reason")
    class Reason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        REASON_UNSPECIFIED: _ClassVar[RequestErasureRequest.Reason]
        REASON_RETENTION_OVER: _ClassVar[RequestErasureRequest.Reason]
        REASON_GRANTED_REQUEST: _ClassVar[RequestErasureRequest.Reason]
        REASON_ENTERED_BY_MISTAKE: _ClassVar[RequestErasureRequest.Reason]
    REASON_UNSPECIFIED: RequestErasureRequest.Reason
    REASON_RETENTION_OVER: RequestErasureRequest.Reason
    REASON_GRANTED_REQUEST: RequestErasureRequest.Reason
    REASON_ENTERED_BY_MISTAKE: RequestErasureRequest.Reason
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    subject: str
    reason: RequestErasureRequest.Reason
    def __init__(self, request_id: _Optional[str] = ..., subject: _Optional[str] = ..., reason: _Optional[_Union[RequestErasureRequest.Reason, str]] = ...) -> None: ...

class ReviewErasureRequest(_message.Message):
    __slots__ = ("request_id", "erasure_id", "verdict")
    class Verdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        VERDICT_UNSPECIFIED: _ClassVar[ReviewErasureRequest.Verdict]
        VERDICT_CONFIRMED: _ClassVar[ReviewErasureRequest.Verdict]
        VERDICT_REJECTED: _ClassVar[ReviewErasureRequest.Verdict]
    VERDICT_UNSPECIFIED: ReviewErasureRequest.Verdict
    VERDICT_CONFIRMED: ReviewErasureRequest.Verdict
    VERDICT_REJECTED: ReviewErasureRequest.Verdict
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ERASURE_ID_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    erasure_id: str
    verdict: ReviewErasureRequest.Verdict
    def __init__(self, request_id: _Optional[str] = ..., erasure_id: _Optional[str] = ..., verdict: _Optional[_Union[ReviewErasureRequest.Verdict, str]] = ...) -> None: ...

class Erasure(_message.Message):
    __slots__ = ("erasure_id", "subject", "state")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Erasure.State]
        STATE_REQUESTED: _ClassVar[Erasure.State]
        STATE_CONFIRMED: _ClassVar[Erasure.State]
        STATE_REJECTED: _ClassVar[Erasure.State]
    STATE_UNSPECIFIED: Erasure.State
    STATE_REQUESTED: Erasure.State
    STATE_CONFIRMED: Erasure.State
    STATE_REJECTED: Erasure.State
    ERASURE_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    erasure_id: str
    subject: str
    state: Erasure.State
    def __init__(self, erasure_id: _Optional[str] = ..., subject: _Optional[str] = ..., state: _Optional[_Union[Erasure.State, str]] = ...) -> None: ...

class PutHoldRequest(_message.Message):
    __slots__ = ("request_id", "subject", "reason")
    class Reason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        REASON_UNSPECIFIED: _ClassVar[PutHoldRequest.Reason]
        REASON_DISCLOSURE_REQUEST: _ClassVar[PutHoldRequest.Reason]
        REASON_LITIGATION: _ClassVar[PutHoldRequest.Reason]
        REASON_AUDIT: _ClassVar[PutHoldRequest.Reason]
        REASON_RECONSULTATION: _ClassVar[PutHoldRequest.Reason]
    REASON_UNSPECIFIED: PutHoldRequest.Reason
    REASON_DISCLOSURE_REQUEST: PutHoldRequest.Reason
    REASON_LITIGATION: PutHoldRequest.Reason
    REASON_AUDIT: PutHoldRequest.Reason
    REASON_RECONSULTATION: PutHoldRequest.Reason
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    subject: str
    reason: PutHoldRequest.Reason
    def __init__(self, request_id: _Optional[str] = ..., subject: _Optional[str] = ..., reason: _Optional[_Union[PutHoldRequest.Reason, str]] = ...) -> None: ...

class ReleaseHoldRequest(_message.Message):
    __slots__ = ("request_id", "hold_id")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    HOLD_ID_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    hold_id: str
    def __init__(self, request_id: _Optional[str] = ..., hold_id: _Optional[str] = ...) -> None: ...

class Hold(_message.Message):
    __slots__ = ("hold_id", "subject", "active")
    HOLD_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_FIELD_NUMBER: _ClassVar[int]
    hold_id: str
    subject: str
    active: bool
    def __init__(self, hold_id: _Optional[str] = ..., subject: _Optional[str] = ..., active: _Optional[bool] = ...) -> None: ...

class ListErasureStepsRequest(_message.Message):
    __slots__ = ("subject", "page_size", "page_token")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    subject: str
    page_size: int
    page_token: str
    def __init__(self, subject: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ErasureStep(_message.Message):
    __slots__ = ("step", "step_of", "subject", "reason", "made_by", "make_time")
    STEP_FIELD_NUMBER: _ClassVar[int]
    STEP_OF_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MADE_BY_FIELD_NUMBER: _ClassVar[int]
    MAKE_TIME_FIELD_NUMBER: _ClassVar[int]
    step: str
    step_of: str
    subject: str
    reason: str
    made_by: str
    make_time: _timestamp_pb2.Timestamp
    def __init__(self, step: _Optional[str] = ..., step_of: _Optional[str] = ..., subject: _Optional[str] = ..., reason: _Optional[str] = ..., made_by: _Optional[str] = ..., make_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListErasureStepsResponse(_message.Message):
    __slots__ = ("steps", "next_page_token")
    STEPS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    steps: _containers.RepeatedCompositeFieldContainer[ErasureStep]
    next_page_token: str
    def __init__(self, steps: _Optional[_Iterable[_Union[ErasureStep, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
