"""Whose access to which file stopped: kept by every service, so that the rule needs nobody's answer (ADR 18)."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from kit.context import Context
from kit.kafka import Delivery, Subscriber

_metadata = sa.MetaData()
access_freezes = sa.Table(
    "access_freezes",
    _metadata,
    sa.Column("breach_id", sa.Text, primary_key=True),
    sa.Column("municipality_id", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, primary_key=True, index=True),
    sa.Column("agency_id", sa.Text, nullable=False),
    sa.Column("lifted", sa.Boolean, nullable=False),
    comment="While not lifted, the agency reads nothing of the file, on any basis (E12).",
)
tables = (access_freezes,)
LIFTED = "LIFTED"


def set_freeze(db: sa.Connection, ctx: Context, breach_id: str, case_id: str, agency_id: str, *, lifted: bool) -> None:
    """Reported and reviewed may come in any order: what was lifted stays lifted, in every file that it went with."""
    c = access_freezes.c
    values = {"municipality_id": ctx.municipality_id, "case_id": case_id, "agency_id": agency_id}
    statement = insert(access_freezes).values(breach_id=breach_id, lifted=lifted, **values)
    either = sa.or_(c.lifted, statement.excluded.lifted)
    db.execute(statement.on_conflict_do_update(index_elements=[c.breach_id, c.case_id], set_={"lifted": either}))
    if lifted:
        db.execute(sa.update(access_freezes).where(c.breach_id == breach_id).values(lifted=True))


def carry_over(db: sa.Connection, ended_case_id: str, kept_case_id: str) -> None:
    """Two cases became one: whoever reads nothing of the one reads nothing of the other."""
    c = access_freezes.c
    kept = sa.literal(kept_case_id)
    stopped = sa.select(c.breach_id, c.municipality_id, kept, c.agency_id, c.lifted).where(c.case_id == ended_case_id)
    copied = insert(access_freezes).from_select([one.name for one in access_freezes.columns], stopped)
    db.execute(copied.on_conflict_do_nothing())


def frozen(db: sa.Connection, ctx: Context, case_ids: Collection[str]) -> set[tuple[str, str]]:
    """(case, agency), in one statement."""
    c = access_freezes.c
    where = (c.municipality_id == ctx.municipality_id, c.case_id.in_(case_ids), ~c.lifted)
    return {(row.case_id, row.agency_id) for row in db.execute(sa.select(c.case_id, c.agency_id).where(*where))}


def stopped(db: sa.Connection, ctx: Context, case_id: str, agency_id: str) -> bool:
    return (case_id, agency_id) in frozen(db, ctx, [case_id])


def reported(delivery: Delivery) -> None:
    _keep(delivery, lifted=False)


def reviewed(delivery: Delivery) -> None:
    _keep(delivery, lifted=delivery.event.verdict == LIFTED)


def _keep(delivery: Delivery, *, lifted: bool) -> None:
    event = delivery.event
    set_freeze(delivery.db, delivery.ctx, event.breach_id, event.case_id, event.agency_id, lifted=lifted)


def merged(delivery: Delivery) -> None:
    carry_over(delivery.db, delivery.event.case_id, delivery.event.into_case_id)


subscriptions: Mapping[str, Subscriber] = {
    "tsunagi.intake.v1.BreachReported": reported,
    "tsunagi.intake.v1.BreachReviewed": reviewed,
    "tsunagi.intake.v1.CasesMerged": merged,
}
