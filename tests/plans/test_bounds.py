"""Twelve people, fifteen agencies and six versions cost as many database statements per handler as one of each."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from kit import facts
from services.plans.store import matters as matter_store
from services.plans.use_cases import overview, progress, reading, support
from tests.database import counted
from tests.plans.desk import CASE, Desk, role_draft

MOST = 40


def cost(db: sa.Connection, act: Callable[[], Any]) -> int:
    with counted(db) as seen:
        act()
    return len(seen)


def life(desk: Desk, members: int, agencies: int, versions: int, handoffs: int) -> dict[str, int]:
    """The statements of each handler in the last version's life."""
    for number in range(members):
        desk.join(f"01PERSON{number:02}", f"01REQUEST{number:02}")
    roles = [role_draft(f"W-{number:02}", "SUPPORT", lead=number == 1) for number in range(1, agencies + 1)]
    for _ in range(versions - 1):
        desk.support(desk.content(roles))
    for number in range(handoffs):
        seen = {"case_id": CASE, "agency_id": f"W-{number % agencies + 1:02}", "state": "OFFERED", "due_at": desk.due()}
        matter_store.see_handoff(desk.db, f"01HANDOFF{number:02}", **seen)
    found = {"open draft": cost(desk.db, desk.open_draft)}
    content = desk.content(roles)
    found["write"] = cost(desk.db, lambda: desk.write(content))
    found["confirm"] = cost(desk.db, desk.confirm)
    offered: list[str] = []
    found["offer roles"] = cost(desk.db, lambda: offered.extend(desk.offer()))
    found["answer role"] = cost(desk.db, lambda: desk.answer(offered[0])) if offered else 0
    for role_id in offered[1:]:
        desk.answer(role_id)
    found["settle"] = cost(desk.db, desk.settle)
    found["request decision"] = cost(desk.db, desk.request_decision)
    found["decide"] = cost(desk.db, desk.decide)
    found["start"] = cost(desk.db, desk.start)
    everything: reading.Permitted = lambda *_: True  # noqa: E731
    query = {"case_id": CASE, "include_closed": True, "before": "", "limit": 50, "permitted": everything}
    found["get"] = cost(desk.db, lambda: reading.get_plan(desk.db, desk.coordinator, desk.plan_id, everything))
    found["list"] = cost(desk.db, lambda: reading.list_plans(desk.db, desk.coordinator, **query))  # type: ignore[arg-type]
    found["list of an agency"] = cost(desk.db, lambda: reading.list_plans(desk.db, desk.agency("W-01"), **query))  # type: ignore[arg-type]
    found["overview"] = cost(desk.db, lambda: overview.get_overview(desk.db, desk.coordinator, CASE))
    span = (desk.now - timedelta(days=900), desk.now + timedelta(days=1))
    found["count facts"] = cost(desk.db, lambda: facts.count(desk.db, desk.process, desk.now, *span))
    evaluation = desk.open_evaluation()
    judged = desk.evaluation_facts()
    found["evaluate"] = cost(desk.db, lambda: desk.evaluate(evaluation, judged))
    of = {"plan_id": desk.plan_id, "evaluation_id": evaluation}
    found["read evaluation"] = cost(desk.db, lambda: progress.read_evaluation(desk.db, desk.process, **of))
    found["close case"] = cost(
        desk.db, lambda: support.close_case(desk.db, desk.process, case_id=CASE, closure_reason="MOVED_OUT")
    )
    return found


@pytest.mark.timeout(300)
def test_no_handler_costs_more_statements_for_a_large_household(engine: sa.Engine) -> None:
    found = []
    for size in ((1, 2, 2, 1), (12, 15, 6, 40)):
        with engine.connect() as connection, connection.begin() as transaction:
            found.append(life(Desk(connection), *size))
            transaction.rollback()
    few, many = found
    assert many == few
    assert max(few.values()) <= MOST
