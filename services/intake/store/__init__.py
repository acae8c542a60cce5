"""Intake's only SQL, one module per aggregate."""

from services.intake.store.tables import metadata

__all__ = ["metadata"]
