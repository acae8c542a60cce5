"""A concealed address whose person turns out to be somebody already known, or comes into another household (P-022)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kit import kept_away
from services.intake.domain import Person, address_key
from services.intake.domain.relations import SUSPECTED_PERPETRATOR, Reader
from services.intake.store import rows, tables
from services.intake.use_cases import cases, concealment, correcting, merging, relations
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


OTHERWISE = replace(MOTHER, kana="カクウ ハナヨ", birth_date="1944-02-05")


def merged_twice(world: World) -> list[str]:
    """The rows of one person in three files; the last of them is the household that goes on."""
    files = [world.open_case(one) for one in (MISSPELT, MISSPELT, MOTHER)]
    (first,), (second,), (third,) = map(world.people, files)
    merge(world, files[0], files[1], {first: second})
    merge(world, files[1], files[2], {second: third})
    return [first, second, third]


def begun_again_and_merged(world: World) -> list[str]:
    """As `merged_twice`: the first file was over, and the second went on from it before it was merged."""
    before = world.open_case(MISSPELT)
    (first,) = world.people(before)
    files = [world.open_case(replace(OTHERWISE, same_as=first)), world.open_case(MOTHER)]
    (second,), (third,) = map(world.people, files)
    merge(world, files[0], files[1], {second: third})
    return [first, second, third]


CHAINS = [merged_twice, begun_again_and_merged]


@pytest.mark.parametrize("chain", CHAINS)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_one_person_is_concealed_in_every_file_of_a_chain_from_wherever_it_is_said(
    world: World, chain: Callable[[World], list[str]], at: int
) -> None:
    files = chain(world)
    measure(world, files[at], COORDINATOR)
    assert told(world, *files) == ["", "", ""]
    assert known_to_keeper(world, *files) == [MOTHER.address] * 3


def test_a_measure_that_is_extended_covers_a_file_that_it_left_open(world: World) -> None:
    """As an earlier release left them: links were followed for one step."""
    first, second, third = merged_twice(world)
    measure_id = measure(world, third, COORDINATOR)
    told_openly = {"address": MOTHER.address, "concealed_address": "", "concealed": False}
    rows.change(world.db, world.ctx(), tables.persons, first, about=first, **told_openly)
    rows.change(world.db, world.ctx(), tables.concealments, measure_id, person_ids=[second, third])
    assert measure(world, third, KEEPER) == measure_id
    assert told(world, first, second, third) == ["", "", ""]
    assert known_to_keeper(world, first) == [MOTHER.address]


@pytest.mark.parametrize("chain", CHAINS)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_who_is_close_is_kept_away_from_one_person_in_every_file_of_a_chain(
    world: World, chain: Callable[[World], list[str]], at: int
) -> None:
    files = chain(world)
    cases_of = [row(world, one).case_id for one in files]
    close = [Reader(MONEY)]
    relations.enter(world.db, world.ctx(), cases_of[at], "", files[at], SUSPECTED_PERPETRATOR, close)
    away = relations.away_from(world.db, world.ctx(), kept_away.Reader(MONEY), cases_of, ())
    assert away == kept_away.KeptAway(frozenset(files), frozenset(cases_of))
    assert all(relations.keep_away(world.db, world.ctx(), kept_away.Reader(MONEY), one) for one in cases_of)
    assert relations.away_from(world.db, world.ctx(), kept_away.Reader(OTHER), cases_of, files) == kept_away.KeptAway()


def test_whom_a_correction_shows_to_be_concealed_elsewhere_is_so_in_the_files_that_they_continue(world: World) -> None:
    files = begun_again_and_merged(world)
    (concealed,) = of(world, world.receive(replace(MOTHER, birth_date="1944-02-06"), by=MONEY))
    measure(world, concealed, MONEY)
    right = correcting.Right(replace(MOTHER, birth_date="1944-02-06"), ("birth_date",), "書き誤り")
    correcting.correct_person(world.db, world.ctx(), row(world, files[2]).case_id, files[2], right, "")
    assert told(world, *files) == ["", "", ""]
    assert known_to_keeper(world, *files) == [MOTHER.address] * 3


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
