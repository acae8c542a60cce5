"""A large household costs as many statements as a small one: nothing is asked or written row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import sqlalchemy as sa

from services.intake.domain import Person
from services.intake.use_cases import merging, overview, reading
from tests.intake.world import COORDINATOR, MOTHER, World

MOST = 21


class Counter:
    """Statements by step."""

    def __init__(self, db: sa.Connection) -> None:
        self._db, self.counted = db, dict[str, int]()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.counted[name] = 0

        def count(*_args: object) -> None:
            self.counted[name] += 1

        sa.event.listen(self._db, "before_cursor_execute", count)
        yield
        sa.event.remove(self._db, "before_cursor_execute", count)


def household(members: int) -> list[Person]:
    return [
        replace(MOTHER, name=f"架空 {one}", kana="", birth_date=f"{1940 + one}-01-01", concerns=("DEBT",))
        for one in range(members)
    ]


def steps(db: sa.Connection, members: int) -> dict[str, int]:
    """A case from the window to its merging with another, each step counted."""
    world, counter = World(db), Counter(db)
    with counter.step("register"):
        consultation_id = world.register(*household(members))
    with counter.step("open-consultation"):
        world.run("open-consultation", consultationId=consultation_id)
    world.run("record-urgency", consultationId=consultation_id, urgency=1)
    with counter.step("matches"):
        overview.matches(db, world.ctx(COORDINATOR), consultation_id)
    with counter.step("screen"):
        world.screen(consultation_id)
    case_id = world.consultation(consultation_id).case_id
    with counter.step("open-case"):
        world.run("open-case", caseId=case_id, consultationId=consultation_id)
    with counter.step("read-consultation"):
        reading.consultation(db, world.ctx(), consultation_id)
    with counter.step("read-case"):
        reading.case(db, world.ctx(), case_id)
    with counter.step("list-cases"):
        reading.case_page(db, world.ctx(), "", "", 0)
    with counter.step("start-tracks"):
        world.start_tracks(case_id)
    with counter.step("known-without-support"):
        overview.known_without_support(db, world.ctx())
    other = world.open_case(*household(members))
    with counter.step("merge"):
        merging.merge(db, world.ctx(), other, case_id, {}, "同じ世帯", "")
    with counter.step("end-case"):
        world.run("end-case", caseId=other, closureReason="MERGED")
    return counter.counted


def test_the_number_of_statements_does_not_grow_with_the_household(db: sa.Connection) -> None:
    small, large = steps(db, 1), steps(db, 12)
    assert large == small
    assert max(small.values()) <= MOST


@pytest.mark.parametrize("cases", [1, 10])
def test_a_page_of_cases_costs_the_same_however_many_are_on_it(world: World, cases: int) -> None:
    for _ in range(cases):
        world.open_case(*household(3))
    counter = Counter(world.db)
    with counter.step("list"):
        page, _ = reading.case_page(world.db, world.ctx(), "", "", 0)
    assert (len(page), counter.counted) == (cases, {"list": 3})
    assert all(len(one.persons) == 3 for one in page)
