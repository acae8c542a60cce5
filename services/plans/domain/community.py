"""地域づくり (P-066 to P-078): places and activities of the community, and needs without supply.

Nothing here is about a person: what is registered is public, and a need is a code.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kit.errors import DomainError, InvalidArgument, Status, Violation

CODE = re.compile(r"^[A-Z][A-Z0-9_]{0,63}$")
ALL_GENERATIONS = "ALL_GENERATIONS"
# Our choice (D): an entry that nobody looked at for a year is listed as out of date.
CHECKED_WITHIN = timedelta(days=365)


class ResourceState(StrEnum):
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    CLOSED = "CLOSED"


class GapState(StrEnum):
    """資源不足: every state but the last two is a wait for its owner."""

    RAISED = "RAISED"
    UNDER_STUDY = "UNDER_STUDY"
    TRIAL = "TRIAL"
    DEVELOPED = "DEVELOPED"
    DECLINED = "DECLINED"


class GapSource(StrEnum):
    """Where a need without supply was noticed."""

    PLAN = "PLAN"
    MEETING = "MEETING"
    HANDOFF = "HANDOFF"
    HANDOFF_TAKEN = "HANDOFF_TAKEN"
    """The opposite of HANDOFF: the agency took it after all."""
    SEARCH = "SEARCH"
    PROPOSAL = "PROPOSAL"


SETTLED = frozenset({GapState.DEVELOPED, GapState.DECLINED})


class GapSettled(DomainError):
    code = "GAP_SETTLED"
    message = "この資源不足の検討は終わっています。新しく出し直してください。"


class HostNamedByOthers(DomainError):
    """Who receives people learns of persons: only whoever carries participation support, or a coordinator, says who."""

    code = "HOST_NAMED_BY_OTHERS"
    message = "人を受け入れる機関は、参加支援の担当か重層的相談支援員が登録します。"
    status = Status.PERMISSION_DENIED


class ResourceKeptByOthers(DomainError):
    """Holdings and those who came are figures of the plan: the agency that coordinates the activity writes them down,
    whoever carries its programme, or a coordinator; nobody makes themselves the one who does."""

    code = "RESOURCE_KEPT_BY_OTHERS"
    message = "開催と、調整する機関・事業の欄は、その活動を調整する機関・事業を担う機関・重層的相談支援員が記録します。"
    status = Status.PERMISSION_DENIED


class DevelopedAsWhat(DomainError):
    code = "DEVELOPED_AS_WHAT"
    message = "開発した資源か事業を指定してください。"


@dataclass(frozen=True)
class Host:
    """One of several who carry an activity, with the agreed share of the work (P-067)."""

    name: str
    share: str


@dataclass(frozen=True)
class Resource:
    """A place, activity, host or service of the community, as everybody may know it."""

    kind: str
    name: str
    area: str
    place: str
    open_times: str
    needs: tuple[str, ...]
    welcomes: tuple[str, ...]
    hosts: tuple[Host, ...]
    coordinating_agency_id: str
    programme_id: str
    capacity: int
    resident_led: bool
    state: ResourceState
    checked_on: date
    resource_id: str = ""
    version: int = 1
    receiving_agency_id: str = ""
    cannot: tuple[str, ...] = ()

    def room(self, taken: int) -> int | None:
        """How many more persons it takes: none while it is not open, None for no limit."""
        if self.state != ResourceState.ACTIVE:
            return 0
        return max(self.capacity - taken, 0) if self.capacity else None


@dataclass(frozen=True)
class Session:
    """One holding of an activity (開催)."""

    held_on: date
    participants: int
    supporters: int


@dataclass(frozen=True)
class SessionEntry:
    """What is recorded of a holding. A correction counts under the breakdowns that the entry was counted under: the
    resource may have changed since.
    """

    session_id: str
    session: Session
    breakdowns: tuple[str, ...]


@dataclass(frozen=True)
class Gap:
    """`raised` counts how often the need was noticed; a proposal names its own answer (P-073, P-094)."""

    gap_id: str
    number: str
    need_code: str
    area: str
    proposal: str
    proposed_by_agency_id: str
    owner_agency_id: str
    state: GapState
    reason: str
    developed_as: str
    raised: int
    raised_at: datetime


def check_resource(resource: Resource, today: date) -> None:
    """Raises InvalidArgument with every violation at once."""
    violations = [
        Violation(field, "REQUIRED", "入力してください。")
        for field in ("name", "area", "coordinating_agency_id")
        if not getattr(resource, field).strip()
    ]
    if not resource.hosts or any(not host.name.strip() for host in resource.hosts):
        violations.append(Violation("hosts", "REQUIRED", "担い手を1つ以上入力してください。"))
    codes = [("kind", resource.kind)]
    codes += [(f"needs[{index}]", code) for index, code in enumerate(resource.needs)]
    codes += [(f"cannot[{index}]", code) for index, code in enumerate(resource.cannot)]
    codes += [(f"welcomes[{index}]", code) for index, code in enumerate(resource.welcomes)]
    violations += [code_violation(field) for field, code in codes if not CODE.match(code)]
    if resource.capacity < 0:
        violations.append(Violation("capacity", "RANGE", "0以上で入力してください。"))
    if resource.checked_on > today:
        violations.append(Violation("check_date", "OCCURRED_IN_FUTURE", "未来の日付は入力できません。"))
    if violations:
        raise InvalidArgument(*violations)


def check_session(session: Session, today: date, day: str = "held_date") -> None:
    """`day`: the field that says when it was held."""
    violations = [
        Violation(field, "RANGE", "0以上で入力してください。")
        for field in ("participants", "supporters")
        if getattr(session, field) < 0
    ]
    if session.held_on > today:
        violations.append(Violation(day, "OCCURRED_IN_FUTURE", "未来の日付は入力できません。"))
    if violations:
        raise InvalidArgument(*violations)


def code_violation(field: str) -> Violation:
    return Violation(field, "FORMAT", "記号は英大文字で始まり、英大文字・数字・_ で書いてください。")


def is_out_of_date(checked_on: date, today: date) -> bool:
    return today - checked_on > CHECKED_WITHIN
