"""A meeting that is called off ends its process from each wait before the agenda, too."""

from pathlib import Path

import pytest
from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DIAGRAMS = Path(__file__).parents[2] / "bpmn"
BEFORE_THE_MINUTES = {"MembersNamed", "PledgesCompleted"}


def heard_at(process: etree._Element, wait: str) -> list[tuple[str, str]]:
    """(message, where it leads) of what ends this wait beside its own message."""
    leads = {one.get("sourceRef"): one.get("targetRef") for one in process.iter(f"{BPMN}sequenceFlow")}
    found = []
    for event in process.iter(f"{BPMN}boundaryEvent"):
        message = event.find(f"{BPMN}messageEventDefinition")
        if event.get("attachedToRef") == wait and message is not None:
            assert event.get("cancelActivity") != "false"
            found.append((str(message.get("messageRef")), str(leads[leads[event.get("id")]])))
    return found


@pytest.mark.plan("P-107")
@pytest.mark.parametrize(("diagram", "waits"), [("liaison", 1), ("support", 2), ("planning", 1)])
def test_a_meeting_that_is_called_off_ends_from_every_wait_before_its_agenda(diagram: str, waits: int) -> None:
    process = etree.parse(DIAGRAMS / f"{diagram}-meeting.bpmn").getroot()
    before = [
        str(one.get("id"))
        for one in process.iter(f"{BPMN}receiveTask")
        if str(one.get("messageRef")).removeprefix("Message_") in BEFORE_THE_MINUTES
    ]
    assert len(before) == waits
    for wait in before:
        assert heard_at(process, wait) == [("Message_AgendaItemConcluded", "Gateway_Cancelled")]
