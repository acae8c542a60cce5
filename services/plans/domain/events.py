"""What happened, as other services and the process hear of it: each is the proto message of the same name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HouseholdPlanOpened:
    case_id: str
    plan_id: str
    person_id: str


@dataclass(frozen=True)
class SubjectJoined:
    case_id: str
    plan_id: str
    person_id: str


@dataclass(frozen=True)
class SubjectLeft:
    case_id: str
    plan_id: str
    person_id: str
    remaining_count: int


@dataclass(frozen=True)
class RolesStruck:
    case_id: str
    plan_id: str


@dataclass(frozen=True)
class SubjectSupportEnded:
    case_id: str
    person_id: str
    plan_id: str
    closure_reason: str


@dataclass(frozen=True)
class PlanDrafted:
    case_id: str
    plan_id: str
    plan_version_id: str
    draft_id: str


@dataclass(frozen=True)
class PlanConfirmed:
    case_id: str
    plan_id: str
    draft_id: str
    plan_confirmation: str


@dataclass(frozen=True)
class RoleOffered:
    case_id: str
    case_no: str
    plan_id: str
    plan_version_id: str
    role_id: str
    agency_id: str
    task_code: str
    lead: bool
    due_at: str


@dataclass(frozen=True)
class RoleAnswered:
    case_id: str
    plan_id: str
    role_id: str
    agency_id: str
    role_answer: str


@dataclass(frozen=True)
class SupportDecided:
    case_id: str
    plan_id: str
    plan_version_id: str
    support_decision: str


@dataclass(frozen=True)
class PlanVersionDecided:
    case_id: str
    plan_id: str
    plan_version_id: str
    version_number: int
    lead_agency_id: str


@dataclass(frozen=True)
class SupportStarted:
    case_id: str
    plan_id: str
    plan_version_id: str
    role_count: int


@dataclass(frozen=True)
class MonitoringRecorded:
    case_id: str
    plan_id: str
    monitoring_id: str
    stability: str
    proposal: str


@dataclass(frozen=True)
class EvaluationRecorded:
    case_id: str
    plan_id: str
    evaluation_id: str
    goals_outcome: str
    lead_settled: bool
    stability: str
    new_issue: bool
    long_absence: bool


@dataclass(frozen=True)
class PlanClosed:
    case_id: str
    plan_id: str
    closure_reason: str


@dataclass(frozen=True)
class ReportRequested:
    """`case_id` is the report's id: a report belongs to no case, but its events keep their order."""

    case_id: str
    municipality_id: str
    report_id: str
    case_no: str


@dataclass(frozen=True)
class CommitteeAnswered:
    case_id: str
    report_id: str
    point_count: int
