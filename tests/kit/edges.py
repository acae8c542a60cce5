"""Both edges of a service in this process, on a database of its own: what a test of identity needs, without a stack."""

from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import cast

import grpc
import httpx
import sqlalchemy as sa

from kit.calls import Dispatcher
from kit.clock import Clock
from kit.http import create_app
from kit.identity import KeyRing, Signer
from kit.oidc import Staff
from kit.peers import Peers
from kit.runtime import Service
from services.intake.app import service as intake
from tests.serving import in_thread, listening, refusal, serving_http
from tests.waiting import eventually

AGENCIES = ("/tsunagi.intake.v1.IntakeService/ListAgencies", "/intake/v1/agencies")
"""A read that nobody needs a record for, at either edge."""
NOBODY = Peers({}, cast(Signer, None))


@dataclass(frozen=True)
class Edges:
    rpc_port: int
    http_port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    def grpc(self, token: str, rpc: str = AGENCIES[0], scheme: str = "Bearer", **more: str) -> str:
        """The refusal's code; empty when it is answered."""
        metadata = (("authorization", f"{scheme} {token}"), ("x-purpose", "INTAKE"), *more.items())
        with grpc.insecure_channel(f"127.0.0.1:{self.rpc_port}") as channel:
            return refusal(channel, rpc, metadata)

    def json(self, token: str, path: str = AGENCIES[1], scheme: str = "Bearer", **more: str) -> httpx.Response:
        headers = {"authorization": f"{scheme} {token}", "x-purpose": "INTAKE", **more}
        return httpx.get(f"{self.url}{path}", headers=headers)

    def both(self, token: str) -> set[str]:
        """What the two edges say: the same, or a test of it fails."""
        answer = self.json(token)
        return {self.grpc(token), "" if answer.status_code == 200 else str(answer.json()["code"])}


@contextmanager
def serving(
    engine: sa.Engine, ring: KeyRing, staff: Sequence[Staff] = (), service: Service = intake, peers: Peers = NOBODY
) -> Iterator[Edges]:
    with at_both_edges(
        Dispatcher([(service.descriptor, service.servicer)], engine, ring, Clock(None), peers, None, staff)
    ) as edges:
        yield edges


@contextmanager
def at_both_edges(dispatcher: Dispatcher, rpc_port: int = 0) -> Iterator[Edges]:
    with in_thread(_both(dispatcher, rpc_port)) as edges:
        eventually(lambda: httpx.get(f"http://127.0.0.1:{edges.http_port}/livez").status_code == 200)
        yield edges


@asynccontextmanager
async def _both(dispatcher: Dispatcher, port: int) -> AsyncIterator[Edges]:
    pool = ThreadPoolExecutor(4)
    app = create_app(dispatcher, pool, list, list, dict, bytes, list)
    async with listening(dispatcher, pool, port=port) as rpc_port, serving_http(app) as http_port:
        yield Edges(rpc_port, http_port)
