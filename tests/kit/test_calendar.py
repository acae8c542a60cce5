"""Deadlines as administrators write them."""

from datetime import UTC, datetime

import pytest

from kit.calendar import JST, BadDuration, Calendar

CALENDAR = Calendar()


def jst(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JST)


@pytest.mark.parametrize(
    ("within", "start", "end"),
    [
        ("1BD", "2026-11-20T10:00", "2026-11-24T17:15"),  # Friday; Monday is a holiday
        ("5BD", "2026-12-25T10:00", "2027-01-07T17:15"),  # over the year-end closing days
        ("5BD", "2026-11-21T10:00", "2026-11-30T17:15"),  # written up on a Saturday before a holiday
        ("48H", "2026-11-20T23:30", "2026-11-22T23:30"),
        ("14D", "2026-11-24T09:00", "2026-12-08T09:00"),
        ("3M", "2026-11-30T09:00", "2027-02-28T09:00"),  # no 30 February: the month's last day
        ("3M", "2027-11-30T09:00", "2028-02-29T09:00"),
    ],
)
def test_a_period_ends_when_the_office_would_say_so(within: str, start: str, end: str) -> None:
    assert CALENDAR.due(within, jst(start)) == jst(end).astimezone(UTC)


@pytest.mark.parametrize("within", ["", "5", "BD", "0BD", "-1D", "5 BD", "1Y", "5bd"])
def test_a_period_that_nobody_can_read_is_refused(within: str) -> None:
    with pytest.raises(BadDuration):
        CALENDAR.due(within, jst("2026-11-24T09:00"))


def test_a_city_with_other_closing_days_gets_other_deadlines() -> None:
    other = Calendar(closed_month_days=frozenset({(11, 25)}))
    assert other.due("1BD", jst("2026-11-24T09:00")) == jst("2026-11-26T17:15").astimezone(UTC)
