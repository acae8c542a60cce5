"""つなぎ: its refusals, and the events that it causes."""

from dataclasses import dataclass

from kit.errors import DomainError

INCOMING_KEPT_DAYS = 90


class ConsentMissing(DomainError):
    """No grant for this agency, purpose and day: the handoff is not offered (個人情報保護法69条)."""

    code = "CONSENT_MISSING"
    message = "この機関への情報提供について、有効な本人同意がありません。"


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
