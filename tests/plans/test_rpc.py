"""The rpcs of PlansService: words in, records out."""

from datetime import UTC, date

import pytest

from kit.calls import Call, audiences, snake
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, PeerUnavailable
from kit.peers import Peers
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.plans.v1 import network_pb2
from pb.tsunagi.plans.v1 import service_pb2 as pb
from pb.tsunagi.work.v1 import work_pb2
from services.plans.domain.draft import RoleWithoutGrant
from services.plans.domain.report import Figure
from services.plans.rpc import PlansServicer
from services.plans.rpc import reading as read
from services.plans.use_cases import reports
from tests.plans.desk import CARE, CASE, MONEY, MOTHER, WORDS, Desk

SERVICE = pb.DESCRIPTOR.services_by_name["PlansService"]
servicer = PlansServicer()


def draft_request(desk: Desk) -> pb.DraftPlanRequest:
    return pb.DraftPlanRequest(
        name=f"drafts/{desk.draft_id}",
        request_id="r1",
        assessment_summary="家計が苦しい",
        wishes=[pb.Wish(person_id=MOTHER, own_words=WORDS)],
        policy="暮らしを立て直す",
        goals=[pb.Goal(text="受診を続ける", indicator="月1回", due_date="2027-03-31", long_term=True)],
        roles=[pb.RoleDraft(agency_id=CARE, task_code="CARE_SUPPORT", task_text="訪問", lead=True)],
        period_start="2026-12-01",
        period_end="2027-11-30",
    )


def test_every_rpc_says_who_may_call_it_and_has_its_method() -> None:
    assert all(audiences(method) and hasattr(servicer, snake(method.name)) for method in SERVICE.methods)
    only_services = [method.name for method in SERVICE.methods if audiences(method) == {"SERVICE"}]
    assert only_services == ["GetRole", "GetPlanReference", "CountFacts"]


@pytest.mark.plan("P-104")
def test_a_draft_is_refused_when_the_consent_service_does_not_answer(desk: Desk, silent: Peers) -> None:
    desk.join()
    desk.open_draft()
    with pytest.raises(PeerUnavailable):
        servicer.draft_plan(draft_request(desk), Call(desk.coordinator, desk.db, silent))
    assert not desk.events("PlanDrafted")


def test_dates_and_choices_that_are_not_understood_are_told_all_at_once(desk: Desk) -> None:
    request = draft_request(desk)
    request.period_end = "令和9年"
    request.goals[0].due_date = "soon"
    with pytest.raises(InvalidArgument) as refusal:
        read.draft_content(request)
    assert {violation.field for violation in refusal.value.violations} == {"goals[0].due_date", "period_end"}
    with pytest.raises(InvalidArgument) as refusal:
        read.monitoring_facts(pb.RecordMonitoringRequest(progress="変わりなし"))
    assert {violation.field for violation in refusal.value.violations} == {"stability", "proposal"}


def test_a_plan_reads_back_what_was_written(desk: Desk, silent: Peers) -> None:
    desk.join()
    desk.support()
    call = Call(desk.coordinator, desk.db, silent)
    plan = servicer.get_plan(pb.GetPlanRequest(name=f"plans/{desk.plan_id}"), call)
    assert plan.state == pb.Plan.STATE_OPEN
    assert plan.versions[0].state == pb.PlanVersion.STATE_DECIDED
    assert plan.drafts[0].state == pb.Draft.STATE_DECIDED
    assert plan.drafts[0].wishes[0].own_words == WORDS
    assert plan.drafts[0].goals[0].due_date == "2027-03-31"
    assert [role.state for role in plan.roles] == [pb.Role.STATE_ACCEPTED] * 2
    assert plan.roles[0].start_time.ToDatetime(tzinfo=UTC) == desk.now
    listed = servicer.list_plans(pb.ListPlansRequest(case_id=CASE), call)
    assert list(listed.plans) == [plan]


@pytest.mark.plan("P-116")
def test_an_agency_reads_nothing_when_the_consent_service_does_not_answer(desk: Desk, silent: Peers) -> None:
    desk.join()
    desk.support()
    with pytest.raises(PeerUnavailable):
        servicer.get_plan(pb.GetPlanRequest(name=f"plans/{desk.plan_id}"), Call(desk.agency(CARE), desk.db, silent))


def test_the_whole_way_over_rpcs(desk: Desk, silent: Peers) -> None:
    def call(ctx: Context) -> Call:
        return Call(ctx, desk.db, silent)

    desk.join()
    desk.open_draft()
    desk.write()
    confirmed = servicer.confirm_plan(
        pb.ConfirmPlanRequest(name=f"drafts/{desk.draft_id}", answer=pb.Confirmation.ANSWER_CONFIRMED),
        call(desk.coordinator),
    )
    assert confirmed.confirmations[0].answer == pb.Confirmation.ANSWER_CONFIRMED
    for role_id, agency in zip(desk.offer(), (CARE, MONEY), strict=True):
        accept = pb.AnswerRoleRequest(name=f"roles/{role_id}", answer=pb.AnswerRoleRequest.ANSWER_ACCEPTED)
        assert servicer.answer_role(accept, call(desk.agency(agency))).state == pb.Role.STATE_ACCEPTED
    desk.settle()
    desk.request_decision()
    decision = pb.DecideSupportRequest(
        name=f"planVersions/{desk.version_id}", decision=pb.DecideSupportRequest.DECISION_DECIDED
    )
    decided = servicer.decide_support(decision, call(desk.staff("decision-maker")))
    assert (decided.number, decided.state) == (1, pb.PlanVersion.STATE_DECIDED)
    desk.start()
    listed = servicer.list_roles(pb.ListRolesRequest(case_id=CASE), call(desk.coordinator))
    report = pb.RoleReport(role=listed.roles[0].name, progress=pb.RoleReport.PROGRESS_DELAYED)
    monitored = servicer.record_monitoring(
        pb.RecordMonitoringRequest(
            name=f"monitorings/{desk.schedule()}",
            stability=pb.Monitoring.STABILITY_STABLE,
            proposal=pb.Monitoring.PROPOSAL_EVALUATE,
            progress="変わりなし",
            role_reports=[report],
        ),
        call(desk.agency(CARE)),
    )
    assert (monitored.recorded_by_agency_id, list(monitored.role_reports)) == (CARE, [report])
    evaluated = servicer.record_evaluation(
        pb.RecordEvaluationRequest(
            name=f"evaluations/{desk.open_evaluation()}",
            goal_results=[
                pb.GoalResult(goal=goal.name, result=pb.GoalResult.RESULT_ACHIEVED) for goal in confirmed.goals
            ],
            person_views=[pb.PersonView(person_id=MOTHER, own_words=WORDS)],
            changes=[pb.Change(area_code="TIES", direction=pb.Change.DIRECTION_BETTER)],
            stability=pb.Monitoring.STABILITY_STABLE,
            lead_settled=True,
        ),
        call(desk.coordinator),
    )
    assert (evaluated.goals_outcome, evaluated.lead_settled) == ("ALL_ACHIEVED", True)
    assert evaluated.person_views[0].own_words == WORDS


def test_other_services_get_references_and_counts(desk: Desk, silent: Peers) -> None:
    desk.join()
    role_id = desk.support().role_ids[0]
    call = Call(desk.process, desk.db, silent)
    role = servicer.get_role(pb.GetRoleRequest(role_id=role_id), call)
    assert (role.case_id, role.agency_id, list(role.person_ids), role.lead) == (CASE, CARE, [MOTHER], True)
    assert not role.over
    reference = servicer.get_plan_reference(pb.GetPlanReferenceRequest(plan_version_id=desk.version_id), call)
    assert (reference.version_number, list(reference.agency_ids)) == (1, [CARE, MONEY])
    count = facts_pb2.CountFactsRequest()
    count.as_of.FromDatetime(desk.now)
    count.period_start.FromDatetime(desk.now.replace(day=1))
    count.period_end.FromDatetime(desk.now.replace(year=2027))
    counts = {fact.code: fact.count for fact in servicer.count_facts(count, call).counts}
    assert (counts["PLANS_OPENED"], counts["ROLE_ANSWERS.ACCEPTED"], counts["SUPPORT_DECISIONS.DECIDED"]) == (1, 2, 1)


def test_a_report_is_asked_for_and_read(desk: Desk, silent: Peers) -> None:
    call = Call(desk.staff("committee-secretariat"), desk.db, silent)
    request = pb.RequestReportRequest(request_id="r1", period_start="2026-04-01", period_end="2027-04-01")
    report = servicer.request_report(request, call)
    assert servicer.get_report(pb.GetReportRequest(name=report.name), call) == report
    assert date.fromisoformat(report.period_end) == date(2027, 4, 1)


def test_network_and_cooperation_are_read_as_a_report_froze_them(desk: Desk, silent: Peers) -> None:
    """While the other services are away, too."""
    call = Call(desk.staff("committee-secretariat"), desk.db, silent)
    request = pb.RequestReportRequest(request_id="r1", period_start="2026-04-01", period_end="2027-04-01")
    name = servicer.request_report(request, call).name
    report_id = name.removeprefix("reports/")
    reports.open_report(desk.db, desk.process, report_id=report_id, freeze_at=desk.now)
    figures = [Figure("meetings", f"JOINT.{CARE}.{MONEY}", "", 6, 6), Figure("intake", "HANDOFFS_OFFERED", "", 9, 9)]
    reports.freeze_figures(desk.db, desk.process, report_id=report_id, figures=figures)
    found = servicer.get_network(network_pb2.GetNetworkRequest(report=name), call)
    assert [(link.from_id, link.to_id, link.count) for link in found.links] == [(CARE, MONEY, 6)]
    assert list(servicer.get_report(pb.GetReportRequest(name=name), call).links) == list(found.links)
    own = Call(desk.agency(CARE), desk.db, silent)
    asked = network_pb2.GetCooperationRequest(agency_id=CARE, report=name)
    assert [(one.agency_id, one.meeting_count) for one in servicer.get_cooperation(asked, own).partners] == [(MONEY, 6)]
    with pytest.raises(NotFound):
        servicer.get_cooperation(asked, call)


def test_work_is_listed_for_who_is_responsible(desk: Desk, silent: Peers) -> None:
    desk.join()
    desk.open_draft()
    request = work_pb2.ListWorkItemsRequest()
    mine = servicer.list_work_items(request, Call(desk.coordinator, desk.db, silent))
    assert [item.subject for item in mine.work_items] == [f"drafts/{desk.draft_id}"]
    others = servicer.list_work_items(request, Call(desk.agency(CARE), desk.db, silent))
    assert not others.work_items


@pytest.mark.parametrize("name", ["", "plans/", "drafts/01X", "plans/01X/more", "plans/01NOSUCH"])
def test_a_name_that_names_no_plan_is_answered_like_an_absent_one(desk: Desk, silent: Peers, name: str) -> None:
    with pytest.raises(NotFound):
        servicer.get_plan(pb.GetPlanRequest(name=name), Call(desk.coordinator, desk.db, silent))


def test_the_refusal_for_a_missing_grant_names_the_field_and_no_agency() -> None:
    assert "W-" not in RoleWithoutGrant.message
