"""Whatever is sent to an rpc, what comes back is an answer or one of our own refusals; never a fault."""

from dataclasses import dataclass
from typing import Any

import grpc
import pytest
from google.protobuf import message_factory
from google.protobuf.descriptor import MethodDescriptor

from kit.calls import audiences
from kit.peers import reason
from tests.contracts.fuzz import Fuzzer
from tests.contracts.town import Town, service_of
from tsunagi.ports import SERVICES

pytestmark = pytest.mark.privacy

FAULTS = {"INTERNAL", "UNKNOWN", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED"}
EXAMPLES, LONG = 12, 400


METHODS = [
    method
    for name in SERVICES
    for method in service_of(name).descriptor.methods
    if audiences(method) & {"AGENCY", "STAFF"} and not method.server_streaming
]


@dataclass(frozen=True)
class Sender:
    """Sends what nobody would; ids that were answered come back in what it sends next."""

    town: Town
    fuzzer: Fuzzer

    def send(self, method: MethodDescriptor) -> tuple[str, Any]:
        """(refusal or empty, what was sent)."""
        sent = self.fuzzer.message(method.input_type)
        service = method.containing_service
        port = self.town.edges[service.full_name.split(".")[1]].rpc_port
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            call: Any = channel.unary_unary(
                f"/{service.full_name}/{method.name}",
                request_serializer=lambda message: message.SerializeToString(),
                response_deserializer=message_factory.GetMessageClass(method.output_type).FromString,
            )
            try:
                self.fuzzer.learn(
                    call(
                        sent,
                        metadata=tuple((key.lower(), value) for key, value in self.town.headers().items()),
                        timeout=20,
                    )
                )
            except grpc.RpcError as error:
                return reason(error), sent
        return "", sent


@pytest.fixture(scope="module")
def sender(town: Town) -> Sender:
    return Sender(town, Fuzzer(1126))


@pytest.mark.plan("C-14")
@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_an_rpc_answers_anything_with_an_answer_or_a_refusal_of_our_own(
    sender: Sender, method: MethodDescriptor
) -> None:
    for _ in range(EXAMPLES):
        refused, sent = sender.send(method)
        assert refused not in FAULTS, f"{method.full_name}: {refused}\n{sent}"


@pytest.mark.long
@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_the_same_many_times_over(sender: Sender, method: MethodDescriptor) -> None:
    for _ in range(LONG):
        refused, sent = sender.send(method)
        assert refused not in FAULTS, f"{method.full_name}: {refused}\n{sent}"
