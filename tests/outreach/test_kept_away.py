"""Whoever is close to a suspected perpetrator learns nothing of the person from outreach either (D5, row 1)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from kit.context import Actor
from kit.errors import PeerUnavailable
from pb.tsunagi.outreach.v1 import service_pb2 as pb
from services.intake.domain.relations import Reader
from services.outreach.app import service
from tests.kept_away import Town, town_of
from tests.outreach.world import W31, World, actor
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

STATION = "W-30"
FIRST, SECOND = "玄関で話せた", "縁側に上がれた"
BEFORE, NOW, COORDINATOR = actor(W31, "outreach-worker"), actor(STATION, "outreach-worker"), actor(W31, "coordinator")


@dataclass(frozen=True)
class Visits:
    """W-31 visited somebody, and STATION does now; W-31 answers for the case."""

    town: Town
    world: World

    @property
    def name(self) -> str:
        return f"engagements/{self.world.engagement_id}"

    def log(self, by: Actor, *, silent: str = "") -> list[tuple[str, bool]]:
        """(writer, whether the staff are named) of each contact."""
        request = pb.ListContactsRequest(engagement=self.name)
        found = self.town.ask("ListContacts", request, by, silent=silent).contacts
        return [(one.recorded_by_agency_id, bool(one.staff_ids)) for one in found]

    def keep_away(self, *close: Reader) -> None:
        self.town.keep_away(self.world.case_id, self.world.person_id, *close)


@pytest.fixture
def visits(postgres: Stack, engine: sa.Engine, tmp_path: Path) -> Iterator[Visits]:
    with engine.begin() as db:
        world = World(db, now=datetime.now(UTC))
        world.open()
        world.log("MET", observations=FIRST)
        world.hand_over(STATION)
        world.log("MET", observations=SECOND, by=NOW)
    with town_of(postgres, tmp_path, service, engine, world.municipality_id) as town:
        yield Visits(town, world)


@pytest.mark.parametrize("agency", [True, False], ids=["agency", "person"])
def test_of_what_another_wrote_not_even_the_day_is_told_to_whoever_is_close(visits: Visits, *, agency: bool) -> None:
    whole = {NOW: [(W31, False), (STATION, True)], COORDINATOR: [(W31, True), (STATION, True)]}
    colleagues = {NOW: replace(NOW, person_id="another"), COORDINATOR: replace(COORDINATOR, person_id="another")}
    for by, found in whole.items():
        assert visits.log(by) == visits.log(colleagues[by]) == found
    visits.keep_away(*(Reader(by.agency_id, "" if agency else by.person_id) for by in whole))
    for by, found in whole.items():
        own = [(by.agency_id, True)]
        assert visits.log(by) == own
        assert visits.log(colleagues[by]) == (own if agency else found)


def test_while_intake_is_silent_nobody_reads_another_and_everybody_their_own(visits: Visits) -> None:
    assert visits.log(BEFORE, silent="intake") == [(W31, True)]
    for by in (NOW, COORDINATOR):
        with pytest.raises(PeerUnavailable):
            visits.log(by, silent="intake")
