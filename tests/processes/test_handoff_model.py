"""The model of つなぎ: nobody becomes responsible without having been asked and having answered."""

from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

BPMN = Path(__file__).parents[2] / "bpmn"
MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ASKED_AND_ANSWERED = ["Task_ConfirmHandoff", "Gateway_Answer", "Wait_HandoffAnswered", "Task_OfferHandoff"]
TAKEN = ("Wait_HandoffStarted", "Wait_HandoffClosed", "Wait_HandoffResumed", "Wait_LastReport")


def before(element: str) -> set[str]:
    """The elements from which a flow leads to this one; of a boundary event, what it is attached to."""
    root = etree.parse(BPMN / "handoff.bpmn").getroot()
    flows = [flow.get("sourceRef") for flow in root.iter(f"{MODEL}sequenceFlow") if flow.get("targetRef") == element]
    hosts = [event.get("attachedToRef") for event in root.iter(f"{MODEL}boundaryEvent") if event.get("id") == element]
    return set(map(str, flows + hosts))


@pytest.mark.plan("C-22")
def test_the_only_way_to_an_acceptance_is_an_offer_and_its_answer() -> None:
    for element, only in pairwise(ASKED_AND_ANSWERED):
        assert before(element) == {only}


@pytest.mark.plan("C-22")
@pytest.mark.parametrize("wait", TAKEN)
def test_no_agency_is_at_work_that_has_not_accepted(wait: str) -> None:
    """Every way back from a wait of an agency at work passes the acceptance before it passes the start."""
    seen: set[str] = set()
    ways = [wait]
    while ways:
        element = ways.pop()
        if element in seen or element == "Task_ConfirmHandoff":
            continue
        assert element != "Start_Handoff"
        seen.add(element)
        assert before(element), element
        ways += before(element)
