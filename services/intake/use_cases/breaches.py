"""E12: an agency broke secrecy. Its access to the file stops at once; the decision maker says what follows.

The duty: 社会福祉法106条の4第5項, 106条の6第5項, 159条. A leak goes to the 個人情報保護委員会 (個人情報保護法68条).
How long the review may take is the diagram's choice.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import freezes, outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from kit.ids import new_id
from kit.work_items import NewItem
from kit.zeebe import Job
from services.intake.domain import AlreadyAnswered, UnknownAgency
from services.intake.domain.breaches import VERDICTS, BreachReported, BreachReviewed, UnknownAgendaItem
from services.intake.store import cases, handoffs, reference, rows
from services.intake.store import tables as t
from services.intake.use_cases import access

REVIEW_BREACH = "REVIEW_BREACH"


CaseOfItem = Callable[[str], str]
"""Agenda item → the case of which meetings says that it is; "" for one that it does not know."""


def _no_case(_agenda_item_id: str) -> str:
    return ""


def report(
    db: sa.Connection,
    ctx: Context,
    case_id: str,
    agency_id: str,
    what: str,
    occurred_at: datetime,
    agenda_item_id: str = "",
    case_of_item: CaseOfItem = _no_case,
) -> str:
    """The agency learns that its access stopped; answers the breach's id.

    Raises InvalidArgument, UnknownAgency, UnknownAgendaItem.
    """
    case_no = _file(db, ctx, case_id)
    known = reference.of(db, ctx)
    if not what.strip():
        raise InvalidArgument(Violation("facts", "REQUIRED", "何があったかを書いてください。"))
    if agency_id == known.coordinator_agency_id:
        raise InvalidArgument(
            Violation("agency_id", "OWN_AGENCY", "担当課自身の閲覧は、担当者の交代で止めてください。")
        )
    if agency_id not in known.agencies:
        raise UnknownAgency
    if agenda_item_id and case_of_item(agenda_item_id) != case_id:
        raise UnknownAgendaItem
    breach_id = new_id()
    rows.insert(
        db,
        ctx,
        t.breaches,
        id=breach_id,
        case_id=case_id,
        case_no=case_no,
        agency_id=agency_id,
        state="OPEN",
        facts=what,
        reason="",
        reported_by=ctx.actor.person_id,
        reviewed_by="",
        occurred_at=occurred_at,
        recorded_at=ctx.now,
        agenda_item_id=agenda_item_id,
    )
    freezes.set_freeze(db, ctx, breach_id, case_id, agency_id, lifted=False)
    event = BreachReported(case_id, ctx.municipality_id, case_no, breach_id, agency_id, agenda_item_id)
    outbox.record(db, ctx, event, occurred_at)
    handoffs.deliver(
        db,
        ctx,
        agency_id,
        kind="ACCESS_STOPPED",
        case_id=case_id,
        case_no=case_no,
        subject=f"breaches/{breach_id}",
        from_agency_id=known.coordinator_agency_id,
    )
    return breach_id


def _file(db: sa.Connection, ctx: Context, case_id: str) -> str:
    """The number of a file of the caller's as its coordinator, at any time of its life. Raises NotFound."""
    case = rows.find(db, ctx, t.cases, case_id)
    if case is not None:
        return str(access.own_case(db, ctx, case_id).case_no)
    first = cases.first_consultation(db, ctx, case_id)
    if first is None:
        raise NotFound
    return str(access.consultation_to_screen(db, ctx, first.id).case_no)


def await_review(db: sa.Connection, ctx: Context, job: Job, breach_id: str, due_at: datetime) -> str:
    """Answers the work item's id."""
    row = rows.get(db, ctx, t.breaches, breach_id)
    agency_id = access.coordinator_of(db, ctx, row.case_id)
    item = NewItem(row.case_id, row.case_no, REVIEW_BREACH, f"breaches/{breach_id}", agency_id, access.MANAGER, due_at)
    return work_items.open_item(db, ctx, job, item)


def review(
    db: sa.Connection, ctx: Context, breach_id: str, verdict: str, reason: str, report_reference: str = ""
) -> None:
    """Raises NotFound for whoever is not the decision maker, InvalidArgument, AlreadyAnswered."""
    row = rows.lock(db, ctx, t.breaches, breach_id)
    if access.MANAGER not in ctx.actor.roles or ctx.actor.agency_id != access.coordinator_of(db, ctx, row.case_id):
        raise NotFound
    found = []
    if verdict not in VERDICTS:
        found.append(Violation("verdict", "REQUIRED", "閲覧を戻すかどうかを選んでください。"))
    if not reason.strip():
        found.append(Violation("reason", "REQUIRED", "判断の理由と、報告した先を書いてください。"))
    if found:
        raise InvalidArgument(*found)
    if row.state != "OPEN":
        raise AlreadyAnswered
    decided = {"state": verdict, "reason": reason, "reviewed_by": ctx.actor.person_id}
    rows.change(db, ctx, t.breaches, breach_id, about=row.case_id, **decided, report_reference=report_reference)
    freezes.set_freeze(db, ctx, breach_id, row.case_id, row.agency_id, lifted=verdict == freezes.LIFTED)
    work_items.close_subject(db, ctx, f"breaches/{breach_id}")
    outbox.record(db, ctx, BreachReviewed(row.case_id, breach_id, row.agency_id, verdict, row.agenda_item_id))


def breach(db: sa.Connection, ctx: Context, breach_id: str) -> tuple[Any, str]:
    """(the row, who coordinates the case): for its coordinator and the decision maker. Raises NotFound."""
    row = rows.get(db, ctx, t.breaches, breach_id)
    coordinator = access.desk_of(db, ctx, row.case_id).answering
    if ctx.actor.agency_id != coordinator or ctx.actor.roles.isdisjoint((access.COORDINATOR, access.MANAGER)):
        raise NotFound
    return row, coordinator
