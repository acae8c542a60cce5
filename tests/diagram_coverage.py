"""`make bpmn-coverage`: every element, sequence flow and decision rule of bpmn/ with the tests that passed it.

The test session reads the engine's own records of every stack that it starts, and keeps what it saw, merged over runs,
until the file of the diagram changes. A partial run adds to it and proves nothing by itself.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

REPO = Path(__file__).parents[1]
DIAGRAMS = REPO / "bpmn"
STACKS = REPO / ".tsunagi" / "test"
KEPT = REPO / ".tsunagi" / "diagram-coverage.json"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DMN = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
PASSED = (b"ELEMENT_COMPLETED", b"ELEMENT_TERMINATED", b"SEQUENCE_FLOW_TAKEN", b"DECISION_EVALUATION")
NODES = ("Task", "task", "Event", "Gateway", "callActivity", "subProcess")

# What no test can pass, "process/element": why. One that is passed after all fails the command.
EXCEPTIONS: dict[str, str] = {}

Coverage = dict[str, list[str]]


class Session:
    """Watches the stacks of one pytest process; each thing seen is credited to the test that was running."""

    def __init__(self) -> None:
        self._read: dict[Path, int] = {}
        self._seen: dict[str, set[str]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        """Before the fixtures' own teardown, which deletes the records of a test's own stack."""
        for file in STACKS.glob(f"*-{os.getpid()}/zeebe/records.jsonl"):
            for thing in self._new(file):
                self._seen.setdefault(thing, set()).add(item.nodeid.split("[")[0])

    def pytest_sessionfinish(self) -> None:
        if self._seen:
            keep(self._seen)

    def _new(self, file: Path) -> Iterator[str]:
        with file.open("rb") as records:
            records.seek(self._read.get(file, 0))
            lines = records.read().split(b"\n")
        # The last piece is a line that is still being written.
        for line in lines[:-1]:
            self._read[file] = self._read.get(file, 0) + len(line) + 1
            if line.startswith(b"{") and any(word in line for word in PASSED):
                yield from _things(line)


def _things(line: bytes) -> Iterator[str]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError:  # cut off by a kill -9
        return
    value = record["value"]
    if record["valueType"] == "PROCESS_INSTANCE" and record["intent"].encode() in PASSED:
        yield f"{value['bpmnProcessId']}/{value['elementId']}"
    elif record["valueType"] == "DECISION_EVALUATION":
        for decision in value["evaluatedDecisions"]:
            for rule in decision["matchedRules"]:
                yield f"{decision['decisionId']}/{rule['ruleId']}"


def keep(seen: dict[str, set[str]]) -> None:
    """Adds to what earlier runs saw of the same diagrams."""
    covered = kept()
    for thing in sorted(wanted().keys() & seen.keys()):
        covered[thing] = sorted(seen[thing].union(covered.get(thing, ())))
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    half = KEPT.with_suffix(".half")
    half.write_text(json.dumps({"files": hashes(), "covered": covered}, ensure_ascii=False, indent=1))
    half.replace(KEPT)


def kept() -> Coverage:
    """What was seen of diagrams that have not changed since."""
    if not KEPT.exists():
        return {}
    before: dict[str, Any] = json.loads(KEPT.read_text())
    now = hashes()
    same = {thing for thing, file in wanted().items() if before["files"].get(file) == now[file]}
    return {thing: tests for thing, tests in before["covered"].items() if thing in same}


def hashes() -> dict[str, str]:
    files = (*DIAGRAMS.glob("*.bpmn"), *DIAGRAMS.glob("*.dmn"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def wanted() -> dict[str, str]:
    """Everything that must be passed, and the file in which it stands."""
    found: dict[str, str] = {}
    for path in sorted(DIAGRAMS.glob("*.bpmn")):
        for process in etree.parse(path).getroot().iter(f"{BPMN}process"):
            for one in process.iter(f"{BPMN}*"):
                name = etree.QName(one).localname
                if name == "sequenceFlow" or name.endswith(NODES):
                    found[f"{process.get('id')}/{one.get('id')}"] = path.name
    for path in sorted(DIAGRAMS.glob("*.dmn")):
        for decision in etree.parse(path).getroot().iter(f"{DMN}decision"):
            for rule in decision.iter(f"{DMN}rule"):
                found[f"{decision.get('id')}/{rule.get('id')}"] = path.name
    return found


def main() -> int:
    """Prints each thing with how many tests passed it, and the first; fails for what none did without a reason."""
    covered, everything = kept(), wanted()
    missing = [thing for thing in everything if thing not in covered and thing not in EXCEPTIONS]
    needless = [thing for thing in EXCEPTIONS if thing in covered or thing not in everything]
    for thing in everything:
        tests = covered.get(thing, [])
        told = f"{len(tests):4}  {tests[0]}" if tests else f"   —  {EXCEPTIONS.get(thing, 'MISSING')}"
        sys.stdout.write(f"{thing:72} {told}\n")
    share = 100 * sum(thing in covered for thing in everything) / len(everything)
    sys.stdout.write(f"\n{share:.1f} % of {len(everything)} elements, flows and rules; {len(EXCEPTIONS)} exceptions\n")
    sys.stdout.writelines(f"not passed by any test: {thing} ({everything[thing]})\n" for thing in missing)
    sys.stdout.writelines(f"an exception that is none: {thing}\n" for thing in needless)
    return 1 if missing or needless else 0


if __name__ == "__main__":
    sys.exit(main())
