"""The city's staff: who they are at the provider, what they may do, and when that needs a second person."""

import re
from dataclasses import dataclass

from kit.errors import DomainError, InvalidArgument, Status, Violation

ADMINISTRATOR = "administrator"
OVER_OTHERS = frozenset({ADMINISTRATOR, "disclosure-officer", "records-officer"})
"""Roles that give, show or erase what others have: two people, always."""
_ROLE, _PURPOSE = re.compile(r"[a-z][a-z-]{0,39}"), re.compile(r"[A-Z][A-Z_]{0,39}")


class OwnRecord(DomainError):
    code = "OWN_STAFF_RECORD"
    message = "自分の職員記録は変えられません。ほかの管理者に頼んでください。"
    status = Status.PERMISSION_DENIED


class SamePerson(DomainError):
    code = "SECOND_ADMINISTRATOR_NEEDED"
    message = "変更した人とは別の管理者の確認が要ります。"
    status = Status.PERMISSION_DENIED


class NotWaiting(DomainError):
    code = "STAFF_CHANGE_NOT_WAITING"
    message = "この変更は確認を待っていません。記録を読み直してください。"


class SubjectTaken(DomainError):
    code = "STAFF_SUBJECT_TAKEN"
    message = "この利用者は、ほかの職員番号で登録されています。"
    status = Status.ALREADY_EXISTS


@dataclass(frozen=True)
class Member:
    staff_id: str
    issuer: str
    subject: str
    agency_id: str
    roles: frozenset[str]
    purposes: frozenset[str]
    active: bool

    @property
    def login(self) -> tuple[str, str]:
        return self.issuer, self.subject


def check(member: Member, reason: str) -> None:
    """Raises InvalidArgument."""
    texts = {f"member.{name}": getattr(member, name) for name in ("staff_id", "issuer", "subject", "agency_id")}
    found = [
        Violation(name, "REQUIRED", "必ず書いてください。")
        for name, value in {**texts, "reason": reason}.items()
        if not value.strip()
    ]
    if member.staff_id.startswith("service:"):
        found.append(Violation("member.staff_id", "RESERVED", "この番号は使えません。"))
    if not all(_ROLE.fullmatch(one) for one in member.roles):
        found.append(Violation("member.roles", "FORMAT", "役割の符号をご確認ください。"))
    if not all(_PURPOSE.fullmatch(one) for one in member.purposes):
        found.append(Violation("member.purposes", "FORMAT", "目的の符号をご確認ください。"))
    if found:
        raise InvalidArgument(*found)


def needs_second(new: Member, before: Member | None) -> bool:
    """Whoever gains power over others, or takes over the record of somebody who has it. Taking it away never waits."""
    powers = new.roles & OVER_OTHERS
    if not new.active or not powers:
        return False
    return before is None or not before.active or not powers <= before.roles or new.login != before.login
