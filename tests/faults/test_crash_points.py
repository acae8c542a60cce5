"""A service that dies at a named point loses nothing and doubles nothing. `make chaos` goes through every cell."""

import subprocess
import sys
from pathlib import Path

import pytest

from kit.user_task_jobs import JOB_TYPE
from tests.faults import cells
from tests.faults.chaos import REPO, crashing_stack, play, twice
from tests.faults.effects import everything, settled
from tests.faults.patient import Reviver

SCENARIO = REPO / "examples" / "scenarios" / "declined-then-taken.json"
RPC, EVENT = "tsunagi.intake.v1.IntakeService", "tsunagi.intake.v1"
PLANNED = [
    ("intake", "before-commit", f"{RPC}.RegisterConsultation"),
    ("intake", "after-commit", f"{RPC}.DeclineHandoff"),
    ("intake", "after-kafka-ack", f"{EVENT}.ConsultationReceived"),
    ("intake", "after-engine-ack", f"{EVENT}.HandoffAnswered"),
    ("intake", "before-commit", "intake.prepare-handoff"),
    ("intake", "after-commit", "intake.offer-handoff"),
    ("intake", "before-complete-job", "intake.confirm-handoff"),
    ("consent", "after-commit", "tsunagi.consent.v1.ConsentService.RecordConsent"),
]


def test_only_cells_that_there_are_need_no_scenario() -> None:
    known = {(service, kind) for service, _point, kind in cells.of_all()}
    assert cells.NOT_REACHED.keys() <= known


def test_a_cell_may_wait_for_its_nth_passage(tmp_path: Path) -> None:
    cells.lay_out(tmp_path, [("intake", "after-commit", "some.Type")], hit=3)
    passes = "from pathlib import Path\nfrom kit import crash\nimport sys\ncrash.arm(Path(sys.argv[1]))\n"
    passes += "for number in range(5): print(number, flush=True); crash.at('after-commit', 'some.Type')"
    argv = [sys.executable, "-c", passes, str(tmp_path / "intake")]
    died = subprocess.run(argv, cwd=REPO, capture_output=True, text=True, check=False)
    assert (died.returncode, died.stdout.split()) == (137, ["0", "1", "2"])
    survived = subprocess.run(argv, cwd=REPO, capture_output=True, text=True, check=False)
    assert survived.returncode == 0, "each kills once"


def test_a_step_that_was_drawn_without_code_has_its_cells() -> None:
    drawn = [(service, point) for service, point, kind in cells.of_all() if kind == JOB_TYPE]
    assert drawn == [("intake", point) for point in ("before-commit", "after-commit", "before-complete-job")]


@pytest.mark.timeout(900)
def test_a_service_that_dies_at_a_point_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    assert set(PLANNED) <= set(cells.of_all())
    with crashing_stack("crash-points", tmp_path) as stack:
        expected = twice(stack, SCENARIO)
        calm = everything(stack)
        cells.lay_out(tmp_path, PLANNED)
        with Reviver(stack) as reviver:
            play(stack, SCENARIO)
        assert cells.left(tmp_path) == []
        assert reviver.deaths == len(PLANNED)
        assert settled(stack, calm, expected) == []
