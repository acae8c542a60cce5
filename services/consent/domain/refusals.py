"""Why consent refuses: a machine code and a Japanese sentence each."""

from kit.errors import DomainError, Status


class UnknownAgency(DomainError):
    code = "UNKNOWN_AGENCY"
    message = "登録されていない機関が含まれています。"
    status = Status.INVALID_ARGUMENT


class ReaskTooEarly(DomainError):
    """Of the process, too, where it was begun twice: the person is being asked already, or has answered."""

    code = "REASK_TOO_EARLY"
    message = "拒否または撤回から間もないため、まだ同意をお尋ねできません。"


class ConsentRequestClosed(DomainError):
    code = "CONSENT_REQUEST_CLOSED"
    message = "この同意の求めは、すでに回答済みか、期限切れか、不要になっています。"


class CapacityDoubtful(DomainError):
    code = "CAPACITY_DOUBTFUL"
    message = (
        "判断能力に疑いがあるときの署名は有効な同意になりません。意思決定支援や成年後見の検討を先に行ってください。"
    )


class GuardianConflict(DomainError):
    code = "GUARDIAN_CONFLICT"
    message = "利益が相反する代理人の同意は、本人の同意に代えられません。"


class GuardianNeeded(DomainError):
    code = "GUARDIAN_NEEDED"
    message = (
        "未成年の方の同意は法定代理人から得てください。ご本人の気持ちは、何歳でも「本人の言葉」として記録できます。"
    )


class SelfDecides(DomainError):
    """Whoever is of age and understands decides alone; a parent's or a guardian's yes is none (民法4条)."""

    code = "SELF_DECIDES"
    message = "成年で判断できる方の同意は、ご本人から得てください。ご家族や代理の方の同意は、代わりになりません。"


class AlreadyCorrected(DomainError):
    code = "ALREADY_CORRECTED"
    message = "この記録はすでに訂正されています。訂正後の記録を訂正してください。"


class UnknownForm(DomainError):
    code = "UNKNOWN_FORM"
    message = "この同意書の様式は、その日には使われていません。様式の一覧をご確認ください。"
    status = Status.INVALID_ARGUMENT


class NothingToAsk(DomainError):
    code = "NOTHING_TO_ASK"
    message = "ご指定の機関については、すでに同意をいただいているか、お尋ねしているところです。"


class StopUseConcludedAlready(DomainError):
    code = "STOP_USE_CONCLUDED"
    message = "利用停止の確認は、すでに済んでいます。"


class ConsentOutdated(DomainError):
    code = "CONSENT_OUTDATED"
    message = "この同意より後に、撤回または拒否が記録されています。"


class PersonDeceased(DomainError):
    """Consent ends with the person's life: nothing can be granted after it, also not for a word said before."""

    code = "PERSON_DECEASED"
    message = "亡くなった方から、同意をいただくことはできません。"


class CaseIsOver(DomainError):
    """The grants ended with the case; who comes again is asked in the new one."""

    code = "CASE_CLOSED"
    message = "この案件は終結しています。新しい相談として受け付けてください。"
