"""Intake dies at each point of a drawn step: the step is asked once, answered once, and the case goes on."""

from dataclasses import replace
from pathlib import Path

import pytest

from kit.user_task_jobs import JOB_TYPE
from tests.faults import cells
from tests.faults.chaos import PATIENCE_SECONDS, crashing_stack
from tests.faults.patient import Patient, Reviver
from tests.user_tasks.diagrams import with_call_ahead
from tests.user_tasks.test_user_tasks import GROUP, OFFER, UNTIL_SCREENED, answers
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.player import Player
from tsunagi.demo.scenario import load


@pytest.mark.timeout(900)
def test_a_drawn_step_is_asked_once_and_answered_once_whenever_its_owner_dies(tmp_path: Path) -> None:
    plan, whole = tmp_path / "plan", load(OFFER)
    with crashing_stack("drawn-step", plan) as stack:
        deploy_folder(with_call_ahead(tmp_path / "bpmn", "9.2.0"), stack.zeebe_grpc, "tests", "dies at a drawn step")
        cells.lay_out(plan, [cell for cell in cells.of_all() if cell[2] == JOB_TYPE])
        public = Patient(stack, whole.municipality)
        begun = replace(whole, steps=whole.steps[:UNTIL_SCREENED])

        def work(kind: str) -> list[str]:
            request = {"case_id": names["case"], "include_closed": True}
            listed = public.call(GROUP, "IntakeService.ListWorkItems", GROUP.purpose, request)
            return [one["subject"] for one in listed["work_items"] if one["kind"] == kind]

        with Reviver(stack) as reviver:
            names = Player(public, begun, None, patience_seconds=PATIENCE_SECONDS).play()
            eventually(lambda: reviver.deaths == 2, seconds=PATIENCE_SECONDS)
            (drawn,) = eventually(lambda: work("USER_TASK"), seconds=PATIENCE_SECONDS)
            answer = {"name": drawn, "answers": answers("GO_ON")}
            public.call(GROUP, "IntakeService.CompleteTask", GROUP.purpose, answer)
            eventually(lambda: work("ANSWER_HANDOFF"), seconds=PATIENCE_SECONDS)
        assert cells.left(plan) == []
        assert reviver.deaths == 3
        assert work("USER_TASK") == [drawn]
