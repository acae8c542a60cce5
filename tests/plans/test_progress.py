"""Monitorings and evaluations."""

from dataclasses import replace

import pytest

from kit.errors import InvalidArgument, NotFound
from services.plans.domain.draft import Answer
from services.plans.domain.progress import (
    EvaluationClosed,
    GoalOutcome,
    MonitoringClosed,
    MonitoringFacts,
    PersonView,
    PersonViewMissing,
    Proposal,
    RoleProgress,
    RoleReport,
    Stability,
)
from services.plans.store import progress as progress_store
from services.plans.use_cases import progress, role_work, support
from tests.plans.desk import CARE, COORDINATING, MONEY, MOTHER, SON, WORDS, Desk


@pytest.mark.plan("P-118")
def test_the_lead_agency_is_asked_to_monitor_and_records(desk: Desk) -> None:
    desk.join()
    desk.support()
    monitoring_id = desk.schedule()
    assert desk.open_work() == [("RECORD_MONITORING", CARE, "")]
    desk.monitor(monitoring_id, Proposal.REVISE, Stability.UNSTABLE)
    (event,) = desk.events("MonitoringRecorded")
    assert (event.monitoring_id, event.stability, event.proposal) == (monitoring_id, "UNSTABLE", "REVISE")
    assert desk.open_work() == []
    with pytest.raises(MonitoringClosed):
        desk.monitor(monitoring_id)


def test_the_round_after_the_lead_has_left_is_the_coordinators(desk: Desk) -> None:
    desk.join()
    desk.support()
    (role,) = [role for role in desk.roles() if role.lead]
    role_work.end(desk.db, desk.agency(CARE), role_id=role.role_id, reason="担当の廃止", occurred_at=None)
    desk.schedule()
    assert ("RECORD_MONITORING", COORDINATING, "coordinator") in desk.open_work()


@pytest.mark.plan("P-034")
def test_an_agency_that_is_not_the_lead_cannot_monitor_but_the_coordinator_can(desk: Desk) -> None:
    desk.join()
    desk.support()
    monitoring_id = desk.schedule()
    facts = MonitoringFacts(Stability.STABLE, Proposal.CONTINUE, "変わりなし", ())
    with pytest.raises(NotFound):
        progress.record_monitoring(
            desk.db, desk.agency(MONEY), monitoring_id=monitoring_id, facts=facts, occurred_at=None
        )
    progress.record_monitoring(desk.db, desk.coordinator, monitoring_id=monitoring_id, facts=facts, occurred_at=None)
    recorded = progress_store.get_monitoring(desk.db, desk.process, monitoring_id)
    assert recorded.recorded_by_agency_id == COORDINATING


@pytest.mark.plan("P-118")
def test_progress_is_reported_by_role_and_only_for_roles_of_the_plan(desk: Desk) -> None:
    desk.join()
    desk.support()
    monitoring_id = desk.schedule()
    money = desk.accepted()[MONEY, "HOUSEHOLD_BUDGET"]
    report = RoleReport(money, RoleProgress.DELAYED, "日程が合わない")
    facts = MonitoringFacts(Stability.STABLE, Proposal.CONTINUE, "変わりなし", (report, replace(report, role_id="x")))
    ctx = desk.agency(CARE)
    with pytest.raises(InvalidArgument) as refusal:
        progress.record_monitoring(desk.db, ctx, monitoring_id=monitoring_id, facts=facts, occurred_at=None)
    assert [violation.field for violation in refusal.value.violations] == ["role_reports[1].role"]
    facts = replace(facts, role_reports=(report,))
    recorded = progress.record_monitoring(desk.db, ctx, monitoring_id=monitoring_id, facts=facts, occurred_at=None)
    assert recorded.role_reports == (report,)


@pytest.mark.parametrize("proposal", list(Proposal))
def test_the_proposal_leads_on_and_months_count_from_the_start_of_support(desk: Desk, proposal: Proposal) -> None:
    desk.join()
    desk.support()
    desk.pass_days(100)
    monitoring_id = desk.schedule()
    desk.monitor(monitoring_id, proposal)
    assessed = desk.assess(monitoring_id)
    assert (assessed.outcome, assessed.months_in_support) == (proposal, 3)


def test_the_last_stability_is_known_when_the_next_version_starts(desk: Desk) -> None:
    desk.join()
    desk.support()
    desk.monitor(desk.schedule(), Proposal.REVISE, Stability.CRISIS)
    assert desk.support().stability == Stability.CRISIS


def test_a_cancelled_monitoring_asks_nobody_and_takes_no_facts(desk: Desk) -> None:
    desk.join()
    desk.support()
    monitoring_id, evaluation_id = desk.schedule(), desk.open_evaluation()
    support.cancel_monitoring(desk.db, desk.process, plan_id=desk.plan_id)
    assert desk.open_work() == []
    with pytest.raises(MonitoringClosed):
        desk.monitor(monitoring_id)
    with pytest.raises(EvaluationClosed):
        desk.evaluate(evaluation_id, desk.evaluation_facts())
    assert desk.assess(monitoring_id).outcome == "CONTINUE"


@pytest.mark.plan("P-004", "P-119")
def test_an_evaluation_without_the_persons_view_or_a_reason_is_refused(desk: Desk) -> None:
    desk.join()
    desk.support()
    evaluation_id = desk.open_evaluation()
    assert desk.open_work() == [("RECORD_EVALUATION", COORDINATING, "coordinator")]
    for views in ((), (PersonView(MOTHER, "", " "),)):
        with pytest.raises(PersonViewMissing):
            desk.evaluate(evaluation_id, desk.evaluation_facts(person_views=views))
    both = desk.evaluation_facts(person_views=(PersonView(MOTHER, WORDS, ""), PersonView(SON, WORDS, "")))
    with pytest.raises(PersonViewMissing) as refusal:
        desk.evaluate(evaluation_id, both)
    (outside,) = refusal.value.violations
    assert (outside.field, outside.code) == ("person_views[1].person_id", "NOT_IN_PLAN")
    assert not desk.events("EvaluationRecorded")
    told = (PersonView(MOTHER, "", "入院中で会えない"),)
    desk.evaluate(evaluation_id, desk.evaluation_facts(person_views=told))
    assert desk.open_work() == []


@pytest.mark.plan("P-119")
@pytest.mark.parametrize(
    ("results", "outcome"),
    [
        ((GoalOutcome.ACHIEVED, GoalOutcome.ACHIEVED), "ALL_ACHIEVED"),
        ((GoalOutcome.ACHIEVED, GoalOutcome.PARTLY), "PARTLY"),
        ((GoalOutcome.PARTLY, GoalOutcome.NOT_ACHIEVED), "CHANGED"),
        ((GoalOutcome.CHANGED, GoalOutcome.ACHIEVED), "CHANGED"),
    ],
)
def test_the_outcome_follows_from_the_goals(desk: Desk, results: tuple[GoalOutcome, ...], outcome: str) -> None:
    desk.join()
    desk.support()
    evaluation_id = desk.open_evaluation()
    desk.evaluate(evaluation_id, desk.evaluation_facts(*results, new_issue=True, lead_settled=False))
    (event,) = desk.events("EvaluationRecorded")
    assert (event.goals_outcome, event.new_issue, event.lead_settled) == (outcome, True, False)
    with pytest.raises(EvaluationClosed):
        desk.evaluate(evaluation_id, desk.evaluation_facts(*results))


@pytest.mark.plan("P-119")
def test_every_goal_needs_a_result(desk: Desk) -> None:
    desk.join()
    desk.support()
    facts = desk.evaluation_facts()
    with pytest.raises(InvalidArgument):
        desk.evaluate(desk.open_evaluation(), replace(facts, goal_results=facts.goal_results[:1]))


def test_evaluating_while_a_next_version_is_drafted_uses_the_goals_in_force(desk: Desk) -> None:
    desk.join()
    desk.support()
    facts = desk.evaluation_facts()
    evaluation_id = desk.open_evaluation()
    desk.open_draft()
    desk.write()
    desk.confirm(Answer.CONFIRMED)
    desk.evaluate(evaluation_id, facts)
