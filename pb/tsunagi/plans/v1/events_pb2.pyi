from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class HouseholdPlanOpened(_message.Message):
    __slots__ = ("case_id", "plan_id", "person_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    person_id: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class SubjectJoined(_message.Message):
    __slots__ = ("case_id", "plan_id", "person_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    person_id: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., person_id: _Optional[str] = ...) -> None: ...

class SubjectLeft(_message.Message):
    __slots__ = ("case_id", "plan_id", "person_id", "remaining_count")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    REMAINING_COUNT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    person_id: str
    remaining_count: int
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., person_id: _Optional[str] = ..., remaining_count: _Optional[int] = ...) -> None: ...

class RolesStruck(_message.Message):
    __slots__ = ("case_id", "plan_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ...) -> None: ...

class SubjectSupportEnded(_message.Message):
    __slots__ = ("case_id", "person_id", "plan_id", "closure_reason")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    CLOSURE_REASON_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    plan_id: str
    closure_reason: str
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., closure_reason: _Optional[str] = ...) -> None: ...

class PlanDrafted(_message.Message):
    __slots__ = ("case_id", "plan_id", "plan_version_id", "draft_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    DRAFT_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    plan_version_id: str
    draft_id: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., plan_version_id: _Optional[str] = ..., draft_id: _Optional[str] = ...) -> None: ...

class PlanConfirmed(_message.Message):
    __slots__ = ("case_id", "plan_id", "draft_id", "plan_confirmation")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    DRAFT_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_CONFIRMATION_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    draft_id: str
    plan_confirmation: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., draft_id: _Optional[str] = ..., plan_confirmation: _Optional[str] = ...) -> None: ...

class RoleOffered(_message.Message):
    __slots__ = ("case_id", "case_no", "plan_id", "plan_version_id", "role_id", "agency_id", "task_code", "lead", "due_at")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_CODE_FIELD_NUMBER: _ClassVar[int]
    LEAD_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    case_no: str
    plan_id: str
    plan_version_id: str
    role_id: str
    agency_id: str
    task_code: str
    lead: bool
    due_at: str
    def __init__(self, case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., plan_id: _Optional[str] = ..., plan_version_id: _Optional[str] = ..., role_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., task_code: _Optional[str] = ..., lead: _Optional[bool] = ..., due_at: _Optional[str] = ...) -> None: ...

class RoleAnswered(_message.Message):
    __slots__ = ("case_id", "plan_id", "role_id", "agency_id", "role_answer")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_ANSWER_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    role_id: str
    agency_id: str
    role_answer: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., role_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., role_answer: _Optional[str] = ...) -> None: ...

class SupportDecided(_message.Message):
    __slots__ = ("case_id", "plan_id", "plan_version_id", "support_decision")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    SUPPORT_DECISION_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    plan_version_id: str
    support_decision: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., plan_version_id: _Optional[str] = ..., support_decision: _Optional[str] = ...) -> None: ...

class PlanVersionDecided(_message.Message):
    __slots__ = ("case_id", "plan_id", "plan_version_id", "version_number", "lead_agency_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_NUMBER_FIELD_NUMBER: _ClassVar[int]
    LEAD_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    plan_version_id: str
    version_number: int
    lead_agency_id: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., plan_version_id: _Optional[str] = ..., version_number: _Optional[int] = ..., lead_agency_id: _Optional[str] = ...) -> None: ...

class SupportStarted(_message.Message):
    __slots__ = ("case_id", "plan_id", "plan_version_id", "role_count")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_COUNT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    plan_version_id: str
    role_count: int
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., plan_version_id: _Optional[str] = ..., role_count: _Optional[int] = ...) -> None: ...

class MonitoringRecorded(_message.Message):
    __slots__ = ("case_id", "plan_id", "monitoring_id", "stability", "proposal")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    MONITORING_ID_FIELD_NUMBER: _ClassVar[int]
    STABILITY_FIELD_NUMBER: _ClassVar[int]
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    monitoring_id: str
    stability: str
    proposal: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., monitoring_id: _Optional[str] = ..., stability: _Optional[str] = ..., proposal: _Optional[str] = ...) -> None: ...

class EvaluationRecorded(_message.Message):
    __slots__ = ("case_id", "plan_id", "evaluation_id", "goals_outcome", "lead_settled", "stability", "new_issue", "long_absence")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    EVALUATION_ID_FIELD_NUMBER: _ClassVar[int]
    GOALS_OUTCOME_FIELD_NUMBER: _ClassVar[int]
    LEAD_SETTLED_FIELD_NUMBER: _ClassVar[int]
    STABILITY_FIELD_NUMBER: _ClassVar[int]
    NEW_ISSUE_FIELD_NUMBER: _ClassVar[int]
    LONG_ABSENCE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    evaluation_id: str
    goals_outcome: str
    lead_settled: bool
    stability: str
    new_issue: bool
    long_absence: bool
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., evaluation_id: _Optional[str] = ..., goals_outcome: _Optional[str] = ..., lead_settled: _Optional[bool] = ..., stability: _Optional[str] = ..., new_issue: _Optional[bool] = ..., long_absence: _Optional[bool] = ...) -> None: ...

class PlanClosed(_message.Message):
    __slots__ = ("case_id", "plan_id", "closure_reason")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    CLOSURE_REASON_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    closure_reason: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., closure_reason: _Optional[str] = ...) -> None: ...

class ReportRequested(_message.Message):
    __slots__ = ("case_id", "municipality_id", "report_id", "case_no")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    REPORT_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    municipality_id: str
    report_id: str
    case_no: str
    def __init__(self, case_id: _Optional[str] = ..., municipality_id: _Optional[str] = ..., report_id: _Optional[str] = ..., case_no: _Optional[str] = ...) -> None: ...

class CommitteeAnswered(_message.Message):
    __slots__ = ("case_id", "report_id", "point_count")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    REPORT_ID_FIELD_NUMBER: _ClassVar[int]
    POINT_COUNT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    report_id: str
    point_count: int
    def __init__(self, case_id: _Optional[str] = ..., report_id: _Optional[str] = ..., point_count: _Optional[int] = ...) -> None: ...
