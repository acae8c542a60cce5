"""Whoever is close to a suspected perpetrator learns nothing of the person from plans either (D5, row 1)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kit.context import Actor
from kit.errors import NotFound, PeerUnavailable
from pb.tsunagi.plans.v1 import service_pb2 as pb
from services.intake.domain.relations import Reader
from services.plans.app import service
from services.plans.domain.draft import RoleWithoutGrant
from tests.database import database_of
from tests.kept_away import Town, town_of
from tests.plans.desk import CARE, CASE, COORDINATING, MOTHER, SON, WORDS, Desk
from tests.plans.test_rpc import draft_request
from tsunagi.stack import Stack

pytestmark = pytest.mark.privacy


def staff(agency: str, *roles: str) -> Actor:
    kinds = {"AGENCY", "STAFF"} if agency == COORDINATING else {"AGENCY"}
    return Actor(frozenset(kinds), agency, f"{agency}-a", frozenset(roles))


CARER, COORDINATOR = staff(CARE, "agency-worker"), staff(COORDINATING, "coordinator")


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
