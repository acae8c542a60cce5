"""What happens beside a plan's own course: matters to settle, corrections, absences, the contact after the end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kit.errors import DomainError, Status


class MatterKind(StrEnum):
    ROLE_STRUCK = "ROLE_STRUCK"
    ROLE_ENDED = "ROLE_ENDED"
    ROLE_NOT_BEGUN = "ROLE_NOT_BEGUN"
    HANDOFF_FAILED = "HANDOFF_FAILED"
    CORRECTION = "CORRECTION"


class MatterState(StrEnum):
    OPEN = "OPEN"
    SETTLED = "SETTLED"


class WayBack(StrEnum):
    """How a correction undoes what the wrong entry had moved."""

    NONE = "NONE"
    RETURNED = "RETURNED"
    MATTER = "MATTER"


class Review(StrEnum):
    RESUME = "RESUME"
    STAY = "STAY"
    END = "END"


class SuspensionState(StrEnum):
    OPEN = "OPEN"
    REVIEWED = "REVIEWED"
    CANCELLED = "CANCELLED"


class FollowUpState(StrEnum):
    PLANNED = "PLANNED"
    OPEN = "OPEN"
    RECORDED = "RECORDED"


class FollowUpResult(StrEnum):
    STABLE = "STABLE"
    NEEDS_SUPPORT = "NEEDS_SUPPORT"
    NOT_REACHED = "NOT_REACHED"


UNCARRIED = (MatterKind.ROLE_NOT_BEGUN, MatterKind.HANDOFF_FAILED)
"""A role in force that nobody carries out."""
REVISION_SETTLES = (MatterKind.ROLE_STRUCK, MatterKind.ROLE_ENDED, *UNCARRIED)
FOLLOWED_UP = ("GOALS_MET", "HANDED_TO_LEAD", "HANDED_TO_SCHEME")
"""Closure reasons after which somebody asks how it goes (domain model P16)."""
REVIEWS_BEFORE_END = 2


@dataclass(frozen=True)
class Matter:
    matter_id: str
    plan_id: str
    kind: MatterKind
    subject: str
    state: MatterState
    raised_at: datetime
    due_at: datetime | None = None


@dataclass(frozen=True)
class Suspension:
    suspension_id: str
    plan_id: str
    number: int
    state: SuspensionState
    due_at: datetime
    reason: str = ""


@dataclass(frozen=True)
class FollowUp:
    follow_up_id: str
    plan_id: str
    agency_id: str
    state: FollowUpState
    result: str = ""
    text: str = ""
    due_at: datetime | None = None
    occurred_at: datetime | None = None


@dataclass(frozen=True)
class Receipt:
    plan_version_id: str
    agency_id: str
    occurred_at: datetime


@dataclass(frozen=True)
class SeenHandoff:
    """A handoff of the case, as intake's events told it."""

    handoff_id: str
    agency_id: str
    state: str
    due_at: datetime | None


class MatterSettledAlready(DomainError):
    code = "MATTER_SETTLED"
    message = "この用件は既に片付いています。"


class SuspensionClosed(DomainError):
    code = "SUSPENSION_CLOSED"
    message = "この中断は見直し済みか、取り消されています。"


class TooEarlyToEnd(DomainError):
    """Domain model 1.2: unreachable at the second 90-day review."""

    code = "TOO_EARLY_TO_END"
    message = "連絡が取れないための終結は、2回目の見直しからできます。"


class FollowUpClosed(DomainError):
    code = "FOLLOW_UP_CLOSED"
    message = "この終結後の確認は、まだ時期でないか、記録済みです。"


class NothingToReturn(DomainError):
    code = "NOTHING_TO_RETURN"
    message = "見直しに戻すプランの版や案がありません。"


class NothingInForce(DomainError):
    code = "NOTHING_IN_FORCE"
    message = "支援決定された版がありません。"


class MajorRevisionNeeded(DomainError):
    """Goals, lead, agencies and period go back to the meeting (domain model 1.5)."""

    code = "MAJOR_REVISION_NEEDED"
    message = "主担当のいないプランは、軽微な変更ではなく、会議に戻して見直してください。"


class RoleNotInForce(DomainError):
    code = "ROLE_NOT_IN_FORCE"
    message = "この役割は実施中ではありません。"


class NothingToCorrect(DomainError):
    code = "NOTHING_TO_CORRECT"
    message = "訂正する記録がありません。"
    status = Status.FAILED_PRECONDITION
