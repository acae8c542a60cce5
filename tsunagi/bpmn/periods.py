"""Periods that an administrator writes into a header."""

from datetime import UTC, datetime

from kit.calendar import BadDuration, Calendar


def is_period(text: str) -> bool:
    """5BD, 48H, 14D, 3M."""
    try:
        Calendar().due(text, datetime.now(UTC))
    except BadDuration:
        return False
    return True
