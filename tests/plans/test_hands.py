"""A plan is its coordinator's, the deputy's and their manager's; a colleague of the office knows of none (D5 row 5)."""

from collections.abc import Callable
from typing import Any, cast

import pytest

from kit.calls import Call
from kit.context import Context
from kit.errors import NotFound
from kit.peers import Peers
from pb.tsunagi.work.v1 import work_pb2
from services.plans.domain.draft import Answer
from services.plans.domain.participation import Source
from services.plans.rpc import PlansServicer
from services.plans.use_cases import (
    assessments,
    drafting,
    overview,
    participation,
    participation_worklist,
    reading,
    revising,
    role_work,
)
from tests.hands import hear
from tests.plans.desk import CASE, MOTHER, Desk
from tests.plans.test_participation import BEGINNING, WHOSE, yes

FIRST, DEPUTY, NEXT = "staff-1", "staff-2", "staff-3"


def nothing(*_asked: str) -> bool:
    return False


def coordinator(desk: Desk, person: str) -> Context:
    return desk.staff("coordinator", person=person)


def reads(desk: Desk, ctx: Context) -> bool:
    """The plan by every way there is to it: all of them say the same."""
    role_id = desk.roles()[0].role_id
    ways: list[Callable[[], object]] = [
        lambda: reading.get_plan(desk.db, ctx, desk.plan_id, nothing),
        lambda: role_work.history(desk.db, ctx, role_id, nothing),
        lambda: assessments.page(desk.db, ctx, plan_id=desk.plan_id, before="", limit=10),
        lambda: overview.get_overview(desk.db, ctx, CASE),
    ]
    page = {"case_id": "", "before": "", "limit": 10, "permitted": nothing}
    found = [
        *(answers(way) for way in ways),
        bool(reading.list_plans(desk.db, ctx, include_closed=True, **page)[0]),  # type: ignore[arg-type]
        bool(reading.list_roles(desk.db, ctx, state="", **page)[0]),  # type: ignore[arg-type]
    ]
    assert len(set(found)) == 1, found
    return found[0]


def answers(way: Callable[[], object]) -> bool:
    try:
        way()
    except NotFound:
        return False
    return True


@pytest.mark.plan("P-027")
def test_a_plan_is_read_by_whose_hands_the_case_is_in_and_by_their_manager_alone(desk: Desk) -> None:
    desk.join()
    desk.support()
    everyone = [coordinator(desk, person) for person in (FIRST, DEPUTY, NEXT)]
    manager = desk.staff("decision-maker", person="staff-9")
    assert [reads(desk, one) for one in everyone] == [True, True, True], "no hands are kept of a case of before"
    hear(desk.db, desk.process, CASE, FIRST)
    assert [reads(desk, one) for one in everyone] == [True, False, False]
    hear(desk.db, desk.process, CASE, FIRST, DEPUTY, revision=2)
    assert [reads(desk, one) for one in everyone] == [True, True, False]
    hear(desk.db, desk.process, CASE, NEXT, revision=3)
    assert [reads(desk, one) for one in everyone] == [False, False, True], "who handed it over reads nothing more"
    assert reads(desk, manager)


@pytest.mark.plan("P-027")
def test_the_hands_that_came_last_stand_in_whatever_order_they_are_heard_of_and_however_often(desk: Desk) -> None:
    desk.join()
    desk.support()
    for person, revision in ((NEXT, 3), (FIRST, 1), (NEXT, 3), (DEPUTY, 2), (FIRST, 1)):
        hear(desk.db, desk.process, CASE, person, revision=revision)
    assert [reads(desk, coordinator(desk, person)) for person in (FIRST, DEPUTY, NEXT)] == [False, False, True]


@pytest.mark.plan("P-027")
def test_a_colleague_writes_nothing_in_the_plan_and_the_deputy_does(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    hear(desk.db, desk.process, CASE, "staff-0", DEPUTY)
    colleague, deputy = coordinator(desk, NEXT), coordinator(desk, DEPUTY)
    command = drafting.ConfirmPlan(desk.draft_id, (), Answer.CONFIRMED, "", None)
    for refused in (
        lambda: drafting.confirm(desk.db, colleague, command),
        lambda: drafting.whom_to_ask_about(desk.db, colleague, desk.draft_id),
        lambda: revising.return_plan(desk.db, colleague, plan_id=desk.plan_id, reason="理由", occurred_at=None),
    ):
        with pytest.raises(NotFound):
            refused()
    drafting.confirm(desk.db, deputy, command)
    revising.return_plan(desk.db, deputy, plan_id=desk.plan_id, reason="理由", occurred_at=None)


@pytest.mark.plan("P-027")
def test_work_of_the_coordinators_is_listed_to_whose_hands_the_case_is_in(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    hear(desk.db, desk.process, CASE, FIRST)
    call = [Call(coordinator(desk, person), desk.db, cast(Peers, None)) for person in (FIRST, NEXT)]
    listed: list[Any] = [PlansServicer().list_work_items(work_pb2.ListWorkItemsRequest(), one) for one in call]
    assert [[item.kind for item in one.work_items] for one in listed] == [["DRAFT_PLAN"], []]


def mark(desk: Desk, ctx: Context) -> None:
    participation_worklist.mark(
        desk.db,
        ctx,
        case=WHOSE,
        person_id=MOTHER,
        source=Source.AGENCY,
        support_needs="静かな席",
        occurred_at=None,
        known_to_agency=lambda: False,
    )


def begin(desk: Desk, ctx: Context) -> str:
    opened = participation.open_participation(
        desk.db,
        ctx,
        case=WHOSE,
        person_id=MOTHER,
        agency_id="W-32",
        beginning=BEGINNING,
        occurred_at=None,
        agreed=yes,
    )
    return opened.participation_id


@pytest.mark.plan("P-027")
def test_participation_support_goes_with_the_hands_of_the_case(desk: Desk) -> None:
    hear(desk.db, desk.process, CASE, FIRST)
    mine, colleague = coordinator(desk, FIRST), coordinator(desk, NEXT)
    for refused in (mark, begin):
        with pytest.raises(NotFound):
            refused(desk, colleague)
    mark(desk, mine)
    assert [marks(desk, one) for one in (mine, colleague)] == [1, 0]
    opened = begin(desk, mine)
    assert [supports(desk, one) for one in (mine, colleague)] == [1, 0]
    assert participation.writable(desk.db, mine, opened).participation_id == opened
    with pytest.raises(NotFound):
        participation.writable(desk.db, colleague, opened)
    hear(desk.db, desk.process, CASE, NEXT, revision=2)
    assert [supports(desk, one) for one in (mine, colleague)] == [0, 1]
    carrier = desk.agency("W-32")
    assert participation.writable(desk.db, carrier, opened).participation_id == opened, "who carries it goes on"


def marks(desk: Desk, ctx: Context) -> int:
    found, _token = participation_worklist.page_marks(
        desk.db, ctx, carrier="W-32", include_taken=True, before="", limit=10, agreed=yes
    )
    return len(found)


def supports(desk: Desk, ctx: Context) -> int:
    found, _steps, _token = participation.page(desk.db, ctx, case_id="", include_ended=False, before="", limit=10)
    return len(found)
