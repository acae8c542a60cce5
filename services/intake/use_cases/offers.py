"""The handoff (つなぎ) as a closed loop: the sender always learns what became of it (P-024)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from kit.ids import new_id
from kit.work_items import NewItem
from kit.zeebe import Job
from services.intake import domain
from services.intake.domain import AlreadyAnswered
from services.intake.store import handoffs, reference, rows
from services.intake.store import tables as t
from services.intake.use_cases import access

ANSWER, OUTCOME, INFORMATION = "ANSWER_HANDOFF", "REPORT_HANDOFF_OUTCOME", "SUPPLY_INFORMATION"


@dataclass(frozen=True)
class RoleOffer:
    """What plans says of a role that becomes a handoff."""

    role_id: str
    agency_id: str
    person_ids: tuple[str, ...]


@dataclass(frozen=True)
class Offer:
    """Whom is asked now, and about whom: what the consent service is asked before anything is offered."""

    agency_id: str
    person_ids: tuple[str, ...]


def prepare_for_consultation(db: sa.Connection, ctx: Context, consultation_id: str) -> str:
    row = rows.lock(db, ctx, t.consultations, consultation_id)
    purpose = "OUT_OF_SCOPE" if row.route == "OUT_OF_SCOPE" else "SINGLE_AGENCY"
    known, today = reference.of(db, ctx), reference.today(ctx)
    candidates = known.open_ones(row.candidates, today) or known.windows_for_the_rest(row.receiving_agency_id, today)
    return _insert(
        db,
        ctx,
        source="CONSULTATION",
        source_id=consultation_id,
        case_id=row.case_id,
        case_no=row.case_no,
        purpose=purpose,
        from_agency_id=row.receiving_agency_id,
        candidates=candidates,
        person_ids=row.person_ids,
        narrative=row.narrative,
        sender_reference=row.sender_reference,
    )


def prepare_for_role(db: sa.Connection, ctx: Context, case_id: str, role: RoleOffer) -> str:
    case = rows.get(db, ctx, t.cases, case_id)
    return _insert(
        db,
        ctx,
        source="ROLE",
        source_id=role.role_id,
        case_id=case_id,
        case_no=case.case_no,
        purpose="ROLE",
        role_id=role.role_id,
        from_agency_id=case.coordinator_agency_id,
        candidates=[role.agency_id],
        person_ids=list(role.person_ids),
    )


def _insert(db: sa.Connection, ctx: Context, **values: Any) -> str:
    existing = handoffs.by_source(db, ctx, values["source"], values["source_id"])
    if existing is not None:
        return str(existing.id)
    handoff_id = new_id()
    empty = dict.fromkeys(("role_id", "narrative", "sender_reference"), "")
    texts = dict.fromkeys(("legal_basis", "outcome", "answer_text", "report", "element_id", "offer_id"), "")
    candidates = values["candidates"]
    rows.insert(
        db,
        ctx,
        t.handoffs,
        **{
            **empty,
            **texts,
            **values,
            "id": handoff_id,
            "to_agency_id": candidates[0] if candidates else "",
            "asked": [],
            "state": "PREPARED",
            "revision": 1,
            "created_at": ctx.now,
        },
    )
    return handoff_id


def next_offer(db: sa.Connection, ctx: Context, handoff_id: str) -> Offer:
    row = rows.get(db, ctx, t.handoffs, handoff_id)
    return Offer(row.to_agency_id, tuple(row.person_ids))


def offer(
    db: sa.Connection,
    ctx: Context,
    job: Job,
    handoff_id: str,
    legal_basis: str,
    due_at: datetime,
) -> tuple[str, str]:
    """Offers it to the candidate in turn; answers (offer id, work item id)."""
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    if not row.to_agency_id:
        raise domain.UnknownAgency
    work_items.close_subject(db, ctx, f"handoffs/{handoff_id}")
    offer_id = new_id()
    _change(
        db,
        ctx,
        row,
        state="OFFERED",
        legal_basis=legal_basis,
        offer_id=offer_id,
        answer_due_at=due_at,
        element_id="Wait_HandoffAnswered",
        asked=list(dict.fromkeys([*row.asked, row.to_agency_id])),
    )
    item = NewItem(row.case_id, row.case_no, ANSWER, f"handoffs/{handoff_id}", row.to_agency_id, "", due_at)
    item_id = work_items.open_item(db, ctx, job, item)
    _deliver(db, ctx, row, row.to_agency_id, "HANDOFF_OFFERED", code=row.purpose, due_at=due_at)
    event = domain.HandoffOffered(
        row.case_id,
        row.case_no,
        handoff_id,
        offer_id,
        row.from_agency_id,
        row.to_agency_id,
        row.purpose,
        legal_basis,
        due_at.isoformat(),
        "Wait_HandoffAnswered",
    )
    outbox.record(db, ctx, event)
    return offer_id, item_id


def accept(db: sa.Connection, ctx: Context, handoff_id: str, occurred_at: datetime, etag: str) -> None:
    row = _offered(db, ctx, handoff_id, etag)
    _change(db, ctx, row, state="ACCEPTED")
    _answered(db, ctx, row, "ACCEPTED", "", occurred_at)


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
    """A decline needs its reason (P-024); an alternative is asked next."""
    if reason_code not in ("NO_CAPACITY", "NOT_OURS", "KNOWN_CONFLICT", "OTHER"):
        raise InvalidArgument(Violation("reason_code", "REQUIRED", "断る理由を選んでください。"))
    row = _offered(db, ctx, handoff_id, etag)
    candidates = list(row.candidates)
    if alternative:
        access.require_open_agency(db, ctx, alternative)
        if alternative not in candidates:
            candidates.insert(candidates.index(row.to_agency_id) + 1, alternative)
    _change(db, ctx, row, state="DECLINED", answer_text=reason, candidates=candidates)
    _answered(db, ctx, row, "DECLINED", reason_code, occurred_at)


def request_information(db: sa.Connection, ctx: Context, handoff_id: str, question: str) -> None:
    if not question.strip():
        raise InvalidArgument(Violation("question", "REQUIRED", "足りない点を書いてください。"))
    row = _offered(db, ctx, handoff_id, "")
    _change(db, ctx, row, state="INFO_NEEDED", answer_text=question)
    _answered(db, ctx, row, "INFO_NEEDED", "", ctx.now)


def _offered(db: sa.Connection, ctx: Context, handoff_id: str, etag: str) -> Any:
    row = access.offered_handoff(db, ctx, handoff_id, etag)
    if row.state != "OFFERED":
        raise AlreadyAnswered
    return row


def _answered(db: sa.Connection, ctx: Context, row: Any, answer: str, code: str, occurred_at: datetime) -> None:
    work_items.close_subject(db, ctx, f"handoffs/{row.id}", ANSWER)
    _deliver(db, ctx, row, row.from_agency_id, "HANDOFF_ANSWERED", code=answer)
    event = domain.HandoffAnswered(row.case_id, row.id, row.offer_id, ctx.actor.agency_id, answer, code)
    outbox.record(db, ctx, event, occurred_at)


def expire(db: sa.Connection, ctx: Context, handoff_id: str, offer_id: str) -> None:
    """Nobody answered in time; never silently closed: the next is asked or the coordinator is told."""
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    work_items.close_subject(db, ctx, f"handoffs/{handoff_id}", ANSWER)
    _change(db, ctx, row, state="EXPIRED")
    _deliver(db, ctx, row, row.from_agency_id, "HANDOFF_ANSWERED", code="EXPIRED")
    _deliver(db, ctx, row, row.to_agency_id, "HANDOFF_OUTCOME", code="EXPIRED")
    outbox.record(db, ctx, domain.HandoffExpired(row.case_id, handoff_id, offer_id, row.to_agency_id))


def confirm(db: sa.Connection, ctx: Context, job: Job, handoff_id: str, due_at: datetime) -> str:
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    _change(db, ctx, row, outcome_due_at=due_at, element_id="Wait_HandoffClosed")
    item = NewItem(row.case_id, row.case_no, OUTCOME, f"handoffs/{handoff_id}", row.to_agency_id, "", due_at)
    return work_items.open_item(db, ctx, job, item)


def complete(
    db: sa.Connection, ctx: Context, handoff_id: str, outcome: str, report: str, occurred_at: datetime
) -> None:
    if outcome not in ("COMPLETED", "NOT_COMPLETED"):
        raise InvalidArgument(Violation("outcome", "REQUIRED", "結果を選んでください。"))
    row = access.offered_handoff(db, ctx, handoff_id)
    if row.state != "ACCEPTED" or row.outcome:
        raise AlreadyAnswered
    _change(db, ctx, row, outcome=outcome, report=report)
    work_items.close_subject(db, ctx, f"handoffs/{handoff_id}", OUTCOME)
    outbox.record(db, ctx, domain.HandoffClosed(row.case_id, handoff_id, outcome), occurred_at)


def report_outcome(db: sa.Connection, ctx: Context, handoff_id: str, outcome: str) -> None:
    """The sender gets the code; the report stays with those who may read it."""
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    _change(db, ctx, row, state=outcome, element_id="")
    work_items.close_subject(db, ctx, f"handoffs/{handoff_id}")
    _deliver(db, ctx, row, row.from_agency_id, "HANDOFF_OUTCOME", code=outcome)


def select_next(db: sa.Connection, ctx: Context, handoff_id: str) -> bool:
    """The next candidate that was not asked yet; False when there is none."""
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    still_open = reference.of(db, ctx).open_ones(row.candidates, reference.today(ctx))
    remaining = [agency_id for agency_id in still_open if agency_id not in row.asked]
    if remaining:
        _change(db, ctx, row, to_agency_id=remaining[0], state="PREPARED")
    return bool(remaining)


def end_without(db: sa.Connection, ctx: Context, handoff_id: str, outcome: str) -> None:
    """NO_TAKER or NO_BASIS: the sender and the coordinator are told."""
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    _change(db, ctx, row, state=outcome, outcome=outcome, element_id="")
    work_items.close_subject(db, ctx, f"handoffs/{handoff_id}")
    told = dict.fromkeys([row.from_agency_id, reference.of(db, ctx).coordinator_agency_id])
    for agency_id in told:
        _deliver(db, ctx, row, agency_id, "HANDOFF_OUTCOME", code=outcome)
    outbox.record(db, ctx, domain.HandoffEnded(row.case_id, handoff_id, outcome))


def ask_sender(db: sa.Connection, ctx: Context, job: Job, handoff_id: str, due_at: datetime) -> str:
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    _change(db, ctx, row, element_id="Wait_InformationSupplied")
    _deliver(db, ctx, row, row.from_agency_id, "INFORMATION_REQUESTED", due_at=due_at)
    item = NewItem(row.case_id, row.case_no, INFORMATION, f"handoffs/{handoff_id}", row.from_agency_id, "", due_at)
    return work_items.open_item(db, ctx, job, item)


def supply_information(db: sa.Connection, ctx: Context, handoff_id: str, information: str) -> None:
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    if row.from_agency_id != ctx.actor.agency_id:
        raise NotFound
    if row.state != "INFO_NEEDED":
        raise AlreadyAnswered
    _change(db, ctx, row, state="PREPARED", narrative=f"{row.narrative}\n{information}".strip())
    work_items.close_subject(db, ctx, f"handoffs/{handoff_id}", INFORMATION)
    _deliver(db, ctx, row, row.to_agency_id, "INFORMATION_SUPPLIED")
    outbox.record(db, ctx, domain.HandoffInformationSupplied(row.case_id, handoff_id, row.offer_id))


def stop(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> None:
    """Withdrawal, expiry or death: what is under way about this person alone goes no further."""
    withdraw_open(db, ctx, handoffs.open_ones(db, ctx, case_id, person_id))


def stop_before_tracks(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> None:
    """Withdrawn while a consultation is with one agency: the whole offer is taken back, and the coordinator goes on."""
    case = rows.find(db, ctx, t.cases, case_id)
    if case is None or not case.tracks_started:
        under_way = handoffs.open_ones(db, ctx, case_id)
        withdraw_open(db, ctx, [row for row in under_way if person_id in row.person_ids])


def withdraw_open(db: sa.Connection, ctx: Context, open_ones: Sequence[Any]) -> None:
    """Takes handoffs back and lets their processes go on to their end."""
    for row in open_ones:
        _release(db, ctx, row)
        _change(db, ctx, row, state="WITHDRAWN", outcome="WITHDRAWN", element_id="")
        work_items.close_subject(db, ctx, f"handoffs/{row.id}")
        was_asked = row.to_agency_id in row.asked
        for agency_id in dict.fromkeys([row.to_agency_id, row.from_agency_id] if was_asked else [row.from_agency_id]):
            _deliver(db, ctx, row, agency_id, "HANDOFF_OUTCOME", code="WITHDRAWN")
        outbox.record(db, ctx, domain.HandoffEnded(row.case_id, row.id, "WITHDRAWN"))


def _release(db: sa.Connection, ctx: Context, row: Any) -> None:
    """What the process waits for now is answered; whatever it would offer next has no basis any more."""
    if row.state == "OFFERED":
        answer = domain.HandoffAnswered(row.case_id, row.id, row.offer_id, row.to_agency_id, "WITHDRAWN", "")
        outbox.record(db, ctx, answer)
    elif row.state == "INFO_NEEDED":
        outbox.record(db, ctx, domain.HandoffInformationSupplied(row.case_id, row.id, row.offer_id))
    elif row.state == "ACCEPTED" and not row.outcome:
        outbox.record(db, ctx, domain.HandoffClosed(row.case_id, row.id, "WITHDRAWN"))


def _change(db: sa.Connection, ctx: Context, row: Any, **values: Any) -> None:
    rows.change(db, ctx, t.handoffs, row.id, revision=row.revision + 1, **values)


def _deliver(
    db: sa.Connection,
    ctx: Context,
    row: Any,
    agency_id: str,
    kind: str,
    code: str = "",
    due_at: datetime | None = None,
) -> None:
    is_sender = agency_id == row.from_agency_id
    handoffs.deliver(
        db,
        ctx,
        agency_id,
        kind=kind,
        case_id=row.case_id,
        case_no=row.case_no,
        subject=f"handoffs/{row.id}",
        from_agency_id=row.to_agency_id if is_sender else row.from_agency_id,
        code=code,
        due_at=due_at,
        sender_reference=row.sender_reference if is_sender else "",
    )
