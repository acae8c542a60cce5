"""The spans that end while a test looks, of this process."""

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.waiting import eventually


@contextmanager
def spans() -> Iterator[InMemorySpanExporter]:
    exporter, provider = InMemorySpanExporter(), trace.get_tracer_provider()
    assert isinstance(provider, TracerProvider)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    yield exporter
    exporter.shutdown()


def ended(exporter: InMemorySpanExporter, name: str, key: int | None = None) -> ReadableSpan:
    """The span of this name; about this job, where a key is given."""

    def found() -> list[ReadableSpan]:
        named = (one for one in exporter.get_finished_spans() if one.name == name)
        return [one for one in named if key is None or said(one).get("messaging.message.id") == key]

    return eventually(found)[0]


def said(span: ReadableSpan) -> dict[str, object]:
    return dict(span.attributes or {})


def own(span: ReadableSpan) -> str:
    """Its traceparent."""
    context = span.get_span_context()
    assert context is not None
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"
