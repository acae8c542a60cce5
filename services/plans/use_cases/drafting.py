"""From an open draft to what the persons say to it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from kit import facts, outbox, sealing
from kit.context import Context
from kit.errors import InvalidArgument, Violation
from kit.ids import new_id
from kit.zeebe import Job
from services.plans.domain import draft as rules
from services.plans.domain import events
from services.plans.domain.community import GapSource
from services.plans.domain.draft import Answer, Draft, DraftContent, DraftState, Role, RoleState
from services.plans.domain.plan import COORDINATOR, Plan, VersionState, next_version_number, occurred, require_open
from services.plans.store import drafts as draft_store
from services.plans.store import plans as store
from services.plans.store import roles as role_store
from services.plans.use_cases import access, correcting, gaps, role_work, work


@dataclass(frozen=True)
class OpenedDraft:
    plan_version_id: str
    draft_id: str
    work_item_id: str


def open_draft(
    db: sa.Connection, ctx: Context, job: Job, *, plan_id: str, coordinator_agency_id: str, due_at: datetime
) -> OpenedDraft:
    """The next draft: of version n+1 when version n was decided, else of the same version, replacing its last draft."""
    store.lock_plan(db, ctx, plan_id)
    store.update_plan(db, plan_id, coordinator_agency_id=coordinator_agency_id)
    plan = store.get_plan(db, ctx, plan_id)
    versions = store.versions_of(db, plan_id)
    latest = versions[-1] if versions else None
    number = next_version_number(latest)
    if latest is None or latest.number != number:
        version = store.insert_version(db, plan_id, number)
    else:
        version = latest
        store.update_version(db, version.plan_version_id, state=VersionState.DRAFTING)
    before = draft_store.latest_draft(db, plan_id)
    if before is not None and before.state != DraftState.DECIDED:
        _supersede(db, ctx, plan, before)
    draft = Draft(
        draft_id=new_id(),
        plan_id=plan_id,
        plan_version_id=version.plan_version_id,
        number=before.number + 1 if before else 1,
        state=DraftState.OPEN,
    )
    draft_store.insert_draft(db, draft)
    item = work.ask(db, ctx, job, plan, work.DRAFT_PLAN, f"drafts/{draft.draft_id}", due_at)
    return OpenedDraft(version.plan_version_id, draft.draft_id, item)


def _supersede(db: sa.Connection, ctx: Context, plan: Plan, before: Draft) -> None:
    draft_store.update_draft(db, before.draft_id, state=DraftState.SUPERSEDED)
    work.done(db, ctx, f"drafts/{before.draft_id}")
    roles = role_store.roles_of(db, before.draft_id)
    offered = [role.role_id for role in roles if role.state == RoleState.OFFERED]
    role_store.update_draft_roles(db, before.draft_id, offered, state=RoleState.LAPSED)
    work.all_done(db, ctx, [f"roles/{role_id}" for role_id in offered])
    outbox.record_all(db, ctx, role_work.withdrawn(plan, roles))


def cancel_planning(db: sa.Connection, ctx: Context, *, plan_id: str) -> None:
    """A person left while the plan was being made: what the draft and its decision waited for is no longer asked."""
    plan = store.lock_plan(db, ctx, plan_id)
    draft = draft_store.latest_draft(db, plan_id)
    if draft is None or draft.state == DraftState.DECIDED:
        return
    _supersede(db, ctx, plan, draft)
    work.done(db, ctx, f"planVersions/{draft.plan_version_id}")


def whom_to_ask_about(db: sa.Connection, ctx: Context, draft_id: str) -> tuple[str, list[str]]:
    """(case id, persons in the plan) of a draft that the caller may write: whose grants must be asked for.

    Nobody joins or leaves until the draft is written: a role would else be for those only who were there before.
    """
    plan = store.lock_plan(db, ctx, draft_store.get_draft(db, ctx, draft_id).plan_id)
    access.require(ctx, plan, COORDINATOR)
    return plan.case_id, store.joined_persons(db, plan.plan_id)


def draft_plan(
    db: sa.Connection,
    ctx: Context,
    *,
    draft_id: str,
    content: DraftContent,
    grants: Mapping[str, frozenset[str]],
    occurred_at: datetime | None,
) -> Draft:
    """Writes the open draft. `grants`: per agency, the persons whose PLAN_SHARING grant covers it now.

    Raises DraftClosed, InvalidArgument, NobodyInPlan, WishMissing, NoLead, RoleWithoutGrant.
    """
    plan = store.lock_plan(db, ctx, draft_store.get_draft(db, ctx, draft_id).plan_id)
    draft = draft_store.get_draft(db, ctx, draft_id)
    access.require(ctx, plan, COORDINATOR)
    require_open(plan)
    at = occurred(occurred_at, ctx.now)
    if draft.state != DraftState.OPEN:
        raise rules.DraftClosed
    persons = store.joined_persons(db, plan.plan_id)
    rules.check_content(content, persons)
    rules.check_grants(content.roles, grants)
    sealing.prepare(db, ctx, [plan.case_id, *persons])
    draft_store.write_draft(
        db,
        ctx,
        plan,
        draft_id,
        state=DraftState.DRAFTED,
        assessment_summary=content.assessment_summary,
        policy=content.policy,
        period_start=content.period_start,
        period_end=content.period_end,
        emergency_contact_plan=content.emergency_contact_plan,
        uses_outreach=content.uses_outreach,
        uses_participation=content.uses_participation,
        drafted_by_person_id=ctx.actor.person_id,
        drafted_at=at,
        recorded_at=ctx.now,
    )
    draft_store.insert_wishes(db, ctx, draft_id, content.wishes)
    draft_store.insert_goals(db, ctx, plan, draft_id, [replace(goal, goal_id=new_id()) for goal in content.goals])
    draft_store.insert_gaps(db, ctx, plan, draft_id, content.gaps, at)
    for gap in content.gaps:
        gaps.raise_gap(
            db,
            ctx,
            need_code=gap.need_code,
            area=gap.area,
            source=GapSource.PLAN,
            source_id=draft_id,
            occurred_at=at,
        )
    accepted, last = _accepted_before(db, plan, draft)
    roles = []
    for new in content.roles:
        role = rules.carried_over(new, new_id(), draft_id, accepted.get((new.agency_id, new.task_code)))
        roles.append(rules.with_persons(role, grants[new.agency_id]))
    role_store.insert_roles(db, ctx, plan, roles, {role.role_id for role in accepted.values()})
    facts.record(db, ctx, "PLANS_DRAFTED", plan.case_id, at)
    drafted = events.PlanDrafted(plan.case_id, plan.plan_id, draft.plan_version_id, draft_id)
    outbox.record_all(db, ctx, [drafted, *role_work.released(plan, last, roles, "NOT_IN_PLAN")], at)
    work.done(db, ctx, f"drafts/{draft_id}", work.DRAFT_PLAN)
    return draft_store.get_draft(db, ctx, draft_id)


def _accepted_before(db: sa.Connection, plan: Plan, draft: Draft) -> tuple[dict[tuple[str, str], Role], list[Role]]:
    """(roles accepted in the version in force or in an earlier draft of this version, by agency and task; those of its
    last draft that are not in force). Whoever a draft left out has heard so, and is asked anew."""
    in_force = access.working_roles(db, plan.plan_id)
    earlier = [
        each.draft_id
        for each in draft_store.drafts_of(db, plan.plan_id)
        if each.plan_version_id == draft.plan_version_id and each.number < draft.number
    ]
    written = role_store.roles_of_drafts(db, earlier)
    last = next((written[each] for each in reversed(earlier) if each in written), [])
    still = {(role.agency_id, role.task_code) for role in last}
    known = list(in_force)
    for roles in written.values():
        known += [role for role in access.working(roles) if (role.agency_id, role.task_code) in still]
    ids = {role.role_id for role in in_force}
    accepted = {(role.agency_id, role.task_code): role for role in known}
    return accepted, [role for role in last if role.role_id not in ids]


def ask_confirmation(
    db: sa.Connection, ctx: Context, job: Job, *, draft_id: str, coordinator_agency_id: str, due_at: datetime
) -> str:
    """The coordinator is to show the draft to the persons; answers the work item's id ("" when they answered)."""
    draft = draft_store.get_draft(db, ctx, draft_id)
    store.lock_plan(db, ctx, draft.plan_id)
    store.update_plan(db, draft.plan_id, coordinator_agency_id=coordinator_agency_id)
    if draft_store.get_draft(db, ctx, draft_id).state != DraftState.DRAFTED:
        return ""
    plan = store.get_plan(db, ctx, draft.plan_id)
    return work.ask(db, ctx, job, plan, work.CONFIRM_PLAN, f"drafts/{draft_id}", due_at)


@dataclass(frozen=True)
class ConfirmPlan:
    """`person_ids` empty: every person of the draft."""

    draft_id: str
    person_ids: Collection[str]
    answer: Answer
    own_words: str
    occurred_at: datetime | None
    correction_reason: str = ""


def confirm(db: sa.Connection, ctx: Context, command: ConfirmPlan) -> Draft:
    """Records what persons said to the draft. Raises NotAwaitingConfirmation, InvalidArgument."""
    plan = store.lock_plan(db, ctx, draft_store.get_draft(db, ctx, command.draft_id).plan_id)
    draft = draft_store.get_draft(db, ctx, command.draft_id)
    access.require(ctx, plan, COORDINATOR)
    require_open(plan)
    at = occurred(command.occurred_at, ctx.now)
    if draft.state != DraftState.DRAFTED and not command.correction_reason:
        raise rules.NotAwaitingConfirmation
    if command.answer == Answer.CHANGES_WISHED and not command.own_words.strip():
        raise InvalidArgument(rules.required("own_words"))
    persons = _persons_of(db, plan, draft)
    chosen = list(command.person_ids) or persons
    unknown = [index for index, person in enumerate(chosen) if person not in persons]
    if unknown:
        raise InvalidArgument(
            *(Violation(f"person_ids[{index}]", "UNKNOWN", "この案の本人ではありません。") for index in unknown)
        )
    if command.correction_reason:
        correcting.confirmation(db, ctx, plan, draft, chosen, command.answer, command.correction_reason, at)
    draft_store.record_answers(db, ctx, draft.draft_id, chosen, command.answer, command.own_words, at)
    conclude_confirmation(db, ctx, plan, draft, at)
    return draft_store.get_draft(db, ctx, draft.draft_id)


def _persons_of(db: sa.Connection, plan: Plan, draft: Draft) -> list[str]:
    """For whom the draft is, without who left the plan since."""
    joined = store.joined_persons(db, plan.plan_id)
    return [wish.person_id for wish in draft_store.wishes_of(db, draft.draft_id) if wish.person_id in joined]


def conclude_confirmation(
    db: sa.Connection, ctx: Context, plan: Plan, draft: Draft, at: datetime | None = None
) -> None:
    """Lets the process go on once all persons still in the plan agree, or one wishes changes."""
    if draft.state != DraftState.DRAFTED:
        return
    answers = {said.person_id: said.answer for said in draft_store.confirmations_of(db, draft.draft_id)}
    conclusion = rules.conclusion(_persons_of(db, plan, draft), answers)
    if conclusion is None:
        return
    draft_store.update_draft(db, draft.draft_id, state=DraftState(conclusion))
    facts.record(db, ctx, f"PLAN_CONFIRMATIONS.{conclusion}", plan.case_id, at)
    outbox.record(db, ctx, events.PlanConfirmed(plan.case_id, plan.plan_id, draft.draft_id, conclusion), at)
    work.done(db, ctx, f"drafts/{draft.draft_id}")
