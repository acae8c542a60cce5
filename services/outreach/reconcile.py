"""What outreach looks after by itself: contact with a person never lapses silently (P-081)."""

from collections.abc import Iterator

import sqlalchemy as sa

from kit.reconcile import Finding, Sweep
from services.outreach.domain import EngagementState, PlannedState
from services.outreach.store.tables import engagements, planned_contacts

GOING_ON = (EngagementState.PREPARING, EngagementState.ACTIVE)


def engagements_without_next_contact(sweep: Sweep) -> Iterator[Finding]:
    """An approach that goes on, and nobody is asked to go there again."""
    planned = sa.exists().where(
        planned_contacts.c.engagement_id == engagements.c.id, planned_contacts.c.state == PlannedState.PLANNED
    )
    named = (engagements.c.id, engagements.c.case_id, engagements.c.case_no)
    query = sa.select(*named).where(engagements.c.state.in_(GOING_ON), sa.not_(planned))
    for row in sweep.db.execute(query):
        yield Finding("NO_NEXT_CONTACT", f"engagements/{row.id}", row.case_id, row.case_no)


checks = (engagements_without_next_contact,)
