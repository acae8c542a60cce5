"""Consultations, cases, handoffs: their rules, their refusals, and the events they cause."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kit.errors import DomainError, Status, Violation

FISCAL_YEAR_STARTS = 4
REIWA_OFFSET = 2018
INCOMING_KEPT_DAYS = 90
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


class UnknownAgency(DomainError):
    code = "UNKNOWN_AGENCY"
    message = "登録のない機関が指定されています。機関の一覧をご確認ください。"
    status = Status.INVALID_ARGUMENT


class AlreadyAnswered(DomainError):
    code = "ALREADY_ANSWERED"
    message = "すでに回答・処理が済んでいます。最新の状態をご確認ください。"


class ConsentMissing(DomainError):
    """No grant for this agency, purpose and day: the handoff is not offered (個人情報保護法69条)."""

    code = "CONSENT_MISSING"
    message = "この機関への情報提供について、有効な本人同意がありません。"


class CaseIsClosed(DomainError):
    code = "CASE_CLOSED"
    message = "この案件は終結しています。新しい相談として受け付けてください。"


@dataclass(frozen=True)
class Person:
    person_id: str
    name: str = ""
    kana: str = ""
    birth_date: str = ""
    phone: str = ""
    address: str = ""
    relation: str = ""


@dataclass(frozen=True)
class NewConsultation:
    """A worry as a window writes it down; only the channel is required (P-016)."""

    channel: str
    consulter: str
    concerns: tuple[str, ...]
    persons: tuple[Person, ...]
    narrative: str
    urgency_facts: tuple[str, ...]
    days_to_eviction: int | None
    intake_consent: str
    sender_reference: str
    occurred_at: datetime


@dataclass(frozen=True)
class Screening:
    """The coordinator's answers; `candidates` in the order in which they are asked."""

    residency: str
    welfare_need: bool
    information_suffices: bool
    single_agency: bool
    candidates: tuple[str, ...]
    open_case: str
    duplicate_of: str


@dataclass(frozen=True)
class Deadlines:
    """Dates that a job computed from the diagram's headers."""

    within: datetime
    remind: datetime | None = field(default=None)


def violations(new: NewConsultation, now: datetime, today: date) -> tuple[Violation, ...]:
    """All at once, never with a value in them; `today` is the city's own date."""
    found = []
    if new.channel in ("", "UNSPECIFIED"):
        found.append(Violation("channel", "REQUIRED", "受付方法を選んでください。"))
    if new.occurred_at > now:
        found.append(Violation("occurred_at", "OCCURRED_IN_FUTURE", "日時が未来です。"))
    for index, person in enumerate(new.persons):
        found += person_violations(person, f"persons[{index}]", today)
    if new.days_to_eviction is not None and new.days_to_eviction < 0:
        found.append(Violation("days_to_eviction", "RANGE", "日数は0以上にしてください。"))
    return tuple(found)


def person_violations(person: Person, field_path: str, today: date) -> list[Violation]:
    """Nothing about a person is required (P-051); what is given has its form."""
    found = []
    if person.birth_date and not _is_past_date(person.birth_date, today):
        found.append(Violation(f"{field_path}.birth_date", "FORMAT", "生年月日は 2001-04-30 の形の過去の日付です。"))
    if person.phone and not set(person.phone) <= set("0123456789-+() "):
        found.append(Violation(f"{field_path}.phone", "FORMAT", "電話番号は数字とハイフンで入力してください。"))
    return found


def _is_past_date(text: str, today: date) -> bool:
    """In the one form that is documented: `fromisoformat` alone also takes 20010430 and week dates."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return day.isoformat() == text and day <= today


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
class ConsultationReceived:
    """A worry was taken in: starts the process."""

    municipality_id: str
    case_id: str
    case_no: str
    consultation_id: str
    receiving_agency_id: str
    channel: str


@dataclass(frozen=True)
class ConsultationScreened:
    """The screening questions are answered."""

    case_id: str
    consultation_id: str
    residency: str
    welfare_need: bool
    information_suffices: bool
    domains_count: int
    single_agency: bool
    open_case: bool
    duplicate: bool


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
class ConsultationClosed:
    """A consultation came to its end without a case."""

    case_id: str
    consultation_id: str
    state: str


@dataclass(frozen=True)
class PersonAdded:
    """A person of the household was found later."""

    case_id: str
    person_id: str


@dataclass(frozen=True)
class HandoffOffered:
    """A handoff is offered to an agency."""

    case_id: str
    case_no: str
    handoff_id: str
    offer_id: str
    from_agency_id: str
    to_agency_id: str
    purpose: str
    legal_basis: str
    due_at: str
    element_id: str


@dataclass(frozen=True)
class HandoffAnswered:
    """The offered agency has answered."""

    case_id: str
    handoff_id: str
    offer_id: str
    agency_id: str
    handoff_answer: str
    reason_code: str


@dataclass(frozen=True)
class HandoffInformationSupplied:
    """The sender has answered the question."""

    case_id: str
    handoff_id: str
    offer_id: str


@dataclass(frozen=True)
class HandoffClosed:
    """The receiver has reported the outcome."""

    case_id: str
    handoff_id: str
    handoff_outcome: str


@dataclass(frozen=True)
class HandoffExpired:
    """Nobody answered in time."""

    case_id: str
    handoff_id: str
    offer_id: str
    agency_id: str


@dataclass(frozen=True)
class HandoffEnded:
    """The handoff ended without a taker, basis or need."""

    case_id: str
    handoff_id: str
    handoff_outcome: str


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
class ConsultationJoined:
    """A further consultation of an open case."""

    case_id: str
    joined_consultation_id: str


@dataclass(frozen=True)
class JoinedConsultationReviewed:
    """The coordinator has read it."""

    case_id: str
    joined_consultation_id: str


@dataclass(frozen=True)
class WatchReviewed:
    """The result of a watch's review."""

    case_id: str
    person_id: str
    watch_review_id: str
    watch_review: str


@dataclass(frozen=True)
class SupportSuspended:
    """中断 of one person's support."""

    case_id: str
    person_id: str
    suspension_id: str


@dataclass(frozen=True)
class SupportResumed:
    """The person is back, or the support ends."""

    case_id: str
    person_id: str
    suspension_id: str
    resumption: str


@dataclass(frozen=True)
class PersonDeceased:
    """A person has died."""

    case_id: str
    person_id: str


@dataclass(frozen=True)
class CaseEndOrdered:
    """The household moved out, was merged, or its last person died."""

    case_id: str
    closure_reason: str
