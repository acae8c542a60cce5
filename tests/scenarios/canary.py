"""Looks for planted words in all that leaves a service: engine data, broker, logs, spans, metrics, error texts."""

import base64
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
from kafka import KafkaConsumer, TopicPartition

from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

CHUNK = 1 << 20
LEGACY = ("shift_jis", "cp932", "euc_jp", "iso2022_jp")
TO_JAPANESE, BACK = b"\x1b$B", b"\x1b(B"
"""How ISO-2022-JP switches; a word in the middle of other Japanese stands without them."""


def spellings(word: str) -> set[bytes]:
    """UTF-8, UTF-16, JSON escapes (also twice), legacy Japanese; URL and base64, at any offset, of UTF-8 and these."""
    escaped = json.dumps(word)[1:-1]
    raws = {word.encode(), *_legacy(word)}
    texts = {escaped, escaped.replace("\\", "\\\\"), *map(quote, raws)}
    found = raws | {word.encode("utf-16-le"), word.encode("utf-16-be")}
    found |= {spelt.encode() for text in texts for spelt in (text, text.upper().replace("\\U", "\\u"), text.lower())}
    return found.union(*map(_in_base64, raws))


def _legacy(word: str) -> Iterator[bytes]:
    for encoding in LEGACY:
        try:
            yield word.encode(encoding).removeprefix(TO_JAPANESE).removesuffix(BACK)
        except UnicodeEncodeError:
            continue


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """What stands in a longer text's base64 wherever the word begins: the characters that no neighbour touches."""
    for shift in range(3):
        text = base64.b64encode(bytes(shift) + raw)
        inner = text[-(-8 * shift // 6) : 8 * (shift + len(raw)) // 6]
        yield inner
        yield inner.replace(b"+", b"-").replace(b"/", b"_")


def places(stack: Stack) -> Iterator[Path]:
    """Every file outside the owners' databases: Zeebe's log, state and snapshots, Kafka's segments, logs and spans."""
    for folder in ("zeebe", "kafka", "logs"):
        yield from (path for path in sorted((stack.home / folder).rglob("*")) if path.is_file())


class Scanner:
    """Knows every spelling of its words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._wanted = [(word, spelling) for word in words for spelling in spellings(word)]
        self.longest = max(len(spelling) for _, spelling in self._wanted)

    def told(self, text: bytes) -> set[str]:
        return {word for word, spelling in self._wanted if spelling in text}


def hits(stack: Stack, words: Iterable[str]) -> set[tuple[str, str]]:
    """(word, top folder, "spans", "records" or "metrics") of every hit. The stack runs."""
    scanner = Scanner(words)
    found = set()
    for path in places(stack):
        for chunk in chunks(path, scanner.longest):
            found |= {(word, _place(stack, path)) for word in scanner.told(chunk)}
    for place, text in (*_records(stack), *_metrics(stack)):
        found |= {(word, place) for word in scanner.told(text)}
    return found


def _records(stack: Stack) -> Iterator[tuple[str, bytes]]:
    """Whatever a reader of the broker gets: keys, values and headers, decompressed."""
    consumer = KafkaConsumer(**stack.kafka.options(), enable_auto_commit=False)
    parts = [
        TopicPartition(topic, part) for topic in consumer.topics() for part in consumer.partitions_for_topic(topic)
    ]
    consumer.assign(parts)
    consumer.seek_to_beginning()
    ends = consumer.end_offsets(parts)
    while any(consumer.position(part) < ends[part] for part in parts):
        for batch in consumer.poll(1_000).values():
            for record in batch:
                headers = (value for _name, value in record.headers or ())
                yield "records", b"\n".join(filter(None, (record.key, record.value, *headers)))
    consumer.close()


def _metrics(stack: Stack) -> Iterator[tuple[str, bytes]]:
    for service in SERVICES:
        yield "metrics", httpx.get(f"{stack.http(service)}/metrics", timeout=30).content


def _place(stack: Stack, path: Path) -> str:
    parts = path.relative_to(stack.home).parts
    return "spans" if path.name.endswith("-spans.jsonl") else parts[0]


def chunks(path: Path, overlap: int) -> Iterator[bytes]:
    """Without what is reserved and not yet written: most of Kafka's bytes."""
    try:
        with path.open("rb") as file:
            tail = b""
            while block := file.read(CHUNK):
                text = tail + block
                if text.count(0) < len(text):
                    yield text
                tail = text[-overlap:]
    except FileNotFoundError:  # a snapshot or segment that was compacted while we looked
        return
