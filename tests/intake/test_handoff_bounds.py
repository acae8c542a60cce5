"""Forty handoffs about twelve people among fifteen agencies cost as many statements as one."""

import pytest
import sqlalchemy as sa

from services.intake.store import handoffs, reference
from services.intake.use_cases import cases, handoff_reading, offers
from tests.intake.test_bounds import Counter, household
from tests.intake.world import COORDINATOR, World

MOST = 25


def steps(db: sa.Connection, members: int, agencies: int, count: int) -> dict[str, int]:
    """Each step of one handoff, and what is done with all of a case at once, counted."""
    world, counter = World(db), Counter(db)
    windows = [one for one in reference.load().agencies if one != "W-31"][:agencies]
    case_id = world.open_case(*household(members))
    people = world.people(case_id)
    with counter.step("prepare"):
        world.offered_role(case_id, windows[0], *people)
    for number in range(1, count):
        world.offered_role(case_id, windows[number % agencies], *people)
    first = handoffs.open_ones(db, world.ctx(), case_id)[0].id
    by = world.ctx(windows[0])
    with counter.step("accept"):
        offers.accept(db, by, first, world.now, "")
    with counter.step("confirm"):
        world.run("confirm-handoff", handoffId=first, offerId="")
    with counter.step("start"):
        offers.start(db, by, first, world.now)
    with counter.step("hold"):
        offers.hold(db, by, first, "入院", world.now)
    with counter.step("resume"):
        offers.resume(db, by, first, world.now)
    with counter.step("correct"):
        offers.correct(db, by, first, "DECLINED", "取り違え", "NOT_OURS", "", world.now)
    with counter.step("read"):
        handoff_reading.handoff(db, world.ctx(COORDINATOR), first)
    with counter.step("list"):
        page, _ = handoff_reading.handoff_page(db, world.ctx(COORDINATOR), case_id, "", 200)
    assert len(page) == count
    with counter.step("withdraw all"):
        offers.withdraw_open(db, world.ctx(), handoffs.open_ones(db, world.ctx(), case_id))
    with counter.step("end case"):
        cases.end_case(db, world.job().ctx, case_id, "MOVED_OUT")
    return counter.counted


@pytest.mark.plan("P-024")
def test_the_number_of_statements_does_not_grow_with_people_agencies_and_handoffs(db: sa.Connection) -> None:
    small, large = steps(db, 1, 1, 2), steps(db, 12, 15, 40)
    assert large == small
    assert max(small.values()) <= MOST
