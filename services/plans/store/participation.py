"""Participation support: marks, supports, steps, choices of hosts."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from kit.ids import new_id
from kit.sealing import sealed
from services.plans.domain.participation import (
    Mark,
    MarkState,
    Participation,
    Source,
    Stage,
    Step,
    StepState,
)
from services.plans.store import tables as t
from services.plans.store.plans import coordinated


def insert_mark(db: sa.Connection, ctx: Context, mark: Mark) -> None:
    values = {**vars(mark), "recorded_at": ctx.now}
    db.execute(t.marks.insert().values(sealed(db, ctx, t.marks, mark.person_id, values)))


def _mark(row: "sa.Row[tuple[object, ...]]") -> Mark:
    values = {name: getattr(row, name) for name in Mark.__dataclass_fields__}
    return Mark(**{**values, "source": Source(row.source), "state": MarkState(row.state)})


def get_mark(db: sa.Connection, mark_id: str) -> Mark:
    row = db.execute(sa.select(t.marks).where(t.marks.c.mark_id == mark_id).with_for_update()).first()
    if row is None:
        raise NotFound
    return _mark(row)


def take_marks(db: sa.Connection, case_id: str, person_id: str) -> None:
    """All marks of the person: one support answers them."""
    where = (t.marks.c.case_id == case_id, t.marks.c.person_id == person_id)
    db.execute(t.marks.update().where(*where).values(state=MarkState.TAKEN))


def page_marks(
    db: sa.Connection, ctx: Context, *, whole: bool, include_taken: bool, before: str, limit: int
) -> list[Mark]:
    """Newest first: of the cases in the actor's hands; for whoever carries participation support of every case."""
    query = sa.select(t.marks).order_by(t.marks.c.mark_id.desc()).limit(limit)
    if whole:
        query = query.where(coordinated(ctx, t.marks))
    if not include_taken:
        query = query.where(t.marks.c.state == MarkState.OPEN)
    if before:
        query = query.where(t.marks.c.mark_id < before)
    return [_mark(row) for row in db.execute(query)]


def insert_participation(db: sa.Connection, ctx: Context, participation: Participation) -> None:
    values = {**vars(participation), "recorded_at": ctx.now}
    db.execute(t.participations.insert().values(sealed(db, ctx, t.participations, participation.person_id, values)))


def _participation(row: "sa.Row[tuple[object, ...]]") -> Participation:
    values = {name: getattr(row, name) for name in Participation.__dataclass_fields__}
    codes = {name: tuple(values[name] or ()) for name in ("wish_codes", "condition_codes")}
    return Participation(**{**values, **codes, "stage": Stage(row.stage)})


def get_participation(db: sa.Connection, participation_id: str, *, lock: bool = False) -> Participation:
    query = sa.select(t.participations).where(t.participations.c.participation_id == participation_id)
    row = db.execute(query.with_for_update() if lock else query).first()
    if row is None:
        raise NotFound
    return _participation(row)


def lock_own(db: sa.Connection, ctx: Context, participation_id: str, *, whole: bool) -> Participation:
    """Of what the actor's agency carries; `whole`: of the cases in the actor's hands, too. Raises NotFound."""
    on = t.participations
    mine = on.c.agency_id == ctx.actor.agency_id
    if whole:
        mine = sa.or_(mine, coordinated(ctx, on))
    query = sa.select(on).where(on.c.participation_id == participation_id, mine)
    row = db.execute(query.with_for_update()).first()
    if row is None:
        raise NotFound
    return _participation(row)


def open_participations(db: sa.Connection, case_id: str, person_id: str = "") -> list[Participation]:
    """Locked; only the person's, when given."""
    on = t.participations
    query = sa.select(on).where(on.c.case_id == case_id, on.c.ended_at.is_(None)).with_for_update()
    if person_id:
        query = query.where(on.c.person_id == person_id)
    return [_participation(row) for row in db.execute(query.order_by(on.c.participation_id))]


def page_participations(
    db: sa.Connection, ctx: Context, *, whole: bool, case_id: str, include_ended: bool, before: str, limit: int
) -> list[Participation]:
    """Newest first: those that the actor's agency carries, or of the cases in the actor's hands."""
    on = t.participations
    mine = coordinated(ctx, on) if whole else on.c.agency_id == ctx.actor.agency_id
    query = sa.select(on).where(mine).order_by(on.c.participation_id.desc()).limit(limit)
    if case_id:
        query = query.where(on.c.case_id == case_id)
    if not include_ended:
        query = query.where(on.c.ended_at.is_(None))
    if before:
        query = query.where(on.c.participation_id < before)
    return [_participation(row) for row in db.execute(query)]


def update_participation(db: sa.Connection, ctx: Context, of: Participation, **values: object) -> None:
    on = t.participations
    stored = sealed(db, ctx, on, of.person_id, values, row=of.participation_id)
    db.execute(on.update().where(on.c.participation_id == of.participation_id).values(**stored))


def insert_step(db: sa.Connection, step: Step, **values: object) -> None:
    db.execute(t.steps.insert().values(**vars(step), **values))


def update_step(db: sa.Connection, ctx: Context, of: Participation, step_id: str, **values: object) -> None:
    stored = sealed(db, ctx, t.steps, of.person_id, values, row=step_id)
    db.execute(t.steps.update().where(t.steps.c.step_id == step_id).values(**stored))


def get_step(db: sa.Connection, step_id: str) -> Step:
    row = db.execute(sa.select(t.steps).where(t.steps.c.step_id == step_id)).first()
    if row is None:
        raise NotFound
    return _step(row)


def _step(row: "sa.Row[tuple[object, ...]]") -> Step:
    values = {name: getattr(row, name) for name in Step.__dataclass_fields__}
    return Step(**{**values, "state": StepState(row.state)})


def steps_of(db: sa.Connection, participation_ids: Collection[str]) -> dict[str, list[Step]]:
    """Oldest first."""
    query = sa.select(t.steps).where(t.steps.c.participation_id.in_(participation_ids))
    found: dict[str, list[Step]] = {}
    for row in db.execute(query.order_by(t.steps.c.step_id)):
        found.setdefault(row.participation_id, []).append(_step(row))
    return found


def taken(db: sa.Connection) -> dict[str, int]:
    """Host → how many persons it has now."""
    on = t.participations
    query = sa.select(on.c.host_id, sa.func.count().label("persons")).where(on.c.ended_at.is_(None), on.c.host_id != "")
    return {row.host_id: row.persons for row in db.execute(query.group_by(on.c.host_id))}


def insert_choice(
    db: sa.Connection, ctx: Context, of: Participation, host_id: str, *, agreed: bool, words: str, at: datetime
) -> None:
    values = {
        "choice_id": new_id(),
        "participation_id": of.participation_id,
        "host_id": host_id,
        "agreed": agreed,
        "own_words": words,
        "recorded_by_person_id": ctx.actor.person_id,
        "occurred_at": at,
        "recorded_at": ctx.now,
    }
    db.execute(t.host_choices.insert().values(sealed(db, ctx, t.host_choices, of.person_id, values)))
