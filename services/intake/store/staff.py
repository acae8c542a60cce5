"""Records of staff: changes and reviews are only ever added; the record is the last change that holds."""

from typing import Any

import sqlalchemy as sa

from kit.context import Context
from services.intake.domain.staff import Member
from services.intake.store.city_tables import staff_changes as changes
from services.intake.store.city_tables import staff_reviews as reviews

_ALL = changes.outerjoin(
    reviews,
    (reviews.c.municipality_id == changes.c.municipality_id)
    & (reviews.c.staff_id == changes.c.staff_id)
    & (reviews.c.revision == changes.c.revision),
)
HOLDS = ~changes.c.needs_second | (reviews.c.verdict == "CONFIRMED")


def one_at_a_time(db: sa.Connection, ctx: Context) -> None:
    """Until the transaction ends; changes of staff are rare, and two of them must see each other."""
    key = sa.func.hashtextextended(f"staff/{ctx.municipality_id}", 0)
    db.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))


def history(db: sa.Connection, ctx: Context, staff_id: str = "") -> list[Any]:
    """Every change with its review, oldest first within each record."""
    query = sa.select(
        changes,
        sa.func.coalesce(reviews.c.verdict, "").label("verdict"),
        sa.func.coalesce(reviews.c.reviewed_by, "").label("reviewed_by"),
        reviews.c.reviewed_at,
    ).select_from(_ALL)
    if staff_id:
        query = query.where(changes.c.staff_id == staff_id)
    mine = changes.c.municipality_id == ctx.municipality_id
    return list(db.execute(query.where(mine).order_by(changes.c.staff_id, changes.c.revision)).all())


def members(db: sa.Connection, ctx: Context) -> list[Any]:
    """The last change of each that holds."""
    query = sa.select(changes).select_from(_ALL).where(changes.c.municipality_id == ctx.municipality_id, HOLDS)
    last = query.distinct(changes.c.staff_id).order_by(changes.c.staff_id, changes.c.revision.desc())
    return list(db.execute(last).all())


def of_login(db: sa.Connection, ctx: Context, issuer: str, subject: str) -> Any | None:
    """The one active record of a login."""
    return next(
        (row for row in members(db, ctx) if row.active and (row.issuer, row.subject) == (issuer, subject)), None
    )


def add(db: sa.Connection, ctx: Context, member: Member, revision: int, reason: str, *, needs_second: bool) -> None:
    db.execute(
        changes.insert().values(
            municipality_id=ctx.municipality_id,
            staff_id=member.staff_id,
            revision=revision,
            issuer=member.issuer,
            subject=member.subject,
            agency_id=member.agency_id,
            roles=sorted(member.roles),
            purposes=sorted(member.purposes),
            active=member.active,
            needs_second=needs_second,
            reason=reason,
            changed_by=ctx.actor.person_id,
            changed_at=ctx.now,
        )
    )


def add_review(db: sa.Connection, ctx: Context, staff_id: str, revision: int, verdict: str) -> None:
    db.execute(
        reviews.insert().values(
            municipality_id=ctx.municipality_id,
            staff_id=staff_id,
            revision=revision,
            verdict=verdict,
            reviewed_by=ctx.actor.person_id,
            reviewed_at=ctx.now,
        )
    )
