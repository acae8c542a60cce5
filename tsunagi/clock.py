"""The clock keeper: the only one who moves the case's time, and only forward.

The engine's clock is pinned to wall clock + offset four times a second, because a pin alone freezes time. Services
read the same offset from a file, written just before the engine is pinned, so they are never behind the engine.
"""

import json
import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from tsunagi.errors import StackError
from tsunagi.pin import EnginePin, Unreachable

TICK_SECONDS = 0.25
PATIENCE_SECONDS = 60.0


class ClockKeeper:
    """`file` is the services' CLOCK_FILE; `furthest` keeps the latest time that the engine may have seen."""

    def __init__(self, file: Path, furthest: Path, port: int) -> None:
        self._file, self._furthest_file, self._engine = file, furthest, EnginePin(port)
        self._offset_ms = _read(file).get("offset_ms", 0)
        self._furthest_ms = _read(furthest).get("furthest_ms", 0)
        # One pin at a time: two threads that pin could step back.
        self._pinning = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def was_pinned(self) -> bool:
        """Whether a clock ever ran on this stack; then it must be pinned after every start of the engine."""
        return self._furthest_ms > 0

    def now(self) -> datetime:
        """Case time, UTC, aware. The wall clock when no clock runs."""
        return datetime.fromtimestamp(self._now_ms() / 1000, UTC)

    def start(self) -> None:
        """Pins at once, then every 250 ms, from the furthest time that this stack has seen. Raises StackError."""
        if self._thread is None:
            self.pin()
            self._stopped.clear()
            self._thread = threading.Thread(target=self._tick, name="clock-keeper", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Time stands still in the engine from here on; the offset stays on disk."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._engine.close()

    def advance_to(self, moment: datetime) -> None:
        """Jumps forward, never back: a moment that came by itself is reached. Raises ValueError without zone."""
        if moment.tzinfo is None:
            raise ValueError("the moment needs a time zone")
        with self._pinning:
            self._offset_ms = max(self._offset_ms, int(moment.timestamp() * 1000) - _wall_ms())
        self.pin()

    def pin(self) -> None:
        """Until the engine has taken it. Raises StackError after a minute."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.try_pin():
            if time.monotonic() > deadline:
                raise StackError(
                    "CLOCK_UNREACHABLE",
                    f"エンジンの時計を {PATIENCE_SECONDS:.0f} 秒間動かせませんでした。Zeebe のログを確かめてください。",
                    f"The engine did not take its clock for {PATIENCE_SECONDS:.0f} s: see Zeebe's log.",
                )
            time.sleep(0.05)

    def try_pin(self) -> bool:
        """Whether the engine took it; False while it is down."""
        try:
            self._pin_once()
        except Unreachable:
            return False
        return True

    def _tick(self) -> None:
        while not self._stopped.wait(TICK_SECONDS):
            # When the engine is down, the next tick or its restart pins again.
            self.try_pin()

    def _pin_once(self) -> None:
        with self._pinning:
            now = self._now_ms()
            # A wall clock that was set back must not take the engine with it.
            self._offset_ms = max(self._offset_ms, now - _wall_ms())
            self._furthest_ms = now
            _write(self._furthest_file, {"furthest_ms": now})
            if _read(self._file) != (told := {"offset_ms": self._offset_ms, "pinned": True}):
                _write(self._file, told)
            self._engine.put(now)

    def _now_ms(self) -> int:
        return max(_wall_ms() + self._offset_ms, self._furthest_ms)


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000


def _read(file: Path) -> dict[str, int]:
    if not file.exists():
        return {}
    found: dict[str, int] = json.loads(file.read_text())
    return found


def _write(file: Path, content: dict[str, int]) -> None:
    """Readers see the old file or the new one, never half of it."""
    half = file.with_name(f"{file.name}.{os.getpid()}.half")
    half.write_text(json.dumps(content))
    half.replace(file)
