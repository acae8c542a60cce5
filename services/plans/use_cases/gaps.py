"""Resource gaps (資源不足, P-068, P-121): noticed, counted, studied until developed or declined with a reason."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from kit import facts, outbox, work_items
from kit.calendar import reiwa_year
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, Violation
from kit.ids import new_id, numbered
from kit.zeebe import Job
from services.plans.domain import community as rules
from services.plans.domain import events
from services.plans.domain.community import Gap, GapSource, GapState
from services.plans.domain.plan import COORDINATOR, ReasonMissing
from services.plans.store import community as store

DECIDE_GAP = "DECIDE_GAP"
UNDECIDED = frozenset({GapState.UNDER_STUDY, GapState.TRIAL})


def raise_gap(
    db: sa.Connection,
    ctx: Context,
    *,
    need_code: str,
    area: str,
    source: GapSource,
    source_id: str,
    proposal: str = "",
    occurred_at: datetime | None = None,
) -> str:
    """Counts a need without supply under its running study, or begins one; answers the gap's id.

    The same source raises the same gap once. A proposal always begins a study of its own.
    """
    check_codes((need_code,))
    at = occurred_at or ctx.now
    gap = None if proposal else store.open_gap(db, ctx, need_code, area)
    while gap is None:
        gap = _begin(db, ctx, need_code, area, proposal, at) or store.open_gap(db, ctx, need_code, area)
    if store.add_raising(db, ctx, gap.gap_id, source, source_id, at):
        store.change_gap(db, gap.gap_id, raised=gap.raised + 1)
        by = {"NEED": (need_code,), "AREA": (area,), "SOURCE": (source,)}
        facts.record(db, ctx, "RESOURCE_GAPS_RAISED", occurred_at=at, by=by)
    return gap.gap_id


def _begin(db: sa.Connection, ctx: Context, need_code: str, area: str, proposal: str, at: datetime) -> Gap | None:
    gap = Gap(
        gap_id=new_id(),
        number=numbered(f"G{reiwa_year(ctx.now)}", store.next_gap_serial(db)),
        need_code=need_code,
        area=area,
        proposal=proposal,
        proposed_by_agency_id=ctx.actor.agency_id if proposal else "",
        owner_agency_id="",
        state=GapState.RAISED,
        reason="",
        developed_as="",
        raised=0,
        raised_at=at,
    )
    if not store.add_gap(db, ctx, gap):
        return None
    outbox.record(db, ctx, events.GapRaised(gap.gap_id, ctx.municipality_id, gap.gap_id, gap.number, need_code, area))
    return gap


def take_back(db: sa.Connection, ctx: Context, source_id: str) -> None:
    """What a handoff's answer had raised stands no more; its study goes on for its owner to decide.

    Another row, not one less: a count as of a past moment can be repeated.
    """
    raising = store.raising_of(db, ctx, GapSource.HANDOFF, source_id)
    if raising is None:
        return
    gap = store.get_gap(db, ctx, raising.gap_id, lock=True)
    if store.add_raising(db, ctx, gap.gap_id, GapSource.HANDOFF_TAKEN, source_id, raising.occurred_at):
        store.change_gap(db, gap.gap_id, raised=gap.raised - 1)
        by = {"NEED": (gap.need_code,), "AREA": (gap.area,), "SOURCE": (GapSource.HANDOFF,)}
        facts.record(db, ctx, "RESOURCE_GAPS_RAISED", occurred_at=raising.occurred_at, by=by, number=-1)


def await_decision(db: sa.Connection, ctx: Context, job: Job, gap_id: str, owner: str, due_at: datetime) -> str:
    """Gives the gap an owner and a date; it comes back like this until it is decided. Answers the work item's id."""
    gap = store.get_gap(db, ctx, gap_id, lock=True)
    owner = gap.owner_agency_id or owner
    store.change_gap(db, gap_id, owner_agency_id=owner)
    item = work_items.NewItem(gap_id, gap.number, DECIDE_GAP, f"gaps/{gap_id}", owner, COORDINATOR, due_at)
    return work_items.open_item(db, ctx, job, item)


def decide(db: sa.Connection, ctx: Context, gap_id: str, state: GapState, *, reason: str, developed_as: str) -> Gap:
    """The owner studies, tries, develops or declines; the last needs a reason, developing what it became.

    Raises NotFound, GapSettled, ReasonMissing, DevelopedAsWhat.
    """
    gap = store.get_gap(db, ctx, gap_id, lock=True)
    if gap.owner_agency_id != ctx.actor.agency_id or COORDINATOR not in ctx.actor.roles:
        raise NotFound
    if gap.state in rules.SETTLED:
        raise rules.GapSettled
    if state is GapState.DECLINED and not reason.strip():
        raise ReasonMissing
    if state is GapState.DEVELOPED and not developed_as.strip():
        raise rules.DevelopedAsWhat
    store.change_gap(db, gap_id, state=state, reason=reason, developed_as=developed_as)
    work_items.close_subject(db, ctx, f"gaps/{gap_id}")
    facts.record(db, ctx, f"RESOURCE_GAPS_DECIDED.STATE.{state}")
    outbox.record(db, ctx, events.GapDecided(gap_id, gap_id, state))
    return store.get_gap(db, ctx, gap_id)


def listed(db: sa.Connection, ctx: Context, *, area: str, include_settled: bool) -> list[Gap]:
    """Everybody who works in the programme may know what lacks: there is no person in it."""
    return store.list_gaps(db, ctx, area=area, include_settled=include_settled)


def check_codes(needs: Sequence[str]) -> None:
    """Raises InvalidArgument."""
    wrong = [f"needs[{index}]" for index, need in enumerate(needs) if not rules.CODE.match(need)]
    if not needs:
        raise InvalidArgument(Violation("needs", "REQUIRED", "必要なことを1つ以上選んでください。"))
    if wrong:
        raise InvalidArgument(*map(rules.code_violation, wrong))
