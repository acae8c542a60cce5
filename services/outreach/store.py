"""Tables of outreach and its only SQL. Every query is held to the caller's municipality."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from kit.context import Context
from kit.database import new_metadata
from kit.errors import NotFound
from kit.ids import new_id
from services.outreach.domain import (
    Contact,
    ContactEntry,
    Engagement,
    EngagementState,
    PlannedState,
)

Condition = sa.ColumnElement[bool]

metadata = new_metadata()
_time = sa.DateTime(timezone=True)

engagements = sa.Table(
    "engagements",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False),
    sa.Column("case_no", sa.Text, nullable=False),
    sa.Column("person_id", sa.Text, nullable=False),
    sa.Column("agency_id", sa.Text, nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("two_person_rule", sa.Boolean, nullable=False),
    sa.Column("approach_no", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("opened_at", _time, nullable=False),
    sa.Column("review_at", _time, nullable=False),
    sa.UniqueConstraint("municipality_id", "case_id", "person_id"),
)
approaches = sa.Table(
    "approaches",
    metadata,
    sa.Column("engagement_id", sa.Text, sa.ForeignKey("engagements.id"), primary_key=True),
    sa.Column("approach_no", sa.Integer, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("opened_at", _time, nullable=False),
    sa.Column("ended_at", _time),
    sa.Column("outcome", sa.Text),
    comment="One per process instance: a meeting sent somebody out.",
)
planned_contacts = sa.Table(
    "planned_contacts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("engagement_id", sa.Text, sa.ForeignKey("engagements.id"), nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("planned_at", _time, nullable=False),
    sa.Column("due_at", _time, nullable=False),
    sa.Index("uq_planned_contacts_open", "engagement_id", unique=True, postgresql_where=sa.text("state = 'PLANNED'")),
)
contacts = sa.Table(
    "contacts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("engagement_id", sa.Text, sa.ForeignKey("engagements.id"), nullable=False, index=True),
    sa.Column("approach_no", sa.Integer, nullable=False),
    sa.Column("planned_contact_id", sa.Text, sa.ForeignKey("planned_contacts.id"), index=True),
    sa.Column("method", sa.Text, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("stage_before", sa.Text, nullable=False),
    sa.Column("stage_after", sa.Text, nullable=False),
    sa.Column("observations", sa.Text, nullable=False),
    sa.Column("risk_signs", postgresql.ARRAY(sa.Text), nullable=False),
    sa.Column("links_settled", sa.Boolean, nullable=False),
    sa.Column("staff_ids", postgresql.ARRAY(sa.Text), nullable=False),
    sa.Column("occurred_at", _time, nullable=False),
    sa.Column("recorded_at", _time, nullable=False),
    sa.Column("recorded_by_agency_id", sa.Text, nullable=False),
    sa.Column("recorded_by", sa.Text, nullable=False),
    sa.Column("corrects", sa.Text, sa.ForeignKey("contacts.id"), unique=True),
    comment="Append-only. An entry that corrects another supersedes it.",
)
alerts = sa.Table(
    "alerts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("engagement_id", sa.Text, sa.ForeignKey("engagements.id"), nullable=False),
    sa.Column("raised_at", _time, nullable=False),
)


def find_engagements(
    db: sa.Connection,
    ctx: Context,
    *,
    engagement_id: str = "",
    case_id: str = "",
    person_id: str = "",
    agency_id: str = "",
    states: Collection[EngagementState] = tuple(EngagementState),
    before: str = "",
    limit: int | None = None,
    lock: bool = False,
) -> list[Engagement]:
    """Engagements that fit every condition given, newest first."""
    given = {"id": engagement_id, "case_id": case_id, "person_id": person_id, "agency_id": agency_id}
    where = [engagements.c[name] == value for name, value in given.items() if value]
    if before:
        where.append(engagements.c.id < before)
    is_open = sa.and_(
        planned_contacts.c.engagement_id == engagements.c.id, planned_contacts.c.state == PlannedState.PLANNED
    )
    query = (
        sa.select(engagements, planned_contacts.c.id.label("planned_contact_id"), planned_contacts.c.due_at)
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
    """The engagement of this person in this case, added when there is none; answers its id."""
    values = {
        "id": new_id(),
        "municipality_id": ctx.municipality_id,
        "case_id": case_id,
        "case_no": case_no,
        "person_id": person_id,
        "agency_id": agency_id,
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


def change_engagement(db: sa.Connection, ctx: Context, engagement_id: str, **values: Any) -> None:
    """Sets the columns given; every change has its own version."""
    where = (engagements.c.id == engagement_id, engagements.c.municipality_id == ctx.municipality_id)
    db.execute(engagements.update().where(*where).values(**values, version=engagements.c.version + 1))


def add_approach(db: sa.Connection, ctx: Context, engagement_id: str, approach_no: int) -> None:
    db.execute(
        approaches.insert().values(
            engagement_id=engagement_id,
            approach_no=approach_no,
            municipality_id=ctx.municipality_id,
            opened_at=ctx.now,
        )
    )


def end_approaches(db: sa.Connection, ctx: Context, engagement_id: str, outcome: str) -> None:
    where = (
        approaches.c.engagement_id == engagement_id,
        approaches.c.municipality_id == ctx.municipality_id,
        approaches.c.ended_at.is_(None),
    )
    db.execute(approaches.update().where(*where).values(ended_at=ctx.now, outcome=outcome))


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
    engagement_id: str,
    approach_no: int,
    planned_contact_id: str | None,
    entry: ContactEntry,
    stage_before: str,
    corrects: str | None,
) -> str:
    contact_id = new_id()
    values = {**vars(entry), "risk_signs": list(entry.risk_signs), "staff_ids": list(entry.staff_ids)}
    db.execute(
        contacts.insert().values(
            id=contact_id,
            municipality_id=ctx.municipality_id,
            engagement_id=engagement_id,
            approach_no=approach_no,
            planned_contact_id=planned_contact_id,
            stage_before=stage_before,
            recorded_at=ctx.now,
            recorded_by_agency_id=ctx.actor.agency_id,
            recorded_by=ctx.actor.person_id,
            corrects=corrects,
            **values,
        )
    )
    return contact_id


def read_log(
    db: sa.Connection, ctx: Context, engagement_id: str, *, after: str = "", limit: int | None = None
) -> list[Contact]:
    """The contact log in the order of its writing, superseded entries included."""
    later = contacts.alias("later")
    query = (
        sa.select(contacts, later.c.id.label("superseded_by"))
        .outerjoin(later, later.c.corrects == contacts.c.id)
        .where(
            contacts.c.municipality_id == ctx.municipality_id,
            contacts.c.engagement_id == engagement_id,
            contacts.c.id > after,
        )
        .order_by(contacts.c.id)
        .limit(limit)
    )
    return [_contact(row) for row in db.execute(query)]


def add_alert(db: sa.Connection, ctx: Context, engagement_id: str) -> str:
    alert_id = new_id()
    values = {"id": alert_id, "municipality_id": ctx.municipality_id, "engagement_id": engagement_id}
    db.execute(alerts.insert().values(**values, raised_at=ctx.now))
    return alert_id


def count_facts(db: sa.Connection, ctx: Context, as_of: datetime, start: datetime, end: datetime) -> dict[str, int]:
    """Counts by code of what happened in [start, end) and was recorded until `as_of`."""
    later = contacts.alias("later")
    superseded = sa.exists().where(later.c.corrects == contacts.c.id, later.c.recorded_at <= as_of)

    def counted(
        table: sa.Table, code: sa.ColumnElement[str], at: str, recorded: str, *where: Condition
    ) -> sa.Select[tuple[str, int]]:
        in_period = (table.c[at] >= start, table.c[at] < end, table.c[recorded] <= as_of)
        own = table.c.municipality_id == ctx.municipality_id
        return sa.select(code, sa.func.count()).where(own, *in_period, *where).group_by(sa.text("1"))

    outcome = sa.literal("OUTREACH_ENDED_") + approaches.c.outcome
    queries = (
        counted(engagements, sa.literal("OUTREACH_ENGAGEMENTS"), "opened_at", "opened_at"),
        counted(approaches, sa.literal("OUTREACH_APPROACHES"), "opened_at", "opened_at"),
        counted(approaches, outcome, "ended_at", "ended_at"),
        counted(contacts, sa.literal("CONTACTS_") + contacts.c.result, "occurred_at", "recorded_at", ~superseded),
        counted(alerts, sa.literal("OUTREACH_ALERTS"), "raised_at", "raised_at"),
    )
    return {code: count for query in queries for code, count in db.execute(query)}


def _engagement(row: sa.Row[Any]) -> Engagement:
    return Engagement(
        row.id,
        row.case_id,
        row.case_no,
        row.person_id,
        row.agency_id,
        EngagementState(row.state),
        row.stage,
        row.two_person_rule,
        row.approach_no,
        row.version,
        row.opened_at,
        row.review_at,
        row.planned_contact_id,
        row.due_at,
    )


def _contact(row: sa.Row[Any]) -> Contact:
    entry = ContactEntry(
        occurred_at=row.occurred_at,
        method=row.method,
        result=row.result,
        staff_ids=tuple(row.staff_ids),
        stage_after=row.stage_after,
        observations=row.observations,
        risk_signs=tuple(row.risk_signs),
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
    )
