"""A real PostgreSQL with the plans service's own migration; every test's transaction is rolled back."""

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa

from kit.database import create_engine, migrate
from services.plans import events
from tests.plans.desk import Desk
from tsunagi.stack import Stack

assert events.REGISTERED


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.URL]:
    """The administrator's address: that of TSUNAGI_TEST_POSTGRES, or a PostgreSQL started for this session."""
    given = os.environ.get("TSUNAGI_TEST_POSTGRES")
    if given:
        yield sa.make_url(given).set(database="postgres")
        return
    with Stack(tmp_path_factory.mktemp("stack")) as stack:
        stack.start("postgres")
        yield sa.make_url(stack.admin_database_url)


@pytest.fixture(scope="session")
def engine(server: sa.URL) -> Iterator[sa.Engine]:
    name = f"plans_{uuid4().hex}"
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as db:
        db.execute(sa.text(f"CREATE DATABASE {name}"))
    url = server.set(database=name).render_as_string(hide_password=False)
    migrate(url, "plans")
    engine = create_engine(url, "plans")
    yield engine
    engine.dispose()
    with admin.connect() as db:
        db.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def db(engine: sa.Engine) -> Iterator[sa.Connection]:
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@pytest.fixture
def desk(db: sa.Connection) -> Desk:
    return Desk(db)
