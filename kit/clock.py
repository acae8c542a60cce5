"""The case's time: the wall clock plus the clock keeper's offset, which is zero outside demo and tests."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """Reads the offset from the file that the clock keeper writes; without a file the offset is zero and stays zero."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._stamp = 0
        self._offset = timedelta(0)

    def now(self) -> datetime:
        """Case time, UTC, aware."""
        return datetime.now(UTC) + self._read()

    def _read(self) -> timedelta:
        if self._file is None or not self._file.exists():
            return self._offset
        stamp = self._file.stat().st_mtime_ns
        if stamp != self._stamp:
            self._offset = timedelta(milliseconds=json.loads(self._file.read_text())["offset_ms"])
            self._stamp = stamp
        return self._offset
