"""What a case's end closes at intake."""

import sqlalchemy as sa

from kit import work_items
from kit.context import Context
from services.intake.store import cases, handoffs
from services.intake.store import tables as t
from services.intake.use_cases import breaches, consultations, contacts, glasses, offers, reassessing, remedies

OUTLIVING = (breaches.REVIEW_BREACH, glasses.REVIEW_GLASS, remedies.REMEDY)
"""Kinds of work that `work_items.close_case` leaves; a step that goes with the case is withdrawn by itself."""


def close_open(db: sa.Connection, ctx: Context, case_id: str, reason: str) -> None:
    """Repeatable. `reason`: with which the case ends. Its processes are cancelled: nobody waits for any of it. A worry
    that joined the case and that nobody has read goes on by itself."""
    offers.withdraw_open(db, ctx, handoffs.open_ones(db, ctx, case_id))
    unread = cases.end_all(db, ctx, (t.suspensions, t.watch_reviews), case_id)
    cases.end_emergencies(db, ctx, case_id, reason)
    for consultation_id in unread:
        consultations.take_in_again(db, ctx, consultation_id, case_id)
    contacts.close_of_case(db, ctx, case_id)
    reassessing.withdraw(db, ctx, case_id)
    remedies.withdraw(db, ctx, case_id)
    work_items.close_case(db, ctx, case_id, OUTLIVING)
