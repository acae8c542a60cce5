"""The JSON form, derived from the proto: routes from `google.api.http`, schemas from descriptors."""

import asyncio
import contextvars
import json
import re
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi.telemetry import TelemetryConfig
from google.api import annotations_pb2
from google.protobuf import json_format, message_factory
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from prometheus_client import CONTENT_TYPE_LATEST

from kit.calls import Dispatcher, audiences
from kit.errors import DomainError, InvalidArgument, Status, Violation
from kit.openapi import schemas_of
from kit.rpc import INTERNAL_TEXT, STREAM_POLL_SECONDS, refusal
from kit.tls import CERTIFICATE, GATEWAY

HTTP_STATUS = {
    Status.INVALID_ARGUMENT: 400,
    Status.UNAUTHENTICATED: 401,
    Status.PERMISSION_DENIED: 403,
    Status.NOT_FOUND: 404,
    Status.ALREADY_EXISTS: 409,
    Status.ABORTED: 409,
    Status.FAILED_PRECONDITION: 422,
    Status.UNAVAILABLE: 503,
}
# FastAPI's own spans and logs would carry paths, queries and exception texts; the dispatcher's span is the call's.
OWN_SPANS_ONLY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False}
_TEMPLATE = re.compile(r"\{([a-z_.]+)(?:=([^}]*))?\}")
_ERROR = {"$ref": "#/components/schemas/Error"}


def create_app(
    dispatcher: Dispatcher,
    pool: ThreadPoolExecutor,
    dead: Callable[[], list[str]],
    not_ready: Callable[[], list[str]],
    quiet: Callable[[], dict[str, int]],
    metrics: Callable[[], bytes],
    findings: Callable[[], list[dict[str, str | int]]],
    *,
    behind_gateway: bool = False,
) -> FastAPI:
    """Routes of every annotated rpc, and what operators ask: `/livez`, `/readyz`, `/metrics`, `/findings`.

    `behind_gateway`: nobody but the city's gateway reaches this port; then it carries staff only (ADR 16).
    """
    app = FastAPI(title="Tsunagi", version="v1", docs_url=None, redoc_url=None, telemetry=OWN_SPANS_ONLY)
    edge = _Edge(dispatcher, pool, {CERTIFICATE: GATEWAY} if behind_gateway else {})
    schemas: dict[str, Any] = {"Error": _error_schema()}
    for service in dispatcher.services:
        for method in service.methods:
            for verb, template, body in _rules(method):
                edge.add(app, method, verb, template, body, schemas)

    @app.get("/livez", include_in_schema=False)
    def livez() -> JSONResponse:
        reasons = dead()
        return JSONResponse({"reasons": reasons}, 503 if reasons else 200)

    @app.get("/readyz", include_in_schema=False)
    def readyz() -> JSONResponse:
        reasons = not_ready()
        return JSONResponse({"reasons": reasons, "in_hand": quiet()}, 503 if reasons else 200)

    @app.get("/findings", include_in_schema=False)
    def differences() -> list[dict[str, str | int]]:
        return findings()

    @app.get("/metrics", include_in_schema=False)
    def prometheus() -> Response:
        return Response(metrics(), media_type=CONTENT_TYPE_LATEST)

    document = app.openapi()
    document.setdefault("components", {})["schemas"] = schemas
    return app


def _rules(method: MethodDescriptor) -> list[tuple[str, str, str]]:
    """(verb, path template, body field) of an rpc and its additional bindings."""
    options: Any = method.GetOptions()
    rule = options.Extensions[annotations_pb2.http]
    found = []
    for one in (rule, *rule.additional_bindings):
        verb = one.WhichOneof("pattern")
        if verb:
            found.append((verb, getattr(one, verb), one.body))
    return found


def _path(template: str) -> tuple[str, dict[str, str]]:
    """FastAPI's path and, per path parameter, the resource prefix that belongs to its value (`handoffs/`)."""
    prefixes: dict[str, str] = {}

    def replace(match: re.Match[str]) -> str:
        field, pattern = match[1], match[2] or "*"
        prefix = pattern.removesuffix("*")
        prefixes[field] = prefix
        return f"{prefix}{{{field}}}"

    return _TEMPLATE.sub(replace, template), prefixes


class _Edge:
    def __init__(self, dispatcher: Dispatcher, pool: ThreadPoolExecutor, known: dict[str, str]) -> None:
        """`known`: what is true of every caller of this port."""
        self._dispatcher, self._pool, self._known = dispatcher, pool, known

    def add(
        self, app: FastAPI, method: MethodDescriptor, verb: str, template: str, body: str, schemas: dict[str, Any]
    ) -> None:
        path, prefixes = _path(template)

        async def endpoint(http: Request) -> Response:
            try:
                request = await _message(method, http, prefixes, body)
                if method.server_streaming:
                    return StreamingResponse(self._events(method, request, http), media_type="text/event-stream")
                response = await self._in_pool(self._dispatcher.unary, method, request, http)
            except Exception as error:  # the edge: every failure becomes a status without a value in it
                return _failure(error, method)
            return JSONResponse(_json(response))

        app.add_api_route(
            path,
            endpoint,
            methods=[verb.upper()],
            operation_id=method.name,
            response_class=JSONResponse,
            openapi_extra=_operation(method, body, schemas),
        )

    async def _events(self, method: MethodDescriptor, request: Any, http: Request) -> AsyncIterator[str]:
        last = http.headers.get("last-event-id")
        if last and last.isdecimal() and "after_cursor" in request.DESCRIPTOR.fields_by_name:
            request.after_cursor = int(last)
        while not await http.is_disconnected():
            try:
                batch, request = await self._in_pool(self._dispatcher.batch, method, request, http)
            except Exception as error:  # as above
                yield f"event: error\ndata: {bytes(_failure(error, method).body).decode()}\n\n"
                return
            for message in batch:
                cursor = getattr(message, "cursor", "")
                yield f"id: {cursor}\ndata: {json.dumps(_json(message), ensure_ascii=False)}\n\n"
            if not batch:
                await asyncio.sleep(STREAM_POLL_SECONDS)

    async def _in_pool(self, run: Callable[..., Any], method: MethodDescriptor, request: Message, http: Request) -> Any:
        loop = asyncio.get_running_loop()
        copied = contextvars.copy_context()
        return await loop.run_in_executor(self._pool, copied.run, run, method, request, {**http.headers, **self._known})


async def _message(method: MethodDescriptor, http: Request, prefixes: dict[str, str], body: str) -> Message:
    request = message_factory.GetMessageClass(method.input_type)()
    raw = await http.body() if body else b""
    data: Any = {}
    try:
        if raw:
            data = json.loads(raw)
        if not isinstance(data, dict):
            raise json_format.ParseError
        for key, value in http.query_params.multi_items():
            data[key] = _query_value(method, key, value)
        for key, value in http.path_params.items():
            data[key] = prefixes.get(key, "") + value
        json_format.ParseDict(data, request)
    except (json_format.ParseError, ValueError) as error:
        # The parser's text may quote what was sent; only the fact is passed on.
        raise InvalidArgument(Violation("", "UNREADABLE", "JSONの形が仕様と違います。")) from error
    return request


def _query_value(method: MethodDescriptor, key: str, value: str) -> Any:
    field = method.input_type.fields_by_name.get(key)
    if field is not None and field.type == field.TYPE_BOOL:
        return value == "true"
    return [value] if field is not None and field.is_repeated else value


def _json(message: Message) -> dict[str, Any]:
    answer: dict[str, Any] = json_format.MessageToDict(
        message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True
    )
    return answer


def _failure(error: Exception, method: MethodDescriptor) -> JSONResponse:
    refusal(error, method)
    if not isinstance(error, DomainError):
        return JSONResponse({"code": "INTERNAL", "message": INTERNAL_TEXT, "violations": []}, 500)
    violations = [{"field": one.field, "code": one.code, "message": one.message} for one in error.violations]
    return JSONResponse(
        {"code": error.code, "message": error.message, "violations": violations}, HTTP_STATUS[error.status]
    )


def _operation(method: MethodDescriptor, body: str, schemas: dict[str, Any]) -> dict[str, Any]:
    answer = schemas_of(method.output_type, schemas)
    operation: dict[str, Any] = {
        "x-audience": sorted(audiences(method)),
        "responses": {
            "200": {"description": "OK", "content": {"application/json": {"schema": answer}}},
            "default": {"description": "code と日本語の説明", "content": {"application/json": {"schema": _ERROR}}},
        },
    }
    if body:
        schema = schemas_of(method.input_type, schemas)
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return operation


def _error_schema() -> dict[str, Any]:
    text = {"type": "string"}
    violation = {"type": "object", "properties": {"field": text, "code": text, "message": text}}
    return {
        "type": "object",
        "required": ["code", "message"],
        "properties": {"code": text, "message": text, "violations": {"type": "array", "items": violation}},
    }
