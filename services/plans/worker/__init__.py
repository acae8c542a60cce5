"""The task types of the plans service, by process: job → use case → variables."""

from services.plans.worker import gaps, matters, participation, planning, reports, subjects, support
from services.plans.worker.tasks import tasks

PROCESSES = (subjects, planning, support, matters, participation, reports, gaps)

__all__ = ["PROCESSES", "tasks"]
