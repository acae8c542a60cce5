from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ResourceHost(_message.Message):
    __slots__ = ("display_name", "share")
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    SHARE_FIELD_NUMBER: _ClassVar[int]
    display_name: str
    share: str
    def __init__(self, display_name: _Optional[str] = ..., share: _Optional[str] = ...) -> None: ...

class Resource(_message.Message):
    __slots__ = ("name", "kind", "display_name", "area", "place", "open_times", "needs", "welcomes", "hosts", "coordinating_agency_id", "programme_id", "capacity", "resident_led", "state", "check_date", "etag", "receiving_agency_id", "cannot")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Resource.State]
        STATE_ACTIVE: _ClassVar[Resource.State]
        STATE_PAUSED: _ClassVar[Resource.State]
        STATE_CLOSED: _ClassVar[Resource.State]
    STATE_UNSPECIFIED: Resource.State
    STATE_ACTIVE: Resource.State
    STATE_PAUSED: Resource.State
    STATE_CLOSED: Resource.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    OPEN_TIMES_FIELD_NUMBER: _ClassVar[int]
    NEEDS_FIELD_NUMBER: _ClassVar[int]
    WELCOMES_FIELD_NUMBER: _ClassVar[int]
    HOSTS_FIELD_NUMBER: _ClassVar[int]
    COORDINATING_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    PROGRAMME_ID_FIELD_NUMBER: _ClassVar[int]
    CAPACITY_FIELD_NUMBER: _ClassVar[int]
    RESIDENT_LED_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CHECK_DATE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    RECEIVING_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    CANNOT_FIELD_NUMBER: _ClassVar[int]
    name: str
    kind: str
    display_name: str
    area: str
    place: str
    open_times: str
    needs: _containers.RepeatedScalarFieldContainer[str]
    welcomes: _containers.RepeatedScalarFieldContainer[str]
    hosts: _containers.RepeatedCompositeFieldContainer[ResourceHost]
    coordinating_agency_id: str
    programme_id: str
    capacity: int
    resident_led: bool
    state: Resource.State
    check_date: str
    etag: str
    receiving_agency_id: str
    cannot: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., kind: _Optional[str] = ..., display_name: _Optional[str] = ..., area: _Optional[str] = ..., place: _Optional[str] = ..., open_times: _Optional[str] = ..., needs: _Optional[_Iterable[str]] = ..., welcomes: _Optional[_Iterable[str]] = ..., hosts: _Optional[_Iterable[_Union[ResourceHost, _Mapping]]] = ..., coordinating_agency_id: _Optional[str] = ..., programme_id: _Optional[str] = ..., capacity: _Optional[int] = ..., resident_led: _Optional[bool] = ..., state: _Optional[_Union[Resource.State, str]] = ..., check_date: _Optional[str] = ..., etag: _Optional[str] = ..., receiving_agency_id: _Optional[str] = ..., cannot: _Optional[_Iterable[str]] = ...) -> None: ...

class RegisterResourceRequest(_message.Message):
    __slots__ = ("request_id", "resource")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    resource: Resource
    def __init__(self, request_id: _Optional[str] = ..., resource: _Optional[_Union[Resource, _Mapping]] = ...) -> None: ...

class UpdateResourceRequest(_message.Message):
    __slots__ = ("request_id", "resource")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    resource: Resource
    def __init__(self, request_id: _Optional[str] = ..., resource: _Optional[_Union[Resource, _Mapping]] = ...) -> None: ...

class GetResourceRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class SearchResourcesRequest(_message.Message):
    __slots__ = ("needs", "area", "kind", "include_inactive", "out_of_date")
    NEEDS_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_INACTIVE_FIELD_NUMBER: _ClassVar[int]
    OUT_OF_DATE_FIELD_NUMBER: _ClassVar[int]
    needs: _containers.RepeatedScalarFieldContainer[str]
    area: str
    kind: str
    include_inactive: bool
    out_of_date: bool
    def __init__(self, needs: _Optional[_Iterable[str]] = ..., area: _Optional[str] = ..., kind: _Optional[str] = ..., include_inactive: _Optional[bool] = ..., out_of_date: _Optional[bool] = ...) -> None: ...

class SearchResourcesResponse(_message.Message):
    __slots__ = ("resources",)
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    resources: _containers.RepeatedCompositeFieldContainer[Resource]
    def __init__(self, resources: _Optional[_Iterable[_Union[Resource, _Mapping]]] = ...) -> None: ...

class MatchNeedsRequest(_message.Message):
    __slots__ = ("request_id", "needs", "area")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    NEEDS_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    needs: _containers.RepeatedScalarFieldContainer[str]
    area: str
    def __init__(self, request_id: _Optional[str] = ..., needs: _Optional[_Iterable[str]] = ..., area: _Optional[str] = ...) -> None: ...

class MatchNeedsResponse(_message.Message):
    __slots__ = ("resources", "unmatched")
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    UNMATCHED_FIELD_NUMBER: _ClassVar[int]
    resources: _containers.RepeatedScalarFieldContainer[str]
    unmatched: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, resources: _Optional[_Iterable[str]] = ..., unmatched: _Optional[_Iterable[str]] = ...) -> None: ...

class RecordSessionRequest(_message.Message):
    __slots__ = ("name", "request_id", "held_date", "participants", "supporters")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    HELD_DATE_FIELD_NUMBER: _ClassVar[int]
    PARTICIPANTS_FIELD_NUMBER: _ClassVar[int]
    SUPPORTERS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    held_date: str
    participants: int
    supporters: int
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., held_date: _Optional[str] = ..., participants: _Optional[int] = ..., supporters: _Optional[int] = ...) -> None: ...

class CorrectSessionRequest(_message.Message):
    __slots__ = ("name", "request_id", "held_date", "right_date", "participants", "supporters", "not_held", "reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    HELD_DATE_FIELD_NUMBER: _ClassVar[int]
    RIGHT_DATE_FIELD_NUMBER: _ClassVar[int]
    PARTICIPANTS_FIELD_NUMBER: _ClassVar[int]
    SUPPORTERS_FIELD_NUMBER: _ClassVar[int]
    NOT_HELD_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    held_date: str
    right_date: str
    participants: int
    supporters: int
    not_held: bool
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., held_date: _Optional[str] = ..., right_date: _Optional[str] = ..., participants: _Optional[int] = ..., supporters: _Optional[int] = ..., not_held: _Optional[bool] = ..., reason: _Optional[str] = ...) -> None: ...

class Session(_message.Message):
    __slots__ = ("resource", "held_date")
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    HELD_DATE_FIELD_NUMBER: _ClassVar[int]
    resource: str
    held_date: str
    def __init__(self, resource: _Optional[str] = ..., held_date: _Optional[str] = ...) -> None: ...

class GapStudy(_message.Message):
    __slots__ = ("name", "number", "need_code", "area", "proposal", "proposed_by_agency_id", "owner_agency_id", "state", "reason", "developed_as", "raised_count")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[GapStudy.State]
        STATE_RAISED: _ClassVar[GapStudy.State]
        STATE_UNDER_STUDY: _ClassVar[GapStudy.State]
        STATE_TRIAL: _ClassVar[GapStudy.State]
        STATE_DEVELOPED: _ClassVar[GapStudy.State]
        STATE_DECLINED: _ClassVar[GapStudy.State]
    STATE_UNSPECIFIED: GapStudy.State
    STATE_RAISED: GapStudy.State
    STATE_UNDER_STUDY: GapStudy.State
    STATE_TRIAL: GapStudy.State
    STATE_DEVELOPED: GapStudy.State
    STATE_DECLINED: GapStudy.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    NEED_CODE_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_BY_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DEVELOPED_AS_FIELD_NUMBER: _ClassVar[int]
    RAISED_COUNT_FIELD_NUMBER: _ClassVar[int]
    name: str
    number: str
    need_code: str
    area: str
    proposal: str
    proposed_by_agency_id: str
    owner_agency_id: str
    state: GapStudy.State
    reason: str
    developed_as: str
    raised_count: int
    def __init__(self, name: _Optional[str] = ..., number: _Optional[str] = ..., need_code: _Optional[str] = ..., area: _Optional[str] = ..., proposal: _Optional[str] = ..., proposed_by_agency_id: _Optional[str] = ..., owner_agency_id: _Optional[str] = ..., state: _Optional[_Union[GapStudy.State, str]] = ..., reason: _Optional[str] = ..., developed_as: _Optional[str] = ..., raised_count: _Optional[int] = ...) -> None: ...

class RaiseGapRequest(_message.Message):
    __slots__ = ("request_id", "need_code", "area", "proposal")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    NEED_CODE_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    need_code: str
    area: str
    proposal: str
    def __init__(self, request_id: _Optional[str] = ..., need_code: _Optional[str] = ..., area: _Optional[str] = ..., proposal: _Optional[str] = ...) -> None: ...

class DecideGapRequest(_message.Message):
    __slots__ = ("name", "request_id", "state", "reason", "developed_as")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DEVELOPED_AS_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    state: GapStudy.State
    reason: str
    developed_as: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., state: _Optional[_Union[GapStudy.State, str]] = ..., reason: _Optional[str] = ..., developed_as: _Optional[str] = ...) -> None: ...

class ListGapsRequest(_message.Message):
    __slots__ = ("area", "include_settled")
    AREA_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_SETTLED_FIELD_NUMBER: _ClassVar[int]
    area: str
    include_settled: bool
    def __init__(self, area: _Optional[str] = ..., include_settled: _Optional[bool] = ...) -> None: ...

class ListGapsResponse(_message.Message):
    __slots__ = ("gaps",)
    GAPS_FIELD_NUMBER: _ClassVar[int]
    gaps: _containers.RepeatedCompositeFieldContainer[GapStudy]
    def __init__(self, gaps: _Optional[_Iterable[_Union[GapStudy, _Mapping]]] = ...) -> None: ...
