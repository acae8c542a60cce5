"""A household's case: its number, its end, its emergencies, and the events they cause."""

from dataclasses import dataclass
from datetime import date

from kit.errors import DomainError, Status

FISCAL_YEAR_STARTS = 4
REIWA_OFFSET = 2018
CLOSURE_ORDER = (
    "HANDED_TO_LEAD",
    "GOALS_MET",
    "HANDED_TO_SCHEME",
    "SUBJECT_WISH",
    "CONSENT_WITHDRAWN_LOW_RISK",
    "WATCH_ENDED",
    "UNREACHABLE",
    "DECEASED",
)
"""A case ends with the reason of its most advanced person; WATCH_ENDED is written as CONSENT_WITHDRAWN_LOW_RISK."""


class AlreadyAnswered(DomainError):
    code = "ALREADY_ANSWERED"
    message = "すでに回答・処理が済んでいます。最新の状態をご確認ください。"


class RepeatsAnother(DomainError):
    code = "REPEATS_ANOTHER"
    message = "選ばれた相談も、ほかの相談と重なるものです。もとの相談を選んでください。"


class CaseIsClosed(DomainError):
    code = "CASE_CLOSED"
    message = "この案件は終結しています。新しい相談として受け付けてください。"


def fiscal_year_prefix(local: date) -> str:
    """`R8` for April 2026 to March 2027 (和暦の年度)."""
    year = local.year if local.month >= FISCAL_YEAR_STARTS else local.year - 1
    return f"R{year - REIWA_OFFSET}"


def closure_reason(outcomes: list[str]) -> str:
    """The most advanced person's; UNREACHABLE where nobody's track said how it ended."""
    ranked = [code for code in CLOSURE_ORDER if code in outcomes]
    reason = ranked[0] if ranked else "UNREACHABLE"
    return "CONSENT_WITHDRAWN_LOW_RISK" if reason == "WATCH_ENDED" else reason


class CaseIsOpen(DomainError):
    """A case that runs is joined; only a closed one is the predecessor of a new one (E7)."""

    code = "CASE_OPEN"
    message = "この案件は進行中です。新しい案件の前の案件にはできません。相談を案件に加えてください。"


class CoordinatorMissing(DomainError):
    """Each accepted case has exactly one responsible coordinator (P-027)."""

    code = "COORDINATOR_MISSING"
    message = "担当の重層的相談支援員が決まっていないため、案件を受け付けられません。"


class NobodyNamed(DomainError):
    """Support goes by person, and without one the case would end at once: nobody was helped (P-051)."""

    code = "NOBODY_NAMED"
    message = "この案件には、まだ本人が登録されていません。名前が分からない人も、分かることだけで加えてください。"


class LastMember(DomainError):
    """A household without anybody is no household: the case is ended or merged instead."""

    code = "LAST_MEMBER"
    message = "世帯の最後の一人は分けられません。案件を終えるか、統合してください。"


class EmergencyRuns(DomainError):
    """Whoever is in danger now is not handed over or sent away by an end of the case (E1 before E8); nor is anybody
    before the meeting about it, which may decide on an abuse report."""

    code = "EMERGENCY_RUNS"
    message = (
        "緊急対応の途中です。先に安全を確かめ、緊急対応を記録してください。"
        "会議を開くことにした緊急対応は、その会議が終わるまで続きます。"
    )


class StillArriving(DomainError):
    """What was told of the household is on its way to the case's process: the process must not end before it."""

    code = "STILL_ARRIVING"
    message = (
        "この案件への知らせ(緊急・再相談・加わった人)が届いている途中です。しばらくしてから、もう一度お試しください。"
    )
    status = Status.UNAVAILABLE


class PersonSuspended(DomainError):
    code = "PERSON_SUSPENDED"
    message = "この人の支援は中断中です。先に再開か終了を記録してください。"


@dataclass(frozen=True)
class CaseHandsChanged:
    """Whose hands the case is in now (staff ids). `revision`: of its changes the highest is the last."""

    case_id: str
    coordinator_person_id: str
    deputy_person_id: str
    revision: int


@dataclass(frozen=True)
class CasesMerged:
    """Two cases of one household are one now; the lists pair the persons, the ended case's first."""

    case_id: str
    into_case_id: str
    person_ids: tuple[str, ...]
    into_person_ids: tuple[str, ...]


@dataclass(frozen=True)
class PersonSeparated:
    """Somebody joined by mistake, whose track runs, is no member of this household."""

    case_id: str
    person_id: str


@dataclass(frozen=True)
class EntryCorrected:
    """A wrong entry was superseded; `way_back` says what follows in the process."""

    case_id: str
    entry_id: str
    kind: str
    subject: str
    way_back: str


@dataclass(frozen=True)
class ParticipationNeeded:
    """An agency saw that this person needs 参加支援 (P-061)."""

    case_id: str
    person_id: str
    agency_id: str
    marked_by_agency_id: str
    source: str


@dataclass(frozen=True)
class CaseOpened:
    """A case was accepted."""

    case_id: str
    case_no: str
    coordinator_agency_id: str
    requesting_agency_id: str
    urgency: int
    person_ids: tuple[str, ...]


@dataclass(frozen=True)
class UntanglingDecided:
    """Liaison meeting or straight on."""

    case_id: str
    untangling: str


@dataclass(frozen=True)
class CaseClosed:
    """The case has ended."""

    case_id: str
    case_no: str
    closure_reason: str


@dataclass(frozen=True)
class EmergencyRaised:
    """Danger now."""

    case_id: str


@dataclass(frozen=True)
class EmergencyResolved:
    """The danger is over."""

    case_id: str
    emergency_id: str
    emergency_follow_up: str


@dataclass(frozen=True)
class CaseEndOrdered:
    """The household moved out, was merged, or its last person died. `transfer_id`: whose packet is waited for."""

    case_id: str
    closure_reason: str
    transfer_id: str = ""


@dataclass(frozen=True)
class CaseEndUnheard:
    """As CaseEndOrdered, of a case whose process is gone: the engine begins one that closes what is open."""

    municipality_id: str
    case_id: str
    case_no: str
    closure_reason: str
    transfer_id: str = ""
