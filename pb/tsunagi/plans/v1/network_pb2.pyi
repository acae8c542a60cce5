from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GetNetworkRequest(_message.Message):
    __slots__ = ("period_start", "period_end", "report")
    PERIOD_START_FIELD_NUMBER: _ClassVar[int]
    PERIOD_END_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
    period_start: str
    period_end: str
    report: str
    def __init__(self, period_start: _Optional[str] = ..., period_end: _Optional[str] = ..., report: _Optional[str] = ...) -> None: ...

class NetworkLink(_message.Message):
    __slots__ = ("kind", "from_id", "to_id", "count", "masked")
    class Kind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        KIND_UNSPECIFIED: _ClassVar[NetworkLink.Kind]
        KIND_HANDOFF: _ClassVar[NetworkLink.Kind]
        KIND_MEETING: _ClassVar[NetworkLink.Kind]
        KIND_PLAN: _ClassVar[NetworkLink.Kind]
        KIND_HOST: _ClassVar[NetworkLink.Kind]
        KIND_ACTIVITY: _ClassVar[NetworkLink.Kind]
    KIND_UNSPECIFIED: NetworkLink.Kind
    KIND_HANDOFF: NetworkLink.Kind
    KIND_MEETING: NetworkLink.Kind
    KIND_PLAN: NetworkLink.Kind
    KIND_HOST: NetworkLink.Kind
    KIND_ACTIVITY: NetworkLink.Kind
    KIND_FIELD_NUMBER: _ClassVar[int]
    FROM_ID_FIELD_NUMBER: _ClassVar[int]
    TO_ID_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    MASKED_FIELD_NUMBER: _ClassVar[int]
    kind: NetworkLink.Kind
    from_id: str
    to_id: str
    count: int
    masked: bool
    def __init__(self, kind: _Optional[_Union[NetworkLink.Kind, str]] = ..., from_id: _Optional[str] = ..., to_id: _Optional[str] = ..., count: _Optional[int] = ..., masked: _Optional[bool] = ...) -> None: ...

class Network(_message.Message):
    __slots__ = ("links",)
    LINKS_FIELD_NUMBER: _ClassVar[int]
    links: _containers.RepeatedCompositeFieldContainer[NetworkLink]
    def __init__(self, links: _Optional[_Iterable[_Union[NetworkLink, _Mapping]]] = ...) -> None: ...

class GetCooperationRequest(_message.Message):
    __slots__ = ("agency_id", "period_start", "period_end", "report")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    PERIOD_START_FIELD_NUMBER: _ClassVar[int]
    PERIOD_END_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    period_start: str
    period_end: str
    report: str
    def __init__(self, agency_id: _Optional[str] = ..., period_start: _Optional[str] = ..., period_end: _Optional[str] = ..., report: _Optional[str] = ...) -> None: ...

class Partner(_message.Message):
    __slots__ = ("agency_id", "sent_count", "sent_stalled_count", "received_count", "received_stalled_count", "meeting_count", "plan_count")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    SENT_COUNT_FIELD_NUMBER: _ClassVar[int]
    SENT_STALLED_COUNT_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_COUNT_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_STALLED_COUNT_FIELD_NUMBER: _ClassVar[int]
    MEETING_COUNT_FIELD_NUMBER: _ClassVar[int]
    PLAN_COUNT_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    sent_count: int
    sent_stalled_count: int
    received_count: int
    received_stalled_count: int
    meeting_count: int
    plan_count: int
    def __init__(self, agency_id: _Optional[str] = ..., sent_count: _Optional[int] = ..., sent_stalled_count: _Optional[int] = ..., received_count: _Optional[int] = ..., received_stalled_count: _Optional[int] = ..., meeting_count: _Optional[int] = ..., plan_count: _Optional[int] = ...) -> None: ...

class Cooperation(_message.Message):
    __slots__ = ("agency_id", "accepted_count", "declined_count", "expired_count", "in_time_count", "late_count", "partners")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_COUNT_FIELD_NUMBER: _ClassVar[int]
    DECLINED_COUNT_FIELD_NUMBER: _ClassVar[int]
    EXPIRED_COUNT_FIELD_NUMBER: _ClassVar[int]
    IN_TIME_COUNT_FIELD_NUMBER: _ClassVar[int]
    LATE_COUNT_FIELD_NUMBER: _ClassVar[int]
    PARTNERS_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    accepted_count: int
    declined_count: int
    expired_count: int
    in_time_count: int
    late_count: int
    partners: _containers.RepeatedCompositeFieldContainer[Partner]
    def __init__(self, agency_id: _Optional[str] = ..., accepted_count: _Optional[int] = ..., declined_count: _Optional[int] = ..., expired_count: _Optional[int] = ..., in_time_count: _Optional[int] = ..., late_count: _Optional[int] = ..., partners: _Optional[_Iterable[_Union[Partner, _Mapping]]] = ...) -> None: ...
