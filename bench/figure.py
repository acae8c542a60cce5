"""One figure of a run, and how a ratio of two sides is taken: A, B, A, B …, one ratio per round."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Figure:
    """`value` is the median of the rounds, `min` and `max` their spread; `at_most` says on which side the goal lies."""

    name: str
    value: float
    min: float
    max: float
    goal: float
    at_most: bool = False
    note: str = ""

    @property
    def ok(self) -> bool:
        return self.value <= self.goal if self.at_most else self.value >= self.goal

    def row(self) -> dict[str, str | float | bool]:
        """As in results.json."""
        return {
            "name": self.name,
            "value": round(self.value, 3),
            "min": round(self.min, 3),
            "max": round(self.max, 3),
            "goal": self.goal,
            "ok": self.ok,
        }


def of_rounds(name: str, ratios: Iterable[float], goal: float, *, at_most: bool = False, note: str = "") -> Figure:
    found = sorted(ratios)
    return Figure(name, median(found), found[0], found[-1], goal, at_most, note)


def in_turn(rounds: int, a: Callable[[], T], b: Callable[[], T]) -> Iterator[tuple[T, T]]:
    """(A, B) per round. Who goes first changes every round, so that a load that grows favours neither."""
    for number in range(rounds):
        if number % 2:
            second = b()
            yield a(), second
        else:
            yield a(), b()


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest rank; `share` from 0 to 1."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]
