"""Every exception E1–E12 in every state of a case: what it does in each service, or why it cannot be.

`make test` plays each state and each exception at least once, `make test-long` the rest.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest

from kit.calendar import Calendar
from pb.tsunagi.intake.v1 import service_pb2 as intake
from tests.exceptions.board import Board, Played, all_processes, diagram_places, matrix, tree
from tsunagi.demo.quiet import QuietKeeper
from tsunagi.stack import Stack

EXCEPTIONS = tuple(f"E{number}" for number in range(1, 13))
MATRIX = matrix()
PLAYERS = 6
Cell = tuple[str, str]
CELLS: list[Cell] = [(state, one) for state in MATRIX["states"] for one in EXCEPTIONS]


def reduced() -> set[Cell]:
    """Each effect once, each state once (another exception for each), each exception at least once."""
    moving = [cell for cell in CELLS if "effect" in MATRIX["cells"][cell[0]][cell[1]]]
    chosen: dict[str, Cell] = {}
    for state, exception in moving:
        chosen.setdefault(MATRIX["cells"][state][exception]["effect"], (state, exception))
    for number, state in enumerate(MATRIX["states"]):
        there = [cell for cell in moving if cell[0] == state]
        if state not in {cell[0] for cell in chosen.values()}:
            chosen[state] = there[number % len(there)]
    return set(chosen.values())


REDUCED = reduced()


@pytest.fixture(scope="module")
def played(request: pytest.FixtureRequest, stack: Stack) -> dict[Cell, Played]:
    """The cells that this run selected, side by side on one stack; then one move of the clock for those that wait."""
    selected = [cell for item in request.session.items for cell in _cell_of(item)]
    keeper = QuietKeeper(stack)
    board = Board(stack, keeper)
    found = {cell: Played(*cell) for cell in selected}
    _each(board.play, found.values())
    keeper.wait_until_quiet()
    _each(board.check, [one for one in found.values() if not one.waits])
    for wait in sorted({one.waits for one in found.values() if one.waits}):
        keeper.advance_to(Calendar().due(wait, keeper.now()))
        waiting = [one for one in found.values() if one.waits == wait]
        _each(board.meet, waiting)
        keeper.wait_until_quiet()
        _each(board.check, waiting)
    return found


def _cell_of(item: pytest.Item) -> list[Cell]:
    parameters = getattr(item, "callspec", None)
    return [parameters.params["cell"]] if parameters is not None and "cell" in parameters.params else []


def _each(do: Callable[[Played], None], plays: Iterable[Played]) -> None:
    """What goes wrong is kept with its cell, for that cell's own test."""

    def one(play: Played) -> None:
        if play.failure:
            return
        try:
            do(play)
        except Exception as error:
            play.failure = f"{type(error).__name__}: {error}"

    with ThreadPoolExecutor(PLAYERS) as pool:
        list(pool.map(one, plays))


@pytest.mark.plan("P-016", "P-024", "P-027")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    "cell",
    [pytest.param(cell, id="-".join(cell), marks=[] if cell in REDUCED else pytest.mark.long) for cell in CELLS],
)
def test_an_exception_has_its_effect_in_every_service_and_nobody_is_lost(
    played: dict[Cell, Played], cell: Cell
) -> None:
    assert played[cell].failure == ""


def test_no_cell_is_missing_and_none_is_beside_the_matrix() -> None:
    assert tuple(MATRIX["exceptions"]) == EXCEPTIONS
    assert set(MATRIX["cells"]) == set(MATRIX["states"])
    assert {state: tuple(row) for state, row in MATRIX["cells"].items()} == dict.fromkeys(MATRIX["states"], EXCEPTIONS)


def test_every_place_where_a_case_can_stand_belongs_to_a_state() -> None:
    """Derived from the diagrams: the waits and calls of the processes that carry a case."""
    claimed = [place for state in MATRIX["states"].values() for place in state["places"]]
    assert set(claimed) == diagram_places()
    mains = [state["places"][0] for state in MATRIX["states"].values() if state["places"]]
    assert len(mains) == len(set(mains))


def test_every_process_carries_a_case_or_says_why_it_has_no_state() -> None:
    """A process that no case calls begins by a message of its own, and the case never waits for it."""
    assert set(MATRIX["beside"]) == all_processes() - tree()
    assert all(MATRIX["beside"].values())


def test_every_state_of_a_consultation_belongs_to_one_state() -> None:
    """Derived from intake's own enumeration."""
    names = [name.removeprefix("STATE_") for name, _number in intake.Consultation.State.items()]
    claimed = [name for state in MATRIX["states"].values() for name in state.get("consultation", [])]
    assert sorted(claimed) == sorted(set(names) - {"UNSPECIFIED"})


def test_every_cell_says_its_effect_its_refusal_or_why_it_cannot_be() -> None:
    for state, row in MATRIX["cells"].items():
        for exception, cell in row.items():
            (kind,) = {"effect", "refused", "nothing"} & set(cell)
            named = {"effect": "effects", "nothing": "nothing"}.get(kind)
            assert cell[kind] in MATRIX[named] if named else cell["because"], (state, exception)


def test_the_reduced_form_has_every_state_and_every_exception() -> None:
    assert {state for state, _exception in REDUCED} == set(MATRIX["states"])
    assert {exception for _state, exception in REDUCED} == set(EXCEPTIONS)
