"""Minutes: drafted, approved, handed out in numbered copies, called back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import NotFound
from kit.zeebe import Job
from services.meetings.domain import events, papers, rooms
from services.meetings.domain.conclusion import PledgeMissing
from services.meetings.domain.convening import NotAMember
from services.meetings.domain.rooms import SUPPORT, NotYet
from services.meetings.store import items, people
from services.meetings.store import papers as store
from services.meetings.store.tables import HELD_STATES, dissents
from services.meetings.use_cases import access, following
from services.meetings.use_cases.access import APPROVE, DRAFT

DRAFTING = ("CONCLUDED", "MINUTES_DRAFTED")


def open_minutes(
    db: sa.Connection, ctx: Context, job: Job, item_id: str, draft_due_at: datetime, due_at: datetime
) -> tuple[str, str]:
    """(work item of the draft, work item of the approval)."""
    item = items.lock_item(db, ctx, item_id)
    draft = access.wait(db, ctx, job, item, DRAFT, draft_due_at)
    return draft, access.wait(db, ctx, job, item, APPROVE, due_at)


def draft(
    db: sa.Connection,
    ctx: Context,
    item_id: str,
    text: str,
    dissent: Sequence[tuple[str, str]],
    references: Sequence[str],
    next_on: str,
) -> None:
    """May be written again until it is approved. `dissent`: (agency, text), kept apart (P-117). Raises NotYet."""
    item = access.convened(db, ctx, item_id)
    if item.state not in DRAFTING:
        raise NotYet
    rooms.require_text(text or item.minutes, "text")
    rooms.require_day(next_on, "next_on")
    if not {agency_id for agency_id, _text in dissent} <= {one.agency_id for one in people.members_of(db, item_id)}:
        raise NotAMember
    items.change_item(
        db,
        ctx,
        item,
        state="MINUTES_DRAFTED",
        minutes=text or item.minutes,
        papers=list(references),
        next_on=next_on,
        drafted_at=ctx.now,
    )
    store.forget_dissents(db, item_id)
    items.add_papers(db, ctx, item, dissents, *({"agency_id": whose, "text": what} for whose, what in dissent))
    work_items.close_subject(db, ctx, access.subject(item_id), DRAFT)


def approve(db: sa.Connection, ctx: Context, item_id: str, text: str) -> None:
    """The final text, else the draft, else what was written at the conclusion. What was decided begins, also where the
    person's track was interrupted since, and the meeting's process with it. Raises NotYet, MinutesNotDrafted.
    """
    item = access.convened(db, ctx, item_id)
    if item.state not in DRAFTING or not work_items.is_open(db, ctx, access.subject(item_id), APPROVE):
        raise NotYet
    final = text or item.minutes
    if not final.strip():
        raise papers.MinutesNotDrafted
    items.change_item(db, ctx, item, state="MINUTES_APPROVED", minutes=final, approved_at=ctx.now)
    work_items.close_subject(db, ctx, access.subject(item_id))
    following.begin_waiting(db, ctx, item)
    outbox.record(db, ctx, events.MinutesApproved(item.case_id, item_id, item.decision))


def distribute(db: sa.Connection, ctx: Context, item_id: str, agency_ids: Sequence[str]) -> None:
    """Numbered copies, for members only; of a 支援会議 for those who pledged. None for whom a breach stopped (E12).

    Raises NotYet, NotAMember, PledgeMissing.
    """
    item = access.convened(db, ctx, item_id)
    if item.state != "MINUTES_APPROVED":
        raise NotYet
    members = {member.agency_id: member for member in people.members_of(db, item_id)}
    if not set(agency_ids) <= set(members):
        raise NotAMember
    out = access.kept_out(db, ctx, [item], list(members.values()))
    may = {
        agency_id
        for agency_id, member in members.items()
        if (item.type != SUPPORT or member.pledged_at is not None) and (item.id, agency_id) not in out
    }
    receivers = set(agency_ids) or may
    if not receivers <= may:
        raise PledgeMissing
    people.change_members(
        db, item_id, receivers, distributed_at=ctx.now, recalled_at=None, returned_at=None, recall_reason=""
    )
    handed_out = [
        events.MinutesDistributed(item.case_id, item_id, agency_id, item.case_no)
        for agency_id in sorted(receivers - {item.convener_agency_id})
    ]
    outbox.record_all(db, ctx, handed_out)


def recall(db: sa.Connection, ctx: Context, item_id: str, agency_ids: Sequence[str], reason: str) -> None:
    """A copy called back can no longer be opened; its holder says when it is gone. Raises CopyNotHeld."""
    item = access.convened(db, ctx, item_id)
    rooms.require_code(reason, "reason")
    holders = {one.agency_id for one in people.members_of(db, item_id) if _held(one)}
    called_back = set(agency_ids) or holders
    if not called_back or not called_back <= holders:
        raise papers.CopyNotHeld
    people.change_members(db, item_id, called_back, recalled_at=ctx.now, recall_reason=reason)
    called = [
        events.MinutesRecalled(item.case_id, item_id, agency_id, item.case_no, reason)
        for agency_id in sorted(called_back - {item.convener_agency_id})
    ]
    outbox.record_all(db, ctx, called)


def _held(member: Any) -> bool:
    return member.distributed_at is not None and member.recalled_at is None


def give_back(db: sa.Connection, ctx: Context, item_id: str) -> None:
    """The member's own word that its recalled copy is gone. Raises CopyNotHeld."""
    read = access.readable(db, ctx, item_id)
    own = [one for one in read.members if one.agency_id == ctx.actor.agency_id and one.recalled_at is not None]
    if not own:
        raise papers.CopyNotHeld
    people.change_members(db, item_id, [ctx.actor.agency_id], returned_at=ctx.now)


def read(db: sa.Connection, ctx: Context, item_id: str) -> tuple[access.ReadItem, list[Any], list[Any]]:
    """(item, dissent, opinions): the convener from the conclusion on, members with a copy they hold.

    Raises PapersFrozen.
    """
    found = access.with_papers(db, ctx, item_id)
    convenes = found.row.convener_agency_id == ctx.actor.agency_id
    holds = any(one.agency_id == ctx.actor.agency_id and _held(one) for one in found.members)
    if found.row.state not in HELD_STATES or not (convenes or holds):
        raise NotFound
    return found, store.dissents_of(db, item_id), store.opinions_of(db, item_id)
