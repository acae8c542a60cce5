"""Another agency visits the person from now on: the case's coordinator decides it, and both agencies are told."""

from collections.abc import Callable
from dataclasses import replace

import sqlalchemy as sa

from kit import freezes, outbox, work_items
from kit.context import Context
from kit.errors import InvalidArgument, NotFound, StaleEtag, Violation
from services.outreach import domain
from services.outreach.domain import AlreadyCarried, Engagement, EngagementEnded, EngagementState, MayNotBeGiven
from services.outreach.store import engagements as store
from services.outreach.store import hand_overs
from services.outreach.use_cases import access
from services.outreach.use_cases.engagements import planned_name

OVER, MAY, MAY_NOT = "OVER", "MAY", "MAY_NOT"
Asking = Callable[[Engagement], str]
"""Of intake: whether the agency may be given the outreach to this person; OVER where nobody is reached any more."""


def hand_over(
    db: sa.Connection,
    ctx: Context,
    engagement_id: str,
    *,
    to_agency_id: str,
    reason_code: str,
    note: str,
    etag: str,
    ask: Asking,
) -> Engagement:
    """What is planned moves with it, due when it was due: the process asks for the agency whenever it plans a contact,
    and knows none itself.

    Raises NotFound, InvalidArgument, StaleEtag, EngagementEnded, AlreadyCarried, MayNotBeGiven, PeerUnavailable.
    """
    engagement = store.lock_engagement(db, ctx, engagement_id)
    if not access.coordinates(engagement, ctx):
        raise NotFound
    _check(to_agency_id, reason_code, note)
    if etag and etag != str(engagement.version):
        raise StaleEtag
    if engagement.state is EngagementState.ENDED:
        raise EngagementEnded
    if to_agency_id == engagement.agency_id:
        raise AlreadyCarried
    _require_fit(db, ctx, engagement, to_agency_id, ask(engagement))
    hand_overs.add(db, ctx, engagement, to_agency_id, reason_code, note)
    store.change_engagement(db, ctx, engagement, agency_id=to_agency_id)
    if engagement.planned_contact_id is not None:
        work_items.pass_on(db, ctx, planned_name(engagement.planned_contact_id), to_agency_id)
    outbox.record(
        db,
        ctx,
        domain.EngagementHandedOver(engagement.case_id, engagement_id, engagement.agency_id, to_agency_id, reason_code),
    )
    return replace(engagement, agency_id=to_agency_id, version=engagement.version + 1)


def _check(to_agency_id: str, reason_code: str, note: str) -> None:
    violations = []
    if not to_agency_id:
        violations.append(Violation("to_agency_id", "REQUIRED", "引き継ぐ機関を選んでください。"))
    if reason_code not in domain.HAND_OVER_REASONS:
        violations.append(Violation("reason", "REQUIRED", "引き継ぐ理由を選んでください。"))
    if reason_code == domain.OTHER_REASON and not note.strip():
        violations.append(Violation("note", "REQUIRED", "その他の理由を入力してください。"))
    if violations:
        raise InvalidArgument(*violations)


def _require_fit(db: sa.Connection, ctx: Context, engagement: Engagement, to_agency_id: str, verdict: str) -> None:
    """One refusal, whatever the reason: why an agency is kept away is not told."""
    if verdict == OVER:
        raise EngagementEnded
    if verdict != MAY or freezes.stopped(db, ctx, engagement.case_id, to_agency_id):
        raise MayNotBeGiven
