"""What only the whole shows: households that several know and nobody supports, issues that recur, who needs what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kit.context import Actor
from kit.errors import NotFound
from services.intake.domain import Person, match_key
from services.intake.domain.relations import SUSPECTED_PERPETRATOR, Reader
from services.intake.use_cases import overview, reading, relations
from services.intake.use_cases.overview import Load
from tests.intake.world import (
    COORDINATING,
    COORDINATOR,
    MONEY,
    MOTHER,
    OTHER,
    SON,
    WELFARE,
    WINDOW,
    World,
    actor,
)

OUTREACH = actor(COORDINATING, "outreach-worker")


def known(world: World, by: Actor | str = COORDINATOR) -> list[tuple[set[str], int]]:
    found = overview.known_without_support(world.db, world.ctx(by))
    return [(set(row.consultation_ids), row.agencies) for row in found]


@pytest.mark.plan("P-083", "P-105")
def test_a_household_that_two_windows_know_and_nobody_supports_is_shown_to_coordinator_and_outreach(
    world: World,
) -> None:
    first = world.register(MOTHER, by=WINDOW)
    assert known(world) == []
    second = world.register(replace(SON, address="架空市例町１－２－３"), by=MONEY)
    world.register(replace(SON, name="別 人", kana="ベツ ジン", birth_date="", address="架空市別町9"), by=OTHER)
    assert known(world) == known(world, OUTREACH) == [({first, second}, 2)]
    told = [(item.kind, item.subject) for item in world.inbox(COORDINATING, "KNOWN_WITHOUT_SUPPORT")]
    assert told == [("KNOWN_WITHOUT_SUPPORT", f"consultations/{second}")]


@pytest.mark.plan("P-083", "P-105")
def test_the_agencies_learn_nothing_of_each_other(world: World) -> None:
    first = world.register(MOTHER, by=WINDOW)
    world.register(MOTHER, by=MONEY)
    for stranger in (WINDOW, MONEY, actor(MONEY, "coordinator"), actor(COORDINATING), actor(WINDOW, "outreach-worker")):
        assert known(world, stranger) == []
    assert world.inbox(WINDOW) == world.inbox(MONEY) == []
    with pytest.raises(NotFound):
        reading.consultation(world.db, world.ctx(MONEY), first)


def close_to_who_harmed(world: World, reader: Actor, case_id: str, person_id: str, by: Actor | str) -> Actor:
    """Answers a colleague of theirs, who is not."""
    close = [Reader(reader.agency_id, reader.person_id)]
    relations.enter(world.db, world.ctx(by), case_id, "", person_id, SUSPECTED_PERPETRATOR, close)
    return replace(reader, person_id="another")


@pytest.mark.privacy
@pytest.mark.parametrize("by", [COORDINATOR, OUTREACH])
def test_a_household_of_somebody_from_whom_the_reader_is_kept_away_is_shown_to_their_colleagues_alone(
    world: World, by: Actor
) -> None:
    """Somebody whom the reader writes down beside them does not bring it back."""
    first = world.register(MOTHER, by=WINDOW)
    told = world.consultation(first)
    colleague = close_to_who_harmed(world, by, told.case_id, told.person_ids[0], WINDOW)
    second = world.register(MOTHER, replace(SON, address="別の町9"), by=COORDINATING)
    third = world.register(replace(SON, kana="ベツ ジン", address="別の町10"), by=WINDOW)
    fourth = world.register(replace(SON, kana="ベツ ジン", address="別の町11"), by=MONEY)
    assert known(world, by) == [({third, fourth}, 2)]
    assert known(world, colleague) == [({first, second}, 2), ({third, fourth}, 2)]


@pytest.mark.privacy
def test_no_search_finds_the_file_of_somebody_from_whom_the_reader_is_kept_away(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.people(case_id)
    colleague = close_to_who_harmed(world, COORDINATOR, case_id, mother, WINDOW)
    asked = world.register(MOTHER, SON, by=COORDINATING)

    def found(by: Actor) -> set[str]:
        return {one.same_person_id for one in overview.matches(world.db, world.ctx(by), asked)}

    assert found(COORDINATOR) == {son}
    assert found(colleague) == {mother, son}


@pytest.mark.plan("P-105")
def test_a_window_that_knows_a_household_alone_or_twice_is_no_sign(world: World) -> None:
    world.register(MOTHER, by=WINDOW)
    world.register(MOTHER, by=WINDOW)
    assert known(world) == []
    assert world.inbox(COORDINATING) == []


@pytest.mark.plan("P-105")
def test_whom_somebody_supports_is_not_listed(world: World) -> None:
    world.register(MOTHER, by=MONEY)
    case_id = world.open_case(MOTHER)
    assert known(world) == []
    world.run("end-case", caseId=case_id, closureReason="UNREACHABLE")
    assert len(known(world)) == 1
    handoff_id = world.offered(MOTHER, candidates=(WELFARE,), by=OTHER)
    world.accept(handoff_id, by=WELFARE)
    assert known(world) == []


@pytest.mark.plan("P-083")
def test_another_citys_signs_are_not_counted(world: World) -> None:
    world.register(MOTHER, by=WINDOW)
    World(world.db).register(MOTHER, by=MONEY)
    assert known(world) == []


def issues(world: World, start: datetime, end: datetime) -> list[tuple[str, str, int | None]]:
    return [
        (one.concern, one.area, one.count) for one in overview.recurring_issues(world.db, world.ctx(MONEY), start, end)
    ]


@pytest.mark.plan("P-093")
def test_worries_that_recur_are_counted_by_kind_and_area_and_small_numbers_are_not_shown(world: World) -> None:
    start = world.now
    for area, times in (("北部", 6), ("西部", 5), ("南部", 4)):
        for _ in range(times):
            world.register(concerns=("DEBT", "CARE") if area == "北部" else ("DEBT",), area=area)
    world.register(concerns=("CARE",), area="北部")
    world.pass_time(days=40)
    world.register(concerns=("DEBT",), area="北部")
    assert issues(world, start, start + timedelta(hours=1)) == [
        ("CARE", "北部", 7),
        ("DEBT", "北部", 6),
        ("DEBT", "南部", None),
        ("DEBT", "西部", None),  # the report tells how many there are in all
    ]


@pytest.mark.privacy
def test_no_two_periods_tell_what_was_told_in_a_moment_between_them(world: World) -> None:
    month = datetime(2026, 5, 31, 15, tzinfo=UTC)  # June in Japan
    for day in (0, 3, 3, 3, 3, 3, 29):
        world.now = month + timedelta(days=day)
        world.register(concerns=("DEBT",), area="北部")
    whole = [("DEBT", "北部", 7)]
    periods = [(day, length) for day in (0, 3, 29) for length in (timedelta(seconds=1), timedelta(days=1))]
    assert all(
        issues(world, month + timedelta(days=day), month + timedelta(days=day) + length) == whole
        for day, length in periods
    )
    before, after = month - timedelta(seconds=1), month + timedelta(days=30)
    assert issues(world, before, month) == issues(world, after, after + timedelta(days=1)) == []
    assert issues(world, before, after + timedelta(days=1)) == whole
    assert issues(world, month, month) == []
    assert issues(world, datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)) == whole


@pytest.mark.plan("P-061")
def test_who_works_with_a_person_says_that_participation_support_is_needed(world: World) -> None:
    consultation_id = world.register(MOTHER, SON)
    _mother, son = world.consultation(consultation_id).person_ids
    overview.mark_participation_need(world.db, world.ctx(WINDOW), f"consultations/{consultation_id}", son)
    handoff_id = world.offered(SON, candidates=(MONEY,))
    (other,) = world.handoff(handoff_id).person_ids
    overview.mark_participation_need(world.db, world.ctx(MONEY), f"handoffs/{handoff_id}", other)
    case_id = world.open_case(MOTHER)
    (mother,) = world.people(case_id)
    overview.mark_participation_need(world.db, world.ctx(), f"cases/{case_id}", mother)
    marks = world.events("ParticipationNeeded")
    assert {mark.agency_id for mark in marks} == {"W-32"}
    assert [(mark.person_id, mark.marked_by_agency_id, mark.source) for mark in marks] == [
        (son, WINDOW, "CONSULTATIONS"),
        (other, MONEY, "HANDOFFS"),
        (mother, COORDINATING, "CASES"),
    ]


@pytest.mark.plan("P-061")
def test_nobody_marks_a_person_whom_they_do_not_work_with(world: World) -> None:
    consultation_id = world.register(MOTHER)
    (mother,) = world.consultation(consultation_id).person_ids
    stranger = world.consultation(world.register(SON)).person_ids[0]
    for by, name, person in (
        (MONEY, f"consultations/{consultation_id}", mother),
        (WINDOW, f"consultations/{consultation_id}", stranger),
        (WINDOW, "cases/absent", mother),
        (WINDOW, "somewhere/else", mother),
    ):
        with pytest.raises(NotFound):
            overview.mark_participation_need(world.db, world.ctx(by), name, person)


@pytest.mark.plan("P-048")
def test_a_section_sees_the_load_of_the_offices_it_supervises_and_of_no_other(world: World) -> None:
    world.offered(candidates=(OTHER,))
    found = overview.supervised_load(world.db, world.ctx("W-06"))
    assert found == [Load(OTHER, 1, 0, 1), Load("W-34", 0, 0, 0)]
    world.pass_time(days=30)
    assert overview.supervised_load(world.db, world.ctx("W-06"))[0] == Load(OTHER, 1, 1, 1)
    assert overview.supervised_load(world.db, world.ctx(OTHER)) == []
    assert OTHER not in [one.agency_id for one in overview.supervised_load(world.db, world.ctx("W-01"))]


@pytest.mark.plan("P-001")
def test_each_member_has_concerns_and_none_of_them_has_to_be_the_main_one(world: World) -> None:
    mother, son = replace(MOTHER, concerns=("CARE", "RIGHTS")), replace(SON, concerns=("DEBT", "WITHDRAWAL"))
    third = Person("", concerns=("YOUNG_CARER",))
    consultation_id = world.register(mother, son, third, concerns=())
    told = reading.consultation(world.db, world.ctx(WINDOW), consultation_id)
    assert [list(one.concerns) for one in told.found.persons] == [
        ["CARE", "RIGHTS"],
        ["DEBT", "WITHDRAWAL"],
        ["YOUNG_CARER"],
    ]
    assert told.found.row.concerns == ["CARE", "RIGHTS", "DEBT", "WITHDRAWAL", "YOUNG_CARER"]
    assert {one.agency_id for one in told.recommendations} >= {"W-03", "W-04", "W-29", "W-31"}


@pytest.mark.plan("P-051")
@pytest.mark.parametrize("left_out", ["name", "kana", "birth_date", "phone", "address", "relation", "everything"])
def test_no_attribute_of_a_person_is_required(world: World, left_out: str) -> None:
    told = {} if left_out == "everything" else {**vars(MOTHER), left_out: ""}
    person = Person(**{"person_id": "", **told})
    assert world.consultation(world.receive(person)).state == "RECEIVED"


@pytest.mark.plan("P-022")
def test_an_address_told_where_violence_is_reported_is_concealed_from_the_first_entry(world: World) -> None:
    consultation_id = world.register(MOTHER, by="W-19", concerns=("DV_ABUSE",))
    (person,) = reading.consultation(world.db, world.ctx("W-19"), consultation_id).found.persons
    assert (person.address, person.concealed_address) == ("", MOTHER.address)
    assert not [event for event in world.events() if MOTHER.address.encode() in event.SerializeToString()]
    keys = world.consultation(consultation_id).household_keys
    world.register(replace(SON, kana="", name="", birth_date=""), by=MONEY)
    assert keys == [world.blind(match_key(MOTHER))], "her name joins her own entries, the address nobody's"
    assert known(world) == []


@pytest.mark.plan("P-017")
@pytest.mark.parametrize(
    ("consulter", "told"),
    [("SELF", "ACCEPTED"), ("AGENCY", "ACCEPTED"), ("RESIDENT", "RECEIVED"), ("ANONYMOUS", "RECEIVED")],
)
def test_a_neighbour_hears_that_the_worry_was_taken_in_and_no_more(world: World, consulter: str, told: str) -> None:
    world.open_case(MOTHER, consulter=consulter)
    assert [item.code for item in world.inbox(WINDOW, "FEEDBACK")] == [told]
