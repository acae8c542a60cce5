"""A service's log is JSON, one line per fact: codes and ids, and inside a step its trace."""

import json
import logging
import sys
from typing import Any

from kit.telemetry import _Library
from tests.scenarios.test_scenarios import FILES, play
from tests.seen.spans import read
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

DEMO = next(file for file in FILES if file.stem == "8050")


def lines(stack: Stack) -> list[dict[str, Any]]:
    return [json.loads(line) for name in SERVICES for line in stack.log(name).read_text().splitlines()]


def test_every_line_is_json_with_what_when_and_how_grave(moving: Stack) -> None:
    play(moving, DEMO)
    found = lines(moving)
    assert {line["event"] for line in found} >= {"service.started"}
    for line in found:
        assert line["event"]
        assert line["timestamp"]
        assert line["level"] in ("debug", "info", "warning", "error", "critical")


def test_a_line_inside_a_step_names_its_trace(moving: Stack) -> None:
    traces = {span.id[0].removeprefix("0x") for span in read(moving)}
    assert {line["trace_id"] for line in lines(moving) if "trace_id" in line} <= traces


def test_a_librarys_line_tells_its_template_and_no_value() -> None:
    try:
        raise ValueError("架空 花子")
    except ValueError:
        record = logging.LogRecord("kafka.x", logging.ERROR, "x.py", 1, "lost %s", ("架空 花子",), sys.exc_info())
    told = json.loads(_Library().format(record))
    assert (told["event"], told["level"], told["logger"], told["error"]) == (
        "lost %s",
        "error",
        "kafka.x",
        "ValueError",
    )
    assert "架空" not in json.dumps(told, ensure_ascii=False)
