"""From the decision to hand something on to the offer that waits for its answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.ids import new_id
from kit.work_items import NewItem
from kit.zeebe import Job
from services.intake import domain
from services.intake.domain import WORKING
from services.intake.store import handoffs, reference, rows
from services.intake.store import tables as t
from services.intake.use_cases import counting
from services.intake.use_cases.offers.writing import ANSWER, change, deliver, name


@dataclass(frozen=True)
class RoleOffer:
    """What plans says of a role that becomes a handoff."""

    role_id: str
    agency_id: str
    person_ids: tuple[str, ...]


@dataclass(frozen=True)
class Offer:
    """Whom is asked now, and about whom: what the consent service is asked before anything is offered."""

    from_agency_id: str
    agency_id: str
    person_ids: tuple[str, ...]
    needs_basis: bool


@dataclass(frozen=True)
class Basis:
    """Code of the legal basis, and the rule of D5 that named it."""

    code: str
    rule: str


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
        recorded_by_agency_id=row.recorded_by_agency_id,
        narrative_by_agency_id=row.written_by.get("narrative", row.recorded_by_agency_id),
        candidates=candidates,
        person_ids=row.person_ids,
        told_of=row.told_of,
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
        told_of=list(role.person_ids),
    )


def _insert(db: sa.Connection, ctx: Context, **values: Any) -> str:
    existing = handoffs.by_source(db, ctx, values["source"], values["source_id"])
    if existing is not None:
        return str(existing.id)
    handoff_id = new_id()
    empty = dict.fromkeys(("role_id", "narrative", "sender_reference"), "")
    empty |= dict.fromkeys(("recorded_by_agency_id", "narrative_by_agency_id"), "")
    texts = dict.fromkeys(("legal_basis", "outcome", "answer_text", "report", "element_id", "offer_id"), "")
    codes = dict.fromkeys(("basis_rule", "answered_by", "hold_id"), "")
    candidates = values["candidates"]
    rows.insert(
        db,
        ctx,
        t.handoffs,
        **{
            **empty,
            **texts,
            **codes,
            **values,
            "id": handoff_id,
            "to_agency_id": candidates[0] if candidates else "",
            "asked": [],
            "service_ids": [],
            "declined_services": [],
            "state": "PREPARED",
            "revision": 1,
            "created_at": ctx.now,
        },
    )
    return handoff_id


def next_offer(db: sa.Connection, ctx: Context, handoff_id: str) -> Offer:
    """An agency that has said yes already needs its basis, too; what has ended needs none."""
    row = rows.get(db, ctx, t.handoffs, handoff_id)
    needs_basis = row.state == "PREPARED" or row.state in WORKING
    return Offer(row.from_agency_id, row.to_agency_id, tuple(row.person_ids), needs_basis)


def offer(
    db: sa.Connection, ctx: Context, job: Job, handoff_id: str, basis: Basis, due_at: datetime
) -> tuple[str, str]:
    """Offers it to the candidate in turn; answers (offer id, work item id).

    An offer that was overtaken is not made: the answer is on its way to the process under the row's offer id.
    """
    row = rows.lock(db, ctx, t.handoffs, handoff_id)
    if row.state != "PREPARED":
        if row.state in WORKING:
            change(db, ctx, row, legal_basis=basis.code, basis_rule=basis.rule)
        return row.offer_id, ""
    if not row.to_agency_id:
        raise domain.UnknownAgency
    work_items.close_subject(db, ctx, name(row))
    offer_id = new_id()
    change(
        db,
        ctx,
        row,
        state="OFFERED",
        legal_basis=basis.code,
        basis_rule=basis.rule,
        offer_id=offer_id,
        answer_due_at=due_at,
        element_id="Wait_HandoffAnswered",
        asked=list(dict.fromkeys([*row.asked, row.to_agency_id])),
        service_ids=_services(db, ctx, row),
    )
    item = NewItem(row.case_id, row.case_no, ANSWER, name(row), row.to_agency_id, "", due_at, row.person_ids)
    item_id = work_items.open_item(db, ctx, job, item)
    deliver(db, ctx, row, row.to_agency_id, "HANDOFF_OFFERED", code=row.purpose, due_at=due_at)
    event = domain.HandoffOffered(
        row.case_id,
        row.case_no,
        handoff_id,
        offer_id,
        row.from_agency_id,
        row.to_agency_id,
        row.purpose,
        due_at.isoformat(),
        "Wait_HandoffAnswered",
    )
    counting.offered(db, ctx, row)
    outbox.record(db, ctx, event)
    return offer_id, item_id


def _services(db: sa.Connection, ctx: Context, row: Any) -> list[str]:
    """The programmes of this agency that the concerns point to (D3, P-045); a role's task is the plan's matter."""
    if row.source != "CONSULTATION":
        return []
    known = reference.of(db, ctx)
    concerns = set(rows.get(db, ctx, t.consultations, row.source_id).concerns)
    fitting = [rule.programme_id for rule in known.rules if rule.programme_id and rule.concerns & concerns]
    carried = [code for code in fitting if row.to_agency_id in known.programmes[code]["agency_ids"]]
    return list(dict.fromkeys(carried))
