"""Roles: what stays of them over drafts, and their terms and answers as each draft has them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from kit.ids import new_id
from kit.sealing import sealed
from services.plans.domain.draft import Role, RoleState
from services.plans.domain.plan import Plan, PlanState
from services.plans.store import tables as t
from services.plans.store.plans import coordinated


def insert_roles(db: sa.Connection, ctx: Context, plan: Plan, roles: Sequence[Role], known: Collection[str]) -> None:
    """The roles in their draft; those whose id is not `known` are new to the plan too."""
    fresh = [
        {"role_id": role.role_id, "plan_id": plan.plan_id, "agency_id": role.agency_id, "task_code": role.task_code}
        for role in roles
        if role.role_id not in known
    ]
    if fresh:
        db.execute(t.roles.insert(), fresh)
    terms = [name for name in Role.__dataclass_fields__ if name in t.draft_roles.c and name != "revision"]
    rows = [
        {"position": position, **{name: getattr(role, name) for name in terms}} for position, role in enumerate(roles)
    ]
    db.execute(t.draft_roles.insert(), [sealed(db, ctx, t.draft_roles, plan.case_id, row) for row in rows])
    persons = [
        {"draft_id": role.draft_id, "role_id": role.role_id, "person_id": person}
        for role in roles
        for person in role.person_ids
    ]
    if persons:
        db.execute(t.draft_role_persons.insert(), persons)


def roles_of(db: sa.Connection, draft_id: str) -> list[Role]:
    return roles_of_drafts(db, [draft_id]).get(draft_id, [])


def roles_of_drafts(db: sa.Connection, draft_ids: Collection[str]) -> dict[str, list[Role]]:
    """Of each draft that has any, in the order in which they were written."""
    persons: dict[tuple[str, str], list[str]] = {}
    on = t.draft_role_persons
    for row in db.execute(sa.select(on).where(on.c.draft_id.in_(draft_ids)).order_by(on.c.person_id)):
        persons.setdefault((row.draft_id, row.role_id), []).append(row.person_id)
    of_role = (t.roles.c.agency_id, t.roles.c.task_code, t.roles.c.started_at, t.roles.c.begun_at, t.roles.c.ended_at)
    query = (
        sa.select(t.draft_roles, *of_role)
        .join(t.roles)
        .where(t.draft_roles.c.draft_id.in_(draft_ids))
        .order_by(t.draft_roles.c.draft_id, t.draft_roles.c.position)
    )
    names = [name for name in Role.__dataclass_fields__ if name not in ("state", "person_ids")]
    found: dict[str, list[Role]] = {}
    for row in db.execute(query):
        values = {name: getattr(row, name) for name in names}
        people = tuple(persons.get((row.draft_id, row.role_id), ()))
        role = Role(**values, state=RoleState(row.state), person_ids=people)
        found.setdefault(row.draft_id, []).append(role)
    return found


def plan_of_role(db: sa.Connection, ctx: Context, role_id: str) -> str:
    query = (
        sa.select(t.roles.c.plan_id)
        .join(t.plans)
        .where(t.roles.c.role_id == role_id, t.plans.c.municipality_id == ctx.municipality_id)
    )
    plan_id = db.scalar(query)
    if plan_id is None:
        raise NotFound
    return str(plan_id)


def update_draft_roles(db: sa.Connection, draft_id: str, role_ids: Collection[str], **values: object) -> None:
    """Every change counts: an agency that read the role before writes with an old etag (P-034)."""
    where = (t.draft_roles.c.draft_id == draft_id, t.draft_roles.c.role_id.in_(role_ids))
    db.execute(t.draft_roles.update().where(*where).values(revision=t.draft_roles.c.revision + 1, **values))


def write_draft_role(
    db: sa.Connection, ctx: Context, plan: Plan, draft_id: str, role_id: str, **values: object
) -> None:
    """As `update_draft_roles`, with its texts."""
    stored = sealed(db, ctx, t.draft_roles, plan.case_id, values, row=f"{draft_id}/{role_id}")
    update_draft_roles(db, draft_id, [role_id], **stored)


def update_roles(db: sa.Connection, role_ids: Collection[str], **values: object) -> None:
    """What stays of roles over drafts."""
    db.execute(t.roles.update().where(t.roles.c.role_id.in_(role_ids)).values(**values))


def end_early(db: sa.Connection, ctx: Context, plan: Plan, role_id: str, reason: str, at: datetime) -> None:
    values = {"ended_at": at, "end_reason": reason}
    update_roles(db, [role_id], **sealed(db, ctx, t.roles, plan.case_id, values, row=role_id))


def touch(db: sa.Connection, draft_id: str, role_id: str) -> None:
    """Whoever read the role before writes with an old etag."""
    update_draft_roles(db, draft_id, [role_id])


def strike_agency(db: sa.Connection, plan: Plan, person_id: str, agency_id: str) -> tuple[list[str], list[str]]:
    """Takes the person out of the agency's roles; answers (roles touched, roles that rest on nobody any more)."""
    of_plan = sa.select(t.drafts.c.draft_id).where(t.drafts.c.plan_id == plan.plan_id)
    own = sa.select(t.roles.c.role_id).where(t.roles.c.plan_id == plan.plan_id, t.roles.c.agency_id == agency_id)
    on = t.draft_role_persons
    where = (on.c.draft_id.in_(of_plan), on.c.role_id.in_(own), on.c.person_id == person_id)
    touched = db.execute(on.delete().where(*where).returning(on.c.role_id))
    return sorted({row.role_id for row in touched}), _strike_bare(db, of_plan)


def strike_person(db: sa.Connection, plan: Plan, person_id: str) -> list[str]:
    """Takes the person out of every role of the plan; answers the roles that rest on nobody any more."""
    of_plan = sa.select(t.drafts.c.draft_id).where(t.drafts.c.plan_id == plan.plan_id)
    on = t.draft_role_persons
    db.execute(on.delete().where(on.c.draft_id.in_(of_plan), on.c.person_id == person_id))
    return _strike_bare(db, of_plan)


def _strike_bare(db: sa.Connection, of_plan: "sa.Select[tuple[str]]") -> list[str]:
    on = t.draft_role_persons
    resting = sa.exists().where(on.c.draft_id == t.draft_roles.c.draft_id, on.c.role_id == t.draft_roles.c.role_id)
    struck = db.execute(
        t.draft_roles.update()
        .where(t.draft_roles.c.draft_id.in_(of_plan), ~resting, t.draft_roles.c.state != RoleState.STRUCK)
        .values(state=RoleState.STRUCK, revision=t.draft_roles.c.revision + 1)
        .returning(t.draft_roles.c.role_id)
    )
    return sorted({row.role_id for row in struck})


def start_roles(db: sa.Connection, role_ids: Collection[str], plan_version_id: str, at: datetime) -> None:
    values = {"started_at": at, "started_version_id": plan_version_id}
    db.execute(t.roles.update().where(t.roles.c.role_id.in_(role_ids)).values(**values))


def started_with(db: sa.Connection, plan_version_id: str) -> set[str]:
    """The roles that began with this version."""
    return set(db.scalars(sa.select(t.roles.c.role_id).where(t.roles.c.started_version_id == plan_version_id)))


def end_roles(db: sa.Connection, plan_id: str, kept: Collection[str], at: datetime) -> None:
    """Ends the started roles of the plan that are not kept."""
    where = (
        t.roles.c.plan_id == plan_id,
        t.roles.c.started_at.is_not(None),
        t.roles.c.ended_at.is_(None),
        t.roles.c.role_id.not_in(kept),
    )
    db.execute(t.roles.update().where(*where).values(ended_at=at))


def page_role_plans(
    db: sa.Connection, ctx: Context, *, whole: bool, case_id: str, before: str, limit: int
) -> list[tuple[str, str]]:
    """(role id, plan id), newest first: roles of open plans of cases in the actor's hands, or that its agency has."""
    mine = coordinated(ctx, t.plans) if whole else t.roles.c.agency_id == ctx.actor.agency_id
    query = (
        sa.select(t.roles.c.role_id, t.roles.c.plan_id)
        .join(t.plans)
        .where(t.plans.c.municipality_id == ctx.municipality_id, t.plans.c.state == PlanState.OPEN, mine)
        .order_by(t.roles.c.role_id.desc())
        .limit(limit)
    )
    if case_id:
        query = query.where(t.plans.c.case_id == case_id)
    if before:
        query = query.where(t.roles.c.role_id < before)
    return [(row.role_id, row.plan_id) for row in db.execute(query)]


def record_changes(
    db: sa.Connection,
    ctx: Context,
    plan: Plan,
    role_ids: Iterable[str],
    code: str,
    text: str = "",
    occurred_at: datetime | None = None,
) -> None:
    """Who did what to these roles, now: append-only (P-034)."""
    rows = [
        {
            "change_id": new_id(),
            "role_id": role_id,
            "code": code,
            "text": text,
            "agency_id": ctx.actor.agency_id,
            "person_id": ctx.actor.person_id,
            "occurred_at": occurred_at or ctx.now,
            "recorded_at": ctx.now,
        }
        for role_id in role_ids
    ]
    if rows:
        db.execute(t.role_changes.insert(), [sealed(db, ctx, t.role_changes, plan.case_id, row) for row in rows])


def changes_of(db: sa.Connection, role_id: str) -> "list[sa.Row[tuple[object, ...]]]":
    """Newest first."""
    query = sa.select(t.role_changes).where(t.role_changes.c.role_id == role_id)
    return list(db.execute(query.order_by(t.role_changes.c.change_id.desc())))


def last_progress(db: sa.Connection, role_ids: Collection[str]) -> dict[str, str]:
    """The last report of each role that was reported."""
    on = t.role_changes
    query = sa.select(on.c.role_id, on.c.code).where(on.c.role_id.in_(role_ids), on.c.code.startswith("REPORTED_"))
    rows = db.execute(query.distinct(on.c.role_id).order_by(on.c.role_id, on.c.change_id.desc()))
    return {row.role_id: row.code.removeprefix("REPORTED_") for row in rows}
