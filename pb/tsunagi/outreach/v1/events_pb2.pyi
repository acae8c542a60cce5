from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ContactLogged(_message.Message):
    __slots__ = ("case_id", "person_id", "engagement_id", "contact_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    ENGAGEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    CONTACT_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    engagement_id: str
    contact_id: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., engagement_id: _Optional[str] = ..., contact_id: _Optional[str] = ...) -> None: ...

class AlertRaised(_message.Message):
    __slots__ = ("case_id", "person_id", "engagement_id", "alert_id", "raised_at")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    ENGAGEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ALERT_ID_FIELD_NUMBER: _ClassVar[int]
    RAISED_AT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    engagement_id: str
    alert_id: str
    raised_at: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., engagement_id: _Optional[str] = ..., alert_id: _Optional[str] = ..., raised_at: _Optional[str] = ...) -> None: ...

class EngagementHandedOver(_message.Message):
    __slots__ = ("case_id", "engagement_id", "from_agency_id", "to_agency_id", "reason_code")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    ENGAGEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TO_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    engagement_id: str
    from_agency_id: str
    to_agency_id: str
    reason_code: str
    def __init__(self, case_id: _Optional[str] = ..., engagement_id: _Optional[str] = ..., from_agency_id: _Optional[str] = ..., to_agency_id: _Optional[str] = ..., reason_code: _Optional[str] = ...) -> None: ...

class ObservationRecorded(_message.Message):
    __slots__ = ("case_id", "observation_id", "recorded_at")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    OBSERVATION_ID_FIELD_NUMBER: _ClassVar[int]
    RECORDED_AT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    observation_id: str
    recorded_at: str
    def __init__(self, case_id: _Optional[str] = ..., observation_id: _Optional[str] = ..., recorded_at: _Optional[str] = ...) -> None: ...
