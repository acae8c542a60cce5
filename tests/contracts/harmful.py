"""Edits that look like any other and would lose a household, a deadline, or what somebody is owed: all refused.

Written from what each element of the packaged diagrams is for. One slip may have several codes, joined with "+".
"""

from lxml import etree

from tests.contracts.draft import BPMN, Diagram, remove
from tests.contracts.strange import (
    CASE,
    CONTACT,
    EMERGENCY,
    HANDOFF,
    MEETING,
    PLAN,
    TRACK,
    Change,
    attribute,
    extension,
)

CONSENT, SUPPORT, PLANNING, OUTREACH = "consent-seeking.bpmn", "support-meeting.bpmn", "planning.bpmn", "outreach.bpmn"
FOLLOW_UP = "follow-up.bpmn"


def in_turn(*changes: Change) -> Change:
    def change(diagram: Diagram) -> None:
        for one in changes:
            one(diagram)

    return change


def to(flow: str, target: str) -> Change:
    return attribute(flow, "targetRef", target)


def hears(event: str, message: str) -> Change:
    """The message of another event of the diagram."""

    def change(diagram: Diagram) -> None:
        found = diagram.one(event).find(f"{BPMN}messageEventDefinition")
        (found if found is not None else diagram.one(event)).set("messageRef", str(diagram.message(message).get("id")))

    return change


def timer(event: str, text: str) -> Change:
    return lambda diagram: diagram.timer(event, text)


def gone(*elements: str) -> Change:
    return lambda diagram: diagram.remove(*elements)


def healed(element: str) -> Change:
    """Taken out of its row, as the Modeler heals the flow."""

    def change(diagram: Diagram) -> None:
        (out,) = (flow for flow in flows(diagram) if flow.get("sourceRef") == element)
        for flow in flows(diagram):
            if flow.get("targetRef") == element:
                flow.set("targetRef", str(out.get("targetRef")))
        diagram.remove(element)

    return change


def flows(diagram: Diagram) -> list[etree._Element]:
    return list(diagram.root.iter(f"{BPMN}sequenceFlow"))


def out_of(diagram: Diagram, element: str) -> str:
    return next(str(flow.get("id")) for flow in flows(diagram) if flow.get("sourceRef") == element)


def drawn_anew(element: str, new_id: str) -> Change:
    """The same under another id, its flows with it."""

    def change(diagram: Diagram) -> None:
        for one in diagram.root.iter(tag=etree.Element):
            for name, value in one.attrib.items():
                if value == element:
                    one.set(name, new_id)

    return change


def beside(host: str, new_id: str, like: str, target: str) -> Change:
    """A second event at a box."""

    def change(diagram: Diagram) -> None:
        diagram.twin(like, new_id).set("attachedToRef", host)
        diagram.flow(new_id, target, like=out_of(diagram, like))

    return change


def passing_by(before: str, after: str, way: str = '=caseNo = "X"') -> Change:
    """A choice in front of a step, of which one way leaves the step out."""

    def change(diagram: Diagram) -> None:
        choice = etree.Element(f"{BPMN}exclusiveGateway", id="Gateway_City", name="省くか", default="Flow_City")
        diagram.one(before).addprevious(choice)
        diagram._draw(before, "Gateway_City")
        for flow in flows(diagram):
            if flow.get("targetRef") == before:
                flow.set("targetRef", "Gateway_City")
        like = out_of(diagram, before)
        diagram.flow("Gateway_City", before, like=like)
        diagram.one(f"Flow_Gateway_City_{before}").set("id", "Flow_City")
        diagram._draw(like, "Flow_City")
        diagram.flow("Gateway_City", after, like=like)
        short = diagram.one(f"Flow_Gateway_City_{after}")
        short.set("name", "省く")
        etree.SubElement(short, f"{BPMN}conditionExpression").text = way

    return change


def job(element: str, task_type: str) -> Change:
    return extension(element, "taskDefinition", "type", task_type)


def loop(element: str, name: str, value: str) -> Change:
    return extension(element, "loopCharacteristics", name, value)


def in_turn_not_at_once(element: str) -> Change:
    return lambda diagram: next(diagram.one(element).iter(f"{BPMN}multiInstanceLoopCharacteristics")).set(
        "isSequential", "true"
    )


def once(element: str) -> Change:
    return lambda diagram: remove(next(diagram.one(element).iter(f"{BPMN}multiInstanceLoopCharacteristics")))


def calls(element: str, process_id: str) -> Change:
    return extension(element, "calledElement", "processId", process_id)


def lapses_on_reminder(diagram: Diagram) -> None:
    diagram.twin("Task_LapseConsent", "Task_LapseSoon")
    diagram.one("Flow_Timer_ConsentReminder_RemindConsent").set("targetRef", "Task_LapseSoon")
    diagram.flow("Task_LapseSoon", "End_ConsentReminded", like="Flow_Timer_ConsentReminder_RemindConsent")
    diagram.remove("Task_RemindConsent")


def two_tokens(diagram: Diagram) -> None:
    """The deadline of an offer under a new id, that lets the offer go on."""
    drawn_anew("Timer_AnswerDue", "Timer_Anew")(diagram)
    diagram.one("Timer_Anew").set("cancelActivity", "false")


def out_of_its_part(diagram: Diagram) -> None:
    """The watch after the part that a withdrawal interrupts, and not in it."""
    for name in ("Task_StartWatch", "Wait_WatchReviewed", "Timer_WatchDue", "Task_EscalateWatch", "End_WatchEscalated"):
        diagram.one("Sub_Track").addnext(diagram.one(name))


def swapped(one: str, other: str) -> Change:
    """The targets of two flows."""

    def change(diagram: Diagram) -> None:
        first, second = diagram.one(one), diagram.one(other)
        first_target, second_target = str(first.get("targetRef")), str(second.get("targetRef"))
        first.set("targetRef", second_target)
        second.set("targetRef", first_target)

    return change


def ends_beside_the_answer(diagram: Diagram) -> None:
    """A second clock with the date of the first, that ends the wait."""
    diagram.twin("Timer_ContactDue", "Timer_GiveUp").attrib.pop("cancelActivity")
    diagram.flow("Timer_GiveUp", "Task_EscalateContact", like=out_of(diagram, "Timer_ContactDue"))


def emergency_at_will(diagram: Diagram) -> None:
    """A 支援会議 right after a refusal, called an emergency."""
    diagram.twin("Call_SupportMeeting", "Call_AtWill")
    diagram.zeebe("Call_AtWill", "input", target="conveningBasis").set("source", '="EMERGENCY"')
    diagram.flow("Call_AtWill", "Gateway_SupportDecision", like=out_of(diagram, "Call_SupportMeeting"))
    diagram.one("Flow_Gateway_Meeting_Join_Liaison").set("targetRef", "Call_AtWill")


HARMFUL: list[tuple[str, str, Change]] = [
    # what is heard, and where
    ("MESSAGE_CHANGED", HANDOFF, hears("Message_TakenBackBeforeStart", "HandoffHeld")),
    ("MESSAGE_CHANGED+KEY_SHARED", PLAN, hears("Event_SubjectLeftPlanning", "PlanReturned")),
    ("MESSAGE_CHANGED", PLAN, hears("Event_SubjectLeftPlanning", "SubjectJoined")),
    ("MESSAGE_CHANGED", TRACK, hears("Event_DeceasedSuspended", "PersonSeparated")),
    (
        "ELEMENT_MOVED+KEY_SHARED+RUNS_TWICE+STEP_BYPASSED",
        PLAN,
        attribute("Event_SubjectLeft", "attachedToRef", "Sub_RoleHandoffs"),
    ),
    (
        "ELEMENT_MOVED+WAIT_WITHOUT_DEADLINE",
        HANDOFF,
        attribute("Timer_StartDue", "attachedToRef", "Wait_HandoffClosed"),
    ),
    ("ELEMENT_MOVED+STEP_BYPASSED", HANDOFF, attribute("Message_TakenBack", "attachedToRef", "Wait_HandoffAnswered")),
    ("ELEMENT_MOVED+FLOW_LOOSE", TRACK, out_of_its_part),
    # clocks
    (
        "TIMER_CHANGED+INTERRUPTION_CHANGED",
        CONSENT,
        in_turn(timer("Timer_ConsentReminder", "=consentDueAt"), timer("Timer_ConsentDue", "=consentReminderAt")),
    ),
    ("TIMER_CHANGED+INTERRUPTION_CHANGED", CASE, timer("Timer_TransferLapse", "=transferReminderAt")),
    ("TIMER_CHANGED+INTERRUPTION_CHANGED", TRACK, timer("Timer_ConsentExpires", "=consentPromptAt")),
    ("TIMER_CHANGED", CASE, timer("Timer_TransferDue", "=transferReminderAt")),
    ("TIMER_CHANGED+WORK_ITEM_OF_ANOTHER", MEETING, timer("Timer_DraftDue", "=minutesDueAt")),
    ("WAIT_WITHOUT_DEADLINE", MEETING, gone("Timer_SittingDue", "Task_EscalateSitting", "End_SittingEscalated")),
    ("WAIT_WITHOUT_DEADLINE", MEETING, gone("Timer_MinutesDue", "Task_EscalateMinutes", "End_MinutesEscalated")),
    ("WAIT_WITHOUT_DEADLINE+UNREACHABLE", MEETING, to("Flow_Timer_MinutesDue_EscalateMinutes", "End_MinutesEscalated")),
    ("WAIT_WITHOUT_DEADLINE", EMERGENCY, job("Task_EscalateEmergency", "intake.remind-work-item")),
    ("WAIT_ID_CHANGED+STEP_BYPASSED", FOLLOW_UP, healed("Timer_FollowUpDay")),
    ("INTERRUPTION_CHANGED+STEP_BYPASSED", CONTACT, ends_beside_the_answer),
    ("INTERRUPTION_CHANGED+RUNS_TWICE", HANDOFF, two_tokens),
    ("WORK_ITEM_OF_ANOTHER+MAPPING_CHANGED", HANDOFF, lambda d: item(d, "Task_EscalateOutcome", "answerWorkItemId")),
    ("WORK_ITEM_OF_ANOTHER+UNREACHABLE", HANDOFF, to("Flow_Timer_OutcomeDue_EscalateOutcome", "Task_EscalateStart")),
    # what follows an event
    ("CANCELLING_TASK_MISSING", TRACK, to("Flow_Event_DeceasedSuspended_Join_Deceased", "End_Deceased")),
    (
        "CANCELLING_TASK_MISSING",
        TRACK,
        to("Flow_Event_WithdrawnSuspended_Join_StopSuspended", "Task_LeavePlanSuspended"),
    ),
    ("CANCELLING_TASK_MISSING", HANDOFF, to("Flow_Message_ClosedOnHold_Join_Closed", "End_Completed")),
    ("CANCELLING_TASK_MISSING", HANDOFF, to("Flow_Message_TakenBack_Join_Select", "Join_Working")),
    ("CANCELLING_TASK_MISSING+UNREACHABLE", HANDOFF, to("Flow_Timer_AnswerDue_ExpireOffer", "Join_Select")),
    ("CANCELLING_TASK_MISSING+UNREACHABLE", MEETING, to("Flow_Error_ConsentMissing_DropItem", "Task_PutOnAgenda")),
    ("CANCELLING_TASK_MISSING", PLAN, passing_by("Task_CancelPlanning", "Join_Left")),
    ("CANCELLING_TASK_MISSING+TASK_LEFT_OUT", PLAN, healed("Task_RemovePlanItems")),
    # steps that are left out or passed by
    ("TASK_LEFT_OUT", TRACK, healed("Task_StopHandoffsEnded")),
    ("TASK_LEFT_OUT+UNKNOWN_VARIABLE", TRACK, healed("Task_ReadUrgency")),
    ("TASK_LEFT_OUT+UNKNOWN_VARIABLE", PLAN, healed("Task_ReadUrgency")),
    ("TASK_LEFT_OUT+UNKNOWN_VARIABLE", "monitoring.bpmn", healed("Task_ReadUrgency")),
    ("TASK_LEFT_OUT+CANCELLING_TASK_MISSING", TRACK, job("Task_StopHandoffsSuspended", "plans.leave-subject")),
    ("TASK_LEFT_OUT", TRACK, job("Task_LeavePlanEnded", "intake.stop-handoffs")),
    ("STEP_BYPASSED", MEETING, passing_by("Task_CheckGrants", "Task_PutOnAgenda")),
    ("STEP_BYPASSED", SUPPORT, passing_by("Task_RequestPledges", "Task_PutOnAgenda")),
    ("STEP_BYPASSED", PLANNING, passing_by("Task_AskConfirmation", "Task_OfferRoles")),
    ("STEP_BYPASSED", PLANNING, passing_by("Call_PlanningMeeting", "Task_RequestDecision")),
    ("STEP_BYPASSED", CASE, passing_by("Decision_Urgency", "Task_RecordUrgency")),
    ("STEP_BYPASSED", CASE, passing_by("Task_CloseCase", "End_CaseClosed")),
    ("STEP_BYPASSED", CASE, passing_by("Task_StartTracks", "End_CaseClosed")),
    ("STEP_BYPASSED", CASE, passing_by("Task_EndConsent", "Task_EndCase")),
    ("STEP_BYPASSED", HANDOFF, passing_by("Task_ContinueHandoff", "Join_Working")),
    ("STEP_BYPASSED", TRACK, passing_by("Task_StopHandoffsEnded", "Task_LeavePlanEnded")),
    ("STEP_BYPASSED", "committee-report.bpmn", passing_by("Task_CountFacts", "Task_ListGaps")),
    ("STEP_BYPASSED+UNKNOWN_VARIABLE", EMERGENCY, passing_by("Wait_EmergencyResolved", "Gateway_FollowUp")),
    ("STEP_BYPASSED", EMERGENCY, to("Flow_SupportMeeting_Join_FollowUp", "End_Resolved")),
    ("STEP_BYPASSED", CONTACT, passing_by("Wait_ContactReplied", "End_ContactEnded")),
    ("STEP_BYPASSED+UNKNOWN_VARIABLE", HANDOFF, to("Flow_ExpireOffer_Join_Select", "End_NoTaker")),
    ("STEP_BYPASSED", HANDOFF, to("Flow_Wait_HandoffClosed_Join_Closed", "Gateway_Outcome")),
    ("STEP_BYPASSED", HANDOFF, to("Flow_Gateway_Answer_Join_Select", "Wait_HandoffAnswered")),
    ("STEP_BYPASSED", CASE, to("Flow_Emergency_Join_Accept", "End_HandedOff")),
    ("STEP_BYPASSED", CASE, to("Flow_Gateway_HandoffOutcome_Join_Accept", "End_HandedOff")),
    ("STEP_BYPASSED+UNREACHABLE", OUTREACH, to("Flow_Wait_ContactLogged_AssessContact", "Join_Next")),
    ("STEP_BYPASSED", PLAN, to("Flow_Gateway_Monitoring_Join_Monitoring", "End_Unreachable")),
    ("STEP_BYPASSED", PLAN, to("Flow_Gateway_RevisionNeeded_Join_Planning", "End_Discontinued")),
    ("STEP_BYPASSED", PLAN, to("Flow_HouseholdPlan_Join_Planning", "Join_Support")),
    ("STEP_BYPASSED", CASE, to("Flow_Gateway_HandoffOutcome_Join_Accept", "Gateway_Route")),
    ("STEP_BYPASSED", PLAN, to("Flow_Gateway_Decided_Join_Revision", "Task_StartSupport")),
    ("STEP_BYPASSED", TRACK, to("Flow_Event_ConsentCorrected_Join_Stop", "Task_StopHandoffsDeceased")),
    ("STEP_BYPASSED", PLAN, to("Flow_Suspension_Resume", "Join_Suspension")),
    (
        "CANCELLING_TASK_MISSING+UNKNOWN_VARIABLE",
        CONSENT,
        swapped("Flow_Timer_ConsentReminder_RemindConsent", "Flow_Timer_ConsentDue_LapseConsent"),
    ),
    ("STEP_BYPASSED", CONSENT, lapses_on_reminder),
    # how often, and what is called
    ("LOOP_CHANGED", CASE, in_turn_not_at_once("Call_SubjectTrack")),
    ("LOOP_CHANGED", PLANNING, in_turn_not_at_once("Sub_RoleAnswers")),
    ("LOOP_CHANGED", CASE, loop("Call_SubjectTrack", "inputCollection", "=personIds[1]")),
    ("LOOP_CHANGED+INPUT_NOT_WRITTEN+KEY_VARIABLE_NOT_WRITTEN", PLANNING, once("Sub_RoleAnswers")),
    ("LOOP_CHANGED", CASE, loop("Call_SubjectTrack", "outputElement", "=personId")),
    ("LOOP_CHANGED", PLANNING, loop("Sub_RoleAnswers", "inputCollection", "=[roleIds[1]]")),
    ("PART_CHANGED+UNKNOWN_VARIABLE", CASE, calls("Call_WarmHandoff", "emergency")),
    ("PART_CHANGED+INPUT_NOT_WRITTEN", CASE, calls("Call_Emergency", "liaison-meeting")),
    ("PART_CHANGED", CASE, healed("Call_Emergency")),
    ("PART_CHANGED+STEP_BYPASSED+UNKNOWN_VARIABLE+INPUT_NOT_WRITTEN", TRACK, healed("Call_Outreach")),
    ("PART_CHANGED+STEP_BYPASSED", CASE, healed("Decision_Urgency")),
    ("PART_CHANGED", PLANNING, in_turn(drawn_anew("Sub_RoleAnswers", "Sub_Anew"), in_turn_not_at_once("Sub_Anew"))),
    ("SUPPORT_WITHOUT_LIAISON+STEP_BYPASSED", TRACK, emergency_at_will),
]


def item(diagram: Diagram, task: str, name: str) -> None:
    diagram.zeebe(task, "input", target="workItemId").set("source", f"={name}")
