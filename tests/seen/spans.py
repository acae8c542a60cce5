"""The spans that a stack's services have written, as they ended."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tsunagi.stack import Stack


@dataclass(frozen=True)
class Span:
    """`id` is (trace id, span id); `links` are such ids; `parent` is the span id within the same trace."""

    name: str
    kind: str
    id: tuple[str, str]
    parent: str
    links: tuple[tuple[str, str], ...]
    attributes: dict[str, Any]
    service: str


def read(stack: Stack) -> list[Span]:
    return [span for file in sorted((stack.home / "logs").glob("*-spans.jsonl")) for span in _of(file.read_text())]


def _of(text: str) -> Iterator[Span]:
    # The last piece may still be being written.
    for line in text.split("\n")[:-1]:
        one = json.loads(line)
        yield Span(
            one["name"],
            one["kind"].removeprefix("SpanKind."),
            _id(one["context"]),
            one["parent_id"] or "",
            tuple(_id(link["context"]) for link in one["links"]),
            one["attributes"],
            one["resource"]["attributes"]["service.name"],
        )


def _id(context: dict[str, str]) -> tuple[str, str]:
    return context["trace_id"], context["span_id"]
