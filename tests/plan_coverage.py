"""`make plan-coverage`: which requirement of the plan is proved by which test, and why another is not yet."""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parents[1] / "docs" / "plan-requirements.md"
NOT_PROVED = Path(__file__).parent / "not_proved.toml"
_ROW = re.compile(r"^\| ([PC]-\d{2,3}) \|", re.MULTILINE)


class Collector:
    """Collects the `plan` marks of every test without running one."""

    def __init__(self) -> None:
        self.proofs: dict[str, list[str]] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for mark in item.iter_markers("plan"):
                for requirement in mark.args:
                    self.proofs.setdefault(requirement, []).append(item.nodeid.split("[")[0])


def complaints(wanted: Sequence[str], proofs: Mapping[str, Sequence[str]], reasons: Mapping[str, str]) -> Iterator[str]:
    """What makes the command fail; nothing when each requirement is either proved or has its reason."""
    for requirement in wanted:
        if requirement not in proofs and not reasons.get(requirement):
            yield f"{requirement}: no test proves it, and {NOT_PROVED.name} gives no reason"
        if requirement in proofs and requirement in reasons:
            yield f"{requirement}: a test proves it; take it out of {NOT_PROVED.name}"
    for unknown in sorted({*proofs, *reasons} - set(wanted)):
        yield f"{unknown}: there is no such requirement"


def main() -> int:
    """Answers the exit code."""
    wanted = list(dict.fromkeys(_ROW.findall(REQUIREMENTS.read_text(encoding="utf-8"))))
    reasons = tomllib.loads(NOT_PROVED.read_text(encoding="utf-8"))
    collector = Collector()
    pytest.main(["--collect-only", "-qq", "--no-header"], plugins=[collector])
    for requirement in wanted:
        tests = sorted(set(collector.proofs.get(requirement, [])))
        sys.stdout.write(f"{requirement}  {'  '.join(tests) or '— ' + reasons.get(requirement, '')}\n")
    proved = len(set(collector.proofs) & set(wanted))
    sys.stdout.write(f"\n{proved} of {len(wanted)} requirements are proved by a test; {len(reasons)} are not yet.\n")
    found = list(complaints(wanted, collector.proofs, reasons))
    for complaint in found:
        sys.stdout.write(f"{complaint}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
