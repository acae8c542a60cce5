"""Persons of a household, and what happens to one of them."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from kit.errors import Violation
from services.intake.domain.reference import age_on

COMING_OF_AGE = 18


@dataclass(frozen=True)
class Person:
    """One member of a household. `concerns` are this member's own; nobody's worry has to be the main one (P-001)."""

    person_id: str
    name: str = ""
    kana: str = ""
    birth_date: str = ""
    phone: str = ""
    address: str = ""
    relation: str = ""
    concerns: tuple[str, ...] = ()
    concealed_address: str = ""
    same_as: str = ""


def match_key(person: Person) -> str:
    """Equal for two entries of one person, as far as name (or its reading) and birth date tell; "" when they do not.

    To be compared, and stored only where nobody can read it (`rows.blind`).
    """
    name = "".join((person.kana or person.name).split())
    if not name or not person.birth_date:
        return ""
    return f"{name}|{person.birth_date}"


def address_key(address: str) -> str:
    """Equal for one address however it is spaced and hyphenated; "" without one."""
    plain = unicodedata.normalize("NFKC", address)
    return "".join(char for char in plain if char.isalnum())


def person_violations(person: Person, field_path: str, today: date) -> list[Violation]:
    """Nothing about a person is required (P-051); what is given has its form."""
    found = []
    if person.birth_date and not _is_past_date(person.birth_date, today):
        found.append(Violation(f"{field_path}.birth_date", "FORMAT", "生年月日は 2001-04-30 の形の過去の日付です。"))
    if person.phone and not set(person.phone) <= set("0123456789-+() "):
        found.append(Violation(f"{field_path}.phone", "FORMAT", "電話番号は数字とハイフンで入力してください。"))
    return found


def is_minor(birth_date: str, day: date) -> bool:
    """Not yet of age (民法4条) on that day; nobody is while the birth date is unknown."""
    age = age_on(birth_date, day)
    return age is not None and age < COMING_OF_AGE


def minority_differs(was: str, now: str, first_day: date, today: date) -> bool:
    """Whether somebody was a minor by one of two birth dates and of age by the other on a day of these."""
    if was == now:
        return False
    began = [is_minor(one, first_day) for one in (was, now)]
    goes_on = [is_minor(one, today) for one in (was, now)]
    return any(began) and not all(goes_on)


def _is_past_date(text: str, today: date) -> bool:
    """In the one form that is documented: `fromisoformat` alone also takes 20010430 and week dates."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return day.isoformat() == text and day <= today


@dataclass(frozen=True)
class PersonAdded:
    """A person of the household was found later, or their death was none: a track of theirs begins."""

    case_id: str
    person_id: str
    track_id: str


@dataclass(frozen=True)
class WatchReviewed:
    """The result of a watch's review. `said_yes`: unasked, since the process asked last; looked for where they act."""

    case_id: str
    person_id: str
    watch_review_id: str
    watch_review: str
    said_yes: bool


@dataclass(frozen=True)
class SupportSuspended:
    """中断 of one person's support."""

    case_id: str
    person_id: str
    suspension_id: str


@dataclass(frozen=True)
class SupportResumed:
    """The person is back, or the support ends."""

    case_id: str
    person_id: str
    suspension_id: str
    resumption: str


@dataclass(frozen=True)
class PersonDeceased:
    """A person whose track runs has died."""

    case_id: str
    person_id: str


@dataclass(frozen=True)
class MemberLeft:
    """Somebody left a household whose tracks have not begun: `cause` is DECEASED or SEPARATED."""

    case_id: str
    person_id: str
    cause: str


@dataclass(frozen=True)
class ReassessmentRaised:
    """One of the household died and others live on: starts the process in which it is looked at anew (E6)."""

    municipality_id: str
    case_id: str
    case_no: str
    reassessment_id: str


@dataclass(frozen=True)
class ReassessmentEnded:
    """`reassessment`: DONE, or ENDED with the case or because the person lives."""

    case_id: str
    reassessment_id: str
    reassessment: str
