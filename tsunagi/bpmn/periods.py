"""Periods that an administrator writes into a header or a table."""

from kit.calendar import BadDuration, period

# In days, at least and at most, with the longest closing of the offices that a year has.
DAYS = {"H": (1 / 24, 1 / 24), "D": (1.0, 1.0), "BD": (0.5, 10.0), "M": (28.0, 31.0)}
LONGEST = {"BD": 1_300, "H": 43_800, "D": 1_826, "M": 60}  # five years: what is longer is a slip of the hand


def is_period(text: str) -> bool:
    """5BD, 48H, 14D, 3M; five years at most."""
    try:
        count, unit = period(text)
    except BadDuration:
        return False
    return count <= LONGEST[unit]


def surely_longer(one: str, other: str) -> bool:
    """Whatever the calendar says. False for what is no period."""
    if not (is_period(one) and is_period(other)):
        return False
    (count, unit), (limit, bound) = period(one), period(other)
    return count > limit if unit == bound else count * DAYS[unit][0] > limit * DAYS[bound][1]
