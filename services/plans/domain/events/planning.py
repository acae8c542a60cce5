"""Who is in the plan, its drafts, answers and decisions."""

from collections.abc import Sequence
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
    subjects_end: str


@dataclass(frozen=True)
class SubjectAgencyLeft:
    case_id: str
    plan_id: str
    role_id: str
    agency_id: str
    struck: bool


@dataclass(frozen=True)
class SubjectSupportEnded:
    case_id: str
    person_id: str
    plan_id: str
    closure_reason: str
    ended_at: str
    accompanying_agency_ids: tuple[str, ...]


@dataclass(frozen=True)
class AssessmentRecorded:
    case_id: str
    plan_id: str
    assessment_id: str
    agency_id: str


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
    person_ids: Sequence[str]


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
class PlanReturned:
    case_id: str
    plan_id: str
    reason_code: str


@dataclass(frozen=True)
class PlanReceived:
    case_id: str
    plan_id: str
    plan_version_id: str
    agency_id: str
