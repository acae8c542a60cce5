"""Outreach is known to those who do it, and of the coordinators to whose hands the case is in (D5 row 5)."""

from dataclasses import replace

import pytest

from kit.context import Actor, service_actor
from kit.errors import NotFound
from services.outreach.domain import Observation
from services.outreach.use_cases import engagements, observations
from tests.hands import hear
from tests.outreach.world import W31, WORKER, World, actor

FIRST = actor(W31, "coordinator")
DEPUTY, NEXT = replace(FIRST, person_id="staff-deputy"), replace(FIRST, person_id="staff-next")
DESKS = {"coordinator": W31, "outreach-worker": W31}


def told(world: World, coordinator: Actor, deputy: Actor | None = None, revision: int = 1) -> None:
    process = replace(world.ctx(), actor=service_actor("outreach"))
    hear(world.db, process, world.case_id, coordinator.person_id, deputy.person_id if deputy else "", revision)


def reads(world: World, by: Actor) -> bool:
    ctx = world.ctx(by)
    listed = bool(engagements.list_engagements(world.db, ctx, limit=10))
    try:
        engagements.get_engagement(world.db, ctx, world.engagement_id)
        engagements.list_contacts(world.db, ctx, world.engagement_id, limit=10)
    except NotFound:
        assert not listed
        return False
    assert listed
    return True


@pytest.mark.plan("P-027")
def test_an_engagement_and_its_log_are_read_by_whose_hands_the_case_is_in(world: World) -> None:
    world.open()
    everyone = (FIRST, DEPUTY, NEXT)
    assert [reads(world, one) for one in everyone] == [True, True, True], "a case of before hands were kept"
    told(world, FIRST)
    assert [reads(world, one) for one in everyone] == [True, False, False]
    told(world, FIRST, DEPUTY, revision=2)
    assert [reads(world, one) for one in everyone] == [True, True, False]
    told(world, NEXT, revision=3)
    told(world, FIRST, revision=1)
    assert [reads(world, one) for one in everyone] == [False, False, True]
    assert reads(world, WORKER), "who goes out goes on"
    for roles in ({"coordinator", "decision-maker"}, {"decision-maker"}):
        assert reads(world, replace(FIRST, roles=frozenset(roles)))


@pytest.mark.plan("P-027")
def test_a_colleague_writes_nothing_of_it_and_the_deputy_does(world: World) -> None:
    world.open()
    told(world, FIRST, DEPUTY)
    manager = replace(FIRST, roles=frozenset({"decision-maker"}))
    for refused in (
        lambda: world.log(by=NEXT),
        lambda: world.log(by=manager),
        lambda: engagements.plan_approach(
            world.db, world.ctx(NEXT), world.engagement_id, reason="理由", method_plan="", etag=""
        ),
        lambda: engagements.set_two_person_rule(
            world.db, world.ctx(NEXT), world.engagement_id, two_person_rule=True, etag=""
        ),
    ):
        with pytest.raises(NotFound):
            refused()
    for by in (FIRST, DEPUTY, WORKER):
        world.log(by=by)


@pytest.mark.plan("P-027")
def test_what_others_saw_of_a_household_is_its_coordinators_and_of_an_area_every_coordinators(world: World) -> None:
    for recorder, case_id in ((actor("W-05"), world.case_id), (actor("W-05"), ""), (FIRST, world.case_id)):
        seen = Observation("NORTH", case_id, "雨戸が閉まったまま", "COMMUNITY", "見回り", "", world.now)
        observations.record(world.db, world.ctx(recorder), seen)
    told(world, FIRST)

    def listed(by: Actor) -> int:
        ctx = world.ctx(by)
        found = observations.listed(world.db, ctx, desks=DESKS, area="", case_id="", before="", limit=10)
        return len(found)

    assert [listed(one) for one in (FIRST, WORKER, NEXT)] == [3, 3, 2]
    told(world, NEXT, revision=2)
    assert [listed(one) for one in (FIRST, WORKER, NEXT)] == [2, 3, 3]
