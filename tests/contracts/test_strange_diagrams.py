"""What strangers draw: refused by its code with a sentence, or taken when an administrator may draw it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.contracts.draft import ZEEBE, copied, edited, remove
from tests.contracts.harmful import HARMFUL
from tests.contracts.harmful_values import HARMFUL_VALUES
from tests.contracts.strange import CASE, CONTACT, EMERGENCY, ROOMS, STRANGE, Change
from tests.contracts.usual import USUAL
from tsunagi.bpmn.check import check_folder
from tsunagi.bpmn.cli import bpmn
from tsunagi.bpmn.deploy import deploy_folder
from tsunagi.errors import StackError

Spoil = Callable[[Path], object]
REFUSED = [*STRANGE, *HARMFUL, *HARMFUL_VALUES]


@pytest.mark.plan("C-26")
@pytest.mark.parametrize(("codes", "file", "change"), REFUSED, ids=[f"{at}-{one[0]}" for at, one in enumerate(REFUSED)])
def test_a_strange_diagram_is_refused_by_its_code_at_an_element_in_japanese(
    codes: str, file: str, change: Change, tmp_path: Path
) -> None:
    folder = copied(tmp_path)
    with edited(folder, file) as diagram:
        change(diagram)
    findings = check_folder(folder)
    assert {finding.code for finding in findings} == set(codes.split("+")), "\n".join(map(str, findings))
    assert all(finding.element and finding.message.endswith("。") for finding in findings)


@pytest.mark.plan("C-26")
@pytest.mark.parametrize(("file", "change"), [one[1:] for one in USUAL], ids=[name for name, *_ in USUAL])
def test_what_an_administrator_usually_changes_is_taken(file: str, change: Change, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with edited(folder, file) as diagram:
        change(diagram)
    assert check_folder(folder) == []


def replaced(file: str, before: str, after: str) -> Spoil:
    def spoil(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert before in text
        (folder / file).write_text(text.replace(before, after), encoding="utf-8")

    return spoil


def held(content: str) -> Spoil:
    return lambda folder: (folder / CONTACT).write_text(content, encoding="utf-8")


def form(name: str, content: str) -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / "forms").mkdir()
        (folder / "forms" / name).write_text(content, encoding="utf-8")

    return spoil


def in_a_folder_below(folder: Path) -> None:
    (folder / "ours").mkdir()
    (folder / CONTACT).rename(folder / "ours" / CONTACT)


def a_folder_of_that_name(folder: Path) -> None:
    (folder / CONTACT).unlink()
    (folder / CONTACT).mkdir()


def a_link_to_nowhere(folder: Path) -> None:
    (folder / CONTACT).unlink()
    (folder / CONTACT).symlink_to(folder / "nowhere")


def second_copy(folder: Path) -> None:
    shutil.copy(folder / CONTACT, folder / "contact-two.bpmn")
    replaced("contact-two.bpmn", '"contact"', '"contact-two"')(folder)


FILES: dict[str, tuple[str, Spoil]] = {
    "empty": ("DIAGRAM_UNREADABLE", held("")),
    "no XML": ("DIAGRAM_UNREADABLE", held("図")),
    "another XML": ("FILE_NOT_ONE_DIAGRAM", held("<html/>")),
    "enormous": ("DIAGRAM_UNREADABLE", held(f"<a>{'あ' * 2_000_000}</a>")),
    "deep": ("DIAGRAM_UNREADABLE", held("<a>" * 5_000 + "</a>" * 5_000)),
    "a folder": ("DIAGRAM_UNREADABLE", a_folder_of_that_name),
    "a dead link": ("DIAGRAM_UNREADABLE", a_link_to_nowhere),
    "in a folder below": ("DIAGRAM_MISPLACED", in_a_folder_below),
    "in capitals": ("DIAGRAM_MISPLACED", lambda folder: (folder / CONTACT).rename(folder / "contact.BPMN")),
    "gone": ("PROCESS_ABSENT", lambda folder: (folder / CONTACT).unlink()),
    "twice": ("KEY_SHARED", second_copy),
    "of an old BPMN": ("FILE_NOT_ONE_DIAGRAM", replaced(EMERGENCY, "BPMN/20100524/MODEL", "BPMN/2.0")),
    "of an old DMN": ("FILE_NOT_ONE_DIAGRAM", replaced(ROOMS, "DMN/20191111/MODEL", "DMN/20151101/MODEL")),
    "a form without JSON": ("FORM_UNREADABLE", form("city.form", "{")),
    "a deep form": ("FORM_UNREADABLE", form("city.form", '{"id":"city","components":' + "[" * 99_999)),
    "a form of another name": ("FORM_UNREADABLE", form("city.form", '{"id":"town","components":[]}')),
}


@pytest.mark.parametrize(("code", "spoil"), FILES.values(), ids=FILES)
def test_a_strange_file_is_refused_by_check_and_by_deploy_with_its_name(
    code: str, spoil: Spoil, tmp_path: Path
) -> None:
    folder = copied(tmp_path)
    spoil(folder)
    told = CliRunner().invoke(bpmn, ["check", str(folder), "--json"])
    assert told.exit_code == 1
    assert f'"code": "{code}"' in told.stdout
    with pytest.raises(StackError, match=code):
        deploy_folder(folder, "127.0.0.1:1", "職員", "試し", tmp_path / "register.jsonl")


def test_a_process_of_the_city_may_stand_in_for_a_call_that_it_makes(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    shutil.copy(folder / EMERGENCY, folder / "city.bpmn")
    replaced("city.bpmn", 'id="emergency"', 'id="city"')(folder)
    replaced("city.bpmn", 'bpmnElement="emergency"', 'bpmnElement="city"')(folder)
    with edited(folder, "city.bpmn") as diagram:
        diagram.zeebe("Call_SupportMeeting", "calledElement").set("processId", "emergency")
        for mapping in list(diagram.one("Call_SupportMeeting").iter(f"{ZEEBE}input")):
            if mapping.get("target") in ("personId", "conveningBasis"):
                remove(mapping)
    with edited(folder, CASE) as diagram:
        diagram.zeebe("Call_Emergency", "calledElement").set("processId", "city")
    assert check_folder(folder) == []


def test_an_empty_folder_is_no_set(tmp_path: Path) -> None:
    assert {finding.code for finding in check_folder(tmp_path)} == {"PROCESS_ABSENT"}
