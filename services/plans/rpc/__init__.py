"""Proto → use case → proto."""

from services.plans.rpc.servicer import PlansServicer

__all__ = ["PlansServicer"]
