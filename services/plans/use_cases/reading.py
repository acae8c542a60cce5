"""What callers may read: the whole plan, an agency's part of it, and references for other services."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import sqlalchemy as sa

from kit.context import Context
from kit.errors import NotFound
from services.plans.domain.draft import Confirmation, Draft, Gap, Goal, Role, RoleState, Wish, lead_agency
from services.plans.domain.matter import Receipt
from services.plans.domain.plan import COORDINATOR, DECISION_MAKER, Plan, Subject, Version, VersionState
from services.plans.domain.progress import Evaluation, Monitoring
from services.plans.store import drafts as draft_store
from services.plans.store import matters as matter_store
from services.plans.store import plans as store
from services.plans.store import progress as progress_store
from services.plans.store import roles as role_store
from services.plans.use_cases import access, pages

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
    receipts: list[Receipt] = field(default_factory=list)
    etag: str = ""


@dataclass(frozen=True)
class RoleView:
    role: Role
    plan: Plan
    plan_version_id: str


def get_plan(db: sa.Connection, ctx: Context, plan_id: str, permitted: Permitted) -> PlanView:
    plan = store.get_plan(db, ctx, plan_id)
    view = _Page(db, ctx, [plan], permitted).view(plan)
    if view is None:
        raise NotFound
    return view


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
    whole = _is_coordinating_staff(ctx)

    def read(before: str, size: int) -> list[Plan]:
        return store.page_plans(
            db, ctx, whole=whole, case_id=case_id, include_closed=include_closed, before=before, limit=size
        )

    def show(plans: Sequence[Plan]) -> Iterator[PlanView]:
        seen = _Page(db, ctx, plans, permitted)
        return (view for plan in plans if (view := seen.view(plan)) is not None)

    return pages.page(read, show, lambda plan: plan.plan_id, lambda view: view.plan.plan_id, before=before, limit=limit)


def _is_coordinating_staff(ctx: Context) -> bool:
    roles = {COORDINATOR, DECISION_MAKER}
    return "STAFF" in ctx.actor.audiences and not ctx.actor.roles.isdisjoint(roles)


class _Page:
    """Everything that some plans' views are made of, read in as many statements as for one plan."""

    def __init__(self, db: sa.Connection, ctx: Context, plans: Sequence[Plan], permitted: Permitted) -> None:
        self._ctx, self._permitted = ctx, permitted
        self._roles = access.current_roles_of_plans(db, [plan.plan_id for plan in plans])
        whole = [plan.plan_id for plan in plans if access.sees_whole(ctx, plan)]
        self._subjects = store.subjects_of_plans(db, whole)
        self._versions = store.versions_of_plans(db, whole)
        self._drafts = draft_store.drafts_of_plans(db, whole)
        self._parts = draft_views(db, [draft for drafts in self._drafts.values() for draft in drafts])
        self._monitorings = progress_store.monitorings_of_plans(db, whole)
        self._evaluations = progress_store.evaluations_of_plans(db, whole)
        versions = [version.plan_version_id for each in self._versions.values() for version in each]
        self._receipts = matter_store.receipts_of(db, versions)

    def view(self, plan: Plan) -> PlanView | None:
        return self._whole(plan) if access.sees_whole(self._ctx, plan) else self._part(plan)

    def _whole(self, plan: Plan) -> PlanView:
        versions, drafts = self._versions.get(plan.plan_id, []), self._drafts.get(plan.plan_id, [])
        decided = next((version for version in versions if version.state == VersionState.DECIDED), None)
        in_force = next((draft for draft in drafts if decided and draft.draft_id == decided.draft_id), None)
        ids = {version.plan_version_id for version in versions}
        return PlanView(
            plan=plan,
            subjects=self._subjects.get(plan.plan_id, []),
            versions=versions,
            drafts=[self._parts[draft.draft_id] for draft in drafts],
            monitorings=self._monitorings.get(plan.plan_id, []),
            evaluations=self._evaluations.get(plan.plan_id, []),
            roles=self._roles[plan.plan_id],
            others=[],
            receipts=[receipt for receipt in self._receipts if receipt.plan_version_id in ids],
            etag=etag_of(decided, in_force, self._parts[in_force.draft_id].roles) if in_force else "",
        )

    def _part(self, plan: Plan) -> PlanView | None:
        """P-014, P-116: the agency's own roles as far as consent covers them, and who else does what, by code."""
        if not plan.is_open:
            return None
        roles, agency = self._roles[plan.plan_id], self._ctx.actor.agency_id
        own = [covered_role(plan, role, self._permitted) for role in roles if role.agency_id == agency]
        own = [role for role in own if role.person_ids]
        if not own:
            return None
        return PlanView(plan, [], [], [], [], [], own, [role for role in roles if role.agency_id != agency])


def etag_of(version: Version | None, draft: Draft, roles: Iterable[Role]) -> str:
    """Changes with every decision, every minor revision, and what an agency changed of its own role (P-034)."""
    return f"{version.number}.{draft.revision + sum(role.revision for role in roles)}" if version else ""


def covered_role(plan: Plan, role: Role, permitted: Permitted) -> Role:
    """The role without persons, and without words, that today's consent does not cover."""
    persons = tuple(p for p in role.person_ids if permitted(plan.case_id, p, KNOW_THE_ROLE))
    if persons and all(permitted(plan.case_id, person, READ_THE_TASK) for person in persons):
        return replace(role, person_ids=persons)
    return replace(role, person_ids=persons, task_text="", frequency="")


def draft_view(db: sa.Connection, draft: Draft) -> DraftView:
    return draft_views(db, [draft])[draft.draft_id]


def draft_views(db: sa.Connection, drafts: Sequence[Draft]) -> dict[str, DraftView]:
    ids = [draft.draft_id for draft in drafts]
    parts, roles = draft_store.parts_of(db, ids), role_store.roles_of_drafts(db, ids)
    return {
        draft.draft_id: DraftView(
            draft=draft,
            wishes=parts[draft.draft_id].wishes,
            goals=parts[draft.draft_id].goals,
            roles=roles.get(draft.draft_id, []),
            confirmations=parts[draft.draft_id].confirmations,
            gaps=parts[draft.draft_id].gaps,
        )
        for draft in drafts
    }


def list_roles(
    db: sa.Connection, ctx: Context, *, case_id: str, state: str, before: str, limit: int, permitted: Permitted
) -> tuple[list[RoleView], str]:
    """(a page of current roles, the token of the next one or ""). Agencies see their own as far as consent covers."""
    whole = _is_coordinating_staff(ctx)

    def read(before: str, size: int) -> list[tuple[str, str]]:
        return role_store.page_role_plans(db, ctx, whole=whole, case_id=case_id, before=before, limit=size)

    def show(rows: Sequence[tuple[str, str]]) -> Iterator[RoleView]:
        plans = store.plans_by_id(db, ctx, {plan_id for _role_id, plan_id in rows})
        current = access.current_roles_of_plans(db, list(plans))
        drafts = draft_store.drafts_of_plans(db, list(plans))
        version_of = {draft.draft_id: draft.plan_version_id for each in drafts.values() for draft in each}
        for role_id, plan_id in rows:
            for role in current[plan_id]:
                if role.role_id != role_id or (state and role.state != state):
                    continue
                covered = role if whole else covered_role(plans[plan_id], role, permitted)
                if whole or covered.person_ids:
                    yield RoleView(covered, plans[plan_id], version_of[role.draft_id])

    return pages.page(read, show, lambda row: row[0], lambda view: view.role.role_id, before=before, limit=limit)


def role_view(db: sa.Connection, ctx: Context, plan: Plan, role: Role) -> RoleView:
    return RoleView(role, plan, draft_store.get_draft(db, ctx, role.draft_id).plan_version_id)


def get_role(db: sa.Connection, ctx: Context, role_id: str) -> tuple[RoleView, bool]:
    """For other services: the role as it is in force, else as its newest draft has it; and whether it is."""
    plan = store.get_plan(db, ctx, role_store.plan_of_role(db, ctx, role_id))
    candidates = access.roles_in_force(db, plan.plan_id)
    working = {role.role_id for role in access.working(candidates)} if plan.is_open else set()
    drafts = [draft.draft_id for draft in reversed(draft_store.drafts_of(db, plan.plan_id))]
    roles = role_store.roles_of_drafts(db, drafts)
    candidates += [role for draft_id in drafts for role in roles.get(draft_id, [])]
    role = next(role for role in candidates if role.role_id == role_id)
    return role_view(db, ctx, plan, role), role_id in working


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
    found = role_store.roles_of(db, draft_id)
    roles = [role for role in found if role.state not in refused and role.ended_at is None]
    return PlanReference(
        plan=plan,
        version=version,
        person_ids=store.joined_persons(db, plan.plan_id),
        agency_ids=sorted({role.agency_id for role in roles}),
        lead_agency_id=lead_agency(roles),
    )
