"""D5: may this fact be shown to this reader? A pure function, deny by default; rows as in the domain note (FIRST).

The keeper of a fact says what only it knows: who recorded it, who answers for the case, which meeting's paper it is,
and the circumstances. What it does not say does not hold, so that silence permits nothing. What the person said is
looked up here, at the moment of the question.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

# 担当者・副担当者・その上司 by role, where the asker names no person.
RESPONSIBLE = frozenset({"coordinator", "decision-maker"})
CONTENT = frozenset({"C0", "C1", "C2", "C3", "C4", "C5"})
PAPERS = "C6"
CONCEALED = "C2X"
INSIDE_CITY = frozenset({"C0", "C1", "C2", "C3"})


class Decision(StrEnum):
    PERMIT = "PERMIT"
    REDACT = "REDACT"
    DENY = "DENY"


class Circumstance(StrEnum):
    """What the keeper of a fact states about it, about the reader, or about the city; unsaid means no."""

    # The reader's agency or person is linked to whoever is to be kept away (支援措置, DV, 虐待).
    PERPETRATOR_LINK = "PERPETRATOR_LINK"
    # The reader is one of the named keepers of a concealed address.
    NAMED_KEEPER = "NAMED_KEEPER"
    # The fact tells who informed (通告者, 近隣).
    INFORMANT = "INFORMANT"
    # 児童虐待防止法6条, 高齢者虐待防止法7条, 障害者虐待防止法7条: the reader receives such reports; abuse is suspected.
    ABUSE_BODY = "ABUSE_BODY"
    ABUSE_SUSPECTED = "ABUSE_SUSPECTED"
    # Urgency is 3, and this category is needed to protect life or body.
    DANGER = "DANGER"
    NEEDED_TO_PROTECT = "NEEDED_TO_PROTECT"
    # 地方税法22条: the fact comes from taxation; it is an amount or an assessment, and not the bare fact of arrears.
    TAX = "TAX"
    TAX_AMOUNT = "TAX_AMOUNT"
    # The city switched `tax.support_meeting` on: the bare fact of arrears may be said in a 支援会議.
    TAX_IN_SUPPORT_MEETING = "TAX_IN_SUPPORT_MEETING"
    # The reader is a section of the city, and its duty concerns the fact (個人情報保護法69条2項2号).
    CITY_SECTION = "CITY_SECTION"
    DUTY_RELATED = "DUTY_RELATED"


class Said(StrEnum):
    """What the person said about this reader, category and purpose; NO: refused, withdrawn or expired."""

    NOTHING = "NOTHING"
    YES = "YES"
    NO = "NO"


@dataclass(frozen=True)
class Ruling:
    """`basis` is a LegalBasis code; empty on DENY."""

    decision: Decision
    basis: str
    rule: str


# Before every row: after a breach of secrecy the agency reads nothing of the file, its own record neither (E12).
FROZEN = Ruling(Decision.DENY, "", "D5-00")


@dataclass(frozen=True)
class Room:
    """The reader's part in the agenda item whose paper or fact this is; `needed`: the chair marked it for members."""

    meeting_type: str
    chair: bool = False
    member: bool = False
    pledged: bool = False
    needed: bool = False


@dataclass(frozen=True)
class Question:
    """`person_id` is empty for a fact about the case as a whole: no grant covers it.

    `responsible_person_ids`: coordinator, deputy and their manager, where the asker knows the persons; a reader of the
    coordinator's agency who is none of them is then not responsible, whatever the role.
    """

    reader_agency_id: str
    reader_roles: frozenset[str]
    case_id: str
    person_id: str
    data_category: str
    purpose: str
    recorded_by_agency_id: str = ""
    coordinator_agency_id: str = ""
    room: Room | None = None
    reader_person_id: str = ""
    responsible_person_ids: frozenset[str] = frozenset()
    circumstances: frozenset[str] = frozenset()

    def states(self, *circumstances: Circumstance) -> bool:
        return self.circumstances.issuperset(circumstances)

    @property
    def own(self) -> bool:
        return bool(self.reader_agency_id) and self.reader_agency_id == self.recorded_by_agency_id

    @property
    def responsible(self) -> bool:
        if not self.reader_agency_id or self.reader_agency_id != self.coordinator_agency_id:
            return False
        if self.responsible_person_ids:
            return self.reader_person_id in self.responsible_person_ids
        return not self.reader_roles.isdisjoint(RESPONSIBLE)

    @property
    def tax(self) -> bool:
        return not self.circumstances.isdisjoint((Circumstance.TAX, Circumstance.TAX_AMOUNT))

    @property
    def tax_amount(self) -> bool:
        return self.states(Circumstance.TAX_AMOUNT)

    def in_room(self, meeting_type: str) -> bool:
        """As a member of an agenda item of this kind."""
        return self.room is not None and self.room.meeting_type == meeting_type and self.room.member


def decide(asked: Question, said: Said) -> Ruling:
    """The first row that fits. Every question meets one: the last fits all."""
    for rule, fits, decision, basis in RULES:
        if fits(asked, said):
            return Ruling(decision, basis, rule)
    raise AssertionError("the last row fits every question")


def _ungranted_amount(asked: Question, said: Said) -> bool:
    return asked.tax_amount and said is not Said.YES


def _responsible(asked: Question, said: Said) -> bool:
    return asked.responsible and asked.data_category in CONTENT and not _ungranted_amount(asked, said)


def _chair(asked: Question, said: Said) -> bool:
    is_chair = asked.room is not None and asked.room.chair
    return is_chair and asked.data_category in CONTENT | {PAPERS} and not _ungranted_amount(asked, said)


def _tax_secrecy(asked: Question, said: Said) -> bool:
    """地方税法22条. A grant lifts it; into a 支援会議 the bare fact of arrears goes where the city decided so."""
    if not asked.tax or said is Said.YES:
        return False
    into_support = asked.room is not None and asked.room.meeting_type == "SUPPORT"
    return asked.tax_amount or (into_support and not asked.states(Circumstance.TAX_IN_SUPPORT_MEETING))


def _support_member(asked: Question, _said: Said) -> bool:
    return asked.in_room("SUPPORT") and asked.room is not None and asked.room.pledged and asked.room.needed


def _liaison_paper(asked: Question, _said: Said) -> bool:
    """Papers of a 連絡会議 are written without names (1.4), and its members are city sections and their contractors."""
    return asked.in_room("LIAISON") and asked.data_category == PAPERS


def _inside_city(asked: Question, _said: Said) -> bool:
    concerned = asked.states(Circumstance.CITY_SECTION, Circumstance.DUTY_RELATED)
    return concerned and asked.data_category in INSIDE_CITY


def _concealed(asked: Question, _said: Said) -> bool:
    return asked.data_category == CONCEALED


Fits = Callable[[Question, Said], bool]
_C = Circumstance
RULES: tuple[tuple[str, Fits, Decision, str], ...] = (
    ("D5-01", lambda q, _s: q.states(_C.PERPETRATOR_LINK), Decision.DENY, ""),
    ("D5-02", lambda q, s: _concealed(q, s) and not q.states(_C.NAMED_KEEPER), Decision.DENY, ""),
    ("D5-03", lambda q, _s: q.states(_C.INFORMANT), Decision.DENY, ""),
    ("D5-02", _concealed, Decision.PERMIT, "WITHIN_PURPOSE"),  # a named keeper, and nothing else forbids it
    ("D5-04", lambda q, _s: q.own, Decision.PERMIT, "OWN_RECORD"),
    ("D5-05", _responsible, Decision.PERMIT, "WITHIN_PURPOSE"),
    ("D5-06", _chair, Decision.PERMIT, "WITHIN_PURPOSE"),
    ("D5-07", lambda q, _s: q.states(_C.ABUSE_BODY, _C.ABUSE_SUSPECTED), Decision.PERMIT, "ABUSE_REPORT"),
    ("D5-08", lambda q, _s: q.states(_C.DANGER, _C.NEEDED_TO_PROTECT), Decision.PERMIT, "LIFE_THREAT"),
    ("D5-09", _tax_secrecy, Decision.DENY, ""),
    ("D5-10", _support_member, Decision.PERMIT, "ART106_6"),
    ("D5-11", lambda _q, s: s is Said.YES, Decision.PERMIT, "CONSENT"),
    ("D5-12", lambda _q, s: s is Said.NO, Decision.DENY, ""),
    ("D5-13", lambda q, _s: q.tax, Decision.DENY, ""),
    ("D5-14", _liaison_paper, Decision.PERMIT, "INTERNAL_USE"),
    ("D5-14", _inside_city, Decision.REDACT, "INTERNAL_USE"),
    ("D5-15", lambda _q, _s: True, Decision.DENY, ""),
)


def asks_consent(asked: Question) -> bool:
    """Whether the ruling depends on what the person said: only then are grants looked up, and their rows held."""
    return bool(needed_grant(asked)) and len({decide(asked, said) for said in Said}) > 1


def needed_grant(asked: Question) -> str:
    """The category whose grant permits; "" where none can. A member of a 重層的支援会議 reads its papers while the
    person lets it into that room (P-043: only whoever consented is treated there)."""
    if not asked.person_id:
        return ""
    if asked.data_category == PAPERS:
        return "C1" if asked.in_room("MULTI") else ""
    return asked.data_category
