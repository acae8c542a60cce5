"""Operate's gateway refuses every spelling of the clock's path that the real engine understands."""

import json
import re
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import yaml

from tsunagi.stack import Stack

ENVOY = Path(__file__).parents[2] / "deploy" / "k8s" / "base" / "operate-gateway" / "envoy.yaml"
SPELLINGS = (
    "/v2/clock",
    "/v2/clock?a=b",
    "/v2/clock;a=b",
    "/v2;a=b/clock",
    "/;a/v2/clock",
    "/v2/%63lock",
    "/%762/clock",
    "/v%32/cloc%6B",
    "/v2//clock",
    "//v2/clock",
    "/V2/CLOCK",
    "/v2/%2563lock",
    "/v2%2Fclock",
    "/operate/../v2/clock",
)


def routes() -> list[dict[str, Any]]:
    envoy = yaml.safe_load(ENVOY.read_text(encoding="utf-8"))
    (listener,) = envoy["static_resources"]["listeners"]
    manager = listener["filter_chains"][0]["filters"][0]["typed_config"]
    found: list[dict[str, Any]] = manager["route_config"]["virtual_hosts"][0]["routes"]
    return found


def admits(path: str) -> bool:
    """As Envoy: the first route whose expression fits the whole path, its query left out, or whose prefix fits."""
    for route in routes():
        match = route["match"]
        fits = (
            re.fullmatch(match["safe_regex"]["regex"], path.partition("?")[0])
            if "safe_regex" in match
            else path.startswith(match["prefix"])
        )
        if fits:
            return "route" in route
    return False


def moves_the_clock(rest: str, path: str) -> bool:
    connection = HTTPConnection(rest.removeprefix("http://"), timeout=10)
    body = json.dumps({"timestamp": int(time.time() * 1000)})
    connection.request("PUT", path, body, {"Content-Type": "application/json"})
    status = connection.getresponse().status
    connection.close()
    return status < 300


def test_what_the_engine_takes_for_its_clock_is_refused(own_stack: Stack) -> None:
    own_stack.start("zeebe")
    understood = {path for path in SPELLINGS if moves_the_clock(own_stack.zeebe_rest, path)}
    assert {"/v2/clock", "/v2;a=b/clock", "/v2/%63lock"} <= understood
    assert {path for path in understood if admits(path)} == set()


@pytest.mark.parametrize(
    "path", ["/operate", "/login", "/v2/process-instances/search", "/v2/users/a%40b.example", "/operate/assets/a-1.js"]
)
def test_what_an_operator_needs_is_admitted(path: str) -> None:
    assert admits(path)
