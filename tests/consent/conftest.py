"""A migrated database of consent on a real PostgreSQL; each test runs in a transaction that is rolled back."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from kit.peers import Peers
from tests.consent.world import World
from tests.database import database_of
from tests.serving import silent_peers
from tsunagi.stack import Stack


@pytest.fixture(scope="session")
def engine(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "consent") as found:
        yield found


@pytest.fixture
def db(engine: sa.Engine) -> Iterator[sa.Connection]:
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@pytest.fixture
def world(db: sa.Connection) -> World:
    return World(db)


@pytest.fixture(scope="session")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Peers:
    return silent_peers("consent", tmp_path_factory.mktemp("keys"))
