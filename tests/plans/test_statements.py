"""A large household costs as many database statements as a small one."""

from collections.abc import Callable

import sqlalchemy as sa

from services.plans.use_cases import overview, reading, subjects
from tests.database import counted
from tests.plans.desk import CASE, CASE_NO, COORDINATING, Desk, role_draft


def household(desk: Desk, persons: int, agencies: int, versions: int) -> None:
    for number in range(persons):
        subjects.join(
            desk.db,
            desk.process,
            case_id=CASE,
            case_no=CASE_NO,
            person_id=f"01PERSON{number:02}",
            consent_request_id="01REQUEST",
            coordinator_agency_id=COORDINATING,
        )
    desk.plan_id = subjects.join(
        desk.db,
        desk.process,
        case_id=CASE,
        case_no=CASE_NO,
        person_id="01PERSON00",
        consent_request_id="01REQUEST",
        coordinator_agency_id=COORDINATING,
    )
    for version in range(versions):
        roles = [role_draft(f"W-{n:02}", f"TASK_{version}", lead=n == 0) for n in range(agencies)]
        desk.support(desk.content(roles))


def costs(desk: Desk, persons: int, agencies: int, versions: int) -> dict[str, int]:
    household(desk, persons, agencies, versions)
    found = {}

    def cost(name: str, act: Callable[[], object]) -> None:
        with counted(desk.db) as seen:
            act()
        found[name] = len(seen)

    content = desk.content([role_draft(f"W-{n:02}", "LAST", lead=n == 0) for n in range(agencies)])
    cost("get", lambda: reading.get_plan(desk.db, desk.coordinator, desk.plan_id, lambda *_: True))
    cost("overview", lambda: overview.get_overview(desk.db, desk.coordinator, CASE))
    cost("open draft", desk.open_draft)
    cost("draft", lambda: desk.write(content))
    cost("confirm", desk.confirm)
    cost("offer", desk.offer)
    cost("answer", lambda: desk.answer(desk.roles()[0].role_id))
    for role in desk.roles()[1:]:
        desk.answer(role.role_id)
    cost("settle", desk.settle)
    desk.request_decision()
    cost("decide", desk.decide)
    cost("start", desk.start)
    cost("evaluate", lambda: desk.evaluate(desk.open_evaluation(), desk.evaluation_facts()))
    cost("leave", lambda: desk.leave("01PERSON00"))
    cost("end", lambda: subjects.end_support(desk.db, desk.process, plan_id=desk.plan_id, closure_reason="GOALS_MET"))
    return found


def test_12_persons_15_agencies_and_6_versions_cost_as_many_statements_as_2_2_and_2(
    engine: sa.Engine,
) -> None:
    found = []
    for size in ((2, 2, 2), (12, 15, 6)):
        with engine.connect() as db, db.begin() as transaction:
            found.append(costs(Desk(db), *size))
            transaction.rollback()
    small, large = found
    assert large == small
