"""A refusal that was none: the person belongs to the handoff again, or the coordinator offers it anew (P-024)."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox
from kit.context import Context
from services.intake.domain import (
    NOT_REFUSED,
    REFUSED,
    HandoffCorrected,
    NothingToCorrect,
    WayBack,
    way_back_of_refusal,
)
from services.intake.store import handoffs
from services.intake.use_cases import access, counting, remedies
from services.intake.use_cases.offers.endings import tell_others, told
from services.intake.use_cases.offers.writing import change, enter, go_on_for, item, name

OFFER_ANEW = "OFFER_HANDOFF_ANEW"
ENDED_OTHERWISE = "WITHDRAWN"
"""What ended by a refusal that was none was taken from the receiver all the same, and not by the person."""


def correct_refusal(
    db: sa.Connection, ctx: Context, handoff_id: str, person_id: str, reason: str, occurred_at: datetime
) -> WayBack:
    """The person did not refuse, says who recorded it or the coordinator. Raises NotFound, NothingToCorrect.

    What is still under way goes on with the person, unless another offer was made since, of which nobody checked the
    basis for this person. What has ended stays so, because its process has: the coordinator gets the step as work
    (WayBack.OPERATOR).
    """
    row = access.corrected_handoff(db, ctx, handoff_id)
    wrong = _standing(db, ctx, row, person_id)
    same_offer = wrong.offer_id == row.offer_id
    way = way_back_of_refusal(row.state, same_offer=same_offer)
    enter(db, ctx, row, NOT_REFUSED, occurred_at, supersedes=wrong.id, text=reason, person_id=person_id)
    said = (ctx.actor.agency_id, REFUSED, NOT_REFUSED, person_id)
    outbox.record(db, ctx, HandoffCorrected(row.case_id, row.id, row.offer_id, *said), occurred_at)
    if way is WayBack.PERSON_AGAIN:
        go_on_for(db, ctx, row, [*row.person_ids, person_id])
    else:
        remedies.raise_one(db, ctx, row.case_id, row.case_no, name(row), OFFER_ANEW)
    if row.state == REFUSED and person_id in (row.person_ids or [""]):
        _end_otherwise(db, ctx, row, wrong)
    else:
        tell_others(db, ctx, row, "PERSON_NOT_REFUSED", told(row) if same_offer else [row.from_agency_id])
    return way


def _standing(db: sa.Connection, ctx: Context, row: Any, person_id: str) -> Any:
    """The person's refusal, for its agency and for who answers for the case. Raises NothingToCorrect."""
    kinds = (REFUSED, NOT_REFUSED)
    said = [one for one in handoffs.entries(db, ctx, row.id) if one.kind in kinds and one.person_id == person_id]
    if not said or said[-1].kind == NOT_REFUSED:
        raise NothingToCorrect
    if said[-1].agency_id != ctx.actor.agency_id and not access.answers_for_case(db, ctx, row.case_id):
        raise NothingToCorrect
    return said[-1]


def _end_otherwise(db: sa.Connection, ctx: Context, row: Any, wrong: Any) -> None:
    change(db, ctx, row, state=ENDED_OTHERWISE, outcome=ENDED_OTHERWISE)
    counting.end_corrected(db, ctx, row.case_id, wrong, ENDED_OTHERWISE)
    items = [item(row, agency_id, "HANDOFF_OUTCOME", code=ENDED_OTHERWISE) for agency_id in told(row)]
    handoffs.deliver_all(db, ctx, items)
