"""Drafts: what they must hold, what the persons say to them, what the agencies answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kit.errors import InvalidArgument, NotFound
from services.plans.domain.draft import (
    Answer,
    DraftClosed,
    DraftState,
    NobodyInPlan,
    NoLead,
    NotAwaitingConfirmation,
    RoleNotOffered,
    RoleState,
    RoleWithoutGrant,
    Wish,
    WishMissing,
)
from services.plans.domain.plan import ReasonMissing
from services.plans.store import drafts as draft_store
from services.plans.store import roles as role_store
from services.plans.use_cases import drafting, roles, support
from tests.plans.desk import CARE, CASE, COORDINATING, MONEY, MOTHER, ROLES, SON, STATION, WORDS, Desk, role_draft


def test_a_draft_opens_version_1_and_asks_the_coordinator(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    assert desk.open_work() == [("DRAFT_PLAN", COORDINATING, "coordinator")]
    desk.write()
    assert desk.open_work() == []
    assert [event.draft_id for event in desk.events("PlanDrafted")] == [desk.draft_id]


@pytest.mark.plan("P-115", "P-117")
@pytest.mark.parametrize("leads", [0, 2])
def test_a_draft_without_exactly_one_lead_is_refused(desk: Desk, leads: int) -> None:
    desk.join()
    desk.open_draft()
    roles = [replace(role, lead=index < leads) for index, role in enumerate(ROLES)]
    with pytest.raises(NoLead):
        desk.write(desk.content(roles))
    assert not desk.events("PlanDrafted")


@pytest.mark.plan("P-104", "P-116")
def test_no_role_for_an_agency_without_a_grant(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    with pytest.raises(RoleWithoutGrant) as refusal:
        desk.write(grants={CARE: frozenset({MOTHER}), MONEY: frozenset()})
    assert [violation.field for violation in refusal.value.violations] == ["roles[1].agency_id"]


@pytest.mark.plan("P-004")
def test_every_persons_wish_stands_in_own_words_or_a_reason_is_given(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.join(SON)
    desk.open_draft()
    only_mother = desk.content(wishes=(Wish(MOTHER, WORDS, ""),))
    with pytest.raises(WishMissing):
        desk.write(only_mother)
    with pytest.raises(WishMissing):
        desk.write(replace(only_mother, wishes=(*only_mother.wishes, Wish(SON, " ", ""))))
    desk.write(replace(only_mother, wishes=(*only_mother.wishes, Wish(SON, "", "今は話したくないとのこと"))))


@pytest.mark.plan("P-004")
def test_a_wish_of_somebody_who_is_not_in_the_plan_yet_is_named_as_such_and_not_as_a_missing_one(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.open_draft()
    both = desk.content(wishes=(Wish(SON, WORDS, ""), Wish(MOTHER, WORDS, "")))
    with pytest.raises(WishMissing) as refusal:
        desk.write(both)
    assert [(one.field, one.code) for one in refusal.value.violations] == [("wishes[0].person_id", "NOT_IN_PLAN")]
    with pytest.raises(WishMissing) as refusal:
        desk.write(desk.content(wishes=(Wish(SON, WORDS, ""), Wish(MOTHER, " ", ""))))
    told = [("wishes", "WISH_MISSING"), ("wishes[0].person_id", "NOT_IN_PLAN")]
    assert [(one.field, one.code) for one in refusal.value.violations] == told
    with pytest.raises(WishMissing) as refusal:
        desk.write(desk.content(wishes=(Wish(MOTHER, WORDS, ""), Wish(MOTHER, WORDS, ""))))
    assert [(one.field, one.code) for one in refusal.value.violations] == [("wishes", "WISH_MISSING")]


@pytest.mark.plan("P-088")
def test_all_faults_of_a_draft_are_told_at_once_and_nothing_is_stored(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    faulty = desk.content(
        (role_draft(CARE, "care support", lead=True),), policy="", goals=(), period_end=date(2026, 12, 1)
    )
    with pytest.raises(InvalidArgument) as refusal:
        desk.write(faulty)
    fields = {violation.field for violation in refusal.value.violations}
    assert fields == {"policy", "goals", "roles[0].task_code", "period_end"}
    assert all("care support" not in violation.message for violation in refusal.value.violations)
    assert desk.roles() == []


def test_a_draft_is_written_once(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    with pytest.raises(DraftClosed):
        desk.write()


@pytest.mark.plan("P-104")
def test_nobody_can_be_planned_for_without_consent(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    content = desk.content()
    desk.leave(MOTHER)
    with pytest.raises(NobodyInPlan):
        desk.write(content)


def test_what_did_not_happen_yet_is_not_recorded(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    tomorrow = desk.now + timedelta(days=1)
    with pytest.raises(InvalidArgument) as refusal:
        drafting.draft_plan(
            desk.db,
            desk.coordinator,
            draft_id=desk.draft_id,
            content=desk.content(),
            grants={CARE: frozenset({MOTHER}), MONEY: frozenset({MOTHER})},
            occurred_at=tomorrow,
        )
    assert refusal.value.violations[0].code == "OCCURRED_IN_FUTURE"


@pytest.mark.plan("P-115")
def test_the_process_goes_on_when_everybody_confirmed(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.join(SON)
    desk.open_draft()
    desk.write()
    assert desk.confirm(Answer.CONFIRMED, MOTHER).state == DraftState.DRAFTED
    assert not desk.events("PlanConfirmed")
    assert desk.confirm(Answer.CONFIRMED, SON).state == DraftState.CONFIRMED
    assert [event.plan_confirmation for event in desk.events("PlanConfirmed")] == ["CONFIRMED"]
    with pytest.raises(NotAwaitingConfirmation):
        desk.confirm(Answer.CONFIRMED, SON)


@pytest.mark.plan("P-115")
def test_one_person_who_wishes_changes_is_enough_for_another_draft(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.join(SON)
    version = desk.open_draft().plan_version_id
    desk.write()
    with pytest.raises(InvalidArgument):
        desk.confirm(Answer.CHANGES_WISHED, SON)
    desk.confirm(Answer.CHANGES_WISHED, SON, words="もっとゆっくり進めたい")
    assert [event.plan_confirmation for event in desk.events("PlanConfirmed")] == ["CHANGES_WISHED"]
    again = desk.open_draft()
    assert again.plan_version_id == version


def test_when_the_last_undecided_person_leaves_the_others_confirmation_stands(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.join(SON)
    desk.open_draft()
    desk.write()
    desk.confirm(Answer.CONFIRMED, MOTHER)
    desk.leave(SON)
    assert [event.plan_confirmation for event in desk.events("PlanConfirmed")] == ["CONFIRMED"]


def test_a_confirmation_after_everybody_left_is_nobodys_answer(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.open_draft()
    desk.write()
    desk.leave(MOTHER)
    desk.confirm(words="はい")
    assert not draft_store.confirmations_of(desk.db, desk.draft_id)


@pytest.mark.plan("P-087")
def test_each_agency_is_offered_its_role_and_answers_only_its_own(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    desk.confirm()
    care, money = desk.offer()
    assert desk.open_work() == [("ANSWER_ROLE", CARE, ""), ("ANSWER_ROLE", MONEY, "")]
    assert [(offer.agency_id, offer.role_id, offer.lead) for offer in desk.events("RoleOffered")] == [
        (CARE, care, True),
        (MONEY, money, False),
    ]
    with pytest.raises(NotFound):
        roles.answer_role(desk.db, desk.agency(MONEY), role_id=care, accepted=True, reason="", occurred_at=None)
    desk.answer(care)
    assert desk.role(care).state == RoleState.ACCEPTED
    assert desk.open_work() == [("ANSWER_ROLE", MONEY, "")]
    with pytest.raises(RoleNotOffered):
        desk.answer(care)


@pytest.mark.plan("P-087", "P-117")
def test_a_declined_role_needs_a_reason_and_returns_the_plan(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    desk.confirm()
    care, money = desk.offer()
    desk.answer(care)
    with pytest.raises(ReasonMissing):
        desk.answer(money, accepted=False)
    desk.answer(money, accepted=False, reason="人手が足りない")
    assert desk.settle() is False
    assert [event.role_answer for event in desk.events("RoleAnswered")] == ["ACCEPTED", "DECLINED"]


@pytest.mark.plan("P-087")
def test_a_lapsed_role_does_not_settle_and_cannot_be_answered_later(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    desk.confirm()
    care, money = desk.offer()
    desk.answer(care)
    for role_id in (care, money):
        roles.lapse_role(desk.db, desk.process, draft_id=desk.draft_id, role_id=role_id)
    assert desk.role(care).state == RoleState.ACCEPTED, "an answer at the last moment stands"
    assert desk.role(money).state == RoleState.LAPSED
    assert desk.settle() is False
    assert desk.open_work() == []
    with pytest.raises(RoleNotOffered):
        desk.answer(money)


@pytest.mark.plan("P-031")
def test_in_the_next_draft_only_new_or_changed_roles_are_offered_again(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    desk.confirm()
    care, money = desk.offer()
    desk.answer(care)
    desk.answer(money, accepted=False, reason="人手が足りない")
    desk.settle()
    desk.open_draft()
    desk.write(desk.content((ROLES[0], role_draft(STATION, "PARTICIPATION"))))
    desk.confirm()
    (station,) = desk.offer()
    assert desk.role(station).agency_id == STATION
    assert desk.accepted() == {(CARE, "CARE_SUPPORT"): care}
    desk.answer(station)
    assert desk.settle() is True


def test_a_declined_role_that_is_proposed_again_is_a_new_role(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    desk.confirm()
    care, money = desk.offer()
    desk.answer(care)
    desk.answer(money, accepted=False, reason="人手が足りない")
    desk.settle()
    desk.open_draft()
    desk.write()
    desk.confirm()
    (again,) = desk.offer()
    assert again != money
    assert desk.role(again).agency_id == MONEY


@pytest.mark.plan("P-033")
def test_an_agency_that_the_next_draft_leaves_out_is_told_once_and_asked_anew(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    desk.confirm()
    for role_id in desk.offer():
        desk.answer(role_id)
    desk.settle()
    of_care = desk.content([role for role in ROLES if role.agency_id == CARE])
    for content in (of_care, of_care, desk.content()):
        desk.open_draft()
        desk.write(content)
    told = [(event.agency_id, event.reason_code) for event in desk.events("RoleReleased")]
    assert told == [(MONEY, "NOT_IN_PLAN")]
    states = {role.agency_id: role.state for role in desk.roles()}
    assert states == {CARE: RoleState.ACCEPTED, MONEY: RoleState.PROPOSED}


@pytest.mark.plan("P-033")
@pytest.mark.parametrize("end", ["drafted anew", "a person left"])
def test_whoever_was_asked_and_has_not_answered_hears_that_nobody_waits_for_it(desk: Desk, end: str) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    desk.confirm()
    by_agency = {desk.role(role_id).agency_id: role_id for role_id in desk.offer()}
    desk.answer(by_agency[CARE])
    if end == "drafted anew":
        desk.open_draft()
    else:
        drafting.cancel_planning(desk.db, desk.process, plan_id=desk.plan_id)
    told = [(event.agency_id, event.role_id, event.reason_code) for event in desk.events("RoleReleased")]
    assert told == [(MONEY, by_agency[MONEY], "OFFER_WITHDRAWN")]


@pytest.mark.plan("P-033")
def test_a_plan_that_ends_before_it_is_decided_tells_who_had_said_yes_and_who_was_asked(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    desk.confirm()
    by_agency = {desk.role(role_id).agency_id: role_id for role_id in desk.offer()}
    desk.answer(by_agency[CARE])
    support.close_case(desk.db, desk.process, case_id=CASE, closure_reason="MOVED_OUT")
    told = {(event.agency_id, event.reason_code) for event in desk.events("RoleReleased")}
    assert told == {(CARE, "PLAN_CLOSED"), (MONEY, "OFFER_WITHDRAWN")}


@pytest.mark.plan("P-033")
def test_who_works_by_a_plan_in_force_reports_its_outcome_and_is_told_of_no_role_that_ended(desk: Desk) -> None:
    desk.join()
    desk.support()
    support.close_plan(desk.db, desk.process, plan_id=desk.plan_id, closure_reason="GOALS_MET")
    assert desk.events("RoleReleased") == []


def test_an_accepted_role_whose_terms_change_is_offered_again_under_its_id(desk: Desk) -> None:
    desk.join()
    desk.agree()
    care = desk.accepted()[CARE, "CARE_SUPPORT"]
    desk.open_draft()
    desk.write(desk.content((role_draft(CARE, "CARE_SUPPORT", lead=True, text="毎日訪問する"), ROLES[1])))
    desk.confirm()
    assert desk.offer() == [care]


@pytest.mark.plan("P-037")
def test_a_care_manager_takes_a_role_of_the_plan(desk: Desk) -> None:
    desk.join()
    manager = "W-28"
    desk.agree(desk.content([role_draft(manager, "CARE_PLAN", lead=True)]))
    (role,) = [one for one in role_store.roles_of(desk.db, desk.draft_id) if one.agency_id == manager]
    assert role.state == RoleState.ACCEPTED
