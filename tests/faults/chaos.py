"""`make chaos`: every cell of crash point and type, then random kills of any part while many cases run.

Prints what was lost, what was doubled and what stuck, and ends with 1 when there is any of it.
"""

import argparse
import random
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from kit.zeebe_adapter import LEASE_MS
from tests.faults import cells
from tests.faults.effects import Effects, everything, next_monday, settled, since
from tests.faults.patient import Patient, Reviver
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo.client import Refused
from tsunagi.demo.player import Player, Unexpected
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.scenario import load
from tsunagi.demo.sight import Sight
from tsunagi.errors import StackError
from tsunagi.homes import fresh, remove
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
SCENARIOS = sorted((REPO / "examples" / "scenarios").glob("*.json"))
OFFER = REPO / "tests" / "processes" / "offer.json"
ENGINES = ("zeebe", "kafka", "postgres")
FROZEN_SECONDS = (2.0, 10.0)
AHEAD, AT_ONCE = 4, 12
# A job whose holder dies is handed out again after its lease, and the next holder may die, too.
PATIENCE_SECONDS = 10 * LEASE_MS / 1000
console = Console()


@dataclass
class Outcome:
    """What a disturbed run did otherwise than the calm one: `stuck` names the case and what it still waits for."""

    wrong: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)

    def watch(self, playing: Callable[[], None], name: str) -> None:
        """A case that does not go on is stuck; the other cases do."""
        try:
            playing()
        except (Unexpected, Refused, StackError, AssertionError) as error:
            self.stuck.append(f"stuck: {name}: {error}")


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
    Player(Patient(stack, scenario.municipality), scenario, keeper, sight=Sight(stack)).play()
    keeper.wait_until_quiet()


def grown(stack: Stack, files: list[Path], progress: Progress) -> Effects:
    """What playing these files undisturbed adds, once the city studies what it lacks: a gap is raised only once."""
    task = progress.add_task("calm", total=2 * len(files))

    def once() -> Effects:
        before = everything(stack)
        for file in files:
            play(stack, file)
            progress.advance(task)
        return since(before, everything(stack))

    once()
    return once()


def every_cell(files: list[Path], hit: int, progress: Progress) -> tuple[list[cells.Cell], int, Outcome]:
    """(cells that no scenario reaches, deaths, what went otherwise): each cell kills at its `hit`-th passage."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder, crashing_stack("chaos-cells", Path(folder)) as stack:
        expected = grown(stack, files, progress)
        before, task = everything(stack), progress.add_task("every cell", total=len(files))
        cells.lay_out(Path(folder), cells.of_all(), hit)
        with Reviver(stack) as reviver:
            for file in files:
                outcome.watch(lambda file=file: play(stack, file), file.stem)  # type: ignore[misc]
                progress.advance(task)
            outcome.wrong = settled(stack, before, expected)
        return cells.left(Path(folder)), reviver.deaths, outcome


def random_kills(kills: int, cases: int, seed: int, progress: Progress) -> Outcome:
    """`kills` deaths and freezes of any part, one after the other, while `cases` cases begin evenly among them."""
    dice, outcome = random.Random(seed), Outcome()
    with tempfile.TemporaryDirectory() as folder, crashing_stack("chaos-kills", Path(folder)) as stack:
        one = grown(stack, [OFFER], progress)
        before, task, over = everything(stack), progress.add_task("random kills", total=kills), threading.Event()
        may_begin = threading.Semaphore(AHEAD)

        def harass() -> None:
            for number in range(kills):
                part = dice.choice((*SERVICES, *ENGINES))
                if dice.random() < 0.5:
                    stack.kill(part)
                    stack.restart(part)
                else:
                    stack.kill(part, signal.SIGSTOP)
                    over.wait(dice.uniform(*FROZEN_SECONDS))
                    stack.kill(part, signal.SIGCONT)
                progress.advance(task)
                for _ in range(cases * (number + 1) // kills - cases * number // kills):
                    may_begin.release()

        def case(number: int) -> None:
            may_begin.acquire()
            outcome.watch(lambda: play_without_clock(stack, OFFER), f"case {number}")

        with ThreadPoolExecutor(AT_ONCE + 1) as pool:
            harassing = pool.submit(harass)
            list(pool.map(case, range(cases)))
            harassing.result()
        outcome.wrong = settled(stack, before, Effects({kind: count * cases for kind, count in one.items()}))
    return outcome


def play_without_clock(stack: Stack, file: Path) -> None:
    scenario = load(file)
    Player(Patient(stack, scenario.municipality), scenario, None, patience_seconds=PATIENCE_SECONDS).play()


def main() -> int:
    """Answers the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--cases", type=int, default=50)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options.add_argument("--scenario", action="append", type=Path, help="default: all of examples/scenarios")
    options.add_argument("--hit", type=int, default=1, help="a cell kills at its n-th passage")
    options.add_argument("--no-cells", action="store_true", help="random kills only")
    chosen = options.parse_args()
    table = Table("part", "result", title=f"chaos, seed {chosen.seed}")
    outcomes, unreached = [], list[cells.Cell]()
    with Progress(console=console) as progress:
        if not chosen.no_cells:
            unreached, deaths, outcome = every_cell(chosen.scenario or SCENARIOS, chosen.hit, progress)
            table.add_row("cells", f"{len(cells.of_all()) - len(unreached)} of {len(cells.of_all())}, {deaths} deaths")
            outcomes.append(("cells", outcome))
        if chosen.kills:
            outcomes.append(("random kills", random_kills(chosen.kills, chosen.cases, chosen.seed, progress)))
    for name, outcome in outcomes:
        table.add_row(f"lost / doubled, {name}", "\n".join(outcome.wrong) or "none")
        table.add_row(f"stuck, {name}", "\n".join(outcome.stuck) or "none")
    console.print(table)
    for cell in unreached:
        console.print("not reached:", *cell, style="dim")
    return 1 if any(outcome.wrong or outcome.stuck for _name, outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
