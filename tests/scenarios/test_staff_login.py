"""Staff of a city with a provider of its own: they come by its tokens, and by nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests import public
from tests.conftest import CITY_WITH_PROVIDER
from tsunagi.demo.client import Client, Refused
from tsunagi.demo.player import Player
from tsunagi.demo.scenario import ActorCard, load
from tsunagi.demo.staff import logins
from tsunagi.errors import StackError
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack
from tsunagi.staff import FOLDER
from tsunagi.staff import load as load_city

ROOT = Path(__file__).parents[2]
OFFER = ROOT / "tests" / "processes" / "offer.json"
SCENARIOS = sorted((ROOT / "examples" / "scenarios").glob("*.json"))
ADMINISTRATOR = ActorCard(
    "管理者", "W-31", "staff-admin", frozenset({"STAFF"}), frozenset({"administrator"}), frozenset({"ADMINISTRATION"})
)


@pytest.fixture
def client(still: Stack) -> Client:
    addresses = {service: still.grpc(service) for service in SERVICES}
    return Client(addresses, public.issuer(still), CITY_WITH_PROVIDER, logins(still))


def test_a_household_is_played_with_tokens_of_the_citys_issuer(client: Client) -> None:
    scenario = replace(load(OFFER), municipality=CITY_WITH_PROVIDER)
    assert Player(client, scenario, None).play()["case"]


def test_the_citys_key_vouches_for_none_of_its_staff(still: Stack) -> None:
    addresses = {service: still.grpc(service) for service in SERVICES}
    by_key = Client(addresses, public.issuer(still), CITY_WITH_PROVIDER)
    with pytest.raises(Refused) as refusal:
        by_key.call(ADMINISTRATOR, "IntakeService.ListStaff", "ADMINISTRATION", {})
    assert refusal.value.code == "UNAUTHENTICATED"


def test_whoever_is_not_in_the_file_is_told_where_to_be_entered(client: Client) -> None:
    stranger = replace(ADMINISTRATOR, person="staff-nobody")
    with pytest.raises(StackError, match=r"examples/staff/99202\.json"):
        client.call(stranger, "IntakeService.ListStaff", "ADMINISTRATION", {})


def test_the_records_say_what_the_file_says(still: Stack, client: Client) -> None:
    (city,) = still.cities
    members = client.call(ADMINISTRATOR, "IntakeService.ListStaff", "ADMINISTRATION", {})["members"]
    found = {one["staff_id"]: (one["agency_id"], set(one["roles"]), set(one["purposes"])) for one in members}
    assert found == {one.staff_id: (one.agency, set(one.roles), set(one.purposes)) for one in city.staff}
    assert {one["issuer"] for one in members} == {still.staff_issuer(CITY_WITH_PROVIDER)}


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_every_member_of_staff_in_a_scenario_can_sign_in_in_the_demo(file: Path) -> None:
    scenario = load(file)
    for card in scenario.actors.values():
        if "STAFF" in card.audiences:
            city = load_city(FOLDER / f"{card.municipality or scenario.municipality}.json")
            member = next(one for one in city.staff if one.staff_id == card.person)
            assert (member.agency, frozenset(member.roles)) == (card.agency, card.roles)
            assert frozenset(member.purposes) == card.purposes


def test_both_cities_of_the_demo_have_two_administrators_and_no_login_in_common() -> None:
    cities = [load_city(file) for file in FOLDER.glob("*.json")]
    assert {city.municipality for city in cities} == {"28216", "99201"}
    subjects = [one.subject for city in cities for one in city.staff]
    assert len(subjects) == len(set(subjects))
    for city in cities:
        assert sum("administrator" in one.roles for one in city.staff) == 2
