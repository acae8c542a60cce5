"""A child of a household comes of age while its case runs: from that day on they are asked themselves (民法4条).

The engine and the broker learn that a coordinator has a step to take, and neither whose nor why: its day would tell a
birth date.
"""

from datetime import datetime

import sqlalchemy as sa

from kit.calendar import date_in_japan
from kit.context import Context, service_actor
from services.intake.domain.persons import is_minor
from services.intake.store import ages as store
from services.intake.use_cases import remedies

LOOK_AT_CONSENT = "LOOK_AT_CONSENT"


def look(db: sa.Connection, now: datetime) -> int:
    """A step of the coordinator for each who was a minor when the case was opened and is none today; answers how many
    there were. Once for each person of a case."""
    today = date_in_japan(now)
    grown = [
        one
        for one in store.of_running_cases(db, LOOK_AT_CONSENT)
        if is_minor(one.birth_date, date_in_japan(one.opened_at)) and not is_minor(one.birth_date, today)
    ]
    for one in grown:
        ctx = Context(service_actor("intake"), "PROCESS", now, one.municipality_id)
        remedies.raise_one(db, ctx, one.case_id, one.case_no, f"persons/{one.id}", LOOK_AT_CONSENT)
    return len(grown)
