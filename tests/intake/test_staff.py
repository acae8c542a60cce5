"""Administrators keep the city's staff: nobody gives oneself a role, and power over others takes two."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from kit.context import Actor
from kit.errors import InvalidArgument, NotFound, PermissionDenied, StaleEtag
from services.intake.domain import UnknownAgency
from services.intake.domain.staff import Member, NotWaiting, OwnRecord, SamePerson, SubjectTaken
from services.intake.store import city_tables as t
from services.intake.use_cases import staff
from tests.intake.world import COORDINATOR, OTHER, World, actor

ISSUER = "https://login.example.jp"


def administrator(name: str) -> Actor:
    return replace(actor("W-01", "administrator"), person_id=name)


FIRST, SECOND = administrator("a-1"), administrator("a-2")
MEMBER = Member("s-1", ISSUER, "user-1", "W-31", frozenset({"coordinator"}), frozenset({"INTAKE"}), active=True)
POWER = replace(MEMBER, roles=frozenset({"coordinator", "administrator"}))


def change(world: World, member: Member, revision: int = 0, by: Actor = FIRST, reason: str = "異動のため") -> Any:
    return staff.change(world.db, world.ctx(by), member, revision, reason)


def review(world: World, revision: int, verdict: str = "CONFIRMED", by: Actor = SECOND, staff_id: str = "s-1") -> Any:
    return staff.review(world.db, world.ctx(by), staff_id, revision, verdict)


def resolved(world: World, subject: str = "user-1", issuer: str = ISSUER) -> Any:
    return staff.resolve(world.db, world.ctx(), issuer, subject)


def test_a_record_holds_at_once_and_is_found_by_its_login(world: World) -> None:
    change(world, MEMBER)
    found = resolved(world)
    assert (found.staff_id, found.agency_id, found.roles, found.purposes) == (
        "s-1",
        "W-31",
        ["coordinator"],
        ["INTAKE"],
    )
    for stranger in ({"subject": "user-2"}, {"issuer": "https://elsewhere.example.jp"}):
        with pytest.raises(NotFound):
            resolved(world, **stranger)


def test_a_record_of_another_city_is_not_found(world: World) -> None:
    change(world, MEMBER)
    with pytest.raises(NotFound):
        staff.resolve(world.db, World(world.db).ctx(), ISSUER, "user-1")


def test_a_closed_record_lets_nobody_in_and_says_who_closed_it(world: World) -> None:
    change(world, MEMBER)
    change(world, replace(MEMBER, active=False), 1, by=SECOND, reason="退職")
    with pytest.raises(NotFound):
        resolved(world)
    told = [
        (row.revision, row.changed_by, row.reason, row.active)
        for row in staff.changes(world.db, world.ctx(FIRST), "s-1")
    ]
    assert told == [(1, "a-1", "異動のため", True), (2, "a-2", "退職", False)]


@pytest.mark.parametrize("role", ["administrator", "disclosure-officer", "records-officer"])
def test_power_over_others_waits_for_a_second_administrator(world: World, role: str) -> None:
    change(world, MEMBER)
    change(world, replace(MEMBER, roles=MEMBER.roles | {role}), 1)
    assert resolved(world).roles == ["coordinator"]
    with pytest.raises(SamePerson):
        review(world, 2, by=FIRST)
    assert role not in resolved(world).roles
    assert (review(world, 2).reviewed_by, resolved(world).roles) == ("a-2", sorted({"coordinator", role}))
    with pytest.raises(NotWaiting):
        review(world, 2)


def test_a_rejected_change_never_holds(world: World) -> None:
    change(world, MEMBER)
    change(world, POWER, 1)
    review(world, 2, "REJECTED")
    assert resolved(world).roles == ["coordinator"]
    with pytest.raises(NotWaiting):
        review(world, 2)


@pytest.mark.parametrize("by", [FIRST, SECOND])
def test_a_review_without_a_verdict_is_none(world: World, by: Actor) -> None:
    change(world, MEMBER)
    change(world, POWER, revision=1)
    with pytest.raises(InvalidArgument):
        review(world, 2, "", by)
    review(world, 2)
    assert "administrator" in resolved(world).roles


def test_somebody_new_with_power_is_nobody_until_confirmed(world: World) -> None:
    change(world, POWER)
    with pytest.raises(NotFound):
        resolved(world)
    review(world, 1)
    assert "administrator" in resolved(world).roles


def test_a_change_that_was_written_over_is_no_longer_confirmed(world: World) -> None:
    change(world, POWER)
    change(world, MEMBER, 1)
    with pytest.raises(NotWaiting):
        review(world, 1)
    assert resolved(world).roles == ["coordinator"]


def powerful(world: World) -> None:
    change(world, POWER)
    review(world, 1)


def test_taking_over_the_record_of_an_administrator_takes_two_as_well(world: World) -> None:
    powerful(world)
    change(world, replace(POWER, subject="mine"), 1)
    assert resolved(world).revision == 1
    with pytest.raises(NotFound):
        resolved(world, "mine")


def test_taking_power_away_or_closing_never_waits(world: World) -> None:
    powerful(world)
    change(world, MEMBER, 1)
    assert resolved(world).roles == ["coordinator"]
    change(world, replace(POWER, active=False), 2)
    with pytest.raises(NotFound):
        resolved(world)
    change(world, POWER, 3)
    with pytest.raises(NotFound):
        resolved(world)


def test_nobody_changes_their_own_record_under_any_name(world: World) -> None:
    own = replace(MEMBER, staff_id="a-1")
    with pytest.raises(OwnRecord):
        change(world, own)
    change(world, own, by=SECOND)
    for again in (own, replace(own, active=False), replace(own, staff_id="a-9")):
        with pytest.raises(OwnRecord):
            change(world, again, 1 if again.staff_id == "a-1" else 0)
    change(world, replace(own, roles=frozenset({"administrator"})), 1, by=SECOND)
    with pytest.raises(OwnRecord):
        review(world, 2, by=FIRST, staff_id="a-1")


def test_one_login_has_one_record(world: World) -> None:
    change(world, MEMBER)
    with pytest.raises(SubjectTaken):
        change(world, replace(MEMBER, staff_id="s-2"))
    change(world, replace(MEMBER, active=False), 1)
    change(world, replace(POWER, staff_id="s-2"))
    change(world, replace(MEMBER), 2)
    with pytest.raises(SubjectTaken):
        review(world, 1, staff_id="s-2")


def test_who_wrote_in_between_is_not_written_over(world: World) -> None:
    change(world, MEMBER)
    for revision in (0, 2):
        with pytest.raises(StaleEtag):
            change(world, MEMBER, revision)


def test_only_administrators_see_or_change_staff(world: World) -> None:
    ctx = world.ctx(COORDINATOR)
    for call in (
        lambda: staff.change(world.db, ctx, MEMBER, 0, "理由"),
        lambda: staff.review(world.db, ctx, "s-1", 1, "CONFIRMED"),
        lambda: staff.members(world.db, ctx),
        lambda: staff.changes(world.db, ctx, ""),
    ):
        with pytest.raises(PermissionDenied):
            call()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"staff_id": " "}, "member.staff_id"),
        ({"staff_id": "service:intake"}, "member.staff_id"),
        ({"issuer": ""}, "member.issuer"),
        ({"subject": ""}, "member.subject"),
        ({"roles": frozenset({"Admin"})}, "member.roles"),
        ({"purposes": frozenset({"*"})}, "member.purposes"),
    ],
    ids=str,
)
def test_what_is_no_record_is_refused_by_field(world: World, changes: Any, field: str) -> None:
    with pytest.raises(InvalidArgument) as refusal:
        change(world, replace(MEMBER, **changes))
    assert [one.field for one in refusal.value.violations] == [field]


def test_an_office_that_the_city_does_not_have_and_a_change_without_a_reason_are_refused(world: World) -> None:
    with pytest.raises(UnknownAgency):
        change(world, replace(MEMBER, agency_id="X-99"))
    with pytest.raises(InvalidArgument):
        change(world, MEMBER, reason=" ")
    with pytest.raises(NotFound):
        review(world, 1)
    change(world, replace(MEMBER, agency_id=OTHER))


@pytest.mark.parametrize("table", [t.staff_changes, t.staff_reviews], ids=lambda table: table.name)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET staff_id = 'x'", "TRUNCATE {}"])
def test_the_service_itself_can_neither_change_nor_delete_what_was_recorded(
    world: World, table: sa.Table, statement: str
) -> None:
    powerful(world)
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"), world.db.begin_nested():
        world.db.execute(sa.text(statement.format(table.name)))
