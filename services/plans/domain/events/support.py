"""How support goes, and how it ends."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SupportStarted:
    case_id: str
    plan_id: str
    plan_version_id: str
    role_count: int


@dataclass(frozen=True)
class PlanRevised:
    case_id: str
    plan_id: str
    plan_version_id: str
    revision: int


@dataclass(frozen=True)
class RoleBegun:
    case_id: str
    plan_id: str
    role_id: str
    agency_id: str


@dataclass(frozen=True)
class RoleReported:
    case_id: str
    plan_id: str
    role_id: str
    agency_id: str
    progress: str


@dataclass(frozen=True)
class RoleEnded:
    case_id: str
    plan_id: str
    role_id: str
    agency_id: str


@dataclass(frozen=True)
class RoleReleased:
    case_id: str
    plan_id: str
    role_id: str
    agency_id: str
    reason_code: str


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
    closure_wish: str
    consented_count: int
    grantless_reviews: int


@dataclass(frozen=True)
class EntryCorrected:
    case_id: str
    plan_id: str
    subject: str
    kind: str
    way_back: str


@dataclass(frozen=True)
class PlanMatterRaised:
    case_id: str
    municipality_id: str
    case_no: str
    plan_id: str
    matter_id: str
    kind: str


@dataclass(frozen=True)
class PlanMatterSettled:
    case_id: str
    plan_id: str
    matter_id: str


@dataclass(frozen=True)
class SuspensionReviewed:
    case_id: str
    plan_id: str
    suspension_id: str
    suspension_review: str


@dataclass(frozen=True)
class PlanClosed:
    case_id: str
    plan_id: str
    closure_reason: str
    closed_at: str


@dataclass(frozen=True)
class FollowUpPlanned:
    case_id: str
    municipality_id: str
    case_no: str
    plan_id: str
    follow_up_id: str


@dataclass(frozen=True)
class FollowUpRecorded:
    case_id: str
    plan_id: str
    follow_up_id: str
    result: str
