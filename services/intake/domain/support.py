"""What supports the supporters: advice without a case (P-090), and steps that a diagram could not take."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AdviceRequested:
    """A supporter asks for advice: starts its process. `case_id` is the advice's own."""

    municipality_id: str
    case_id: str
    case_no: str
    advice_id: str
    agency_id: str


@dataclass(frozen=True)
class AdviceAnswered:
    """The coordinator has answered."""

    case_id: str
    advice_id: str
    agency_id: str


@dataclass(frozen=True)
class RemedyRaised:
    """A person must take a step that the diagram could not: starts its process."""

    municipality_id: str
    case_id: str
    case_no: str
    remedy_id: str
    kind: str


@dataclass(frozen=True)
class RemedyDone:
    """The step was taken."""

    case_id: str
    remedy_id: str
