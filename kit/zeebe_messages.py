"""The outbox's second sink: events that move a process, published as Zeebe messages."""

import json
from collections.abc import Sequence
from typing import Any

import grpc
import structlog
from google.protobuf.message import Message
from opentelemetry.trace import SpanKind
from pyzeebe.proto import gateway_pb2, gateway_pb2_grpc

from kit import crash, outbox, telemetry

MESSAGE_TTL_MS = 30 * 24 * 3600 * 1000
log = structlog.get_logger()


class EngineSink:
    """Publishes each event once: a repeat of its id is ALREADY_EXISTS, which is success."""

    column = outbox.ENGINE_DUE

    def __init__(self, address: str) -> None:
        # gRPC waits up to two minutes by itself before it looks for an engine that is back.
        options = [("grpc.initial_reconnect_backoff_ms", 200), ("grpc.max_reconnect_backoff_ms", 2_000)]
        self._stub = gateway_pb2_grpc.GatewayStub(grpc.insecure_channel(address, options=options))

    def send(self, rows: Sequence[outbox.Row]) -> set[int]:
        taken: set[int] = set()
        blocked: set[str] = set()
        for row in rows:
            if row.case_id in blocked:
                continue
            if self._publish(row):
                taken.add(row.id)
            else:
                blocked.add(row.case_id)
        return taken

    def _publish(self, row: outbox.Row) -> bool:
        event = row.message()
        option = outbox.engine_message(event)
        attributes = {
            **telemetry.messaging("zeebe", "send", option.name, row.event_id),
            "case.id": row.case_id,
            **telemetry.ids_of(event),
        }
        with telemetry.within(row.traceparent, f"send {option.name}", SpanKind.PRODUCER, attributes) as traceparent:
            return self._send(row, event, option, traceparent)

    def _send(self, row: outbox.Row, event: Message, option: Any, traceparent: str) -> bool:
        variables = {camel(name): variable(event, name) for name in option.variables}
        request = gateway_pb2.PublishMessageRequest(
            name=option.name,
            correlationKey=":".join(str(getattr(event, field)) for field in option.correlation_key),
            timeToLive=0 if option.begins_case else MESSAGE_TTL_MS,
            messageId=row.event_id,
            variables=json.dumps({**variables, telemetry.VARIABLE: traceparent}),
        )
        try:
            self._stub.PublishMessage(request, timeout=10)
        except grpc.RpcError as error:
            status = error.code()
            if status is not grpc.StatusCode.ALREADY_EXISTS:
                telemetry.note({"error.type": status.name})
                log.warning("message.not_published", message=option.name, status=status.name)
                return False
        crash.at("after-engine-ack", row.event_type)
        return True


def camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def variable(event: Any, name: str) -> Any:
    """A field as an engine variable; an unset optional field is null, a repeated one a list."""
    field = event.DESCRIPTOR.fields_by_name[name]
    if field.has_presence and not event.HasField(name):
        return None
    value = getattr(event, name)
    return list(value) if field.is_repeated else value
