"""What follows from a meeting: decisions with owner and date, and the support that is missing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.calendar import Calendar
from kit.context import Context
from kit.errors import NotFound
from kit.ids import new_id
from kit.zeebe import Job
from services.meetings.domain import conclusion, events, rooms
from services.meetings.domain.conclusion import DecisionDraft, GapDraft
from services.meetings.domain.papers import DecisionIsClosed
from services.meetings.domain.rooms import EMERGENCY, LIAISON, SUPPORT
from services.meetings.store import decisions as store
from services.meetings.store import items, people
from services.meetings.store.tables import DRAFTING, decisions
from services.meetings.use_cases import access

CONCERN, STEP_BACK = "CONSIDER_CONCERN", "STEP_BACK"
SUPPORTER = "FOLLOW_UP_SUPPORTER"
MINUTES = "WRITE_MINUTES"
"""Minutes that no process waits for any more; approving them is doing it."""
OUTLIVING = (conclusion.GAP, MINUTES, *sorted(conclusion.URGENT))
"""Decisions that do not end with their case: what was held is written down; who is in danger, or harmed, is so without
a case, and the law asks for the report of it."""
DEALT_WITH, CASE_CLOSED = "DEALT_WITH", "CASE_CLOSED"


def decide(db: sa.Connection, ctx: Context, item: Any, drafts: Sequence[DecisionDraft]) -> None:
    """They begin with the minutes' approval; what is urgent, and all of an emergency, at once (P-110)."""
    rows = _rows(item, drafts)
    items.add(db, ctx, decisions, *rows)
    at_once = item.convening_basis == EMERGENCY or item.state == "MINUTES_APPROVED"
    begin(db, ctx, item, [row for row in rows if at_once or row["code"] in conclusion.URGENT])


def duty(db: sa.Connection, ctx: Context, item: Any, code: str, period: str) -> str:
    """A step of the convener's own, begun at once; answers the decision's id."""
    due_at = Calendar().due(rooms.within(ctx.municipality_id, period), ctx.now)
    [row] = _rows(item, [DecisionDraft(code, item.convener_agency_id, due_at)])
    items.add(db, ctx, decisions, row)
    begin(db, ctx, item, [row])
    return str(row["id"])


def leave_minutes(db: sa.Connection, ctx: Context, item: Any, due_at: datetime | None) -> None:
    """Once for an item: whoever convenes writes its minutes by that day, else within the period of such a step."""
    if any(row.code == MINUTES for row in store.decisions_of(db, item.id)):
        return
    due_at = due_at or Calendar().due(rooms.within(ctx.municipality_id, MINUTES), ctx.now)
    [row] = _rows(item, [DecisionDraft(MINUTES, item.convener_agency_id, due_at)])
    row |= {"role": rooms.work_role(ctx.municipality_id, item.type)}
    items.add(db, ctx, decisions, row)
    begin(db, ctx, item, [row])


def minutes_left(db: sa.Connection, item: Any) -> bool:
    return _minutes_left(store.decisions_of(db, item.id))


def _minutes_left(rows: Sequence[Any]) -> bool:
    return any(row.code == MINUTES and row.state == "OPEN" for row in rows)


def _rows(item: Any, drafts: Sequence[DecisionDraft]) -> list[dict[str, Any]]:
    same = {"agenda_item_id": item.id, "case_id": item.case_id, "state": "OPEN"}
    return [{"id": new_id(), **same, **vars(draft)} for draft in drafts]


def begin(db: sa.Connection, ctx: Context, item: Any, rows: Sequence[Any]) -> None:
    """Each decision's own process begins: work for its owner, escalated when its day has passed."""
    if not rows:
        return
    begun = store.begin(db, [row["id"] for row in rows])
    recorded = [
        events.DecisionRecorded(
            item.case_id, item.id, row["id"], row["code"], row["owner_agency_id"], item.case_no, ctx.municipality_id
        )
        for row in rows
        if row["id"] in begun
    ]
    outbox.record_all(db, ctx, recorded)


def begin_waiting(db: sa.Connection, ctx: Context, item: Any) -> None:
    """What was decided and has not begun, once the minutes are approved: whoever was left to write them has done it."""
    rows = store.decisions_of(db, item.id)
    if _minutes_left(rows):
        _announce(db, ctx, store.close_all(db, ctx, sa.and_(store.of_item(item.id), decisions.c.code == MINUTES)))
    begin(db, ctx, item, [row._mapping for row in rows if row.state == "OPEN" and not row.begun])


def carry_out(db: sa.Connection, ctx: Context, job: Job, item_id: str) -> None:
    """The supporter who brought the case hears of it, and the convener keeps in touch (P-025)."""
    item = items.lock_item(db, ctx, item_id)
    if item.type == LIAISON and item.supporter_agency_id != item.convener_agency_id:
        keep_in_touch = DecisionDraft(SUPPORTER, item.convener_agency_id, job.due())
        items.add(db, ctx, decisions, *_rows(item, [keep_in_touch]))
    begin_waiting(db, ctx, item)
    called = {member.agency_id for member in people.members_of(db, item_id)}
    if item.type != SUPPORT or item.supporter_agency_id in called:
        feedback = events.FeedbackGiven(item.case_id, item.case_no, item_id, item.supporter_agency_id, DEALT_WITH)
        outbox.record(db, ctx, feedback)


def open_decision(db: sa.Connection, ctx: Context, job: Job, decision_id: str) -> tuple[datetime, str]:
    """(due, work item id or "" when it was closed meanwhile)."""
    row = store.lock_decision(db, ctx, decision_id)
    if row.state != "OPEN":
        return row.due_at, ""
    new = work_items.NewItem(
        row.case_id,
        row.case_no,
        access.DECISION,
        f"decisions/{decision_id}",
        row.owner_agency_id,
        row.role,
        row.due_at,
    )
    return row.due_at, work_items.open_item(db, ctx, job, new)


def complete(db: sa.Connection, ctx: Context, decision_id: str) -> Any:
    """The owner has done it. Raises NotFound to all others, DecisionIsClosed, NotYet for minutes not approved."""
    row = store.lock_decision(db, ctx, decision_id)
    if row.owner_agency_id != ctx.actor.agency_id or (row.role and row.role not in ctx.actor.roles):
        raise NotFound
    if access.is_colleague(ctx, row) or _taken_over(db, ctx, row):
        raise NotFound
    if row.code == MINUTES and row.item_state in DRAFTING:
        raise rooms.NotYet
    return _close(db, ctx, row, "DONE", "")


def _taken_over(db: sa.Connection, ctx: Context, row: Any) -> bool:
    barred_too = row.state != "OPEN" and row.type == SUPPORT
    return barred_too and (row.owner_agency_id, "") in people.barred(db, ctx, row.case_id)


def drop(db: sa.Connection, ctx: Context, decision_id: str, reason: str) -> Any:
    """Whoever convened drops it, with the reason."""
    row = store.lock_decision(db, ctx, decision_id)
    access.convened(db, ctx, row.agenda_item_id)
    rooms.require_text(reason, "reason")
    return _close(db, ctx, row, "DROPPED", reason)


def _close(db: sa.Connection, ctx: Context, row: Any, state: str, reason: str) -> Any:
    closed = store.close(db, ctx, row, state, reason)
    if not closed:
        raise DecisionIsClosed
    _announce(db, ctx, closed)
    return closed[0]


def take_over(db: sa.Connection, ctx: Context, case_id: str, agency_id: str) -> None:
    """What a 支援会議 gave to somebody who is barred from it by now is the convener's to do, by the same day.

    Its members read why a decision was dropped; that somebody is barred is the convener's to know.
    """
    dropped = store.drop_all(db, ctx, store.of_barred(case_id, agency_id))
    if not dropped:
        return
    _announce(db, ctx, dropped)
    for item in items.lock_items(db, ctx, [row.agenda_item_id for row in dropped]):
        of_item = [row for row in dropped if row.agenda_item_id == item.id]
        rows = _rows(item, [DecisionDraft(row.code, item.convener_agency_id, row.due_at) for row in of_item])
        items.add(db, ctx, decisions, *rows)
        begin(db, ctx, item, [row for row, before in zip(rows, of_item, strict=True) if before.begun])


def drop_of_case(db: sa.Connection, ctx: Context, case_id: str) -> None:
    """All but what outlives the case. Whichever other agency was carrying one out hears of it, not of how the case
    ended."""
    ending = sa.and_(store.of_case(case_id), decisions.c.code.not_in(OUTLIVING))
    dropped = store.drop_all(db, ctx, ending, CASE_CLOSED)
    others = [row for row in dropped if row.begun and row.owner_agency_id != row.convener_agency_id]
    told = [events.DecisionDropped(row.case_id, row.id, row.owner_agency_id, CASE_CLOSED) for row in others]
    _announce(db, ctx, dropped, *told)


def drop_superseded(db: sa.Connection, ctx: Context, item: Any, code: str) -> None:
    """The follow-up that stood for a wrong decision; the others stay until somebody drops them."""
    of = sa.and_(store.of_item(item.id), decisions.c.code == code)
    _announce(db, ctx, store.drop_all(db, ctx, of, "SUPERSEDED"))


def _announce(db: sa.Connection, ctx: Context, closed: Sequence[Any], *told: events.DecisionDropped) -> None:
    work_items.close_subjects(db, ctx, [f"decisions/{row.id}" for row in closed])
    ended = [events.DecisionClosed(row.case_id, row.agenda_item_id, row.id, row.state) for row in closed if row.begun]
    outbox.record_all(db, ctx, [*ended, *told])


def raise_gaps(db: sa.Connection, ctx: Context, item: Any, drafts: Sequence[GapDraft]) -> None:
    """Each is a decision of its owner; plans counts the need in its register until it is settled (P-108, P-121)."""
    rows = _rows(item, [DecisionDraft(conclusion.GAP, draft.owner_agency_id, draft.due_at) for draft in drafts])
    items.add(db, ctx, decisions, *rows)
    announced = [
        events.ResourceGapRaised(item.case_id, item.id, row["id"], draft.need, draft.area)
        for row, draft in zip(rows, drafts, strict=True)
    ]
    outbox.record_all(db, ctx, announced)
