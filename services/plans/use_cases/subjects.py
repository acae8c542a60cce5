"""Who is in the plan of a household: the first opens it, later ones join, whoever withdraws or dies leaves."""

import sqlalchemy as sa

from kit import facts, outbox
from kit.context import Context
from kit.ids import new_id
from services.plans.domain import events
from services.plans.domain.plan import Plan, PlanState, Subject
from services.plans.store import drafts as draft_store
from services.plans.store import matters as matter_store
from services.plans.store import participation as participation_store
from services.plans.store import plans as store
from services.plans.store import roles as role_store
from services.plans.use_cases import participation, work
from services.plans.use_cases.drafting import conclude_confirmation


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
        facts.record(db, ctx, "PLANS_OPENED", case_id)
        outbox.record(db, ctx, events.HouseholdPlanOpened(case_id, plan.plan_id, person_id))
    elif person_id in store.joined_persons(db, plan.plan_id):
        store.update_stay(db, plan.plan_id, person_id, consent_request_id=consent_request_id)
        return plan.plan_id
    else:
        store.insert_subject(db, plan.plan_id, subject)
        outbox.record(db, ctx, events.SubjectJoined(case_id, plan.plan_id, person_id))
    facts.record(db, ctx, "PLAN_SUBJECTS_JOINED", case_id)
    return plan.plan_id


def leave(db: sa.Connection, ctx: Context, *, case_id: str, person_id: str, end: str = "") -> None:
    """Strikes the person from the open plan and from its roles. Nothing happens for who is not in it.

    `end`: DECEASED or UNREACHABLE, where the person's part is over: the plan's, too, when nobody is left.

    A role that rested on this person alone is struck: its agency sees the plan no longer. With nobody left the process
    discontinues the plan, unless somebody joins before that.
    """
    store.lock_case(db, case_id)
    participation.stop(db, ctx, case_id=case_id, person_id=person_id, reason="CONSENT_ENDED")
    plan = store.lock_open_plan(db, ctx, case_id)
    if plan is None or person_id not in store.joined_persons(db, plan.plan_id):
        return
    store.update_stay(db, plan.plan_id, person_id, left_at=ctx.now)
    struck = role_store.strike_person(db, plan, person_id)
    role_store.record_changes(db, ctx, plan, struck, "STRUCK")
    work.all_done(db, ctx, [f"roles/{role_id}" for role_id in struck])
    remaining = store.joined_persons(db, plan.plan_id)
    facts.record(db, ctx, "PLAN_SUBJECTS_LEFT", case_id)
    subjects_end = "" if remaining else end
    outbox.record(db, ctx, events.SubjectLeft(case_id, plan.plan_id, person_id, len(remaining), subjects_end))
    draft = draft_store.latest_draft(db, plan.plan_id)
    if draft is not None:
        conclude_confirmation(db, ctx, plan, draft)


def end_support(db: sa.Connection, ctx: Context, *, plan_id: str, closure_reason: str) -> None:
    """Tells the track of each person in the plan that support is over, and everyone who goes on accompanying them."""
    plan = store.lock_plan(db, ctx, plan_id)
    ended = store.end_subjects(db, plan_id, ctx.now)
    follow = matter_store.follow_up_agencies(db, plan_id)
    carried = participation_store.open_participations(db, plan.case_id)
    told = [
        events.SubjectSupportEnded(
            plan.case_id,
            person,
            plan_id,
            closure_reason,
            ctx.now.isoformat(),
            tuple(sorted(follow.union(of.agency_id for of in carried if of.person_id == person))),
        )
        for person in ended
    ]
    outbox.record_all(db, ctx, told)
