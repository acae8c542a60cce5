"""The figures as one picture: each ratio with its spread, in units of its goal."""

from collections.abc import Sequence
from pathlib import Path

from bench.figure import Figure

KEPT, MISSED = "tab:blue", "tab:red"


def plot(figures: Sequence[Figure], file: Path) -> None:
    """Left of 1 is better for figures with an upper goal, right of 1 for the others."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    shown = [figure for figure in figures if figure.goal]
    drawing, axes = pyplot.subplots(figsize=(10, 1 + 0.45 * len(shown)))
    for row, one in enumerate(reversed(shown)):
        color = KEPT if one.ok else MISSED
        axes.plot([one.min / one.goal, one.max / one.goal], [row, row], color=color, linewidth=2)
        axes.plot(one.value / one.goal, row, "o", color=color)
    names = [f"{one.name} {'≤' if one.at_most else '≥'} {one.goal:g}" for one in reversed(shown)]
    axes.set_yticks(range(len(names)), names)
    axes.axvline(1.0, color="gray", linestyle="--")
    axes.set_xlabel("median and min-max of the rounds / goal")
    drawing.tight_layout()
    drawing.savefig(file, dpi=120)
    pyplot.close(drawing)
