"""The handover packet of a household that moves (E5): who hands it over, when, and that it is done once.

What may be in it is decided where it is composed (`rpc/transfers.py`); no content is kept here. Abuse and child cases
have their own statutory transfer, outside of this system.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.ids import new_id
from kit.work_items import NewItem
from kit.zeebe import Job
from services.intake.domain import municipalities
from services.intake.domain import transfers as rules
from services.intake.store import cases, handoffs, reference, rows
from services.intake.store import tables as t
from services.intake.use_cases import access, closing, remedies

HAND_OVER_PACKET = "HAND_OVER_PACKET"


@dataclass(frozen=True)
class Moving:
    """A transfer with its case, those of the household who live, and the issues sorted out with them; `told_of`: whom
    an issue that names nobody may be about, of those who live."""

    row: Any
    case: Any
    persons: Sequence[Any]
    issues: Sequence[Any]
    told_of: Sequence[str]


def order(db: sa.Connection, ctx: Context, case_id: str, to_agency_id: str) -> str:
    """Answers the transfer's id. Raises UnknownMunicipality."""
    municipalities.require(reference.of(db, ctx).municipalities, to_agency_id, reference.today(ctx))
    transfer_id = new_id()
    rows.insert(
        db,
        ctx,
        t.transfers,
        id=transfer_id,
        case_id=case_id,
        to_agency_id=to_agency_id,
        state=rules.OPEN,
        covered={},
        ended_by="",
        ended_at=None,
        ordered_at=ctx.now,
    )
    return transfer_id


def open_one(db: sa.Connection, ctx: Context, job: Job, transfer_id: str, due_at: datetime) -> str:
    """Answers the work item's id; empty when nobody waits any more. What else was open in the case is closed."""
    row = rows.lock(db, ctx, t.transfers, transfer_id)
    case = rows.get(db, ctx, t.cases, row.case_id)
    closing.close_open(db, ctx, case.id, case.end_ordered)
    if row.state != rules.OPEN:
        return ""
    agency_id, subject = case.coordinator_agency_id, f"transfers/{transfer_id}"
    item = NewItem(case.id, case.case_no, HAND_OVER_PACKET, subject, agency_id, access.COORDINATOR, due_at)
    return work_items.open_item(db, ctx, job, item)


def moving(db: sa.Connection, ctx: Context, transfer_id: str) -> Moving:
    """While the process waits for it; locked. Raises NotFound, TransferNotOpen."""
    row, case = _waiting(db, ctx, transfer_id)
    household, issues = cases.household(db, ctx, case.id), handoffs.issues_of_case(db, ctx, case.id)
    persons, dead = [one for one in household if one.alive], {one.id for one in household if not one.alive}
    told_of = {one.id for one in persons} | {person_id for issue in issues for person_id in issue.told_of}
    return Moving(row, case, persons, issues, sorted(told_of - dead))


def read(db: sa.Connection, ctx: Context, transfer_id: str) -> Any:
    """At any time. Raises NotFound."""
    row = rows.get(db, ctx, t.transfers, transfer_id)
    access.answered_case(db, ctx, row.case_id)
    return row


def hand_over(db: sa.Connection, ctx: Context, row: Any, covered: Mapping[str, Sequence[str]]) -> None:
    """`row`: as `moving` locked it; `covered`: by person, the categories handed over. Raises NothingToHandOver."""
    if not covered:
        raise rules.NothingToHandOver
    _end(db, ctx, row, rules.HANDED_OVER, covered)
    outbox.record(db, ctx, rules.TransferPacketHandedOver(row.case_id, row.id))


def hand_nothing_over(db: sa.Connection, ctx: Context, transfer_id: str) -> None:
    """Raises NotFound, TransferNotOpen."""
    row, _case = _waiting(db, ctx, transfer_id)
    _end(db, ctx, row, rules.NOT_HANDED_OVER)


def lapse(db: sa.Connection, ctx: Context, transfer_id: str) -> None:
    """Nobody handed it over in time. What was done before this job ran counts; the process moves by itself."""
    row = rows.lock(db, ctx, t.transfers, transfer_id)
    if row.state == rules.OPEN:
        _close(db, ctx, row, rules.LAPSED, {})


def correct(db: sa.Connection, ctx: Context, case: Any, transfer_id: str) -> None:
    """The household did not move: what waits is not handed over, what was is called back by the coordinator."""
    row = rows.lock(db, ctx, t.transfers, transfer_id)
    if row.state == rules.OPEN:
        _end(db, ctx, row, rules.WITHDRAWN)
    elif row.state == rules.HANDED_OVER:
        remedies.raise_one(db, ctx, case.id, case.case_no, f"transfers/{row.id}", remedies.RECALL)


def _waiting(db: sa.Connection, ctx: Context, transfer_id: str) -> tuple[Any, Any]:
    row = rows.lock(db, ctx, t.transfers, transfer_id)
    case = access.answered_case(db, ctx, row.case_id)
    if row.state != rules.OPEN or not work_items.is_open(db, ctx, f"transfers/{row.id}", HAND_OVER_PACKET):
        raise rules.TransferNotOpen
    return row, case


def _end(
    db: sa.Connection, ctx: Context, row: Any, state: str, covered: Mapping[str, Sequence[str]] | None = None
) -> None:
    _close(db, ctx, row, state, covered or {})
    outbox.record(db, ctx, rules.TransferEnded(row.case_id, row.id, state))


def _close(db: sa.Connection, ctx: Context, row: Any, state: str, covered: Mapping[str, Sequence[str]]) -> None:
    by, told = ctx.actor.person_id, dict(covered)
    rows.change(db, ctx, t.transfers, row.id, state=state, covered=told, ended_by=by, ended_at=ctx.now)
    work_items.close_subject(db, ctx, f"transfers/{row.id}")
