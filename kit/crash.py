"""Named points at which a chaos test makes a service die as if the power went; without a plan nothing happens.

The plan is a folder of files, one per cell, named `<point> <type>`; a cell is taken away before the process dies, so
each kills once, and one run can go through all of them.
"""

import os
from pathlib import Path

POINTS = (
    "before-commit",
    "after-commit",
    "after-kafka-ack",
    "after-engine-ack",
    "before-complete-job",
    "before-offset-commit",
)
_plan: Path | None = None


def arm(plan: Path | None) -> None:
    global _plan
    _plan = plan


def at(point: str, kind: str) -> None:
    """`kind` is a task type, an event type or an rpc's full name."""
    if _plan is None:
        return
    try:
        (_plan / f"{point} {kind}").unlink()
    except FileNotFoundError:
        return
    os._exit(137)
