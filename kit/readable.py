"""What no service can read in a request, whatever it means: refused at the edge, field by field (AIP-193)."""

from collections.abc import Iterator
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from kit.errors import InvalidArgument, Violation

PAGE_SIZE = "page_size"
# Years 1900 to 2999: a moment outside of them is a slip of the keyboard, and every deadline after it would be one, too.
EARLIEST, LATEST = -2_208_988_800, 32_503_680_000


def check(request: Message) -> None:
    """Raises InvalidArgument with every field that is not readable."""
    if found := list(_violations(request, "")):
        raise InvalidArgument(*found)


def _violations(message: Message, path: str) -> Iterator[Violation]:
    for field, value in message.ListFields():
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            continue
        values: list[Any] = list(value) if field.is_repeated else [value]
        for index, one in enumerate(values):
            where = f"{path}{field.name}[{index}]" if field.is_repeated else f"{path}{field.name}"
            yield from _of(field, one, where)


def _of(field: FieldDescriptor, value: Any, where: str) -> Iterator[Violation]:
    if isinstance(value, Timestamp):
        if not (EARLIEST <= value.seconds < LATEST and 0 <= value.nanos < 1_000_000_000):
            yield Violation(where, "OUT_OF_RANGE", "日時をご確認ください。")
    elif isinstance(value, Message):
        yield from _violations(value, f"{where}.")
    elif field.enum_type is not None and value not in field.enum_type.values_by_number:
        yield Violation(where, "UNKNOWN_VALUE", "選べる値ではありません。")
    elif isinstance(value, str) and "\0" in value:
        yield Violation(where, "UNREADABLE", "読み取れない文字が含まれています。")
    elif field.name == PAGE_SIZE and value < 0:
        yield Violation(where, "OUT_OF_RANGE", "件数は 0 以上で指定してください。")
