"""When a person's support ends, agencies that do not go on accompanying them may read for some days more (domain note
1.3); when it begins again, as before. The grants stay what they are: only until when they hold changes.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from services.consent.domain import events
from services.consent.store import after_support as store
from services.consent.store import forms
from services.consent.use_cases.endings import validity_subject
from services.consent.use_cases.validity import RENEW


def end(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    person_id: str,
    plan_id: str,
    ended_at: datetime,
    accompanying: Collection[str],
) -> None:
    """Of a plan before the one that the person is in by now, nothing ends: the two are told in any order."""
    if store.see_plan(db, ctx, case_id, person_id, plan_id, again=True):
        until = ended_at + timedelta(days=forms.days_after_support(ctx.municipality_id))
        store.end_by(db, ctx, case_id, person_id, ended_at, until, accompanying)
        # A consent that nobody needs longer is not asked for anew.
        work_items.close_subject(db, ctx, validity_subject(case_id, person_id), RENEW)


def begin(db: sa.Connection, ctx: Context, case_id: str, person_id: str, plan_id: str) -> None:
    """The person is in a plan that is newer than what ended. What is over by now stays over: they are asked anew."""
    if store.see_plan(db, ctx, case_id, person_id, plan_id) and store.end_as_given(db, ctx, case_id, person_id):
        outbox.record(db, ctx, events.ConsentRenewed(case_id, person_id))


def accompany(db: sa.Connection, ctx: Context, case_id: str, person_id: str, agency_id: str) -> None:
    """An agency begins to accompany the person after the end."""
    store.end_as_given(db, ctx, case_id, person_id, agency_id)
