"""Agencies are added while others are, or while the track asks: one request asks, and no process waits for another."""

import threading
from collections.abc import Callable
from typing import TypeVar

import pytest
import sqlalchemy as sa

from services.consent.domain.refusals import ReaskTooEarly
from services.consent.store import forms, requests
from services.consent.use_cases import endings, seeking
from tests.consent.world import OTHER, RECIPIENT, World, terms
from tests.database import waits_for_a_row
from tests.waiting import eventually

T = TypeVar("T")


def seek(world: World, *agency_ids: str) -> int:
    form = next(iter(forms.load(world.municipality_id)))
    return len(seeking.seek(world.db, world.ctx(), world.reference, world.ichiro, form, agency_ids))


def begin(world: World) -> str:
    """What the process that a search began does first; answers the request, "" when it ends at once."""
    job = world.job()
    try:
        request_id, _ = seeking.open_request(
            world.db, world.ctx(), job, world.reference, world.ichiro, job.due("within"), sought=True
        )
    except ReaskTooEarly:
        return ""
    return request_id


@pytest.mark.parametrize("second", [RECIPIENT, OTHER], ids=["the same agency", "another agency"])
def test_two_who_seek_at_once_have_the_person_asked_once_and_about_all(engine: sa.Engine, second: str) -> None:
    with engine.begin() as db:
        first = World(db)

    def both(do: Callable[[World], T], too: Callable[[World], T]) -> tuple[T, T]:
        """The second waits for the first's transaction."""
        found = []

        def run() -> None:
            with engine.begin() as other:
                found.append(too(same(other)))

        beside = threading.Thread(target=run)
        with engine.begin() as db:
            found.append(do(same(db)))
            beside.start()
            eventually(lambda: waits_for_a_row(engine))
        beside.join(10)
        return found[0], found[1]

    def same(db: sa.Connection) -> World:
        world = World(db, case_id=first.case_id, municipality_id=first.municipality_id)
        world.ctx()
        return world

    new, new_too = both(lambda world: seek(world, RECIPIENT), lambda world: seek(world, second))
    assert (new > 0, new_too > 0) == (True, second != RECIPIENT)
    asks, asks_too = both(begin, begin)
    assert asks_too == ""
    with engine.begin() as db:
        after = same(db)
        assert after.open_items() == [f"consentRequests/{asks}"]
        assert requests.lock_request(db, after.ctx(), asks).state == "OPEN"


def test_what_was_answered_meanwhile_is_not_asked_again(world: World) -> None:
    seek(world, RECIPIENT)
    seek(world, RECIPIENT)
    world.record(terms(), request_id=begin(world))
    assert begin(world) == ""
    assert world.open_items() == []


def test_the_tracks_own_request_stays_open_when_agencies_were_added_before_it_began(world: World) -> None:
    seek(world, OTHER)
    asks = world.ask()
    assert begin(world) == ""
    assert world.open_items() == [f"consentRequests/{asks}"]


def told(world: World) -> list[tuple[str, str]]:
    return [(one.consent_request_id, one.consent_answer) for one in world.events("ConsentAnswered")]


def test_a_track_that_asks_while_agencies_are_sought_asks_about_them_too_and_their_process_goes_on(
    world: World,
) -> None:
    seek(world, OTHER)
    beside = begin(world)
    asks = world.ask()
    assert told(world) == [(beside, "UNOBTAINABLE")]
    assert world.open_items() == [f"consentRequests/{asks}"]
    world.record(terms(OTHER), request_id=asks)
    assert told(world)[1:] == [(asks, "GRANTED")]


@pytest.mark.parametrize("end", ["the person withdraws", "the case ends"])
def test_what_is_asked_beside_the_track_is_not_waited_for_when_nobody_is_asked_any_more(world: World, end: str) -> None:
    world.record(terms())
    seek(world, OTHER)
    beside = begin(world)
    if end == "the case ends":
        endings.close_case(world.db, world.ctx(), world.case_id, "MOVED_OUT")
    else:
        world.withdraw()
    assert told(world) == [(beside, "UNOBTAINABLE")]
    assert world.open_items() == []


def test_the_process_of_a_track_that_was_interrupted_is_told_nothing(world: World) -> None:
    world.ask()
    world.ask()
    assert told(world) == []
