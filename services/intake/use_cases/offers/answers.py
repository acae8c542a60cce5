"""What the agency that is asked may say, what the process does when it says nothing, and what comes late."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from kit.work_items import NewItem
from kit.zeebe import Job
from services.intake import domain
from services.intake.domain import DECLINE_REASONS, SEEKING, WORKING, AlreadyAnswered, OfferExpired
from services.intake.store import handoffs, reference, rows
from services.intake.store import tables as t
from services.intake.use_cases import access, counting, remedies
from services.intake.use_cases.offers import gaps
from services.intake.use_cases.offers.preparing import Offer
from services.intake.use_cases.offers.taking import take
from services.intake.use_cases.offers.writing import ANSWER, INFORMATION, accepted, change, deliver, enter, name

ITEM_CODE = re.compile(r"^[A-Z0-9_]{0,40}$")
PASSED = ("DECLINED", "EXPIRED")


def accept(
    db: sa.Connection,
    ctx: Context,
    handoff_id: str,
    occurred_at: datetime,
    etag: str,
    declined: Sequence[dict[str, str]] = (),
) -> None:
    """Takes it, or takes it without some of its services. Raises AlreadyAnswered, OfferExpired, InvalidArgument."""
    row = access.asked_handoff(db, ctx, handoff_id, etag)
    _require_declined(db, ctx, row, declined)
    if _is_open_to(ctx, row):
        values = {"declined_services": list(declined), "answered_by": ctx.actor.agency_id}
        change(db, ctx, row, state="ACCEPTED", **values)
        enter(db, ctx, row, "ACCEPTED", occurred_at)
        _answered(db, ctx, row, "ACCEPTED", "", occurred_at, told=accepted(declined))
        outbox.record_all(db, ctx, gaps.of_items(ctx, row, row.offer_id, declined), occurred_at)
        return
    expired = _expired_entry(db, ctx, row)
    counting.answered(db, ctx, row, ctx.actor.agency_id, "ACCEPTED", occurred_at)
    if row.state in SEEKING:
        take(db, ctx, row, occurred_at, expired, declined=declined)
    elif row.state == "NO_TAKER":
        enter(db, ctx, row, "ACCEPTED", occurred_at, supersedes=expired.id)
        if declined:
            change(db, ctx, row, declined_services=list(declined))
        missing = gaps.of_items(ctx, row, expired.offer_id or row.offer_id, declined)
        outbox.record_all(db, ctx, [*gaps.taken_back(row, expired), *missing], occurred_at)
        remedies.raise_one(db, ctx, row.case_id, row.case_no, name(row), "HANDOFF_ANSWERED_LATE")
    else:
        raise OfferExpired


def decline(
    db: sa.Connection,
    ctx: Context,
    handoff_id: str,
    reason_code: str,
    reason: str,
    alternative: str,
    occurred_at: datetime,
    etag: str,
) -> None:
    """A decline needs its reason (P-024); an alternative is asked next, or told to the coordinator.

    Raises NotFound, StaleEtag, AlreadyAnswered, InvalidArgument, UnknownAgency, AgencyClosed.
    """
    require_reason_code(reason_code)
    row = access.asked_handoff(db, ctx, handoff_id, etag)
    require_alternative(db, ctx, row, alternative)
    said = {"reason_code": reason_code, "text": reason, "alternative_agency_id": alternative}
    if _is_open_to(ctx, row):
        values = {"answer_text": reason, "answered_by": ctx.actor.agency_id}
        change(db, ctx, row, state="DECLINED", candidates=with_alternative(row, alternative), **values)
        enter(db, ctx, row, "DECLINED", occurred_at, service_ids=row.service_ids, **said)
        _answered(db, ctx, row, "DECLINED", reason_code, occurred_at)
        counting.brought(db, ctx, row.case_id, "DECLINED")
        outbox.record_all(db, ctx, gaps.of_decline(ctx, row, reason_code), occurred_at)
        return
    expired = _expired_entry(db, ctx, row)
    missed = {"offer_id": expired.offer_id, "service_ids": expired.service_ids}
    enter(db, ctx, row, "DECLINED", occurred_at, supersedes=expired.id, **missed, **said)
    if row.state in SEEKING:
        change(db, ctx, row, candidates=with_alternative(row, alternative))
    elif row.state == "NO_TAKER" and alternative and alternative not in row.asked:
        remedies.raise_one(db, ctx, row.case_id, row.case_no, name(row), "HANDOFF_ALTERNATIVE_LATE")


def _is_open_to(ctx: Context, row: Any) -> bool:
    return bool(row.state == "OFFERED" and row.to_agency_id == ctx.actor.agency_id)


def _expired_entry(db: sa.Connection, ctx: Context, row: Any) -> Any:
    """The caller's own offer that ran out, and that nothing was said to since. Raises AlreadyAnswered."""
    own = handoffs.entries(db, ctx, row.id, ctx.actor.agency_id)
    if not own or own[-1].kind != "EXPIRED":
        raise AlreadyAnswered
    return own[-1]


def require_reason_code(reason_code: str) -> None:
    if reason_code not in DECLINE_REASONS:
        raise InvalidArgument(Violation("reason_code", "REQUIRED", "断る理由を選んでください。"))


def require_alternative(db: sa.Connection, ctx: Context, row: Any, alternative: str) -> None:
    """Somebody else, and open. That it was asked before is no refusal: the caller is not told whom else was asked."""
    if alternative and alternative in (ctx.actor.agency_id, row.from_agency_id):
        text = "代わりの機関には、自分の機関と渡した側の機関のほかを選んでください。"
        raise InvalidArgument(Violation("alternative_agency_id", "NOT_ANOTHER", text))
    if alternative:
        access.require_open_agency(db, ctx, alternative)


def with_alternative(row: Any, alternative: str) -> list[str]:
    """The candidates, the alternative directly after the agency that is asked now."""
    candidates = list(row.candidates)
    if alternative and alternative not in candidates:
        after = candidates.index(row.to_agency_id) + 1 if row.to_agency_id in candidates else 0
        candidates.insert(after, alternative)
    return candidates


def _require_declined(db: sa.Connection, ctx: Context, row: Any, declined: Sequence[dict[str, str]]) -> None:
    found, known = [], reference.of(db, ctx).programmes
    for index, one in enumerate(declined):
        if one["service_id"] not in known or not ITEM_CODE.match(one["item_code"]):
            text = "事業の番号と項目の符号を確かめてください。"
            found.append(Violation(f"declined_services[{index}].service_id", "UNKNOWN_SERVICE", text))
        if one["reason_code"] not in DECLINE_REASONS:
            text = "断る理由を選んでください。"
            found.append(Violation(f"declined_services[{index}].reason_code", "REQUIRED", text))
    whole = {one["service_id"] for one in declined if not one["item_code"]}
    if row.service_ids and whole >= set(row.service_ids):
        text = "すべて受けられないときは、辞退してください。"
        found.append(Violation("declined_services", "ALL_DECLINED", text))
    if found:
        raise InvalidArgument(*found)


def request_information(
    db: sa.Connection, ctx: Context, handoff_id: str, question: str, occurred_at: datetime | None = None
) -> None:
    if not question.strip():
        raise InvalidArgument(Violation("question", "REQUIRED", "足りない点を書いてください。"))
    row = access.asked_handoff(db, ctx, handoff_id, "")
    if not _is_open_to(ctx, row):
        raise AlreadyAnswered
    change(db, ctx, row, state="INFO_NEEDED", answer_text=question, answered_by=ctx.actor.agency_id)
    enter(db, ctx, row, "INFO_NEEDED", occurred_at or ctx.now, text=question)
    _answered(db, ctx, row, "INFO_NEEDED", "", occurred_at or ctx.now)


def _answered(
    db: sa.Connection, ctx: Context, row: Any, answer: str, code: str, occurred_at: datetime, told: str = ""
) -> None:
    """`told`: what the sender hears, where it says more than the answer."""
    work_items.close_subject(db, ctx, name(row), ANSWER)
    deliver(db, ctx, row, row.from_agency_id, "HANDOFF_ANSWERED", code=told or answer)
    agency_id = ctx.actor.agency_id
    counting.answered(db, ctx, row, agency_id, answer, occurred_at)
    event = domain.HandoffAnswered(row.case_id, row.id, row.offer_id, agency_id, answer, code, row.role_id)
    outbox.record(db, ctx, event, occurred_at)


def expire(db: sa.Connection, ctx: Context, handoff_id: str, offer_id: str) -> None:
    """Nobody answered in time; never silently closed. An answer that came at the last moment stands."""
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    if row.state != "OFFERED" or row.offer_id != offer_id:
        return
    work_items.close_subject(db, ctx, name(row), ANSWER)
    change(db, ctx, row, state="EXPIRED")
    entry = {"handoff_id": row.id, "offer_id": offer_id, "kind": "EXPIRED", "agency_id": row.to_agency_id}
    handoffs.enter_all(db, ctx, row.case_id, [{**entry, "service_ids": row.service_ids}])
    deliver(db, ctx, row, row.from_agency_id, "HANDOFF_ANSWERED", code="EXPIRED")
    deliver(db, ctx, row, row.to_agency_id, "HANDOFF_OUTCOME", code="EXPIRED")
    counting.answered(db, ctx, row, row.to_agency_id, "EXPIRED", ctx.now)
    services = tuple(row.service_ids)
    outbox.record(
        db, ctx, domain.HandoffExpired(row.case_id, handoff_id, offer_id, row.to_agency_id, services, gaps.NO_AREA)
    )


def in_turn(db: sa.Connection, ctx: Context, handoff_id: str) -> tuple[str, list[Offer]]:
    """(case, what could be offered): to each candidate that was not asked yet, where another has to be asked."""
    row = rows.get(db, ctx, t.handoffs, handoff_id)
    left = _not_asked(db, ctx, row) if row.state in PASSED else []
    return row.case_id, [Offer(row.from_agency_id, one, tuple(row.person_ids), needs_basis=True) for one in left]


def _not_asked(db: sa.Connection, ctx: Context, row: Any) -> list[str]:
    still_open = reference.of(db, ctx).open_ones(row.candidates, reference.today(ctx))
    return [agency_id for agency_id in still_open if agency_id not in row.asked]


def select_next(db: sa.Connection, ctx: Context, handoff_id: str, chosen: str = "") -> bool:
    """The next candidate that was not asked yet; False when there is none, and then the handoff has no taker.

    `chosen`: of these, who is asked now; the first in turn when empty.
    """
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    if row.state not in PASSED:
        return True
    remaining = _not_asked(db, ctx, row)
    if remaining:
        of_the_one_before = dict.fromkeys(("start_due_at", "hold_due_at", "outcome_due_at"))
        asked = chosen if chosen in remaining else remaining[0]
        change(db, ctx, row, to_agency_id=asked, state="PREPARED", declined_services=[], **of_the_one_before)
    else:
        change(db, ctx, row, state="NO_TAKER")
    return bool(remaining)


def end_without(db: sa.Connection, ctx: Context, handoff_id: str, outcome: str, rule: str = "") -> None:
    """NO_TAKER or NO_BASIS: the sender and the coordinator are told; so is whoever had said yes."""
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    had_taken = [row.to_agency_id] if row.state in WORKING else []
    change(db, ctx, row, state=outcome, outcome=outcome, element_id="", basis_rule=rule or row.basis_rule)
    work_items.close_subject(db, ctx, name(row))
    told = dict.fromkeys([row.from_agency_id, reference.of(db, ctx).coordinator_agency_id, *had_taken])
    for agency_id in told:
        deliver(db, ctx, row, agency_id, "HANDOFF_OUTCOME", code=outcome)
    counting.ended(db, ctx, row.case_id, outcome)
    outbox.record(db, ctx, domain.HandoffEnded(row.case_id, handoff_id, outcome, row.role_id))


def ask_sender(db: sa.Connection, ctx: Context, job: Job, handoff_id: str, due_at: datetime) -> str:
    """Empty when the answer was quicker than the process."""
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    if row.state != "INFO_NEEDED":
        return ""
    change(db, ctx, row, element_id="Wait_InformationSupplied")
    deliver(db, ctx, row, row.from_agency_id, "INFORMATION_REQUESTED", due_at=due_at)
    item = NewItem(row.case_id, row.case_no, INFORMATION, name(row), row.from_agency_id, "", due_at, row.person_ids)
    return work_items.open_item(db, ctx, job, item)


def supply_information(db: sa.Connection, ctx: Context, handoff_id: str, information: str) -> None:
    """Kept as the sender's entry, of the class of what was asked (C4).

    Raises InvalidArgument, NotFound, AlreadyAnswered.
    """
    if not information.strip():
        raise InvalidArgument(Violation("information", "REQUIRED", "たずねられたことへの答えを書いてください。"))
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    if not access.sends(ctx, row):
        raise NotFound
    if row.state != "INFO_NEEDED":
        raise AlreadyAnswered
    change(db, ctx, row, state="PREPARED")
    enter(db, ctx, row, "SUPPLIED", ctx.now, text=information)
    work_items.close_subject(db, ctx, name(row), INFORMATION)
    deliver(db, ctx, row, row.to_agency_id, "INFORMATION_SUPPLIED")
    outbox.record(db, ctx, domain.HandoffInformationSupplied(row.case_id, handoff_id, row.offer_id))
