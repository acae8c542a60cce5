"""The one error class for business refusals: `code` is the BPMN error code, the gRPC reason and the JSON code."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Status(StrEnum):
    """gRPC status names a refusal may carry (google.rpc.Code)."""

    INVALID_ARGUMENT = "INVALID_ARGUMENT"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    PERMISSION_DENIED = "PERMISSION_DENIED"
    NOT_FOUND = "NOT_FOUND"
    ALREADY_EXISTS = "ALREADY_EXISTS"
    FAILED_PRECONDITION = "FAILED_PRECONDITION"
    ABORTED = "ABORTED"
    RESOURCE_EXHAUSTED = "RESOURCE_EXHAUSTED"
    UNAVAILABLE = "UNAVAILABLE"


@dataclass(frozen=True)
class Violation:
    """One field that was not understood; `field` is the proto path, never its value."""

    field: str
    code: str
    message: str


class DomainError(Exception):
    """A refusal by a rule. Subclasses stand beside the rule and set `code`, `message` (Japanese) and `status`.

    Neither the message nor the violations may repeat what a caller sent: they reach logs and other agencies.
    """

    code: ClassVar[str] = "REFUSED"
    message: ClassVar[str] = "この操作はできません。"
    status: ClassVar[Status] = Status.FAILED_PRECONDITION

    def __init__(self, *violations: Violation) -> None:
        super().__init__(self.code)
        self.violations = violations


def code_of(error: Exception) -> str:
    """What an operator is told of it: other libraries' errors have codes, too, that say nothing to one."""
    return error.code if isinstance(error, DomainError) else type(error).__name__


def is_outage(error: Exception) -> bool:
    """Something else is away, and what met it may be sound: it is tried for as long as that takes."""
    return isinstance(error, DomainError) and error.status is Status.UNAVAILABLE


class InvalidArgument(DomainError):
    code = "INVALID_ARGUMENT"
    message = "入力に誤りがあります。項目ごとの説明をご確認ください。"
    status = Status.INVALID_ARGUMENT


class NotFound(DomainError):
    """Also the answer to whoever may not know that the record exists."""

    code = "NOT_FOUND"
    message = "該当する記録がないか、閲覧できません。"
    status = Status.NOT_FOUND


class Unauthenticated(DomainError):
    code = "UNAUTHENTICATED"
    message = "利用者を確認できません。認証し直してください。"
    status = Status.UNAUTHENTICATED


class TokenExpired(Unauthenticated):
    code = "TOKEN_EXPIRED"
    message = "認証の有効期限が切れています。認証し直してください。"


class PermissionDenied(DomainError):
    code = "PERMISSION_DENIED"
    message = "この操作をする権限がありません。"
    status = Status.PERMISSION_DENIED


class StaleEtag(DomainError):
    code = "STALE_ETAG"
    message = "ほかの人が先に更新しました。読み直してからもう一度お試しください。"
    status = Status.ABORTED


class PeerUnavailable(DomainError):
    """A question to another service had no answer; whoever asked must treat it as "no" (fails closed)."""

    code = "PEER_UNAVAILABLE"
    message = "確認先のサービスが応答しません。しばらくしてからもう一度お試しください。"
    status = Status.UNAVAILABLE
