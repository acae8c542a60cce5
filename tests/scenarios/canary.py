"""Looks for planted words in everything that leaves a service: engine data, broker, logs, spans, error texts."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from tsunagi.stack import Stack

CHUNK = 1 << 20


def spellings(word: str) -> list[bytes]:
    """The word as UTF-8, UTF-16 and JSON escapes."""
    escaped = json.dumps(word)[1:-1]
    return list({word.encode(), word.encode("utf-16-le"), escaped.encode(), escaped.replace("\\", "\\\\").encode()})


def places(stack: Stack) -> Iterator[Path]:
    """Every file outside the owners' databases: Zeebe's log, state and snapshots, Kafka's segments, logs and spans."""
    for folder in ("zeebe", "kafka", "logs"):
        yield from (path for path in sorted((stack.home / folder).rglob("*")) if path.is_file())


def hits(stack: Stack, words: Iterable[str]) -> set[tuple[str, str]]:
    """(word, top folder) of every hit."""
    wanted = [(word, spelling) for word in words for spelling in spellings(word)]
    longest = max(len(spelling) for _, spelling in wanted)
    found = set()
    for path in places(stack):
        for chunk in _chunks(path, longest):
            found |= {(word, _place(stack, path)) for word, spelling in wanted if spelling in chunk}
    return found


def _place(stack: Stack, path: Path) -> str:
    parts = path.relative_to(stack.home).parts
    return "spans" if path.name.endswith("-spans.jsonl") else parts[0]


def _chunks(path: Path, overlap: int) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            tail = b""
            while block := file.read(CHUNK):
                yield tail + block
                tail = block[-overlap:]
    except FileNotFoundError:  # a snapshot or segment that was compacted while we looked
        return
