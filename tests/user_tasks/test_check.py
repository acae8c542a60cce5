"""What an administrator can draw wrongly about a user task is named before it is deployed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.user_tasks.diagrams import with_call_ahead
from tsunagi.bpmn.check import check_folder
from tsunagi.errors import StackError

GROUPS = '<zeebe:assignmentDefinition candidateGroups="W-04/agency-worker"/>'
WITHIN = '<zeebe:header key="within" value="2BD"/>'
FORM = '<zeebe:formDefinition formId="call-ahead" bindingType="deployment"/>'
Spoil = Callable[[dict[str, Any]], object]

SPOILED_TASKS = [
    ("USER_TASK_INCOMPLETE", GROUPS, ""),
    ("USER_TASK_INCOMPLETE", WITHIN, ""),
    ("USER_TASK_INCOMPLETE", FORM, ""),
    ("USER_TASK_NATIVE", FORM, f"<zeebe:userTask/>{FORM}"),
    ("FORM_ABSENT", 'formId="call-ahead"', 'formId="call-before"'),
    ("BINDING_NOT_DEPLOYMENT", ' bindingType="deployment"', ""),
    ("HEADER_UNREADABLE", 'value="2BD"', 'value="two days"'),
    ("DEADLINE_NOT_WRITTEN", FORM, f'{FORM}<zeebe:taskSchedule dueDate="=callDueAt"/>'),
    ("TIMER_NOT_A_DATE", FORM, f'{FORM}<zeebe:taskSchedule dueDate="P3D"/>'),
    ("USER_TASK_INCOMPLETE", 'candidateGroups="W-04/agency-worker"', 'candidateGroups="担当の人"'),
    ("USER_TASK_INCOMPLETE", 'formId="call-ahead"', 'formKey="call-ahead"'),
    ("UNKNOWN_VARIABLE", 'candidateGroups="W-04/agency-worker"', 'candidateGroups="=callGroup"'),
    ("UNKNOWN_VARIABLE", "=callAheadResult", "=callAheadNote"),
    ("USER_TASK_INCOMPLETE", 'candidateGroups="W-04/agency-worker"', 'candidateGroups="Kakuu"'),
    ("USER_TASK_NAMES_PERSON", "candidateGroups=", 'assignee="kakuu-hanako" candidateGroups='),
    ("USER_TASK_NAMES_PERSON", "candidateGroups=", 'assignee="=personId" candidateGroups='),
    ("USER_TASK_NAMES_PERSON", "candidateGroups=", 'candidateUsers="架空 花子" candidateGroups='),
    ("HEADER_UNKNOWN", WITHIN, f'{WITHIN}<zeebe:header key="note" value="架空 花子"/>'),
]
SPOILED_FORMS: list[tuple[str, Spoil]] = [
    ("FIELD_WITHOUT_CLASS", lambda form: form["components"][3].pop("properties")),
    ("FIELD_WITHOUT_CLASS", lambda form: form["components"][3]["properties"].update(dataClass="C9")),
    ("TEXT_FOR_ENGINE", lambda form: form["components"][3]["properties"].update(dataClass="C0")),
    ("TEXT_FOR_ENGINE", lambda form: form["components"][1]["values"][0].update(value="架空 花子")),
    ("FIELD_WITHOUT_CHOICES+CODE_UNKNOWN", lambda form: form["components"][1].pop("values")),
    ("FIELD_NAME_TAKEN", lambda form: form["components"][2].update(key="handoffId")),
    ("FIELD_NAME_TAKEN", lambda form: form["components"][2].update(key="caseId")),
    ("FIELD_NAME_TAKEN", lambda form: form["components"][2].update(key="liaisonHeld")),
    ("DUPLICATE_ID", lambda form: form["components"][3].update(key="callAheadAgain")),
]


def codes(folder: Path) -> set[str]:
    return {finding.code for finding in check_folder(folder)}


def test_a_complete_user_task_passes_and_its_choice_counts_as_written(tmp_path: Path) -> None:
    assert codes(with_call_ahead(tmp_path / "bpmn", "9.0.0")) == set()


@pytest.mark.parametrize(("code", "before", "after"), SPOILED_TASKS)
def test_a_spoiled_user_task_is_named_by_its_code(code: str, before: str, after: str, tmp_path: Path) -> None:
    found = codes(with_call_ahead(tmp_path / "bpmn", "9.0.0", {before: after}))
    assert code in found
    assert found <= {code, "UNKNOWN_VARIABLE"}, "and the choice of a form that is absent is not written"


@pytest.mark.parametrize(("code", "spoil"), SPOILED_FORMS)
def test_a_spoiled_form_is_named_by_its_code(code: str, spoil: Spoil, tmp_path: Path) -> None:
    folder = with_call_ahead(tmp_path / "bpmn", "9.0.0")
    file = folder / "forms" / "call-ahead.form"
    form = json.loads(file.read_text(encoding="utf-8"))
    spoil(form)
    file.write_text(json.dumps(form), encoding="utf-8")
    assert codes(folder) == set(code.split("+"))


def test_a_file_that_is_no_form_is_said_in_one_sentence(tmp_path: Path) -> None:
    folder = with_call_ahead(tmp_path / "bpmn", "9.0.0")
    (folder / "forms" / "call-ahead.form").write_text("[]", encoding="utf-8")
    with pytest.raises(StackError, match="FORM_UNREADABLE"):
        check_folder(folder)
