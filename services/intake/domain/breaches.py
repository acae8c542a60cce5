"""Breaches of secrecy (E12): which agency, which file, what was decided."""

from dataclasses import dataclass

from kit.errors import DomainError

VERDICTS = ("LIFTED", "KEPT")
"""LIFTED lets the agency read again; while a breach is OPEN or KEPT, it reads nothing of the file."""


class UnknownAgendaItem(DomainError):
    """The same for an item that is not there and for one of another case."""

    code = "UNKNOWN_AGENDA_ITEM"
    message = (
        "この案件に、その番号の会議の案件はありません。番号をご確認ください。"
        "急ぐときは、それを書かずに報告すれば、閲覧はすぐに止まります。"
    )


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
