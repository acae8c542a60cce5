"""A file that may be replaced while the service runs: keys, revocations."""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class Reread(Generic[T]):
    """What a file says, parsed again when it changed. Raises OSError, and what `parse` raises."""

    def __init__(self, file: Path, parse: Callable[[str], T]) -> None:
        self._file, self._parse = file, parse
        self._known: tuple[tuple[int, int], T] | None = None

    def now(self) -> T:
        found = self._file.stat()
        stamp = (found.st_mtime_ns, found.st_ino)
        if self._known is None or self._known[0] != stamp:
            self._known = (stamp, self._parse(self._file.read_text()))
        return self._known[1]
