"""A migrated database of intake on a real PostgreSQL; each test runs in a transaction that is rolled back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from kit.identity import Signer
from kit.peers import Peers
from tests.database import database_of
from tests.intake.city import City, city_of
from tests.intake.turns import Turns
from tests.intake.world import MONEY, MOTHER, WELFARE, World
from tests.serving import NOWHERE, answering_consent
from tsunagi import keys
from tsunagi.stack import Stack

Addresses = Callable[[str], Peers]


@pytest.fixture(scope="session")
def engine(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "intake") as found:
        yield found


@pytest.fixture(scope="session")
def consent_engine(postgres: Stack) -> Iterator[sa.Engine]:
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
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("keys")
    keys.make(home)
    return home


@pytest.fixture(scope="session")
def peers_at(key_folder: Path) -> Addresses:
    """Intake's own way of asking, with all others at one address."""
    signer = Signer(key_folder / "service-intake.pem", "service-intake", "service:intake")
    return lambda address: Peers(dict.fromkeys(("consent", "meetings", "plans"), address), signer)


@pytest.fixture(scope="session")
def silent(peers_at: Addresses) -> Peers:
    """Peers of which none answers."""
    return peers_at(NOWHERE)


@pytest.fixture(scope="session")
def answering(consent_engine: sa.Engine, key_folder: Path, peers_at: Addresses) -> Iterator[Peers]:
    """Peers behind which the consent service itself answers, from a database of its own."""
    with answering_consent(consent_engine, key_folder, peers_at(NOWHERE)) as address:
        yield peers_at(address)


@pytest.fixture
def turns(world: World) -> Turns:
    return Turns(world, world.offered(MOTHER, candidates=(MONEY, WELFARE)))


@pytest.fixture
def working(turns: Turns) -> Turns:
    turns.accept()
    turns.confirm()
    return turns


@pytest.fixture
def city(engine: sa.Engine, consent_engine: sa.Engine, key_folder: Path, answering: Peers, silent: Peers) -> City:
    return city_of(engine, consent_engine, key_folder, answering, silent)
