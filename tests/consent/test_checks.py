"""CheckGrant says the truth, and never more: by person, agency, category, purpose and date."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from kit.errors import InvalidArgument, NotFound
from services.consent.store import forms, requests
from services.consent.use_cases import checks, endings, seeking
from tests.consent.world import COORDINATOR, OTHER, RECIPIENT, WINDOW, World, actor, terms
from tests.database import waits_for_a_row
from tests.waiting import eventually


def test_every_category_that_is_asked_needs_its_grant(world: World) -> None:
    world.record(terms(categories=("C1", "C3")))
    assert world.permits(RECIPIENT, "C1", "C3")
    assert not world.permits(RECIPIENT, "C1", "C4")


def test_asking_for_no_category_is_not_answered_with_yes(world: World) -> None:
    world.record(terms())
    with pytest.raises(InvalidArgument):
        checks.check_grant(world.db, world.ctx(), world.case_id, world.ichiro, RECIPIENT, "HANDOFF", ())


def test_a_grant_for_one_purpose_does_not_serve_another(world: World) -> None:
    world.record(terms(purposes=("HANDOFF",)))
    assert not world.permits(purpose="PLAN_MEETING")


def test_a_grant_for_one_agency_does_not_serve_another(world: World) -> None:
    world.record(terms(RECIPIENT))
    assert not world.permits(OTHER)


def test_one_members_consent_never_covers_another(world: World) -> None:
    world.record(terms(), person_id=world.ichiro)
    assert not world.permits(person_id=world.hanako)


def test_a_consent_in_one_case_does_not_serve_another_case(world: World) -> None:
    world.record(terms())
    assert not world.permits(case_id="case-another")


def test_a_grant_ends_by_itself_at_its_last_moment(world: World) -> None:
    world.record(terms(until=world.now + timedelta(days=30)))
    world.pass_time(days=30, microseconds=-1)
    assert world.permits()
    world.pass_time(microseconds=1)
    assert not world.permits()


def test_a_withdrawn_and_a_refused_cell_do_not_permit(world: World) -> None:
    world.record(terms(), refused=(terms(OTHER),))
    world.withdraw(RECIPIENT)
    assert not world.permits(RECIPIENT)
    assert not world.permits(OTHER)


def test_the_agencies_of_a_purpose_are_those_with_a_grant_in_force(world: World) -> None:
    world.record(terms(RECIPIENT, purposes=("PLAN_MEETING",)), terms(OTHER, purposes=("HANDOFF",)))
    found = checks.list_granted_agencies(world.db, world.ctx(), world.case_id, world.ichiro, "PLAN_MEETING")
    assert found == [RECIPIENT]


def test_the_coordinator_sees_all_grants_and_a_recipient_only_its_own(world: World) -> None:
    world.record(terms(RECIPIENT), terms(OTHER), refused=(terms(OTHER, ("C5",)),))
    everything = checks.list_grants(world.db, world.ctx(), world.case_id, include_ended=True, limit=50)
    assert len(everything) == 5
    own = checks.list_grants(world.db, world.ctx(actor(OTHER)), world.case_id, include_ended=True, limit=50)
    assert {(grant.cell.agency_id, grant.state.value) for grant in own} == {(OTHER, "GRANTED")}


@pytest.mark.privacy
def test_an_agency_does_not_see_what_waits_for_an_answer_nor_that_it_came_to_nothing(world: World) -> None:
    form = next(iter(forms.load(world.municipality_id)))
    seeking.seek(world.db, world.ctx(), world.reference, world.ichiro, form, [OTHER])
    assert checks.list_grants(world.db, world.ctx(), world.case_id, include_ended=True, limit=50)
    assert not checks.list_grants(world.db, world.ctx(actor(OTHER)), world.case_id, include_ended=True, limit=50)
    world.record(terms(OTHER))
    own = checks.list_grants(world.db, world.ctx(actor(OTHER)), world.case_id, include_ended=True, limit=50)
    assert {grant.state.value for grant in own} == {"GRANTED"}


@pytest.mark.parametrize("agency_id", [WINDOW, COORDINATOR])
def test_without_the_coordinators_role_nobody_sees_who_else_was_granted(world: World, agency_id: str) -> None:
    world.record(terms(RECIPIENT))
    assert checks.list_grants(world.db, world.ctx(actor(agency_id)), world.case_id, limit=50) == []


def test_a_request_is_seen_by_the_coordinator_of_its_case_only(world: World) -> None:
    request_id = world.ask()
    assert seeking.get_request(world.db, world.ctx(), request_id).person_id == world.ichiro
    for other in (actor(COORDINATOR), actor(OTHER, "coordinator"), actor(WINDOW)):
        with pytest.raises(NotFound):
            seeking.get_request(world.db, world.ctx(other), request_id)


def test_a_record_of_another_municipality_does_not_exist(world: World) -> None:
    request_id = world.ask()
    world.record(terms(), request_id=request_id)
    elsewhere = replace(world.ctx(), municipality_id="elsewhere")
    with pytest.raises(NotFound):
        seeking.get_request(world.db, elsewhere, request_id)
    assert checks.check_grant(world.db, elsewhere, world.case_id, world.ichiro, RECIPIENT, "HANDOFF", ("C1",)) == []


def test_coverage_of_a_request_follows_its_grants(world: World) -> None:
    request_id = world.ask()
    world.record(terms(RECIPIENT), terms(OTHER), request_id=request_id)
    assert seeking.get_request(world.db, world.ctx(), request_id).coverage == "FULL"
    world.withdraw(OTHER)
    assert seeking.get_request(world.db, world.ctx(), request_id).coverage == "PARTIAL"
    endings.end_by_death(world.db, world.ctx(), world.case_id, world.ichiro)
    assert seeking.get_request(world.db, world.ctx(), request_id).coverage == "NONE"


@pytest.mark.plan("P-113")
def test_a_check_waits_for_a_withdrawal_under_way_and_then_says_no(engine: sa.Engine) -> None:
    with engine.begin() as db:
        world = World(db)
        world.record(terms())
    answers: list[bool] = []

    def check() -> None:
        with engine.begin() as other:
            answers.append(World(other, case_id=world.case_id, municipality_id=world.municipality_id).permits())

    asking = threading.Thread(target=check)
    with engine.begin() as db:
        withdrawing = World(db, case_id=world.case_id, municipality_id=world.municipality_id)
        withdrawing.withdraw()
        asking.start()
        eventually(lambda: waits_for_a_row(engine))
        assert answers == []
    asking.join(10)
    assert answers == [False]


def test_the_end_of_a_case_waits_for_a_request_under_way_and_closes_it(engine: sa.Engine) -> None:
    """Its process is cancelled by then, but not the step in hand: nobody would take its work from the list again."""
    with engine.begin() as db:
        world = World(db)

    def end() -> None:
        with engine.begin() as other:
            ending = World(other, case_id=world.case_id, municipality_id=world.municipality_id)
            endings.close_case(other, ending.ctx(), ending.case_id, "MOVED_OUT")

    closing = threading.Thread(target=end)
    with engine.begin() as db:
        asking = World(db, case_id=world.case_id, municipality_id=world.municipality_id)
        requests.lock_case(db, asking.case_id)
        request_id = asking.ask()
        closing.start()
        eventually(lambda: waits_for_a_row(engine))
    closing.join(10)
    with engine.begin() as db:
        after = World(db, case_id=world.case_id, municipality_id=world.municipality_id)
        assert after.open_items() == []
        assert requests.lock_request(db, after.ctx(), request_id).state == "CLOSED"
