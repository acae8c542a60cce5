"""Who is in a plan, its versions, and the support that follows from them."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import pytest
import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from services.plans.domain.draft import RoleState
from services.plans.domain.plan import (
    Decision,
    NotAwaitingDecision,
    PlanClosedAlready,
    ReasonMissing,
    RolesNotSettled,
    SubjectInPlan,
    VersionState,
)
from services.plans.domain.progress import Stability
from services.plans.store import plans as plan_store
from services.plans.use_cases import access, reading, revising, role_work, subjects, support
from tests.database import inside
from tests.plans.desk import CARE, CASE, CASE_NO, COORDINATING, MONEY, MOTHER, ROLES, SON, STATION, Desk, role_draft


def test_the_first_person_opens_the_plan_and_the_second_joins_it(desk: Desk) -> None:
    first = desk.join(MOTHER)
    assert desk.join(SON) == first
    assert [event.plan_id for event in desk.events("HouseholdPlanOpened")] == [first]
    assert [event.person_id for event in desk.events("SubjectJoined")] == [SON]


def test_two_persons_who_consent_at_the_same_moment_get_one_plan(engine: sa.Engine) -> None:
    def join(person: str) -> str:
        with engine.begin() as db:
            ctx = inside(db, replace(Desk(db).process, municipality_id="at-once"))
            return subjects.join(
                db,
                ctx,
                case_id="01CASE-AT-ONCE",
                case_no=CASE_NO,
                person_id=person,
                consent_request_id="01REQUEST",
                coordinator_agency_id=COORDINATING,
            )

    with ThreadPoolExecutor(4) as pool:
        plans = set(pool.map(join, (MOTHER, SON, "01AUNT", "01UNCLE")))
    assert len(plans) == 1


def test_a_person_who_is_in_the_plan_joins_only_once(desk: Desk) -> None:
    desk.join(MOTHER, "01REQUEST")
    desk.join(MOTHER, "02REQUEST")
    assert not desk.events("SubjectJoined")
    (stay,) = plan_store.subjects_of(desk.db, desk.plan_id)
    assert stay.consent_request_id == "02REQUEST"


def test_who_is_in_no_plan_can_leave_without_effect(desk: Desk) -> None:
    desk.leave(SON)
    desk.join(MOTHER)
    desk.leave(SON)
    assert not desk.events("SubjectLeft")


def test_whoever_leaves_and_consents_again_begins_a_new_stay(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.leave(MOTHER)
    desk.join(MOTHER)
    assert [event.remaining_count for event in desk.events("SubjectLeft")] == [0]
    assert [event.person_id for event in desk.events("SubjectJoined")] == [MOTHER]
    assert plan_store.joined_persons(desk.db, desk.plan_id) == [MOTHER]


def test_a_plan_that_was_to_end_without_anybody_goes_on_for_whoever_joined_meanwhile(desk: Desk) -> None:
    ends = {"plan_id": desk.join(MOTHER), "closure_reason": "SUBJECT_WISH"}
    desk.support()
    desk.leave(MOTHER)
    desk.join(SON)
    with pytest.raises(SubjectInPlan):
        support.discontinue_plan(desk.db, desk.process, **ends)
    assert not desk.events("PlanClosed")
    assert support.open_revision(desk.db, desk.process, plan_id=desk.plan_id), "the plan is drafted anew, for the son"
    desk.leave(SON)
    for _repeated in range(2):
        support.discontinue_plan(desk.db, desk.process, **ends)
    assert [event.closure_reason for event in desk.events("PlanClosed")] == ["SUBJECT_WISH"]


def test_who_joins_while_the_plan_is_discontinued_is_in_a_plan_that_is_open(engine: sa.Engine) -> None:
    """Whichever of the two comes first."""
    case = {"case_id": "01CASE-RACE", "case_no": CASE_NO, "coordinator_agency_id": COORDINATING}

    def begun(db: sa.Connection) -> Context:
        return inside(db, replace(Desk(db).process, municipality_id="race"))

    def join(person: str) -> str:
        with engine.begin() as db:
            return subjects.join(db, begun(db), person_id=person, consent_request_id="01REQUEST", **case)

    def discontinue(plan_id: str) -> None:
        with suppress(SubjectInPlan), engine.begin() as db:
            support.discontinue_plan(db, begun(db), plan_id=plan_id, closure_reason="SUBJECT_WISH")

    with ThreadPoolExecutor(2) as pool:
        for number in range(5):
            plan_id = join(MOTHER)
            with engine.begin() as db:
                subjects.leave(db, begun(db), case_id=case["case_id"], person_id=MOTHER)
            ending, joining = pool.submit(discontinue, plan_id), pool.submit(join, f"01SON{number}")
            ending.result()
            with engine.begin() as db:
                assert plan_store.get_plan(db, begun(db), joining.result()).is_open
                subjects.leave(db, begun(db), case_id=case["case_id"], person_id=f"01SON{number}")


@pytest.mark.plan("P-117")
def test_no_agreement_before_every_role_is_accepted(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    desk.confirm()
    desk.answer(desk.offer()[0])
    with pytest.raises(RolesNotSettled):
        desk.request_decision()


def test_the_decision_maker_of_the_coordinating_agency_decides(desk: Desk) -> None:
    desk.join()
    desk.agree()
    with pytest.raises(NotAwaitingDecision):
        desk.decide()
    desk.request_decision()
    assert desk.open_work() == [("DECIDE_SUPPORT", COORDINATING, "decision-maker")]
    with pytest.raises(NotFound):
        support.decide_support(
            desk.db,
            desk.coordinator,
            plan_version_id=desk.version_id,
            decision=Decision.DECIDED,
            reason="",
            occurred_at=None,
        )
    desk.decide()
    assert desk.open_work() == []
    (decided,) = desk.events("SupportDecided")
    assert (decided.plan_version_id, decided.support_decision) == (desk.version_id, "DECIDED")
    (in_force,) = desk.events("PlanVersionDecided")
    assert (in_force.version_number, in_force.lead_agency_id) == (1, CARE)


def test_not_deciding_needs_a_reason_and_ends_the_version(desk: Desk) -> None:
    desk.join()
    desk.agree()
    desk.request_decision()
    with pytest.raises(ReasonMissing):
        desk.decide(Decision.NOT_DECIDED)
    desk.decide(Decision.NOT_DECIDED, "他制度で対応する")
    assert [event.support_decision for event in desk.events("SupportDecided")] == ["NOT_DECIDED"]
    assert not desk.events("PlanVersionDecided")


def test_a_revision_that_is_not_decided_leaves_the_version_in_force_with_its_roles_and_can_be_tried_again(
    desk: Desk,
) -> None:
    desk.join()
    desk.support(desk.content([role for role in ROLES if role.agency_id == CARE]))
    desk.agree()
    desk.request_decision()
    desk.decide(Decision.NOT_DECIDED, "予算がない")
    assert not support.open_revision(desk.db, desk.process, plan_id=desk.plan_id), "support goes on"
    assert {role.agency_id for role in access.current_roles(desk.db, desk.plan_id)} == {CARE}
    back = {"plan_id": desk.plan_id, "reason": "目標を変える", "occurred_at": None}
    assert revising.return_plan(desk.db, desk.coordinator, **back).is_open  # type: ignore[arg-type]
    desk.open_draft()
    states = [version.state for version in plan_store.versions_of(desk.db, desk.plan_id)]
    assert states == [VersionState.DECIDED, VersionState.NOT_DECIDED, VersionState.DRAFTING]


def released(desk: Desk) -> list[tuple[str, str]]:
    return [(event.agency_id, event.reason_code) for event in desk.events("RoleReleased")]


@pytest.mark.plan("P-033")
def test_agencies_that_had_said_yes_hear_that_the_city_did_not_decide(desk: Desk) -> None:
    desk.join()
    desk.agree()
    desk.request_decision()
    asked = {role.role_id for role in desk.roles()}
    desk.decide(Decision.NOT_DECIDED, "他制度で対応する")
    assert sorted(released(desk)) == [(CARE, "NOT_DECIDED"), (MONEY, "NOT_DECIDED")]
    assert {event.role_id for event in desk.events("RoleReleased")} == asked


@pytest.mark.plan("P-033")
def test_whose_role_goes_on_in_the_version_in_force_is_not_told_that_it_ended(desk: Desk) -> None:
    desk.join()
    desk.support(desk.content([role for role in ROLES if role.agency_id == CARE]))
    desk.agree()
    desk.request_decision()
    desk.decide(Decision.NOT_DECIDED, "予算がない")
    assert released(desk) == [(MONEY, "NOT_DECIDED")]


@pytest.mark.plan("P-033")
def test_an_agency_whose_role_the_next_version_leaves_out_is_told(desk: Desk) -> None:
    desk.join()
    desk.support()
    desk.pass_days(40)
    desk.support(desk.content([role for role in ROLES if role.agency_id == CARE]))
    assert released(desk) == [(MONEY, "NOT_IN_PLAN")]


@pytest.mark.plan("P-033")
@pytest.mark.parametrize(("by", "told"), [(COORDINATING, [(MONEY, "ENDED")]), (MONEY, [])])
def test_an_agency_whose_role_the_coordinator_ends_is_told(desk: Desk, by: str, told: list[tuple[str, str]]) -> None:
    desk.join()
    desk.support()
    role_id = next(role.role_id for role in desk.roles() if role.agency_id == MONEY)
    who = desk.coordinator if by == COORDINATING else desk.agency(by)
    role_work.end(desk.db, who, role_id=role_id, reason="担当が代わる", occurred_at=None)
    assert released(desk) == told


@pytest.mark.plan("P-089")
def test_intake_learns_of_a_role_that_it_is_over_when_it_ends_when_the_next_version_leaves_it_out_and_with_the_plan(
    desk: Desk,
) -> None:
    def over() -> list[bool]:
        return [not reading.get_role(desk.db, desk.process, role_id)[1] for role_id in (care, money)]

    desk.join()
    desk.support()
    care, money = (next(role.role_id for role in desk.roles() if role.agency_id == one) for one in (CARE, MONEY))
    assert over() == [False, False]
    role_work.end(desk.db, desk.coordinator, role_id=care, reason="担当が代わる", occurred_at=None)
    assert over() == [True, False]
    desk.pass_days(40)
    desk.support(desk.content([role for role in ROLES if role.agency_id == CARE]))
    assert over()[1]
    support.close_plan(desk.db, desk.process, plan_id=desk.plan_id, closure_reason="GOALS_MET")
    assert over() == [True, True]
    assert [event.closed_at for event in desk.events("PlanClosed")] == [desk.process.now.isoformat()]


@pytest.mark.plan("P-117")
def test_a_consent_lost_before_the_decision_stops_the_agreement(desk: Desk) -> None:
    desk.join()
    desk.agree()
    desk.request_decision()
    desk.leave(MOTHER)
    with pytest.raises(RolesNotSettled):
        desk.decide()
    desk.decide(Decision.NOT_DECIDED, "同意が撤回されたため")


def test_a_role_struck_before_the_decision_is_left_out_and_the_plan_is_revised_at_once(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.join(SON)
    desk.open_draft()
    desk.write(grants={CARE: frozenset({MOTHER}), MONEY: frozenset({SON})})
    desk.confirm()
    for role_id in desk.offer():
        desk.answer(role_id)
    desk.settle()
    desk.leave(SON)
    desk.request_decision()
    desk.decide()
    started = desk.start()
    assert started.role_ids == [desk.accepted()[CARE, "CARE_SUPPORT"]]
    assert started.revision_needed is True


@pytest.mark.plan("P-088")
def test_support_starts_every_accepted_role_of_the_first_version(desk: Desk) -> None:
    desk.join()
    started = desk.support()
    assert sorted(started.role_ids) == sorted(desk.accepted().values())
    assert (started.stability, started.months_in_support, started.revision_needed) == (Stability.STABLE, 0, False)


def test_versions_count_up_and_a_decided_one_is_replaced(desk: Desk) -> None:
    desk.join()
    desk.support()
    desk.pass_days(40)
    desk.support()
    states = [(v.number, v.state) for v in plan_store.versions_of(desk.db, desk.plan_id)]
    assert states == [(1, VersionState.REPLACED), (2, VersionState.DECIDED)]


@pytest.mark.plan("P-089")
def test_a_role_that_continues_keeps_its_id_and_is_not_started_again(desk: Desk) -> None:
    desk.join()
    desk.support()
    first = desk.accepted()
    desk.pass_days(40)
    started = desk.support(desk.content((ROLES[0], role_draft(STATION, "PARTICIPATION"))))
    second = desk.accepted()
    assert second[CARE, "CARE_SUPPORT"] == first[CARE, "CARE_SUPPORT"]
    assert started.role_ids == [second[STATION, "PARTICIPATION"]]
    assert started.months_in_support == 1


def test_a_role_that_ended_and_comes_back_is_started_anew(desk: Desk) -> None:
    desk.join()
    desk.support()
    money = desk.accepted()[MONEY, "HOUSEHOLD_BUDGET"]
    desk.support(desk.content(ROLES[:1]))
    started = desk.support()
    assert started.role_ids == [desk.accepted()[MONEY, "HOUSEHOLD_BUDGET"]]
    assert started.role_ids != [money]


def test_a_late_joiner_makes_a_revision_necessary(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.support()
    assert support.open_revision(desk.db, desk.process, plan_id=desk.plan_id) is False
    desk.join(SON)
    assert support.open_revision(desk.db, desk.process, plan_id=desk.plan_id) is True
    assert desk.support().revision_needed is False


def test_who_joins_while_the_version_is_decided_is_seen_when_support_starts(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.agree()
    desk.join(SON)
    desk.request_decision()
    desk.decide()
    assert desk.start().revision_needed is True


@pytest.mark.plan("P-044")
def test_leaving_strikes_the_person_from_the_roles_and_forces_a_revision(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.join(SON)
    desk.open_draft()
    desk.write(grants={CARE: frozenset({MOTHER, SON}), MONEY: frozenset({SON})})
    desk.confirm()
    for role_id in desk.offer():
        desk.answer(role_id)
    desk.settle()
    desk.request_decision()
    desk.decide()
    desk.start()
    desk.leave(SON)
    care, money = desk.roles()
    assert (care.person_ids, care.state) == ((MOTHER,), RoleState.ACCEPTED)
    assert (money.person_ids, money.state) == ((), RoleState.STRUCK)
    assert support.open_revision(desk.db, desk.process, plan_id=desk.plan_id) is True
    assert [event.remaining_count for event in desk.events("SubjectLeft")] == [1]


def test_with_nobody_left_there_is_nothing_to_draft_and_the_coordinator_monitors(desk: Desk) -> None:
    desk.join()
    desk.support()
    desk.leave(MOTHER)
    assert support.open_revision(desk.db, desk.process, plan_id=desk.plan_id) is False
    desk.schedule()
    assert desk.open_work() == [("RECORD_MONITORING", COORDINATING, "coordinator")]
    desk.join(MOTHER)
    assert support.open_revision(desk.db, desk.process, plan_id=desk.plan_id) is True


def test_the_end_of_support_is_told_once_to_each_person_in_the_plan(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.join(SON)
    desk.leave(SON)
    for _ in range(2):
        subjects.end_support(desk.db, desk.process, plan_id=desk.plan_id, closure_reason="GOALS_MET")
    ended = [(event.case_id, event.person_id, event.closure_reason) for event in desk.events("SubjectSupportEnded")]
    assert ended == [(CASE, MOTHER, "GOALS_MET")]


def test_a_closed_plan_takes_no_more_facts_and_asks_nobody(desk: Desk) -> None:
    desk.join()
    desk.support()
    desk.schedule()
    support.close_plan(desk.db, desk.process, plan_id=desk.plan_id, closure_reason="GOALS_MET")
    support.close_plan(desk.db, desk.process, plan_id=desk.plan_id, closure_reason="GOALS_MET")
    assert len(desk.events("PlanClosed")) == 1
    assert desk.open_work() == []
    with pytest.raises(PlanClosedAlready):
        desk.decide()
    assert desk.open_draft().work_item_id == ""


def test_after_a_plan_is_closed_the_next_consent_opens_another(desk: Desk) -> None:
    first = desk.join()
    support.close_case(desk.db, desk.process, case_id=CASE, closure_reason="MOVED_OUT")
    assert desk.join() != first
    assert not desk.events("SubjectSupportEnded")
    assert len(desk.events("HouseholdPlanOpened")) == 2


def test_closing_a_case_without_a_plan_changes_nothing(desk: Desk) -> None:
    support.close_case(desk.db, desk.process, case_id=CASE, closure_reason="MERGED")
    assert desk.events() == []
