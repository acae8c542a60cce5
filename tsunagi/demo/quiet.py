"""The clock keeper as the player sees it: time jumps only when nothing is in hand (engine.md, time travel, rule 5)."""

import json
import time
import urllib.error
import urllib.request
from datetime import datetime

from tsunagi.errors import StackError
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

CALM_ROUNDS = 3
ROUND_SECONDS = 0.1
PATIENCE_SECONDS = 90.0


class QuietKeeper:
    """Moves a stack's clock forward once every service has no job and no unsent event in hand."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack

    def now(self) -> datetime:
        return self._stack.clock.now()

    def advance_to(self, moment: datetime) -> None:
        """Raises StackError when the services never become quiet, or when `moment` is in the past."""
        self.wait_until_quiet()
        self._stack.clock.advance_to(moment)

    def wait_until_quiet(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        calm = 0
        while calm < CALM_ROUNDS:
            calm = calm + 1 if self._in_hand() == 0 else 0
            if time.monotonic() > deadline:
                raise StackError(
                    "NEVER_QUIET",
                    "処理が終わらないため、時計を進められません。ログを確かめてください。",
                    "Work stays in hand, so the clock cannot move; look at the logs.",
                )
            time.sleep(ROUND_SECONDS)

    def _in_hand(self) -> int:
        return sum(self._one(service) for service in SERVICES)

    def _one(self, service: str) -> int:
        try:
            with urllib.request.urlopen(f"{self._stack.http(service)}/readyz", timeout=5) as answer:  # noqa: S310 - own
                state = json.load(answer)
        except (urllib.error.URLError, TimeoutError):
            return 1
        return sum(state["in_hand"].values())
