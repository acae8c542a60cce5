from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Circumstance(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CIRCUMSTANCE_UNSPECIFIED: _ClassVar[Circumstance]
    CIRCUMSTANCE_PERPETRATOR_LINK: _ClassVar[Circumstance]
    CIRCUMSTANCE_NAMED_KEEPER: _ClassVar[Circumstance]
    CIRCUMSTANCE_INFORMANT: _ClassVar[Circumstance]
    CIRCUMSTANCE_ABUSE_BODY: _ClassVar[Circumstance]
    CIRCUMSTANCE_ABUSE_SUSPECTED: _ClassVar[Circumstance]
    CIRCUMSTANCE_DANGER: _ClassVar[Circumstance]
    CIRCUMSTANCE_NEEDED_TO_PROTECT: _ClassVar[Circumstance]
    CIRCUMSTANCE_TAX: _ClassVar[Circumstance]
    CIRCUMSTANCE_TAX_AMOUNT: _ClassVar[Circumstance]
    CIRCUMSTANCE_TAX_IN_SUPPORT_MEETING: _ClassVar[Circumstance]
    CIRCUMSTANCE_CITY_SECTION: _ClassVar[Circumstance]
    CIRCUMSTANCE_DUTY_RELATED: _ClassVar[Circumstance]
CIRCUMSTANCE_UNSPECIFIED: Circumstance
CIRCUMSTANCE_PERPETRATOR_LINK: Circumstance
CIRCUMSTANCE_NAMED_KEEPER: Circumstance
CIRCUMSTANCE_INFORMANT: Circumstance
CIRCUMSTANCE_ABUSE_BODY: Circumstance
CIRCUMSTANCE_ABUSE_SUSPECTED: Circumstance
CIRCUMSTANCE_DANGER: Circumstance
CIRCUMSTANCE_NEEDED_TO_PROTECT: Circumstance
CIRCUMSTANCE_TAX: Circumstance
CIRCUMSTANCE_TAX_AMOUNT: Circumstance
CIRCUMSTANCE_TAX_IN_SUPPORT_MEETING: Circumstance
CIRCUMSTANCE_CITY_SECTION: Circumstance
CIRCUMSTANCE_DUTY_RELATED: Circumstance

class Room(_message.Message):
    __slots__ = ("meeting_type", "chair", "member", "pledged", "needed")
    MEETING_TYPE_FIELD_NUMBER: _ClassVar[int]
    CHAIR_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    PLEDGED_FIELD_NUMBER: _ClassVar[int]
    NEEDED_FIELD_NUMBER: _ClassVar[int]
    meeting_type: str
    chair: bool
    member: bool
    pledged: bool
    needed: bool
    def __init__(self, meeting_type: _Optional[str] = ..., chair: _Optional[bool] = ..., member: _Optional[bool] = ..., pledged: _Optional[bool] = ..., needed: _Optional[bool] = ...) -> None: ...

class Question(_message.Message):
    __slots__ = ("case_id", "person_id", "data_category", "purpose", "recorded_by_agency_id", "coordinator_agency_id", "room", "responsible_person_ids", "circumstances")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    DATA_CATEGORY_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    RECORDED_BY_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    COORDINATOR_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    ROOM_FIELD_NUMBER: _ClassVar[int]
    RESPONSIBLE_PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    CIRCUMSTANCES_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    data_category: str
    purpose: str
    recorded_by_agency_id: str
    coordinator_agency_id: str
    room: Room
    responsible_person_ids: _containers.RepeatedScalarFieldContainer[str]
    circumstances: _containers.RepeatedScalarFieldContainer[Circumstance]
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., data_category: _Optional[str] = ..., purpose: _Optional[str] = ..., recorded_by_agency_id: _Optional[str] = ..., coordinator_agency_id: _Optional[str] = ..., room: _Optional[_Union[Room, _Mapping]] = ..., responsible_person_ids: _Optional[_Iterable[str]] = ..., circumstances: _Optional[_Iterable[_Union[Circumstance, str]]] = ...) -> None: ...

class CheckDisclosureRequest(_message.Message):
    __slots__ = ("reader_agency_id", "reader_roles", "questions", "reader_person_id")
    READER_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    READER_ROLES_FIELD_NUMBER: _ClassVar[int]
    QUESTIONS_FIELD_NUMBER: _ClassVar[int]
    READER_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    reader_agency_id: str
    reader_roles: _containers.RepeatedScalarFieldContainer[str]
    questions: _containers.RepeatedCompositeFieldContainer[Question]
    reader_person_id: str
    def __init__(self, reader_agency_id: _Optional[str] = ..., reader_roles: _Optional[_Iterable[str]] = ..., questions: _Optional[_Iterable[_Union[Question, _Mapping]]] = ..., reader_person_id: _Optional[str] = ...) -> None: ...

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

class CheckKeptAwayRequest(_message.Message):
    __slots__ = ("case_ids", "person_ids", "reader_agency_id", "reader_person_id")
    CASE_IDS_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    READER_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    READER_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_ids: _containers.RepeatedScalarFieldContainer[str]
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    reader_agency_id: str
    reader_person_id: str
    def __init__(self, case_ids: _Optional[_Iterable[str]] = ..., person_ids: _Optional[_Iterable[str]] = ..., reader_agency_id: _Optional[str] = ..., reader_person_id: _Optional[str] = ...) -> None: ...

class CheckKeptAwayResponse(_message.Message):
    __slots__ = ("person_ids", "case_ids")
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    CASE_IDS_FIELD_NUMBER: _ClassVar[int]
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    case_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, person_ids: _Optional[_Iterable[str]] = ..., case_ids: _Optional[_Iterable[str]] = ...) -> None: ...
