"""Pages of a list of which the reader may not see every row: nothing says what stands between."""

from collections.abc import Callable, Sequence
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

TOKEN = "next_page_token"  # noqa: S105 - a field's name


def rows_of(answer: Any) -> Any:
    """The rows of a page, to be changed; none where this is no page."""
    fields = answer.DESCRIPTOR.fields
    found = [one.name for one in fields if one.is_repeated and one.type == FieldDescriptor.TYPE_MESSAGE]
    return getattr(answer, found[0]) if len(found) == 1 and TOKEN in answer.DESCRIPTOR.fields_by_name else []


def fill(answer: Any, request: Any, size: int, read: Callable[[Message], Message]) -> Sequence[str]:
    """Rows were taken out of a page of `size`: as many that may be seen follow, if they are there, and the token is the
    id of the last. Answers the names of those that were read and stand on the next page.

    `read`: another page, of what may be seen.
    """
    rows, token = rows_of(answer), answer.next_page_token
    while token and len(rows) <= size:
        following: Any = type(request)()
        following.CopyFrom(request)
        following.page_token = token
        more: Any = read(following)
        rows.extend(rows_of(more))
        token = more.next_page_token
    later = [one.name for one in rows[size:]]
    answer.next_page_token = rows[size - 1].name.partition("/")[2] if later else ""
    del rows[size:]
    return later
