from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class ConsultationReceived(_message.Message):
    __slots__ = ("municipality_id", "case_id", "case_no", "consultation_id", "receiving_agency_id", "channel")
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    CONSULTATION_ID_FIELD_NUMBER: _ClassVar[int]
    RECEIVING_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    municipality_id: str
    case_id: str
    case_no: str
    consultation_id: str
    receiving_agency_id: str
    channel: str
    def __init__(self, municipality_id: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., consultation_id: _Optional[str] = ..., receiving_agency_id: _Optional[str] = ..., channel: _Optional[str] = ...) -> None: ...

class ConsultationScreened(_message.Message):
    __slots__ = ("case_id", "consultation_id", "residency", "welfare_need", "information_suffices", "domains_count", "single_agency", "open_case", "duplicate")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CONSULTATION_ID_FIELD_NUMBER: _ClassVar[int]
    RESIDENCY_FIELD_NUMBER: _ClassVar[int]
    WELFARE_NEED_FIELD_NUMBER: _ClassVar[int]
    INFORMATION_SUFFICES_FIELD_NUMBER: _ClassVar[int]
    DOMAINS_COUNT_FIELD_NUMBER: _ClassVar[int]
    SINGLE_AGENCY_FIELD_NUMBER: _ClassVar[int]
    OPEN_CASE_FIELD_NUMBER: _ClassVar[int]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    consultation_id: str
    residency: str
    welfare_need: bool
    information_suffices: bool
    domains_count: int
    single_agency: bool
    open_case: bool
    duplicate: bool
    def __init__(self, case_id: _Optional[str] = ..., consultation_id: _Optional[str] = ..., residency: _Optional[str] = ..., welfare_need: _Optional[bool] = ..., information_suffices: _Optional[bool] = ..., domains_count: _Optional[int] = ..., single_agency: _Optional[bool] = ..., open_case: _Optional[bool] = ..., duplicate: _Optional[bool] = ...) -> None: ...

class CaseOpened(_message.Message):
    __slots__ = ("case_id", "case_no", "coordinator_agency_id", "requesting_agency_id", "urgency", "person_ids")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    COORDINATOR_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    REQUESTING_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    URGENCY_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    case_no: str
    coordinator_agency_id: str
    requesting_agency_id: str
    urgency: int
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., coordinator_agency_id: _Optional[str] = ..., requesting_agency_id: _Optional[str] = ..., urgency: _Optional[int] = ..., person_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class UntanglingDecided(_message.Message):
    __slots__ = ("case_id", "untangling")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    UNTANGLING_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    untangling: str
    def __init__(self, case_id: _Optional[str] = ..., untangling: _Optional[str] = ...) -> None: ...

class CaseClosed(_message.Message):
    __slots__ = ("case_id", "case_no", "closure_reason")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    CLOSURE_REASON_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    case_no: str
    closure_reason: str
    def __init__(self, case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., closure_reason: _Optional[str] = ...) -> None: ...

class ConsultationClosed(_message.Message):
    __slots__ = ("case_id", "consultation_id", "state")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CONSULTATION_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    consultation_id: str
    state: str
    def __init__(self, case_id: _Optional[str] = ..., consultation_id: _Optional[str] = ..., state: _Optional[str] = ...) -> None: ...

class PersonAdded(_message.Message):
    __slots__ = ("case_id", "person_id", "track_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    TRACK_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    track_id: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., track_id: _Optional[str] = ...) -> None: ...

class HandoffOffered(_message.Message):
    __slots__ = ("case_id", "case_no", "handoff_id", "offer_id", "from_agency_id", "to_agency_id", "purpose", "due_at", "element_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TO_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    ELEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    case_no: str
    handoff_id: str
    offer_id: str
    from_agency_id: str
    to_agency_id: str
    purpose: str
    due_at: str
    element_id: str
    def __init__(self, case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., handoff_id: _Optional[str] = ..., offer_id: _Optional[str] = ..., from_agency_id: _Optional[str] = ..., to_agency_id: _Optional[str] = ..., purpose: _Optional[str] = ..., due_at: _Optional[str] = ..., element_id: _Optional[str] = ...) -> None: ...

class HandoffAnswered(_message.Message):
    __slots__ = ("case_id", "handoff_id", "offer_id", "agency_id", "handoff_answer", "reason_code", "role_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ANSWER_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    ROLE_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    handoff_id: str
    offer_id: str
    agency_id: str
    handoff_answer: str
    reason_code: str
    role_id: str
    def __init__(self, case_id: _Optional[str] = ..., handoff_id: _Optional[str] = ..., offer_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., handoff_answer: _Optional[str] = ..., reason_code: _Optional[str] = ..., role_id: _Optional[str] = ...) -> None: ...

class HandoffInformationSupplied(_message.Message):
    __slots__ = ("case_id", "handoff_id", "offer_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    handoff_id: str
    offer_id: str
    def __init__(self, case_id: _Optional[str] = ..., handoff_id: _Optional[str] = ..., offer_id: _Optional[str] = ...) -> None: ...

class HandoffClosed(_message.Message):
    __slots__ = ("case_id", "handoff_id", "handoff_outcome", "role_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_OUTCOME_FIELD_NUMBER: _ClassVar[int]
    ROLE_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    handoff_id: str
    handoff_outcome: str
    role_id: str
    def __init__(self, case_id: _Optional[str] = ..., handoff_id: _Optional[str] = ..., handoff_outcome: _Optional[str] = ..., role_id: _Optional[str] = ...) -> None: ...

class HandoffRoleOver(_message.Message):
    __slots__ = ("case_id", "handoff_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    handoff_id: str
    def __init__(self, case_id: _Optional[str] = ..., handoff_id: _Optional[str] = ...) -> None: ...

class HandoffExpired(_message.Message):
    __slots__ = ("case_id", "handoff_id", "offer_id", "agency_id", "service_ids", "area_code")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    SERVICE_IDS_FIELD_NUMBER: _ClassVar[int]
    AREA_CODE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    handoff_id: str
    offer_id: str
    agency_id: str
    service_ids: _containers.RepeatedScalarFieldContainer[str]
    area_code: str
    def __init__(self, case_id: _Optional[str] = ..., handoff_id: _Optional[str] = ..., offer_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., service_ids: _Optional[_Iterable[str]] = ..., area_code: _Optional[str] = ...) -> None: ...

class HandoffDeclined(_message.Message):
    __slots__ = ("case_id", "handoff_id", "offer_id", "agency_id", "service_id", "item_code", "reason_code", "area_code")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    SERVICE_ID_FIELD_NUMBER: _ClassVar[int]
    ITEM_CODE_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    AREA_CODE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    handoff_id: str
    offer_id: str
    agency_id: str
    service_id: str
    item_code: str
    reason_code: str
    area_code: str
    def __init__(self, case_id: _Optional[str] = ..., handoff_id: _Optional[str] = ..., offer_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., service_id: _Optional[str] = ..., item_code: _Optional[str] = ..., reason_code: _Optional[str] = ..., area_code: _Optional[str] = ...) -> None: ...

class HandoffTakenAfterAll(_message.Message):
    __slots__ = ("case_id", "handoff_id", "offer_id", "agency_id", "service_ids", "area_code")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    SERVICE_IDS_FIELD_NUMBER: _ClassVar[int]
    AREA_CODE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    handoff_id: str
    offer_id: str
    agency_id: str
    service_ids: _containers.RepeatedScalarFieldContainer[str]
    area_code: str
    def __init__(self, case_id: _Optional[str] = ..., handoff_id: _Optional[str] = ..., offer_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., service_ids: _Optional[_Iterable[str]] = ..., area_code: _Optional[str] = ...) -> None: ...

class HandoffStarted(_message.Message):
    __slots__ = ("case_id", "handoff_id", "offer_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    handoff_id: str
    offer_id: str
    def __init__(self, case_id: _Optional[str] = ..., handoff_id: _Optional[str] = ..., offer_id: _Optional[str] = ...) -> None: ...

class HandoffHeld(_message.Message):
    __slots__ = ("case_id", "handoff_id", "offer_id", "hold_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    HOLD_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    handoff_id: str
    offer_id: str
    hold_id: str
    def __init__(self, case_id: _Optional[str] = ..., handoff_id: _Optional[str] = ..., offer_id: _Optional[str] = ..., hold_id: _Optional[str] = ...) -> None: ...

class HandoffResumed(_message.Message):
    __slots__ = ("case_id", "handoff_id", "hold_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    HOLD_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    handoff_id: str
    hold_id: str
    def __init__(self, case_id: _Optional[str] = ..., handoff_id: _Optional[str] = ..., hold_id: _Optional[str] = ...) -> None: ...

class HandoffAcceptanceTakenBack(_message.Message):
    __slots__ = ("case_id", "handoff_id", "offer_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    handoff_id: str
    offer_id: str
    def __init__(self, case_id: _Optional[str] = ..., handoff_id: _Optional[str] = ..., offer_id: _Optional[str] = ...) -> None: ...

class HandoffCorrected(_message.Message):
    __slots__ = ("case_id", "handoff_id", "offer_id", "agency_id", "was", "now", "person_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    WAS_FIELD_NUMBER: _ClassVar[int]
    NOW_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    handoff_id: str
    offer_id: str
    agency_id: str
    was: str
    now: str
    person_id: str
    def __init__(self, case_id: _Optional[str] = ..., handoff_id: _Optional[str] = ..., offer_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., was: _Optional[str] = ..., now: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class HandoffRefused(_message.Message):
    __slots__ = ("case_id", "handoff_id", "person_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    handoff_id: str
    person_id: str
    def __init__(self, case_id: _Optional[str] = ..., handoff_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class ContactMade(_message.Message):
    __slots__ = ("municipality_id", "case_id", "case_no", "contact_id", "to_agency_id")
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    CONTACT_ID_FIELD_NUMBER: _ClassVar[int]
    TO_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    municipality_id: str
    case_id: str
    case_no: str
    contact_id: str
    to_agency_id: str
    def __init__(self, municipality_id: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., contact_id: _Optional[str] = ..., to_agency_id: _Optional[str] = ...) -> None: ...

class ContactReplied(_message.Message):
    __slots__ = ("case_id", "contact_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CONTACT_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    contact_id: str
    def __init__(self, case_id: _Optional[str] = ..., contact_id: _Optional[str] = ...) -> None: ...

class AdviceRequested(_message.Message):
    __slots__ = ("municipality_id", "case_id", "case_no", "advice_id", "agency_id")
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    ADVICE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    municipality_id: str
    case_id: str
    case_no: str
    advice_id: str
    agency_id: str
    def __init__(self, municipality_id: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., advice_id: _Optional[str] = ..., agency_id: _Optional[str] = ...) -> None: ...

class AdviceAnswered(_message.Message):
    __slots__ = ("case_id", "advice_id", "agency_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    ADVICE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    advice_id: str
    agency_id: str
    def __init__(self, case_id: _Optional[str] = ..., advice_id: _Optional[str] = ..., agency_id: _Optional[str] = ...) -> None: ...

class RemedyRaised(_message.Message):
    __slots__ = ("municipality_id", "case_id", "case_no", "remedy_id", "kind")
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    REMEDY_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    municipality_id: str
    case_id: str
    case_no: str
    remedy_id: str
    kind: str
    def __init__(self, municipality_id: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., remedy_id: _Optional[str] = ..., kind: _Optional[str] = ...) -> None: ...

class ReassessmentRaised(_message.Message):
    __slots__ = ("municipality_id", "case_id", "case_no", "reassessment_id")
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    REASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    municipality_id: str
    case_id: str
    case_no: str
    reassessment_id: str
    def __init__(self, municipality_id: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., reassessment_id: _Optional[str] = ...) -> None: ...

class ReassessmentEnded(_message.Message):
    __slots__ = ("case_id", "reassessment_id", "reassessment")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    REASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    REASSESSMENT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    reassessment_id: str
    reassessment: str
    def __init__(self, case_id: _Optional[str] = ..., reassessment_id: _Optional[str] = ..., reassessment: _Optional[str] = ...) -> None: ...

class RemedyDone(_message.Message):
    __slots__ = ("case_id", "remedy_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    REMEDY_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    remedy_id: str
    def __init__(self, case_id: _Optional[str] = ..., remedy_id: _Optional[str] = ...) -> None: ...

class HandoffEnded(_message.Message):
    __slots__ = ("case_id", "handoff_id", "handoff_outcome", "role_id", "by_sender")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    HANDOFF_OUTCOME_FIELD_NUMBER: _ClassVar[int]
    ROLE_ID_FIELD_NUMBER: _ClassVar[int]
    BY_SENDER_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    handoff_id: str
    handoff_outcome: str
    role_id: str
    by_sender: bool
    def __init__(self, case_id: _Optional[str] = ..., handoff_id: _Optional[str] = ..., handoff_outcome: _Optional[str] = ..., role_id: _Optional[str] = ..., by_sender: _Optional[bool] = ...) -> None: ...

class EmergencyRaised(_message.Message):
    __slots__ = ("case_id",)
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    def __init__(self, case_id: _Optional[str] = ...) -> None: ...

class EmergencyResolved(_message.Message):
    __slots__ = ("case_id", "emergency_id", "emergency_follow_up")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    EMERGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    EMERGENCY_FOLLOW_UP_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    emergency_id: str
    emergency_follow_up: str
    def __init__(self, case_id: _Optional[str] = ..., emergency_id: _Optional[str] = ..., emergency_follow_up: _Optional[str] = ...) -> None: ...

class ConsultationJoined(_message.Message):
    __slots__ = ("case_id", "joined_consultation_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    JOINED_CONSULTATION_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    joined_consultation_id: str
    def __init__(self, case_id: _Optional[str] = ..., joined_consultation_id: _Optional[str] = ...) -> None: ...

class JoinedConsultationReviewed(_message.Message):
    __slots__ = ("case_id", "joined_consultation_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    JOINED_CONSULTATION_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    joined_consultation_id: str
    def __init__(self, case_id: _Optional[str] = ..., joined_consultation_id: _Optional[str] = ...) -> None: ...

class WatchReviewed(_message.Message):
    __slots__ = ("case_id", "person_id", "watch_review_id", "watch_review", "said_yes")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    WATCH_REVIEW_ID_FIELD_NUMBER: _ClassVar[int]
    WATCH_REVIEW_FIELD_NUMBER: _ClassVar[int]
    SAID_YES_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    watch_review_id: str
    watch_review: str
    said_yes: bool
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., watch_review_id: _Optional[str] = ..., watch_review: _Optional[str] = ..., said_yes: _Optional[bool] = ...) -> None: ...

class SupportSuspended(_message.Message):
    __slots__ = ("case_id", "person_id", "suspension_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    SUSPENSION_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    suspension_id: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., suspension_id: _Optional[str] = ...) -> None: ...

class SupportResumed(_message.Message):
    __slots__ = ("case_id", "person_id", "suspension_id", "resumption")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    SUSPENSION_ID_FIELD_NUMBER: _ClassVar[int]
    RESUMPTION_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    suspension_id: str
    resumption: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., suspension_id: _Optional[str] = ..., resumption: _Optional[str] = ...) -> None: ...

class PersonDeceased(_message.Message):
    __slots__ = ("case_id", "person_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class CaseEndOrdered(_message.Message):
    __slots__ = ("case_id", "closure_reason", "transfer_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CLOSURE_REASON_FIELD_NUMBER: _ClassVar[int]
    TRANSFER_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    closure_reason: str
    transfer_id: str
    def __init__(self, case_id: _Optional[str] = ..., closure_reason: _Optional[str] = ..., transfer_id: _Optional[str] = ...) -> None: ...

class CaseEndUnheard(_message.Message):
    __slots__ = ("municipality_id", "case_id", "case_no", "closure_reason", "transfer_id")
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    CLOSURE_REASON_FIELD_NUMBER: _ClassVar[int]
    TRANSFER_ID_FIELD_NUMBER: _ClassVar[int]
    municipality_id: str
    case_id: str
    case_no: str
    closure_reason: str
    transfer_id: str
    def __init__(self, municipality_id: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., closure_reason: _Optional[str] = ..., transfer_id: _Optional[str] = ...) -> None: ...

class TransferEnded(_message.Message):
    __slots__ = ("case_id", "transfer_id", "outcome")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    TRANSFER_ID_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    transfer_id: str
    outcome: str
    def __init__(self, case_id: _Optional[str] = ..., transfer_id: _Optional[str] = ..., outcome: _Optional[str] = ...) -> None: ...

class TransferPacketHandedOver(_message.Message):
    __slots__ = ("case_id", "transfer_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    TRANSFER_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    transfer_id: str
    def __init__(self, case_id: _Optional[str] = ..., transfer_id: _Optional[str] = ...) -> None: ...

class CaseHandsChanged(_message.Message):
    __slots__ = ("case_id", "coordinator_person_id", "deputy_person_id", "revision")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    COORDINATOR_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    DEPUTY_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    coordinator_person_id: str
    deputy_person_id: str
    revision: int
    def __init__(self, case_id: _Optional[str] = ..., coordinator_person_id: _Optional[str] = ..., deputy_person_id: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class CasesMerged(_message.Message):
    __slots__ = ("case_id", "into_case_id", "person_ids", "into_person_ids")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    INTO_CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    INTO_PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    into_case_id: str
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    into_person_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, case_id: _Optional[str] = ..., into_case_id: _Optional[str] = ..., person_ids: _Optional[_Iterable[str]] = ..., into_person_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class MemberLeft(_message.Message):
    __slots__ = ("case_id", "person_id", "cause")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    cause: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., cause: _Optional[str] = ...) -> None: ...

class PersonSeparated(_message.Message):
    __slots__ = ("case_id", "person_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class EntryCorrected(_message.Message):
    __slots__ = ("case_id", "entry_id", "kind", "subject", "way_back")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    ENTRY_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    WAY_BACK_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    entry_id: str
    kind: str
    subject: str
    way_back: str
    def __init__(self, case_id: _Optional[str] = ..., entry_id: _Optional[str] = ..., kind: _Optional[str] = ..., subject: _Optional[str] = ..., way_back: _Optional[str] = ...) -> None: ...

class ParticipationNeeded(_message.Message):
    __slots__ = ("case_id", "person_id", "agency_id", "marked_by_agency_id", "source")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    MARKED_BY_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    agency_id: str
    marked_by_agency_id: str
    source: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., marked_by_agency_id: _Optional[str] = ..., source: _Optional[str] = ...) -> None: ...

class BreachReported(_message.Message):
    __slots__ = ("case_id", "municipality_id", "case_no", "breach_id", "agency_id", "agenda_item_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    BREACH_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    municipality_id: str
    case_no: str
    breach_id: str
    agency_id: str
    agenda_item_id: str
    def __init__(self, case_id: _Optional[str] = ..., municipality_id: _Optional[str] = ..., case_no: _Optional[str] = ..., breach_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ...) -> None: ...

class BreachReviewed(_message.Message):
    __slots__ = ("case_id", "breach_id", "agency_id", "verdict", "agenda_item_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    BREACH_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    breach_id: str
    agency_id: str
    verdict: str
    agenda_item_id: str
    def __init__(self, case_id: _Optional[str] = ..., breach_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., verdict: _Optional[str] = ..., agenda_item_id: _Optional[str] = ...) -> None: ...

class GlassBroken(_message.Message):
    __slots__ = ("case_id", "municipality_id", "case_no", "glass_id", "agency_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    GLASS_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    municipality_id: str
    case_no: str
    glass_id: str
    agency_id: str
    def __init__(self, case_id: _Optional[str] = ..., municipality_id: _Optional[str] = ..., case_no: _Optional[str] = ..., glass_id: _Optional[str] = ..., agency_id: _Optional[str] = ...) -> None: ...

class GlassReviewed(_message.Message):
    __slots__ = ("case_id", "glass_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    GLASS_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    glass_id: str
    def __init__(self, case_id: _Optional[str] = ..., glass_id: _Optional[str] = ...) -> None: ...
