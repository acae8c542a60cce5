"""`tsunagi bpmn deploy` at start-up never replaces what was deployed, and tells when the licence key is missing."""

import os
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).parents[2]
NOWHERE = "127.0.0.1:9"


def deploy(register: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "tsunagi", "bpmn", "deploy", "bpmn", "--who=t", "--why=t", f"--engine={NOWHERE}"]
    argv += [f"--register={register}", "--first-only"]
    env = {**os.environ, "CAMUNDA_LICENSE_KEY": "", **environment}
    return subprocess.run(argv, cwd=REPO, env=env, capture_output=True, text=True, check=False)


def test_what_was_deployed_before_is_left_alone_and_the_engine_is_not_even_asked(tmp_path: Path) -> None:
    register = tmp_path / "deployments.jsonl"
    register.write_text('{"files": {}}\n')
    done = deploy(register)
    assert (done.returncode, register.read_text()) == (0, '{"files": {}}\n')
    assert "CAMUNDA_LICENSE_KEY" in done.stderr
    assert "CAMUNDA_LICENSE_KEY" not in deploy(register, CAMUNDA_LICENSE_KEY="key").stderr
