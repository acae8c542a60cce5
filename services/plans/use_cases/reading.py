"""What callers may read: the whole plan, an agency's part of it, and references for other services."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from services.plans.domain.draft import Confirmation, Draft, Gap, Goal, Role, RoleState, Wish, lead_agency
from services.plans.domain.plan import COORDINATOR, DECISION_MAKER, Plan, Subject, Version
from services.plans.domain.progress import Evaluation, Monitoring
from services.plans.store import drafts as draft_store
from services.plans.store import plans as store
from services.plans.store import progress as progress_store
from services.plans.use_cases import access

Permitted = Callable[[str, str, str], bool]
"""(case id, person id, data category) → may the caller's agency have it? Asked of the consent service, fails closed."""

KNOW_THE_ROLE = "C1"
READ_THE_TASK = "C4"


@dataclass(frozen=True)
class DraftView:
    draft: Draft
    wishes: list[Wish]
    goals: list[Goal]
    roles: list[Role]
    confirmations: list[Confirmation]
    gaps: list[Gap]


@dataclass(frozen=True)
class PlanView:
    """For an agency only `roles` (its own) and `others` are filled."""

    plan: Plan
    subjects: list[Subject]
    versions: list[Version]
    drafts: list[DraftView]
    monitorings: list[Monitoring]
    evaluations: list[Evaluation]
    roles: list[Role]
    others: list[Role]


@dataclass(frozen=True)
class RoleView:
    role: Role
    plan: Plan
    plan_version_id: str


def get_plan(db: sa.Connection, ctx: Context, plan_id: str, permitted: Permitted) -> PlanView:
    plan = store.get_plan(db, ctx, plan_id)
    return _whole(db, plan) if access.sees_whole(ctx, plan) else _part(db, ctx, plan, permitted)


def list_plans(
    db: sa.Connection,
    ctx: Context,
    *,
    case_id: str,
    include_closed: bool,
    before: str,
    limit: int,
    permitted: Permitted,
) -> tuple[list[PlanView], str]:
    """(a page, the token of the next one or "")."""
    found = store.page_plans(
        db,
        ctx,
        whole=_is_coordinating_staff(ctx),
        case_id=case_id,
        include_closed=include_closed,
        before=before,
        limit=limit + 1,
    )
    views = []
    for plan in found[:limit]:
        try:
            views.append(_whole(db, plan) if access.sees_whole(ctx, plan) else _part(db, ctx, plan, permitted))
        except NotFound:
            continue
    return views, found[limit - 1].plan_id if len(found) > limit else ""


def _is_coordinating_staff(ctx: Context) -> bool:
    roles = {COORDINATOR, DECISION_MAKER}
    return "STAFF" in ctx.actor.audiences and not ctx.actor.roles.isdisjoint(roles)


def _whole(db: sa.Connection, plan: Plan) -> PlanView:
    return PlanView(
        plan=plan,
        subjects=store.subjects_of(db, plan.plan_id),
        versions=store.versions_of(db, plan.plan_id),
        drafts=[draft_view(db, draft) for draft in draft_store.drafts_of(db, plan.plan_id)],
        monitorings=progress_store.monitorings_of(db, plan.plan_id),
        evaluations=progress_store.evaluations_of(db, plan.plan_id),
        roles=access.current_roles(db, plan.plan_id),
        others=[],
    )


def _part(db: sa.Connection, ctx: Context, plan: Plan, permitted: Permitted) -> PlanView:
    """P-014, P-116: the agency's own roles as far as consent covers them, and who else does what, by code."""
    if not plan.is_open:
        raise NotFound
    roles = access.current_roles(db, plan.plan_id)
    agency = ctx.actor.agency_id
    own = [_covered(plan, role, permitted) for role in roles if role.agency_id == agency]
    own = [role for role in own if role.person_ids]
    if not own:
        raise NotFound
    others = [role for role in roles if role.agency_id != agency]
    return PlanView(plan, [], [], [], [], [], own, others)


def _covered(plan: Plan, role: Role, permitted: Permitted) -> Role:
    """The role without persons, and without words, that today's consent does not cover."""
    persons = tuple(p for p in role.person_ids if permitted(plan.case_id, p, KNOW_THE_ROLE))
    if persons and all(permitted(plan.case_id, person, READ_THE_TASK) for person in persons):
        return replace(role, person_ids=persons)
    return replace(role, person_ids=persons, task_text="", frequency="")


def draft_view(db: sa.Connection, draft: Draft) -> DraftView:
    return DraftView(
        draft=draft,
        wishes=draft_store.wishes_of(db, draft.draft_id),
        goals=draft_store.goals_of(db, draft.draft_id),
        roles=draft_store.roles_of(db, draft.draft_id),
        confirmations=draft_store.confirmations_of(db, draft.draft_id),
        gaps=draft_store.gaps_of(db, draft.draft_id),
    )


def list_roles(
    db: sa.Connection, ctx: Context, *, case_id: str, state: str, before: str, limit: int, permitted: Permitted
) -> tuple[list[RoleView], str]:
    """(a page of current roles, the token of the next one or ""). Agencies see their own as far as consent covers."""
    whole = _is_coordinating_staff(ctx)
    rows = draft_store.page_role_plans(db, ctx, whole=whole, case_id=case_id, before=before, limit=limit + 1)
    views = []
    for role_id, plan_id in rows[:limit]:
        plan = store.get_plan(db, ctx, plan_id)
        for role in access.current_roles(db, plan_id):
            if role.role_id != role_id or (state and role.state != state):
                continue
            shown = role if whole else _covered(plan, role, permitted)
            if whole or shown.person_ids:
                views.append(role_view(db, ctx, plan, shown))
    return views, rows[limit - 1][0] if len(rows) > limit else ""


def role_view(db: sa.Connection, ctx: Context, plan: Plan, role: Role) -> RoleView:
    return RoleView(role, plan, draft_store.get_draft(db, ctx, role.draft_id).plan_version_id)


def get_role(db: sa.Connection, ctx: Context, role_id: str) -> RoleView:
    """For other services: the role as it is in force, else as its newest draft has it."""
    plan = store.get_plan(db, ctx, draft_store.plan_of_role(db, ctx, role_id))
    candidates = access.roles_in_force(db, plan.plan_id)
    for draft in reversed(draft_store.drafts_of(db, plan.plan_id)):
        candidates += draft_store.roles_of(db, draft.draft_id)
    return role_view(db, ctx, plan, next(role for role in candidates if role.role_id == role_id))


@dataclass(frozen=True)
class PlanReference:
    plan: Plan
    version: Version
    person_ids: list[str]
    agency_ids: list[str]
    lead_agency_id: str


def plan_reference(db: sa.Connection, ctx: Context, plan_version_id: str) -> PlanReference:
    """For other services: who takes part in a version, as its newest draft says."""
    version = store.get_version(db, ctx, plan_version_id)
    plan = store.get_plan(db, ctx, version.plan_id)
    drafts = [d for d in draft_store.drafts_of(db, plan.plan_id) if d.plan_version_id == plan_version_id]
    draft_id = version.draft_id or (drafts[-1].draft_id if drafts else "")
    refused = (RoleState.DECLINED, RoleState.LAPSED, RoleState.STRUCK)
    roles = [role for role in draft_store.roles_of(db, draft_id) if role.state not in refused]
    return PlanReference(
        plan=plan,
        version=version,
        person_ids=store.joined_persons(db, plan.plan_id),
        agency_ids=sorted({role.agency_id for role in roles}),
        lead_agency_id=lead_agency(roles),
    )
