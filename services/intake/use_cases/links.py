"""What a screening says a consultation belongs to: an open case, one that is over, or what was told before."""

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from services.intake.domain import CaseIsClosed, Screening
from services.intake.domain.cases import CaseIsOpen, RepeatsAnother
from services.intake.store import cases, rows
from services.intake.store import tables as t


def require(db: sa.Connection, ctx: Context, answers: Screening) -> None:
    """An open case is joined, one that is over is the predecessor (E7). Raises NotFound, CaseIsClosed, CaseIsOpen."""
    if answers.open_case and cases.is_over(rows.lock(db, ctx, t.cases, answers.open_case)):
        raise CaseIsClosed
    if answers.predecessor_case and not cases.is_over(rows.get(db, ctx, t.cases, answers.predecessor_case)):
        raise CaseIsOpen


def require_original(db: sa.Connection, ctx: Context, consultation_id: str, duplicate_of: str) -> None:
    """What is told once more is looked after where it was told first: never by each other, and not in a case that is
    over. Raises NotFound, RepeatsAnother, CaseIsClosed.
    """
    original = rows.lock(db, ctx, t.consultations, duplicate_of)
    if original.id == consultation_id:
        raise NotFound
    if original.duplicate_of:
        raise RepeatsAnother
    case = rows.find(db, ctx, t.cases, original.joined_case_id or original.case_id)
    if case is not None and cases.is_over(case):
        raise CaseIsClosed
