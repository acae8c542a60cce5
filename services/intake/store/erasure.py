"""Erasures and holds as their steps say them, and what belongs to a file or a person."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.ids import new_id
from services.intake.domain.erasure import CONFIRMED, HOLD_PUT, HOLD_RELEASED, RECONSULTATION, REJECTED, REQUESTED
from services.intake.store import loose
from services.intake.store.city_tables import erasure_steps
from services.intake.store.contacts import ENDED_WITHOUT_CASE
from services.intake.store.tables import cases, consultations, persons

OVER = (*ENDED_WITHOUT_CASE, "DUPLICATE_LINKED", "HANDED_OFF", "JOINED")
s, c, p = erasure_steps.c, consultations.c, persons.c


@dataclass
class Scope:
    """What one erasure takes: a file with everything that was merged or joined into it, the rows of one person, or a
    record that stands in no file (`loose_id`).

    `case_ids` are of a person the files in which they stand.
    """

    subject: str
    loose_id: str = ""
    case_ids: set[str] = field(default_factory=set)
    person_ids: set[str] = field(default_factory=set)

    @property
    def of_person(self) -> bool:
        return self.subject.startswith("persons/")

    @property
    def subjects(self) -> set[str]:
        """Whose keys are destroyed."""
        if self.loose_id:
            return {self.loose_id}
        return set(self.person_ids) if self.of_person else self.case_ids | self.person_ids

    @property
    def names(self) -> set[str]:
        files, persons = self.case_ids, self.person_ids
        return {self.subject, *(f"cases/{one}" for one in files), *(f"persons/{one}" for one in persons)}


def one_at_a_time(db: sa.Connection, ctx: Context) -> None:
    """Until the transaction ends: a hold and a confirmation must see each other."""
    key = sa.func.hashtextextended(f"erasure/{ctx.municipality_id}", 0)
    db.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))


def add(db: sa.Connection, ctx: Context, step: str, step_of: str, subject: str, reason: str) -> None:
    values = {"id": new_id(), "municipality_id": ctx.municipality_id, "step": step, "step_of": step_of}
    values |= {"subject": subject, "reason": reason, "made_by": ctx.actor.person_id}
    db.execute(erasure_steps.insert().values(**values, made_at=ctx.now))


def steps_of(db: sa.Connection, ctx: Context, step_of: str) -> list[Any]:
    query = sa.select(erasure_steps).where(s.municipality_id == ctx.municipality_id, s.step_of == step_of)
    return list(db.execute(query.order_by(s.id)))


def page(db: sa.Connection, ctx: Context, subject: str, after: tuple[datetime, str] | None, size: int) -> list[Any]:
    query = sa.select(erasure_steps).where(s.municipality_id == ctx.municipality_id)
    if subject:
        query = query.where(s.subject == subject)
    if after is not None:
        query = query.where(sa.tuple_(s.made_at, s.id) > sa.tuple_(*map(sa.literal, after)))
    return list(db.execute(query.order_by(s.made_at, s.id).limit(size)))


def is_erased(db: sa.Connection, ctx: Context, subject: str) -> bool:
    where = (s.municipality_id == ctx.municipality_id, s.subject == subject, s.step == CONFIRMED)
    return db.scalar(sa.select(sa.exists().where(*where))) or False


def waiting(db: sa.Connection, ctx: Context, subjects: Iterable[str]) -> dict[str, str]:
    """Subject → the erasure of it that waits for a second person."""
    return {row.subject: row.step_of for row in _standing(db, ctx, REQUESTED, (CONFIRMED, REJECTED), subjects)}


def holds(db: sa.Connection, ctx: Context, scopes: Sequence[Scope]) -> dict[str, list[str]]:
    """By subject of a scope, the codes of what stops it: holds, and an open file that goes on from one of these."""
    names = {name for scope in scopes for name in scope.names}
    put = [(row.subject, row.reason) for row in _standing(db, ctx, HOLD_PUT, (HOLD_RELEASED,), names)]
    case_ids = {case_id for scope in scopes for case_id in scope.case_ids}
    put += [(f"cases/{one}", RECONSULTATION) for one in _gone_on_from(db, ctx, case_ids)]
    return {scope.subject: sorted({reason for name, reason in put if name in scope.names}) for scope in scopes}


def _standing(db: sa.Connection, ctx: Context, step: str, ended: Sequence[str], subjects: Iterable[str]) -> list[Any]:
    later = erasure_steps.alias()
    over = sa.exists().where(
        later.c.municipality_id == s.municipality_id, later.c.step_of == s.step_of, later.c.step.in_(ended)
    )
    where = (s.municipality_id == ctx.municipality_id, s.step == step, s.subject.in_(set(subjects)), ~over)
    return list(db.execute(sa.select(erasure_steps).where(*where).order_by(s.id)))


def _gone_on_from(db: sa.Connection, ctx: Context, case_ids: Collection[str]) -> list[str]:
    """Those whose re-consultation is open."""
    goes_on_in = sa.case((c.state == "JOINED", c.joined_case_id), else_=c.case_id)
    is_open = sa.case((cases.c.id.is_(None), c.state.not_in(OVER)), else_=cases.c.state != "CLOSED")
    query = sa.select(c.predecessor_case_id).outerjoin(cases, cases.c.id == goes_on_in)
    return list(
        db.scalars(query.where(c.municipality_id == ctx.municipality_id, c.predecessor_case_id.in_(case_ids), is_open))
    )


def of_cases(db: sa.Connection, ctx: Context, case_ids: Collection[str]) -> list[Scope]:
    """Each with the files that went into it, and everybody who stands in one of them."""
    root, new = {one: one for one in case_ids}, set(case_ids)
    while new:
        found = {child: root[parent] for child, parent in _links(db, ctx, parents=new) if child not in root}
        root, new = {**root, **found}, set(found)
    scopes = {one: Scope(f"cases/{one}") for one in case_ids}
    for case_id, top in root.items():
        scopes[top].case_ids.add(case_id)
    query = sa.select(p.id, p.case_id).where(p.municipality_id == ctx.municipality_id, p.case_id.in_(root))
    for row in db.execute(query):
        scopes[root[row.case_id]].person_ids.add(row.id)
    return list(scopes.values())


def top_of(db: sa.Connection, ctx: Context, case_ids: Collection[str]) -> set[str]:
    """The files into which these went in the end."""
    into, new = dict[str, str](), set(case_ids)
    while new:
        found = dict(_links(db, ctx, children=new))
        into |= found
        new = set(found.values()) - into.keys()
    return {one for one in {*case_ids, *into.values()} if one not in into}


def of_person(db: sa.Connection, ctx: Context, person_id: str) -> Scope:
    """Every row that is said to be the same person, and the files in which they stand."""
    scope, asked, new = Scope(f"persons/{person_id}"), set[str](), {person_id}
    while new:
        query = sa.select(p.id, p.same_as, p.same_before, p.case_id).where(p.municipality_id == ctx.municipality_id)
        linked = sa.or_(*(link.in_(new) for link in (p.id, p.same_as, p.same_before)))
        found = list(db.execute(query.where(linked)))
        scope.case_ids |= {row.case_id for row in found}
        scope.person_ids |= {row.id for row in found}
        asked |= new
        new = {one for row in found for one in (row.id, row.same_as, row.same_before) if one} - asked
    return scope


def _links(
    db: sa.Connection, ctx: Context, *, parents: Collection[str] = (), children: Collection[str] = ()
) -> list[tuple[str, str]]:
    """(file, the file that it went into): merged cases and joined consultations."""
    merged = sa.select(cases.c.id, cases.c.merged_into).where(
        cases.c.municipality_id == ctx.municipality_id,
        cases.c.merged_into != "",
        sa.or_(cases.c.merged_into.in_(parents), cases.c.id.in_(children)),
    )
    joined = sa.select(c.case_id, c.joined_case_id).where(
        c.municipality_id == ctx.municipality_id,
        c.state == "JOINED",
        sa.or_(c.joined_case_id.in_(parents), c.case_id.in_(children)),
    )
    return [(row[0], row[1]) for row in db.execute(sa.union_all(merged, joined))]


def ends(db: sa.Connection, ctx: Context, scope: Scope) -> list[datetime | None]:
    """When each of its files ended; None for one that has not. Nothing for one that is not there."""
    if scope.loose_id:
        return loose.ends(db, ctx, scope.subject)
    ended = sa.case((cases.c.id.is_(None), c.recorded_at), else_=cases.c.closed_at)
    is_over = sa.case((cases.c.id.is_(None), c.state.in_(OVER)), else_=cases.c.state == "CLOSED")
    query = sa.select(ended.label("ended"), is_over.label("is_over")).select_from(
        consultations.outerjoin(cases, cases.c.id == c.case_id)
    )
    where = (c.municipality_id == ctx.municipality_id, c.case_id.in_(scope.case_ids))
    return [row.ended if row.is_over else None for row in db.execute(query.where(*where))]


def due(
    db: sa.Connection, ctx: Context, ended_before: datetime, after: tuple[datetime, str] | None, size: int
) -> list[Any]:
    """(subject, case_no, ended), the longest ended first: closed cases, consultations that never became one, and what
    stands in no file.
    """
    is_case = sa.and_(cases.c.state == "CLOSED", cases.c.merged_into == "")
    is_consultation = sa.and_(cases.c.id.is_(None), c.state.in_(OVER), c.state != "JOINED")
    ended = sa.func.coalesce(cases.c.closed_at, c.recorded_at)
    files = (
        sa.select("cases/" + c.case_id, c.case_no, ended)
        .select_from(consultations.outerjoin(cases, cases.c.id == c.case_id))
        .where(c.municipality_id == ctx.municipality_id, sa.or_(is_case, is_consultation))
    )
    every = sa.union_all(*loose.of_city(ctx), files).subquery().c
    confirmed = (s.municipality_id == ctx.municipality_id, s.step == CONFIRMED)
    erased = sa.exists().where(*confirmed, s.subject == every.subject)
    query = sa.select(*every).where(every.ended < ended_before, ~erased)
    if after is not None:
        query = query.where(sa.tuple_(every.ended, every.subject) > sa.tuple_(*map(sa.literal, after)))
    return list(db.execute(query.order_by(every.ended, every.subject).limit(size)))


def forget(db: sa.Connection, ctx: Context, scope: Scope) -> None:
    """Whoever was erased is found by nothing, and what stood beside the sealed words goes with them."""
    if scope.loose_id:
        return
    of_city = p.municipality_id == ctx.municipality_id
    db.execute(persons.update().where(of_city, p.id.in_(scope.person_ids)).values(match_key=""))
    if not scope.of_person:
        gone: dict[str, Any] = {"household_keys": [], "concerns": [], "area": "", "days_to_eviction": None}
        where = (c.municipality_id == ctx.municipality_id, c.case_id.in_(scope.case_ids))
        db.execute(consultations.update().where(*where).values(gone))
