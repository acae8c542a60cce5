"""`make plan-coverage`: which requirement of the plan is proved by which test, and which is not yet."""

import re
import sys
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parents[1] / "docs" / "plan-requirements.md"
_ROW = re.compile(r"^\| ([PC]-\d{2,3}) \|", re.MULTILINE)


class Collector:
    """Collects the `plan` marks of every test without running one."""

    def __init__(self) -> None:
        self.proofs: dict[str, list[str]] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for mark in item.iter_markers("plan"):
                for requirement in mark.args:
                    self.proofs.setdefault(requirement, []).append(item.nodeid)


def main() -> int:
    """Fails only for a mark that names a requirement which does not exist."""
    wanted = list(dict.fromkeys(_ROW.findall(REQUIREMENTS.read_text(encoding="utf-8"))))
    collector = Collector()
    pytest.main(["--collect-only", "-qq", "--no-header"], plugins=[collector])
    unknown = sorted(set(collector.proofs) - set(wanted))
    for requirement in wanted:
        tests = sorted({test.split("[")[0] for test in collector.proofs.get(requirement, [])})
        sys.stdout.write(f"{requirement}  {'  '.join(tests) or '—'}\n")
    proved = len(set(collector.proofs) & set(wanted))
    sys.stdout.write(
        f"\n{proved} of {len(wanted)} requirements are proved by a test; {len(wanted) - proved} are not yet.\n"
    )
    if unknown:
        sys.stdout.write(f"marks that name no requirement: {', '.join(unknown)}\n")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
