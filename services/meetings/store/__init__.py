"""Meetings' only SQL, by aggregate. A query for a reader names the reader's agency: nobody sees another item."""

from services.meetings.store.tables import metadata

__all__ = ["metadata"]
