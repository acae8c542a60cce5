"""Handoffs and the agencies' inbox."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from kit.context import Context
from kit.ids import new_id
from services.intake.domain import SEEKING, WORKING
from services.intake.store import rows
from services.intake.store.tables import consultations, handoff_entries, handoffs, inboxes, incoming, issues

OPEN_STATES = (*SEEKING, *WORKING)


def by_source(db: sa.Connection, ctx: Context, source: str, source_id: str) -> Any | None:
    where = (handoffs.c.source == source, handoffs.c.source_id == source_id)
    return db.execute(sa.select(handoffs).where(*where, handoffs.c.municipality_id == ctx.municipality_id)).first()


def page(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    agency_id: str,
    of_whole_case: bool,
    every_source: bool,
    after: str,
    size: int,
) -> list[Any]:
    """Those that the agency sent, its own words alone unless `every_source`, or is asked to take; for the case's
    coordinator all of the case."""
    query = sa.select(handoffs).where(handoffs.c.municipality_id == ctx.municipality_id, handoffs.c.id > after)
    if not of_whole_case:
        sources = [] if every_source else [handoffs.c.recorded_by_agency_id == agency_id]
        sent = sa.and_(handoffs.c.from_agency_id == agency_id, *sources)
        query = query.where(sa.or_(sent, _asks(agency_id)))
    if case_id:
        query = query.where(handoffs.c.case_id == case_id)
    return list(db.execute(query.order_by(handoffs.c.id).limit(size)))


def _asks(agency_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(handoffs.c.to_agency_id == agency_id, handoffs.c.asked.any(agency_id))


def open_ones(db: sa.Connection, ctx: Context, case_id: str, person_id: str | None = None) -> list[Any]:
    """Open handoffs of a case, locked; only those that name this person when given."""
    query = sa.select(handoffs).where(
        handoffs.c.case_id == case_id,
        handoffs.c.municipality_id == ctx.municipality_id,
        handoffs.c.state.in_(OPEN_STATES),
    )
    if person_id is not None:
        query = query.where(handoffs.c.person_ids.any(person_id))
    return list(db.execute(query.order_by(handoffs.c.id).with_for_update()))


def open_roles(
    db: sa.Connection, ctx: Context, case_id: str, *, role_id: str = "", until: datetime | None = None
) -> list[Any]:
    """Open handoffs of the case's roles, locked: of one, or those that were prepared until then."""
    query = sa.select(handoffs).where(
        handoffs.c.case_id == case_id,
        handoffs.c.municipality_id == ctx.municipality_id,
        handoffs.c.state.in_(OPEN_STATES),
        handoffs.c.source == "ROLE",
    )
    if role_id:
        query = query.where(handoffs.c.role_id == role_id)
    if until is not None:
        query = query.where(handoffs.c.created_at <= until)
    return list(db.execute(query.order_by(handoffs.c.id).with_for_update()))


def change_all(db: sa.Connection, ctx: Context, changes: Sequence[Mapping[str, Any]]) -> None:
    """One change per row, each with `id` and the same columns, in one statement."""
    if not changes:
        return
    columns: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in changes[0] if name != "id"}
    where = (handoffs.c.id == sa.bindparam("row_id"), handoffs.c.municipality_id == ctx.municipality_id)
    db.execute(
        handoffs.update().where(*where).values(**columns, revision=handoffs.c.revision + 1),
        [{"row_id": one["id"], **{f"new_{name}": one[name] for name in columns}} for one in changes],
    )


def enter_all(db: sa.Connection, ctx: Context, case_id: str, entries: Sequence[Mapping[str, Any]]) -> None:
    """Answers and steps of one case; each says handoff_id, kind and agency_id."""
    defaults: dict[str, Any] = {
        "recorded_by": ctx.actor.person_id,
        "reason_code": "",
        "text": "",
        "supersedes": "",
        "alternative_agency_id": "",
        "person_id": "",
        "offer_id": "",
        "service_ids": [],
        "occurred_at": ctx.now,
        "recorded_at": ctx.now,
    }
    rows.insert_all(db, ctx, handoff_entries, [(case_id, {**defaults, "id": new_id(), **entry}) for entry in entries])


def entries(db: sa.Connection, ctx: Context, handoff_id: str, agency_id: str | None = None) -> list[Any]:
    """Oldest first; only one agency's when given."""
    query = sa.select(handoff_entries).where(
        handoff_entries.c.handoff_id == handoff_id, handoff_entries.c.municipality_id == ctx.municipality_id
    )
    if agency_id is not None:
        query = query.where(handoff_entries.c.agency_id == agency_id)
    return list(db.execute(query.order_by(handoff_entries.c.recorded_at, handoff_entries.c.id)))


def is_reopened(db: sa.Connection, ctx: Context, handoff_id: str) -> bool:
    """A correction says that it goes on: its process is over, or on its way to its end."""
    corrected = sa.exists().where(
        handoff_entries.c.handoff_id == handoffs.c.id, handoff_entries.c.kind == "IN_PROGRESS"
    )
    query = sa.select(handoffs.c.id).where(
        handoffs.c.id == handoff_id,
        handoffs.c.municipality_id == ctx.municipality_id,
        handoffs.c.state.in_(WORKING),
        corrected,
    )
    return db.execute(query).first() is not None


def issues_of(db: sa.Connection, ctx: Context, consultation_id: str) -> list[Any]:
    where = (issues.c.consultation_id == consultation_id, issues.c.municipality_id == ctx.municipality_id)
    return list(db.execute(sa.select(issues).where(*where).order_by(issues.c.position)))


def issues_of_case(db: sa.Connection, ctx: Context, case_id: str) -> list[Any]:
    """Of the consultations whose file this is, oldest first, each with whom its consultation tells of."""
    query = sa.select(issues, consultations.c.told_of)
    query = query.join(consultations, consultations.c.id == issues.c.consultation_id)
    query = query.where(consultations.c.case_id == case_id, consultations.c.municipality_id == ctx.municipality_id)
    return list(db.execute(query.order_by(issues.c.consultation_id, issues.c.position)))


def replace_issues(db: sa.Connection, ctx: Context, consultation: Any, found: Sequence[Mapping[str, str]]) -> None:
    where = (issues.c.consultation_id == consultation.id, issues.c.municipality_id == ctx.municipality_id)
    db.execute(issues.delete().where(*where))
    same = {
        "consultation_id": consultation.id,
        "recorded_by_agency_id": ctx.actor.agency_id,
        "recorded_at": ctx.now,
    }
    numbered = [{**same, **one, "id": new_id(), "position": number} for number, one in enumerate(found, 1)]
    rows.insert_all(db, ctx, issues, [(one["person_id"] or consultation.case_id, one) for one in numbered])


def deliver(db: sa.Connection, ctx: Context, agency_id: str, **item: Any) -> None:
    """Puts an item into an agency's inbox."""
    deliver_all(db, ctx, [{"agency_id": agency_id, **item}])


def deliver_all(db: sa.Connection, ctx: Context, new: Sequence[Mapping[str, Any]]) -> None:
    """Puts items into inboxes, in their order, in two statements.

    The inboxes' rows are locked, in one order for everybody: a cursor never appears behind a reader's back.
    """
    if not new:
        return
    counted = Counter(item["agency_id"] for item in new)
    values = [
        {"municipality_id": ctx.municipality_id, "agency_id": agency_id, "last_cursor": counted[agency_id]}
        for agency_id in sorted(counted)
    ]
    statement = insert(inboxes)
    statement = statement.on_conflict_do_update(
        index_elements=[inboxes.c.municipality_id, inboxes.c.agency_id],
        set_={"last_cursor": inboxes.c.last_cursor + statement.excluded.last_cursor},
    )
    ends = db.execute(statement.returning(inboxes.c.agency_id, inboxes.c.last_cursor), values)
    cursors = {row.agency_id: row.last_cursor - counted[row.agency_id] for row in ends}
    defaults: dict[str, Any] = {
        "code": "",
        "due_at": None,
        "sender_reference": "",
        "from_agency_id": "",
        "case_no": "",
        "person_ids": [],
    }
    same = {"created_at": ctx.now, "acknowledged": False}
    found = []
    for item in new:
        cursors[item["agency_id"]] += 1
        found.append((item["case_id"], {**defaults, **same, **item, "cursor": cursors[item["agency_id"]]}))
    rows.insert_all(db, ctx, incoming, found)


def inbox(db: sa.Connection, ctx: Context, agency_id: str, after: int, since: datetime, size: int) -> list[Any]:
    query = sa.select(incoming).where(
        incoming.c.municipality_id == ctx.municipality_id,
        incoming.c.agency_id == agency_id,
        incoming.c.cursor > after,
        incoming.c.created_at >= since,
    )
    return list(db.execute(query.order_by(incoming.c.cursor).limit(size)))


def incoming_is_about(db: sa.Connection, ctx: Context, case_id: str, subject: str, person_ids: Sequence[str]) -> None:
    """What was told of this subject is about these alone."""
    c = incoming.c
    where = (c.subject == subject, c.case_id == case_id, c.municipality_id == ctx.municipality_id)
    db.execute(incoming.update().where(*where).values(person_ids=list(person_ids)))


def incoming_at(db: sa.Connection, ctx: Context, agency_id: str, cursors: Sequence[int]) -> list[Any]:
    query = sa.select(incoming).where(
        incoming.c.municipality_id == ctx.municipality_id,
        incoming.c.agency_id == agency_id,
        incoming.c.cursor.in_(cursors),
    )
    return list(db.execute(query))


def acknowledge(db: sa.Connection, ctx: Context, agency_id: str, cursors: list[int]) -> int:
    statement = (
        incoming.update()
        .where(
            incoming.c.municipality_id == ctx.municipality_id,
            incoming.c.agency_id == agency_id,
            incoming.c.cursor.in_(cursors),
            ~incoming.c.acknowledged,
        )
        .values(acknowledged=True)
    )
    return db.execute(statement).rowcount
