"""proto → use case → proto."""

from services.meetings.rpc.servicer import MeetingsServicer

__all__ = ["MeetingsServicer"]
