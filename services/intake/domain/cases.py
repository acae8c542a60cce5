"""A household's case: its number, its end, its emergencies, and the events they cause."""

from dataclasses import dataclass
from datetime import date

from kit.errors import DomainError

FISCAL_YEAR_STARTS = 4
REIWA_OFFSET = 2018
CLOSURE_ORDER = (
    "HANDED_TO_LEAD",
    "GOALS_MET",
    "HANDED_TO_SCHEME",
    "SUBJECT_WISH",
    "CONSENT_WITHDRAWN_LOW_RISK",
    "WATCH_ENDED",
    "UNREACHABLE",
    "DECEASED",
)
"""A case ends with the reason of its most advanced person; WATCH_ENDED is written as CONSENT_WITHDRAWN_LOW_RISK."""


class AlreadyAnswered(DomainError):
    code = "ALREADY_ANSWERED"
    message = "すでに回答・処理が済んでいます。最新の状態をご確認ください。"


class CaseIsClosed(DomainError):
    code = "CASE_CLOSED"
    message = "この案件は終結しています。新しい相談として受け付けてください。"


def fiscal_year_prefix(local: date) -> str:
    """`R8` for April 2026 to March 2027 (和暦の年度)."""
    year = local.year if local.month >= FISCAL_YEAR_STARTS else local.year - 1
    return f"R{year - REIWA_OFFSET}"


def closure_reason(outcomes: list[str]) -> str:
    """The most advanced person's; an empty household is UNREACHABLE."""
    ranked = [code for code in CLOSURE_ORDER if code in outcomes]
    reason = ranked[0] if ranked else "UNREACHABLE"
    return "CONSENT_WITHDRAWN_LOW_RISK" if reason == "WATCH_ENDED" else reason


@dataclass(frozen=True)
class CaseOpened:
    """A case was accepted."""

    case_id: str
    case_no: str
    coordinator_agency_id: str
    requesting_agency_id: str
    urgency: int
    person_ids: tuple[str, ...]


@dataclass(frozen=True)
class UntanglingDecided:
    """Liaison meeting or straight on."""

    case_id: str
    untangling: str


@dataclass(frozen=True)
class CaseClosed:
    """The case has ended."""

    case_id: str
    case_no: str
    closure_reason: str


@dataclass(frozen=True)
class EmergencyRaised:
    """Danger now."""

    case_id: str


@dataclass(frozen=True)
class EmergencyResolved:
    """The danger is over."""

    case_id: str
    emergency_id: str
    emergency_follow_up: str


@dataclass(frozen=True)
class CaseEndOrdered:
    """The household moved out, was merged, or its last person died."""

    case_id: str
    closure_reason: str
