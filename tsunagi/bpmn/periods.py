"""Periods that an administrator writes into a header or a table."""

from kit.calendar import BadDuration, period

LONGEST = {"BD": 1_300, "H": 43_800, "D": 1_826, "M": 60}  # five years: what is longer is a slip of the hand


def is_period(text: str) -> bool:
    """5BD, 48H, 14D, 3M; five years at most."""
    try:
        count, unit = period(text)
    except BadDuration:
        return False
    return count <= LONGEST[unit]
