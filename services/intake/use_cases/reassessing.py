"""A household is looked at anew, soon, and its urgency rated again: when one of it has died and others live on (E6),
and when what was told of its urgency was corrected after D2 had rated it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, Violation
from kit.ids import new_id
from kit.work_items import NewItem
from kit.zeebe import Job
from services.intake import domain
from services.intake.domain import AlreadyAnswered
from services.intake.store import cases, reference, rows
from services.intake.store import tables as t
from services.intake.use_cases import access, consultations, people

REASSESS_HOUSEHOLD = "REASSESS_HOUSEHOLD"
DONE, ENDED = "DONE", "ENDED"


def raise_one(db: sa.Connection, ctx: Context, case: Any, person_id: str = "") -> None:
    """`person_id`: whose death it is; "" after a correction."""
    reassessment_id = new_id()
    rows.insert(
        db,
        ctx,
        t.reassessments,
        id=reassessment_id,
        case_id=case.id,
        person_id=person_id,
        state="OPEN",
        urgency_facts=[],
        done_by="",
        raised_at=ctx.now,
    )
    outbox.record(db, ctx, domain.ReassessmentRaised(ctx.municipality_id, case.id, case.case_no, reassessment_id))


def open_one(db: sa.Connection, ctx: Context, job: Job, reassessment_id: str, due_at: datetime) -> str:
    """Answers the work item's id; empty when it was done or withdrawn before."""
    row = rows.lock(db, ctx, t.reassessments, reassessment_id)
    if row.state != "OPEN":
        return ""
    case = rows.get(db, ctx, t.cases, row.case_id)
    subject = f"reassessments/{reassessment_id}"
    item = NewItem(
        case.id, case.case_no, REASSESS_HOUSEHOLD, subject, case.coordinator_agency_id, access.COORDINATOR, due_at
    )
    return work_items.open_item(db, ctx, job, item)


def complete(
    db: sa.Connection, ctx: Context, reassessment_id: str, urgency_facts: Sequence[str], days_to_eviction: int | None
) -> str:
    """What presses on those who live on; D2 rates it. Answers the case's id.

    Raises InvalidArgument, NotFound, CaseIsClosed, AlreadyAnswered.
    """
    found = [*domain.days_violations(days_to_eviction), *_unknown(db, ctx, urgency_facts)]
    if found:
        raise InvalidArgument(*found)
    case_id = str(rows.get(db, ctx, t.reassessments, reassessment_id).case_id)
    access.own_open_case(db, ctx, case_id)
    if rows.lock(db, ctx, t.reassessments, reassessment_id).state != "OPEN":
        raise AlreadyAnswered
    rows.change(
        db,
        ctx,
        t.reassessments,
        reassessment_id,
        about=case_id,
        state=DONE,
        urgency_facts=list(urgency_facts),
        days_to_eviction=days_to_eviction,
        done_by=ctx.actor.person_id,
    )
    _end(db, ctx, case_id, [reassessment_id], DONE)
    return case_id


def _unknown(db: sa.Connection, ctx: Context, urgency_facts: Sequence[str]) -> list[Violation]:
    """A word that D2 does not know would lower the urgency in silence."""
    known, text = reference.of(db, ctx).risk_classes, "基準データにある事実の符号を選んでください。"
    return [
        Violation(f"urgency_facts[{index}]", "UNKNOWN_CODE", text)
        for index, fact in enumerate(urgency_facts)
        if fact not in known
    ]


def facts_of(db: sa.Connection, ctx: Context, reassessment_id: str) -> dict[str, Any]:
    """For D2."""
    return consultations.risks(db, ctx, rows.get(db, ctx, t.reassessments, reassessment_id))


def record(db: sa.Connection, ctx: Context, reassessment_id: str, urgency: int) -> None:
    """D2's answer is the case's urgency from now on, though never below that of an emergency under way."""
    case = rows.lock(db, ctx, t.cases, rows.get(db, ctx, t.reassessments, reassessment_id).case_id)
    if case.state == "CLOSED" or cases.is_in_danger(db, ctx, case.id):
        return
    if urgency == people.LIFE_IN_DANGER:
        people.raise_by_alert(db, ctx, case.id)
    else:
        rows.change(db, ctx, t.cases, case.id, urgency=urgency)


def withdraw(db: sa.Connection, ctx: Context, case_id: str, person_id: str = "") -> list[str]:
    """The case ends, or the person lives after all. Answers the ids."""
    ended = cases.end_waits(db, ctx, t.reassessments, case_id, person_id)
    _end(db, ctx, case_id, ended, ENDED)
    return ended


def follow_merge(db: sa.Connection, ctx: Context, case_id: str, into: Any) -> None:
    """Whom a death left is looked at anew in the household that goes on."""
    for ended in withdraw(db, ctx, case_id):
        raise_one(db, ctx, into, rows.get(db, ctx, t.reassessments, ended).person_id)


def _end(db: sa.Connection, ctx: Context, case_id: str, ids: Sequence[str], how: str) -> None:
    if not ids:
        return
    work_items.close_subjects(db, ctx, [f"reassessments/{each}" for each in ids])
    outbox.record_all(db, ctx, [domain.ReassessmentEnded(case_id, each, how) for each in ids])
