"""Who may see and do what in a plan (deny by default; the answer to others is that there is nothing)."""

from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from services.plans.domain.draft import DraftState, Role, RoleState
from services.plans.domain.plan import COORDINATOR, DECISION_MAKER, Plan, VersionState
from services.plans.store import drafts as draft_store
from services.plans.store import plans as store
from services.plans.store import roles as role_store

ENDED_DRAFTS = (DraftState.SUPERSEDED, DraftState.UNSETTLED, DraftState.CHANGES_WISHED)
REFUSED_ROLES = (RoleState.PROPOSED, RoleState.DECLINED, RoleState.LAPSED, RoleState.STRUCK)


def has_role(ctx: Context, plan: Plan, *roles: str) -> bool:
    """Of the coordinator's agency, and for a case in the caller's hands (P-027)."""
    actor = ctx.actor
    return (
        "STAFF" in actor.audiences
        and actor.agency_id == plan.coordinator_agency_id
        and not actor.roles.isdisjoint(roles)
        and plan.in_hands
    )


def is_colleague(ctx: Context, plan: Plan) -> bool:
    """A coordinator of the same office whose hands the case is not in."""
    actor = ctx.actor
    return COORDINATOR in actor.roles and actor.agency_id == plan.coordinator_agency_id and not plan.in_hands


def sees_whole(ctx: Context, plan: Plan) -> bool:
    return has_role(ctx, plan, COORDINATOR, DECISION_MAKER)


def require(ctx: Context, plan: Plan, *roles: str) -> None:
    if not has_role(ctx, plan, *roles):
        raise NotFound


def roles_in_force(db: sa.Connection, plan_id: str) -> list[Role]:
    """The roles of the version in force; none before the first decision."""
    version = store.decided_version(db, plan_id)
    return role_store.roles_of(db, version.draft_id) if version and version.draft_id else []


def current_roles(db: sa.Connection, plan_id: str) -> list[Role]:
    """What the agencies may know of: roles in force, then roles of a running draft that are offered or accepted.

    A role that continues appears once, as it is in force, unless its new terms wait for an answer.
    """
    return current_roles_of_plans(db, [plan_id])[plan_id]


def current_roles_of_plans(db: sa.Connection, plan_ids: Collection[str]) -> dict[str, list[Role]]:
    """The same for several plans, in as many statements as for one."""
    decided = {
        plan_id: next((v.draft_id for v in versions if v.state == VersionState.DECIDED), None)
        for plan_id, versions in store.versions_of_plans(db, plan_ids).items()
    }
    latest = {plan_id: drafts[-1] for plan_id, drafts in draft_store.drafts_of_plans(db, plan_ids).items()}
    running = {plan_id: draft.draft_id for plan_id, draft in latest.items() if draft.state not in ENDED_DRAFTS}
    wanted = {draft_id for draft_id in (*decided.values(), *running.values()) if draft_id}
    roles = role_store.roles_of_drafts(db, wanted)
    return {
        plan_id: _merged(roles.get(decided.get(plan_id) or "", []), roles.get(running.get(plan_id, ""), []))
        for plan_id in plan_ids
    }


def _merged(in_force: Sequence[Role], drafted: Sequence[Role]) -> list[Role]:
    current = {role.role_id: role for role in in_force}
    for role in drafted:
        if role.role_id not in current or role.state == RoleState.OFFERED:
            current[role.role_id] = role
    return [role for role in current.values() if role.state not in REFUSED_ROLES]


def working_roles(db: sa.Connection, plan_id: str) -> list[Role]:
    """Accepted roles of the version in force that have not ended."""
    return working(roles_in_force(db, plan_id))


def working(roles: Iterable[Role]) -> list[Role]:
    return [role for role in roles if role.state == RoleState.ACCEPTED and role.ended_at is None]
