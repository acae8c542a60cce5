"""A report of a breach names papers of its own case, as meetings itself says, or is refused without telling more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from kit import freezes
from kit.calls import Call
from kit.context import Actor
from kit.errors import NotFound, PeerUnavailable
from kit.ids import new_id
from kit.peers import Peers
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain.breaches import UnknownAgendaItem
from services.meetings.app import service as meetings
from tests.database import database_of
from tests.intake.conftest import Addresses
from tests.intake.test_rpc import servicer
from tests.intake.world import COORDINATOR, MONEY, MOTHER, WINDOW, World, actor
from tests.meetings.hall import Hall
from tests.serving import NOWHERE, answering
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy
CITY = "28216"


@pytest.fixture(scope="module")
def meetings_engine(postgres: Stack) -> Iterator[sa.Engine]:
    with database_of(postgres, "meetings") as found:
        yield found


@pytest.fixture(scope="module")
def asking(meetings_engine: sa.Engine, key_folder: Path, peers_at: Addresses) -> Iterator[Peers]:
    with answering(meetings, meetings_engine, key_folder, peers_at(NOWHERE)) as address:
        yield peers_at(address)


@pytest.fixture
def case_id(world: World) -> str:
    world.municipality_id = CITY
    return world.open_case(MOTHER)


def proposed(meetings_engine: sa.Engine, case_id: str) -> str:
    """An item at meetings, of this case."""
    with meetings_engine.begin() as db:
        return Hall(db, case_id=case_id).propose()


def report(world: World, peers: Peers, case_id: str, item_id: str, by: Actor | str = COORDINATOR) -> pb.Breach:
    item = f"agendaItems/{item_id}" if item_id else ""
    request = pb.ReportBreachRequest(
        name=f"cases/{case_id}", agency_id=MONEY, facts="会議録を置き忘れた", agenda_item=item
    )
    return servicer.report_breach(request, Call(world.ctx(by), world.db, peers))


def test_papers_of_the_case_go_with_the_report(
    world: World, case_id: str, asking: Peers, meetings_engine: sa.Engine
) -> None:
    item_id = proposed(meetings_engine, case_id)
    assert report(world, asking, case_id, item_id).agenda_item == f"agendaItems/{item_id}"
    assert [event.agenda_item_id for event in world.events("BreachReported")] == [item_id]


def test_an_item_of_another_case_or_city_and_one_that_is_not_there_are_one_answer_and_stop_nothing(
    world: World, case_id: str, asking: Peers, meetings_engine: sa.Engine
) -> None:
    others, mine = proposed(meetings_engine, new_id()), proposed(meetings_engine, case_id)
    told = set()
    for item_id in (others, new_id(), "x"):
        with pytest.raises(UnknownAgendaItem) as refused:
            report(world, asking, case_id, item_id)
        told.add(str(refused.value))
    assert len(told) == 1
    assert world.events("BreachReported") == []
    assert not freezes.stopped(world.db, world.ctx(), case_id, MONEY)
    world.municipality_id = f"city-{new_id()}"
    with pytest.raises(UnknownAgendaItem):
        report(world, asking, world.open_case(MOTHER), mine)


@pytest.mark.parametrize("stranger", [WINDOW, actor(WINDOW, "coordinator")], ids=["window", "elsewhere"])
def test_whoever_may_not_report_learns_nothing_of_an_item_and_nobody_is_asked(
    world: World, case_id: str, silent: Peers, stranger: Actor | str
) -> None:
    for item_id in ("", new_id()):
        with pytest.raises(NotFound):
            report(world, silent, case_id, item_id, stranger)


def test_while_meetings_does_not_answer_access_stops_by_a_report_without_papers(
    world: World, case_id: str, silent: Peers
) -> None:
    with pytest.raises(PeerUnavailable):
        report(world, silent, case_id, new_id())
    assert not freezes.stopped(world.db, world.ctx(), case_id, MONEY)
    report(world, silent, case_id, "")
    assert freezes.stopped(world.db, world.ctx(), case_id, MONEY)
