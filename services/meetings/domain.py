"""The three meetings, each with its own rules (table 1.4 of the domain note; quorums are our own choice)."""

import re
from dataclasses import dataclass
from datetime import datetime

from kit.errors import DomainError, InvalidArgument, Status, Violation

CODE = re.compile(r"^[A-Z][A-Z0-9_]{0,63}$")
LIAISON, SUPPORT, MULTI = "LIAISON", "SUPPORT", "MULTI"
CANCELLED = "CANCELLED"
DECISIONS = {
    LIAISON: frozenset({"HOLD_SUPPORT_MEETING", "SEEK_CONSENT", "SINGLE_AGENCY", "CONTINUE"}),
    SUPPORT: frozenset({"START_OUTREACH", "WATCH", "SEEK_CONSENT", "CLOSE_WATCH"}),
    MULTI: frozenset({"PLAN_AGREED", "PLAN_RETURNED", "EVALUATED"}),
}
QUORUM = {LIAISON: 2, SUPPORT: 3, MULTI: 2}
"""Agencies that must attend an item, the convener included. Our own choice, never shown as law."""
CHAIRS = frozenset({"coordinator", "chair"})
CHAIR_ROLE = {LIAISON: "coordinator", SUPPORT: "chair", MULTI: "coordinator"}
"""Who convenes and concludes: the section's chair a 支援会議 (法106条の6), the coordinator the others."""


class WrongDecision(DomainError):
    code = "WRONG_DECISION"
    message = "この会議では選べない結論です。"
    status = Status.INVALID_ARGUMENT


class NotQuorate(DomainError):
    code = "NOT_QUORATE"
    message = "出席した機関が足りないため、結論を出せません。"


class PledgeMissing(DomainError):
    """支援会議 only: each attendee has pledged; the duty of 法106条の6第5項 exists without it."""

    code = "PLEDGE_MISSING"
    message = "守秘の誓約が済んでいない出席者がいます。"


class NotAMember(DomainError):
    code = "NOT_A_MEMBER"
    message = "この案件の構成員でない機関が出席者に含まれています。"


class GrantMissing(DomainError):
    """重層的支援会議 only: consent for every attending agency, asked at this moment. Names no one."""

    code = "GRANT_MISSING"
    message = "本人同意が確認できない機関が含まれています。同意の範囲をご確認ください。"


class ConsentMissing(DomainError):
    code = "CONSENT_MISSING"
    message = "本人同意が確認できないため、この会議では扱えません。"


class LiaisonNotHeld(DomainError):
    """A 支援会議 follows a held 連絡会議, or an emergency (plan, Ⅰ)."""

    code = "LIAISON_NOT_HELD"
    message = "支援会議の前に重層的相談支援連絡会議が必要です(緊急時を除く)。"


class OwnerNotAMember(DomainError):
    """A follow-up's owner would learn of the meeting; so it is one of the item's members."""

    code = "OWNER_NOT_A_MEMBER"
    message = "決定事項の担当は、この案件の構成員から選んでください。"


class ItemIsOver(DomainError):
    code = "ITEM_CLOSED"
    message = "この案件はすでに終わっています。最新の状態をご確認ください。"


class NotYet(DomainError):
    code = "ITEM_NOT_READY"
    message = "この案件はまだその段階ではありません。"


class WrongType(DomainError):
    code = "WRONG_TYPE"
    message = "会議の種類が違う案件が含まれています。"
    status = Status.INVALID_ARGUMENT


@dataclass(frozen=True)
class NewItem:
    """What the process proposes; absent values are empty."""

    case_id: str
    case_no: str
    person_id: str
    type: str
    meeting_reason: str
    convening_basis: str
    plan_version_id: str
    convener_agency_id: str
    supporter_agency_id: str


@dataclass(frozen=True)
class DecisionDraft:
    code: str
    owner_agency_id: str
    due_at: datetime


@dataclass(frozen=True)
class Conclusion:
    decision: str
    attending: tuple[str, ...]
    discussion: str
    decisions: tuple[DecisionDraft, ...]
    occurred_at: datetime


def check_conclusion(item_type: str, members: dict[str, bool], conclusion: Conclusion) -> None:
    """`members`: agency → has pledged. Raises WrongDecision, NotAMember, PledgeMissing, NotQuorate."""
    if conclusion.decision not in DECISIONS[item_type]:
        raise WrongDecision
    attending = set(conclusion.attending)
    if not attending <= set(members):
        raise NotAMember
    if item_type == SUPPORT and not all(members[agency_id] for agency_id in attending):
        raise PledgeMissing
    if len(attending) < QUORUM[item_type]:
        raise NotQuorate
    if not {draft.owner_agency_id for draft in conclusion.decisions} <= set(members):
        raise OwnerNotAMember
    for index, draft in enumerate(conclusion.decisions):
        if not CODE.match(draft.code):
            raise InvalidArgument(Violation(f"decisions[{index}].code", "FORMAT", "決定事項は符号で指定してください。"))


@dataclass(frozen=True)
class MembersNamed:
    """The members of an item are named."""

    case_id: str
    agenda_item_id: str


@dataclass(frozen=True)
class MemberInvited:
    """An agency is called to an item."""

    case_id: str
    case_no: str
    agenda_item_id: str
    agency_id: str
    due_at: str


@dataclass(frozen=True)
class PledgesCompleted:
    """Every member has pledged secrecy."""

    case_id: str
    agenda_item_id: str


@dataclass(frozen=True)
class AgendaItemConcluded:
    """An item was decided on, or cancelled."""

    case_id: str
    agenda_item_id: str
    meeting_type: str
    meeting_decision: str


@dataclass(frozen=True)
class MinutesApproved:
    """The chair approved the minutes."""

    case_id: str
    agenda_item_id: str


@dataclass(frozen=True)
class DecisionRecorded:
    """A follow-up has an owner."""

    case_id: str
    agenda_item_id: str
    decision_id: str
    code: str
    owner_agency_id: str


@dataclass(frozen=True)
class FeedbackGiven:
    """The supporter who brought the case hears that it was dealt with."""

    case_id: str
    case_no: str
    agenda_item_id: str
    agency_id: str
    code: str
