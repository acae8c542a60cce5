"""The clock keeper as the player sees it: time jumps only when nothing is in hand (engine.md, time travel, rule 5)."""

import json
import time
import urllib.request
from datetime import datetime
from http.client import HTTPException

import grpc

from kit.engine_probe import PARTITION_BITS, EngineProbe
from tsunagi.errors import StackError
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

CALM_ROUNDS = 3
ROUND_SECONDS = 0.1
PATIENCE_SECONDS = 90.0
# The key before the first one that partition 1 gives: no instance has it.
NO_INSTANCE = 1 << PARTITION_BITS


class QuietKeeper:
    """Moves a stack's clock forward once every service has no job and no unsent event in hand."""

    def __init__(self, stack: Stack, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._stack, self._patience = stack, patience_seconds
        self._engine = EngineProbe(stack.zeebe_grpc)

    def now(self) -> datetime:
        return self._stack.clock.now()

    def advance_to(self, moment: datetime) -> None:
        """What falls due on the way has moved what it moves when this returns: nobody acts in the second of a deadline.

        A moment that comes by itself while it waits is reached. Raises StackError when the services never become quiet.
        """
        self.wait_until_quiet()
        self._stack.clock.advance_to(moment)
        self.wait_until_quiet()

    def wait_until_quiet(self) -> None:
        deadline = time.monotonic() + self._patience
        calm = 0
        while calm < CALM_ROUNDS:
            busy = [state for state in (self._engine_busy(), *map(self._busy, SERVICES)) if state]
            calm = 0 if busy else calm + 1
            if busy and time.monotonic() > deadline:
                raise StackError(
                    "NEVER_QUIET",
                    "処理が終わらないため、時計を進められません。ログを確かめてください。",
                    f"Work stays in hand, so the clock cannot move; look at the logs: {', '.join(busy)}.",
                )
            time.sleep(ROUND_SECONDS)

    def _engine_busy(self) -> str:
        """Its log is in order: when a question is answered, what was told before it has moved what it moves, and the
        jobs that came of it are on their way to the services, which are asked next.
        """
        try:
            self._engine.ask(NO_INSTANCE)
        except grpc.RpcError as error:
            return f"zeebe {error.code().name}"
        return ""

    def _busy(self, service: str) -> str:
        """What a service has in hand; empty when it is quiet."""
        try:
            with urllib.request.urlopen(f"{self._stack.http(service)}/readyz", timeout=5) as answer:  # noqa: S310 - own
                state = json.load(answer)
        except (OSError, HTTPException):  # refused, broken off in the middle, too late, or not 200
            return f"{service} unreachable"
        return f"{service} {state['in_hand']}" if any(state["in_hand"].values()) else ""
