"""Engagements and their contact log. Every query is held to the caller's municipality."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from kit.context import Context
from kit.errors import NotFound
from kit.hands import in_hands_of
from kit.ids import new_id
from kit.sealing import sealed
from services.outreach.domain import Contact, ContactEntry, Engagement, EngagementState, PlannedState
from services.outreach.store import hand_overs
from services.outreach.store.tables import alerts, approaches, contacts, engagements, planned_contacts


def find_engagements(
    db: sa.Connection,
    ctx: Context,
    *,
    engagement_id: str = "",
    case_id: str = "",
    person_id: str = "",
    carried_by: str = "",
    coordinated_by: str = "",
    states: Collection[EngagementState] = tuple(EngagementState),
    before: str = "",
    limit: int | None = None,
    lock: bool = False,
) -> list[Engagement]:
    """Engagements that fit every condition given, newest first. Of `carried_by` and `coordinated_by` (of cases in the
    actor's hands) one is enough."""
    given = {"id": engagement_id, "case_id": case_id, "person_id": person_id}
    where = [engagements.c[name] == value for name, value in given.items() if value]
    mine = in_hands_of(ctx, engagements.c.case_id)
    theirs = [engagements.c.agency_id == carried_by] if carried_by else []
    if coordinated_by:
        theirs.append(sa.and_(engagements.c.coordinator_agency_id == coordinated_by, mine))
    if theirs:
        where.append(sa.or_(*theirs))
    if before:
        where.append(engagements.c.id < before)
    is_open = sa.and_(
        planned_contacts.c.engagement_id == engagements.c.id, planned_contacts.c.state == PlannedState.PLANNED
    )
    query = (
        sa.select(
            engagements,
            planned_contacts.c.id.label("planned_contact_id"),
            planned_contacts.c.due_at,
            mine.label("in_hands"),
            hand_overs.by_actors_agency(ctx, engagements.c.id).label("handed_on"),
        )
        .outerjoin(planned_contacts, is_open)
        .where(
            engagements.c.municipality_id == ctx.municipality_id,
            engagements.c.state.in_(list(states)),
            *where,
        )
        .order_by(engagements.c.id.desc())
        .limit(limit)
    )
    if lock:
        query = query.with_for_update(of=engagements)
    return [_engagement(row) for row in db.execute(query)]


def lock_engagement(db: sa.Connection, ctx: Context, engagement_id: str) -> Engagement:
    """Raises NotFound."""
    lock = sa.select(sa.literal(1)).where(
        engagements.c.id == engagement_id, engagements.c.municipality_id == ctx.municipality_id
    )
    db.execute(lock.with_for_update())  # first the lock, then what is read: the planned contact belongs to it
    found = find_engagements(db, ctx, engagement_id=engagement_id) if engagement_id else []
    if not found:
        raise NotFound
    return found[0]


def add_engagement(
    db: sa.Connection, ctx: Context, case_id: str, case_no: str, person_id: str, agency_id: str, review_at: datetime
) -> str:
    """The engagement of this person in this case, added when there is none; answers its id. It begins at the agency of
    the case's coordinators; one that was handed over stays where it is."""
    values = {
        "id": new_id(),
        "municipality_id": ctx.municipality_id,
        "case_id": case_id,
        "case_no": case_no,
        "person_id": person_id,
        "agency_id": agency_id,
        "coordinator_agency_id": agency_id,
        "planned_by_agency_id": agency_id,
        "state": EngagementState.PREPARING,
        "stage": "R0",
        "two_person_rule": False,
        "approach_no": 0,
        "version": 1,
        "opened_at": ctx.now,
        "review_at": review_at,
    }
    db.execute(postgresql.insert(engagements).values(values).on_conflict_do_nothing())
    where = [engagements.c[name] == values[name] for name in ("municipality_id", "case_id", "person_id")]
    engagement_id: str = db.execute(sa.select(engagements.c.id).where(*where)).scalar_one()
    return engagement_id


def change_engagement(db: sa.Connection, ctx: Context, engagement: Engagement, **values: Any) -> None:
    """Sets the columns given; every change has its own version."""
    engagement_id = engagement.engagement_id
    where = (engagements.c.id == engagement_id, engagements.c.municipality_id == ctx.municipality_id)
    stored = sealed(db, ctx, engagements, engagement.person_id, values, row=engagement_id)
    db.execute(engagements.update().where(*where).values(**stored, version=engagements.c.version + 1))


def add_approach(db: sa.Connection, ctx: Context, engagement_id: str, approach_no: int) -> None:
    db.execute(
        approaches.insert().values(
            engagement_id=engagement_id,
            approach_no=approach_no,
            municipality_id=ctx.municipality_id,
            opened_at=ctx.now,
        )
    )


def end_approaches(db: sa.Connection, ctx: Context, engagement_id: str, outcome: str) -> int:
    """How many were going on."""
    where = (
        approaches.c.engagement_id == engagement_id,
        approaches.c.municipality_id == ctx.municipality_id,
        approaches.c.ended_at.is_(None),
    )
    return db.execute(approaches.update().where(*where).values(ended_at=ctx.now, outcome=outcome)).rowcount


def add_planned_contact(db: sa.Connection, ctx: Context, engagement_id: str, due_at: datetime) -> str:
    planned_id = new_id()
    db.execute(
        planned_contacts.insert().values(
            id=planned_id,
            municipality_id=ctx.municipality_id,
            engagement_id=engagement_id,
            state=PlannedState.PLANNED,
            planned_at=ctx.now,
            due_at=due_at,
        )
    )
    return planned_id


def end_planned_contact(db: sa.Connection, ctx: Context, planned_id: str, state: PlannedState) -> None:
    where = (planned_contacts.c.id == planned_id, planned_contacts.c.municipality_id == ctx.municipality_id)
    db.execute(planned_contacts.update().where(*where).values(state=state))


def add_contact(
    db: sa.Connection,
    ctx: Context,
    engagement: Engagement,
    approach_no: int,
    planned_contact_id: str | None,
    entry: ContactEntry,
    stage_before: str,
    corrects: str | None,
) -> str:
    contact_id = new_id()
    values = {
        **vars(entry),
        "staff_ids": list(entry.staff_ids),
        "id": contact_id,
        "municipality_id": ctx.municipality_id,
        "engagement_id": engagement.engagement_id,
        "approach_no": approach_no,
        "planned_contact_id": planned_contact_id,
        "stage_before": stage_before,
        "recorded_at": ctx.now,
        "recorded_by_agency_id": ctx.actor.agency_id,
        "recorded_by": ctx.actor.person_id,
        "corrects": corrects,
    }
    db.execute(contacts.insert().values(sealed(db, ctx, contacts, engagement.person_id, values)))
    return contact_id


def read_log(
    db: sa.Connection,
    ctx: Context,
    engagement_id: str,
    *,
    own: bool = False,
    since_alert: bool = False,
    after: str = "",
    limit: int | None = None,
) -> list[Contact]:
    """The contact log in the order of its writing, superseded entries included. `own`: what the actor's agency wrote,
    as far as it knows; `since_alert`: what was written after the last alert of the engagement."""
    later = contacts.alias("later")
    seen = [one.c.recorded_by_agency_id == ctx.actor.agency_id for one in (contacts, later)] if own else [sa.true()] * 2
    query = (
        sa.select(contacts, later.c.id.label("superseded_by"))
        .outerjoin(later, sa.and_(later.c.corrects == contacts.c.id, seen[1]))
        .where(
            seen[0],
            contacts.c.municipality_id == ctx.municipality_id,
            contacts.c.engagement_id == engagement_id,
            contacts.c.id > after,
            contacts.c.recorded_at > _last_alert(engagement_id) if since_alert else sa.true(),
        )
        .order_by(contacts.c.id)
        .limit(limit)
    )
    return [_contact(row) for row in db.execute(query)]


def _last_alert(engagement_id: str) -> sa.ColumnElement[datetime]:
    raised = sa.select(sa.func.max(alerts.c.raised_at)).where(alerts.c.engagement_id == engagement_id)
    return sa.func.coalesce(raised.scalar_subquery(), sa.text("'-infinity'"))


def add_alert(db: sa.Connection, ctx: Context, engagement_id: str) -> str:
    alert_id = new_id()
    values = {"id": alert_id, "municipality_id": ctx.municipality_id, "engagement_id": engagement_id}
    db.execute(alerts.insert().values(**values, raised_at=ctx.now))
    return alert_id


def _engagement(row: sa.Row[Any]) -> Engagement:
    return Engagement(
        row.id,
        row.case_id,
        row.case_no,
        row.person_id,
        row.agency_id,
        row.coordinator_agency_id,
        row.planned_by_agency_id,
        EngagementState(row.state),
        row.stage,
        row.two_person_rule,
        row.approach_no,
        row.version,
        row.opened_at,
        row.review_at,
        row.planned_contact_id,
        row.due_at,
        row.reason,
        row.method_plan,
        row.in_hands,
        row.two_person_since,
        row.handed_on,
    )


def _contact(row: sa.Row[Any]) -> Contact:
    entry = ContactEntry(
        occurred_at=row.occurred_at,
        method=row.method,
        result=row.result,
        staff_ids=tuple(row.staff_ids),
        stage_after=row.stage_after,
        stage_said=row.stage_said,
        observations=row.observations,
        risk_signs=tuple(row.risk_signs or ()),
        links_settled=row.links_settled,
    )
    return Contact(
        row.id,
        row.engagement_id,
        row.approach_no,
        row.planned_contact_id,
        entry,
        row.stage_before,
        row.recorded_at,
        row.corrects,
        row.superseded_by,
        row.recorded_by_agency_id,
    )
