"""An agency that lost grants stops use of what it received, and says so; who does not is listed and escalated."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from kit.hands import COORDINATOR, reads_cases
from kit.ids import new_id
from kit.zeebe import Job
from services.consent.domain import events
from services.consent.domain.refusals import StopUseConcludedAlready
from services.consent.store import requests, stop_uses

# With the case's end an agency keeps the records of its own work: it is told, and not asked to confirm.
ASKED = frozenset({"WITHDRAWN", "EXPIRED", "ENDED_BY_DEATH", "CORRECTED"})
MEASURES = frozenset({"STOPPED", "DELETED", "RETURNED"})
CONFIRM, UNCONFIRMED = "CONFIRM_STOP_USE", "STOP_USE_UNCONFIRMED"
Lost = tuple[str, str, str, int]


def ask_to_stop(
    db: sa.Connection, ctx: Context, case_id: str, lost: Sequence[Lost], ended_at: datetime
) -> dict[tuple[str, str], str]:
    """`lost`: (person, agency, reason, grants left). Answers the id of what each is asked to confirm."""
    asked = [one for one in lost if one[2] in ASKED]
    if not asked:
        return {}
    known = requests.known_subjects(db, ctx, case_id)
    rows = [
        {
            "id": new_id(),
            "case_id": case_id,
            "case_no": known[person_id].case_no,
            "coordinator_agency_id": known[person_id].coordinator_agency_id,
            "person_id": person_id,
            "agency_id": agency_id,
            "reason": reason,
            "remaining_count": left,
            "ended_at": ended_at,
        }
        for person_id, agency_id, reason, left in asked
    ]
    stop_uses.add(db, ctx, rows)
    outbox.record_all(
        db, ctx, [events.StopUseRequested(ctx.municipality_id, case_id, row["case_no"], row["id"]) for row in rows]
    )
    return {(row["person_id"], row["agency_id"]): row["id"] for row in rows}


def await_confirmation(db: sa.Connection, ctx: Context, job: Job, stop_use_id: str, due_at: datetime) -> str:
    """Opens the agency's work; answers the item's id, empty when nobody waits any more."""
    row = stop_uses.lock(db, ctx, stop_use_id)
    if row.state != stop_uses.OPEN:
        return ""
    return work_items.open_item(db, ctx, job, _item(row, CONFIRM, row.agency_id, "", due_at))


def escalate(db: sa.Connection, ctx: Context, job: Job, stop_use_id: str, due_at: datetime) -> None:
    """The coordinator asks the agency that did not confirm in time."""
    row = stop_uses.lock(db, ctx, stop_use_id)
    if row.state == stop_uses.OPEN:
        work_items.open_item(db, ctx, job, _item(row, UNCONFIRMED, row.coordinator_agency_id, COORDINATOR, due_at))


def _item(row: Any, kind: str, agency_id: str, role: str, due_at: datetime) -> work_items.NewItem:
    about, persons = (row.case_id, row.case_no, kind, f"stopUses/{row.id}"), (row.person_id,)
    return work_items.NewItem(*about, agency_id, role, due_at, persons)


def confirm(db: sa.Connection, ctx: Context, stop_use_id: str, measure: str, occurred_at: datetime) -> Any:
    """The agency's word, also after the case has ended. Raises NotFound, InvalidArgument, StopUseConcludedAlready."""
    row = stop_uses.lock(db, ctx, stop_use_id)
    if row.agency_id != ctx.actor.agency_id:
        raise NotFound
    violations = [] if measure in MEASURES else [Violation("measure", "REQUIRED", "入力してください。")]
    if occurred_at > ctx.now:
        violations.append(Violation("occurred_at", "OCCURRED_IN_FUTURE", "未来の日時は入力できません。"))
    if violations:
        raise InvalidArgument(*violations)
    if row.state == stop_uses.CONFIRMED:
        raise StopUseConcludedAlready
    stop_uses.confirm(db, ctx, stop_use_id, measure, occurred_at)
    if row.state == stop_uses.OPEN:
        _conclude(db, ctx, row.case_id, stop_use_id, stop_uses.CONFIRMED)
    return stop_uses.lock(db, ctx, stop_use_id)


def close_case(db: sa.Connection, ctx: Context, case_id: str) -> None:
    for stop_use_id in stop_uses.close_case(db, ctx, case_id):
        _conclude(db, ctx, case_id, stop_use_id, stop_uses.CLOSED)


def _conclude(db: sa.Connection, ctx: Context, case_id: str, stop_use_id: str, outcome: str) -> None:
    work_items.close_subject(db, ctx, f"stopUses/{stop_use_id}")
    outbox.record(db, ctx, events.StopUseConcluded(case_id, stop_use_id, outcome))


def page(
    db: sa.Connection, ctx: Context, *, case_id: str, unconfirmed_only: bool, before: str, limit: int
) -> list[Any]:
    return stop_uses.page(
        db,
        ctx,
        as_coordinator=reads_cases(ctx),
        case_id=case_id,
        unconfirmed_only=unconfirmed_only,
        before=before,
        limit=limit,
    )
