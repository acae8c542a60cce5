"""What was said, and the grants that it gave."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.ids import new_id
from kit.sealing import sealed
from services.consent.domain.statements import (
    NEVER_GRANTED,
    Answer,
    Cell,
    Coverage,
    Grant,
    GrantState,
    Statement,
    coverage,
)
from services.consent.store.statements import truly_ended, uncorrected
from services.consent.store.tables import Condition, consents, grants, holds_until, of_people, of_person

PENDING = (GrantState.REQUESTED, GrantState.DEFERRED)
# Of what a wrong entry granted: what somebody may still use, or keeps with their own records of an ended case.
VOIDABLE = (GrantState.GRANTED, GrantState.ENDED_WITH_CASE)


def add_consent(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    person_id: str,
    request_id: str | None,
    said: Statement,
    *,
    corrects: str | None = None,
    correction_reason: str = "",
) -> str:
    """Appends what was said, with a row for each cell that it decides or defers; answers its id.

    A cell to which a yes still stands was agreed to later than this was said: what was said last stands.
    """
    consent_id = new_id()
    lists = ("grants", "refused", "proposed_agency_ids")
    entry = {
        "id": consent_id,
        "municipality_id": ctx.municipality_id,
        "case_id": case_id,
        "person_id": person_id,
        "request_id": request_id,
        "corrects": corrects,
        "correction_reason": correction_reason,
        "proposed_agency_ids": sorted(said.proposed()),
        "recorded_at": ctx.now,
        "recorded_by_agency_id": ctx.actor.agency_id,
        "recorded_by": ctx.actor.person_id,
        **{name: value for name, value in vars(said).items() if name not in lists},
    }
    db.execute(consents.insert().values(sealed(db, ctx, consents, person_id, entry)))
    known = find_grants(db, ctx, case_id, person_id=person_id, states=(*PENDING, GrantState.GRANTED))
    newer = {grant.cell for grant in known if grant.state is GrantState.GRANTED}
    waiting = [grant for grant in known if grant.state is not GrantState.GRANTED]
    settled = {
        **{
            cell: (GrantState.SUPERSEDED if cell in newer else GrantState.GRANTED, until)
            for cell, until in said.granted_cells().items()
        },
        **dict.fromkeys(said.refused_cells(), (GrantState.REFUSED, said.occurred_at)),
        **dict.fromkeys(said.deferred_cells(), (GrantState.DEFERRED, said.occurred_at)),
    }
    _settle_pending(db, ctx, consent_id, said, waiting, settled)
    answered = {grant.cell for grant in waiting}
    rows = [
        {
            "id": new_id(),
            "municipality_id": ctx.municipality_id,
            "case_id": case_id,
            "person_id": person_id,
            **vars(cell),
            **_values(ctx, consent_id, said, state, until),
        }
        for cell, (state, until) in sorted(settled.items())
        if cell not in answered
    ]
    if rows:
        db.execute(grants.insert(), rows)
    return consent_id


def _values(ctx: Context, consent_id: str, said: Statement, state: GrantState, until: datetime) -> dict[str, Any]:
    """Valid from when it was recorded: access never becomes allowed for a time that is over."""
    start = ctx.now if state is GrantState.GRANTED else said.occurred_at
    return {
        "state": state,
        "consent_id": consent_id,
        "said_at": said.occurred_at,
        "valid_from": start,
        "valid_until": until,
    }


# What becomes of a cell that was asked and that the answer does not name.
UNNAMED = {Answer.REFUSED: GrantState.REFUSED, Answer.DEFERRED: GrantState.DEFERRED}


def _settle_pending(
    db: sa.Connection,
    ctx: Context,
    consent_id: str,
    said: Statement,
    waiting: Sequence[Grant],
    settled: Mapping[Cell, tuple[GrantState, datetime]],
) -> None:
    """Cells that were asked, or put off, get this answer; a "yes" leaves those that it does not name put off."""
    unnamed = UNNAMED.get(Answer(said.answer), GrantState.DEFERRED)
    if said.answer in (Answer.CANNOT_DECIDE, Answer.DANGEROUS):
        unnamed = GrantState.LAPSED
    changes = [
        {
            "grant": grant.grant_id,
            **_values(ctx, consent_id, said, *settled.get(grant.cell, (unnamed, said.occurred_at))),
        }
        for grant in waiting
    ]
    if changes:
        names = ("state", "consent_id", "said_at", "valid_from", "valid_until")
        statement = grants.update().where(grants.c.id == sa.bindparam("grant"))
        db.execute(statement.values({name: sa.bindparam(f"new_{name}") for name in names}), _renamed(changes, names))


def _renamed(changes: list[dict[str, Any]], names: Iterable[str]) -> list[dict[str, Any]]:
    return [{"grant": one["grant"], **{f"new_{name}": one[name] for name in names}} for one in changes]


def ask(db: sa.Connection, ctx: Context, case_id: str, person_id: str, cells: Iterable[Cell]) -> list[Cell]:
    """Writes down what the person is asked; not again what is granted or asked already. Answers what is new."""
    known = {
        grant.cell
        for grant in find_grants(db, ctx, case_id, person_id=person_id, states=[*PENDING, GrantState.GRANTED])
        if grant.state is not GrantState.GRANTED or grant.in_force(ctx.now)
    }
    fresh = sorted(set(cells) - known)
    rows = [
        {
            "id": new_id(),
            "municipality_id": ctx.municipality_id,
            "case_id": case_id,
            "person_id": person_id,
            "state": GrantState.REQUESTED,
            "said_at": ctx.now,
            "valid_from": ctx.now,
            "valid_until": ctx.now,
            **vars(cell),
        }
        for cell in fresh
    ]
    if rows:
        db.execute(grants.insert(), rows)
    return fresh


def end_pending(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    person_id: str | None,
    state: GrantState,
    *,
    agency_id: str | None = None,
    made_before: str | None = None,
    asked_until: datetime | None = None,
) -> None:
    """Nobody waits for these cells any more."""
    where = [*of_person(grants, ctx, case_id, person_id), grants.c.state.in_(PENDING)]
    if agency_id is not None:
        where.append(grants.c.agency_id == agency_id)
    if made_before is not None:
        where.append(grants.c.id < made_before)
    if asked_until is not None:
        where.append(grants.c.said_at <= asked_until)
    db.execute(grants.update().where(*where).values(state=state, ended_at=ctx.now, end_recorded_at=ctx.now))


def end_grants(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    person_id: str | None,
    state: GrantState,
    *,
    agency_id: str | None = None,
    consent_id: str | None = None,
    cells: Iterable[Cell] | None = None,
    given_until: datetime | None = None,
    due_until: datetime | None = None,
    made_before: str | None = None,
    ended_at: datetime | None = None,
    ended_by: str = "",
) -> list[Grant]:
    """Ends the grants in state GRANTED that fit every condition given; answers them. `made_before`: a ULID."""
    where = [*of_person(grants, ctx, case_id, person_id), grants.c.state == GrantState.GRANTED]
    if agency_id is not None:
        where.append(grants.c.agency_id == agency_id)
    if consent_id is not None:
        where.append(grants.c.consent_id == consent_id)
    if cells is not None:
        keys = [(cell.agency_id, cell.data_category, cell.purpose) for cell in cells]
        where.append(sa.tuple_(grants.c.agency_id, grants.c.data_category, grants.c.purpose).in_(keys))
    if given_until is not None:
        where.append(grants.c.said_at <= given_until)
    if due_until is not None:
        where.append(holds_until() <= due_until)
    if made_before is not None:
        where.append(grants.c.id < made_before)
    values = {"state": state, "ended_at": ended_at or ctx.now, "end_recorded_at": ctx.now, "ended_by": ended_by}
    return [_grant(row) for row in db.execute(grants.update().where(*where).values(values).returning(grants))]


def void_grants(db: sa.Connection, ctx: Context, consent_id: str) -> list[Grant]:
    """What a wrong entry granted was never given; answers what was in force, and what ended with its case. Until when
    it held stays."""
    where = (
        grants.c.consent_id == consent_id,
        grants.c.municipality_id == ctx.municipality_id,
        grants.c.state.in_(VOIDABLE),
    )
    times = {name: sa.func.coalesce(grants.c[name], ctx.now) for name in ("ended_at", "end_recorded_at")}
    voided = grants.update().where(*where).values(state=GrantState.SUPERSEDED, **times).returning(grants)
    return [_grant(row) for row in db.execute(voided)]


def void_answers(db: sa.Connection, ctx: Context, consent_id: str) -> None:
    """What a wrong entry refused or put off was never said."""
    said = (GrantState.REFUSED, GrantState.DEFERRED)
    where = (
        grants.c.consent_id == consent_id,
        grants.c.municipality_id == ctx.municipality_id,
        grants.c.state.in_(said),
    )
    values = {"state": GrantState.SUPERSEDED, "ended_at": ctx.now, "end_recorded_at": ctx.now}
    db.execute(grants.update().where(*where).values(values))


def find_grants(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    *,
    person_id: str | None = None,
    agency_id: str | None = None,
    consent_id: str | None = None,
    states: Iterable[GrantState] | None = None,
    in_force: bool = False,
    held: bool = False,
    after: str = "",
    limit: int | None = None,
) -> list[Grant]:
    """`held`: only what allowed something for a while. Never a refusal, nor one that was an error."""
    where = of_person(grants, ctx, case_id, person_id)
    if agency_id is not None:
        where.append(grants.c.agency_id == agency_id)
    if consent_id is not None:
        where.append(grants.c.consent_id == consent_id)
    if states is not None:
        where.append(grants.c.state.in_(list(states)))
    if in_force:
        where += _in_force(ctx.now)
    if held:
        where += [grants.c.state.not_in(NEVER_GRANTED), grants.c.valid_until > grants.c.valid_from]
    if after:
        where.append(grants.c.id > after)
    query = sa.select(grants).where(*where).order_by(grants.c.id).limit(limit)
    return [_grant(row) for row in db.execute(query)]


def find_in_force(db: sa.Connection, ctx: Context, people: Sequence[tuple[str, str]]) -> list[Grant]:
    """Of several persons at once; `people`: (case id, person id)."""
    query = sa.select(grants).where(*of_people(grants, ctx, people), *_in_force(ctx.now))
    return [_grant(row) for row in db.execute(query)]


def find_refused(db: sa.Connection, ctx: Context, people: Sequence[tuple[str, str]]) -> set[tuple[str, str, str]]:
    """(case, person, agency) wherever the person's answer about that agency was a no, or is over."""
    over = (GrantState.REFUSED, GrantState.WITHDRAWN, GrantState.EXPIRED)
    of_grants = sa.select(grants.c.case_id, grants.c.person_id, grants.c.agency_id).where(
        *of_people(grants, ctx, people), grants.c.state.in_(over), truly_ended()
    )
    of_answers = sa.select(
        consents.c.case_id, consents.c.person_id, sa.func.unnest(consents.c.proposed_agency_ids)
    ).where(*of_people(consents, ctx, people), uncorrected(consents), consents.c.answer == Answer.REFUSED)
    return {(row[0], row[1], row[2]) for row in db.execute(of_grants.union(of_answers))}


def derive_coverage(
    db: sa.Connection, ctx: Context, case_id: str, person_id: str, consent_id: str, proposed: Iterable[str]
) -> Coverage:
    """Coverage now: never stored, because grants end."""
    granted = {grant.cell.agency_id for grant in find_grants(db, ctx, case_id, person_id=person_id, in_force=True)}
    of_consent = find_grants(db, ctx, case_id, person_id=person_id, consent_id=consent_id)
    return coverage(proposed, granted, some_refused=any(grant.state is GrantState.REFUSED for grant in of_consent))


def _in_force(now: datetime) -> list[Condition]:
    return [grants.c.state == GrantState.GRANTED, grants.c.valid_from <= now, holds_until() > now]


def _grant(row: sa.Row[Any]) -> Grant:
    return Grant(
        row.id,
        row.case_id,
        row.person_id,
        row.consent_id or "",
        Cell(row.agency_id, row.data_category, row.purpose),
        GrantState(row.state),
        row.said_at,
        row.valid_from,
        row.valid_until,
        row.ended_at,
        row.ends_by,
    )
