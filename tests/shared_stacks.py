"""Who uses a shared stack runs together, and the stack ends with its last user: an idle one takes two fifths of a core.

What needs no stack, or one of its own, runs before them.
"""

from collections.abc import Generator
from pathlib import Path

import pytest

from tsunagi.stack import Stack

MOVING, STILL = "moving_stack", "still_stack"
TURNS = [set[str](), {MOVING}, {MOVING, STILL}, {STILL}]
"""By the shared stacks that a file's tests use."""


class SharedStacks:
    """Files keep their tests together and in their order."""

    def __init__(self) -> None:
        self._last: dict[str, str] = {}
        self._running: dict[str, Stack] = {}

    def began(self, name: str, stack: Stack) -> None:
        self._running[name] = stack

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        users: dict[Path, set[str]] = {}
        for item in items:
            users.setdefault(item.path, set()).update(_used(item))
        items.sort(key=lambda item: TURNS.index(users[item.path]))
        self._last = {name: item.nodeid for item in items for name in _used(item)}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None]:
        yield
        for name, last in self._last.items():
            if last == item.nodeid and name in self._running:
                self._running.pop(name).stop()


def _used(item: pytest.Item) -> set[str]:
    return {MOVING, STILL}.intersection(getattr(item, "fixturenames", ()))


shared = SharedStacks()
