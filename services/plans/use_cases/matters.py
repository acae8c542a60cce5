"""Matters: what a plan's own course does not wait for, each an instance of the plan-matter process."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa

from kit import facts, outbox
from kit.context import Context
from kit.ids import new_id
from kit.zeebe import Job
from services.plans.domain import events
from services.plans.domain import matter as rules
from services.plans.domain.matter import REVISION_SETTLES, Matter, MatterKind, MatterState
from services.plans.domain.plan import COORDINATOR, Plan
from services.plans.store import matters as matter_store
from services.plans.store import plans as store
from services.plans.use_cases import access, work


def raise_matters(db: sa.Connection, ctx: Context, plan: Plan, kind: MatterKind, subjects: Sequence[str]) -> None:
    """One for each subject of which none of this kind is open."""
    known = {matter.subject for matter in matter_store.open_matters(db, plan.plan_id) if matter.kind == kind}
    raised = [
        Matter(new_id(), plan.plan_id, kind, subject, MatterState.OPEN, ctx.now)
        for subject in subjects
        if subject not in known
    ]
    if not raised:
        return
    matter_store.insert_matters(db, raised)
    facts.record_all(db, ctx, [f"PLAN_MATTERS.{kind}"] * len(raised), plan.case_id)
    told = [
        events.PlanMatterRaised(
            case_id=plan.case_id,
            municipality_id=ctx.municipality_id,
            case_no=plan.case_no,
            plan_id=plan.plan_id,
            matter_id=matter.matter_id,
            kind=kind,
        )
        for matter in raised
    ]
    outbox.record_all(db, ctx, told)


def open_matter(db: sa.Connection, ctx: Context, job: Job, *, matter_id: str, due_at: datetime) -> str:
    """The coordinator is to settle it, and the other agencies with a role look at their own (P-089).

    Answers the coordinator's work item; "" when it was settled meanwhile.
    """
    matter = matter_store.get_matter(db, matter_id)
    plan = store.lock_plan(db, ctx, matter.plan_id)
    if matter_store.get_matter(db, matter_id).state != MatterState.OPEN:
        return ""
    matter_store.update_matters(db, [matter_id], due_at=due_at)
    others = _whom_it_concerns(db, plan, matter)
    return work.ask_all(db, ctx, job, plan, work.SETTLE_MATTER, f"matters/{matter_id}", due_at, others)


def _whom_it_concerns(db: sa.Connection, plan: Plan, matter: Matter) -> list[str]:
    if matter.kind not in (MatterKind.ROLE_ENDED, MatterKind.ROLE_STRUCK) or not plan.is_open:
        return []
    return sorted({role.agency_id for role in access.working_roles(db, plan.plan_id)})


def settle(db: sa.Connection, ctx: Context, *, matter_id: str) -> Matter:
    """The coordinator did what it asked for. Raises MatterSettledAlready."""
    plan = store.lock_plan(db, ctx, matter_store.get_matter(db, matter_id).plan_id)
    access.require(ctx, plan, COORDINATOR)
    matter = matter_store.get_matter(db, matter_id)
    if matter.state != MatterState.OPEN:
        raise rules.MatterSettledAlready
    _settle(db, ctx, plan, [matter])
    return matter_store.get_matter(db, matter_id)


def settle_open(db: sa.Connection, ctx: Context, plan: Plan, kinds: Collection[MatterKind] = REVISION_SETTLES) -> None:
    """A revision, or the end of the plan, has dealt with them."""
    _settle(db, ctx, plan, [m for m in matter_store.open_matters(db, plan.plan_id) if m.kind in kinds])


def settle_about(
    db: sa.Connection, ctx: Context, plan: Plan, kinds: Collection[MatterKind], subjects: Collection[str]
) -> None:
    """What these matters asked for happened by itself."""
    found = matter_store.open_matters(db, plan.plan_id)
    _settle(db, ctx, plan, [m for m in found if m.kind in kinds and m.subject in subjects])


def _settle(db: sa.Connection, ctx: Context, plan: Plan, matters: Sequence[Matter]) -> None:
    if not matters:
        return
    ids = [matter.matter_id for matter in matters]
    matter_store.update_matters(db, ids, state=MatterState.SETTLED, settled_at=ctx.now)
    outbox.record_all(db, ctx, [events.PlanMatterSettled(plan.case_id, plan.plan_id, each) for each in ids])
    work.all_done(db, ctx, [f"matters/{each}" for each in ids])
