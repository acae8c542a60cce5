"""No answer from the consent service means no: nothing is offered until it is back, and then it is."""

import json
from pathlib import Path

import pytest

from tests.public import as_actor, play
from tests.waiting import eventually
from tsunagi.demo.client import Refused
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

OFFER = Path(__file__).parents[1] / "processes" / "offer.json"
BEFORE_SCREENING = 5


@pytest.mark.plan("P-024", "C-18")
def test_nothing_is_offered_while_the_consent_service_is_silent(still: Stack) -> None:
    scenario, names = play(still, OFFER, until=BEFORE_SCREENING)
    coordinator = as_actor(still, scenario.actors["coordinator"])
    still.kill("consent")
    try:
        item = {"name": names["consultation"]["name"], "residency": "RESIDENCY_RESIDENT", "welfare_need": True}
        eventually(lambda: coordinator("IntakeService.ListWorkItems", case_id=names["case"])["work_items"])
        coordinator("IntakeService.ScreenConsultation", single_agency=True, candidate_agency_ids=["W-04"], **item)
        failed = eventually(
            lambda: [
                record["value"]
                for record in still.records("JOB", "FAILED", type="intake.offer-handoff")
                if record["value"]["errorMessage"].startswith("PEER_UNAVAILABLE")
            ]
        )
        assert names["consultation"]["case_no"] in failed[-1]["errorMessage"]
        (variable,) = still.records(
            "VARIABLE", "CREATED", name="handoffId", processInstanceKey=failed[-1]["processInstanceKey"]
        )
        handoff_id = json.loads(variable["value"]["value"])
        with pytest.raises(Refused):
            as_actor(still, scenario.actors["seikatsu"])("IntakeService.AcceptHandoff", name=f"handoffs/{handoff_id}")
        with pytest.raises(Refused, match="PEER_UNAVAILABLE"):
            coordinator("IntakeService.ListHandoffs", case_id=names["case"])
        own = as_actor(still, scenario.actors["shimin"])("IntakeService.GetConsultation", name=item["name"])
        assert own["narrative"], "the window's own record needs nobody's answer"
    finally:
        still.restart("consent")

    def offered() -> bool:
        try:
            (handoff,) = coordinator("IntakeService.ListHandoffs", case_id=names["case"])["handoffs"]
        except Refused as refused:
            if refused.code != "PEER_UNAVAILABLE":
                raise
            return False
        return bool(handoff["state"] == "STATE_OFFERED" and handoff["legal_basis"] == "CONSENT")

    eventually(offered, seconds=60)
    assert still.records("INCIDENT", "CREATED") == []
