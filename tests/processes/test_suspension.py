"""A message waits in the engine for thirty days, a suspension may last for years: what must not wait is heard in it."""

from pathlib import Path

import pytest
from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DIAGRAM = etree.parse(Path(__file__).parents[2] / "bpmn" / "subject-track.bpmn").getroot()
NOT_HEARD = {
    "Message_ConsentExpired": "the track's own clock sends it, which stands still; asked anew at the resumption (E9)",
    "Message_PersonSeparated": "refused while the person is suspended (PERSON_SUSPENDED)",
    "Message_SupportSuspended": "the person is suspended",
}


def heard(place: str) -> set[str]:
    """The messages that interrupt, or are dealt with beside, what happens there."""
    events = [one for one in DIAGRAM.iter(f"{BPMN}boundaryEvent") if one.get("attachedToRef") == place]
    return {str(one.get("messageRef")) for event in events for one in event.iter(f"{BPMN}messageEventDefinition")}


@pytest.mark.plan("P-015")
def test_whatever_stops_a_person_in_support_is_heard_during_a_suspension_too() -> None:
    assert heard("Sub_Track") - heard("Wait_SupportResumed") == set(NOT_HEARD)
