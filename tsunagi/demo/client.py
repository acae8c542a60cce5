"""Calls any public rpc by its name, with a token of the demo's issuer and JSON for messages."""

import uuid
from collections.abc import Mapping
from typing import Any, Protocol

import grpc
from google.protobuf import json_format, message_factory
from google.protobuf.descriptor import MethodDescriptor
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from kit.calls import audiences
from kit.identity import Signer
from tsunagi.demo import rpcs
from tsunagi.demo.scenario import ActorCard

TOKEN_SECONDS = 600


class Refused(Exception):
    """A refusal by the other side: `code` as in ErrorInfo.reason."""

    def __init__(self, code: str, text: str, violations: list[dict[str, str]]) -> None:
        super().__init__(f"{code}: {text}")
        self.code, self.text, self.violations = code, text, violations


class StaffTokens(Protocol):
    """Where the staff of cities with a provider of their own get their tokens."""

    def knows(self, municipality: str) -> bool: ...

    def token(self, municipality: str, staff_id: str) -> str: ...


class Client:
    """One municipality's public side; an actor may be of another one. Where `staff` knows nobody, `issuer` vouches."""

    def __init__(
        self, addresses: Mapping[str, str], issuer: Signer, municipality: str, staff: StaffTokens | None = None
    ) -> None:
        self._channels = {name: grpc.insecure_channel(address) for name, address in addresses.items()}
        self._issuer, self._municipality, self._staff = issuer, municipality, staff

    def call(self, card: ActorCard, rpc: str, purpose: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """`rpc` is `IntakeService.RegisterConsultation`. Adds a request id where there is room. Raises Refused."""
        method = rpcs.find(rpc)
        message = _message(method, request)
        try:
            answer = self._stub(method)(message, metadata=self._metadata(method, card, purpose), timeout=20)
        except grpc.RpcError as error:
            raise _refusal(error) from error
        return as_dict(answer)

    def take(
        self, card: ActorCard, rpc: str, purpose: str, request: Mapping[str, Any], number: int, seconds: float
    ) -> list[dict[str, Any]]:
        """The first `number` messages of a stream, or as many as came within `seconds`. Raises Refused."""
        method = rpcs.find(rpc)
        call = self._stub(method)(
            _message(method, request), metadata=self._metadata(method, card, purpose), timeout=seconds
        )
        taken: list[dict[str, Any]] = []
        try:
            for answer in call:
                taken.append(as_dict(answer))
                if len(taken) == number:
                    break
        except grpc.RpcError as error:
            if error.code() is not grpc.StatusCode.DEADLINE_EXCEEDED:
                raise _refusal(error) from error
        finally:
            call.cancel()
        return taken

    def _stub(self, method: MethodDescriptor) -> Any:
        service = method.containing_service
        channel = self._channels[service.full_name.split(".")[1]]
        open_call = channel.unary_stream if method.server_streaming else channel.unary_unary
        return open_call(
            f"/{service.full_name}/{method.name}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=message_factory.GetMessageClass(method.output_type).FromString,
        )

    def _metadata(self, method: MethodDescriptor, card: ActorCard, purpose: str) -> list[tuple[str, str]]:
        return [("authorization", f"Bearer {self._token(method, card)}"), ("x-purpose", purpose)]

    def _token(self, method: MethodDescriptor, card: ActorCard) -> str:
        """A member of staff who also works for an agency calls as the one or as the other."""
        city = card.municipality or self._municipality
        if self._staff is None or not self._staff.knows(city) or "STAFF" not in card.audiences:
            return self._issuer.token(card.actor(), city, TOKEN_SECONDS)
        if "STAFF" in audiences(method) or card.audiences == {"STAFF"}:
            return self._staff.token(city, card.person)
        return self._issuer.token(card.actor(card.audiences - {"STAFF"}), city, TOKEN_SECONDS)


def _message(method: MethodDescriptor, request: Mapping[str, Any]) -> Any:
    """Raises BadScenario for what the rpc's request has no room for."""
    body = dict(request)
    if "request_id" in method.input_type.fields_by_name and "request_id" not in body:
        body["request_id"] = str(uuid.uuid4())
    return rpcs.message(method, body)


def as_dict(message: Any) -> dict[str, Any]:
    answer: dict[str, Any] = json_format.MessageToDict(
        message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True
    )
    return answer


def _refusal(error: Any) -> Refused:
    status = rpc_status.from_call(error)
    code, text, violations = error.code().name, "", []
    for detail in status.details if status is not None else ():
        if detail.Is(error_details_pb2.ErrorInfo.DESCRIPTOR):
            info = error_details_pb2.ErrorInfo()
            detail.Unpack(info)
            code = info.reason
        elif detail.Is(error_details_pb2.LocalizedMessage.DESCRIPTOR):
            message = error_details_pb2.LocalizedMessage()
            detail.Unpack(message)
            text = message.message
        elif detail.Is(error_details_pb2.BadRequest.DESCRIPTOR):
            bad = error_details_pb2.BadRequest()
            detail.Unpack(bad)
            violations = [{"field": v.field, "code": v.reason} for v in bad.field_violations]
    return Refused(code, text, violations)
