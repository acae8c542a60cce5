"""What reports count of intake: codes of each step, corrected by their opposite."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kit import facts
from services.intake.use_cases import cases, entries
from services.intake.use_cases.offers import answers, corrections, doing, endings
from tests.intake.world import MONEY, MOTHER, SON, WELFARE, WINDOW, World


def counted(world: World, *starts: str, as_of: datetime | None = None) -> dict[str, int]:
    """Codes that begin so → how often, over all time, as known at `as_of` (now)."""
    ages = (datetime(2020, 1, 1, tzinfo=UTC), world.now + timedelta(days=3650))
    found = facts.count(world.db, world.ctx(), as_of or world.now, *ages)
    return {one.code: one.count for one in found if one.code.startswith(starts)}


@pytest.mark.plan("P-003")
def test_a_consultation_counts_once_and_once_under_each_breakdown(world: World) -> None:
    world.receive(MOTHER, SON)
    assert counted(world, "CONSULTATIONS", "COMPOUND_CONSULTATIONS") == {
        "CONSULTATIONS": 1,
        "COMPOUND_CONSULTATIONS": 1,
        f"CONSULTATIONS.AGENCY.{WINDOW}": 1,
        "CONSULTATIONS.CHANNEL.PHONE": 1,
        "CONSULTATIONS.CONSULTER.FAMILY": 1,
        "CONSULTATIONS.CONCERN.CARE": 1,
        "CONSULTATIONS.CONCERN.DEBT": 1,
        "CONSULTATIONS.DOMAIN.介護": 1,
        "CONSULTATIONS.DOMAIN.困窮": 1,
        "CONSULTATIONS.AGE.75-": 1,
        "CONSULTATIONS.AGE.40-64": 1,
        "CONSULTATIONS.CONSENT.UNASKED": 1,
    }


@pytest.mark.plan("P-003")
def test_of_what_touched_two_domains_the_accepted_the_timely_and_the_closed_are_counted(world: World) -> None:
    world.open_case(MOTHER, concerns=("CARE",))
    case_id = world.open_case(MOTHER)
    world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    assert counted(world, "COMPOUND") == {
        "COMPOUND_CONSULTATIONS": 1,
        "COMPOUND_SCREENINGS.IN_TIME": 1,
        "COMPOUND_ROUTES.ACCEPT": 1,
        "COMPOUND_CASES_CLOSED": 1,
    }
    assert counted(world, "CASES_CLOSED") == {"CASES_CLOSED": 1, "CASES_CLOSED.REASON.MOVED_OUT": 1}


@pytest.mark.plan("P-003")
def test_an_answer_after_its_day_counts_as_late(world: World) -> None:
    consultation_id = world.receive(MOTHER, concerns=("CARE",))
    world.pass_time(days=60)
    world.screen(consultation_id)
    assert counted(world, "SCREENINGS") == {"SCREENINGS.LATE": 1}


@pytest.mark.plan("P-006")
def test_each_domain_shows_what_was_handed_on_declined_and_taken_to_a_liaison_meeting(world: World) -> None:
    case_id = world.open_case(MOTHER)
    cases.decide_untangling(world.db, world.ctx(), case_id, "LIAISON", "課題が絡み合っているため")
    handoff_id = world.prepare(SON)
    world.offer(handoff_id)
    answers.decline(world.db, world.ctx(MONEY), handoff_id, "NO_CAPACITY", "手が足りない", "", world.now, "")
    for domain in ("介護", "困窮"):
        assert counted(world, f"ROUTES_OF.{domain}") == {
            f"ROUTES_OF.{domain}.{what}": 1 for what in ("ACCEPT", "LIAISON", "HANDOFF", "DECLINED")
        }


def test_a_corrected_consultation_counts_as_it_should_have_been_written(world: World) -> None:
    consultation_id = world.receive(MOTHER)
    before, known = counted(world, "CONSULTATIONS", "COMPOUND_CONSULTATIONS"), world.now
    world.pass_time(days=1)
    right = replace(world.new(MOTHER), concerns=("CARE",), occurred_at=known)
    entries.correct_consultation(world.db, world.ctx(WINDOW), consultation_id, right, "聞き間違い")
    assert counted(world, "COMPOUND_CONSULTATIONS", "CONSULTATIONS.CONCERN", "CONSULTATIONS.DOMAIN") == {
        "CONSULTATIONS.CONCERN.CARE": 1,
        "CONSULTATIONS.DOMAIN.介護": 1,
    }
    assert counted(world, "CONSULTATIONS", "COMPOUND_CONSULTATIONS", as_of=known) == before


def test_an_answer_counts_for_its_agency_and_its_correction_takes_it_back(world: World) -> None:
    handoff_id = world.prepare(SON)
    world.offer(handoff_id)
    answers.accept(world.db, world.ctx(MONEY), handoff_id, world.now, "")
    assert counted(world, "HANDOFF") == {
        "HANDOFFS_OFFERED": 1,
        f"HANDOFFS_BETWEEN.{WINDOW}.{MONEY}": 1,
        "HANDOFF_ANSWERS.ACCEPTED": 1,
        f"HANDOFF_ANSWERS_OF.{MONEY}.ACCEPTED": 1,
        "HANDOFF_ANSWER_TIMES.IN_TIME": 1,
        f"HANDOFF_ANSWER_TIMES_OF.{MONEY}.IN_TIME": 1,
    }
    said = ("DECLINED", "押し間違い", "NO_CAPACITY", WELFARE)
    corrections.correct(world.db, world.ctx(MONEY), handoff_id, *said, world.now)
    assert counted(world, "HANDOFF_ANSWERS.") == {"HANDOFF_ANSWERS.DECLINED": 1}


def test_an_outcome_that_was_none_is_taken_back_and_counts_as_no_answer(world: World) -> None:
    handoff_id = world.offered(SON)
    world.accept(handoff_id)
    doing.complete(world.db, world.ctx(MONEY), handoff_id, "COMPLETED", "", world.now)
    said = ("IN_PROGRESS", "まだ続いている", "", "")
    corrections.correct(world.db, world.ctx(MONEY), handoff_id, *said, world.now)
    assert counted(world, "HANDOFFS_COMPLETED", "HANDOFF_ANSWERS.") == {"HANDOFF_ANSWERS.ACCEPTED": 1}


def test_a_refusal_that_was_none_is_no_refusal_in_the_reports(world: World) -> None:
    handoff_id = world.offered(SON)
    (person_id,) = world.handoff(handoff_id).person_ids
    endings.refuse(world.db, world.ctx(MONEY), handoff_id, person_id, "", world.now)
    assert counted(world, "HANDOFFS_REFUSED", "HANDOFFS_WITHDRAWN") == {"HANDOFFS_REFUSED": 1}
    world.pass_time(days=1)
    said = ("NOT_REFUSED", "取り違え", "", "", world.now, person_id)
    corrections.correct(world.db, world.ctx(MONEY), handoff_id, *said)
    assert counted(world, "HANDOFFS_REFUSED", "HANDOFFS_WITHDRAWN") == {"HANDOFFS_WITHDRAWN": 1}


@pytest.mark.plan("P-008")
def test_an_offer_that_nobody_answered_in_time_counts_as_late_once(world: World) -> None:
    handoff_id = world.prepare(SON)
    offer = world.offer(handoff_id)
    world.pass_time(days=30)
    answers.expire(world.db, world.ctx(), handoff_id, offer)
    answers.accept(world.db, world.ctx(MONEY), handoff_id, world.now, "")
    assert counted(world, "HANDOFF_ANSWER_TIMES") == {
        "HANDOFF_ANSWER_TIMES.LATE": 1,
        f"HANDOFF_ANSWER_TIMES_OF.{MONEY}.LATE": 1,
    }


@pytest.mark.plan("P-008")
def test_a_decision_about_untangling_counts_as_in_time_or_late(world: World) -> None:
    for days in (0, 60):
        case_id = world.open_case(MOTHER if days else SON)
        world.pass_time(days=days)
        cases.decide_untangling(world.db, world.ctx(), case_id, "DIRECT", "窓口で足りるため")
    assert counted(world, "UNTANGLINGS") == {"UNTANGLINGS.IN_TIME": 1, "UNTANGLINGS.LATE": 1}


def test_an_outcome_counts_once(world: World) -> None:
    handoff_id = world.prepare(SON)
    world.offer(handoff_id)
    answers.accept(world.db, world.ctx(MONEY), handoff_id, world.now, "")
    doing.complete(world.db, world.ctx(MONEY), handoff_id, "COMPLETED", "支援を始めた", world.now)
    assert counted(world, "HANDOFFS_COMPLETED") == {"HANDOFFS_COMPLETED": 1}


def test_nothing_that_is_counted_names_a_person(world: World) -> None:
    case_id = world.open_case(MOTHER, SON)
    world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    codes: Iterable[str] = counted(world, "")
    for private in (*vars(MOTHER).values(), *vars(SON).values()):
        assert not [code for code in codes if isinstance(private, str) and private and private in code]


@pytest.mark.plan("P-003")
def test_who_comes_back_within_three_months_of_the_end_counts_of_the_closed_case_and_later_ones_do_not(
    world: World,
) -> None:
    def comes_back(before: str) -> str:
        consultation_id = world.receive(MOTHER)
        world.screen(consultation_id, predecessor_case=before)
        return consultation_id

    before = world.open_case(MOTHER)
    world.run("end-case", caseId=before, closureReason="GOALS_MET")
    world.pass_time(days=60)
    early, known = comes_back(before), world.now
    world.pass_time(days=60)
    comes_back(before)
    back = {"RECONSULTATIONS_IN_3_MONTHS": 1, "RECONSULTATIONS_IN_3_MONTHS.REASON.GOALS_MET": 1}
    assert counted(world, "RECONSULTATIONS") == back
    right = replace(world.new(MOTHER), occurred_at=world.now)
    entries.correct_consultation(world.db, world.ctx(WINDOW), early, right, "日付の誤り")
    assert counted(world, "RECONSULTATIONS") == {}
    assert counted(world, "RECONSULTATIONS", as_of=known) == back


@pytest.mark.parametrize("ended", [False, True])
def test_whoever_is_taken_in_again_because_the_end_was_a_mistake_did_not_come_back(world: World, ended: bool) -> None:
    """Also when that is screened before the old process has ended."""
    case_id = world.open_case(MOTHER)
    cases.order_end(world.db, world.ctx(), case_id, "MOVED_OUT", world.now)
    if ended:
        world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    entries.correct_moving_out(world.db, world.ctx(), case_id, "届の取り違え")
    again = world.consultation(world.events("ConsultationReceived")[-1].consultation_id)
    world.screen(again.id)
    entries.correct_consultation(world.db, world.ctx(), again.id, world.new(MOTHER), "言葉の誤り")
    assert world.consultation(again.id).predecessor_case_id == case_id
    assert counted(world, "RECONSULTATIONS") == {}


def test_a_worry_that_outlives_the_case_it_had_joined_counts_once(world: World) -> None:
    case_id = world.open_case(MOTHER)
    world.joining(case_id)
    cases.order_end(world.db, world.ctx(), case_id, "MOVED_OUT", world.now)
    world.run("end-case", caseId=case_id, closureReason="MOVED_OUT")
    assert len(world.events("ConsultationReceived")) == 3
    assert counted(world, "CONSULTATIONS")["CONSULTATIONS"] == 2
