"""A wrong fact is superseded by the right one, or taken back; what it said stays with its convener and its source."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from kit import outbox
from kit.context import Context
from kit.errors import NotFound
from services.meetings.domain import correction, events, papers, rooms
from services.meetings.domain.conclusion import FactDraft
from services.meetings.domain.rooms import SUPPORT
from services.meetings.store import corrections, items, people, requests
from services.meetings.store import papers as store
from services.meetings.store.tables import CLOSED_STATES, HELD_STATES
from services.meetings.use_cases import access, following


def way_back(item: Any, step: str) -> str:
    """About words that were told to an item. `step`: what is left to its convener once it is dealt with."""
    if item.state in HELD_STATES:
        return step
    return "" if item.state in CLOSED_STATES else correction.FACT_REPLACED


def correct_fact(
    db: sa.Connection, ctx: Context, fact_id: str, right: FactDraft, reason: str, *, taken_back: bool = False
) -> Any:
    """By its source, or by whoever convenes what they wrote down for it. Answers the row.

    The other members that could read it hear of it. What an item was dealt with is not undone: what the right fact
    changes is the convener's work. Raises NotFound, PledgeMissing, FactIsAnAnswer, NothingToCorrect, InvalidArgument,
    TaxAmount.
    """
    item = items.lock_item(db, ctx, store.item_of_fact(db, ctx, fact_id))
    read = access.readable(db, ctx, item.id)
    [row] = store.facts_named(db, [fact_id])
    _require_author(ctx, item, row)
    access.require_pledge(ctx, read)
    rooms.require_text(reason, "correction_reason")
    whole = {"text": "", "superseded_at": ctx.now} if taken_back else _whole(ctx, row, right)
    _require_change(db, item, row, whole)
    way = way_back(item, correction.CONSIDER_FACT)
    _supersede(db, ctx, item, row, whole, reason, way)
    if way == correction.CONSIDER_FACT:
        following.duty(db, ctx, item, way, following.STEP_BACK)
    outbox.record(db, ctx, events.FactCorrected(item.case_id, item.id, fact_id, way))
    if way:
        _tell(db, ctx, item, read.members)
    return store.facts_named(db, [fact_id])[0]


def _supersede(
    db: sa.Connection, ctx: Context, item: Any, row: Any, whole: Mapping[str, Any], reason: str, way: str
) -> None:
    before = {"text": row.text, "person_id": row.person_id, "known_on": row.known_on, "basis": row.basis}
    corrections.keep(db, ctx, item, f"facts/{row.id}", before, reason, way, row.created_at)
    store.change_fact(db, ctx, item, row.id, recorded_by=ctx.actor.agency_id, created_at=ctx.now, **whole)


def follow_answer(
    db: sa.Connection, ctx: Context, item: Any, wrong: Any, text: str, known_on: str, reason: str
) -> None:
    """Of an item that is dealt with: the fact that the answer `wrong` had become says what the right one does. The
    members hear of it; what it changes is the convener's work already."""
    told = in_words_of(db, item, wrong)
    for row in told:
        right = {"text": text, "known_on": known_on or row.known_on} if text.strip() else None
        whole = right or {"text": "", "superseded_at": ctx.now}
        _supersede(db, ctx, item, row, whole, reason, correction.CONSIDER_ANSWER)
    if told:
        _tell(db, ctx, item, people.members_of(db, item.id))


def in_words_of(db: sa.Connection, item: Any, answer: Any) -> list[Any]:
    """What the agency told the item in the words of this answer."""
    told = store.facts_of(db, item.id) if answer.answer else []
    return [one for one in told if one.source_agency_id == answer.agency_id and one.text == answer.answer]


def _require_author(ctx: Context, item: Any, row: Any) -> None:
    wrote = row.recorded_by == ctx.actor.agency_id and access.convenes(ctx, item, item.type)
    if row.source_agency_id != ctx.actor.agency_id and not wrote:
        raise NotFound


def _whole(ctx: Context, row: Any, right: FactDraft) -> dict[str, Any]:
    """The row's new values; what was taken back is told again."""
    rooms.require_text(right.text, "text")
    rooms.require_day(right.known_on, "known_on")
    rooms.require_basis(right.basis)
    papers.check_tax(row.source_agency_id, right.text, rooms.tax_rule(ctx.municipality_id).agencies)
    told = replace(right, known_on=right.known_on or row.known_on, basis=right.basis or row.basis)
    return {**vars(told), "source_agency_id": row.source_agency_id, "superseded_at": None}


def _require_change(db: sa.Connection, item: Any, row: Any, whole: dict[str, Any]) -> None:
    """What gave way to another answer is that answer's to correct."""
    gone, goes = row.superseded_at is not None, whole["superseded_at"] is not None
    same = all(getattr(row, name) == value for name, value in whole.items() if name != "superseded_at")
    if (gone and (goes or row.text)) or (gone == goes and same):
        raise correction.NothingToCorrect
    asked = requests.of_agency(db, item.id, row.source_agency_id)
    if row.text and row.text in [one.answer for one in asked]:
        raise correction.FactIsAnAnswer


def _tell(db: sa.Connection, ctx: Context, item: Any, members: Sequence[Any]) -> None:
    """The other members that could read it; whoever convenes finds it beside the fact, and as work."""
    out = access.kept_out(db, ctx, [item], members)
    could_read = {
        one.agency_id
        for one in members
        if (item.type != SUPPORT or one.pledged_at is not None) and (item.id, one.agency_id) not in out
    }
    others = sorted(could_read - {ctx.actor.agency_id, item.convener_agency_id})
    told = [events.FactCorrectionTold(item.case_id, item.id, agency_id, item.case_no) for agency_id in others]
    outbox.record_all(db, ctx, told)


def superseded(
    db: sa.Connection, ctx: Context, read: access.ReadItem, holding: Sequence[Any]
) -> tuple[list[Any], dict[str, list[Any]]]:
    """(facts that were taken back, fact id → what it said before): all for who convenes, else of the reader's own."""
    before: dict[str, list[Any]] = defaultdict(list)
    for one in corrections.of_facts(db, read.row.id):
        before[one.subject.removeprefix("facts/")].append(one)
    gone = sorted(before.keys() - {row.id for row in holding})
    taken_back = store.facts_named(db, gone) if gone else []
    reader, convener = ctx.actor.agency_id, read.row.convener_agency_id
    own = {row.id for row in (*holding, *taken_back) if reader in (convener, row.source_agency_id)}
    return [row for row in taken_back if row.id in own], {key: rows for key, rows in before.items() if key in own}
