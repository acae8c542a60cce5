"""Figures of each step's budget with its database: statements, and exactly one commit."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from rich.table import Table

from bench.figure import Figure
from bench.stage import REPO, Stage
from bench.stage import stage as prepared
from tsunagi.demo.player import Player
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.demo.run import client
from tsunagi.demo.scenario import load
from tsunagi.demo.sight import Sight
from tsunagi.ports import SERVICES

BUDGET = 4
SCENARIOS = REPO / "examples" / "scenarios"
SMOKE_SCENARIO = REPO / "tests" / "processes" / "offer.json"
LISTED = Path(__file__).parent / "over_budget.json"


@dataclass(frozen=True)
class Allowance:
    """More statements than the budget, and why."""

    statements: int
    reason: str


@dataclass(frozen=True)
class Step:
    """What one task type, rpc or event handler asked of its database, over all the times that it ran."""

    name: str
    times: int
    median: float
    most: int
    commits: tuple[int, int]
    """Fewest and most."""

    def problem(self, listed: Mapping[str, Allowance]) -> str:
        """Empty when within the budget, or within what the list allows."""
        allowed = listed[self.name].statements if self.name in listed else BUDGET
        if self.most > allowed:
            return f"{self.most} statements; {allowed} are allowed"
        return "" if self.commits == (1, 1) else f"{self.commits[0]} to {self.commits[1]} commits"


def statements_per_step(stage: Stage) -> Iterator[Figure]:
    """Plays the scenarios against services that count, on a stack of its own."""
    with prepared(stage.sizes, "bench-steps", counting=True) as own:
        steps = measure(own)
    listed = allowances()
    stage.tables.append(table(steps, listed))
    most = sorted(step.most for step in steps)
    unlisted = [step.name for step in steps if step.problem(listed)]
    # A figure is kept when every step is: the steps beyond the budget that no line allows.
    yield Figure("steps over budget that are not listed with a reason", len(unlisted), 0, len(unlisted), 0, True)
    note = f"{sum(one > BUDGET for one in most)} of {len(steps)} steps are listed"
    yield Figure("statements per step, median of steps", median(most), most[0], most[-1], BUDGET, True, note)
    commits = sorted(number for step in steps for number in step.commits)
    yield Figure("commits per step, most", commits[-1], commits[0], commits[-1], 1, True)


def allowances() -> dict[str, Allowance]:
    """Step → what it may ask, of the list's groups."""
    groups = json.loads(LISTED.read_text(encoding="utf-8"))
    return {name: Allowance(most, group["reason"]) for group in groups for name, most in sorted(group["steps"].items())}


def measure(stage: Stage) -> list[Step]:
    stack = stage.stack
    keeper = QuietKeeper(stack)
    for file in _scenarios(stage):
        scenario = load(file)
        Player(client(stack, scenario.municipality), scenario, keeper, sight=Sight(stack)).play()
    keeper.wait_until_quiet()
    return list(_steps(line for name in SERVICES for line in _lines(stack.statements_file(name))))


def _scenarios(stage: Stage) -> list[Path]:
    return sorted(SCENARIOS.glob("*.json")) if stage.sizes.every_scenario else [SMOKE_SCENARIO]


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text().splitlines():
        yield json.loads(line)


def _steps(lines: Iterable[dict[str, Any]]) -> Iterator[Step]:
    """Steps that failed rolled back, and are left out."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        if not line["failed"]:
            found[line["step"]].append(line)
    for name in sorted(found):
        statements = [line.get("statements", 0) for line in found[name]]
        commits = [line.get("commits", 0) for line in found[name]]
        yield Step(name, len(statements), median(statements), max(statements), (min(commits), max(commits)))


def table(steps: Iterable[Step], listed: Mapping[str, Allowance]) -> Table:
    shown = Table(title="statements and commits")
    shown.add_column("step", overflow="fold")
    for name in ("times", "median", "most", "commits", "listed because"):
        shown.add_column(name)
    for step in steps:
        reason = step.problem(listed) or (listed[step.name].reason if step.name in listed else "")
        commits = str(step.commits[0]) if len(set(step.commits)) == 1 else f"{step.commits[0]}-{step.commits[1]}"
        shown.add_row(step.name, str(step.times), f"{step.median:g}", str(step.most), commits, reason)
    return shown
