"""Whatever a job can fail with, an alert or the reconciler says: an operator finds it in docs/operators.md."""

import importlib
import pkgutil
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import kit
import services
from kit.errors import DomainError
from kit.incidents import FAULT
from tests.seen import rules
from tsunagi import fetch

REPO = Path(__file__).parents[2]
TOLD = (REPO / "docs" / "operators.md").read_text(encoding="utf-8")
ANCHORS = set(re.findall(r'<a id="([^"]+)"></a>', TOLD))


def modules() -> Iterator[str]:
    for package in (kit, services):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in found.name and not found.name.endswith("__main__"):
                yield found.name


def codes(of: type[DomainError] = DomainError) -> set[str]:
    """Of kit and the services: what a test invents is not told to operators."""
    told = [one for one in of.__subclasses__() if one.__module__.startswith(("kit.", "services."))]
    own = {one.__dict__["code"] for one in told if "code" in one.__dict__}
    return own.union(*(codes(one) for one in of.__subclasses__()))


def test_every_code_has_its_entry_and_every_entry_says_what_when_why_and_until_when() -> None:
    for name in modules():
        importlib.import_module(name)
    assert len(codes()) > 50
    assert {code.lower() for code in codes()} - ANCHORS == set()
    for line in TOLD.splitlines():
        anchor = re.match(r'\| <a id="([^"]+)"></a>', line)
        if anchor and anchor[1] in {code.lower() for code in codes()}:
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            assert len(cells) == 5
            assert all(re.search("[ぁ-ん]", cell) for cell in cells[1:])


def test_a_fault_that_is_no_refusal_has_its_entry() -> None:
    assert FAULT in ANCHORS


def kinds_of_incidents() -> set[str]:
    """The names in the engine's own ErrorType. In a class file a name is 01, two bytes of length, and the letters."""
    fetch.fetch("zeebe")
    (jar,) = (fetch.location("zeebe") / "lib").glob("zeebe-protocol-8*.jar")
    with zipfile.ZipFile(jar) as classes:
        content = classes.read("io/camunda/zeebe/protocol/record/value/ErrorType.class")
    found = re.finditer(rb"\x01\x00(.)(?=([A-Z_]+))", content, re.DOTALL)
    return {one[2][: one[1][0]].decode() for one in found if len(one[2]) >= one[1][0] > 4}


def test_every_incident_that_the_engine_makes_by_itself_has_its_entry() -> None:
    kinds = kinds_of_incidents()
    assert kinds >= {"UNKNOWN", "JOB_NO_RETRIES", "UNHANDLED_ERROR_EVENT", "EXTRACT_VALUE_ERROR"}
    rows = {line.split("</a>")[1].split(" ")[0]: line for line in TOLD.splitlines() if line.startswith('| <a id="')}
    assert kinds - rows.keys() == set()
    for kind in kinds:
        assert f'<a id="{kind.lower()}"></a>' in rows[kind]
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", rows[kind])[1:-1]]
        assert len(cells) == 5
        assert all(re.search("[ぁ-ん]", cell) for cell in cells[1:])


def test_every_alert_has_its_entry() -> None:
    assert {rule.runbook for rule in rules.load().values()} <= ANCHORS


def test_every_finding_of_the_reconcilers_has_its_entry() -> None:
    source = "\n".join(
        path.read_text() for path in (*REPO.glob("kit/reconcile.py"), *REPO.glob("services/*/reconcile.py"))
    )
    found = set(re.findall(r'(?:Finding|_about)\(\s*"([A-Z_]+)"', source))
    assert len(found) >= 5
    assert {code.lower() for code in found} - ANCHORS == set()


def test_no_anchor_stands_twice() -> None:
    everywhere = re.findall(r'<a id="([^"]+)"></a>', TOLD)
    assert len(everywhere) == len(set(everywhere))
