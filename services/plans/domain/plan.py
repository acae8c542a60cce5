"""The plan of a household, who is in it, its versions, and who may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kit.errors import DomainError, InvalidArgument, Status, Violation

COORDINATOR = "coordinator"
DECISION_MAKER = "decision-maker"


class PlanState(StrEnum):
    OPEN = "OPEN"
    CLOSED = "CLOSED"


class VersionState(StrEnum):
    DRAFTING = "DRAFTING"
    AWAITING_DECISION = "AWAITING_DECISION"
    DECIDED = "DECIDED"
    NOT_DECIDED = "NOT_DECIDED"
    REPLACED = "REPLACED"


class Decision(StrEnum):
    DECIDED = "DECIDED"
    NOT_DECIDED = "NOT_DECIDED"


@dataclass(frozen=True)
class Plan:
    """`in_hands`: whether the case is in the hands of whoever reads it (D5 row 5); it counts for coordinators alone."""

    plan_id: str
    case_id: str
    case_no: str
    coordinator_agency_id: str
    state: PlanState
    closure_reason: str
    opened_at: datetime
    closed_at: datetime | None
    support_started_at: datetime | None
    suspended_at: datetime | None = None
    in_hands: bool = True

    @property
    def answering_agency_id(self) -> str:
        """The coordinator's agency, as far as the reader may act for it."""
        return self.coordinator_agency_id if self.in_hands else ""

    @property
    def is_open(self) -> bool:
        return self.state == PlanState.OPEN


@dataclass(frozen=True)
class Subject:
    """A stay of a person in a plan: whoever leaves and consents again begins a new one."""

    person_id: str
    joined_at: datetime
    left_at: datetime | None
    consent_request_id: str


@dataclass(frozen=True)
class Version:
    plan_version_id: str
    plan_id: str
    number: int
    state: VersionState
    draft_id: str | None
    decision_reason: str
    decided_at: datetime | None


class PlanClosedAlready(DomainError):
    code = "PLAN_CLOSED"
    message = "このプランは終結しています。"


class SubjectInPlan(DomainError):
    """What was to end because nobody was left in it, does not: somebody joined meanwhile."""

    code = "SUBJECT_IN_PLAN"
    message = "このプランには、支援を受ける人がいます。"


class NotAwaitingDecision(DomainError):
    code = "NOT_AWAITING_DECISION"
    message = "重層的支援会議で合意され、支援決定を待っているプランではありません。"


class RolesNotSettled(DomainError):
    """社会福祉法106条の4②五・domain model 1.5: no agreement without accepted roles and a lead."""

    code = "ROLES_NOT_SETTLED"
    message = "全ての役割が受諾され、主担当が決まるまで、プランは合意できません。"


class ReasonMissing(DomainError):
    code = "REASON_MISSING"
    message = "理由を記入してください。"
    status = Status.INVALID_ARGUMENT


def require_open(plan: Plan) -> None:
    if not plan.is_open:
        raise PlanClosedAlready


def next_version_number(latest: Version | None) -> int:
    """A decided (or refused) version is never drafted again: the next attempt is the next version."""
    if latest is None:
        return 1
    drafting = latest.state in (VersionState.DRAFTING, VersionState.AWAITING_DECISION)
    return latest.number if drafting else latest.number + 1


def revision_needed(decided_for: Iterable[str], joined: Iterable[str], *, struck_roles: bool) -> bool:
    """Whether the version in force no longer fits the persons: one came, one left, or a role lost its consent.

    Without anybody in the plan there is nobody to draft for: support waits, and the plan is evaluated.
    """
    present = set(joined)
    return bool(present) and (present != set(decided_for) or struck_roles)


def months_between(start: datetime, end: datetime) -> int:
    """Whole months, never negative."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if (end.day, end.time()) < (start.day, start.time()):
        months -= 1
    return max(0, months)


def occurred(at: datetime | None, now: datetime) -> datetime:
    """When a human fact happened; raises OCCURRED_IN_FUTURE."""
    if at is None:
        return now
    if at > now:
        raise InvalidArgument(Violation("occurred_at", "OCCURRED_IN_FUTURE", "未来の日時は記録できません。"))
    return at
