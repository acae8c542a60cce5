"""Whoever lost a consent stops use and says so; the end of a consent is watched and announced."""

import itertools
from datetime import timedelta

import pytest

from kit.errors import InvalidArgument, NotFound
from services.consent import worker
from services.consent.domain.disclosure import Question
from services.consent.domain.refusals import StopUseConcludedAlready
from services.consent.use_cases import checks, endings, stopping
from tests.consent.world import COORDINATOR, OTHER, RECIPIENT, World, actor, terms
from tests.database import counted

TASKS = {definition.type: definition for definition in worker.tasks.definitions}


def lose(world: World) -> str:
    world.record(terms(), terms(OTHER))
    world.withdraw(RECIPIENT)
    (asked,) = world.events("StopUseRequested")
    return str(asked.stop_use_id)


def wait(world: World, stop_use_id: str) -> None:
    TASKS["consent.await-stop-use"].run(world.job("Task_AwaitStopUse", caseId=world.case_id, stopUseId=stop_use_id))


def test_the_agency_that_lost_its_consent_confirms_once_and_its_word_is_kept(world: World) -> None:
    stop_use_id = lose(world)
    (told,) = world.events("GrantEnded")
    assert (told.agency_id, told.stop_use_id) == (RECIPIENT, stop_use_id)
    wait(world, stop_use_id)
    assert world.open_items() == [f"stopUses/{stop_use_id}"]
    by = world.ctx(actor(RECIPIENT))
    row = stopping.confirm(world.db, by, stop_use_id, "DELETED", world.now)
    assert (row.state, row.measure, row.confirmed_by) == ("CONFIRMED", "DELETED", f"staff-of-{RECIPIENT}")
    assert world.open_items() == []
    (concluded,) = world.events("StopUseConcluded")
    assert (concluded.stop_use_id, concluded.stop_use_outcome) == (stop_use_id, "CONFIRMED")
    with pytest.raises(StopUseConcludedAlready):
        stopping.confirm(world.db, by, stop_use_id, "STOPPED", world.now)


def test_nobody_else_confirms_and_nothing_is_confirmed_for_the_future(world: World) -> None:
    stop_use_id = lose(world)
    for other in (OTHER, COORDINATOR):
        with pytest.raises(NotFound):
            stopping.confirm(world.db, world.ctx(actor(other)), stop_use_id, "STOPPED", world.now)
    with pytest.raises(InvalidArgument):
        stopping.confirm(world.db, world.ctx(actor(RECIPIENT)), stop_use_id, "", world.now + timedelta(days=1))


def test_who_does_not_confirm_is_on_the_coordinators_list_and_worklist_until_the_word_comes(world: World) -> None:
    stop_use_id = lose(world)
    wait(world, stop_use_id)
    TASKS["consent.escalate-stop-use"].run(world.job(caseId=world.case_id, stopUseId=stop_use_id))
    assert world.open_items() == [f"stopUses/{stop_use_id}"] * 2

    def listed() -> list[str]:
        found = stopping.page(world.db, world.ctx(), case_id="", unconfirmed_only=True, before="", limit=10)
        return [row.id for row in found]

    assert listed() == [stop_use_id]
    stopping.confirm(world.db, world.ctx(actor(RECIPIENT)), stop_use_id, "RETURNED", world.now)
    assert listed() == []
    assert world.open_items() == []


def test_the_cases_end_ends_the_wait_and_the_agency_stays_listed_and_may_still_confirm(world: World) -> None:
    stop_use_id = lose(world)
    wait(world, stop_use_id)
    endings.close_case(world.db, world.ctx(), world.case_id, "MOVED_OUT")
    assert world.open_items() == []
    assert [event.stop_use_outcome for event in world.events("StopUseConcluded")] == ["CLOSED"]
    assert len(world.events("StopUseRequested")) == 1
    row = stopping.confirm(world.db, world.ctx(actor(RECIPIENT)), stop_use_id, "STOPPED", world.now)
    assert row.state == "CONFIRMED"
    assert len(world.events("StopUseConcluded")) == 1


def test_a_wait_that_begins_after_the_cases_end_asks_nobody(world: World) -> None:
    stop_use_id = lose(world)
    endings.close_case(world.db, world.ctx(), world.case_id, "MOVED_OUT")
    wait(world, stop_use_id)
    assert world.open_items() == []


def watched(world: World, number: int = 0) -> dict[str, object]:
    job = world.job(caseId=world.case_id, personId=world.ichiro, consentRequestId="r", validityNo=number)
    return dict(TASKS["consent.watch-validity"].run(job))


def test_the_track_watches_the_first_end_and_the_coordinator_is_told_thirty_days_before(world: World) -> None:
    until = world.now + timedelta(days=90)
    world.record(terms(until=until), terms(OTHER))
    assert watched(world) == {
        "consentExpiresAt": until,
        "consentPromptAt": until - timedelta(days=30),
        "validityNo": 1,
    }


def test_a_renewed_consent_moves_the_end_that_the_track_watches(world: World) -> None:
    world.record(terms(until=world.now + timedelta(days=30)))
    world.pass_time(days=20)
    world.record(terms(until=world.now + timedelta(days=200)))
    assert len(world.events("ConsentRenewed")) == 1
    assert watched(world)["consentExpiresAt"] == world.now + timedelta(days=200)


def test_without_anything_in_force_the_engine_still_gets_a_moment(world: World) -> None:
    assert watched(world)["consentExpiresAt"] == world.now.replace(year=2027)


def test_statements_do_not_grow_with_persons_agencies_and_categories(world: World) -> None:
    def statements(agencies: int) -> list[int]:
        """Of an answer, a check of 12 persons, a renewal, a withdrawal, an answer again, a death."""
        ids = [f"W-{number:02}" for number in range(1, agencies + 1)]
        given = [terms(one, ("C1", "C2", "C3", "C4", "C5"), ("HANDOFF", "PLAN_SHARING")) for one in ids]
        asked = [
            Question(agency_id, frozenset(), world.case_id, f"person-{person}", category, "HANDOFF")
            for agency_id, person, category in itertools.product(ids, range(12), ("C1", "C3"))
        ]
        found = []
        request_id = world.ask()
        for do in (
            lambda: world.record(*given, request_id=request_id),
            lambda: checks.check_disclosure(world.db, world.ctx(), asked),
            lambda: world.record(*given),
            lambda: world.withdraw(),
            lambda: world.record(*given),
            lambda: endings.end_by_death(world.db, world.ctx(), world.case_id, world.ichiro),
        ):
            with counted(world.db) as seen:
                world.pass_time(days=31)
                do()
            found.append(len(seen))
        return found

    statements(1)  # what only a first time costs
    few, many = statements(1), statements(15)
    assert many == few
    assert max(many) <= 20
