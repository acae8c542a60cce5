"""What stands between an evaluation's record and the decision to close (D8)."""

from pathlib import Path

import pytest
from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DIAGRAM = etree.parse(Path(__file__).parents[2] / "bpmn" / "household-plan.bpmn").getroot()


def ways_from(element: str) -> dict[str, str]:
    """Where the flows lead, with what they ask; empty where they ask nothing."""
    flows = [one for one in DIAGRAM.iter(f"{BPMN}sequenceFlow") if one.get("sourceRef") == element]
    return {str(one.get("targetRef")): one.findtext(f"{BPMN}conditionExpression") or "" for one in flows}


@pytest.mark.plan("P-119")
def test_a_plan_is_not_closed_by_an_evaluation_about_which_nobody_met() -> None:
    """Where nobody consents any more there can be no meeting: that is D8's own question."""
    assert list(ways_from("Call_EvaluationMeeting")) == ["Gateway_EvaluationMet"]
    ways = ways_from("Gateway_EvaluationMet")
    not_met = '=meetingDecision = "CANCELLED" or (meetingDecision = "NO_GRANT" and consentedCount > 0)'
    assert ways == {"Task_ReadEvaluation": "", "Join_Monitoring": not_met}
    assert list(ways_from("Task_ReadEvaluation")) == ["Task_ReadUrgency"]
    assert list(ways_from("Task_ReadUrgency")) == ["Decision_Closure"]
