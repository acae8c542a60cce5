"""What people and the process ask of meetings, one function each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from kit.ids import new_id
from kit.zeebe import Job
from services.meetings import domain, store
from services.meetings.domain import Conclusion, ItemIsOver, NewItem, NotYet, WrongType

NAME_MEMBERS, PLEDGE, HOLD, APPROVE = "NAME_MEMBERS", "AWAIT_PLEDGES", "HOLD_SITTING", "APPROVE_MINUTES"
DECISION = "CARRY_OUT_DECISION"


@dataclass(frozen=True)
class ReadItem:
    """An item with what its reader may see of it: everything of this item, nothing of another."""

    row: Any
    members: list[Any]
    decisions: list[Any]


def propose(db: sa.Connection, ctx: Context, job: Job, new: NewItem, due_at: datetime) -> tuple[str, str]:
    """Puts a case forward; answers (item id, work item id). Raises LiaisonNotHeld."""
    after_liaison = new.type != domain.SUPPORT or store.liaison_was_held(db, ctx, new.case_id)
    if not after_liaison and new.convening_basis != "EMERGENCY":
        raise domain.LiaisonNotHeld
    item_id = new_id()
    store.add(
        db,
        ctx,
        store.agenda_items,
        id=item_id,
        state="PROPOSED",
        sitting_id="",
        decision="",
        minutes="",
        attending=[],
        revision=1,
        proposed_at=ctx.now,
        **vars(new),
    )
    row = store.lock_item(db, ctx, item_id)
    return item_id, _wait(db, ctx, job, row, NAME_MEMBERS, due_at)


def _wait(db: sa.Connection, ctx: Context, job: Job, item: Any, kind: str, due_at: datetime) -> str:
    """ "" when the item was cancelled meanwhile: its process is ending and nobody is asked any more."""
    if item.state == "CANCELLED":
        return ""
    role = domain.CHAIR_ROLE[item.type]
    new = work_items.NewItem(
        item.case_id, item.case_no, kind, f"agendaItems/{item.id}", item.convener_agency_id, role, due_at
    )
    return work_items.open_item(db, ctx, job, new)


def convened(db: sa.Connection, ctx: Context, item_id: str) -> Any:
    """The item for whoever may convene and conclude it; for others it does not exist."""
    item = store.lock_item(db, ctx, item_id)
    if item.convener_agency_id != ctx.actor.agency_id or ctx.actor.roles.isdisjoint(domain.CHAIRS):
        raise NotFound
    return item


def readable(db: sa.Connection, ctx: Context, item_id: str) -> ReadItem:
    rows = store.readable_items(db, ctx, item_id=item_id)
    if not rows:
        raise NotFound
    return _read(db, rows[0])


def page(db: sa.Connection, ctx: Context, case_id: str, after: str, page_size: int) -> tuple[list[ReadItem], str]:
    size = min(page_size or 50, 200)
    rows = store.readable_items(db, ctx, case_id=case_id, after=after, size=size + 1)
    return [_read(db, row) for row in rows[:size]], rows[size - 1].id if len(rows) > size else ""


def _read(db: sa.Connection, row: Any) -> ReadItem:
    return ReadItem(row, store.members_of(db, row.id), store.decisions_of(db, row.id))


def name_members(db: sa.Connection, ctx: Context, item_id: str, agency_ids: Sequence[str]) -> None:
    """Calls agencies to this item only. The convener is always a member. Raises ItemIsOver."""
    item = convened(db, ctx, item_id)
    if item.state != "PROPOSED":
        raise ItemIsOver
    called = sorted(set(agency_ids) | {item.convener_agency_id})
    if len(called) < domain.QUORUM[item.type]:
        raise InvalidArgument(Violation("agency_ids", "TOO_FEW", "構成員が定足数に足りません。"))
    for number, agency_id in enumerate(called, start=1):
        role = "CHAIR" if agency_id == item.convener_agency_id else "MEMBER"
        store.add(db, ctx, store.members, agenda_item_id=item_id, agency_id=agency_id, role=role, copy_number=number)
    store.change_item(db, ctx, item, state="CONVENED")
    work_items.close_subject(db, ctx, f"agendaItems/{item_id}", NAME_MEMBERS)
    outbox.record(db, ctx, domain.MembersNamed(item.case_id, item_id))
    for agency_id in called:
        if agency_id != item.convener_agency_id:
            outbox.record(db, ctx, domain.MemberInvited(item.case_id, item.case_no, item_id, agency_id, ""))


def request_pledges(db: sa.Connection, ctx: Context, job: Job, item_id: str, due_at: datetime) -> str:
    """Waits until every member has pledged; a pledge given already counts."""
    item = store.lock_item(db, ctx, item_id)
    work_item = _wait(db, ctx, job, item, PLEDGE, due_at)
    _complete_pledges(db, ctx, item)
    return work_item


def pledge(db: sa.Connection, ctx: Context, item_id: str) -> None:
    """The actor's agency pledges secrecy for this item (法106条の6第5項 binds it anyway)."""
    readable(db, ctx, item_id)
    item = store.lock_item(db, ctx, item_id)
    if item.type != domain.SUPPORT or item.state != "CONVENED":
        raise NotYet
    store.set_pledge(db, item_id, ctx.actor.agency_id, ctx.now)
    if work_items.is_open(db, ctx, f"agendaItems/{item_id}", PLEDGE):
        _complete_pledges(db, ctx, item)


def _complete_pledges(db: sa.Connection, ctx: Context, item: Any) -> None:
    if all(member.pledged_at is not None for member in store.members_of(db, item.id)):
        work_items.close_subject(db, ctx, f"agendaItems/{item.id}", PLEDGE)
        outbox.record(db, ctx, domain.PledgesCompleted(item.case_id, item.id))


def put_on_agenda(db: sa.Connection, ctx: Context, job: Job, item_id: str, due_at: datetime) -> str:
    return _wait(db, ctx, job, store.lock_item(db, ctx, item_id), HOLD, due_at)


def member_agencies(db: sa.Connection, ctx: Context, item_id: str) -> tuple[Any, list[str]]:
    """(item, agencies called, the convener left out): what the consent service is asked about."""
    item = store.lock_item(db, ctx, item_id)
    called = [member.agency_id for member in store.members_of(db, item_id)]
    return item, [agency_id for agency_id in called if agency_id != item.convener_agency_id]


def drop(db: sa.Connection, ctx: Context, item_id: str) -> None:
    _cancel(db, ctx, store.lock_item(db, ctx, item_id))


def schedule(
    db: sa.Connection, ctx: Context, meeting_type: str, held_at: datetime, place: str, item_ids: Sequence[str]
) -> str:
    """One sitting may treat several cases; each item keeps its own members. Raises WrongType."""
    if not item_ids:
        raise InvalidArgument(Violation("agenda_items", "REQUIRED", "扱う案件を選んでください。"))
    sitting_id = new_id()
    store.add(db, ctx, store.sittings, id=sitting_id, type=meeting_type, place=place, held_at=held_at)
    for item_id in sorted(item_ids):
        item = convened(db, ctx, item_id)
        if item.type != meeting_type:
            raise WrongType
        if item.state != "CONVENED":
            raise NotYet
        store.change_item(db, ctx, item, sitting_id=sitting_id)
    return sitting_id


def sitting(db: sa.Connection, ctx: Context, sitting_id: str) -> tuple[Any, list[str]]:
    """(sitting, the reader's own items at it); without one of these the sitting does not exist for the reader."""
    row, own = store.sitting(db, ctx, sitting_id), store.readable_items_at(db, ctx, sitting_id)
    if row is None or not own:
        raise NotFound
    return row, own


def add_fact(db: sa.Connection, ctx: Context, item_id: str, text: str) -> str:
    if not text.strip():
        raise InvalidArgument(Violation("text", "REQUIRED", "内容を書いてください。"))
    item = readable(db, ctx, item_id).row
    if item.state in store.CLOSED_STATES:
        raise ItemIsOver
    fact_id = new_id()
    store.add(
        db,
        ctx,
        store.facts,
        id=fact_id,
        agenda_item_id=item_id,
        source_agency_id=ctx.actor.agency_id,
        text=text,
        created_at=ctx.now,
    )
    return fact_id


def facts(db: sa.Connection, ctx: Context, item_id: str) -> list[Any]:
    """What was told to this item's members; in a 支援会議 only to those who pledged; of a cancelled item nothing."""
    read = readable(db, ctx, item_id)
    pledged = {member.agency_id for member in read.members if member.pledged_at is not None}
    if read.row.state == "CANCELLED":
        return []
    if read.row.type == domain.SUPPORT and ctx.actor.agency_id not in pledged:
        raise domain.PledgeMissing
    return store.facts_of(db, item_id)


def conclude(db: sa.Connection, ctx: Context, item_id: str, conclusion: Conclusion) -> None:
    """Decides on one item with those who attended it. Raises the refusals of domain.check_conclusion, NotYet."""
    item = convened(db, ctx, item_id)
    if item.state in store.CLOSED_STATES:
        raise ItemIsOver
    if not work_items.is_open(db, ctx, f"agendaItems/{item_id}", HOLD):
        raise NotYet
    called = {member.agency_id: member.pledged_at is not None for member in store.members_of(db, item_id)}
    domain.check_conclusion(item.type, called, conclusion)
    store.change_item(
        db,
        ctx,
        item,
        state="CONCLUDED",
        decision=conclusion.decision,
        minutes=conclusion.discussion,
        attending=sorted(set(conclusion.attending)),
        held_at=conclusion.occurred_at,
    )
    for draft in conclusion.decisions:
        store.add(
            db,
            ctx,
            store.decisions,
            id=new_id(),
            agenda_item_id=item_id,
            code=draft.code,
            owner_agency_id=draft.owner_agency_id,
            state="OPEN",
            due_at=draft.due_at,
        )
    work_items.close_subject(db, ctx, f"agendaItems/{item_id}")
    event = domain.AgendaItemConcluded(item.case_id, item_id, item.type, conclusion.decision)
    outbox.record(db, ctx, event, conclusion.occurred_at)


def cancel(db: sa.Connection, ctx: Context, item_id: str) -> None:
    """Not dealt with; possible once it stands on the agenda, where the process waits for its end."""
    item = convened(db, ctx, item_id)
    if item.state in store.CLOSED_STATES:
        raise ItemIsOver
    if not work_items.is_open(db, ctx, f"agendaItems/{item_id}", HOLD):
        raise NotYet
    _cancel(db, ctx, item)
    outbox.record(db, ctx, domain.AgendaItemConcluded(item.case_id, item_id, item.type, domain.CANCELLED))


def _cancel(db: sa.Connection, ctx: Context, item: Any) -> None:
    store.change_item(db, ctx, item, state="CANCELLED", decision=domain.CANCELLED)
    work_items.close_subject(db, ctx, f"agendaItems/{item.id}")


def open_minutes(db: sa.Connection, ctx: Context, job: Job, item_id: str, due_at: datetime) -> str:
    return _wait(db, ctx, job, store.lock_item(db, ctx, item_id), APPROVE, due_at)


def minutes(db: sa.Connection, ctx: Context, item_id: str) -> tuple[Any, int]:
    """(item, number of the reader's copy)."""
    read = readable(db, ctx, item_id)
    drafting = read.row.state == "CONCLUDED" and ctx.actor.agency_id == read.row.convener_agency_id
    if read.row.state != "MINUTES_APPROVED" and not drafting:
        raise NotFound
    copies = {member.agency_id: member.copy_number for member in read.members}
    return read.row, copies.get(ctx.actor.agency_id, 0)


def approve_minutes(db: sa.Connection, ctx: Context, item_id: str, text: str) -> None:
    item = convened(db, ctx, item_id)
    if item.state != "CONCLUDED" or not work_items.is_open(db, ctx, f"agendaItems/{item_id}", APPROVE):
        raise NotYet
    store.change_item(db, ctx, item, state="MINUTES_APPROVED", minutes=text or item.minutes, approved_at=ctx.now)
    work_items.close_subject(db, ctx, f"agendaItems/{item_id}", APPROVE)
    outbox.record(db, ctx, domain.MinutesApproved(item.case_id, item_id))


def carry_out_decisions(db: sa.Connection, ctx: Context, job: Job, item_id: str) -> None:
    """Follow-ups become their owners' work; the supporter who brought the case hears that it was dealt with (P-025)."""
    item = store.lock_item(db, ctx, item_id)
    for decision in store.decisions_of(db, item_id):
        new = work_items.NewItem(
            item.case_id,
            item.case_no,
            DECISION,
            f"decisions/{decision.id}",
            decision.owner_agency_id,
            "",
            decision.due_at,
        )
        work_items.open_item(db, ctx, job, new)
        event = domain.DecisionRecorded(item.case_id, item_id, decision.id, decision.code, decision.owner_agency_id)
        outbox.record(db, ctx, event)
    called = {member.agency_id for member in store.members_of(db, item_id)}
    if item.type != domain.SUPPORT or item.supporter_agency_id in called:
        feedback = domain.FeedbackGiven(item.case_id, item.case_no, item_id, item.supporter_agency_id, "DEALT_WITH")
        outbox.record(db, ctx, feedback)


def complete_decision(db: sa.Connection, ctx: Context, decision_id: str) -> Any:
    store.owned_decision(db, ctx, decision_id)
    store.finish_decision(db, decision_id)
    work_items.close_subject(db, ctx, f"decisions/{decision_id}")
    return store.owned_decision(db, ctx, decision_id)


def remove_items(db: sa.Connection, ctx: Context, case_id: str, person_id: str | None) -> None:
    """Withdrawal, suspension, death or the case's end: nothing of it is dealt with any more."""
    for item in store.open_items(db, ctx, case_id, person_id):
        _cancel(db, ctx, item)


def drop_members(db: sa.Connection, ctx: Context, item_id: str, agency_ids: Sequence[str]) -> None:
    """These agencies are no longer called to the item, and read its papers no more."""
    store.lock_item(db, ctx, item_id)
    store.remove_members(db, item_id, agency_ids)


def open_planning_items(db: sa.Connection, ctx: Context, case_id: str) -> list[Any]:
    return store.open_items(db, ctx, case_id, "")


def close_case(db: sa.Connection, ctx: Context, case_id: str) -> None:
    remove_items(db, ctx, case_id, None)
    work_items.close_case(db, ctx, case_id)


def count_facts(db: sa.Connection, ctx: Context, start: datetime, end: datetime) -> dict[str, int]:
    return {f"HELD.{row.type}.{row.decision}": row.total for row in store.counts(db, ctx, start, end)}
