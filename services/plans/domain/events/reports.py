"""Reports to the promotion committee."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReportRequested:
    """`case_id` is the report's id: a report belongs to no case, but its events keep their order."""

    case_id: str
    municipality_id: str
    report_id: str
    case_no: str


@dataclass(frozen=True)
class CommitteeAnswered:
    case_id: str
    report_id: str
    point_count: int


@dataclass(frozen=True)
class PointsReviewed:
    case_id: str
    report_id: str
