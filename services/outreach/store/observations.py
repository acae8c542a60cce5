"""What was seen of areas and households."""

from collections.abc import Collection
from enum import Enum
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.hands import in_hands_of
from kit.sealing import keyring_of, sealed
from services.outreach.domain import Observation
from services.outreach.store.tables import observations as t


def add(db: sa.Connection, ctx: Context, observation: Observation, subject: str) -> None:
    """`subject`: under whose key. Raises SubjectErased."""
    given = {**vars(observation), "recorded_by": ctx.actor.person_id, "recorded_by_agency_id": ctx.actor.agency_id}
    given["id"] = given.pop("observation_id")
    given |= {"municipality_id": ctx.municipality_id, "recorded_at": ctx.now}
    given["area_key"] = _area_key(db, ctx, observation.area)
    db.execute(t.insert().values(sealed(db, ctx, t, subject, given)))


class Seen(Enum):
    """Which there are for a reader: what their agency recorded; that, and what is of no case or of one in their hands;
    all.
    """

    OWN, IN_HANDS, ALL = range(3)


def find(
    db: sa.Connection, ctx: Context, *, seen: Seen, area: str, case_id: str, before: str, limit: int
) -> list[Observation]:
    """Newest first."""
    given = {"area_key": _area_key(db, ctx, area), "case_id": case_id}
    where = [t.c[name] == value for name, value in given.items() if value]
    own = t.c.recorded_by_agency_id == ctx.actor.agency_id
    if seen is not Seen.ALL:
        where.append(own if seen is Seen.OWN else sa.or_(own, in_hands_of(ctx, t.c.case_id)))
    if before:
        where.append(t.c.id < before)
    query = sa.select(t).where(t.c.municipality_id == ctx.municipality_id, *where).order_by(t.c.id.desc()).limit(limit)
    return [_observation(row) for row in db.execute(query)]


def forget(db: sa.Connection, ctx: Context, subjects: Collection[str]) -> None:
    """What was erased is found by no area any more."""
    where = (t.c.municipality_id == ctx.municipality_id, sa.or_(t.c.case_id.in_(subjects), t.c.id.in_(subjects)))
    db.execute(t.update().where(*where).values(area_key=""))


def _area_key(db: sa.Connection, ctx: Context, area: str) -> str:
    return keyring_of(db).blind(ctx.municipality_id, area) if area else ""


def _observation(row: sa.Row[Any]) -> Observation:
    names = [name for name in Observation.__dataclass_fields__ if name != "observation_id"]
    return Observation(**{name: getattr(row, name) for name in names}, observation_id=row.id)
