"""The three rooms: what the law and the plan fix, and what each city sets for itself (a file it can replace)."""

import functools
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kit.errors import DomainError, InvalidArgument, Status, Violation

PACKAGED = Path(__file__).parents[1] / "reference" / "meetings.json"
EVERY_CITY = "*"
CODE = re.compile(r"^[A-Z][A-Z0-9_]{0,63}$")
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
LIAISON, SUPPORT, MULTI = "LIAISON", "SUPPORT", "MULTI"
CANCELLED = "CANCELLED"
EMERGENCY = "EMERGENCY"
# A pledge for the fiscal year.
STANDING = "STANDING"
READING_ROLES = frozenset({"coordinator", "chair", "deputy-chair", "manager", "decision-maker"})
"""At the convening agency an item is known to these only."""
COORDINATOR, DECISION_MAKER = "coordinator", "decision-maker"
IN_PERSON = "IN_PERSON"
MEANS = frozenset({IN_PERSON, "TELEPHONE", "ONLINE"})
BASIS = {LIAISON: "INTERNAL_USE", SUPPORT: "ART106_6", MULTI: "CONSENT"}
"""On which a fact is shared in a room unless said otherwise."""
BASES = frozenset({*BASIS.values(), "OWN_RECORD"})
JST = ZoneInfo("Asia/Tokyo")


class WrongMeeting(DomainError):
    code = "WRONG_TYPE"
    message = "会議の種類が違う案件が含まれています。"
    status = Status.INVALID_ARGUMENT


class ItemIsOver(DomainError):
    code = "ITEM_CLOSED"
    message = "この案件はすでに終わっています。最新の状態をご確認ください。"


class MembersNamed(DomainError):
    code = "MEMBERS_NAMED"
    message = "この案件の構成員は、すでに決まっています。"


class NotYet(DomainError):
    code = "ITEM_NOT_READY"
    message = "この案件はまだその段階ではありません。"


@dataclass(frozen=True)
class Room:
    """One city's rules for one type of meeting. Our own choices, never shown as law.

    `quorum`: agencies that must attend an item, the convener included. `convener_roles`: who of the convening agency
    convenes and concludes; a coordinator only what is in their hands (P-027). `not_invitable`: agencies outside the
    circle of table 1.4.
    """

    quorum: int
    convener_roles: frozenset[str]
    not_invitable: frozenset[str]
    agenda: tuple[str, ...]


def convenes(roles: frozenset[str], rules: Room, *, in_hands: bool) -> bool:
    """Whether somebody with these roles convenes there, of a case that is or is not in their hands (P-027)."""
    acting = roles & rules.convener_roles
    return bool(acting - {COORDINATOR}) or (COORDINATOR in acting and in_hands)


@functools.cache
def _rules() -> Mapping[str, Any]:
    """The file that MEETING_RULES_FILE names, else the packaged one."""
    text = Path(os.environ.get("MEETING_RULES_FILE") or PACKAGED).read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


@functools.cache
def room(municipality_id: str, meeting_type: str) -> Room:
    """Raises KeyError for what a city's file left out."""
    rules = {**_rules()[EVERY_CITY][meeting_type], **_rules().get(municipality_id, {}).get(meeting_type, {})}
    return Room(
        rules["quorum"],
        frozenset(rules["convener_roles"]),
        frozenset(rules["not_invitable"]),
        tuple(rules["agenda"]),
    )


def within(municipality_id: str, duty: str) -> str:
    """The period for a duty that no diagram opens (`5BD`)."""
    periods = {**_rules()[EVERY_CITY]["within"], **_rules().get(municipality_id, {}).get("within", {})}
    return str(periods[duty])


@dataclass(frozen=True)
class TaxRule:
    """Whose facts come from taxation (地方税法22条), and whether the bare fact may enter a 支援会議 (D5 row 9).

    The switch is off unless the city's file says who approved it and when.
    """

    agencies: frozenset[str]
    support_meeting: bool


@functools.cache
def tax_rule(municipality_id: str) -> TaxRule:
    rule = {**_rules()[EVERY_CITY]["tax"], **_rules().get(municipality_id, {}).get("tax", {})}
    approved = bool(rule["support_meeting"] and rule["approved_by"] and rule["approved_on"])
    return TaxRule(frozenset(rule["agencies"]), approved)


def answer_within(municipality_id: str) -> str:
    """The period for an answer of who is called once the agenda stands; "" where the city asks nobody then."""
    of_city = _rules().get(municipality_id, {}).get("within", {})
    return str({**_rules()[EVERY_CITY]["within"], **of_city}.get("ANSWER_INVITATION", ""))


def work_role(municipality_id: str, meeting_type: str) -> str:
    """In whose work list an item's steps stand: the first convener role by name."""
    return min(room(municipality_id, meeting_type).convener_roles)


def fiscal_year(moment: datetime) -> int:
    """April to March."""
    local = moment.astimezone(JST)
    return local.year - (local.month < 4)


def fiscal_year_start(moment: datetime) -> datetime:
    """Of the fiscal year of that moment."""
    return datetime(fiscal_year(moment), 4, 1, tzinfo=JST)


def require_code(value: str, field: str) -> None:
    if not CODE.match(value):
        raise InvalidArgument(Violation(field, "FORMAT", "符号で指定してください。"))


def require_basis(value: str) -> None:
    if value and value not in BASES:
        require_code("", "basis")


def require_day(value: str, field: str) -> None:
    if value and not DAY.match(value):
        raise InvalidArgument(Violation(field, "FORMAT", "日付は 2026-04-01 の形で指定してください。"))


def require_coming(held_at: datetime, now: datetime) -> None:
    """A date for a sitting, today's included; one that was held is recorded by what it concluded (`occurred_at`)."""
    if held_at.astimezone(JST).date() < now.astimezone(JST).date():
        told = "過ぎた日に開催の予定は入れられません。すでに開いた会議は、結論に開いた日時を入れて記録してください。"
        raise InvalidArgument(Violation("hold_time", "IN_PAST", told))


def require_text(value: str, field: str) -> None:
    if not value.strip():
        raise InvalidArgument(Violation(field, "REQUIRED", "内容を書いてください。"))
