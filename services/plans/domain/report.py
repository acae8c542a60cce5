"""Reports to the promotion committee (推進委員会): frozen figures, small cells masked (P-011)."""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from kit import small_cells
from kit.errors import DomainError, InvalidArgument, Violation
from kit.small_cells import SMALLEST_SHOWN
from services.plans.domain.masking import Cell, families

SECRETARIAT = "committee-secretariat"


class ReportState(StrEnum):
    REQUESTED = "REQUESTED"
    OPEN = "OPEN"
    FROZEN = "FROZEN"
    WITH_COMMITTEE = "WITH_COMMITTEE"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"


class Repeats(StrEnum):
    """How a report follows another by itself; "" means that it does not."""

    NOT = ""
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class Outcome(StrEnum):
    CHANGED = "CHANGED"
    UNCHANGED = "UNCHANGED"


@dataclass(frozen=True)
class Figure:
    """`group` names what adds up to a published total: the service for figures, "gaps" for gaps.

    `count` is how often (延べ), `cases` in how many cases (実; 0 for what belongs to no case).
    """

    group: str
    code: str
    area: str
    count: int
    cases: int = 0
    masked: bool = False

    @property
    def is_small(self) -> bool:
        return any(0 < number < SMALLEST_SHOWN for number in (self.count, self.cases))


class TargetKind(StrEnum):
    DEADLINE = "DEADLINE"
    INDICATOR = "INDICATOR"


MEASURED_BY = {
    "SCREEN_CONSULTATION": "SCREENINGS",
    "ANSWER_HANDOFF": "HANDOFF_ANSWER_TIMES",
    "DECIDE_UNTANGLING": "UNTANGLINGS",
    "PARTICIPATION_SUPPORT": "PARTICIPATIONS_OPENED",
    "COMMUNITY_PLACES": "RESOURCES_REGISTERED",
    "OUTREACH_PERSONS": "OUTREACH_ENGAGEMENTS",
}
"""Code of a target → the figure that measures it; a city's own target is measured by the figure of its own code."""


@dataclass(frozen=True)
class Target:
    """Of the city's reference data (P-008). `target`: a number, or as deadlines are written; "" while none is set."""

    code: str
    kind: str
    name: str
    target: str


@dataclass(frozen=True)
class Compared:
    """A target beside what happened. `actual`: the count, or how often a deadline was kept; `difference`: to the
    number aimed at, or how often the deadline was missed, as a negative number. None: nothing to compare with, or
    hidden."""

    target: Target
    actual: int | None
    difference: int | None
    masked: bool = False


@dataclass(frozen=True)
class Point:
    """What the committee raised, and what came of it: a new version of something, or a reasoned no (P-012)."""

    point_id: str
    text: str
    outcome: str = ""
    changed_kind: str = ""
    changed_name: str = ""
    changed_version: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Report:
    """The period includes its first day and not its last; `as_of` is when the figures froze.

    A later correction does not change it: the next edition of the same period has it.
    """

    report_id: str
    number: str
    state: ReportState
    requested_by_agency_id: str
    period_start: date
    period_end: date
    as_of: datetime | None
    answered_at: datetime | None
    edition: int = 1
    repeats: Repeats = Repeats.NOT
    reference_version: str = ""


class ReportNotWithCommittee(DomainError):
    code = "REPORT_NOT_WITH_COMMITTEE"
    message = "この報告は委員会の回答を待っていません。"


class PointReviewed(DomainError):
    code = "POINT_REVIEWED"
    message = "この意見の見直しは終わっています。"


class ReportNotRepeating(DomainError):
    code = "REPORT_NOT_REPEATING"
    message = "この報告は繰り返していないか、次の報告がもう作られています。"


def check_period(start: date, end: date, repeats: Repeats) -> None:
    """A monthly report covers one month, a yearly one a fiscal year. Raises InvalidArgument."""
    if start >= end:
        raise InvalidArgument(Violation("period_end", "PERIOD", "終了日は開始日より後にしてください。"))
    if repeats is not Repeats.NOT and end != next_end(start, repeats):
        raise InvalidArgument(Violation("period_end", "PERIOD", "繰り返す報告の期間は1か月か1年にしてください。"))


def next_end(start: date, repeats: Repeats) -> date:
    """The day after a period that begins on `start`; a day that the month lacks is its last."""
    months = start.month - 1 + (1 if repeats is Repeats.MONTHLY else 12)
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def whole_months(start: date, end: date) -> tuple[date, date]:
    """All months that the period touches: two periods that differ by a day would tell what was counted on it."""
    first, last = start.replace(day=1), end.replace(day=1)
    return first, last if last == end else next_end(last, Repeats.MONTHLY)


def check_review(point: Point) -> None:
    """A change names what changed and its new version; anything else needs its reason. Raises InvalidArgument."""
    needed = ("changed_kind", "changed_name", "changed_version") if point.outcome == Outcome.CHANGED else ("reason",)
    missing = [field for field in needed if not getattr(point, field).strip()]
    if missing:
        raise InvalidArgument(*(Violation(field, "REQUIRED", "入力してください。") for field in missing))


def compared(targets: Iterable[Target], shown: Sequence[Figure]) -> list[Compared]:
    """`shown`: masked already, so that what a figure hides its target does not tell."""
    found: dict[str, list[Figure]] = {}
    for figure in shown:
        found.setdefault(figure.code, []).append(figure)
    return [_compared(target, found) for target in targets]


def _compared(target: Target, found: Mapping[str, Sequence[Figure]]) -> Compared:
    code = MEASURED_BY.get(target.code, target.code)
    is_deadline = target.kind == TargetKind.DEADLINE
    reached = found.get(f"{code}.IN_TIME" if is_deadline else code, ())
    missed = found.get(f"{code}.LATE", ()) if is_deadline else ()
    if any(figure.masked for figure in (*reached, *missed)):
        return Compared(target, None, None, masked=True)
    actual = sum(figure.count for figure in reached)
    if is_deadline:
        return Compared(target, actual, -sum(figure.count for figure in missed))
    return Compared(target, actual, actual - int(target.target) if target.target else None)


def masked(figures: Sequence[Figure]) -> list[Figure]:
    """Hides cells of 1 to 4, and the smallest others without which one of these could be computed."""
    small = {index for index, figure in enumerate(figures) if figure.is_small}
    cells = [Cell(figure.group, figure.code, figure.area, figure.count) for figure in figures]
    hidden = small_cells.hidden([cell.number for cell in cells], small, families(cells))
    return [
        replace(figure, count=0, cases=0, masked=True) if index in hidden else figure
        for index, figure in enumerate(figures)
    ]
