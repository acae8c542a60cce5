"""Whoever is close to a suspected perpetrator learns nothing of the person from outreach either (D5, row 1)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kit.context import Actor
from kit.errors import NotFound, PeerUnavailable
from pb.tsunagi.outreach.v1 import service_pb2 as pb
from services.intake.domain.relations import Reader
from services.outreach.app import service
from services.outreach.domain import Observation
from services.outreach.use_cases import observations
from tests.kept_away import Town, town_of
from tests.outreach.world import W31, World, actor
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy

STATION = "W-30"
FIRST, SECOND, SEEN = "玄関で話せた", "縁側に上がれた", "雨戸が閉まったまま"
BEFORE, NOW, COORDINATOR = actor(W31, "outreach-worker"), actor(STATION, "outreach-worker"), actor(W31, "coordinator")
READERS = {"before": BEFORE, "now": NOW, "coordinator": COORDINATOR}
HEADS, LOG, OBSERVED = {"GetEngagement", "ListEngagements"}, {"ListContacts"}, {"ListObservations"}
OWN_WORK = {"ListWorkItems"}
TELLING = {
    "before": LOG | OBSERVED,
    "now": HEADS | LOG | OBSERVED | OWN_WORK,
    "coordinator": HEADS | LOG | OBSERVED,
}


def colleague(by: Actor) -> Actor:
    return replace(by, person_id="another")


@dataclass(frozen=True)
class Visits:
    """W-31 visited somebody, and STATION does now; W-31 answers for the case."""

    town: Town
    world: World
    traces: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"engagements/{self.world.engagement_id}"

    def telling(self, by: Actor) -> set[str]:
        things = [self.name, self.world.case_id, self.world.person_id]
        return self.town.telling(by, things, self.traces)

    def engagement(self, by: Actor, name: str = "", *, silent: str = "") -> Any:
        return self.town.ask("GetEngagement", pb.GetEngagementRequest(name=name or self.name), by, silent=silent)

    def refused(self, by: Actor, name: str) -> str:
        with pytest.raises(NotFound) as refusal:
            self.engagement(by, name)
        return repr((refusal.value.code, refusal.value.message, vars(refusal.value)))

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
        first = world.log("MET", observations=FIRST)
        world.hand_over(STATION)
        second = world.log("MET", observations=SECOND, by=NOW)
        planned = world.plan()
        seen = Observation("NORTH", world.case_id, SEEN, "COMMUNITY", "見回り", "", world.now)
        observations.record(db, world.ctx(NOW), seen)
    traces = (world.engagement_id, first.contact_id, second.contact_id, planned, SEEN, world.person_id)
    with town_of(postgres, tmp_path, service, engine, world.municipality_id) as town:
        yield Visits(town, world, traces)


@pytest.mark.parametrize("agency", [True, False], ids=["agency", "person"])
@pytest.mark.parametrize("reader", READERS)
def test_no_read_tells_whoever_is_close_of_the_person_not_what_their_own_agency_wrote_either(
    visits: Visits, reader: str, *, agency: bool
) -> None:
    by = READERS[reader]
    assert visits.telling(by) == visits.telling(colleague(by)) == TELLING[reader]
    visits.keep_away(Reader(by.agency_id, "" if agency else by.person_id))
    assert visits.telling(by) == set()
    if agency:
        assert visits.telling(colleague(by)) == set()
    else:
        assert visits.telling(colleague(by)) == TELLING[reader], "they work on"


def test_outreach_of_their_own_agency_is_an_unknown_one_to_whoever_is_close(visits: Visits) -> None:
    assert visits.engagement(NOW).planned_contact
    visits.keep_away(*(Reader(by.agency_id, by.person_id) for by in (NOW, COORDINATOR)))
    for by in (NOW, COORDINATOR):
        assert visits.refused(by, visits.name) == visits.refused(by, "engagements/01ABSENT")
        assert visits.log(by) == []
        assert visits.engagement(colleague(by)).state == pb.Engagement.STATE_ACTIVE
    assert visits.log(colleague(NOW)) == [(W31, False), (STATION, True)]


def test_whoever_is_close_reads_of_another_person_what_their_agency_wrote(visits: Visits) -> None:
    visits.town.keep_away(visits.world.case_id, "01ANOTHER", Reader(STATION))
    assert visits.engagement(NOW).name == visits.name
    assert visits.log(NOW) == [(W31, False), (STATION, True)]


def test_while_intake_is_silent_nobody_reads_of_anybody_not_their_own_either(visits: Visits) -> None:
    for by in READERS.values():
        with pytest.raises(PeerUnavailable):
            visits.log(by, silent="intake")
    with pytest.raises(PeerUnavailable):
        visits.engagement(NOW, silent="intake")


def test_what_an_agency_wrote_it_reads_while_consent_is_silent(visits: Visits) -> None:
    assert visits.log(BEFORE, silent="consent") == [(W31, True)]
