"""Edits of what is written, compared and decided that would lose a household, a deadline or a person's privacy.

Written from what the variables and the tables are for. One slip may have several codes, joined with "+".
"""

from lxml import etree

from tests.contracts.draft import BPMN, DMN, ZEEBE, Diagram, remove
from tests.contracts.harmful import flows, in_turn
from tests.contracts.strange import (
    CASE,
    EMERGENCY,
    HANDOFF,
    INTERVAL,
    NEXT,
    PLAN,
    ROOMS,
    TRACK,
    URGENCY,
    Change,
    cell,
    extension,
    header,
    result,
    rows,
    written,
)

ROUTES, CLOSURE, OUTREACH, CONSENT = (
    "screening-route.dmn",
    "closure-or-replan.dmn",
    "outreach.bpmn",
    "consent-seeking.bpmn",
)


def source(element: str, direction: str, target: str, text: str) -> Change:
    return lambda diagram: diagram.zeebe(element, direction, target=target).set("source", text)


def lost(element: str, direction: str, target: str) -> Change:
    return lambda diagram: remove(diagram.zeebe(element, direction, target=target))


def mapped(element: str, direction: str, target: str, text: str) -> Change:
    """A further mapping of an element."""

    def change(diagram: Diagram) -> None:
        diagram.outputs(element, **{target: text})
        if direction == "input":
            added = diagram.zeebe(element, "output", target=target)
            added.tag = f"{ZEEBE}input"

    return change


def script(before: str, variable: str, text: str) -> Change:
    """A script of the city's own in front of a step."""

    def change(diagram: Diagram) -> None:
        step = etree.Element(f"{BPMN}scriptTask", id="Script_City", name="市の計算")
        extensions = etree.SubElement(step, f"{BPMN}extensionElements")
        etree.SubElement(extensions, f"{ZEEBE}script", expression=text, resultVariable=variable)
        diagram.one(before).addprevious(step)
        diagram._draw(before, "Script_City")
        for flow in flows(diagram):
            if flow.get("targetRef") == before:
                flow.set("targetRef", "Script_City")
        diagram.flow("Script_City", before, like=next(str(one.get("id")) for one in flows(diagram)))
        for condition in diagram.one(f"Flow_Script_City_{before}").findall(f"{BPMN}conditionExpression"):
            remove(condition)

    return change


def row_gone(*places: int) -> Change:
    def change(diagram: Diagram) -> None:
        for one in [rows(diagram)[place] for place in places]:
            remove(one)

    return change


def column_gone(place: int) -> Change:
    def change(diagram: Diagram) -> None:
        remove(list(diagram.root.iter(f"{DMN}input"))[place])
        for one in rows(diagram):
            remove(one.findall(f"{DMN}inputEntry")[place])

    return change


def condition(flow: str, text: str) -> Change:
    return lambda diagram: diagram.condition(flow, text)


def looks_at(column: str, text: str) -> Change:
    def change(diagram: Diagram) -> None:
        found = diagram.one(column).find(f"{DMN}text")
        assert found is not None
        found.text = text

    return change


def decides_again(variable: str) -> Change:
    """A second judgement right behind the first, into a variable that others live by."""

    def change(diagram: Diagram) -> None:
        diagram.twin("Decision_Urgency", "Decision_City").set("name", "市の判断")
        diagram.zeebe("Decision_City", "calledDecision").set("resultVariable", variable)
        diagram.one("Flow_Urgency_RecordUrgency").set("targetRef", "Decision_City")
        diagram.flow("Decision_City", "Task_RecordUrgency", like="Flow_Urgency_RecordUrgency")

    return change


def ends_without_a_word(diagram: Diagram) -> None:
    """A further end that tells the caller another answer than was given."""
    diagram.twin("End_Refused", "End_City").set("name", "市の終わり")
    extensions = etree.SubElement(diagram.one("End_City"), f"{BPMN}extensionElements")
    diagram.one("End_City").insert(0, extensions)
    diagram.outputs("End_City", consentAnswer='="GRANTED"', coverage='="FULL"')
    diagram.one("Flow_Gateway_Answer_End_Refused").set("targetRef", "End_City")
    diagram.remove("End_Refused")


HARMFUL_VALUES: list[tuple[str, str, Change]] = [
    # mappings of packaged elements
    ("MAPPING_CHANGED", TRACK, lost("Event_ConsentWithdrawn", "output", "interruptionNo")),
    ("MAPPING_CHANGED", TRACK, source("Event_ConsentWithdrawn", "output", "interruptionNo", "=interruptionNo")),
    ("MAPPING_CHANGED", TRACK, source("Task_LeavePlanEnded", "input", "interruptionNo", "=interruptionNo")),
    ("MAPPING_CHANGED", TRACK, lost("Event_PersonDeceased", "output", "subjectsEnd")),
    ("MAPPING_CHANGED", TRACK, source("Call_SupportMeeting", "input", "personId", "=caseId")),
    ("MAPPING_CHANGED", TRACK, source("Call_LiaisonMeeting", "output", "liaisonHeld", "=true")),
    (
        "MAPPING_CHANGED+SUPPORT_WITHOUT_LIAISON",
        TRACK,
        source("Call_SupportMeeting", "input", "conveningBasis", '="EMERGENCY"'),
    ),
    ("MAPPING_CHANGED", PLAN, source("Task_RemovePlanItems", "input", "interruptionNo", "=1")),
    ("MAPPING_CHANGED", PLAN, source("End_Unreachable", "output", "supportOutcome", '="CONTINUE"')),
    ("MAPPING_CHANGED", CASE, source("Task_EndJoined", "input", "endedId", "=caseId")),
    ("MAPPING_CHANGED", HANDOFF, source("End_Refused", "output", "handoffOutcome", '="COMPLETED"')),
    ("MAPPING_CHANGED", CONSENT, lost("Start_ConsentSought", "output", "caseId")),
    ("VARIABLE_OVERWRITTEN", TRACK, mapped("Task_StopHandoffs", "input", "interruptionNo", "=0")),
    ("VARIABLE_OVERWRITTEN", TRACK, mapped("Start_Subject", "output", "personId", "=null")),
    ("MAPPING_CHANGED+VARIABLE_NOT_IN_CONTRACT", TRACK, mapped("Task_JoinPlan", "output", "cityJoined", "=caseNo")),
    # what others write into the same variables
    ("VARIABLE_OVERWRITTEN", TRACK, script("Decision_Meeting", "consentAnswer", '="GRANTED"')),
    ("VARIABLE_OVERWRITTEN", TRACK, script("Decision_Meeting", "consentExpiresAt", "=null")),
    ("VARIABLE_OVERWRITTEN", TRACK, script("Wait_WatchReviewed", "watchDueAt", "=consentExpiresAt")),
    ("VARIABLE_OVERWRITTEN", CASE, script("Decision_Screening", "urgency", "=0")),
    ("VARIABLE_OVERWRITTEN", TRACK, script("Decision_Meeting", "urgency", "=0")),
    ("VARIABLE_OVERWRITTEN", CASE, script("Task_StartTracks", "liaisonHeld", "=true")),
    ("VARIABLE_OVERWRITTEN", CASE, decides_again("domainsCount")),
    ("VARIABLE_OVERWRITTEN", CONSENT, ends_without_a_word),
    # codes that are asked for and never given, or given and never asked for
    ("CODE_NEVER_GIVEN", ROUTES, row_gone(0)),
    (
        "CODE_NEVER_GIVEN+TABLE_REST_CHANGED",
        ROUTES,
        in_turn(result(6, 0, '"INFO"'), result(8, 0, '"HANDOFF"'), result(7, 0, '"INFO"')),
    ),
    ("CODE_NEVER_GIVEN", OUTREACH, condition("Flow_Gateway_Step_RaiseAlert", '=outreachStep = "EMERGENCY"')),
    ("CODE_NEVER_GIVEN", CASE, condition("Flow_Gateway_Danger_Join_Screening", "=urgency = 4")),
    ("CODE_NEVER_GIVEN", PLAN, condition("Flow_Gateway_Support_ClosePlan", '=supportOutcome = "CLOSED"')),
    (
        "CODE_NEVER_GIVEN+MULTI_WITHOUT_CONSENT",
        TRACK,
        condition("Flow_Gateway_Meeting_JoinPlan", '=meetingType = "HANDOFF"'),
    ),
    ("CODE_NOT_TAKEN_UP", CLOSURE, result(0, 0, '"CLOSED"')),
    ("CODE_NOT_TAKEN_UP", CLOSURE, result(1, 1, '"OPEN"')),
    ("CODE_NOT_TAKEN_UP", ROUTES, result(4, 0, '"CLOSED"')),
    ("CODE_NOT_TAKEN_UP", ROOMS, result(3, 0, '"CLOSED"')),
    # tables
    ("TABLE_REST_CHANGED", ROUTES, result(8, 0, '"INFO"')),
    ("TABLE_REST_CHANGED", CLOSURE, in_turn(result(17, 0, '"CLOSE"'), result(17, 1, '"GOALS_MET"'))),
    (
        "TABLE_REST_CHANGED+TABLE_CELL",
        NEXT,
        in_turn(result(8, 0, '"WATCH"'), result(8, 1, "null"), result(3, 1, "null")),
    ),
    ("TABLE_COLUMN_LOST+TABLE_REST_CHANGED+TABLE_ROW_DEAD", ROUTES, column_gone(1)),
    ("TABLE_COLUMN_LOST+TABLE_ROW_DEAD", INTERVAL, column_gone(2)),
    ("TABLE_COLUMN_LOST+UNKNOWN_VARIABLE", ROOMS, looks_at("InputExpression_3", "coverge")),
    ("TABLE_COLUMN_LOST", ROUTES, looks_at("InputExpression_2", "caseNo")),
    ("TABLE_CODE_LOST", URGENCY, row_gone(0)),
    ("TABLE_CODE_LOST", URGENCY, cell(4, 0, 'list contains(?, "K21")')),
    ("TABLE_CELL", NEXT, result(4, 1, "null")),
    ("TABLE_CELL", CLOSURE, result(0, 1, "null")),
    # deadlines in the wrong order
    ("HEADER_OUT_OF_ORDER", HANDOFF, extension("Task_OfferHandoff", "header", "value", "2BD")),
    ("HEADER_OUT_OF_ORDER", HANDOFF, header("remindAfter", "10BD")),
    ("HEADER_OUT_OF_ORDER", CONSENT, header("remindAfter", "2M")),
    ("HEADER_OUT_OF_ORDER", CASE, header("lapseAfter", "4BD")),
    ("HEADER_OUT_OF_ORDER", "support-meeting.bpmn", header("emergencyWithin", "3M")),
    # names
    ("TEXT_FOR_ENGINE+VARIABLE_NOT_IN_CONTRACT", EMERGENCY, written('="Hanako.Kakuu"', "cityPerson")),
]
