"""The tables of consent and its only SQL. Every query is held to the caller's municipality."""

from services.consent.store.tables import metadata

__all__ = ["metadata"]
