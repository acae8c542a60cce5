"""Who may do what to an item, and what its reader may know of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import freezes, work_items
from kit.context import Context
from kit.errors import NotFound
from kit.zeebe import Job
from services.meetings.domain import rooms
from services.meetings.domain.conclusion import PledgeMissing
from services.meetings.domain.papers import PapersFrozen
from services.meetings.domain.rooms import SUPPORT
from services.meetings.store import decisions as decision_store
from services.meetings.store import items, people
from services.meetings.store.tables import CLOSED_STATES, HELD_STATES

NAME_MEMBERS, PLEDGE, HOLD = "NAME_MEMBERS", "AWAIT_PLEDGES", "HOLD_SITTING"
INVITATION = "ANSWER_INVITATION"
DRAFT, APPROVE = "DRAFT_MINUTES", "APPROVE_MINUTES"
DECISION, INFORMATION = "CARRY_OUT_DECISION", "ANSWER_INFORMATION_REQUEST"


@dataclass(frozen=True)
class ReadItem:
    """An item with what its reader may see of it: everything of this item, nothing of another."""

    row: Any
    members: list[Any] = field(default_factory=list)
    decisions: list[Any] = field(default_factory=list)


def subject(item_id: str) -> str:
    return f"agendaItems/{item_id}"


def convened(db: sa.Connection, ctx: Context, item_id: str) -> Any:
    """The item, locked, for whoever convenes and concludes this type of meeting; for others it does not exist.

    P-098: only the coordinator convenes a 連絡会議; P-112: only W-31, as the agency that coordinates the case, a
    重層的支援会議; 法106条の6: the city's chair a 支援会議. P-027: a coordinator only what is in their hands.
    """
    item = items.lock_item(db, ctx, item_id)
    if not convenes(ctx, item, item.type):
        raise NotFound
    return item


def convenes(ctx: Context, item: Any, meeting_type: str) -> bool:
    """Whether the caller convenes meetings of that type about the item's case. `item`: locked."""
    rules = rooms.room(ctx.municipality_id, meeting_type)
    by_role = rooms.convenes(ctx.actor.roles, rules, in_hands=item.in_hands)
    return bool(item.convener_agency_id == ctx.actor.agency_id and by_role)


def is_colleague(ctx: Context, row: Any) -> bool:
    """A coordinator of the convening agency, and nothing else there, whose hands the case is not in. `row`: locked."""
    alone = ctx.actor.roles & rooms.READING_ROLES == {rooms.COORDINATOR}
    return bool(alone and row.convener_agency_id == ctx.actor.agency_id and not row.in_hands)


def readable(db: sa.Connection, ctx: Context, item_id: str) -> ReadItem:
    rows = items.readable_items(db, ctx, item_id=item_id)
    if not rows:
        raise NotFound
    return read(db, rows)[0]


def with_papers(db: sa.Connection, ctx: Context, item_id: str) -> ReadItem:
    """The item for whoever may open its papers. Raises PapersFrozen to all but the convener's decision maker."""
    found = readable(db, ctx, item_id)
    if papers_closed(ctx, found.row):
        raise PapersFrozen
    return found


def papers_closed(ctx: Context, row: Any) -> bool:
    """To the caller, after a breach of secrecy (E12). `row`: of an item, or of what was asked for it."""
    decides = row.convener_agency_id == ctx.actor.agency_id and rooms.DECISION_MAKER in ctx.actor.roles
    return row.frozen_at is not None and not decides


def page(db: sa.Connection, ctx: Context, case_id: str, after: str, page_size: int) -> tuple[list[ReadItem], str]:
    size = min(page_size or 50, 200)
    rows = items.readable_items(db, ctx, case_id=case_id, after=after, size=size + 1)
    return read(db, rows[:size]), rows[size - 1].id if len(rows) > size else ""


def read(db: sa.Connection, rows: list[Any]) -> list[ReadItem]:
    """Members and decisions of all rows in one statement each."""
    found = {row.id: ReadItem(row) for row in rows}
    for member in people.members_of(db, list(found)):
        found[member.agenda_item_id].members.append(member)
    for decision in decision_store.decisions_of(db, list(found)):
        found[decision.agenda_item_id].decisions.append(decision)
    return list(found.values())


def kept_out(db: sa.Connection, ctx: Context, found: Sequence[Any], members: Sequence[Any]) -> set[tuple[str, str]]:
    """(item, agency) of members who may hear nothing of it by now: a breach of secrecy stopped their access (E12), or
    they were barred from the 支援会議 of the case."""
    of, cases = {item.id: item for item in found}, {item.case_id for item in found}
    stopped, barred = freezes.frozen(db, ctx, cases), people.barred_of_cases(db, ctx, cases)
    out = set()
    for member in members:
        item, agency_id = of[member.agenda_item_id], member.agency_id
        never = {(item.case_id, agency_id, ""), (item.case_id, agency_id, member.individual_id)}
        if (item.case_id, agency_id) in stopped or (item.type == SUPPORT and never & barred):
            out.add((item.id, agency_id))
    return out


def require_open(item: Any) -> None:
    if item.state in CLOSED_STATES:
        raise rooms.ItemIsOver


def persons_of(item: Any) -> tuple[str, ...]:
    """Whom alone it is about; none where it is about all of the case."""
    return (item.person_id,) if item.person_id else ()


def wait(db: sa.Connection, ctx: Context, job: Job, item: Any, kind: str, due_at: datetime) -> str:
    """ "" when what is waited for is there already, or the item was cancelled: nobody is asked any more."""
    over = CLOSED_STATES if kind in (NAME_MEMBERS, PLEDGE, HOLD) else ("CANCELLED", "MINUTES_APPROVED")
    if item.state in over or (kind == DRAFT and item.state == "MINUTES_DRAFTED"):
        return ""
    new = work_items.NewItem(
        item.case_id,
        item.case_no,
        kind,
        subject(item.id),
        item.convener_agency_id,
        rooms.work_role(ctx.municipality_id, item.type),
        due_at,
        persons_of(item),
    )
    return work_items.open_item(db, ctx, job, new)


def pledged(member: Any, at: datetime) -> bool:
    """Whether a member's pledge stands at that moment: one for the fiscal year ends with it."""
    if member.pledged_at is None:
        return False
    standing = member.pledge_method == rooms.STANDING
    return not standing or rooms.fiscal_year(member.pledged_at) == rooms.fiscal_year(at)


def require_pledge(ctx: Context, read: ReadItem) -> None:
    """What was told in a 支援会議 is for members who pledged. Raises PledgeMissing."""
    by_now = {member.agency_id for member in read.members if pledged(member, ctx.now)}
    if read.row.state in HELD_STATES:
        by_now = {member.agency_id for member in read.members if member.pledged_at is not None}
    if read.row.type == SUPPORT and ctx.actor.agency_id not in by_now:
        raise PledgeMissing
