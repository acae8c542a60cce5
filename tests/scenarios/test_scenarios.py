"""Every scenario file, played on the real stack through the public rpcs; together they reach every end."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests import public
from tests.waiting import eventually
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
FILES = sorted((REPO / "examples" / "scenarios").glob("*.json"))
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
# An end of a subprocess that only gathers tokens is reported with its subprocess; ends that need a fault to be
# injected have a test of their own.
ELSEWHERE = {
    ("case-end", "End_CaseEnded"): "tests/faults/test_reconciler.py",
    ("case-end", "End_TransferEscalated"): "as in referral-to-evaluation, by the same jobs",
    ("case-end", "End_TransferReminded"): "as in referral-to-evaluation, by the same jobs",
    ("planning-meeting", "End_NoGrant"): "tests/faults/test_grant_withdrawn_before_meeting.py",
    ("subject-track", "End_WithdrawnSuspended"): "tests/exceptions/test_matrix.py",
}
_played: dict[str, dict[str, Any]] = {}


def play(stack: Stack, file: Path) -> dict[str, Any]:
    """Plays a file once per test run; answers what it saved."""
    if file.stem not in _played:
        _played[file.stem] = public.play(stack, file, keeper=QuietKeeper(stack))[1]
    return _played[file.stem]


def alive(stack: Stack) -> dict[int, tuple[str, str]]:
    """Element instances that the engine's records show as begun and not ended.

    Without the contact 90 days after the end, and what the city studies because an agency had to decline: both
    outlive their case by design.
    """
    found: dict[int, tuple[str, str]] = {}
    for record in stack.records("PROCESS_INSTANCE"):
        value = record["value"]
        if value["bpmnProcessId"] in ("follow-up", "resource-gap"):
            continue
        if record["intent"] == "ELEMENT_ACTIVATED":
            found[record["key"]] = (value["bpmnProcessId"], value["elementId"])
        elif record["intent"] in ("ELEMENT_COMPLETED", "ELEMENT_TERMINATED"):
            found.pop(record["key"], None)
    return found


@pytest.mark.plan("P-005", "P-016", "P-024", "P-027", "P-061", "C-16", "C-21")
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_scenario_comes_to_its_expected_end_and_leaves_nothing_open(moving: Stack, file: Path) -> None:
    left_by_another = alive(moving).keys()
    play(moving, file)
    eventually(lambda: alive(moving).keys() <= left_by_another, seconds=60)
    incidents = [record["value"]["errorMessage"] for record in moving.records("INCIDENT", "CREATED")]
    assert incidents == []


def ends(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.bpmn")):
        process = etree.parse(path).getroot().find(f"{BPMN}process")
        assert process is not None
        for end in process.iter(f"{BPMN}endEvent"):
            yield str(process.get("id")), str(end.get("id"))


def test_every_end_event_of_every_process_is_reached(moving: Stack) -> None:
    for file in FILES:
        play(moving, file)
    eventually(lambda: not alive(moving), seconds=60)
    passed: dict[tuple[str, str], int] = {}
    for record in moving.records("PROCESS_INSTANCE", "ELEMENT_COMPLETED"):
        element = (record["value"]["bpmnProcessId"], record["value"]["elementId"])
        passed[element] = passed.get(element, 0) + 1
    for (process, passed_id), count in sorted(passed.items()):
        sys.stdout.write(f"{count:6}  {process:24} {passed_id}\n")
    missing = [end for end in ends(REPO / "bpmn") if end not in passed and end not in ELSEWHERE]
    assert missing == []
