"""Pages of what a caller may see: a token says nothing of what stands between."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TypeVar

Row = TypeVar("Row")
View = TypeVar("View")

BATCH = 200
"""Rows read at once when what was read for a page was not all shown."""


def page(
    read: Callable[[str, int], Sequence[Row]],
    show: Callable[[Sequence[Row]], Iterable[View]],
    row_id: Callable[[Row], str],
    view_id: Callable[[View], str],
    *,
    before: str,
    limit: int,
) -> tuple[list[View], str]:
    """(a page, the token of the next one or ""). It is full where enough may be seen; the token is the last one's id.

    `read`: rows before an id, at most so many. `show`: what of them may be seen, in their order, taken one by one.
    """
    found: list[View] = []
    size = limit + 1
    while True:
        rows = read(before, size)
        found += islice(show(rows), limit + 1 - len(found))
        if len(found) > limit:
            return found[:limit], view_id(found[limit - 1])
        if len(rows) < size:
            return found, ""
        before, size = row_id(rows[-1]), BATCH
