"""Reports to the promotion committee (推進委員会): frozen figures, small cells masked (P-011)."""

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


@dataclass(frozen=True)
class Figure:
    """`group` names what adds up to a published total: the service for figures, "gaps" for gaps."""

    group: str
    code: str
    area: str
    count: int
    masked: bool = False


@dataclass(frozen=True)
class Report:
    """The period includes its first day and not its last; `as_of` is when the figures froze."""

    report_id: str
    number: str
    state: ReportState
    requested_by_agency_id: str
    period_start: date
    period_end: date
    as_of: datetime | None
    answered_at: datetime | None


class ReportNotWithCommittee(DomainError):
    code = "REPORT_NOT_WITH_COMMITTEE"
    message = "この報告は委員会の回答を待っていません。"


def check_period(start: date, end: date) -> None:
    if start >= end:
        raise InvalidArgument(Violation("period_end", "PERIOD", "終了日は開始日より後にしてください。"))


def masked(figures: Sequence[Figure]) -> list[Figure]:
    """Hides cells of 1 to 4; a cell hidden alone among its siblings could be subtracted, so the next smallest goes too.

    Siblings share group and the code up to its last ".".
    """
    hidden = {index for index, figure in enumerate(figures) if 0 < figure.count < SMALLEST_SHOWN}
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
        replace(figure, count=0, masked=True) if index in hidden else figure for index, figure in enumerate(figures)
    ]
