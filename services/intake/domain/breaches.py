"""Breaches of secrecy (E12): which agency, which file, what was decided."""

from dataclasses import dataclass

VERDICTS = ("LIFTED", "KEPT")
"""LIFTED lets the agency read again; while a breach is OPEN or KEPT, it reads nothing of the file."""


@dataclass(frozen=True)
class BreachReported:
    """An agency broke secrecy: its access to this file stops; the papers of this item leaked."""

    case_id: str
    municipality_id: str
    case_no: str
    breach_id: str
    agency_id: str
    agenda_item_id: str


@dataclass(frozen=True)
class BreachReviewed:
    """LIFTED lets the agency read again."""

    case_id: str
    breach_id: str
    agency_id: str
    verdict: str
    agenda_item_id: str
