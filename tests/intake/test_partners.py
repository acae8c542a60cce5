"""Partners outside the city hall: the health office, police and fire brigade, care managers."""

import pytest

from services.intake.store import reference
from tests.intake.world import MOTHER, World

HEALTH_OFFICE, POLICE, FIRE, CARE_MANAGER = "W-25", "W-26", "W-27", "W-28"


@pytest.mark.parametrize(
    "agency",
    [
        pytest.param(HEALTH_OFFICE, marks=pytest.mark.plan("P-035")),
        pytest.param(POLICE, marks=pytest.mark.plan("P-036")),
        pytest.param(FIRE, marks=pytest.mark.plan("P-036")),
        pytest.param(CARE_MANAGER, marks=pytest.mark.plan("P-037")),
    ],
)
def test_a_partner_brings_a_household_as_a_consultation(world: World, agency: str) -> None:
    consultation_id = world.register(MOTHER, by=agency, consulter="AGENCY")
    assert world.consultation(consultation_id).receiving_agency_id == agency
    assert [event.consultation_id for event in world.events("ConsultationReceived")] == [consultation_id]


@pytest.mark.plan("P-035")
def test_the_health_office_receives_a_handoff_and_takes_it(world: World) -> None:
    handoff_id = world.offered(MOTHER, candidates=(HEALTH_OFFICE,))
    assert [item.kind for item in world.inbox(HEALTH_OFFICE)] == ["HANDOFF_OFFERED"]
    world.accept(handoff_id, by=HEALTH_OFFICE)
    assert world.handoff(handoff_id).state == "ACCEPTED"


@pytest.mark.plan("P-036")
def test_police_and_fire_brigade_are_called_in_an_emergency_and_take_no_ordinary_handoff(world: World) -> None:
    known = reference.of(world.db, world.ctx())
    assert [known.agencies[agency].receives for agency in (POLICE, FIRE)] == ["EMERGENCY", "EMERGENCY"]
