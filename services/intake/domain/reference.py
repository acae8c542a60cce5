"""What the city's reference data refuses."""

from kit.errors import DomainError, Status


class UnknownAgency(DomainError):
    code = "UNKNOWN_AGENCY"
    message = "登録のない機関が指定されています。機関の一覧をご確認ください。"
    status = Status.INVALID_ARGUMENT
