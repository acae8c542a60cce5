"""The invented staff of a city, as a file says: whom the local issuer knows, what their records at intake hold."""

import json
from dataclasses import dataclass
from pathlib import Path

from tsunagi.fetch import REPO

FOLDER = REPO / "examples" / "staff"
MARK = "demonstration-only"
"""Stands in the name of every issuer of the local stack, and so in each of its tokens."""
CLIENT_ID, TOKEN_TYPE = "tsunagi", "at+jwt"


@dataclass(frozen=True)
class Member:
    """`subject`: who it is to the issuer; `staff_id`, `agency`, `roles`, `purposes`: the record at intake."""

    staff_id: str
    subject: str
    name: str
    agency: str
    roles: tuple[str, ...]
    purposes: tuple[str, ...]


@dataclass(frozen=True)
class City:
    municipality: str
    staff: tuple[Member, ...]


def load(file: Path) -> City:
    """Raises KeyError, TypeError, ValueError for what is no such file."""
    data = json.loads(file.read_text(encoding="utf-8"))
    staff = [
        Member(**{**one, "roles": tuple(one["roles"]), "purposes": tuple(one["purposes"])}) for one in data["staff"]
    ]
    return City(data["municipality"], tuple(staff))


def issuer_url(port: int, municipality: str) -> str:
    return f"http://127.0.0.1:{port}/{MARK}/{municipality}"
