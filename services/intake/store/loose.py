"""What stands in no file and has a key of its own: advice, and observations that outreach keeps."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from kit.context import Context
from services.intake.store.city_tables import loose_observations
from services.intake.store.tables import advices, consultations, persons

o, a = loose_observations.c, advices.c


def watch(db: sa.Connection, ctx: Context, subject: str, recorded_at: datetime) -> None:
    """What several observations have in common ends with the last of them."""
    row = {"municipality_id": ctx.municipality_id, "subject": subject, "recorded_at": recorded_at}
    statement = insert(loose_observations).values(row)
    later = sa.func.greatest(o.recorded_at, statement.excluded.recorded_at)
    key = [o.municipality_id, o.subject]
    db.execute(statement.on_conflict_do_update(index_elements=key, set_={"recorded_at": later}))


def ends_with_another(db: sa.Connection, ctx: Context, subject: str) -> bool:
    """Whether the erasure of a file, a person or an advice takes this key with it."""
    kept = (consultations.c.case_id, persons.c.id, a.id)
    found = [sa.exists().where(one.table.c.municipality_id == ctx.municipality_id, one == subject) for one in kept]
    return db.scalar(sa.select(sa.or_(*found))) or False


def ends(db: sa.Connection, ctx: Context, subject: str) -> list[datetime | None]:
    """When it ended, None for what has not; nothing for what is not there. `subject`: a resource name."""
    every = sa.union_all(*of_city(ctx)).subquery()
    return list(db.scalars(sa.select(every.c.ended).where(every.c.subject == subject)))


def of_city(ctx: Context) -> tuple[sa.Select[Any], sa.Select[Any]]:
    """(subject, case_no, ended) of advice, which ends with its answer, and of observations."""
    advice = sa.select(("advices/" + a.id).label("subject"), a.number.label("case_no"), a.answered_at.label("ended"))
    observed = sa.select("observations/" + o.subject, sa.literal(""), o.recorded_at)
    of_advice, of_observation = a.municipality_id == ctx.municipality_id, o.municipality_id == ctx.municipality_id
    return advice.where(of_advice), observed.where(of_observation)
