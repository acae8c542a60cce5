"""An administrator's edit of a diagram moves the process with no code touched, and outlives every restart."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kit.calendar import Calendar
from tests import public
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

BPMN = Path(__file__).parents[2] / "bpmn"
OFFER = Path(__file__).parent / "offer.json"


def play(stack: Stack) -> dict[str, Any]:
    return public.play(stack, OFFER)[1]


def edited(folder: Path, tag: str, *changes: tuple[str, str]) -> Path:
    """A copy of the packaged set with `handoff` changed and its version tag raised."""
    folder.mkdir()
    for path in BPMN.iterdir():
        if path.suffix in (".bpmn", ".dmn"):
            (folder / path.name).write_bytes(path.read_bytes())
    text = (folder / "handoff.bpmn").read_text(encoding="utf-8")
    text, tags = re.subn(r'versionTag value="[^"]*"', f'versionTag value="{tag}"', text)
    assert tags == 1
    for before, after in changes:
        assert text.count(before) == 1
        text = text.replace(before, after)
    (folder / "handoff.bpmn").write_text(text, encoding="utf-8")
    return folder


def due(item: dict[str, Any], within: str) -> bool:
    """Whether the item's deadline is `within` after its opening, by the office's calendar."""
    opened, deadline = datetime.fromisoformat(item["open_time"]), datetime.fromisoformat(item["due_time"])
    return Calendar().due(within, opened) == deadline


LONGER = ('key="within" value="5BD"', 'key="within" value="10BD"')
SWAPPED = ('=handoffOutcome = "COMPLETED"', '=handoffOutcome = "NOT_COMPLETED"')


@pytest.mark.plan("P-023", "C-20", "C-26")
@pytest.mark.timeout(600)
def test_an_edit_moves_deadlines_and_paths_and_outlives_every_restart(own_stack: Stack, tmp_path: Path) -> None:
    stack = own_stack
    stack.start()
    deploy_folder(BPMN, stack.zeebe_grpc, "tests", "as packaged", tmp_path / "register.jsonl")
    stack.start_services()
    assert due(play(stack)["offered"], "5BD")
    passed = [record["value"]["elementId"] for record in stack.records("PROCESS_INSTANCE", "ELEMENT_COMPLETED")]
    assert passed.count("End_Completed") == 1

    longer = edited(tmp_path / "longer", "9.1.0", LONGER)
    deploy_folder(longer, stack.zeebe_grpc, "tests", "ten business days to answer", tmp_path / "register.jsonl")
    assert due(play(stack)["offered"], "10BD")

    swapped = edited(tmp_path / "swapped", "9.2.0", LONGER, SWAPPED)
    deploy_folder(swapped, stack.zeebe_grpc, "tests", "a swapped gateway", tmp_path / "register.jsonl")
    play(stack)

    def took_the_other_way() -> bool:
        found = [record["value"]["elementId"] for record in stack.records("PROCESS_INSTANCE", "ELEMENT_COMPLETED")]
        return found.count("End_Completed") == 2 and found.count("End_NotCompleted") == 1

    eventually(took_the_other_way)

    for part in ("zeebe", *SERVICES):
        stack.kill(part)
    for part in ("zeebe", *SERVICES):
        stack.restart(part)
    assert due(play(stack)["offered"], "10BD")
    versions = {
        record["value"]["versionTag"] for record in stack.records("PROCESS", "CREATED", bpmnProcessId="handoff")
    }
    assert len(versions) == 3
    assert versions > {"9.1.0", "9.2.0"}
