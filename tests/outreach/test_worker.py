"""The jobs of outreach: what they answer to the engine."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kit.errors import PeerUnavailable
from kit.peers import Peers
from kit.zeebe import TaskDefinition
from services.outreach import worker
from tests.outreach.world import World

TASKS = {definition.type: definition for definition in worker.tasks.definitions}


def run(world: World, task: str, **variables: Any) -> dict[str, Any]:
    """As kit runs it: declared inputs only; what it answers must be declared, too."""
    definition: TaskDefinition = TASKS[f"outreach.{task}"]
    assert set(variables) <= set(definition.inputs)
    outputs = dict(definition.run(world.job(**variables)))
    assert set(outputs) == set(definition.outputs)
    return outputs


def test_every_job_of_the_process_contract_has_its_task() -> None:
    of_contacts = ("plan-contact", "assess-contact", "cancel-contact", "raise-alert")
    of_engagements = ("open-engagement", "conclude-engagement", "close-person", "close-case")
    of_deadlines = ("remind-work-item", "escalate-work-item")
    assert set(TASKS) == {f"outreach.{job}" for job in (*of_contacts, *of_engagements, *of_deadlines)}


def test_keys_consist_of_inputs_or_the_instance() -> None:
    assert [task.type for task in TASKS.values() if not set(task.key) <= {*task.inputs, "PI"}] == []


def test_the_decisions_interval_is_the_contacts_deadline(world: World) -> None:
    world.open()
    outputs = run(world, "plan-contact", engagementId=world.engagement_id, contactNo=3, contactWithin="7D")
    assert outputs["contactDueAt"] == world.now + timedelta(days=7)
    assert outputs["contactNo"] == 4
    assert outputs["contactId"] == world.engagement.planned_contact_id


@pytest.mark.plan("P-111")
@pytest.mark.parametrize(
    ("step", "outcome"), [("ASK_CONSENT", "READY_TO_ASK"), ("WATCH", "WATCH"), ("REVIEW", "BACK_TO_MEETING")]
)
def test_the_step_that_leaves_outreach_tells_the_track_where_to_go(world: World, step: str, outcome: str) -> None:
    world.open()
    outputs = run(world, "conclude-engagement", engagementId=world.engagement_id, outreachStep=step)
    assert outputs == {"outreachOutcome": outcome}
    assert world.engagement.state == "PAUSED"


def test_an_approach_that_took_too_long_goes_back_to_the_meeting(world: World) -> None:
    world.open()
    world.plan()
    assert run(world, "cancel-contact", engagementId=world.engagement_id) == {"outreachOutcome": "BACK_TO_MEETING"}
    assert world.open_items() == []


def test_a_raised_alert_is_no_signal_any_more(world: World) -> None:
    world.open()
    assert run(world, "raise-alert", engagementId=world.engagement_id, contactNo=1) == {"contactSignal": "NONE"}
    assert len(world.events("AlertRaised")) == 1


def test_closing_jobs_answer_nothing(world: World) -> None:
    world.open()
    world.plan()
    assert run(world, "close-person", caseId=world.case_id, personId=world.person_id, consentRequestId=None) == {}
    assert run(world, "close-case", caseId=world.case_id, closureReason="MOVED_OUT") == {}
    assert world.engagement.state == "ENDED"


def test_nobody_is_sent_out_while_intake_and_consent_do_not_answer(world: World, silent: Peers) -> None:
    job = replace(world.job(caseId=world.case_id, caseNo="R8-00123-2", personId=world.person_id), peers=silent)
    with pytest.raises(PeerUnavailable):
        TASKS["outreach.open-engagement"].run(job)
    assert world.events() == []
    world.open()
    planned = world.plan()
    world.log(planned=planned)
    job = replace(world.job(engagementId=world.engagement_id, contactId=planned), peers=silent)
    with pytest.raises(PeerUnavailable):
        TASKS["outreach.assess-contact"].run(job)
