"""Times, days and codes, as protos carry them."""

from datetime import date, datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp


def stamp(at: datetime | None) -> Timestamp | None:
    if at is None:
        return None
    result = Timestamp()
    result.FromDatetime(at)
    return result


def day(value: date | None) -> str:
    return value.isoformat() if value else ""


def enum(wrapper: Any, prefix: str, code: str | None) -> Any:
    return wrapper.Value(f"{prefix}_{code or 'UNSPECIFIED'}")
