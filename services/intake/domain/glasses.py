"""Break-glass: contact data of a file in an emergency, opened by one person and reviewed afterwards."""

from dataclasses import dataclass
from datetime import timedelta

OPEN_FOR = timedelta(minutes=60)
LIFE_THREAT, ABUSE_REPORT = "LIFE_THREAT", "ABUSE_REPORT"
# What the keeper of the file states to D5: rows 8 and 7.
CIRCUMSTANCES = {
    LIFE_THREAT: ("DANGER", "NEEDED_TO_PROTECT"),
    ABUSE_REPORT: ("ABUSE_BODY", "ABUSE_SUSPECTED"),
}
VERDICTS = ("JUSTIFIED", "NOT_JUSTIFIED")


@dataclass(frozen=True)
class GlassBroken:
    """The review begins."""

    case_id: str
    municipality_id: str
    case_no: str
    glass_id: str
    agency_id: str


@dataclass(frozen=True)
class GlassReviewed:
    """The review is done; its verdict stays here."""

    case_id: str
    glass_id: str
