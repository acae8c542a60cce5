"""Whose hands a case is in: kept by every service that shows a coordinator what is in it (P-027; D5 row 5)."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from kit import work_items
from kit.context import Context
from kit.kafka import Delivery, Subscriber

_metadata = sa.MetaData()
case_hands = sa.Table(
    "case_hands",
    _metadata,
    sa.Column("municipality_id", sa.Text, primary_key=True),
    sa.Column("case_id", sa.Text, primary_key=True),
    sa.Column("coordinator_person_id", sa.Text, nullable=False),
    sa.Column("deputy_person_id", sa.Text, nullable=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
    comment="The hands that each case is in now, as intake told (P-027).",
)
tables = (case_hands,)
COORDINATOR, MANAGER = "coordinator", "decision-maker"
AT_A_WINDOW = frozenset({"agency-worker", "outreach-worker"})


def at_desk(ctx: Context, agency_id: str) -> bool:
    """Of this coordinating agency: who coordinates, and who manages them and reads what they read (D5 row 5)."""
    return ctx.actor.agency_id == agency_id and reads_cases(ctx)


def reads_cases(ctx: Context) -> bool:
    """As a coordinator or their manager, of whichever agency: the query says of which cases."""
    return not ctx.actor.roles.isdisjoint((COORDINATOR, MANAGER))


def meets_people(ctx: Context) -> bool:
    """Works at a window of an agency, as everybody does who has no role: the one or other office of it does not."""
    return not ctx.actor.roles or not ctx.actor.roles.isdisjoint(AT_A_WINDOW)


def in_hands_of(ctx: Context, case_id: "sa.ColumnElement[str]") -> "sa.ColumnElement[bool]":
    """In a query: whether the caller is the case's coordinator or deputy, or manages the coordinators.

    A case of which nothing is kept was opened before hands were: it is every coordinator's.
    """
    if MANAGER in ctx.actor.roles:
        return sa.true()
    return ~sa.exists().where(
        case_hands.c.municipality_id == ctx.municipality_id,
        case_hands.c.case_id == case_id,
        held_by_others(case_hands, ctx.actor.person_id),
    )


def held_by_others(of: sa.FromClause, person_id: str) -> "sa.ColumnElement[bool]":
    """Of rows with a coordinator and a deputy: this person is neither of them."""
    return sa.and_(of.c.coordinator_person_id.not_in(("", person_id)), of.c.deputy_person_id != person_id)


def work_in_hands_of(ctx: Context) -> "sa.ColumnElement[bool]":
    """In a query on work items: no coordinator's, or of a case in the caller's hands."""
    items = work_items.items
    return sa.or_(items.c.role != COORDINATOR, in_hands_of(ctx, items.c.case_id))


def in_hands(db: sa.Connection, ctx: Context, case_id: str) -> bool:
    return bool(db.execute(sa.select(in_hands_of(ctx, sa.literal(case_id)))).scalar_one())


def changed(delivery: Delivery) -> None:
    """In whatever order it hears of them, the last change of the case stands."""
    event = delivery.event
    values = {
        "coordinator_person_id": event.coordinator_person_id,
        "deputy_person_id": event.deputy_person_id,
        "revision": event.revision,
    }
    key = {"municipality_id": delivery.ctx.municipality_id, "case_id": event.case_id}
    statement = insert(case_hands).values(**key, **values)
    newer = statement.excluded.revision >= case_hands.c.revision
    delivery.db.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values, where=newer))


subscriptions: Mapping[str, Subscriber] = {"tsunagi.intake.v1.CaseHandsChanged": changed}
