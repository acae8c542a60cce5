"""Edits that an administrator may make, and deploy: none of them is refused."""

import copy

from lxml import etree

from tests.contracts.draft import Diagram
from tests.contracts.harmful import CONSENT, PLANNING, drawn_anew, flows, gone, in_turn, out_of, swapped
from tests.contracts.harmful_values import condition as at
from tests.contracts.harmful_values import row_gone
from tests.contracts.strange import (
    CASE,
    CLOCK,
    CLOSE,
    EMERGENCY,
    ESCALATE,
    HANDOFF,
    INTERVAL,
    MEETING,
    NEXT,
    OPEN,
    ROOMS,
    TO_WAIT,
    TRACK,
    URGENCY,
    WAIT,
    Change,
    added,
    attribute,
    cell,
    condition,
    extension,
    gateway,
    header,
    result,
    rows,
)

INVITATIONS = ("Timer_AnswersDue", "Task_EscalateInvitations", "End_InvitationsEscalated")
TO_COMPLETED = "Flow_Gateway_Outcome_End_Completed"


def reminder(diagram: Diagram) -> None:
    """A second clock on the wait, before its deadline, that lets the wait go on."""
    diagram.twin(CLOCK, "Timer_Reminder").set("name", "催促の日")
    diagram.twin(ESCALATE, "Task_Remind").set("name", "催促する")
    diagram.zeebe("Task_Remind", "taskDefinition").set("type", "intake.remind-work-item")
    diagram.twin("End_EmergencyEscalated", "End_Reminded").set("name", "催促した")
    diagram.flow("Timer_Reminder", "Task_Remind", like="Flow_Timer_EmergencyDue_EscalateEmergency")
    diagram.flow("Task_Remind", "End_Reminded", like="Flow_EscalateEmergency_End_EmergencyEscalated")


def side_by_side(diagram: Diagram) -> None:
    """Two waits at once would share a key; a note is taken beside the wait, and the flow goes on after both."""
    gateway(diagram, "Fork", WAIT)
    gateway(diagram, "Join_All", "End_Resolved")
    diagram.one(TO_WAIT).set("targetRef", "Fork")
    diagram.flow("Fork", WAIT, like=TO_WAIT)
    diagram.twin(ESCALATE, "Task_Note").set("name", "上司に知らせる")
    diagram.flow("Fork", "Task_Note", like=TO_WAIT)
    diagram.flow("Task_Note", "Join_All", like=TO_WAIT)
    diagram.one("Flow_Join_FollowUp_CloseEmergency").set("targetRef", "Join_All")
    diagram.flow("Join_All", CLOSE, like=TO_WAIT)


def further_row(diagram: Diagram) -> None:
    row = copy.deepcopy(rows(diagram)[0])
    for one in row.iter(tag=etree.Element):
        if one.get("id"):
            one.set("id", f"City_{one.get('id')}")
    rows(diagram)[0].addprevious(row)
    cell(0, 1, "[7..9], > 12")(diagram)


def reminder_of(clock: str, escalate: str, service: str) -> Change:
    """A second clock with the date of the first, that reminds."""

    def change(diagram: Diagram) -> None:
        diagram.twin(clock, "Timer_City").set("name", "催促の日")
        diagram.twin(escalate, "Task_City").set("name", "催促する")
        diagram.zeebe("Task_City", "taskDefinition").set("type", f"{service}.remind-work-item")
        end = next(str(flow.get("targetRef")) for flow in flows(diagram) if flow.get("sourceRef") == escalate)
        diagram.flow("Timer_City", "Task_City", like=out_of(diagram, clock))
        diagram.flow("Task_City", end, like=out_of(diagram, escalate))

    return change


def told_twice(diagram: Diagram) -> None:
    like = out_of(diagram, ESCALATE)
    diagram.twin(ESCALATE, "Task_City").set("name", "上司にも知らせる")
    diagram.one(like).set("targetRef", "Task_City")
    diagram.flow("Task_City", "End_EmergencyEscalated", like=like)


def always_a_liaison_meeting(diagram: Diagram) -> None:
    """Whatever the coordinator decides: the way that goes on without one is taken out."""
    diagram.one("Gateway_Untangling").attrib.pop("default")
    for flow in flows(diagram):
        if (flow.get("sourceRef"), flow.get("targetRef")) == ("Gateway_Untangling", "Join_Untangled"):
            diagram._drop(flow)


def other_order(diagram: Diagram) -> None:
    """Meetings before plans, when a person's part is stopped."""
    diagram.one("Flow_StopHandoffs_LeavePlan").set("targetRef", "Task_RemoveItems")
    diagram.one("Flow_RemoveItems_PauseOutreach").set("targetRef", "Task_LeavePlan")
    diagram.one("Flow_LeavePlan_RemoveItems").set("targetRef", "Task_PauseOutreach")


USUAL: list[tuple[str, str, Change]] = [
    ("a label is renamed", EMERGENCY, attribute(CLOSE, "name", "緊急対応を終える")),
    ("a remark is drawn", EMERGENCY, added("emergency", "textAnnotation", id="Remark")),
    *((f"a deadline of {one}", EMERGENCY, header("within", one)) for one in ("12H", "1BD", "60M")),
    ("an emergency deadline of a meeting", "support-meeting.bpmn", header("emergencyWithin", "48H")),
    ("a reminder is added", EMERGENCY, reminder),
    ("a step beside a wait", EMERGENCY, side_by_side),
    ("more retries", EMERGENCY, extension(OPEN, "taskDefinition", "retries", "10")),
    ("two codes in a condition", EMERGENCY, condition('=emergencyFollowUp = "MEETING" or emergencyFollowUp = "ALERT"')),
    ("a shorter interval", INTERVAL, result(0, 0, '"45D"')),
    ("a further row", NEXT, further_row),
    ("a dash for any", NEXT, cell(1, 1, "-")),
    ("a deadline and its reminder", CONSENT, in_turn(header("within", "60D"), header("remindAfter", "45D"))),
    ("the reminder alone", HANDOFF, header("remindAfter", "1BD")),
    ("when to ask again", CONSENT, header("reaskAfter", "90D")),
    ("a reminder of another service", PLANNING, reminder_of("Timer_DraftDue", "Task_EscalateDraft", "plans")),
    ("no reminder", CONSENT, gone("Timer_ConsentReminder", "Task_RemindConsent", "End_ConsentReminded")),
    ("nobody told of open invitations", MEETING, gone(*INVITATIONS)),
    ("two are told of the delay", EMERGENCY, told_twice),
    ("a swapped gateway", HANDOFF, at(TO_COMPLETED, '=handoffOutcome = "NOT_COMPLETED"')),
    ("swapped targets", HANDOFF, swapped(TO_COMPLETED, "Flow_Gateway_Outcome_End_NotCompleted")),
    ("a lower bar for danger", CASE, at("Flow_Gateway_Danger_Join_Screening", "=urgency >= 2")),
    ("always a liaison meeting", CASE, always_a_liaison_meeting),
    ("a clock drawn anew", HANDOFF, drawn_anew("Timer_StartDue", "Timer_City")),
    ("a job drawn anew", HANDOFF, drawn_anew("Task_ReportOutcome", "Task_City")),
    ("a gateway drawn anew", HANDOFF, drawn_anew("Gateway_Outcome", "Gateway_City")),
    ("an end drawn anew", HANDOFF, drawn_anew("End_Refused", "End_City")),
    ("jobs in another order", TRACK, other_order),
    ("emergencies from urgency 2", "screening-route.dmn", cell(0, 0, ">= 2")),
    ("a longer stable time", INTERVAL, cell(4, 3, ">= 12")),
    ("the interval of the rest", INTERVAL, result(5, 0, '"2M"')),
    ("more failed contacts", NEXT, cell(2, 1, ">= 5")),
    ("a row less", NEXT, row_gone(5)),
    ("a graver class", URGENCY, result(4, 0, "3")),
    ("an earlier eviction", URGENCY, cell(3, 1, "<= 7")),
    ("a reason to close less", "closure-or-replan.dmn", row_gone(16)),
    ("full consent alone", ROOMS, cell(3, 2, '"FULL"')),
]
