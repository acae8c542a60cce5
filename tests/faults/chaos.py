"""`make chaos`: every cell of crash point and type, then random kills of any part while many cases run.

Prints what was lost, what was doubled and what stuck, and ends with 1 when there is any of it, or when a cell was not
reached that has no reason in tests/faults/cells.py.
"""

import argparse
import random
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from kit.zeebe_adapter import LEASE_MS
from tests.faults import cells
from tests.faults.effects import Effects, differences, everything, next_monday, settled, since
from tests.faults.patient import Patient, Reviver
from tests.waiting import eventually
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.demo import rpcs
from tsunagi.demo.client import Refused
from tsunagi.demo.player import Player, Unexpected
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.scenario import ActorCard, load
from tsunagi.demo.sight import Sight
from tsunagi.errors import StackError
from tsunagi.homes import fresh, remove
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

REPO = Path(__file__).parents[2]
SCENARIOS = sorted((REPO / "examples" / "scenarios").glob("*.json"))
OFFER = REPO / "tests" / "processes" / "offer.json"
# One agency; a plan with its meeting and handoffs; a 支援会議 and outreach. No step moves the clock.
KINDS = (OFFER, *(REPO / "tests" / "faults" / f"{kind}_consent.json" for kind in ("with", "without")))
ENGINES = ("zeebe", "kafka", "postgres")
FROZEN_SECONDS = (2.0, 10.0)
AHEAD, AT_ONCE = 4, 12
# A job whose holder dies is handed out again after its lease, and the next holder may die, too.
PATIENCE_SECONDS = 10 * LEASE_MS / 1000
LATE = timedelta(minutes=30)
NEVER = datetime.max.replace(tzinfo=UTC)
console = Console()


@dataclass
class Outcome:
    """What a disturbed run did otherwise than the calm one: `stuck` names the case and what it still waits for."""

    wrong: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    since: dict[str, str] = field(default_factory=dict)
    """Each difference with the scenario after which it was first seen; one that goes again was a matter of time."""

    def watch(self, playing: Callable[[], object], name: str) -> None:
        """A case that does not go on is stuck; the other cases do."""
        try:
            playing()
        except (Unexpected, Refused, StackError, AssertionError) as error:
            self.stuck.append(f"stuck: {name}: {error}")

    def otherwise(self, name: str, differing: list[str]) -> None:
        for one in differing:
            self.since.setdefault(one, name)


class LateKeeper(QuietKeeper):
    """Comes late to every deadline, to one after the other, and acts when all that fell due has fired.

    A death moves the clock by a lease, so that waits which open in one second fall due minutes apart: no run may act
    between two of them when another does not. Nor may a reminder and the deadline behind it, which lie days apart, fire
    side by side.
    """

    def __init__(self, stack: Stack) -> None:
        super().__init__(stack, PATIENCE_SECONDS)
        self._records = stack.records

    def advance_to(self, moment: datetime) -> None:
        self.wait_until_quiet()
        while (due := self._first_due()) < moment:
            self._pass(due + LATE)
        self._pass(moment + LATE)

    def _pass(self, moment: datetime) -> None:
        super().advance_to(moment)
        eventually(lambda: self._first_due() > self.now(), seconds=PATIENCE_SECONDS)
        self.wait_until_quiet()

    def _first_due(self) -> datetime:
        """When the next timer fires that has not yet; NEVER where none waits."""
        waiting: dict[int, int] = {}
        for record in self._records("TIMER"):
            if record["intent"] == "CREATED":
                waiting[record["key"]] = record["value"]["dueDate"]
            elif record["intent"] in ("TRIGGERED", "CANCELED"):
                waiting.pop(record["key"], None)
        return datetime.fromtimestamp(min(waiting.values()) / 1000, UTC) if waiting else NEVER


class Settled(Patient):
    """Writes only when what the write before it began has come as far as it can by itself.

    Where a scenario does not wait, two steps run side by side; after a death the other one may be first.
    """

    def __init__(self, stack: Stack, municipality: str, keeper: QuietKeeper) -> None:
        super().__init__(stack, municipality)
        self._keeper = keeper

    def call(self, card: ActorCard, rpc: str, purpose: str, request: Mapping[str, Any]) -> dict[str, Any]:
        if rpcs.is_write(rpc):
            self._keeper.wait_until_quiet()
        return super().call(card, rpc, purpose, request)


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


def play(stack: Stack, file: Path, morning: datetime | None = None) -> None:
    """From a Monday morning on: a deadline in business days depends on the hour at which its wait opens."""
    scenario, keeper = load(file), LateKeeper(stack)
    keeper.advance_to(morning or next_monday(keeper.now()))
    Player(Settled(stack, scenario.municipality, keeper), scenario, keeper, sight=Sight(stack)).play()
    keeper.wait_until_quiet()


@dataclass(frozen=True)
class Calm:
    """A scenario played undisturbed: when it began, and everything that was done once it and those before it ended."""

    file: Path
    morning: datetime
    after: Effects


def calmly(stack: Stack, files: list[Path], progress: Progress) -> list[Calm]:
    task = progress.add_task("calm", total=len(files))
    played = []
    for file in files:
        morning = next_monday(stack.clock.now())
        play(stack, file, morning)
        played.append(Calm(file, morning, everything(stack)))
        progress.advance(task)
    return played


def evening(stack: Stack) -> Effects:
    """Everything that was done, half a day after the last scenario: when one begins, reminders of others fall due."""
    keeper = QuietKeeper(stack, PATIENCE_SECONDS)
    keeper.advance_to(keeper.now() + timedelta(hours=12))
    keeper.wait_until_quiet()
    return everything(stack)


def every_cell(files: list[Path], hit: int, progress: Progress) -> tuple[list[cells.Cell], int, Outcome]:
    """(cells that no scenario reaches, deaths, what went otherwise): each cell kills at its `hit`-th passage.

    Both runs begin with nothing and each scenario on the same morning in both: cases of earlier ones stay open, and
    their reminders fall on the same days of the same scenarios.
    """
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        with crashing_stack("chaos-calm", Path(folder)) as stack:
            played = calmly(stack, files, progress)
            expected = evening(stack)
        with crashing_stack("chaos-cells", Path(folder)) as stack:
            task = progress.add_task("every cell", total=len(files))
            cells.lay_out(Path(folder), cells.of_all(), hit)
            with Reviver(stack) as reviver:
                for calm in played:
                    outcome.watch(lambda calm=calm: play(stack, calm.file, calm.morning), calm.file.stem)  # type: ignore[misc]
                    outcome.otherwise(calm.file.stem, differences(calm.after, everything(stack)))
                    progress.advance(task)
                outcome.watch(lambda: evening(stack), "the last evening")
                outcome.wrong = settled(stack, Effects(), expected)
            return cells.left(Path(folder)), reviver.deaths, outcome


def one_of_each(stack: Stack) -> list[Effects]:
    """What a case of each of KINDS adds undisturbed."""
    found, keeper = [], QuietKeeper(stack, PATIENCE_SECONDS)
    for kind in KINDS:
        before = everything(stack)
        play_without_clock(stack, kind)
        keeper.wait_until_quiet()
        found.append(since(before, everything(stack)))
    return found


def of_cases(each: list[Effects], cases: int) -> Effects:
    """What so many cases add, one kind after the other."""
    return sum((each[number % len(each)] for number in range(cases)), Effects())


def twice(stack: Stack, file: Path) -> Effects:
    """What playing this file undisturbed adds, once the city studies what it lacks: a gap is raised only once."""
    play(stack, file)
    before = everything(stack)
    play(stack, file)
    return since(before, everything(stack))


def random_kills(kills: int, cases: int, seed: int, progress: Progress) -> Outcome:
    """`kills` deaths and freezes of any part, one after the other, while `cases` cases begin evenly among them."""
    dice, outcome = random.Random(seed), Outcome()
    with tempfile.TemporaryDirectory() as folder, crashing_stack("chaos-kills", Path(folder)) as stack:
        each = one_of_each(stack)
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
            outcome.watch(lambda: play_without_clock(stack, KINDS[number % len(KINDS)]), f"case {number}")

        with ThreadPoolExecutor(AT_ONCE + 1) as pool:
            harassing = pool.submit(harass)
            list(pool.map(case, range(cases)))
            harassing.result()
        outcome.wrong = settled(stack, before, of_cases(each, cases))
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
        wrong = [f"{one}  (since {outcome.since.get(one, 'the end')})" for one in outcome.wrong]
        table.add_row(f"lost / doubled, {name}", "\n".join(wrong) or "none")
        table.add_row(f"stuck, {name}", "\n".join(outcome.stuck) or "none")
    console.print(table)
    missed = [cell for cell in unreached if (cell[0], cell[2]) not in cells.NOT_REACHED]
    for cell in unreached:
        why = cells.NOT_REACHED.get((cell[0], cell[2]), "")
        console.print("not reached:", *cell, f"({why})" if why else "", style="dim")
    failed = any(outcome.wrong or outcome.stuck for _name, outcome in outcomes)
    return 1 if failed or (missed and not chosen.scenario) else 0


if __name__ == "__main__":
    sys.exit(main())
