"""Logs and traces. Both carry codes and ids only: an attribute that is not on the list is dropped."""

import json
import logging
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

import structlog
from google.protobuf.message import Message
from opentelemetry import trace
from opentelemetry.context import Context as OtelContext
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.exporter.zipkin.json import ZipkinExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter, SimpleSpanProcessor
from opentelemetry.trace import Link, Span, SpanKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from kit.settings import Settings

ATTRIBUTES = frozenset(
    {
        "bpmn.element.id",
        "bpmn.process.id",
        "case.id",
        "error.type",
        "handoff.id",
        "messaging.consumer.group.name",
        "messaging.destination.name",
        "messaging.destination.partition.id",
        "messaging.kafka.offset",
        "messaging.message.id",
        "messaging.operation.name",
        "messaging.operation.type",
        "messaging.system",
        "previous.trace_id",
        "rpc.method",
        "rpc.service",
        "rpc.system",
        "zeebe.process_instance.key",
    }
)
# The engine carries no trace context: every message and every completed job hands it on in this process variable, and
# tsunagi/bpmn/weave.py sees to it that calls and output mappings do not lose it.
VARIABLE = "traceparent"
Attributes = Mapping[str, str | int]
# What a message, or an engine's variables, say of these in their own spelling.
_NAMED = {
    "case_id": "case.id",
    "caseId": "case.id",
    "handoff_id": "handoff.id",
    "handoffId": "handoff.id",
}
_RESOURCES = {"cases": "case.id", "handoffs": "handoff.id"}
PLACE = ("case.id", "handoff.id", "zeebe.process_instance.key", "bpmn.element.id")
_ELEMENT = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,80}")
_ULID = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
_propagator = TraceContextTextMapPropagator()


def configure(settings: Settings) -> None:
    """One JSON line per fact on stderr; spans over OTLP when an endpoint is set, to a file when one is named."""
    level = logging.getLevelNamesMapping()[settings.log_level]
    libraries = logging.StreamHandler(sys.stderr)
    libraries.setFormatter(_Library())
    logging.basicConfig(handlers=[libraries], level=logging.WARNING)
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
    if settings.zipkin_endpoint:
        provider.add_span_processor(BatchSpanProcessor(ZipkinExporter(endpoint=settings.zipkin_endpoint)))
    if settings.spans_file is not None:
        out = settings.spans_file.open("a", buffering=1)
        provider.add_span_processor(
            SimpleSpanProcessor(ConsoleSpanExporter(out=out, formatter=lambda span: f"{span.to_json(indent=None)}\n"))
        )
    trace.set_tracer_provider(provider)


class _Library(logging.Formatter):
    """A library's line as one of ours. Only its template is told: nobody knows what it would write into it."""

    def format(self, record: logging.LogRecord) -> str:
        line = {"logger": record.name, "event": str(record.msg), "level": record.levelname.lower()}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
        line["timestamp"] = datetime.fromtimestamp(record.created, UTC).isoformat()
        return json.dumps(line, ensure_ascii=False)


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
    attributes: Attributes | None = None,
    kind: SpanKind = SpanKind.CONSUMER,
) -> Iterator[str]:
    """A new trace per step, linked to the step before (`previous`, a traceparent); yields its own traceparent."""
    before = trace.get_current_span(_propagator.extract({"traceparent": previous})).get_span_context()
    links = [Link(before)] if before.is_valid else []
    # Zipkin shows no links.
    told = {**(attributes or {}), "previous.trace_id": format(before.trace_id, "032x") if links else ""}
    with _started(name, OtelContext(), kind, told, links):
        yield traceparent()


@contextmanager
def within(parent: str, name: str, kind: SpanKind, attributes: Attributes | None = None) -> Iterator[str]:
    """A span inside the step whose traceparent is `parent` (a new trace without one); yields its own traceparent."""
    with _started(name, _inside(parent), kind, attributes, []):
        yield traceparent()


@contextmanager
def rpc_span(method: str, parent: str, kind: SpanKind = SpanKind.SERVER) -> Iterator[str]:
    """The span of one call, a child of the caller's when it sent a W3C trace context; yields its own traceparent.

    A question to another service is asked at the place of the step that asks.
    """
    service, _, name = method.rpartition(".")
    place = {key: value for key, value in _said().items() if key in PLACE} if kind is SpanKind.CLIENT else {}
    with within(parent, name, kind, {**place, "rpc.system": "grpc", "rpc.service": service, "rpc.method": name}) as own:
        yield own


@contextmanager
def _started(
    name: str, context: OtelContext, kind: SpanKind, attributes: Attributes | None, links: list[Link]
) -> Iterator[None]:
    with trace.get_tracer("tsunagi").start_as_current_span(
        name,
        context=context,
        kind=kind,
        attributes=_allowed(attributes or {}),
        links=links,
        record_exception=False,
        set_status_on_exception=False,
    ) as current:
        try:
            yield
        except Exception as error:
            code = getattr(error, "code", "")  # of gRPC's own errors a method
            current.set_attribute("error.type", code if code and isinstance(code, str) else type(error).__name__)
            raise


def _inside(parent: str) -> OtelContext:
    return _propagator.extract({"traceparent": parent}) if parent else OtelContext()


def note(attributes: Attributes) -> None:
    """Adds to the current span what is known only now."""
    trace.get_current_span().set_attributes(dict(_allowed(attributes)))


def note_new(attributes: Attributes) -> None:
    """As `note`, but what the span says already stays: a job has its own place, also where it ends another's wait."""
    said = _said()
    note({key: value for key, value in attributes.items() if key not in said})


def note_case(case_ids: Iterable[str]) -> None:
    """What a step learns of the case that it is about; nothing where there are several."""
    found = set(case_ids)
    if len(found) == 1:
        note_new({"case.id": found.pop()})


def _said() -> Attributes:
    said: Attributes = getattr(trace.get_current_span(), "attributes", None) or {}
    return said


def _allowed(attributes: Attributes) -> Attributes:
    return {key: value for key, value in attributes.items() if key in ATTRIBUTES and value != ""}


def messaging(system: str, operation: str, destination: str, message_id: str | int) -> dict[str, str | int]:
    """What the messaging conventions of OpenTelemetry ask of every sent or processed message."""
    return {
        "messaging.system": system,
        "messaging.operation.name": operation,
        "messaging.operation.type": operation,
        "messaging.destination.name": destination,
        "messaging.message.id": message_id,
    }


def job(
    task: str, key: int, process_id: str, element_id: str, instance_key: int, variables: Mapping[str, object]
) -> dict[str, str | int]:
    """Of the span in which a job of the engine is done."""
    return {
        **messaging("zeebe", "process", task, key),
        "bpmn.process.id": process_id,
        "bpmn.element.id": element_id,
        "zeebe.process_instance.key": instance_key,
        **ids_in(variables),
    }


def ids_in(variables: Mapping[str, object]) -> dict[str, str]:
    """Attributes out of an engine's variables."""
    return {_NAMED[name]: str(value) for name, value in variables.items() if name in _NAMED and value}


def ids_in_name(name: str) -> dict[str, str]:
    """Attributes out of a resource name."""
    collection, _, resource = name.partition("/")
    return {_RESOURCES[collection]: resource} if collection in _RESOURCES and _ULID.fullmatch(resource) else {}


def ids_of(message: Message) -> dict[str, str]:
    """Attributes out of a request, an answer or an event: its id fields, and the resource that it names.

    Only what has the form of our own ids: a caller may write anything into a request.
    """
    found: dict[str, str] = {}
    for field in message.DESCRIPTOR.fields:
        value = getattr(message, field.name)
        if field.is_repeated or not isinstance(value, str):
            continue
        if field.name in ("name", "subject"):
            found = {**ids_in_name(value), **found}
        elif field.name == "element_id" and _ELEMENT.fullmatch(value):
            found["bpmn.element.id"] = value
        elif field.name in _NAMED and _ULID.fullmatch(value):
            found[_NAMED[field.name]] = value
    return found


def ids_asked(request: Message) -> dict[str, str]:
    """Attributes out of a request; of one that asks about several things, the case that all of them are of."""
    cases: set[str] = set()
    for field, values in request.ListFields():
        if field.name == "case_ids":
            cases.update(values)
        elif field.is_repeated and field.message_type is not None and "case_id" in field.message_type.fields_by_name:
            cases.update(one.case_id for one in values)
    of_all = cases.pop() if len(cases) == 1 else ""
    return {**({"case.id": of_all} if _ULID.fullmatch(of_all) else {}), **ids_of(request)}


def begin(parent: str, name: str, kind: SpanKind, attributes: Attributes) -> Span:
    """A span inside the step of `parent` that is nobody's current one: whoever began it ends it."""
    return trace.get_tracer("tsunagi").start_span(name, _inside(parent), kind, _allowed(attributes))


def end(span: Span, attributes: Attributes) -> None:
    span.set_attributes(dict(_allowed(attributes)))
    span.end()


def traceparent(of: Span | None = None) -> str:
    """W3C trace context of a span (default: the current one); empty outside one."""
    carrier: dict[str, str] = {}
    _propagator.inject(carrier, trace.set_span_in_context(of) if of is not None else None)
    return carrier.get("traceparent", "")
