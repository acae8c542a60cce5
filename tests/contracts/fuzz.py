"""Messages that nobody would send, made from the descriptors; ids and names that were answered come back in them."""

import random
from typing import Any

from google.protobuf import message_factory, timestamp_pb2
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

CODES = ("W-31", "W-03", "W-99", "CARE", "DEBT", "VISIT_TOGETHER", "PLAN_SHARING", "C1", "28216", "5BD", "2026-12-01")
TEXTS = (
    "",
    " ",
    "架空 花子",
    "カクウ ハナコ",
    "1944-02-30",
    "0",
    "-1",
    "x" * 5_000,
    "\x00",
    "a\x00b",
    "'; --",
    "％😀\u202e",
)
NUMBERS = (0, 1, -1, 2, 50, 2**31 - 1, -(2**31))
SECONDS = (0, 1, -1, 1_790_000_000, 253_402_300_799, -62_135_596_800, 253_402_300_800, 2**63 - 1)
DEPTH, MOST = 4, 3


class Fuzzer:
    """One sequence of messages; the same seed makes the same one when it is answered the same."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._known: list[str] = []

    def learn(self, answer: Message) -> None:
        """Keeps what looks like an id or a resource name, and its last part."""
        for field, value in answer.ListFields():
            values: list[Any] = list(value) if field.is_repeated else [value]
            for one in values:
                if isinstance(one, Message):
                    self.learn(one)
                elif isinstance(one, str) and 8 <= len(one) <= 80 and one.isascii():
                    self._known += [one, one.rpartition("/")[2]]
        self._known = self._known[-400:]

    def message(self, of: Descriptor, depth: int = 0) -> Message:
        made = message_factory.GetMessageClass(of)()
        if isinstance(made, timestamp_pb2.Timestamp):
            made.seconds = self._dice.choice(SECONDS)
            made.nanos = self._dice.choice((0, 1, 999_999_999, -1))
        for field in () if isinstance(made, timestamp_pb2.Timestamp) else of.fields:
            if depth < DEPTH and self._dice.random() < 0.7:
                self._fill(made, field, depth)
        if "request_id" in of.fields_by_name and self._dice.random() < 0.9:
            made.MergeFrom(type(made)(request_id=f"{self._dice.getrandbits(64):x}"))
        return made

    def _fill(self, made: Any, field: FieldDescriptor, depth: int) -> None:
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            return
        if field.is_repeated:
            values = [self._value(field, depth) for _ in range(self._dice.randint(0, MOST))]
            getattr(made, field.name).extend(values)
        elif field.message_type is not None:
            getattr(made, field.name).CopyFrom(self._value(field, depth))
        else:
            setattr(made, field.name, self._value(field, depth))

    def _value(self, field: FieldDescriptor, depth: int) -> Any:
        if field.message_type is not None:
            return self.message(field.message_type, depth + 1)
        if field.enum_type is not None:
            return self._dice.choice([*(value.number for value in field.enum_type.values), 99])
        if field.type == FieldDescriptor.TYPE_BOOL:
            return self._dice.random() < 0.5
        if field.type == FieldDescriptor.TYPE_STRING:
            return self._dice.choice(self._dice.choice([self._known or CODES, self._known or TEXTS, CODES, TEXTS]))
        if field.type == FieldDescriptor.TYPE_BYTES:
            return self._dice.randbytes(8)
        number = self._dice.choice(NUMBERS)
        unsigned = field.type in (FieldDescriptor.TYPE_UINT32, FieldDescriptor.TYPE_UINT64)
        return abs(number) if unsigned else number
