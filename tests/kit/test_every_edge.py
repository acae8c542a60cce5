"""What holds at the edges of all five services alike: how large a call may be, what goes with an answer, what a refused
login leaves behind.
"""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, cast

import grpc
import httpx
import pytest

from kit.calls import Dispatcher
from kit.context import Actor
from kit.http import LARGEST_BODY_BYTES, create_app
from kit.peers import reason
from tests.contracts.town import service_of
from tests.public import issuer
from tests.serving import in_thread, serving_http
from tests.waiting import eventually
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

EVERY_SERVICE = pytest.mark.parametrize("name", SERVICES)
CITY = "28216"
SOMEBODY = Actor(frozenset({"STAFF"}), "W-31", "kakuu-hanako", frozenset(), frozenset({"INTAKE"}))
ASKED = "ListWorkItems"
"""An rpc that each of them has."""


@contextmanager
def served(name: str, *, behind_gateway: bool = False) -> Iterator[httpx.Client]:
    """The JSON edge alone: nothing is behind it, which no call of these tests gets as far as."""
    service, nobody = service_of(name), cast(Any, None)
    dispatcher = Dispatcher([(service.descriptor, service.servicer)], nobody, nobody, nobody, nobody)
    with ThreadPoolExecutor(2) as pool:
        app = create_app(dispatcher, pool, list, list, dict, bytes, list, behind_gateway=behind_gateway)
        with in_thread(serving_http(app)) as port, httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            eventually(lambda: client.get("/livez").status_code == 200)
            yield client


def routes(client: httpx.Client) -> Iterator[tuple[str, str, bool]]:
    """Verb, a path and whether it takes a body, of every rpc."""
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        for verb, operation in operations.items():
            yield verb, re.sub(r"\{[^}]*\}", "x", path), "requestBody" in operation


def answers(client: httpx.Client) -> Iterator[httpx.Response]:
    """One of each kind that somebody without a token gets."""
    for path in ("/livez", "/readyz", "/metrics", "/findings", "/openapi.json", "/nowhere"):
        yield client.get(path)
    yield client.put("/livez")
    for verb, path, has_body in routes(client):
        yield client.request(verb, path, json={} if has_body else None)


@EVERY_SERVICE
def test_no_answer_may_be_kept_or_taken_for_something_else(name: str) -> None:
    with served(name) as client:
        found = list(answers(client))
    assert {answer.status_code for answer in found} == {200, 401, 404, 405}
    for answer in found:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "strict-transport-security" not in answer.headers, "it is not served over TLS"


@EVERY_SERVICE
def test_a_browser_that_opens_an_answer_runs_nothing_of_it_frames_it_nowhere_and_tells_nobody_its_address(
    name: str,
) -> None:
    with served(name) as client:
        for answer in answers(client):
            policy = set(answer.headers["content-security-policy"].split("; "))
            assert {"default-src 'none'", "frame-ancestors 'none'"} <= policy
            assert answer.headers["referrer-policy"] == "no-referrer"


@EVERY_SERVICE
def test_over_tls_every_answer_says_that_it_never_comes_in_clear(name: str) -> None:
    with served(name, behind_gateway=True) as client:
        for answer in answers(client):
            assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
            assert answer.headers["cache-control"] == "no-store"


def test_the_answers_that_show_content_may_not_be_kept_either(still: Stack) -> None:
    token = issuer(still).token(SOMEBODY, CITY)
    headers = {"authorization": f"Bearer {token}", "x-purpose": "INTAKE"}
    answer = httpx.get(f"{still.http('intake')}/intake/v1/agencies", headers=headers)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    agency = Actor(frozenset({"AGENCY"}), "W-03", "staff-w03", frozenset(), frozenset({"INTAKE"}))
    headers["authorization"] = f"Bearer {issuer(still).token(agency, CITY)}"
    watched = f"{still.http('intake')}/intake/v1/incoming:watch"
    with httpx.stream("GET", watched, headers=headers, timeout=30) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["cache-control"] == "no-store"


@EVERY_SERVICE
def test_a_body_that_is_too_large_is_refused_at_every_route_whoever_sends_it(name: str) -> None:
    with served(name) as client:
        taking = [(verb, path) for verb, path, has_body in routes(client) if has_body]
        assert taking
        for verb, path in taking:
            answer = client.request(verb, path, content=b"x" * (LARGEST_BODY_BYTES + 1))
            assert (answer.status_code, answer.json()["code"]) == (413, "BODY_TOO_LARGE")
        assert answer.json()["message"] == "送られた内容が大きすぎます(一度に1MBまで)。分けて送ってください。"


def test_the_size_is_what_comes_and_not_what_is_announced() -> None:
    with served("intake") as client:
        (path,) = (path for _verb, path, _body in routes(client) if path == "/intake/v1/consultations")
        chunks = (b"x" * 100_000 for _ in range(11))
        assert client.post(path, content=chunks).status_code == 413
        text = json.dumps({"narrative": "x" * LARGEST_BODY_BYTES}).encode()
        allowed = text[: LARGEST_BODY_BYTES - 2] + b'"}'
        assert len(allowed) == LARGEST_BODY_BYTES
        assert client.post(path, content=allowed).status_code == 401


def refused(stack: Stack, name: str) -> list[str]:
    return [line for line in stack.log(name).read_text().splitlines() if '"login.refused"' in line]


def by_json(stack: Stack, name: str, token: str) -> str:
    paths = httpx.get(f"{stack.http(name)}/openapi.json").json()["paths"]
    (path,) = (path for path, verbs in paths.items() for one in verbs.values() if one["operationId"] == ASKED)
    headers = {"authorization": f"Bearer {token}", "x-purpose": "INTAKE"}
    return str(httpx.get(f"{stack.http(name)}{path}", headers=headers).json()["code"])


def by_grpc(stack: Stack, name: str, token: str) -> str:
    rpc = f"/{service_of(name).descriptor.full_name}/{ASKED}"
    metadata = (("authorization", f"Bearer {token}"), ("x-purpose", "INTAKE"))
    with grpc.insecure_channel(stack.grpc(name)) as channel:
        call = channel.unary_unary(rpc, request_serializer=bytes, response_deserializer=bytes)
        with pytest.raises(grpc.RpcError) as refusal:
            call(b"", metadata=metadata, timeout=20)
    return reason(refusal.value)


@EVERY_SERVICE
def test_a_refused_login_is_one_line_of_the_log_with_its_code_and_nobody_in_it(still: Stack, name: str) -> None:
    forged, over = issuer(still).token(SOMEBODY, CITY)[:-8] + "AAAAAAAA", issuer(still).token(SOMEBODY, CITY, -600)
    codes = []
    for ask in (by_json, by_grpc):
        for token in (forged, over):
            before = len(refused(still, name))
            codes.append(ask(still, name, token))
            (line,) = eventually(lambda before=before: refused(still, name)[before:])  # type: ignore[misc]
            told = json.loads(line)
            assert set(told) == {"event", "level", "timestamp", "trace_id", "method", "code"}
            assert (told["code"], told["level"]) == (codes[-1], "warning")
            assert told["method"] == f"{service_of(name).descriptor.full_name}.{ASKED}"
            assert not any(part in line for part in (SOMEBODY.person_id, *token.split(".")))
    assert codes == ["UNAUTHENTICATED", "TOKEN_EXPIRED"] * 2
