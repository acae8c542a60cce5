"""Queries over resources, their sessions, and gaps."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from kit.context import Context
from kit.errors import NotFound
from kit.ids import new_id
from kit.sealing import keyring_of, sealed
from services.plans.domain.community import (
    SETTLED,
    Gap,
    GapSource,
    GapState,
    Host,
    Resource,
    ResourceState,
    Session,
    SessionEntry,
)
from services.plans.store import tables as t

CODES = ("needs", "welcomes", "cannot")


def add_resource(db: sa.Connection, ctx: Context, resource: Resource) -> str:
    resource_id = new_id()
    values = {**_columns(resource), "resource_id": resource_id, "registered_at": ctx.now}
    db.execute(t.resources.insert().values(**values))
    _replace_hosts(db, resource_id, resource.hosts)
    return resource_id


def update_resource(db: sa.Connection, resource: Resource) -> None:
    where = t.resources.c.resource_id == resource.resource_id
    db.execute(t.resources.update().where(where).values(**_columns(resource), version=resource.version + 1))
    db.execute(t.resource_hosts.delete().where(t.resource_hosts.c.resource_id == resource.resource_id))
    _replace_hosts(db, resource.resource_id, resource.hosts)


def _columns(resource: Resource) -> dict[str, Any]:
    own = {key: value for key, value in vars(resource).items() if key not in ("resource_id", "hosts", "version")}
    return {**own, **{name: list(getattr(resource, name)) for name in CODES}}


def _replace_hosts(db: sa.Connection, resource_id: str, hosts: Sequence[Host]) -> None:
    rows = [{"resource_id": resource_id, "position": at, **vars(host)} for at, host in enumerate(hosts)]
    db.execute(t.resource_hosts.insert(), rows)


def find_resources(
    db: sa.Connection,
    ctx: Context,
    *,
    resource_id: str = "",
    needs: Sequence[str] = (),
    area: str = "",
    kind: str = "",
    include_inactive: bool = False,
    lock: bool = False,
) -> list[Resource]:
    """Those that answer any of the needs; open to all generations first, then by name."""
    c = t.resources.c
    query = sa.select(t.resources).where(c.municipality_id == ctx.municipality_id).order_by(c.name, c.resource_id)
    if resource_id:
        query = query.where(c.resource_id == resource_id)
    if needs:
        query = query.where(c.needs.overlap(list(needs)))
    if area:
        query = query.where(c.area == area)
    if kind:
        query = query.where(c.kind == kind)
    if not include_inactive:
        query = query.where(c.state == ResourceState.ACTIVE)
    rows = db.execute(query.with_for_update() if lock else query).all()
    hosts = _hosts(db, [row.resource_id for row in rows])
    return [_resource(row, hosts.get(row.resource_id, ())) for row in rows]


def _hosts(db: sa.Connection, resource_ids: Sequence[str]) -> dict[str, tuple[Host, ...]]:
    c = t.resource_hosts.c
    query = sa.select(t.resource_hosts).where(c.resource_id.in_(resource_ids)).order_by(c.resource_id, c.position)
    found: dict[str, tuple[Host, ...]] = {}
    for row in db.execute(query):
        found[row.resource_id] = (*found.get(row.resource_id, ()), Host(row.name, row.share))
    return found


def _resource(row: Any, hosts: tuple[Host, ...]) -> Resource:
    values = {name: getattr(row, name) for name in Resource.__dataclass_fields__ if name != "hosts"}
    values |= {name: tuple(values[name]) for name in CODES} | {"state": ResourceState(row.state)}
    return Resource(**values, hosts=hosts)


def add_session(
    db: sa.Connection, ctx: Context, resource_id: str, entry: SessionEntry, reason: str = "", **said: object
) -> bool:
    """False when that day's holding is recorded already."""
    values = {
        "session_id": entry.session_id,
        "resource_id": resource_id,
        "breakdowns": list(entry.breakdowns),
        "reason": reason,
        "recorded_by_agency_id": ctx.actor.agency_id,
        "recorded_by_person_id": ctx.actor.person_id,
        "recorded_at": ctx.now,
        **vars(entry.session),
        **said,
    }
    on = t.resource_sessions
    statement = insert(on).values(sealed(db, ctx, on, resource_id, values)).on_conflict_do_nothing()
    return db.execute(statement.returning(on.c.session_id)).first() is not None


def supersede_session(
    db: sa.Connection,
    ctx: Context,
    resource_id: str,
    wrong: SessionEntry,
    right: SessionEntry,
    reason: str,
    *,
    held: bool,
) -> bool:
    """False when another holding is recorded on the right day. One that was never held leaves its day free."""
    c = t.resource_sessions.c
    db.execute(t.resource_sessions.update().where(c.session_id == wrong.session_id).values(holds=False))
    return add_session(db, ctx, resource_id, right, reason, supersedes=wrong.session_id, holds=held)


def session_of(db: sa.Connection, resource_id: str, held_on: date) -> SessionEntry | None:
    """The entry that holds of that day."""
    c = t.resource_sessions.c
    query = sa.select(c.session_id, c.held_on, c.participants, c.supporters, c.breakdowns).where(
        c.resource_id == resource_id, c.held_on == held_on, c.holds
    )
    row = db.execute(query).first()
    if row is None:
        return None
    session = Session(row.held_on, row.participants, row.supporters)
    return SessionEntry(row.session_id, session, tuple(row.breakdowns))


def open_gap(db: sa.Connection, ctx: Context, need_code: str, area: str) -> Gap | None:
    """The need's running study, locked; a proposal is a study of its own."""
    c = t.gap_studies.c
    query = sa.select(t.gap_studies).where(
        c.municipality_id == ctx.municipality_id,
        c.need_code == need_code,
        c.area == area,
        c.proposal == "",
        c.state.not_in(SETTLED),
    )
    row = db.execute(query.with_for_update()).first()
    return _gap(row) if row is not None else None


def add_gap(db: sa.Connection, ctx: Context, gap: Gap) -> bool:
    """False when somebody began the same study at this moment: it is there once they have committed."""
    statement = insert(t.gap_studies).values(municipality_id=ctx.municipality_id, **vars(gap)).on_conflict_do_nothing()
    return db.execute(statement.returning(t.gap_studies.c.gap_id)).first() is not None


def next_gap_serial(db: sa.Connection) -> int:
    return db.scalar(sa.select(t.gap_serial.next_value())) or 0


def add_raising(
    db: sa.Connection, ctx: Context, gap_id: str, source: GapSource, source_id: str, occurred_at: datetime
) -> bool:
    """False when this source raised this gap before. Which household's draft it was can not be read from it."""
    values = {
        "raising_id": new_id(),
        "gap_id": gap_id,
        "source": source,
        "source_id": keyring_of(db).blind(ctx.municipality_id, source_id),
        "occurred_at": occurred_at,
        "recorded_at": ctx.now,
    }
    statement = insert(t.gap_raisings).values(values).on_conflict_do_nothing()
    return db.execute(statement.returning(t.gap_raisings.c.raising_id)).first() is not None


def raising_of(db: sa.Connection, ctx: Context, source: GapSource, source_id: str) -> Any | None:
    c = t.gap_raisings.c
    known = keyring_of(db).blind(ctx.municipality_id, source_id)
    where = (c.source == source, c.source_id == known, c.municipality_id == ctx.municipality_id)
    return db.execute(sa.select(t.gap_raisings).where(*where)).first()


def change_gap(db: sa.Connection, gap_id: str, **values: object) -> None:
    db.execute(t.gap_studies.update().where(t.gap_studies.c.gap_id == gap_id).values(**values))


def get_gap(db: sa.Connection, ctx: Context, gap_id: str, *, lock: bool = False) -> Gap:
    """Raises NotFound."""
    c = t.gap_studies.c
    query = sa.select(t.gap_studies).where(c.gap_id == gap_id, c.municipality_id == ctx.municipality_id)
    row = db.execute(query.with_for_update() if lock else query).first()
    if row is None:
        raise NotFound
    return _gap(row)


def list_gaps(db: sa.Connection, ctx: Context, *, area: str, include_settled: bool) -> list[Gap]:
    """Most often raised first."""
    c = t.gap_studies.c
    query = sa.select(t.gap_studies).where(c.municipality_id == ctx.municipality_id)
    if area:
        query = query.where(c.area == area)
    if not include_settled:
        query = query.where(c.state.not_in(SETTLED))
    return [_gap(row) for row in db.execute(query.order_by(c.raised.desc(), c.gap_id))]


def _gap(row: Any) -> Gap:
    values = {name: getattr(row, name) for name in Gap.__dataclass_fields__}
    return Gap(**{**values, "state": GapState(row.state)})


def count_raisings(
    db: sa.Connection, ctx: Context, as_of: datetime, start: datetime, end: datetime
) -> list[tuple[str, str, int]]:
    """(need, area, count) of the gaps raised in [start, end) and recorded by `as_of`, without those taken back."""
    c = t.gap_raisings.c
    number = sa.func.sum(sa.case((c.source == GapSource.HANDOFF_TAKEN, -1), else_=1))
    query = (
        sa.select(t.gap_studies.c.need_code, t.gap_studies.c.area, number)
        .join(t.gap_studies, t.gap_studies.c.gap_id == c.gap_id)
        .where(
            t.gap_studies.c.municipality_id == ctx.municipality_id,
            c.recorded_at <= as_of,
            c.occurred_at >= start,
            c.occurred_at < end,
        )
        .group_by(t.gap_studies.c.need_code, t.gap_studies.c.area)
        .having(number > 0)
        .order_by(t.gap_studies.c.need_code, t.gap_studies.c.area)
    )
    return [(need, area, int(often)) for need, area, often in db.execute(query)]
