"""docs/privacy.md, privacy-drafts.md and asvs.md against what they speak of: tests, tables, statutes, the JSON form."""

import ast
import importlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from google.api import annotations_pb2
from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor

from kit.database import new_metadata
from kit.disclosure import NO_CONTENT, data_class
from tsunagi.ports import SERVICES

pytestmark = pytest.mark.privacy

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("privacy.md", "privacy-drafts.md", "asvs.md")
UNCHECKED = "[未照合]"
COMMON = "*"
# OWASP ASVS 5.0.0 has so many requirements of each level.
REQUIREMENTS = {"1": 70, "2": 183}
_NODE = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
_STATUTE = re.compile(
    r"(個情法|個情令|個情規則|社福法|地方税法|地方自治法|児童虐待防止法|高齢者虐待防止法|障害者虐待防止法)?(\d+条(?:の\d+)?)"
    r"|(APPI(?: Order| Rule)?|SWA|(?:Local Tax|Local Autonomy|Child Abuse|Elder Abuse|Disability Abuse) Act)"
    r" (\d+(?:-\d+)?)"
)
# Between articles, and between an article and its mark.
_PARTS = re.compile(r"^(?:\d+項|\d+号|[、,・/| ])*")


def text(document: str) -> str:
    return (ROOT / "docs" / document).read_text(encoding="utf-8")


def rows(document: str, first: str) -> list[list[str]]:
    """Cells of the table rows whose first cell fits."""
    lines = (line.strip("|").split("|") for line in text(document).splitlines() if line.startswith("| "))
    cells = ([cell.strip() for cell in line] for line in lines)
    return [row for row in cells if re.fullmatch(first, row[0])]


@cache
def defined(file: str) -> frozenset[str]:
    """The tests of a file; none when it is gone."""
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    nodes = ast.parse(path.read_text(encoding="utf-8")).body
    return frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_that_is_named_exists(document: str) -> None:
    named = set(_NODE.findall(text(document)))
    assert len(named) > 10
    gone = {(file, name) for file, name in named if not defined(file) or (name and name not in defined(file))}
    assert gone == set()


def columns() -> dict[tuple[str, str], set[str]]:
    """(service, or `*` for kit's tables, table) → columns."""
    common = set(new_metadata().tables)
    found = {}
    for service in SERVICES:
        metadata = importlib.import_module(f"services.{service}.store.tables").metadata
        for name, table in metadata.tables.items():
            found[COMMON if name in common else service, name] = {column.name for column in table.columns}
    return found


def stored() -> dict[tuple[str, str], list[str]]:
    """The same key → the other cells of its line in the table of what is stored where."""
    found = {}
    for name, *cells in rows("privacy.md", r"`[a-z*]+\.\w+`"):
        service, _, table = name.strip("`").partition(".")
        assert (service, table) not in found
        found[service, table] = cells
    return found


def test_every_table_has_its_line_and_every_line_its_table() -> None:
    assert set(stored()) == set(columns())


def test_a_line_names_columns_of_its_table_wherever_there_is_content() -> None:
    there = columns()
    for table, (_what, classes, named, *_rest) in stored().items():
        names = set(re.findall(r"`(\w+)`", named))
        assert names <= there[table], table
        assert names or classes == "C0", table


def test_every_code_of_keeping_seeing_and_basis_is_explained() -> None:
    explained = {row[0] for row in rows("privacy.md", r"[KRL]\d")}
    used = {code for cells in stored().values() for cell in cells[3:] for code in cell.split()}
    assert used == explained


def statutes(line: str) -> Iterator[tuple[str, bool]]:
    """`個情法69条` or `APPI 69` for each article of a line, and whether the mark follows it or the articles after it.

    A bare number belongs to the law before it.
    """
    law = ""
    for match in _STATUTE.finditer(line):
        rest = _STATUTE.sub("", line[match.end() :])
        marked = _PARTS.sub("", rest, count=1).startswith(UNCHECKED)
        if match[4]:
            yield f"{match[3]} {match[4]}", marked
        else:
            law = match[1] or law
            yield f"{law}{match[2]}", marked


def unmarked(line: str, checked: dict[str, bool]) -> set[str]:
    """Articles that are not on the list, or were not checked and are not marked so."""
    return {one for one, marked in statutes(line) if one not in checked or not (checked[one] or marked)}


def listed() -> dict[str, bool]:
    """Article → whether its text was read."""
    laws = rows("privacy.md", r"\D*\d+条(の\d+)? / [A-Z][A-Za-z ]+ [\d-]+")
    return {name: said != UNCHECKED for both, said in laws for name in both.split(" / ")}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_an_article_whose_text_was_not_checked_says_so_wherever_it_stands(document: str) -> None:
    checked = listed()
    assert checked["個情法69条"]
    assert not checked["APPI Rule 43"]
    found = {line: bad for line in text(document).splitlines() if (bad := unmarked(line, checked))}
    assert found == {}


def test_an_article_without_its_mark_is_found() -> None:
    checked = {"個情法69条": True, "個情法68条": False, "APPI 68": False}
    assert unmarked("個情法69条、68条", checked) == {"個情法68条"}
    assert unmarked(f"個情法68条1項、APPI 68 {UNCHECKED}", checked) == set()
    assert unmarked(f"個情法68条と、個情法69条 {UNCHECKED}", checked) == {"個情法68条"}
    assert unmarked(f"法69条、個情法70条 {UNCHECKED}", checked) == {"69条", "個情法70条"}


def test_every_requirement_of_levels_1_and_2_has_a_test_or_a_reason() -> None:
    states = {row[0]: int(row[3]) for row in rows("asvs.md", r"[a-z/ ]+") if row[3].isdecimal()}
    listed_ones = rows("asvs.md", r"V\d+\.\d+\.\d+")
    assert len({row[0] for row in listed_ones}) == len(listed_ones)
    assert Counter(row[1] for row in listed_ones) == REQUIREMENTS
    assert Counter(row[3] for row in listed_ones) == states
    for name, _level, words, state, evidence in listed_ones:
        assert words, name
        proved = any(test for _file, test in _NODE.findall(evidence))
        assert proved or (state != "met" and len(evidence) > 3), name


def methods() -> Iterator[MethodDescriptor]:
    for name in SERVICES:
        yield from importlib.import_module(f"services.{name}.app").service.descriptor.methods


def fields(message: Descriptor, seen: set[str]) -> Iterator[FieldDescriptor]:
    if message.full_name in seen or not message.full_name.startswith("tsunagi."):
        return
    seen.add(message.full_name)
    for one in message.fields:
        yield one
        if one.message_type is not None:
            yield from fields(one.message_type, seen)


def test_no_address_of_the_json_form_carries_content() -> None:
    """Path and query hold ids and codes: content comes in a body only, so that no log of a proxy learns it."""
    without_body = 0
    for method in methods():
        options: Any = method.GetOptions()
        rule = options.Extensions[annotations_pb2.http]
        for one in (rule, *rule.additional_bindings):
            if not one.body:
                without_body += 1
                content = [each for each in fields(method.input_type, set()) if data_class(each) not in NO_CONTENT]
                assert content == [], method.full_name
            path = getattr(one, one.WhichOneof("pattern"))
            in_path = [method.input_type.fields_by_name[name] for name in re.findall(r"\{(\w+)", path)]
            assert all(data_class(each) == "C0" for each in in_path), method.full_name
            assert one.body in ("", "*"), method.full_name
    assert without_body > 20
