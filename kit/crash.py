"""Named points at which a chaos test makes a service die as if the power went; without a plan nothing happens.

The plan is a folder of files, one per cell, named `<point> <type>`. A file holds at which hit the process dies, 1 when
it is empty; it is taken away before the process dies, so each kills once, and one run can go through all of them.
"""

import os
import threading
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
_counting = threading.Lock()


def arm(plan: Path | None) -> None:
    global _plan
    _plan = plan


def at(point: str, kind: str) -> None:
    """`kind` is a task type, an event type or an rpc's full name."""
    if _plan is None:
        return
    with _counting:
        if _is_due(_plan / f"{point} {kind}"):
            os._exit(137)


def _is_due(cell: Path) -> bool:
    try:
        left = int(cell.read_text() or 1) - 1
        if left:
            cell.write_text(str(left))
        else:
            cell.unlink()
    except FileNotFoundError:
        return False
    return not left
