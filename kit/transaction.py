"""One transaction with a service's database, bound to one municipality; and what the database's absence is called.

Row-level security (kit/row_security.py) shows a transaction the rows of its municipality only, and none before it is
bound: a forgotten condition in a query leaks nothing to another city.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from kit.errors import DomainError, Status

OUTAGE = (
    sa.exc.OperationalError,
    sa.exc.InterfaceError,
    sa.exc.PendingRollbackError,  # the connection went away inside the transaction
    sa.exc.TimeoutError,  # no free connection
)
EVERY_MUNICIPALITY = "*"
SETTING = "tsunagi.municipality"


class DatabaseUnavailable(DomainError):
    """Nothing was stored, or it cannot be known whether it was: the same request id may be sent again."""

    code = "DATABASE_UNAVAILABLE"
    message = "記録の保管先が応答しません。しばらくしてから、同じ内容をもう一度お送りください。"
    status = Status.UNAVAILABLE


@contextmanager
def transaction(engine: sa.Engine, municipality_id: str) -> Iterator[sa.Connection]:
    """Committed at the end; raises DatabaseUnavailable when PostgreSQL went away meanwhile.

    EVERY_MUNICIPALITY is for kit's own errands (relay, parking, counters), never for a use case.
    """
    try:
        with engine.begin() as db:
            bind(db, municipality_id)
            yield db
    except OUTAGE as error:
        raise DatabaseUnavailable from error


def bind(db: sa.Connection, municipality_id: str) -> None:
    """Until the end of the running transaction."""
    db.exec_driver_sql("SELECT set_config(%s, %s, true)", (SETTING, municipality_id))


@contextmanager
def errand(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection of kit's own that sees every municipality for as long as it lives: it never returns to the pool.

    Each statement is committed by itself. Raises DatabaseUnavailable.
    """
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.detach()
            db.execute(sa.select(sa.func.set_config(SETTING, EVERY_MUNICIPALITY, False)))
            yield db
    except OUTAGE as error:
        raise DatabaseUnavailable from error
