"""Reports to the promotion committee (推進委員会): frozen figures, small cells masked (P-011)."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from kit.errors import DomainError, InvalidArgument, Violation

SECRETARIAT = "committee-secretariat"
SMALLEST_SHOWN = 5


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


def check_review(point: Point) -> None:
    """A change names what changed and its new version; anything else needs its reason. Raises InvalidArgument."""
    needed = ("changed_kind", "changed_name", "changed_version") if point.outcome == Outcome.CHANGED else ("reason",)
    missing = [field for field in needed if not getattr(point, field).strip()]
    if missing:
        raise InvalidArgument(*(Violation(field, "REQUIRED", "入力してください。") for field in missing))


def masked(figures: Sequence[Figure]) -> list[Figure]:
    """Hides cells of 1 to 4; a cell hidden alone among its siblings could be subtracted, so the next smallest goes too.

    Siblings share group and the code up to its last ".".
    """
    hidden = {index for index, figure in enumerate(figures) if figure.is_small}
    families: dict[tuple[str, str], list[int]] = {}
    for index, figure in enumerate(figures):
        stem, dot, _leaf = figure.code.rpartition(".")
        if dot:
            families.setdefault((figure.group, stem), []).append(index)
    for family in families.values():
        shown = [index for index in family if index not in hidden and figures[index].count]
        if len(hidden.intersection(family)) == 1 and shown:
            hidden.add(min(shown, key=lambda index: figures[index].count))
    return [
        replace(figure, count=0, cases=0, masked=True) if index in hidden else figure
        for index, figure in enumerate(figures)
    ]
