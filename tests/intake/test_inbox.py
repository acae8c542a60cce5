"""The agencies' inbox: in order, at least once, for 90 days, and never an item behind a reader's back."""

import threading

import sqlalchemy as sa

from services.intake.store import handoffs
from services.intake.use_cases import inbox
from tests.intake.world import MONEY, OTHER, WINDOW, World
from tests.waiting import eventually


def deliver(world: World, agency_id: str = MONEY, code: str = "") -> None:
    handoffs.deliver(
        world.db, world.ctx(), agency_id, kind="FEEDBACK", case_id="case-1", subject="cases/case-1", code=code
    )


def cursors(world: World, agency_id: str = MONEY, after: int = 0, size: int = 0) -> list[int]:
    return [item.cursor for item in inbox.page(world.db, world.ctx(agency_id), after, size)]


def test_each_agency_counts_its_own_and_goes_on_after_a_cursor(world: World) -> None:
    for agency_id in (MONEY, OTHER, MONEY, MONEY):
        deliver(world, agency_id)
    assert (cursors(world), cursors(world, OTHER)) == ([1, 2, 3], [1])
    assert cursors(world, after=1, size=1) == [2]
    assert cursors(world, after=3) == []
    assert cursors(World(world.db)) == []


def test_an_item_is_kept_for_ninety_days(world: World) -> None:
    deliver(world)
    world.pass_time(days=90)
    assert cursors(world) == [1]
    world.pass_time(seconds=1)
    assert cursors(world) == []


def test_only_the_agency_itself_takes_note_and_an_item_stays_readable(world: World) -> None:
    deliver(world)
    deliver(world)
    assert inbox.acknowledge(world.db, world.ctx(OTHER), [1, 2]) == 0
    assert inbox.acknowledge(world.db, world.ctx(MONEY), [1, 7]) == 1
    assert inbox.acknowledge(world.db, world.ctx(MONEY), [1]) == 0
    assert [item.acknowledged for item in world.inbox(MONEY)] == [True, False]


def test_a_cursor_never_skips_an_item_whose_transaction_commits_late(engine: sa.Engine) -> None:
    """Two deliver at once: the second waits for the first, so nobody reads 2 before 1 is there."""
    with engine.connect() as slow, engine.connect() as reader:
        city = World(slow)
        slow.begin()
        deliver(city, code="FIRST")
        process_id = threading.Event()
        backend: list[int] = []

        def second() -> None:
            with engine.begin() as quick:
                backend.append(quick.scalar(sa.text("SELECT pg_backend_pid()")) or 0)
                process_id.set()
                deliver(World(quick, municipality_id=city.municipality_id), code="SECOND")

        thread = threading.Thread(target=second)
        thread.start()
        assert process_id.wait(10)
        seen = World(reader, municipality_id=city.municipality_id)

        def waits() -> bool:
            blocked = reader.scalar(sa.text("SELECT cardinality(pg_blocking_pids(:pid))"), {"pid": backend[0]})
            return bool(blocked)

        eventually(waits, 10)
        assert seen.codes(MONEY) == []
        slow.commit()
        thread.join(10)
        assert [(item.cursor, item.code) for item in seen.inbox(MONEY)] == [(1, "FIRST"), (2, "SECOND")]


def test_a_transaction_that_fails_leaves_no_gap(engine: sa.Engine) -> None:
    with engine.connect() as db:
        city = World(db)
        with db.begin():
            deliver(city)
        with db.begin() as lost:
            deliver(city, code="LOST")
            lost.rollback()
        with db.begin():
            deliver(city)
            assert cursors(city) == [1, 2]


def test_an_agency_does_not_see_what_is_meant_for_another(world: World) -> None:
    world.offered(candidates=(MONEY,))
    assert world.inbox(MONEY)
    assert world.inbox(OTHER) == world.inbox(WINDOW) == []
