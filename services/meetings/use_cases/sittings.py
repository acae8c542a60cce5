"""Sittings: several cases at one table, and another date when too few came (E10)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox
from kit.context import Context
from kit.errors import DomainError, InvalidArgument, NotFound, Violation
from kit.ids import new_id
from services.meetings.domain import convening, events, rooms
from services.meetings.domain.conclusion import Gathering, check_attendance
from services.meetings.domain.convening import GrantMissing
from services.meetings.domain.rooms import ItemIsOver, NotYet, WrongMeeting
from services.meetings.store import items, people
from services.meetings.store import sittings as store
from services.meetings.store.tables import CLOSED_STATES, HELD_STATES, sittings
from services.meetings.use_cases import access, pledges

READY = ("CONVENED", "RESCHEDULED")
ANOTHER_DATE, NOT_BEGUN = "ANOTHER_DATE", "NOT_BEGUN"
"""What members hear where nobody gave a reason. Why an item did not begin is not told: it may be somebody's consent."""


def schedule(
    db: sa.Connection, ctx: Context, meeting_type: str, held_at: datetime, place: str, item_ids: Sequence[str]
) -> str:
    """One sitting may treat several cases; each item keeps its own members.

    Raises InvalidArgument, NotFound, WrongMeeting, NotYet.

    An item that had a date leaves its table for this one, and the others there go on: its members hear of it.

    Coordinators share a table: it is laid by whoever has one of its cases in hand, and each keeps their own.
    """
    if not item_ids:
        raise InvalidArgument(Violation("agenda_items", "REQUIRED", "扱う案件を選んでください。"))
    rooms.require_coming(held_at, ctx.now)
    found = items.lock_items(db, ctx, item_ids)
    if len(found) < len(set(item_ids)) or any(item.convener_agency_id != ctx.actor.agency_id for item in found):
        raise NotFound
    if not any(access.convenes(ctx, item, meeting_type) for item in found):
        raise NotFound
    if any(item.type != meeting_type for item in found):
        raise WrongMeeting
    if any(item.state not in READY for item in found):
        raise NotYet
    _tell(db, ctx, [item for item in found if item.sitting_id or item.state == "RESCHEDULED"], ANOTHER_DATE)
    return _new(db, ctx, meeting_type, held_at, place, [item.id for item in found])


def _new(
    db: sa.Connection, ctx: Context, meeting_type: str, held_at: datetime, place: str, item_ids: Sequence[str]
) -> str:
    sitting_id = new_id()
    items.add(db, ctx, sittings, {"id": sitting_id, "type": meeting_type, "place": place, "held_at": held_at})
    items.change_items(db, ctx, item_ids, sitting_id=sitting_id, state="CONVENED")
    return sitting_id


def sitting(
    db: sa.Connection, ctx: Context, sitting_id: str, told: Callable[[list[Any]], list[Any]] = list
) -> tuple[Any, list[str], list[str]]:
    """(sitting, the reader's own items at it, who came to these); without such an item it does not exist.

    `told`: those of the own items of which the reader may be told.
    """
    row, found = store.sitting(db, ctx, sitting_id), items.readable_items_at(db, ctx, sitting_id)
    own = [item.id for item in told(found)] if found else []
    if row is None or not own:
        raise NotFound
    members = {member.agency_id for member in people.members_of(db, own)}
    return row, own, sorted(members & set(row.attending))


def convened(db: sa.Connection, ctx: Context, sitting_id: str) -> tuple[Any, list[Any]]:
    """(sitting, its items, locked) for whoever convenes one of them; for others it does not exist."""
    found = items.items_at(db, ctx, sitting_id)
    row = store.sitting(db, ctx, sitting_id, lock=True)
    if row is None or not any(access.convenes(ctx, item, item.type) for item in found):
        raise NotFound
    return row, found


def start(
    db: sa.Connection,
    ctx: Context,
    sitting_id: str,
    attending: Sequence[str],
    means: str,
    without_grant: Mapping[str, Collection[str]],
) -> list[str]:
    """Opens the items that can be dealt with; answers those that cannot now and wait for another date.

    Whoever may hear nothing of an item by now is not there for it, whatever else of the sitting they came for (E12).
    `without_grant`: by item of a 重層的支援会議, who lacks a consent at this moment (P-113). Raises the refusal of the
    items, of the caller's own first, when none can be opened: GrantMissing, PledgeMissing, NotQuorate.
    """
    row, found = convened(db, ctx, sitting_id)
    if row.state != "SCHEDULED":
        raise ItemIsOver if row.state == "CANCELLED" else NotYet
    if means not in rooms.MEANS:
        raise InvalidArgument(Violation("means", "FORMAT", "開き方を選んでください。"))
    waiting = [item for item in found if item.state == "CONVENED"]
    waiting.sort(key=lambda item: not access.convenes(ctx, item, item.type))
    called: dict[str, dict[str, bool]] = {item.id: {} for item in waiting}
    members = people.members_of(db, list(called))
    out = access.kept_out(db, ctx, waiting, members)
    for member in members:
        if (member.agenda_item_id, member.agency_id) not in out:
            called[member.agenda_item_id][member.agency_id] = access.pledged(member, ctx.now)
    begun: dict[str, list[str]] = {}
    refusals: dict[str, DomainError] = {}
    for item in waiting:
        there = sorted(set(attending) & set(called[item.id]))
        refusal = _lacks(ctx, item, attending, without_grant) or _refusal(ctx, item, called[item.id], there)
        if refusal is None:
            begun[item.id] = there
        else:
            refusals[item.id] = refusal
    if not begun:
        raise next(iter(refusals.values()), NotYet())
    items.begin_items(db, ctx, begun, means)
    if row.type == rooms.SUPPORT:
        pledges.begun(db, ctx, [item for item in waiting if item.id in begun])
    items.change_items(db, ctx, list(refusals), state="RESCHEDULED", sitting_id="")
    _say(db, ctx, [item for item in waiting if item.id in refusals], members, out, NOT_BEGUN)
    store.change(db, sitting_id, state="IN_SESSION", means=means, attending=sorted(set(attending)))
    return list(refusals)


def _lacks(
    ctx: Context, item: Any, attending: Sequence[str], without_grant: Mapping[str, Collection[str]]
) -> GrantMissing | None:
    """Of a case in other hands it is not told for which agency."""
    if item.id not in without_grant:
        return None
    own = access.convenes(ctx, item, item.type)
    return GrantMissing.of(without_grant[item.id], convening.attending(attending) if own else ())


def _refusal(ctx: Context, item: Any, called: dict[str, bool], there: list[str]) -> DomainError | None:
    gathering = Gathering(item.type, item.meeting_reason, item.convener_agency_id, called)
    try:
        check_attendance(rooms.room(ctx.municipality_id, item.type), gathering, there, there)
    except DomainError as refusal:
        return refusal
    return None


def reschedule(db: sa.Connection, ctx: Context, sitting_id: str, held_at: datetime, place: str, reason: str) -> str:
    """What is not decided yet gets another date; answers the sitting, a new one when something was decided here."""
    row, found = convened(db, ctx, sitting_id)
    rooms.require_code(reason, "reason")
    rooms.require_coming(held_at, ctx.now)
    waiting = [item for item in found if item.state not in CLOSED_STATES]
    if row.state == "CANCELLED" or not waiting:
        raise ItemIsOver
    _tell(db, ctx, waiting, reason)
    ids = [item.id for item in waiting]
    if _something_was_decided(found):
        return _new(db, ctx, row.type, held_at, place or row.place, ids)
    items.change_items(db, ctx, ids, state="CONVENED", started_at=None, attending=[])
    store.count_reschedule(
        db, sitting_id, held_at=held_at, place=place or row.place, reason=reason, state="SCHEDULED", attending=[]
    )
    return sitting_id


def cancel(db: sa.Connection, ctx: Context, sitting_id: str, reason: str) -> Any:
    """Its items wait for another sitting; their deadlines go on."""
    row, found = convened(db, ctx, sitting_id)
    rooms.require_code(reason, "reason")
    waiting = [item for item in found if item.state not in CLOSED_STATES]
    if row.state == "CANCELLED" or not waiting:
        raise ItemIsOver
    _tell(db, ctx, waiting, reason)
    items.change_items(
        db, ctx, [item.id for item in waiting], state="RESCHEDULED", sitting_id="", started_at=None, attending=[]
    )
    if not _something_was_decided(found):
        store.change(db, sitting_id, state="CANCELLED", reason=reason)
    return store.sitting(db, ctx, sitting_id)


def _something_was_decided(found: Sequence[Any]) -> bool:
    return any(item.state in HELD_STATES for item in found)


def _tell(db: sa.Connection, ctx: Context, waiting: Sequence[Any], reason: str) -> None:
    if waiting:
        members = people.members_of(db, [item.id for item in waiting])
        _say(db, ctx, waiting, members, access.kept_out(db, ctx, waiting, members), reason)


def _say(
    db: sa.Connection,
    ctx: Context,
    about: Sequence[Any],
    members: Sequence[Any],
    out: Collection[tuple[str, str]],
    reason: str,
) -> None:
    """`members`: of these items and maybe of others; `out`: those who hear nothing of it."""
    of = {item.id: item for item in about}
    told = [
        events.SittingRescheduled(
            of[member.agenda_item_id].case_id,
            member.agenda_item_id,
            member.agency_id,
            of[member.agenda_item_id].case_no,
            reason,
        )
        for member in members
        if member.agenda_item_id in of
        and member.agency_id != ctx.actor.agency_id
        and (member.agenda_item_id, member.agency_id) not in out
    ]
    outbox.record_all(db, ctx, told)
