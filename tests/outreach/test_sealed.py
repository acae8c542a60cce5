"""What outreach writes about a person stands in the database as ciphertext, and ends with the person's key."""

import pytest
import sqlalchemy as sa

from kit import sealing
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


def test_what_was_seen_of_an_area_has_a_key_of_its_own_and_ends_with_it(world: World) -> None:
    gone, left = (observations.record(world.db, world.ctx(), seen(world)) for _ in range(2))
    sealing.destroy(world.db, world.ctx(), [gone.observation_id])
    found = observations.listed(world.db, world.ctx(), area="NORTH", case_id="", before="", limit=9)
    told = {one.observation_id: (one.text, one.basis, one.informant) for one in found}
    assert told == {
        gone.observation_id: ("", "", ""),
        left.observation_id: (seen(world).text, seen(world).basis, NEIGHBOUR),
    }


@pytest.mark.parametrize("case", ["", "case-1"])
def test_nothing_that_was_written_can_be_read_in_the_tables(world: World, case: str) -> None:
    approached(world)
    observations.record(world.db, world.ctx(), seen(world, case_id=case, text=WORDS, basis=WORDS))
    stored = ""
    for table in (contacts, engagements, observed):
        rows = sa.select(sa.func.string_agg(sa.cast(sa.literal_column(table.name), sa.Text), "\n"))
        stored += world.db.scalar(rows.select_from(table)) or ""
    assert world.engagement_id in stored
    assert all(words not in stored for words in (WORDS, "NO_FOOD", NEIGHBOUR))


def test_without_the_persons_key_the_log_says_only_when_and_how(world: World) -> None:
    approached(world)
    observations.record(world.db, world.ctx(), seen(world, case_id=world.case_id))
    sealing.destroy(world.db, world.ctx(), [world.person_id, world.case_id])
    _, (contact,) = use_cases.list_contacts(world.db, world.ctx(), world.engagement_id, limit=9)
    assert (contact.entry.observations, contact.entry.risk_signs, contact.entry.result) == ("", (), "DOOR")
    assert (world.engagement.reason, world.engagement.method_plan) == ("", "")
    (left,) = observations.listed(world.db, world.ctx(), area="NORTH", case_id=world.case_id, before="", limit=9)
    assert (left.text, left.basis, left.informant, left.source) == ("", "", "", "COMMUNITY")
