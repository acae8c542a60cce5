"""From the city's decision to the end of support: versions come into force, are revised, and the plan closes."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from kit import facts, outbox, work_items
from kit.context import Context
from kit.zeebe import Job
from services.plans.domain import draft as draft_rules
from services.plans.domain import events
from services.plans.domain import plan as rules
from services.plans.domain.draft import DraftState, Role, RoleState
from services.plans.domain.matter import MatterKind, NothingToCorrect
from services.plans.domain.network import new_pairs
from services.plans.domain.plan import DECISION_MAKER, Decision, Plan, PlanState, Version, VersionState
from services.plans.domain.progress import Stability
from services.plans.store import drafts as draft_store
from services.plans.store import matters as matter_store
from services.plans.store import plans as store
from services.plans.store import progress as progress_store
from services.plans.store import roles as role_store
from services.plans.use_cases import absence, access, correcting, matters, participation, progress, role_work, work


def request_decision(
    db: sa.Connection, ctx: Context, job: Job, *, plan_version_id: str, coordinator_agency_id: str, due_at: datetime
) -> str:
    """The meeting agreed: the city is to decide; answers the work item's id. Raises RolesNotSettled.

    A role struck since the meeting does not stop the request: the decision maker sees what is left of the plan.
    """
    version = store.get_version(db, ctx, plan_version_id)
    store.lock_plan(db, ctx, version.plan_id)
    store.update_plan(db, version.plan_id, coordinator_agency_id=coordinator_agency_id)
    plan = store.get_plan(db, ctx, version.plan_id)
    draft = draft_store.latest_draft(db, version.plan_id)
    if draft is None or not draft_rules.answered(role_store.roles_of(db, draft.draft_id)):
        raise rules.RolesNotSettled
    if version.state == VersionState.DRAFTING:
        values = {"state": VersionState.AWAITING_DECISION, "draft_id": draft.draft_id}
        store.update_version(db, plan_version_id, **values)
    return work.ask(db, ctx, job, plan, work.DECIDE_SUPPORT, f"planVersions/{plan_version_id}", due_at)


def decide_support(
    db: sa.Connection,
    ctx: Context,
    *,
    plan_version_id: str,
    decision: Decision,
    reason: str,
    occurred_at: datetime | None,
    correction_reason: str = "",
) -> Version:
    """支援決定. Raises NotAwaitingDecision, ReasonMissing, RolesNotSettled (the lead's consent was lost meanwhile).

    Roles struck since the meeting are left out; the revision that the person's leaving forces follows at once. What is
    not decided is over, with its roles, and their agencies are told; a version in force goes on (P12).
    """
    plan = store.lock_plan(db, ctx, store.get_version(db, ctx, plan_version_id).plan_id)
    version = store.get_version(db, ctx, plan_version_id)
    access.require(ctx, plan, DECISION_MAKER)
    if correction_reason:
        return _correct_decision(db, ctx, plan, version, decision, reason, correction_reason, occurred_at)
    rules.require_open(plan)
    if version.state != VersionState.AWAITING_DECISION or version.draft_id is None:
        raise rules.NotAwaitingDecision
    if decision == Decision.NOT_DECIDED and not reason.strip():
        raise rules.ReasonMissing(draft_rules.required("reason"))
    at, released = rules.occurred(occurred_at, ctx.now), list[events.RoleReleased]()
    if decision == Decision.DECIDED:
        _bring_into_force(db, ctx, plan, version, version.draft_id, at)
    else:
        draft_store.update_draft(db, version.draft_id, state=DraftState.SUPERSEDED)
        in_force, asked = _in_force_and_asked(db, store.decided_version(db, plan.plan_id), version.draft_id)
        released = role_work.released(plan, asked, in_force, decision)
    store.write_version(
        db,
        ctx,
        plan,
        plan_version_id,
        state=VersionState(decision),
        decision_reason=reason,
        decided_by_person_id=ctx.actor.person_id,
        decided_at=at,
        decision_recorded_at=ctx.now,
    )
    facts.record(db, ctx, f"SUPPORT_DECISIONS.{decision}", plan.case_id, at)
    decided = events.SupportDecided(plan.case_id, plan.plan_id, plan_version_id, decision)
    outbox.record_all(db, ctx, [decided, *released], at)
    work.done(db, ctx, f"planVersions/{plan_version_id}")
    return store.get_version(db, ctx, plan_version_id)


def _correct_decision(
    db: sa.Connection,
    ctx: Context,
    plan: Plan,
    version: Version,
    decision: Decision,
    reason: str,
    correction_reason: str,
    occurred_at: datetime | None,
) -> Version:
    """Not decided after all: the version before is in force again until the plan was drafted anew. A role of it that
    the wrong version had left out is somebody's matter: its handoff has ended.

    Decided after all: the plan is being drafted anew, or has ended since; the step is the coordinator's.
    """
    at = rules.occurred(occurred_at, ctx.now)
    if version.state not in (VersionState.DECIDED, VersionState.NOT_DECIDED) or version.state == str(decision):
        raise NothingToCorrect
    decided_now = decision == Decision.DECIDED
    correcting.support_decision(db, ctx, plan, version, correction_reason, decided_now=decided_now)
    if not decided_now:  # one that was made after all is counted when the same content comes again
        counted = [facts.Fact(f"SUPPORT_DECISIONS.{decision}", plan.case_id, at)]
        counted.append(facts.Fact(f"SUPPORT_DECISIONS.{version.state}", plan.case_id, version.decided_at or at, -1))
        facts.record_rows(db, ctx, counted)
    values = {"decision_reason": reason or correction_reason, "decided_at": at, "decision_recorded_at": ctx.now}
    if decided_now:
        store.write_version(db, ctx, plan, version.plan_version_id, **values)
    else:
        store.write_version(db, ctx, plan, version.plan_version_id, state=VersionState.NOT_DECIDED, **values)
        _restore_before(db, ctx, plan, version)
    return store.get_version(db, ctx, version.plan_version_id)


def _restore_before(db: sa.Connection, ctx: Context, plan: Plan, wrong: Version) -> None:
    replaced = [v for v in store.versions_of(db, plan.plan_id) if v.state == VersionState.REPLACED]
    before, asked = _in_force_and_asked(db, replaced[-1] if replaced and plan.is_open else None, wrong.draft_id or "")
    role_store.end_roles(db, plan.plan_id, [], ctx.now)
    restored = draft_rules.standing(before)
    if before:
        store.update_version(db, replaced[-1].plan_version_id, state=VersionState.DECIDED)
        role_store.update_roles(db, [role.role_id for role in restored], ended_at=None)
    outbox.record_all(db, ctx, role_work.released(plan, asked, restored, Decision.NOT_DECIDED))
    ids = {role.role_id for role in asked}
    given_up = [role for role in restored if role.started_at is not None and role.role_id not in ids]
    matters.raise_matters(db, ctx, plan, MatterKind.HANDOFF_FAILED, [f"roles/{role.role_id}" for role in given_up])


def _in_force_and_asked(db: sa.Connection, before: Version | None, draft_id: str) -> tuple[list[Role], list[Role]]:
    """The roles of the version in force, and those of the draft that the city decides on."""
    in_force_id = before.draft_id or "" if before is not None else ""
    found = role_store.roles_of_drafts(db, [in_force_id, draft_id])
    return found.get(in_force_id, []), found.get(draft_id, [])


def _bring_into_force(
    db: sa.Connection, ctx: Context, plan: Plan, version: Version, draft_id: str, at: datetime
) -> None:
    before = store.decided_version(db, plan.plan_id)
    in_force, asked = _in_force_and_asked(db, before, draft_id)
    roles = draft_rules.standing(asked)
    if not draft_rules.settled(roles):
        raise rules.RolesNotSettled
    if before is not None:
        store.update_version(db, before.plan_version_id, state=VersionState.REPLACED)
        facts.record(db, ctx, "PLANS_REVISED", plan.case_id, at)
    draft_store.update_draft(db, draft_id, state=DraftState.DECIDED)
    lead = draft_rules.lead_agency(roles)
    event = events.PlanVersionDecided(plan.case_id, plan.plan_id, version.plan_version_id, version.number, lead)
    outbox.record_all(db, ctx, [event, *role_work.released(plan, in_force, roles, "NOT_IN_PLAN")], at)
    matters.settle_open(db, ctx, plan)


@dataclass(frozen=True)
class Started:
    """`role_ids`: roles that begin with this version, without those that continue."""

    role_ids: list[str]
    stability: Stability
    months_in_support: int
    stable_months: int
    revision_needed: bool


def start_support(db: sa.Connection, ctx: Context, *, plan_id: str, plan_version_id: str) -> Started:
    """Support by the version's roles begins; roles that the version dropped end."""
    plan = store.lock_plan(db, ctx, plan_id)
    roles = access.roles_in_force(db, plan_id) if plan.is_open else []
    accepted = [role for role in roles if role.state == RoleState.ACCEPTED]
    beginning = [role.role_id for role in accepted if role.started_at is None]
    role_store.start_roles(db, beginning, plan_version_id, ctx.now)
    role_store.end_roles(db, plan_id, [role.role_id for role in accepted], ctx.now)
    started_at = plan.support_started_at or ctx.now
    if plan.is_open:
        store.update_plan(db, plan_id, support_started_at=started_at)
        event = events.SupportStarted(plan.case_id, plan_id, plan_version_id, len(beginning))
        outbox.record(db, ctx, event)
        before = [role.agency_id for role in accepted if role.started_at is not None]
        links = new_pairs([role.agency_id for role in accepted], before)
        facts.record_all(db, ctx, ["SUPPORT_STARTED", *links], plan.case_id)
    return Started(
        role_ids=beginning,
        stability=_stability(db, plan_id),
        months_in_support=rules.months_between(started_at, ctx.now),
        stable_months=progress.stable_months(db, ctx, plan_id),
        revision_needed=revision_needed(db, plan),
    )


def _stability(db: sa.Connection, plan_id: str) -> Stability:
    """As the last monitoring found it; before the first, the interval follows from the time in support alone."""
    found = [m.stability for m in progress_store.monitorings_of(db, plan_id) if m.stability is not None]
    return found[-1] if found else Stability.STABLE


def revision_needed(db: sa.Connection, plan: Plan) -> bool:
    version = store.decided_version(db, plan.plan_id)
    if not plan.is_open:
        return False
    if version is None or version.draft_id is None:
        return bool(store.joined_persons(db, plan.plan_id))
    decided_for = [wish.person_id for wish in draft_store.wishes_of(db, version.draft_id)]
    struck = any(role.state == RoleState.STRUCK for role in role_store.roles_of(db, version.draft_id))
    return rules.revision_needed(decided_for, store.joined_persons(db, plan.plan_id), struck_roles=struck)


def open_revision(db: sa.Connection, ctx: Context, *, plan_id: str) -> bool:
    """Whether the version in force must be drafted anew, after somebody came or left."""
    return revision_needed(db, store.lock_plan(db, ctx, plan_id))


def cancel_monitoring(db: sa.Connection, ctx: Context, *, plan_id: str) -> None:
    """The process left support: whoever was to monitor or evaluate need not any more."""
    store.lock_plan(db, ctx, plan_id)
    monitorings, evaluations = progress_store.cancel_planned(db, plan_id)
    stopped = [f"monitorings/{each}" for each in monitorings] + [f"evaluations/{each}" for each in evaluations]
    stopped += [f"suspensions/{each}" for each in matter_store.cancel_suspensions(db, plan_id)]
    store.update_plan(db, plan_id, suspended_at=None)
    work.all_done(db, ctx, stopped)


def close_plan(db: sa.Connection, ctx: Context, *, plan_id: str, closure_reason: str) -> None:
    """The plan is over; closing it again changes nothing."""
    plan = store.lock_plan(db, ctx, plan_id)
    if plan.is_open:
        _close(db, ctx, plan, closure_reason)


def discontinue_plan(db: sa.Connection, ctx: Context, *, plan_id: str, closure_reason: str) -> None:
    """Nobody is left in the plan: it is over. Raises SubjectInPlan when somebody joined since the last one left."""
    plan = store.lock_plan(db, ctx, plan_id)
    if not plan.is_open:
        return
    if store.joined_persons(db, plan_id):
        raise rules.SubjectInPlan
    _close(db, ctx, plan, closure_reason)


def close_case(db: sa.Connection, ctx: Context, *, case_id: str, closure_reason: str) -> None:
    """The case ended for everyone: its open plan too, without another message to the persons' tracks."""
    store.lock_case(db, case_id)
    plan = store.lock_open_plan(db, ctx, case_id)
    if plan is not None:
        _close(db, ctx, plan, closure_reason)
    participation.stop(db, ctx, case_id=case_id, reason="CASE_ENDED")
    work_items.close_case(db, ctx, case_id, work.OUTLIVING)


def _close(db: sa.Connection, ctx: Context, plan: Plan, closure_reason: str) -> None:
    progress_store.cancel_planned(db, plan.plan_id)
    matter_store.cancel_suspensions(db, plan.plan_id)
    in_force = access.roles_in_force(db, plan.plan_id)
    lead, asked = draft_rules.lead_agency(access.working(in_force)), role_work.undecided(db, plan, in_force)
    role_store.end_roles(db, plan.plan_id, [], ctx.now)
    store.update_plan(db, plan.plan_id, state=PlanState.CLOSED, closure_reason=closure_reason, closed_at=ctx.now)
    facts.record(db, ctx, f"PLANS_CLOSED.{closure_reason}", plan.case_id)
    matters.settle_open(db, ctx, plan, tuple(MatterKind))
    released = [*role_work.released(plan, asked, [], "PLAN_CLOSED"), *role_work.withdrawn(plan, asked)]
    closed = events.PlanClosed(plan.case_id, plan.plan_id, closure_reason, ctx.now.isoformat())
    outbox.record_all(db, ctx, [closed, *released])
    absence.plan_follow_up(db, ctx, plan, lead or plan.coordinator_agency_id, closure_reason)
    work.close_plan(db, ctx, plan)
