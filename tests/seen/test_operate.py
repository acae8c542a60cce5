"""What an operator sees in Camunda Operate, asked of Operate itself: diagram, incident with its runbook, retry."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.public import as_actor, play
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.operate import Operate
from tsunagi.demo.outcome import personal_values
from tsunagi.homes import fresh, remove
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
OFFER = REPO / "tests" / "processes" / "offer.json"
UNTIL_REGISTERED = 1
PATIENCE_SECONDS = 300.0
"""A job's five tries take 81 s of the engine's time; Operate imports what happened some seconds later."""

pytestmark = [pytest.mark.long, pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def observed() -> Iterator[Stack]:
    home = fresh("observed")
    with Stack(home, records=True, operate=True) as stack:
        stack.start()
        stack.clock.start()
        deploy_folder(REPO / "bpmn", stack.zeebe_grpc, "tests", "operate")
        stack.start_services()
        yield stack
    remove(home)


@contextmanager
def without_inbox(stack: Stack) -> Iterator[None]:
    """A fault that no retry mends: every job of intake finds its table gone."""
    owner = sa.create_engine(stack.admin_database_url("intake"))
    with owner.begin() as db:
        db.execute(sa.text("ALTER TABLE inbox RENAME TO inbox_away"))
    try:
        yield
    finally:
        with owner.begin() as db:
            db.execute(sa.text("ALTER TABLE inbox_away RENAME TO inbox"))
        owner.dispose()


def failed(operate: Operate, case_no: str) -> dict[str, Any]:
    """The case's instance that has an incident, as Operate knows it by now; empty when none has."""
    return next((one for one in operate.instances(case_no) if one.get("incident")), {})


def active(operate: Operate, instance: dict[str, Any]) -> dict[str, Any]:
    """Its incident; empty while Operate still has it as pending, and would not retry it."""
    found = (one for one in operate.incidents() if one["processInstanceKey"] == instance["key"])
    return next((one for one in found if one["state"] == "ACTIVE"), {})


@pytest.mark.plan("C-24")
def test_operate_shows_the_instance_its_incident_and_runbook_without_a_person_and_retries_it(observed: Stack) -> None:
    operate = Operate(observed.operate_url)
    with without_inbox(observed):
        scenario, names = play(observed, OFFER, until=UNTIL_REGISTERED)
        case_no = names["consultation"]["case_no"]
        instance = eventually(lambda: failed(operate, case_no), PATIENCE_SECONDS)
    assert instance["processVersionTag"]
    incident = eventually(lambda: active(operate, instance), PATIENCE_SECONDS)
    code, told_case, runbook = incident["message"].split(" | ")
    assert (code, told_case) == ("ProgrammingError", case_no)
    page, _, anchor = runbook.partition("#")
    assert f'<a id="{anchor}"></a>' in (REPO / page).read_text(encoding="utf-8")

    secrets = set(personal_values(scenario.steps))
    assert secrets
    shown = [incident["message"], *(str(one["value"]) for one in operate.variables(instance))]
    assert not [text for text in shown for secret in secrets if secret in text]

    operate.retry(instance)
    eventually(lambda: not failed(operate, case_no), PATIENCE_SECONDS)
    ask = as_actor(observed, scenario.actors["coordinator"])

    def work() -> list[str]:
        found = ask("IntakeService.ListWorkItems", case_id=names["consultation"]["case_id"])
        return [item["kind"] for item in found.get("work_items", [])]

    eventually(lambda: "SCREEN_CONSULTATION" in work())
    eventually(lambda: operate.waiting_at(instance), PATIENCE_SECONDS)
