"""gRPC: an aio server over the dispatcher, health, and reflection that shows a caller only what is for them."""

import asyncio
import contextvars
import traceback
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import structlog
from google.protobuf import any_pb2, message_factory
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection
from grpc_status import rpc_status

from kit.calls import Dispatcher, audiences
from kit.errors import DomainError
from kit.tls import CERTIFICATE, FORWARDED, Certificates

STREAM_POLL_SECONDS = 0.5
HEALTH_POLL_SECONDS = 1.0
INTERNAL_TEXT = "処理中に問題が起きました。時間をおいてもう一度お試しください。"
log = structlog.get_logger()


class RpcServer:
    """Serves the dispatcher's services on one port."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        pool: ThreadPoolExecutor,
        not_ready: Callable[[], list[str]],
        host: str,
        port: int,
        certificates: Certificates | None = None,
    ) -> None:
        self._dispatcher, self._pool, self._not_ready = dispatcher, pool, not_ready
        self._certificates = certificates
        self._server = grpc.aio.server()
        self._health = health.aio.HealthServicer()
        self._draining = asyncio.Event()
        for service in dispatcher.services:
            handlers = {method.name: self._handler(method) for method in service.methods}
            self._server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(service.full_name, handlers),))
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        reflection.enable_server_reflection(self._reflected(), self._server)
        address = f"{host}:{port}"
        if certificates is None:
            self.port = self._server.add_insecure_port(address)
        else:
            self.port = self._server.add_secure_port(address, certificates.server())

    def _reflected(self) -> list[str]:
        """Agencies generate clients by reflection: services without any rpc for them are not listed."""
        shown = [
            service.full_name
            for service in self._dispatcher.services
            if any("AGENCY" in audiences(method) for method in service.methods)
        ]
        return [*shown, health.SERVICE_NAME, reflection.SERVICE_NAME]

    async def start(self) -> None:
        await self._server.start()
        self._watch = asyncio.create_task(self._report_health())

    async def drain(self, grace_seconds: float) -> None:
        """No new calls; those in hand are finished."""
        self._draining.set()
        self._watch.cancel()
        await self._health.enter_graceful_shutdown()
        await self._server.stop(grace_seconds)

    async def _report_health(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            reasons = await loop.run_in_executor(self._pool, self._not_ready)
            serving = health_pb2.HealthCheckResponse.NOT_SERVING if reasons else health_pb2.HealthCheckResponse.SERVING
            for name in ("", *(service.full_name for service in self._dispatcher.services)):
                await self._health.set(name, serving)
            await asyncio.sleep(HEALTH_POLL_SECONDS)

    def _handler(self, method: MethodDescriptor) -> Any:
        codec = {
            "request_deserializer": message_factory.GetMessageClass(method.input_type).FromString,
            "response_serializer": lambda message: message.SerializeToString(),
        }
        if method.server_streaming:
            return grpc.unary_stream_rpc_method_handler(self._stream(method), **codec)
        return grpc.unary_unary_rpc_method_handler(self._unary(method), **codec)

    def _unary(self, method: MethodDescriptor) -> Any:
        async def answer(request: Message, context: Any) -> Message:
            try:
                response: Message = await self._in_pool(self._dispatcher.unary, method, request, context)
            except Exception as error:  # the edge: every failure becomes a status without a value in it
                await context.abort_with_status(rpc_status.to_status(refusal(error, method)))
                raise
            return response

        return answer

    def _stream(self, method: MethodDescriptor) -> Any:
        async def answer(request: Message, context: Any) -> AsyncIterator[Message]:
            while not self._draining.is_set():
                try:
                    batch, request = await self._in_pool(self._dispatcher.batch, method, request, context)
                except Exception as error:  # as above
                    await context.abort_with_status(rpc_status.to_status(refusal(error, method)))
                    raise
                for message in batch:
                    yield message
                if not batch:
                    await asyncio.sleep(STREAM_POLL_SECONDS)

        return answer

    async def _in_pool(self, run: Callable[..., Any], method: MethodDescriptor, request: Message, context: Any) -> Any:
        metadata = {key: value for key, value in context.invocation_metadata() if isinstance(value, str)}
        if self._certificates is not None:
            metadata[CERTIFICATE] = self._certificates.names(context.auth_context(), metadata.get(FORWARDED, ""))
        loop = asyncio.get_running_loop()
        copied = contextvars.copy_context()
        return await loop.run_in_executor(self._pool, copied.run, run, method, request, metadata)


def refusal(error: Exception, method: MethodDescriptor) -> status_pb2.Status:
    """google.rpc.Status of a refusal (AIP-193): machine code, Japanese sentence, field violations; never a value."""
    if not isinstance(error, DomainError):
        frames = [
            f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
        ]
        log.error("rpc.failed", method=method.full_name, error=type(error).__name__, frames=frames[-6:])
        return _status(code_pb2.INTERNAL, "INTERNAL", INTERNAL_TEXT)
    status = _status(code_pb2.Code.Value(error.status.value), error.code, error.message)
    if error.violations:
        violations = [
            error_details_pb2.BadRequest.FieldViolation(field=one.field, reason=one.code, description=one.message)
            for one in error.violations
        ]
        _add(status, error_details_pb2.BadRequest(field_violations=violations))
    return status


def _status(code: int, reason: str, text: str) -> status_pb2.Status:
    status = status_pb2.Status(code=code, message=reason)
    _add(status, error_details_pb2.ErrorInfo(reason=reason, domain="tsunagi"))
    _add(status, error_details_pb2.LocalizedMessage(locale="ja-JP", message=text))
    return status


def _add(status: status_pb2.Status, detail: Message) -> None:
    packed = any_pb2.Any()
    packed.Pack(detail)
    status.details.append(packed)
