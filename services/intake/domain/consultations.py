"""A worry from the window to its route."""

from dataclasses import dataclass
from datetime import date, datetime

from kit.errors import Violation
from services.intake.domain.persons import Person, person_violations


@dataclass(frozen=True)
class NewConsultation:
    """A worry as a window writes it down; only the channel is required (P-016)."""

    channel: str
    consulter: str
    concerns: tuple[str, ...]
    persons: tuple[Person, ...]
    narrative: str
    urgency_facts: tuple[str, ...]
    days_to_eviction: int | None
    intake_consent: str
    sender_reference: str
    occurred_at: datetime
    wish: str = ""
    area: str = ""

    @property
    def all_concerns(self) -> tuple[str, ...]:
        """The household's and each member's, each once."""
        own = (code for person in self.persons for code in person.concerns)
        return tuple(dict.fromkeys((*self.concerns, *own)))


@dataclass(frozen=True)
class Screening:
    """The coordinator's answers; `candidates` in the order in which they are asked."""

    residency: str
    welfare_need: bool
    information_suffices: bool
    single_agency: bool
    candidates: tuple[str, ...]
    open_case: str
    duplicate_of: str
    predecessor_case: str = ""
    override_reason: str = ""


def violations(new: NewConsultation, now: datetime, today: date) -> tuple[Violation, ...]:
    """All at once, never with a value in them; `today` is the city's own date."""
    found = []
    if new.channel in ("", "UNSPECIFIED"):
        found.append(Violation("channel", "REQUIRED", "受付方法を選んでください。"))
    if new.occurred_at > now:
        found.append(Violation("occurred_at", "OCCURRED_IN_FUTURE", "日時が未来です。"))
    for index, person in enumerate(new.persons):
        found += person_violations(person, f"persons[{index}]", today)
    return (*found, *days_violations(new.days_to_eviction))


def days_violations(days_to_eviction: int | None) -> tuple[Violation, ...]:
    if days_to_eviction is None or days_to_eviction >= 0:
        return ()
    return (Violation("days_to_eviction", "RANGE", "日数は0以上にしてください。"),)


def state_for_window(state: str, route: str) -> str:
    """As its window hears it: never that somebody of it was known already."""
    if state == "JOINED" and route == "EMERGENCY_DIVERT":
        return "EMERGENCY_DIVERTED"
    return "ACCEPTED" if state in ("JOINED", "DUPLICATE_LINKED") else state


def route_for_window(route: str) -> str:
    return "ACCEPT" if route in ("JOIN", "DUPLICATE") else route


@dataclass(frozen=True)
class ConsultationReceived:
    """A worry was taken in: starts the process."""

    municipality_id: str
    case_id: str
    case_no: str
    consultation_id: str
    receiving_agency_id: str
    channel: str


@dataclass(frozen=True)
class ConsultationScreened:
    """The screening questions are answered."""

    case_id: str
    consultation_id: str
    residency: str
    welfare_need: bool
    information_suffices: bool
    domains_count: int
    single_agency: bool
    open_case: bool
    duplicate: bool


@dataclass(frozen=True)
class ConsultationClosed:
    """A consultation came to its end without a case."""

    case_id: str
    consultation_id: str
    state: str


@dataclass(frozen=True)
class ConsultationJoined:
    """A further consultation of an open case."""

    case_id: str
    joined_consultation_id: str


@dataclass(frozen=True)
class JoinedConsultationReviewed:
    """The coordinator has read it."""

    case_id: str
    joined_consultation_id: str
