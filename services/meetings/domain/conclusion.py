"""What a meeting may decide, with whom, and what follows from it (P-099, P-101, P-108, P-109, P-117)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from kit.errors import DomainError, InvalidArgument, Status, Violation
from services.meetings.domain.convening import NotAMember
from services.meetings.domain.rooms import LIAISON, MULTI, SUPPORT, Room, require_code, require_day, require_text

DECISIONS = {
    LIAISON: frozenset({"HOLD_SUPPORT_MEETING", "SEEK_CONSENT", "SINGLE_AGENCY", "CONTINUE"}),
    SUPPORT: frozenset({"START_OUTREACH", "WATCH", "EMERGENCY_ACTION", "ABUSE_REPORT", "SEEK_CONSENT", "CLOSE_WATCH"}),
    MULTI: frozenset({"PLAN_AGREED", "PLAN_RETURNED", "EVALUATED", "REPLAN", "SUSPEND", "CLOSE"}),
}
ON_PLAN = frozenset({"PLAN_AGREED", "PLAN_RETURNED"})
WATCH, PLAN_RETURNED, GAP = "WATCH", "PLAN_RETURNED", "RESOURCE_GAP_RAISED"
URGENT = frozenset({"EMERGENCY_ACTION", "ABUSE_REPORT"})
"""Carried out at once, without waiting for the minutes; an abuse report waits for no consent either. No process step
does it: a follow-up of the same code says who does it by when."""
OF_A_TRACK = frozenset({"START_OUTREACH", "SEEK_CONSENT"})
"""A person's track carries these out. An emergency's meeting is about the household and leads to none: there they need
such a follow-up, too (P-111)."""


class WrongDecision(DomainError):
    code = "WRONG_DECISION"
    message = "この会議では選べない結論です。"
    status = Status.INVALID_ARGUMENT


class NotQuorate(DomainError):
    """E10: the sitting is given another date."""

    code = "NOT_QUORATE"
    message = "出席した機関が足りないため、結論を出せません。"


class PledgeMissing(DomainError):
    """支援会議 only: each attendee has pledged; the duty of 法106条の6第5項 exists without it."""

    code = "PLEDGE_MISSING"
    message = "守秘の誓約が済んでいない出席者がいます。"


class OpinionOfStranger(DomainError):
    """A written opinion is heard, and read by the item's members: only a member gives one."""

    code = "OPINION_OF_STRANGER"
    message = "書面の意見は、この案件に呼ばれた機関だけが出せます。"


class OwnerNotAMember(DomainError):
    """A follow-up's owner would learn of the meeting; so it is one of the item's members."""

    code = "OWNER_NOT_A_MEMBER"
    message = "決定事項の担当は、この案件の構成員から選んでください。"


class RecordIncomplete(DomainError):
    """連絡会議: facts of each participant, at least one issue, and a next step with owner and date (P-099)."""

    code = "RECORD_INCOMPLETE"
    message = "課題の整理、参加機関ごとの事実、次の一歩(担当と期日)がそろっていません。"


class FollowUpMissing(DomainError):
    code = "FOLLOW_UP_MISSING"
    message = "この結論には、担当と期日のある決定事項が必要です。"


class WatchRoleMissing(DomainError):
    """Watching has signs to look for, a reporting channel and a review date (P-109)."""

    code = "WATCH_ROLE_MISSING"
    message = "見守りには、担当・見守る兆し・報告先・見直しの日が必要です。"


@dataclass(frozen=True)
class DecisionDraft:
    code: str
    owner_agency_id: str
    due_at: datetime


@dataclass(frozen=True)
class FactDraft:
    """`known_on`: a day, today when empty; `basis`: the room's own when empty."""

    source_agency_id: str
    text: str
    person_id: str = ""
    known_on: str = ""
    basis: str = ""


@dataclass(frozen=True)
class IssueDraft:
    """One issue of the map (P-029)."""

    person_id: str
    domain: str
    text: str
    unknowns: str
    approach_agency_id: str


@dataclass(frozen=True)
class WatchRoleDraft:
    agency_id: str
    signs: str
    channel: str
    review_on: str


@dataclass(frozen=True)
class OpinionDraft:
    """Written by a member that could not come."""

    agency_id: str
    text: str
    given_at: datetime


@dataclass(frozen=True)
class GapDraft:
    need: str
    area: str
    owner_agency_id: str
    due_at: datetime


@dataclass(frozen=True)
class Conclusion:
    decision: str
    attending: tuple[str, ...]
    discussion: str
    decisions: tuple[DecisionDraft, ...]
    occurred_at: datetime
    issues: tuple[IssueDraft, ...] = ()
    facts: tuple[FactDraft, ...] = ()
    watch_roles: tuple[WatchRoleDraft, ...] = ()
    gaps: tuple[GapDraft, ...] = ()
    opinions: tuple[OpinionDraft, ...] = ()
    """Of those with a role in the plan that could not come: they are heard."""


@dataclass(frozen=True)
class Gathering:
    """An item as it stands when it is decided on. `members`: agency → has pledged. `told`: agencies with a fact on
    record. `roles`: agencies that must be heard in a 重層的支援会議. `kept_out`: members who may hear nothing of it by
    now: that they were there stays on record, but they make no quorum, and nothing is given to them to do."""

    type: str
    meeting_reason: str
    convener_agency_id: str
    members: Mapping[str, bool]
    told: frozenset[str] = frozenset()
    issue_count: int = 0
    roles: frozenset[str] = frozenset()
    kept_out: frozenset[str] = frozenset()
    emergency: bool = False


def check_attendance(rules: Room, gathering: Gathering, attending: Collection[str], heard: Collection[str]) -> None:
    """Raises NotAMember, PledgeMissing, NotQuorate. `heard`: attending, or with a written opinion."""
    here = set(attending)
    if not here <= set(gathering.members):
        raise NotAMember
    if gathering.type == SUPPORT and not all(gathering.members[agency_id] for agency_id in here):
        raise PledgeMissing
    if (
        len(here - gathering.kept_out) < rules.quorum
        or gathering.convener_agency_id not in here
        or not gathering.roles <= set(heard)
    ):
        raise NotQuorate


def check_decision(gathering: Gathering, decision: str) -> None:
    """Raises WrongDecision."""
    if decision not in DECISIONS[gathering.type]:
        raise WrongDecision
    on_plan = gathering.meeting_reason != "EVALUATION"
    if gathering.type == MULTI and (decision in ON_PLAN) != on_plan:
        raise WrongDecision


def check_conclusion(rules: Room, gathering: Gathering, conclusion: Conclusion) -> None:
    """Raises the refusals of this module, NotAMember, InvalidArgument."""
    check_decision(gathering, conclusion.decision)
    _check_opinions(gathering, conclusion)
    written = {opinion.agency_id for opinion in conclusion.opinions}
    check_attendance(rules, gathering, conclusion.attending, {*conclusion.attending, *written})
    _check_follow_ups(gathering, conclusion)
    _check_drafts(gathering, conclusion)
    if gathering.type == LIAISON:
        _check_liaison(gathering, conclusion)
    if conclusion.decision == PLAN_RETURNED:
        require_text(conclusion.discussion, "discussion")


def check_correction(gathering: Gathering, right: Conclusion) -> None:
    """The right decision, taken by those who attended then. Raises WrongDecision, FollowUpMissing, WatchRoleMissing."""
    check_decision(gathering, right.decision)
    _check_follow_ups(gathering, right)
    _check_drafts(gathering, right)


def _check_opinions(gathering: Gathering, conclusion: Conclusion) -> None:
    for index, opinion in enumerate(conclusion.opinions):
        require_text(opinion.text, f"opinions[{index}].text")
        if opinion.agency_id not in gathering.members:
            raise OpinionOfStranger


def _check_follow_ups(gathering: Gathering, conclusion: Conclusion) -> None:
    owners = {draft.owner_agency_id for draft in conclusion.decisions}
    owners |= {draft.owner_agency_id for draft in conclusion.gaps}
    owners |= {draft.agency_id for draft in conclusion.watch_roles}
    if not owners <= set(gathering.members) - gathering.kept_out:
        raise OwnerNotAMember
    for index, draft in enumerate(conclusion.decisions):
        require_code(draft.code, f"decisions[{index}].code")
        if draft.due_at.year < 2000:
            raise InvalidArgument(Violation(f"decisions[{index}].due_time", "REQUIRED", "期日を指定してください。"))
    if conclusion.decision == WATCH and not conclusion.watch_roles:
        raise WatchRoleMissing
    by_nobody = URGENT | OF_A_TRACK if gathering.emergency else URGENT
    if conclusion.decision in by_nobody and conclusion.decision not in {draft.code for draft in conclusion.decisions}:
        raise FollowUpMissing


def _check_drafts(gathering: Gathering, conclusion: Conclusion) -> None:
    for index, issue in enumerate(conclusion.issues):
        check_issue(issue, f"issues[{index}]")
    for index, fact in enumerate(conclusion.facts):
        require_text(fact.text, f"facts[{index}].text")
        require_day(fact.known_on, f"facts[{index}].known_on")
        if fact.source_agency_id not in gathering.members:
            raise NotAMember
    for role in conclusion.watch_roles:
        if not (role.signs.strip() and role.channel.strip() and role.review_on):
            raise WatchRoleMissing
        require_day(role.review_on, "watch_roles.review_on")
    for gap in conclusion.gaps:
        require_code(gap.need, "gaps.need")
        require_code(gap.area, "gaps.area")


def check_issue(issue: IssueDraft, field: str) -> None:
    require_code(issue.domain, f"{field}.domain")
    require_text(issue.text, f"{field}.text")
    require_text(issue.approach_agency_id, f"{field}.approach_agency_id")


def _check_liaison(gathering: Gathering, conclusion: Conclusion) -> None:
    told = gathering.told | {fact.source_agency_id for fact in conclusion.facts}
    silent = set(conclusion.attending) - {gathering.convener_agency_id} - told
    if silent or not gathering.issue_count + len(conclusion.issues) or not conclusion.decisions:
        raise RecordIncomplete
