"""Drafts, their goals and wishes, and the roles that they offer."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from kit import sealing
from kit.context import Context
from kit.errors import NotFound
from kit.ids import new_id
from kit.sealing import sealed
from services.plans.domain.draft import Answer, Confirmation, Draft, DraftState, Gap, Goal, Wish
from services.plans.domain.plan import Plan
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
    return drafts_of_plans(db, [plan_id]).get(plan_id, [])


def drafts_of_plans(db: sa.Connection, plan_ids: Collection[str]) -> dict[str, list[Draft]]:
    query = sa.select(t.drafts).where(t.drafts.c.plan_id.in_(plan_ids)).order_by(t.drafts.c.number)
    found: dict[str, list[Draft]] = {}
    for row in db.execute(query):
        found.setdefault(row.plan_id, []).append(_draft(row))
    return found


def latest_draft(db: sa.Connection, plan_id: str) -> Draft | None:
    return next(reversed(drafts_of(db, plan_id)), None)


def update_draft(db: sa.Connection, draft_id: str, **values: object) -> None:
    db.execute(t.drafts.update().where(t.drafts.c.draft_id == draft_id).values(**values))


def write_draft(db: sa.Connection, ctx: Context, plan: Plan, draft_id: str, **values: object) -> None:
    """As `update_draft`, with its texts."""
    update_draft(db, draft_id, **sealed(db, ctx, t.drafts, plan.case_id, values, row=draft_id))


def insert_wishes(db: sa.Connection, ctx: Context, draft_id: str, wishes: Iterable[Wish]) -> None:
    rows = [{"draft_id": draft_id, **vars(wish)} for wish in wishes]
    db.execute(t.draft_persons.insert(), [sealed(db, ctx, t.draft_persons, row["person_id"], row) for row in rows])


def wishes_of(db: sa.Connection, draft_id: str) -> list[Wish]:
    query = sa.select(t.draft_persons).where(t.draft_persons.c.draft_id == draft_id)
    rows = db.execute(query.order_by(t.draft_persons.c.person_id))
    return [Wish(row.person_id, row.own_words, row.missing_reason) for row in rows]


def record_answers(
    db: sa.Connection,
    ctx: Context,
    draft_id: str,
    person_ids: Collection[str],
    answer: Answer,
    words: str,
    at: datetime,
) -> None:
    """The same words stand under the key of each person. Nobody may be there: whoever left is not asked."""
    if not person_ids:
        return
    on = t.draft_persons
    if words:
        sealing.prepare(db, ctx, person_ids)
    rows = []
    for person in person_ids:
        said = sealed(db, ctx, on, person, {"answer_words": words}, row=f"{draft_id}/{person}")
        rows.append({"person": person, "words": said["answer_words"]})
    values = {"answer": answer, "answered_at": at, "answer_recorded_at": ctx.now}
    statement = on.update().where(on.c.draft_id == draft_id, on.c.person_id == sa.bindparam("person"))
    db.execute(statement.values(**values, answer_words=sa.bindparam("words")), rows)


def confirmations_of(db: sa.Connection, draft_id: str) -> list[Confirmation]:
    query = sa.select(t.draft_persons).where(
        t.draft_persons.c.draft_id == draft_id, t.draft_persons.c.answer.is_not(None)
    )
    rows = db.execute(query.order_by(t.draft_persons.c.person_id))
    return [Confirmation(row.person_id, Answer(row.answer), row.answer_words, row.answered_at) for row in rows]


def insert_goals(db: sa.Connection, ctx: Context, plan: Plan, draft_id: str, goals: Iterable[Goal]) -> None:
    rows = [{"draft_id": draft_id, "position": position, **vars(goal)} for position, goal in enumerate(goals)]
    db.execute(t.goals.insert(), [sealed(db, ctx, t.goals, plan.case_id, row) for row in rows])


def goals_of(db: sa.Connection, draft_id: str) -> list[Goal]:
    query = sa.select(t.goals).where(t.goals.c.draft_id == draft_id).order_by(t.goals.c.position)
    return [Goal(row.goal_id, row.text, row.indicator, row.due_date, row.long_term) for row in db.execute(query)]


def insert_gaps(db: sa.Connection, ctx: Context, plan: Plan, draft_id: str, gaps: Iterable[Gap], at: datetime) -> None:
    fixed = {"municipality_id": ctx.municipality_id, "draft_id": draft_id, "occurred_at": at, "recorded_at": ctx.now}
    rows = [{"gap_id": new_id(), **fixed, **vars(gap)} for gap in gaps]
    if rows:
        db.execute(t.gaps.insert(), [sealed(db, ctx, t.gaps, plan.case_id, row) for row in rows])


@dataclass
class Parts:
    """What stands in a draft beside its roles."""

    wishes: list[Wish]
    confirmations: list[Confirmation]
    goals: list[Goal]
    gaps: list[Gap]


def parts_of(db: sa.Connection, draft_ids: Collection[str]) -> dict[str, Parts]:
    """Of every draft named, in three statements."""
    found = {draft_id: Parts([], [], [], []) for draft_id in draft_ids}
    persons = sa.select(t.draft_persons).where(t.draft_persons.c.draft_id.in_(draft_ids))
    for row in db.execute(persons.order_by(t.draft_persons.c.person_id)):
        parts = found[row.draft_id]
        parts.wishes.append(Wish(row.person_id, row.own_words, row.missing_reason))
        if row.answer is not None:
            parts.confirmations.append(
                Confirmation(row.person_id, Answer(row.answer), row.answer_words, row.answered_at)
            )
    for row in db.execute(sa.select(t.goals).where(t.goals.c.draft_id.in_(draft_ids)).order_by(t.goals.c.position)):
        found[row.draft_id].goals.append(Goal(row.goal_id, row.text, row.indicator, row.due_date, row.long_term))
    for row in db.execute(sa.select(t.gaps).where(t.gaps.c.draft_id.in_(draft_ids)).order_by(t.gaps.c.gap_id)):
        found[row.draft_id].gaps.append(Gap(row.need_code, row.area))
    return found


def update_goals(db: sa.Connection, draft_id: str, due_dates: Mapping[str, date]) -> None:
    on = t.goals
    statement = on.update().where(on.c.draft_id == draft_id, on.c.goal_id == sa.bindparam("goal"))
    db.execute(statement.values(due_date=sa.bindparam("day")), [{"goal": g, "day": d} for g, d in due_dates.items()])
