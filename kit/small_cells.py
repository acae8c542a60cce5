"""Counts that are published: which must be hidden, so that nobody is known by them."""

from collections.abc import Collection, Iterable, Sequence

SMALLEST_SHOWN = 5
"""Cells of 1 to 4 are masked (section 4 of the domain note, our choice)."""


def hidden(counts: Sequence[int], small: Collection[int], families: Iterable[Collection[int]]) -> set[int]:
    """Positions in `counts` that are not shown: those that are `small`, and of a family in which what is hidden could
    be computed from what is shown the next smallest, until no family tells anything. A zero hides nothing.

    Of a family the sum is known, or the difference between some of it and the rest.
    """
    found, known, grown = set(small), [sorted(family) for family in families], True
    while grown:
        grown = False
        for family in known:
            shown = [at for at in family if at not in found and counts[at]]
            if shown and _is_told([counts[at] for at in family if at in found]):
                found.add(min(shown, key=counts.__getitem__))
                grown = True
    return found


def _is_told(masked: Sequence[int]) -> bool:
    """By what all of them add up to: the only one, and those of which each must be 1."""
    return len(masked) == 1 or 0 < sum(masked) == len(masked)
