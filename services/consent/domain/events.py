"""What is announced of consents: proto messages of the same names. Ids, codes, dates only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ConsentAnswered:
    case_id: str
    person_id: str
    consent_request_id: str
    consent_answer: str
    coverage: str
    consent_expires_at: str | None


@dataclass(frozen=True)
class ConsentWithdrawn:
    case_id: str
    person_id: str


@dataclass(frozen=True)
class ConsentExpired:
    case_id: str
    person_id: str


@dataclass(frozen=True)
class GrantEnded:
    case_id: str
    person_id: str
    agency_id: str
    stop_use_id: str
    reason: str
    ended_at: str
    remaining_count: int
    nothing_left: bool


@dataclass(frozen=True)
class ConsentRenewed:
    """Grants were added or given anew: the track looks at the end of their validity again."""

    case_id: str
    person_id: str


@dataclass(frozen=True)
class ConsentPartlyEnded:
    """Some grants ended, others hold: what rests on the ended ones stops, and nothing else."""

    case_id: str
    person_id: str


@dataclass(frozen=True)
class ConsentCorrected:
    """The answer that moved the track was not what the person had said: the track goes back and takes the right one."""

    case_id: str
    person_id: str


@dataclass(frozen=True)
class ConsentVolunteered:
    """Another agency than the coordinators' wrote down a "yes" for which nobody waits, after the track had asked.
    `first`: the person had no grant in force."""

    case_id: str
    person_id: str
    consent_id: str
    agency_id: str
    first: bool


@dataclass(frozen=True)
class ConsentSought:
    """Agencies were added: the person is asked about them alone."""

    municipality_id: str
    case_id: str
    case_no: str
    person_id: str
    consent_sought_id: str


@dataclass(frozen=True)
class StopUseRequested:
    municipality_id: str
    case_id: str
    case_no: str
    stop_use_id: str


@dataclass(frozen=True)
class StopUseConcluded:
    """CONFIRMED by the agency; CLOSED with the case: it stays on the list of those who did not confirm."""

    case_id: str
    stop_use_id: str
    stop_use_outcome: str
