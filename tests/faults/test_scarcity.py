"""Too little of something: the engine pushes back, or a disk is full. Starters wait, and nothing is dropped."""

import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.faults.chaos import OFFER, play_without_clock
from tests.faults.effects import Effects, everything, settled, since
from tests.faults.patient import Patient
from tests.public import as_actor, client
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.client import Refused
from tsunagi.demo.player import Player
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.scenario import Scenario, load
from tsunagi.homes import fresh, remove
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

BPMN = Path(__file__).parents[2] / "bpmn"
PUSHES_BACK = {"ZEEBE_BROKER_BACKPRESSURE_ALGORITHM": "fixed", "ZEEBE_BROKER_BACKPRESSURE_FIXED_LIMIT": "1"}
NOTICES_EARLY = {
    "ZEEBE_BROKER_DATA_DISK_FREESPACE_PROCESSING": "100MB",
    "ZEEBE_BROKER_DATA_DISK_FREESPACE_REPLICATION": "50MB",
    "ZEEBE_BROKER_DATA_DISK_MONITORINGINTERVAL": "1s",
}
CASES = 12
STARTERS = 3

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]


def up(stack: Stack) -> None:
    stack.start()
    deploy_folder(BPMN, stack.zeebe_grpc, "tests", "scarcity")
    stack.start_services()


def logged(stack: Stack, text: str) -> bool:
    return any(text in stack.log(name).read_text() for name in SERVICES)


def test_an_engine_that_pushes_back_slows_cases_down_and_loses_none() -> None:
    home = fresh("pushes-back")
    with Stack(home, records=True, engine_env=PUSHES_BACK) as stack:
        up(stack)
        empty = everything(stack)
        play_without_clock(stack, OFFER)
        QuietKeeper(stack).wait_until_quiet()
        one, before = since(empty, everything(stack)), everything(stack)
        with ThreadPoolExecutor(CASES) as pool:
            list(pool.map(lambda _: play_without_clock(stack, OFFER), range(CASES)))
        expected = Effects({kind: count * CASES for kind, count in one.items()})
        assert settled(stack, before, expected) == []
        assert logged(stack, "RESOURCE_EXHAUSTED") or logged(stack, "ZeebeBackPressureError"), "it did push back"
    remove(home)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of its own, which only root can make."""
    folder.mkdir(parents=True, exist_ok=True)
    argv = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path, keep_megabytes: int) -> Path:
    """All but `keep_megabytes`; to the brim for none."""
    block = disk / "filled"
    count = [f"count={shutil.disk_usage(disk).free // 2**20 - keep_megabytes}"] if keep_megabytes else []
    argv = ["dd", "if=/dev/zero", f"of={block}", "bs=1M", *count]
    subprocess.run(argv, capture_output=True, check=bool(keep_megabytes))
    return block


def disk_of(stack: Stack, part: str) -> Path:
    return stack.postgres_folder if part == "postgres" else stack.home / part / "data"


def suffers(stack: Stack, part: str) -> bool:
    """Whether the full disk is felt, each time by the call that meets it."""
    card = load(OFFER).actors["shimin"]
    again = {"channel": "CHANNEL_WINDOW", "concerns": ["DEBT"], "narrative": "困っていること。" * 2000}
    try:
        client(stack).call(card, "IntakeService.RegisterConsultation", "INTAKE", again)
    except Refused as refused:
        return part == "postgres" and refused.code in ("DATABASE_UNAVAILABLE", "UNAVAILABLE")
    if part == "kafka":
        return not stack.alive("kafka") or logged(stack, "kafka.send_failed")
    return part == "zeebe" and logged(stack, "RESOURCE_EXHAUSTED")


@pytest.mark.parametrize(("part", "megabytes"), [("zeebe", 500), ("postgres", 700), ("kafka", 400)])
def test_a_full_disk_stops_the_part_and_loses_nothing(part: str, megabytes: int) -> None:
    home = fresh(f"full-{part}")
    scenario = load(OFFER)
    with (
        Stack(home, records=True, engine_env=NOTICES_EARLY) as stack,
        small_disk(disk_of(stack, part), megabytes) as disk,
    ):
        try:
            up(stack)
            play_without_clock(stack, OFFER)
            block = fill(disk, keep_megabytes=60 if part == "zeebe" else 0)
            eventually(lambda: suffers(stack, part), seconds=120)
            for name in SERVICES:
                assert httpx.get(f"{stack.http(name)}/livez", timeout=30).status_code == 200
            begin = Scenario(scenario.id, scenario.title, scenario.municipality, scenario.actors, scenario.steps[:2])
            with ThreadPoolExecutor(STARTERS) as pool:
                starting = [
                    pool.submit(Player(Patient(stack, scenario.municipality), begin, None).play)
                    for _ in range(STARTERS)
                ]
                eventually(lambda: part == "postgres" or all(one.done() for one in starting), seconds=60)
                block.unlink()
                if not stack.alive(part):
                    stack.restart(part)
                begun = [one.result(180) for one in starting]
            coordinator = as_actor(stack, scenario.actors["coordinator"])
            for names in begun:
                eventually(
                    lambda case=names["case"]: coordinator("IntakeService.ListWorkItems", case_id=case)["work_items"],  # type: ignore[misc]
                    seconds=120,
                )
            QuietKeeper(stack).wait_until_quiet()
            play_without_clock(stack, OFFER)
        finally:
            stack.stop()
    remove(home)
