"""An agency at work in its role: it edits and reports its own, and everybody's changes have an author (P-034)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from kit import facts, outbox
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, StaleEtag
from services.plans.domain import draft as rules
from services.plans.domain import events
from services.plans.domain.draft import Draft, Role, RoleState
from services.plans.domain.matter import UNCARRIED, MatterKind, RoleNotInForce
from services.plans.domain.plan import COORDINATOR, Plan, ReasonMissing, VersionState, occurred, require_open
from services.plans.domain.progress import RoleProgress
from services.plans.store import drafts as draft_store
from services.plans.store import plans as store
from services.plans.store import roles as role_store
from services.plans.store.matters import open_matters
from services.plans.use_cases import access, matters, work
from services.plans.use_cases.reading import Permitted, RoleView, covered_role, role_view


@dataclass(frozen=True)
class RoleUpdate:
    """None leaves it. Without `etag` nothing is changed: two who edit at once would overwrite each other."""

    etag: str
    contact: str | None
    start_date: date | None
    end_date: date | None
    occurred_at: datetime | None

    def values(self) -> dict[str, object]:
        named = {"contact": self.contact, "start_date": self.start_date, "end_date": self.end_date}
        return {name: value for name, value in named.items() if value is not None}


def update(db: sa.Connection, ctx: Context, *, role_id: str, update: RoleUpdate) -> RoleView:
    """Raises NotFound for others, RoleNotInForce, StaleEtag, InvalidArgument."""
    plan, draft, role = _own(db, ctx, role_id)
    if update.etag != str(role.revision):
        raise StaleEtag
    at = occurred(update.occurred_at, ctx.now)
    start, end = update.start_date or role.start_date, update.end_date or role.end_date
    faults = list(rules.date_faults("end_date", start, end, draft))
    if faults:
        raise InvalidArgument(*faults)
    role_store.write_draft_role(db, ctx, plan, draft.draft_id, role_id, **update.values())
    role_store.record_changes(db, ctx, plan, [role_id], "UPDATED", occurred_at=at)
    return _view(db, ctx, plan, draft, role_id)


def report(
    db: sa.Connection, ctx: Context, *, role_id: str, progress: RoleProgress, text: str, occurred_at: datetime | None
) -> RoleView:
    """The agency tells how its own role goes; what a change of another role asked of it is done with that (P-118)."""
    plan, draft, role = _own(db, ctx, role_id, coordinator_too=False)
    at = occurred(occurred_at, ctx.now)
    role_store.record_changes(db, ctx, plan, [role_id], f"REPORTED_{progress}", text, at)
    if role.begun_at is None:
        begin(db, ctx, plan, [role], at)
    facts.record(db, ctx, f"ROLE_REPORTS.{progress}", plan.case_id, at)
    told = events.RoleReported(plan.case_id, plan.plan_id, role_id, role.agency_id, progress)
    outbox.record(db, ctx, told, at)
    work.own_part_done(db, ctx, plan, role.agency_id)
    return _view(db, ctx, plan, draft, role_id)


def begin(db: sa.Connection, ctx: Context, plan: Plan, roles: list[Role], at: datetime) -> None:
    """The agencies really began; whoever asked why not need not any more."""
    ids = [role.role_id for role in roles]
    role_store.update_roles(db, ids, begun_at=at)
    role_store.record_changes(db, ctx, plan, ids, "BEGUN", occurred_at=at)
    told = [events.RoleBegun(plan.case_id, plan.plan_id, role.role_id, role.agency_id) for role in roles]
    outbox.record_all(db, ctx, told, at)
    matters.settle_about(db, ctx, plan, UNCARRIED, [f"roles/{each}" for each in ids])


def end(db: sa.Connection, ctx: Context, *, role_id: str, reason: str, occurred_at: datetime | None) -> RoleView:
    """Ends a role before the plan does: the coordinator and the other agencies get a task (P-089)."""
    plan, draft, role = _own(db, ctx, role_id)
    if not reason.strip():
        raise ReasonMissing(rules.required("reason"))
    at = occurred(occurred_at, ctx.now)
    end_early(db, ctx, plan, role, reason, at)
    return _view(db, ctx, plan, draft, role_id)


def end_early(db: sa.Connection, ctx: Context, plan: Plan, role: Role, reason: str, at: datetime) -> None:
    role_store.end_early(db, ctx, plan, role.role_id, reason, at)
    role_store.touch(db, role.draft_id, role.role_id)
    role_store.record_changes(db, ctx, plan, [role.role_id], "ENDED", reason, at)
    facts.record(db, ctx, "ROLES_ENDED_EARLY", plan.case_id, at)
    ended = (plan.case_id, plan.plan_id, role.role_id, role.agency_id)
    told = [] if role.agency_id == ctx.actor.agency_id else [events.RoleReleased(*ended, "ENDED")]
    outbox.record_all(db, ctx, [events.RoleEnded(*ended), *told], at)
    matters.settle_about(db, ctx, plan, UNCARRIED, [f"roles/{role.role_id}"])
    matters.raise_matters(db, ctx, plan, MatterKind.ROLE_ENDED, [f"roles/{role.role_id}"])


def released(plan: Plan, roles: list[Role], kept: list[Role], reason_code: str) -> list[events.RoleReleased]:
    """Whoever had said yes hears that it rests on them no more, unless the role goes on in another version (P-033)."""
    ids = {role.role_id for role in kept}
    over = [role for role in access.working(roles) if role.role_id not in ids]
    return [events.RoleReleased(plan.case_id, plan.plan_id, role.role_id, role.agency_id, reason_code) for role in over]


def withdrawn(plan: Plan, roles: Iterable[Role]) -> list[events.RoleReleased]:
    """Whoever was asked and has not answered hears that nobody waits for it any more."""
    told = (plan.case_id, plan.plan_id)
    asked = [role for role in roles if role.state == RoleState.OFFERED]
    return [events.RoleReleased(*told, role.role_id, role.agency_id, "OFFER_WITHDRAWN") for role in asked]


def undecided(db: sa.Connection, plan: Plan, in_force: Iterable[Role]) -> list[Role]:
    """Of the version that is being made: the roles of its last written draft that are not in force."""
    versions = store.versions_of(db, plan.plan_id)
    if not versions or versions[-1].state not in (VersionState.DRAFTING, VersionState.AWAITING_DECISION):
        return []
    drafts = draft_store.drafts_of(db, plan.plan_id)
    ids = [one.draft_id for one in drafts if one.plan_version_id == versions[-1].plan_version_id]
    written, known = role_store.roles_of_drafts(db, ids), {role.role_id for role in in_force}
    last = next((written[one] for one in reversed(ids) if one in written), [])
    return [role for role in last if role.role_id not in known]


def check_begun(db: sa.Connection, ctx: Context, *, plan_id: str, plan_version_id: str) -> None:
    """Domain model P13: a role that has not begun in time becomes somebody's matter, if it is not since its handoff
    failed.
    """
    plan = store.lock_plan(db, ctx, plan_id)
    if not plan.is_open:
        return
    started = role_store.started_with(db, plan_version_id)
    late = [r for r in access.working_roles(db, plan_id) if r.begun_at is None and r.role_id in started]
    waiting = [role for role in late if role.start_date is None or role.start_date <= ctx.now.date()]
    failed = {one.subject for one in open_matters(db, plan_id) if one.kind == MatterKind.HANDOFF_FAILED}
    subjects = [subject for role in waiting if (subject := f"roles/{role.role_id}") not in failed]
    matters.raise_matters(db, ctx, plan, MatterKind.ROLE_NOT_BEGUN, subjects)


def handoff_accepted(db: sa.Connection, ctx: Context, *, case_id: str, role_id: str, at: datetime) -> None:
    """Intake tells that the agency took over: its role, when it is in force, has begun."""
    plan = store.lock_open_plan(db, ctx, case_id)
    if plan is None:
        return
    matters.settle_about(db, ctx, plan, [MatterKind.HANDOFF_FAILED], [f"roles/{role_id}"])
    roles = access.working_roles(db, plan.plan_id)
    begun = [role for role in roles if role.role_id == role_id and role.begun_at is None]
    if begun:
        begin(db, ctx, plan, begun, at)


def handoff_failed(db: sa.Connection, ctx: Context, *, case_id: str, role_id: str) -> None:
    """Intake tells that nobody carries it out (P-089, E10): what becomes of a role in force is somebody's matter."""
    plan = store.lock_open_plan(db, ctx, case_id)
    if plan is None or role_id not in {role.role_id for role in access.working_roles(db, plan.plan_id)}:
        return
    matters.raise_matters(db, ctx, plan, MatterKind.HANDOFF_FAILED, [f"roles/{role_id}"])


def history(
    db: sa.Connection, ctx: Context, role_id: str, permitted: Permitted
) -> "tuple[Plan, Role, list[sa.Row[tuple[object, ...]]]]":
    """For whoever sees the whole plan, and for the role's agency while it sees the role. NotFound for others."""
    plan = store.get_plan(db, ctx, role_store.plan_of_role(db, ctx, role_id))
    view = next((r for r in access.roles_in_force(db, plan.plan_id) if r.role_id == role_id), None)
    if view is None or not (access.sees_whole(ctx, plan) or _sees_own(ctx, plan, view, permitted)):
        raise NotFound
    return plan, view, role_store.changes_of(db, role_id)


def _sees_own(ctx: Context, plan: Plan, role: Role, permitted: Permitted) -> bool:
    """Whether GetPlan shows it to the agency whose role it is."""
    own = plan.is_open and role.agency_id == ctx.actor.agency_id
    return own and bool(covered_role(plan, role, permitted).person_ids)


def _own(db: sa.Connection, ctx: Context, role_id: str, *, coordinator_too: bool = True) -> tuple[Plan, Draft, Role]:
    """The role in force that the caller may write. NotFound for others; RoleNotInForce."""
    plan = store.lock_plan(db, ctx, role_store.plan_of_role(db, ctx, role_id))
    version = store.decided_version(db, plan.plan_id)
    roles = role_store.roles_of(db, version.draft_id) if version and version.draft_id else []
    role = next((role for role in roles if role.role_id == role_id), None)
    mine = role is not None and role.agency_id == ctx.actor.agency_id and bool(role.person_ids)
    if not mine and not (coordinator_too and access.has_role(ctx, plan, COORDINATOR)):
        raise NotFound
    require_open(plan)
    if role is None or role.state != RoleState.ACCEPTED or role.ended_at is not None:
        raise RoleNotInForce
    return plan, draft_store.get_draft(db, ctx, role.draft_id), role


def _view(db: sa.Connection, ctx: Context, plan: Plan, draft: Draft, role_id: str) -> RoleView:
    roles = role_store.roles_of(db, draft.draft_id)
    return role_view(db, ctx, plan, next(role for role in roles if role.role_id == role_id))
