"""Events about needs without supply; `case_id` is the gap's id, so that its events keep their order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GapRaised:
    case_id: str
    municipality_id: str
    gap_id: str
    case_no: str
    need_code: str
    area: str


@dataclass(frozen=True)
class GapDecided:
    case_id: str
    gap_id: str
    gap_state: str
