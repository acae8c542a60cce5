"""A migrated database of a service on the real PostgreSQL, used as the service does: by a login that owns nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import CacheStats

from kit.context import Context
from kit.database import create_engine, migrate
from kit.transaction import bind
from tsunagi.stack import Stack


@contextmanager
def database_of(postgres: Stack, service: str) -> Iterator[sa.Engine]:
    name = f"{service}_{uuid4().hex}"
    admin = sa.create_engine(postgres.admin_database_url(), isolation_level="AUTOCOMMIT")
    with admin.connect() as db:
        db.execute(sa.text(f"CREATE DATABASE {name}"))
    migrate(_at(postgres.admin_database_url(), name), service)
    engine = create_engine(_at(postgres.database_url(service), name), service, postgres.keyring(service))
    sa.event.listen(engine, "before_cursor_execute", _refuse_what_is_compiled_anew)
    yield engine
    engine.dispose()
    with admin.connect() as db:
        db.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


class CompiledAnew(AssertionError):
    """SQLAlchemy keeps no compiled form of this insert: each execution costs milliseconds. Give rows as parameters.

    Of what has ON CONFLICT it keeps none whatever one does.
    """


def _refuse_what_is_compiled_anew(
    _c: object, _cursor: object, statement: str, _p: object, context: Any, _: bool
) -> None:
    anew = context is not None and context.compiled is not None and context.cache_hit is CacheStats.NO_CACHE_KEY
    if anew and statement.startswith("INSERT") and "ON CONFLICT" not in statement:
        raise CompiledAnew(statement)


def _at(url: str, database: str) -> str:
    return sa.make_url(url).set(database=database).render_as_string(hide_password=False)


def inside(db: sa.Connection, ctx: Context) -> Context:
    """As the edges do it: the transaction is bound to the city that the context speaks of."""
    bind(db, ctx.municipality_id)
    return ctx


def waits_for_a_row(engine: sa.Engine) -> int:
    """Connections that wait for what another transaction holds."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with engine.connect() as db:
        return int(db.scalar(sa.text(query)) or 0)


@contextmanager
def counted(db: sa.Connection | sa.Engine) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    seen: list[str] = []

    def see(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    sa.event.listen(db, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        sa.event.remove(db, "before_cursor_execute", see)
