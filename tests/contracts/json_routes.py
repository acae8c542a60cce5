"""The JSON routes of all services as one OpenAPI, and what every answer of one must be."""

import json
import re
import uuid
import zlib
from collections.abc import Callable
from typing import Any, cast

import schemathesis
from fastapi import FastAPI
from schemathesis import Case, CheckContext, GenerationMode, Response
from schemathesis.checks import CHECKS, load_all_checks

from kit.calls import Dispatcher
from kit.http import create_app
from tests.contracts.town import service_of
from tsunagi.demo.understood import texts
from tsunagi.ports import SERVICES

SHORTEST = 6
"""Of a text that must not come back: a shorter one may stand in a sentence by chance."""
load_all_checks()
NOT_ASKED: list[Any] = CHECKS.get_by_names(
    [
        # A rule may refuse what the schema allows; `is_read_as_described` holds instead.
        "positive_data_acceptance",
        # proto3's JSON mapping reads null, numbers as texts and enums as numbers, which no schema should invite.
        "negative_data_rejection",
    ]
)


def app_of(name: str) -> FastAPI:
    """Its routes alone: nothing is behind them."""
    service, nobody = service_of(name), cast(Any, None)
    own = [(service.descriptor, service.servicer)]
    dispatcher = Dispatcher(own, nobody, nobody, nobody, nobody)
    return create_app(dispatcher, nobody, list, list, dict, bytes, list)


APPS = {name: app_of(name) for name in SERVICES}
FIELD_NAMES = frozenset(
    name for app in APPS.values() for name in re.findall(r'"([a-z][a-z0-9_]*)"', json.dumps(app.openapi()))
)


def schema(max_examples: int, *, coverage: bool) -> Any:
    """`coverage`: also every boundary of every field, and verbs that a path has not."""
    document: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "Tsunagi", "version": "v1"}, "paths": {}}
    for app in APPS.values():
        part = app.openapi()
        document["paths"] |= part["paths"]
        for kind, components in part["components"].items():
            document.setdefault("components", {}).setdefault(kind, {}).update(components)
    generation = {"mode": "all", "max-examples": max_examples, "deterministic": True, "database": "none"}
    phases = {"coverage": {"enabled": coverage}, "stateful": {"enabled": False}}
    config = {"generation": generation, "phases": phases, "suppress-health-check": ["all"]}
    return schemathesis.openapi.from_dict(document, config=schemathesis.Config.from_dict(config))


def service_in(case: Case[Any]) -> str:
    return str(case.operation.path.split("/")[1])


def at_home(case: Case[Any], known: tuple[str, ...]) -> None:
    """A request that fits the schema gets a request id of its own, and every second id in it becomes a known one.

    Without it, hypothesis would repeat one id all the time and nothing would be found.
    """
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    for name, value in (case.path_parameters or {}).items():
        case.path_parameters[name] = _known(value, known).rpartition("/")[2]
    if isinstance(case.body, dict):
        body = _at_home(case.body, known)
        case.body = body | ({"request_id": str(uuid.uuid4())} if "request_id" in body else {})


def _at_home(value: Any, known: tuple[str, ...], key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _at_home(one, known, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_at_home(one, known, key) for one in value]
    is_id = key in ("name", "parent", "subject") or key.endswith(("_id", "_ids"))
    return _known(value, known) if is_id and isinstance(value, str) else value


def _known(value: str, known: tuple[str, ...]) -> str:
    """By the value alone, so that a case says the same when it is played again."""
    number = zlib.crc32(value.encode("utf-8", "surrogatepass"))
    return known[number % len(known)] if number % 2 else value


def is_a_refusal_of_ours(_ctx: CheckContext, response: Response, case: Case[Any]) -> bool | None:
    """A machine code and a Japanese sentence, and nothing of what was sent."""
    if response.status_code < 400:
        return None
    answer = response.json()
    assert re.fullmatch("[A-Z][A-Z0-9_]+", answer["code"]), answer
    assert re.search("[ぁ-ん]", answer["message"]), answer
    said = "\n".join(texts([answer, *response.headers.values()]))
    own_words = FIELD_NAMES | {answer["code"], *(one["code"] for one in answer["violations"])}
    sent = texts([case.body, case.query, case.path_parameters])
    repeated = [one for one in sent if len(one) >= SHORTEST and one in said and one not in own_words]
    assert not repeated, (repeated, answer)
    return None


def is_read_as_described(_ctx: CheckContext, response: Response, case: Case[Any]) -> bool | None:
    """What fits the schema can be read; whatever else is wrong with it is told field by field."""
    is_positive = case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE
    if is_positive and response.status_code == 400:
        answer = response.json()
        fields = [one["field"] for one in answer["violations"]]
        assert "" not in fields, answer
        assert fields or answer["code"] != "INVALID_ARGUMENT", answer
    return None


Check = Callable[[CheckContext, Response, Case[Any]], bool | None]
OWN_CHECKS: list[Check] = [is_a_refusal_of_ours, is_read_as_described]
