"""Rules of outreach (domain note 1.6): stages of a relationship, the contact log, what the next step depends on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from kit.errors import DomainError, InvalidArgument, Violation

# Contacts in which somebody of the household was reached.
REACHED = frozenset({"MET", "DOOR", "FAMILY"})
# Contacts in which staff meet people on the spot: the two-person rule is about these.
ON_THE_SPOT = frozenset({"VISIT", "ACCOMPANIMENT", "FAMILY_MEETING", "COMMUNITY"})
METHODS = ON_THE_SPOT | {"PHONE", "LETTER", "MESSAGE"}
RESULTS = REACHED | {"ABSENT", "REFUSED", "LEFT_NOTE"}
SOURCES = frozenset({"MEETING", "AGENCY", "COMMUNITY", "STAFF"})
STAGES = ("R0", "R1", "R2", "R3", "R4", "R5", "R6")
# How the step that leaves an approach is told to the case's process.
OUTCOMES = {"ASK_CONSENT": "READY_TO_ASK", "WATCH": "WATCH", "REVIEW": "BACK_TO_MEETING"}
OUTREACH_WORKER, COORDINATOR = "outreach-worker", "coordinator"
WORKER_ROLES = frozenset({OUTREACH_WORKER, COORDINATOR})
OTHER_REASON = "OTHER"
HAND_OVER_REASONS = frozenset({"STAFF_CHANGE", "PERSON_WISHES", "BETTER_RELATION", "NO_CAPACITY", OTHER_REASON})
SIGN = re.compile(r"^[A-Z][A-Z0-9_]{0,63}$")
ID = re.compile(r"[0-9A-Za-z-]{1,64}")


class EngagementState(StrEnum):
    """PREPARING until the first contact; PAUSED between two approaches."""

    PREPARING = "PREPARING"
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    ENDED = "ENDED"


class PlannedState(StrEnum):
    PLANNED = "PLANNED"
    ANSWERED = "ANSWERED"
    CANCELLED = "CANCELLED"


class Signal(StrEnum):
    """What a contact tells the diagram, and no more: the signs themselves stay here."""

    NONE = "NONE"
    SETTLED = "SETTLED"
    ALERT = "ALERT"


class EngagementEnded(DomainError):
    code = "ENGAGEMENT_ENDED"
    message = "この方へのアウトリーチは終了しています。"


class ContactNotOpen(DomainError):
    code = "CONTACT_NOT_OPEN"
    message = "この接触の予定は、すでに記録済みか、取りやめになっています。"


class AlreadyCorrected(DomainError):
    code = "ALREADY_CORRECTED"
    message = "この記録はすでに訂正されています。最新の記録を訂正してください。"


class NotTheWriter(DomainError):
    code = "NOT_THE_WRITER"
    message = "この記録を訂正できるのは、書いた機関と、案件を担当する重層的相談支援員だけです。"


class AlreadyCarried(DomainError):
    code = "ALREADY_CARRIED"
    message = "この機関が、すでにこの方へのアウトリーチを担当しています。"


class MayNotBeGiven(DomainError):
    code = "MAY_NOT_BE_GIVEN"
    message = "この機関には、この方へのアウトリーチを引き継げません。"


class TwoPersonRule(DomainError):
    code = "TWO_PERSON_RULE"
    message = "この方への訪問は2人以上で行うことになっています。職員を2人以上記録してください。"


@dataclass(frozen=True)
class CaseReference:
    """What intake says about a case."""

    case_id: str
    case_no: str
    coordinator_agency_id: str
    deceased_person_ids: tuple[str, ...] = ()
    over: bool = False

    @classmethod
    def of(cls, answer: Any) -> "CaseReference":
        """From the answer of intake's GetCaseReference."""
        deceased = tuple(answer.deceased_person_ids)
        return cls(answer.case_id, answer.case_no, answer.coordinator_agency_id, deceased, answer.over)

    def may_reach(self, person_id: str) -> bool:
        """Nobody goes out to somebody who has died, or for a case that has ended."""
        return not self.over and person_id not in self.deceased_person_ids


@dataclass(frozen=True)
class Engagement:
    """`approach_no` counts the times that a meeting sent somebody out; each begins with a clean count of failures.

    `agency_id`: who visits now; `planned_by_agency_id`: who wrote the approach. `in_hands`: whether the case is in the
    hands of whoever reads it (P-027); it counts for coordinators alone. `handed_on`: whether the reader's agency
    visited before another did.
    `two_person_since`: from when on the rule is in force; None: always, or not at all.
    """

    engagement_id: str
    case_id: str
    case_no: str
    person_id: str
    agency_id: str
    coordinator_agency_id: str
    planned_by_agency_id: str
    state: EngagementState
    stage: str
    two_person_rule: bool
    approach_no: int
    version: int
    opened_at: datetime
    review_at: datetime
    planned_contact_id: str | None
    contact_due_at: datetime | None
    reason: str = ""
    method_plan: str = ""
    in_hands: bool = True
    two_person_since: datetime | None = None
    handed_on: bool = False

    def needs_two(self, at: datetime) -> bool:
        """Whether nobody went there alone at that time."""
        return self.two_person_rule and (self.two_person_since is None or at >= self.two_person_since)


@dataclass(frozen=True)
class HandOver:
    """One agency went on where another had visited."""

    hand_over_id: str
    from_agency_id: str
    to_agency_id: str
    reason_code: str
    note: str
    recorded_at: datetime
    recorded_by_agency_id: str


@dataclass(frozen=True)
class Observation:
    """What somebody saw of an area or a household, with its source and basis (P-082).

    `informant` is known to whoever received the word and to nobody else.
    """

    area: str
    case_id: str
    text: str
    source: str
    basis: str
    informant: str
    occurred_at: datetime
    observation_id: str = ""
    recorded_by: str = ""
    recorded_by_agency_id: str = ""

    @property
    def subject(self) -> str:
        """Whose key it has: its household's case's; what was seen of an area has a key of its own."""
        return self.case_id or self.observation_id


@dataclass(frozen=True)
class ContactEntry:
    """What is written into the log. `occurred_at`: when it took place. `stage_said`: whoever wrote it said how far the
    relationship had come; otherwise it went on from where it was."""

    occurred_at: datetime
    method: str
    result: str
    staff_ids: tuple[str, ...]
    stage_after: str = ""
    observations: str = ""
    risk_signs: tuple[str, ...] = ()
    links_settled: bool = False
    stage_said: bool = True

    @property
    def signal(self) -> Signal:
        if self.risk_signs:
            return Signal.ALERT
        return Signal.SETTLED if self.links_settled else Signal.NONE


@dataclass(frozen=True)
class Contact:
    contact_id: str
    engagement_id: str
    approach_no: int
    planned_contact_id: str | None
    entry: ContactEntry
    stage_before: str
    recorded_at: datetime
    corrects: str | None
    superseded_by: str | None
    recorded_by_agency_id: str = ""


@dataclass(frozen=True)
class Situation:
    """What the next step depends on; `days_since_refusal` None: nothing was refused."""

    stage: str
    failed_in_row: int
    days_since_refusal: int | None
    signal: Signal

    def consented(self) -> "Situation":
        """The person has said yes unasked: outreach is where it wanted to be, whatever the log says, unless there is
        danger."""
        return Situation(STAGES[-1], 0, None, Signal.ALERT if self.signal is Signal.ALERT else Signal.NONE)


@dataclass(frozen=True)
class ContactLogged:
    case_id: str
    person_id: str
    engagement_id: str
    contact_id: str


@dataclass(frozen=True)
class AlertRaised:
    case_id: str
    person_id: str
    engagement_id: str
    alert_id: str
    raised_at: str


@dataclass(frozen=True)
class EngagementHandedOver:
    case_id: str
    engagement_id: str
    from_agency_id: str
    to_agency_id: str
    reason_code: str


@dataclass(frozen=True)
class ObservationRecorded:
    """`case_id`: under whose key it is kept."""

    case_id: str
    observation_id: str
    recorded_at: str


def check_entry(entry: ContactEntry, now: datetime) -> None:
    """Raises InvalidArgument with every violation at once."""
    violations = []
    if entry.occurred_at > now:
        violations.append(Violation("occurred_at", "OCCURRED_IN_FUTURE", "未来の日時は入力できません。"))
    for name, known in (("method", METHODS), ("result", RESULTS)):
        if getattr(entry, name) not in known:
            violations.append(Violation(name, "REQUIRED", "選んでください。"))
    violations += [
        Violation(f"risk_signs[{index}]", "FORMAT", "記号の形式が正しくありません。")
        for index, sign in enumerate(entry.risk_signs)
        if not SIGN.match(sign)
    ]
    if violations:
        raise InvalidArgument(*violations)


def check_observation(observation: Observation, now: datetime) -> None:
    """Raises InvalidArgument with every violation at once."""
    violations = [
        Violation(field, "REQUIRED", "入力してください。")
        for field in ("text", "basis")
        if not getattr(observation, field).strip()
    ]
    if not observation.area and not observation.case_id:
        violations.append(Violation("area", "REQUIRED", "地域か案件のどちらかを選んでください。"))
    if observation.case_id and not ID.fullmatch(observation.case_id):
        violations.append(Violation("case_id", "FORMAT", "案件の番号の形式が正しくありません。"))
    if observation.source not in SOURCES:
        violations.append(Violation("source", "REQUIRED", "選んでください。"))
    if observation.occurred_at > now:
        violations.append(Violation("occurred_at", "OCCURRED_IN_FUTURE", "未来の日時は入力できません。"))
    if violations:
        raise InvalidArgument(*violations)


def check_staff(entry: ContactEntry, engagement: Engagement) -> None:
    """Raises TwoPersonRule."""
    if engagement.needs_two(entry.occurred_at) and entry.method in ON_THE_SPOT and len(set(entry.staff_ids)) < 2:
        raise TwoPersonRule


def in_order(log: Sequence[Contact]) -> list[Contact]:
    """The entries that hold (superseded ones do not), in the order in which they took place."""
    valid = [contact for contact in log if contact.superseded_by is None]
    return sorted(valid, key=lambda contact: (contact.entry.occurred_at, contact.contact_id))


def stage_at(log: Sequence[Contact], at: datetime | None = None) -> str:
    """How far the relationship had come at a time; now, without one. What somebody said last: a correction also moves
    what only went on from there."""
    said = [one.entry for one in in_order(log) if one.entry.stage_said and (at is None or one.entry.occurred_at <= at)]
    return said[-1].stage_after if said else STAGES[0]


def failed_in_row(log: Sequence[Contact], approach_no: int) -> int:
    """How many of this approach's last contacts reached nobody."""
    count = 0
    for contact in reversed(in_order(log)):
        if contact.approach_no != approach_no or contact.entry.result in REACHED:
            break
        count += 1
    return count


def days_since(refused_at: datetime | None, now: datetime) -> int | None:
    """Whole days; None when nothing was refused."""
    return None if refused_at is None else max(now - refused_at, timedelta()).days
