"""One page on one case (P-026): who does what, what waits for whom, and what is overdue."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from kit import work_items
from kit.context import Context
from kit.errors import NotFound
from services.plans.domain.draft import Role, RoleState
from services.plans.domain.matter import Matter, Receipt, SeenHandoff
from services.plans.domain.plan import Plan, Version
from services.plans.store import matters as matter_store
from services.plans.store import plans as store
from services.plans.store import roles as role_store
from services.plans.use_cases import access


@dataclass(frozen=True)
class OverviewRole:
    role: Role
    last_progress: str
    received: bool
    overdue: bool


@dataclass(frozen=True)
class Overview:
    plan: Plan
    version: Version | None
    roles: list[OverviewRole]
    handoffs: list[SeenHandoff]
    deadlines: list[work_items.Waiting]
    matters: list[Matter]

    def overdue(self, now: datetime) -> int:
        dates = [one.due_at for one in self.handoffs] + [one.due_at for one in self.matters]
        dates += [one.due_at for one in self.deadlines]
        return sum(at is not None and at < now for at in dates) + sum(role.overdue for role in self.roles)


def get_overview(db: sa.Connection, ctx: Context, case_id: str) -> Overview:
    """Only for the coordinator of the case and their manager. In as many statements for many roles as for few."""
    plan = store.open_plan(db, ctx, case_id)
    if plan is None or not access.sees_whole(ctx, plan):
        raise NotFound
    version = store.decided_version(db, plan.plan_id)
    roles = access.current_roles(db, plan.plan_id)
    progress = role_store.last_progress(db, [role.role_id for role in roles])
    receipts = matter_store.receipts_of(db, [version.plan_version_id] if version else [])
    matters = matter_store.open_matters(db, plan.plan_id)
    not_begun = {matter.subject for matter in matters}
    return Overview(
        plan=plan,
        version=version,
        roles=[_role(role, progress, receipts, not_begun, ctx.now) for role in roles],
        handoffs=matter_store.open_handoffs(db, case_id),
        deadlines=work_items.waiting(db, ctx, case_id),
        matters=matters,
    )


def _role(
    role: Role, progress: dict[str, str], receipts: list[Receipt], not_begun: set[str], now: datetime
) -> OverviewRole:
    unanswered = role.state == RoleState.OFFERED and role.due_at is not None and role.due_at < now
    return OverviewRole(
        role=role,
        last_progress=progress.get(role.role_id, ""),
        received=any(receipt.agency_id == role.agency_id for receipt in receipts),
        overdue=unanswered or (role.begun_at is None and f"roles/{role.role_id}" in not_begun),
    )
