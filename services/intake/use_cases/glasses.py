"""Break-glass (緊急閲覧): danger to life, or a statutory abuse report, does not wait for anybody's leave.

One person, one file, sixty minutes, contact and risk only; the coordinator's agency is told at once, and its decision
maker reviews each. To whoever is close to a suspected perpetrator (D5, row 1) a file in which the person to be
protected is, is an unknown one: another person's contact data would say where they live. A concealed address needs a
second person: one of its named keepers.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kit import freezes, kept_away, outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, PermissionDenied, Violation
from kit.ids import new_id
from kit.work_items import NewItem
from kit.zeebe import Job
from services.intake.domain import AlreadyAnswered
from services.intake.domain.glasses import OPEN_FOR, VERDICTS, GlassBroken, GlassReviewed, check_opener
from services.intake.store import cases, handoffs, reference, rows
from services.intake.store import tables as t
from services.intake.use_cases import access, concealment, relations

REVIEW_GLASS, MANAGER, PURPOSE = "REVIEW_GLASS", "decision-maker", "EMERGENCY"
OPEN, USED = "OPEN", "USED"


def open_(db: sa.Connection, ctx: Context, case_id: str, reason: str) -> str:
    """Answers the access's id. Raises PermissionDenied (called for another purpose), MayNotBreakGlass, InvalidArgument,
    NotFound.
    """
    if ctx.purpose != PURPOSE:
        raise PermissionDenied
    check_opener(reference.of(db, ctx).agencies.get(ctx.actor.agency_id), reason, reference.today(ctx))
    first = cases.first_consultation(db, ctx, case_id)
    if first is None or not _may_know(db, ctx, case_id, kept_away.reader_of(ctx)):
        raise NotFound
    glass_id = new_id()
    rows.insert(
        db,
        ctx,
        t.glasses,
        id=glass_id,
        case_id=case_id,
        case_no=first.case_no,
        reason=reason,
        state=OPEN,
        agency_id=ctx.actor.agency_id,
        opened_by=ctx.actor.person_id,
        opened_at=ctx.now,
        expires_at=ctx.now + OPEN_FOR,
        confirmed_by="",
        confirmed_person_id="",
        reviewed_by="",
        review="",
    )
    outbox.record(db, ctx, GlassBroken(case_id, ctx.municipality_id, first.case_no, glass_id, ctx.actor.agency_id))
    handoffs.deliver(
        db,
        ctx,
        access.coordinator_of(db, ctx, case_id),
        kind="GLASS_BROKEN",
        case_id=case_id,
        case_no=first.case_no,
        subject=f"glasses/{glass_id}",
        from_agency_id=ctx.actor.agency_id,
        code=reason,
    )
    return glass_id


def await_review(db: sa.Connection, ctx: Context, job: Job, glass_id: str, due_at: datetime) -> str:
    """Answers the work item's id."""
    row = rows.get(db, ctx, t.glasses, glass_id)
    agency_id = access.coordinator_of(db, ctx, row.case_id)
    item = NewItem(row.case_id, row.case_no, REVIEW_GLASS, f"glasses/{glass_id}", agency_id, MANAGER, due_at)
    return work_items.open_item(db, ctx, job, item)


def own(db: sa.Connection, ctx: Context, glass_id: str) -> Any:
    """An access that the caller opened and that still runs, locked. Raises NotFound."""
    row = rows.lock(db, ctx, t.glasses, glass_id)
    is_opener = (row.agency_id, row.opened_by) == (ctx.actor.agency_id, ctx.actor.person_id)
    if not is_opener or not _runs(db, ctx, row):
        raise NotFound
    return row


def _runs(db: sa.Connection, ctx: Context, row: Any) -> bool:
    in_time = row.state == OPEN and row.opened_at <= ctx.now < row.expires_at
    return in_time and _may_know(db, ctx, row.case_id, kept_away.Reader(row.agency_id, row.opened_by))


def _may_know(db: sa.Connection, ctx: Context, case_id: str, opener: kept_away.Reader) -> bool:
    """At this moment: access that stopped, and a relation that was recorded since, close the glass, too."""
    stopped = freezes.stopped(db, ctx, case_id, opener.agency_id)
    return not stopped and not relations.keep_away(db, ctx, opener, case_id)


def confirm(db: sa.Connection, ctx: Context, glass_id: str, person_id: str) -> None:
    """A named keeper, and not whoever opened it, lets them ask once. Raises NotFound."""
    row = rows.lock(db, ctx, t.glasses, glass_id)
    concealment.require_keeper(db, ctx, person_id)
    members = {person.id for person in cases.household(db, ctx, row.case_id)}
    if row.opened_by == ctx.actor.person_id or person_id not in members or not _runs(db, ctx, row):
        raise NotFound
    rows.change(db, ctx, t.glasses, glass_id, confirmed_by=ctx.actor.person_id, confirmed_person_id=person_id)


def use_confirmation(db: sa.Connection, ctx: Context, glass_id: str, person_id: str) -> None:
    """Once. Raises NotFound."""
    if not person_id or own(db, ctx, glass_id).confirmed_person_id != person_id:
        raise NotFound
    rows.change(db, ctx, t.glasses, glass_id, confirmed_person_id=USED)


def review(db: sa.Connection, ctx: Context, glass_id: str, verdict: str, reason: str) -> None:
    """By the decision maker of the coordinator's agency, and never by whoever opened it.

    Raises NotFound, InvalidArgument, AlreadyAnswered.
    """
    row = rows.lock(db, ctx, t.glasses, glass_id)
    is_manager = MANAGER in ctx.actor.roles and ctx.actor.agency_id == access.coordinator_of(db, ctx, row.case_id)
    if not is_manager or row.opened_by == ctx.actor.person_id:
        raise NotFound
    if verdict not in VERDICTS or not reason.strip():
        raise InvalidArgument(Violation("verdict", "REQUIRED", "正当だったかと、その理由を書いてください。"))
    if row.state != OPEN:
        raise AlreadyAnswered
    by = ctx.actor.person_id
    rows.change(db, ctx, t.glasses, glass_id, about=row.case_id, state=verdict, review=reason, reviewed_by=by)
    work_items.close_subject(db, ctx, f"glasses/{glass_id}")
    outbox.record(db, ctx, GlassReviewed(row.case_id, glass_id))
