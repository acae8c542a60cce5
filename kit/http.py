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
from starlette import types as asgi
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.routing import Match

from kit.calls import Dispatcher, audiences
from kit.errors import DomainError, InvalidArgument, NotFound, Status, Violation
from kit.openapi import components, operation_of
from kit.rpc import INTERNAL_TEXT, STREAM_POLL_SECONDS, refusal
from kit.tls import CERTIFICATE, GATEWAY

HTTP_STATUS = {
    Status.INVALID_ARGUMENT: 400,
    Status.UNAUTHENTICATED: 401,
    Status.PERMISSION_DENIED: 403,
    Status.NOT_FOUND: 404,
    Status.ALREADY_EXISTS: 409,
    Status.ABORTED: 409,
    Status.RESOURCE_EXHAUSTED: 413,
    Status.FAILED_PRECONDITION: 422,
    Status.UNAVAILABLE: 503,
}
# FastAPI's own spans and logs would carry paths, queries and exception texts; the dispatcher's span is the call's.
OWN_SPANS_ONLY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False}
LARGEST_BODY_BYTES = 1_000_000
ALWAYS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
}
OVER_TLS = {"strict-transport-security": "max-age=31536000; includeSubDomains"}
_CURSOR, _LAST_EVENT = "after_cursor", "last-event-id"
_BOOLS = {"true": True, "false": False}
_TEMPLATE = re.compile(r"\{([a-z_.]+)(?:=([^}]*))?\}")


class BodyTooLarge(DomainError):
    code = "BODY_TOO_LARGE"
    message = "送られた内容が大きすぎます(一度に1MBまで)。分けて送ってください。"
    status = Status.RESOURCE_EXHAUSTED


class _Segment(StringConvertor):
    """`*` of a path template: without the colon, behind which stands a custom verb (AIP-136)."""

    regex = "[^/:]+"


register_url_convertor("segment", _Segment())


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

    `behind_gateway`: nobody but the city's gateway, which speaks TLS, reaches this port; then it carries staff only
    (ADR 16).
    """
    app = FastAPI(
        title="Tsunagi",
        version="v1",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=OWN_SPANS_ONLY,
        exception_handlers={HTTPException: _no_route},
    )
    app.add_middleware(_Headers, headers=ALWAYS | OVER_TLS if behind_gateway else ALWAYS)
    edge = _Edge(dispatcher, pool, {CERTIFICATE: GATEWAY} if behind_gateway else {})
    schemas: dict[str, Any] = {}
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
    document["components"] = components(schemas)
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
        return f"{prefix}{{{field}:segment}}"

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
                    batch, after = await self._in_pool(self._dispatcher.batch, method, request, http)
                    return StreamingResponse(self._events(method, batch, after, http), media_type="text/event-stream")
                response = await self._in_pool(self._dispatcher.unary, method, request, http)
            except Exception as error:  # the edge: every failure becomes a status without a value in it
                return _failure(error, method)
            return JSONResponse(_json(response))

        app.add_api_route(
            path,
            endpoint,
            methods=[verb.upper()],
            name=method.name,
            operation_id=method.name,
            response_class=JSONResponse,
            openapi_extra=operation_of(method, prefixes, body, audiences(method), HTTP_STATUS.values(), schemas),
        )

    async def _events(
        self, method: MethodDescriptor, batch: list[Message], request: Message, http: Request
    ) -> AsyncIterator[str]:
        """From the first batch on, with the request to go on with: who may not ask is refused before it begins."""
        while True:
            for message in batch:
                cursor = getattr(message, "cursor", "")
                yield f"id: {cursor}\ndata: {json.dumps(_json(message), ensure_ascii=False)}\n\n"
            if not batch:
                await asyncio.sleep(STREAM_POLL_SECONDS)
            if await http.is_disconnected():
                return
            try:
                batch, request = await self._in_pool(self._dispatcher.batch, method, request, http)
            except Exception as error:  # as above
                yield f"event: error\ndata: {bytes(_failure(error, method).body).decode()}\n\n"
                return

    async def _in_pool(self, run: Callable[..., Any], method: MethodDescriptor, request: Message, http: Request) -> Any:
        loop = asyncio.get_running_loop()
        copied = contextvars.copy_context()
        return await loop.run_in_executor(self._pool, copied.run, run, method, request, {**http.headers, **self._known})


class _Headers:
    """On every answer, refusals and operators' pages too."""

    def __init__(self, app: asgi.ASGIApp, headers: dict[str, str]) -> None:
        self._app, self._headers = app, headers

    async def __call__(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        async def sent(message: asgi.Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, sent)


async def _body(http: Request) -> bytes:
    """Raises BodyTooLarge before more than that is kept."""
    body = bytearray()
    async for part in http.stream():
        body += part
        if len(body) > LARGEST_BODY_BYTES:
            raise BodyTooLarge
    return bytes(body)


async def _message(method: MethodDescriptor, http: Request, prefixes: dict[str, str], body: str) -> Message:
    request = message_factory.GetMessageClass(method.input_type)()
    raw = await _body(http) if body else b""
    try:
        data: Any = json.loads(raw) if raw else {}
        if not isinstance(data, dict) or (body and http.query_params):
            raise json_format.ParseError
        for key in http.query_params:
            data[key] = _query_value(method, key, http.query_params.getlist(key))
        if method.server_streaming and _LAST_EVENT in http.headers:
            data[_CURSOR] = http.headers[_LAST_EVENT]
        for key, value in http.path_params.items():
            data[key] = prefixes.get(key, "") + value
        json_format.ParseDict(data, request)
    except (json_format.ParseError, ValueError, RecursionError) as error:
        # The parser's text may quote what was sent; only the fact is passed on.
        raise InvalidArgument(Violation("", "UNREADABLE", "JSONの形が仕様と違います。")) from error
    return request


def _query_value(method: MethodDescriptor, key: str, values: list[str]) -> Any:
    """As JSON would say it. Raises ParseError for a value that is none, or for several where one is meant."""
    field = method.input_type.fields_by_name.get(key)
    if field is None:
        raise json_format.ParseError
    read = [_BOOLS.get(value, value) if field.type == field.TYPE_BOOL else value for value in values]
    if not field.is_repeated and len(read) > 1:
        raise json_format.ParseError
    return read if field.is_repeated else read[0]


def _json(message: Message) -> dict[str, Any]:
    answer: dict[str, Any] = json_format.MessageToDict(
        message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True
    )
    return answer


async def _no_route(http: Request, error: HTTPException) -> JSONResponse:
    """Of a path or a verb that is none of ours: what was asked for is not repeated."""
    if error.status_code != 405:
        return JSONResponse({"code": NotFound.code, "message": NotFound.message, "violations": []}, error.status_code)
    routes = [route for route in http.app.routes if route.matches(http.scope)[0] is not Match.NONE]
    verbs = {verb for route in routes for verb in route.methods}
    answer = {"code": "METHOD_NOT_ALLOWED", "message": "この宛先では使えない操作です。", "violations": []}
    return JSONResponse(answer, 405, {"allow": ", ".join(sorted(verbs))})


def _failure(error: Exception, method: MethodDescriptor) -> JSONResponse:
    refusal(error, method)
    if not isinstance(error, DomainError):
        return JSONResponse({"code": "INTERNAL", "message": INTERNAL_TEXT, "violations": []}, 500)
    violations = [{"field": one.field, "code": one.code, "message": one.message} for one in error.violations]
    return JSONResponse(
        {"code": error.code, "message": error.message, "violations": violations}, HTTP_STATUS[error.status]
    )
