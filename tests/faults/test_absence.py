"""A part is gone for a while: nobody has to act, nothing is dropped, the rate comes back, and probes tell the truth."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.faults.effects import Effects, everything, settled, since
from tests.faults.load import OFFER, Load
from tests.faults.operator import findings
from tests.public import as_actor, play
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo import quiet
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.scenario import load
from tsunagi.errors import StackError
from tsunagi.homes import fresh, remove
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
LONG = pytest.mark.long
GONE_SECONDS = 60.0
BACK_SECONDS = 30.0
WINDOW_SECONDS = 10.0
STEADY_SECONDS = 20.0
# A restarted engine is a cold one: it is compared with itself when it was warm.
REGAINED = 0.5
STARTERS = 5


@pytest.fixture(scope="module")
def running() -> Iterator[Stack]:
    home = fresh("absence")
    with Stack(home, records=True) as stack:
        stack.start()
        deploy_folder(REPO / "bpmn", stack.zeebe_grpc, "tests", "absence")
        stack.start_services()
        yield stack
    remove(home)


def test_whoever_waits_for_quiet_asks_the_engine_too(running: Stack, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = QuietKeeper(running)
    keeper.wait_until_quiet()
    running.kill("zeebe", signal.SIGSTOP)
    try:
        monkeypatch.setattr(quiet, "PATIENCE_SECONDS", 0.0)
        with pytest.raises(StackError, match="zeebe"):
            keeper.wait_until_quiet()
    finally:
        running.kill("zeebe", signal.SIGCONT)
    monkeypatch.undo()
    keeper.wait_until_quiet()


@pytest.mark.timeout(900)
@LONG
@pytest.mark.parametrize("part", ["postgres", "kafka", "zeebe", "intake"])
def test_the_rate_is_back_in_half_a_minute_and_nobody_had_to_act(
    running: Stack, part: str, record_property: Callable[[str, object], None]
) -> None:
    empty = everything(running)
    play(running, OFFER)
    QuietKeeper(running).wait_until_quiet()
    one, before = since(empty, everything(running)), everything(running)
    with Load(running) as cases:
        steady = cases.steady(STEADY_SECONDS)
        assert steady > 0
        running.kill(part)
        gone = time.monotonic()
        eventually(lambda: time.monotonic() > gone + GONE_SECONDS, seconds=2 * GONE_SECONDS)
        running.restart(part)
        back = time.monotonic()
        eventually(lambda: cases.rate(WINDOW_SECONDS) >= REGAINED * steady, seconds=BACK_SECONDS + WINDOW_SECONDS)
        record_property("steady cases a second", round(steady, 2))
        record_property("seconds until the rate was back", round(time.monotonic() - back, 1))
    expected = Effects({kind: count * cases.count for kind, count in one.items()})
    assert settled(running, before, expected) == []


def probe(stack: Stack, service: str, path: str) -> tuple[int, dict[str, Any]]:
    answer = httpx.get(f"{stack.http(service)}/{path}", timeout=30)
    return answer.status_code, answer.json()


def doctor(stack: Stack) -> str:
    argv = [sys.executable, "-m", "tsunagi", "doctor", "--running"]
    argv += [f"--at={stack.http(service)}" for service in SERVICES]
    return subprocess.run(argv, cwd=REPO, capture_output=True, text=True, check=False, env={"COLUMNS": "200"}).stdout


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("gone_seconds", [45, pytest.param(600, marks=LONG)])
def test_without_the_engine_calls_are_taken_and_what_they_start_waits(running: Stack, gone_seconds: float) -> None:
    eventually(lambda: all(probe(running, name, "readyz")[0] == 200 for name in SERVICES), seconds=60)
    running.kill("zeebe")
    gone = time.monotonic()
    begun = [play(running, OFFER, until=4)[1] for _ in range(STARTERS)]
    eventually(lambda: all(probe(running, name, "readyz")[1]["in_hand"]["silent"] for name in SERVICES), seconds=90)
    eventually(lambda: time.monotonic() > gone + gone_seconds, seconds=2 * gone_seconds)
    for name in SERVICES:
        assert probe(running, name, "livez") == (200, {"reasons": []}), "a restart of the service would help nobody"
        assert probe(running, name, "readyz")[0] == 200
    assert probe(running, "intake", "readyz")[1]["in_hand"]["events"] >= STARTERS
    assert "ENGINE_SILENT" in doctor(running)
    running.restart("zeebe")
    coordinator = as_actor(running, load(OFFER).actors["coordinator"])
    for names in begun:
        eventually(
            lambda case=names["case"]: coordinator("IntakeService.ListWorkItems", case_id=case)["work_items"],  # type: ignore[misc]
            seconds=60,
        )
    eventually(lambda: not any(probe(running, name, "readyz")[1]["in_hand"]["silent"] for name in SERVICES))
    assert all(findings(running, name) == [] for name in SERVICES)


@pytest.mark.timeout(600)
def test_without_its_database_a_service_lives_and_is_not_ready(running: Stack) -> None:
    running.kill("postgres")
    try:
        for name in SERVICES:
            eventually(lambda name=name: probe(running, name, "readyz")[0] == 503, seconds=60)  # type: ignore[misc]
            assert "DATABASE_UNAVAILABLE" in probe(running, name, "readyz")[1]["reasons"]
            assert probe(running, name, "livez") == (200, {"reasons": []})
    finally:
        running.restart("postgres")
    eventually(lambda: all(probe(running, name, "readyz")[0] == 200 for name in SERVICES), seconds=60)
