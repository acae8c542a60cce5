"""What happened to a case, as broker and engine tell it: its events, and where each of its process instances waits.

Codes and ids only: neither holds anything else.
"""

import json
import re
import time
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from google.protobuf import json_format
from google.protobuf.message import Message
from kafka import KafkaConsumer, TopicPartition

from kit.brokers import Brokers, events_topic
from kit.disclosure import data_class
from kit.outbox import message_class
from pb.tsunagi.consent.v1 import events_pb2 as consent
from pb.tsunagi.intake.v1 import events_pb2 as intake
from pb.tsunagi.meetings.v1 import events_pb2 as meetings
from pb.tsunagi.outreach.v1 import events_pb2 as outreach
from pb.tsunagi.plans.v1 import events_pb2 as plans
from pb.tsunagi.work.v1 import work_pb2 as _work  # noqa: F401 - registers the types that are read
from tsunagi.ports import SERVICES
from tsunagi.stack import Stack

READ_SECONDS = 20.0
BPMN = Path(__file__).parents[2] / "bpmn"
PROCESS = re.compile(r'<bpmn:process\b[^>]*\bid="([^"]+)"')
# Of these the parts inside are told, or the call of another process in which the instance stands.
NO_PLACES = frozenset({"PROCESS", "SUB_PROCESS", "EVENT_SUB_PROCESS", "MULTI_INSTANCE_BODY", "SEQUENCE_FLOW"})
WORK = frozenset({"WorkItemOpened", "WorkItemChanged", "WorkItemClosed"})
OVER = frozenset({"ELEMENT_COMPLETED", "ELEMENT_TERMINATED"})


class Sight:
    """Of one stack, whose engine exports its records."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._log = _Log(stack.kafka)

    def events(self, case_id: str) -> dict[str, Any]:
        """`events`: each once, per service in its order; `counts`: by type, 0 for a type that did not happen."""
        found: dict[str, dict[str, Any]] = {}
        for record in self._log.records():
            attributes = {name: value.decode() for name, value in record.headers or ()}
            if (record.key or b"").decode(errors="replace") == case_id and "ce_id" in attributes:
                found.setdefault(attributes["ce_id"], _event(record.topic, attributes, record.value))
        events = list(found.values())
        happened = Counter(event["type"] for event in events)
        return {"events": events, "counts": {name: happened[name] for name in event_types()}, "total": len(events)}

    def waiting(self, case_id: str) -> dict[str, Any]:
        """`at`: process → elements in which its instances stand, all instances together; `ended`: process → number."""
        instances: dict[int, dict[str, Any]] = {}
        standing: dict[int, tuple[int, str]] = {}
        ours = self._instances_of(case_id)
        for record in self._stack.records("PROCESS_INSTANCE"):
            value, intent = record["value"], record["intent"]
            if value["processInstanceKey"] not in ours:
                continue
            if value["bpmnElementType"] == "PROCESS":
                instances[record["key"]] = _instance(record)
            elif intent == "ELEMENT_ACTIVATED" and value["bpmnElementType"] not in NO_PLACES:
                standing[record["key"]] = (value["processInstanceKey"], value["elementId"])
            elif intent in OVER:
                standing.pop(record["key"], None)
        at: dict[str, list[str]] = {}
        for key, one in instances.items():
            one["elements"] = sorted(element for instance, element in standing.values() if instance == key)
            if one["state"] == "ACTIVE":
                at[one["process"]] = sorted(at.get(one["process"], []) + one["elements"])
        ended = Counter(one["process"] for one in instances.values() if one["state"] != "ACTIVE")
        return {"at": at, "ended": dict(ended), "instances": list(instances.values())}

    def _instances_of(self, case_id: str) -> set[int]:
        """Keys of the instances that carry the case's id, called ones included."""
        carried = self._stack.records("VARIABLE", name="caseId", value=json.dumps(case_id))
        return {record["value"]["processInstanceKey"] for record in carried}


def _instance(record: dict[str, Any]) -> dict[str, Any]:
    intent = record["intent"]
    state = intent.removeprefix("ELEMENT_") if intent in OVER else "ACTIVE"
    return {"process": record["value"]["bpmnProcessId"], "key": record["key"], "state": state}


class _Log:
    """The services' topics, read on from where the last look ended."""

    def __init__(self, brokers: Brokers) -> None:
        self._brokers = brokers
        self._read: list[Any] = []
        self._next: dict[TopicPartition, int] = {}

    def records(self) -> list[Any]:
        """Everything that was announced so far. Raises TimeoutError when the broker does not tell it."""
        consumer = KafkaConsumer(**self._brokers.options(), enable_auto_commit=False, group_id=None)
        try:
            topics = sorted(set(map(events_topic, SERVICES)) & consumer.topics())
            partitions = [
                TopicPartition(topic, one) for topic in topics for one in consumer.partitions_for_topic(topic)
            ]
            ends = consumer.end_offsets(partitions)
            behind = {one: end for one, end in ends.items() if end > self._next.get(one, 0)}
            consumer.assign(list(behind))
            for one in behind:
                consumer.seek(one, self._next.get(one, 0))
            deadline = time.monotonic() + READ_SECONDS
            while any(self._next.get(one, 0) < end for one, end in behind.items()):
                if time.monotonic() > deadline:
                    raise TimeoutError("the broker did not tell its events in time")
                for one, records in consumer.poll(timeout_ms=500).items():
                    self._read += records
                    self._next[one] = records[-1].offset + 1
        finally:
            consumer.close()
        return self._read


def _event(topic: str, attributes: dict[str, str], body: bytes) -> dict[str, Any]:
    message = message_class(attributes["ce_type"]).FromString(body)
    return {
        "type": attributes["ce_type"].rpartition(".")[2],
        "service": topic.split(".")[1],
        "id": attributes["ce_id"],
        "time": attributes["ce_time"],
        "data": _codes(message),
    }


def _codes(message: Message) -> dict[str, Any]:
    """The C0 fields; an event has no others, and this would not show one."""
    for field in message.DESCRIPTOR.fields:
        if data_class(field) != "C0":
            message.ClearField(field.name)
    codes: dict[str, Any] = json_format.MessageToDict(
        message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True
    )
    return codes


@cache
def event_types() -> tuple[str, ...]:
    """Every event that a service can announce about a case."""
    modules = (consent, intake, meetings, outreach, plans)
    names = {name for module in modules for name in module.DESCRIPTOR.message_types_by_name}
    return tuple(sorted(names | WORK))


@cache
def processes() -> tuple[str, ...]:
    """Every process of the diagrams."""
    found = (PROCESS.search(path.read_text(encoding="utf-8")) for path in BPMN.glob("*.bpmn"))
    return tuple(sorted(one[1] for one in found if one is not None))
