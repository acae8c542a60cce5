"""A migrated database of consent on a real PostgreSQL; each test runs in a transaction that is rolled back."""

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa

from kit.database import create_engine, migrate
from kit.identity import Signer
from kit.peers import Peers
from tests.consent.world import World
from tsunagi import keys
from tsunagi.stack import Stack


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
    name = f"consent_{uuid4().hex}"
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as db:
        db.execute(sa.text(f"CREATE DATABASE {name}"))
    url = server.set(database=name).render_as_string(hide_password=False)
    migrate(url, "consent")
    found = create_engine(url, "consent")
    yield found
    found.dispose()
    with admin.connect() as db:
        db.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


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
    """Peers of which none answers: their port is the discard port, where nothing listens."""
    home = tmp_path_factory.mktemp("keys")
    keys.make(home)
    addresses = dict.fromkeys(("intake", "consent"), "127.0.0.1:9")
    return Peers(addresses, Signer(home / "service-consent.pem", "service-consent", "service:consent"))
