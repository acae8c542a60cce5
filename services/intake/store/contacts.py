"""Contacts about a case, and who works on it."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from services.intake.store.cases import is_over
from services.intake.store.tables import cases, consultations, contacts, handoffs, incoming

ENDED_WITHOUT_CASE = ("INFO_PROVIDED", "OUT_OF_SCOPE")


@dataclass(frozen=True)
class CaseOf:
    case_no: str
    over: bool


def case_of(db: sa.Connection, ctx: Context, case_id: str) -> CaseOf | None:
    """A case, or the consultation whose file this id is while there is no case."""
    of_city = (cases.c.id == case_id, cases.c.municipality_id == ctx.municipality_id)
    case = db.execute(sa.select(cases.c.case_no, cases.c.state, cases.c.end_ordered).where(*of_city)).first()
    if case is not None:
        return CaseOf(case.case_no, is_over(case))
    where = (consultations.c.case_id == case_id, consultations.c.municipality_id == ctx.municipality_id)
    row = db.execute(sa.select(consultations.c.case_no, consultations.c.state).where(*where)).first()
    return CaseOf(row.case_no, row.state in ENDED_WITHOUT_CASE) if row is not None else None


def works_on(db: sa.Connection, ctx: Context, case_id: str, agency_id: str) -> bool:
    """Whether the agency brought the case, or was asked to help."""
    brought = sa.exists().where(
        consultations.c.case_id == case_id,
        consultations.c.municipality_id == ctx.municipality_id,
        consultations.c.receiving_agency_id == agency_id,
    )
    asked = sa.exists().where(
        handoffs.c.case_id == case_id,
        handoffs.c.municipality_id == ctx.municipality_id,
        handoffs.c.to_agency_id == agency_id,
        handoffs.c.asked.any(agency_id),
    )
    return bool(db.scalar(sa.select(sa.or_(brought, asked))))


def of_case(db: sa.Connection, ctx: Context, case_id: str, contact_id: str = "") -> list[Any]:
    """Oldest first, each with whether its receiver took it in."""
    taken_in = sa.exists().where(
        incoming.c.municipality_id == contacts.c.municipality_id,
        incoming.c.agency_id == contacts.c.to_agency_id,
        incoming.c.subject == "contacts/" + contacts.c.id,
        incoming.c.acknowledged,
    )
    spoken = sa.or_(contacts.c.channel == "PHONE", contacts.c.state == "REPLIED")
    query = sa.select(contacts, sa.or_(taken_in, spoken).label("delivered"))
    query = query.where(contacts.c.municipality_id == ctx.municipality_id)
    query = query.where(contacts.c.id == contact_id if contact_id else contacts.c.case_id == case_id)
    return list(db.execute(query.order_by(contacts.c.id)))


def close_of_case(db: sa.Connection, ctx: Context, case_id: str, state: str) -> list[Any]:
    where = (
        contacts.c.case_id == case_id,
        contacts.c.state == "SENT",
        contacts.c.municipality_id == ctx.municipality_id,
    )
    return list(db.execute(contacts.update().where(*where).values(state=state).returning(contacts)))
