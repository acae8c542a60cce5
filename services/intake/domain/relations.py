"""What one person of a file is to another, and which readers are therefore kept away from the other."""

from collections.abc import Collection
from dataclasses import dataclass

from kit.errors import Violation

SUSPECTED_PERPETRATOR = "SUSPECTED_PERPETRATOR"
CODES = (SUSPECTED_PERPETRATOR,)
# What intake states to D5 of such a person: rows 1 and 7.
PERPETRATOR_LINK = "PERPETRATOR_LINK"
ABUSE_REPORTED_TO = ("ABUSE_BODY", "ABUSE_SUSPECTED")


@dataclass(frozen=True, order=True)
class Reader:
    """An agency as a whole, or one of its people."""

    agency_id: str
    staff_id: str = ""

    @property
    def code(self) -> str:
        return f"{self.agency_id}/{self.staff_id}"


def reader_of(code: str) -> Reader:
    return Reader(*code.split("/", 1))


def is_close(named: Collection[str], reader: Reader) -> bool:
    """Whether these codes name this reader: an agency as a whole with all who work there now, one of its people
    wherever they work since."""
    return any(_names(reader_of(code), reader) for code in named)


def _names(named: Reader, reader: Reader) -> bool:
    return named.staff_id == reader.staff_id if named.staff_id else named.agency_id == reader.agency_id


def violations(
    whose: str, towards: str, code: str, close: Collection[Reader], members: Collection[str], coordinator: str
) -> list[Violation]:
    """`members`: ids of the file's persons; `whose` is "" for somebody else: to be in the file is to be asked and
    supported in it. `coordinator`: the agency that must be able to read the file."""
    found = []
    for field, person_id, known in (("from_person_id", whose, ("", *members)), ("person_id", towards, members)):
        if person_id not in known:
            found.append(Violation(field, "UNKNOWN_PERSON", "この案件の人を選んでください。"))
    if whose and whose == towards:
        found.append(Violation("person_id", "SAME", "別の人を選んでください。"))
    if code not in CODES:
        found.append(Violation("code", "REQUIRED", "関係の符号を選んでください。"))
    if Reader(coordinator) in close:
        found.append(Violation("close_readers", "OWN_AGENCY", "担当課については、職員を一人ずつ指定してください。"))
    return found
