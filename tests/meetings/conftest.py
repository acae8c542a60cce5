"""A real PostgreSQL with the meetings service's own migrations; every test's transaction is rolled back."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from kit.peers import Peers
from services.meetings import events
from tests.database import database_of
from tests.meetings.hall import Hall
from tests.serving import silent_peers
from tsunagi.stack import Stack

assert events.subscriptions


@pytest.fixture(scope="session")
def engine(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "meetings") as found:
        yield found


@pytest.fixture
def db(engine: sa.Engine) -> Iterator[sa.Connection]:
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@pytest.fixture
def hall(db: sa.Connection) -> Hall:
    return Hall(db)


@pytest.fixture(scope="session")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Peers:
    return silent_peers("meetings", tmp_path_factory.mktemp("keys"))
