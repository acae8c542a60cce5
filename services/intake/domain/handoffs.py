"""つなぎ: its refusals, and the events that it causes."""

from dataclasses import dataclass
from enum import StrEnum

from kit.errors import DomainError

INCOMING_KEPT_DAYS = 90
SEEKING = ("PREPARED", "OFFERED", "INFO_NEEDED", "DECLINED", "EXPIRED")
"""Nobody has said yes; a handoff without a next candidate has left these for NO_TAKER."""
UNASKED = ("PREPARED", "DECLINED", "EXPIRED")
"""Of these: nobody is asked at the moment."""
WORKING = ("ACCEPTED", "IN_PROGRESS", "ON_HOLD")
OUTCOMES = ("COMPLETED", "NOT_COMPLETED")
REFUSED, NOT_REFUSED = "REFUSED", "NOT_REFUSED"
ENDED = "ENDED"
"""With the role that it carried, whose receiver reported no outcome."""
DECLINE_REASONS = ("NO_CAPACITY", "NOT_OURS", "KNOWN_CONFLICT", "OTHER")


class ConsentMissing(DomainError):
    """No grant for this agency, purpose and day: the handoff is not offered (個人情報保護法69条)."""

    code = "CONSENT_MISSING"
    message = "この機関への情報提供について、有効な本人同意がありません。"


class OfferExpired(DomainError):
    """The deadline has passed, and somebody else has said yes or the handoff has ended."""

    code = "OFFER_EXPIRED"
    message = (
        "返事の期限を過ぎ、このつなぎはすでに次に進んでいます。お力になれるときは、重層的相談支援員にご連絡ください。"
    )


class HandoffNotStarted(DomainError):
    code = "HANDOFF_NOT_STARTED"
    message = "支援が始まっていないため、休止できません。先に開始を記録してください。"


class HandoffStillOpen(DomainError):
    """A correction reopened it after its process: the coordinator's step is what still watches it (P-015)."""

    code = "HANDOFF_STILL_OPEN"
    message = "このつなぎはまだ続いています。受け手の結果の報告か、取り下げのあとで、行ったことを記録してください。"


class NothingToCorrect(DomainError):
    code = "NOTHING_TO_CORRECT"
    message = "訂正できる回答がないか、すでにそのとおりに記録されています。"


class WayBack(StrEnum):
    """How a corrected entry finds its way into a process that may have moved on."""

    NEXT_CANDIDATE = "NEXT_CANDIDATE"
    TAKE = "TAKE"
    PERSON_AGAIN = "PERSON_AGAIN"
    ANSWER_AGAIN = "ANSWER_AGAIN"
    OUTCOME = "OUTCOME"
    OPERATOR = "OPERATOR"


def way_back(was: str, now: str, state: str, *, is_receiver: bool) -> WayBack:
    """What a correction of `was` to `now` means while the handoff stands at `state`.

    `is_receiver`: the corrected answer is that of the agency that is asked, or works, now. Raises NothingToCorrect.
    """
    if was == now:
        raise NothingToCorrect
    if was in OUTCOMES and now in (*OUTCOMES, "IN_PROGRESS") and is_receiver and state in OUTCOMES:
        return WayBack.OUTCOME
    if was == "ACCEPTED" and now == "DECLINED" and is_receiver and state in WORKING:
        return WayBack.NEXT_CANDIDATE
    if was == "INFO_NEEDED" and now in ("ACCEPTED", "DECLINED") and is_receiver and state == "INFO_NEEDED":
        return WayBack.ANSWER_AGAIN
    if was in ("DECLINED", "EXPIRED") and now == "ACCEPTED":
        return WayBack.TAKE if state in SEEKING else WayBack.OPERATOR
    raise NothingToCorrect


def way_back_of_refusal(state: str, *, same_offer: bool) -> WayBack:
    """What "this person did not refuse" means while the handoff stands at `state`.

    `same_offer`: whoever is asked, or works, now was asked on a basis that was checked for the person, too. Without
    that the person comes back only where nobody is asked: the next offer is checked for everybody (個人情報保護法69条).
    """
    goes_on = state in UNASKED or (same_offer and state in (*SEEKING, *WORKING))
    return WayBack.PERSON_AGAIN if goes_on else WayBack.OPERATOR


@dataclass(frozen=True)
class HandoffOffered:
    """A handoff is offered to an agency; its legal basis stays at intake."""

    case_id: str
    case_no: str
    handoff_id: str
    offer_id: str
    from_agency_id: str
    to_agency_id: str
    purpose: str
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
    role_id: str


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
    role_id: str


@dataclass(frozen=True)
class HandoffRoleOver:
    """The plan's role that it carries is over, or the plan."""

    case_id: str
    handoff_id: str


@dataclass(frozen=True)
class HandoffExpired:
    """Nobody answered in time."""

    case_id: str
    handoff_id: str
    offer_id: str
    agency_id: str
    service_ids: tuple[str, ...] = ()
    area_code: str = ""


@dataclass(frozen=True)
class HandoffEnded:
    """The handoff ended without a taker, basis or need."""

    case_id: str
    handoff_id: str
    handoff_outcome: str
    role_id: str
    by_sender: bool = False


@dataclass(frozen=True)
class HandoffDeclined:
    """A programme, or an item of it, was declined: what may be missing in the city (P-068)."""

    case_id: str
    handoff_id: str
    offer_id: str
    agency_id: str
    service_id: str
    item_code: str
    reason_code: str
    area_code: str


@dataclass(frozen=True)
class HandoffTakenAfterAll:
    """Whoever had declined this offer, or let it run out, takes it: what seemed to be missing is there (P-068)."""

    case_id: str
    handoff_id: str
    offer_id: str
    agency_id: str
    service_ids: tuple[str, ...]
    area_code: str


@dataclass(frozen=True)
class HandoffStarted:
    """The receiver has begun."""

    case_id: str
    handoff_id: str
    offer_id: str


@dataclass(frozen=True)
class HandoffHeld:
    """The receiver rests for a time."""

    case_id: str
    handoff_id: str
    offer_id: str
    hold_id: str


@dataclass(frozen=True)
class HandoffResumed:
    """The receiver goes on."""

    case_id: str
    handoff_id: str
    hold_id: str


@dataclass(frozen=True)
class HandoffAcceptanceTakenBack:
    """An acceptance was no acceptance: the next candidate is asked."""

    case_id: str
    handoff_id: str
    offer_id: str


@dataclass(frozen=True)
class HandoffCorrected:
    """An entry was wrong and is superseded."""

    case_id: str
    handoff_id: str
    offer_id: str
    agency_id: str
    was: str
    now: str
    person_id: str = ""


@dataclass(frozen=True)
class HandoffRefused:
    """A person does not want the handoff."""

    case_id: str
    handoff_id: str
    person_id: str
