"""From the window to the route: any worry is taken in, nothing of it leaks, and it always leads somewhere."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from kit import outbox
from kit.context import Actor
from kit.errors import InvalidArgument, NotFound
from kit.ids import check_digit
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake import domain
from services.intake.domain import AlreadyAnswered, CaseIsClosed, UnknownAgency
from services.intake.domain.cases import RepeatsAnother
from services.intake.domain.contacts import Words
from services.intake.rpc import shapes
from services.intake.store import reference, tables
from services.intake.use_cases import consultations, contacts, merging, overview, reading
from tests.intake.world import (
    COORDINATING,
    COORDINATOR,
    MONEY,
    MOTHER,
    OTHER,
    PRIVATE,
    REFERENCE,
    SON,
    WINDOW,
    WORDS,
    World,
    actor,
)

WINDOWS = sorted(reference.load().agencies)


def stored(world: World) -> int:
    found = 0
    for table in (tables.consultations, tables.persons, tables.numbers, outbox.outbox):
        query = sa.select(sa.func.count()).select_from(table)
        found += world.db.scalar(query.where(table.c.municipality_id == world.municipality_id)) or 0
    return found


@pytest.mark.plan("P-016")
def test_free_text_alone_is_accepted_and_waits_for_somebody(world: World) -> None:
    consultation_id = world.receive(consulter="", concerns=(), narrative="なんとなく困っている", intake_consent="")
    assert world.consultation(consultation_id).state == "RECEIVED"
    assert world.open_items() == [("SCREEN_CONSULTATION", COORDINATING)]


@pytest.mark.plan("P-018", "P-019", "P-020", "P-021", "P-022")
@pytest.mark.parametrize("window", WINDOWS)
def test_every_window_of_the_plan_takes_a_worry_in(world: World, window: str) -> None:
    row = world.consultation(world.register(MOTHER, by=window))
    assert row.receiving_agency_id == window
    assert world.events("ConsultationReceived")[0].receiving_agency_id == window


@pytest.mark.parametrize("consulter", ["SELF", "FAMILY", "RELATIVE", "AGENCY", "CITY_SECTION", "RESIDENT", "ANONYMOUS"])
def test_anybody_can_bring_a_worry(world: World, consulter: str) -> None:
    assert world.consultation(world.register(consulter=consulter)).consulter == consulter


@pytest.mark.plan("P-001")
def test_a_household_with_several_people_and_concerns_is_read_back_as_it_was_told(world: World) -> None:
    daughter = replace(SON, name="架空 三郎", relation="次男")
    concerns = ("CARE", "DEBT", "WITHDRAWAL", "MENTAL", "DISABILITY")
    consultation_id = world.register(MOTHER, SON, daughter, concerns=concerns)
    found = reading.consultation(world.db, world.ctx(WINDOW), consultation_id).found
    assert tuple(found.row.concerns) == concerns
    assert {(one.name, one.address) for one in found.persons} == {
        (one.name, one.address) for one in (MOTHER, SON, daughter)
    }
    assert reference.load().domains(concerns) == {"介護", "困窮", "障がい", "その他"}


def test_everything_wrong_is_told_at_once_without_a_value_and_nothing_is_stored(world: World) -> None:
    wrong = replace(MOTHER, birth_date="昭和19年2月3日", phone="なし")
    born_tomorrow = replace(SON, birth_date="2999-01-01")
    later = world.now + timedelta(minutes=1)
    with pytest.raises(InvalidArgument) as refusal:
        world.register(wrong, born_tomorrow, channel="", days_to_eviction=-1, occurred_at=later)
    assert {(one.field, one.code) for one in refusal.value.violations} == {
        ("channel", "REQUIRED"),
        ("occurred_at", "OCCURRED_IN_FUTURE"),
        ("persons[0].birth_date", "FORMAT"),
        ("persons[0].phone", "FORMAT"),
        ("persons[1].birth_date", "FORMAT"),
        ("days_to_eviction", "RANGE"),
    }
    told = " ".join(f"{one.field} {one.message}" for one in refusal.value.violations) + str(refusal.value)
    assert not [value for value in (*vars(wrong).values(), "2999-01-01", WORDS) if value and value in told]
    assert stored(world) == 0


@pytest.mark.parametrize("written", ["19440203", "1944-W05-4", "1944-2-3", "02/03/1944"])
def test_a_birth_date_has_one_form(world: World, written: str) -> None:
    with pytest.raises(InvalidArgument):
        world.register(replace(MOTHER, birth_date=written))


def test_a_child_born_today_is_no_child_of_the_future(world: World) -> None:
    """Before nine in the morning it is still yesterday in UTC."""
    world.now = datetime(2026, 12, 1, 22, 0, tzinfo=UTC)
    assert world.register(replace(SON, birth_date="2026-12-02"))


def test_an_agency_that_the_city_does_not_know_registers_nothing(world: World) -> None:
    with pytest.raises(UnknownAgency):
        world.register(MOTHER, by="W-99")
    assert stored(world) == 0


def test_nothing_of_a_person_leaves_the_database_by_an_event(world: World) -> None:
    world.open_case(MOTHER, SON)
    told = [event.SerializeToString() for event in world.events()]
    assert told
    assert not [value for value in PRIVATE if value and any(value.encode() in body for body in told)]


def test_case_numbers_are_serial_per_city_and_fiscal_year_with_a_check_digit(world: World) -> None:
    numbers = [world.consultation(world.register()).case_no for _ in range(2)]
    world.now = datetime(2027, 3, 31, 14, 59, tzinfo=UTC)
    numbers.append(world.consultation(world.register()).case_no)
    world.now = datetime(2027, 3, 31, 15, 0, tzinfo=UTC)  # 1 April 2027 in Japan
    numbers.append(world.consultation(world.register()).case_no)
    assert [number[:-2] for number in numbers] == ["R8-00001", "R8-00002", "R8-00003", "R9-00001"]
    assert all(number[-1] == check_digit("".join(filter(str.isdigit, number[:-1]))) for number in numbers)
    assert World(world.db).register() != ""
    other = World(world.db)
    assert other.consultation(other.register()).case_no == numbers[0]


def test_the_process_learns_the_urgency_facts_as_opaque_codes(world: World) -> None:
    consultation_id = world.register(
        MOTHER, urgency_facts=("LIFE_IN_DANGER", "ABUSE_OR_DV", "ISOLATED_AND_WORSENING"), days_to_eviction=9
    )
    outputs = world.run("open-consultation", consultationId=consultation_id)
    assert outputs == {"riskClasses": ["K10", "K20", "K30"], "daysToEviction": 9}
    assert world.consultation(consultation_id).process_instance_key == world.instance


def test_the_screening_tells_the_process_codes_and_the_number_of_domains(world: World) -> None:
    consultation_id = world.receive(MOTHER, concerns=("CARE", "DEBT", "HOUSING"))
    world.screen(consultation_id, residency="STAYING", single_agency=True)
    (event,) = world.events("ConsultationScreened")
    assert (event.residency, event.welfare_need, event.domains_count, event.single_agency) == (
        "STAYING",
        True,
        2,
        False,
    )
    assert [event.open_case, event.duplicate, event.information_suffices] == [False, False, False]
    assert world.open_items() == []


def test_the_catalogue_recommends_when_the_coordinator_names_nobody(world: World) -> None:
    consultation_id = world.receive(MOTHER, concerns=("DISABILITY", "DEBT"))
    world.screen(consultation_id)
    assert world.consultation(consultation_id).candidates == ["W-03", "W-07", "W-04", "W-31"]


@pytest.mark.plan("P-085")
@pytest.mark.parametrize(("concern", "single"), [("DEBT", True), ("AGENCY_STUCK", False), ("NOT_REACHED", False)])
def test_where_an_agency_is_stuck_or_support_does_not_reach_it_is_not_one_agencys_matter(
    world: World, concern: str, single: bool
) -> None:
    world.screen(world.receive(concerns=(concern,)), single_agency=True, candidates=(MONEY,))
    assert world.events("ConsultationScreened")[0].single_agency is single


def test_without_anybody_to_ask_it_is_not_one_agencys_matter(world: World) -> None:
    consultation_id = world.receive(concerns=("OTHER",))
    world.screen(consultation_id, single_agency=True)
    assert not world.events("ConsultationScreened")[0].single_agency


@pytest.mark.plan("P-016")
def test_what_is_out_of_scope_and_fits_no_programme_is_still_handed_to_a_window(world: World) -> None:
    handoff_id = world.prepare(candidates=(), route="OUT_OF_SCOPE")
    assert world.handoff(handoff_id).to_agency_id != ""
    consultation_id = world.receive(concerns=("OTHER",))
    world.screen(consultation_id, residency="NONE")
    case_id = world.consultation(consultation_id).case_id
    world.run("apply-route", caseId=case_id, consultationId=consultation_id, route="OUT_OF_SCOPE", urgency=0)
    prepared = world.run("prepare-handoff", caseId=case_id, handoffSource="CONSULTATION", sourceId=consultation_id)
    world.run("offer-handoff", caseId=case_id, handoffId=prepared["handoffId"], offerNo=1)
    assert world.codes("W-15") == [("HANDOFF_OFFERED", "OUT_OF_SCOPE")]


def test_a_screening_says_where_the_person_lives(world: World) -> None:
    consultation_id = world.receive(MOTHER)
    with pytest.raises(InvalidArgument) as refusal:
        world.screen(consultation_id, residency="")
    assert [one.field for one in refusal.value.violations] == ["residency"]
    assert world.events("ConsultationScreened") == []


def test_a_consultation_is_screened_once_and_only_by_the_coordinator(world: World) -> None:
    consultation_id = world.receive(MOTHER)
    answers = domain.Screening("RESIDENT", True, False, False, (), "", "")
    for stranger in (actor(WINDOW), actor(WINDOW, "coordinator"), actor(COORDINATING)):
        with pytest.raises(NotFound):
            consultations.screen(world.db, world.ctx(stranger), consultation_id, answers)
    world.screen(consultation_id)
    with pytest.raises(AlreadyAnswered):
        world.screen(consultation_id)


def test_a_screening_names_only_agencies_cases_and_consultations_that_exist(world: World) -> None:
    consultation_id = world.receive(MOTHER)
    with pytest.raises(UnknownAgency):
        world.screen(consultation_id, candidates=("W-99",))
    for absent in ({"open_case": "01ABSENT"}, {"duplicate_of": "01ABSENT"}, {"duplicate_of": consultation_id}):
        with pytest.raises(NotFound):
            world.screen(consultation_id, **absent)
    assert world.events("ConsultationScreened") == []


def test_two_consultations_never_repeat_each_other(world: World) -> None:
    first, again = world.receive(MOTHER), world.receive(MOTHER)
    world.screen(first, duplicate_of=again)
    with pytest.raises(RepeatsAnother):
        world.screen(again, duplicate_of=first)


def test_what_is_told_once_more_does_not_end_with_a_case_that_is_over(world: World) -> None:
    ended = world.open_case(SON)
    world.run("end-case", caseId=ended, closureReason="GOALS_MET")
    with pytest.raises(CaseIsClosed):
        world.screen(world.receive(SON), duplicate_of=world.consultation_of(ended).id)


@pytest.mark.parametrize(
    ("route", "state", "told"),
    [
        ("INFO", "INFO_PROVIDED", "INFO_PROVIDED"),
        ("DUPLICATE", "DUPLICATE_LINKED", "ACCEPTED"),
        ("JOIN", "JOINED", "ACCEPTED"),
    ],
)
@pytest.mark.plan("P-024")
def test_a_short_route_is_final_and_told_to_the_window_with_its_own_reference(
    world: World, route: str, state: str, told: str
) -> None:
    main = world.open_case(MOTHER)
    consultation_id = world.receive(SON, by=OTHER)
    world.screen(consultation_id, open_case=main)
    case_id = world.consultation(consultation_id).case_id
    world.run("apply-route", caseId=case_id, consultationId=consultation_id, route=route, urgency=0)
    assert world.consultation(consultation_id).state == state
    (item,) = world.inbox(OTHER)
    assert (item.kind, item.code, item.sender_reference) == ("FEEDBACK", told, REFERENCE)


def routed(world: World, route: str, **answers: str) -> Any:
    """The son's consultation at OTHER, as it went."""
    consultation_id = world.receive(SON, by=OTHER)
    world.screen(consultation_id, **answers)
    case_id = world.consultation(consultation_id).case_id
    world.run("apply-route", caseId=case_id, consultationId=consultation_id, route=route, urgency=1)
    if route == "ACCEPT":
        world.run("open-case", caseId=case_id, consultationId=consultation_id)
    return world.consultation(consultation_id)


def told(world: World, row: Any, by: Actor | str = OTHER) -> pb.Consultation:
    return shapes.consultation(reading.consultation(world.db, world.ctx(by), row.id))


def learnt(world: World, row: Any) -> tuple[pb.Consultation, list[tuple[str, str]]]:
    """All that OTHER is told of it, without the file's own ids."""
    read, (person_id,) = told(world, row), row.person_ids
    contacts.make(world.db, world.ctx(OTHER), row.case_id, "", Words("SITUATION", "その後は", "INBOX"), world.now)
    marked = overview.mark_participation_need(world.db, world.ctx(OTHER), read.name, person_id)
    assert (read.case_id, read.case_no, read.persons[0].person_id, marked) == (
        row.case_id,
        row.case_no,
        person_id,
        row.case_id,
    )
    for field in ("name", "case_id", "case_no"):
        read.ClearField(field)
    read.persons[0].ClearField("person_id")
    return read, [(one.kind, one.code) for one in world.inbox(OTHER) if one.case_id == row.case_id]


@pytest.mark.privacy
def test_a_window_learns_of_nobody_that_somebody_knows_them_already(world: World) -> None:
    unknown = learnt(world, routed(world, "ACCEPT"))
    before, ended = world.open_case(SON), world.open_case(SON)
    world.run("end-case", caseId=ended, closureReason="GOALS_MET")
    known = [
        routed(world, "JOIN", open_case=before),
        routed(world, "DUPLICATE", duplicate_of=world.consultation_of(before).id),
        routed(world, "ACCEPT", predecessor_case=ended),
    ]
    assert [learnt(world, row) for row in known] == [unknown] * len(known)
    again, joined = told(world, known[2], COORDINATOR), told(world, known[0], COORDINATOR)
    assert (again.predecessor_case_id, joined.case_id, joined.route) == (ended, before, "JOIN")


@pytest.mark.privacy
def test_a_window_whose_case_became_part_of_another_reads_its_own_file_as_before(world: World) -> None:
    kept, row = world.open_case(SON), routed(world, "ACCEPT")
    before = told(world, row)
    merging.merge(world.db, world.ctx(), row.case_id, kept, {row.person_ids[0]: world.people(kept)[0]}, "同じ人", "")
    assert told(world, row) == before
    merged = told(world, row, COORDINATOR)
    assert (merged.state, merged.case_id) == (pb.Consultation.STATE_JOINED, kept)
    assert merged.persons[0].same_as == world.people(kept)[0]


@pytest.mark.privacy
def test_a_window_reads_no_more_of_an_emergency_whose_case_became_part_of_another() -> None:
    assert domain.state_for_window("JOINED", "EMERGENCY_DIVERT") == "EMERGENCY_DIVERTED"


def test_a_joined_consultation_reaches_the_open_case_and_is_read_by_its_coordinator(world: World) -> None:
    main = world.open_case(MOTHER)
    consultation_id = world.receive(SON, by=OTHER)
    world.screen(consultation_id, open_case=main)
    case_id = world.consultation(consultation_id).case_id
    world.run("apply-route", caseId=case_id, consultationId=consultation_id, route="JOIN", urgency=0)
    (joined,) = world.events("ConsultationJoined")
    assert (joined.case_id, joined.joined_consultation_id) == (main, consultation_id)
    world.run("review-joined-consultation", caseId=main, joinedConsultationId=consultation_id)
    assert ("REVIEW_JOINED_CONSULTATION", COORDINATING) in world.open_items()
    with pytest.raises(NotFound):
        consultations.joined_reviewed(world.db, world.ctx(OTHER), consultation_id)
    consultations.joined_reviewed(world.db, world.ctx(), consultation_id)
    assert ("REVIEW_JOINED_CONSULTATION", COORDINATING) not in world.open_items()
    assert [event.case_id for event in world.events("JoinedConsultationReviewed")] == [main]


@pytest.mark.parametrize(("told", "then"), [(2, 2), (0, 1)])
def test_what_joins_a_case_raises_its_urgency_and_never_lowers_it(world: World, told: int, then: int) -> None:
    main = world.open_case(MOTHER)
    consultation_id = world.receive(SON, by=OTHER)
    world.run("record-urgency", consultationId=consultation_id, urgency=told)
    world.screen(consultation_id, open_case=main)
    case_id = world.consultation(consultation_id).case_id
    world.run("apply-route", caseId=case_id, consultationId=consultation_id, route="JOIN", urgency=told)
    assert world.case(main).urgency == then


def test_a_case_that_has_ended_is_joined_by_nobody(world: World) -> None:
    main = world.open_case(MOTHER)
    world.run("end-case", caseId=main, closureReason="MOVED_OUT")
    with pytest.raises(domain.CaseIsClosed):
        world.screen(world.receive(SON), open_case=main)


def test_another_window_does_not_learn_that_a_consultation_exists(world: World) -> None:
    consultation_id = world.register(MOTHER)
    readers = (WINDOW, COORDINATOR)
    assert all(reading.consultation(world.db, world.ctx(one), consultation_id).found.persons for one in readers)
    elsewhere = World(world.db)
    for ctx in (world.ctx(MONEY), world.ctx(actor(COORDINATING)), elsewhere.ctx(WINDOW), elsewhere.ctx()):
        with pytest.raises(NotFound):
            reading.consultation(world.db, ctx, consultation_id)
