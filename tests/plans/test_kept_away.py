"""Whoever is close to a suspected perpetrator learns nothing of the person from plans either (D5, row 1)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kit.context import Actor
from kit.errors import NotFound, PeerUnavailable
from pb.tsunagi.plans.v1 import participation_pb2
from pb.tsunagi.plans.v1 import service_pb2 as pb
from pb.tsunagi.work.v1 import work_pb2
from services.intake.domain.relations import Reader
from services.plans.app import service
from services.plans.domain.assessment import Findings, Issue
from services.plans.domain.draft import RoleWithoutGrant
from services.plans.domain.participation import Source
from services.plans.domain.progress import RoleProgress
from services.plans.store import plans as plan_store
from services.plans.use_cases import absence, assessments, participation, participation_worklist, role_work
from tests.database import database_of
from tests.kept_away import Town, town_of
from tests.plans.desk import CARE, CASE, COORDINATING, MONEY, MOTHER, SON, STATION, WORDS, Desk
from tests.plans.test_participation import BEGINNING, WHOSE, choose, host, plan_step, yes
from tests.plans.test_rpc import draft_request
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy


def staff(agency: str, *roles: str) -> Actor:
    kinds = {"AGENCY", "STAFF"} if agency == COORDINATING else {"AGENCY"}
    return Actor(frozenset(kinds), agency, f"{agency}-a", frozenset(roles))


CARER, COORDINATOR = staff(CARE, "agency-worker"), staff(COORDINATING, "coordinator")
CARRIER, HOST = staff(STATION, "agency-worker"), staff("W-40", "agency-worker")
NEEDS, REPORT = "静かな席", "順調に通っている"
READERS = {"carer": CARER, "coordinator": COORDINATOR, "carrier": CARRIER, "host": HOST}
OWN_WORK = {"ListWorkItems"}
PLAN = {"GetPlan", "ListPlans", "ListRoles", "ListRoleHistory", "ListAssessments", "GetFollowUp"}
PARTICIPATION = {"GetParticipation", "ListParticipations"}
TELLING = {
    "carer": PLAN | OWN_WORK,
    "coordinator": PLAN | PARTICIPATION | {"ListParticipationMarks", "GetOverview"},
    "carrier": PARTICIPATION | {"ListParticipationMarks"} | OWN_WORK,
    "host": {"GetHostNotice"},
}


@dataclass(frozen=True)
class Support:
    """CARE has a role for the mother, who lets it know all of the plan."""

    town: Town
    plan: str
    draft: str

    def plan_of(self, by: Actor, *, silent: str = "") -> pb.Plan:
        answer = self.town.ask("GetPlan", pb.GetPlanRequest(name=self.plan), by, silent=silent)
        assert isinstance(answer, pb.Plan)
        return answer

    def plans(self, by: Actor) -> list[str]:
        return [one.name for one in self.town.ask("ListPlans", pb.ListPlansRequest(case_id=CASE), by).plans]

    def roles(self, by: Actor, *, silent: str = "") -> list[str]:
        request = pb.ListRolesRequest(case_id=CASE)
        found = self.town.ask("ListRoles", request, by, silent=silent).roles
        return [one.agency_id for one in found if list(one.person_ids) == [MOTHER]]


@pytest.fixture
def support(postgres: Stack, tmp_path: Path) -> Iterator[Support]:
    with database_of(postgres, "plans") as engine, town_of(postgres, tmp_path, service, engine, "takasago") as town:
        with engine.begin() as db:
            desk = Desk(db, now=datetime.now(UTC))
            desk.join()
            desk.support()
            in_force = desk.plan_id
            desk.open_draft()
        town.granted(CASE, MOTHER, CARE, "PLAN_SHARING", "C1", "C4")
        yield Support(town, f"plans/{in_force}", desk.draft_id)


@pytest.fixture
def of_two(postgres: Stack, tmp_path: Path) -> Iterator[Support]:
    """CARE has a role for the mother alone, MONEY has one for both."""
    with database_of(postgres, "plans") as engine, town_of(postgres, tmp_path, service, engine, "takasago") as town:
        with engine.begin() as db:
            desk = Desk(db, now=datetime.now(UTC))
            desk.join()
            desk.join(SON, "01SONS")
            desk.open_draft()
            desk.write(grants={CARE: frozenset({MOTHER}), MONEY: frozenset({MOTHER, SON})})
            desk.confirm()
            for role_id in desk.offer():
                desk.answer(role_id)
            assert desk.settle()
            desk.request_decision()
            desk.decide()
            desk.start()
        for person in (MOTHER, SON):
            town.granted(CASE, person, MONEY, "PLAN_SHARING", "C1", "C4")
        yield Support(town, f"plans/{desk.plan_id}", desk.draft_id)


def refused(support: Support, by: Actor, name: str) -> str:
    with pytest.raises(NotFound) as refusal:
        support.town.ask("GetPlan", pb.GetPlanRequest(name=name), by)
    return repr((refusal.value.code, refusal.value.message, vars(refusal.value)))


@pytest.mark.parametrize("agency", [True, False], ids=["agency", "person"])
def test_a_plan_for_somebody_they_are_kept_away_from_is_an_unknown_one(support: Support, *, agency: bool) -> None:
    colleagues = {one: replace(one, person_id="another") for one in (CARER, COORDINATOR)}
    assert support.roles(CARER) == support.roles(colleagues[CARER]) == [CARE]
    assert WORDS in str(support.plan_of(COORDINATOR))
    close = [Reader(one.agency_id, "" if agency else one.person_id) for one in colleagues]
    support.town.keep_away(CASE, MOTHER, *close)
    for by in (*colleagues, *(colleagues.values() if agency else ())):
        assert support.roles(by) == support.plans(by) == []
        assert refused(support, by, support.plan) == refused(support, by, "plans/01ABSENT")
    if not agency:
        assert support.roles(colleagues[CARER]) == [CARE]
        assert WORDS in str(support.plan_of(colleagues[COORDINATOR]))


@pytest.mark.parametrize("agency", [True, False], ids=["agency", "person"])
def test_a_plan_of_two_is_an_unknown_one_too_to_who_is_kept_away_from_one_and_the_role_for_the_other_is_theirs(
    of_two: Support, *, agency: bool
) -> None:
    """It names who does what for the one (`others`), so that they learn of their part by ListRoles alone."""
    by = staff(MONEY, "agency-worker")
    colleague = replace(by, person_id="another")

    def roles(reader: Actor) -> list[list[str]]:
        listed = of_two.town.ask("ListRoles", pb.ListRolesRequest(case_id=CASE), reader).roles
        return [sorted(one.person_ids) for one in listed]

    assert [one.agency_id for one in of_two.plan_of(by).others] == [CARE]
    assert roles(by) == [[MOTHER, SON]]
    of_two.town.keep_away(CASE, MOTHER, Reader(MONEY, "" if agency else by.person_id))
    assert refused(of_two, by, of_two.plan) == refused(of_two, by, "plans/01ABSENT")
    assert of_two.plans(by) == []
    assert roles(by) == [[SON]]
    assert of_two.plans(colleague) == ([] if agency else [of_two.plan])


@pytest.mark.parametrize("silent", ["intake", "consent"])
def test_while_intake_or_consent_is_silent_nobody_is_told_of_anybody(support: Support, silent: str) -> None:
    for by in (CARER, COORDINATOR):
        with pytest.raises(PeerUnavailable):
            support.plan_of(by, silent=silent)
    with pytest.raises(PeerUnavailable):
        support.roles(CARER, silent=silent)


@pytest.mark.parametrize(("person", "may"), [(MOTHER, False), (SON, True)], ids=["hers", "anothers"])
def test_no_role_is_drafted_for_an_agency_that_is_kept_away_whatever_was_granted(
    support: Support, person: str, *, may: bool
) -> None:
    support.town.keep_away(CASE, person, Reader(CARE))
    request = draft_request(Desk(None, draft_id=support.draft))  # type: ignore[arg-type]  # its name is all that is asked
    if may:
        support.town.ask("DraftPlan", request, COORDINATOR)
        return
    with pytest.raises(RoleWithoutGrant):
        support.town.ask("DraftPlan", request, COORDINATOR)


@pytest.mark.parametrize("close", [False, True], ids=["who may read", "who is kept away"])
def test_an_agency_that_writes_in_its_role_learns_its_name_and_state_and_reads_the_rest(
    support: Support, *, close: bool
) -> None:
    (role,) = support.town.ask("ListRoles", pb.ListRolesRequest(case_id=CASE), CARER).roles
    assert list(role.person_ids) == [MOTHER]
    if close:
        support.town.keep_away(CASE, MOTHER, Reader(CARE))
    request = pb.ReportRoleRequest(name=role.name, request_id="r", progress=pb.RoleReport.PROGRESS_ON_TRACK, text=WORDS)
    answer = support.town.ask("ReportRole", request, CARER)
    assert {field.name for field, _value in answer.ListFields()} == {"name", "state", "etag"}
    ending = pb.EndRoleRequest(name=role.name, request_id="e", reason="別の機関が担う")
    assert list(support.town.ask("EndRole", ending, COORDINATOR).person_ids) == [MOTHER]


@dataclass(frozen=True)
class Kept:
    """Everything that is kept of somebody's support: a plan in force, what agencies wrote of it, participation."""

    town: Town
    things: tuple[str, ...]
    traces: tuple[str, ...]

    def telling(self, by: Actor) -> set[str]:
        """Where a grant is asked for, intake is asked before that, too."""
        return self.town.telling(by, [CASE, MOTHER, *self.things], self.traces, questions=2)


def participating(desk: Desk, person: str) -> str:
    """STATION accompanies them; they said yes to a host of W-40, and CARE had marked them."""
    participation_worklist.mark(
        desk.db,
        desk.agency(CARE),
        case=WHOSE,
        person_id=person,
        source=Source.AGENCY,
        support_needs=NEEDS,
        occurred_at=None,
        known_to_agency=lambda: True,
    )
    opened = participation.open_participation(
        desk.db,
        desk.agency(STATION),
        case=WHOSE,
        person_id=person,
        agency_id=STATION,
        beginning=replace(BEGINNING, support_needs=NEEDS),
        occurred_at=None,
        agreed=yes,
    )
    choose(desk, opened.participation_id, host(desk))
    return opened.participation_id


def written(desk: Desk) -> tuple[str, str, str]:
    """What CARE wrote beside its role: (role, assessment, follow-up)."""
    role = next(one.role_id for one in desk.roles() if one.agency_id == CARE)
    said = RoleProgress.ON_TRACK
    role_work.report(desk.db, desk.agency(CARE), role_id=role, progress=said, text=REPORT, occurred_at=None)
    found = Findings((MOTHER,), True, "料理が得意", "家にいたい", "要約", (Issue("DEBT", "滞納", ""),), "", "")
    ctx, may = desk.agency(CARE), [yes]
    kept = assessments.record(desk.db, ctx, plan_id=desk.plan_id, findings=found, occurred_at=None, permitted=may)
    plan = plan_store.get_plan(desk.db, desk.process, desk.plan_id)
    absence.plan_follow_up(desk.db, desk.process, plan, CARE, "HANDED_TO_LEAD")
    (planned,) = desk.events("FollowUpPlanned")
    asked = planned.follow_up_id
    absence.open_follow_up(desk.db, desk.process, desk.job(), follow_up_id=asked, due_at=desk.due())
    return role, kept.assessment_id, asked


@pytest.fixture
def kept(postgres: Stack, tmp_path: Path) -> Iterator[Kept]:
    with database_of(postgres, "plans") as engine, town_of(postgres, tmp_path, service, engine, "takasago") as town:
        with engine.begin() as db:
            desk = Desk(db, now=datetime.now(UTC))
            desk.join()
            desk.support()
            role, assessment, follow_up = written(desk)
            accompanied = participating(desk, MOTHER)
            host(desk, name="別の会")
            step = plan_step(desk, accompanied).id
            desk.schedule()
        town.granted(CASE, MOTHER, CARE, "PLAN_SHARING", "C1", "C4")
        town.granted(CASE, MOTHER, STATION, "PARTICIPATION", "C1", "C4")
        things = {"plans": desk.plan_id, "roles": role, "followUps": follow_up, "participations": accompanied}
        names = tuple(f"{kind}/{one}" for kind, one in things.items())
        yield Kept(town, names, (*things.values(), assessment, step, NEEDS, REPORT, MOTHER))


@pytest.mark.parametrize("agency", [True, False], ids=["agency", "person"])
@pytest.mark.parametrize("reader", READERS)
def test_no_read_tells_whoever_is_close_of_the_person_not_what_their_own_agency_wrote_either(
    kept: Kept, reader: str, *, agency: bool
) -> None:
    by = READERS[reader]
    colleague = replace(by, person_id="another")
    assert kept.telling(by) == kept.telling(colleague) == TELLING[reader]
    kept.town.keep_away(CASE, MOTHER, Reader(by.agency_id, "" if agency else by.person_id))
    assert kept.telling(by) == set()
    if agency:
        assert kept.telling(colleague) == set()
    else:
        assert kept.telling(colleague) == TELLING[reader], "they work on"


def test_for_whoever_is_close_nobody_is_suggested_for_participation_that_their_own_agency_carries(kept: Kept) -> None:
    def suggested(by: Actor, name: str) -> int:
        request = participation_pb2.SuggestHostsRequest(name=name)
        return len(kept.town.ask("SuggestHosts", request, by).suggestions)

    name = next(one for one in kept.things if one.startswith("participations/"))
    assert suggested(CARRIER, name) == 1
    listed = work_pb2.ListWorkItemsRequest()
    kept.town.keep_away(CASE, SON, Reader(STATION))
    assert suggested(CARRIER, name) == 1, "it is about another person"
    assert len(kept.town.ask("ListWorkItems", listed, CARRIER).work_items) == 1, "so is their work"
    kept.town.keep_away(CASE, MOTHER, Reader(STATION, CARRIER.person_id))
    for unknown in (name, "participations/01ABSENT"):
        with pytest.raises(NotFound):
            suggested(CARRIER, unknown)
    assert suggested(replace(CARRIER, person_id="another"), name) == 1
