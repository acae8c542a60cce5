"""Participation support."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ParticipationMarked:
    case_id: str
    mark_id: str
    person_id: str
    source: str


@dataclass(frozen=True)
class ParticipationOpened:
    case_id: str
    municipality_id: str
    case_no: str
    person_id: str
    participation_id: str
    agency_id: str


@dataclass(frozen=True)
class ParticipationStepRecorded:
    case_id: str
    participation_id: str
    step_id: str
    stage: str
    participation_outcome: str


@dataclass(frozen=True)
class ParticipationResumed:
    case_id: str
    participation_id: str
    pause_id: str
    participation_outcome: str


@dataclass(frozen=True)
class ParticipationHostAgreed:
    case_id: str
    participation_id: str
    host_id: str


@dataclass(frozen=True)
class ParticipationEnded:
    case_id: str
    participation_id: str
    stage: str
