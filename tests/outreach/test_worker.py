"""The jobs of outreach: what they answer to the engine."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, cast

import pytest

from kit.errors import PeerUnavailable
from kit.peers import Peers
from kit.zeebe import TaskDefinition
from pb.tsunagi.consent.v1 import service_pb2 as consent_pb
from services.outreach import worker
from tests.outreach.world import World

TASKS = {definition.type: definition for definition in worker.tasks.definitions}


@dataclass
class Consent:
    """Answers what a person said."""

    volunteered: bool

    def ask(self, *_question: Any) -> consent_pb.AnswerState:
        return consent_pb.AnswerState(volunteered=self.volunteered)


def run(world: World, task: str, peers: Consent | None = None, **variables: Any) -> dict[str, Any]:
    """As kit runs it: declared inputs only; what it answers must be declared, too."""
    definition: TaskDefinition = TASKS[f"outreach.{task}"]
    assert set(variables) <= set(definition.inputs)
    outputs = dict(definition.run(replace(world.job(**variables), peers=cast(Peers, peers))))
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


@pytest.mark.plan("P-111")
@pytest.mark.parametrize(("volunteered", "outcome"), [(False, "BACK_TO_MEETING"), (True, "READY_TO_ASK")])
def test_an_approach_that_took_too_long_goes_back_to_the_meeting_unless_the_person_has_said_yes(
    world: World, volunteered: bool, outcome: str
) -> None:
    world.open()
    world.plan()
    peers = Consent(volunteered)
    assert run(world, "cancel-contact", peers, engagementId=world.engagement_id) == {"outreachOutcome": outcome}
    assert world.open_items() == []


@pytest.mark.plan("P-111")
def test_who_has_said_yes_unasked_is_where_outreach_wanted_to_be_unless_there_is_danger(world: World) -> None:
    world.open()
    for signs, signal in (((), "NONE"), (("NO_FOOD",), "ALERT")):
        planned = world.plan()
        world.log("MET", planned=planned, stage_after="R2", links_settled=True, risk_signs=signs)
        given = {"engagementId": world.engagement_id, "contactId": planned}
        outputs = run(world, "assess-contact", Consent(volunteered=True), **given)
        assert (outputs["outreachStage"], outputs["contactSignal"]) == ("R6", signal)
    assert world.engagement.stage == "R2", "the log stays as it was written"


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
