"""`python -m bench.counted SERVICE`: the service as ever, and a line for each step with what it asked of its database.

The step is the span that is current when a statement is executed; nothing of the service knows of it.
"""

import json
import os
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider

from kit import telemetry
from kit.settings import Settings
from services.__main__ import main

_counts: dict[int, Counter[str]] = {}
_lock = threading.Lock()


class _Steps(SpanProcessor):
    """Writes a step's counts when its span ends."""

    def __init__(self, file: Path) -> None:
        self._out = file.open("a", buffering=1)

    def on_end(self, span: ReadableSpan) -> None:
        with _lock:
            counts = _counts.pop(span.context.span_id, None) if span.context is not None else None
        if counts is None or span.attributes is None:
            return
        failed = "error.type" in span.attributes or bool(counts["rollbacks"])
        if step := _step(span):
            self._out.write(json.dumps({"step": step, "failed": failed, **counts}) + "\n")


def _step(span: ReadableSpan) -> str:
    """A task type, an event type or an rpc; empty for spans that are none of them, as those of the JSON edge."""
    service = str((span.attributes or {}).get("rpc.service", ""))
    if service:
        return f"{service.rpartition('.')[2]}.{span.name}"
    return span.name.removeprefix("process ") if span.name.startswith("process ") else ""


def _count(what: str) -> None:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        with _lock:
            _counts.setdefault(context.span_id, Counter())[what] += 1


def _on_execute(*_: Any) -> None:
    _count("statements")


def _on_commit(*_: Any) -> None:
    _count("commits")


def _on_rollback(*_: Any) -> None:
    _count("rollbacks")


def _configure(settings: Settings) -> None:
    _plain(settings)
    provider = trace.get_tracer_provider()
    assert isinstance(provider, TracerProvider)
    provider.add_span_processor(_Steps(Path(os.environ["STATEMENTS_FILE"])))


if __name__ == "__main__":
    sa.event.listen(sa.Engine, "before_cursor_execute", _on_execute)
    sa.event.listen(sa.Engine, "commit", _on_commit)
    sa.event.listen(sa.Engine, "rollback", _on_rollback)
    _plain = telemetry.configure
    telemetry.configure = _configure
    sys.exit(main(sys.argv[1:]))
