"""`make bench`: every figure of one run, as a table, as results.json and as a plot.

Ends with 1 when a goal is missed.
"""

import argparse
import json
import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.figure import Figure
from bench.handoffs import handoff_beside_kafka
from bench.memory import idle_beside_imports
from bench.plot import plot
from bench.protection import protection_on_and_off
from bench.relay import relay_beside_producer
from bench.rpcs import submit_beside_echo
from bench.stage import FULL, SMOKE, Sizes, Stage, stage
from bench.statements import statements_per_step
from bench.withdrawals import withdrawal_to_the_other_room
from bench.workers import drain_beside_steady, real_beside_noop

FOLDER = Path(__file__).parent
Measure = Callable[[Stage], Iterator[Figure]]
# Memory first, before anything ran.
MEASURES: tuple[Measure, ...] = (
    idle_beside_imports,
    real_beside_noop,
    handoff_beside_kafka,
    submit_beside_echo,
    protection_on_and_off,
    relay_beside_producer,
    drain_beside_steady,
    withdrawal_to_the_other_room,
    statements_per_step,
)
console = Console()


def run(sizes: Sizes, folder: Path, measures: Sequence[Measure] = MEASURES) -> list[Figure]:
    """Measures, prints, and leaves results.json and results.png in `folder`."""
    logging.getLogger("pyzeebe").setLevel(logging.ERROR)
    figures: list[Figure] = []
    began = time.monotonic()
    with stage(sizes) as prepared:
        for measure in measures:
            prepared.calm()
            for figure in measure(prepared):
                figures.append(figure)
                rows = [one.row() for one in figures]
                (folder / "results.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
                sign = "✓" if figure.ok else "✗"
                console.print(f"{time.monotonic() - began:5.0f} s  {sign} {figure.name}: {figure.value:.2f}")
        for table in prepared.tables:
            console.print(table)
    console.print(_table(figures))
    plot(figures, folder / "results.png")
    return figures


def _table(figures: Sequence[Figure]) -> Table:
    table = Table("figure", "median", "min-max", "goal", "", "", title="ratios of one run")
    for one in figures:
        goal = f"{'≤' if one.at_most else '≥'} {one.goal:g}"
        spread = f"{one.min:.2f}-{one.max:.2f}"
        table.add_row(one.name, f"{one.value:.2f}", spread, goal, "✓" if one.ok else "✗", one.note)
    return table


def main() -> int:
    """Answers the exit code."""
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--smoke", action="store_true", help="one tiny round of each figure, for the tests")
    options.add_argument("--only", action="append", choices=[one.__name__ for one in MEASURES])
    options.add_argument("--out", type=Path, default=FOLDER, help="folder for results.json and results.png")
    chosen = options.parse_args()
    measures = [one for one in MEASURES if one.__name__ in (chosen.only or [one.__name__])]
    figures = run(SMOKE if chosen.smoke else FULL, chosen.out, measures)
    return 0 if all(figure.ok for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
