"""Papers of an item: minutes and their copies, requests for information, lessons."""

import re
from collections.abc import Collection

from kit.errors import DomainError, InvalidArgument, Status, Violation

REQUESTED, ANSWERED, PARTIAL, DECLINED = "REQUESTED", "ANSWERED", "PARTIAL", "DECLINED"
NO_REPLY, REQUEST_CLOSED = "NO_REPLY", "CLOSED"
ANSWERS = {"FULL": ANSWERED, "PARTIAL": PARTIAL, "DECLINED": DECLINED}
LATE_ANSWER_FROM = frozenset({REQUESTED, NO_REPLY})
"""An answer after the hoped-for day is still recorded: not answering is legal, answering late too."""
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万億]+円")
_PERSON = re.compile(
    r"(?<=[一-龥々ァ-ヶー])(?:さん|ちゃん|くん|氏)|(?<=[一-龥ァ-ヶー])(?<![同多仕模皆客])様(?![子々式相])|\d{3,}|\d+歳"
)


class PapersFrozen(DomainError):
    """E12: after a breach of secrecy nobody opens the papers until the decision maker has reviewed it."""

    code = "PAPERS_FROZEN"
    message = "この案件の資料は、いま閲覧を止めています。"


class MinutesNotDrafted(DomainError):
    code = "MINUTES_NOT_DRAFTED"
    message = "会議録の案がありません。"


class CopyNotHeld(DomainError):
    code = "COPY_NOT_HELD"
    message = "配布された会議録がないか、すでに回収されています。"


class RequestIsOver(DomainError):
    code = "REQUEST_CLOSED"
    message = "この依頼はすでに終わっています。"


class TaxAmount(DomainError):
    """Amounts and assessments of tax never enter a paper (P-039); the bare fact may, where the city allows it."""

    code = "TAX_AMOUNT"
    message = "税の金額や課税の内容は、会議の資料に書けません。"


class LessonNamesSomebody(DomainError):
    """A coarse check (P-100): honorifics, ages and long numbers. The author remains responsible."""

    code = "LESSON_NAMES_SOMEBODY"
    message = "学びは、人が分かる書き方(敬称、年齢、番号)を避けて書いてください。"
    status = Status.INVALID_ARGUMENT


class DecisionIsClosed(DomainError):
    code = "DECISION_CLOSED"
    message = "この決定事項はすでに終わっています。"


def check_answer(answer: str, text: str, reason: str) -> None:
    """Whatever is not fully answered says why; whatever is answered says what. Raises InvalidArgument."""
    missing = []
    if answer not in ANSWERS:
        missing.append(Violation("answer", "REQUIRED", "答え方を選んでください。"))
    if answer != "FULL" and not reason:
        missing.append(Violation("reason", "REQUIRED", "理由の符号を指定してください。"))
    if answer != "DECLINED" and not text.strip():
        missing.append(Violation("text", "REQUIRED", "内容を書いてください。"))
    if missing:
        raise InvalidArgument(*missing)


def check_lesson(text: str) -> None:
    if _PERSON.search(text):
        raise LessonNamesSomebody


def check_tax(source_agency_id: str, text: str, tax_agencies: Collection[str]) -> None:
    """Raises TaxAmount for a figure in a fact that comes from taxation."""
    if source_agency_id in tax_agencies and _FIGURE.search(text):
        raise TaxAmount
