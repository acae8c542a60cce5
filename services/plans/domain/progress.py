"""Monitorings and evaluations: how support goes, and what became of the goals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kit.errors import DomainError, InvalidArgument, Status, Violation
from services.plans.domain import each_person

REVIEW_INTERVAL = timedelta(days=90)
CHANGE_AREAS = ("ECONOMY", "WORK", "HEALTH", "HOUSING", "TIES", "FAMILY", "MOTIVATION")


class Stability(StrEnum):
    STABLE = "STABLE"
    UNSTABLE = "UNSTABLE"
    CRISIS = "CRISIS"


class Proposal(StrEnum):
    CONTINUE = "CONTINUE"
    REVISE = "REVISE"
    EVALUATE = "EVALUATE"


class RoleProgress(StrEnum):
    ON_TRACK = "ON_TRACK"
    DELAYED = "DELAYED"
    DONE = "DONE"


class MonitoringState(StrEnum):
    PLANNED = "PLANNED"
    RECORDED = "RECORDED"
    CANCELLED = "CANCELLED"


class EvaluationState(StrEnum):
    OPEN = "OPEN"
    RECORDED = "RECORDED"
    CANCELLED = "CANCELLED"


class GoalOutcome(StrEnum):
    ACHIEVED = "ACHIEVED"
    PARTLY = "PARTLY"
    NOT_ACHIEVED = "NOT_ACHIEVED"
    CHANGED = "CHANGED"


class ClosureWish(StrEnum):
    """Who ends the support; HANDED_TO_SCHEME: 生活保護・施設入所・要対協 など."""

    NONE = "NONE"
    SUBJECT_WISH = "SUBJECT_WISH"
    HANDED_TO_SCHEME = "HANDED_TO_SCHEME"
    OUT_OF_SCOPE_LATER = "OUT_OF_SCOPE_LATER"


class Direction(StrEnum):
    BETTER = "BETTER"
    SAME = "SAME"
    WORSE = "WORSE"


@dataclass(frozen=True)
class RoleReport:
    role_id: str
    progress: RoleProgress
    text: str


@dataclass(frozen=True)
class Monitoring:
    monitoring_id: str
    plan_id: str
    plan_version_id: str
    state: MonitoringState
    due_at: datetime
    stability: Stability | None = None
    proposal: Proposal | None = None
    progress: str = ""
    recorded_by_agency_id: str = ""
    occurred_at: datetime | None = None
    role_reports: tuple[RoleReport, ...] = ()


@dataclass(frozen=True)
class MonitoringFacts:
    """What the lead agency or the coordinator found."""

    stability: Stability
    proposal: Proposal
    progress: str
    role_reports: tuple[RoleReport, ...]


@dataclass(frozen=True)
class GoalResult:
    goal_id: str
    result: GoalOutcome
    text: str


@dataclass(frozen=True)
class PersonView:
    """P-004: how the person sees it, or the reason why that is missing."""

    person_id: str
    own_words: str
    missing_reason: str


@dataclass(frozen=True)
class Change:
    area_code: str
    direction: Direction


@dataclass(frozen=True)
class EvaluationFacts:
    goal_results: tuple[GoalResult, ...]
    person_views: tuple[PersonView, ...]
    changes: tuple[Change, ...]
    lead_settled: bool
    stability: Stability
    new_issue: bool
    long_absence: bool
    remaining: str
    agencies_view: str = ""
    closure_wish: ClosureWish = ClosureWish.NONE


@dataclass(frozen=True)
class Findings:
    """What follows from the facts of an evaluation: inputs of D8."""

    goals_outcome: str
    consented_count: int
    grantless_reviews: int


@dataclass(frozen=True)
class Judged:
    """What D8 decides with: an evaluation as it stands at that moment."""

    lead_settled: bool
    stability: Stability
    new_issue: bool
    long_absence: bool
    closure_wish: ClosureWish
    goals_outcome: str
    consented_count: int
    grantless_reviews: int


@dataclass(frozen=True)
class Evaluation:
    evaluation_id: str
    plan_id: str
    plan_version_id: str
    state: EvaluationState
    due_at: datetime
    goals_outcome: str = ""
    occurred_at: datetime | None = None
    consented_count: int | None = None
    grantless_reviews: int = 0
    facts: EvaluationFacts | None = None


class MonitoringClosed(DomainError):
    code = "MONITORING_CLOSED"
    message = "このモニタリングは記録済みか、取り消されています。"


class EvaluationClosed(DomainError):
    code = "EVALUATION_CLOSED"
    message = "この評価は記録済みか、取り消されています。"


class PersonViewMissing(DomainError):
    code = "PERSON_VIEW_MISSING"
    message = "評価には、一人ずつの本人の意見、又はない理由が必要です。"
    status = Status.INVALID_ARGUMENT


def check_monitoring(facts: MonitoringFacts, role_ids: Iterable[str]) -> None:
    """Progress is told, and only about roles of the plan, each once (P-118). Raises InvalidArgument."""
    known, violations = set(role_ids), []
    if not facts.progress.strip():
        violations.append(Violation("progress", "REQUIRED", "必ず記入してください。"))
    for index, report in enumerate(facts.role_reports):
        if report.role_id not in known:
            violations.append(
                Violation(f"role_reports[{index}].role", "UNKNOWN", "実施中の役割を一度ずつ指定してください。")
            )
        known.discard(report.role_id)
    if violations:
        raise InvalidArgument(*violations)


def monitoring_outcome(proposal: Proposal | None, *, period_ends: bool) -> Proposal:
    """Where the process goes on; a monitoring that was cancelled meanwhile changes nothing.

    Before the period ends the plan is evaluated, whoever proposed to go on (domain model P15).
    """
    if proposal in (None, Proposal.CONTINUE) and period_ends:
        return Proposal.EVALUATE
    return proposal or Proposal.CONTINUE


def stable_since(monitorings: Sequence[Monitoring]) -> datetime | None:
    """Since when every recorded monitoring, oldest first, found the household stable (D6)."""
    since = None
    for one in monitorings:
        if one.stability == Stability.STABLE:
            since = since or one.occurred_at
        elif one.stability is not None:
            since = None
    return since


def grantless_reviews(before: Sequence[Evaluation], consented_count: int, now: datetime) -> int:
    """How many reviews running, this one included, found nobody who consents; two within 90 days count once (D8)."""
    if consented_count:
        return 0
    count, last = 1, now
    for one in reversed([one for one in before if one.facts is not None]):
        if one.consented_count != 0 or one.occurred_at is None:
            break
        if last - one.occurred_at >= REVIEW_INTERVAL:
            count, last = count + 1, one.occurred_at
    return count


def check_evaluation(facts: EvaluationFacts, goal_ids: Sequence[str], person_ids: Sequence[str]) -> None:
    """Every goal has a result, every person a view or a reason. Raises InvalidArgument, PersonViewMissing."""
    violations = []
    if sorted(result.goal_id for result in facts.goal_results) != sorted(goal_ids):
        violations.append(Violation("goal_results", "GOALS", "現行プランの目標ごとに結果を一つ記入してください。"))
    violations += [
        Violation(f"changes[{index}].area_code", "FORMAT", "変化の領域コードを確認してください。")
        for index, change in enumerate(facts.changes)
        if change.area_code not in CHANGE_AREAS
    ]
    if violations:
        raise InvalidArgument(*violations)
    told = [view.person_id for view in facts.person_views if view.own_words.strip() or view.missing_reason.strip()]
    gap = Violation("person_views", "PERSON_VIEW_MISSING", PersonViewMissing.message)
    found = each_person.faults("person_views", [view.person_id for view in facts.person_views], told, person_ids, gap)
    if found:
        raise PersonViewMissing(*found)


def goals_outcome(results: Iterable[GoalResult]) -> str:
    """The first input of D8: CHANGED when a goal changed or was not reached at all, as both call for a new plan."""
    outcomes = {result.result for result in results}
    if outcomes & {GoalOutcome.CHANGED, GoalOutcome.NOT_ACHIEVED}:
        return "CHANGED"
    return "ALL_ACHIEVED" if outcomes == {GoalOutcome.ACHIEVED} else "PARTLY"
