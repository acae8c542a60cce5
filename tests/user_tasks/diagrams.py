"""A copy of bpmn/ in which an administrator drew a user task, with a gateway behind it, into `handoff`."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

BPMN = Path(__file__).parents[2] / "bpmn"
FORM = Path(__file__).parent / "call-ahead.form"
TASK = Path(__file__).parent / "task.xml"
SHAPES = Path(__file__).parent / "shapes.xml"
GATEWAY = '<bpmn:exclusiveGateway id="Join_Offer" name="合流">'
FLOW = 'sourceRef="Task_PrepareHandoff" targetRef="Join_Offer"'
INCOMING = "<bpmn:incoming>Flow_PrepareHandoff_Join_Offer</bpmn:incoming>"
SHAPE = '<bpmndi:BPMNShape id="Start_Handoff_di"'
END = "<bpmn:incoming>Flow_Gateway_Answer_End_Withdrawn</bpmn:incoming>"


def with_call_ahead(folder: Path, tag: str, changes: Mapping[str, str] | None = None) -> Path:
    """`changes`: pieces of the drawn task's XML by what they become, for a spoiled copy."""
    shutil.copytree(BPMN, folder)
    (folder / "forms").mkdir(exist_ok=True)
    shutil.copy(FORM, folder / "forms" / FORM.name)
    file = folder / "handoff.bpmn"
    text = file.read_text(encoding="utf-8")
    task = TASK.read_text(encoding="utf-8")
    for before, after in (changes or {}).items():
        assert before in task
        task = task.replace(before, after)
    text, tags = re.subn(r'versionTag value="[^"]*"', f'versionTag value="{tag}"', text)
    assert tags == 1
    for before, after in (
        (INCOMING, "<bpmn:incoming>Flow_CallAhead_Join_Offer</bpmn:incoming>"),
        (FLOW, 'sourceRef="Task_PrepareHandoff" targetRef="Task_CallAhead"'),
        (END, f"{END}<bpmn:incoming>Flow_CallAhead_Withdrawn</bpmn:incoming>"),
        (GATEWAY, task + GATEWAY),
        (SHAPE, SHAPES.read_text(encoding="utf-8") + SHAPE),
    ):
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")
    return folder
