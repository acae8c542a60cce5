"""Secrecy pledges: per item, for a fiscal year, or by word of mouth. The legal duty (法106条の6第5項) needs none."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from services.meetings.domain import events, rooms
from services.meetings.domain.convening import NotAMember
from services.meetings.domain.rooms import EMERGENCY, SUPPORT, NotYet
from services.meetings.store import items, people
from services.meetings.store.tables import CLOSED_STATES
from services.meetings.use_cases import access

PLEDGING = ("CONVENED", "RESCHEDULED", "IN_SESSION")
COMING, NOT_COMING = "COMING", "NOT_COMING"


def pledge(db: sa.Connection, ctx: Context, item_id: str) -> None:
    """The actor's agency pledges secrecy for this item."""
    access.readable(db, ctx, item_id)
    item = items.lock_item(db, ctx, item_id)
    if item.type != SUPPORT or item.state not in PLEDGING:
        raise NotYet
    people.set_pledges(db, item_id, [ctx.actor.agency_id], ctx.now, "WRITTEN")
    complete_if_waited(db, ctx, item)


def pledge_for_year(db: sa.Connection, ctx: Context) -> int:
    """Stands for every item until 31 March; answers the fiscal year. Open items of the agency count it at once."""
    year = rooms.fiscal_year(ctx.now)
    people.pledge_for_year(db, ctx, year)
    for item in people.items_awaiting_pledge(db, ctx):
        people.set_pledges(db, item.id, [ctx.actor.agency_id], ctx.now, rooms.STANDING)
        complete_if_waited(db, ctx, item)
    return year


def record_oral(db: sa.Connection, ctx: Context, item_id: str, agency_ids: Sequence[str]) -> None:
    """In an emergency only: the chair heard them. Raises NotYet, NotAMember."""
    item = access.convened(db, ctx, item_id)
    if item.type != SUPPORT or item.convening_basis != EMERGENCY or item.state not in PLEDGING:
        raise NotYet
    set_oral(db, ctx, item, agency_ids)
    complete_if_waited(db, ctx, item)


def set_oral(db: sa.Connection, ctx: Context, item: Any, agency_ids: Sequence[str]) -> None:
    if not set(agency_ids) <= {member.agency_id for member in people.members_of(db, item.id)}:
        raise NotAMember
    people.set_pledges(db, item.id, agency_ids, ctx.now, "ORAL")


def complete_if_waited(db: sa.Connection, ctx: Context, item: Any) -> None:
    if work_items.is_open(db, ctx, access.subject(item.id), access.PLEDGE):
        complete(db, ctx, item)


def wait_no_more(db: sa.Connection, ctx: Context, case_id: str) -> None:
    """Somebody may hear nothing of the case by now: what waits for their pledge alone goes on."""
    for item in items.open_items(db, ctx, case_id):
        complete_if_waited(db, ctx, item)


def begun(db: sa.Connection, ctx: Context, found: Sequence[Any]) -> None:
    """Their sitting began with members who pledged: nobody waits for who is not there."""
    for item in found:
        if work_items.is_open(db, ctx, access.subject(item.id), access.PLEDGE):
            _complete(db, ctx, item)


def complete(db: sa.Connection, ctx: Context, item: Any) -> None:
    """Nobody waits for the pledge of who may hear nothing of it by now or answered that they do not come, nor a sitting
    that has begun for those who are not there, nor for anybody's an item that is over."""
    if item.started_at is not None or item.state in CLOSED_STATES or not _awaited(db, ctx, item):
        _complete(db, ctx, item)


def _awaited(db: sa.Connection, ctx: Context, item: Any) -> bool:
    called = people.members_of(db, item.id)
    silent = [one for one in called if not access.pledged(one, ctx.now) and one.invitation != NOT_COMING]
    return bool(silent) and len(access.kept_out(db, ctx, [item], silent)) < len(silent)


def _complete(db: sa.Connection, ctx: Context, item: Any) -> None:
    work_items.close_subject(db, ctx, access.subject(item.id), access.PLEDGE)
    outbox.record(db, ctx, events.PledgesCompleted(item.case_id, item.id))
