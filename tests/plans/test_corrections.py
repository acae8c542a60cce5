"""A wrong entry of each kind is superseded with its reason, and what it had moved is taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kit.facts import count
from services.plans.domain.draft import Answer, DraftState, RoleState
from services.plans.domain.matter import NothingToCorrect
from services.plans.domain.plan import Decision, VersionState
from services.plans.domain.progress import GoalOutcome, MonitoringFacts, Proposal, Stability
from services.plans.store import drafts as draft_store
from services.plans.store import matters as matter_store
from services.plans.store import plans as plan_store
from services.plans.use_cases import absence, drafting, matters, progress, roles, support
from tests.plans.desk import CARE, CASE, COORDINATING, MONEY, ROLES, SON, Desk

REASON = "聞き違いだった"


def ways(desk: Desk) -> list[tuple[str, str]]:
    return [(event.kind, event.way_back) for event in desk.events("EntryCorrected")]


def counted(desk: Desk, *prefixes: str) -> dict[str, int]:
    """What a report of the months around now counts."""
    span = timedelta(days=400)
    rows = count(desk.db, desk.process, desk.now, desk.now - span, desk.now + span)
    return {row.code: row.count for row in rows if row.code.startswith(prefixes)}


def correct_confirmation(desk: Desk, answer: Answer) -> None:
    command = drafting.ConfirmPlan(desk.draft_id, (), answer, "やはり違う", None, REASON)
    drafting.confirm(desk.db, desk.coordinator, command)


def correct_answer(desk: Desk, agency: str, *, accepted: bool) -> None:
    role = next(role.role_id for role in desk.roles() if role.agency_id == agency)
    roles.answer_role(
        desk.db,
        desk.agency(agency),
        role_id=role,
        accepted=accepted,
        reason="" if accepted else "人がいない",
        occurred_at=None,
        correction_reason=REASON,
    )


def correct_decision(desk: Desk, decision: Decision) -> None:
    support.decide_support(
        desk.db,
        desk.staff("decision-maker"),
        plan_version_id=desk.version_id,
        decision=decision,
        reason="",
        occurred_at=None,
        correction_reason=REASON,
    )


def test_a_person_who_did_not_agree_after_all_takes_the_agreed_draft_back(desk: Desk) -> None:
    desk.join()
    desk.agree()
    desk.request_decision()
    correct_confirmation(desk, Answer.CHANGES_WISHED)
    assert ways(desk) == [("CONFIRMATION", "RETURNED")]
    assert len(desk.events("PlanReturned")) == 1
    assert desk.open_work() == []
    assert draft_store.get_draft(desk.db, desk.process, desk.draft_id).state == DraftState.CHANGES_WISHED
    (kept,) = matter_store.corrections_of(desk.db, f"drafts/{desk.draft_id}")
    assert (kept.reason, kept.before["confirmations"][0]["answer"]) == (REASON, "CONFIRMED")
    assert counted(desk, "PLAN_CONFIRMATIONS") == {"PLAN_CONFIRMATIONS.CHANGES_WISHED": 1}


def test_nothing_said_is_nothing_to_correct(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    with pytest.raises(NothingToCorrect):
        correct_confirmation(desk, Answer.CONFIRMED)


def test_an_agency_that_did_not_accept_after_all_takes_the_settled_draft_back(desk: Desk) -> None:
    desk.join()
    desk.agree()
    correct_answer(desk, MONEY, accepted=False)
    assert ways(desk) == [("ROLE_ANSWER", "RETURNED")]
    assert len(desk.events("PlanReturned")) == 1
    assert counted(desk, "ROLE_ANSWERS") == {"ROLE_ANSWERS.ACCEPTED": 1, "ROLE_ANSWERS.DECLINED": 1}


def test_an_agency_that_did_not_accept_after_all_leaves_a_role_in_force_to_be_settled(desk: Desk) -> None:
    desk.join()
    desk.support()
    correct_answer(desk, MONEY, accepted=False)
    assert ways(desk) == [("ROLE_ANSWER", "MATTER")]
    assert [matter.kind for matter in matter_store.open_matters(desk.db, desk.plan_id)] == ["ROLE_ENDED"]


def test_an_agency_that_accepted_after_all_has_the_role_in_the_next_draft(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    desk.confirm()
    by_agency = {desk.role(role_id).agency_id: role_id for role_id in desk.offer()}
    desk.answer(by_agency[CARE])
    desk.answer(by_agency[MONEY], accepted=False, reason="人がいない")
    assert not desk.settle()
    correct_answer(desk, MONEY, accepted=True)
    assert ways(desk) == [("ROLE_ANSWER", "NONE")]
    assert counted(desk, "ROLE_ANSWERS") == {"ROLE_ANSWERS.ACCEPTED": 2}
    desk.open_draft()
    desk.write()
    assert {role.state for role in desk.roles()} == {RoleState.ACCEPTED}


def test_a_decision_that_was_not_made_puts_the_version_before_in_force_and_the_plan_back(desk: Desk) -> None:
    desk.join()
    desk.support()
    desk.pass_days(30)
    desk.support()
    correct_decision(desk, Decision.NOT_DECIDED)
    states = [version.state for version in plan_store.versions_of(desk.db, desk.plan_id)]
    assert states == [VersionState.DECIDED, VersionState.NOT_DECIDED]
    decisions = {"SUPPORT_DECISIONS.DECIDED": 1, "SUPPORT_DECISIONS.NOT_DECIDED": 1}
    assert counted(desk, "SUPPORT_DECISIONS") == decisions
    assert ways(desk) == [("SUPPORT_DECISION", "RETURNED")]


@pytest.mark.plan("P-033")
def test_agencies_that_worked_by_a_decision_that_was_none_are_told_unless_the_version_before_has_their_role(
    desk: Desk,
) -> None:
    desk.join()
    desk.support(desk.content([role for role in ROLES if role.agency_id == CARE]))
    desk.pass_days(30)
    desk.support()
    correct_decision(desk, Decision.NOT_DECIDED)
    told = [(event.agency_id, event.reason_code) for event in desk.events("RoleReleased")]
    assert told == [(MONEY, "NOT_DECIDED")]


@pytest.mark.plan("P-089")
def test_a_role_that_a_decision_that_was_none_had_left_out_is_in_force_again_and_somebodys_matter(desk: Desk) -> None:
    desk.join()
    desk.support()
    role_id = next(role.role_id for role in desk.roles() if role.agency_id == MONEY)
    desk.pass_days(30)
    desk.support(desk.content([role for role in ROLES if role.agency_id == CARE]))
    correct_decision(desk, Decision.NOT_DECIDED)
    found = [(one.kind, one.subject) for one in matter_store.open_matters(desk.db, desk.plan_id)]
    assert ("HANDOFF_FAILED", f"roles/{role_id}") in found


def test_a_decision_that_was_made_after_all_is_the_coordinators_step(desk: Desk) -> None:
    desk.join()
    desk.agree()
    desk.request_decision()
    desk.decide(Decision.NOT_DECIDED, "他制度")
    support.close_plan(desk.db, desk.process, plan_id=desk.plan_id, closure_reason="SUBJECT_WISH")
    correct_decision(desk, Decision.DECIDED)
    assert ways(desk) == [("SUPPORT_DECISION", "MATTER")]


@pytest.mark.parametrize(
    ("proposal", "way"), [(Proposal.CONTINUE, "NONE"), (Proposal.REVISE, "RETURNED"), (Proposal.EVALUATE, "MATTER")]
)
def test_a_monitoring_is_corrected_and_leads_where_the_right_one_would(
    desk: Desk, proposal: Proposal, way: str
) -> None:
    desk.join()
    desk.support()
    monitoring_id = desk.schedule()
    desk.monitor(monitoring_id)
    facts = MonitoringFacts(Stability.STABLE, proposal, "書き直し", ())
    progress.record_monitoring(
        desk.db,
        desk.agency(CARE),
        monitoring_id=monitoring_id,
        facts=facts,
        occurred_at=None,
        correction_reason=REASON,
    )
    assert ways(desk) == [("MONITORING", way)]
    assert len(desk.events("MonitoringRecorded")) == 1


@pytest.mark.parametrize(("new_issue", "way"), [(False, "NONE"), (True, "RETURNED")])
def test_an_evaluation_is_corrected_and_leads_where_the_right_one_would(desk: Desk, new_issue: bool, way: str) -> None:
    desk.join()
    desk.support()
    evaluation_id = desk.open_evaluation()
    facts = desk.evaluation_facts()
    desk.evaluate(evaluation_id, facts)
    progress.record_evaluation(
        desk.db,
        desk.coordinator,
        evaluation_id=evaluation_id,
        facts=replace(facts, new_issue=new_issue, remaining="書き直し"),
        occurred_at=None,
        correction_reason=REASON,
    )
    assert ways(desk) == [("EVALUATION", way)]
    assert len(desk.events("EvaluationRecorded")) == 1


@pytest.mark.plan("P-119")
def test_what_is_corrected_before_its_meeting_has_ended_is_decided_by_the_process_itself(desk: Desk) -> None:
    """A correction after that is the coordinator's step, as before."""
    desk.join()
    desk.support()
    evaluation_id = desk.open_evaluation()
    desk.evaluate(evaluation_id, desk.evaluation_facts())
    plan_and_evaluation = {"plan_id": desk.plan_id, "evaluation_id": evaluation_id}

    def correct(*results: GoalOutcome) -> None:
        progress.record_evaluation(
            desk.db,
            desk.coordinator,
            evaluation_id=evaluation_id,
            facts=desk.evaluation_facts(*results, lead_settled=False, long_absence=True),
            occurred_at=None,
            correction_reason=REASON,
        )

    correct(GoalOutcome.ACHIEVED, GoalOutcome.PARTLY)
    (raised,) = desk.events("PlanMatterRaised")
    matters.open_matter(desk.db, desk.process, desk.job(), matter_id=raised.matter_id, due_at=desk.due(14))
    judged = progress.read_evaluation(desk.db, desk.process, **plan_and_evaluation)
    assert (judged.goals_outcome, judged.lead_settled, judged.long_absence) == ("PARTLY", False, True)
    assert [event.matter_id for event in desk.events("PlanMatterSettled")] == [raised.matter_id]
    assert desk.open_work() == []
    correct(GoalOutcome.ACHIEVED, GoalOutcome.ACHIEVED)
    assert ways(desk) == [("EVALUATION", "MATTER")] * 2
    assert len(desk.events("PlanMatterRaised")) == 2
    assert len(desk.events("PlanMatterSettled")) == 1


@pytest.mark.plan("P-011")
def test_a_report_counts_what_was_right_and_not_what_was_corrected(desk: Desk) -> None:
    desk.join()
    desk.support()
    monitoring_id = desk.schedule()
    desk.monitor(monitoring_id, stability=Stability.CRISIS)
    evaluation_id = desk.open_evaluation()
    results = len(draft_store.goals_of(desk.db, desk.draft_id))
    desk.evaluate(evaluation_id, desk.evaluation_facts())
    for stability, outcome in ((Stability.STABLE, GoalOutcome.PARTLY), (Stability.UNSTABLE, GoalOutcome.NOT_ACHIEVED)):
        desk.pass_days(40)
        progress.record_monitoring(
            desk.db,
            desk.agency(CARE),
            monitoring_id=monitoring_id,
            facts=MonitoringFacts(stability, Proposal.CONTINUE, "書き直し", ()),
            occurred_at=None,
            correction_reason=REASON,
        )
        progress.record_evaluation(
            desk.db,
            desk.coordinator,
            evaluation_id=evaluation_id,
            facts=desk.evaluation_facts(*[outcome] * results),
            occurred_at=None,
            correction_reason=REASON,
        )
        expected = {f"MONITORINGS.{stability}": 1, f"GOALS.{outcome}": results, "EVALUATIONS": 1}
        assert counted(desk, "MONITORINGS", "GOALS", "EVALUATIONS") == expected


@pytest.mark.plan("P-015")
def test_what_is_left_of_a_closed_plan_keeps_its_owner_when_a_later_plan_or_the_case_ends(desk: Desk) -> None:
    desk.join()
    desk.support()
    evaluation_id = desk.open_evaluation()
    facts = desk.evaluation_facts()
    desk.evaluate(evaluation_id, facts)
    support.close_plan(desk.db, desk.process, plan_id=desk.plan_id, closure_reason="GOALS_MET")
    (planned,) = desk.events("FollowUpPlanned")
    absence.open_follow_up(desk.db, desk.process, desk.job(), follow_up_id=planned.follow_up_id, due_at=desk.due(14))
    progress.record_evaluation(
        desk.db,
        desk.coordinator,
        evaluation_id=evaluation_id,
        facts=replace(facts, lead_settled=False),
        occurred_at=None,
        correction_reason=REASON,
    )
    (raised,) = desk.events("PlanMatterRaised")
    matters.open_matter(desk.db, desk.process, desk.job(), matter_id=raised.matter_id, due_at=desk.due(14))
    left = [("FOLLOW_UP", CARE, ""), ("SETTLE_MATTER", COORDINATING, "coordinator")]
    assert desk.open_work() == left
    desk.join(SON)
    support.close_plan(desk.db, desk.process, plan_id=desk.plan_id, closure_reason="SUBJECT_WISH")
    support.close_case(desk.db, desk.process, case_id=CASE, closure_reason="MOVED_OUT")
    assert desk.open_work() == left
