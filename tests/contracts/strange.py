"""Diagrams as a stranger spoils them, written from what a diagram must be and not from what the checker looks at."""

import copy
from collections.abc import Callable

from lxml import etree

from tests.contracts.draft import BPMN, DMN, ZEEBE, Diagram, remove

Change = Callable[[Diagram], object]
TRACK, EMERGENCY, CASE = "subject-track.bpmn", "emergency.bpmn", "referral-to-evaluation.bpmn"
PLAN, MEETING, ROOMS, CONTACT = "household-plan.bpmn", "planning-meeting.bpmn", "meeting-type.dmn", "contact.bpmn"
HANDOFF, NEXT, URGENCY, INTERVAL = "handoff.bpmn", "outreach-next.dmn", "urgency-level.dmn", "monitoring-interval.dmn"
OPEN, WAIT, CLOSE, CALL = "Task_OpenEmergency", "Wait_EmergencyResolved", "Task_CloseEmergency", "Call_SupportMeeting"
CLOCK, ESCALATE, CHOICE = "Timer_EmergencyDue", "Task_EscalateEmergency", "Gateway_FollowUp"
TO_WAIT, TO_END = "Flow_OpenEmergency_Wait_EmergencyResolved", "Flow_Gateway_FollowUp_Join_FollowUp"
TO_MEETING, FROM_MEETING = "Flow_Gateway_FollowUp_SupportMeeting", "Flow_SupportMeeting_Join_FollowUp"


def header(key: str, value: str) -> Change:
    def change(diagram: Diagram) -> None:
        next(one for one in diagram.root.iter(f"{ZEEBE}header") if one.get("key") == key).set("value", value)

    return change


def condition(text: str) -> Change:
    return lambda diagram: diagram.condition(TO_MEETING, text)


def attribute(element: str, name: str, value: str | None) -> Change:
    def change(diagram: Diagram) -> None:
        one = diagram.one(element)
        if value is None:
            one.attrib.pop(name)
        else:
            one.set(name, value)

    return change


def extension(element: str, extension_name: str, name: str, value: str | None) -> Change:
    def change(diagram: Diagram) -> None:
        one = diagram.zeebe(element, extension_name)
        if value is None:
            one.attrib.pop(name)
        else:
            one.set(name, value)

    return change


def added(element: str, tag: str, text: str | None = None, **attributes: str) -> Change:
    def change(diagram: Diagram) -> None:
        etree.SubElement(diagram.one(element), f"{BPMN}{tag}", attributes).text = text

    return change


def as_kind(element: str, kind: str) -> Change:
    return lambda diagram: setattr(diagram.one(element), "tag", f"{BPMN}{kind}")


def clock(kind: str, text: str) -> Change:
    def change(diagram: Diagram) -> None:
        (date,) = diagram.one(CLOCK).iter(f"{BPMN}timeDate")
        date.tag, date.text = f"{BPMN}{kind}", text

    return change


def written(source: str, target: str) -> Change:
    """A mapping beside the one that keeps what the rest reads."""

    def change(diagram: Diagram) -> None:
        diagram.outputs(CLOSE, emergencyFollowUp="=emergencyFollowUp", **{target: source})

    return change


def gateway(diagram: Diagram, name: str, before: str) -> None:
    diagram.one(before).addprevious(etree.Element(f"{BPMN}parallelGateway", id=name, name="並行"))
    diagram._draw(CHOICE, name)


def two_ways_to_a_wait(diagram: Diagram) -> None:
    flow = diagram.one(TO_WAIT)
    other = copy.deepcopy(flow)
    other.set("id", "Flow_Two")
    flow.addnext(other)
    diagram._draw(TO_WAIT, "Flow_Two")


def branch_that_ends_before_the_join(diagram: Diagram) -> None:
    fork(diagram)
    diagram.flow("Fork", "Join_All", like=TO_WAIT)


def fork(diagram: Diagram) -> None:
    """In front of the wait, joined again behind the meeting alone."""
    gateway(diagram, "Fork", WAIT)
    gateway(diagram, "Join_All", "End_Resolved")
    diagram.one(TO_WAIT).set("targetRef", "Fork")
    diagram.flow("Fork", WAIT, like=TO_WAIT)
    diagram.one(FROM_MEETING).set("targetRef", "Join_All")
    diagram.flow("Join_All", "Join_FollowUp", like=TO_END)


def once_more_without_a_wait(diagram: Diagram) -> None:
    diagram.one(TO_END).set("targetRef", CHOICE)


def one_way_with_a_condition(diagram: Diagram) -> None:
    diagram._drop(diagram.one(TO_END))
    diagram.one(CHOICE).attrib.pop("default")


def second_start(diagram: Diagram) -> None:
    diagram.twin("Start_Emergency", "Start_Two")
    diagram.flow("Start_Two", OPEN, like="Flow_Emergency_OpenEmergency")


def script(diagram: Diagram, expression: str = '="架空 花子"', result: str = "emergencyFollowUp") -> None:
    diagram.zeebe(ESCALATE, "taskDefinition").tag = f"{ZEEBE}script"
    found = diagram.zeebe(ESCALATE, "script")
    found.attrib.clear()
    found.attrib.update({"expression": expression, "resultVariable": result})
    as_kind(ESCALATE, "scriptTask")(diagram)


def listener(diagram: Diagram) -> None:
    parent = diagram.zeebe(OPEN, "taskDefinition").getparent()
    assert parent is not None
    listeners = etree.SubElement(parent, f"{ZEEBE}executionListeners")
    etree.SubElement(listeners, f"{ZEEBE}executionListener", eventType="start", type="city.listen")


def error_end(diagram: Diagram) -> None:
    added("End_EmergencyEscalated", "errorEventDefinition", id="End_Error", errorRef="Error_City")(diagram)
    diagram.message("EmergencyResolved").addprevious(
        etree.Element(f"{BPMN}error", id="Error_City", errorCode="CITY", name="市のエラー")
    )


def without_step(task_type: str) -> Change:
    """The step taken out of its row, as the Modeler heals the flow."""

    def change(diagram: Diagram) -> None:
        step = next(
            one
            for one in diagram.root.iter(f"{BPMN}serviceTask")
            if any(found.get("type") == task_type for found in one.iter(f"{ZEEBE}taskDefinition"))
        )
        name = str(step.get("id"))
        (out,) = (flow for flow in diagram.root.iter(f"{BPMN}sequenceFlow") if flow.get("sourceRef") == name)
        target = str(out.get("targetRef"))
        for flow in diagram.root.iter(f"{BPMN}sequenceFlow"):
            if flow.get("targetRef") == name:
                flow.set("targetRef", target)
        diagram.remove(name)

    return change


def without_a_table(diagram: Diagram) -> None:
    remove(diagram.zeebe("Decision_Closure", "calledDecision"))


def cell(row: int, column: int, text: str, kind: str = "inputEntry") -> Change:
    def change(diagram: Diagram) -> None:
        found = list(diagram.root.iter(f"{DMN}rule"))[row].findall(f"{DMN}{kind}")[column].find(f"{DMN}text")
        assert found is not None
        found.text = text

    return change


def result(row: int, column: int, text: str) -> Change:
    return cell(row, column, text, "outputEntry")


def table(name: str, value: str | None) -> Change:
    def change(diagram: Diagram) -> None:
        found = next(diagram.root.iter(f"{DMN}decisionTable"))
        if value is None:
            found.attrib.pop(name)
        else:
            found.set(name, value)

    return change


def rows(diagram: Diagram) -> list[etree._Element]:
    return list(diagram.root.iter(f"{DMN}rule"))


def second_column_renamed(diagram: Diagram) -> None:
    list(diagram.root.iter(f"{DMN}output"))[1].set("name", "contactAfter")


# More than one code, joined with "+", where one slip of the hand is two faults.
STRANGE: list[tuple[str, str, Change]] = [
    *(("RETRIES_UNREADABLE", EMERGENCY, extension(OPEN, "taskDefinition", "retries", n)) for n in ("0", "-1", "many")),
    (
        "UNKNOWN_TASK_TYPE+TASK_LEFT_OUT+UNKNOWN_VARIABLE+SUPPORT_WITHOUT_LIAISON",
        EMERGENCY,
        extension(OPEN, "taskDefinition", "type", '="intake." + caseId'),
    ),
    ("HEADER_MISSING+HEADER_UNKNOWN", EMERGENCY, extension(OPEN, "header", "key", "witin")),
    *(
        ("HEADER_UNREADABLE", EMERGENCY, header("within", one))
        for one in ("0BD", "-5BD", "5bd", "P5D", "5BD\n", "9999M")
    ),
    ("HEADER_UNREADABLE", TRACK, header("promptBefore", "30 days")),
    ("HEADER_UNREADABLE", "consent-seeking.bpmn", header("reaskAfter", "thirty")),
    ("HEADER_UNREADABLE", HANDOFF, header("startWithin", "0D")),
    ("HEADER_UNREADABLE+HEADER_FIXED", MEETING, header("meetingType", "MULTIPLE")),
    ("HEADER_FIXED", MEETING, header("meetingType", "LIAISON")),
    *(("TIMER_HARD_CODED", EMERGENCY, clock("timeDuration", one)) for one in ("P-3D", "PT0S", '=duration("P3D")')),
    ("TIMER_HARD_CODED", EMERGENCY, clock("timeCycle", "R/P1D")),
    ("TIMER_NOT_A_DATE", EMERGENCY, clock("timeDuration", "=emergencyDueAt")),
    ("TIMER_NOT_A_DATE", EMERGENCY, clock("timeCycle", "=cycle(duration(emergencyDueAt))")),
    ("TIMER_NOT_A_DATE", EMERGENCY, clock("timeDate", "=caseId")),
    ("INTERRUPTION_CHANGED", EMERGENCY, attribute(CLOCK, "cancelActivity", None)),
    ("INTERRUPTION_CHANGED+RUNS_TWICE", HANDOFF, attribute("Timer_AnswerDue", "cancelActivity", "false")),
    ("INTERRUPTION_CHANGED+RUNS_TWICE", TRACK, attribute("Event_ConsentWithdrawn", "cancelActivity", "false")),
    (
        "WAIT_WITHOUT_DEADLINE+UNREACHABLE",
        EMERGENCY,
        lambda d: d.one("Flow_Timer_EmergencyDue_EscalateEmergency").set("targetRef", "End_EmergencyEscalated"),
    ),
    ("CORRELATION_KEY_MISSING+MESSAGE_NOT_SENT", EMERGENCY, attribute(WAIT, "messageRef", None)),
    ("CORRELATION_KEY_MISSING+MESSAGE_NOT_SENT", EMERGENCY, attribute(WAIT, "messageRef", "Message_Nowhere")),
    ("MESSAGE_NOT_SENT", EMERGENCY, lambda d: d.message("EmergencyResolved").attrib.pop("name")),
    (
        "START_UNCLEAR",
        EMERGENCY,
        added("Start_Emergency", "messageEventDefinition", id="Begin", messageRef="Message_EmergencyResolved"),
    ),
    ("START_UNCLEAR", EMERGENCY, second_start),
    ("START_UNCLEAR+TIMER_HARD_CODED", EMERGENCY, added("Start_Emergency", "timerEventDefinition", id="Every")),
    ("RUNS_TWICE", EMERGENCY, two_ways_to_a_wait),
    ("JOIN_NEVER_COMPLETE", EMERGENCY, as_kind("Join_FollowUp", "parallelGateway")),
    ("JOIN_NEVER_COMPLETE", EMERGENCY, branch_that_ends_before_the_join),
    ("LOOP_WITHOUT_WAIT", EMERGENCY, once_more_without_a_wait),
    ("ELEMENT_INCOMPLETE+UNREACHABLE+WAIT_WITHOUT_DEADLINE", EMERGENCY, attribute(CLOCK, "attachedToRef", None)),
    ("ELEMENT_INCOMPLETE+WAIT_WITHOUT_DEADLINE", EMERGENCY, attribute(CLOCK, "attachedToRef", CHOICE)),
    ("ELEMENT_INCOMPLETE+UNREACHABLE", HANDOFF, attribute("Message_Held", "attachedToRef", "Nowhere")),
    ("FLOW_LOOSE", EMERGENCY, lambda d: d.flow(CLOSE, "Nowhere", like="Flow_Join_FollowUp_CloseEmergency")),
    ("CONDITION_MISPLACED", EMERGENCY, added(TO_END, "conditionExpression", '=emergencyFollowUp = "NONE"')),
    ("CONDITION_MISPLACED", EMERGENCY, one_way_with_a_condition),
    *(
        ("CONDITION_CHOOSES_NOTHING", EMERGENCY, condition(one))
        for one in ("=false", '="a" = "b"', "=emergencyFollowUp != emergencyFollowUp")
    ),
    (
        "CONDITION_CHOOSES_NOTHING",
        EMERGENCY,
        condition('=emergencyFollowUp = "MEETING" and emergencyFollowUp = "NONE"'),
    ),
    (
        "CONDITION_CHOOSES_NOTHING",
        HANDOFF,
        lambda d: d.condition("Flow_Gateway_Answer_End_Refused", '=handoffAnswer = "WITHDRAWN"'),
    ),
    ("CODE_UNKNOWN", EMERGENCY, condition('=emergencyFollowUp = "MEETNG"')),
    *(
        ("FEEL_UNREADABLE", EMERGENCY, condition(one))
        for one in ('=if emergencyFollowUp = "MEETING" then true', "=lenght(emergencyFollowUp) > 1", '=x == "MEETING"')
    ),
    ("VARIABLE_NOT_IN_CONTRACT", EMERGENCY, written("=emergencyFollowUp", "personName")),
    ("TEXT_FOR_ENGINE+VARIABLE_NOT_IN_CONTRACT", EMERGENCY, written('="架空 花子"', "personName")),
    ("TEXT_FOR_ENGINE+VARIABLE_OVERWRITTEN+WAIT_WITHOUT_DEADLINE", EMERGENCY, script),
    ("ELEMENT_INCOMPLETE+FEEL_UNREADABLE+WAIT_WITHOUT_DEADLINE", EMERGENCY, lambda d: script(d, "", "")),
    ("STANDARD_OVERWRITTEN", EMERGENCY, written("=emergencyId", "caseId")),
    (
        "STANDARD_OVERWRITTEN",
        EMERGENCY,
        lambda d: d.zeebe(CALL, "input", target="caseId").set("source", "=emergencyId"),
    ),
    ("STANDARD_NOT_HANDED", EMERGENCY, lambda d: remove(d.zeebe(CALL, "input", target="municipalityId"))),
    ("ELEMENT_INCOMPLETE+VARIABLE_NOT_IN_CONTRACT", EMERGENCY, written("=emergencyFollowUp", "a b")),
    (
        "CALL_IN_CIRCLE+PART_CHANGED",
        EMERGENCY,
        lambda d: d.zeebe(CALL, "calledElement").set("processId", "emergency"),
    ),
    ("NOT_EXECUTABLE", EMERGENCY, attribute("emergency", "isExecutable", "false")),
    ("PROCESS_ABSENT", CONTACT, attribute("contact", "id", "contact-of-the-city")),
    *(
        ("ELEMENT_NOT_SUPPORTED", EMERGENCY, added("End_EmergencyEscalated", f"{one}EventDefinition", id="Other"))
        for one in ("terminate", "signal", "escalation")
    ),
    ("ELEMENT_NOT_SUPPORTED", EMERGENCY, listener),
    ("ELEMENT_NOT_SUPPORTED", EMERGENCY, added(CLOSE, "standardLoopCharacteristics")),
    ("ELEMENT_NOT_SUPPORTED+CONDITION_MISPLACED", EMERGENCY, as_kind(CHOICE, "complexGateway")),
    ("ERROR_NOT_CAUGHT", EMERGENCY, error_end),
    (
        "UNKNOWN_TASK_TYPE",
        EMERGENCY,
        added("End_EmergencyEscalated", "messageEventDefinition", id="Tell", messageRef="Message_EmergencyResolved"),
    ),
    ("ELEMENT_INCOMPLETE+CONDITION_MISPLACED", EMERGENCY, as_kind(CHOICE, "eventBasedGateway")),
    ("CALL_TARGET_ABSENT+ELEMENT_INCOMPLETE+UNKNOWN_VARIABLE", PLAN, without_a_table),
    (
        "ELEMENT_INCOMPLETE+UNKNOWN_VARIABLE",
        PLAN,
        extension("Decision_Closure", "calledDecision", "resultVariable", None),
    ),
    (
        "ELEMENT_INCOMPLETE+FEEL_UNREADABLE+LOOP_CHANGED+VARIABLE_NOT_IN_CONTRACT",
        PLAN,
        extension("Call_RoleHandoff", "loopCharacteristics", "inputCollection", None),
    ),
    ("UNKNOWN_VARIABLE+LOOP_CHANGED", PLAN, extension("Call_RoleHandoff", "loopCharacteristics", "inputElement", None)),
    ("CANCELLING_TASK_MISSING+TASK_LEFT_OUT", CASE, without_step("meetings.close-case")),
    ("CANCELLING_TASK_MISSING+TASK_LEFT_OUT", TRACK, without_step("plans.leave-subject")),
    ("TASK_LEFT_OUT+CANCELLING_TASK_MISSING", HANDOFF, without_step("intake.report-handoff-outcome")),
    ("TASK_LEFT_OUT+CANCELLING_TASK_MISSING", HANDOFF, without_step("intake.expire-offer")),
    ("TASK_LEFT_OUT", CASE, without_step("plans.end-support")),
    ("TASK_LEFT_OUT", MEETING, without_step("meetings.carry-out-decisions")),
    ("TASK_LEFT_OUT", EMERGENCY, without_step("intake.close-emergency")),
    ("TASK_LEFT_OUT", CASE, without_step("intake.end-case")),
    ("TABLE_WITHOUT_REST", ROOMS, lambda d: remove(rows(d)[-1])),
    ("TABLE_ROW_DEAD", NEXT, lambda d: rows(d)[-1].addnext(rows(d)[1])),
    *(("TABLE_POLICY", NEXT, table("hitPolicy", one)) for one in ("UNIQUE", "ANY", "RULE ORDER", "COLLECT", None)),
    ("TABLE_POLICY", URGENCY, table("aggregation", "SUM")),
    ("TABLE_CELL", ROOMS, lambda d: next(d.root.iter(f"{DMN}output")).attrib.pop("name")),
    ("UNKNOWN_VARIABLE", NEXT, second_column_renamed),
    ("TEXT_FOR_ENGINE+TABLE_REST_CHANGED", ROOMS, result(-1, 0, '"架空 花子"')),
    ("CODE_UNKNOWN+CODE_NEVER_GIVEN+CODE_NOT_TAKEN_UP", NEXT, result(1, 0, '"WACH"')),
    *(("TABLE_CELL", NEXT, result(1, 0, one)) for one in ("WATCH", "", '"WATCH')),
    *(("TABLE_CELL", NEXT, cell(0, 1, one)) for one in ('"many"', "> limitOfCity", "> ", '"x')),
    ("TABLE_CELL", NEXT, lambda d: remove(rows(d)[0].findall(f"{DMN}inputEntry")[3])),
    *(("TABLE_CELL", INTERVAL, result(0, 0, one)) for one in ('"3months"', '"0D"', '"9999M"', "null")),
    ("TABLE_CELL", URGENCY, result(0, 0, "9")),
]
