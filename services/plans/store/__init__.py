"""The service's only SQL, by aggregate."""

from services.plans.store.tables import metadata

__all__ = ["metadata"]
