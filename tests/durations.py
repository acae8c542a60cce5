"""The tests' time by group (the folder under tests/), printed at the end of a run: where a slow run is slow."""

from collections import Counter, defaultdict

import pytest


class Durations:
    """Set-up and teardown count to the group that they were first needed by."""

    def __init__(self) -> None:
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._tests: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        group = "/".join(report.nodeid.split("::")[0].split("/")[:2])
        self._seconds[group] += report.duration
        self._tests[group] += report.when == "call"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if len(self._seconds) < 2:
            return
        terminalreporter.section("time by group")
        for group, seconds in sorted(self._seconds.items(), key=lambda one: -one[1]):
            terminalreporter.write_line(f"{seconds:7.0f} s  {self._tests[group]:5d} tests  {group}")
