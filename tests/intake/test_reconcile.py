"""What intake heals where a case's process is gone from the engine."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from kit.outbox import outbox
from kit.reconcile import Finding, Sweep
from services.intake import reconcile
from services.intake.store.tables import remedies
from services.intake.use_cases import cases
from tests.intake.world import COORDINATING, MONEY, MOTHER, SON, World

GONE, OTHER = 4503599627370497, 4503599627370999


@pytest.fixture
def case_id(world: World) -> str:
    found = world.open_case(MOTHER)
    world.start_tracks(found)
    return found


def sweep(world: World, *alive: int) -> list[str]:
    """The codes that are found about cases, while only these instances are there."""
    world.ctx()
    compared = Sweep(world.db, world.now, lambda key: key in alive)
    return [found.code for found in _of_cases(compared)]


def _of_cases(compared: Sweep) -> Sequence[Finding]:
    return list(reconcile.cases_whose_instance_is_gone(compared))


def order_end(world: World, case_id: str) -> None:
    cases.order_end(world.db, world.ctx(), case_id, "MOVED_OUT", world.now)


def test_an_end_that_no_process_heard_is_taken_up_by_one_of_its_own_which_closes_the_case(
    world: World, case_id: str
) -> None:
    handoff_id = world.offered_role(case_id, MONEY, *world.people(case_id))
    order_end(world, case_id)
    assert sweep(world) == ["CASE_INSTANCE_GONE"]
    (told,) = world.events("CaseEndUnheard")
    known = (told.municipality_id, told.case_id, told.case_no, told.closure_reason, told.transfer_id)
    assert known == (world.municipality_id, case_id, world.case(case_id).case_no, "MOVED_OUT", "")
    world.instance = OTHER
    world.run("take-up-end", caseId=case_id)
    assert sweep(world, OTHER) == [], "the case has a process again"
    world.run("end-case", caseId=case_id, closureReason=told.closure_reason)
    assert (world.case(case_id).state, world.case(case_id).closure_reason) == ("CLOSED", "MOVED_OUT")
    assert world.handoff(handoff_id).state == "WITHDRAWN"
    assert world.open_items() == []
    assert [item.code for item in world.inbox(world.case(case_id).requesting_agency_id, "FEEDBACK")][-1:] == [
        "CASE_CLOSED"
    ]
    assert sweep(world) == []


def test_an_end_is_told_again_only_after_a_while_until_a_process_has_taken_it_up(world: World, case_id: str) -> None:
    order_end(world, case_id)
    for _each in range(2):
        sweep(world)
    assert len(world.events("CaseEndUnheard")) == 1
    long_ago = outbox.update().where(outbox.c.case_id == case_id)
    world.db.execute(long_ago.values(written_at=sa.func.clock_timestamp() - timedelta(hours=1)))
    sweep(world)
    first, again = world.events("CaseEndUnheard")
    assert first == again


def test_an_end_that_is_heard_and_a_case_of_which_no_end_is_ordered_are_left_alone(world: World, case_id: str) -> None:
    assert sweep(world) == ["CASE_INSTANCE_GONE"]
    order_end(world, case_id)
    assert sweep(world, GONE) == []
    assert world.events("CaseEndUnheard") == []
    assert world.case(case_id).coordinator_agency_id == COORDINATING


def test_a_packet_for_the_other_municipality_is_waited_for_there_too(world: World, case_id: str) -> None:
    cases.order_end(world.db, world.ctx(), case_id, "MOVED_OUT", world.now, to_municipality="M-01")
    (ordered,) = world.events("CaseEndOrdered")
    sweep(world)
    assert [event.transfer_id for event in world.events("CaseEndUnheard")] == [ordered.transfer_id]
    assert ordered.transfer_id


def test_a_case_that_closed_while_the_engine_was_asked_is_left_alone(world: World, case_id: str) -> None:
    order_end(world, case_id)

    def closing(_key: int) -> bool:
        world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
        return False

    world.ctx()
    list(reconcile.cases_whose_instance_is_gone(Sweep(world.db, world.now, closing)))
    assert world.events("CaseEndUnheard") == []


GIRL = replace(SON, name="架空 みなと", birth_date="2008-12-20", relation="長女")
EVE = datetime(2026, 12, 19, 14, 59, tzinfo=UTC)  # the last minute of the day before, in Japan


def steps(world: World, daily: reconcile.DailyLook) -> list[tuple[str, str, str]]:
    """Kind, case and person of the coordinators' steps about ages, after the sweeps of a moment."""
    world.ctx()
    for _each in range(2):
        assert list(daily(Sweep(world.db, world.now, lambda _key: True))) == []
    about = sa.select(remedies.c.kind, remedies.c.case_id, remedies.c.subject).order_by(remedies.c.id)
    return [(row.kind, row.case_id, row.subject) for row in world.db.execute(about)]


@pytest.mark.privacy
def test_on_the_day_a_child_comes_of_age_the_coordinator_is_to_ask_them_themselves(world: World) -> None:
    case_id, daily = world.open_case(MOTHER, GIRL), reconcile.DailyLook()
    _mother, girl = world.people(case_id)
    world.now = EVE
    assert steps(world, daily) == []
    world.pass_time(minutes=1)
    step = ("LOOK_AT_CONSENT", case_id, f"persons/{girl}")
    assert steps(world, daily) == [step]
    (raised,) = world.events("RemedyRaised")
    assert (girl in str(raised), "AGE" in str(raised)) == (False, False), "whose day it is, the broker does not learn"
    world.run("open-handoff-remedy", remedyId=raised.remedy_id)
    assert ("REMEDY", COORDINATING) in world.open_items()
    world.pass_time(days=1)
    assert steps(world, reconcile.DailyLook()) == [step], "once, also after a restart"


def test_nobody_is_to_be_asked_anew_who_was_of_age_died_or_whose_case_is_over(world: World) -> None:
    over, runs = world.open_case(GIRL), world.open_case(MOTHER, GIRL, replace(GIRL, birth_date=""))
    cases.order_end(world.db, world.ctx(), over, "MOVED_OUT", world.now)
    cases.record_death(world.db, world.ctx(), runs, world.people(runs)[1], world.now)
    world.now = EVE + timedelta(days=400)
    assert steps(world, reconcile.DailyLook()) == []
