"""Servers of this process, in an event loop of a thread's own; and peers of which none answers."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import TypeVar

import grpc
import sqlalchemy as sa
import uvicorn
from fastapi import FastAPI

from kit.calls import Dispatcher
from kit.clock import Clock
from kit.identity import KeyRing, Signer
from kit.peers import Peers, reason
from kit.rpc import RpcServer
from kit.runtime import Service
from kit.tls import Certificates
from kit.zeebe import Worker
from services.consent.app import service as consent
from tsunagi import keys
from tsunagi.ports import SERVICES

T = TypeVar("T")
NOWHERE = "127.0.0.1:9"
"""The discard port, where nothing listens."""


@contextmanager
def in_thread(opening: AbstractAsyncContextManager[T]) -> Iterator[T]:
    """What `opening` opens, for as long as the block lasts."""
    ready, over, loop = threading.Event(), asyncio.Event(), asyncio.new_event_loop()
    opened: list[T] = []

    async def live() -> None:
        async with opening as one:
            opened.append(one)
            ready.set()
            await over.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(live(),), daemon=True)
    thread.start()
    assert ready.wait(20)
    yield opened[0]
    loop.call_soon_threadsafe(over.set)
    thread.join(20)


@contextmanager
def at_work(worker: Worker) -> Iterator[None]:
    """A worker of the engine's jobs; what it has in hand is finished before the block is left."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(worker.run(),))
    thread.start()
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(worker.stop(), loop).result(30)
        thread.join(30)
        assert not thread.is_alive()


def refusal(channel: grpc.Channel, rpc: str, metadata: tuple[tuple[str, str | bytes], ...]) -> str:
    """The code with which an empty request is refused; empty when it is answered."""
    call = channel.unary_unary(rpc, request_serializer=bytes, response_deserializer=bytes)
    try:
        call(b"", metadata=metadata, timeout=20)
    except grpc.RpcError as error:
        return reason(error)
    return ""


@asynccontextmanager
async def listening(
    dispatcher: Dispatcher,
    pool: ThreadPoolExecutor,
    host: str = "127.0.0.1",
    port: int = 0,
    certificates: Certificates | None = None,
) -> AsyncIterator[int]:
    """A service's gRPC edge; its port."""
    rpc = RpcServer(dispatcher, pool, list, host, port, certificates)
    await rpc.start()
    yield rpc.port
    await rpc.drain(1.0)


@asynccontextmanager
async def serving_http(app: FastAPI, port: int = 0) -> AsyncIterator[int]:
    """An application on this machine; its port."""
    http = uvicorn.Server(uvicorn.Config(app, log_config=None))
    http.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    with socket.socket() as listens:
        listens.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listens.bind(("127.0.0.1", port))
        listens.listen()
        serving = asyncio.create_task(http.serve([listens]))
        yield listens.getsockname()[1]
        http.should_exit = True
        await serving


@contextmanager
def answering(service: Service, database: sa.Engine, home: Path, nobody: Peers) -> Iterator[str]:
    """The address of the service itself, on a database of its own; `home` has the keys."""
    ring = KeyRing(home / "jwks.json")
    dispatcher = Dispatcher([(service.descriptor, service.servicer)], database, ring, Clock(None), nobody)
    with in_thread(listening(dispatcher, ThreadPoolExecutor(2))) as port:
        yield f"127.0.0.1:{port}"


def answering_consent(database: sa.Engine, home: Path, nobody: Peers) -> AbstractContextManager[str]:
    return answering(consent, database, home, nobody)


def silent_peers(service: str, home: Path) -> Peers:
    """As `service` asks them; `home` gets its keys."""
    keys.make(home)
    signer = Signer(home / f"service-{service}.pem", f"service-{service}", f"service:{service}")
    return Peers(dict.fromkeys(SERVICES, NOWHERE), signer)
