"""The engine's records, read from the file that the broker's debug exporter writes."""

import json
from pathlib import Path
from typing import Any

Record = dict[str, Any]


class RecordTail:
    """Reads only what is new. After a restart the exporter writes everything again; each record is kept once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._offset = 0
        self._seen: set[tuple[int, int]] = set()
        self._by_type: dict[str, list[Record]] = {}

    def read(self, value_type: str | None = None, intent: str | None = None, **value: object) -> list[Record]:
        """In order of position; `value` compares fields of the record's value, e.g. `processInstanceKey=1`."""
        self._catch_up()
        if value_type is None:
            found = sorted((record for kind in self._by_type.values() for record in kind), key=_position)
        else:
            found = self._by_type.get(value_type, [])
        return [
            record
            for record in found
            if (intent is None or record["intent"] == intent)
            and all(record["value"].get(name) == wanted for name, wanted in value.items())
        ]

    def _catch_up(self) -> None:
        if not self._file.exists():
            return
        with self._file.open("rb") as file:
            file.seek(self._offset)
            lines = file.read().split(b"\n")
        # The last piece is a line that is still being written.
        for line in lines[:-1]:
            self._offset += len(line) + 1
            self._take(line)

    def _take(self, line: bytes) -> None:
        if not line.startswith(b"{"):
            return
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            # Cut off by a kill -9; the exporter writes it again after the restart.
            return
        if _position(record) not in self._seen:
            self._seen.add(_position(record))
            self._by_type.setdefault(record["valueType"], []).append(record)


def _position(record: Record) -> tuple[int, int]:
    return record["partitionId"], record["position"]
