"""Drafts, their goals and wishes, and the roles that they offer."""

from collections.abc import Collection, Iterable
from datetime import datetime

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from kit.ids import new_id
from services.plans.domain.draft import Answer, Confirmation, Draft, DraftState, Gap, Goal, Role, RoleState, Wish
from services.plans.domain.plan import Plan, PlanState
from services.plans.store import tables as t


def _draft(row: sa.Row[tuple[object, ...]]) -> Draft:
    values = {name: getattr(row, name) for name in Draft.__dataclass_fields__}
    return Draft(**{**values, "state": DraftState(row.state)})


def insert_draft(db: sa.Connection, draft: Draft) -> None:
    db.execute(t.drafts.insert().values(**vars(draft)))


def get_draft(db: sa.Connection, ctx: Context, draft_id: str) -> Draft:
    query = (
        sa.select(t.drafts)
        .join(t.plans, t.plans.c.plan_id == t.drafts.c.plan_id)
        .where(t.drafts.c.draft_id == draft_id, t.plans.c.municipality_id == ctx.municipality_id)
    )
    row = db.execute(query).first()
    if row is None:
        raise NotFound
    return _draft(row)


def drafts_of(db: sa.Connection, plan_id: str) -> list[Draft]:
    """Oldest first."""
    query = sa.select(t.drafts).where(t.drafts.c.plan_id == plan_id).order_by(t.drafts.c.number)
    return [_draft(row) for row in db.execute(query)]


def latest_draft(db: sa.Connection, plan_id: str) -> Draft | None:
    return next(reversed(drafts_of(db, plan_id)), None)


def update_draft(db: sa.Connection, draft_id: str, **values: object) -> None:
    db.execute(t.drafts.update().where(t.drafts.c.draft_id == draft_id).values(**values))


def insert_wishes(db: sa.Connection, draft_id: str, wishes: Iterable[Wish]) -> None:
    db.execute(t.draft_persons.insert(), [{"draft_id": draft_id, **vars(wish)} for wish in wishes])


def wishes_of(db: sa.Connection, draft_id: str) -> list[Wish]:
    query = sa.select(t.draft_persons).where(t.draft_persons.c.draft_id == draft_id)
    rows = db.execute(query.order_by(t.draft_persons.c.person_id))
    return [Wish(row.person_id, row.own_words, row.missing_reason) for row in rows]


def record_answers(
    db: sa.Connection,
    draft_id: str,
    person_ids: Collection[str],
    answer: Answer,
    words: str,
    at: datetime,
    now: datetime,
) -> None:
    where = (t.draft_persons.c.draft_id == draft_id, t.draft_persons.c.person_id.in_(person_ids))
    values = {"answer": answer, "answer_words": words, "answered_at": at, "answer_recorded_at": now}
    db.execute(t.draft_persons.update().where(*where).values(**values))


def confirmations_of(db: sa.Connection, draft_id: str) -> list[Confirmation]:
    query = sa.select(t.draft_persons).where(
        t.draft_persons.c.draft_id == draft_id, t.draft_persons.c.answer.is_not(None)
    )
    rows = db.execute(query.order_by(t.draft_persons.c.person_id))
    return [Confirmation(row.person_id, Answer(row.answer), row.answer_words, row.answered_at) for row in rows]


def insert_goals(db: sa.Connection, draft_id: str, goals: Iterable[Goal]) -> None:
    rows = [{"draft_id": draft_id, "position": position, **vars(goal)} for position, goal in enumerate(goals)]
    db.execute(t.goals.insert(), rows)


def goals_of(db: sa.Connection, draft_id: str) -> list[Goal]:
    query = sa.select(t.goals).where(t.goals.c.draft_id == draft_id).order_by(t.goals.c.position)
    return [Goal(row.goal_id, row.text, row.indicator, row.due_date, row.long_term) for row in db.execute(query)]


def insert_gaps(db: sa.Connection, ctx: Context, draft_id: str, gaps: Iterable[Gap], at: datetime) -> None:
    for gap in gaps:
        db.execute(
            t.gaps.insert().values(
                gap_id=new_id(),
                municipality_id=ctx.municipality_id,
                draft_id=draft_id,
                occurred_at=at,
                recorded_at=ctx.now,
                **vars(gap),
            )
        )


def gaps_of(db: sa.Connection, draft_id: str) -> list[Gap]:
    query = sa.select(t.gaps).where(t.gaps.c.draft_id == draft_id).order_by(t.gaps.c.gap_id)
    return [Gap(row.need_code, row.area) for row in db.execute(query)]


def insert_role(db: sa.Connection, plan_id: str, position: int, role: Role) -> None:
    """The role in its draft; the role itself too, when it is new."""
    known = db.scalar(sa.select(sa.exists().where(t.roles.c.role_id == role.role_id)))
    if not known:
        db.execute(
            t.roles.insert().values(
                role_id=role.role_id, plan_id=plan_id, agency_id=role.agency_id, task_code=role.task_code
            )
        )
    db.execute(
        t.draft_roles.insert().values(
            draft_id=role.draft_id,
            role_id=role.role_id,
            position=position,
            task_text=role.task_text,
            frequency=role.frequency,
            contact=role.contact,
            lead=role.lead,
            state=role.state,
        )
    )
    if role.person_ids:
        rows = [{"draft_id": role.draft_id, "role_id": role.role_id, "person_id": p} for p in role.person_ids]
        db.execute(t.draft_role_persons.insert(), rows)


def roles_of(db: sa.Connection, draft_id: str) -> list[Role]:
    persons: dict[str, list[str]] = {}
    on = t.draft_role_persons
    for row in db.execute(sa.select(on).where(on.c.draft_id == draft_id).order_by(on.c.person_id)):
        persons.setdefault(row.role_id, []).append(row.person_id)
    query = (
        sa.select(t.draft_roles, t.roles.c.agency_id, t.roles.c.task_code, t.roles.c.started_at)
        .join(t.roles)
        .where(t.draft_roles.c.draft_id == draft_id)
        .order_by(t.draft_roles.c.position)
    )
    names = [name for name in Role.__dataclass_fields__ if name not in ("state", "person_ids")]
    return [
        Role(
            **{name: getattr(row, name) for name in names},
            state=RoleState(row.state),
            person_ids=tuple(persons.get(row.role_id, ())),
        )
        for row in db.execute(query)
    ]


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


def update_draft_role(db: sa.Connection, draft_id: str, role_id: str, **values: object) -> None:
    where = (t.draft_roles.c.draft_id == draft_id, t.draft_roles.c.role_id == role_id)
    db.execute(t.draft_roles.update().where(*where).values(**values))


def strike_person(
    db: sa.Connection, plan: Plan, person_id: str, agency_ids: Collection[str] | None = None
) -> list[str]:
    """Takes the person out of every role of the plan (`agency_ids`: of these agencies); answers the roles that rest on
    nobody any more."""
    of_plan = sa.select(t.drafts.c.draft_id).where(t.drafts.c.plan_id == plan.plan_id)
    on = t.draft_role_persons
    where = [on.c.draft_id.in_(of_plan), on.c.person_id == person_id]
    if agency_ids is not None:
        where.append(on.c.role_id.in_(sa.select(t.roles.c.role_id).where(t.roles.c.agency_id.in_(agency_ids))))
    db.execute(on.delete().where(*where))
    resting = sa.exists().where(on.c.draft_id == t.draft_roles.c.draft_id, on.c.role_id == t.draft_roles.c.role_id)
    struck = db.execute(
        t.draft_roles.update()
        .where(t.draft_roles.c.draft_id.in_(of_plan), ~resting, t.draft_roles.c.state != RoleState.STRUCK)
        .values(state=RoleState.STRUCK)
        .returning(t.draft_roles.c.role_id)
    )
    return sorted({row.role_id for row in struck})


def start_roles(db: sa.Connection, role_ids: Collection[str], plan_version_id: str, at: datetime) -> None:
    values = {"started_at": at, "started_version_id": plan_version_id}
    db.execute(t.roles.update().where(t.roles.c.role_id.in_(role_ids)).values(**values))


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
    """(role id, plan id), newest first: roles of open plans that the actor's agency coordinates, or has."""
    agency = ctx.actor.agency_id
    mine = t.plans.c.coordinator_agency_id == agency if whole else t.roles.c.agency_id == agency
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
