"""What the broker remembers of a topic's last events."""

import time
from collections.abc import Iterator
from typing import NamedTuple

from kafka import KafkaConsumer, TopicPartition

from kit.brokers import Brokers

TAIL = 200
PATIENCE_SECONDS = 10.0


class Told(NamedTuple):
    event_id: str
    event_type: str
    case_id: str


def tail(brokers: Brokers, topic: str) -> Iterator[Told]:
    """The last 200 events of each partition; fewer when the broker is slow. Raises KafkaError."""
    consumer = KafkaConsumer(**brokers.options(), enable_auto_commit=False, group_id=None)
    try:
        partitions = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic) or ()]
        begins = consumer.beginning_offsets(partitions) if partitions else {}
        ends = consumer.end_offsets(partitions) if partitions else {}
        wanted = {partition: end for partition, end in ends.items() if end > begins[partition]}
        consumer.assign(list(wanted))
        for partition, end in wanted.items():
            consumer.seek(partition, max(begins[partition], end - TAIL))
        deadline = time.monotonic() + PATIENCE_SECONDS
        while wanted and time.monotonic() < deadline:
            for partition, records in consumer.poll(timeout_ms=500).items():
                if partition in wanted and records[-1].offset + 1 >= wanted[partition]:
                    del wanted[partition]
                for record in records:
                    headers = {name: value.decode() for name, value in record.headers or ()}
                    case_id = (record.key or b"").decode(errors="replace")
                    yield Told(headers.get("ce_id", ""), headers.get("ce_type", ""), case_id)
    finally:
        consumer.close()
