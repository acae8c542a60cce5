"""The urgency with which the process decides (D4, D6, D8) is that of the moment (E1), not that of the first day."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import pyzeebe
import sqlalchemy as sa

from kit.calendar import Calendar
from kit.clock import Clock
from kit.metrics import Metrics
from kit.peers import Peers
from kit.zeebe import Worker
from services.intake.use_cases import cases, people, reassessing
from tests.database import counted
from tests.intake.world import MOTHER, SON, TASKS, World

pytestmark = pytest.mark.plan("P-016", "P-027")
READ = "intake.read-urgency"


def read(world: World, case_id: str) -> int:
    return int(world.run("read-urgency", caseId=case_id)["urgency"])


def test_an_emergency_raises_it_and_its_end_does_not_lower_it(world: World) -> None:
    case_id = world.open_case(MOTHER)
    assert read(world, case_id) == 1
    people.raise_emergency(world.db, world.ctx(), case_id, "食事も水もない")
    assert read(world, case_id) == people.LIFE_IN_DANGER
    given = world.run("open-emergency", caseId=case_id, caseNo=world.case(case_id).case_no)
    people.resolve_emergency(world.db, world.ctx(), given["emergencyId"], "NONE", "入院した")
    assert read(world, case_id) == people.LIFE_IN_DANGER


def test_an_alert_of_outreach_raises_it(world: World) -> None:
    case_id = world.open_case(MOTHER)
    people.raise_by_alert(world.db, world.ctx(), case_id)
    assert read(world, case_id) == people.LIFE_IN_DANGER


def test_what_joins_the_case_raises_it(world: World) -> None:
    case_id = world.open_case(MOTHER)
    told = world.receive(SON)
    world.run("record-urgency", consultationId=told, urgency=2)
    world.screen(told, open_case=case_id)
    world.run("apply-route", caseId=world.consultation(told).case_id, consultationId=told, route="JOIN", urgency=2)
    assert read(world, case_id) == 2


@pytest.mark.parametrize("rated", [0, 2])
def test_a_reassessment_raises_or_lowers_it(world: World, rated: int) -> None:
    case_id = world.open_case(MOTHER, SON)
    cases.record_death(world.db, world.ctx(), case_id, world.people(case_id)[0], world.now)
    raised = world.events("ReassessmentRaised")[-1].reassessment_id
    world.run("open-reassessment", reassessmentId=raised)
    reassessing.complete(world.db, world.ctx(), raised, [], None)
    assert read(world, case_id) == 1
    world.run("record-reassessment", reassessmentId=raised, urgency=rated)
    assert read(world, case_id) == rated


def test_it_is_one_statement(world: World) -> None:
    case_id = world.open_case(MOTHER)
    with counted(world.db) as seen:
        cases.urgency_now(world.db, world.ctx(), case_id)
    asked = [one for one in seen if one.startswith("SELECT") and "FROM cases" in one]
    assert len(asked) == len([one for one in seen if "set_config" not in one]) == 1


def test_each_token_that_comes_reads_it_anew_and_a_job_that_is_done_again_answers_as_before(engine: sa.Engine) -> None:
    with engine.begin() as db:
        world = World(db)
        case_id = world.open_case(MOTHER)
    clock = Clock(None)
    known = (ThreadPoolExecutor(1), clock, Peers({}, None), Calendar(), Metrics(engine, clock, ()))  # type: ignore[arg-type]  # nobody is asked
    worker = Worker("", tuple(TASKS.values()), "intake", engine, *known)

    def told(element_instance_key: int) -> object:
        return worker.execute(TASKS[READ], _job(world, case_id, element_instance_key))["urgency"]

    assert told(1) == 1
    with engine.begin() as db:
        again = World(db, municipality_id=world.municipality_id)
        people.raise_emergency(db, again.ctx(), case_id, "食事も水もない")
    assert told(1) == 1
    assert told(2) == people.LIFE_IN_DANGER


def _job(world: World, case_id: str, element_instance_key: int) -> pyzeebe.Job:
    """In one instance, at one element: D4 is asked again after each answer."""
    return pyzeebe.Job(
        key=element_instance_key,
        type=READ,
        process_instance_key=world.instance,
        bpmn_process_id="subject-track",
        process_definition_version=1,
        process_definition_key=1,
        element_id="Task_ReadUrgency",
        element_instance_key=element_instance_key,
        custom_headers={},
        worker="intake",
        retries=5,
        deadline=0,
        variables={"municipalityId": world.municipality_id, "caseId": case_id},
    )
