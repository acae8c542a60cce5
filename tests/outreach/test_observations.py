"""What is seen of an area or a household is collected with its source (P-082); who told it: test_informant.py."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from kit.errors import InvalidArgument
from services.outreach.domain import Observation
from services.outreach.store.tables import observations as table
from services.outreach.use_cases import observations
from tests.outreach.world import World, actor

NEIGHBOUR = "隣の 曙太郎さん"
DESKS = {"coordinator": "W-31", "outreach-worker": "W-30"}
NEIGHBOURING_AGENCY = actor("W-24", "agency-worker")


def seen(world: World, **changes: str) -> Observation:
    known = Observation(
        area="NORTH",
        case_id="",
        text="夜も窓が暗く、郵便がたまっている",
        source="COMMUNITY",
        basis="見守り協定",
        informant=NEIGHBOUR,
        occurred_at=world.now,
    )
    return replace(known, **changes)  # type: ignore[arg-type]


def listed(world: World, *by: str, agency: str = "W-31") -> list[Observation]:
    ctx = world.ctx(actor(agency, *by))
    return observations.listed(world.db, ctx, desks=DESKS, area="NORTH", case_id="", before="", limit=9)


@pytest.mark.plan("P-082")
def test_any_agency_tells_what_it_saw_and_those_who_reach_out_see_it(world: World) -> None:
    observations.record(world.db, world.ctx(NEIGHBOURING_AGENCY), seen(world))
    (found,) = listed(world, "outreach-worker", agency="W-30")
    assert (found.text, found.source, found.recorded_by_agency_id) == (seen(world).text, "COMMUNITY", "W-24")
    assert listed(world, "agency-worker", agency="W-24") == listed(world, "coordinator") == [found]


@pytest.mark.plan("P-082", "P-083")
def test_other_agencies_see_nothing_of_it(world: World) -> None:
    observations.record(world.db, world.ctx(NEIGHBOURING_AGENCY), seen(world))
    assert listed(world, "agency-worker", agency="W-21") == []
    assert listed(world, "chair") == []


@pytest.mark.privacy
@pytest.mark.plan("P-082")
def test_a_role_of_those_who_reach_out_counts_at_the_citys_own_desk_only(world: World) -> None:
    observations.record(world.db, world.ctx(NEIGHBOURING_AGENCY), seen(world))
    elsewhere = [("coordinator", "W-21"), ("outreach-worker", "W-21"), ("outreach-worker", "W-31"), ("manager", "W-31")]
    for role, agency in elsewhere:
        assert listed(world, role, agency=agency) == [], (role, agency)
    agencys_own = replace(actor("W-31", "coordinator"), audiences=frozenset({"AGENCY"}))
    ctx = world.ctx(agencys_own)
    assert observations.listed(world.db, ctx, desks=DESKS, area="NORTH", case_id="", before="", limit=9) == []


def test_all_faults_of_an_observation_are_told_at_once(world: World) -> None:
    wrong = seen(world, area="", text="", basis=" ", source="RUMOUR")
    with pytest.raises(InvalidArgument) as refused:
        observations.record(world.db, world.ctx(), wrong)
    assert {one.field for one in refused.value.violations} == {"area", "text", "basis", "source"}


@pytest.mark.parametrize("case_id", ["a:b", "a/b", "案件", "x" * 65, "case-1\n"])
def test_what_cannot_be_the_id_of_a_case_is_refused(world: World, case_id: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        observations.record(world.db, world.ctx(), seen(world, case_id=case_id))
    assert [one.field for one in refused.value.violations] == ["case_id"]


def test_intake_is_told_under_whose_key_it_is_kept_and_nothing_of_what_was_seen(world: World) -> None:
    of_area = observations.record(world.db, world.ctx(), seen(world))
    of_case = observations.record(world.db, world.ctx(), seen(world, case_id=world.case_id))
    told = [
        (event.case_id, event.observation_id, event.recorded_at)
        for event in (*world.events("ObservationRecorded", of_area.observation_id), *world.events())
    ]
    at = world.now.isoformat()
    ids = (of_area.observation_id, of_case.observation_id)
    assert told == [(ids[0], ids[0], at), (world.case_id, ids[1], at)]


def test_an_observation_is_never_changed(world: World) -> None:
    observations.record(world.db, world.ctx(), seen(world))
    with pytest.raises(sa.exc.DatabaseError, match="append-only"):
        world.db.execute(table.update().values(source="STAFF"))
