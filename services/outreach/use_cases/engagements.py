"""Engagements: sent out by a meeting, contact after contact, until consent, a watch, or another way."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from kit import facts, hands, outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, StaleEtag, Violation
from kit.zeebe import Job
from services.outreach import domain
from services.outreach.domain import (
    AlreadyCorrected,
    CaseReference,
    Contact,
    ContactEntry,
    ContactNotOpen,
    Engagement,
    EngagementEnded,
    EngagementState,
    HandOver,
    NotTheWriter,
    PlannedState,
    Signal,
    Situation,
)
from services.outreach.store import engagements as store
from services.outreach.store import hand_overs
from services.outreach.use_cases import access

GOING_ON = (EngagementState.PREPARING, EngagementState.ACTIVE, EngagementState.PAUSED)


def open_engagement(
    db: sa.Connection,
    ctx: Context,
    reference: CaseReference,
    person_id: str,
    review_at: datetime,
    refused_at: datetime | None,
) -> tuple[str, Situation]:
    """A meeting sends somebody out: begins the engagement with this person, or goes on with it.

    Failures are counted anew, for the meeting changed the approach. One that a death ended goes on, too, when the
    death was no death. Raises EngagementEnded.
    """
    engagement_id = store.add_engagement(
        db, ctx, reference.case_id, reference.case_no, person_id, reference.coordinator_agency_id, review_at
    )
    engagement = store.lock_engagement(db, ctx, engagement_id)
    if engagement.state is EngagementState.ENDED and not reference.may_reach(person_id):
        raise EngagementEnded
    if engagement.approach_no == 0:
        facts.record(db, ctx, "OUTREACH_ENGAGEMENTS", engagement.case_id)
    _cancel_planned(db, ctx, engagement)
    _end_approaches(db, ctx, engagement, "INTERRUPTED")
    facts.record(db, ctx, "OUTREACH_APPROACHES", engagement.case_id)
    approach_no = engagement.approach_no + 1
    resumed = engagement.state in (EngagementState.PAUSED, EngagementState.ENDED)
    state = EngagementState.ACTIVE if resumed else engagement.state
    store.change_engagement(db, ctx, engagement, state=state, approach_no=approach_no, review_at=review_at)
    store.add_approach(db, ctx, engagement_id, approach_no)
    return engagement_id, Situation(engagement.stage, 0, domain.days_since(refused_at, ctx.now), Signal.NONE)


def plan_contact(db: sa.Connection, ctx: Context, job: Job, engagement_id: str, due_at: datetime) -> tuple[str, str]:
    """Plans the next contact as work of the outreach workers; answers the ids of contact and work item."""
    engagement = store.lock_engagement(db, ctx, engagement_id)
    _cancel_planned(db, ctx, engagement)
    planned_id = store.add_planned_contact(db, ctx, engagement_id, due_at)
    item = work_items.NewItem(
        case_id=engagement.case_id,
        case_no=engagement.case_no,
        kind="OUTREACH_CONTACT",
        subject=planned_name(planned_id),
        agency_id=engagement.agency_id,
        role="outreach-worker",
        due_at=due_at,
        person_ids=(engagement.person_id,),
    )
    return planned_id, work_items.open_item(db, ctx, job, item)


def log_contact(
    db: sa.Connection,
    ctx: Context,
    engagement_id: str,
    entry: ContactEntry,
    planned_contact_id: str | None = None,
    corrects: str | None = None,
) -> Contact:
    """Appends to the contact log.

    An open planned contact is answered by it, whether it is named or not; a correction answers nothing. A risk sign
    that no waiting process will see is announced at once.
    Raises NotFound, InvalidArgument, EngagementEnded, ContactNotOpen, AlreadyCorrected, NotTheWriter, TwoPersonRule.
    """
    engagement = access.visible(store.lock_engagement(db, ctx, engagement_id), ctx)
    domain.check_entry(entry, ctx.now)
    domain.check_staff(entry, engagement)
    log = store.read_log(db, ctx, engagement_id)
    if corrects is not None:
        return _correct(db, ctx, engagement, log, entry, corrects)
    if engagement.state is EngagementState.ENDED:
        raise EngagementEnded
    answered = engagement.planned_contact_id
    if planned_contact_id is not None and planned_contact_id != answered:
        raise ContactNotOpen
    contact = _append(db, ctx, engagement, log, entry, engagement.approach_no, answered, None)
    if engagement.state is EngagementState.PREPARING:
        store.change_engagement(db, ctx, engagement, state=EngagementState.ACTIVE)
    if answered is not None:
        store.end_planned_contact(db, ctx, answered, PlannedState.ANSWERED)
        work_items.close_subject(db, ctx, planned_name(answered))
        event = domain.ContactLogged(engagement.case_id, engagement.person_id, engagement_id, answered)
        outbox.record(db, ctx, event, entry.occurred_at)
    elif entry.signal is Signal.ALERT:
        _announce_alert(db, ctx, engagement)
    return contact


def _correct(
    db: sa.Connection, ctx: Context, engagement: Engagement, log: list[Contact], entry: ContactEntry, corrects: str
) -> Contact:
    old = next((contact for contact in log if contact.contact_id == corrects), None)
    if old is None:
        raise NotFound
    if old.superseded_by is not None:
        raise AlreadyCorrected
    if old.recorded_by_agency_id != ctx.actor.agency_id and not access.coordinates(engagement, ctx):
        raise NotTheWriter
    others = [contact for contact in log if contact is not old]
    if not entry.stage_after and old.entry.stage_said:
        entry = replace(entry, stage_after=old.entry.stage_after)
    contact = _append(db, ctx, engagement, others, entry, old.approach_no, old.planned_contact_id, corrects)
    _count_contact(db, ctx, engagement, old, number=-1)
    if entry.signal is Signal.ALERT and old.entry.signal is not Signal.ALERT:
        _announce_alert(db, ctx, engagement)
    return contact


def _append(
    db: sa.Connection,
    ctx: Context,
    engagement: Engagement,
    log: list[Contact],
    entry: ContactEntry,
    approach_no: int,
    planned_contact_id: str | None,
    corrects: str | None,
) -> Contact:
    """`log` is what the entry is read beside; the engagement's stage follows from both."""
    before = domain.stage_at(log, entry.occurred_at)
    if not entry.stage_after:
        entry = replace(entry, stage_after=before, stage_said=False)
    engagement_id = engagement.engagement_id
    contact_id = store.add_contact(db, ctx, engagement, approach_no, planned_contact_id, entry, before, corrects)
    writer = ctx.actor.agency_id
    contact = Contact(
        contact_id, engagement_id, approach_no, planned_contact_id, entry, before, ctx.now, corrects, None, writer
    )
    _count_contact(db, ctx, engagement, contact)
    stage = domain.stage_at([*log, contact])
    if stage != engagement.stage:
        store.change_engagement(db, ctx, engagement, stage=stage)
    return contact


def subject_of(db: sa.Connection, ctx: Context, engagement_id: str) -> tuple[str, str]:
    """Case and person of an engagement, for a job. Raises NotFound."""
    engagement = store.lock_engagement(db, ctx, engagement_id)
    return engagement.case_id, engagement.person_id


def assess_contact(
    db: sa.Connection, ctx: Context, engagement_id: str, planned_contact_id: str, refused_at: datetime | None
) -> Situation:
    """What the next step depends on, after a contact."""
    engagement = store.lock_engagement(db, ctx, engagement_id)
    log = store.read_log(db, ctx, engagement_id)
    answers = [contact for contact in domain.in_order(log) if contact.planned_contact_id == planned_contact_id]
    return Situation(
        engagement.stage,
        domain.failed_in_row(log, engagement.approach_no),
        domain.days_since(refused_at, ctx.now),
        answers[-1].entry.signal if answers else Signal.NONE,
    )


def raise_alert(db: sa.Connection, ctx: Context, engagement_id: str) -> None:
    _announce_alert(db, ctx, store.lock_engagement(db, ctx, engagement_id))


def end_approach(db: sa.Connection, ctx: Context, engagement_id: str, outcome: str) -> None:
    """The process leaves: the engagement rests until a meeting sends somebody again."""
    _rest(db, ctx, store.lock_engagement(db, ctx, engagement_id), EngagementState.PAUSED, outcome)


def close_person(
    db: sa.Connection, ctx: Context, case_id: str, person_id: str, planned_before: str | None = None
) -> None:
    """The person's track was interrupted, and the engine cancelled the outreach process without a word.

    `planned_before` is the id of an event that comes late: a contact planned after it is still waited for (ids are
    ULIDs).
    """
    for engagement in _locked(db, ctx, case_id, person_id):
        planned = engagement.planned_contact_id
        if planned_before is not None and planned is not None and planned > planned_before:
            continue
        _rest(db, ctx, engagement, EngagementState.PAUSED, "INTERRUPTED")


def end_person(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> None:
    """Nobody is left to reach."""
    for engagement in _locked(db, ctx, case_id, person_id):
        _rest(db, ctx, engagement, EngagementState.ENDED, "CLOSED")


def close_case(db: sa.Connection, ctx: Context, case_id: str) -> None:
    """The case ended for everyone."""
    end_person(db, ctx, case_id, "")
    work_items.close_case(db, ctx, case_id)


def set_two_person_rule(
    db: sa.Connection, ctx: Context, engagement_id: str, *, two_person_rule: bool, etag: str
) -> Engagement:
    """From now on: what was before is still written down, and corrected, as it was. Raises NotFound, StaleEtag."""
    engagement = access.visible(store.lock_engagement(db, ctx, engagement_id), ctx)
    if etag and etag != str(engagement.version):
        raise StaleEtag
    since = engagement.two_person_since if engagement.two_person_rule else ctx.now
    store.change_engagement(db, ctx, engagement, two_person_rule=two_person_rule, two_person_since=since)
    return replace(engagement, two_person_rule=two_person_rule, version=engagement.version + 1)


def plan_approach(
    db: sa.Connection, ctx: Context, engagement_id: str, *, reason: str, method_plan: str, etag: str
) -> Engagement:
    """Why support does not reach this person, and how they are approached (P-079, P-080).

    Raises NotFound, StaleEtag, EngagementEnded, InvalidArgument.
    """
    engagement = access.visible(store.lock_engagement(db, ctx, engagement_id), ctx)
    if etag and etag != str(engagement.version):
        raise StaleEtag
    if engagement.state is EngagementState.ENDED:
        raise EngagementEnded
    if not reason.strip():
        raise InvalidArgument(Violation("reason", "REQUIRED", "支援が届いていない理由を入力してください。"))
    by = ctx.actor.agency_id
    store.change_engagement(db, ctx, engagement, reason=reason, method_plan=method_plan, planned_by_agency_id=by)
    return replace(
        engagement,
        reason=reason,
        method_plan=method_plan,
        planned_by_agency_id=by,
        version=engagement.version + 1,
    )


def get_engagement(db: sa.Connection, ctx: Context, engagement_id: str) -> Engagement:
    """Raises NotFound, also for whoever does not carry it."""
    return access.readable(_found(db, ctx, engagement_id), ctx)


def _found(db: sa.Connection, ctx: Context, engagement_id: str) -> Engagement:
    found = store.find_engagements(db, ctx, engagement_id=engagement_id) if engagement_id else []
    if not found:
        raise NotFound
    return found[0]


def hands_of(db: sa.Connection, ctx: Context, engagement: Engagement) -> list[HandOver]:
    """Which agencies it went through, oldest first, for the case's coordinator: why another one visits no more is not
    for whoever comes next."""
    if not access.oversees(engagement, ctx):
        return []
    return hand_overs.of_engagement(db, ctx, engagement.engagement_id)


def list_engagements(
    db: sa.Connection,
    ctx: Context,
    *,
    case_id: str = "",
    person_id: str = "",
    include_ended: bool = False,
    before: str = "",
    limit: int,
) -> list[Engagement]:
    roles, agency_id = ctx.actor.roles, ctx.actor.agency_id
    if domain.OUTREACH_WORKER not in roles and not hands.reads_cases(ctx):
        return []
    return store.find_engagements(
        db,
        ctx,
        case_id=case_id,
        person_id=person_id,
        carried_by=agency_id if domain.OUTREACH_WORKER in roles else "",
        coordinated_by=agency_id if hands.reads_cases(ctx) else "",
        states=tuple(EngagementState) if include_ended else GOING_ON,
        before=before,
        limit=limit,
    )


def list_contacts(
    db: sa.Connection, ctx: Context, engagement_id: str, *, after: str = "", limit: int
) -> tuple[Engagement, list[Contact]]:
    """The engagement and its log; for an agency that handed it on, what that agency wrote. Raises NotFound."""
    engagement = _found(db, ctx, engagement_id)
    own = not access.carries(engagement, ctx) and not access.oversees(engagement, ctx)
    if own and not access.carried(engagement, ctx):
        raise NotFound
    return engagement, store.read_log(db, ctx, engagement_id, own=own, after=after, limit=limit)


def _locked(db: sa.Connection, ctx: Context, case_id: str, person_id: str) -> list[Engagement]:
    found = store.find_engagements(db, ctx, case_id=case_id, person_id=person_id, states=GOING_ON)
    return [store.lock_engagement(db, ctx, engagement.engagement_id) for engagement in found]


def _rest(db: sa.Connection, ctx: Context, engagement: Engagement, state: EngagementState, outcome: str) -> None:
    _cancel_planned(db, ctx, engagement)
    _end_approaches(db, ctx, engagement, outcome)
    if engagement.state not in (state, EngagementState.ENDED):
        store.change_engagement(db, ctx, engagement, state=state)


def _end_approaches(db: sa.Connection, ctx: Context, engagement: Engagement, outcome: str) -> None:
    """A sign of danger is announced also when the process left before it came to (P-110)."""
    ended = store.end_approaches(db, ctx, engagement.engagement_id, outcome)
    for _ in range(ended):
        facts.record(db, ctx, "OUTREACH_APPROACHES_ENDED", engagement.case_id, by={"OUTCOME": (outcome,)})
    unseen = store.read_log(db, ctx, engagement.engagement_id, since_alert=True) if ended else []
    if any(contact.entry.signal is Signal.ALERT for contact in domain.in_order(unseen)):
        _announce_alert(db, ctx, engagement)


def _count_contact(
    db: sa.Connection, ctx: Context, engagement: Engagement, contact: Contact, *, number: int = 1
) -> None:
    """By method and result, and the stages that a relationship climbed to."""
    entry = contact.entry
    climbed = (entry.stage_after,) if entry.stage_after > contact.stage_before else ()
    by = {"METHOD": (entry.method,), "RESULT": (entry.result,), "CLIMBED_TO": climbed}
    facts.record(db, ctx, "CONTACTS", engagement.case_id, entry.occurred_at, by=by, number=number)


def _cancel_planned(db: sa.Connection, ctx: Context, engagement: Engagement) -> None:
    if engagement.planned_contact_id is not None:
        store.end_planned_contact(db, ctx, engagement.planned_contact_id, PlannedState.CANCELLED)
        work_items.close_subject(db, ctx, planned_name(engagement.planned_contact_id))


def _announce_alert(db: sa.Connection, ctx: Context, engagement: Engagement) -> None:
    alert_id = store.add_alert(db, ctx, engagement.engagement_id)
    facts.record(db, ctx, "OUTREACH_ALERTS", engagement.case_id)
    event = domain.AlertRaised(
        engagement.case_id, engagement.person_id, engagement.engagement_id, alert_id, ctx.now.isoformat()
    )
    outbox.record(db, ctx, event)


def planned_name(planned_id: str) -> str:
    return f"plannedContacts/{planned_id}"
