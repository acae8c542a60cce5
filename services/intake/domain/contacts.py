"""Contacts (連絡) between the coordinator and an agency about a case, with their reply (P-030, P-036, P-086)."""

from collections.abc import Mapping
from dataclasses import dataclass

from kit.errors import DomainError, InvalidArgument, Status, Violation

CHANNELS = ("INBOX", "PHONE")
TOPICS = ("DATE", "DOCUMENT", "SITUATION", "REQUEST", "EMERGENCY_CALL")
DIFFICULTIES = (
    "DIFFICULTY_STAFF",
    "DIFFICULTY_SKILL",
    "DIFFICULTY_AUTHORITY",
    "DIFFICULTY_SAFETY",
    "DIFFICULTY_COOPERATION",
    "DIFFICULTY_OTHER",
)
"""What is hard for the agency itself, apart from the household's issues (支援関係機関が抱える課題, P-086)."""
SENT, REPLIED, CLOSED = "SENT", "REPLIED", "CLOSED"


class ContactOver(DomainError):
    code = "CONTACT_OVER"
    message = "この連絡には、すでに返事があるか、案件が終わっています。"
    status = Status.FAILED_PRECONDITION


class MayNotBeTold(DomainError):
    """The agency is close to somebody suspected of violence against one of the household (D5, row 1)."""

    code = "MAY_NOT_BE_TOLD"
    message = "この案件のことは、この機関に伝えられません。"
    status = Status.FAILED_PRECONDITION


@dataclass(frozen=True)
class Words:
    """`reply`: what was said at once, on the telephone."""

    topic: str
    text: str
    channel: str
    emergency_id: str = ""
    reply: str = ""


@dataclass(frozen=True)
class ContactMade:
    """A reply is waited for: starts its process."""

    municipality_id: str
    case_id: str
    case_no: str
    contact_id: str
    to_agency_id: str


@dataclass(frozen=True)
class ContactReplied:
    """Replied, or no longer waited for."""

    case_id: str
    contact_id: str


def check(words: Words, *, by_coordinator: bool) -> None:
    """Raises InvalidArgument. An agency's own difficulty is told by that agency, to the coordinator."""
    topics = TOPICS if by_coordinator else (*TOPICS[:-1], *DIFFICULTIES)
    wrong = {
        "topic": words.topic not in topics,
        "channel": words.channel not in CHANNELS,
        "text": not words.text.strip(),
        "reply": bool(words.reply) and words.channel != "PHONE",
        "emergency": words.topic == "EMERGENCY_CALL" and not words.emergency_id,
    }
    _refuse(wrong)


def check_reply(reply: str) -> None:
    _refuse({"reply": not reply.strip()})


def _refuse(wrong: Mapping[str, bool]) -> None:
    found = [Violation(field, "REQUIRED", "入力してください。") for field, is_wrong in wrong.items() if is_wrong]
    if found:
        raise InvalidArgument(*found)
