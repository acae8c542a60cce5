"""proto → use case → proto."""

from services.intake.rpc.servicer import IntakeServicer

__all__ = ["IntakeServicer"]
