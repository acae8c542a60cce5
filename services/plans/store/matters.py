"""Matters, corrections, revisions, receipts, absences, follow-ups, and intake's handoffs as its events tell them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from kit.context import Context
from kit.errors import NotFound
from kit.ids import new_id
from kit.sealing import sealed
from services.plans.domain.matter import (
    FollowUp,
    FollowUpState,
    Matter,
    MatterKind,
    MatterState,
    Receipt,
    SeenHandoff,
    Suspension,
    SuspensionState,
)
from services.plans.domain.plan import Plan
from services.plans.store import tables as t


def insert_matters(db: sa.Connection, matters: Collection[Matter]) -> None:
    db.execute(t.matters.insert(), [vars(matter) for matter in matters])


def _matter(row: "sa.Row[tuple[object, ...]]") -> Matter:
    values = {name: getattr(row, name) for name in Matter.__dataclass_fields__}
    return Matter(**{**values, "kind": MatterKind(row.kind), "state": MatterState(row.state)})


def get_matter(db: sa.Connection, matter_id: str) -> Matter:
    row = db.execute(sa.select(t.matters).where(t.matters.c.matter_id == matter_id)).first()
    if row is None:
        raise NotFound
    return _matter(row)


def open_matters(db: sa.Connection, plan_id: str) -> list[Matter]:
    """Oldest first."""
    where = (t.matters.c.plan_id == plan_id, t.matters.c.state == MatterState.OPEN)
    return [_matter(row) for row in db.execute(sa.select(t.matters).where(*where).order_by(t.matters.c.matter_id))]


def update_matters(db: sa.Connection, matter_ids: Collection[str], **values: object) -> None:
    db.execute(t.matters.update().where(t.matters.c.matter_id.in_(matter_ids)).values(**values))


def insert_correction(
    db: sa.Connection,
    ctx: Context,
    plan: Plan,
    *,
    subject: str,
    kind: str,
    before: dict[str, Any],
    reason: str,
    way_back: str,
) -> None:
    values = {
        "correction_id": new_id(),
        "plan_id": plan.plan_id,
        "subject": subject,
        "kind": kind,
        "before": before,
        "reason": reason,
        "way_back": way_back,
        "recorded_by_agency_id": ctx.actor.agency_id,
        "recorded_by_person_id": ctx.actor.person_id,
        "recorded_at": ctx.now,
    }
    db.execute(t.corrections.insert().values(sealed(db, ctx, t.corrections, plan.case_id, values)))


def corrections_of(db: sa.Connection, subject: str) -> "list[sa.Row[tuple[object, ...]]]":
    """Oldest first."""
    query = sa.select(t.corrections).where(t.corrections.c.subject == subject)
    return list(db.execute(query.order_by(t.corrections.c.correction_id)))


def insert_revision(
    db: sa.Connection, ctx: Context, plan: Plan, draft_id: str, number: int, reason: str, occurred_at: datetime
) -> None:
    values = {
        "revision_id": new_id(),
        "plan_id": plan.plan_id,
        "draft_id": draft_id,
        "number": number,
        "reason": reason,
        "recorded_by_person_id": ctx.actor.person_id,
        "occurred_at": occurred_at,
        "recorded_at": ctx.now,
    }
    db.execute(t.revisions.insert().values(sealed(db, ctx, t.revisions, plan.case_id, values)))


def record_receipt(db: sa.Connection, ctx: Context, plan_version_id: str) -> bool:
    """False when the agency's receipt was there already."""
    values = {
        "plan_version_id": plan_version_id,
        "agency_id": ctx.actor.agency_id,
        "person_id": ctx.actor.person_id,
        "occurred_at": ctx.now,
        "recorded_at": ctx.now,
    }
    first = insert(t.receipts).values(values).on_conflict_do_nothing().returning(t.receipts.c.agency_id)
    return db.execute(first).first() is not None


def receipts_of(db: sa.Connection, plan_version_ids: Collection[str]) -> list[Receipt]:
    on = t.receipts
    query = sa.select(on).where(on.c.plan_version_id.in_(plan_version_ids)).order_by(on.c.occurred_at, on.c.agency_id)
    return [Receipt(row.plan_version_id, row.agency_id, row.occurred_at) for row in db.execute(query)]


def insert_suspension(db: sa.Connection, suspension: Suspension) -> None:
    db.execute(t.suspensions.insert().values(**vars(suspension)))


def _suspension(row: "sa.Row[tuple[object, ...]]") -> Suspension:
    values = {name: getattr(row, name) for name in Suspension.__dataclass_fields__}
    return Suspension(**{**values, "state": SuspensionState(row.state)})


def get_suspension(db: sa.Connection, suspension_id: str) -> Suspension:
    row = db.execute(sa.select(t.suspensions).where(t.suspensions.c.suspension_id == suspension_id)).first()
    if row is None:
        raise NotFound
    return _suspension(row)


def latest_suspension(db: sa.Connection, plan_id: str) -> Suspension | None:
    query = sa.select(t.suspensions).where(t.suspensions.c.plan_id == plan_id)
    row = db.execute(query.order_by(t.suspensions.c.suspension_id.desc()).limit(1)).first()
    return _suspension(row) if row else None


def update_suspension(db: sa.Connection, ctx: Context, plan: Plan, suspension_id: str, **values: object) -> None:
    stored = sealed(db, ctx, t.suspensions, plan.case_id, values, row=suspension_id)
    db.execute(t.suspensions.update().where(t.suspensions.c.suspension_id == suspension_id).values(**stored))


def cancel_suspensions(db: sa.Connection, plan_id: str) -> list[str]:
    rows = db.execute(
        t.suspensions.update()
        .where(t.suspensions.c.plan_id == plan_id, t.suspensions.c.state == SuspensionState.OPEN)
        .values(state=SuspensionState.CANCELLED)
        .returning(t.suspensions.c.suspension_id)
    )
    return [row.suspension_id for row in rows]


def insert_follow_up(db: sa.Connection, follow_up: FollowUp) -> None:
    db.execute(t.follow_ups.insert().values(**vars(follow_up)))


def get_follow_up(db: sa.Connection, follow_up_id: str) -> FollowUp:
    row = db.execute(sa.select(t.follow_ups).where(t.follow_ups.c.follow_up_id == follow_up_id)).first()
    if row is None:
        raise NotFound
    values = {name: getattr(row, name) for name in FollowUp.__dataclass_fields__}
    return FollowUp(**{**values, "state": FollowUpState(row.state)})


def follow_up_agencies(db: sa.Connection, plan_id: str) -> set[str]:
    """Who is still to ask how it goes."""
    where = (t.follow_ups.c.plan_id == plan_id, t.follow_ups.c.state != FollowUpState.RECORDED)
    return set(db.scalars(sa.select(t.follow_ups.c.agency_id).where(*where)))


def update_follow_up(db: sa.Connection, ctx: Context, plan: Plan, follow_up_id: str, **values: object) -> None:
    stored = sealed(db, ctx, t.follow_ups, plan.case_id, values, row=follow_up_id)
    db.execute(t.follow_ups.update().where(t.follow_ups.c.follow_up_id == follow_up_id).values(**stored))


def see_handoff(db: sa.Connection, handoff_id: str, **values: object) -> None:
    """Adds or changes what is known of a handoff."""
    statement = insert(t.handoffs).values(handoff_id=handoff_id, **values)
    db.execute(statement.on_conflict_do_update(index_elements=["handoff_id"], set_=values))


def change_handoff(db: sa.Connection, handoff_id: str, **values: object) -> None:
    db.execute(t.handoffs.update().where(t.handoffs.c.handoff_id == handoff_id).values(**values))


def open_handoffs(db: sa.Connection, case_id: str) -> list[SeenHandoff]:
    on = t.handoffs
    query = sa.select(on).where(on.c.case_id == case_id, on.c.state != "CLOSED").order_by(on.c.handoff_id)
    return [SeenHandoff(row.handoff_id, row.agency_id, row.state, row.due_at) for row in db.execute(query)]
