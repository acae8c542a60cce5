"""Questions to other services. No answer means no: whoever asks fails closed."""

import json
import time
from collections.abc import Mapping
from typing import Any

import grpc
from google.protobuf import message_factory
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.rpc import error_details_pb2
from grpc_status import rpc_status
from opentelemetry.trace import SpanKind

from kit import telemetry
from kit.context import Actor, Context
from kit.errors import DomainError, PeerUnavailable
from kit.identity import Signer
from kit.tls import Certificates

TIMEOUT_SECONDS = 3.0
TOKEN_SECONDS = 600
NO_ANSWER = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED})
RETRY = {
    "methodConfig": [{"name": [{}], "waitForReady": False}],
}


class PeerRefused(DomainError):
    """The other service refused; its code is ours to pass on or to treat as "no"."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code  # type: ignore[misc]  # the peer's code, not a rule of our own


class Peers:
    """The other services' gRPC addresses by name, and the key that says who asks."""

    def __init__(self, addresses: Mapping[str, str], signer: Signer, certificates: Certificates | None = None) -> None:
        options = [
            ("grpc.service_config", json.dumps(RETRY)),
            ("grpc.initial_reconnect_backoff_ms", 200),
            ("grpc.max_reconnect_backoff_ms", 2_000),
        ]
        self._channels = {
            name: grpc.insecure_channel(address, options)
            if certificates is None
            else grpc.secure_channel(address, certificates.client(), options)
            for name, address in addresses.items()
        }
        self._signer = signer
        self._tokens: dict[str, tuple[float, str]] = {}

    def ask(self, method: MethodDescriptor, request: Message, ctx: Context, timeout: float = TIMEOUT_SECONDS) -> Any:
        """The answer. Raises PeerUnavailable, PeerRefused."""
        service = method.containing_service
        call: Any = self._channels[service.full_name.split(".")[1]].unary_unary(
            f"/{service.full_name}/{method.name}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=message_factory.GetMessageClass(method.output_type).FromString,
        )
        with telemetry.rpc_span(method.full_name, ctx.traceparent, SpanKind.CLIENT) as traceparent:
            telemetry.note(telemetry.ids_asked(request))
            metadata = (
                ("authorization", f"Bearer {self._token(ctx.municipality_id)}"),
                ("x-purpose", ctx.purpose),
                ("traceparent", traceparent),
            )
            try:
                return call(request, timeout=timeout, metadata=metadata)
            except grpc.RpcError as error:
                if error.code() in NO_ANSWER:
                    raise PeerUnavailable from error
                raise PeerRefused(reason(error)) from error

    def _token(self, municipality_id: str) -> str:
        until, token = self._tokens.get(municipality_id, (0.0, ""))
        if time.monotonic() > until:
            actor = Actor(frozenset({"SERVICE"}), self._signer.issuer, self._signer.issuer, purposes=frozenset({"*"}))
            token = self._signer.token(actor, municipality_id, TOKEN_SECONDS)
            self._tokens[municipality_id] = (time.monotonic() + TOKEN_SECONDS / 2, token)
        return token


def reason(error: Any) -> str:
    """The machine code of a rich error, else the status name."""
    status = rpc_status.from_call(error)
    for detail in status.details if status is not None else ():
        if detail.Is(error_details_pb2.ErrorInfo.DESCRIPTOR):
            info = error_details_pb2.ErrorInfo()
            detail.Unpack(info)
            return str(info.reason)
    name: str = error.code().name
    return name
