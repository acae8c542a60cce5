"""Rules of consent (domain note 1.3): what counts as consent, what it covers, how long it holds, when it ends.

A grant is one cell: person x recipient agency x data category x purpose. One person's grant never covers another.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from kit.errors import InvalidArgument, Violation
from services.consent.domain.refusals import (
    CapacityDoubtful,
    GuardianConflict,
    GuardianNeeded,
    ReaskTooEarly,
    SelfDecides,
    UnknownAgency,
)

# The engine's timer and this service's clock tick apart: what the timer announces as due counts as due.
CLOCK_TOLERANCE = timedelta(minutes=5)
# The longest validity of a grant, and the default where no form says less: our choice.
LONGEST_VALIDITY_YEARS = 1
# Japanese written for many readers is what every form has.
DEFAULT_LANGUAGE = "ja"

DATA_CATEGORIES = frozenset({"C1", "C2", "C3", "C4", "C5", "C6"})
PLAN_MEETING = "PLAN_MEETING"
PURPOSES = frozenset({"HANDOFF", "ASSESSMENT", PLAN_MEETING, "PLAN_SHARING", "PARTICIPATION", "STATISTICS"})

# The catalogue of agencies is intake's; here only its form is known.
AGENCY_ID = re.compile(r"^[WM]-[0-9]{2,4}$")
# Another municipality, to which a household moves (E5): what it receives is a handover and nothing else.
MUNICIPALITY_ID = re.compile(r"^M-")
TO_A_MUNICIPALITY = frozenset({"HANDOFF"})


class Answer(StrEnum):
    """UNOBTAINABLE is what the process is told when nobody answered in time; a person never gives it."""

    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    DEFERRED = "DEFERRED"
    CANNOT_DECIDE = "CANNOT_DECIDE"
    DANGEROUS = "DANGEROUS"
    UNOBTAINABLE = "UNOBTAINABLE"


class Coverage(StrEnum):
    NONE = "NONE"
    PARTIAL = "PARTIAL"
    FULL = "FULL"


class RequestState(StrEnum):
    OPEN = "OPEN"
    ANSWERED = "ANSWERED"
    LAPSED = "LAPSED"
    CLOSED = "CLOSED"


class GrantState(StrEnum):
    """GRANTED is the only state in force; REQUESTED and DEFERRED wait for an answer; every other one is final."""

    REQUESTED = "REQUESTED"
    DEFERRED = "DEFERRED"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"
    LAPSED = "LAPSED"
    SUPERSEDED = "SUPERSEDED"
    ENDED_BY_DEATH = "ENDED_BY_DEATH"
    ENDED_WITH_CASE = "ENDED_WITH_CASE"


NEVER_GRANTED = (GrantState.REQUESTED, GrantState.DEFERRED, GrantState.REFUSED, GrantState.LAPSED)


@dataclass(frozen=True, order=True)
class Cell:
    agency_id: str
    data_category: str
    purpose: str


@dataclass(frozen=True)
class Terms:
    """What one agency may receive, as the form lists it; `valid_until` None means the longest validity."""

    agency_id: str
    data_categories: tuple[str, ...]
    purposes: tuple[str, ...]
    valid_until: datetime | None = None

    def cells(self) -> list[Cell]:
        return [
            Cell(self.agency_id, category, purpose) for category in self.data_categories for purpose in self.purposes
        ]


@dataclass(frozen=True)
class Statement:
    """What was said, as it was written down; an empty string is "not given"."""

    answer: str
    occurred_at: datetime
    given_by: str = ""
    capacity: str = ""
    method: str = ""
    form_version: str = ""
    language: str = "ja"
    interpreter: bool = False
    explained_by: str = ""
    evidence_ref: str = ""
    interests_conflict: bool = False
    own_words: str = ""
    minor: bool = False
    person_language: str = ""
    deferred_because: str = ""
    proposed_agency_ids: tuple[str, ...] = ()
    grants: tuple[Terms, ...] = ()
    refused: tuple[Terms, ...] = ()

    def granted_cells(self) -> dict[Cell, datetime]:
        """Each granted cell with the end of its validity; none while the answer is no yes."""
        return self._listed() if self.answer == Answer.GRANTED else {}

    def deferred_cells(self) -> set[Cell]:
        """Cells that were put to the person, who decides later."""
        return set(self._listed()) if self.answer == Answer.DEFERRED else set()

    def _listed(self) -> dict[Cell, datetime]:
        limit = longest_validity(self.occurred_at)
        return {cell: terms.valid_until or limit for terms in self.grants for cell in terms.cells()}

    def refused_cells(self) -> set[Cell]:
        return {cell for terms in self.refused for cell in terms.cells()}

    def proposed(self) -> frozenset[str]:
        """The agencies that were put to the person."""
        named = {terms.agency_id for terms in (*self.grants, *self.refused)}
        return frozenset(self.proposed_agency_ids) | named


@dataclass(frozen=True)
class CaseReference:
    """What intake says about a case."""

    case_id: str
    case_no: str
    coordinator_agency_id: str
    requesting_agency_id: str
    person_ids: tuple[str, ...]
    deceased_person_ids: tuple[str, ...] = ()
    over: bool = False
    continued: tuple[tuple[str, str, str], ...] = ()
    """(person, a case before, the same person there): this case follows that one, or that one was merged into it."""
    minor_person_ids: tuple[str, ...] = ()
    """By their birth dates, when the "yes" for which it was asked was said."""
    adult_person_ids: tuple[str, ...] = ()
    """In the same way, of age; in neither where the birth date is unknown."""
    unknown_agency_ids: tuple[str, ...] = ()
    """Of those that were named."""

    @classmethod
    def of(cls, answer: Any) -> "CaseReference":
        """From the answer of intake's GetCaseReference."""
        return cls(
            answer.case_id,
            answer.case_no,
            answer.coordinator_agency_id,
            answer.requesting_agency_id,
            tuple(answer.person_ids),
            tuple(answer.deceased_person_ids),
            answer.over,
            tuple((one.person_id, one.before_case_id, one.before_person_id) for one in answer.continued),
            tuple(answer.minor_person_ids),
            tuple(answer.adult_person_ids),
            tuple(answer.unknown_agency_ids),
        )

    def files_of(self, person_id: str) -> list[tuple[str, str]]:
        """(case, person): this one, and those that go on in it."""
        return [(self.case_id, person_id), *((case, same) for one, case, same in self.continued if one == person_id)]


@dataclass(frozen=True)
class Grant:
    grant_id: str
    case_id: str
    person_id: str
    consent_id: str
    cell: Cell
    state: GrantState
    said_at: datetime
    valid_from: datetime
    valid_until: datetime
    ended_at: datetime | None
    ends_by: datetime | None = None

    @property
    def holds_until(self) -> datetime:
        return min(self.valid_until, self.ends_by or self.valid_until)

    @property
    def as_said(self) -> GrantState | None:
        """The person's yes or no, whatever became of it since; None where they said neither."""
        if self.state is GrantState.REFUSED:
            return self.state
        return None if self.state in NEVER_GRANTED else GrantState.GRANTED

    def in_force(self, now: datetime) -> bool:
        return self.state is GrantState.GRANTED and self.valid_from <= now < self.holds_until


@dataclass(frozen=True)
class Noes:
    """When a person last said "no": to an agency ("": to everything), to a single cell."""

    to_agency: Mapping[str, datetime]
    to_cell: Mapping[Cell, datetime]

    def outdates(self, grant: Grant) -> bool:
        """Whether a "no" about it came after it."""
        said = (self.to_agency.get(""), self.to_agency.get(grant.cell.agency_id), self.to_cell.get(grant.cell))
        return any(at is not None and at > grant.said_at for at in said)


@dataclass(frozen=True)
class ConsentRequest:
    request_id: str
    case_id: str
    case_no: str
    person_id: str
    state: RequestState
    opened_at: datetime
    due_at: datetime
    consent_id: str | None
    answer: Answer | None
    coverage: Coverage


@dataclass(frozen=True)
class Consent:
    consent_id: str
    case_id: str
    person_id: str
    request_id: str | None
    answer: Answer
    coverage: Coverage
    occurred_at: datetime
    recorded_at: datetime
    grants: tuple[Grant, ...]


@dataclass(frozen=True)
class AnswerState:
    """`refused_at`: the last "no" (refusal, or withdrawal from everyone) that no later consent undid. `volunteered`:
    the next request need not ask."""

    answer: str
    answered_at: datetime | None
    refused_at: datetime | None
    volunteered: bool = False


def longest_validity(start: datetime) -> datetime:
    """Twelve months after `start`; from 29 February, 28 February."""
    try:
        return start.replace(year=start.year + LONGEST_VALIDITY_YEARS)
    except ValueError:
        return start.replace(year=start.year + LONGEST_VALIDITY_YEARS, day=28)


def coverage(proposed: Iterable[str], granted: Iterable[str], *, some_refused: bool) -> Coverage:
    """Of the agencies put to the person, those with a grant in force. FULL: all of them, and nothing was refused."""
    named = set(proposed)
    covered = named & set(granted)
    if not covered:
        return Coverage.NONE
    return Coverage.FULL if covered == named and not some_refused else Coverage.PARTIAL


def check_reask(reask_at: datetime | None, now: datetime) -> None:
    """`reask_at`: when the person may be asked again after a "no". Raises ReaskTooEarly before it."""
    if reask_at is not None and now < reask_at:
        raise ReaskTooEarly


def check_validity(statement: Statement) -> None:
    """Whether a "yes" is one in law. Raises CapacityDoubtful, GuardianConflict, GuardianNeeded, SelfDecides.

    A guardian's signature is valid although the person's would not be; not where the guardian is suspected or has
    other interests (`interests_conflict`): then a child who understands decides, else nobody can (支援会議 meanwhile).
    Nobody signs for a person who is of age and understands.
    """
    if statement.answer != Answer.GRANTED:
        return
    by_self = statement.given_by == "SELF"
    if by_self and statement.capacity == "DOUBTFUL":
        raise CapacityDoubtful
    if statement.interests_conflict and not by_self:
        raise GuardianConflict
    if by_self and statement.minor and not statement.interests_conflict:
        raise GuardianNeeded
    if not by_self and statement.capacity == "OK" and not statement.minor:
        raise SelfDecides


def understood(statement: Statement, form_languages: Collection[str] | None) -> Statement:
    """A "yes" to what was explained in a language that the person or the form lacks, without interpreter, is 保留.

    `form_languages`: None for a form that is not in the reference data.
    """
    if statement.answer != Answer.GRANTED or statement.interpreter:
        return statement
    spoken = _primary(statement.language)
    same = spoken == _primary(statement.person_language or statement.language)
    if same and (form_languages is None or spoken in {_primary(one) for one in form_languages}):
        return statement
    return replace(statement, answer=Answer.DEFERRED, deferred_because="LANGUAGE")


def _primary(language: str) -> str:
    """`vi` of `vi-VN`."""
    return language.partition("-")[0].lower()


def check_complete(statement: Statement, now: datetime, *, over: bool = False) -> None:
    """`over`: nothing can begin to hold by it. Raises InvalidArgument with every violation at once."""
    violations = [*_missing(statement), *_time(statement, now)]
    if statement.answer == Answer.GRANTED:
        if not statement.grants:
            violations.append(_required("grants"))
    elif statement.grants and statement.answer != Answer.DEFERRED:
        violations.append(Violation("grants", "NOT_ALLOWED", "同意が得られたときか、保留のときだけ入力できます。"))
    for name, listed in (("grants", statement.grants), ("refused", statement.refused)):
        for index, terms in enumerate(listed):
            violations += _terms(f"{name}[{index}]", terms)
    violations += _ends(statement, None if over else now)
    granted = [cell for terms in statement.grants for cell in terms.cells()]
    if len(set(granted)) < len(granted) or statement.refused_cells() & set(granted):
        violations.append(Violation("grants", "CONTRADICTION", "同じ機関・区分・目的が重複しています。"))
    if violations:
        raise InvalidArgument(*violations)
    if not all(AGENCY_ID.match(agency_id) for agency_id in statement.proposed()):
        raise UnknownAgency


def _missing(statement: Statement) -> list[Violation]:
    if not statement.answer:
        return [_required("answer")]
    if statement.answer == Answer.DANGEROUS:  # nobody was asked
        return []
    names = ["given_by", "capacity", "method"]
    if statement.answer == Answer.GRANTED and statement.method != "ORAL":
        names.append("form_version")
    return [_required(name) for name in names if not getattr(statement, name)]


def _time(statement: Statement, now: datetime) -> list[Violation]:
    if statement.occurred_at <= now:
        return []
    return [Violation("occurred_at", "OCCURRED_IN_FUTURE", "未来の日時は入力できません。")]


def _terms(path: str, terms: Terms) -> list[Violation]:
    violations = [] if terms.agency_id else [_required(f"{path}.agency_id")]
    violations += _codes(f"{path}.data_categories", terms.data_categories, DATA_CATEGORIES)
    violations += _codes(f"{path}.purposes", terms.purposes, PURPOSES)
    if not violations and not set(terms.purposes) <= purposes_of(terms.agency_id):
        told = "ほかの市区町村への同意の目的は「つなぎ」(HANDOFF)だけです。"
        violations.append(Violation(f"{path}.purposes", "NOT_ALLOWED", told))
    return violations


def purposes_of(agency_id: str) -> frozenset[str]:
    """For which a recipient can be named: another municipality sits in no meeting and has no role in a plan."""
    return TO_A_MUNICIPALITY if MUNICIPALITY_ID.match(agency_id) else PURPOSES


def _codes(path: str, given: Sequence[str], known: frozenset[str]) -> list[Violation]:
    if not given:
        return [_required(path)]
    if set(given) <= known:
        return []
    return [Violation(path, "UNKNOWN_CODE", "使えない記号が含まれています。")]


def _ends(statement: Statement, now: datetime | None) -> list[Violation]:
    limit = longest_validity(statement.occurred_at)
    violations = []
    for index, terms in enumerate(statement.grants):
        path = f"grants[{index}].valid_until"
        if terms.valid_until is not None and terms.valid_until > limit:
            violations.append(Violation(path, "TOO_LONG", "同意の有効期間は最長12か月です。"))
        elif now is not None and (terms.valid_until or limit) <= now:
            violations.append(Violation(path, "IN_PAST", "有効期限が過ぎています。"))
    return violations


def _required(path: str) -> Violation:
    return Violation(path, "REQUIRED", "入力してください。")
