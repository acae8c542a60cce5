"""bpmn/README.md tells administrators of every process: what it says, and what it is made of."""

import re
from pathlib import Path

import pytest

BPMN = Path(__file__).parents[2] / "bpmn"
ROWS = [line for line in (BPMN / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("process", sorted(file.stem for file in BPMN.glob("*.bpmn")))
def test_a_process_is_told_with_each_of_its_task_types_messages_and_ends(process: str) -> None:
    told, made_of = (row for row in ROWS if row.startswith(f"| `{process}` "))
    assert re.search("[ぁ-ん]", told)
    diagram = (BPMN / f"{process}.bpmn").read_text(encoding="utf-8")
    kinds = (r'taskDefinition type="([a-z.-]+)"', r'message id="\w+" name="(\w+)"', r'endEvent id="(\w+)"')
    named = {name for kind in kinds for name in re.findall(kind, diagram)}
    assert {name for name in named if f"`{name}`" not in made_of} == set()
