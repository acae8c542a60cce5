"""Waiting for what is measured."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 180.0


class Stuck(Exception):
    """It did not come about in time: there is no figure."""


def until(condition: Callable[[], bool]) -> None:
    """Looks every 10 ms. Raises Stuck."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise Stuck
        time.sleep(0.01)
