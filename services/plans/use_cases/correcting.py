"""A wrong entry is superseded by a right one, with a reason; what the wrong one had moved is taken back.

Where the process can go back by itself, the plan returns to drafting; where it cannot, the operator's step becomes
a matter (a work item). What was said before stays readable in `corrections`.
"""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import facts, outbox
from kit.context import Context
from services.plans.domain import events
from services.plans.domain.draft import Answer, Draft, DraftState, Role, RoleState
from services.plans.domain.matter import MatterKind, NothingToCorrect, WayBack
from services.plans.domain.plan import Plan, Version
from services.plans.domain.progress import Evaluation, EvaluationFacts, Monitoring, MonitoringFacts, Proposal
from services.plans.store import drafts as draft_store
from services.plans.store import matters as matter_store
from services.plans.use_cases import matters, revising, role_work

MOVED_ON = (DraftState.CONFIRMED, DraftState.OFFERED, DraftState.SETTLED, DraftState.DECIDED)


def confirmation(
    db: sa.Connection,
    ctx: Context,
    plan: Plan,
    draft: Draft,
    persons: Collection[str],
    answer: Answer,
    reason: str,
    at: datetime,
) -> None:
    """A person did not agree after all: the draft goes back. One who agreed after all is asked with the next draft."""
    answers = draft_store.confirmations_of(db, draft.draft_id)
    said = [each for each in answers if each.person_id in persons]
    if not said:
        raise NothingToCorrect
    latest = draft_store.latest_draft(db, plan.plan_id)
    is_latest = latest is not None and latest.draft_id == draft.draft_id
    back = answer == Answer.CHANGES_WISHED and draft.state in MOVED_ON and is_latest
    before = {"confirmations": [asdict(each) for each in said]}
    way = WayBack.RETURNED if back else WayBack.NONE
    if back and draft.state != DraftState.DECIDED:
        draft_store.update_draft(db, draft.draft_id, state=DraftState.CHANGES_WISHED)
    if back:
        agreed_at = max(each.occurred_at for each in answers)
        counted = [facts.Fact(f"PLAN_CONFIRMATIONS.{answer}", plan.case_id, at)]
        counted.append(facts.Fact(f"PLAN_CONFIRMATIONS.{Answer.CONFIRMED}", plan.case_id, agreed_at, -1))
        facts.record_rows(db, ctx, counted)
    _supersede(db, ctx, plan, f"drafts/{draft.draft_id}", "CONFIRMATION", before, reason, way)


def role_answer(
    db: sa.Connection,
    ctx: Context,
    plan: Plan,
    draft: Draft,
    role: Role,
    state: RoleState,
    reason: str,
    at: datetime,
) -> None:
    """Declined after all: an agreed draft goes back, a role in force ends. Accepted after all: the next draft has it.

    Raises NothingToCorrect.
    """
    if role.state not in (RoleState.ACCEPTED, RoleState.DECLINED, RoleState.LAPSED) or role.ended_at is not None:
        raise NothingToCorrect
    way = WayBack.NONE
    if state == RoleState.DECLINED and role.state == RoleState.ACCEPTED:
        if draft.state == DraftState.SETTLED:
            way = WayBack.RETURNED
            draft_store.update_draft(db, draft.draft_id, state=DraftState.UNSETTLED)
        elif draft.state == DraftState.DECIDED:
            way = WayBack.MATTER
            role_work.end_early(db, ctx, plan, role, reason, at)
    before = {"state": role.state, "decline_reason": role.decline_reason}
    _supersede(db, ctx, plan, f"roles/{role.role_id}", "ROLE_ANSWER", before, reason, way, raised=True)


def support_decision(
    db: sa.Connection, ctx: Context, plan: Plan, version: Version, reason: str, *, decided_now: bool
) -> None:
    """Not decided after all: back to drafting. Decided after all: the coordinator brings the same content again."""
    way = WayBack.MATTER if decided_now or not plan.is_open else WayBack.RETURNED
    before = {"state": version.state, "reason": version.decision_reason, "decided_at": version.decided_at}
    subject = f"planVersions/{version.plan_version_id}"
    _supersede(db, ctx, plan, subject, "SUPPORT_DECISION", before, reason, way)


def monitoring(
    db: sa.Connection, ctx: Context, plan: Plan, before: Monitoring, facts: MonitoringFacts, reason: str
) -> None:
    moved = (before.stability, before.proposal) != (facts.stability, facts.proposal)
    calls_back = facts.proposal == Proposal.REVISE and before.proposal != Proposal.REVISE
    way = _way(plan, moved=moved, calls_back=calls_back)
    subject = f"monitorings/{before.monitoring_id}"
    _supersede(db, ctx, plan, subject, "MONITORING", asdict(before), reason, way)


def evaluation(
    db: sa.Connection,
    ctx: Context,
    plan: Plan,
    before: Evaluation,
    facts: EvaluationFacts,
    goals_outcome: str,
    reason: str,
) -> None:
    moved = before.facts is None or _judged(before.facts, before.goals_outcome) != _judged(facts, goals_outcome)
    way = _way(plan, moved=moved, calls_back=moved and (facts.new_issue or goals_outcome == "CHANGED"))
    subject = f"evaluations/{before.evaluation_id}"
    _supersede(db, ctx, plan, subject, "EVALUATION", asdict(before), reason, way)


def _judged(facts: EvaluationFacts, goals_outcome: str) -> tuple[object, ...]:
    """What D8 looks at."""
    return (
        goals_outcome,
        facts.lead_settled,
        facts.stability,
        facts.new_issue,
        facts.long_absence,
        facts.closure_wish,
    )


def _way(plan: Plan, *, moved: bool, calls_back: bool) -> WayBack:
    if not moved:
        return WayBack.NONE
    return WayBack.RETURNED if calls_back and plan.is_open else WayBack.MATTER


def _supersede(
    db: sa.Connection,
    ctx: Context,
    plan: Plan,
    subject: str,
    kind: str,
    before: dict[str, Any],
    reason: str,
    way: WayBack,
    *,
    raised: bool = False,
) -> None:
    """`raised`: the matter stands already."""
    matter_store.insert_correction(
        db, ctx, plan, subject=subject, kind=kind, before=_plain(before), reason=reason, way_back=way
    )
    facts.record(db, ctx, f"CORRECTIONS.{kind}", plan.case_id)
    outbox.record(db, ctx, events.EntryCorrected(plan.case_id, plan.plan_id, subject, kind, way))
    if way == WayBack.RETURNED:
        revising.send_back(db, ctx, plan, "CORRECTION")
    elif way == WayBack.MATTER and not raised:
        matters.raise_matters(db, ctx, plan, MatterKind.CORRECTION, [subject])


def _plain(value: Any) -> Any:
    """As JSON keeps it."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int) else str(value)
