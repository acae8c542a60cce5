"""Whatever is sent to an rpc, what comes back is an answer or one of our own refusals; never a fault."""

import importlib
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import message_factory
from google.protobuf.descriptor import MethodDescriptor

from kit.calls import Dispatcher, audiences
from kit.clock import Clock
from kit.context import Actor
from kit.identity import KeyRing, Signer
from kit.peers import Peers, reason
from kit.runtime import Service
from tests.contracts.fuzz import Fuzzer
from tests.database import database_of
from tests.serving import in_thread, listening
from tsunagi import keys
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

CITY = "28216"
ROLES = frozenset(
    {"coordinator", "chair", "decision-maker", "outreach-worker", "agency-worker", "manager", "deputy-chair"}
)
FAULTS = {"INTERNAL", "UNKNOWN", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED"}
EXAMPLES, LONG = 12, 400


def service_of(name: str) -> Service:
    found: Service = importlib.import_module(f"services.{name}.app").service
    return found


METHODS = [
    method
    for name in SERVICES
    for method in service_of(name).descriptor.methods
    if audiences(method) & {"AGENCY", "STAFF"} and not method.server_streaming
]


@dataclass(frozen=True)
class Town:
    """The five services' edges on databases of their own. Without broker and engine nothing goes on by itself."""

    addresses: dict[str, str]
    signer: Signer
    fuzzer: Fuzzer

    def send(self, method: MethodDescriptor) -> tuple[str, Any]:
        """(refusal or empty, what was sent)."""
        sent = self.fuzzer.message(method.input_type)
        actor = Actor(frozenset({"AGENCY", "STAFF"}), "W-31", "staff-1", ROLES, frozenset({"*"}))
        metadata = (("authorization", f"Bearer {self.signer.token(actor, CITY)}"), ("x-purpose", "INTAKE"))
        service = method.containing_service
        with grpc.insecure_channel(self.addresses[service.full_name.split(".")[1]]) as channel:
            call: Any = channel.unary_unary(
                f"/{service.full_name}/{method.name}",
                request_serializer=lambda message: message.SerializeToString(),
                response_deserializer=message_factory.GetMessageClass(method.output_type).FromString,
            )
            try:
                self.fuzzer.learn(call(sent, metadata=metadata, timeout=20))
            except grpc.RpcError as error:
                return reason(error), sent
        return "", sent


@pytest.fixture(scope="module")
def town(postgres: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    home = tmp_path_factory.mktemp("keys")
    keys.make(home)
    addresses = dict(zip(SERVICES, free_addresses(len(SERVICES)), strict=True))
    signer = Signer(home / f"{keys.DEMO_ISSUER}.pem", keys.DEMO_ISSUER, "demo")
    with ExitStack() as stack:
        pool = ThreadPoolExecutor(8)
        for name, address in addresses.items():
            dispatcher = stack.enter_context(dispatching(postgres, name, home, addresses))
            port = int(address.rpartition(":")[2])
            stack.enter_context(in_thread(listening(dispatcher, pool, port=port)))
        yield Town(addresses, signer, Fuzzer(1126))


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


@pytest.mark.plan("C-14")
@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_an_rpc_answers_anything_with_an_answer_or_a_refusal_of_our_own(town: Town, method: MethodDescriptor) -> None:
    for _ in range(EXAMPLES):
        refused, sent = town.send(method)
        assert refused not in FAULTS, f"{method.full_name}: {refused}\n{sent}"


@pytest.mark.long
@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_the_same_many_times_over(town: Town, method: MethodDescriptor) -> None:
    for _ in range(LONG):
        refused, sent = town.send(method)
        assert refused not in FAULTS, f"{method.full_name}: {refused}\n{sent}"
