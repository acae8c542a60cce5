"""Participation support (参加支援, 社会福祉法106条の4第2項2号): at the person's pace, a trial first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from math import inf

from kit.errors import DomainError, InvalidArgument, Status, Violation
from services.plans.domain.community import Resource
from services.plans.domain.draft import CODE, bad_code, required

PROGRAMME = "S-07"
"""The programme of table B whose carrier supports participation unless a city says otherwise (P-065)."""
MOST_TIES = 4
END_REASONS = ("OWN_WISH", "NO_HOST", "MOVED_ON", "HEALTH")


class Stage(StrEnum):
    ASSESSED = "ASSESSED"
    MATCHING = "MATCHING"
    TRIAL = "TRIAL"
    ONGOING = "ONGOING"
    SETTLED = "SETTLED"
    ENDED = "ENDED"


class Outcome(StrEnum):
    CONTINUE = "CONTINUE"
    PAUSE = "PAUSE"
    END = "END"


class StepState(StrEnum):
    PLANNED = "PLANNED"
    RECORDED = "RECORDED"
    CANCELLED = "CANCELLED"


class MarkState(StrEnum):
    OPEN = "OPEN"
    TAKEN = "TAKEN"


class Source(StrEnum):
    AGENCY = "AGENCY"
    MEETING = "MEETING"
    OUTREACH = "OUTREACH"


NEXT = {
    Stage.ASSESSED: {Stage.ASSESSED, Stage.MATCHING, Stage.ENDED},
    Stage.MATCHING: {Stage.MATCHING, Stage.TRIAL, Stage.ENDED},
    Stage.TRIAL: {Stage.TRIAL, Stage.MATCHING, Stage.ONGOING, Stage.ENDED},
    Stage.ONGOING: {Stage.ONGOING, Stage.MATCHING, Stage.SETTLED, Stage.ENDED},
}
"""What may follow; back to matching when a host did not fit. Nobody goes on without a trial (P-063)."""


@dataclass(frozen=True)
class Mark:
    mark_id: str
    case_id: str
    case_no: str
    person_id: str
    source: Source
    marked_by_agency_id: str
    support_needs: str
    coordinator_agency_id: str
    state: MarkState
    occurred_at: datetime


@dataclass(frozen=True)
class Step:
    step_id: str
    participation_id: str
    state: StepState
    stage: str = ""
    text: str = ""
    ties: int | None = None
    host_heard: bool | None = None
    next_on: date | None = None
    due_at: datetime | None = None
    occurred_at: datetime | None = None
    recorded_by_agency_id: str = ""


@dataclass(frozen=True)
class Beginning:
    """What the supporter writes when it begins."""

    reason_not_fitting: str
    goal: str
    wishes: str
    wish_codes: tuple[str, ...]
    condition_codes: tuple[str, ...]
    support_needs: str
    ties: int
    next_on: date | None


@dataclass(frozen=True)
class Participation:
    """`agency_id`: who carries it; `recorded_by_agency_id`: who wrote how it begins."""

    participation_id: str
    case_id: str
    case_no: str
    person_id: str
    coordinator_agency_id: str
    agency_id: str
    recorded_by_agency_id: str
    stage: Stage
    reason_not_fitting: str
    goal: str
    wishes: str
    wish_codes: tuple[str, ...]
    condition_codes: tuple[str, ...]
    support_needs: str
    host_id: str
    end_reason: str
    opened_at: datetime
    paused_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class StepFacts:
    stage: Stage
    text: str
    ties: int | None
    host_heard: bool
    next_on: date | None
    pause: bool
    end_reason: str

    @property
    def outcome(self) -> Outcome:
        if self.stage in (Stage.SETTLED, Stage.ENDED):
            return Outcome.END
        return Outcome.PAUSE if self.pause else Outcome.CONTINUE


@dataclass(frozen=True)
class Suggestion:
    """`room`: how many more persons the host takes; None for no limit."""

    host: Resource
    matching: tuple[str, ...]
    room: int | None


class FitsNotSaid(DomainError):
    """P-059: participation support is for whom existing programmes do not fit."""

    code = "FITS_NOT_SAID"
    message = "既存の制度や支援では合わない理由を記入してください。"
    status = Status.INVALID_ARGUMENT


class ParticipationOpenAlready(DomainError):
    code = "PARTICIPATION_OPEN"
    message = "この人の参加支援は既に始まっています。"


class ParticipationWithoutGrant(DomainError):
    code = "PARTICIPATION_WITHOUT_GRANT"
    message = "参加支援についての同意がありません。"


class StepClosed(DomainError):
    code = "STEP_CLOSED"
    message = "この一歩は記録済みか、取り消されています。"


class NotPaused(DomainError):
    code = "NOT_PAUSED"
    message = "この参加支援は休んでいません。"


class NoHostChosen(DomainError):
    """P-063: the person's yes comes before the host learns anything, and before a trial."""

    code = "NO_HOST_CHOSEN"
    message = "本人が受入先に「はい」と言う前に、体験は始められません。"


class StageNotNext(DomainError):
    code = "STAGE_NOT_NEXT"
    message = "参加支援の段階を飛ばすことはできません(体験を経てから続けます)。"


class HostFull(DomainError):
    code = "HOST_FULL"
    message = "この受入先には空きがないか、受入れをやめています。"


def check_beginning(beginning: Beginning, today: date) -> None:
    """Raises FitsNotSaid, InvalidArgument."""
    if not beginning.reason_not_fitting.strip():
        raise FitsNotSaid(required("reason_not_fitting"))
    violations = [required(field) for field in ("goal", "wishes") if not getattr(beginning, field).strip()]
    violations += code_faults("wish_codes", beginning.wish_codes)
    violations += code_faults("condition_codes", beginning.condition_codes)
    violations += _ties_faults(beginning.ties) + date_faults(beginning.next_on, today)
    if violations:
        raise InvalidArgument(*violations)


def check_step(facts: StepFacts, now: Stage, host_id: str, today: date) -> None:
    """Raises StageNotNext, NoHostChosen, InvalidArgument (P-060, P-063, P-064)."""
    if facts.stage not in NEXT.get(now, ()):
        raise StageNotNext
    if facts.stage in (Stage.TRIAL, Stage.ONGOING, Stage.SETTLED) and not host_id:
        raise NoHostChosen
    violations = [] if facts.text.strip() else [required("text")]
    if facts.stage in (Stage.TRIAL, Stage.ONGOING, Stage.SETTLED) and facts.ties is None:
        violations.append(required("ties"))
    if facts.stage in (Stage.ONGOING, Stage.SETTLED) and not facts.host_heard:
        violations.append(required("host_heard"))
    if facts.stage == Stage.ENDED and facts.end_reason not in END_REASONS:
        violations.append(required("end_reason"))
    violations += _ties_faults(facts.ties) + date_faults(facts.next_on, today)
    if violations:
        raise InvalidArgument(*violations)


def _ties_faults(ties: int | None) -> list[Violation]:
    if ties is None or 0 <= ties <= MOST_TIES:
        return []
    return [Violation("ties", "RANGE", "つながりは0から4で記入してください。")]


def date_faults(next_on: date | None, today: date) -> list[Violation]:
    if next_on is None or next_on >= today:
        return []
    return [Violation("next_on", "PAST", "次の日は今日以降を指定してください。")]


def code_faults(field: str, codes: Iterable[str]) -> list[Violation]:
    return [bad_code(f"{field}[{index}]") for index, code in enumerate(codes) if not CODE.match(code)]


def suggest(
    wishes: Sequence[str], conditions: Sequence[str], hosts: Iterable[tuple[Resource, int]]
) -> list[Suggestion]:
    """Hosts with room that can meet every condition and at least one wish; most wishes met, then most room, first.

    `hosts`: each with the number of persons it has now.
    """
    found = []
    for host, taken in hosts:
        matching = tuple(sorted(set(wishes) & set(host.needs)))
        room = host.room(taken)
        if room != 0 and matching and not set(conditions) & set(host.cannot):
            found.append(Suggestion(host, matching, room))
    return sorted(found, key=_best_first)


def _best_first(one: Suggestion) -> tuple[int, float, str]:
    room = inf if one.room is None else one.room
    return -len(one.matching), -room, one.host.resource_id
