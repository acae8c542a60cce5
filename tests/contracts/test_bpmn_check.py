"""The checker on real diagrams: the packaged set is clean, and each way of spoiling it is named by its own code."""

import importlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.contracts.draft import BPMN, BPMN_FOLDER, DMN, ZEEBE, Diagram, copied, edited, remove
from tests.contracts.harmful import HARMFUL
from tests.contracts.harmful_values import HARMFUL_VALUES
from tests.contracts.strange import STRANGE
from tests.user_tasks.test_check import SPOILED_FORMS, SPOILED_TASKS
from tsunagi.bpmn import cli, contract, feel
from tsunagi.bpmn.check import check_folder
from tsunagi.bpmn.linked import with_forms
from tsunagi.bpmn.read import DeclaresTypes
from tsunagi.bpmn.weave import woven
from tsunagi.cli import app
from tsunagi.errors import StackError

OF_FILES = {"DIAGRAM_UNREADABLE", "DIAGRAM_MISPLACED", "FORM_UNREADABLE"}
Change = Callable[[Diagram], object]
ROOT = BPMN_FOLDER.parent
cli.register(app)


def other_error(diagram: Diagram) -> None:
    boundary = diagram.twin("Error_ConsentMissing", "Error_Other")
    error = diagram.root.find(f"{BPMN}error")
    assert error is not None
    other = error.makeelement(error.tag, {"id": "Error_OTHER", "name": "別のエラー", "errorCode": "OTHER"})
    error.addnext(other)
    definition = boundary.find(f"{BPMN}errorEventDefinition")
    assert definition is not None
    definition.set("errorRef", "Error_OTHER")
    diagram.flow("Error_Other", "Task_DropItem", like=flow_from(diagram, "Error_ConsentMissing"))


def flow_from(diagram: Diagram, source: str) -> str:
    (found,) = (one for one in diagram.root.iter(f"{BPMN}sequenceFlow") if one.get("sourceRef") == source)
    return str(found.get("id"))


def second_listener(diagram: Diagram) -> None:
    boundary = diagram.twin("Event_ConsentWithdrawn", "Event_Second")
    definition = boundary.find(f"{BPMN}messageEventDefinition")
    assert definition is not None
    definition.set("messageRef", "Message_SubjectSupportEnded")
    diagram.flow("Event_Second", "Join_Stop", like="Flow_Event_ConsentWithdrawn_Join_Stop")


def listener_in_the_other_branch(diagram: Diagram) -> None:
    diagram.twin("Event_SubjectLeft", "Event_Other").set("attachedToRef", "Sub_RoleHandoffs")
    diagram.flow("Event_Other", "Task_CancelSupport", like="Flow_Event_SubjectJoined_CancelSupport")


def meeting_of_all(diagram: Diagram) -> None:
    diagram.zeebe("Call_SupportMeeting", "calledElement").set("processId", "planning-meeting")
    basis = diagram.zeebe("Call_SupportMeeting", "input", target="conveningBasis")
    basis.set("target", "planVersionId")
    basis.addnext(basis.makeelement(basis.tag, {"source": '="PLAN"', "target": "meetingReason"}))


def user_task(diagram: Diagram) -> None:
    wait = diagram.one("Wait_JoinedReviewed")
    wait.tag = f"{BPMN}userTask"
    del wait.attrib["messageRef"]


def rename_wait(diagram: Diagram) -> None:
    for one in diagram.root.iter():
        for name, value in one.attrib.items():
            if value == "Wait_WatchReviewed":
                one.set(name, "Wait_WatchRenamed")


def table_cell(diagram: Diagram, rule: str, column: int, text: str) -> None:
    cell = diagram.one(rule).findall(f"{DMN}inputEntry")[column].find(f"{DMN}text")
    assert cell is not None
    cell.text = text


TRACK, EMERGENCY, CASE = "subject-track.bpmn", "emergency.bpmn", "referral-to-evaluation.bpmn"
PLAN, MEETING, ROOMS = "household-plan.bpmn", "planning-meeting.bpmn", "meeting-type.dmn"
SPOILED: list[tuple[str, str, Change]] = [
    (
        "UNKNOWN_TASK_TYPE+TASK_LEFT_OUT",
        CASE,
        lambda d: d.zeebe("Task_ApplyRoute", "taskDefinition").set("type", "intake.aply-route"),
    ),
    ("HEADER_MISSING", CASE, lambda d: remove(d.zeebe("Task_OpenCase", "header", key="within"))),
    ("HEADER_UNREADABLE", CASE, lambda d: d.zeebe("Task_OpenCase", "header", key="within").set("value", "10 営業日")),
    (
        "INPUT_NOT_WRITTEN+MAPPING_CHANGED",
        TRACK,
        lambda d: remove(d.zeebe("Task_EscalateWatch", "input", target="workItemId")),
    ),
    (
        "ERROR_NOT_CAUGHT+TASK_LEFT_OUT",
        MEETING,
        lambda d: d.remove("Error_ConsentMissing", "Task_DropItem", "End_NoGrant"),
    ),
    ("ERROR_NOT_THROWN+STEP_BYPASSED", MEETING, other_error),
    ("MESSAGE_NOT_SENT", TRACK, lambda d: d.message("WatchReviewed").set("name", "WatchReviewd")),
    (
        "CORRELATION_KEY_MISSING",
        EMERGENCY,
        lambda d: remove(next(d.message("EmergencyResolved").iter(f"{ZEEBE}subscription"))),
    ),
    (
        "KEY_NOT_AS_SENT",
        EMERGENCY,
        lambda d: next(d.message("EmergencyResolved").iter(f"{ZEEBE}subscription")).set("correlationKey", "=caseId"),
    ),
    (
        "KEY_VARIABLE_NOT_WRITTEN+MAPPING_CHANGED",
        TRACK,
        lambda d: d.outputs(
            "Task_StartWatch", watchDueAt="=watchDueAt", watchWorkItemId="=watchWorkItemId", watchNo="=watchNo"
        ),
    ),
    ("KEY_SHARED", TRACK, second_listener),
    ("KEY_SHARED+RUNS_TWICE+STEP_BYPASSED", PLAN, listener_in_the_other_branch),
    (
        "WAIT_WITHOUT_DEADLINE",
        TRACK,
        lambda d: d.remove("Timer_WatchDue", "Task_EscalateWatch", "End_WatchEscalated"),
    ),
    ("DEADLINE_NOT_WRITTEN+TIMER_CHANGED", TRACK, lambda d: d.timer("Timer_WatchDue", "=watchedDueAt")),
    ("TIMER_HARD_CODED", TRACK, lambda d: d.timer("Timer_WatchDue", "2027-01-01T00:00:00+09:00")),
    ("TIMER_HARD_CODED", TRACK, lambda d: d.timer("Timer_WatchDue", '=watchDueAt + duration("P3D")')),
    ("USER_TASK_INCOMPLETE+WAIT_ID_CHANGED", CASE, user_task),
    ("UNKNOWN_VARIABLE", TRACK, lambda d: d.condition("Flow_Gateway_Watch_End_WatchEnded", '=watchResult = "END"')),
    ("UNKNOWN_VARIABLE+TABLE_COLUMN_LOST", ROOMS, lambda d: expression(d, "InputExpression_3", "coverge")),
    (  # written on the way of an answer alone, read by the caller
        "UNKNOWN_VARIABLE+MAPPING_CHANGED",
        "consent-seeking.bpmn",
        lambda d: remove(next(d.root.iter(f"{ZEEBE}output"))),
    ),
    ("FEEL_UNREADABLE", TRACK, lambda d: d.condition("Flow_Gateway_Watch_End_WatchEnded", '=watchReview = "END')),
    ("FEEL_UNREADABLE", TRACK, lambda d: d.condition("Flow_Gateway_Watch_End_WatchEnded", "=watchReview =")),
    ("FEEL_READS_CLOCK+VARIABLE_NOT_IN_CONTRACT", TRACK, lambda d: d.outputs("Start_Subject", startedAt="=now()")),
    ("FEEL_READS_CLOCK", ROOMS, lambda d: table_cell(d, "Rule_3", 0, "> today()")),
    ("GATEWAY_WITHOUT_DEFAULT", TRACK, lambda d: d.one("Gateway_Watch").attrib.pop("default")),
    ("NO_WAY_OUT", TRACK, lambda d: d.remove("End_WatchEscalated")),
    ("UNREACHABLE", TRACK, lambda d: d.twin("End_WatchEscalated", "End_Nowhere")),
    (
        "CALL_TARGET_ABSENT",
        PLAN,
        lambda d: d.zeebe("Call_EvaluationMeeting", "calledElement").set("processId", "planning-meating"),
    ),
    (
        "CALL_TARGET_ABSENT",
        PLAN,
        lambda d: d.zeebe("Decision_Closure", "calledDecision").set("decisionId", "closure"),
    ),
    (
        "BINDING_NOT_DEPLOYMENT",
        PLAN,
        lambda d: d.zeebe("Call_Monitoring", "calledElement").set("bindingType", "latest"),
    ),
    (
        "PROPAGATES_ALL",
        PLAN,
        lambda d: d.zeebe("Call_Monitoring", "calledElement").set("propagateAllChildVariables", "true"),
    ),
    ("VERSION_TAG_MISSING", PLAN, lambda d: remove(next(d.root.iter(f"{ZEEBE}versionTag")))),
    ("VERSION_TAG_MISSING", ROOMS, lambda d: remove(next(d.root.iter(f"{ZEEBE}versionTag")))),
    ("WAIT_ID_CHANGED", TRACK, rename_wait),
    (
        "CANCELLING_TASK_MISSING",
        TRACK,
        lambda d: d.one("Flow_Event_ConsentWithdrawn_Join_Stop").set("targetRef", "Join_Track"),
    ),
    (
        "COLLECTION_OVERWRITTEN+LOOP_CHANGED+VARIABLE_NOT_IN_CONTRACT",
        PLAN,
        lambda d: d.zeebe("Call_RoleHandoff", "loopCharacteristics").set("inputCollection", "=roleIds"),
    ),
    ("NO_LAYOUT", TRACK, lambda d: remove(d.root[-1])),
    ("NAME_MISSING", TRACK, lambda d: d.one("Wait_WatchReviewed").attrib.pop("name")),
    ("DUPLICATE_ID", TRACK, lambda d: d.one("Timer_WatchDue_Definition").set("id", "Timer_SuspensionDue_Definition")),
    (
        "SUPPORT_WITHOUT_LIAISON",
        TRACK,
        lambda d: d.condition("Flow_Gateway_Meeting_Join_Support", '=consentAnswer = "REFUSED"'),
    ),
    ("SUPPORT_WITHOUT_LIAISON+TABLE_ROW_DEAD", ROOMS, lambda d: table_cell(d, "Rule_2", 3, "")),
    ("MULTI_WITHOUT_CONSENT", ROOMS, lambda d: table_cell(d, "Rule_1", 1, "")),
    (
        "MULTI_WITHOUT_CONSENT+PART_CHANGED+MAPPING_CHANGED+VARIABLE_OVERWRITTEN",
        EMERGENCY,
        meeting_of_all,
    ),
]


def expression(diagram: Diagram, element_id: str, text: str) -> None:
    found = diagram.one(element_id).find(f"{DMN}text")
    assert found is not None
    found.text = text


def codes_of_source() -> set[str]:
    """Every code that a rule can give."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tsunagi/bpmn").glob("rules_*.py"))
    return set(re.findall(r'Finding\([^"]*?"([A-Z_]+)"', source))


@pytest.mark.plan("C-26")
@pytest.mark.parametrize(("code", "file", "change"), SPOILED, ids=[f"{code}-{file}" for code, file, _ in SPOILED])
def test_a_spoiled_diagram_is_named_by_its_code(code: str, file: str, change: Change, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with edited(folder, file) as diagram:
        change(diagram)
    findings = check_folder(folder)
    assert {finding.code for finding in findings} == set(code.split("+")), "\n".join(map(str, findings))


def test_a_support_meeting_without_a_basis_is_refused_at_the_call_and_at_the_reader(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with edited(folder, TRACK) as diagram:
        remove(diagram.zeebe("Call_SupportMeeting", "input", target="conveningBasis"))
    codes = {"SUPPORT_WITHOUT_LIAISON", "INPUT_NOT_WRITTEN", "MAPPING_CHANGED"}
    assert {finding.code for finding in check_folder(folder)} == codes


def test_what_the_code_names_does_not_depend_on_what_was_imported() -> None:
    before = contract.of_code.__wrapped__().codes
    importlib.import_module("services.intake.migrations")  # a folder without a file of its own, as alembic leaves it
    assert contract.of_code.__wrapped__().codes == before


@pytest.mark.plan("C-13")
def test_the_packaged_set_has_no_findings() -> None:
    assert check_folder(BPMN_FOLDER) == []


def test_a_changed_deadline_with_a_raised_tag_is_accepted(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with edited(folder, TRACK) as diagram:
        diagram.zeebe("Task_StartWatch", "header", key="within").set("value", "60D")
    assert check_folder(folder) == []


@pytest.mark.plan("C-26")
@pytest.mark.parametrize("file", [TRACK, ROOMS])
def test_a_tag_used_for_other_content_is_refused(file: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with edited(folder, file, raise_tag=False) as diagram:
        named = diagram.root[0] if file == ROOMS else diagram.one("Wait_WatchReviewed")
        named.set("name", "別の名前")
    assert {finding.code for finding in check_folder(folder)} == {"VERSION_TAG_REUSED"}


def test_the_same_diagram_written_differently_keeps_its_tag(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / TRACK
    path.write_text(path.read_text(encoding="utf-8").replace("    <bpmn:", "\t<bpmn:"), encoding="utf-8")
    assert check_folder(folder) == []


def test_a_file_that_is_not_xml_is_refused_in_a_sentence(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / TRACK).write_text("<bpmn:definitions", encoding="utf-8")
    with pytest.raises(StackError, match="DIAGRAM_UNREADABLE"):
        check_folder(folder)


@pytest.mark.parametrize("entity", ['"架空 花子"', 'SYSTEM "file:///etc/passwd"'])
def test_a_file_that_declares_entities_is_read_by_nobody(tmp_path: Path, entity: str) -> None:
    folder = copied(tmp_path)
    xml = (folder / TRACK).read_text(encoding="utf-8").partition("?>")[2]
    planted = f"<!DOCTYPE d [<!ENTITY e {entity}>]>{xml}".replace("</bpmn:process>", "&e;</bpmn:process>", 1)
    (folder / TRACK).write_text(planted, encoding="utf-8")
    with pytest.raises(StackError, match="DIAGRAM_UNREADABLE"):
        check_folder(folder)
    for rewrite in (woven, lambda content: with_forms({TRACK: content}, {})):
        with pytest.raises(DeclaresTypes):
            rewrite(planted.encode())


def test_every_code_is_spoiled_by_a_test() -> None:
    spoiled = {"VERSION_TAG_REUSED", "FILE_NOT_ONE_DIAGRAM"}  # each has a test of its own
    lists = (SPOILED, STRANGE, HARMFUL, HARMFUL_VALUES, SPOILED_TASKS, SPOILED_FORMS)
    for code in (one[0] for spoils in lists for one in spoils):
        spoiled |= set(code.split("+"))
    assert codes_of_source() == spoiled


def test_every_code_is_explained_to_administrators() -> None:
    text = (ROOT / "docs/administrators.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE)) == codes_of_source() | OF_FILES


def test_the_command_answers_with_its_exit_code_and_json(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with edited(folder, TRACK) as diagram:
        diagram.one("Wait_WatchReviewed").attrib.pop("name")
    clean = CliRunner().invoke(app, ["bpmn", "check", str(BPMN_FOLDER)])
    spoiled = CliRunner().invoke(app, ["bpmn", "check", str(folder), "--json"])
    (told,) = json.loads(spoiled.stdout)
    assert (clean.exit_code, spoiled.exit_code) == (0, 1)
    assert told["file"] == TRACK
    assert told["element"] == "Wait_WatchReviewed"
    assert told["code"] == "NAME_MISSING"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('caseId + ":" + personId', {"caseId", "personId"}),
        ('if meetingDecision = "CANCELLED" then liaisonHeld else true', {"meetingDecision", "liaisonHeld"}),
        ("closureResult.closureDecision", {"closureResult"}),
        ('list contains(riskClasses, "K30") and not(urgent)', {"riskClasses", "urgent"}),
        ("some role in roleIds satisfies role = leadId", {"roleIds", "leadId"}),
        ("{outcome: trackOutcome}.outcome", {"trackOutcome"}),
        ("items[item.done = true][1]", {"items"}),
        ("urgency in [0..limit)", {"urgency", "limit"}),
        ("date and time(freezeAt)", {"freezeAt"}),
        ("-offerNo + 1", {"offerNo"}),
    ],
)
def test_an_expression_is_read_for_its_variables(text: str, names: set[str]) -> None:
    expression = feel.read(text)
    assert expression.fault is None
    assert expression.names == names


@pytest.mark.parametrize("text", ["", "a +", "(a", "a b", 'a = "x', "a = ;", "[1, 2)", "= a", "a and and b"])
def test_an_unreadable_expression_is_refused(text: str) -> None:
    assert feel.read(text).fault is not None
