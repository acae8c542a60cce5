"""Other municipalities to which a household moves (E5): recipients of a handover packet, and of nothing else.

They are a list of their own and no offices of the catalogue, which is the plan's table A word for word: so nothing is
offered to them (P-023), D3 recommends none, and no window of theirs takes a consultation in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kit.errors import DomainError, Status
from services.intake.domain.periods import Period, read_period

MUNICIPALITY_ID = re.compile(r"^M-[0-9]{2,4}$")


class UnknownMunicipality(DomainError):
    code = "UNKNOWN_MUNICIPALITY"
    message = "引き継ぎ先に選べない市区町村です。基準データの「ほかの市区町村」から選んでください。"
    status = Status.INVALID_ARGUMENT


@dataclass(frozen=True)
class OtherMunicipality:
    """Its id has the form of MUNICIPALITY_ID; a consent names it as any other recipient."""

    agency_id: str
    name: str
    valid: Period


def read(document: Mapping[str, Any]) -> dict[str, OtherMunicipality]:
    """Empty where a city names none. Raises KeyError, ValueError."""
    return {one["agency_id"]: _one(one) for one in document.get("municipalities", ())}


def _one(one: Mapping[str, Any]) -> OtherMunicipality:
    if MUNICIPALITY_ID.match(one["agency_id"]) is None:
        raise ValueError("agency_id")
    return OtherMunicipality(one["agency_id"], one["name"], read_period(one["valid_from"], one["valid_until"]))


def require(known: Mapping[str, OtherMunicipality], agency_id: str, day: date) -> None:
    """Raises UnknownMunicipality, also for one that is listed no more."""
    if agency_id not in known or not known[agency_id].valid.holds(day):
        raise UnknownMunicipality
