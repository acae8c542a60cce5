"""A person's data that somebody wrote down wrongly: the right ones stand, the old ones are kept in the entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from kit import outbox
from kit.calendar import date_in_japan
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, StaleEtag, Violation
from services.intake import domain
from services.intake.domain import Person
from services.intake.domain.cases import EntryCorrected
from services.intake.domain.persons import minority_differs
from services.intake.store import cases, reference, rows
from services.intake.store import entries as entry_store
from services.intake.store import tables as t
from services.intake.use_cases import access, concealment, consultations, counting, entries

PERSON = "PERSON"
_CORRECTABLE = ("name", "kana", "birth_date", "phone", "address", "relation", "concerns")
_FOUND_BY = ("name", "kana", "birth_date", "address")


@dataclass(frozen=True)
class Right:
    """What should have been written of somebody; only `fields` of it count, so that nobody overwrites what they do not
    read."""

    person: Person
    fields: Sequence[str]
    reason: str


def correct_person(db: sa.Connection, ctx: Context, case_id: str, person_id: str, right: Right, etag: str) -> str:
    """By the window that wrote this person down, or by the coordinator whose hands the file is in, also after its end.

    What was decided on the wrong data is not undone: the answer says what a person must look at, and the coordinator
    is asked to. Answers the entry's id. Raises InvalidArgument, NotFound, StaleEtag.
    """
    entries.require(right.reason)
    first = access.file_of_person(db, ctx, case_id, person_id)
    case = rows.find_locked(db, ctx, t.cases, case_id)
    if etag and (case is None or etag != str(case.revision)):
        raise StaleEtag
    person = rows.lock(db, ctx, t.persons, person_id)
    if person.case_id != case_id:
        raise NotFound
    found = _violations(ctx, person, right)
    if found:
        raise InvalidArgument(*found)
    before = replace(cases.person_again(person), person_id=person_id, same_as=person.same_as)
    after = replace(before, **{name: getattr(right.person, name) for name in right.fields})
    was, said = (_columns(one, right.fields) for one in (before, after))
    stands = said | {"written_by": entries.written_by(ctx, person, was, said)}
    _change(db, ctx, before, after, case_id, stands)
    if case is not None:
        rows.change(db, ctx, t.cases, case_id, revision=case.revision + 1)
    way_back = entries.NOTHING_MOVED
    if person_id in first.person_ids and _is_found_otherwise(before, after):
        way_back = _follow(db, ctx, first, before, after)
    if minority_differs(before.birth_date, after.birth_date, date_in_japan(first.occurred_at), reference.today(ctx)):
        way_back = entries.LOOK_AT_AGE
    name = f"persons/{person_id}"
    if way_back != entries.NOTHING_MOVED:
        entries.have_it_looked_at(db, ctx, first, name, way_back)
    because = {"supersedes": name, "reason": right.reason, "way_back": way_back}
    entry_id = entry_store.add(db, ctx, case_id, name, PERSON, ctx.now, was, about=person_id, **because)
    outbox.record(db, ctx, EntryCorrected(case_id, entry_id, PERSON, name, way_back))
    return entry_id


def _violations(ctx: Context, person: Any, right: Right) -> list[Violation]:
    """Where no address is read none is corrected: one that is concealed, and one that nobody told, are the same."""
    if not right.fields or not set(right.fields) <= set(_CORRECTABLE):
        return [Violation("fields", "REQUIRED", "どの項目を訂正するかを選んでください。")]
    said = replace(Person(""), **{name: getattr(right.person, name) for name in right.fields})
    found = domain.person_violations(said, "right", reference.today(ctx))
    if "address" in right.fields and not person.address:
        found.append(Violation("right.address", "NOT_ALLOWED", "住所の書かれていない人の住所は、訂正できません。"))
    return found


def _is_found_otherwise(before: Person, after: Person) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in _FOUND_BY)


def _columns(person: Person, fields: Sequence[str]) -> dict[str, Any]:
    found = {name: getattr(person, name) for name in fields}
    return found | ({"concerns": list(person.concerns)} if "concerns" in found else {})


def _change(
    db: sa.Connection, ctx: Context, before: Person, after: Person, case_id: str, stands: Mapping[str, Any]
) -> None:
    """As whoever is added is kept: found by the right data, and concealed everywhere if in one file (P-022)."""
    key = rows.blind(db, ctx, domain.match_key(after))
    rows.change(db, ctx, t.persons, after.person_id, about=after.person_id, **stands, match_key=key)
    if not _is_found_otherwise(before, after):
        return
    if after.concealed_address:
        concealment.follow(db, ctx, [after.person_id])
    household = [row for row in cases.household(db, ctx, case_id) if not row.concealed]
    again = [replace(cases.person_again(row), person_id=row.id, same_as=row.same_as) for row in household]
    for kept, told in zip(concealment.guarded(db, ctx, case_id, again), again, strict=True):
        if kept != told:
            hidden = {"address": "", "concealed_address": kept.concealed_address, "concealed": True}
            rows.change(db, ctx, t.persons, kept.person_id, about=kept.person_id, **hidden)
            concealment.follow(db, ctx, [kept.person_id])


def _follow(db: sa.Connection, ctx: Context, first: Any, before: Person, after: Person) -> str:
    """What the consultation says of its persons; answers what a person must look at."""
    row = rows.lock(db, ctx, t.consultations, first.id)
    people = cases.people(db, ctx, row.person_ids)
    keys = consultations.household_keys(db, ctx, people)
    area = "" if any(one.concealed for one in people) else row.area
    rows.change(db, ctx, t.consultations, row.id, household_keys=keys, area=area)
    was, now = before.birth_date, after.birth_date
    if was == now:
        return entries.NOTHING_MOVED
    counting.born_otherwise(db, ctx, row, was, now)
    if not row.route:
        return entries.NOTHING_MOVED
    others = [one.birth_date for one in people if one.id != after.person_id]
    fitted, fits = (_fitting(db, ctx, row, [*others, born]) for born in (was, now))
    return entries.NOTHING_MOVED if fitted == fits else entries.LOOK_AT_AGE


def _fitting(db: sa.Connection, ctx: Context, row: Any, birth_dates: Sequence[str]) -> list[str]:
    """The agencies that D3 names."""
    asked = consultations.asked_of(ctx, row, birth_dates)
    return [one.agency_id for one in reference.of(db, ctx).recommendations(asked, reference.today(ctx))]
