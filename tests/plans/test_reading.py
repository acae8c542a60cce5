"""Who sees what of a plan, and what leaves the service."""

from collections.abc import Iterator, Sequence

import pytest

from kit.context import Context
from kit.errors import NotFound
from services.plans.domain.draft import RoleState
from services.plans.domain.progress import Proposal
from services.plans.store import roles as role_store
from services.plans.use_cases import pages, reading, role_work, subjects, support
from services.plans.use_cases.reading import Permitted, PlanView
from tests.plans.desk import (
    CARE,
    CASE,
    MONEY,
    MOTHER,
    PRIVATE,
    ROLES,
    SON,
    STATION,
    WORDS,
    Desk,
    role_draft,
)


def everything(_case: str, _person: str, _category: str) -> bool:
    return True


def nothing(_case: str, _person: str, _category: str) -> bool:
    return False


def names_only(_case: str, _person: str, category: str) -> bool:
    return category == "C1"


def seen_by(desk: Desk, agency: str) -> PlanView:
    return reading.get_plan(desk.db, desk.agency(agency), desk.plan_id, everything)


@pytest.mark.plan("P-026")
@pytest.mark.parametrize("role", ["coordinator", "decision-maker"])
def test_the_coordinating_agencys_staff_see_the_whole_plan(desk: Desk, role: str) -> None:
    desk.join()
    desk.support()
    view = reading.get_plan(desk.db, desk.staff(role), desk.plan_id, nothing)
    assert view.drafts[0].wishes[0].own_words == WORDS
    assert len(view.versions) == 1


@pytest.mark.plan("P-026")
def test_nobody_else_learns_that_a_plan_exists(desk: Desk) -> None:
    desk.join()
    desk.support()
    strangers = [
        desk.staff("chair"),
        desk.staff("coordinator", agency="W-01"),
        desk.staff("coordinator", municipality="elsewhere"),
        desk.agency(STATION),
    ]
    for stranger in strangers:
        with pytest.raises(NotFound):
            reading.get_plan(desk.db, stranger, desk.plan_id, everything)
        page, _ = reading.list_plans(
            desk.db, stranger, case_id=CASE, include_closed=True, before="", limit=10, permitted=everything
        )
        assert page == []


@pytest.mark.plan("P-014", "P-116")
def test_an_agency_sees_its_own_role_and_who_else_does_what(desk: Desk) -> None:
    desk.join()
    desk.support()
    view = seen_by(desk, MONEY)
    assert [(role.agency_id, role.task_text) for role in view.roles] == [(MONEY, "週1回訪問する")]
    assert [(role.agency_id, role.task_code, role.lead) for role in view.others] == [(CARE, "CARE_SUPPORT", True)]
    assert (view.subjects, view.drafts, view.versions, view.monitorings, view.evaluations) == ([], [], [], [], [])


@pytest.mark.plan("P-014", "P-116")
def test_without_todays_consent_an_agency_sees_nothing_and_with_half_of_it_no_words(desk: Desk) -> None:
    desk.join()
    desk.support()
    with pytest.raises(NotFound):
        reading.get_plan(desk.db, desk.agency(MONEY), desk.plan_id, nothing)
    (role,) = reading.get_plan(desk.db, desk.agency(MONEY), desk.plan_id, names_only).roles
    assert (role.person_ids, role.task_text, role.frequency) == ((MOTHER,), "", "")


@pytest.mark.privacy
@pytest.mark.plan("P-034")
def test_a_roles_history_is_read_by_its_agency_as_long_as_the_role_is_and_by_the_coordinator_ever(desk: Desk) -> None:
    desk.join()
    role_id = desk.support().role_ids[0]
    care, coordinator = desk.agency(desk.role(role_id).agency_id), desk.coordinator

    def authors(ctx: Context, permitted: Permitted) -> set[str]:
        _plan, _role, changes = role_work.history(desk.db, ctx, role_id, permitted)
        return {str(change.agency_id) for change in changes}

    assert authors(care, names_only) == authors(coordinator, nothing)
    with pytest.raises(NotFound):
        authors(care, nothing)
    support.close_plan(desk.db, desk.process, plan_id=desk.plan_id, closure_reason="GOALS_MET")
    with pytest.raises(NotFound):
        authors(care, everything)
    assert authors(coordinator, nothing)


def test_an_agency_sees_a_role_only_once_it_is_offered(desk: Desk) -> None:
    desk.join()
    desk.open_draft()
    desk.write()
    with pytest.raises(NotFound):
        seen_by(desk, CARE)
    desk.confirm()
    care, money = desk.offer()
    assert [role.state for role in seen_by(desk, CARE).roles] == [RoleState.OFFERED]
    desk.answer(money, accepted=False, reason="人手が足りない")
    with pytest.raises(NotFound):
        seen_by(desk, MONEY)
    assert seen_by(desk, CARE).roles[0].role_id == care


@pytest.mark.plan("P-044")
def test_an_agency_whose_only_person_left_sees_the_plan_no_longer(desk: Desk) -> None:
    desk.join()
    desk.support()
    desk.leave(MOTHER)
    with pytest.raises(NotFound):
        seen_by(desk, CARE)


def test_an_agency_that_the_next_version_dropped_sees_the_plan_no_longer(desk: Desk) -> None:
    desk.join()
    desk.support()
    desk.support(desk.content((ROLES[0], role_draft(STATION, "PARTICIPATION"))))
    with pytest.raises(NotFound):
        seen_by(desk, MONEY)
    assert [role.agency_id for role in seen_by(desk, STATION).others] == [CARE]


@pytest.mark.plan("P-005", "P-014")
def test_agencies_list_the_plans_and_roles_they_have(desk: Desk) -> None:
    desk.join()
    domains = [
        role_draft(agency, f"TASK_{index}", lead=index == 0)
        for index, agency in enumerate(("W-03", "W-04", "W-07", "W-29"))
    ]
    desk.support(desk.content(domains))
    for agency in ("W-03", "W-04", "W-07", "W-29"):
        ctx = desk.agency(agency)
        plans, token = reading.list_plans(
            desk.db, ctx, case_id="", include_closed=False, before="", limit=1, permitted=everything
        )
        assert ([view.plan.plan_id for view in plans], token) == ([desk.plan_id], "")
        roles, _ = reading.list_roles(
            desk.db, ctx, case_id="", state="ACCEPTED", before="", limit=10, permitted=everything
        )
        assert [view.role.agency_id for view in roles] == [agency]


def test_roles_are_paged(desk: Desk) -> None:
    desk.join()
    desk.support()
    found, token = [], ""
    for _ in range(2):
        page, token = reading.list_roles(
            desk.db, desk.coordinator, case_id=CASE, state="", before=token, limit=1, permitted=nothing
        )
        found += [view.role.agency_id for view in page]
    assert (sorted(found), token) == ([CARE, MONEY], "")


@pytest.mark.privacy
def test_a_page_of_what_an_agency_may_see_ends_with_one_of_them_and_tells_of_no_other(desk: Desk) -> None:
    """An agency's roles that are offered to it stand between those that are not yet."""
    desk.join()
    desk.open_draft()
    desk.write(desk.content([role_draft(CARE, f"TASK_{index}", lead=index == 0) for index in range(5)]))
    care, ids = desk.agency(CARE), [role.role_id for role in desk.roles()]

    def roles(permitted: Permitted = everything, before: str = "") -> tuple[list[str], str]:
        page, token = reading.list_roles(
            desk.db, care, case_id="", state="", before=before, limit=1, permitted=permitted
        )
        return [view.role.role_id for view in page], token

    assert roles() == ([], "")
    offered = sorted(ids)[1:4:2]
    role_store.update_draft_roles(desk.db, desk.draft_id, offered, state=RoleState.OFFERED)
    assert roles() == ([offered[1]], offered[1])
    assert roles(before=offered[1]) == ([offered[0]], "")
    query = {"case_id": "", "include_closed": False, "before": "", "limit": 1}
    assert roles(nothing) == reading.list_plans(desk.db, care, permitted=nothing, **query) == ([], "")  # type: ignore[arg-type]


@pytest.mark.privacy
def test_of_many_plans_an_agency_pages_through_those_that_it_may_see(desk: Desk) -> None:
    seen, plans = {f"01CASE{index}" for index in (1, 4)}, {}
    for index in range(6):
        plans[
            subjects.join(
                desk.db,
                desk.process,
                case_id=f"01CASE{index}",
                case_no=f"R8-0012{index}-7",
                person_id=MOTHER,
                consent_request_id=f"01REQUEST{index}",
                coordinator_agency_id="W-31",
            )
        ] = f"01CASE{index}"
    for desk.plan_id in plans:
        desk.support()
    found: list[list[str]] = []
    token = ""
    while token or not found:
        page, token = reading.list_plans(
            desk.db,
            desk.agency(CARE),
            case_id="",
            include_closed=False,
            before=token,
            limit=1,
            permitted=lambda case_id, _person, _category: case_id in seen,
        )
        found.append([plans[view.plan.plan_id] for view in page])
        assert not token or plans[token] in seen
    assert found == [["01CASE4"], ["01CASE1"]]


def test_what_is_hidden_is_passed_over_in_few_statements_and_asked_about_no_longer_than_needed() -> None:
    reads: list[int] = []
    asked: list[int] = []

    def read(before: str, size: int) -> list[int]:
        reads.append(size)
        return list(range(int(before or 1000) - 1, 0, -1))[:size]

    def show(numbers: Sequence[int]) -> Iterator[int]:
        for number in numbers:
            asked.append(number)
            if number in (500, 499, 498):
                yield number

    assert pages.page(read, show, str, str, before="", limit=2) == ([500, 499], "499")
    assert (reads, asked[-1]) == ([3, 200, 200, 200], 498)


def test_a_handoff_learns_the_role_its_version_and_its_persons(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.join(SON)
    started = desk.support()
    first = desk.version_id
    desk.open_draft()
    desk.write()
    view, in_force = reading.get_role(desk.db, desk.process, started.role_ids[0])
    assert in_force
    assert (view.plan_version_id, view.role.person_ids) == (first, (MOTHER, SON))
    with pytest.raises(NotFound):
        reading.get_role(desk.db, desk.process, "01NOSUCHROLE")


def test_a_meeting_learns_who_takes_part_in_a_version(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.agree()
    reference = reading.plan_reference(desk.db, desk.process, desk.version_id)
    assert (reference.person_ids, reference.agency_ids, reference.lead_agency_id) == ([MOTHER], [CARE, MONEY], CARE)


@pytest.mark.plan("P-011")
def test_no_event_of_a_plans_whole_life_carries_a_personal_word(desk: Desk) -> None:
    desk.join(MOTHER)
    desk.join(SON)
    desk.support()
    desk.monitor(desk.schedule(), Proposal.EVALUATE)
    desk.evaluate(desk.open_evaluation(), desk.evaluation_facts(remaining="家計が苦しい"))
    desk.leave(SON)
    support.close_plan(desk.db, desk.process, plan_id=desk.plan_id, closure_reason="GOALS_MET")
    subjects.end_support(desk.db, desk.process, plan_id=desk.plan_id, closure_reason="GOALS_MET")
    names = {event.DESCRIPTOR.name for event in desk.events()}
    assert names == {
        "GapRaised",
        "HouseholdPlanOpened",
        "SubjectJoined",
        "PlanDrafted",
        "PlanConfirmed",
        "RoleOffered",
        "RoleAnswered",
        "SupportDecided",
        "PlanVersionDecided",
        "SupportStarted",
        "MonitoringRecorded",
        "EvaluationRecorded",
        "SubjectLeft",
        "FollowUpPlanned",
        "PlanClosed",
        "SubjectSupportEnded",
    }
    bodies = desk.event_bodies()
    assert [words for words in PRIVATE if words.encode() in bodies] == []
