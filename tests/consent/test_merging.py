"""Two cases of one household become one: what the person said holds in the kept case, whichever way comes first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.consent.domain.statements import CaseReference
from services.consent.use_cases import checks, endings, merging
from tests.consent.world import COORDINATOR, OTHER, RECIPIENT, WINDOW, World, terms

KEPT = "case-kept"
JIRO = "person-ichiro-again"


@pytest.fixture
def kept(world: World) -> World:
    """The same city at the same time, looked at from the kept case."""
    return World(world.db, world.now, KEPT + world.case_id, JIRO, "person-other", world.municipality_id)


def carry(world: World, kept: World) -> None:
    merging.carry_over(world.db, world.ctx(), world.case_id, kept.reference, [(world.ichiro, JIRO)])


def close(world: World) -> None:
    endings.close_case(world.db, world.ctx(), world.case_id, "MERGED")


@pytest.mark.parametrize("steps", [(carry, None), (None, carry)], ids=["event first", "engine first"])
def test_consent_survives_the_merge_in_the_kept_case_and_ends_in_the_other(
    world: World, kept: World, steps: tuple[Callable[[World, World], None] | None, ...]
) -> None:
    world.record(terms(), own_words="母には言わないで")
    before, after = steps
    if before is not None:
        before(world, kept)
    close(world)
    if after is not None:
        after(world, kept)
    assert kept.permits()
    assert not world.permits()
    assert kept.permits(RECIPIENT, "C1", "C3")
    assert not kept.permits(OTHER)
    (grant, _) = checks.list_grants(kept.db, kept.ctx(), kept.case_id, person_id=JIRO, limit=9)
    assert grant.valid_until == world.now.replace(year=world.now.year + 1)
    assert [(event.reason, event.stop_use_id) for event in world.events("GrantEnded")] == [("ENDED_WITH_CASE", "")]
    assert checks.get_consent(kept.db, kept.ctx(), grant.consent_id).row.own_words == "母には言わないで"


def test_the_kept_track_hears_the_answer_that_it_waits_for_and_asks_no_more(world: World, kept: World) -> None:
    world.record(terms(), request_id=world.ask())
    asked = kept.ask()
    carry(world, kept)
    (answered,) = kept.events("ConsentAnswered")
    assert (answered.consent_request_id, answered.consent_answer, answered.coverage) == (asked, "GRANTED", "FULL")
    assert kept.open_items() == []


def test_a_track_that_begins_after_the_merge_is_not_asked_again(world: World, kept: World) -> None:
    world.record(terms(), request_id=world.ask())
    carry(world, kept)
    kept.ask()
    assert [event.consent_answer for event in kept.events("ConsentAnswered")] == ["GRANTED"]
    assert kept.open_items() == []


@pytest.mark.parametrize("track", ["NOT BEGUN", "ASKS", "ASKED IN VAIN"])
def test_whoever_said_no_in_the_kept_case_and_later_yes_in_the_other_is_asked_for_by_its_track_anew(
    world: World, kept: World, track: str
) -> None:
    if track != "NOT BEGUN":
        asked = kept.ask()
    if track == "ASKED IN VAIN":
        kept.refuse(asked)
    world.pass_time(days=1)
    kept.now = world.now
    world.record(terms(), request_id=world.ask())
    carry(world, kept)
    assert kept.permits()
    assert [event.person_id for event in kept.events("ConsentCorrected")] == (
        [JIRO] if track == "ASKED IN VAIN" else []
    )
    kept.ask()
    assert [event.consent_answer for event in kept.events("ConsentAnswered")][-1] == "GRANTED"
    assert kept.open_items() == []


def test_a_later_no_in_the_kept_case_is_not_undone(world: World, kept: World) -> None:
    world.record(terms(), terms(OTHER))
    kept.record(terms())
    world.pass_time(days=1)
    kept.now = world.now
    kept.withdraw(RECIPIENT)
    carry(world, kept)
    assert not kept.permits()
    assert kept.permits(OTHER)


def test_a_later_no_in_the_ended_case_ends_what_the_kept_one_had(world: World, kept: World) -> None:
    kept.record(terms())
    world.record(terms(OTHER))
    world.pass_time(days=1)
    kept.now = world.now
    world.refuse()
    carry(world, kept)
    assert not kept.permits()
    assert [event.reason for event in kept.events("GrantEnded")] == ["WITHDRAWN"]
    assert len(kept.events("ConsentWithdrawn")) == 1


def test_a_struck_cell_of_the_kept_case_stays_struck(world: World, kept: World) -> None:
    world.record(terms())
    world.pass_time(days=1)
    kept.now = world.now
    kept.record(terms(categories=("C1",)), refused=(terms(categories=("C3",)),))
    carry(world, kept)
    assert kept.permits(RECIPIENT, "C1")
    assert not kept.permits(RECIPIENT, "C3")


def test_what_both_cases_have_is_there_once_as_it_was_said_last(world: World, kept: World) -> None:
    kept.record(terms(until=kept.now + timedelta(days=10)))
    world.pass_time(days=1)
    kept.now = world.now
    world.record(terms(until=world.now + timedelta(days=50)))
    carry(world, kept)
    kept.pass_time(days=20)
    assert kept.permits()
    assert len(checks.list_grants(kept.db, kept.ctx(), kept.case_id, person_id=JIRO, limit=9)) == 2
    assert len(kept.events("ConsentRenewed")) == 1


def test_withdrawn_and_expired_consent_is_not_carried(world: World, kept: World) -> None:
    world.record(terms(), terms(OTHER, until=world.now + timedelta(days=1)))
    world.withdraw(RECIPIENT)
    world.pass_time(days=2)
    kept.now = world.now
    carry(world, kept)
    assert not kept.permits()
    assert not kept.permits(OTHER)


def test_one_person_s_consent_is_not_carried_to_another(world: World, kept: World) -> None:
    world.record(terms(), person_id=world.hanako)
    carry(world, kept)
    assert not kept.permits()
    stranger = CaseReference(kept.case_id, "R8-00123-2", COORDINATOR, WINDOW, ())
    world.record(terms())
    merging.carry_over(world.db, world.ctx(), world.case_id, stranger, [(world.ichiro, JIRO)])
    assert not kept.permits()
    assert endings.any_left(world.db, world.ctx(), world.case_id, world.ichiro)


@pytest.mark.parametrize("end", [{"over": True}, {"deceased": (JIRO,)}], ids=["the case ended", "the person died"])
def test_a_merge_that_is_heard_after_the_end_of_the_kept_case_brings_nothing_into_force(
    world: World, kept: World, end: dict[str, Any]
) -> None:
    world.record(terms())
    carry(world, replace(kept, **end))
    assert not kept.permits()
