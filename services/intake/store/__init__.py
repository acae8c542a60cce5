"""Intake's only SQL, one module per aggregate."""

from services.intake.store import city_tables, tables  # noqa: F401 - they are the metadata
from services.intake.store.columns import metadata

__all__ = ["metadata"]
