"""The jobs of consent: what they answer to the engine."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from kit.errors import PeerUnavailable
from kit.peers import Peers
from kit.zeebe import TaskDefinition
from services.consent import worker
from tests.consent.world import World, terms

TASKS = {definition.type: definition for definition in worker.tasks.definitions}


def run(world: World, task: str, **variables: Any) -> dict[str, Any]:
    """As kit runs it: declared inputs only; what it answers must be declared, too."""
    definition: TaskDefinition = TASKS[f"consent.{task}"]
    assert set(variables) <= set(definition.inputs)
    outputs = dict(definition.run(world.job(**variables)))
    assert set(outputs) == set(definition.outputs)
    return outputs


def test_every_job_of_the_process_contract_has_its_task() -> None:
    jobs = {
        "request",
        "lapse",
        "expire-grants",
        "watch-validity",
        "prompt-renewal",
        "await-stop-use",
        "escalate-stop-use",
        "end-grants",
        "close-case",
        "remind-work-item",
        "escalate-work-item",
    }
    assert set(TASKS) == {f"consent.{job}" for job in jobs}


def test_keys_consist_of_inputs_or_the_instance() -> None:
    assert [task.type for task in TASKS.values() if not set(task.key) <= {*task.inputs, "PI"}] == []


def test_nobody_is_asked_for_consent_while_intake_cannot_say_whose_case_it_is(world: World, silent: Peers) -> None:
    job = replace(world.job(caseId=world.case_id, caseNo="R8-00123-2", personId=world.ichiro), peers=silent)
    with pytest.raises(PeerUnavailable):
        TASKS["consent.request"].run(job)
    assert world.events() == []


def test_a_lapsed_request_tells_the_process_that_consent_is_unobtainable(world: World) -> None:
    outputs = run(world, "lapse", consentRequestId=world.ask())
    assert outputs == {"consentAnswer": "UNOBTAINABLE", "coverage": "NONE", "consentExpiresAt": None}


def test_a_late_answer_gives_the_process_its_expiry(world: World) -> None:
    request_id = world.ask()
    world.record(terms(), request_id=request_id)
    outputs = run(world, "lapse", consentRequestId=request_id)
    assert isinstance(outputs["consentExpiresAt"], datetime)


def test_grants_end_by_the_jobs_of_expiry_death_and_the_cases_end(world: World) -> None:
    world.record(terms())
    world.pass_time(days=366)
    assert (
        run(world, "expire-grants", caseId=world.case_id, personId=world.ichiro, consentRequestId=None, validityNo=1)
        == {}
    )
    world.record(terms())
    assert run(world, "end-grants", caseId=world.case_id, personId=world.ichiro) == {}
    world.record(terms())
    assert run(world, "close-case", caseId=world.case_id, closureReason="MOVED_OUT") == {}
    reasons = [event.reason for event in world.events("GrantEnded")]
    assert reasons == ["EXPIRED", "ENDED_BY_DEATH", "ENDED_WITH_CASE"]
