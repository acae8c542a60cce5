"""What reports count of consent: codes of each step, corrected by their opposite, kept after the records are gone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from kit import facts
from services.consent.domain.disclosure import Question
from services.consent.domain.statements import Statement
from services.consent.store.tables import metadata
from services.consent.use_cases import checks, corrections, endings, merging, seeking
from tests.consent.world import OTHER, World, terms


def counted(
    world: World, as_of: datetime | None = None, start: datetime | None = None, end: datetime | None = None
) -> dict[str, int]:
    """Code → how often, in [start, end) (else ever), as known at `as_of` (else now)."""
    begin = start or datetime(2020, 1, 1, tzinfo=UTC)
    found = facts.count(world.db, world.ctx(), as_of or world.now, begin, end or world.now + timedelta(seconds=1))
    return {one.code: one.count for one in found}


def correct(world: World, wrong_id: str, answer: str, **said: object) -> None:
    grants = (terms(),) if answer == "GRANTED" else ()
    right = replace(Statement(answer, world.now, "SELF", "OK", "WRITTEN", "2026-04", grants=grants), **said)  # type: ignore[arg-type]
    corrections.correct(world.db, world.ctx(), world.reference, wrong_id, "聞き違い", right)


@pytest.mark.plan("P-011")
def test_a_late_withdrawal_counts_in_its_own_period_and_not_as_of_the_day_before_it_was_written_down(
    world: World,
) -> None:
    world.record(terms())
    thursday = world.now
    world.pass_time(days=4)
    before = counted(world)
    world.pass_time(days=1)
    monday = world.now
    world.withdraw(at=thursday)
    assert before == counted(world, as_of=monday - timedelta(days=1)) == {"CONSENTS_GRANTED": 1}
    known_now = counted(world, end=thursday + timedelta(days=1))
    assert known_now == {"CONSENTS_GRANTED": 1, "WITHDRAWALS": 1, "WITHDRAWALS_FROM_ALL": 1}
    assert counted(world, start=thursday + timedelta(days=1)) == {}


@pytest.mark.plan("P-011")
def test_a_corrected_answer_counts_as_it_should_have_been_written_and_as_of_before_as_it_was(world: World) -> None:
    begin = world.now
    entry = world.refuse(world.ask())
    world.pass_time(days=1)
    before = world.now
    world.pass_time(days=1)
    correct(world, entry.consent_id, "GRANTED", occurred_at=begin)
    assert counted(world, as_of=before) == {"CONSENT_REQUESTS": 1, "CONSENTS_REFUSED": 1}
    assert counted(world) == {"CONSENT_REQUESTS": 1, "CONSENTS_GRANTED": 1, "CONSENT_DAYS.0-7": 1}


def test_a_yes_taken_back_by_a_correction_takes_its_days_along(world: World) -> None:
    request = world.ask()
    world.pass_time(days=20)
    entry = world.record(terms(), request_id=request)
    assert counted(world)["CONSENT_DAYS.15-30"] == 1
    world.pass_time(days=1)
    correct(world, entry.consent_id, "REFUSED")
    assert counted(world) == {"CONSENT_REQUESTS": 1, "CONSENTS_REFUSED": 1}


def test_a_corrected_withdrawal_is_counted_as_an_answer_instead(world: World) -> None:
    world.record(terms())
    world.pass_time(days=1)
    world.withdraw()
    wrong = world.db.scalar(sa.select(metadata.tables["withdrawals"].c.id))
    assert wrong is not None
    correct(world, wrong, "GRANTED")
    assert counted(world) == {"CONSENTS_GRANTED": 2}


def test_what_nobody_answered_and_what_ran_out_is_counted(world: World) -> None:
    seeking.lapse(world.db, world.ctx(), world.ask())
    world.record(terms(until=world.now + timedelta(days=3)))
    world.pass_time(days=4)
    for _ in range(2):
        endings.expire_grants(world.db, world.ctx(), world.case_id, world.ichiro)
    assert counted(world) == {
        "CONSENT_REQUESTS": 1,
        "CONSENT_REQUESTS_LAPSED": 1,
        "CONSENTS_GRANTED": 1,
        "CONSENTS_EXPIRED": 1,
    }


def test_withdrawing_from_one_of_two_agencies_is_not_from_all(world: World) -> None:
    world.record(terms(), terms(OTHER))
    world.withdraw(OTHER)
    assert counted(world) == {"CONSENTS_GRANTED": 1, "WITHDRAWALS": 1}


def test_an_answer_carried_into_a_merged_case_and_corrected_there_counts_once_and_right(world: World) -> None:
    kept = replace(world, case_id="case-kept", ichiro="person-jiro")
    world.record(terms())
    merging.carry_over(world.db, world.ctx(), world.case_id, kept.reference, [(world.ichiro, kept.ichiro)])
    assert counted(world) == {"CONSENTS_GRANTED": 1}
    carried = sa.select(metadata.tables["consents"].c.id).where(metadata.tables["consents"].c.case_id == "case-kept")
    correct(kept, world.db.scalars(carried).one(), "REFUSED")
    assert counted(world) == {"CONSENTS_REFUSED": 1}


@pytest.mark.parametrize("there_first", [True, False])
def test_an_answer_corrected_in_a_merged_case_counts_once_whether_it_was_corrected_in_the_other_before(
    world: World, there_first: bool
) -> None:
    kept = replace(world, case_id="case-kept", ichiro="person-jiro")
    entry = world.record(terms())
    merging.carry_over(world.db, world.ctx(), world.case_id, kept.reference, [(world.ichiro, kept.ichiro)])
    carried = sa.select(metadata.tables["consents"].c.id).where(metadata.tables["consents"].c.case_id == "case-kept")
    if there_first:
        correct(kept, world.db.scalars(carried).one(), "REFUSED")
    correct(replace(world, over=True), entry.consent_id, "REFUSED")
    assert counted(world) == {"CONSENTS_REFUSED": 1}


@pytest.mark.plan("P-011")
def test_figures_stay_when_the_records_are_erased_and_cannot_be_changed_themselves(world: World) -> None:
    world.record(terms(), request_id=world.ask())
    before = counted(world)
    world.db.execute(metadata.tables["grants"].delete())
    world.db.execute(metadata.tables["consent_requests"].delete())
    assert counted(world) == before
    with pytest.raises(DBAPIError):
        world.db.execute(facts.facts.delete())


def test_nothing_that_is_counted_names_a_person(world: World) -> None:
    world.record(terms(), own_words="息子には言わないで")
    world.withdraw()
    rows = world.db.execute(sa.select(facts.facts)).all()
    assert rows
    assert not [row for row in rows if world.ichiro in str(row) or "息子" in str(row)]


def test_what_was_said_before_facts_were_kept_counts_the_same(world: World) -> None:
    """The migration's copy, run once more, finds in the live rows exactly what the steps recorded."""
    entry = world.record(terms(), request_id=world.ask())
    before = world.now
    world.pass_time(days=1)
    correct(world, entry.consent_id, "REFUSED")
    seeking.lapse(world.db, world.ctx(), world.ask(world.hanako))
    world.withdraw()
    then, once = counted(world, as_of=before), counted(world)
    copy = import_module("services.consent.migrations.0023_facts_of_before").FACTS_OF_BEFORE
    world.db.execute(sa.text(copy))
    assert counted(world) == {code: 2 * number for code, number in once.items()}
    assert counted(world, as_of=before) == {code: 2 * number for code, number in then.items()}


@pytest.mark.plan("P-011")
def test_refused_disclosures_count_once_for_each_call_and_case_and_under_each_rule(world: World) -> None:
    def ask(*categories: str) -> None:
        asked = [
            Question(OTHER, frozenset(), world.case_id, world.ichiro, category, "HANDOFF") for category in categories
        ]
        checks.check_disclosure(world.db, world.ctx(), asked)

    world.record(terms(OTHER, categories=("C1",)))
    ask("C1")
    assert "DISCLOSURES_REFUSED" not in counted(world)
    ask("C1", "C3", "C4", "C2X")
    ask("C4")
    found = {code: number for code, number in counted(world).items() if code.startswith("DISCLOSURES")}
    service = f"DISCLOSURES_REFUSED.SERVICE.{world.ctx().actor.agency_id}"
    assert found == {
        "DISCLOSURES_REFUSED": 2,
        "DISCLOSURES_REFUSED.RULE.D5-02": 1,
        "DISCLOSURES_REFUSED.RULE.D5-15": 2,
        service: 2,
    }
