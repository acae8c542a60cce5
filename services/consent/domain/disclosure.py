"""D5: may this fact be shown to this reader? Pure functions, deny by default; rule ids as in the domain note.

The keeper of a fact says what only it knows (who recorded it, who coordinates the case, which meeting's paper it is);
what the person said is looked up here, at the moment of the question.
"""

from dataclasses import dataclass
from enum import StrEnum

RESPONSIBLE = frozenset({"coordinator", "decision-maker"})
CONTENT = ("C1", "C2", "C3", "C4", "C5")
PAPERS = "C6"
CONCEALED = "C2X"


class Decision(StrEnum):
    PERMIT = "PERMIT"
    REDACT = "REDACT"
    DENY = "DENY"


@dataclass(frozen=True)
class Ruling:
    """`basis` is a LegalBasis code; empty unless PERMIT."""

    decision: Decision
    basis: str
    rule: str


@dataclass(frozen=True)
class Room:
    """The reader's part in the agenda item whose paper is asked for."""

    meeting_type: str
    chair: bool
    member: bool
    pledged: bool


@dataclass(frozen=True)
class Question:
    """`person_id` is empty for a fact about the case as a whole: no grant covers it."""

    reader_agency_id: str
    reader_roles: frozenset[str]
    case_id: str
    person_id: str
    data_category: str
    purpose: str
    recorded_by_agency_id: str = ""
    coordinator_agency_id: str = ""
    room: Room | None = None


def by_relation(question: Question) -> Ruling | None:
    """What follows from who the reader is to the fact; None where only consent can permit."""
    reader, category = question.reader_agency_id, question.data_category
    if category == CONCEALED:
        return Ruling(Decision.DENY, "", "D5-02")  # nobody is a named keeper yet
    if reader and reader == question.recorded_by_agency_id:
        return Ruling(Decision.PERMIT, "OWN_RECORD", "D5-04")
    responsible = not question.reader_roles.isdisjoint(RESPONSIBLE)
    if responsible and reader and reader == question.coordinator_agency_id and category in CONTENT:
        return Ruling(Decision.PERMIT, "WITHIN_PURPOSE", "D5-05")
    return _in_room(question.room) if question.room is not None and category == PAPERS else None


def _in_room(room: Room) -> Ruling | None:
    """Papers of an agenda item. Those of a 連絡会議 are written without names (1.4): its members are city sections."""
    if room.chair:
        return Ruling(Decision.PERMIT, "WITHIN_PURPOSE", "D5-06")
    if room.meeting_type == "SUPPORT" and room.member:
        return Ruling(Decision.PERMIT, "ART106_6", "D5-10") if room.pledged else Ruling(Decision.DENY, "", "D5-10")
    if room.meeting_type == "LIAISON" and room.member:
        return Ruling(Decision.PERMIT, "INTERNAL_USE", "D5-14")
    return None


def needed_grant(question: Question) -> str:
    """The category whose grant permits; "" where none can. A member of a 重層的支援会議 reads its papers while the
    person lets it into that room (P-043: only whoever consented is treated there)."""
    if not question.person_id:
        return ""
    if question.data_category != PAPERS:
        return question.data_category
    in_planning = question.room is not None and question.room.meeting_type == "MULTI" and question.room.member
    return "C1" if in_planning else ""


def by_consent(*, granted: bool) -> Ruling:
    """What the person said decides last; what was never said is denied."""
    if granted:
        return Ruling(Decision.PERMIT, "CONSENT", "D5-11")
    return Ruling(Decision.DENY, "", "D5-15")
