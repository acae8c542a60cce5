"""The engine cancels a meeting under way without telling anyone: whatever interrupts a plan takes it off the agenda."""

from pathlib import Path

import pytest
from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
DIAGRAM = etree.parse(Path(__file__).parents[2] / "bpmn" / "household-plan.bpmn").getroot()
MEETS = {"Call_Planning", "Sub_Support"}
EVENTS = [one.get("id") for one in DIAGRAM.iter(f"{BPMN}boundaryEvent") if one.get("attachedToRef") in MEETS]


def jobs_in_a_row(element: str) -> list[str]:
    """Until the ways part."""
    flows = [(str(one.get("sourceRef")), str(one.get("targetRef"))) for one in DIAGRAM.iter(f"{BPMN}sequenceFlow")]
    found: list[str] = []
    while len(onward := [target for source, target in flows if source == element]) == 1:
        (element,) = onward
        (node,) = (one for one in DIAGRAM.iter() if one.get("id") == element)
        found += [str(task.get("type")) for task in node.iter(f"{ZEEBE}taskDefinition")]
    return found


@pytest.mark.plan("P-015")
@pytest.mark.parametrize("event", EVENTS)
def test_whatever_interrupts_a_plan_takes_its_meeting_off_the_agenda(event: str) -> None:
    assert len(EVENTS) == 5
    assert "meetings.remove-items" in jobs_in_a_row(event)
