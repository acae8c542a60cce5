"""`make chaos`: every cell of crash point and type, then random kills of any part while many cases run.

Prints what was lost, what was doubled and what stuck, and ends with 1 when there is any of it.
"""

import argparse
import random
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.faults import cells
from tests.faults.effects import Effects, everything, next_monday, settled, since
from tests.faults.patient import Patient, Reviver
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.player import Player
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.scenario import load
from tsunagi.homes import fresh, remove
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
SCENARIOS = sorted((REPO / "examples" / "scenarios").glob("*.json"))
OFFER = REPO / "tests" / "processes" / "offer.json"
ENGINES = ("zeebe", "kafka", "postgres")
FROZEN_SECONDS = (2.0, 10.0)
console = Console()


@contextmanager
def crashing_stack(name: str, plan: Path) -> Iterator[Stack]:
    """Everything up, with an empty plan, and a clock that can be moved."""
    home = fresh(name)
    with Stack(home, records=True, crashes=plan) as stack:
        stack.start()
        stack.clock.start()
        deploy_folder(REPO / "bpmn", stack.zeebe_grpc, "tests", name)
        cells.lay_out(plan, [])
        stack.start_services()
        yield stack
    remove(home)


def play(stack: Stack, file: Path) -> None:
    """From a Monday morning on: a deadline in business days depends on the hour at which its wait opens."""
    scenario, keeper = load(file), QuietKeeper(stack)
    keeper.advance_to(next_monday(keeper.now()))
    Player(Patient(stack, scenario.municipality), scenario, keeper).play()
    keeper.wait_until_quiet()


def grown(stack: Stack, files: list[Path], progress: Progress, what: str) -> Effects:
    """What playing these files adds."""
    before, task = everything(stack), progress.add_task(what, total=len(files))
    for file in files:
        play(stack, file)
        progress.advance(task)
    return since(before, everything(stack))


def every_cell(files: list[Path], progress: Progress) -> tuple[list[cells.Cell], int, list[str]]:
    """(cells that no scenario reaches, deaths, differences)."""
    with tempfile.TemporaryDirectory() as folder, crashing_stack("chaos-cells", Path(folder)) as stack:
        expected = grown(stack, files, progress, "calm")
        before = everything(stack)
        cells.lay_out(Path(folder), cells.of_all())
        with Reviver(stack) as reviver:
            grown(stack, files, progress, "every cell")
            return cells.left(Path(folder)), reviver.deaths, settled(stack, before, expected)


def random_kills(kills: int, cases: int, seed: int, progress: Progress) -> list[str]:
    """The differences after `kills` deaths and freezes while `cases` cases run, four at a time."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, crashing_stack("chaos-kills", Path(folder)) as stack:
        one = grown(stack, [OFFER], progress, "calm")
        before, task, over = everything(stack), progress.add_task("random kills", total=kills), threading.Event()

        def harass() -> None:
            for _ in range(kills):
                part = dice.choice((*SERVICES, *ENGINES))
                if dice.random() < 0.5:
                    stack.kill(part)
                    stack.restart(part)
                else:
                    stack.kill(part, signal.SIGSTOP)
                    over.wait(dice.uniform(*FROZEN_SECONDS))
                    stack.kill(part, signal.SIGCONT)
                progress.advance(task)

        with ThreadPoolExecutor(5) as pool:
            harassing = pool.submit(harass)
            playing = [pool.submit(play_without_clock, stack, OFFER) for _ in range(cases)]
            for each in [*playing, harassing]:
                each.result()
        return settled(stack, before, Effects({kind: count * cases for kind, count in one.items()}))


def play_without_clock(stack: Stack, file: Path) -> None:
    scenario = load(file)
    Player(Patient(stack, scenario.municipality), scenario, None).play()


def main() -> int:
    """Answers the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--cases", type=int, default=50)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options.add_argument("--scenario", action="append", type=Path, help="default: all of examples/scenarios")
    chosen = options.parse_args()
    with Progress(console=console) as progress:
        unreached, deaths, wrong_cells = every_cell(chosen.scenario or SCENARIOS, progress)
        wrong_kills = random_kills(chosen.kills, chosen.cases, chosen.seed, progress) if chosen.kills else []
    table = Table("part", "result", title=f"chaos, seed {chosen.seed}")
    table.add_row("cells", f"{len(cells.of_all()) - len(unreached)} of {len(cells.of_all())} reached, {deaths} deaths")
    table.add_row("lost / doubled, cells", "\n".join(wrong_cells) or "none")
    table.add_row("lost / doubled, random kills", "\n".join(wrong_kills) or "none")
    console.print(table)
    for cell in unreached:
        console.print("not reached:", *cell, style="dim")
    return 1 if wrong_cells or wrong_kills else 0


if __name__ == "__main__":
    sys.exit(main())
