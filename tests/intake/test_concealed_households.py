"""A concealed address whose person turns out to be somebody already known, or comes into another household (P-022)."""

from dataclasses import replace

import pytest

from services.intake.domain import Person, address_key
from services.intake.use_cases import cases, concealment, correcting, merging
from tests.intake.test_concealment import CHILD, KEEPER, measure, of, row
from tests.intake.world import COORDINATOR, MONEY, MOTHER, OTHER, SON, World

pytestmark = [pytest.mark.plan("P-022"), pytest.mark.privacy]

MISSPELT = replace(MOTHER, kana="カクウ ハナ", birth_date="1944-02-04")
GRANDMOTHER = Person("", "架空 梅", "カクウ ウメ", "1920-01-02", "", MOTHER.address, "祖母")


def merge(world: World, case_id: str, into: str, same: dict[str, str]) -> None:
    merging.merge(world.db, world.ctx(), case_id, into, same, "同じ世帯だった", "")


def told(world: World, *person_ids: str) -> list[str]:
    return [row(world, one).address for one in person_ids]


def known_to_keeper(world: World, *person_ids: str) -> list[str]:
    return [concealment.address(world.db, world.ctx(KEEPER), one).concealed_address for one in person_ids]


@pytest.mark.parametrize("concealed", ["ended", "kept"])
def test_two_files_of_one_person_that_become_one_are_concealed_when_one_of_them_was(
    world: World, concealed: str
) -> None:
    ended, kept = world.open_case(MISSPELT, area="例町"), world.open_case(MOTHER, area="例町")
    elsewhere = of(world, world.receive(MOTHER if concealed == "ended" else MISSPELT, by=MONEY))[0]
    (doubled,), (mother,) = world.people(ended), world.people(kept)
    measure(world, doubled if concealed == "ended" else mother, COORDINATOR)
    merge(world, ended, kept, {doubled: mother})
    assert told(world, doubled, mother, elsewhere) == ["", "", ""]
    assert known_to_keeper(world, doubled, mother, elsewhere) == [MOTHER.address] * 3
    for case_id in (ended, kept):
        consultation = world.consultation_of(case_id)
        assert consultation.area == ""
        assert world.blind(address_key(MOTHER.address)) not in consultation.household_keys


def test_with_whom_a_concealed_person_turns_out_to_live_is_concealed_with_them(world: World) -> None:
    ended, kept = world.open_case(MOTHER), world.open_case(GRANDMOTHER, replace(SON, address="別の町9"), area="例町")
    (mother,), (grandmother, apart) = world.people(ended), world.people(kept)
    measure(world, mother, COORDINATOR)
    merge(world, ended, kept, {})
    assert told(world, *world.people(kept)) == ["", "別の町9", ""]
    assert known_to_keeper(world, grandmother, world.people(kept)[2]) == [MOTHER.address] * 2
    consultation = world.consultation_of(kept)
    assert consultation.area == ""
    assert world.blind(address_key(MOTHER.address)) not in consultation.household_keys
    assert row(world, apart).concealed_address == ""


def test_who_comes_into_the_household_to_which_a_concealed_person_fled_was_known_there_openly_before(
    world: World,
) -> None:
    (mother,) = of(world, world.receive(MOTHER, by=OTHER))
    measure(world, mother, OTHER)
    case_id = world.open_case(GRANDMOTHER)
    (grandmother,) = world.people(case_id)
    assert told(world, grandmother) == [MOTHER.address]
    added = cases.add_person(world.db, world.ctx(), case_id, MOTHER, "")
    assert told(world, grandmother, added) == ["", ""]
    assert known_to_keeper(world, grandmother, added) == [MOTHER.address] * 2


def test_a_neighbours_note_of_the_address_is_concealed_when_it_joins_the_case_before_and_after(world: World) -> None:
    """Whoever names nobody by birth date is not recognised; the address is, once the note belongs to the file."""
    case_id = world.open_case(MOTHER, CHILD)
    mother, _child = world.people(case_id)
    unknown = Person("", "花子さん", "", "", "", MOTHER.address)
    notes = [world.receive(unknown, by=MONEY, consulter="RESIDENT", area="例町") for _ in range(2)]
    first, second = (of(world, one)[0] for one in notes)

    def join(consultation_id: str) -> None:
        world.screen(consultation_id, open_case=case_id)
        note = world.consultation(consultation_id)
        world.run("apply-route", caseId=note.case_id, consultationId=note.id, route="JOIN", urgency=0)

    join(notes[0])
    assert told(world, first) == [MOTHER.address]
    measure(world, mother, COORDINATOR)
    assert told(world, first, second) == ["", MOTHER.address]
    join(notes[1])
    assert told(world, second) == [""]
    assert [world.consultation(one).area for one in notes] == ["", ""]
    assert known_to_keeper(world, first, second) == [MOTHER.address] * 2


def test_whoever_is_found_elsewhere_by_the_right_name_is_concealed_there_too(world: World) -> None:
    elsewhere = of(world, world.receive(MOTHER, by=MONEY))[0]
    case_id = world.open_case(MISSPELT)
    (mother,) = world.people(case_id)
    measure(world, mother, COORDINATOR)
    assert told(world, elsewhere) == [MOTHER.address]
    right = correcting.Right(MOTHER, ("kana", "birth_date"), "聞き違い")
    correcting.correct_person(world.db, world.ctx(), case_id, mother, right, "")
    assert told(world, elsewhere) == [""]
    assert known_to_keeper(world, elsewhere) == [MOTHER.address]


def test_the_row_that_a_later_file_continues_is_concealed_although_the_name_was_put_right_since(world: World) -> None:
    case_id = world.open_case(MISSPELT, replace(SON, address="別の町9"))
    before = world.people(case_id)[0]
    name = merging.separate(world.db, world.ctx(), case_id, before, "別の世帯だった")
    consultation = world.consultation(name)
    (again,) = consultation.person_ids
    right = correcting.Right(MOTHER, ("kana", "birth_date"), "聞き違い")
    correcting.correct_person(world.db, world.ctx(), consultation.case_id, again, right, "")
    measure(world, again, COORDINATOR)
    assert told(world, before, again) == ["", ""]
