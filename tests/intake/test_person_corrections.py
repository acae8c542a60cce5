"""Somebody's data that were written down wrongly: the right ones stand at once, and the old ones are lost to nobody."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from kit.calls import Call
from kit.context import Actor
from kit.errors import InvalidArgument, NotFound, StaleEtag
from kit.peers import Peers
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain import Person, match_key
from services.intake.rpc import IntakeServicer
from services.intake.store import rows, tables
from services.intake.use_cases import cases, concealment, correcting, overview, reading, remedies
from tests.intake.test_concealment import CHILD, KEEPER, measure
from tests.intake.test_counting import counted
from tests.intake.test_hands import COLLEAGUE
from tests.intake.world import COORDINATOR, MONEY, MOTHER, OTHER, PRIVATE, SON, WINDOW, World

# Grown up, and by a slip of the pen a child.
SLIP = replace(SON, birth_date="2011-04-05")
ALL_BUT_ADDRESS = ("name", "kana", "birth_date", "phone", "relation", "concerns")


def correct(
    world: World,
    person_id: str,
    right: Person,
    by: Actor | str = COORDINATOR,
    *fields: str,
    etag: str = "",
    case_id: str = "",
    reason: str = "書き誤り",
) -> Any:
    """Answers the entry."""
    said = correcting.Right(right, fields or ALL_BUT_ADDRESS, reason)
    case_id = case_id or stands(world, person_id).case_id
    made = correcting.correct_person(world.db, world.ctx(by), case_id, person_id, said, etag)
    return rows.get(world.db, world.ctx(), tables.entries, made)


def stands(world: World, person_id: str) -> Any:
    return rows.get(world.db, world.ctx(), tables.persons, person_id)


def minors(world: World, case_id: str) -> list[str]:
    return reading.case_reference(world.db, world.ctx(), case_id, world.now).minors


def steps(world: World) -> list[tuple[str, str, str]]:
    found = [remedies.read(world.db, world.ctx(), one.remedy_id) for one in world.events("RemedyRaised")]
    return [(one.kind, one.case_id, one.subject) for one in found]


def test_the_right_data_stand_and_the_old_ones_are_kept_where_only_that_persons_key_opens_them(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother, son = world.people(case_id)
    right = replace(MOTHER, name="架空 華子", kana="カクウ カコ", phone="", relation="祖母", concerns=("CARE",))
    kept = correct(world, mother, right)
    found = stands(world, mother)
    assert [getattr(found, name) for name in vars(right) if name not in ("person_id", "concerns")] == [
        getattr(right, name) for name in vars(right) if name not in ("person_id", "concerns")
    ]
    assert (found.concerns, found.match_key) == (["CARE"], world.blind(match_key(right)))
    assert kept.content == {name: getattr(MOTHER, name) for name in ALL_BUT_ADDRESS} | {"concerns": []}
    assert (kept.kind, kept.subject, kept.supersedes, kept.reason) == (
        "PERSON",
        f"persons/{mother}",
        f"persons/{mother}",
        "書き誤り",
    )
    tokens = sa.select(*(sa.type_coerce(tables.entries.c[name], sa.Text) for name in ("content", "reason")))
    (stored,) = world.db.execute(tokens.where(tables.entries.c.id == kept.id))
    assert [one.split(":")[1] for one in stored] == [mother, mother]
    assert stands(world, son).name == SON.name


def test_other_services_hear_ids_and_codes_alone(world: World) -> None:
    case_id = world.open_case(MOTHER)
    (mother,) = world.people(case_id)
    kept = correct(world, mother, replace(MOTHER, name="架空 華子"))
    (event,) = world.events("EntryCorrected")
    assert (event.case_id, event.entry_id, event.kind, event.subject, event.way_back) == (
        case_id,
        kept.id,
        "PERSON",
        f"persons/{mother}",
        "NOTHING_MOVED",
    )
    told = str(world.events())
    assert not [word for word in (*PRIVATE, "架空 華子", "書き誤り") if word and str(word) in told]


def test_who_was_a_child_by_a_slip_of_the_pen_is_none_and_the_coordinator_looks_at_the_consents(world: World) -> None:
    case_id = world.open_case(MOTHER, SLIP)
    _mother, son = world.people(case_id)
    assert minors(world, case_id) == [son]
    assert correct(world, son, SON).way_back == "LOOK_AT_AGE"
    assert minors(world, case_id) == []
    assert steps(world) == [("LOOK_AT_AGE", case_id, f"persons/{son}")]
    assert correct(world, son, replace(SON, birth_date="2012-04-05")).way_back == "LOOK_AT_AGE"
    assert minors(world, case_id) == [son]
    assert correct(world, son, replace(SON, birth_date="2012-05-05")).way_back == "NOTHING_MOVED"
    assert len(steps(world)) == 2


@pytest.mark.parametrize(("stage", "way_back"), [("receive", "NOTHING_MOVED"), ("screen", "LOOK_AT_AGE")])
def test_an_age_by_which_a_route_was_chosen_is_looked_at(world: World, stage: str, way_back: str) -> None:
    consultation_id = world.receive(MOTHER, concerns=("DAILY_LIFE",))
    if stage == "screen":
        world.screen(consultation_id)
    (mother,) = world.consultation(consultation_id).person_ids
    assert correct(world, mother, replace(MOTHER, birth_date="1944-03-02"), WINDOW).way_back == "NOTHING_MOVED"
    assert correct(world, mother, replace(MOTHER, birth_date="1984-02-03"), WINDOW).way_back == way_back


def test_nobody_looks_at_a_case_that_is_over_and_its_data_can_be_put_right(world: World) -> None:
    case_id = world.open_case(MOTHER, SLIP)
    son = world.people(case_id)[1]
    world.run("end-case", caseId=case_id, closureReason="GOALS_MET")
    assert correct(world, son, SON).way_back == "LOOK_AT_AGE"
    assert (stands(world, son).birth_date, steps(world)) == (SON.birth_date, [])


def test_its_window_and_whoever_has_the_case_in_hand_correct_and_nobody_else(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    mother = world.people(case_id)[0]
    later = cases.add_person(world.db, world.ctx(), case_id, CHILD, "")
    for nobody in (MONEY, COLLEAGUE):
        with pytest.raises(NotFound):
            correct(world, mother, MOTHER, nobody)
    with pytest.raises(NotFound):
        correct(world, later, CHILD, WINDOW)
    for somebody in (WINDOW, COORDINATOR):
        assert correct(world, mother, MOTHER, somebody).recorded_by == world.ctx(somebody).actor.person_id
    assert correct(world, later, CHILD).way_back == "NOTHING_MOVED"
    elsewhere = world.open_case(replace(MOTHER, name="別人"))
    with pytest.raises(NotFound):
        correct(world, mother, MOTHER, case_id=elsewhere)


def test_what_is_written_has_its_form_a_reason_and_the_case_as_it_was_read(world: World) -> None:
    case_id = world.open_case(MOTHER)
    (mother,) = world.people(case_id)
    with pytest.raises(InvalidArgument) as refusal:
        correct(world, mother, replace(MOTHER, birth_date="2030-01-01", phone="電話なし"))
    assert [(one.field, one.code) for one in refusal.value.violations] == [
        ("right.birth_date", "FORMAT"),
        ("right.phone", "FORMAT"),
    ]
    with pytest.raises(InvalidArgument):
        correct(world, mother, MOTHER, reason=" ")
    for unknown in ("concealed_address", "same_as"):
        with pytest.raises(InvalidArgument):
            correct(world, mother, MOTHER, COORDINATOR, "name", unknown)
    with pytest.raises(InvalidArgument):
        correcting.correct_person(world.db, world.ctx(), case_id, mother, correcting.Right(MOTHER, (), "誤り"), "")
    etag = str(world.case(case_id).revision)
    correct(world, mother, MOTHER, etag=etag)
    with pytest.raises(StaleEtag):
        correct(world, mother, MOTHER, etag=etag)
    early = world.receive(SON)
    (son,) = world.consultation(early).person_ids
    with pytest.raises(StaleEtag):
        correct(world, son, SON, etag="1")
    correct(world, son, SON)


@pytest.mark.plan("P-105")
def test_whoever_is_known_elsewhere_by_the_right_data_is_found(world: World) -> None:
    earlier = world.receive(MOTHER, by=MONEY)
    wrong = replace(MOTHER, kana="カクウ ハナエ", address="架空市例町9-9-9")
    consultation_id = world.receive(wrong)
    (mother,) = world.consultation(consultation_id).person_ids

    def seen() -> tuple[list[str], list[str]]:
        known = overview.matches(world.db, world.ctx(), consultation_id)
        common = set(world.consultation(earlier).household_keys) & set(
            world.consultation(consultation_id).household_keys
        )
        return [one.case_id for one in known], sorted(common)

    assert seen() == ([], [])
    correct(world, mother, MOTHER, WINDOW, "kana", "address")
    assert seen() == ([world.consultation(earlier).case_id], sorted(world.consultation(earlier).household_keys))
    correct(world, mother, wrong, WINDOW, "kana", "address")
    assert seen() == ([], [])


@pytest.mark.plan("P-022")
def test_a_concealed_address_stays_as_it_is_and_is_as_one_that_nobody_told(world: World) -> None:
    mother, child, untold = world.consultation(world.receive(MOTHER, CHILD, replace(SON, address=""))).person_ids
    measure(world, mother)
    for person_id, of in ((mother, MOTHER), (child, CHILD), (untold, SON)):
        right = replace(of, name="架空 改名", address="架空市例町7", concealed_address="架空市例町7")
        with pytest.raises(InvalidArgument) as refusal:
            correct(world, person_id, right, WINDOW, "name", "address")
        assert [(one.field, one.code) for one in refusal.value.violations] == [("right.address", "NOT_ALLOWED")]
        kept = correct(world, person_id, right, WINDOW, "name")
        assert (kept.content, kept.way_back) == ({"name": of.name}, "NOTHING_MOVED")
    found = [stands(world, one) for one in (mother, child, untold)]
    assert [(one.name, one.address) for one in found] == [("架空 改名", "")] * 3
    assert [(one.concealed, one.concealed_address) for one in found] == [
        (True, MOTHER.address),
        (True, CHILD.address),
        (False, ""),
    ]


@pytest.mark.plan("P-022")
def test_who_is_concealed_by_the_right_data_is_so_here_with_whoever_lives_with_them(world: World) -> None:
    (known,) = world.consultation(world.receive(MOTHER, by=MONEY)).person_ids
    measure(world, known, MONEY)
    wrong, other = replace(MOTHER, birth_date="1944-02-04", address="新しい町1"), replace(SON, address="別の町9")
    consultation_id = world.receive(wrong, replace(CHILD, address="新しい町1"), other, area="新しい町", by=OTHER)
    mother, child, son = world.consultation(consultation_id).person_ids
    assert [stands(world, one).address for one in (mother, child, son)] == ["新しい町1", "新しい町1", "別の町9"]
    kept = correct(world, mother, replace(wrong, birth_date=MOTHER.birth_date), OTHER)
    assert kept.way_back == "NOTHING_MOVED"
    assert [stands(world, one).address for one in (mother, child, son)] == ["", "", "別の町9"]
    for one in (mother, child):
        assert concealment.address(world.db, world.ctx(KEEPER), one).concealed_address == "新しい町1"
    row = world.consultation(consultation_id)
    assert (row.area, world.blind("新しい町1") in row.household_keys) == ("", False)
    correct(world, mother, wrong, OTHER)
    assert stands(world, mother).concealed, "what is concealed stays so whatever the name is"


def test_reports_count_the_right_age(world: World) -> None:
    consultation_id = world.receive(MOTHER, SLIP)
    _mother, son = world.consultation(consultation_id).person_ids
    assert counted(world, "CONSULTATIONS.AGE.") == {"CONSULTATIONS.AGE.0-17": 1, "CONSULTATIONS.AGE.75-": 1}
    world.pass_time(days=400)
    correct(world, son, SON, WINDOW)
    assert counted(world, "CONSULTATIONS.AGE.") == {"CONSULTATIONS.AGE.40-64": 1, "CONSULTATIONS.AGE.75-": 1}
    born = (world.now - timedelta(days=9)).date().isoformat()
    correct(world, son, replace(SON, birth_date=born), WINDOW)
    assert counted(world, "CONSULTATIONS.AGE.") == {"CONSULTATIONS.AGE.0-17": 1, "CONSULTATIONS.AGE.75-": 1}


def test_the_rpc_takes_what_was_read_and_answers_without_it(world: World, silent: Peers) -> None:
    case_id = world.open_case(MOTHER, SLIP)
    servicer, call = IntakeServicer(), Call(world.ctx(COORDINATOR), world.db, silent)
    found = servicer.get_case(pb.GetCaseRequest(name=f"cases/{case_id}"), call)
    right = found.persons[1]
    right.birth_date = SON.birth_date
    request = pb.CorrectPersonRequest(
        name=found.name,
        person_id=right.person_id,
        right=right,
        fields=["birth_date"],
        reason="書き誤り",
        etag=found.etag,
    )
    answer = servicer.correct_person(request, call)
    assert (answer.case_id, answer.kind, answer.way_back) == (case_id, "PERSON", "LOOK_AT_AGE")
    assert not [word for word in (*PRIVATE, SLIP.birth_date) if word and str(word) in str(answer)]
    read = servicer.get_case(pb.GetCaseRequest(name=f"cases/{case_id}"), call)
    assert (list(read.persons), int(read.etag)) == (list(found.persons), int(found.etag) + 1)
