"""Handoffs that end without an outcome: taken back by the sender, refused by the person, ended with consent or case."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import NotFound
from kit.ids import new_id
from services.intake import domain
from services.intake.domain import REFUSED, WORKING, AlreadyAnswered
from services.intake.store import handoffs, rows
from services.intake.store import tables as t
from services.intake.use_cases import access, counting
from services.intake.use_cases.offers.writing import enter, go_on_for, item, name


def withdraw(db: sa.Connection, ctx: Context, handoff_id: str, reason: str, occurred_at: datetime) -> None:
    """The sender, or the coordinator, takes it back. Raises NotFound, AlreadyAnswered."""
    row = access.sent_handoff(db, ctx, handoff_id)
    _require_open(row)
    enter(db, ctx, row, "WITHDRAWN", occurred_at, text=reason)
    _end(db, ctx, [row], "WITHDRAWN", by_sender=True)


def refuse(
    db: sa.Connection, ctx: Context, handoff_id: str, person_id: str, reason: str, occurred_at: datetime
) -> None:
    """The person does not want it: no other agency is asked. One person's no does not speak for another.

    Raises NotFound, AlreadyAnswered.
    """
    row = access.own_handoff(db, ctx, handoff_id)
    if person_id not in (row.person_ids or [""]):
        raise NotFound
    _require_open(row)
    enter(db, ctx, row, REFUSED, occurred_at, text=reason, person_id=person_id)
    outbox.record(db, ctx, domain.HandoffRefused(row.case_id, row.id, person_id), occurred_at)
    others = [one for one in row.person_ids if one != person_id]
    if others:
        tell_others(db, ctx, row, "PERSON_REFUSED", told(row))
        go_on_for(db, ctx, row, others)
    else:
        _end(db, ctx, [row], REFUSED)


def tell_others(db: sa.Connection, ctx: Context, row: Any, code: str, agency_ids: Sequence[str]) -> None:
    """All of these but who says it."""
    others = [agency_id for agency_id in agency_ids if agency_id != ctx.actor.agency_id]
    handoffs.deliver_all(db, ctx, [item(row, agency_id, "HANDOFF_PROGRESS", code=code) for agency_id in others])


def _require_open(row: Any) -> None:
    if row.state not in handoffs.OPEN_STATES:
        raise AlreadyAnswered


def stop(
    db: sa.Connection, ctx: Context, case_id: str, person_id: str, agency_ids: Sequence[str] | None = None
) -> None:
    """Withdrawal, expiry or death: what is under way about this person alone goes no further, and what is about others,
    too, goes on about them alone. The words about several stay closed to who may not read them (`told_of`).

    `agency_ids`: only what goes to these.
    """
    under_way = handoffs.open_ones(db, ctx, case_id, person_id)
    concerned = [row for row in under_way if agency_ids is None or row.to_agency_id in agency_ids]
    left = {row.id: [one for one in row.person_ids if one != person_id] for row in concerned}
    for row in concerned:
        if left[row.id]:
            go_on_for(db, ctx, row, left[row.id])
    withdraw_open(db, ctx, [row for row in concerned if not left[row.id]])


def stop_before_tracks(db: sa.Connection, ctx: Context, case_id: str, person_id: str, agency_id: str = "") -> None:
    """Withdrawn while a consultation is with one agency: the whole offer is taken back, and the coordinator goes on.

    `agency_id`: only what is with this one, which alone lost its consent.
    """
    case = rows.find(db, ctx, t.cases, case_id)
    if case is None or not case.tracks_started:
        under_way = [row for row in handoffs.open_ones(db, ctx, case_id) if person_id in row.person_ids]
        withdraw_open(db, ctx, [row for row in under_way if agency_id in ("", row.to_agency_id)])


def withdraw_open(db: sa.Connection, ctx: Context, open_ones: Sequence[Any]) -> None:
    """Takes handoffs back and lets their processes go on to their end, in as many statements as for one."""
    entries = [{"handoff_id": row.id, "kind": "WITHDRAWN", "agency_id": ctx.actor.agency_id} for row in open_ones]
    if open_ones:
        handoffs.enter_all(db, ctx, open_ones[0].case_id, entries)
    _end(db, ctx, open_ones, "WITHDRAWN")


def _end(db: sa.Connection, ctx: Context, ending: Sequence[Any], code: str, *, by_sender: bool = False) -> None:
    if not ending:
        return
    changes, events, items = [], [], []
    for row in ending:
        offer_id, release = _release(row, code)
        changes.append({"id": row.id, "state": code, "outcome": code, "element_id": "", "offer_id": offer_id})
        items += [item(row, agency_id, "HANDOFF_OUTCOME", code=code) for agency_id in told(row)]
        events += [*release, domain.HandoffEnded(row.case_id, row.id, code, row.role_id, by_sender)]
    handoffs.change_all(db, ctx, changes)
    work_items.close_subjects(db, ctx, [name(row) for row in ending])
    handoffs.deliver_all(db, ctx, items)
    counting.ended(db, ctx, ending[0].case_id, code, len(ending))
    outbox.record_all(db, ctx, events)


def told(row: Any) -> list[str]:
    """Who was not asked yet does not hear of it."""
    was_asked = row.to_agency_id in row.asked
    return list(dict.fromkeys([row.to_agency_id, row.from_agency_id] if was_asked else [row.from_agency_id]))


def _release(row: Any, code: str) -> tuple[str, list[Any]]:
    """(offer id, events): what the process waits for is answered; what it would offer next is answered beforehand."""
    if row.state in WORKING:
        return row.offer_id, [domain.HandoffClosed(row.case_id, row.id, code, row.role_id)]
    if row.state == "OFFERED":
        return row.offer_id, [_answer(row, row.offer_id, code)]
    offer_id = new_id()
    supplied = [domain.HandoffInformationSupplied(row.case_id, row.id, row.offer_id)]
    return offer_id, [*(supplied if row.state == "INFO_NEEDED" else []), _answer(row, offer_id, code)]


def _answer(row: Any, offer_id: str, code: str) -> domain.HandoffAnswered:
    return domain.HandoffAnswered(row.case_id, row.id, offer_id, row.to_agency_id, code, "", row.role_id)
