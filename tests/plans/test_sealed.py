"""What a plan says of people stands in the database as ciphertext, and ends with the key of the person or the case."""

import re

import sqlalchemy as sa

from kit import sealing
from services.plans.domain.assessment import Assessment, Findings, Issue
from services.plans.domain.draft import Answer
from services.plans.domain.participation import Source, Stage
from services.plans.store import assessments as assessment_store
from services.plans.store import matters as matter_store
from services.plans.store import metadata
from services.plans.store import participation as participation_store
from services.plans.use_cases import assessments, participation_worklist, reading, role_work
from tests.plans.desk import CARE, CASE, MOTHER, SON, WORDS, Desk
from tests.plans.test_corrections import correct_confirmation
from tests.plans.test_participation import WHOSE, begin, plan_step, record
from tests.plans.test_revising import in_support

JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


def assess(desk: Desk, *persons: str) -> None:
    findings = Findings(persons, True, "料理が得意", "家にいたい", "要約", (Issue("DEBT", "滞納", "相談"),), "", "")
    assessments.record(
        desk.db, desk.coordinator, plan_id=desk.plan_id, findings=findings, occurred_at=None, permitted=()
    )


def household(desk: Desk) -> str:
    """Mother and son with nearly everything that is ever written; answers the son's participation support."""
    desk.join(SON)
    role = in_support(desk)[CARE]
    assess(desk, MOTHER)
    assess(desk, MOTHER, SON)
    role_work.end(desk.db, desk.agency(CARE), role_id=role, reason="人がいない", occurred_at=None)
    desk.monitor(desk.schedule())
    facts = desk.evaluation_facts(remaining="家計", agencies_view="続けたい")
    desk.evaluate(desk.open_evaluation(), facts)
    correct_confirmation(desk, Answer.CHANGES_WISHED)
    participation_worklist.mark(
        desk.db,
        desk.coordinator,
        case=WHOSE,
        person_id=SON,
        source=Source.OUTREACH,
        support_needs="静かな席",
        occurred_at=None,
        known_to_agency=lambda: True,
    )
    key = begin(desk)
    record(desk, plan_step(desk, key).id, Stage.MATCHING)
    return key


def written(desk: Desk) -> str:
    """Every row of every table as text, as whoever copies the database has it."""
    found = ""
    for table in metadata.sorted_tables:
        rows = sa.select(sa.func.string_agg(sa.cast(sa.literal_column(table.name), sa.Text), "\n")).select_from(table)
        found += desk.db.scalar(rows) or ""
    return found


def test_no_word_and_no_code_that_tells_of_a_person_can_be_read_in_any_table(desk: Desk) -> None:
    key = household(desk)
    found = written(desk)
    assert key in found
    assert not JAPANESE.search(found)
    assert not [code for code in ("DEBT", "QUIET", "STAIRS") if code in found]


def test_a_gap_can_not_be_traced_to_the_household_that_met_it(desk: Desk) -> None:
    household(desk)
    (line,) = [line for line in written(desk).splitlines() if "NIGHT_WATCH" in line and "RESOURCE_GAPS" not in line]
    assert desk.draft_id not in line
    assert desk.draft_id not in str(desk.db.execute(sa.select(metadata.tables["gap_raisings"])).all())


def test_without_a_persons_key_only_what_was_about_that_person_is_gone(desk: Desk) -> None:
    key = household(desk)
    sealing.destroy(desk.db, desk.process, [SON])
    plan = reading.get_plan(desk.db, desk.coordinator, desk.plan_id, lambda *_: True)
    assert {wish.person_id: wish.own_words for wish in plan.drafts[0].wishes} == {MOTHER: WORDS, SON: ""}
    assert plan.drafts[0].draft.assessment_summary == "家計が苦しい"
    assert plan.evaluations[0].facts is not None
    assert {view.person_id: view.own_words for view in plan.evaluations[0].facts.person_views} == {
        MOTHER: WORDS,
        SON: "",
    }
    of = participation_store.get_participation(desk.db, key)
    assert (of.goal, of.wish_codes, of.condition_codes, of.stage) == ("", (), (), Stage.MATCHING)
    assert participation_store.steps_of(desk.db, [key])[key][-1].text == ""


def test_without_the_cases_key_the_household_is_gone_and_what_one_person_said_stays_with_the_person(
    desk: Desk,
) -> None:
    household(desk)
    sealing.destroy(desk.db, desk.process, [CASE])
    plan = reading.get_plan(desk.db, desk.coordinator, desk.plan_id, lambda *_: True)
    draft = plan.drafts[0]
    assert {goal.text for goal in draft.goals} == {role.task_text for role in draft.roles} == {""}
    assert (draft.draft.policy, plan.monitorings[0].progress) == ("", "")
    assert [gap.need_code for gap in draft.gaps] == [""]
    (correction,) = matter_store.corrections_of(desk.db, f"drafts/{desk.draft_id}")
    assert (correction.before, correction.reason, correction.kind) == ("", "", "CONFIRMATION")
    assert {one.findings.person_ids: one.findings.summary for one in _assessed(desk)} == {
        (MOTHER,): "要約",
        (MOTHER, SON): "",
    }
    assert draft.wishes[0].own_words == WORDS


def _assessed(desk: Desk) -> list[Assessment]:
    return assessment_store.page_assessments(desk.db, desk.plan_id)
