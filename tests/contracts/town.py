"""The five services' edges in this process, on databases of their own. Without broker and engine nothing goes on by
itself.
"""

import importlib
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kit.calls import Dispatcher
from kit.clock import Clock
from kit.context import Actor
from kit.identity import KeyRing, Signer
from kit.peers import Peers
from kit.runtime import Service
from tests.database import database_of
from tests.kit.edges import Edges, at_both_edges
from tsunagi import keys
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

CITY = "28216"
ROLES = frozenset(
    {"coordinator", "chair", "decision-maker", "outreach-worker", "agency-worker", "manager", "deputy-chair"}
)
ANYBODY = Actor(frozenset({"AGENCY", "STAFF"}), "W-31", "staff-1", ROLES, frozenset({"*"}))


def service_of(name: str) -> Service:
    found: Service = importlib.import_module(f"services.{name}.app").service
    return found


@dataclass(frozen=True)
class Town:
    """`edges` by service."""

    edges: dict[str, Edges]
    signer: Signer

    def headers(self, actor: Actor = ANYBODY) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.signer.token(actor, CITY)}", "x-purpose": "INTAKE"}


@contextmanager
def town_on(postgres: Stack, home: Path) -> Iterator[Town]:
    """`home` gets the keys."""
    keys.make(home)
    addresses = dict(zip(SERVICES, free_addresses(len(SERVICES)), strict=True))
    with ExitStack() as stack:
        edges = {}
        for name, address in addresses.items():
            dispatcher = stack.enter_context(dispatching(postgres, name, home, addresses))
            edges[name] = stack.enter_context(at_both_edges(dispatcher, int(address.rpartition(":")[2])))
        yield Town(edges, Signer(home / f"{keys.DEMO_ISSUER}.pem", keys.DEMO_ISSUER, "demo"))


@contextmanager
def dispatching(postgres: Stack, name: str, home: Path, addresses: dict[str, str]) -> Iterator[Dispatcher]:
    service, ring = service_of(name), KeyRing(home / "jwks.json")
    peers = Peers(addresses, Signer(home / f"service-{name}.pem", f"service-{name}", f"service:{name}"))
    with database_of(postgres, name) as engine:
        own = [(service.descriptor, service.servicer)]
        yield Dispatcher(own, engine, ring, Clock(None), peers, service.disclosure_check)


def free_addresses(count: int) -> list[str]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [f"127.0.0.1:{one.getsockname()[1]}" for one in sockets]
