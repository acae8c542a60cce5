"""Case numbers survive the telephone."""

import itertools

from kit.ids import check_digit, new_id, numbered


def test_a_case_number_has_year_serial_and_check_digit() -> None:
    assert numbered("R8", 123) == "R8-00123-2"


def test_every_single_wrong_digit_is_found() -> None:
    right = "800123"
    for position, digit in itertools.product(range(len(right)), "0123456789"):
        wrong = right[:position] + digit + right[position + 1 :]
        assert wrong == right or check_digit(wrong) != check_digit(right)


def test_ids_never_repeat_and_sort_by_their_making() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == len(ids)
