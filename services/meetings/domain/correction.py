"""A wrong decision, wrong minutes, a wrong answer or a wrong fact is superseded by the right one. Where it moved
something already, the step that is left to a person is named."""

from kit.errors import DomainError, Status

TAKEN_BY_PROCESS = "TAKEN_BY_PROCESS"
"""The process still waits for the minutes: their approval carries the right decision to it."""
OPERATOR_STEP = {
    "HOLD_SUPPORT_MEETING": "CANCEL_SUPPORT_ITEM",
    "SEEK_CONSENT": "CLOSE_CONSENT_REQUEST",
    "SINGLE_AGENCY": "WITHDRAW_SINGLE_HANDOFF",
    "CONTINUE": "DECIDE_UNTANGLING_AGAIN",
    "START_OUTREACH": "END_OUTREACH",
    "WATCH": "REVIEW_WATCH_AT_ONCE",
    "EMERGENCY_ACTION": "TELL_EMERGENCY_SERVICES",
    "ABUSE_REPORT": "TELL_ABUSE_BODY",
    "CLOSE_WATCH": "REGISTER_NEW_CONSULTATION",
    "PLAN_AGREED": "DECIDE_SUPPORT_NO",
    "PLAN_RETURNED": "DRAFT_PLAN_UNCHANGED",
    "EVALUATED": "EVALUATE_AGAIN",
    "REPLAN": "EVALUATE_AGAIN",
    "SUSPEND": "RESUME_SUPPORT",
    "CLOSE": "REGISTER_NEW_CONSULTATION",
}
"""Wrong decision → what the convener does about the way that the process took (docs/operators.md)."""
DISTRIBUTE_AGAIN = "DISTRIBUTE_CORRECTED_MINUTES"
"""Copies of the wrong minutes were out: they are called back, and the convener hands out the right ones."""
CONSIDER_ANSWER = "CONSIDER_CORRECTED_ANSWER"
"""The meeting decided with the wrong answer before it: the convener sees what that changes."""
CONSIDER_FACT = "CONSIDER_CORRECTED_FACT"
"""The meeting decided with the wrong fact before it: the convener sees what that changes."""
FACT_REPLACED = "FACT_REPLACED"
"""The item is not dealt with yet: it has the right fact before it."""


class SameDecision(DomainError):
    code = "SAME_DECISION"
    message = "記録されている結論と同じです。"
    status = Status.INVALID_ARGUMENT


class NothingToCorrect(DomainError):
    code = "NOTHING_TO_CORRECT"
    message = "訂正する記録がありません。"


class FactIsAnAnswer(DomainError):
    """A correction of the answer takes its fact with it; the other way round the two would part."""

    code = "FACT_IS_AN_ANSWER"
    message = "この事実は、情報提供の求めへの回答です。回答を訂正してください。"


def way_back(wrong: str, *, minutes_approved: bool) -> str:
    return OPERATOR_STEP[wrong] if minutes_approved else TAKEN_BY_PROCESS
