"""The plan in force changes: minor revisions without a meeting, major ones back to it, grants that end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from kit import facts, outbox
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, StaleEtag, Violation
from services.plans.domain import draft as draft_rules
from services.plans.domain import events
from services.plans.domain import matter as rules
from services.plans.domain.draft import Draft, DraftState, Role, RoleState
from services.plans.domain.matter import MatterKind, Receipt
from services.plans.domain.plan import COORDINATOR, Plan, ReasonMissing, Version, VersionState, occurred, require_open
from services.plans.store import drafts as draft_store
from services.plans.store import matters as matter_store
from services.plans.store import plans as store
from services.plans.store import roles as role_store
from services.plans.use_cases import access, matters, work
from services.plans.use_cases.reading import etag_of

RETURNABLE = (DraftState.CONFIRMED, DraftState.OFFERED, DraftState.SETTLED, DraftState.DECIDED)


@dataclass(frozen=True)
class RoleTerms:
    """What a minor revision may change of a role; None leaves it."""

    role_id: str
    contact: str | None
    start_date: date | None
    end_date: date | None

    def values(self) -> dict[str, object]:
        named = {"contact": self.contact, "start_date": self.start_date, "end_date": self.end_date}
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True)
class MinorRevision:
    etag: str
    reason: str
    roles: tuple[RoleTerms, ...]
    goals: dict[str, date]
    emergency_contact_plan: str | None
    occurred_at: datetime | None


def revise(db: sa.Connection, ctx: Context, *, plan_id: str, revision: MinorRevision) -> tuple[Version, int]:
    """Answers the version in force, and how many minor revisions it has seen.

    Raises StaleEtag, NothingInForce, MajorRevisionNeeded, ReasonMissing, InvalidArgument.
    """
    plan = store.lock_plan(db, ctx, plan_id)
    access.require(ctx, plan, COORDINATOR)
    require_open(plan)
    version, draft = in_force(db, ctx, plan_id)
    in_plan = role_store.roles_of(db, draft.draft_id)
    if revision.etag != etag_of(version, draft, in_plan):
        raise StaleEtag
    if not revision.reason.strip():
        raise ReasonMissing(draft_rules.required("reason"))
    at = occurred(revision.occurred_at, ctx.now)
    roles = {role.role_id: role for role in access.working(in_plan)}
    if not any(role.lead for role in roles.values()):
        raise rules.MajorRevisionNeeded
    goals = {goal.goal_id for goal in draft_store.goals_of(db, draft.draft_id)}
    _check(revision, draft, roles, goals)
    for terms in revision.roles:
        role_store.write_draft_role(db, ctx, plan, draft.draft_id, terms.role_id, **terms.values())
    role_store.record_changes(db, ctx, plan, [terms.role_id for terms in revision.roles], "REVISED", occurred_at=at)
    if revision.goals:
        draft_store.update_goals(db, draft.draft_id, revision.goals)
    number = draft.revision + 1
    values: dict[str, object] = {"revision": number}
    if revision.emergency_contact_plan is not None:
        values["emergency_contact_plan"] = revision.emergency_contact_plan
    draft_store.write_draft(db, ctx, plan, draft.draft_id, **values)
    matter_store.insert_revision(db, ctx, plan, draft.draft_id, number, revision.reason, at)
    facts.record(db, ctx, "PLANS_REVISED.MINOR", plan.case_id, at)
    outbox.record(db, ctx, events.PlanRevised(plan.case_id, plan_id, version.plan_version_id, number), at)
    matters.settle_open(db, ctx, plan)
    return version, number


def in_force(db: sa.Connection, ctx: Context, plan_id: str) -> tuple[Version, Draft]:
    version = store.decided_version(db, plan_id)
    if version is None or version.draft_id is None:
        raise rules.NothingInForce
    return version, draft_store.get_draft(db, ctx, version.draft_id)


def _check(revision: MinorRevision, draft: Draft, roles: dict[str, Role], goals: set[str]) -> None:
    faults = []
    for index, terms in enumerate(revision.roles):
        role = roles.get(terms.role_id)
        if role is None:
            faults.append(Violation(f"roles[{index}].role", "UNKNOWN", "実施中の役割を指定してください。"))
            continue
        start, end = terms.start_date or role.start_date, terms.end_date or role.end_date
        faults += draft_rules.date_faults(f"roles[{index}]", start, end, draft)
    if not set(revision.goals) <= goals:
        faults.append(Violation("goals", "UNKNOWN", "現行プランの目標を指定してください。"))
    if faults:
        raise InvalidArgument(*faults)


def return_plan(db: sa.Connection, ctx: Context, *, plan_id: str, reason: str, occurred_at: datetime | None) -> Plan:
    """A major revision (goals, lead, agencies, period) goes back to the meeting. Raises NothingToReturn."""
    plan = store.lock_plan(db, ctx, plan_id)
    access.require(ctx, plan, COORDINATOR)
    require_open(plan)
    if not reason.strip():
        raise ReasonMissing(draft_rules.required("reason"))
    at = occurred(occurred_at, ctx.now)
    draft = draft_store.latest_draft(db, plan_id)
    if draft is not None and draft.state == DraftState.SUPERSEDED:  # that attempt is over: the version in force goes on
        _version, draft = in_force(db, ctx, plan_id)
    if draft is None or draft.state not in RETURNABLE:
        raise rules.NothingToReturn
    matter_store.insert_revision(db, ctx, plan, draft.draft_id, 0, reason, at)
    send_back(db, ctx, plan, "REVISION", at)
    return plan


def send_back(db: sa.Connection, ctx: Context, plan: Plan, reason_code: str, at: datetime | None = None) -> None:
    """Takes the process back to drafting, wherever it stands; nobody decides on what goes back."""
    for version in store.versions_of(db, plan.plan_id):
        if version.state == VersionState.AWAITING_DECISION:
            store.update_version(db, version.plan_version_id, state=VersionState.DRAFTING)
            work.done(db, ctx, f"planVersions/{version.plan_version_id}")
    facts.record(db, ctx, f"PLANS_RETURNED.{reason_code}", plan.case_id, at)
    outbox.record(db, ctx, events.PlanReturned(plan.case_id, plan.plan_id, reason_code), at)


StillGranted = Callable[[str, str, str], bool]
"""(case id, person id, agency id) → does the agency still hold a PLAN_SHARING grant of the person?"""


def end_grant(
    db: sa.Connection, ctx: Context, *, case_id: str, person_id: str, agency_id: str, still: StillGranted
) -> None:
    """A grant of one agency ended: its roles lose the person; what rests on nobody is struck, and must be revised.

    Nobody waits for the answer to an offer that is struck. Nothing happens for a person who left the plan as a whole:
    that revision is on its way already.
    """
    plan = store.lock_open_plan(db, ctx, case_id)
    if plan is None or person_id not in store.joined_persons(db, plan.plan_id):
        return
    if still(case_id, person_id, agency_id):
        return
    before = {role.role_id for role in access.working_roles(db, plan.plan_id)}
    draft = draft_store.latest_draft(db, plan.plan_id)
    roles = role_store.roles_of(db, draft.draft_id) if draft is not None else []
    touched, struck = role_store.strike_agency(db, plan, person_id, agency_id)
    outbox.record_all(
        db, ctx, [events.SubjectAgencyLeft(case_id, plan.plan_id, r, agency_id, struck=r in struck) for r in touched]
    )
    unanswered = [role for role in roles if role.role_id in struck and role.state == RoleState.OFFERED]
    outbox.record_all(
        db,
        ctx,
        [events.RoleAnswered(case_id, plan.plan_id, r.role_id, r.agency_id, RoleState.STRUCK) for r in unanswered],
    )
    role_store.record_changes(db, ctx, plan, struck, "STRUCK")
    work.all_done(db, ctx, [f"roles/{role}" for role in struck])
    lost = [f"roles/{role}" for role in struck if role in before]
    matters.raise_matters(db, ctx, plan, MatterKind.ROLE_STRUCK, lost)


def acknowledge(db: sa.Connection, ctx: Context, *, plan_version_id: str) -> Receipt:
    """P-116: the agency has received its part of the version in force. NotFound for whoever has no role in it."""
    version = store.get_version(db, ctx, plan_version_id)
    plan = store.lock_plan(db, ctx, version.plan_id)
    decided = store.decided_version(db, plan.plan_id)
    roles = [r for r in access.working_roles(db, plan.plan_id) if r.agency_id == ctx.actor.agency_id]
    if not plan.is_open or decided is None or decided.plan_version_id != plan_version_id or not roles:
        raise NotFound
    if matter_store.record_receipt(db, ctx, plan_version_id):
        agency = ctx.actor.agency_id
        facts.record(db, ctx, "PLAN_RECEIPTS", plan.case_id)
        outbox.record(db, ctx, events.PlanReceived(plan.case_id, plan.plan_id, plan_version_id, agency))
    receipts = matter_store.receipts_of(db, [plan_version_id])
    return next(receipt for receipt in receipts if receipt.agency_id == ctx.actor.agency_id)
