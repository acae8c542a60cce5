from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Room(_message.Message):
    __slots__ = ("meeting_type", "chair", "member", "pledged")
    MEETING_TYPE_FIELD_NUMBER: _ClassVar[int]
    CHAIR_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    PLEDGED_FIELD_NUMBER: _ClassVar[int]
    meeting_type: str
    chair: bool
    member: bool
    pledged: bool
    def __init__(self, meeting_type: _Optional[str] = ..., chair: _Optional[bool] = ..., member: _Optional[bool] = ..., pledged: _Optional[bool] = ...) -> None: ...

class Question(_message.Message):
    __slots__ = ("case_id", "person_id", "data_category", "purpose", "recorded_by_agency_id", "coordinator_agency_id", "room")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    DATA_CATEGORY_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    RECORDED_BY_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    COORDINATOR_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    ROOM_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    data_category: str
    purpose: str
    recorded_by_agency_id: str
    coordinator_agency_id: str
    room: Room
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., data_category: _Optional[str] = ..., purpose: _Optional[str] = ..., recorded_by_agency_id: _Optional[str] = ..., coordinator_agency_id: _Optional[str] = ..., room: _Optional[_Union[Room, _Mapping]] = ...) -> None: ...

class CheckDisclosureRequest(_message.Message):
    __slots__ = ("reader_agency_id", "reader_roles", "questions")
    READER_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    READER_ROLES_FIELD_NUMBER: _ClassVar[int]
    QUESTIONS_FIELD_NUMBER: _ClassVar[int]
    reader_agency_id: str
    reader_roles: _containers.RepeatedScalarFieldContainer[str]
    questions: _containers.RepeatedCompositeFieldContainer[Question]
    def __init__(self, reader_agency_id: _Optional[str] = ..., reader_roles: _Optional[_Iterable[str]] = ..., questions: _Optional[_Iterable[_Union[Question, _Mapping]]] = ...) -> None: ...

class Ruling(_message.Message):
    __slots__ = ("decision", "basis", "rule")
    class Decision(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        DECISION_UNSPECIFIED: _ClassVar[Ruling.Decision]
        DECISION_PERMIT: _ClassVar[Ruling.Decision]
        DECISION_REDACT: _ClassVar[Ruling.Decision]
        DECISION_DENY: _ClassVar[Ruling.Decision]
    DECISION_UNSPECIFIED: Ruling.Decision
    DECISION_PERMIT: Ruling.Decision
    DECISION_REDACT: Ruling.Decision
    DECISION_DENY: Ruling.Decision
    DECISION_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    decision: Ruling.Decision
    basis: str
    rule: str
    def __init__(self, decision: _Optional[_Union[Ruling.Decision, str]] = ..., basis: _Optional[str] = ..., rule: _Optional[str] = ...) -> None: ...

class CheckDisclosureResponse(_message.Message):
    __slots__ = ("rulings",)
    RULINGS_FIELD_NUMBER: _ClassVar[int]
    rulings: _containers.RepeatedCompositeFieldContainer[Ruling]
    def __init__(self, rulings: _Optional[_Iterable[_Union[Ruling, _Mapping]]] = ...) -> None: ...
