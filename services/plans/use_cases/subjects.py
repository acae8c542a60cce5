"""Who is in the plan of a household: the first opens it, later ones join, whoever withdraws or dies leaves."""

from collections.abc import Sequence

import sqlalchemy as sa

from kit import outbox
from kit.context import Context
from kit.ids import new_id
from services.plans.domain import events
from services.plans.domain.draft import RoleState
from services.plans.domain.plan import Plan, PlanState, Subject
from services.plans.store import drafts as draft_store
from services.plans.store import plans as store
from services.plans.store import reports as fact_store
from services.plans.use_cases import work
from services.plans.use_cases.drafting import conclude_confirmation
from services.plans.use_cases.support import revision_needed


def join(
    db: sa.Connection,
    ctx: Context,
    *,
    case_id: str,
    case_no: str,
    person_id: str,
    consent_request_id: str,
    coordinator_agency_id: str,
) -> str:
    """Opens the plan of the case with this person, or adds the person to the open one; answers the plan's id.

    A person who is in the plan already only gets the newer consent request.
    """
    store.lock_case(db, case_id)
    subject = Subject(person_id, ctx.now, None, consent_request_id)
    plan = store.lock_open_plan(db, ctx, case_id)
    if plan is None:
        plan = Plan(new_id(), case_id, case_no, coordinator_agency_id, PlanState.OPEN, "", ctx.now, None, None)
        store.insert_plan(db, ctx, plan)
        store.insert_subject(db, plan.plan_id, subject)
        fact_store.add_fact(db, ctx, "PLANS_OPENED", case_id)
        outbox.record(db, ctx, events.HouseholdPlanOpened(case_id, plan.plan_id, person_id))
    elif person_id in store.joined_persons(db, plan.plan_id):
        store.update_stay(db, plan.plan_id, person_id, consent_request_id=consent_request_id)
        return plan.plan_id
    else:
        store.insert_subject(db, plan.plan_id, subject)
        outbox.record(db, ctx, events.SubjectJoined(case_id, plan.plan_id, person_id))
    fact_store.add_fact(db, ctx, "PLAN_SUBJECTS_JOINED", case_id)
    return plan.plan_id


def leave(db: sa.Connection, ctx: Context, *, case_id: str, person_id: str) -> None:
    """Strikes the person from the open plan and from its roles. Nothing happens for who is not in it.

    A role that rested on this person alone is struck: its agency sees the plan no longer. With nobody left the plan
    stays open, without anybody to draft for, until somebody consents again or the case ends.
    """
    store.lock_case(db, case_id)
    plan = store.lock_open_plan(db, ctx, case_id)
    if plan is None or person_id not in store.joined_persons(db, plan.plan_id):
        return
    store.update_stay(db, plan.plan_id, person_id, left_at=ctx.now)
    for role_id in draft_store.strike_person(db, plan, person_id):
        work.done(db, ctx, f"roles/{role_id}")
    remaining = store.joined_persons(db, plan.plan_id)
    fact_store.add_fact(db, ctx, "PLAN_SUBJECTS_LEFT", case_id)
    outbox.record(db, ctx, events.SubjectLeft(case_id, plan.plan_id, person_id, len(remaining)))
    draft = draft_store.latest_draft(db, plan.plan_id)
    if draft is not None:
        conclude_confirmation(db, ctx, plan, draft)


def strike(db: sa.Connection, ctx: Context, *, case_id: str, person_id: str, agency_ids: Sequence[str]) -> None:
    """The person took consent back from these agencies alone: their roles that rest on this person are struck, and a
    plan in force is drafted anew. Whoever was asked to take such a role is asked no more."""
    store.lock_case(db, case_id)
    plan = store.lock_open_plan(db, ctx, case_id)
    if plan is None or person_id not in store.joined_persons(db, plan.plan_id):
        return
    draft = draft_store.latest_draft(db, plan.plan_id)
    roles = {role.role_id: role for role in draft_store.roles_of(db, draft.draft_id)} if draft is not None else {}
    struck = draft_store.strike_person(db, plan, person_id, agency_ids)
    for role_id in struck:
        work.done(db, ctx, f"roles/{role_id}")
        role = roles.get(role_id)
        if role is not None and role.state == RoleState.OFFERED:
            answered = events.RoleAnswered(case_id, plan.plan_id, role_id, role.agency_id, RoleState.STRUCK)
            outbox.record(db, ctx, answered)
    if struck and revision_needed(db, plan):
        outbox.record(db, ctx, events.RolesStruck(case_id, plan.plan_id))


def end_support(db: sa.Connection, ctx: Context, *, plan_id: str, closure_reason: str) -> None:
    """Tells the track of each person in the plan that support is over."""
    plan = store.lock_plan(db, ctx, plan_id)
    for person_id in store.end_subjects(db, plan_id, ctx.now):
        outbox.record(db, ctx, events.SubjectSupportEnded(plan.case_id, person_id, plan_id, closure_reason))
