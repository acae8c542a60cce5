"""Outreach's own SQL."""

from services.outreach.store.tables import metadata

__all__ = ["metadata"]
