"""Versions of a city's reference data: the file that the installation brings, and what administrators load after it."""

import functools
import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from kit.calendar import date_in_japan
from kit.context import Context
from kit.ids import new_id
from services.intake.domain.reference import Reference, read
from services.intake.store.city_tables import reference_versions as t

PACKAGED = Path(__file__).parents[1] / "reference" / "takasago.json"

_parsed: dict[str, Reference] = {}  # by row id: a loaded version never changes
_asked: WeakKeyDictionary[sa.Transaction, dict[tuple[str, date], Reference]] = WeakKeyDictionary()


@functools.cache
def load() -> Reference:
    """The file that REFERENCE_FILE names, else the packaged one: what a city uses until it loads a version of its own.

    Raises KeyError for what a city left out.
    """
    return read(json.loads(Path(os.environ.get("REFERENCE_FILE") or PACKAGED).read_text(encoding="utf-8")))


def today(ctx: Context) -> date:
    """The city's own date."""
    return date_in_japan(ctx.now)


def of(db: sa.Connection, ctx: Context) -> Reference:
    """The version that is valid today in the caller's city; a transaction asks once, and goes on as it began."""
    running = db.get_transaction()
    assert running is not None
    asked, key = _asked.setdefault(running, {}), (ctx.municipality_id, today(ctx))
    if key not in asked:
        asked[key] = _read(db, ctx, t.c.valid_from <= today(ctx)) or load()
    return asked[key]


def latest(db: sa.Connection, ctx: Context) -> Reference:
    """The newest version, also one that becomes valid later: what the next one follows."""
    return _read(db, ctx) or load()


def responsible(db: sa.Connection, ctx: Context, group: str) -> tuple[str, str]:
    """(agency, role) of a diagram's group: an agency's code, with a role after "/", or a role at the coordinator's."""
    agency_id, _, role = group.partition("/")
    known = of(db, ctx)
    if agency_id in known.agencies:
        return agency_id, role
    return known.coordinator_agency_id, agency_id


def version(db: sa.Connection, ctx: Context, name: str) -> Reference | None:
    """The version of this name, under which a case was decided."""
    found = _read(db, ctx, t.c.version == name)
    return found or (load() if load().version == name else None)


def _read(db: sa.Connection, ctx: Context, *where: sa.ColumnElement[bool]) -> Reference | None:
    own = (t.c.municipality_id == ctx.municipality_id, *where)
    newest = sa.select(t.c.id).where(*own).order_by(t.c.valid_from.desc(), t.c.id.desc()).limit(1)
    row_id = db.scalar(newest)
    if row_id is None:
        return None
    if row_id not in _parsed:
        _parsed[row_id] = read(db.execute(sa.select(t.c.document).where(t.c.id == row_id)).scalar_one())
    return _parsed[row_id]


def add(db: sa.Connection, ctx: Context, new: Reference, reason: str) -> None:
    values: dict[str, Any] = {
        "id": new_id(),
        "municipality_id": ctx.municipality_id,
        "version": new.version,
        "valid_from": new.valid_from,
        "document": dict(new.document),
        "reason": reason,
        "loaded_by": ctx.actor.person_id,
        "loaded_at": ctx.now,
    }
    db.execute(t.insert().values(values))
    running = db.get_transaction()
    assert running is not None
    _asked.pop(running, None)


def versions(db: sa.Connection, ctx: Context) -> list[Any]:
    """Newest first, without their content."""
    columns = (t.c.version, t.c.valid_from, t.c.reason, t.c.loaded_by, t.c.loaded_at)
    query = sa.select(*columns).where(t.c.municipality_id == ctx.municipality_id)
    return list(db.execute(query.order_by(t.c.valid_from.desc(), t.c.id.desc())))


def one_at_a_time(db: sa.Connection, ctx: Context) -> None:
    """Until the transaction ends, nobody else in this city loads a version."""
    key = f"reference:{ctx.municipality_id}"
    db.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(key, 0))))


def documents_equal(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
