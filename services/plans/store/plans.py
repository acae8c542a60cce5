"""Plans, who is in them, and their versions. Every query is held to the municipality of its context."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from kit import hands
from kit.context import Context
from kit.errors import NotFound
from kit.ids import new_id
from kit.sealing import sealed
from services.plans.domain.plan import Plan, PlanState, Subject, Version, VersionState
from services.plans.store import tables as t


def lock_case(db: sa.Connection, case_id: str) -> None:
    """Makes whoever opens a plan for the same case wait for this transaction."""
    db.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(f"plan:{case_id}"))))


def _plan(row: sa.Row[tuple[object, ...]]) -> Plan:
    return Plan(
        plan_id=row.plan_id,
        case_id=row.case_id,
        case_no=row.case_no,
        coordinator_agency_id=row.coordinator_agency_id,
        state=PlanState(row.state),
        closure_reason=row.closure_reason,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        support_started_at=row.support_started_at,
        suspended_at=row.suspended_at,
        in_hands=row.in_hands,
    )


def _select(ctx: Context) -> "sa.Select[tuple[object, ...]]":
    in_hands = hands.in_hands_of(ctx, t.plans.c.case_id).label("in_hands")
    return sa.select(t.plans, in_hands).where(t.plans.c.municipality_id == ctx.municipality_id)


def coordinated(ctx: Context, of: sa.FromClause) -> "sa.ColumnElement[bool]":
    """Rows of a case that the actor's agency coordinates and that is in the actor's hands."""
    return sa.and_(of.c.coordinator_agency_id == ctx.actor.agency_id, hands.in_hands_of(ctx, of.c.case_id))


def insert_plan(db: sa.Connection, ctx: Context, plan: Plan) -> None:
    values = {name: value for name, value in vars(plan).items() if name != "in_hands"}
    db.execute(t.plans.insert().values(municipality_id=ctx.municipality_id, **values))


def get_plan(db: sa.Connection, ctx: Context, plan_id: str) -> Plan:
    row = db.execute(_select(ctx).where(t.plans.c.plan_id == plan_id)).first()
    if row is None:
        raise NotFound
    return _plan(row)


def lock_plan(db: sa.Connection, ctx: Context, plan_id: str) -> Plan:
    """Everything that changes a plan, its drafts or its roles holds this row until the transaction ends."""
    row = db.execute(_select(ctx).where(t.plans.c.plan_id == plan_id).with_for_update()).first()
    if row is None:
        raise NotFound
    return _plan(row)


def lock_open_plan(db: sa.Connection, ctx: Context, case_id: str) -> Plan | None:
    query = _select(ctx).where(t.plans.c.case_id == case_id, t.plans.c.state == PlanState.OPEN).with_for_update()
    row = db.execute(query).first()
    return _plan(row) if row else None


def page_plans(
    db: sa.Connection,
    ctx: Context,
    *,
    whole: bool,
    case_id: str,
    include_closed: bool,
    before: str,
    limit: int,
) -> list[Plan]:
    """Newest first. `whole`: the plans of cases in the actor's hands; else those in which the agency has a role."""
    agency = ctx.actor.agency_id
    if whole:
        mine = coordinated(ctx, t.plans)
    else:
        mine = t.plans.c.plan_id.in_(sa.select(t.roles.c.plan_id).where(t.roles.c.agency_id == agency))
    query = _select(ctx).where(mine).order_by(t.plans.c.plan_id.desc()).limit(limit)
    if case_id:
        query = query.where(t.plans.c.case_id == case_id)
    if not include_closed:
        query = query.where(t.plans.c.state == PlanState.OPEN)
    if before:
        query = query.where(t.plans.c.plan_id < before)
    return [_plan(row) for row in db.execute(query)]


def plans_by_id(db: sa.Connection, ctx: Context, plan_ids: Collection[str]) -> dict[str, Plan]:
    rows = db.execute(_select(ctx).where(t.plans.c.plan_id.in_(plan_ids)))
    return {plan.plan_id: plan for plan in map(_plan, rows)}


def open_plan(db: sa.Connection, ctx: Context, case_id: str) -> Plan | None:
    row = db.execute(_select(ctx).where(t.plans.c.case_id == case_id, t.plans.c.state == PlanState.OPEN)).first()
    return _plan(row) if row else None


def update_plan(db: sa.Connection, plan_id: str, **values: object) -> None:
    db.execute(t.plans.update().where(t.plans.c.plan_id == plan_id).values(**values))


def insert_subject(db: sa.Connection, plan_id: str, subject: Subject) -> None:
    db.execute(t.subjects.insert().values(stay_id=new_id(), plan_id=plan_id, **vars(subject)))


def update_stay(db: sa.Connection, plan_id: str, person_id: str, **values: object) -> None:
    """Changes the person's present stay."""
    where = (t.subjects.c.plan_id == plan_id, t.subjects.c.person_id == person_id, t.subjects.c.left_at.is_(None))
    db.execute(t.subjects.update().where(*where).values(**values))


def subjects_of(db: sa.Connection, plan_id: str) -> list[Subject]:
    return subjects_of_plans(db, [plan_id]).get(plan_id, [])


def subjects_of_plans(db: sa.Connection, plan_ids: Collection[str]) -> dict[str, list[Subject]]:
    query = sa.select(t.subjects).where(t.subjects.c.plan_id.in_(plan_ids)).order_by(t.subjects.c.stay_id)
    found: dict[str, list[Subject]] = {}
    for r in db.execute(query):
        found.setdefault(r.plan_id, []).append(Subject(r.person_id, r.joined_at, r.left_at, r.consent_request_id))
    return found


def joined_persons(db: sa.Connection, plan_id: str) -> list[str]:
    return sorted(subject.person_id for subject in subjects_of(db, plan_id) if subject.left_at is None)


def end_subjects(db: sa.Connection, plan_id: str, at: datetime) -> list[str]:
    """Marks support as ended for who is in the plan and was not told yet; answers those persons."""
    rows = db.execute(
        t.subjects.update()
        .where(t.subjects.c.plan_id == plan_id, t.subjects.c.left_at.is_(None), t.subjects.c.support_ended_at.is_(None))
        .values(support_ended_at=at)
        .returning(t.subjects.c.person_id)
    )
    return sorted(row.person_id for row in rows)


def _version(row: sa.Row[tuple[object, ...]]) -> Version:
    return Version(
        plan_version_id=row.plan_version_id,
        plan_id=row.plan_id,
        number=row.number,
        state=VersionState(row.state),
        draft_id=row.draft_id,
        decision_reason=row.decision_reason,
        decided_at=row.decided_at,
    )


def insert_version(db: sa.Connection, plan_id: str, number: int) -> Version:
    version = Version(new_id(), plan_id, number, VersionState.DRAFTING, None, "", None)
    db.execute(t.versions.insert().values(**vars(version)))
    return version


def versions_of(db: sa.Connection, plan_id: str) -> list[Version]:
    """Oldest first."""
    return versions_of_plans(db, [plan_id]).get(plan_id, [])


def versions_of_plans(db: sa.Connection, plan_ids: Collection[str]) -> dict[str, list[Version]]:
    query = sa.select(t.versions).where(t.versions.c.plan_id.in_(plan_ids)).order_by(t.versions.c.number)
    found: dict[str, list[Version]] = {}
    for row in db.execute(query):
        found.setdefault(row.plan_id, []).append(_version(row))
    return found


def get_version(db: sa.Connection, ctx: Context, plan_version_id: str) -> Version:
    query = (
        sa.select(t.versions)
        .join(t.plans)
        .where(
            t.versions.c.plan_version_id == plan_version_id,
            t.plans.c.municipality_id == ctx.municipality_id,
        )
    )
    row = db.execute(query).first()
    if row is None:
        raise NotFound
    return _version(row)


def decided_version(db: sa.Connection, plan_id: str) -> Version | None:
    """The version in force."""
    return next((v for v in versions_of(db, plan_id) if v.state == VersionState.DECIDED), None)


def update_version(db: sa.Connection, plan_version_id: str, **values: object) -> None:
    db.execute(t.versions.update().where(t.versions.c.plan_version_id == plan_version_id).values(**values))


def write_version(db: sa.Connection, ctx: Context, plan: Plan, plan_version_id: str, **values: object) -> None:
    """As `update_version`, with the reason of the decision."""
    stored = sealed(db, ctx, t.versions, plan.case_id, values, row=plan_version_id)
    update_version(db, plan_version_id, **stored)
