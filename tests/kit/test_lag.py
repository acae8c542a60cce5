"""What a consumer says of the events that it has not taken yet, on a real Kafka."""

import pytest
from kafka import KafkaConsumer, KafkaProducer
from kafka.structs import MemberState, TopicPartition

from kit.ids import new_id
from kit.lag import Lag
from tests.waiting import eventually
from tsunagi.stack import Stack

SENT = 3


@pytest.fixture
def topic(still_stack: Stack) -> str:
    """Three events that nobody has taken."""
    name = f"tsunagi.lag{new_id().lower()}.events.v1"
    producer = KafkaProducer(**still_stack.kafka.options())
    for number in range(SENT):
        producer.send(name, key=f"case-{number}".encode(), value=b"").get(timeout=30)
    producer.close()
    return name


def member(stack: Stack, topic: str) -> KafkaConsumer:
    return KafkaConsumer(
        topic, **stack.kafka.options(), group_id=topic, auto_offset_reset="earliest", enable_auto_commit=False
    )


def test_what_a_consumer_has_not_looked_at_yet_is_not_said_to_be_taken(still_stack: Stack, topic: str) -> None:
    consumer = KafkaConsumer(**still_stack.kafka.options(), auto_offset_reset="earliest", enable_auto_commit=False)
    lag = Lag(consumer)
    assert lag.now() == 1, "nothing is assigned: nobody knows"
    consumer.assign([TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic)])
    assert lag.now() == SENT, "assigned, and not looked at"
    eventually(lambda: consumer.poll(timeout_ms=200) or lag.now() == 0)
    consumer.close()


def test_what_was_taken_before_a_rebalance_is_not_said_to_wait_after_it(still_stack: Stack, topic: str) -> None:
    first = member(still_stack, topic)
    lag = Lag(first)
    eventually(lambda: first.poll(timeout_ms=200) is not None and first.assignment() and lag.now() == 0)
    first.commit()
    second = member(still_stack, topic)

    def shared() -> bool:
        for one in (first, second):
            one.poll(timeout_ms=200)
        stable = all(one.group_metadata().state is MemberState.STABLE for one in (first, second))
        return (
            stable
            and bool(second.assignment())
            and len(first.assignment()) < len(second.assignment() | first.assignment())
        )

    eventually(shared)
    assert (lag.now(), Lag(second).now()) == (0, 0), "no event came, so no fetch tells the end of what was reassigned"
    for one in (first, second):
        one.close()
