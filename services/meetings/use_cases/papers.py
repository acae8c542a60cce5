"""What is told and written down for one item: facts, issues, watch roles, concerns, lessons; and its closing."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from kit.ids import new_id
from services.meetings.domain import conclusion, papers, rooms
from services.meetings.domain.conclusion import FactDraft, IssueDraft
from services.meetings.store import items, people
from services.meetings.store import papers as store
from services.meetings.store.tables import HELD_STATES, concerns, facts, issues, lessons
from services.meetings.use_cases import access, following


def add_fact(db: sa.Connection, ctx: Context, item_id: str, fact: FactDraft) -> Any:
    """A member tells it; it keeps its source, day and basis (P-028). Answers the row."""
    rooms.require_text(fact.text, "text")
    rooms.require_day(fact.known_on, "known_on")
    rooms.require_basis(fact.basis)
    read = access.readable(db, ctx, item_id)
    access.require_open(read.row)
    access.require_pledge(ctx, read)
    papers.check_tax(fact.source_agency_id, fact.text, rooms.tax_rule(ctx.municipality_id).agencies)
    row = {"id": new_id(), "case_id": read.row.case_id, **vars(fact)}
    row |= {"recorded_by": ctx.actor.agency_id, "created_at": ctx.now}
    row |= {"known_on": fact.known_on or ctx.now.astimezone(rooms.JST).date().isoformat()}
    row |= {"basis": fact.basis or rooms.BASIS[read.row.type]}
    items.add_papers(db, ctx, read.row, facts, row)
    return next(one for one in store.facts_of(db, item_id) if one.id == row["id"])


def list_facts(db: sa.Connection, ctx: Context, item_id: str) -> tuple[access.ReadItem, list[Any]]:
    """Those that hold."""
    return _told(db, ctx, item_id, store.facts_of)


def _told(
    db: sa.Connection, ctx: Context, item_id: str, papers_of: Callable[[sa.Connection, str], list[Any]]
) -> tuple[access.ReadItem, list[Any]]:
    """What was told to this item's members; in a 支援会議 only to those who pledged; of a cancelled item nothing."""
    read = access.with_papers(db, ctx, item_id)
    if read.row.state == "CANCELLED":
        return read, []
    access.require_pledge(ctx, read)
    return read, papers_of(db, item_id)


def add_issue(db: sa.Connection, ctx: Context, item_id: str, issue: IssueDraft) -> Any:
    """P-029. Answers the row."""
    conclusion.check_issue(issue, "issue")
    read = access.readable(db, ctx, item_id)
    access.require_open(read.row)
    access.require_pledge(ctx, read)
    row = {"id": new_id(), **vars(issue)}
    items.add_papers(db, ctx, read.row, issues, {**row, "recorded_by": ctx.actor.agency_id, "created_at": ctx.now})
    return next(one for one in store.issues_of(db, item_id) if one.id == row["id"])


def list_issues(db: sa.Connection, ctx: Context, item_id: str) -> tuple[access.ReadItem, list[Any]]:
    return _told(db, ctx, item_id, store.issues_of)


def list_opinions(db: sa.Connection, ctx: Context, item_id: str) -> tuple[access.ReadItem, list[Any]]:
    return _told(db, ctx, item_id, store.opinions_of)


def list_watch_roles(db: sa.Connection, ctx: Context, item_id: str) -> tuple[access.ReadItem, list[Any]]:
    read = access.with_papers(db, ctx, item_id)
    access.require_pledge(ctx, read)
    return read, store.watch_roles_of(db, item_id)


def confirm_policy(db: sa.Connection, ctx: Context, item_id: str) -> None:
    """A member confirms the policy and its own watch role once the item is decided (P-109)."""
    read = access.readable(db, ctx, item_id)
    if read.row.state not in HELD_STATES:
        raise rooms.NotYet
    if not people.change_members(db, item_id, [ctx.actor.agency_id], confirmed_at=ctx.now):
        raise NotFound
    store.confirm_watch(db, ctx, item_id)


def touched_facts(db: sa.Connection, ctx: Context, case_id: str, person_id: str, source: str) -> list[Any]:
    """Facts shared on a person's consent, for the coordinator that has to deal with its withdrawal (P-028)."""
    if "coordinator" not in ctx.actor.roles:
        raise NotFound
    return store.touched_facts(db, ctx, case_id, person_id, source)


def raise_concern(db: sa.Connection, ctx: Context, item_id: str, text: str) -> str:
    """A member puts forward a case of concern; the convener considers it (P-106)."""
    rooms.require_text(text, "text")
    read = access.readable(db, ctx, item_id)
    if ctx.actor.agency_id not in {member.agency_id for member in read.members}:
        raise NotFound
    concern_id = new_id()
    row = {"id": concern_id, "agency_id": ctx.actor.agency_id, "text": text}
    items.add_papers(db, ctx, read.row, concerns, {**row, "raised_at": ctx.now})
    following.duty(db, ctx, read.row, following.CONCERN, following.CONCERN)
    return concern_id


def list_concerns(db: sa.Connection, ctx: Context, item_id: str) -> tuple[access.ReadItem, list[Any]]:
    access.convened(db, ctx, item_id)
    return access.with_papers(db, ctx, item_id), store.concerns_of(db, item_id)


def record_lesson(db: sa.Connection, ctx: Context, theme: str, text: str) -> str:
    """Kept without persons and without the case (P-100). Raises LessonNamesSomebody."""
    rooms.require_code(theme, "theme")
    rooms.require_text(text, "text")
    papers.check_lesson(text)
    lesson_id = new_id()
    row = {"id": lesson_id, "agency_id": ctx.actor.agency_id, "theme": theme, "text": text, "recorded_at": ctx.now}
    items.add(db, ctx, lessons, row)
    return lesson_id


def search_lessons(db: sa.Connection, ctx: Context, word: str) -> list[Any]:
    return store.lessons_with(db, ctx, word)


def close_papers(db: sa.Connection, ctx: Context, case_id: str, item_id: str, breach_id: str) -> None:
    """E12: nobody but the decision maker opens them until the breach is reviewed. Nothing for another case's item."""
    for item in _of_breach(db, ctx, case_id, item_id):
        frozen_by = [*item.frozen_by, breach_id]
        items.change_item(db, ctx, item, frozen_at=item.frozen_at or ctx.now, frozen_by=frozen_by)


def open_papers(db: sa.Connection, ctx: Context, case_id: str, item_id: str, breach_id: str) -> None:
    """The breach is reviewed; they stay closed while another one is not."""
    for item in _of_breach(db, ctx, case_id, item_id):
        left = [one for one in item.frozen_by if one != breach_id]
        items.change_item(db, ctx, item, frozen_at=item.frozen_at if left else None, frozen_by=left)


def case_of(db: sa.Connection, ctx: Context, item_id: str) -> str:
    """For another service, which has a report of a breach that names the item. Raises NotFound."""
    return items.case_of(db, ctx, item_id)


def _of_breach(db: sa.Connection, ctx: Context, case_id: str, item_id: str) -> list[Any]:
    return [item for item in items.lock_items(db, ctx, [item_id]) if item.case_id == case_id]
