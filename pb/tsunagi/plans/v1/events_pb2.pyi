from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
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
    __slots__ = ("case_id", "plan_id", "person_id", "remaining_count", "subjects_end")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    REMAINING_COUNT_FIELD_NUMBER: _ClassVar[int]
    SUBJECTS_END_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    person_id: str
    remaining_count: int
    subjects_end: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., person_id: _Optional[str] = ..., remaining_count: _Optional[int] = ..., subjects_end: _Optional[str] = ...) -> None: ...

class SubjectSupportEnded(_message.Message):
    __slots__ = ("case_id", "person_id", "plan_id", "closure_reason", "ended_at", "accompanying_agency_ids")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    CLOSURE_REASON_FIELD_NUMBER: _ClassVar[int]
    ENDED_AT_FIELD_NUMBER: _ClassVar[int]
    ACCOMPANYING_AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    person_id: str
    plan_id: str
    closure_reason: str
    ended_at: str
    accompanying_agency_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, case_id: _Optional[str] = ..., person_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., closure_reason: _Optional[str] = ..., ended_at: _Optional[str] = ..., accompanying_agency_ids: _Optional[_Iterable[str]] = ...) -> None: ...

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
    __slots__ = ("case_id", "case_no", "plan_id", "plan_version_id", "role_id", "agency_id", "task_code", "lead", "due_at", "person_ids")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_CODE_FIELD_NUMBER: _ClassVar[int]
    LEAD_FIELD_NUMBER: _ClassVar[int]
    DUE_AT_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    case_no: str
    plan_id: str
    plan_version_id: str
    role_id: str
    agency_id: str
    task_code: str
    lead: bool
    due_at: str
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., plan_id: _Optional[str] = ..., plan_version_id: _Optional[str] = ..., role_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., task_code: _Optional[str] = ..., lead: _Optional[bool] = ..., due_at: _Optional[str] = ..., person_ids: _Optional[_Iterable[str]] = ...) -> None: ...

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
    __slots__ = ("case_id", "plan_id", "evaluation_id", "goals_outcome", "lead_settled", "stability", "new_issue", "long_absence", "closure_wish", "consented_count", "grantless_reviews")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    EVALUATION_ID_FIELD_NUMBER: _ClassVar[int]
    GOALS_OUTCOME_FIELD_NUMBER: _ClassVar[int]
    LEAD_SETTLED_FIELD_NUMBER: _ClassVar[int]
    STABILITY_FIELD_NUMBER: _ClassVar[int]
    NEW_ISSUE_FIELD_NUMBER: _ClassVar[int]
    LONG_ABSENCE_FIELD_NUMBER: _ClassVar[int]
    CLOSURE_WISH_FIELD_NUMBER: _ClassVar[int]
    CONSENTED_COUNT_FIELD_NUMBER: _ClassVar[int]
    GRANTLESS_REVIEWS_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    evaluation_id: str
    goals_outcome: str
    lead_settled: bool
    stability: str
    new_issue: bool
    long_absence: bool
    closure_wish: str
    consented_count: int
    grantless_reviews: int
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., evaluation_id: _Optional[str] = ..., goals_outcome: _Optional[str] = ..., lead_settled: _Optional[bool] = ..., stability: _Optional[str] = ..., new_issue: _Optional[bool] = ..., long_absence: _Optional[bool] = ..., closure_wish: _Optional[str] = ..., consented_count: _Optional[int] = ..., grantless_reviews: _Optional[int] = ...) -> None: ...

class PlanClosed(_message.Message):
    __slots__ = ("case_id", "plan_id", "closure_reason", "closed_at")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    CLOSURE_REASON_FIELD_NUMBER: _ClassVar[int]
    CLOSED_AT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    closure_reason: str
    closed_at: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., closure_reason: _Optional[str] = ..., closed_at: _Optional[str] = ...) -> None: ...

class SubjectAgencyLeft(_message.Message):
    __slots__ = ("case_id", "plan_id", "role_id", "agency_id", "struck")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    STRUCK_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    role_id: str
    agency_id: str
    struck: bool
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., role_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., struck: _Optional[bool] = ...) -> None: ...

class PlanReturned(_message.Message):
    __slots__ = ("case_id", "plan_id", "reason_code")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    reason_code: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., reason_code: _Optional[str] = ...) -> None: ...

class PlanRevised(_message.Message):
    __slots__ = ("case_id", "plan_id", "plan_version_id", "revision")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    plan_version_id: str
    revision: int
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., plan_version_id: _Optional[str] = ..., revision: _Optional[int] = ...) -> None: ...

class RoleBegun(_message.Message):
    __slots__ = ("case_id", "plan_id", "role_id", "agency_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    role_id: str
    agency_id: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., role_id: _Optional[str] = ..., agency_id: _Optional[str] = ...) -> None: ...

class RoleReported(_message.Message):
    __slots__ = ("case_id", "plan_id", "role_id", "agency_id", "progress")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    role_id: str
    agency_id: str
    progress: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., role_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., progress: _Optional[str] = ...) -> None: ...

class RoleEnded(_message.Message):
    __slots__ = ("case_id", "plan_id", "role_id", "agency_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    role_id: str
    agency_id: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., role_id: _Optional[str] = ..., agency_id: _Optional[str] = ...) -> None: ...

class RoleReleased(_message.Message):
    __slots__ = ("case_id", "plan_id", "role_id", "agency_id", "reason_code")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    ROLE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    role_id: str
    agency_id: str
    reason_code: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., role_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., reason_code: _Optional[str] = ...) -> None: ...

class PlanReceived(_message.Message):
    __slots__ = ("case_id", "plan_id", "plan_version_id", "agency_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    plan_version_id: str
    agency_id: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., plan_version_id: _Optional[str] = ..., agency_id: _Optional[str] = ...) -> None: ...

class AssessmentRecorded(_message.Message):
    __slots__ = ("case_id", "plan_id", "assessment_id", "agency_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    ASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    assessment_id: str
    agency_id: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., assessment_id: _Optional[str] = ..., agency_id: _Optional[str] = ...) -> None: ...

class EntryCorrected(_message.Message):
    __slots__ = ("case_id", "plan_id", "subject", "kind", "way_back")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    WAY_BACK_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    subject: str
    kind: str
    way_back: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., subject: _Optional[str] = ..., kind: _Optional[str] = ..., way_back: _Optional[str] = ...) -> None: ...

class PlanMatterRaised(_message.Message):
    __slots__ = ("case_id", "municipality_id", "case_no", "plan_id", "matter_id", "kind")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    MATTER_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    municipality_id: str
    case_no: str
    plan_id: str
    matter_id: str
    kind: str
    def __init__(self, case_id: _Optional[str] = ..., municipality_id: _Optional[str] = ..., case_no: _Optional[str] = ..., plan_id: _Optional[str] = ..., matter_id: _Optional[str] = ..., kind: _Optional[str] = ...) -> None: ...

class PlanMatterSettled(_message.Message):
    __slots__ = ("case_id", "plan_id", "matter_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    MATTER_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    matter_id: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., matter_id: _Optional[str] = ...) -> None: ...

class SuspensionReviewed(_message.Message):
    __slots__ = ("case_id", "plan_id", "suspension_id", "suspension_review")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    SUSPENSION_ID_FIELD_NUMBER: _ClassVar[int]
    SUSPENSION_REVIEW_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    suspension_id: str
    suspension_review: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., suspension_id: _Optional[str] = ..., suspension_review: _Optional[str] = ...) -> None: ...

class FollowUpPlanned(_message.Message):
    __slots__ = ("case_id", "municipality_id", "case_no", "plan_id", "follow_up_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    FOLLOW_UP_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    municipality_id: str
    case_no: str
    plan_id: str
    follow_up_id: str
    def __init__(self, case_id: _Optional[str] = ..., municipality_id: _Optional[str] = ..., case_no: _Optional[str] = ..., plan_id: _Optional[str] = ..., follow_up_id: _Optional[str] = ...) -> None: ...

class FollowUpRecorded(_message.Message):
    __slots__ = ("case_id", "plan_id", "follow_up_id", "result")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    FOLLOW_UP_ID_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    plan_id: str
    follow_up_id: str
    result: str
    def __init__(self, case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., follow_up_id: _Optional[str] = ..., result: _Optional[str] = ...) -> None: ...

class ParticipationMarked(_message.Message):
    __slots__ = ("case_id", "mark_id", "person_id", "source")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    MARK_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    mark_id: str
    person_id: str
    source: str
    def __init__(self, case_id: _Optional[str] = ..., mark_id: _Optional[str] = ..., person_id: _Optional[str] = ..., source: _Optional[str] = ...) -> None: ...

class ParticipationOpened(_message.Message):
    __slots__ = ("case_id", "municipality_id", "case_no", "person_id", "participation_id", "agency_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    PARTICIPATION_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    municipality_id: str
    case_no: str
    person_id: str
    participation_id: str
    agency_id: str
    def __init__(self, case_id: _Optional[str] = ..., municipality_id: _Optional[str] = ..., case_no: _Optional[str] = ..., person_id: _Optional[str] = ..., participation_id: _Optional[str] = ..., agency_id: _Optional[str] = ...) -> None: ...

class ParticipationStepRecorded(_message.Message):
    __slots__ = ("case_id", "participation_id", "step_id", "stage", "participation_outcome")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PARTICIPATION_ID_FIELD_NUMBER: _ClassVar[int]
    STEP_ID_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    PARTICIPATION_OUTCOME_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    participation_id: str
    step_id: str
    stage: str
    participation_outcome: str
    def __init__(self, case_id: _Optional[str] = ..., participation_id: _Optional[str] = ..., step_id: _Optional[str] = ..., stage: _Optional[str] = ..., participation_outcome: _Optional[str] = ...) -> None: ...

class ParticipationResumed(_message.Message):
    __slots__ = ("case_id", "participation_id", "pause_id", "participation_outcome")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PARTICIPATION_ID_FIELD_NUMBER: _ClassVar[int]
    PAUSE_ID_FIELD_NUMBER: _ClassVar[int]
    PARTICIPATION_OUTCOME_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    participation_id: str
    pause_id: str
    participation_outcome: str
    def __init__(self, case_id: _Optional[str] = ..., participation_id: _Optional[str] = ..., pause_id: _Optional[str] = ..., participation_outcome: _Optional[str] = ...) -> None: ...

class ParticipationHostAgreed(_message.Message):
    __slots__ = ("case_id", "participation_id", "host_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PARTICIPATION_ID_FIELD_NUMBER: _ClassVar[int]
    HOST_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    participation_id: str
    host_id: str
    def __init__(self, case_id: _Optional[str] = ..., participation_id: _Optional[str] = ..., host_id: _Optional[str] = ...) -> None: ...

class ParticipationEnded(_message.Message):
    __slots__ = ("case_id", "participation_id", "stage")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PARTICIPATION_ID_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    participation_id: str
    stage: str
    def __init__(self, case_id: _Optional[str] = ..., participation_id: _Optional[str] = ..., stage: _Optional[str] = ...) -> None: ...

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

class PointsReviewed(_message.Message):
    __slots__ = ("case_id", "report_id")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    REPORT_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    report_id: str
    def __init__(self, case_id: _Optional[str] = ..., report_id: _Optional[str] = ...) -> None: ...

class GapRaised(_message.Message):
    __slots__ = ("case_id", "municipality_id", "gap_id", "case_no", "need_code", "area")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    MUNICIPALITY_ID_FIELD_NUMBER: _ClassVar[int]
    GAP_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    NEED_CODE_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    municipality_id: str
    gap_id: str
    case_no: str
    need_code: str
    area: str
    def __init__(self, case_id: _Optional[str] = ..., municipality_id: _Optional[str] = ..., gap_id: _Optional[str] = ..., case_no: _Optional[str] = ..., need_code: _Optional[str] = ..., area: _Optional[str] = ...) -> None: ...

class GapDecided(_message.Message):
    __slots__ = ("case_id", "gap_id", "gap_state")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    GAP_ID_FIELD_NUMBER: _ClassVar[int]
    GAP_STATE_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    gap_id: str
    gap_state: str
    def __init__(self, case_id: _Optional[str] = ..., gap_id: _Optional[str] = ..., gap_state: _Optional[str] = ...) -> None: ...
