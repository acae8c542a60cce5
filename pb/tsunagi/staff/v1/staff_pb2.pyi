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

class ResolveStaffRequest(_message.Message):
    __slots__ = ("issuer", "subject")
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    issuer: str
    subject: str
    def __init__(self, issuer: _Optional[str] = ..., subject: _Optional[str] = ...) -> None: ...

class StaffMember(_message.Message):
    __slots__ = ("staff_id", "issuer", "subject", "agency_id", "roles", "purposes", "active", "revision")
    STAFF_ID_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    PURPOSES_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    staff_id: str
    issuer: str
    subject: str
    agency_id: str
    roles: _containers.RepeatedScalarFieldContainer[str]
    purposes: _containers.RepeatedScalarFieldContainer[str]
    active: bool
    revision: int
    def __init__(self, staff_id: _Optional[str] = ..., issuer: _Optional[str] = ..., subject: _Optional[str] = ..., agency_id: _Optional[str] = ..., roles: _Optional[_Iterable[str]] = ..., purposes: _Optional[_Iterable[str]] = ..., active: _Optional[bool] = ..., revision: _Optional[int] = ...) -> None: ...

class ChangeStaffRequest(_message.Message):
    __slots__ = ("request_id", "member", "reason")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    member: StaffMember
    reason: str
    def __init__(self, request_id: _Optional[str] = ..., member: _Optional[_Union[StaffMember, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class ReviewStaffChangeRequest(_message.Message):
    __slots__ = ("request_id", "staff_id", "revision", "verdict")
    class Verdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        VERDICT_UNSPECIFIED: _ClassVar[ReviewStaffChangeRequest.Verdict]
        VERDICT_CONFIRMED: _ClassVar[ReviewStaffChangeRequest.Verdict]
        VERDICT_REJECTED: _ClassVar[ReviewStaffChangeRequest.Verdict]
    VERDICT_UNSPECIFIED: ReviewStaffChangeRequest.Verdict
    VERDICT_CONFIRMED: ReviewStaffChangeRequest.Verdict
    VERDICT_REJECTED: ReviewStaffChangeRequest.Verdict
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STAFF_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    staff_id: str
    revision: int
    verdict: ReviewStaffChangeRequest.Verdict
    def __init__(self, request_id: _Optional[str] = ..., staff_id: _Optional[str] = ..., revision: _Optional[int] = ..., verdict: _Optional[_Union[ReviewStaffChangeRequest.Verdict, str]] = ...) -> None: ...

class StaffChange(_message.Message):
    __slots__ = ("member", "state", "reason", "changed_by", "change_time", "reviewed_by", "review_time")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[StaffChange.State]
        STATE_WAITING: _ClassVar[StaffChange.State]
        STATE_HOLDS: _ClassVar[StaffChange.State]
        STATE_REJECTED: _ClassVar[StaffChange.State]
    STATE_UNSPECIFIED: StaffChange.State
    STATE_WAITING: StaffChange.State
    STATE_HOLDS: StaffChange.State
    STATE_REJECTED: StaffChange.State
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    CHANGED_BY_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TIME_FIELD_NUMBER: _ClassVar[int]
    REVIEWED_BY_FIELD_NUMBER: _ClassVar[int]
    REVIEW_TIME_FIELD_NUMBER: _ClassVar[int]
    member: StaffMember
    state: StaffChange.State
    reason: str
    changed_by: str
    change_time: _timestamp_pb2.Timestamp
    reviewed_by: str
    review_time: _timestamp_pb2.Timestamp
    def __init__(self, member: _Optional[_Union[StaffMember, _Mapping]] = ..., state: _Optional[_Union[StaffChange.State, str]] = ..., reason: _Optional[str] = ..., changed_by: _Optional[str] = ..., change_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reviewed_by: _Optional[str] = ..., review_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListStaffRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListStaffResponse(_message.Message):
    __slots__ = ("members",)
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    members: _containers.RepeatedCompositeFieldContainer[StaffMember]
    def __init__(self, members: _Optional[_Iterable[_Union[StaffMember, _Mapping]]] = ...) -> None: ...

class ListStaffChangesRequest(_message.Message):
    __slots__ = ("staff_id",)
    STAFF_ID_FIELD_NUMBER: _ClassVar[int]
    staff_id: str
    def __init__(self, staff_id: _Optional[str] = ...) -> None: ...

class ListStaffChangesResponse(_message.Message):
    __slots__ = ("changes",)
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    changes: _containers.RepeatedCompositeFieldContainer[StaffChange]
    def __init__(self, changes: _Optional[_Iterable[_Union[StaffChange, _Mapping]]] = ...) -> None: ...
