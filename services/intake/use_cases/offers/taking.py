"""An agency says yes after the process has left it: whoever is asked now is let go, and the process comes back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.ids import new_id
from services.intake import domain
from services.intake.store import handoffs
from services.intake.use_cases.offers import gaps
from services.intake.use_cases.offers.writing import accepted, change, deliver, enter, item, name


def take(
    db: sa.Connection,
    ctx: Context,
    row: Any,
    occurred_at: datetime,
    wrong: Any,
    text: str = "",
    declined: Sequence[dict[str, str]] = (),
) -> None:
    """The caller's agency takes a handoff that nobody else has taken; its basis is checked before it reads anything.
    `wrong`: the entry that stands no more."""
    agency_id, offer_id = ctx.actor.agency_id, new_id()
    events = [*_let_go(db, ctx, row)] if row.to_agency_id != agency_id else []
    work_items.close_subject(db, ctx, name(row))
    change(
        db,
        ctx,
        row,
        state="ACCEPTED",
        to_agency_id=agency_id,
        answered_by=agency_id,
        offer_id=offer_id,
        declined_services=list(declined),
        legal_basis="",
        basis_rule="",
        element_id="Wait_HandoffAnswered",
    )
    enter(db, ctx, row, "ACCEPTED", occurred_at, supersedes=wrong.id, text=text)
    told = item(row, row.from_agency_id, "HANDOFF_ANSWERED", code=accepted(declined))
    handoffs.deliver_all(db, ctx, [{**told, "from_agency_id": agency_id}])
    answered = domain.HandoffAnswered(row.case_id, row.id, offer_id, agency_id, "ACCEPTED", "", row.role_id)
    missing = [*gaps.taken_back(row, wrong), *gaps.of_items(ctx, row, offer_id, declined)]
    outbox.record_all(db, ctx, [*events, answered, *missing], occurred_at)


def _let_go(db: sa.Connection, ctx: Context, row: Any) -> list[Any]:
    """Tells the agency that is asked now, and answers what lets the process leave its wait."""
    if row.state not in ("OFFERED", "INFO_NEEDED"):
        return []
    handoffs.enter_all(
        db, ctx, row.case_id, [{"handoff_id": row.id, "kind": "WITHDRAWN", "agency_id": row.to_agency_id}]
    )
    deliver(db, ctx, row, row.to_agency_id, "HANDOFF_OUTCOME", code="WITHDRAWN")
    if row.state == "OFFERED":
        said = (row.to_agency_id, "SUPERSEDED", "", row.role_id)
        return [domain.HandoffAnswered(row.case_id, row.id, row.offer_id, *said)]
    return [domain.HandoffInformationSupplied(row.case_id, row.id, row.offer_id)]
