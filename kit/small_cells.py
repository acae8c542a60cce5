"""Counts that are published: which must be hidden, so that nobody is known by them."""

from collections.abc import Collection, Iterable, Sequence

SMALLEST_SHOWN = 5
"""Cells of 1 to 4 are masked (section 4 of the domain note, our choice)."""


def hidden(counts: Sequence[int], small: Collection[int], families: Iterable[Collection[int]]) -> set[int]:
    """Positions in `counts` that are not shown: those that are `small`, and where one is hidden alone in a family the
    next smallest of it, because it could be subtracted from the family's total. A zero hides nothing."""
    found = set(small)
    for family in families:
        shown = [at for at in family if at not in found and counts[at]]
        if len(found.intersection(family)) == 1 and shown:
            found.add(min(shown, key=counts.__getitem__))
    return found
