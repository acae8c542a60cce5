"""A service's connections on a real PostgreSQL: what of them dies, and what is told of it."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from kit import database
from kit.transaction import transaction
from tsunagi.stack import Stack

CITY = "28216"
BACKEND = sa.select(sa.func.pg_backend_pid())


@pytest.fixture
def engine(postgres: Stack) -> Iterator[sa.Engine]:
    made = database.create_engine(postgres.database_url("intake"), "intake", postgres.keyring("intake"))
    yield made
    made.dispose()


def backend(engine: sa.Engine) -> int:
    with transaction(engine, CITY) as db:
        return int(db.scalar(BACKEND) or 0)


def end(postgres: Stack, pid: int) -> None:
    """Returns when the server has closed this connection."""
    admin = sa.create_engine(postgres.admin_database_url(), isolation_level="AUTOCOMMIT")
    with admin.connect() as db:
        assert db.scalar(sa.select(sa.func.pg_terminate_backend(pid, 10_000)))
    admin.dispose()


def test_one_after_the_other_uses_the_same_connection(engine: sa.Engine) -> None:
    with transaction(engine, CITY) as one, transaction(engine, CITY) as other:
        assert one.scalar(BACKEND) != other.scalar(BACKEND)
    assert len({backend(engine) for _ in range(5)}) == 1


def test_a_connection_that_died_is_replaced_before_anybody_uses_it(postgres: Stack, engine: sa.Engine) -> None:
    before = backend(engine)
    end(postgres, before)
    assert backend(engine) != before
