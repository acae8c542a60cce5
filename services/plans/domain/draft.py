"""Drafts of a plan: their parts, the roles they offer, what the persons say to them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from kit.errors import DomainError, InvalidArgument, Status, Violation
from services.plans.domain import each_person

LONGEST_PERIOD = timedelta(days=366)
PARTICIPATION = "PARTICIPATION"
CODE = re.compile(r"^[A-Z][A-Z0-9_]{0,63}$")


class DraftState(StrEnum):
    OPEN = "OPEN"
    DRAFTED = "DRAFTED"
    CONFIRMED = "CONFIRMED"
    CHANGES_WISHED = "CHANGES_WISHED"
    OFFERED = "OFFERED"
    SETTLED = "SETTLED"
    UNSETTLED = "UNSETTLED"
    DECIDED = "DECIDED"
    SUPERSEDED = "SUPERSEDED"


class RoleState(StrEnum):
    PROPOSED = "PROPOSED"
    OFFERED = "OFFERED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    LAPSED = "LAPSED"
    STRUCK = "STRUCK"


class Answer(StrEnum):
    CONFIRMED = "CONFIRMED"
    CHANGES_WISHED = "CHANGES_WISHED"


@dataclass(frozen=True)
class Goal:
    goal_id: str
    text: str
    indicator: str
    due_date: date
    long_term: bool


@dataclass(frozen=True)
class Wish:
    """P-004: the person's own words, or the reason why there are none."""

    person_id: str
    own_words: str
    missing_reason: str


@dataclass(frozen=True)
class Confirmation:
    person_id: str
    answer: Answer
    own_words: str
    occurred_at: datetime


@dataclass(frozen=True)
class Gap:
    need_code: str
    area: str


@dataclass(frozen=True)
class RoleDraft:
    agency_id: str
    task_code: str
    task_text: str
    lead: bool
    frequency: str
    contact: str
    programme_id: str = ""
    start_date: date | None = None
    end_date: date | None = None


@dataclass(frozen=True)
class Role:
    """A role as one draft has it. `role_id` stays over drafts and versions while agency and task code stay."""

    role_id: str
    draft_id: str
    agency_id: str
    task_code: str
    task_text: str
    lead: bool
    frequency: str
    contact: str
    state: RoleState
    decline_reason: str = ""
    due_at: datetime | None = None
    started_at: datetime | None = None
    person_ids: tuple[str, ...] = ()
    programme_id: str = ""
    start_date: date | None = None
    end_date: date | None = None
    revision: int = 1
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Draft:
    """One attempt at a version; its texts are empty until the coordinator wrote it."""

    draft_id: str
    plan_id: str
    plan_version_id: str
    number: int
    state: DraftState
    assessment_summary: str = ""
    policy: str = ""
    period_start: date | None = None
    period_end: date | None = None
    emergency_contact_plan: str = ""
    uses_outreach: bool = False
    uses_participation: bool = False
    revision: int = 0


@dataclass(frozen=True)
class DraftContent:
    """What the coordinator writes."""

    assessment_summary: str
    wishes: tuple[Wish, ...]
    policy: str
    goals: tuple[Goal, ...]
    roles: tuple[RoleDraft, ...]
    period_start: date
    period_end: date
    gaps: tuple[Gap, ...]
    emergency_contact_plan: str = ""
    uses_outreach: bool = False
    uses_participation: bool = False


class DraftClosed(DomainError):
    code = "DRAFT_CLOSED"
    message = "この案は既に作成済みか、新しい案に置き換えられています。"


class NotAwaitingConfirmation(DomainError):
    code = "NOT_AWAITING_CONFIRMATION"
    message = "この案は本人確認を待っていません。"


class NobodyInPlan(DomainError):
    code = "NOBODY_IN_PLAN"
    message = "同意のある本人がいないため、プラン案を作成できません。"


class WishMissing(DomainError):
    code = "WISH_MISSING"
    message = "本人の意向を本人の言葉で、又はない理由を、一人ずつ記入してください。"
    status = Status.INVALID_ARGUMENT


class NoLead(DomainError):
    code = "NO_LEAD"
    message = "主担当の役割をちょうど一つ定めてください。"


class RoleWithoutGrant(DomainError):
    code = "ROLE_WITHOUT_GRANT"
    message = "プラン共有の同意がない機関には役割を割り当てられません。"


class RoleNotOffered(DomainError):
    code = "ROLE_NOT_OFFERED"
    message = "この役割は回答を待っていません(回答済み、期限切れ、又は取り下げ)。"


def check_content(content: DraftContent, person_ids: Sequence[str]) -> None:
    """Raises InvalidArgument with every fault at once; then NobodyInPlan, WishMissing, NoLead (P-087, P-088, P-115)."""
    violations = list(_faults(content))
    if violations:
        raise InvalidArgument(*violations)
    if not person_ids:
        raise NobodyInPlan
    check_wishes(content.wishes, person_ids)
    if sum(role.lead for role in content.roles) != 1:
        raise NoLead(Violation("roles", "NO_LEAD", NoLead.message))


def _faults(content: DraftContent) -> Iterator[Violation]:
    for field in ("assessment_summary", "policy"):
        if not getattr(content, field).strip():
            yield required(field)
    for field in ("goals", "roles"):
        if not getattr(content, field):
            yield required(field)
    for index, goal in enumerate(content.goals):
        for field in ("text", "indicator"):
            if not getattr(goal, field).strip():
                yield required(f"goals[{index}].{field}")
    yield from _role_faults(content.roles)
    yield from _term_faults(content)
    yield from _gap_faults(content.gaps)
    if not content.period_start < content.period_end <= content.period_start + LONGEST_PERIOD:
        yield Violation("period_end", "PERIOD", "期間は開始日の翌日から12か月以内で指定してください。")


def _term_faults(content: DraftContent) -> Iterator[Violation]:
    for index, role in enumerate(content.roles):
        yield from date_faults(f"roles[{index}]", role.start_date, role.end_date, content)
    if content.uses_participation and all(role.task_code != PARTICIPATION for role in content.roles):
        yield Violation("roles", "NO_PARTICIPATION_ROLE", "参加支援を使うプランには、参加支援の役割を入れてください。")


class Period(Protocol):
    """A draft, or what is written into one."""

    @property
    def period_start(self) -> date | None: ...

    @property
    def period_end(self) -> date | None: ...


def date_faults(field: str, start: date | None, end: date | None, period: Period) -> Iterator[Violation]:
    """A role begins and ends inside the plan's period, in this order."""
    first, last = period.period_start or date.min, period.period_end or date.max
    if not first <= (start or first) <= (end or last) <= last:
        yield Violation(field, "ROLE_PERIOD", "役割の期間は、プランの期間の中で指定してください。")


def _gap_faults(gaps: Sequence[Gap]) -> Iterator[Violation]:
    for index, gap in enumerate(gaps):
        if not CODE.match(gap.need_code):
            yield bad_code(f"gaps[{index}].need_code")
        if gap.area and not CODE.match(gap.area):
            yield bad_code(f"gaps[{index}].area")


def _role_faults(roles: Sequence[RoleDraft]) -> Iterator[Violation]:
    seen: set[tuple[str, str]] = set()
    for index, role in enumerate(roles):
        for field in ("agency_id", "task_text"):
            if not getattr(role, field).strip():
                yield required(f"roles[{index}].{field}")
        if not CODE.match(role.task_code):
            yield bad_code(f"roles[{index}].task_code")
        if (role.agency_id, role.task_code) in seen:
            yield Violation(f"roles[{index}]", "DUPLICATE", "同じ機関の同じ役割が重複しています。")
        seen.add((role.agency_id, role.task_code))


def check_wishes(wishes: Sequence[Wish], person_ids: Iterable[str]) -> None:
    """Every person of the plan, each once, with own words or a reason; nobody else. Raises WishMissing."""
    told = [wish.person_id for wish in wishes if wish.own_words.strip() or wish.missing_reason.strip()]
    gap = Violation("wishes", "WISH_MISSING", WishMissing.message)
    found = each_person.faults("wishes", [wish.person_id for wish in wishes], told, person_ids, gap)
    if found:
        raise WishMissing(*found)


def required(field: str) -> Violation:
    return Violation(field, "REQUIRED", "必ず記入してください。")


def bad_code(field: str) -> Violation:
    return Violation(field, "FORMAT", "英大文字・数字・下線のコードで指定してください。")


def check_grants(roles: Iterable[RoleDraft], grants: Mapping[str, frozenset[str]]) -> None:
    """Every agency holds a PLAN_SHARING grant of at least one person of the plan. Raises RoleWithoutGrant (P-104)."""
    bare = [
        Violation(f"roles[{index}].agency_id", "ROLE_WITHOUT_GRANT", RoleWithoutGrant.message)
        for index, role in enumerate(roles)
        if not grants.get(role.agency_id)
    ]
    if bare:
        raise RoleWithoutGrant(*bare)


def carried_over(new: RoleDraft, role_id: str, draft_id: str, before: Role | None) -> Role:
    """The role in its new draft: accepted already when the agency accepted the same terms before, else proposed."""
    agreed = (
        before is not None
        and before.state == RoleState.ACCEPTED
        and (before.task_text, before.lead, before.frequency, before.programme_id)
        == (new.task_text, new.lead, new.frequency, new.programme_id)
    )
    return Role(
        role_id=role_id if before is None else before.role_id,
        draft_id=draft_id,
        agency_id=new.agency_id,
        task_code=new.task_code,
        task_text=new.task_text,
        lead=new.lead,
        frequency=new.frequency,
        contact=new.contact,
        programme_id=new.programme_id,
        start_date=new.start_date,
        end_date=new.end_date,
        state=RoleState.ACCEPTED if agreed else RoleState.PROPOSED,
    )


def with_persons(role: Role, person_ids: Iterable[str]) -> Role:
    return replace(role, person_ids=tuple(sorted(person_ids)))


def settled(roles: Sequence[Role]) -> bool:
    """All roles accepted, each resting on somebody's consent, exactly one of them the lead."""
    return all(role.state == RoleState.ACCEPTED for role in roles) and sum(role.lead for role in roles) == 1


def answered(roles: Sequence[Role]) -> bool:
    """Every role accepted, or struck after it was: what a meeting may have agreed before somebody withdrew."""
    return bool(roles) and all(role.state in (RoleState.ACCEPTED, RoleState.STRUCK) for role in roles)


def standing(roles: Iterable[Role]) -> list[Role]:
    """Roles that still rest on a consent."""
    return [role for role in roles if role.state != RoleState.STRUCK]


def lead_agency(roles: Iterable[Role]) -> str:
    """The lead that still rests on a consent; "" without one."""
    return next((role.agency_id for role in standing(roles) if role.lead), "")


def conclusion(persons: Iterable[str], confirmations: Mapping[str, Answer]) -> Answer | None:
    """One who wishes changes is enough for another draft; agreement needs everybody still in the plan."""
    answers = [confirmations.get(person) for person in persons]
    if Answer.CHANGES_WISHED in answers:
        return Answer.CHANGES_WISHED
    return Answer.CONFIRMED if answers and None not in answers else None
