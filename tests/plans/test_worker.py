"""The jobs of the plans service: what they answer to the engine."""

from datetime import datetime
from typing import Any

import pytest

from kit.zeebe import TaskDefinition, plain
from pb.tsunagi.options.v1 import options_pb2
from services.plans import worker
from services.plans.domain.progress import Proposal
from services.plans.use_cases import reports, revising
from tests.plans.desk import CASE, CASE_NO, MOTHER, SON, Desk

TASKS = {definition.type: definition for definition in worker.tasks.definitions}


def run(desk: Desk, task: str, **variables: Any) -> dict[str, Any]:
    """As kit runs it: declared inputs only; answers must be declared, too, and fit into the engine."""
    definition: TaskDefinition = TASKS[f"plans.{task}"]
    assert set(variables) <= set(definition.inputs)
    outputs = dict(definition.run(desk.job(variables, within="5BD")))
    assert set(outputs) == set(definition.outputs)
    assert all(isinstance(value, str | int | bool | list | datetime) for value in outputs.values())
    return {name: plain(value) for name, value in outputs.items()}


def test_every_job_of_the_process_contract_has_its_task() -> None:
    of_subjects = ("join-subject", "leave-subject", "end-support")
    of_planning = ("open-draft", "ask-confirmation", "offer-roles", "lapse-role", "settle-roles", "request-decision")
    of_support = ("start-support", "cancel-planning", "cancel-monitoring", "open-revision")
    of_ends = ("close-plan", "discontinue-plan", "close-case")
    of_progress = ("schedule-monitoring", "assess-monitoring", "open-evaluation", "read-evaluation")
    of_matters = ("check-roles-begun", "suspend-plan", "open-matter", "schedule-follow-up", "open-follow-up")
    of_participation = ("plan-participation-step", "pause-participation")
    of_reports = ("open-report", "count-facts", "list-gaps", "hand-to-committee", "open-reviews", "close-report")
    of_gaps = ("await-gap-decision",)
    of_deadlines = ("remind-work-item", "escalate-work-item")
    jobs = {
        *of_subjects,
        *of_planning,
        *of_support,
        *of_ends,
        *of_progress,
        *of_reports,
        *of_gaps,
        *of_deadlines,
        *of_matters,
        *of_participation,
    }
    assert set(TASKS) == {f"plans.{job}" for job in jobs}


def test_keys_consist_of_inputs_or_the_instance() -> None:
    wrong = [task.type for task in TASKS.values() if not set(task.key) <= {*task.inputs, "PI"}]
    assert wrong == []


def test_roles_are_offered_settled_and_started_by_jobs(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    desk.confirm()
    offered = run(desk, "offer-roles", draftId=desk.draft_id)
    assert len(offered["roleIds"]) == 2
    assert offered["rolesDueAt"] == "2026-12-01T08:15:00+00:00"
    for role_id in offered["roleIds"]:
        desk.answer(role_id)
        assert run(desk, "lapse-role", draftId=desk.draft_id, roleId=role_id) == {}
    assert run(desk, "settle-roles", draftId=desk.draft_id) == {"rolesSettled": True}
    desk.request_decision()
    desk.decide()
    started = run(desk, "start-support", planId=desk.plan_id, planVersionId=desk.version_id)
    assert started == {
        "roleIds": offered["roleIds"],
        "stability": "STABLE",
        "monthsInSupport": 0,
        "stableMonths": 0,
        "revisionNeeded": False,
        "rolesBeginDueAt": "2026-12-01T08:15:00+00:00",
    }


@pytest.mark.plan("P-087", "P-116")
def test_a_version_that_went_back_while_the_city_decided_is_put_to_it_again(desk: Desk) -> None:
    key = TASKS["plans.request-decision"].key
    asked = set()
    desk.join()
    for desk.instance in (1, 2):
        desk.agree()
        asked.add(tuple({"PI": desk.instance, "planVersionId": desk.version_id}[name] for name in key))
        assert desk.request_decision()
        if desk.instance == 1:
            revising.return_plan(desk.db, desk.coordinator, plan_id=desk.plan_id, reason="組み直す", occurred_at=None)
    desk.decide()
    assert len(asked) == 2, "the second round would be taken for a repetition of the first, and nobody asked"


@pytest.mark.plan("P-118")
def test_a_monitoring_is_scheduled_by_the_interval_that_the_decision_gave(desk: Desk) -> None:
    desk.join()
    desk.support()
    scheduled = run(desk, "schedule-monitoring", planId=desk.plan_id, monitoringWithin="3M")
    assert scheduled["monitoringDueAt"] == "2027-02-24T01:00:00+00:00"
    desk.pass_days(92)
    desk.monitor(scheduled["monitoringId"], Proposal.EVALUATE)
    assessed = run(desk, "assess-monitoring", monitoringId=scheduled["monitoringId"])
    assert assessed == {"monitoringOutcome": "EVALUATE", "monthsInSupport": 3, "stableMonths": 0}


def test_what_is_decided_with_has_the_names_that_the_record_gave_it(desk: Desk) -> None:
    desk.join()
    desk.support()
    evaluation_id = desk.open_evaluation()
    desk.evaluate(evaluation_id, desk.evaluation_facts(new_issue=True))
    read = run(desk, "read-evaluation", planId=desk.plan_id, evaluationId=evaluation_id)
    (event,) = desk.events("EvaluationRecorded")
    named = event.DESCRIPTOR.GetOptions().Extensions[options_pb2.engine_message].variables
    told = {event.DESCRIPTOR.fields_by_name[name].json_name: getattr(event, name) for name in named}
    assert read == told


def test_leaving_cancelling_and_revising_count_the_revision(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.join(SON)
    desk.support()
    run(desk, "leave-subject", caseId=CASE, personId=SON, consentRequestId="01REQUEST")
    revision = {"planId": desk.plan_id, "planVersionId": desk.version_id, "revisionNo": 1}
    assert run(desk, "cancel-monitoring", **revision) == {}
    assert run(desk, "open-revision", **revision) == {"revisionNeeded": True, "revisionNo": 2}


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (None, "DECEASED", ["", "DECEASED"]),
        ("DECEASED", None, ["", ""]),
        ("DECEASED", "UNREACHABLE", ["", "UNREACHABLE"]),
    ],
)
def test_only_how_the_last_person_left_says_how_the_plan_ends(
    desk: Desk, first: str | None, last: str | None, told: list[str]
) -> None:
    desk.join(MOTHER)
    desk.join(SON)
    for person, end in ((MOTHER, first), (SON, last)):
        run(desk, "leave-subject", caseId=CASE, personId=person, subjectsEnd=end)
    assert [event.subjects_end for event in desk.events("SubjectLeft")] == told


def test_closing_jobs_end_plan_and_support(desk: Desk) -> None:
    desk.join()
    closing = {"planId": desk.plan_id, "closureReason": "HANDED_TO_LEAD"}
    run(desk, "close-plan", **closing)
    run(desk, "end-support", caseId=CASE, **closing)
    run(desk, "close-case", caseId=CASE, closureReason="MOVED_OUT")
    assert [event.closure_reason for event in desk.events("PlanClosed")] == ["HANDED_TO_LEAD"]
    assert [event.person_id for event in desk.events("SubjectSupportEnded")] == [MOTHER]


def test_report_jobs_answer_when_to_freeze_and_by_when_the_committee_answers(desk: Desk) -> None:
    secretariat = desk.staff("committee-secretariat")
    today = desk.now.date()
    view = reports.request_report(desk.db, secretariat, period_start=today.replace(day=1), period_end=today)
    report = {"reportId": view.report.report_id}
    assert run(desk, "open-report", **report) == {"freezeAt": "2026-12-01T08:15:00+00:00"}
    reports.freeze_figures(desk.db, desk.process, report_id=view.report.report_id, figures=[])
    run(desk, "list-gaps", **report)
    assert run(desk, "hand-to-committee", **report)["committeeDueAt"] == "2026-12-01T08:15:00+00:00"
    run(desk, "close-report", **report)


def test_work_items_carry_the_case_number_that_operators_search_for(desk: Desk) -> None:
    desk.join()
    desk.support()
    run(desk, "schedule-monitoring", planId=desk.plan_id, monitoringWithin="1M")
    from_events = {event.case_no for event in desk.events("RoleOffered")}
    assert from_events == {CASE_NO}
