"""Case numbers, persons of a household, lists of cases."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from kit import work_items
from kit.context import Context
from kit.hands import held_by_others
from kit.ids import numbered
from kit.outbox import outbox
from services.intake.domain import Person, match_key
from services.intake.store import rows
from services.intake.store.tables import (
    cases,
    consultations,
    emergencies,
    hands,
    numbers,
    persons,
    remedies,
    suspensions,
    watch_reviews,
)

BEFORE = ("before_case_id", "before_id")
REPORTED, ACUTE, MEETING, RESOLVED = "REPORTED", "OPEN", "MEETING", "RESOLVED"
"""An emergency was told; somebody sees to it; it was seen to and its meeting is under way; it is over."""
REVIEW_JOINED = "REVIEW_JOINED_CONSULTATION"
ARRIVING, UNREAD = "ARRIVING", "UNREAD"
PERSON_ADDED = "tsunagi.intake.v1.PersonAdded"
Find = Callable[[sa.Connection, Context, sa.Table, str], Any | None]


def next_number(db: sa.Connection, ctx: Context, prefix: str) -> str:
    """The next case number of this municipality and fiscal year; serial, without gaps under load."""
    values = {"municipality_id": ctx.municipality_id, "prefix": prefix, "last": 1}
    statement = insert(numbers).values(values)
    statement = statement.on_conflict_do_update(
        index_elements=[numbers.c.municipality_id, numbers.c.prefix], set_={"last": numbers.c.last + 1}
    )
    serial = db.execute(statement.returning(numbers.c.last)).scalar_one()
    return numbered(prefix, serial)


def add_persons(db: sa.Connection, ctx: Context, case_id: str, new: Sequence[Person]) -> None:
    same = {"case_id": case_id, "alive": True, "separated": False}
    found = []
    for one in new:
        key = rows.blind(db, ctx, match_key(one))
        found.append((one.person_id, {**_columns(one), **same, "match_key": key}))
    rows.insert_all(db, ctx, persons, found)


def person_again(row: Any) -> Person:
    """The same person in another file: a row of its own that names the one it continues."""
    copied = {name: getattr(row, name) for name in vars(Person("")) if name not in ("person_id", "concerns", "same_as")}
    return replace(Person(""), **copied, concerns=tuple(row.concerns or ()), same_as=row.id)


def _columns(person: Person) -> dict[str, Any]:
    values = dict(vars(person))
    values["id"] = values.pop("person_id")
    values["concerns"] = list(person.concerns)
    values["concealed"] = bool(person.concealed_address)
    return values


def household(db: sa.Connection, ctx: Context, case_id: str) -> list[Any]:
    """Its members; whoever was joined by mistake is none of them."""
    return households(db, ctx, [case_id]).get(case_id, [])


def households(db: sa.Connection, ctx: Context, case_ids: Sequence[str]) -> dict[str, list[Any]]:
    """By case, in one statement."""
    query = sa.select(persons).where(
        persons.c.case_id.in_(case_ids), persons.c.municipality_id == ctx.municipality_id, ~persons.c.separated
    )
    found: dict[str, list[Any]] = {}
    for row in db.execute(query.order_by(persons.c.id)):
        found.setdefault(row.case_id, []).append(row)
    return found


def people(db: sa.Connection, ctx: Context, person_ids: Sequence[str]) -> list[Any]:
    query = sa.select(persons).where(persons.c.id.in_(person_ids), persons.c.municipality_id == ctx.municipality_id)
    return list(db.execute(query.order_by(persons.c.id)))


def is_suspended(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> bool:
    """Whether a suspension of this person waits for its end. Hold the case's row: two may ask at once."""
    waiting = sa.exists().where(
        suspensions.c.case_id == case_id,
        suspensions.c.person_id == person_id,
        suspensions.c.state == "OPEN",
        suspensions.c.municipality_id == ctx.municipality_id,
    )
    return db.scalar(sa.select(waiting)) or False


def watched(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> str:
    """The review that ends this person's watch; "" while they are not watched."""
    c = watch_reviews.c
    where = (
        c.case_id == case_id,
        c.person_id == person_id,
        c.state == "OPEN",
        c.municipality_id == ctx.municipality_id,
    )
    return str(db.scalar(sa.select(c.id).where(*where).order_by(c.id.desc()).limit(1)) or "")


def is_over(case: Any) -> bool:
    """It ended, or its end is on its way: that may still wait for a handover packet (E5)."""
    return bool(case.state == "CLOSED" or case.end_ordered)


def going_on(db: sa.Connection, ctx: Context, case_id: str, find: Find = rows.find) -> Any | None:
    """The case, or the one that it was merged into, however often; None before there is one."""
    found = find(db, ctx, cases, case_id)
    while found is not None and found.merged_into:
        found = find(db, ctx, cases, found.merged_into)
    return found


def open_suspensions(db: sa.Connection, ctx: Context, case_id: str) -> list[Any]:
    c = suspensions.c
    where = (c.case_id == case_id, c.state == "OPEN", c.municipality_id == ctx.municipality_id)
    return list(db.execute(sa.select(suspensions).where(*where).order_by(c.id)))


def end_waits(db: sa.Connection, ctx: Context, table: sa.Table, case_id: str, person_id: str = "") -> list[str]:
    """Open suspensions, watch reviews, reassessments or transfers of a case, or about one person, wait no more.

    Answers their ids.
    """
    about = [table.c.person_id == person_id] if person_id else []
    return list(db.scalars(_ending(ctx, table, case_id, *about).returning(table.c.id)))


def end_all(db: sa.Connection, ctx: Context, tables: Sequence[sa.Table], case_id: str) -> list[str]:
    """As `end_waits`, of several tables; in the same statement the consultations that joined the case wait for nobody
    there any more. Answers the ids of these: nobody has read them."""
    ended = [_ending(ctx, table, case_id).returning(table.c.id).cte(f"ended_{table.name}") for table in tables]
    c = consultations.c
    joined = (c.joined_case_id == case_id, c.unread, c.municipality_id == ctx.municipality_id)
    left = consultations.update().where(*joined).values(unread=False).returning(c.id).cte("left_unread")
    return list(db.scalars(sa.select(left.c.id).order_by(left.c.id).add_cte(*ended)))


def end_remedies(db: sa.Connection, ctx: Context, case_id: str, outlives: str) -> list[Any]:
    """Id, subject and kind of the steps that nobody need take any more; those of the kind `outlives` stay."""
    c = remedies.c
    ending = _ending(ctx, remedies, case_id, c.kind != outlives)
    return list(db.execute(ending.returning(c.id, c.subject, c.kind)))


def _ending(ctx: Context, table: sa.Table, case_id: str, *where: sa.ColumnElement[bool]) -> sa.Update:
    open_ones = (table.c.case_id == case_id, table.c.state == "OPEN", table.c.municipality_id == ctx.municipality_id)
    return table.update().where(*open_ones, *where).values(state="ENDED")


def raise_urgency(db: sa.Connection, ctx: Context, case_id: str, urgency: int) -> None:
    """Of a case that runs, and no higher urgency than it has is lowered."""
    c = cases.c
    where = (c.id == case_id, c.state != "CLOSED", c.urgency < urgency, c.municipality_id == ctx.municipality_id)
    db.execute(cases.update().where(*where).values(urgency=urgency))


def work_in_hands_of(person_id: str, role: str) -> sa.ColumnElement[bool]:
    """Of a work item: not of this role, or of a case that is in this person's hands, or of no case yet."""
    items = work_items.items
    others = sa.exists().where(
        cases.c.id == items.c.case_id,
        cases.c.municipality_id == items.c.municipality_id,
        held_by_others(cases, person_id),
    )
    return sa.or_(items.c.role != role, ~others)


def hands_of(db: sa.Connection, ctx: Context, case_id: str) -> list[Any]:
    """Oldest first."""
    query = sa.select(hands).where(hands.c.case_id == case_id, hands.c.municipality_id == ctx.municipality_id)
    return list(db.execute(query.order_by(hands.c.id)))


def resolver(db: sa.Connection, ctx: Context, case_id: str) -> str:
    """Who resolved the case's emergency; "" without one."""
    query = sa.select(emergencies.c.resolved_by).where(
        emergencies.c.case_id == case_id,
        emergencies.c.resolved_by != "",
        emergencies.c.municipality_id == ctx.municipality_id,
    )
    return str(db.scalar(query.order_by(emergencies.c.id).limit(1)) or "")


def is_in_danger(db: sa.Connection, ctx: Context, case_id: str) -> bool:
    return db.scalar(sa.select(_emergency(ctx, case_id, REPORTED, ACUTE))) or False


def has_emergency(db: sa.Connection, ctx: Context, case_id: str) -> bool:
    """Also one that was seen to, until the meeting about it is over."""
    return db.scalar(sa.select(_emergency(ctx, case_id, REPORTED, ACUTE, MEETING))) or False


def end_emergency(db: sa.Connection, ctx: Context, emergency_id: str) -> None:
    """The meeting about it is over, where there was one."""
    c = emergencies.c
    where = (c.id == emergency_id, c.state == MEETING, c.municipality_id == ctx.municipality_id)
    db.execute(emergencies.update().where(*where).values(state=RESOLVED))


def end_emergencies(db: sa.Connection, ctx: Context, case_id: str, because: str) -> list[str]:
    """Nobody sees to them any more. Answers their ids; `because`: a closure reason."""
    c = emergencies.c
    where = (c.case_id == case_id, c.state.in_((REPORTED, ACUTE, MEETING)), c.municipality_id == ctx.municipality_id)
    ended = emergencies.update().where(*where).values(state="ENDED", ended_because=because)
    return sorted(db.scalars(ended.returning(c.id)))


def emergency_ended(db: sa.Connection, ctx: Context, case_id: str, because: str) -> bool:
    """Whether one ended with its case for that reason."""
    c = emergencies.c
    where = (c.case_id == case_id, c.ended_because == because, c.municipality_id == ctx.municipality_id)
    return db.scalar(sa.select(sa.exists().where(*where))) or False


def _emergency(ctx: Context, case_id: str, *states: str) -> sa.Exists:
    c = emergencies.c
    return sa.exists().where(c.case_id == case_id, c.state.in_(states), c.municipality_id == ctx.municipality_id)


def begin_emergency(db: sa.Connection, ctx: Context, case_id: str, due_at: datetime) -> str:
    """One that was raised and that no process waits for yet; "" where there is none. Answers its id."""
    c = emergencies.c
    raised = sa.select(c.id).where(c.case_id == case_id, c.state == REPORTED, c.municipality_id == ctx.municipality_id)
    first = raised.order_by(c.id).limit(1).with_for_update(skip_locked=True).scalar_subquery()
    begun = emergencies.update().where(c.id == first).values(state=ACUTE, due_at=due_at).returning(c.id)
    return str(db.scalar(begun) or "")


def unheard(db: sa.Connection, ctx: Context, case_id: str) -> str:
    """Whether an emergency of this household, its meeting, or a consultation that joins its case, waits for somebody:
    UNREAD, or ARRIVING where its message, or that of somebody who was added, has not reached the case's process yet;
    "" where nothing does. Hold the case's row."""
    c, items = consultations.c, work_items.items.c
    asked = sa.exists().where(
        items.subject == "consultations/" + c.id,
        items.kind == REVIEW_JOINED,
        items.case_id == case_id,
        items.municipality_id == ctx.municipality_id,
    )
    joins = sa.or_(c.unread & ~asked, (c.state == "RECEIVED") & (c.route == "ASKED"))
    of_case = (c.joined_case_id == case_id, c.municipality_id == ctx.municipality_id)
    added = _unsent(ctx, case_id, PERSON_ADDED)
    arriving = sa.or_(sa.exists().where(*of_case, joins), _emergency(ctx, case_id, REPORTED), added)
    unread = sa.or_(sa.exists().where(*of_case, c.unread), _emergency(ctx, case_id, ACUTE, MEETING))
    return str(db.scalar(sa.select(sa.case((arriving, ARRIVING), (unread, UNREAD), else_=""))))


def _unsent(ctx: Context, case_id: str, event_type: str) -> sa.Exists:
    """Whether the engine has not got an event of this kind yet: what it has got is in the process before that ends."""
    c = outbox.c
    of_case = (c.case_id == case_id, c.municipality_id == ctx.municipality_id)
    return sa.exists().where(*of_case, c.event_type == event_type, c.engine_due_at.is_not(None))


def join_consultations(db: sa.Connection, ctx: Context, case_id: str, into_id: str) -> list[str]:
    """The consultations of one case, its own and those that joined it, belong to another now."""
    c = consultations.c
    statement = (
        consultations.update()
        .where(sa.or_(c.case_id == case_id, c.joined_case_id == case_id), c.municipality_id == ctx.municipality_id)
        .values(joined_case_id=into_id, state="JOINED", unread=True)
        .returning(c.id)
    )
    return sorted(row.id for row in db.execute(statement))


def first_consultation(db: sa.Connection, ctx: Context, case_id: str) -> Any | None:
    """The consultation whose file this case id is."""
    where = (consultations.c.case_id == case_id, consultations.c.municipality_id == ctx.municipality_id)
    return db.execute(sa.select(consultations).where(*where)).first()


def numbered_by(db: sa.Connection, ctx: Context, case_id: str) -> Any | None:
    """`case_no`, `coordinator` and `requesting` of a case, and whether it is `over`; before it is accepted of its
    consultation, which has no coordinator ("").
    """
    own = cases.c.id == case_id, cases.c.municipality_id == ctx.municipality_id
    agencies = cases.c.coordinator_agency_id.label("coordinator"), cases.c.requesting_agency_id.label("requesting")
    over = sa.or_(cases.c.state == "CLOSED", cases.c.end_ordered != "").label("over")
    opened = sa.select(sa.literal(0).label("place"), cases.c.case_no, *agencies, over).where(*own)
    same = consultations.c.case_id == case_id, consultations.c.municipality_id == ctx.municipality_id
    receiver = sa.literal(1), consultations.c.case_no, sa.literal(""), consultations.c.receiving_agency_id, sa.false()
    return db.execute(sa.union_all(opened, sa.select(*receiver).where(*same)).order_by("place").limit(1)).first()


def members(db: sa.Connection, ctx: Context, case_id: str, *, born: bool = False) -> list[Any]:
    """As `household`, but `id` and `alive` alone, without opening what is sealed, and with `born` the `birth_date`; and
    one row more, which names `before_case_id` and `before_id` there, for each file before this one in which somebody
    of it stood.

    Before a file: its predecessor, what was merged into it, and what came before those.
    """
    return list(db.execute(_members(born=born), {"case": case_id, "city": ctx.municipality_id}))


@functools.cache
def _members(*, born: bool) -> sa.Select[Any]:
    """Built once: every step of another service asks it."""
    nobody = (sa.cast(sa.null(), sa.Text).label(name) for name in BEFORE)
    # Whom to look further back from, in a column: a row's policy lets no index be asked by coalesce(before_id, id).
    own = sa.select(persons.c.id, persons.c.alive, *nobody, persons.c.id.label("last_id"))
    city: sa.BindParameter[str] = sa.bindparam("city")
    of_case = (persons.c.case_id == sa.bindparam("case"), persons.c.municipality_id == city, ~persons.c.separated)
    found = own.where(*of_case).cte("found", recursive=True)
    here, before, c = persons.alias("here"), persons.alias("before"), consultations.c
    is_same = sa.or_(
        before.c.id == here.c.same_as,
        before.c.id == here.c.same_before,
        before.c.same_as == here.c.id,
        sa.and_(here.c.match_key != "", before.c.match_key == here.c.match_key),
    )
    merged = sa.and_(cases.c.id == before.c.case_id, cases.c.merged_into == here.c.case_id)
    earlier = (
        sa.select(found.c.id, found.c.alive, before.c.case_id, before.c.id, before.c.id)
        .select_from(found)
        .join(here, here.c.id == found.c.last_id)
        .join(before, sa.and_(before.c.municipality_id == city, is_same))
        .outerjoin(consultations, sa.and_(c.case_id == here.c.case_id, c.predecessor_case_id == before.c.case_id))
        .outerjoin(cases, merged)
        .where(sa.or_(c.id.is_not(None), cases.c.id.is_not(None)))
    )
    known = found.union(earlier)
    told = (known.c.id, known.c.alive, *(known.c[name] for name in BEFORE))
    query = sa.select(*told).order_by(known.c.id, known.c.before_id.nulls_first())
    if not born:
        return query
    return query.add_columns(persons.c.birth_date).join(
        persons, sa.and_(persons.c.id == known.c.id, persons.c.municipality_id == city)
    )


def page(
    db: sa.Connection,
    ctx: Context,
    agency_id: str,
    person_id: str,
    case_no: str,
    before: tuple[datetime, str] | None,
    size: int,
) -> list[Any]:
    """Cases in this person's hands, newest first; by its number any of the agency's, so that it can be taken over."""
    query = sa.select(cases).where(
        cases.c.municipality_id == ctx.municipality_id, cases.c.coordinator_agency_id == agency_id
    )
    if case_no:
        query = query.where(cases.c.case_no == case_no)
    else:
        mine = (cases.c.coordinator_person_id, cases.c.deputy_person_id)
        query = query.where(sa.or_(*(hand.in_((person_id, "")) for hand in mine[:1]), mine[1] == person_id))
    if before is not None:
        query = query.where(sa.tuple_(cases.c.opened_at, cases.c.id) < sa.tuple_(*map(sa.literal, before)))
    return list(db.execute(query.order_by(cases.c.opened_at.desc(), cases.c.id.desc()).limit(size)))
