"""How many events of its topics a consumer has not taken yet."""

from typing import Any

from kafka.errors import KafkaError
from kafka.structs import TopicPartition

ASK_MS = 2_000


class Lag:
    """Asks the broker once after each rebalance where the partitions end of which no fetch has told it.

    Kafka leaves a partition without new events out of a fetch session's answers (KIP-227), so that a consumer whose
    session went on through a rebalance is never told its end.
    """

    def __init__(self, consumer: Any) -> None:
        self._consumer = consumer
        self._generation = -1
        self._asked: dict[TopicPartition, int] = {}

    def now(self) -> int:
        """Events that are there and not taken yet; 1 while nobody knows: nothing is assigned, or no broker answers."""
        partitions = self._consumer.assignment()
        try:
            behind = [max(0, self._end(one) - (self._consumer.position(one, ASK_MS) or 0)) for one in partitions]
        except KafkaError:
            return 1
        return sum(behind) if partitions else 1

    def _end(self, partition: TopicPartition) -> int:
        told: int | None = self._consumer.highwater(partition)
        return told if told is not None else self._ask(partition)

    def _ask(self, partition: TopicPartition) -> int:
        generation = self._consumer.group_metadata().generation_id
        if generation != self._generation:
            self._generation, self._asked = generation, {}
        if partition not in self._asked:
            untold = [one for one in self._consumer.assignment() if self._consumer.highwater(one) is None]
            self._asked |= self._consumer.end_offsets(untold, ASK_MS)
        return self._asked[partition]
