"""Logs and traces. Both carry codes and ids only: an attribute that is not on the list is dropped."""

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import structlog
from opentelemetry import trace
from opentelemetry.context import Context as OtelContext
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter, SimpleSpanProcessor
from opentelemetry.trace import Link, SpanKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from kit.settings import Settings

ATTRIBUTES = frozenset(
    {
        "bpmn.element.id",
        "bpmn.process.id",
        "case.id",
        "error.type",
        "handoff.id",
        "messaging.destination.name",
        "messaging.message.id",
        "messaging.operation.type",
        "messaging.system",
        "rpc.method",
        "rpc.service",
        "zeebe.process_instance.key",
    }
)
_propagator = TraceContextTextMapPropagator()


def configure(settings: Settings) -> None:
    """One JSON line per fact on stderr; spans over OTLP when an endpoint is set, to a file when one is named."""
    level = logging.getLevelNamesMapping()[settings.log_level]
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _add_trace_id,
            link_to_operate(settings.operate_url),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    provider = TracerProvider(resource=Resource.create({"service.name": settings.service}))
    if settings.otlp_endpoint:
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    if settings.spans_file is not None:
        out = settings.spans_file.open("a", buffering=1)
        provider.add_span_processor(
            SimpleSpanProcessor(ConsoleSpanExporter(out=out, formatter=lambda span: f"{span.to_json(indent=None)}\n"))
        )
    trace.set_tracer_provider(provider)


def _add_trace_id(_logger: object, _name: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        line["trace_id"] = format(context.trace_id, "032x")
    return line


def link_to_operate(operate_url: str) -> structlog.typing.Processor:
    """A line about an instance says where an operator finds it; without Operate it is left as it is."""

    def add(_logger: object, _name: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
        if operate_url and line.get("process_instance_key"):
            line["operate"] = f"{operate_url}/processes/{line['process_instance_key']}"
        return line

    return add


@contextmanager
def span(
    name: str,
    previous: str = "",
    attributes: Mapping[str, str | int] | None = None,
    kind: SpanKind = SpanKind.CONSUMER,
) -> Iterator[str]:
    """A new trace per step, linked to the step before (`previous`, a traceparent); yields its own traceparent."""
    links = []
    if previous:
        before = trace.get_current_span(_propagator.extract({"traceparent": previous}))
        links = [Link(before.get_span_context())] if before.get_span_context().is_valid else []
    allowed = {key: value for key, value in (attributes or {}).items() if key in ATTRIBUTES}
    tracer = trace.get_tracer("tsunagi")
    with tracer.start_as_current_span(
        name,
        context=OtelContext(),
        kind=kind,
        attributes=allowed,
        links=links,
        record_exception=False,
        set_status_on_exception=False,
    ) as current:
        try:
            yield traceparent()
        except Exception as error:
            current.set_attribute("error.type", getattr(error, "code", type(error).__name__))
            raise


@contextmanager
def rpc_span(method: str, parent: str) -> Iterator[None]:
    """The span of one call, a child of the caller's when it sent a W3C trace context."""
    service, _, name = method.rpartition(".")
    context = _propagator.extract({"traceparent": parent}) if parent else None
    with trace.get_tracer("tsunagi").start_as_current_span(
        name,
        context=context,
        kind=SpanKind.SERVER,
        attributes={"rpc.service": service, "rpc.method": name},
        record_exception=False,
        set_status_on_exception=False,
    ) as current:
        try:
            yield
        except Exception as error:
            current.set_attribute("error.type", getattr(error, "code", type(error).__name__))
            raise


def traceparent() -> str:
    """W3C trace context of the current span; empty outside one."""
    carrier: dict[str, str] = {}
    _propagator.inject(carrier)
    return carrier.get("traceparent", "")
