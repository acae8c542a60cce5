"""An item is dealt with: at a sitting, or at once in an emergency; and a wrong decision is superseded."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, Violation
from kit.ids import new_id
from services.meetings.domain import conclusion as rules
from services.meetings.domain import correction, events, rooms
from services.meetings.domain.conclusion import Conclusion, DecisionDraft, Gathering, WatchRoleDraft
from services.meetings.domain.convening import Called, NotInvitable
from services.meetings.domain.papers import check_tax
from services.meetings.domain.rooms import EMERGENCY, SUPPORT, ItemIsOver, NotYet
from services.meetings.store import items, papers, people
from services.meetings.store.tables import HELD_STATES, conclusions, facts, issues, opinions, watch_roles
from services.meetings.use_cases import access, counting, following, information, pledges
from services.meetings.use_cases.items import call_members

IN_SESSION = "IN_SESSION"


def hold_emergency(
    db: sa.Connection,
    ctx: Context,
    item_id: str,
    agency_ids: Sequence[str],
    means: str,
    liaison_skipped_reason: str,
    pledged: Sequence[str],
) -> None:
    """A 支援会議 begins at once, by telephone or online too; its process follows, its minutes are written afterwards.
    A sitting that it had a date at goes on without it.

    Raises NotYet unless the process proposed it as an emergency, NotInvitable, and the refusals of `check_attendance`.
    """
    item = access.convened(db, ctx, item_id)
    access.require_open(item)
    if item.type != SUPPORT or item.convening_basis != EMERGENCY or item.state == IN_SESSION:
        raise NotYet
    if means not in rooms.MEANS:
        raise InvalidArgument(Violation("means", "FORMAT", "開き方を選んでください。"))
    reason = liaison_skipped_reason or item.liaison_skipped_reason
    if not reason.strip():
        missing = Violation("liaison_skipped_reason", "REQUIRED", "連絡会議を待てない理由を書いてください。")
        raise InvalidArgument(missing)
    there = sorted({*agency_ids, item.convener_agency_id})
    if item.state == "PROPOSED":
        call_members(db, ctx, item, [Called(agency_id) for agency_id in there], ())
    pledges.set_oral(db, ctx, item, pledged)
    gathering = _gathering(db, ctx, item, ctx.now)
    if not gathering.kept_out.isdisjoint(there):
        raise NotInvitable
    rules.check_attendance(rooms.room(ctx.municipality_id, item.type), gathering, there, there)
    items.begin_items(db, ctx, {item_id: there}, means)
    items.change_item(db, ctx, item, liaison_skipped_reason=reason, sitting_id="")
    pledges.begun(db, ctx, [item])


def _gathering(db: sa.Connection, ctx: Context, item: Any, at: datetime, roles: Sequence[str] = ()) -> Gathering:
    members = people.members_of(db, item.id)
    called = {member.agency_id: access.pledged(member, at) for member in members}
    out = frozenset(agency_id for _item, agency_id in access.kept_out(db, ctx, [item], members))
    told, issue_count = papers.told(db, item.id)
    return Gathering(
        item.type,
        item.meeting_reason,
        item.convener_agency_id,
        called,
        told,
        issue_count,
        frozenset(roles),
        out,
        item.convening_basis == EMERGENCY,
    )


def conclude(db: sa.Connection, ctx: Context, item_id: str, conclusion: Conclusion, roles: Sequence[str] = ()) -> None:
    """Decides on one item with those who attended it: those of the sitting unless said otherwise.

    `roles`: agencies of the plan that must be heard in a 重層的支援会議. Raises as check_conclusion does, and NotYet.
    """
    item = access.convened(db, ctx, item_id)
    access.require_open(item)
    emergency = item.state == IN_SESSION and item.convening_basis == EMERGENCY
    if not emergency and not work_items.is_open(db, ctx, access.subject(item_id), access.HOLD):
        raise NotYet
    if item.state == IN_SESSION and not conclusion.attending:
        conclusion = replace(conclusion, attending=tuple(item.attending))
    gathering = _gathering(db, ctx, item, conclusion.occurred_at, roles)
    rules.check_conclusion(rooms.room(ctx.municipality_id, item.type), gathering, conclusion)
    for fact in conclusion.facts:
        check_tax(fact.source_agency_id, fact.text, rooms.tax_rule(ctx.municipality_id).agencies)
    _write_down(db, ctx, item, conclusion)
    counting.concluded(db, ctx, item, conclusion)
    items.change_item(
        db,
        ctx,
        item,
        state="CONCLUDED",
        decision=conclusion.decision,
        minutes=conclusion.discussion,
        attending=sorted(set(conclusion.attending)),
        held_at=conclusion.occurred_at,
    )
    work_items.close_subject(db, ctx, access.subject(item_id))
    information.close_of_items(db, ctx, [item_id])
    event = events.AgendaItemConcluded(item.case_id, item_id, item.type, conclusion.decision)
    outbox.record(db, ctx, event, conclusion.occurred_at)


def _write_down(db: sa.Connection, ctx: Context, item: Any, conclusion: Conclusion) -> None:
    today = ctx.now.astimezone(rooms.JST).date().isoformat()
    writer = {"recorded_by": ctx.actor.agency_id, "created_at": ctx.now}
    told = [
        {"id": new_id(), "case_id": item.case_id, **writer, **vars(fact)}
        | {"known_on": fact.known_on or today, "basis": fact.basis or rooms.BASIS[item.type]}
        for fact in conclusion.facts
    ]
    items.add_papers(db, ctx, item, facts, *told)
    items.add_papers(db, ctx, item, issues, *({"id": new_id(), **writer, **vars(one)} for one in conclusion.issues))
    _give_watch_roles(db, ctx, item, conclusion.watch_roles)
    at = {"sitting_id": item.sitting_id, "recorded_by": ctx.actor.agency_id, "recorded_at": ctx.now}
    items.add_papers(db, ctx, item, opinions, *({"id": new_id(), **at, **vars(one)} for one in conclusion.opinions))
    _keep(db, ctx, item, conclusion.decision, occurred_at=conclusion.occurred_at)
    following.decide(db, ctx, item, conclusion.decisions)
    following.raise_gaps(db, ctx, item, conclusion.gaps)


def _give_watch_roles(db: sa.Connection, ctx: Context, item: Any, drafts: Sequence[WatchRoleDraft]) -> None:
    items.add_papers(db, ctx, item, watch_roles, *({"id": new_id(), **vars(one)} for one in drafts))


def _keep(
    db: sa.Connection,
    ctx: Context,
    item: Any,
    decision: str,
    *,
    occurred_at: datetime,
    reason: str = "",
    supersedes: str = "",
    way_back: str = "",
) -> None:
    said = {"id": new_id(), "decision": decision, "reason": reason, "way_back": way_back, "supersedes": supersedes}
    writer = {"recorded_by": ctx.actor.agency_id, "recorded_at": ctx.now, "occurred_at": occurred_at}
    items.add_papers(db, ctx, item, conclusions, {**said, **writer})


def correct(
    db: sa.Connection,
    ctx: Context,
    item_id: str,
    decision: str,
    reason: str,
    follow_ups: Sequence[DecisionDraft] = (),
    watching: Sequence[WatchRoleDraft] = (),
) -> None:
    """Supersedes the recorded decision; what was recorded stays readable.

    Until the minutes are approved the process itself takes the right way; afterwards the operator's step becomes the
    convener's work. Raises SameDecision, WrongDecision, FollowUpMissing, WatchRoleMissing, NotYet.
    """
    item = access.convened(db, ctx, item_id)
    if item.state not in HELD_STATES:
        raise ItemIsOver if item.state == "CANCELLED" else NotYet
    rooms.require_text(reason, "reason")
    if decision == item.decision:
        raise correction.SameDecision
    gathering = _gathering(db, ctx, item, item.held_at)
    right = Conclusion(
        decision, tuple(item.attending), reason, tuple(follow_ups), item.held_at, (), (), tuple(watching)
    )
    rules.check_correction(gathering, right)
    approved = item.state == "MINUTES_APPROVED"
    way = correction.way_back(item.decision, minutes_approved=approved)
    last = papers.conclusions_of(db, item_id)[-1]
    _keep(db, ctx, item, decision, occurred_at=item.held_at, reason=reason, supersedes=last.id, way_back=way)
    items.change_item(db, ctx, item, decision=decision, corrected_from=item.decision)
    counting.corrected(db, ctx, item, decision)
    following.drop_superseded(db, ctx, item, item.decision)
    following.decide(db, ctx, item, follow_ups)
    _give_watch_roles(db, ctx, item, watching)
    if approved:
        following.duty(db, ctx, item, way, following.STEP_BACK)
    outbox.record(db, ctx, events.ConclusionCorrected(item.case_id, item_id, item.type, item.decision, decision, way))


def history(db: sa.Connection, ctx: Context, item_id: str) -> tuple[access.ReadItem, list[Any]]:
    return access.readable(db, ctx, item_id), papers.conclusions_of(db, item_id)
