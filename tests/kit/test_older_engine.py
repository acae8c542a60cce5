"""An engine that was restored from an older backup gives itself away by its keys (tests/faults restores a real one)."""

from kit.reconcile import engines_older_than_database

FIRST, SECOND = 1 << 51, 2 << 51


def accused(*answers: int | None) -> set[str]:
    return {one.subject for one in engines_older_than_database(answers, {1: FIRST + 500, 2: SECOND + 10})}


def test_keys_that_grow_accuse_nobody() -> None:
    assert accused(FIRST + 501, SECOND + 11, None) == set()


def test_a_key_below_those_that_its_partition_gave_accuses_this_partition_only() -> None:
    assert accused(FIRST + 499, SECOND + 11) == {"partitions/1"}


def test_a_partition_that_is_not_known_yet_is_not_accused() -> None:
    assert accused((3 << 51) + 1) == set()
