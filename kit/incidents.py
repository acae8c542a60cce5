"""A job that failed: what the engine is told of it (codes only), and how long it waits before the next try."""

import random

from kit.errors import DomainError, Status

BACKOFF_SECONDS = (1.0, 5.0, 15.0, 60.0, 300.0)
OUTAGE_SECONDS = 15.0
FAULT = "fault"
"""The runbook's entry for what is no business refusal: the code is then the exception's name."""


def code(error: Exception) -> str:
    return error.code if isinstance(error, DomainError) else type(error).__name__


def is_outage(error: Exception) -> bool:
    """Something else is away: it is tried again for as long as that takes, and costs no retry."""
    return isinstance(error, DomainError) and error.status is Status.UNAVAILABLE


def message(error: Exception, case_no: str) -> str:
    """What the engine is told, and Operate shows: code, case number, where in the runbook; nothing of anybody."""
    anchor = code(error).lower() if isinstance(error, DomainError) else FAULT
    return f"{code(error)} | {case_no} | docs/operators.md#{anchor}"


def backoff_ms(error: Exception, attempt: int) -> int:
    """Grows from the first attempt (1) on; an outage is looked at often."""
    seconds = BACKOFF_SECONDS[min(attempt, len(BACKOFF_SECONDS)) - 1]
    if is_outage(error):
        seconds = min(seconds, OUTAGE_SECONDS)
    return int(1000 * seconds * random.uniform(0.8, 1.2))  # noqa: S311 - jitter, not a secret
