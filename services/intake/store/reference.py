"""The city's reference data: agencies and programmes in the plan's own words, and tables of codes."""

import functools
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGED = Path(__file__).parents[1] / "reference" / "takasago.json"
OTHER_CONCERN = "OTHER"


@dataclass(frozen=True)
class Reference:
    """One version of one city's data."""

    version: str
    coordinator_agency_id: str
    other_window_agency_id: str
    agencies: dict[str, dict[str, Any]]
    programmes: dict[str, dict[str, Any]]
    concern_domains: dict[str, str]
    eligibility: tuple[dict[str, Any], ...]
    risk_classes: dict[str, str]

    def domains(self, concerns: list[str]) -> set[str]:
        """Distinct domains that the concerns touch; an unknown code counts as その他."""
        return {self.concern_domains.get(code, self.concern_domains[OTHER_CONCERN]) for code in concerns}

    def recommended(self, concerns: list[str]) -> list[str]:
        """D3: agencies whose programmes fit, in the file's order; it recommends and never excludes."""
        found: list[str] = []
        for rule in self.eligibility:
            if set(rule["concerns"]) & set(concerns):
                found += self.programmes[rule["programme_id"]]["agency_ids"]
        return list(dict.fromkeys(found))

    def windows_for_the_rest(self, asking_agency_id: str) -> list[str]:
        """Who is asked about what fits no programme: nobody is left without a window (P-016)."""
        windows = dict.fromkeys([self.other_window_agency_id, self.coordinator_agency_id])
        return [agency_id for agency_id in windows if agency_id != asking_agency_id]


@functools.cache
def load() -> Reference:
    """The file that REFERENCE_FILE names, else the packaged one. Raises KeyError for what a city left out."""
    data = json.loads(Path(os.environ.get("REFERENCE_FILE") or PACKAGED).read_text(encoding="utf-8"))
    reference = Reference(
        version=data["version"],
        coordinator_agency_id=data["coordinator_agency_id"],
        other_window_agency_id=data["other_window_agency_id"],
        agencies={agency["agency_id"]: agency for agency in data["agencies"]},
        programmes={programme["programme_id"]: programme for programme in data["programmes"]},
        concern_domains=data["concern_domains"],
        eligibility=tuple(data["eligibility"]),
        risk_classes=data["risk_classes"],
    )
    _require_what_is_named(reference)
    return reference


def responsible(group: str) -> tuple[str, str]:
    """(agency, role) of a diagram's group: an agency's code, with a role after "/", or a role at the coordinator's."""
    agency_id, _, role = group.partition("/")
    known = load()
    if agency_id in known.agencies:
        return agency_id, role
    return known.coordinator_agency_id, agency_id


def _require_what_is_named(reference: Reference) -> None:
    """At first use, not in the middle of a household's case."""
    named = [reference.coordinator_agency_id, reference.other_window_agency_id]
    for programme in reference.programmes.values():
        named += programme["agency_ids"]
    for agency_id in named:
        reference.agencies[agency_id]
    for rule in reference.eligibility:
        reference.programmes[rule["programme_id"]]
        for concern in rule["concerns"]:
            reference.concern_domains[concern]
    reference.concern_domains[OTHER_CONCERN]
