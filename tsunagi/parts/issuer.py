"""The local stack's own OpenID provider for the invented staff: for demonstration and tests only (tsunagi/issuer)."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from tsunagi.fetch import REPO
from tsunagi.parts import http_status
from tsunagi.processes import Command


class Issuer:
    name = "issuer"
    needs: tuple[str, ...] = ()
    patience = 60.0
    stop_with = signal.SIGTERM

    def __init__(self, port: int, files: Sequence[Path]) -> None:
        self._port, self._files = port, files

    def prepare(self) -> None:
        """Nothing: its keys are made at its start and kept in memory."""

    def command(self) -> Command:
        return Command([sys.executable, "-m", "tsunagi.issuer", str(self._port), *self._files], {}, REPO)

    def is_ready(self) -> bool:
        return http_status(self._port, "/") == 200

    def finish(self) -> None:
        """Nothing: the records of its staff are entered at intake (tsunagi/demo/staff.py)."""
