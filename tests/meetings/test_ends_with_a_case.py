"""What its meetings left to do when a case ends: what cannot wait, or must be written, goes on; the rest is told."""

import pytest

from kit.ids import new_id
from kit.kafka import Delivery
from kit.peers import Peers
from pb.tsunagi.intake.v1.events_pb2 import CaseClosed
from services.meetings.app import service
from services.meetings.domain.conclusion import DecisionDraft
from services.meetings.domain.rooms import LIAISON, MULTI, SUPPORT
from services.meetings.use_cases import following, minutes
from services.meetings.worker import tasks
from tests.meetings.hall import COORDINATING, HEALTH, ROLES, WELFARE, Hall

ENDS = ["ordered", "heard"]
ROOMS = {LIAISON: "SEEK_CONSENT", SUPPORT: "START_OUTREACH", MULTI: "PLAN_AGREED"}


def end(hall: Hall, silent: Peers, how: str) -> None:
    """By the process of an end that interrupts all others, or when the last track was over."""
    if how == "ordered":
        [task] = [one for one in tasks.definitions if one.type == "meetings.close-case"]
        task.run(hall.job({"caseId": hall.case_id, "closureReason": "MERGED"}))
    closed = CaseClosed(case_id=hall.case_id, case_no="R8-00001-6", closure_reason="MERGED")
    told = Delivery(hall.process, hall.db, silent, closed, new_id(), hall.case_id)
    service.subscriptions[closed.DESCRIPTOR.full_name](told)


@pytest.mark.plan("P-110")
@pytest.mark.parametrize("how", ENDS)
@pytest.mark.parametrize("code", ["EMERGENCY_ACTION", "ABUSE_REPORT"])
def test_what_was_to_be_done_at_once_is_its_owners_work_until_it_is_done_also_after_the_case(
    hall: Hall, silent: Peers, code: str, how: str
) -> None:
    item = hall.after_liaison()
    hall.conclude(item, code, decisions=(DecisionDraft(code, HEALTH, hall.due()),))
    [decided] = [row for row in hall.decisions(item) if row.code == code]
    following.open_decision(hall.db, hall.process, hall.job(), decided.id)
    end(hall, silent, how)
    assert hall.open_work("CARRY_OUT_DECISION") == [("CARRY_OUT_DECISION", HEALTH, "")]
    assert hall.events("DecisionDropped") == []
    assert following.complete(hall.db, hall.agency(HEALTH), decided.id).state == "DONE"


@pytest.mark.plan("P-110", "P-117")
@pytest.mark.parametrize("asked", [True, False], ids=["asked for", "never asked for"])
@pytest.mark.parametrize("room", ROOMS)
def test_what_was_held_is_written_down_also_when_its_case_has_ended_before(
    hall: Hall, silent: Peers, room: str, asked: bool
) -> None:
    held, waiting = hall.after_liaison() if room == SUPPORT else hall.ready(room), hall.ready(LIAISON)
    hall.conclude(held, ROOMS[room])
    if asked:
        hall.open_minutes(held)
    end(hall, silent, "ordered")
    [step] = [row for row in hall.decisions(held) if row.code == "WRITE_MINUTES"]
    assert (step.owner_agency_id, step.role, step.state) == (COORDINATING, ROLES[room], "OPEN")
    assert not asked or step.due_at == hall.due(14)
    assert step.id in [event.decision_id for event in hall.events("DecisionRecorded")], "its process tells of a delay"
    following.open_decision(hall.db, hall.process, hall.job(), step.id)
    assert ("CARRY_OUT_DECISION", COORDINATING, ROLES[room]) in hall.open_work()
    assert not [kind for kind, _agency, _role in hall.open_work() if kind != "CARRY_OUT_DECISION"]
    begun = len(hall.events("DecisionRecorded"))
    minutes.approve(hall.db, hall.convener(held), held, "会議録")
    assert (hall.row(held).state, hall.row(waiting).state) == ("MINUTES_APPROVED", "CANCELLED")
    assert hall.open_work() == []
    assert len(hall.events("DecisionRecorded")) == begun, "nothing else of an ended case begins"


@pytest.mark.plan("P-089")
@pytest.mark.parametrize("how", ENDS)
def test_whichever_other_agency_carries_out_a_decision_hears_once_that_nobody_waits_for_it_any_more(
    hall: Hall, silent: Peers, how: str
) -> None:
    begun, waiting = hall.ready(LIAISON), hall.ready(LIAISON)
    own = DecisionDraft("CONTINUE", COORDINATING, hall.due())
    hall.conclude(begun, "CONTINUE", decisions=(own, DecisionDraft("VISIT", WELFARE, hall.due())))
    hall.approve(begun)
    hall.conclude(waiting, "CONTINUE", decisions=(own, DecisionDraft("CALL", HEALTH, hall.due())))
    end(hall, silent, how)
    [visit] = [row for row in hall.decisions(begun) if row.code == "VISIT"]
    told = [(event.agency_id, event.decision_id, event.code) for event in hall.events("DecisionDropped")]
    assert told == [(WELFARE, visit.id, "CASE_CLOSED")]
    assert hall.open_work("CARRY_OUT_DECISION") == []
