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


@functools.cache
def load() -> Reference:
    """The file that REFERENCE_FILE names, else the packaged one. Raises KeyError for what a city left out."""
    data = json.loads(Path(os.environ.get("REFERENCE_FILE") or PACKAGED).read_text(encoding="utf-8"))
    reference = Reference(
        version=data["version"],
        coordinator_agency_id=data["coordinator_agency_id"],
        agencies={agency["agency_id"]: agency for agency in data["agencies"]},
        programmes={programme["programme_id"]: programme for programme in data["programmes"]},
        concern_domains=data["concern_domains"],
        eligibility=tuple(data["eligibility"]),
        risk_classes=data["risk_classes"],
    )
    for programme in reference.programmes.values():
        for agency_id in programme["agency_ids"]:
            reference.agencies[agency_id]
    return reference
