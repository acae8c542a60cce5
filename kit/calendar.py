"""Deadlines in business days of the Japanese calendar, as administrators write them in a task header.

`5BD` ends at the closing hour of the fifth business day after; `48H` hours; `14D` calendar days; `3M` the same day of
the month, else its last. All are our own choices, never a legal deadline.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import jpholiday

JST = ZoneInfo("Asia/Tokyo")
_WITHIN = re.compile(r"([1-9][0-9]{0,3})(BD|H|D|M)")


class BadDuration(ValueError):
    """A `within` that is not of the form 5BD, 48H, 14D or 3M: an error of the diagram, not of a person."""


@dataclass(frozen=True)
class Calendar:
    """Closing days are those of the office (29 December to 3 January unless the city says otherwise)."""

    closing: time = time(17, 15)
    closed_month_days: frozenset[tuple[int, int]] = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})

    def is_business_day(self, day: date) -> bool:
        return (
            day.weekday() < 5 and (day.month, day.day) not in self.closed_month_days and not jpholiday.is_holiday(day)
        )

    def due(self, within: str, start: datetime) -> datetime:
        """The end of the period that begins at `start` (aware); answers in UTC. Raises BadDuration."""
        count, unit = period(within)
        local = start.astimezone(JST)
        if unit == "H":
            return start.astimezone(UTC) + timedelta(hours=count)
        if unit == "D":
            end = local + timedelta(days=count)
        elif unit == "M":
            end = _add_months(local, count)
        else:
            end = datetime.combine(self._business_day_after(local.date(), count), self.closing, JST)
        return end.astimezone(UTC)

    def _business_day_after(self, day: date, count: int) -> date:
        while count:
            day += timedelta(days=1)
            count -= self.is_business_day(day)
        return day


def period(within: str) -> tuple[int, str]:
    """Count and unit (BD, H, D, M). Raises BadDuration."""
    match = _WITHIN.fullmatch(within)
    if match is None:
        raise BadDuration(within)
    return int(match[1]), match[2]


def date_in_japan(at: datetime) -> date:
    return at.astimezone(JST).date()


def reiwa_year(at: datetime) -> int:
    """8 for 2026 (令和8年)."""
    return date_in_japan(at).year - 2018


def _add_months(start: datetime, months: int) -> datetime:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return start.replace(year=year, month=month + 1, day=min(start.day, last))
