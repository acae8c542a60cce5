"""Administrators keep the city's staff; nobody gives oneself a role, and power over others takes two (ADR 16)."""

from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.errors import InvalidArgument, NotFound, PermissionDenied, StaleEtag, Violation
from services.intake.domain.erasure import CONFIRMED, REJECTED
from services.intake.domain.staff import (
    ADMINISTRATOR,
    Member,
    NotWaiting,
    OwnRecord,
    SamePerson,
    SubjectTaken,
    check,
    needs_second,
)
from services.intake.store import staff as store
from services.intake.use_cases import access


def change(db: sa.Connection, ctx: Context, member: Member, revision: int, reason: str) -> Any:
    """Writes the record anew, at once or once a second administrator confirms. `revision`: as it was read.

    Raises PermissionDenied, InvalidArgument, UnknownAgency, OwnRecord, StaleEtag, SubjectTaken.
    """
    _require_administrator(ctx)
    check(member, reason)
    access.require_agency(db, ctx, member.agency_id)
    store.one_at_a_time(db, ctx)
    current = store.members(db, ctx)
    own = next((_member(row).login for row in current if row.staff_id == ctx.actor.person_id), None)
    if member.staff_id == ctx.actor.person_id or member.login == own:
        raise OwnRecord
    rows = store.history(db, ctx, member.staff_id)
    before = next((_member(row) for row in current if row.staff_id == member.staff_id), None)
    if revision != (rows[-1].revision if rows else 0):
        raise StaleEtag
    if member.active:
        _require_free(current, member)
    store.add(db, ctx, member, revision + 1, reason, needs_second=needs_second(member, before))
    return store.history(db, ctx, member.staff_id)[-1]


def review(db: sa.Connection, ctx: Context, staff_id: str, revision: int, verdict: str) -> Any:
    """Only the last change of a record waits: one that was written over is no longer confirmed.

    Raises PermissionDenied, InvalidArgument, NotFound, NotWaiting, SamePerson, OwnRecord, SubjectTaken.
    """
    _require_administrator(ctx)
    if verdict not in (CONFIRMED, REJECTED):
        raise InvalidArgument(Violation("verdict", "REQUIRED", "認めるかどうかを選んでください。"))
    store.one_at_a_time(db, ctx)
    rows = store.history(db, ctx, staff_id)
    found = next((row for row in rows if row.revision == revision), None)
    if found is None:
        raise NotFound
    if found is not rows[-1] or not found.needs_second or found.verdict:
        raise NotWaiting
    if staff_id == ctx.actor.person_id:
        raise OwnRecord
    if found.changed_by == ctx.actor.person_id and verdict == CONFIRMED:
        raise SamePerson
    if verdict == CONFIRMED:
        _require_free(store.members(db, ctx), _member(found))
    store.add_review(db, ctx, staff_id, revision, verdict)
    return store.history(db, ctx, staff_id)[-1]


def members(db: sa.Connection, ctx: Context) -> list[Any]:
    """Raises PermissionDenied."""
    _require_administrator(ctx)
    return store.members(db, ctx)


def changes(db: sa.Connection, ctx: Context, staff_id: str) -> list[Any]:
    """Raises PermissionDenied."""
    _require_administrator(ctx)
    return store.history(db, ctx, staff_id)


def resolve(db: sa.Connection, ctx: Context, issuer: str, subject: str) -> Any:
    """Raises NotFound: for somebody whom nobody entered, and for one whose record is closed."""
    found = store.of_login(db, ctx, issuer, subject)
    if found is None:
        raise NotFound
    return found


def _require_administrator(ctx: Context) -> None:
    if ADMINISTRATOR not in ctx.actor.roles:
        raise PermissionDenied


def _require_free(current: list[Any], member: Member) -> None:
    taken = {_member(row).login for row in current if row.active and row.staff_id != member.staff_id}
    if member.login in taken:
        raise SubjectTaken


def _member(row: Any) -> Member:
    return Member(
        row.staff_id, row.issuer, row.subject, row.agency_id, frozenset(row.roles), frozenset(row.purposes), row.active
    )
