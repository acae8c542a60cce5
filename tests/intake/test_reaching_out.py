"""Who may be given the outreach to a person, as intake tells the service that keeps it."""

from typing import Any

import pytest

from kit.calls import Call
from kit.peers import Peers
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain.reference import OUTREACH
from services.intake.domain.relations import SUSPECTED_PERPETRATOR, Reader
from services.intake.rpc import IntakeServicer
from services.intake.store import reference
from services.intake.use_cases import cases, reaching_out, relations
from tests.intake.test_reference_versions import document, office, publish, today
from tests.intake.world import COORDINATING, MONEY, MOTHER, OTHER, SON, WINDOW, World

PROGRAMME = "S-13"


def carried_by(world: World, *agencies: str) -> dict[str, Any]:
    """The newest version, in which these carry outreach beside whoever did."""
    data = document(world, "entrusted")
    [programme] = [one for one in data["programmes"] if one["programme_id"] == PROGRAMME]
    programme["agency_ids"] += agencies
    return data


def may(world: World, case_id: str, agency_id: str) -> bool:
    return reaching_out.check(world.db, world.ctx(), case_id, world.people(case_id)[0], agency_id).may_be_given


@pytest.mark.plan("P-084")
def test_in_the_city_of_the_plan_outreach_is_its_own_desks_alone(world: World) -> None:
    assert reference.load().programmes[PROGRAMME]["legal_basis"] == OUTREACH
    case_id = world.open_case(MOTHER)
    for agency in (*reference.load().agencies, "unknown", ""):
        assert may(world, case_id, agency) is (agency == COORDINATING), agency


def test_whom_the_catalogue_names_for_outreach_may_be_given_it_while_it_is_open(world: World) -> None:
    case_id = world.open_case(MOTHER)
    publish(world, carried_by(world, MONEY, WINDOW))
    assert may(world, case_id, MONEY)
    assert not may(world, case_id, OTHER)
    data = document(world, "paused")
    office(data, MONEY)["pauses"] = [{"from": today(world), "until": today(world, days=9)}]
    publish(world, data)
    assert not may(world, case_id, MONEY)
    assert may(world, case_id, WINDOW)


def test_the_citys_desk_for_outreach_may_be_given_it_where_it_is_not_the_coordinators(world: World) -> None:
    case_id = world.open_case(MOTHER)
    publish(world, document(world, "desk", outreach_agency_id=MONEY))
    assert may(world, case_id, MONEY)
    assert may(world, case_id, COORDINATING), "it can come back"


@pytest.mark.privacy
def test_an_agency_that_is_kept_away_from_somebody_of_the_case_is_not_given_it(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    publish(world, carried_by(world, MONEY))
    mother, son = world.people(case_id)
    relations.enter(world.db, world.ctx(), case_id, son, mother, SUSPECTED_PERPETRATOR, [Reader(MONEY)])
    assert not may(world, case_id, MONEY)


def test_the_service_that_asks_hears_yes_or_no_and_whether_there_is_anybody_left(world: World, silent: Peers) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.start_tracks(case_id)
    publish(world, carried_by(world, MONEY))
    call = Call(world.ctx(), world.db, silent)

    def answer(person: str, agency: str) -> tuple[bool, bool]:
        asked = pb.CheckOutreachAgencyRequest(case_id=case_id, person_id=person, agency_id=agency)
        found = IntakeServicer().check_outreach_agency(asked, call)
        return found.may_be_given, found.over

    assert (answer(son, MONEY), answer(son, OTHER)) == ((True, False), (False, False))
    cases.record_death(world.db, world.ctx(), case_id, mother, world.now)
    assert (answer(mother, MONEY)[1], answer(son, MONEY)[1]) == (True, False)
