"""A 重層的支援会議 that somebody's consent is missing for: whoever convenes it learns for which of those they named."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from kit.context import Actor
from kit.errors import NotFound
from pb.tsunagi.meetings.v1 import service_pb2 as pb
from services.meetings.app import service
from services.meetings.domain.convening import GrantMissing
from services.meetings.domain.rooms import MULTI
from services.meetings.use_cases import sittings
from tests.database import database_of
from tests.hands import hear
from tests.kept_away import Town, town_of
from tests.meetings.hall import COORDINATING, HEALTH, MAN, TEAM, WATER, WELFARE, Hall
from tsunagi.stack import Stack

COORDINATOR = Actor(frozenset({"STAFF"}), COORDINATING, "staff-1", frozenset({"coordinator"}))
COLLEAGUE = Actor(frozenset({"STAFF"}), COORDINATING, "staff-2", frozenset({"coordinator"}))
STRANGER = Actor(frozenset({"STAFF"}), WELFARE, "staff-3", frozenset({"coordinator"}))


@dataclass(frozen=True)
class Table:
    """A case with an item that is proposed, and one at a sitting to which WELFARE, HEALTH and WATER are called."""

    town: Town
    engine: sa.Engine
    case: str
    proposed: str
    called: str
    sitting: str

    def name_members(self, by: Actor = COORDINATOR, item: str = "") -> Any:
        guest = pb.Guest(agency_id=WATER, capacity="OUTSIDE_SECTION")
        request = pb.NameMembersRequest(
            name=item or self.proposed, request_id="n-1", agency_ids=[HEALTH, WELFARE], guests=[guest]
        )
        request.convening.CopyFrom(
            pb.Convening(
                summary="仮名の概要",
                why_compound="二つの分野の課題が絡む",
                tried="担当課どうしの連絡では決まらなかった",
            )
        )
        return self.town.ask("NameMembers", request, by)

    def add_members(self) -> Any:
        guest = pb.Guest(agency_id="W-27", capacity="OUTSIDE_SECTION")
        request = pb.AddMembersRequest(name=self.called, request_id="a-1", agency_ids=["W-01", "W-02"], guests=[guest])
        return self.town.ask("AddMembers", request, COORDINATOR)

    def start(self, *attending: str) -> Any:
        request = pb.StartSittingRequest(name=self.sitting, request_id="s-1", attending_agency_ids=attending)
        return self.town.ask("StartSitting", request, COORDINATOR)

    def conclude(self, *attending: str) -> Any:
        request = pb.ConcludeAgendaItemRequest(
            name=self.called, request_id="c-1", decision="PLAN_AGREED", attending_agency_ids=attending
        )
        return self.town.ask("ConcludeAgendaItem", request, COORDINATOR)

    def granted(self, *agencies: str) -> None:
        for agency in agencies:
            self.town.granted(self.case, MAN, agency, "PLAN_MEETING")


@pytest.fixture
def table(postgres: Stack, tmp_path: Path) -> Iterator[Table]:
    with database_of(postgres, "meetings") as engine, town_of(postgres, tmp_path, service, engine, "28216") as town:
        with engine.begin() as db:
            hall = Hall(db, now=datetime.now(UTC) - timedelta(minutes=1))
            proposed, called = hall.propose(MULTI), hall.ready(MULTI, *TEAM, WATER)
            sitting = sittings.schedule(db, hall.staff("coordinator"), MULTI, hall.due(3), "第一会議室", [called])
        names = (f"agendaItems/{proposed}", f"agendaItems/{called}", f"sittings/{sitting}")
        yield Table(town, engine, hall.case_id, *names)


def named(refusal: pytest.ExceptionInfo[GrantMissing]) -> list[str]:
    """The fields that the refusal tells, with nothing but the code and a sentence without ids."""
    told = refusal.value.violations
    assert {one.code for one in told} <= {"GRANT_MISSING"}
    assert not any("W-" in one.message or MAN in one.message for one in told)
    return [one.field for one in told]


@pytest.mark.plan("P-113")
def test_who_names_members_learns_for_which_of_them_consent_is_missing(table: Table) -> None:
    table.granted(WELFARE)
    with pytest.raises(GrantMissing) as refusal:
        table.name_members()
    assert named(refusal) == ["agency_ids[0]", "guests[0].agency_id"]
    table.granted(HEALTH, WATER)
    assert table.name_members().state == pb.AgendaItem.STATE_CONVENED


@pytest.mark.plan("P-113")
def test_who_adds_members_learns_for_which_of_them_consent_is_missing(table: Table) -> None:
    table.granted("W-02")
    with pytest.raises(GrantMissing) as refusal:
        table.add_members()
    assert named(refusal) == ["agency_ids[0]", "guests[0].agency_id"]
    table.granted("W-01", "W-27")
    found = {one.agency_id: one.capacity for one in table.add_members().members}
    assert found == {**dict.fromkeys((COORDINATING, *TEAM, WATER, "W-01", "W-02"), "AGENCY"), "W-27": "OUTSIDE_SECTION"}


@pytest.mark.plan("P-113")
def test_who_opens_a_sitting_or_decides_there_learns_for_which_of_those_who_came(table: Table) -> None:
    with pytest.raises(GrantMissing) as refusal:
        table.start(COORDINATING, HEALTH, WELFARE)
    assert named(refusal) == ["attending_agency_ids[1]", "attending_agency_ids[2]"]
    table.granted(*TEAM, WATER)
    came = list(table.start(WATER, COORDINATING, HEALTH, WELFARE).attending_agency_ids)
    table.town.withdrawn(table.case, MAN, HEALTH)
    with pytest.raises(GrantMissing) as refusal:
        table.conclude(WELFARE, COORDINATING, HEALTH)
    assert named(refusal) == ["attending_agency_ids[2]"]
    with pytest.raises(GrantMissing) as refusal:
        table.conclude()
    assert named(refusal) == [f"sitting.attending_agency_ids[{came.index(HEALTH)}]"], "as GetSitting tells them"


@pytest.mark.privacy
@pytest.mark.plan("P-027")
def test_nobody_else_learns_that_a_consent_is_missing(table: Table) -> None:
    with table.engine.begin() as db:
        hear(db, Hall(db).process, table.case, COORDINATOR.person_id)
    for by in (COLLEAGUE, STRANGER):
        answers = []
        for item in (table.proposed, "agendaItems/01ABSENT"):
            with pytest.raises(NotFound) as refusal:
                table.name_members(by, item)
            answers.append(repr((refusal.value.code, refusal.value.message, vars(refusal.value))))
        assert len(set(answers)) == 1


@pytest.mark.privacy
@pytest.mark.plan("P-027")
def test_of_a_case_in_other_hands_at_the_same_table_nobody_is_named(hall: Hall) -> None:
    other = hall.other_case()
    colleagues, own = other.ready(MULTI), hall.ready(MULTI)
    hear(hall.db, hall.process, hall.case_id, "staff-1")
    hear(hall.db, hall.process, other.case_id, "staff-2")
    there, ctx = (COORDINATING, *TEAM), hall.staff("coordinator")
    sitting = sittings.schedule(hall.db, ctx, MULTI, hall.due(3), "第一会議室", [own, colleagues])
    with pytest.raises(GrantMissing) as refusal:
        sittings.start(hall.db, ctx, sitting, there, "IN_PERSON", {own: [HEALTH], colleagues: [WELFARE]})
    assert named(refusal) == ["attending_agency_ids[2]"]
    hall.conclude(own, "PLAN_AGREED")
    with pytest.raises(GrantMissing) as refusal:
        sittings.start(hall.db, ctx, sitting, there, "IN_PERSON", {colleagues: [WELFARE]})
    assert named(refusal) == []
