"""A migrated database of intake on a real PostgreSQL; each test runs in a transaction that is rolled back."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from kit.calls import Dispatcher
from kit.clock import Clock
from kit.identity import KeyRing, Signer
from kit.peers import Peers
from kit.rpc import RpcServer
from services.consent.app import service as consent
from tests.database import database_of
from tests.intake.turns import Turns
from tests.intake.world import MONEY, MOTHER, WELFARE, World
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
    """Intake's own way of asking, with consent and plans at one address."""
    signer = Signer(key_folder / "service-intake.pem", "service-intake", "service:intake")
    return lambda address: Peers(dict.fromkeys(("consent", "plans"), address), signer)


@pytest.fixture(scope="session")
def silent(peers_at: Addresses) -> Peers:
    """Peers of which none answers: their port is the discard port, where nothing listens."""
    return peers_at("127.0.0.1:9")


@pytest.fixture(scope="session")
def answering(consent_engine: sa.Engine, key_folder: Path, peers_at: Addresses) -> Iterator[Peers]:
    """Peers behind which the consent service itself answers, from a database of its own."""
    ready, over = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()
    ports: list[int] = []

    async def serve() -> None:
        ring, clock, nobody = KeyRing(key_folder / "jwks.json"), Clock(None), peers_at("127.0.0.1:9")
        dispatcher = Dispatcher([(consent.descriptor, consent.servicer)], consent_engine, ring, clock, nobody)
        rpc = RpcServer(dispatcher, ThreadPoolExecutor(2), list, "127.0.0.1", 0)
        await rpc.start()
        ports.append(rpc.port)
        ready.set()
        await over.wait()
        await rpc.drain(1.0)

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(20)
    yield peers_at(f"127.0.0.1:{ports[0]}")
    loop.call_soon_threadsafe(over.set)
    thread.join(20)


@pytest.fixture
def turns(world: World) -> Turns:
    return Turns(world, world.offered(MOTHER, candidates=(MONEY, WELFARE)))


@pytest.fixture
def working(turns: Turns) -> Turns:
    turns.accept()
    turns.confirm()
    return turns
