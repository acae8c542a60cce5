import datetime

from google.api import annotations_pb2 as _annotations_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pb.tsunagi.facts.v1 import facts_pb2 as _facts_pb2
from pb.tsunagi.ledger.v1 import ledger_pb2 as _ledger_pb2
from pb.tsunagi.options.v1 import options_pb2 as _options_pb2
from pb.tsunagi.plans.v1 import community_pb2 as _community_pb2
from pb.tsunagi.plans.v1 import network_pb2 as _network_pb2
from pb.tsunagi.plans.v1 import participation_pb2 as _participation_pb2
from pb.tsunagi.work.v1 import work_pb2 as _work_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ClosureWish(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CLOSURE_WISH_UNSPECIFIED: _ClassVar[ClosureWish]
    CLOSURE_WISH_SUBJECT_WISH: _ClassVar[ClosureWish]
    CLOSURE_WISH_HANDED_TO_SCHEME: _ClassVar[ClosureWish]
    CLOSURE_WISH_OUT_OF_SCOPE_LATER: _ClassVar[ClosureWish]
CLOSURE_WISH_UNSPECIFIED: ClosureWish
CLOSURE_WISH_SUBJECT_WISH: ClosureWish
CLOSURE_WISH_HANDED_TO_SCHEME: ClosureWish
CLOSURE_WISH_OUT_OF_SCOPE_LATER: ClosureWish

class Subject(_message.Message):
    __slots__ = ("person_id", "join_time", "leave_time", "consent_request_id")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    JOIN_TIME_FIELD_NUMBER: _ClassVar[int]
    LEAVE_TIME_FIELD_NUMBER: _ClassVar[int]
    CONSENT_REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    join_time: _timestamp_pb2.Timestamp
    leave_time: _timestamp_pb2.Timestamp
    consent_request_id: str
    def __init__(self, person_id: _Optional[str] = ..., join_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., leave_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., consent_request_id: _Optional[str] = ...) -> None: ...

class Goal(_message.Message):
    __slots__ = ("name", "text", "indicator", "due_date", "long_term")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    DUE_DATE_FIELD_NUMBER: _ClassVar[int]
    LONG_TERM_FIELD_NUMBER: _ClassVar[int]
    name: str
    text: str
    indicator: str
    due_date: str
    long_term: bool
    def __init__(self, name: _Optional[str] = ..., text: _Optional[str] = ..., indicator: _Optional[str] = ..., due_date: _Optional[str] = ..., long_term: _Optional[bool] = ...) -> None: ...

class Wish(_message.Message):
    __slots__ = ("person_id", "own_words", "missing_reason")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    OWN_WORDS_FIELD_NUMBER: _ClassVar[int]
    MISSING_REASON_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    own_words: str
    missing_reason: str
    def __init__(self, person_id: _Optional[str] = ..., own_words: _Optional[str] = ..., missing_reason: _Optional[str] = ...) -> None: ...

class RoleDraft(_message.Message):
    __slots__ = ("agency_id", "task_code", "task_text", "lead", "frequency", "contact", "programme_id", "start_date", "end_date")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_CODE_FIELD_NUMBER: _ClassVar[int]
    TASK_TEXT_FIELD_NUMBER: _ClassVar[int]
    LEAD_FIELD_NUMBER: _ClassVar[int]
    FREQUENCY_FIELD_NUMBER: _ClassVar[int]
    CONTACT_FIELD_NUMBER: _ClassVar[int]
    PROGRAMME_ID_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    task_code: str
    task_text: str
    lead: bool
    frequency: str
    contact: str
    programme_id: str
    start_date: str
    end_date: str
    def __init__(self, agency_id: _Optional[str] = ..., task_code: _Optional[str] = ..., task_text: _Optional[str] = ..., lead: _Optional[bool] = ..., frequency: _Optional[str] = ..., contact: _Optional[str] = ..., programme_id: _Optional[str] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ...) -> None: ...

class Role(_message.Message):
    __slots__ = ("name", "plan", "case_id", "agency_id", "task_code", "task_text", "lead", "frequency", "contact", "state", "decline_reason", "person_ids", "due_time", "start_time", "plan_version", "case_no", "programme_id", "start_date", "end_date", "etag", "begin_time", "end_time")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Role.State]
        STATE_PROPOSED: _ClassVar[Role.State]
        STATE_OFFERED: _ClassVar[Role.State]
        STATE_ACCEPTED: _ClassVar[Role.State]
        STATE_DECLINED: _ClassVar[Role.State]
        STATE_LAPSED: _ClassVar[Role.State]
        STATE_STRUCK: _ClassVar[Role.State]
    STATE_UNSPECIFIED: Role.State
    STATE_PROPOSED: Role.State
    STATE_OFFERED: Role.State
    STATE_ACCEPTED: Role.State
    STATE_DECLINED: Role.State
    STATE_LAPSED: Role.State
    STATE_STRUCK: Role.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_CODE_FIELD_NUMBER: _ClassVar[int]
    TASK_TEXT_FIELD_NUMBER: _ClassVar[int]
    LEAD_FIELD_NUMBER: _ClassVar[int]
    FREQUENCY_FIELD_NUMBER: _ClassVar[int]
    CONTACT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DECLINE_REASON_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    PLAN_VERSION_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    PROGRAMME_ID_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    BEGIN_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    plan: str
    case_id: str
    agency_id: str
    task_code: str
    task_text: str
    lead: bool
    frequency: str
    contact: str
    state: Role.State
    decline_reason: str
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    due_time: _timestamp_pb2.Timestamp
    start_time: _timestamp_pb2.Timestamp
    plan_version: str
    case_no: str
    programme_id: str
    start_date: str
    end_date: str
    etag: str
    begin_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., plan: _Optional[str] = ..., case_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., task_code: _Optional[str] = ..., task_text: _Optional[str] = ..., lead: _Optional[bool] = ..., frequency: _Optional[str] = ..., contact: _Optional[str] = ..., state: _Optional[_Union[Role.State, str]] = ..., decline_reason: _Optional[str] = ..., person_ids: _Optional[_Iterable[str]] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., plan_version: _Optional[str] = ..., case_no: _Optional[str] = ..., programme_id: _Optional[str] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ..., etag: _Optional[str] = ..., begin_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RoleOutline(_message.Message):
    __slots__ = ("agency_id", "task_code", "lead")
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_CODE_FIELD_NUMBER: _ClassVar[int]
    LEAD_FIELD_NUMBER: _ClassVar[int]
    agency_id: str
    task_code: str
    lead: bool
    def __init__(self, agency_id: _Optional[str] = ..., task_code: _Optional[str] = ..., lead: _Optional[bool] = ...) -> None: ...

class Confirmation(_message.Message):
    __slots__ = ("person_id", "answer", "own_words", "occur_time")
    class Answer(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        ANSWER_UNSPECIFIED: _ClassVar[Confirmation.Answer]
        ANSWER_CONFIRMED: _ClassVar[Confirmation.Answer]
        ANSWER_CHANGES_WISHED: _ClassVar[Confirmation.Answer]
    ANSWER_UNSPECIFIED: Confirmation.Answer
    ANSWER_CONFIRMED: Confirmation.Answer
    ANSWER_CHANGES_WISHED: Confirmation.Answer
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    OWN_WORDS_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    answer: Confirmation.Answer
    own_words: str
    occur_time: _timestamp_pb2.Timestamp
    def __init__(self, person_id: _Optional[str] = ..., answer: _Optional[_Union[Confirmation.Answer, str]] = ..., own_words: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Gap(_message.Message):
    __slots__ = ("need_code", "area")
    NEED_CODE_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    need_code: str
    area: str
    def __init__(self, need_code: _Optional[str] = ..., area: _Optional[str] = ...) -> None: ...

class Draft(_message.Message):
    __slots__ = ("name", "plan", "plan_version", "number", "state", "assessment_summary", "wishes", "policy", "goals", "roles", "period_start", "period_end", "confirmations", "person_ids", "gaps", "emergency_contact_plan", "uses_outreach", "uses_participation")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Draft.State]
        STATE_OPEN: _ClassVar[Draft.State]
        STATE_DRAFTED: _ClassVar[Draft.State]
        STATE_CONFIRMED: _ClassVar[Draft.State]
        STATE_CHANGES_WISHED: _ClassVar[Draft.State]
        STATE_OFFERED: _ClassVar[Draft.State]
        STATE_SETTLED: _ClassVar[Draft.State]
        STATE_UNSETTLED: _ClassVar[Draft.State]
        STATE_DECIDED: _ClassVar[Draft.State]
        STATE_SUPERSEDED: _ClassVar[Draft.State]
    STATE_UNSPECIFIED: Draft.State
    STATE_OPEN: Draft.State
    STATE_DRAFTED: Draft.State
    STATE_CONFIRMED: Draft.State
    STATE_CHANGES_WISHED: Draft.State
    STATE_OFFERED: Draft.State
    STATE_SETTLED: Draft.State
    STATE_UNSETTLED: Draft.State
    STATE_DECIDED: Draft.State
    STATE_SUPERSEDED: Draft.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    PLAN_VERSION_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ASSESSMENT_SUMMARY_FIELD_NUMBER: _ClassVar[int]
    WISHES_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    GOALS_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    PERIOD_START_FIELD_NUMBER: _ClassVar[int]
    PERIOD_END_FIELD_NUMBER: _ClassVar[int]
    CONFIRMATIONS_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    GAPS_FIELD_NUMBER: _ClassVar[int]
    EMERGENCY_CONTACT_PLAN_FIELD_NUMBER: _ClassVar[int]
    USES_OUTREACH_FIELD_NUMBER: _ClassVar[int]
    USES_PARTICIPATION_FIELD_NUMBER: _ClassVar[int]
    name: str
    plan: str
    plan_version: str
    number: int
    state: Draft.State
    assessment_summary: str
    wishes: _containers.RepeatedCompositeFieldContainer[Wish]
    policy: str
    goals: _containers.RepeatedCompositeFieldContainer[Goal]
    roles: _containers.RepeatedCompositeFieldContainer[Role]
    period_start: str
    period_end: str
    confirmations: _containers.RepeatedCompositeFieldContainer[Confirmation]
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    gaps: _containers.RepeatedCompositeFieldContainer[Gap]
    emergency_contact_plan: str
    uses_outreach: bool
    uses_participation: bool
    def __init__(self, name: _Optional[str] = ..., plan: _Optional[str] = ..., plan_version: _Optional[str] = ..., number: _Optional[int] = ..., state: _Optional[_Union[Draft.State, str]] = ..., assessment_summary: _Optional[str] = ..., wishes: _Optional[_Iterable[_Union[Wish, _Mapping]]] = ..., policy: _Optional[str] = ..., goals: _Optional[_Iterable[_Union[Goal, _Mapping]]] = ..., roles: _Optional[_Iterable[_Union[Role, _Mapping]]] = ..., period_start: _Optional[str] = ..., period_end: _Optional[str] = ..., confirmations: _Optional[_Iterable[_Union[Confirmation, _Mapping]]] = ..., person_ids: _Optional[_Iterable[str]] = ..., gaps: _Optional[_Iterable[_Union[Gap, _Mapping]]] = ..., emergency_contact_plan: _Optional[str] = ..., uses_outreach: _Optional[bool] = ..., uses_participation: _Optional[bool] = ...) -> None: ...

class PlanVersion(_message.Message):
    __slots__ = ("name", "plan", "number", "state", "decision_reason", "decide_time", "revision")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[PlanVersion.State]
        STATE_DRAFTING: _ClassVar[PlanVersion.State]
        STATE_AWAITING_DECISION: _ClassVar[PlanVersion.State]
        STATE_DECIDED: _ClassVar[PlanVersion.State]
        STATE_NOT_DECIDED: _ClassVar[PlanVersion.State]
        STATE_REPLACED: _ClassVar[PlanVersion.State]
    STATE_UNSPECIFIED: PlanVersion.State
    STATE_DRAFTING: PlanVersion.State
    STATE_AWAITING_DECISION: PlanVersion.State
    STATE_DECIDED: PlanVersion.State
    STATE_NOT_DECIDED: PlanVersion.State
    STATE_REPLACED: PlanVersion.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DECISION_REASON_FIELD_NUMBER: _ClassVar[int]
    DECIDE_TIME_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    name: str
    plan: str
    number: int
    state: PlanVersion.State
    decision_reason: str
    decide_time: _timestamp_pb2.Timestamp
    revision: int
    def __init__(self, name: _Optional[str] = ..., plan: _Optional[str] = ..., number: _Optional[int] = ..., state: _Optional[_Union[PlanVersion.State, str]] = ..., decision_reason: _Optional[str] = ..., decide_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., revision: _Optional[int] = ...) -> None: ...

class RoleReport(_message.Message):
    __slots__ = ("role", "progress", "text")
    class Progress(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        PROGRESS_UNSPECIFIED: _ClassVar[RoleReport.Progress]
        PROGRESS_ON_TRACK: _ClassVar[RoleReport.Progress]
        PROGRESS_DELAYED: _ClassVar[RoleReport.Progress]
        PROGRESS_DONE: _ClassVar[RoleReport.Progress]
    PROGRESS_UNSPECIFIED: RoleReport.Progress
    PROGRESS_ON_TRACK: RoleReport.Progress
    PROGRESS_DELAYED: RoleReport.Progress
    PROGRESS_DONE: RoleReport.Progress
    ROLE_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    role: str
    progress: RoleReport.Progress
    text: str
    def __init__(self, role: _Optional[str] = ..., progress: _Optional[_Union[RoleReport.Progress, str]] = ..., text: _Optional[str] = ...) -> None: ...

class Monitoring(_message.Message):
    __slots__ = ("name", "plan", "state", "stability", "proposal", "progress", "role_reports", "recorded_by_agency_id", "occur_time", "due_time")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Monitoring.State]
        STATE_PLANNED: _ClassVar[Monitoring.State]
        STATE_RECORDED: _ClassVar[Monitoring.State]
        STATE_CANCELLED: _ClassVar[Monitoring.State]
    STATE_UNSPECIFIED: Monitoring.State
    STATE_PLANNED: Monitoring.State
    STATE_RECORDED: Monitoring.State
    STATE_CANCELLED: Monitoring.State
    class Stability(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STABILITY_UNSPECIFIED: _ClassVar[Monitoring.Stability]
        STABILITY_STABLE: _ClassVar[Monitoring.Stability]
        STABILITY_UNSTABLE: _ClassVar[Monitoring.Stability]
        STABILITY_CRISIS: _ClassVar[Monitoring.Stability]
    STABILITY_UNSPECIFIED: Monitoring.Stability
    STABILITY_STABLE: Monitoring.Stability
    STABILITY_UNSTABLE: Monitoring.Stability
    STABILITY_CRISIS: Monitoring.Stability
    class Proposal(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        PROPOSAL_UNSPECIFIED: _ClassVar[Monitoring.Proposal]
        PROPOSAL_CONTINUE: _ClassVar[Monitoring.Proposal]
        PROPOSAL_REVISE: _ClassVar[Monitoring.Proposal]
        PROPOSAL_EVALUATE: _ClassVar[Monitoring.Proposal]
    PROPOSAL_UNSPECIFIED: Monitoring.Proposal
    PROPOSAL_CONTINUE: Monitoring.Proposal
    PROPOSAL_REVISE: Monitoring.Proposal
    PROPOSAL_EVALUATE: Monitoring.Proposal
    NAME_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STABILITY_FIELD_NUMBER: _ClassVar[int]
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    ROLE_REPORTS_FIELD_NUMBER: _ClassVar[int]
    RECORDED_BY_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    plan: str
    state: Monitoring.State
    stability: Monitoring.Stability
    proposal: Monitoring.Proposal
    progress: str
    role_reports: _containers.RepeatedCompositeFieldContainer[RoleReport]
    recorded_by_agency_id: str
    occur_time: _timestamp_pb2.Timestamp
    due_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., plan: _Optional[str] = ..., state: _Optional[_Union[Monitoring.State, str]] = ..., stability: _Optional[_Union[Monitoring.Stability, str]] = ..., proposal: _Optional[_Union[Monitoring.Proposal, str]] = ..., progress: _Optional[str] = ..., role_reports: _Optional[_Iterable[_Union[RoleReport, _Mapping]]] = ..., recorded_by_agency_id: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GoalResult(_message.Message):
    __slots__ = ("goal", "result", "text")
    class Result(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        RESULT_UNSPECIFIED: _ClassVar[GoalResult.Result]
        RESULT_ACHIEVED: _ClassVar[GoalResult.Result]
        RESULT_PARTLY: _ClassVar[GoalResult.Result]
        RESULT_NOT_ACHIEVED: _ClassVar[GoalResult.Result]
        RESULT_CHANGED: _ClassVar[GoalResult.Result]
    RESULT_UNSPECIFIED: GoalResult.Result
    RESULT_ACHIEVED: GoalResult.Result
    RESULT_PARTLY: GoalResult.Result
    RESULT_NOT_ACHIEVED: GoalResult.Result
    RESULT_CHANGED: GoalResult.Result
    GOAL_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    goal: str
    result: GoalResult.Result
    text: str
    def __init__(self, goal: _Optional[str] = ..., result: _Optional[_Union[GoalResult.Result, str]] = ..., text: _Optional[str] = ...) -> None: ...

class PersonView(_message.Message):
    __slots__ = ("person_id", "own_words", "missing_reason")
    PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    OWN_WORDS_FIELD_NUMBER: _ClassVar[int]
    MISSING_REASON_FIELD_NUMBER: _ClassVar[int]
    person_id: str
    own_words: str
    missing_reason: str
    def __init__(self, person_id: _Optional[str] = ..., own_words: _Optional[str] = ..., missing_reason: _Optional[str] = ...) -> None: ...

class Change(_message.Message):
    __slots__ = ("area_code", "direction")
    class Direction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        DIRECTION_UNSPECIFIED: _ClassVar[Change.Direction]
        DIRECTION_BETTER: _ClassVar[Change.Direction]
        DIRECTION_SAME: _ClassVar[Change.Direction]
        DIRECTION_WORSE: _ClassVar[Change.Direction]
    DIRECTION_UNSPECIFIED: Change.Direction
    DIRECTION_BETTER: Change.Direction
    DIRECTION_SAME: Change.Direction
    DIRECTION_WORSE: Change.Direction
    AREA_CODE_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    area_code: str
    direction: Change.Direction
    def __init__(self, area_code: _Optional[str] = ..., direction: _Optional[_Union[Change.Direction, str]] = ...) -> None: ...

class Evaluation(_message.Message):
    __slots__ = ("name", "plan", "state", "goal_results", "person_views", "changes", "goals_outcome", "lead_settled", "stability", "new_issue", "long_absence", "remaining", "occur_time", "due_time", "agencies_view", "closure_wish")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Evaluation.State]
        STATE_OPEN: _ClassVar[Evaluation.State]
        STATE_RECORDED: _ClassVar[Evaluation.State]
        STATE_CANCELLED: _ClassVar[Evaluation.State]
    STATE_UNSPECIFIED: Evaluation.State
    STATE_OPEN: Evaluation.State
    STATE_RECORDED: Evaluation.State
    STATE_CANCELLED: Evaluation.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    GOAL_RESULTS_FIELD_NUMBER: _ClassVar[int]
    PERSON_VIEWS_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    GOALS_OUTCOME_FIELD_NUMBER: _ClassVar[int]
    LEAD_SETTLED_FIELD_NUMBER: _ClassVar[int]
    STABILITY_FIELD_NUMBER: _ClassVar[int]
    NEW_ISSUE_FIELD_NUMBER: _ClassVar[int]
    LONG_ABSENCE_FIELD_NUMBER: _ClassVar[int]
    REMAINING_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    AGENCIES_VIEW_FIELD_NUMBER: _ClassVar[int]
    CLOSURE_WISH_FIELD_NUMBER: _ClassVar[int]
    name: str
    plan: str
    state: Evaluation.State
    goal_results: _containers.RepeatedCompositeFieldContainer[GoalResult]
    person_views: _containers.RepeatedCompositeFieldContainer[PersonView]
    changes: _containers.RepeatedCompositeFieldContainer[Change]
    goals_outcome: str
    lead_settled: bool
    stability: Monitoring.Stability
    new_issue: bool
    long_absence: bool
    remaining: str
    occur_time: _timestamp_pb2.Timestamp
    due_time: _timestamp_pb2.Timestamp
    agencies_view: str
    closure_wish: ClosureWish
    def __init__(self, name: _Optional[str] = ..., plan: _Optional[str] = ..., state: _Optional[_Union[Evaluation.State, str]] = ..., goal_results: _Optional[_Iterable[_Union[GoalResult, _Mapping]]] = ..., person_views: _Optional[_Iterable[_Union[PersonView, _Mapping]]] = ..., changes: _Optional[_Iterable[_Union[Change, _Mapping]]] = ..., goals_outcome: _Optional[str] = ..., lead_settled: _Optional[bool] = ..., stability: _Optional[_Union[Monitoring.Stability, str]] = ..., new_issue: _Optional[bool] = ..., long_absence: _Optional[bool] = ..., remaining: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., agencies_view: _Optional[str] = ..., closure_wish: _Optional[_Union[ClosureWish, str]] = ...) -> None: ...

class Plan(_message.Message):
    __slots__ = ("name", "case_id", "case_no", "state", "closure_reason", "open_time", "support_start_time", "close_time", "subjects", "versions", "drafts", "monitorings", "evaluations", "roles", "others", "etag", "suspended", "receipts")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Plan.State]
        STATE_OPEN: _ClassVar[Plan.State]
        STATE_CLOSED: _ClassVar[Plan.State]
    STATE_UNSPECIFIED: Plan.State
    STATE_OPEN: Plan.State
    STATE_CLOSED: Plan.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    CLOSURE_REASON_FIELD_NUMBER: _ClassVar[int]
    OPEN_TIME_FIELD_NUMBER: _ClassVar[int]
    SUPPORT_START_TIME_FIELD_NUMBER: _ClassVar[int]
    CLOSE_TIME_FIELD_NUMBER: _ClassVar[int]
    SUBJECTS_FIELD_NUMBER: _ClassVar[int]
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    DRAFTS_FIELD_NUMBER: _ClassVar[int]
    MONITORINGS_FIELD_NUMBER: _ClassVar[int]
    EVALUATIONS_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    OTHERS_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    SUSPENDED_FIELD_NUMBER: _ClassVar[int]
    RECEIPTS_FIELD_NUMBER: _ClassVar[int]
    name: str
    case_id: str
    case_no: str
    state: Plan.State
    closure_reason: str
    open_time: _timestamp_pb2.Timestamp
    support_start_time: _timestamp_pb2.Timestamp
    close_time: _timestamp_pb2.Timestamp
    subjects: _containers.RepeatedCompositeFieldContainer[Subject]
    versions: _containers.RepeatedCompositeFieldContainer[PlanVersion]
    drafts: _containers.RepeatedCompositeFieldContainer[Draft]
    monitorings: _containers.RepeatedCompositeFieldContainer[Monitoring]
    evaluations: _containers.RepeatedCompositeFieldContainer[Evaluation]
    roles: _containers.RepeatedCompositeFieldContainer[Role]
    others: _containers.RepeatedCompositeFieldContainer[RoleOutline]
    etag: str
    suspended: bool
    receipts: _containers.RepeatedCompositeFieldContainer[PlanReceipt]
    def __init__(self, name: _Optional[str] = ..., case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., state: _Optional[_Union[Plan.State, str]] = ..., closure_reason: _Optional[str] = ..., open_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., support_start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., close_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., subjects: _Optional[_Iterable[_Union[Subject, _Mapping]]] = ..., versions: _Optional[_Iterable[_Union[PlanVersion, _Mapping]]] = ..., drafts: _Optional[_Iterable[_Union[Draft, _Mapping]]] = ..., monitorings: _Optional[_Iterable[_Union[Monitoring, _Mapping]]] = ..., evaluations: _Optional[_Iterable[_Union[Evaluation, _Mapping]]] = ..., roles: _Optional[_Iterable[_Union[Role, _Mapping]]] = ..., others: _Optional[_Iterable[_Union[RoleOutline, _Mapping]]] = ..., etag: _Optional[str] = ..., suspended: _Optional[bool] = ..., receipts: _Optional[_Iterable[_Union[PlanReceipt, _Mapping]]] = ...) -> None: ...

class GetPlanRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListPlansRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "case_id", "include_closed")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_CLOSED_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    case_id: str
    include_closed: bool
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., case_id: _Optional[str] = ..., include_closed: _Optional[bool] = ...) -> None: ...

class ListPlansResponse(_message.Message):
    __slots__ = ("plans", "next_page_token")
    PLANS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    plans: _containers.RepeatedCompositeFieldContainer[Plan]
    next_page_token: str
    def __init__(self, plans: _Optional[_Iterable[_Union[Plan, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class DraftPlanRequest(_message.Message):
    __slots__ = ("name", "request_id", "assessment_summary", "wishes", "policy", "goals", "roles", "period_start", "period_end", "gaps", "occurred_at", "emergency_contact_plan", "uses_outreach", "uses_participation")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ASSESSMENT_SUMMARY_FIELD_NUMBER: _ClassVar[int]
    WISHES_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    GOALS_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    PERIOD_START_FIELD_NUMBER: _ClassVar[int]
    PERIOD_END_FIELD_NUMBER: _ClassVar[int]
    GAPS_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    EMERGENCY_CONTACT_PLAN_FIELD_NUMBER: _ClassVar[int]
    USES_OUTREACH_FIELD_NUMBER: _ClassVar[int]
    USES_PARTICIPATION_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    assessment_summary: str
    wishes: _containers.RepeatedCompositeFieldContainer[Wish]
    policy: str
    goals: _containers.RepeatedCompositeFieldContainer[Goal]
    roles: _containers.RepeatedCompositeFieldContainer[RoleDraft]
    period_start: str
    period_end: str
    gaps: _containers.RepeatedCompositeFieldContainer[Gap]
    occurred_at: _timestamp_pb2.Timestamp
    emergency_contact_plan: str
    uses_outreach: bool
    uses_participation: bool
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., assessment_summary: _Optional[str] = ..., wishes: _Optional[_Iterable[_Union[Wish, _Mapping]]] = ..., policy: _Optional[str] = ..., goals: _Optional[_Iterable[_Union[Goal, _Mapping]]] = ..., roles: _Optional[_Iterable[_Union[RoleDraft, _Mapping]]] = ..., period_start: _Optional[str] = ..., period_end: _Optional[str] = ..., gaps: _Optional[_Iterable[_Union[Gap, _Mapping]]] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., emergency_contact_plan: _Optional[str] = ..., uses_outreach: _Optional[bool] = ..., uses_participation: _Optional[bool] = ...) -> None: ...

class ConfirmPlanRequest(_message.Message):
    __slots__ = ("name", "request_id", "person_ids", "answer", "own_words", "occurred_at", "correction_reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    OWN_WORDS_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    answer: Confirmation.Answer
    own_words: str
    occurred_at: _timestamp_pb2.Timestamp
    correction_reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., person_ids: _Optional[_Iterable[str]] = ..., answer: _Optional[_Union[Confirmation.Answer, str]] = ..., own_words: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., correction_reason: _Optional[str] = ...) -> None: ...

class ListRolesRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "case_id", "state")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    case_id: str
    state: Role.State
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., case_id: _Optional[str] = ..., state: _Optional[_Union[Role.State, str]] = ...) -> None: ...

class ListRolesResponse(_message.Message):
    __slots__ = ("roles", "next_page_token")
    ROLES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    roles: _containers.RepeatedCompositeFieldContainer[Role]
    next_page_token: str
    def __init__(self, roles: _Optional[_Iterable[_Union[Role, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class AnswerRoleRequest(_message.Message):
    __slots__ = ("name", "request_id", "answer", "reason", "occurred_at", "correction_reason")
    class Answer(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        ANSWER_UNSPECIFIED: _ClassVar[AnswerRoleRequest.Answer]
        ANSWER_ACCEPTED: _ClassVar[AnswerRoleRequest.Answer]
        ANSWER_DECLINED: _ClassVar[AnswerRoleRequest.Answer]
    ANSWER_UNSPECIFIED: AnswerRoleRequest.Answer
    ANSWER_ACCEPTED: AnswerRoleRequest.Answer
    ANSWER_DECLINED: AnswerRoleRequest.Answer
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    answer: AnswerRoleRequest.Answer
    reason: str
    occurred_at: _timestamp_pb2.Timestamp
    correction_reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., answer: _Optional[_Union[AnswerRoleRequest.Answer, str]] = ..., reason: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., correction_reason: _Optional[str] = ...) -> None: ...

class DecideSupportRequest(_message.Message):
    __slots__ = ("name", "request_id", "decision", "reason", "occurred_at", "correction_reason")
    class Decision(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        DECISION_UNSPECIFIED: _ClassVar[DecideSupportRequest.Decision]
        DECISION_DECIDED: _ClassVar[DecideSupportRequest.Decision]
        DECISION_NOT_DECIDED: _ClassVar[DecideSupportRequest.Decision]
    DECISION_UNSPECIFIED: DecideSupportRequest.Decision
    DECISION_DECIDED: DecideSupportRequest.Decision
    DECISION_NOT_DECIDED: DecideSupportRequest.Decision
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    decision: DecideSupportRequest.Decision
    reason: str
    occurred_at: _timestamp_pb2.Timestamp
    correction_reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., decision: _Optional[_Union[DecideSupportRequest.Decision, str]] = ..., reason: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., correction_reason: _Optional[str] = ...) -> None: ...

class RecordMonitoringRequest(_message.Message):
    __slots__ = ("name", "request_id", "stability", "proposal", "progress", "role_reports", "occurred_at", "correction_reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STABILITY_FIELD_NUMBER: _ClassVar[int]
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    ROLE_REPORTS_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    stability: Monitoring.Stability
    proposal: Monitoring.Proposal
    progress: str
    role_reports: _containers.RepeatedCompositeFieldContainer[RoleReport]
    occurred_at: _timestamp_pb2.Timestamp
    correction_reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., stability: _Optional[_Union[Monitoring.Stability, str]] = ..., proposal: _Optional[_Union[Monitoring.Proposal, str]] = ..., progress: _Optional[str] = ..., role_reports: _Optional[_Iterable[_Union[RoleReport, _Mapping]]] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., correction_reason: _Optional[str] = ...) -> None: ...

class RecordEvaluationRequest(_message.Message):
    __slots__ = ("name", "request_id", "goal_results", "person_views", "changes", "lead_settled", "stability", "new_issue", "long_absence", "remaining", "occurred_at", "correction_reason", "agencies_view", "closure_wish")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    GOAL_RESULTS_FIELD_NUMBER: _ClassVar[int]
    PERSON_VIEWS_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    LEAD_SETTLED_FIELD_NUMBER: _ClassVar[int]
    STABILITY_FIELD_NUMBER: _ClassVar[int]
    NEW_ISSUE_FIELD_NUMBER: _ClassVar[int]
    LONG_ABSENCE_FIELD_NUMBER: _ClassVar[int]
    REMAINING_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    AGENCIES_VIEW_FIELD_NUMBER: _ClassVar[int]
    CLOSURE_WISH_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    goal_results: _containers.RepeatedCompositeFieldContainer[GoalResult]
    person_views: _containers.RepeatedCompositeFieldContainer[PersonView]
    changes: _containers.RepeatedCompositeFieldContainer[Change]
    lead_settled: bool
    stability: Monitoring.Stability
    new_issue: bool
    long_absence: bool
    remaining: str
    occurred_at: _timestamp_pb2.Timestamp
    correction_reason: str
    agencies_view: str
    closure_wish: ClosureWish
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., goal_results: _Optional[_Iterable[_Union[GoalResult, _Mapping]]] = ..., person_views: _Optional[_Iterable[_Union[PersonView, _Mapping]]] = ..., changes: _Optional[_Iterable[_Union[Change, _Mapping]]] = ..., lead_settled: _Optional[bool] = ..., stability: _Optional[_Union[Monitoring.Stability, str]] = ..., new_issue: _Optional[bool] = ..., long_absence: _Optional[bool] = ..., remaining: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., correction_reason: _Optional[str] = ..., agencies_view: _Optional[str] = ..., closure_wish: _Optional[_Union[ClosureWish, str]] = ...) -> None: ...

class Figure(_message.Message):
    __slots__ = ("service", "code", "count", "masked", "cases")
    SERVICE_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    MASKED_FIELD_NUMBER: _ClassVar[int]
    CASES_FIELD_NUMBER: _ClassVar[int]
    service: str
    code: str
    count: int
    masked: bool
    cases: int
    def __init__(self, service: _Optional[str] = ..., code: _Optional[str] = ..., count: _Optional[int] = ..., masked: _Optional[bool] = ..., cases: _Optional[int] = ...) -> None: ...

class TargetFigure(_message.Message):
    __slots__ = ("code", "kind", "display_name", "target", "actual", "difference", "masked")
    CODE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCE_FIELD_NUMBER: _ClassVar[int]
    MASKED_FIELD_NUMBER: _ClassVar[int]
    code: str
    kind: str
    display_name: str
    target: str
    actual: int
    difference: int
    masked: bool
    def __init__(self, code: _Optional[str] = ..., kind: _Optional[str] = ..., display_name: _Optional[str] = ..., target: _Optional[str] = ..., actual: _Optional[int] = ..., difference: _Optional[int] = ..., masked: _Optional[bool] = ...) -> None: ...

class GapFigure(_message.Message):
    __slots__ = ("need_code", "area", "count", "masked")
    NEED_CODE_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    MASKED_FIELD_NUMBER: _ClassVar[int]
    need_code: str
    area: str
    count: int
    masked: bool
    def __init__(self, need_code: _Optional[str] = ..., area: _Optional[str] = ..., count: _Optional[int] = ..., masked: _Optional[bool] = ...) -> None: ...

class CommitteePoint(_message.Message):
    __slots__ = ("name", "text", "outcome", "changed_kind", "changed_name", "changed_version", "reason")
    class Outcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        OUTCOME_UNSPECIFIED: _ClassVar[CommitteePoint.Outcome]
        OUTCOME_CHANGED: _ClassVar[CommitteePoint.Outcome]
        OUTCOME_UNCHANGED: _ClassVar[CommitteePoint.Outcome]
    OUTCOME_UNSPECIFIED: CommitteePoint.Outcome
    OUTCOME_CHANGED: CommitteePoint.Outcome
    OUTCOME_UNCHANGED: CommitteePoint.Outcome
    NAME_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    CHANGED_KIND_FIELD_NUMBER: _ClassVar[int]
    CHANGED_NAME_FIELD_NUMBER: _ClassVar[int]
    CHANGED_VERSION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    text: str
    outcome: CommitteePoint.Outcome
    changed_kind: str
    changed_name: str
    changed_version: str
    reason: str
    def __init__(self, name: _Optional[str] = ..., text: _Optional[str] = ..., outcome: _Optional[_Union[CommitteePoint.Outcome, str]] = ..., changed_kind: _Optional[str] = ..., changed_name: _Optional[str] = ..., changed_version: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class Report(_message.Message):
    __slots__ = ("name", "number", "state", "period_start", "period_end", "freeze_time", "figures", "gaps", "points", "answer_time", "edition", "repeats", "targets", "reference_version", "links")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Report.State]
        STATE_REQUESTED: _ClassVar[Report.State]
        STATE_OPEN: _ClassVar[Report.State]
        STATE_FROZEN: _ClassVar[Report.State]
        STATE_WITH_COMMITTEE: _ClassVar[Report.State]
        STATE_ANSWERED: _ClassVar[Report.State]
        STATE_CLOSED: _ClassVar[Report.State]
    STATE_UNSPECIFIED: Report.State
    STATE_REQUESTED: Report.State
    STATE_OPEN: Report.State
    STATE_FROZEN: Report.State
    STATE_WITH_COMMITTEE: Report.State
    STATE_ANSWERED: Report.State
    STATE_CLOSED: Report.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PERIOD_START_FIELD_NUMBER: _ClassVar[int]
    PERIOD_END_FIELD_NUMBER: _ClassVar[int]
    FREEZE_TIME_FIELD_NUMBER: _ClassVar[int]
    FIGURES_FIELD_NUMBER: _ClassVar[int]
    GAPS_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    ANSWER_TIME_FIELD_NUMBER: _ClassVar[int]
    EDITION_FIELD_NUMBER: _ClassVar[int]
    REPEATS_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_VERSION_FIELD_NUMBER: _ClassVar[int]
    LINKS_FIELD_NUMBER: _ClassVar[int]
    name: str
    number: str
    state: Report.State
    period_start: str
    period_end: str
    freeze_time: _timestamp_pb2.Timestamp
    figures: _containers.RepeatedCompositeFieldContainer[Figure]
    gaps: _containers.RepeatedCompositeFieldContainer[GapFigure]
    points: _containers.RepeatedCompositeFieldContainer[CommitteePoint]
    answer_time: _timestamp_pb2.Timestamp
    edition: int
    repeats: str
    targets: _containers.RepeatedCompositeFieldContainer[TargetFigure]
    reference_version: str
    links: _containers.RepeatedCompositeFieldContainer[_network_pb2.NetworkLink]
    def __init__(self, name: _Optional[str] = ..., number: _Optional[str] = ..., state: _Optional[_Union[Report.State, str]] = ..., period_start: _Optional[str] = ..., period_end: _Optional[str] = ..., freeze_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., figures: _Optional[_Iterable[_Union[Figure, _Mapping]]] = ..., gaps: _Optional[_Iterable[_Union[GapFigure, _Mapping]]] = ..., points: _Optional[_Iterable[_Union[CommitteePoint, _Mapping]]] = ..., answer_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., edition: _Optional[int] = ..., repeats: _Optional[str] = ..., targets: _Optional[_Iterable[_Union[TargetFigure, _Mapping]]] = ..., reference_version: _Optional[str] = ..., links: _Optional[_Iterable[_Union[_network_pb2.NetworkLink, _Mapping]]] = ...) -> None: ...

class RequestReportRequest(_message.Message):
    __slots__ = ("request_id", "period_start", "period_end", "repeats")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PERIOD_START_FIELD_NUMBER: _ClassVar[int]
    PERIOD_END_FIELD_NUMBER: _ClassVar[int]
    REPEATS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    period_start: str
    period_end: str
    repeats: str
    def __init__(self, request_id: _Optional[str] = ..., period_start: _Optional[str] = ..., period_end: _Optional[str] = ..., repeats: _Optional[str] = ...) -> None: ...

class StopReportSeriesRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class ReviewPointRequest(_message.Message):
    __slots__ = ("name", "request_id", "outcome", "changed_kind", "changed_name", "changed_version", "reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    CHANGED_KIND_FIELD_NUMBER: _ClassVar[int]
    CHANGED_NAME_FIELD_NUMBER: _ClassVar[int]
    CHANGED_VERSION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    outcome: CommitteePoint.Outcome
    changed_kind: str
    changed_name: str
    changed_version: str
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., outcome: _Optional[_Union[CommitteePoint.Outcome, str]] = ..., changed_kind: _Optional[str] = ..., changed_name: _Optional[str] = ..., changed_version: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class GetReportRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class AnswerReportRequest(_message.Message):
    __slots__ = ("name", "request_id", "points", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    points: _containers.RepeatedCompositeFieldContainer[CommitteePoint]
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., points: _Optional[_Iterable[_Union[CommitteePoint, _Mapping]]] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetRoleRequest(_message.Message):
    __slots__ = ("role_id",)
    ROLE_ID_FIELD_NUMBER: _ClassVar[int]
    role_id: str
    def __init__(self, role_id: _Optional[str] = ...) -> None: ...

class RoleReference(_message.Message):
    __slots__ = ("role_id", "case_id", "plan_id", "plan_version_id", "agency_id", "person_ids", "task_code", "lead", "over")
    ROLE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    TASK_CODE_FIELD_NUMBER: _ClassVar[int]
    LEAD_FIELD_NUMBER: _ClassVar[int]
    OVER_FIELD_NUMBER: _ClassVar[int]
    role_id: str
    case_id: str
    plan_id: str
    plan_version_id: str
    agency_id: str
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    task_code: str
    lead: bool
    over: bool
    def __init__(self, role_id: _Optional[str] = ..., case_id: _Optional[str] = ..., plan_id: _Optional[str] = ..., plan_version_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., person_ids: _Optional[_Iterable[str]] = ..., task_code: _Optional[str] = ..., lead: _Optional[bool] = ..., over: _Optional[bool] = ...) -> None: ...

class GetPlanReferenceRequest(_message.Message):
    __slots__ = ("plan_version_id",)
    PLAN_VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    plan_version_id: str
    def __init__(self, plan_version_id: _Optional[str] = ...) -> None: ...

class PlanReference(_message.Message):
    __slots__ = ("plan_id", "case_id", "plan_version_id", "version_number", "person_ids", "agency_ids", "lead_agency_id")
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_NUMBER_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    AGENCY_IDS_FIELD_NUMBER: _ClassVar[int]
    LEAD_AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    plan_id: str
    case_id: str
    plan_version_id: str
    version_number: int
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    agency_ids: _containers.RepeatedScalarFieldContainer[str]
    lead_agency_id: str
    def __init__(self, plan_id: _Optional[str] = ..., case_id: _Optional[str] = ..., plan_version_id: _Optional[str] = ..., version_number: _Optional[int] = ..., person_ids: _Optional[_Iterable[str]] = ..., agency_ids: _Optional[_Iterable[str]] = ..., lead_agency_id: _Optional[str] = ...) -> None: ...

class AssessmentIssue(_message.Message):
    __slots__ = ("domain_code", "text", "measure", "open")
    DOMAIN_CODE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    domain_code: str
    text: str
    measure: str
    open: bool
    def __init__(self, domain_code: _Optional[str] = ..., text: _Optional[str] = ..., measure: _Optional[str] = ..., open: _Optional[bool] = ...) -> None: ...

class Assessment(_message.Message):
    __slots__ = ("name", "plan", "agency_id", "person_ids", "met_person", "strengths", "wishes", "summary", "issues", "supersedes", "correction_reason", "occur_time", "record_time", "superseded")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    MET_PERSON_FIELD_NUMBER: _ClassVar[int]
    STRENGTHS_FIELD_NUMBER: _ClassVar[int]
    WISHES_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    ISSUES_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDES_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    RECORD_TIME_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDED_FIELD_NUMBER: _ClassVar[int]
    name: str
    plan: str
    agency_id: str
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    met_person: bool
    strengths: str
    wishes: str
    summary: str
    issues: _containers.RepeatedCompositeFieldContainer[AssessmentIssue]
    supersedes: str
    correction_reason: str
    occur_time: _timestamp_pb2.Timestamp
    record_time: _timestamp_pb2.Timestamp
    superseded: bool
    def __init__(self, name: _Optional[str] = ..., plan: _Optional[str] = ..., agency_id: _Optional[str] = ..., person_ids: _Optional[_Iterable[str]] = ..., met_person: _Optional[bool] = ..., strengths: _Optional[str] = ..., wishes: _Optional[str] = ..., summary: _Optional[str] = ..., issues: _Optional[_Iterable[_Union[AssessmentIssue, _Mapping]]] = ..., supersedes: _Optional[str] = ..., correction_reason: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., record_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., superseded: _Optional[bool] = ...) -> None: ...

class RecordAssessmentRequest(_message.Message):
    __slots__ = ("name", "request_id", "person_ids", "met_person", "strengths", "wishes", "summary", "issues", "supersedes", "correction_reason", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PERSON_IDS_FIELD_NUMBER: _ClassVar[int]
    MET_PERSON_FIELD_NUMBER: _ClassVar[int]
    STRENGTHS_FIELD_NUMBER: _ClassVar[int]
    WISHES_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    ISSUES_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDES_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    person_ids: _containers.RepeatedScalarFieldContainer[str]
    met_person: bool
    strengths: str
    wishes: str
    summary: str
    issues: _containers.RepeatedCompositeFieldContainer[AssessmentIssue]
    supersedes: str
    correction_reason: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., person_ids: _Optional[_Iterable[str]] = ..., met_person: _Optional[bool] = ..., strengths: _Optional[str] = ..., wishes: _Optional[str] = ..., summary: _Optional[str] = ..., issues: _Optional[_Iterable[_Union[AssessmentIssue, _Mapping]]] = ..., supersedes: _Optional[str] = ..., correction_reason: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListAssessmentsRequest(_message.Message):
    __slots__ = ("plan", "page_size", "page_token")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    plan: str
    page_size: int
    page_token: str
    def __init__(self, plan: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListAssessmentsResponse(_message.Message):
    __slots__ = ("assessments", "next_page_token")
    ASSESSMENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    assessments: _containers.RepeatedCompositeFieldContainer[Assessment]
    next_page_token: str
    def __init__(self, assessments: _Optional[_Iterable[_Union[Assessment, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UpdateRoleRequest(_message.Message):
    __slots__ = ("name", "request_id", "etag", "contact", "start_date", "end_date", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    CONTACT_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    etag: str
    contact: str
    start_date: str
    end_date: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., etag: _Optional[str] = ..., contact: _Optional[str] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ReportRoleRequest(_message.Message):
    __slots__ = ("name", "request_id", "progress", "text", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    progress: RoleReport.Progress
    text: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., progress: _Optional[_Union[RoleReport.Progress, str]] = ..., text: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class EndRoleRequest(_message.Message):
    __slots__ = ("name", "request_id", "reason", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reason: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reason: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RoleHistoryEntry(_message.Message):
    __slots__ = ("name", "code", "text", "agency_id", "author_person_id", "occur_time", "record_time")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_PERSON_ID_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    RECORD_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    code: str
    text: str
    agency_id: str
    author_person_id: str
    occur_time: _timestamp_pb2.Timestamp
    record_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., code: _Optional[str] = ..., text: _Optional[str] = ..., agency_id: _Optional[str] = ..., author_person_id: _Optional[str] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., record_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListRoleHistoryRequest(_message.Message):
    __slots__ = ("role",)
    ROLE_FIELD_NUMBER: _ClassVar[int]
    role: str
    def __init__(self, role: _Optional[str] = ...) -> None: ...

class ListRoleHistoryResponse(_message.Message):
    __slots__ = ("entries",)
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    entries: _containers.RepeatedCompositeFieldContainer[RoleHistoryEntry]
    def __init__(self, entries: _Optional[_Iterable[_Union[RoleHistoryEntry, _Mapping]]] = ...) -> None: ...

class RoleRevision(_message.Message):
    __slots__ = ("role", "contact", "start_date", "end_date")
    ROLE_FIELD_NUMBER: _ClassVar[int]
    CONTACT_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    role: str
    contact: str
    start_date: str
    end_date: str
    def __init__(self, role: _Optional[str] = ..., contact: _Optional[str] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ...) -> None: ...

class GoalRevision(_message.Message):
    __slots__ = ("goal", "due_date")
    GOAL_FIELD_NUMBER: _ClassVar[int]
    DUE_DATE_FIELD_NUMBER: _ClassVar[int]
    goal: str
    due_date: str
    def __init__(self, goal: _Optional[str] = ..., due_date: _Optional[str] = ...) -> None: ...

class RevisePlanRequest(_message.Message):
    __slots__ = ("name", "request_id", "etag", "reason", "roles", "goals", "emergency_contact_plan", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    GOALS_FIELD_NUMBER: _ClassVar[int]
    EMERGENCY_CONTACT_PLAN_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    etag: str
    reason: str
    roles: _containers.RepeatedCompositeFieldContainer[RoleRevision]
    goals: _containers.RepeatedCompositeFieldContainer[GoalRevision]
    emergency_contact_plan: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., etag: _Optional[str] = ..., reason: _Optional[str] = ..., roles: _Optional[_Iterable[_Union[RoleRevision, _Mapping]]] = ..., goals: _Optional[_Iterable[_Union[GoalRevision, _Mapping]]] = ..., emergency_contact_plan: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ReturnPlanRequest(_message.Message):
    __slots__ = ("name", "request_id", "reason", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    reason: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., reason: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class AcknowledgePlanRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class PlanReceipt(_message.Message):
    __slots__ = ("plan_version", "agency_id", "receive_time")
    PLAN_VERSION_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    RECEIVE_TIME_FIELD_NUMBER: _ClassVar[int]
    plan_version: str
    agency_id: str
    receive_time: _timestamp_pb2.Timestamp
    def __init__(self, plan_version: _Optional[str] = ..., agency_id: _Optional[str] = ..., receive_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Suspension(_message.Message):
    __slots__ = ("name", "plan", "number", "state", "reason", "due_time")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Suspension.State]
        STATE_OPEN: _ClassVar[Suspension.State]
        STATE_REVIEWED: _ClassVar[Suspension.State]
        STATE_CANCELLED: _ClassVar[Suspension.State]
    STATE_UNSPECIFIED: Suspension.State
    STATE_OPEN: Suspension.State
    STATE_REVIEWED: Suspension.State
    STATE_CANCELLED: Suspension.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    plan: str
    number: int
    state: Suspension.State
    reason: str
    due_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., plan: _Optional[str] = ..., number: _Optional[int] = ..., state: _Optional[_Union[Suspension.State, str]] = ..., reason: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ReviewSuspensionRequest(_message.Message):
    __slots__ = ("name", "request_id", "review", "reason", "occurred_at")
    class Review(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        REVIEW_UNSPECIFIED: _ClassVar[ReviewSuspensionRequest.Review]
        REVIEW_RESUME: _ClassVar[ReviewSuspensionRequest.Review]
        REVIEW_STAY: _ClassVar[ReviewSuspensionRequest.Review]
        REVIEW_END: _ClassVar[ReviewSuspensionRequest.Review]
    REVIEW_UNSPECIFIED: ReviewSuspensionRequest.Review
    REVIEW_RESUME: ReviewSuspensionRequest.Review
    REVIEW_STAY: ReviewSuspensionRequest.Review
    REVIEW_END: ReviewSuspensionRequest.Review
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REVIEW_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    review: ReviewSuspensionRequest.Review
    reason: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., review: _Optional[_Union[ReviewSuspensionRequest.Review, str]] = ..., reason: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class FollowUp(_message.Message):
    __slots__ = ("name", "plan", "agency_id", "state", "result", "text", "due_time", "occur_time")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[FollowUp.State]
        STATE_PLANNED: _ClassVar[FollowUp.State]
        STATE_OPEN: _ClassVar[FollowUp.State]
        STATE_RECORDED: _ClassVar[FollowUp.State]
    STATE_UNSPECIFIED: FollowUp.State
    STATE_PLANNED: FollowUp.State
    STATE_OPEN: FollowUp.State
    STATE_RECORDED: FollowUp.State
    class Result(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        RESULT_UNSPECIFIED: _ClassVar[FollowUp.Result]
        RESULT_STABLE: _ClassVar[FollowUp.Result]
        RESULT_NEEDS_SUPPORT: _ClassVar[FollowUp.Result]
        RESULT_NOT_REACHED: _ClassVar[FollowUp.Result]
    RESULT_UNSPECIFIED: FollowUp.Result
    RESULT_STABLE: FollowUp.Result
    RESULT_NEEDS_SUPPORT: FollowUp.Result
    RESULT_NOT_REACHED: FollowUp.Result
    NAME_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    plan: str
    agency_id: str
    state: FollowUp.State
    result: FollowUp.Result
    text: str
    due_time: _timestamp_pb2.Timestamp
    occur_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., plan: _Optional[str] = ..., agency_id: _Optional[str] = ..., state: _Optional[_Union[FollowUp.State, str]] = ..., result: _Optional[_Union[FollowUp.Result, str]] = ..., text: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., occur_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RecordFollowUpRequest(_message.Message):
    __slots__ = ("name", "request_id", "result", "text", "occurred_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    OCCURRED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    result: FollowUp.Result
    text: str
    occurred_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., result: _Optional[_Union[FollowUp.Result, str]] = ..., text: _Optional[str] = ..., occurred_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetFollowUpRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class Matter(_message.Message):
    __slots__ = ("name", "plan", "kind", "subject", "state", "raise_time", "due_time", "overdue")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Matter.State]
        STATE_OPEN: _ClassVar[Matter.State]
        STATE_SETTLED: _ClassVar[Matter.State]
    STATE_UNSPECIFIED: Matter.State
    STATE_OPEN: Matter.State
    STATE_SETTLED: Matter.State
    NAME_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    RAISE_TIME_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    name: str
    plan: str
    kind: str
    subject: str
    state: Matter.State
    raise_time: _timestamp_pb2.Timestamp
    due_time: _timestamp_pb2.Timestamp
    overdue: bool
    def __init__(self, name: _Optional[str] = ..., plan: _Optional[str] = ..., kind: _Optional[str] = ..., subject: _Optional[str] = ..., state: _Optional[_Union[Matter.State, str]] = ..., raise_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., overdue: _Optional[bool] = ...) -> None: ...

class SettleMatterRequest(_message.Message):
    __slots__ = ("name", "request_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class OverviewRole(_message.Message):
    __slots__ = ("role", "agency_id", "task_code", "lead", "state", "due_time", "begin_time", "last_progress", "received", "overdue")
    ROLE_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_CODE_FIELD_NUMBER: _ClassVar[int]
    LEAD_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    BEGIN_TIME_FIELD_NUMBER: _ClassVar[int]
    LAST_PROGRESS_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    role: str
    agency_id: str
    task_code: str
    lead: bool
    state: Role.State
    due_time: _timestamp_pb2.Timestamp
    begin_time: _timestamp_pb2.Timestamp
    last_progress: str
    received: bool
    overdue: bool
    def __init__(self, role: _Optional[str] = ..., agency_id: _Optional[str] = ..., task_code: _Optional[str] = ..., lead: _Optional[bool] = ..., state: _Optional[_Union[Role.State, str]] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., begin_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., last_progress: _Optional[str] = ..., received: _Optional[bool] = ..., overdue: _Optional[bool] = ...) -> None: ...

class OverviewHandoff(_message.Message):
    __slots__ = ("handoff_id", "agency_id", "state", "due_time", "overdue")
    HANDOFF_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    handoff_id: str
    agency_id: str
    state: str
    due_time: _timestamp_pb2.Timestamp
    overdue: bool
    def __init__(self, handoff_id: _Optional[str] = ..., agency_id: _Optional[str] = ..., state: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., overdue: _Optional[bool] = ...) -> None: ...

class OverviewDeadline(_message.Message):
    __slots__ = ("kind", "subject", "agency_id", "due_time", "overdue")
    KIND_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    AGENCY_ID_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    kind: str
    subject: str
    agency_id: str
    due_time: _timestamp_pb2.Timestamp
    overdue: bool
    def __init__(self, kind: _Optional[str] = ..., subject: _Optional[str] = ..., agency_id: _Optional[str] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., overdue: _Optional[bool] = ...) -> None: ...

class GetOverviewRequest(_message.Message):
    __slots__ = ("case_id",)
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    def __init__(self, case_id: _Optional[str] = ...) -> None: ...

class Overview(_message.Message):
    __slots__ = ("case_id", "case_no", "plan", "version_number", "roles", "handoffs", "deadlines", "matters", "overdue_count")
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    CASE_NO_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    VERSION_NUMBER_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    HANDOFFS_FIELD_NUMBER: _ClassVar[int]
    DEADLINES_FIELD_NUMBER: _ClassVar[int]
    MATTERS_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_COUNT_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    case_no: str
    plan: str
    version_number: int
    roles: _containers.RepeatedCompositeFieldContainer[OverviewRole]
    handoffs: _containers.RepeatedCompositeFieldContainer[OverviewHandoff]
    deadlines: _containers.RepeatedCompositeFieldContainer[OverviewDeadline]
    matters: _containers.RepeatedCompositeFieldContainer[Matter]
    overdue_count: int
    def __init__(self, case_id: _Optional[str] = ..., case_no: _Optional[str] = ..., plan: _Optional[str] = ..., version_number: _Optional[int] = ..., roles: _Optional[_Iterable[_Union[OverviewRole, _Mapping]]] = ..., handoffs: _Optional[_Iterable[_Union[OverviewHandoff, _Mapping]]] = ..., deadlines: _Optional[_Iterable[_Union[OverviewDeadline, _Mapping]]] = ..., matters: _Optional[_Iterable[_Union[Matter, _Mapping]]] = ..., overdue_count: _Optional[int] = ...) -> None: ...
