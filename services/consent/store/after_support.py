"""Until when the grants of a person hold whose support has ended."""

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa

from kit.context import Context
from services.consent.domain.statements import MUNICIPALITY_ID, GrantState
from services.consent.store.tables import grants, of_person, subjects

# A grant for the longest time there is (12 months, or a form's 365 days) names no end of its own.
FULL_LENGTH = timedelta(days=365)


def see_plan(
    db: sa.Connection, ctx: Context, case_id: str, person_id: str, plan_id: str, *, again: bool = False
) -> bool:
    """Whether this is the newest plan that consent has heard of for the person (ids are ULIDs); `again`: or the same.

    Holds the person's row, as every writer about them does.
    """
    newest = subjects.c.plan_id <= plan_id if again else subjects.c.plan_id < plan_id
    where = [*of_person(subjects, ctx, case_id, person_id), newest]
    return db.execute(subjects.update().where(*where).values(plan_id=plan_id)).rowcount > 0


def end_by(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    person_id: str,
    given_until: datetime,
    until: datetime,
    accompanying: Collection[str],
) -> None:
    """Only what was given before the end, for the longest time there is; what was over by then stays over."""
    where = [
        *of_person(grants, ctx, case_id, person_id),
        grants.c.state == GrantState.GRANTED,
        grants.c.valid_from <= given_until,
        grants.c.valid_until - grants.c.said_at >= FULL_LENGTH,
        # Another municipality reads nothing while grants run: it is where somebody moves to (E5).
        sa.not_(grants.c.agency_id.regexp_match(MUNICIPALITY_ID.pattern)),
        grants.c.agency_id.not_in(sorted(accompanying)),
        sa.or_(grants.c.ends_by.is_(None), grants.c.ends_by > given_until),
    ]
    db.execute(grants.update().where(*where).values(ends_by=until))


def end_as_given(db: sa.Connection, ctx: Context, case_id: str, person_id: str, agency_id: str | None = None) -> bool:
    """Takes `end_by` back where it has not come yet; whether there was any."""
    where = [*of_person(grants, ctx, case_id, person_id), grants.c.state == GrantState.GRANTED]
    where.append(grants.c.ends_by > ctx.now)
    if agency_id is not None:
        where.append(grants.c.agency_id == agency_id)
    return db.execute(grants.update().where(*where).values(ends_by=None)).rowcount > 0
