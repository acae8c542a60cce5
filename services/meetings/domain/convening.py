"""Who may be called to an item, and what the convening record says (P-097, P-107, P-112, P-114)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kit.errors import DomainError, InvalidArgument, Status, Violation
from services.meetings.domain.rooms import EMERGENCY, LIAISON, MULTI, SUPPORT, Room, require_code

AGENCY, INDIVIDUAL, RESOURCE_HOST, OUTSIDE_SECTION = "AGENCY", "INDIVIDUAL", "RESOURCE_HOST", "OUTSIDE_SECTION"
CAPACITIES = {
    LIAISON: frozenset({AGENCY, OUTSIDE_SECTION}),
    SUPPORT: frozenset({AGENCY, INDIVIDUAL, OUTSIDE_SECTION}),
    MULTI: frozenset({AGENCY, INDIVIDUAL, RESOURCE_HOST, OUTSIDE_SECTION}),
}
"""What a member may come as. All are called to one item and learn of no other."""
OTHER_MUNICIPALITY = "M-"
"""How the ids of other municipalities begin (E5)."""
CALLED, NO_ANSWER = "CALLED", "NO_ANSWER"
"""A member that has not said whether it comes, until the day to answer by and after it."""
BAR_REASONS = frozenset({"PERPETRATOR_LINK", "CONFLICT", "INFORMANT", "FAMILY"})


class LiaisonNotHeld(DomainError):
    """A 支援会議 follows a held 連絡会議, or an emergency (plan, Ⅰ; P-096)."""

    code = "LIAISON_NOT_HELD"
    message = "支援会議の前に重層的相談支援連絡会議が必要です(緊急時を除く)。"


class NotInvitable(DomainError):
    """Names nobody and gives no reason: it must not tell who is linked to whom."""

    code = "NOT_INVITABLE"
    message = "この会議に呼べない方が含まれています。"


class SingleAgencySuffices(DomainError):
    """One domain, reached by support, not urgent: it goes back to the agency (P-107)."""

    code = "SINGLE_AGENCY_SUFFICES"
    message = "一つの分野で支援が届いている案件は、担当の機関で対応してください。"


class ConsentMissing(DomainError):
    code = "CONSENT_MISSING"
    message = "本人同意が確認できないため、この会議では扱えません。"


class GrantMissing(DomainError):
    """重層的支援会議 only: consent for every attending agency, asked at this moment. For which it is missing, whoever
    convenes is told by where they named it; never whose it is, nor why."""

    code = "GRANT_MISSING"
    message = "本人同意が確認できない機関が含まれています。同意の範囲をご確認ください。"

    @classmethod
    def of(cls, lacking: Collection[str], named: Iterable[tuple[str, str]]) -> "GrantMissing":
        """`named`: (field, agency)."""
        told = "この機関については、本人同意が確認できません。"
        return cls(*(Violation(field, cls.code, told) for field, agency_id in named if agency_id in lacking))


class NotAMember(DomainError):
    code = "NOT_A_MEMBER"
    message = "この案件の構成員でない機関が含まれています。"


class UnknownBarReason(DomainError):
    code = "UNKNOWN_REASON"
    message = "理由の符号をご確認ください。"
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
class Convening:
    """Why a meeting is convened. `summary`: without names by default, as consent is no condition of a 連絡会議."""

    summary: str
    why_compound: str
    tried: str
    domains: tuple[str, ...]
    support_reaches: bool
    liaison_skipped_reason: str


@dataclass(frozen=True)
class Called:
    """One agency, or an individual with it as employer; for this item only."""

    agency_id: str
    capacity: str = AGENCY
    individual_id: str = ""


def attending(agencies: Iterable[str], where: str = "") -> list[tuple[str, str]]:
    """(field, agency) of those who came."""
    return [(f"{where}attending_agency_ids[{index}]", agency_id) for index, agency_id in enumerate(agencies)]


def check_convening(meeting_type: str, basis: str, convening: Convening) -> None:
    """Raises InvalidArgument with every field that is missing, SingleAgencySuffices."""
    required = {"why_compound": convening.why_compound}
    if basis == EMERGENCY:
        required = {"liaison_skipped_reason": convening.liaison_skipped_reason}
    elif meeting_type == LIAISON:
        required["summary"] = convening.summary
    elif meeting_type == MULTI:
        required["tried"] = convening.tried
    missing = [
        Violation(f"convening.{name}", "REQUIRED", "招集の記録に書いてください。")
        for name, value in required.items()
        if not value.strip()
    ]
    if missing:
        raise InvalidArgument(*missing)
    for index, domain in enumerate(convening.domains):
        require_code(domain, f"convening.domains[{index}]")
    alone = len(set(convening.domains)) == 1 and convening.support_reaches
    if meeting_type == LIAISON and alone:
        raise SingleAgencySuffices


def require_own(agency_id: str) -> None:
    """Another municipality receives a handover packet (E5), and sits and answers nowhere. Raises NotInvitable."""
    if agency_id.startswith(OTHER_MUNICIPALITY):
        raise NotInvitable


def check_added(named: Iterable[tuple[str, str]], members: Collection[str]) -> None:
    """`named`: (field, agency). Raises InvalidArgument when nobody is, or with who is called already."""
    again = [
        Violation(field, "CALLED_ALREADY", "すでに呼ばれている機関です。") for field, one in named if one in members
    ]
    if again or not named:
        raise InvalidArgument(*(again or [Violation("agency_ids", "REQUIRED", "加える機関を選んでください。")]))


def check_called(
    meeting_type: str,
    rules: Room,
    called: Iterable[Called],
    barred: Iterable[tuple[str, str]],
    household: Iterable[str],
) -> None:
    """`barred`: (agency, individual or ""); `household`: ids of the persons concerned. Raises NotInvitable.

    The person, the family and an informant never sit in a 支援会議, nor anybody linked to a perpetrator.
    """
    people, bars = frozenset(household), frozenset(barred)
    for one in called:
        require_own(one.agency_id)
        if one.capacity not in CAPACITIES[meeting_type] or one.agency_id in rules.not_invitable:
            raise NotInvitable
        if (one.capacity == INDIVIDUAL) != bool(one.individual_id):
            raise InvalidArgument(Violation("guests.individual_id", "REQUIRED", "招く方の番号を指定してください。"))
        if meeting_type == SUPPORT and (one.individual_id in people or one.agency_id in people):
            raise NotInvitable
        if meeting_type == SUPPORT and bars & {(one.agency_id, ""), (one.agency_id, one.individual_id)}:
            raise NotInvitable
