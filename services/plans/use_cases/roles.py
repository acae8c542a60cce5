"""Roles are offered to agencies, which accept, decline or let them lapse."""

from datetime import datetime

import sqlalchemy as sa

from kit import facts, outbox
from kit.context import Context
from kit.errors import NotFound
from kit.zeebe import Job
from services.plans.domain import draft as rules
from services.plans.domain import events
from services.plans.domain.draft import Draft, DraftState, Role, RoleState
from services.plans.domain.plan import ReasonMissing, occurred, require_open
from services.plans.store import drafts as draft_store
from services.plans.store import plans as store
from services.plans.store import roles as role_store
from services.plans.use_cases import correcting, work
from services.plans.use_cases.reading import RoleView, role_view


def offer_roles(db: sa.Connection, ctx: Context, job: Job, *, draft_id: str, due_at: datetime) -> list[str]:
    """Offers each role whose terms its agency has not accepted yet; answers those roles' ids."""
    plan = store.lock_plan(db, ctx, draft_store.get_draft(db, ctx, draft_id).plan_id)
    draft = draft_store.get_draft(db, ctx, draft_id)
    if draft.state != DraftState.CONFIRMED or not plan.is_open:
        return []
    draft_store.update_draft(db, draft_id, state=DraftState.OFFERED)
    offered = [role for role in role_store.roles_of(db, draft_id) if role.state == RoleState.PROPOSED]
    ids = [role.role_id for role in offered]
    role_store.update_draft_roles(db, draft_id, ids, state=RoleState.OFFERED, due_at=due_at)
    work.offer_all(db, ctx, job, plan, offered, due_at)
    facts.record_all(db, ctx, ["ROLES_OFFERED"] * len(ids), plan.case_id)
    offers = [
        events.RoleOffered(
            case_id=plan.case_id,
            case_no=plan.case_no,
            plan_id=plan.plan_id,
            plan_version_id=draft.plan_version_id,
            role_id=role.role_id,
            agency_id=role.agency_id,
            task_code=role.task_code,
            lead=role.lead,
            due_at=due_at.isoformat(),
            person_ids=role.person_ids,
        )
        for role in offered
    ]
    outbox.record_all(db, ctx, offers)
    return ids


def answer_role(
    db: sa.Connection,
    ctx: Context,
    *,
    role_id: str,
    accepted: bool,
    reason: str,
    occurred_at: datetime | None,
    correction_reason: str = "",
) -> RoleView:
    """The agency's answer. Raises NotFound for another agency, RoleNotOffered, ReasonMissing."""
    plan = store.lock_plan(db, ctx, role_store.plan_of_role(db, ctx, role_id))
    draft, role = _in_latest_draft(db, plan.plan_id, role_id)
    if role.agency_id != ctx.actor.agency_id:
        raise NotFound
    require_open(plan)
    waiting = role.state == RoleState.OFFERED and draft.state == DraftState.OFFERED
    if not waiting and not correction_reason:
        raise rules.RoleNotOffered
    if not accepted and not reason.strip():
        raise ReasonMissing(rules.required("reason"))
    at = occurred(occurred_at, ctx.now)
    state = RoleState.ACCEPTED if accepted else RoleState.DECLINED
    if correction_reason:
        correcting.role_answer(db, ctx, plan, draft, role, state, correction_reason, at)
    role_store.write_draft_role(
        db,
        ctx,
        plan,
        draft.draft_id,
        role_id,
        state=state,
        decline_reason="" if accepted else reason,
        answered_by_person_id=ctx.actor.person_id,
        answered_at=at,
        recorded_at=ctx.now,
    )
    role_store.record_changes(db, ctx, plan, [role_id], state, reason, at)
    counted = [facts.Fact(f"ROLE_ANSWERS.{state}", plan.case_id, at)]
    if role.answered_at is not None:  # what lapsed did so, whatever is said late
        counted.append(facts.Fact(f"ROLE_ANSWERS.{role.state}", plan.case_id, role.answered_at, -1))
    facts.record_rows(db, ctx, counted)
    if waiting:
        outbox.record(db, ctx, events.RoleAnswered(plan.case_id, plan.plan_id, role_id, role.agency_id, state), at)
        work.done(db, ctx, f"roles/{role_id}")
    return role_view(db, ctx, plan, _in_latest_draft(db, plan.plan_id, role_id)[1])


def _in_latest_draft(db: sa.Connection, plan_id: str, role_id: str) -> tuple[Draft, Role]:
    """A role that continues stands in the version in force, whatever an attempt that is over said of it."""
    drafts = {draft.draft_id: draft for draft in draft_store.drafts_of(db, plan_id)}
    roles = role_store.roles_of_drafts(db, drafts)
    found = [role for of_draft in roles.values() for role in of_draft if role.role_id == role_id]
    if not found:
        raise NotFound

    def standing(role: Role) -> tuple[bool, int]:
        draft = drafts[role.draft_id]
        return draft.state != DraftState.SUPERSEDED, draft.number

    newest = max(found, key=standing)
    return drafts[newest.draft_id], newest


def lapse_role(db: sa.Connection, ctx: Context, *, draft_id: str, role_id: str) -> None:
    """The agency did not answer in time. An answer that came at the last moment stands."""
    store.lock_plan(db, ctx, draft_store.get_draft(db, ctx, draft_id).plan_id)
    plan = store.get_plan(db, ctx, draft_store.get_draft(db, ctx, draft_id).plan_id)
    states = {role.role_id: role.state for role in role_store.roles_of(db, draft_id)}
    if states.get(role_id) == RoleState.OFFERED:
        role_store.update_draft_roles(db, draft_id, [role_id], state=RoleState.LAPSED)
        facts.record(db, ctx, "ROLE_ANSWERS.LAPSED", plan.case_id)
    work.done(db, ctx, f"roles/{role_id}")


def settle_roles(db: sa.Connection, ctx: Context, *, draft_id: str) -> bool:
    """Whether every role is accepted and there is a lead: only then may a meeting agree the plan."""
    store.lock_plan(db, ctx, draft_store.get_draft(db, ctx, draft_id).plan_id)
    draft = draft_store.get_draft(db, ctx, draft_id)
    is_settled = rules.settled(role_store.roles_of(db, draft_id))
    if draft.state == DraftState.OFFERED:
        state = DraftState.SETTLED if is_settled else DraftState.UNSETTLED
        draft_store.update_draft(db, draft_id, state=state)
    return is_settled
