"""A meeting that is called off ends its process from each wait before the agenda, too."""

from pathlib import Path
from uuid import uuid4

import pytest
from lxml import etree

from tests.processes.engine import Engine

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DIAGRAMS = Path(__file__).parents[2] / "bpmn"
ROOMS = ("liaison", "support", "planning")
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
@pytest.mark.parametrize(("diagram", "waits"), list(zip(ROOMS, (1, 2, 1), strict=True)))
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


@pytest.mark.plan("P-107")
@pytest.mark.parametrize(
    ("diagram", "wait", "event"),
    [
        *((f"{room}-meeting", "Wait_MembersNamed", "Event_EndedBeforeMembers") for room in ROOMS),
        ("support-meeting", "Wait_PledgesCompleted", "Event_EndedBeforePledges"),
    ],
)
def test_the_engine_ends_a_meeting_that_is_called_off_before_its_agenda(
    engine: Engine, diagram: str, wait: str, event: str
) -> None:
    item = uuid4().hex
    days = dict.fromkeys(("membersDueAt", "pledgesDueAt"), "2099-01-01T00:00:00Z")
    instance = engine.begin(diagram, wait, agendaItemId=item, **days)
    engine.tell("AgendaItemConcluded", item, meetingDecision="CANCELLED")
    assert engine.passed(instance) == [event, "Join_Concluded", "Gateway_Cancelled", "End_Cancelled"]
