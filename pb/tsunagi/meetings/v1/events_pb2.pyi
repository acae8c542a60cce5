from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class MembersNamed(_message.Message):
    __slots__ = ("case_id", "agenda_item_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agenda_item_id: str
    def __init__(self, case_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ...) -> None: ...

class MemberInvited(_message.Message):
    __slots__ = ("case_id", "case_no", "agenda_item_id", "agency_id", "due_at")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    case_no: str
    agenda_item_id: str
    agency_id: str
    due_at: str
    def __init__(self, case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., agenda_item_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., due_at: _Optional[str] = ...) -> None: ...

class PledgesCompleted(_message.Message):
    __slots__ = ("case_id", "agenda_item_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agenda_item_id: str
    def __init__(self, case_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ...) -> None: ...

class AgendaItemConcluded(_message.Message):
    __slots__ = ("case_id", "agenda_item_id", "meeting_type", "meeting_decision")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    MEETING_TYPE_FIELD_NUMBER: _ClassVar[int]
    MEETING_DECISION_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agenda_item_id: str
    meeting_type: str
    meeting_decision: str
    def __init__(self, case_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ..., meeting_type: _Optional[str] = ..., meeting_decision: _Optional[str] = ...) -> None: ...

class MinutesApproved(_message.Message):
    __slots__ = ("case_id", "agenda_item_id", "meeting_decision")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    MEETING_DECISION_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agenda_item_id: str
    meeting_decision: str
    def __init__(self, case_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ..., meeting_decision: _Optional[str] = ...) -> None: ...

class DecisionRecorded(_message.Message):
    __slots__ = ("case_id", "agenda_item_id", "decision_id", "code", "owner_agency_id", "case_no", "municipality_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    OWNER_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agenda_item_id: str
    decision_id: str
    code: str
    owner_agency_id: str
    case_no: str
    municipality_id: str
    def __init__(self, case_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ..., decision_id: _Optional[str] = ..., code: _Optional[str] = ..., owner_agency_id: _Optional[str] = ..., case_no: _Optional[str] = ..., municipality_id: _Optional[str] = ...) -> None: ...

class DecisionClosed(_message.Message):
    __slots__ = ("case_id", "agenda_item_id", "decision_id", "decision_outcome")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_OUTCOME_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agenda_item_id: str
    decision_id: str
    decision_outcome: str
    def __init__(self, case_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ..., decision_id: _Optional[str] = ..., decision_outcome: _Optional[str] = ...) -> None: ...

class DecisionDropped(_message.Message):
    __slots__ = ("case_id", "decision_id", "agency_id", "code")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    decision_id: str
    agency_id: str
    code: str
    def __init__(self, case_id: _Optional[str] = ..., decision_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., code: _Optional[str] = ...) -> None: ...

class FeedbackGiven(_message.Message):
    __slots__ = ("case_id", "case_no", "agenda_item_id", "agency_id", "code")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    case_no: str
    agenda_item_id: str
    agency_id: str
    code: str
    def __init__(self, case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., agenda_item_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., code: _Optional[str] = ...) -> None: ...

class ConclusionCorrected(_message.Message):
    __slots__ = ("case_id", "agenda_item_id", "meeting_type", "superseded_decision", "meeting_decision", "way_back")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    MEETING_TYPE_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDED_DECISION_FIELD_NUMBER: _ClassVar[int]
    MEETING_DECISION_FIELD_NUMBER: _ClassVar[int]
    WAY_BACK_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agenda_item_id: str
    meeting_type: str
    superseded_decision: str
    meeting_decision: str
    way_back: str
    def __init__(self, case_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ..., meeting_type: _Optional[str] = ..., superseded_decision: _Optional[str] = ..., meeting_decision: _Optional[str] = ..., way_back: _Optional[str] = ...) -> None: ...

class MinutesCorrected(_message.Message):
    __slots__ = ("case_id", "agenda_item_id", "way_back")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    WAY_BACK_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agenda_item_id: str
    way_back: str
    def __init__(self, case_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ..., way_back: _Optional[str] = ...) -> None: ...

class InformationAnswerCorrected(_message.Message):
    __slots__ = ("case_id", "information_request_id", "superseded_answer", "information_answer", "way_back")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    INFORMATION_REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDED_ANSWER_FIELD_NUMBER: _ClassVar[int]
    INFORMATION_ANSWER_FIELD_NUMBER: _ClassVar[int]
    WAY_BACK_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    information_request_id: str
    superseded_answer: str
    information_answer: str
    way_back: str
    def __init__(self, case_id: _Optional[str] = ..., information_request_id: _Optional[str] = ..., superseded_answer: _Optional[str] = ..., information_answer: _Optional[str] = ..., way_back: _Optional[str] = ...) -> None: ...

class FactCorrected(_message.Message):
    __slots__ = ("case_id", "agenda_item_id", "fact_id", "way_back")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    FACT_ID_FIELD_NUMBER: _ClassVar[int]
    WAY_BACK_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agenda_item_id: str
    fact_id: str
    way_back: str
    def __init__(self, case_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ..., fact_id: _Optional[str] = ..., way_back: _Optional[str] = ...) -> None: ...

class FactCorrectionTold(_message.Message):
    __slots__ = ("case_id", "agenda_item_id", "agency_id", "case_no")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agenda_item_id: str
    agency_id: str
    case_no: str
    def __init__(self, case_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., case_no: _Optional[str] = ...) -> None: ...

class InformationRequested(_message.Message):
    __slots__ = ("case_id", "information_request_id", "agency_id", "case_no", "municipality_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    INFORMATION_REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    information_request_id: str
    agency_id: str
    case_no: str
    municipality_id: str
    def __init__(self, case_id: _Optional[str] = ..., information_request_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., case_no: _Optional[str] = ..., municipality_id: _Optional[str] = ...) -> None: ...

class InformationRequestAnswered(_message.Message):
    __slots__ = ("case_id", "information_request_id", "information_answer")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    INFORMATION_REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    INFORMATION_ANSWER_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    information_request_id: str
    information_answer: str
    def __init__(self, case_id: _Optional[str] = ..., information_request_id: _Optional[str] = ..., information_answer: _Optional[str] = ...) -> None: ...

class MinutesDistributed(_message.Message):
    __slots__ = ("case_id", "agenda_item_id", "agency_id", "case_no")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agenda_item_id: str
    agency_id: str
    case_no: str
    def __init__(self, case_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., case_no: _Optional[str] = ...) -> None: ...

class MinutesRecalled(_message.Message):
    __slots__ = ("case_id", "agenda_item_id", "agency_id", "case_no", "code")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agenda_item_id: str
    agency_id: str
    case_no: str
    code: str
    def __init__(self, case_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., case_no: _Optional[str] = ..., code: _Optional[str] = ...) -> None: ...

class SittingRescheduled(_message.Message):
    __slots__ = ("case_id", "agenda_item_id", "agency_id", "case_no", "code")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agenda_item_id: str
    agency_id: str
    case_no: str
    code: str
    def __init__(self, case_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., case_no: _Optional[str] = ..., code: _Optional[str] = ...) -> None: ...

class ResourceGapRaised(_message.Message):
    __slots__ = ("case_id", "agenda_item_id", "decision_id", "need", "area")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENDA_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_ID_FIELD_NUMBER: _ClassVar[int]
    NEED_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    agenda_item_id: str
    decision_id: str
    need: str
    area: str
    def __init__(self, case_id: _Optional[str] = ..., agenda_item_id: _Optional[str] = ..., decision_id: _Optional[str] = ..., need: _Optional[str] = ..., area: _Optional[str] = ...) -> None: ...
