"""Wrong entries: a superseding one with its reason, and the way back for a process that has moved (P-024)."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, Violation
from kit.ids import new_id
from services.intake import domain
from services.intake.domain import NOT_REFUSED, OUTCOMES, NothingToCorrect, WayBack, way_back
from services.intake.store import handoffs
from services.intake.use_cases import access, counting, remedies
from services.intake.use_cases.offers import answers, gaps
from services.intake.use_cases.offers.refusals import correct_refusal
from services.intake.use_cases.offers.taking import take
from services.intake.use_cases.offers.writing import change, deliver, enter, name

CORRECTABLE = ("ACCEPTED", "DECLINED", "INFO_NEEDED", *OUTCOMES)


def correct(
    db: sa.Connection,
    ctx: Context,
    handoff_id: str,
    answer: str,
    reason: str,
    reason_code: str,
    alternative: str,
    occurred_at: datetime,
    person_id: str = "",
) -> WayBack:
    """The caller's last answer was wrong, or the refusal of this person. Raises InvalidArgument, NotFound,
    NothingToCorrect.

    Where the diagram has no way back any more, the coordinator gets the step as work (WayBack.OPERATOR).
    """
    if not reason.strip():
        raise InvalidArgument(Violation("reason", "REQUIRED", "訂正の理由を書いてください。"))
    if not answer:
        raise InvalidArgument(Violation("answer", "REQUIRED", "正しい回答を選んでください。"))
    if answer == "DECLINED":
        answers.require_reason_code(reason_code)
    if answer == NOT_REFUSED:
        return correct_refusal(db, ctx, handoff_id, person_id, reason, occurred_at)
    row = access.asked_handoff(db, ctx, handoff_id, "")
    alternative = alternative if answer == "DECLINED" else ""
    answers.require_alternative(db, ctx, row, alternative)
    wrong = _last_answer(db, ctx, row)
    way = way_back(wrong.kind, answer, row.state, is_receiver=row.to_agency_id == ctx.actor.agency_id)
    corrected = domain.HandoffCorrected(row.case_id, row.id, row.offer_id, ctx.actor.agency_id, wrong.kind, answer)
    outbox.record(db, ctx, corrected, occurred_at)
    counting.answer_corrected(db, ctx, row, wrong, answer, occurred_at)
    if way is WayBack.TAKE:
        take(db, ctx, row, occurred_at, wrong, reason)
        return way
    said = {"supersedes": wrong.id, "text": reason, "alternative_agency_id": alternative}
    if answer == "DECLINED":
        said |= {"reason_code": reason_code, "service_ids": row.service_ids}
    enter(db, ctx, row, answer, occurred_at, **said)
    if way is WayBack.OPERATOR:
        outbox.record_all(db, ctx, gaps.taken_back(row, wrong), occurred_at)
        remedies.raise_one(db, ctx, row.case_id, row.case_no, name(row), "HANDOFF_CORRECTED")
    elif way is WayBack.OUTCOME:
        _outcome(db, ctx, row, answer)
    else:
        _answer(db, ctx, row, way, answer, reason_code, alternative, occurred_at)
    return way


def _last_answer(db: sa.Connection, ctx: Context, row: Any) -> Any:
    own = [one for one in handoffs.entries(db, ctx, row.id, ctx.actor.agency_id) if one.kind in CORRECTABLE]
    if not own:
        raise NothingToCorrect
    return own[-1]


def _outcome(db: sa.Connection, ctx: Context, row: Any, now: str) -> None:
    """The process may be over: what was built on a completion that was none, a person must look at."""
    change(db, ctx, row, state=now, outcome=now if now in OUTCOMES else "")
    if row.element_id == "":
        deliver(db, ctx, row, row.from_agency_id, "HANDOFF_OUTCOME", code=now)
    if now != "COMPLETED":
        remedies.raise_one(db, ctx, row.case_id, row.case_no, name(row), "HANDOFF_CORRECTED")


def _answer(
    db: sa.Connection,
    ctx: Context,
    row: Any,
    way: WayBack,
    now: str,
    reason_code: str,
    alternative: str,
    occurred_at: datetime,
) -> None:
    events: list[Any] = []
    offer_id = row.offer_id
    if way is WayBack.NEXT_CANDIDATE:
        events.append(domain.HandoffAcceptanceTakenBack(row.case_id, row.id, row.offer_id))
    else:
        offer_id = new_id()
        agency_id = ctx.actor.agency_id
        events.append(domain.HandoffInformationSupplied(row.case_id, row.id, row.offer_id))
        answered = (row.case_id, row.id, offer_id, agency_id, now, reason_code, row.role_id)
        events.append(domain.HandoffAnswered(*answered))
    candidates = list(row.candidates)
    if now == "DECLINED":
        candidates = answers.with_alternative(row, alternative)
        events += gaps.of_decline(ctx, row, reason_code)
    work_items.close_subject(db, ctx, name(row))
    change(db, ctx, row, state=now, offer_id=offer_id, candidates=candidates)
    deliver(db, ctx, row, row.from_agency_id, "HANDOFF_ANSWERED", code=now)
    outbox.record_all(db, ctx, events, occurred_at)
