"""A plan in force changes: minor and major revisions, roles edited by their own agency, grants that end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kit import facts
from kit.errors import InvalidArgument, NotFound, StaleEtag
from services.plans.domain.assessment import AssessmentWithoutGrant, Findings, Issue
from services.plans.domain.draft import RoleState
from services.plans.domain.matter import MajorRevisionNeeded, NothingToReturn, Review, RoleNotInForce, TooEarlyToEnd
from services.plans.domain.progress import RoleProgress
from services.plans.store import assessments as assessment_store
from services.plans.store import matters as matter_store
from services.plans.use_cases import absence, assessments, matters, overview, reading, revising, role_work, support
from services.plans.use_cases.revising import MinorRevision, RoleTerms
from services.plans.use_cases.role_work import RoleUpdate
from tests.plans.desk import CARE, CASE, COORDINATING, MONEY, MOTHER, STATION, Desk


def in_support(desk: Desk) -> dict[str, str]:
    """Role ids by agency."""
    desk.join(MOTHER)
    desk.support()
    return {role.agency_id: role.role_id for role in desk.roles()}


def end_grant(desk: Desk, agency: str, person: str = MOTHER) -> None:
    ended = {"case_id": CASE, "person_id": person, "agency_id": agency}
    revising.end_grant(desk.db, desk.process, still=lambda *_: False, **ended)


def minor(desk: Desk, **changes: object) -> MinorRevision:
    """With the etag as it is read now."""
    etag = reading.get_plan(desk.db, desk.coordinator, desk.plan_id, lambda *_: True).etag
    return replace(MinorRevision(etag, "担当者が代わった", (), {}, None, None), **changes)  # type: ignore[arg-type]


@pytest.mark.plan("P-034")
def test_two_who_edit_the_same_role_at_once_do_not_overwrite_each_other(desk: Desk) -> None:
    role = in_support(desk)[CARE]
    etag = str(desk.role(role).revision)
    role_work.update(desk.db, desk.agency(CARE), role_id=role, update=RoleUpdate(etag, "新しい担当", None, None, None))
    with pytest.raises(StaleEtag):
        role_work.update(desk.db, desk.coordinator, role_id=role, update=RoleUpdate(etag, "別の担当", None, None, None))
    assert desk.role(role).contact == "新しい担当"


@pytest.mark.plan("P-034")
def test_what_an_agency_changed_since_is_not_overwritten_by_a_minor_revision(desk: Desk) -> None:
    role = in_support(desk)[CARE]
    read = minor(desk, roles=(RoleTerms(role, "前の担当", None, None),))
    etag = str(desk.role(role).revision)
    role_work.update(desk.db, desk.agency(CARE), role_id=role, update=RoleUpdate(etag, "新しい担当", None, None, None))
    with pytest.raises(StaleEtag):
        revising.revise(desk.db, desk.coordinator, plan_id=desk.plan_id, revision=read)
    assert desk.role(role).contact == "新しい担当"


@pytest.mark.plan("P-034")
def test_an_agency_edits_and_reports_only_its_own_role_and_the_history_names_the_author(desk: Desk) -> None:
    role = in_support(desk)[CARE]
    with pytest.raises(NotFound):
        role_work.update(desk.db, desk.agency(MONEY), role_id=role, update=RoleUpdate("1", "x", None, None, None))
    report = {"role_id": role, "progress": RoleProgress.ON_TRACK, "text": "順調", "occurred_at": None}
    with pytest.raises(NotFound):
        role_work.report(desk.db, desk.agency(MONEY), **report)  # type: ignore[arg-type]
    role_work.report(desk.db, desk.agency(CARE), **report)  # type: ignore[arg-type]
    _plan, _role, changes = role_work.history(desk.db, desk.agency(CARE), role, lambda *_: True)
    assert [(c.code, c.agency_id, c.person_id) for c in changes][:2] == [
        ("BEGUN", CARE, f"worker-{CARE}"),
        ("REPORTED_ON_TRACK", CARE, f"worker-{CARE}"),
    ]
    assert desk.role(role).begun_at == desk.now


@pytest.mark.plan("P-089")
def test_a_role_that_ends_early_gives_the_coordinator_and_the_others_a_task_until_it_is_settled(desk: Desk) -> None:
    roles = in_support(desk)
    role_work.end(desk.db, desk.agency(MONEY), role_id=roles[MONEY], reason="担当がいなくなった", occurred_at=None)
    (matter,) = matter_store.open_matters(desk.db, desk.plan_id)
    (raised,) = desk.events("PlanMatterRaised")
    assert (matter.kind, raised.matter_id) == ("ROLE_ENDED", matter.matter_id)
    matters.open_matter(desk.db, desk.process, desk.job(), matter_id=matter.matter_id, due_at=desk.due(14))
    kinds = {(kind, agency) for kind, agency, _role in desk.open_work()}
    assert kinds == {("SETTLE_MATTER", COORDINATING), ("REVIEW_OWN_ROLE", CARE)}
    with pytest.raises(RoleNotInForce):
        role_work.end(desk.db, desk.agency(MONEY), role_id=roles[MONEY], reason="再度", occurred_at=None)
    matters.settle(desk.db, desk.coordinator, matter_id=matter.matter_id)
    assert desk.open_work() == []
    assert [event.matter_id for event in desk.events("PlanMatterSettled")] == [matter.matter_id]


def test_an_agency_whose_role_ended_early_need_not_be_heard_by_the_meeting_any_more(desk: Desk) -> None:
    roles = in_support(desk)
    assert reading.plan_reference(desk.db, desk.process, desk.version_id).agency_ids == [CARE, MONEY]
    role_work.end(desk.db, desk.agency(MONEY), role_id=roles[MONEY], reason="担当がいなくなった", occurred_at=None)
    assert reading.plan_reference(desk.db, desk.process, desk.version_id).agency_ids == [CARE]


def test_a_role_that_has_not_begun_in_time_becomes_a_matter_once_and_settles_itself_when_it_begins(desk: Desk) -> None:
    roles = in_support(desk)
    role_work.handoff_accepted(desk.db, desk.process, case_id=CASE, role_id=roles[CARE], at=desk.now)
    for _ in range(2):
        role_work.check_begun(desk.db, desk.process, plan_id=desk.plan_id, plan_version_id=desk.version_id)
    (matter,) = matter_store.open_matters(desk.db, desk.plan_id)
    assert (matter.kind, matter.subject) == ("ROLE_NOT_BEGUN", f"roles/{roles[MONEY]}")
    role_work.handoff_accepted(desk.db, desk.process, case_id=CASE, role_id=roles[MONEY], at=desk.now)
    assert matter_store.open_matters(desk.db, desk.plan_id) == []


@pytest.mark.plan("P-044")
def test_a_grant_that_ends_for_one_agency_strikes_its_role_and_forces_a_minor_revision(desk: Desk) -> None:
    roles = in_support(desk)
    end_grant(desk, MONEY)
    assert desk.role(roles[MONEY]).state == RoleState.STRUCK
    assert desk.role(roles[CARE]).state == RoleState.ACCEPTED
    assert [m.kind for m in matter_store.open_matters(desk.db, desk.plan_id)] == ["ROLE_STRUCK"]
    revising.revise(desk.db, desk.coordinator, plan_id=desk.plan_id, revision=minor(desk))
    assert matter_store.open_matters(desk.db, desk.plan_id) == []
    assert [event.revision for event in desk.events("PlanRevised")] == [1]


@pytest.mark.plan("P-044")
def test_nobody_waits_for_an_agency_that_lost_its_grant_before_it_answered(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.open_draft()
    desk.write()
    desk.confirm()
    desk.offer()
    offered = {role.agency_id: role.role_id for role in desk.roles()}
    end_grant(desk, MONEY)
    (answered,) = desk.events("RoleAnswered")
    assert (answered.role_id, answered.role_answer) == (offered[MONEY], "STRUCK")
    assert not [agency for _kind, agency, _role in desk.open_work() if agency == MONEY]


def test_a_grant_of_which_the_agency_keeps_enough_changes_nothing(desk: Desk) -> None:
    roles = in_support(desk)
    ended = {"case_id": CASE, "person_id": MOTHER, "agency_id": MONEY}
    revising.end_grant(desk.db, desk.process, still=lambda *_: True, **ended)
    assert desk.role(roles[MONEY]).state == RoleState.ACCEPTED


def test_a_plan_without_its_lead_needs_the_meeting_again(desk: Desk) -> None:
    in_support(desk)
    end_grant(desk, CARE)
    with pytest.raises(MajorRevisionNeeded):
        revising.revise(desk.db, desk.coordinator, plan_id=desk.plan_id, revision=minor(desk))
    revising.return_plan(desk.db, desk.coordinator, plan_id=desk.plan_id, reason="主担当が外れた", occurred_at=None)
    assert [event.reason_code for event in desk.events("PlanReturned")] == ["REVISION"]


def test_a_minor_revision_changes_dates_and_contacts_without_a_new_version_and_needs_the_etag(desk: Desk) -> None:
    roles = in_support(desk)
    terms = RoleTerms(roles[CARE], "別の担当", None, date(2027, 6, 30))
    revision = minor(desk, roles=(terms,))
    version, number = revising.revise(desk.db, desk.coordinator, plan_id=desk.plan_id, revision=revision)
    changed = desk.role(roles[CARE])
    assert (version.number, number, changed.contact, changed.end_date) == (1, 1, "別の担当", date(2027, 6, 30))
    with pytest.raises(StaleEtag):
        revising.revise(desk.db, desk.coordinator, plan_id=desk.plan_id, revision=revision)
    outside = replace(terms, end_date=date(2030, 1, 1))
    with pytest.raises(InvalidArgument):
        revising.revise(desk.db, desk.coordinator, plan_id=desk.plan_id, revision=minor(desk, roles=(outside,)))


def test_nothing_can_go_back_before_anybody_confirmed_it(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    with pytest.raises(NothingToReturn):
        revising.return_plan(desk.db, desk.coordinator, plan_id=desk.plan_id, reason="理由", occurred_at=None)


@pytest.mark.plan("P-116")
def test_an_agency_with_a_role_acknowledges_its_part_and_others_learn_nothing(desk: Desk) -> None:
    in_support(desk)
    for _ in range(2):
        revising.acknowledge(desk.db, desk.agency(CARE), plan_version_id=desk.version_id)
    assert [event.agency_id for event in desk.events("PlanReceived")] == [CARE]
    with pytest.raises(NotFound):
        revising.acknowledge(desk.db, desk.agency(STATION), plan_version_id=desk.version_id)
    view = reading.get_plan(desk.db, desk.coordinator, desk.plan_id, lambda *_: True)
    assert [receipt.agency_id for receipt in view.receipts] == [CARE]


@pytest.mark.plan("P-026")
def test_the_one_page_shows_roles_deadlines_and_what_is_overdue_to_the_own_coordinator_only(desk: Desk) -> None:
    in_support(desk)
    desk.schedule()
    seen = overview.get_overview(desk.db, desk.coordinator, CASE)
    assert {one.role.agency_id for one in seen.roles} == {CARE, MONEY}
    assert [one.kind for one in seen.deadlines] == ["RECORD_MONITORING"]
    assert (seen.overdue(desk.now), seen.overdue(desk.due(60))) == (0, 1)
    with pytest.raises(NotFound):
        overview.get_overview(desk.db, desk.staff("coordinator", agency="W-99"), CASE)


@pytest.mark.plan("P-091", "P-052")
def test_assessments_stand_side_by_side_and_a_correction_supersedes_only_ones_own(desk: Desk) -> None:
    desk.join()
    findings = Findings((MOTHER,), True, "料理が得意", "家にいたい", "要約", (Issue("DEBT", "滞納", ""),), "", "")

    def record(agency: str, what: Findings, *, granted: bool = True) -> str:
        ctx = desk.coordinator if agency == COORDINATING else desk.agency(agency)
        may = [lambda *_: granted]
        recorded = assessments.record(
            desk.db, ctx, plan_id=desk.plan_id, findings=what, occurred_at=None, permitted=may
        )
        return recorded.assessment_id

    own = record(COORDINATING, findings)
    record(CARE, findings)
    with pytest.raises((AssessmentWithoutGrant, NotFound)):
        record(MONEY, findings, granted=False)
    with pytest.raises(InvalidArgument):
        record(CARE, replace(findings, supersedes_id=own, correction_reason="誤記"))
    record(COORDINATING, replace(findings, supersedes_id=own, correction_reason="誤記"))
    found = assessment_store.page_assessments(desk.db, desk.plan_id)
    assert [(one.agency_id, one.superseded) for one in found] == [
        (COORDINATING, False),
        (CARE, False),
        (COORDINATING, True),
    ]
    year = timedelta(days=365)
    counted = facts.count(desk.db, desk.process, desk.now, desk.now - year, desk.now + year)
    assert [row.count for row in counted if row.code.startswith("ASSESSMENTS")] == [2]
    assert found[0].findings.issues[0].is_open
    *_, mine, _token = assessments.page(desk.db, desk.agency(CARE), plan_id=desk.plan_id, before="", limit=10)
    assert [one.agency_id for one in mine] == [CARE]


@pytest.mark.plan("P-119")
def test_a_suspended_plan_is_reviewed_and_ends_as_unreachable_only_from_the_second_review(desk: Desk) -> None:
    in_support(desk)

    def suspend() -> str:
        opened = absence.suspend(
            desk.db,
            desk.process,
            desk.job(),
            plan_id=desk.plan_id,
            coordinator_agency_id=COORDINATING,
            due_at=desk.due(90),
        )
        return opened.id

    def review(suspension_id: str, what: Review) -> None:
        absence.review_suspension(
            desk.db,
            desk.coordinator,
            suspension_id=suspension_id,
            review=what,
            reason="入院中",
            occurred_at=None,
        )

    first = suspend()
    with pytest.raises(TooEarlyToEnd):
        review(first, Review.END)
    review(first, Review.STAY)
    second = suspend()
    review(second, Review.END)
    assert [event.suspension_review for event in desk.events("SuspensionReviewed")] == ["STAY", "END"]
    assert desk.open_work() == []


def test_after_a_good_end_the_lead_is_asked_later_and_after_another_end_nobody(desk: Desk) -> None:
    in_support(desk)
    support.close_plan(desk.db, desk.process, plan_id=desk.plan_id, closure_reason="HANDED_TO_LEAD")
    (planned,) = desk.events("FollowUpPlanned")
    absence.open_follow_up(desk.db, desk.process, desk.job(), follow_up_id=planned.follow_up_id, due_at=desk.due(14))
    assert desk.open_work() == [("FOLLOW_UP", CARE, "")]
    desk.join(MOTHER)
    support.close_plan(desk.db, desk.process, plan_id=desk.plan_id, closure_reason="SUBJECT_WISH")
    assert len(desk.events("FollowUpPlanned")) == 1
