"""Erasure by destroying keys: what is due, two officers, holds that stop it, each step on record (ADR 14)."""

from datetime import datetime, time
from typing import Any

import sqlalchemy as sa

from kit import erasure as everywhere
from kit.calendar import JST
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from kit.ids import new_id
from services.intake.domain import address_key
from services.intake.domain.erasure import (
    CONFIRMED,
    HOLD_PUT,
    HOLD_RELEASED,
    OFFICER,
    REJECTED,
    REQUESTED,
    RETENTION_OVER,
    AlreadyErased,
    ErasureHeld,
    ErasureNotWaiting,
    FileStillOpen,
    HoldReleased,
    NotARecordsOfficer,
    RetentionRuns,
    SecondOfficerNeeded,
    kept_from,
)
from services.intake.store import cases, concealments, loose, reference, rows
from services.intake.store import erasure as store
from services.intake.store.erasure import Scope

Position = tuple[datetime, str]
FILES = "cases/"
LOOSE = frozenset({"advices", "observations"})


def due(db: sa.Connection, ctx: Context, after: Position | None, size: int) -> list[tuple[Any, list[str], str]]:
    """(what is due, what stops it, the erasure that waits). Raises NotARecordsOfficer."""
    _require_officer(ctx)
    found = store.due(db, ctx, _kept_from(db, ctx), after, size)
    files = [row.subject.removeprefix(FILES) for row in found if row.subject.startswith(FILES)]
    others = [Scope(row.subject) for row in found if not row.subject.startswith(FILES)]
    held = store.holds(db, ctx, [*store.of_cases(db, ctx, files), *others])
    waiting = store.waiting(db, ctx, held)
    return [(row, held[row.subject], waiting.get(row.subject, "")) for row in found]


def watch(db: sa.Connection, ctx: Context, subject: str, recorded_at: datetime) -> None:
    """Outreach wrote down what was seen: it becomes due by itself, unless it ends with a file or a person here.

    `subject`: whose key it has there.
    """
    if not loose.ends_with_another(db, ctx, subject):
        loose.watch(db, ctx, subject, recorded_at)


def request(db: sa.Connection, ctx: Context, subject: str, reason: str) -> str:
    """Answers the erasure's id; one that waits already is the same.

    Raises NotARecordsOfficer, InvalidArgument, NotFound, AlreadyErased, FileStillOpen, RetentionRuns, ErasureHeld.
    """
    _require_officer(ctx)
    _require_reason(reason)
    store.one_at_a_time(db, ctx)
    scope = _scope(db, ctx, subject)
    if store.is_erased(db, ctx, scope.subject):
        raise AlreadyErased
    known = store.waiting(db, ctx, [scope.subject]).get(scope.subject)
    if known is not None:
        return known
    _require_erasable(db, ctx, scope, reason)
    erasure_id = new_id()
    store.add(db, ctx, REQUESTED, erasure_id, scope.subject, reason)
    return erasure_id


def review(db: sa.Connection, ctx: Context, erasure_id: str, verdict: str) -> None:
    """What stands now decides: a hold that was put meanwhile stops it.

    Raises NotARecordsOfficer, InvalidArgument, NotFound, ErasureNotWaiting, SecondOfficerNeeded, FileStillOpen,
    RetentionRuns, ErasureHeld.
    """
    _require_officer(ctx)
    if verdict not in (CONFIRMED, REJECTED):
        raise InvalidArgument(Violation("verdict", "REQUIRED", "消去するかどうかを選んでください。"))
    store.one_at_a_time(db, ctx)
    steps = _steps(db, ctx, erasure_id, REQUESTED)
    if len(steps) > 1:
        raise ErasureNotWaiting
    asked = steps[0]
    if verdict == CONFIRMED:
        if asked.made_by == ctx.actor.person_id:
            raise SecondOfficerNeeded
        scope = _scope(db, ctx, asked.subject)
        _require_erasable(db, ctx, scope, asked.reason)
        _erase(db, ctx, erasure_id, scope)
    store.add(db, ctx, verdict, erasure_id, asked.subject, asked.reason)


def _erase(db: sa.Connection, ctx: Context, erasure_id: str, scope: Scope) -> None:
    if scope.of_person:
        people = cases.people(db, ctx, sorted(scope.person_ids))
        keys = {rows.blind(db, ctx, address_key(row.address)) for row in people} | {row.match_key for row in people}
        concealments.forget_keys(db, ctx, sorted(scope.case_ids), sorted(keys))
    store.forget(db, ctx, scope)
    everywhere.erase(db, ctx, erasure_id, scope.subjects)


def hold(db: sa.Connection, ctx: Context, subject: str, reason: str) -> str:
    """Answers the hold's id. Raises NotARecordsOfficer, InvalidArgument, NotFound, AlreadyErased."""
    _require_officer(ctx)
    _require_reason(reason)
    store.one_at_a_time(db, ctx)
    scope = _scope(db, ctx, subject)
    if store.is_erased(db, ctx, scope.subject):
        raise AlreadyErased
    hold_id = new_id()
    store.add(db, ctx, HOLD_PUT, hold_id, scope.subject, reason)
    return hold_id


def release(db: sa.Connection, ctx: Context, hold_id: str) -> None:
    """Raises NotARecordsOfficer, NotFound, HoldReleased."""
    _require_officer(ctx)
    store.one_at_a_time(db, ctx)
    steps = _steps(db, ctx, hold_id, HOLD_PUT)
    if len(steps) > 1:
        raise HoldReleased
    store.add(db, ctx, HOLD_RELEASED, hold_id, steps[0].subject, steps[0].reason)


def steps(db: sa.Connection, ctx: Context, subject: str, after: Position | None, size: int) -> list[Any]:
    """Raises NotARecordsOfficer."""
    _require_officer(ctx)
    return store.page(db, ctx, subject, after, size)


def last_step(db: sa.Connection, ctx: Context, step_of: str) -> Any:
    return store.steps_of(db, ctx, step_of)[-1]


def _steps(db: sa.Connection, ctx: Context, step_of: str, first: str) -> list[Any]:
    found = store.steps_of(db, ctx, step_of)
    if not found or found[0].step != first:
        raise NotFound
    return found


def _scope(db: sa.Connection, ctx: Context, subject: str) -> Scope:
    """A file is meant with the one that it went into, and with all that went into that. Raises NotFound."""
    kind, _, local_id = subject.partition("/")
    if kind in LOOSE and loose.ends(db, ctx, subject):
        return Scope(subject, loose_id=local_id)
    if kind == "persons":
        scope = store.of_person(db, ctx, local_id)
        files = store.of_cases(db, ctx, store.top_of(db, ctx, scope.case_ids))
        scope.case_ids = {case_id for one in files for case_id in one.case_ids}
        if not scope.person_ids:
            raise NotFound
        return scope
    if kind != "cases" or cases.first_consultation(db, ctx, local_id) is None:
        raise NotFound
    (scope,) = store.of_cases(db, ctx, store.top_of(db, ctx, [local_id]))
    return scope


def _require_erasable(db: sa.Connection, ctx: Context, scope: Scope, reason: str) -> None:
    ends = store.ends(db, ctx, scope)
    if any(end is None for end in ends):
        raise FileStillOpen
    kept = _kept_from(db, ctx)
    if reason == RETENTION_OVER and any(end is not None and end >= kept for end in ends):
        raise RetentionRuns
    if store.holds(db, ctx, [scope])[scope.subject]:
        raise ErasureHeld


def _kept_from(db: sa.Connection, ctx: Context) -> datetime:
    years = reference.of(db, ctx).retention_years
    return datetime.combine(kept_from(reference.today(ctx), years), time(), JST)


def _require_officer(ctx: Context) -> None:
    if OFFICER not in ctx.actor.roles:
        raise NotARecordsOfficer


def _require_reason(reason: str) -> None:
    if not reason:
        raise InvalidArgument(Violation("reason", "REQUIRED", "理由を選んでください。"))
