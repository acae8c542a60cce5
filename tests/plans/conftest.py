"""A real PostgreSQL with the plans service's own migration; every test's transaction is rolled back."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from kit.peers import Peers
from services.plans import events
from tests.database import database_of
from tests.plans.desk import Desk
from tests.serving import silent_peers
from tsunagi.stack import Stack

assert events.REGISTERED


@pytest.fixture(scope="session")
def engine(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "plans") as found:
        yield found


@pytest.fixture
def db(engine: sa.Engine) -> Iterator[sa.Connection]:
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@pytest.fixture
def desk(db: sa.Connection) -> Desk:
    return Desk(db)


@pytest.fixture(scope="session")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Peers:
    return silent_peers("plans", tmp_path_factory.mktemp("keys"))
