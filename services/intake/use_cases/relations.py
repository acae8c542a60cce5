"""Whoever is close to a suspected perpetrator learns nothing of the person to be protected (D5, row 1).

The record stays at intake and is told to nobody: no event, no work item. It is stated where intake asks D5 (reads of
its own records, handoffs before they are offered), at the moment of the question; the other services ask for it then.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from kit import kept_away
from kit.context import Context
from kit.disclosure import About
from kit.errors import InvalidArgument, NotFound, Violation
from kit.ids import new_id
from kit.kept_away import KeptAway
from kit.peers import Peers
from services.intake.domain import AlreadyAnswered
from services.intake.domain.relations import ABUSE_REPORTED_TO, PERPETRATOR_LINK, Reader, is_close, violations
from services.intake.store import cases, reference, rows
from services.intake.store import entries as entry_store
from services.intake.store import relations as store
from services.intake.store import tables as t
from services.intake.use_cases import access

RELATION = "RELATION"


def enter(
    db: sa.Connection, ctx: Context, case_id: str, whose: str, towards: str, code: str, close: Sequence[Reader]
) -> str:
    """By the file's window or coordinator; answers its id. Raises NotFound, InvalidArgument, UnknownAgency."""
    _own_file(db, ctx, case_id)
    members = {person.id for person in cases.household(db, ctx, case_id)}
    found = violations(whose, towards, code, close, members, access.coordinator_of(db, ctx, case_id))
    if found:
        raise InvalidArgument(*found)
    for reader in close:
        access.require_agency(db, ctx, reader.agency_id)
    relation_id = new_id()
    entry_id = entry_store.add(db, ctx, case_id, f"relations/{relation_id}", RELATION, ctx.now)
    rows.insert(
        db,
        ctx,
        t.relations,
        id=relation_id,
        case_id=case_id,
        entry_id=entry_id,
        from_person_id=whose,
        person_id=towards,
        code=code,
        close_readers=sorted({reader.code for reader in close}),
        ended_at=None,
    )
    return relation_id


def end(db: sa.Connection, ctx: Context, relation_id: str, reason: str) -> None:
    """By the coordinator, unless close themselves. Raises NotFound, InvalidArgument, AlreadyAnswered."""
    row = rows.lock(db, ctx, t.relations, relation_id)
    if not access.answers_for_case(db, ctx, row.case_id) or _is_close(kept_away.reader_of(ctx), row):
        raise NotFound
    if not reason.strip():
        raise InvalidArgument(Violation("reason", "REQUIRED", "理由を書いてください。"))
    if row.ended_at is not None:
        raise AlreadyAnswered
    rows.change(db, ctx, t.relations, relation_id, ended_at=ctx.now)
    name = f"relations/{relation_id}"
    entry_store.add(db, ctx, row.case_id, name, RELATION, ctx.now, supersedes=row.entry_id, reason=reason)


def of_case(db: sa.Connection, ctx: Context, case_id: str) -> list[Any]:
    """Oldest first, for the coordinator, without those that keep the caller away. Raises NotFound."""
    if cases.first_consultation(db, ctx, case_id) is None or not access.reads_for_case(db, ctx, case_id):
        raise NotFound
    return [row for row in store.of_case(db, ctx, case_id) if not _is_close(kept_away.reader_of(ctx), row)]


def entries_of_case(db: sa.Connection, ctx: Context, case_id: str) -> list[Any]:
    """Oldest first, without those of relations that keep the caller away."""
    away = {
        f"relations/{row.id}" for row in store.of_case(db, ctx, case_id) if _is_close(kept_away.reader_of(ctx), row)
    }
    return [row for row in entry_store.of_case(db, ctx, case_id) if row.subject not in away]


def _is_close(asker: kept_away.Reader, row: Any) -> bool:
    return is_close(row.close_readers, Reader(asker.agency_id, asker.person_id))


def _own_file(db: sa.Connection, ctx: Context, case_id: str) -> None:
    first = cases.first_consultation(db, ctx, case_id)
    if first is None:
        raise NotFound
    access.own_consultation(db, ctx, first.id)


def stated(
    db: sa.Connection, ctx: Context, asker: kept_away.Reader, case_ids: set[str], person_ids: set[str]
) -> dict[str, list[tuple[str, str]]]:
    """By case and by person: (person, or "" for the case as a whole; what D5 must know of it)."""
    files, persons = case_ids - {""}, person_ids - {""}
    found = store.touching(db, ctx, files, persons) if files or persons else []
    if not found:
        return {}
    office = reference.of(db, ctx).agencies.get(asker.agency_id)
    takes_reports = office is not None and office.takes_abuse_reports
    of: dict[str, list[tuple[str, str]]] = {}
    for row in found:
        told = [PERPETRATOR_LINK] if _is_close(asker, row) else []
        told += ABUSE_REPORTED_TO if takes_reports else ()
        of.setdefault(row.case_id, []).extend(
            (who, one) for one in told for who in (row.person_id, kept_away.OF_THE_CASE)
        )
        of.setdefault(row.person_id, []).extend((row.person_id, one) for one in told)
    return of


def of_persons(
    db: sa.Connection, ctx: Context, asker: kept_away.Reader, person_ids: Sequence[str]
) -> dict[str, set[str]]:
    """By person, what D5 must know before the asker is told of them."""
    of = stated(db, ctx, asker, set(), set(person_ids))
    return {person_id: {one for _who, one in of.get(person_id, ())} for person_id in person_ids}


def keep_away(db: sa.Connection, ctx: Context, asker: kept_away.Reader, case_id: str) -> bool:
    """Whether they may learn nothing of somebody of the case; as an agency: so that nothing of it is sent there."""
    return away_from(db, ctx, asker, {case_id}, ()).hides(case_id)


def away_from(
    db: sa.Connection, ctx: Context, asker: kept_away.Reader, case_ids: Collection[str], person_ids: Collection[str]
) -> KeptAway:
    """From whom of these the asker is kept away, and in which of these cases one of them is."""
    away = [row for row in store.touching(db, ctx, case_ids, person_ids) if _is_close(asker, row)]
    files = frozenset(row.case_id for row in away).intersection(case_ids)
    return KeptAway(frozenset(row.person_id for row in away), files)


def state(db: sa.Connection, ctx: Context, _peers: Peers, abouts: Mapping[str, About]) -> dict[str, About]:
    """What a servicer said of its answer, with what intake knows between the reader and those whom it is about."""
    case_ids = {about.case_id for about in abouts.values()}
    person_ids = {person_id for about in abouts.values() for person_id in about.person_ids}
    of = stated(db, ctx, kept_away.reader_of(ctx), case_ids, person_ids)
    if not of:
        return {}
    return {name: replace(about, personal=_personal(ctx, about, of)) for name, about in abouts.items()}


def _personal(ctx: Context, about: About, of: Mapping[str, list[tuple[str, str]]]) -> tuple[tuple[str, str], ...]:
    """A body that takes reports needs nobody's ruling for what it wrote down itself."""
    told = {one for key in (about.case_id, *about.person_ids) for one in of.get(key, ())}
    own = about.recorded_by == ctx.actor.agency_id
    return tuple(sorted((who, one) for who, one in told if one == PERPETRATOR_LINK or not own))
