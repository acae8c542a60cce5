"""What the agency that led finds when it asks, after the end of support, how it goes (domain.md P16)."""

import sqlalchemy as sa

from kit.context import Context
from services.intake.store import cases, rows
from services.intake.use_cases import consultations, remedies

NEEDS_SUPPORT, NOT_REACHED = "NEEDS_SUPPORT", "NOT_REACHED"
STEPS = {NEEDS_SUPPORT: "SUPPORT_NEEDED_AGAIN", NOT_REACHED: "FOLLOW_UP_NOT_REACHED"}
"""By result, the kind of the coordinator's step; another result asks for none."""


def hear(db: sa.Connection, ctx: Context, case_id: str, follow_up_id: str, result: str) -> None:
    """Who needs support again is a new consultation of a case that is over, and the coordinator's step in one that
    goes on; so is somebody who was not reached."""
    case = cases.going_on(db, ctx, case_id, rows.find_locked) if result in STEPS else None
    if case is None:
        return
    if result == NEEDS_SUPPORT and cases.is_over(case):
        if any(one.alive for one in cases.household(db, ctx, case.id)):
            consultations.begin_again(db, ctx, case)
    else:
        remedies.raise_one(db, ctx, case.id, case.case_no, f"followUps/{follow_up_id}", STEPS[result])
