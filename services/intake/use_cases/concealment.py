"""支援措置: an address that its named keepers alone may ask for, in every file in which it stands.

Nothing of it leaves intake: no event, no work item, no code. Whoever is no keeper gets the answer of an absent record.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.errors import InvalidArgument, NotFound, StaleEtag
from kit.ids import new_id
from services.intake.domain import Person, address_key, match_key
from services.intake.domain.concealment import Keeper, MeasureRuns, measure_violations
from services.intake.store import cases, rows
from services.intake.store import concealments as store
from services.intake.store import tables as t
from services.intake.use_cases import access


def conceal(db: sa.Connection, ctx: Context, person_id: str, keepers: Sequence[Keeper], until: datetime) -> str:
    """Begins, extends or hands on a measure; answers its id. Raises InvalidArgument, NotFound, UnknownAgency.

    Every row of the person in every file is covered at once, and whoever lives with them at that address.
    """
    found = measure_violations(keepers, until, ctx.now)
    if found:
        raise InvalidArgument(*found)
    for keeper in keepers:
        access.require_agency(db, ctx, keeper.agency_id)
    person = rows.lock(db, ctx, t.persons, person_id)
    codes = sorted({keeper.code for keeper in keepers})
    measure = store.of_person(db, ctx, person_id)
    if measure is not None:
        _require_keeper(ctx, measure)
        rows.change(db, ctx, t.concealments, measure.id, keepers=codes, ends_at=until, revision=measure.revision + 1)
        follow(db, ctx, [person_id])
        return str(measure.id)
    first = cases.first_consultation(db, ctx, person.case_id)
    if first is None:
        raise NotFound
    access.own_consultation(db, ctx, first.id)
    measure_id, covered = new_id(), _cover(db, ctx, [person_id])
    rows.insert(
        db,
        ctx,
        t.concealments,
        id=measure_id,
        person_ids=covered,
        keepers=codes,
        ends_at=until,
        released_at=None,
        set_by=ctx.actor.person_id,
        recorded_at=ctx.now,
        revision=1,
    )
    return measure_id


def _cover(db: sa.Connection, ctx: Context, known: Sequence[str]) -> list[str]:
    """Conceals every row of the person whose rows these are, and the rows of those who share the address; answers the
    rows' ids."""
    same = store.same_person(db, ctx, known)
    files = store.with_joined(db, ctx, sorted({row.case_id for row in same}))
    addresses = set().union(*map(_addresses, same))
    found = {row.id: row for row in same} | {row.id: row for row in _members(db, ctx, files, addresses)}
    others = store.covered(db, ctx, sorted(found))
    covered = [row for row_id, row in found.items() if row_id not in others]
    _hide(db, ctx, covered, {row.case_id for row in found.values()}, addresses)
    return sorted(row.id for row in covered)


def _members(db: sa.Connection, ctx: Context, files: Sequence[str], addresses: set[str]) -> list[Any]:
    """Who lives at these addresses, in these files."""
    households = cases.households(db, ctx, files).values()
    return [row for members in households for row in members if _addresses(row) & addresses]


def _hide(db: sa.Connection, ctx: Context, people: Sequence[Any], files: Collection[str], addresses: set[str]) -> None:
    for row in people:
        told = row.address or row.concealed_address
        rows.change(db, ctx, t.persons, row.id, about=row.id, address="", concealed_address=told, concealed=True)
    # Names and birth dates join as ever: whoever reads two entries of one person would see that they should and do not.
    store.forget_keys(db, ctx, sorted(files), sorted(rows.blind(db, ctx, one) for one in addresses))


def follow(db: sa.Connection, ctx: Context, person_ids: Sequence[str]) -> None:
    """These rows turn out to be one person's: concealed in one of them is concealed in every file (P-022)."""
    known = cases.people(db, ctx, person_ids)
    if any(row.concealed for row in known):
        measure = store.of_any(db, ctx, person_ids)
        covered = _cover(db, ctx, person_ids)
        if measure is not None:
            store.cover(db, ctx, [(measure.person_ids[0], row_id) for row_id in covered])


def close_in(db: sa.Connection, ctx: Context, files: Sequence[str]) -> None:
    """These files are one household's now: an address that is concealed in one of them tells itself of nobody there."""
    members = [row for household in cases.households(db, ctx, files).values() for row in household]
    hidden = [row for row in members if row.concealed]
    addresses = set().union(*map(_addresses, hidden))
    found = [row for row in members if not row.concealed and _addresses(row) & addresses]
    if not found:
        return
    measured = store.covered(db, ctx, sorted(row.id for row in hidden))
    kept_by = {one: row.id for row in hidden if row.id in measured for one in _addresses(row)}
    _hide(db, ctx, found, {row.case_id for row in found}, addresses)
    store.cover(db, ctx, [(kept_by[one], row.id) for row in found for one in _addresses(row) if one in kept_by])


def _addresses(row: Any) -> set[str]:
    """Told openly, or concealed already: at the desk where violence is reported, before any keeper is named."""
    return {address_key(told) for told in (row.address, row.concealed_address)} - {""}


def guarded(db: sa.Connection, ctx: Context, case_id: str, new: Sequence[Person]) -> list[Person]:
    """New rows of persons as they may be kept: who is concealed in one file is concealed in all, with the household.

    Persons have their ids already.
    """
    keys = {person.person_id: rows.blind(db, ctx, match_key(person)) for person in new}
    same_as = [person.same_as for person in new if person.same_as]
    known = store.concealed_among(db, ctx, same_as, [key for key in keys.values() if key], case_id)
    by_id, by_key = {row.id: row for row in known}, {row.match_key: row for row in known if row.match_key}
    homes = {address: row.id for row in known if row.case_id == case_id for address in _addresses(row)}
    covered: dict[str, str] = {}
    for person in new:
        row = by_id.get(person.same_as) or by_key.get(keys[person.person_id])
        if row is not None:
            covered[person.person_id] = row.id
            homes |= dict.fromkeys(_addresses(person), row.id)
        elif person.concealed_address:
            homes = dict.fromkeys(_addresses(person), "") | homes
    for person in new:
        home = next((homes[address] for address in _addresses(person) if address in homes), None)
        if home is not None:
            covered.setdefault(person.person_id, home)
    store.cover(db, ctx, [(known_id, person_id) for person_id, known_id in covered.items() if known_id])
    return [_concealed(person) if person.person_id in covered else person for person in new]


def _concealed(person: Person) -> Person:
    return replace(person, address="", concealed_address=person.address or person.concealed_address)


def is_concealed(db: sa.Connection, ctx: Context, person_id: str) -> bool:
    """To be asked at the moment of use. Whoever is not known counts as concealed."""
    return not store.is_open(db, ctx, person_id)


def require_keeper(db: sa.Connection, ctx: Context, person_id: str) -> None:
    """Raises NotFound."""
    measure = store.of_person(db, ctx, person_id)
    if measure is None:
        raise NotFound
    _require_keeper(ctx, measure)


def address(db: sa.Connection, ctx: Context, person_id: str) -> Any:
    """The person's row, for a named keeper. Raises NotFound for everybody else."""
    require_keeper(db, ctx, person_id)
    return rows.get(db, ctx, t.persons, person_id)


def kept(db: sa.Connection, ctx: Context) -> list[Any]:
    """The measures of which the caller is a keeper."""
    return store.of_keeper(db, ctx, _caller(ctx).code)


def release(db: sa.Connection, ctx: Context, measure_id: str, etag: str) -> None:
    """The address is one like others again. Raises NotFound, StaleEtag, MeasureRuns.

    Decided on what stands now, in the measure's lock, and never on a list: it may have been extended since.
    """
    measure = rows.lock(db, ctx, t.concealments, measure_id)
    _require_keeper(ctx, measure)
    if measure.released_at is not None:
        raise NotFound
    if etag != str(measure.revision):
        raise StaleEtag
    if measure.ends_at > ctx.now:
        raise MeasureRuns
    for row in cases.people(db, ctx, measure.person_ids):
        told = {"address": row.concealed_address, "concealed_address": "", "concealed": False}
        rows.change(db, ctx, t.persons, row.id, about=row.id, **told)
    rows.change(db, ctx, t.concealments, measure_id, released_at=ctx.now, revision=measure.revision + 1)


def _caller(ctx: Context) -> Keeper:
    return Keeper(ctx.actor.agency_id, ctx.actor.person_id)


def is_keeper(ctx: Context, keepers: Collection[Keeper]) -> bool:
    return _caller(ctx) in keepers


def _require_keeper(ctx: Context, measure: Any) -> None:
    if _caller(ctx).code not in measure.keepers:
        raise NotFound
