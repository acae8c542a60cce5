"""The outbox's second sink: events that move a process, published as Zeebe messages."""

import json
from collections.abc import Sequence
from typing import Any

import grpc
import structlog
from pyzeebe.proto import gateway_pb2, gateway_pb2_grpc

from kit import crash, outbox

MESSAGE_TTL_MS = 30 * 24 * 3600 * 1000
# Well below what makes the engine push back.
SIDE_BY_SIDE = 16
log = structlog.get_logger()


class EngineSink:
    """Publishes each event once: a repeat of its id is ALREADY_EXISTS, which is success."""

    column = "engine_due_at"

    def __init__(self, address: str) -> None:
        self._stub = gateway_pb2_grpc.GatewayStub(grpc.insecure_channel(address))

    def send(self, rows: Sequence[outbox.Row]) -> set[int]:
        """Each case's messages one after the other, and different cases side by side."""
        taken: set[int] = set()
        for turn in outbox.turns(rows, taken):
            for first in range(0, len(turn), SIDE_BY_SIDE):
                publishing = [(row, self._begin(row)) for row in turn[first : first + SIDE_BY_SIDE]]
                taken.update(row.id for row, call in publishing if self._is_published(row, call))
        return taken

    def _begin(self, row: outbox.Row) -> Any:
        event = row.message()
        option = outbox.engine_message(event)
        request = gateway_pb2.PublishMessageRequest(
            name=option.name,
            correlationKey=":".join(str(getattr(event, field)) for field in option.correlation_key),
            timeToLive=MESSAGE_TTL_MS,
            messageId=row.event_id,
            variables=json.dumps({camel(name): variable(event, name) for name in option.variables}),
        )
        return self._stub.PublishMessage.future(request, timeout=10)

    def _is_published(self, row: outbox.Row, call: Any) -> bool:
        try:
            call.result()
        except grpc.RpcError as error:
            status = error.code()
            if status is not grpc.StatusCode.ALREADY_EXISTS:
                log.warning("message.not_published", message=row.event_type, status=status.name)
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
