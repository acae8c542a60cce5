"""An emergency ends with the last death in its household: on record, told, and begun anew if that death was none."""

import pytest
import sqlalchemy as sa

from services.intake.domain import AlreadyAnswered
from services.intake.store import entries as entry_store
from services.intake.store import tables as t
from services.intake.use_cases import cases, entries, people
from tests.intake.world import COORDINATING, MOTHER, SON, World

STATES = ["REPORTED", "OPEN", "MEETING"]


def begin(world: World, case_id: str, state: str) -> str:
    people.raise_emergency(world.db, world.ctx(), case_id, "食事も水もない")
    if state != "REPORTED":
        found = str(world.run("open-emergency", caseId=case_id, caseNo="R8-00001-6")["emergencyId"])
    if state == "MEETING":
        people.resolve_emergency(world.db, world.ctx(), found, "MEETING", "救急搬送した")
    return str(world.db.scalar(sa.select(t.emergencies.c.id).where(t.emergencies.c.case_id == case_id)))


def ending(world: World, emergency: str) -> tuple[str, str]:
    c = t.emergencies.c
    row = world.db.execute(sa.select(c.state, c.ended_because).where(c.id == emergency)).one()
    return row.state, row.ended_because


def told(world: World) -> list[tuple[str, str]]:
    return [(item.subject, item.code) for item in world.inbox(COORDINATING, "EMERGENCY_ENDED")]


@pytest.mark.plan("P-015")
@pytest.mark.parametrize("state", STATES)
def test_an_emergency_ends_with_the_last_death_on_record_and_told(world: World, state: str) -> None:
    case_id = world.open_case(MOTHER, SON)
    first, last = world.start_tracks(case_id)
    emergency = begin(world, case_id, state)
    cases.record_death(world.db, world.ctx(), case_id, first, world.now)
    assert ending(world, emergency) == (state, ""), "somebody lives who may be in danger"
    cases.record_death(world.db, world.ctx(), case_id, last, world.now)
    assert ending(world, emergency) == ("ENDED", "DECEASED")
    assert "RESOLVE_EMERGENCY" not in {kind for kind, _agency in world.open_items()}
    [entry] = [one for one in entry_store.of_case(world.db, world.ctx(), case_id) if one.kind == "EMERGENCY_ENDED"]
    assert (entry.subject, entry.reason) == (f"emergencies/{emergency}", "DECEASED")
    assert told(world) == [(f"emergencies/{emergency}", "CASE_CLOSED")]
    with pytest.raises(AlreadyAnswered):
        people.resolve_emergency(world.db, world.ctx(), emergency, "NONE", "亡くなっていた")
    world.run("end-case", caseId=case_id, closureReason="DECEASED")
    assert (ending(world, emergency), len(told(world))) == (("ENDED", "DECEASED"), 1)


@pytest.mark.plan("P-015")
@pytest.mark.parametrize("in_danger", [True, False])
def test_if_the_last_death_was_none_the_emergency_begins_anew_with_the_consultation(
    world: World, in_danger: bool
) -> None:
    case_id = world.open_case(MOTHER)
    [mother] = world.start_tracks(case_id)
    if in_danger:
        begin(world, case_id, "OPEN")
    cases.record_death(world.db, world.ctx(), case_id, mother, world.now)
    world.run("end-case", caseId=case_id, closureReason="DECEASED")
    entries.correct_death(world.db, world.ctx(), case_id, mother, "人違い")
    again = world.events("ConsultationReceived")[-1]
    raised = [event.case_id for event in world.events("EmergencyRaised")]
    assert raised == ([case_id, again.case_id] if in_danger else [])


@pytest.mark.parametrize("state", STATES)
def test_an_emergency_that_is_left_when_its_case_ends_says_with_what_it_ended(world: World, state: str) -> None:
    case_id = world.open_case(MOTHER)
    emergency = begin(world, case_id, state)
    world.run("end-case", caseId=case_id, closureReason="MERGED")
    assert (ending(world, emergency), told(world)) == (("ENDED", "MERGED"), [])
