"""A deadline that comes while somebody answers: what is done stays done."""

import threading

import sqlalchemy as sa

from kit import work_items
from tests.consent.world import World
from tests.database import waits_for_a_row
from tests.waiting import eventually


def test_work_that_is_being_closed_when_its_deadline_comes_stays_closed_and_nobody_is_told(engine: sa.Engine) -> None:
    with engine.begin() as db:
        world = World(db)
        subject = f"consentRequests/{world.ask()}"
        item_id = db.scalar(sa.select(work_items.items.c.id).where(work_items.items.c.subject == subject))

    def deadline() -> None:
        with engine.begin() as other:
            late = World(other, case_id=world.case_id, municipality_id=world.municipality_id)
            work_items.change(other, late.ctx(), str(item_id), work_items.OVERDUE)

    escalating = threading.Thread(target=deadline)
    with engine.begin() as db:
        answering = World(db, case_id=world.case_id, municipality_id=world.municipality_id)
        work_items.close_subject(db, answering.ctx(), subject)
        escalating.start()
        eventually(lambda: waits_for_a_row(engine))
    escalating.join(10)
    with engine.begin() as db:
        World(db, case_id=world.case_id, municipality_id=world.municipality_id).ctx()
        items = work_items.items
        assert db.scalars(sa.select(items.c.state).where(items.c.subject == subject)).all() == [work_items.CLOSED]
        told = sa.text("SELECT event_type FROM outbox WHERE case_id = :case AND event_type LIKE 'tsunagi.work.%'")
        types = db.scalars(told, {"case": world.case_id}).all()
        assert sorted(types) == ["tsunagi.work.v1.WorkItemClosed", "tsunagi.work.v1.WorkItemOpened"]
