"""The contact log: append-only, corrected by later entries, and what the next step reads from it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from kit.errors import DomainError, InvalidArgument, NotFound
from kit.outbox import engine_message
from services.outreach.domain import AlreadyCorrected, ContactNotOpen, Signal, TwoPersonRule
from services.outreach.store.tables import contacts
from services.outreach.use_cases import engagements as use_cases
from tests.outreach.world import World


def violations(refusal: pytest.ExceptionInfo[DomainError]) -> set[tuple[str, str]]:
    return {(violation.field, violation.code) for violation in refusal.value.violations}


@pytest.mark.plan("P-081")
def test_logging_a_planned_contact_moves_its_process(world: World) -> None:
    world.open()
    planned = world.plan()
    world.log("MET", planned=planned, stage_after="R3")
    (logged,) = world.events("ContactLogged")
    option = engine_message(logged)
    assert (logged.contact_id, list(option.correlation_key), list(option.variables)) == (planned, ["contact_id"], [])
    situation = world.assess(planned)
    assert (situation.stage, situation.failed_in_row, situation.signal) == ("R3", 0, Signal.NONE)
    assert world.engagement.state == "ACTIVE"


def test_any_contact_answers_the_one_that_is_planned(world: World) -> None:
    world.open()
    planned = world.plan()
    assert world.log("MET").planned_contact_id == planned
    assert len(world.events("ContactLogged")) == 1


def test_a_contact_that_nobody_planned_moves_no_process(world: World) -> None:
    world.open()
    world.log("MET", stage_after="R3")
    assert world.events("ContactLogged") == []
    assert world.engagement.stage == "R3"


def test_a_planned_contact_is_answered_once(world: World) -> None:
    world.open()
    planned = world.plan()
    world.log(planned=planned)
    with pytest.raises(ContactNotOpen):
        world.log(planned=planned)


@pytest.mark.plan("P-080")
def test_a_relationship_may_go_back(world: World) -> None:
    world.open()
    world.log("MET", stage_after="R4")
    world.pass_time(days=7)
    contact = world.log("REFUSED", stage_after="R2")
    assert (contact.stage_before, world.engagement.stage) == ("R4", "R2")


def test_without_a_stage_the_relationship_stays_where_it_is(world: World) -> None:
    world.open()
    world.log("DOOR", stage_after="R2")
    world.pass_time(days=7)
    assert world.log("ABSENT").entry.stage_after == "R2"


@pytest.mark.parametrize("reached", ["MET", "DOOR", "FAMILY"])
@pytest.mark.parametrize("failed", ["ABSENT", "REFUSED", "LEFT_NOTE"])
def test_failures_in_a_row_end_when_somebody_was_reached(world: World, reached: str, failed: str) -> None:
    world.open()
    for result in (failed, reached, failed, failed):
        world.pass_time(days=1)
        planned = world.plan()
        world.log(result, planned=planned)
    assert world.assess(planned).failed_in_row == 2


def test_a_contact_written_up_late_takes_its_place_in_time(world: World) -> None:
    world.open()
    earlier = world.now
    world.pass_time(days=2)
    world.log("MET", stage_after="R3")
    late = world.log("ABSENT", occurred_at=earlier, stage_after="R1")
    assert late.stage_before == "R0"
    assert world.engagement.stage == "R3"


def test_a_correction_supersedes_and_the_old_entry_stays(world: World) -> None:
    world.open()
    planned = world.plan()
    wrong = world.log("ABSENT", planned=planned, observations="るす")
    right = world.log("MET", corrects=wrong.contact_id, stage_after="R3")
    _, log = use_cases.list_contacts(world.db, world.ctx(), world.engagement_id, limit=10)
    assert [(one.contact_id, one.superseded_by) for one in log] == [
        (wrong.contact_id, right.contact_id),
        (right.contact_id, None),
    ]
    assert log[0].entry.observations == "るす"
    situation = world.assess(planned)
    assert (situation.stage, situation.failed_in_row) == ("R3", 0)
    assert len(world.events("ContactLogged")) == 1


def test_what_went_on_from_a_wrong_stage_goes_on_from_the_right_one(world: World) -> None:
    world.open()
    wrong = world.log("MET", stage_after="R5")
    world.pass_time(days=7)
    still = world.log("ABSENT")
    world.log("DOOR", occurred_at=wrong.entry.occurred_at, corrects=wrong.contact_id, stage_after="R2")
    assert world.engagement.stage == "R2"
    assert world.log("LEFT_NOTE", corrects=still.contact_id).entry.stage_after == "R2"
    world.log("MET", stage_after="R3")
    assert world.engagement.stage == "R3", "what somebody said stays"


def test_an_entry_is_corrected_once_and_then_its_correction(world: World) -> None:
    world.open()
    wrong = world.log("ABSENT")
    again = world.log("DOOR", corrects=wrong.contact_id)
    with pytest.raises(AlreadyCorrected):
        world.log("MET", corrects=wrong.contact_id)
    assert world.log("MET", corrects=again.contact_id).corrects == again.contact_id


def test_an_entry_of_another_engagement_cannot_be_corrected(world: World) -> None:
    world.open()
    elsewhere = world.log("ABSENT")
    world.person_id = "person-saburo"
    world.open()
    with pytest.raises(NotFound):
        world.log("MET", corrects=elsewhere.contact_id)


def test_the_log_cannot_be_changed_in_the_database(world: World) -> None:
    world.open()
    world.log("ABSENT")
    for statement in (contacts.delete(), contacts.update().values(result="MET")):
        with pytest.raises(sa.exc.DBAPIError), world.db.begin_nested():
            world.db.execute(statement)


@pytest.mark.parametrize("staff", [("staff-1",), ("staff-1", "staff-1"), ()])
def test_nobody_visits_alone_against_the_two_person_rule(world: World, staff: tuple[str, ...]) -> None:
    world.open()
    use_cases.set_two_person_rule(world.db, world.ctx(), world.engagement_id, two_person_rule=True, etag="")
    with pytest.raises(TwoPersonRule):
        world.log("MET", staff_ids=staff)
    assert world.log("MET", staff_ids=("staff-1", "staff-2"))


def test_what_took_place_before_the_rule_is_written_down_and_corrected_as_it_was(world: World) -> None:
    world.open()
    alone = world.log("MET", observations="刃物が見えた")
    world.pass_time(days=1)
    before = world.now
    world.pass_time(hours=1)
    use_cases.set_two_person_rule(world.db, world.ctx(), world.engagement_id, two_person_rule=True, etag="")
    use_cases.set_two_person_rule(world.db, world.ctx(), world.engagement_id, two_person_rule=True, etag="")
    world.pass_time(days=1)
    world.log("DOOR", occurred_at=before)
    world.log("DOOR", occurred_at=alone.entry.occurred_at, corrects=alone.contact_id)
    with pytest.raises(TwoPersonRule):
        world.log("MET")
    use_cases.set_two_person_rule(world.db, world.ctx(), world.engagement_id, two_person_rule=False, etag="")
    assert world.log("MET")


def test_a_letter_needs_no_second_person(world: World) -> None:
    world.open()
    use_cases.set_two_person_rule(world.db, world.ctx(), world.engagement_id, two_person_rule=True, etag="")
    assert world.log("LEFT_NOTE", method="LETTER")


def test_a_risk_sign_is_an_opaque_alert_to_the_process(world: World) -> None:
    world.open()
    planned = world.plan()
    world.log("DOOR", planned=planned, risk_signs=("NO_FOOD",), links_settled=True)
    assert world.assess(planned).signal is Signal.ALERT
    assert world.events("AlertRaised") == []
    use_cases.raise_alert(world.db, world.ctx(), world.engagement_id)
    (alert,) = world.events("AlertRaised")
    assert (alert.person_id, alert.raised_at) == (world.person_id, world.now.isoformat())


def test_a_risk_sign_that_no_process_waits_for_is_announced_at_once(world: World) -> None:
    world.open()
    seen = world.log("DOOR", risk_signs=("NO_FOOD",))
    assert len(world.events("AlertRaised")) == 1
    world.log("DOOR", risk_signs=("NO_FOOD", "COLD"), corrects=seen.contact_id)
    assert len(world.events("AlertRaised")) == 1
    calm = world.log("DOOR")
    world.log("DOOR", risk_signs=("COLD",), corrects=calm.contact_id)
    assert len(world.events("AlertRaised")) == 2


@pytest.mark.plan("P-110")
@pytest.mark.parametrize("left", ["interrupted", "out of time", "sent out anew", "case over"])
def test_a_risk_sign_that_the_process_left_before_it_came_to_is_announced_when_it_leaves(
    world: World, left: str
) -> None:
    world.open()
    world.log("DOOR", planned=world.plan(), risk_signs=("NO_FOOD",))
    leave: dict[str, Callable[[], object]] = {
        "interrupted": lambda: use_cases.close_person(world.db, world.ctx(), world.case_id, world.person_id),
        "out of time": lambda: use_cases.end_approach(world.db, world.ctx(), world.engagement_id, "REVIEW"),
        "sent out anew": world.open,
        "case over": lambda: use_cases.close_case(world.db, world.ctx(), world.case_id),
    }
    leave[left]()
    assert [alert.person_id for alert in world.events("AlertRaised")] == [world.person_id]
    leave[left]()
    assert len(world.events("AlertRaised")) == 1


@pytest.mark.parametrize("said", ["announced", "corrected", "calm"])
def test_what_was_announced_or_taken_back_is_not_announced_when_the_process_leaves(world: World, said: str) -> None:
    world.open()
    signs = () if said == "calm" else ("NO_FOOD",)
    seen = world.log("DOOR", planned=world.plan(), risk_signs=signs)
    if said == "announced":
        use_cases.raise_alert(world.db, world.ctx(), world.engagement_id)
    elif said == "corrected":
        world.log("DOOR", corrects=seen.contact_id)
    before = len(world.events("AlertRaised"))
    use_cases.end_approach(world.db, world.ctx(), world.engagement_id, "REVIEW")
    assert len(world.events("AlertRaised")) == before


def test_steady_links_let_outreach_end_in_watching(world: World) -> None:
    world.open()
    planned = world.plan()
    world.log("MET", planned=planned, links_settled=True)
    assert world.assess(planned).signal is Signal.SETTLED


def test_every_mistake_is_named_at_once(world: World) -> None:
    world.open()
    with pytest.raises(InvalidArgument) as refusal:
        world.log("", method="", risk_signs=("食べ物がない",), occurred_at=world.now + timedelta(seconds=1))
    assert violations(refusal) == {
        ("occurred_at", "OCCURRED_IN_FUTURE"),
        ("method", "REQUIRED"),
        ("result", "REQUIRED"),
        ("risk_signs[0]", "FORMAT"),
    }


def test_no_event_carries_what_was_seen(world: World) -> None:
    world.open()
    planned = world.plan()
    secret = "窓の明かりがつかない"
    world.log("DOOR", planned=planned, observations=secret, risk_signs=("NO_FOOD",), staff_ids=("staff-hidden",))
    use_cases.raise_alert(world.db, world.ctx(), world.engagement_id)
    use_cases.close_case(world.db, world.ctx(), world.case_id)
    bodies = [event.SerializeToString() for event in world.events()]
    assert len(bodies) == 4
    for hidden in (secret, "NO_FOOD", "staff-hidden", "DOOR", "VISIT"):
        assert all(hidden.encode() not in body for body in bodies)
