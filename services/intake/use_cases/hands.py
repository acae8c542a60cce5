"""Whose hands a case is in: one responsible coordinator, a deputy, and every change on record (P-027)."""

from typing import Any

import sqlalchemy as sa

from kit import outbox
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, StaleEtag, Violation
from kit.hands import at_desk
from kit.ids import new_id
from services.intake.domain.cases import CaseHandsChanged, CaseIsClosed, CoordinatorMissing
from services.intake.store import cases, rows, staff
from services.intake.store import tables as t
from services.intake.use_cases import access


def first(db: sa.Connection, ctx: Context, consultation: Any) -> str:
    """Whoever screened the consultation, or resolved the emergency that came first. Raises CoordinatorMissing."""
    person_id = consultation.screened_by or cases.resolver(db, ctx, consultation.case_id)
    if not person_id:
        raise CoordinatorMissing
    return str(person_id)


def assign(
    db: sa.Connection, ctx: Context, case_id: str, coordinator: str, deputy: str, reason: str, etag: str
) -> None:
    """Any coordinator of the agency may take a case over or hand it on, with a reason. What waits follows the hands.
    One that is closed only their manager hands on: what is left to do in it outlives who did it, and nobody else looks
    at it again.

    Raises InvalidArgument, NotFound, CaseIsClosed, StaleEtag.
    """
    found = []
    if not coordinator.strip():
        found.append(Violation("coordinator_person_id", "REQUIRED", "担当の支援員を指定してください。"))
    if deputy and deputy == coordinator:
        found.append(Violation("deputy_person_id", "SAME", "副担当は担当とは別の人にしてください。"))
    if not reason.strip():
        found.append(Violation("reason", "REQUIRED", "担当を替える理由を書いてください。"))
    if found:
        raise InvalidArgument(*found)
    case = rows.lock(db, ctx, t.cases, case_id)
    if not access.is_coordinator(ctx, case.coordinator_agency_id):
        raise NotFound
    if case.state == "CLOSED" and access.MANAGER not in ctx.actor.roles:
        raise CaseIsClosed
    if etag and etag != str(case.revision):
        raise StaleEtag
    _require_known(db, ctx, case.coordinator_agency_id, coordinator, deputy)
    rows.change(
        db,
        ctx,
        t.cases,
        case_id,
        coordinator_person_id=coordinator,
        deputy_person_id=deputy,
        revision=case.revision + 1,
    )
    record(db, ctx, case_id, coordinator, deputy, reason, revision=case.revision + 1)


def _require_known(db: sa.Connection, ctx: Context, agency_id: str, coordinator: str, deputy: str) -> None:
    """By the city's record of staff (ADR 16), where that tells the agency's coordinators. Raises InvalidArgument."""
    known = {
        row.staff_id
        for row in staff.members(db, ctx)
        if row.active and row.agency_id == agency_id and access.COORDINATOR in row.roles
    }
    given = {"coordinator_person_id": coordinator, "deputy_person_id": deputy}
    unknown = [field for field, person_id in given.items() if person_id and person_id not in known]
    if known and unknown:
        said = "職員の記録にある、この機関の重層的相談支援員を指定してください。"
        raise InvalidArgument(*(Violation(field, "UNKNOWN", said) for field in unknown))


def mine(ctx: Context) -> sa.ColumnElement[bool]:
    """Work of the role follows the case's hands: a coordinator sees what is theirs, and what is nobody's yet."""
    return cases.work_in_hands_of(ctx.actor.person_id, access.COORDINATOR)


def record(
    db: sa.Connection, ctx: Context, case_id: str, coordinator: str, deputy: str, reason: str, *, revision: int
) -> None:
    rows.insert(
        db,
        ctx,
        t.hands,
        id=new_id(),
        case_id=case_id,
        coordinator_person_id=coordinator,
        deputy_person_id=deputy,
        reason=reason,
        recorded_by=ctx.actor.person_id,
        recorded_at=ctx.now,
    )
    outbox.record(db, ctx, CaseHandsChanged(case_id, coordinator, deputy, revision))


def history(db: sa.Connection, ctx: Context, case_id: str) -> list[Any]:
    """Oldest first, for any coordinator of the agency and their manager. Raises NotFound."""
    case = rows.get(db, ctx, t.cases, case_id)
    if not at_desk(ctx, case.coordinator_agency_id):
        raise NotFound
    return cases.hands_of(db, ctx, case_id)
