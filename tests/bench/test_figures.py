"""How ratios are taken, judged and written down."""

from bench.figure import Figure, in_turn, of_rounds, percentile
from bench.statements import BUDGET, Allowance, Step


def test_a_figure_is_the_median_of_its_rounds_with_their_spread() -> None:
    figure = of_rounds("x", [0.9, 0.2, 0.5], 0.45)
    assert figure.row() == {"name": "x", "value": 0.5, "min": 0.2, "max": 0.9, "goal": 0.45, "ok": True}


def test_the_goal_lies_on_the_side_that_the_figure_says() -> None:
    assert not Figure("x", 0.4, 0.4, 0.4, 0.45).ok
    assert not Figure("x", 2.6, 2.6, 2.6, 2.5, at_most=True).ok
    assert Figure("x", 2.5, 2.5, 2.5, 2.5, at_most=True).ok


def test_the_sides_take_turns_in_going_first() -> None:
    order: list[str] = []

    def side(name: str) -> str:
        order.append(name)
        return name

    assert list(in_turn(3, lambda: side("a"), lambda: side("b"))) == [("a", "b")] * 3
    assert order == ["a", "b", "b", "a", "a", "b"]


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(number) for number in range(100, 0, -1)]
    assert percentile(values, 0.5) in (50.0, 51.0)
    assert percentile(values, 0.99) == 99.0
    assert percentile([7.0], 0.99) == 7.0


def test_a_step_beyond_its_budget_or_with_another_commit_is_a_problem() -> None:
    assert Step("x", 1, BUDGET, BUDGET, (1, 1)).problem({}) == ""
    assert Step("x", 1, BUDGET, BUDGET + 1, (1, 1)).problem({})
    listed = {"x": Allowance(BUDGET + 1, "two rows")}
    assert Step("x", 1, BUDGET, BUDGET + 1, (1, 1)).problem(listed) == ""
    assert Step("x", 1, BUDGET, BUDGET + 2, (1, 1)).problem(listed)
    assert Step("x", 1, BUDGET, BUDGET, (1, 2)).problem(listed)
    assert Step("x", 1, BUDGET, BUDGET, (0, 1)).problem({})
