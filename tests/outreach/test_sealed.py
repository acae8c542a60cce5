"""What outreach writes about a person stands in the database as ciphertext, and ends with the person's key."""

import pytest
import sqlalchemy as sa

from kit import facts, sealing
from kit.kafka import Delivery
from kit.peers import Peers
from pb.tsunagi.erasure.v1.erasure_pb2 import SubjectsErased
from services.outreach.events import subscriptions
from services.outreach.store.tables import contacts, engagements
from services.outreach.store.tables import observations as observed
from services.outreach.use_cases import engagements as use_cases
from services.outreach.use_cases import observations
from tests.outreach.test_observations import NEIGHBOUR, seen
from tests.outreach.world import World

WORDS = "夜も窓が暗く"


def approached(world: World) -> None:
    world.open()
    use_cases.plan_approach(
        world.db, world.ctx(), world.engagement_id, reason=WORDS, method_plan=f"{WORDS}、手紙から", etag=""
    )
    world.log("DOOR", observations=WORDS, risk_signs=("NO_FOOD",))


def erased(world: World, *subjects: str) -> None:
    event = SubjectsErased(erasure_id="e-1", municipality_id=world.municipality_id, subjects=subjects)
    peers = Peers({}, None)  # type: ignore[arg-type]  # nobody is asked
    told = Delivery(world.ctx(), world.db, peers, event, "e-1", "e-1")
    subscriptions[event.DESCRIPTOR.full_name](told)


def listed(world: World, area: str = "") -> dict[str, tuple[str, str, str, str]]:
    found = observations.listed(world.db, world.ctx(), desks={}, area=area, case_id="", before="", limit=9)
    return {one.observation_id: (one.area, one.text, one.basis, one.informant) for one in found}


@pytest.mark.parametrize("case", ["", "case-1"])
def test_what_is_erased_says_nothing_and_is_found_by_no_area(world: World, case: str) -> None:
    """What was seen of an area has a key of its own; of a household, its case's."""
    gone = observations.record(world.db, world.ctx(), seen(world, case_id=case))
    left = observations.record(world.db, world.ctx(), seen(world, case_id="case-2"))
    told = {left.observation_id: ("NORTH", seen(world).text, seen(world).basis, NEIGHBOUR)}
    assert listed(world, "NORTH").keys() == {gone.observation_id, left.observation_id}
    erased(world, case or gone.observation_id)
    assert listed(world) == {gone.observation_id: ("", "", "", ""), **told}
    assert listed(world, "NORTH") == told
    assert world.db.scalars(sa.select(observed.c.area_key).where(observed.c.id == gone.observation_id)).all() == [""]


@pytest.mark.privacy
def test_an_agency_that_tells_of_an_erased_case_learns_of_none(world: World) -> None:
    observations.record(world.db, world.ctx(), seen(world, case_id="case-1"))
    erased(world, "case-1")
    told = [observations.record(world.db, world.ctx(), seen(world, case_id=case)) for case in ("case-1", "unknown")]
    shown = listed(world)
    assert [shown[one.observation_id] for one in told] == [
        ("NORTH", seen(world).text, seen(world).basis, NEIGHBOUR)
    ] * 2
    erased(world, told[0].observation_id)
    assert listed(world)[told[0].observation_id] == ("", "", "", "")
    assert listed(world, "NORTH").keys() == {told[1].observation_id}


def test_an_area_is_found_in_its_own_city_alone(world: World) -> None:
    observations.record(world.db, world.ctx(), seen(world))
    first = world.municipality_id
    world.municipality_id = f"{first}-next"
    assert listed(world, "NORTH") == {}
    observations.record(world.db, world.ctx(), seen(world))
    assert len(listed(world, "NORTH")) == 1
    world.municipality_id = first
    assert (len(listed(world, "NORTH")), listed(world, "SOUTH")) == (1, {})


@pytest.mark.parametrize("case", ["", "case-1"])
def test_nothing_that_was_written_can_be_read_in_the_tables(world: World, case: str) -> None:
    approached(world)
    observations.record(world.db, world.ctx(), seen(world, case_id=case, text=WORDS, basis=WORDS))
    stored = ""
    for table in (contacts, engagements, observed, *facts.tables):
        rows = sa.select(sa.func.string_agg(sa.cast(sa.literal_column(table.name), sa.Text), "\n"))
        stored += world.db.scalar(rows.select_from(table)) or ""
    assert world.engagement_id in stored
    clear = () if case else ("OBSERVATIONS.AREA.NORTH",)
    assert all(code in stored for code in clear), "what is seen of an area alone is counted under it"
    for code in clear:
        stored = stored.replace(code, "")
    assert all(words not in stored for words in (WORDS, "NO_FOOD", NEIGHBOUR, "NORTH"))


def test_without_the_persons_key_the_log_says_only_when_and_how(world: World) -> None:
    approached(world)
    observations.record(world.db, world.ctx(), seen(world, case_id=world.case_id))
    sealing.destroy(world.db, world.ctx(), [world.person_id, world.case_id])
    _, (contact,) = use_cases.list_contacts(world.db, world.ctx(), world.engagement_id, limit=9)
    assert (contact.entry.observations, contact.entry.risk_signs, contact.entry.result) == ("", (), "DOOR")
    assert (world.engagement.reason, world.engagement.method_plan) == ("", "")
    asked = {"area": "NORTH", "case_id": world.case_id, "before": "", "limit": 9}
    (left,) = observations.listed(world.db, world.ctx(), desks={}, **asked)  # type: ignore[arg-type]
    assert (left.text, left.basis, left.informant, left.source) == ("", "", "", "COMMUNITY")
