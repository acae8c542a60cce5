"""When a file may be erased, what stops it, and why it takes two people."""

from datetime import date

from kit.errors import DomainError, Status

OFFICER = "records-officer"
RETENTION_OVER = "RETENTION_OVER"
RECONSULTATION = "RECONSULTATION"
REQUESTED, CONFIRMED, REJECTED = "REQUESTED", "CONFIRMED", "REJECTED"
HOLD_PUT, HOLD_RELEASED = "HOLD_PUT", "HOLD_RELEASED"


class NotARecordsOfficer(DomainError):
    code = "NOT_A_RECORDS_OFFICER"
    message = "文書管理の担当者だけが使えます。"
    status = Status.PERMISSION_DENIED


class SecondOfficerNeeded(DomainError):
    code = "SECOND_OFFICER_NEEDED"
    message = "消去を求めた人とは別の、文書管理の担当者の確認が要ります。"
    status = Status.PERMISSION_DENIED


class ErasureHeld(DomainError):
    code = "ERASURE_HELD"
    message = "消去を止める理由(開示請求、訴訟、監査、再相談)が残っています。"


class FileStillOpen(DomainError):
    code = "FILE_STILL_OPEN"
    message = "相談または案件が終わっていないため、消去できません。"


class RetentionRuns(DomainError):
    code = "RETENTION_RUNS"
    message = "保存期間がまだ終わっていません。"


class AlreadyErased(DomainError):
    code = "ALREADY_ERASED"
    message = "すでに消去されています。"


class ErasureNotWaiting(DomainError):
    code = "ERASURE_NOT_WAITING"
    message = "この消去は確認を待っていません。記録を読み直してください。"


class HoldReleased(DomainError):
    code = "HOLD_RELEASED"
    message = "この保留は、すでに解除されています。"


def kept_from(today: date, years: int) -> date:
    """Files that ended on this day or later are kept: the period begins on the 1 April after the end (文書管理規程)."""
    fiscal_year = today.year if today.month >= 4 else today.year - 1
    return date(fiscal_year - years, 4, 1)
