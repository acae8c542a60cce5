"""Which figures of a report add up with each other, so that what one of them hides the others do not tell (P-011)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

GAPS, COUNTING_GAPS, GAPS_RAISED = "gaps", "plans", "RESOURCE_GAPS_RAISED"
"""The group of listed gaps; among which group's figures they are counted once more, and as what."""
TWO_NAMES = 2
TOTALS = {
    "HANDOFFS_BETWEEN": "HANDOFFS_OFFERED",
    "HANDOFFS_STALLED": "HANDOFF_ANSWER_TIMES.LATE",
    "HANDOFF_ANSWERS": "HANDOFFS_OFFERED",
    "HANDOFF_ANSWER_TIMES": "HANDOFFS_OFFERED",
    "HOST_LINKS": "HOST_CHOICES.YES",
}
"""Beginning of codes → the figure of another beginning to which all of them add up."""
OF_ONE_AGENCY = ("HANDOFFS_BETWEEN.*.{}", "HANDOFF_ANSWERS_OF.{}.*", "HANDOFF_ANSWER_TIMES_OF.{}.*")
"""What an agency was offered, what it answered, and when: each adds up to the same where all was answered."""


class Cell(NamedTuple):
    """A figure of a report."""

    group: str
    code: str
    area: str
    number: int


class Pattern(NamedTuple):
    """What several codes have in common."""

    group: str
    text: str

    @property
    def is_whole(self) -> bool:
        return self.text.endswith(".*.*")


def families(cells: Sequence[Cell]) -> list[set[int]]:
    """Positions of cells that have a pattern in common, and, for each figure to which they add up, with that.

    All that name two are a family only with such a total.
    """
    at = {cell[:2]: place for place, cell in enumerate(cells) if cell.group != GAPS}
    parts: dict[Pattern, set[int]] = defaultdict(set)
    totals: dict[Pattern, tuple[str, ...]] = {}
    for place, cell in enumerate(cells):
        for pattern, named in _patterns(cell):
            parts[pattern].add(place)
            totals[pattern] = named
    sums = {pattern: sum(cells[place].number for place in found) for pattern, found in parts.items()}
    known = [found for pattern, found in parts.items() if not pattern.is_whole]
    for pattern, found in parts.items():
        named_at = (at.get((pattern.group, code)) for code in totals[pattern])
        known += [found | {one} for one in named_at if one is not None and cells[one].number == sums[pattern]]
    return [*known, *_of_one_agency(parts, sums)]


def _patterns(cell: Cell) -> Iterator[tuple[Pattern, tuple[str, ...]]]:
    """(a pattern, codes of figures to which all cells that have it may add up)."""
    if cell.group == GAPS:
        yield Pattern(COUNTING_GAPS, f"{GAPS}.{cell.code}.*"), (f"{GAPS_RAISED}.NEED.{cell.code}",)
        yield Pattern(COUNTING_GAPS, f"{GAPS}.*.{cell.area}"), (f"{GAPS_RAISED}.AREA.{cell.area}",)
        yield Pattern(COUNTING_GAPS, f"{GAPS}.*.*"), (GAPS_RAISED,)
        return
    stem, _dot, leaf = cell.code.rpartition(".")
    head = cell.code.partition(".")[0]
    if stem:
        yield Pattern(cell.group, f"{stem}.*"), (stem, stem.rpartition(".")[0], TOTALS.get(stem, ""))
    if cell.code.count(".") >= TWO_NAMES:
        same_leaf = (f"{head.removesuffix('_OF')}.{leaf}", f"HANDOFF_ANSWER_TIMES_OF.{leaf}.LATE")
        yield Pattern(cell.group, f"{head}.*.{leaf}"), same_leaf
        yield Pattern(cell.group, f"{head}.*.*"), (TOTALS.get(head, ""),)


def _of_one_agency(parts: Mapping[Pattern, set[int]], sums: Mapping[Pattern, int]) -> Iterator[set[int]]:
    named = {(pattern.group, name) for pattern in parts for name in pattern.text.split(".")}
    for group, agency in sorted(named):
        of = [pattern for text in OF_ONE_AGENCY if (pattern := Pattern(group, text.format(agency))) in parts]
        yield from (parts[one] | parts[other] for one, other in combinations(of, 2) if sums[one] == sums[other])
