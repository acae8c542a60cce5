"""Who may be given the outreach to a person: asked by the service that keeps it, at the moment of the decision."""

from dataclasses import dataclass

import sqlalchemy as sa

from kit.context import Context
from kit.kept_away import Reader
from services.intake.store import reference
from services.intake.use_cases import reading, relations


@dataclass(frozen=True)
class Reach:
    """`over`: nobody is reached any more."""

    may_be_given: bool
    over: bool


def check(db: sa.Connection, ctx: Context, case_id: str, person_id: str, agency_id: str) -> Reach:
    """The case's own desk, where every outreach begins, or whoever carries outreach in this city; not an agency that is
    kept away from somebody of the case, for nothing of it is sent there. Raises NotFound.
    """
    known = reading.case_reference(db, ctx, case_id)
    carries = reference.of(db, ctx).reaches_out(agency_id, reference.today(ctx))
    may = (carries or agency_id == known.coordinator) and not relations.keep_away(db, ctx, Reader(agency_id), case_id)
    return Reach(may, known.over or person_id in known.deceased)
