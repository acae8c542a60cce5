"""Who may see and do what in a plan (deny by default; the answer to others is that there is nothing)."""

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from services.plans.domain.draft import DraftState, Role, RoleState
from services.plans.domain.plan import COORDINATOR, DECISION_MAKER, Plan
from services.plans.store import drafts as draft_store
from services.plans.store import plans as store

ENDED_DRAFTS = (DraftState.SUPERSEDED, DraftState.UNSETTLED, DraftState.CHANGES_WISHED)
REFUSED_ROLES = (RoleState.PROPOSED, RoleState.DECLINED, RoleState.LAPSED, RoleState.STRUCK)


def has_role(ctx: Context, plan: Plan, *roles: str) -> bool:
    actor = ctx.actor
    return (
        "STAFF" in actor.audiences
        and actor.agency_id == plan.coordinator_agency_id
        and not actor.roles.isdisjoint(roles)
    )


def sees_whole(ctx: Context, plan: Plan) -> bool:
    return has_role(ctx, plan, COORDINATOR, DECISION_MAKER)


def require(ctx: Context, plan: Plan, *roles: str) -> None:
    if not has_role(ctx, plan, *roles):
        raise NotFound


def roles_in_force(db: sa.Connection, plan_id: str) -> list[Role]:
    """The roles of the version in force; none before the first decision."""
    version = store.decided_version(db, plan_id)
    return draft_store.roles_of(db, version.draft_id) if version and version.draft_id else []


def current_roles(db: sa.Connection, plan_id: str) -> list[Role]:
    """What the agencies may know of: roles in force, then roles of a running draft that are offered or accepted.

    A role that continues appears once, as it is in force, unless its new terms wait for an answer.
    """
    in_force = {role.role_id: role for role in roles_in_force(db, plan_id)}
    draft = draft_store.latest_draft(db, plan_id)
    if draft is not None and draft.state not in ENDED_DRAFTS:
        for role in draft_store.roles_of(db, draft.draft_id):
            if role.role_id not in in_force or role.state == RoleState.OFFERED:
                in_force[role.role_id] = role
    return [role for role in in_force.values() if role.state not in REFUSED_ROLES]
