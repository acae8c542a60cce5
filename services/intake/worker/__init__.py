"""Jobs of the diagrams that intake does: job → use case → variables."""

from services.intake.worker import beside, cases, handoffs
from services.intake.worker.tasks import tasks

PARTS = (cases, handoffs, beside)

__all__ = ["PARTS", "tasks"]
