"""Partners outside the city hall at meetings: a seat, a request for information, an individual with an employer."""

import pytest

from services.meetings.domain.convening import Called, NotInvitable
from services.meetings.domain.rooms import EMERGENCY, SUPPORT
from services.meetings.use_cases import access, information, items
from tests.meetings.hall import MAN, RECORD, Hall

HEALTH_OFFICE, POLICE, FIRE, CARE_MANAGER = "W-25", "W-26", "W-27", "W-28"


@pytest.mark.plan("P-035")
def test_the_health_office_is_asked_for_information_and_has_its_seat(hall: Hall) -> None:
    hall.conclude(hall.ready(), "HOLD_SUPPORT_MEETING")
    item = hall.ready(SUPPORT, HEALTH_OFFICE, "W-05")
    chair = hall.staff("chair")
    request = information.ask(hall.db, chair, item, HEALTH_OFFICE, "最近の様子")
    assert [event.agency_id for event in hall.events("InformationRequested")] == [HEALTH_OFFICE]
    information.answer(hall.db, hall.agency(HEALTH_OFFICE), request, "FULL", "先月会えた", "", "")
    seen = access.readable(hall.db, hall.agency(HEALTH_OFFICE), item)
    assert HEALTH_OFFICE in {member.agency_id for member in seen.members}
    hall.conclude(item, "START_OUTREACH")
    assert HEALTH_OFFICE in hall.row(item).attending


@pytest.mark.plan("P-036")
def test_police_and_fire_brigade_sit_in_a_support_meeting_once_they_pledged(hall: Hall) -> None:
    item = hall.ready(SUPPORT, POLICE, FIRE, basis=EMERGENCY)
    hall.conclude(item, "EMERGENCY_ACTION")
    assert {POLICE, FIRE} <= set(hall.row(item).attending)


@pytest.mark.plan("P-037")
def test_a_care_manager_is_invited_as_an_individual_with_an_employer(hall: Hall) -> None:
    hall.conclude(hall.ready(), "HOLD_SUPPORT_MEETING")
    item = hall.propose(SUPPORT)
    hall.name(item, guests=[Called(CARE_MANAGER, "INDIVIDUAL", "01CAREMANAGER")])
    seen = {one.agency_id: one for one in access.readable(hall.db, hall.agency(CARE_MANAGER), item).members}
    assert (seen[CARE_MANAGER].capacity, seen[CARE_MANAGER].individual_id) == ("INDIVIDUAL", "01CAREMANAGER")
    assert CARE_MANAGER in {event.agency_id for event in hall.events("MemberInvited")}
    other = hall.propose(SUPPORT)
    family = [Called("W-05"), Called("W-11"), Called(CARE_MANAGER, "INDIVIDUAL", MAN)]
    with pytest.raises(NotInvitable):
        items.name_members(hall.db, hall.staff("chair"), other, family, RECORD, [MAN])
