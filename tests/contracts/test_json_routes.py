"""Whatever comes to a JSON route, its answer fits the OpenAPI; a refusal has code and sentence, and repeats nothing."""

import json
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute
from schemathesis import Case

from tests.contracts.json_routes import APPS, NOT_ASKED, OWN_CHECKS, at_home, schema, service_in
from tests.contracts.town import Town, service_of
from tsunagi.ports import SERVICES

pytestmark = pytest.mark.privacy

REPO = Path(__file__).parents[2]
ASKED_BY_OPERATORS = {"/livez", "/readyz", "/metrics", "/findings"}
"""Not in the OpenAPI: they are no rpcs, hold nothing of a case, and are not reached from outside (deploy/)."""
ITSELF = "/openapi.json"
STREAM = "WatchIncoming"

REDUCED, FULL = schema(4, coverage=False), schema(60, coverage=True)


@pytest.fixture(scope="module")
def known(town: Town) -> tuple[str, ...]:
    """Ids of a consultation that there is, and office codes."""
    referral = json.loads((REPO / "examples" / "referrals" / "carer.json").read_text(encoding="utf-8"))
    body = {**referral["request"], "request_id": str(uuid.uuid4())}
    answer = httpx.post(f"{town.edges['intake'].url}/intake/v1/consultations", json=body, headers=town.headers())
    made: dict[str, Any] = answer.raise_for_status().json()
    persons = [one["person_id"] for one in made["persons"]]
    return (made["name"], made["case_id"], f"cases/{made['case_id']}", *persons, "W-31", "W-03", "staff-1")


def answers_as_described(town: Town, known: tuple[str, ...], case: Case[Any]) -> None:
    at_home(case, known)
    url, headers = town.edges[service_in(case)].url, town.headers()
    if case.operation.definition.raw["operationId"] == STREAM:
        begins_as_described(case, url, headers)
        return
    case.call_and_validate(url, headers=headers, additional_checks=OWN_CHECKS, excluded_checks=NOT_ASKED)


def begins_as_described(case: Case[Any], url: str, headers: dict[str, str]) -> None:
    """A stream goes on for ever: its beginning, or its refusal as that of any other route."""
    sent = case.as_transport_kwargs(url, headers=headers)
    wanted = {name: sent[name] for name in ("method", "url", "params", "headers")}
    with httpx.stream(**wanted, timeout=20) as answer:
        if answer.status_code == 200:
            assert answer.headers["content-type"].startswith("text/event-stream")
            return
        answer.read()
        case.validate_response(answer, additional_checks=OWN_CHECKS, excluded_checks=NOT_ASKED, headers=headers)


@pytest.mark.plan("C-03")
@REDUCED.parametrize()  # type: ignore[untyped-decorator]
def test_a_route_answers_anything_as_its_openapi_says(town: Town, known: tuple[str, ...], case: Case[Any]) -> None:
    answers_as_described(town, known, case)


@pytest.mark.long
@FULL.parametrize()  # type: ignore[untyped-decorator]
def test_the_same_at_every_boundary_and_many_times_over(town: Town, known: tuple[str, ...], case: Case[Any]) -> None:
    answers_as_described(town, known, case)


@pytest.mark.plan("C-03")
@pytest.mark.parametrize("name", SERVICES)
def test_every_route_of_a_service_is_in_its_openapi_or_asked_by_operators_only(name: str) -> None:
    app = APPS[name]
    served = {
        (route.path_format, verb) for route in app.routes if isinstance(route, APIRoute) for verb in route.methods or ()
    }
    others = {getattr(route, "path", str(route)) for route in app.routes if not isinstance(route, APIRoute)}
    described = {(path, verb.upper()) for path, one in app.openapi()["paths"].items() for verb in one}
    assert {path for path, _verb in served - described} == ASKED_BY_OPERATORS
    assert (described - served, others) == (set(), {ITSELF})
    operations = {one["operationId"] for path in app.openapi()["paths"].values() for one in path.values()}
    assert operations == {method.name for method in service_of(name).descriptor.methods}


@pytest.mark.parametrize(
    ("verb", "path", "status", "code"),
    [
        ("GET", "/intake/v1/花子の記録", 404, "NOT_FOUND"),
        ("GET", "/intake/v1/cases/", 404, "NOT_FOUND"),
        ("GET", "/intake/v1/cases/%2e%2e%2f花子", 404, "NOT_FOUND"),
        ("GET", "/intake/v1/consultations/1:screen", 405, "METHOD_NOT_ALLOWED"),
        ("DELETE", "/meetings/v1/sittings/1", 405, "METHOD_NOT_ALLOWED"),
    ],
)
def test_what_is_no_route_is_refused_in_our_words(town: Town, verb: str, path: str, status: int, code: str) -> None:
    answer = httpx.request(verb, f"{town.edges[path.split('/')[1]].url}{path}", headers=town.headers())
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "花子" not in answer.text
    assert ("allow" in answer.headers) == (status == 405)


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"a":' * 50_000,
        '{"request_id": "\\ud800"}',
        '{"days_to_eviction": 1e999}',
        '{"days_to_eviction": NaN}',
        f'{{"days_to_eviction": {"9" * 5_000}}}',
        '{"channel": "花子"}',
        '{"花子": 1}',
        '["花子"]',
        "花子".encode("cp932"),
    ],
    ids=lambda body: repr(body)[:40],
)
def test_a_body_that_cannot_be_read_is_refused_without_a_word_of_it(town: Town, body: str | bytes) -> None:
    url = f"{town.edges['intake'].url}/intake/v1/consultations"
    answer = httpx.post(url, content=body, headers=town.headers() | {"content-type": "application/json"})
    assert (answer.status_code, answer.json()["violations"][0]["code"]) == (400, "UNREADABLE")
    assert "花子" not in answer.text


@pytest.mark.parametrize(
    "query",
    ["page_size=many", "page_size=1&page_size=2", "花子=1", "page_token=1&page_token=2", "include_closed=perhaps"],
)
def test_a_query_that_cannot_be_read_is_refused_without_a_word_of_it(town: Town, query: str) -> None:
    answer = httpx.get(f"{town.edges['plans'].url}/plans/v1/plans?{query}", headers=town.headers())
    assert (answer.status_code, answer.json()["violations"][0]["code"]) == (400, "UNREADABLE")
    assert "花子" not in answer.text


def test_what_belongs_into_the_body_is_not_read_from_the_address_that_proxies_keep(town: Town) -> None:
    url = f"{town.edges['intake'].url}/intake/v1/consultations?narrative=花子"
    answer = httpx.post(url, json={"request_id": str(uuid.uuid4())}, headers=town.headers())
    assert (answer.status_code, answer.json()["violations"][0]["code"]) == (400, "UNREADABLE")


def test_every_one_of_several_values_of_a_query_counts(town: Town) -> None:
    answer = httpx.get(
        f"{town.edges['plans'].url}/plans/v1/resources?needs=%00&needs=MEALS&needs=%00", headers=town.headers()
    )
    assert [one["field"] for one in answer.json()["violations"]] == ["needs[0]", "needs[2]"]


@pytest.mark.parametrize("last", ["花子".encode(), b"-1x", b"99999999999999999999"])
def test_a_stream_is_refused_before_it_begins(town: Town, last: bytes) -> None:
    url = f"{town.edges['intake'].url}/intake/v1/incoming:watch"
    assert httpx.get(url).status_code == 401
    headers = {key.encode(): value.encode() for key, value in town.headers().items()}
    assert httpx.get(url, headers=headers | {b"last-event-id": last}).status_code == 400
