"""One transaction with a service's database, and what its absence is called."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from kit.errors import DomainError, Status

OUTAGE = (sa.exc.OperationalError, sa.exc.InterfaceError)


class DatabaseUnavailable(DomainError):
    """Nothing was stored, or it cannot be known whether it was: the same request id may be sent again."""

    code = "DATABASE_UNAVAILABLE"
    message = "記録の保管先が応答しません。しばらくしてから、同じ内容をもう一度お送りください。"
    status = Status.UNAVAILABLE


@contextmanager
def transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Committed at the end; raises DatabaseUnavailable when PostgreSQL went away meanwhile."""
    try:
        with engine.begin() as db:
            yield db
    except OUTAGE as error:
        raise DatabaseUnavailable from error
