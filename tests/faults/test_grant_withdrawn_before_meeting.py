"""A grant that ends between the invitation and the check keeps the person's plan out of the 重層的支援会議."""

import signal
from pathlib import Path

import pytest

from tests.public import as_actor, play
from tests.waiting import eventually
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

FILE = Path(__file__).parent / "before_planning_meeting.json"


def completed(stack: Stack, process: str, element: str, case_no: str) -> bool:
    """Whether an instance of this case passed the element, by the engine's own records."""
    instances = {
        record["value"]["processInstanceKey"]
        for record in stack.records("VARIABLE", "CREATED")
        if record["value"]["name"] == "caseNo" and record["value"]["value"] == f'"{case_no}"'
    }
    return any(
        record["value"]["processInstanceKey"] in instances and record["value"]["bpmnProcessId"] == process
        for record in stack.records("PROCESS_INSTANCE", "ELEMENT_COMPLETED", elementId=element)
    )


@pytest.mark.plan("P-113")
def test_a_grant_withdrawn_after_the_invitation_drops_the_item_before_anybody_meets(still: Stack) -> None:
    scenario, names = play(still, FILE)
    ask, case_no = as_actor(still, scenario.actors["coordinator"]), names["consultation"]["case_no"]

    still.kill("zeebe", signal.SIGSTOP)
    try:
        why = {"why_compound": "介護と家計が絡む", "tried": "担当どうしの連絡では決まらなかった"}
        called = {"agency_ids": ["W-03", "W-04"], "convening": why}
        ask("MeetingsService.NameMembers", name=names["item"]["subject"], **called)
        ask("ConsentService.WithdrawConsent", case_id=names["case"], person_id=names["person"], agency_id="W-04")
    finally:
        still.kill("zeebe", signal.SIGCONT)
    eventually(lambda: completed(still, "planning-meeting", "End_NoGrant", case_no), seconds=60)
    assert ask("MeetingsService.GetAgendaItem", name=names["item"]["subject"])["state"] == "STATE_CANCELLED"

    ask("IntakeService.EndCase", name=f"cases/{names['case']}", reason="REASON_MOVED_OUT")
    eventually(lambda: ask("IntakeService.GetCase", name=f"cases/{names['case']}")["state"] == "CLOSED")
