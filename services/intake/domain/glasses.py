"""Break-glass: contact data of a file in an emergency, opened by one person and reviewed afterwards."""

from dataclasses import dataclass
from datetime import date, timedelta

from kit.errors import DomainError, InvalidArgument, Status, Violation
from services.intake.domain.reference import Agency

OPEN_FOR = timedelta(minutes=60)
LIFE_THREAT, ABUSE_REPORT = "LIFE_THREAT", "ABUSE_REPORT"
# What the keeper of the file states to D5: rows 8 and 7.
CIRCUMSTANCES = {
    LIFE_THREAT: ("DANGER", "NEEDED_TO_PROTECT"),
    ABUSE_REPORT: ("ABUSE_BODY", "ABUSE_SUSPECTED"),
}
VERDICTS = ("JUSTIFIED", "NOT_JUSTIFIED")


class MayNotBreakGlass(DomainError):
    """D5's rows 7 and 8 ask for no relation to the file, and an unknown or closed office is nobody's."""

    code = "MAY_NOT_BREAK_GLASS"
    message = "緊急閲覧は、市に登録され、いま開いている機関の人だけができます。"
    status = Status.PERMISSION_DENIED


def check_opener(office: Agency | None, reason: str, day: date) -> None:
    """City staff and agencies alike; abuse is reported to whom the law names (児童虐待防止法6条, 高齢者虐待防止法7条,
    障害者虐待防止法7条). Raises MayNotBreakGlass, InvalidArgument.
    """
    if office is None or not office.is_open(day):
        raise MayNotBreakGlass
    if reason not in CIRCUMSTANCES:
        raise InvalidArgument(Violation("reason", "REQUIRED", "緊急閲覧の理由を選んでください。"))
    if reason == ABUSE_REPORT and not office.takes_abuse_reports:
        raise InvalidArgument(Violation("reason", "NO_ABUSE_BODY", "通告・通報を受ける機関だけが選べる理由です。"))


@dataclass(frozen=True)
class GlassBroken:
    """The review begins."""

    case_id: str
    municipality_id: str
    case_no: str
    glass_id: str
    agency_id: str


@dataclass(frozen=True)
class GlassReviewed:
    """The review is done; its verdict stays here."""

    case_id: str
    glass_id: str
