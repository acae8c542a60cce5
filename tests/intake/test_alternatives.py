"""Whom an agency names instead when it declines (P-024)."""

import pytest

from kit.errors import InvalidArgument, NotFound
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.rpc import IntakeServicer
from tests.intake.test_rpc import Calls
from tests.intake.turns import Turns
from tests.intake.world import COORDINATING, COORDINATOR, MONEY, OTHER, WELFARE, WINDOW


def nobody_takes_it(turns: Turns) -> None:
    turns.expire()
    turns.go_to_next()
    turns.expire()
    assert not turns.go_to_next()
    turns.world.run("escalate-handoff", handoffId=turns.handoff_id)


@pytest.mark.plan("P-015", "P-024")
def test_whom_a_late_no_names_instead_is_the_coordinators_step_when_nobody_else_is_asked_any_more(turns: Turns) -> None:
    world = turns.world
    nobody_takes_it(turns)
    world.decline(turns.handoff_id, alternative=OTHER)
    (raised,) = world.events("RemedyRaised")
    world.run("open-handoff-remedy", remedyId=raised.remedy_id)
    calls, asked = Calls(world, world.peers), pb.GetRemedyRequest(name=f"remedies/{raised.remedy_id}")
    step = IntakeServicer().get_remedy(asked, calls.coordinator)
    assert (step.kind, step.subject, step.state) == ("HANDOFF_ALTERNATIVE_LATE", f"handoffs/{turns.handoff_id}", "OPEN")
    named = [entry.alternative_agency_id for entry in world.read(turns.handoff_id, COORDINATOR).entries]
    assert [one for one in named if one] == [OTHER]
    for stranger in (MONEY, WELFARE, WINDOW, COORDINATING):
        with pytest.raises(NotFound):
            IntakeServicer().get_remedy(asked, calls.by(stranger))


@pytest.mark.parametrize("alternative", ["", WELFARE])
def test_a_late_no_that_names_nobody_new_to_what_nobody_took_is_kept_alone(turns: Turns, alternative: str) -> None:
    nobody_takes_it(turns)
    turns.world.decline(turns.handoff_id, alternative=alternative)
    assert turns.world.events("RemedyRaised") == []
    assert ("DECLINED", MONEY) in turns.kinds(WINDOW)


@pytest.mark.plan("P-024")
@pytest.mark.parametrize("reach", ["OFFERED", "EXPIRED", "ACCEPTED"])
@pytest.mark.parametrize("alternative", [MONEY, WINDOW])
def test_neither_the_decliner_nor_the_sender_is_an_alternative(turns: Turns, reach: str, alternative: str) -> None:
    if reach == "EXPIRED":
        turns.expire()
    if reach == "ACCEPTED":
        turns.accept()

    def declines() -> None:
        if reach == "ACCEPTED":
            turns.correct("DECLINED", "NOT_OURS", alternative=alternative)
        else:
            turns.world.decline(turns.handoff_id, alternative=alternative)

    with pytest.raises(InvalidArgument) as refused:
        declines()
    (violation,) = refused.value.violations
    assert (violation.field, violation.code) == ("alternative_agency_id", "NOT_ANOTHER")
    assert turns.state == reach
