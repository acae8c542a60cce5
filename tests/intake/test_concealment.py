"""支援措置: an address that one to three named people may ask for, and that nothing else tells.

Five public incidents (research note, section 6): each has a test here as far as it touches what intake does.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from kit import disclosure
from kit.calls import Call
from kit.context import Actor
from kit.disclosure import Shown
from kit.errors import InvalidArgument, NotFound, PeerUnavailable, StaleEtag
from kit.outbox import outbox
from kit.peers import Peers
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.app import service
from services.intake.domain import Person, UnknownAgency, address_key, match_key
from services.intake.domain.concealment import Keeper, MeasureRuns
from services.intake.rpc import IntakeServicer
from services.intake.store import rows, tables
from services.intake.use_cases import cases, concealment, merging, overview
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, MOTHER, OTHER, SON, WINDOW, World, actor

DESK = "W-19"
KEEPER = actor(DESK)
SECOND = actor(COORDINATING, "coordinator")
KEEPERS = [Keeper(DESK, KEEPER.person_id), Keeper(COORDINATING, SECOND.person_id)]
CHILD = Person("", "架空 桃", "カクウ モモ", "2019-05-06", "", MOTHER.address, "長女")
YEAR = timedelta(days=365)
servicer = IntakeServicer()


def measure(world: World, person_id: str, by: Actor | str = WINDOW, keepers: list[Keeper] = KEEPERS) -> str:
    return concealment.conceal(world.db, world.ctx(by), person_id, keepers, world.now + YEAR)


def row(world: World, person_id: str) -> Any:
    return rows.get(world.db, world.ctx(), tables.persons, person_id)


def of(world: World, consultation_id: str) -> list[str]:
    return list(world.consultation(consultation_id).person_ids)


def ask(world: World, peers: Peers, person_id: str, by: Actor | str) -> tuple[str, list[Shown]]:
    """As the edge does it."""
    call = Call(world.ctx(by), world.db, peers)
    answer = servicer.get_concealed_address(pb.GetConcealedAddressRequest(person_id=person_id), call)
    shown = disclosure.reduce(call.db, [answer], call.abouts, call.ctx, call.peers, service.disclosure_check)
    return answer.address, shown


@pytest.fixture
def consultation_id(world: World) -> str:
    return world.receive(MOTHER, CHILD, SON.__class__("", "別居 次郎", "ベッキョ ジロウ", "1970-01-01", "", "別の町9"))


def test_only_named_keepers_learn_it_each_time_as_an_entry_of_the_ledger(
    world: World, answering: Peers, consultation_id: str
) -> None:
    mother = of(world, consultation_id)[0]
    measure(world, mother)
    for keeper in (KEEPER, SECOND):
        address, shown = ask(world, answering, mother, keeper)
        assert address == MOTHER.address
        assert [(one.person_id, one.field, one.category, one.rule) for one in shown] == [
            (mother, "ConcealedAddress.address", "C2X", "D5-02")
        ]
    for nobody in (WINDOW, actor(DESK, "coordinator").__class__(KEEPER.audiences, DESK, "staff-other"), MONEY):
        with pytest.raises(NotFound):
            ask(world, answering, mother, nobody)


def test_not_being_answered_is_being_concealed(world: World, silent: Peers, consultation_id: str) -> None:
    mother, _child, other = of(world, consultation_id)
    measure(world, mother)
    with pytest.raises(PeerUnavailable):
        ask(world, silent, mother, KEEPER)
    concealed = [concealment.is_concealed(world.db, world.ctx(), one) for one in (mother, other, "01ABSENT")]
    assert concealed == [True, False, True]


def test_who_lives_with_them_is_concealed_too_and_neither_area_nor_household_tells_the_address(world: World) -> None:
    consultation_id = world.receive(MOTHER, CHILD, replace(SON, address="別の町9"), area="例町")
    mother, child, son = of(world, consultation_id)
    measure(world, mother)
    assert [row(world, one).address for one in (mother, child, son)] == ["", "", "別の町9"]
    kept = world.consultation(consultation_id)
    others = {match_key(one) for one in (MOTHER, CHILD, SON)} | {address_key("別の町9")}
    assert (kept.area, set(kept.household_keys)) == ("", set(map(world.blind, others)))


def test_daito_2025_one_file_is_not_set_and_the_other_tells(world: World) -> None:
    """Set in one place, told in another. Every file of the person is concealed, before and after."""
    earlier = of(world, world.receive(MOTHER, by=MONEY))[0]
    mother = of(world, world.receive(MOTHER))[0]
    measure(world, mother)
    later_id = world.receive(replace(MOTHER, address="新しい町1"), SON, by=OTHER, area="新しい町")
    later = of(world, later_id)
    assert [row(world, one).address for one in (earlier, mother, *later)] == ["", "", "", SON.address]
    assert world.consultation(later_id).area == ""
    assert row(world, later[0]).concealed_address == "新しい町1"
    assert concealment.address(world.db, world.ctx(KEEPER), later[0]).concealed_address == "新しい町1"


def test_meguro_2025_release_runs_on_what_stands_now_and_not_on_a_stale_list(
    world: World, consultation_id: str
) -> None:
    mother = of(world, consultation_id)[0]
    measure_id = measure(world, mother)
    (listed,) = concealment.kept(world.db, world.ctx(KEEPER))
    world.pass_time(days=360)
    measure(world, mother, SECOND)
    world.pass_time(days=10)
    with pytest.raises(StaleEtag):
        concealment.release(world.db, world.ctx(KEEPER), measure_id, str(listed.revision))
    (again,) = concealment.kept(world.db, world.ctx(KEEPER))
    with pytest.raises(MeasureRuns):
        concealment.release(world.db, world.ctx(KEEPER), measure_id, str(again.revision))
    assert row(world, mother).address == ""
    world.pass_time(days=365)
    assert concealment.is_concealed(world.db, world.ctx(), mother)
    with pytest.raises(NotFound):
        concealment.release(world.db, world.ctx(WINDOW), measure_id, str(again.revision))
    concealment.release(world.db, world.ctx(KEEPER), measure_id, str(again.revision))
    assert row(world, mother).address == MOTHER.address
    assert not concealment.is_concealed(world.db, world.ctx(), mother)


def test_atsugi_2022_an_address_on_somebody_elses_paper(world: World) -> None:
    """A member of the household, and one who comes to it later, carries the same address: it is concealed there."""
    case_id = world.open_case(MOTHER)
    (mother,) = world.people(case_id)
    measure(world, mother, COORDINATOR)
    added = cases.add_person(world.db, world.ctx(), case_id, CHILD, "")
    apart = cases.add_person(world.db, world.ctx(), case_id, replace(SON, address="別の町9"), "")
    assert [row(world, one).address for one in (mother, added, apart)] == ["", "", "別の町9"]
    assert concealment.address(world.db, world.ctx(KEEPER), added).concealed_address == MOTHER.address


def test_amagasaki_2024_what_was_concealed_stays_so_on_the_way_back(world: World) -> None:
    """A person who gets a file of their own, by separation, takes the concealment along with its keepers."""
    case_id = world.open_case(MOTHER, replace(SON, address="別の町9"))
    mother = world.people(case_id)[0]
    measure(world, mother, COORDINATOR)
    name = merging.separate(world.db, world.ctx(), case_id, mother, "別の世帯だった")
    (again,) = of(world, name.rsplit("/", 1)[-1])
    assert again != mother
    assert row(world, again).address == ""
    assert concealment.address(world.db, world.ctx(KEEPER), again).concealed_address == MOTHER.address


def test_meguro_again_an_application_protects_from_the_first_entry_at_the_violence_desk(world: World) -> None:
    """仮支援措置: an address told there is concealed before any keeper is named, at every other window as well."""
    desk = world.receive(MOTHER, by=DESK, area="例町")
    (there,) = of(world, world.receive(MOTHER, by=OTHER))
    (mother,) = of(world, desk)
    assert [row(world, one).address for one in (mother, there)] == ["", ""]
    kept = world.consultation(desk)
    assert (kept.area, kept.household_keys) == ("", [world.blind(match_key(MOTHER))])
    with pytest.raises(NotFound):
        concealment.address(world.db, world.ctx(KEEPER), mother)
    measure(world, mother, DESK)
    for one in (mother, there):
        assert concealment.address(world.db, world.ctx(KEEPER), one).concealed_address == MOTHER.address


def test_who_fled_together_has_the_same_keepers_although_the_violence_desk_concealed_them_first(world: World) -> None:
    mother, child, apart = of(world, world.receive(MOTHER, CHILD, replace(SON, address="別の町9"), by=DESK))
    measure_id = measure(world, mother, DESK)
    (kept,) = concealment.kept(world.db, world.ctx(SECOND))
    assert kept.person_ids == sorted([mother, child])
    assert concealment.address(world.db, world.ctx(KEEPER), child).concealed_address == MOTHER.address
    with pytest.raises(NotFound):
        concealment.address(world.db, world.ctx(KEEPER), apart)
    (elsewhere,) = of(world, world.receive(CHILD, by=OTHER))
    assert concealment.address(world.db, world.ctx(KEEPER), elsewhere).concealed_address == MOTHER.address
    world.pass_time(days=366)
    (kept,) = concealment.kept(world.db, world.ctx(KEEPER))
    concealment.release(world.db, world.ctx(KEEPER), measure_id, str(kept.revision))
    assert [row(world, one).address for one in (mother, child, elsewhere)] == [MOTHER.address] * 3


def test_nothing_of_it_is_told_to_engine_or_broker(world: World, consultation_id: str) -> None:
    def told() -> int:
        query = sa.select(sa.func.count()).select_from(outbox).where(outbox.c.municipality_id == world.municipality_id)
        return world.db.scalar(query) or 0

    before, work = told(), world.open_items()
    measure_id = measure(world, of(world, consultation_id)[0])
    world.pass_time(days=366)
    concealment.release(world.db, world.ctx(KEEPER), measure_id, "1")
    assert (told(), world.open_items()) == (before, work)


def test_no_record_and_no_list_carries_a_concealed_address(
    world: World, answering: Peers, consultation_id: str
) -> None:
    mother = of(world, consultation_id)[0]
    measure(world, mother)
    for reader in (WINDOW, COORDINATOR, KEEPER):
        call = Call(world.ctx(reader), world.db, answering)
        try:
            read = servicer.get_consultation(pb.GetConsultationRequest(name=f"consultations/{consultation_id}"), call)
        except NotFound:
            continue
        assert [person.concealed_address for person in read.persons] == ["", "", ""]
        assert MOTHER.address not in str(read)
    assert overview.known_without_support(world.db, world.ctx()) == []


def test_a_measure_names_one_to_three_people_of_known_agencies_and_ends_later(
    world: World, consultation_id: str
) -> None:
    mother = of(world, consultation_id)[0]
    four = [Keeper(DESK, f"staff-{number}") for number in range(4)]
    for keepers in ([], four, [Keeper(DESK, "")]):
        with pytest.raises(InvalidArgument):
            measure(world, mother, keepers=keepers)
    with pytest.raises(UnknownAgency):
        measure(world, mother, keepers=[Keeper("W-99", "staff-1")])
    with pytest.raises(InvalidArgument):
        concealment.conceal(world.db, world.ctx(WINDOW), mother, KEEPERS, world.now)
    for stranger in (MONEY, actor(WINDOW + "x")):
        with pytest.raises(NotFound):
            measure(world, mother, stranger)


def test_whoever_is_no_keeper_neither_learns_of_a_measure_nor_changes_it(world: World, consultation_id: str) -> None:
    mother = of(world, consultation_id)[0]
    measure(world, mother)
    with pytest.raises(NotFound):
        measure(world, mother, WINDOW)
    assert concealment.kept(world.db, world.ctx(WINDOW)) == []
    assert len(concealment.kept(world.db, world.ctx(SECOND))) == 1
