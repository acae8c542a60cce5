"""The days for which something in the reference data stands."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """Both days included; without an end while `until` is None."""

    start: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.until is None or day <= self.until)


def read_period(start: str, until: str | None) -> Period:
    """Of ISO dates. Raises ValueError."""
    return Period(date.fromisoformat(start), date.fromisoformat(until) if until else None)
