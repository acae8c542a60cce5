"""Minutes: drafted, approved, handed out in numbered copies, called back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import NotFound
from kit.zeebe import Job
from services.meetings.domain import correction, events, papers, rooms
from services.meetings.domain.conclusion import PledgeMissing
from services.meetings.domain.convening import NotAMember
from services.meetings.domain.rooms import SUPPORT, NotYet
from services.meetings.store import corrections, items, people
from services.meetings.store import papers as store
from services.meetings.store.tables import DRAFTING, HELD_STATES, dissents
from services.meetings.use_cases import access, following
from services.meetings.use_cases.access import APPROVE, DRAFT

CORRECTED = "CORRECTED"
"""Why a copy is called back whose minutes were corrected."""


def open_minutes(
    db: sa.Connection, ctx: Context, job: Job, item_id: str, draft_due_at: datetime, due_at: datetime
) -> tuple[str, str]:
    """(work item of the draft, work item of the approval)."""
    item = items.lock_item(db, ctx, item_id)
    draft = access.wait(db, ctx, job, item, DRAFT, draft_due_at)
    return draft, access.wait(db, ctx, job, item, APPROVE, due_at)


def outlive(db: sa.Connection, ctx: Context, case_id: str, person_id: str | None) -> None:
    """The process that waited for minutes, and told of their delay, has ended with a person's track, a plan's course or
    (None) the case.

    What was held is written down all the same: by the same day, as a step of the convener's that has a process of its
    own. Once for each item.
    """
    left = items.unwritten_items(db, ctx, case_id, person_id)
    if not left:
        return
    due = {one.subject: one.due_at for one in work_items.waiting(db, ctx, case_id) if one.kind == APPROVE}
    for item in left:
        following.leave_minutes(db, ctx, item, due.get(access.subject(item.id)))
    work_items.close_subjects(db, ctx, [access.subject(item.id) for item in left])


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
    whole = {"minutes": text or item.minutes, "papers": list(references), "next_on": next_on}
    _check(whole, dissent, people.members_of(db, item_id))
    items.change_item(db, ctx, item, state="MINUTES_DRAFTED", drafted_at=ctx.now, **whole)
    _write_dissent(db, ctx, item, dissent)
    work_items.close_subject(db, ctx, access.subject(item_id), DRAFT)


def _check(whole: Mapping[str, Any], dissent: Sequence[tuple[str, str]], members: Sequence[Any]) -> None:
    rooms.require_text(whole["minutes"], "text")
    rooms.require_day(whole["next_on"], "next_on")
    if not {agency_id for agency_id, _text in dissent} <= {one.agency_id for one in members}:
        raise NotAMember


def _write_dissent(db: sa.Connection, ctx: Context, item: Any, dissent: Sequence[tuple[str, str]]) -> None:
    store.forget_dissents(db, item.id)
    items.add_papers(db, ctx, item, dissents, *({"agency_id": whose, "text": what} for whose, what in dissent))


def correct(
    db: sa.Connection,
    ctx: Context,
    item_id: str,
    text: str,
    dissent: Sequence[tuple[str, str]],
    references: Sequence[str],
    next_on: str,
    reason: str,
) -> None:
    """Approved minutes that are wrong are superseded by the right ones, whole; what they said stays with the convener.

    Nothing of the process goes back: what was decided has a correction of its own (`concluding.correct`). Copies that
    are out are called back, and handing out the right ones becomes the convener's work. Raises NotYet,
    NothingToCorrect, NotAMember, InvalidArgument.
    """
    item = access.convened(db, ctx, item_id)
    if item.state != "MINUTES_APPROVED":
        raise NotYet
    rooms.require_text(reason, "correction_reason")
    members, whole = people.members_of(db, item_id), {"minutes": text, "papers": list(references), "next_on": next_on}
    _check(whole, dissent, members)
    before = {"minutes": item.minutes, "papers": item.papers or [], "next_on": item.next_on}
    spoken = {one.agency_id: one.text for one in store.dissents_of(db, item_id)}
    if (before, spoken) == (whole, dict(dissent)):
        raise correction.NothingToCorrect
    holders = [one.agency_id for one in members if _held(one)]
    way = correction.DISTRIBUTE_AGAIN if holders else ""
    wrong = {**before, "dissent": spoken}
    corrections.keep(db, ctx, item, access.subject(item_id), wrong, reason, way, item.approved_at)
    items.change_item(db, ctx, item, approved_at=ctx.now, **whole)
    _write_dissent(db, ctx, item, dissent)
    if holders:
        _call_back(db, ctx, item, holders, CORRECTED)
        following.duty(db, ctx, item, way, following.STEP_BACK)
    outbox.record(db, ctx, events.MinutesCorrected(item.case_id, item_id, way))


def approve(db: sa.Connection, ctx: Context, item_id: str, text: str) -> None:
    """The final text, else the draft, else what was written at the conclusion. What was decided begins, also where the
    person's track was interrupted since, and the meeting's process with it. Raises NotYet, MinutesNotDrafted.
    """
    item = access.convened(db, ctx, item_id)
    waits = work_items.is_open(db, ctx, access.subject(item_id), APPROVE) or following.minutes_left(db, item)
    if item.state not in DRAFTING or not waits:
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
    _call_back(db, ctx, item, called_back, reason)


def _call_back(db: sa.Connection, ctx: Context, item: Any, holders: Iterable[str], reason: str) -> None:
    people.change_members(db, item.id, holders, recalled_at=ctx.now, recall_reason=reason)
    called = [
        events.MinutesRecalled(item.case_id, item.id, agency_id, item.case_no, reason)
        for agency_id in sorted(set(holders) - {item.convener_agency_id})
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


def superseded(db: sa.Connection, ctx: Context, found: access.ReadItem) -> list[Any]:
    """What its minutes said before they were corrected, for whoever convenes."""
    if found.row.convener_agency_id != ctx.actor.agency_id:
        return []
    name = access.subject(found.row.id)
    return corrections.of(db, [name])[name]


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
