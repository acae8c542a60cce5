"""The coordinator and an agency are in touch about a case: sent, delivered, replied to, or escalated (P-030).

An agency tells its own difficulty the same way (P-086), and who called whom in an emergency is on record (P-036).
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import facts, outbox, work_items
from kit.context import Context
from kit.errors import NotFound
from kit.hands import at_desk
from kit.ids import new_id
from kit.kept_away import Reader
from kit.work_items import NewItem
from kit.zeebe import Job
from services.intake import domain
from services.intake.domain import contacts as rules
from services.intake.domain.contacts import CLOSED, REPLIED, SENT, Words
from services.intake.store import contacts as store
from services.intake.store import handoffs, rows
from services.intake.store import tables as t
from services.intake.use_cases import access, relations

REPLY = "REPLY_CONTACT"
MADE, ANSWERED = "CONTACT_MADE", "CONTACT_REPLIED"
OVER = "CASE_CLOSED"


def make(db: sa.Connection, ctx: Context, case_id: str, to_agency_id: str, words: Words, occurred_at: datetime) -> str:
    """By the coordinator to any agency, or by an agency that brought the case or was asked to help to the coordinator.

    In an emergency by any coordinator: whoever is on duty acts (E1). Answers the contact's id.

    What was said on the telephone already is recorded, whoever it was said to.

    Raises NotFound, CaseIsClosed, UnknownAgency, MayNotBeTold, InvalidArgument.
    """
    desk, case_no = _of_case(db, ctx, case_id)
    coordinator = desk.agency_id
    by_coordinator = access.is_coordinator(ctx, coordinator if words.emergency_id else desk.answering)
    if not by_coordinator:
        if not store.works_on(db, ctx, case_id, ctx.actor.agency_id):
            raise NotFound
        to_agency_id = coordinator
    rules.check(words, by_coordinator=by_coordinator)
    access.require_agency(db, ctx, to_agency_id)
    if words.emergency_id and rows.get(db, ctx, t.emergencies, words.emergency_id).case_id != case_id:
        raise NotFound
    contact_id, replied = new_id(), bool(words.reply)
    if not replied and relations.keep_away(db, ctx, Reader(to_agency_id), case_id):
        raise rules.MayNotBeTold
    rows.insert(
        db,
        ctx,
        t.contacts,
        id=contact_id,
        case_id=case_id,
        case_no=case_no,
        from_agency_id=ctx.actor.agency_id,
        to_agency_id=to_agency_id,
        state=REPLIED if replied else SENT,
        made_by=ctx.actor.person_id,
        replied_by="",
        occurred_at=occurred_at,
        recorded_at=ctx.now,
        replied_at=occurred_at if replied else None,
        **vars(words),
    )
    facts.record(db, ctx, "CONTACTS_WITH_AGENCIES", case_id, occurred_at, by={"TOPIC": (words.topic,)})
    if not replied:
        _send(db, ctx, rows.get(db, ctx, t.contacts, contact_id), MADE)
        made = domain.ContactMade(ctx.municipality_id, case_id, case_no, contact_id, to_agency_id)
        outbox.record(db, ctx, made, occurred_at)
    return contact_id


def _of_case(db: sa.Connection, ctx: Context, case_id: str) -> tuple[access.Desk, str]:
    """(whose it is, case number), also of a consultation that is not accepted yet."""
    found = store.case_of(db, ctx, case_id)
    if found is None:
        raise NotFound
    desk = access.desk_of(db, ctx, case_id)
    if found.over and (
        access.is_coordinator(ctx, desk.answering) or store.works_on(db, ctx, case_id, ctx.actor.agency_id)
    ):
        raise domain.CaseIsClosed
    return desk, found.case_no


def open_one(db: sa.Connection, ctx: Context, job: Job, contact_id: str, due_at: datetime) -> str:
    """The work of whoever is to reply; its id is empty when the reply came first."""
    row = rows.lock(db, ctx, t.contacts, contact_id)
    rows.change(db, ctx, t.contacts, contact_id, due_at=due_at)
    if row.state != SENT:
        return ""
    role = access.COORDINATOR if row.to_agency_id == access.coordinator_of(db, ctx, row.case_id) else ""
    item = NewItem(row.case_id, row.case_no, REPLY, f"contacts/{contact_id}", row.to_agency_id, role, due_at)
    return work_items.open_item(db, ctx, job, item)


def reply(db: sa.Connection, ctx: Context, contact_id: str, text: str) -> None:
    """By the agency that was contacted. Raises NotFound, ContactOver, InvalidArgument."""
    row = rows.lock(db, ctx, t.contacts, contact_id)
    if row.to_agency_id != ctx.actor.agency_id or _only_for_coordinator(db, ctx, row):
        raise NotFound
    if row.state != SENT:
        raise rules.ContactOver
    rules.check_reply(text)
    said = {"reply": text, "replied_by": ctx.actor.person_id, "replied_at": ctx.now}
    rows.change(db, ctx, t.contacts, contact_id, about=row.case_id, state=REPLIED, **said)
    _end(db, ctx, [row])
    _send(db, ctx, row, ANSWERED)


def _only_for_coordinator(db: sa.Connection, ctx: Context, row: Any) -> bool:
    """What came to the coordinators' desk is answered by whoever of them the case is in the hands of."""
    desk = access.desk_of(db, ctx, row.case_id)
    return bool(ctx.actor.agency_id == desk.agency_id and not access.is_coordinator(ctx, desk.answering))


def close_of_case(db: sa.Connection, ctx: Context, case_id: str) -> None:
    """Nobody replies any more: whoever waits hears that the case ended; so a difficulty is answered at closure.

    How it ended (a death, a move, another case) is told to nobody: no consent was asked for it.
    """
    closed = store.close_of_case(db, ctx, case_id, CLOSED)
    _end(db, ctx, closed)
    told = [_item(row, row.from_agency_id, row.to_agency_id, ANSWERED, OVER) for row in closed]
    handoffs.deliver_all(db, ctx, told)


def _end(db: sa.Connection, ctx: Context, found: list[Any]) -> None:
    work_items.close_subjects(db, ctx, [f"contacts/{row.id}" for row in found])
    outbox.record_all(db, ctx, [domain.ContactReplied(row.case_id, row.id) for row in found])


def _send(db: sa.Connection, ctx: Context, row: Any, kind: str) -> None:
    ends = (row.to_agency_id, row.from_agency_id)
    receiver, sender = ends if kind == MADE else ends[::-1]
    handoffs.deliver(db, ctx, **_item(row, receiver, sender, kind, row.topic))


def _item(row: Any, receiver: str, sender: str, kind: str, code: str) -> dict[str, Any]:
    about = {"case_id": row.case_id, "case_no": row.case_no, "subject": f"contacts/{row.id}"}
    return {"agency_id": receiver, "kind": kind, "from_agency_id": sender, "code": code, **about}


def page(db: sa.Connection, ctx: Context, case_id: str, contact_id: str = "") -> list[Any]:
    """Of a case, oldest first: all for its coordinator, for an agency its own. `delivered`: it was taken in."""
    found = store.of_case(db, ctx, case_id, contact_id)
    if not found:
        return []
    coordinator = access.coordinator_of(db, ctx, found[0].case_id)
    if ctx.actor.agency_id == coordinator:
        return found if at_desk(ctx, coordinator) else []
    return [row for row in found if ctx.actor.agency_id in (row.from_agency_id, row.to_agency_id)]


def read(db: sa.Connection, ctx: Context, contact_id: str) -> Any:
    found = page(db, ctx, "", contact_id)
    if not found:
        raise NotFound
    return found[0]
